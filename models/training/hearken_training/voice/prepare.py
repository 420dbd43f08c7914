"""Recordings to what training reads: symbols, corridor durations and vocoder parameters of every clip, in one file."""
import pickle
import time
from pathlib import Path

import numpy as np

from . import align, features, symbols

HERE = Path(__file__).parent


def dictionary(path):
    words = symbols.read_dictionary(path)
    words.update(symbols.read_extra(HERE / "extra-words.txt"))
    return words


def labelled(items, alignment, total):
    """Symbols of an aligned recording with durations in frames (sum = total).

    items: words and pause signs of the text; alignment: of Aligner. Silence of 60 ms and more without a sign becomes "~".
    """
    signs, number = {}, -1                           # word number -> sign that follows it
    for item in items:
        if item in ",.?":
            signs[number] = item
        else:
            number += 1
    spoken = [(n, phones) for n, phones in alignment if n >= 0]
    merged, ids, places, words, starts = [], [symbols.OPEN], [0], [-1], [0]
    for n, phones in spoken:
        merged.append([p for p, _, _ in phones])
        for i, (phone, start, _) in enumerate(phones):
            ids.append(symbols.INDEX[phone])
            places.append((symbols.FIRST if i == 0 else 0) | (symbols.LAST if i == len(phones) - 1 else 0))
            words.append(n)
            starts.append(start)
        end = phones[-1][1] + phones[-1][2]
        following = spoken[n + 1][1][0][1] if n + 1 < len(spoken) else total
        last = n + 1 == len(spoken)
        sign = signs.get(n) or ("." if last else "~" if following - end >= 6 else None)
        if sign:
            ids.append(symbols.INDEX["." if last and sign == "," else sign])
            places.append(0), words.append(-1), starts.append(end if following > end else max(starts[-1] + 1, end - 1))
    starts[1] = max(starts[1], 1)
    for i in range(1, len(starts)):                  # at least one frame each
        starts[i] = max(starts[i], starts[i - 1] + 1)
    durations = np.diff(np.array(starts + [total]))
    return (ids, places, durations.tolist()) if (durations > 0).all() else None


def run(audio, dictionary_path, out):
    words = dictionary(dictionary_path)
    clips = symbols.recordings(audio)
    texts = [symbols.tokens(c["label"]) for c in clips]
    used = {t for items in texts for t in items if t not in ",.?"}
    aligner = align.Aligner({w: words[w] for w in used})
    kept, seconds, began = [], 0.0, time.time()
    for clip, items in zip(clips, texts):
        path = Path(audio) / clip["path"]
        samples = features.read(path)
        low = features.read(path, 16000)
        found = aligner.align(low * features.level(low) * 32767, [t for t in items if t not in ",.?"])
        if found is None:
            print("no alignment:", clip["path"], flush=True)
            continue
        f0, envelope, bands = features.analyse(samples)
        sequence = labelled(items, found, len(f0))
        if sequence is None:
            print("odd alignment:", clip["path"], flush=True)
            continue
        ids, places, durations = sequence
        kept.append(dict(path=clip["path"], text=clip["label"], ids=ids, places=places, durations=durations, f0=f0,
                         envelope=envelope.astype(np.float16), bands=bands.astype(np.float16)))
        seconds += len(samples) / features.RATE
        if len(kept) % 50 == 0:
            print(len(kept), "clips, times real time:", round(seconds / (time.time() - began), 1), flush=True)
    with open(out, "wb") as file:
        pickle.dump(kept, file)
    print(f"{len(kept)} clips, {seconds / 60:.1f} minutes", flush=True)
