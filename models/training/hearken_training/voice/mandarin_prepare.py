"""The recorded words of one Mandarin reader (audio-cmn, HSK words, CC BY-SA) to symbols, first durations and vocoder parameters.

No aligner is needed: words are short, so the search of the training starts from durations spread evenly over the audible part.
Clips are written one pickle after another, in random order, so that training may begin while this goes on.
"""
from __future__ import annotations

import json
import pickle
import random
import re
import time
from pathlib import Path

import numpy as np
import soxr

from .. import clips
from ..mandarin import text
from . import features, mandarin_symbols as zh
from .symbols import INDEX, OPEN

SET = "audio-cmn-hsk"
F0_FLOOR, F0_CEIL = 130.0, 480.0                     # of this reader, seen in the recordings
HOP = int(features.RATE * features.PERIOD_MS / 1000)
AUDIBLE_DB = 38                                      # below the loudest frame
LEAD, TAIL = 12, 14                                  # frames of silence kept around the word
INITIAL_SHARE = 0.6                                  # first length of an initial, that of a final being 1


def syllables(label: str) -> list[str] | None:
    """Pinyin of a word as it is read aloud, tone sandhi done; nothing for marks of usage and alternatives."""
    plain = re.sub(r"（.*?）|\(.*?\)", "", label)
    return text.tokens(plain) if re.fullmatch(r"[\u4e00-\u9fff]{1,6}", plain) else None


def audible(samples: np.ndarray) -> tuple[int, int]:
    """First frame of the word and the one after its last."""
    frames = samples[:len(samples) // HOP * HOP].reshape(-1, HOP)
    db = 10 * np.log10((frames ** 2).mean(1) + 1e-12)
    loud = np.flatnonzero(db > db.max() - AUDIBLE_DB)
    return int(loud[0]), int(loud[-1]) + 1


def even(ids: list[int], lead: int, inside: int, tail: int) -> list[int] | None:
    """Durations of opening, sounds and closing pause, spread evenly."""
    share = np.array([INITIAL_SHARE if i < zh.FIRST_FINAL else 1.0 for i in ids])
    ends = np.round(np.cumsum(share) / share.sum() * inside).astype(int)
    durations = [lead, *np.diff(ends, prepend=0).tolist(), tail]
    return durations if min(durations) > 0 else None


def clip(row: dict) -> dict | None:
    """One recording with all that training needs, or nothing if it is none of the voice's sounds."""
    said = syllables(row["label"])
    word = zh.word(said) if said else None
    if word is None:
        return None
    samples = soxr.resample(clips.samples(row["path"]).astype(np.float64), clips.RATE, features.RATE)
    begin, end = audible(samples)
    first = max(0, begin - LEAD)
    samples = samples[first * HOP:(end + TAIL) * HOP]
    f0, envelope, bands = features.analyse(samples, F0_FLOOR, F0_CEIL)
    lead, inside = begin - first, end - begin
    tail = len(f0) - lead - inside
    durations = even(word[0], max(1, lead), inside, tail) if lead > 0 and tail > 0 else None
    if durations is None or (f0 > 0).sum() < 5:
        return None
    return dict(text=row["label"], ids=[OPEN, *word[0], INDEX["."]], places=[0, *word[1], 0], durations=durations, f0=f0,
                envelope=envelope.astype(np.float16), bands=bands.astype(np.float16))


def run(audio: str, out: str) -> None:
    rows = [json.loads(line) for line in (Path(audio) / "train-sharealike/words-zh.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if r["set"] == SET]
    random.Random(0).shuffle(rows)
    kept, frames, began = 0, 0, time.time()
    with open(out, "wb") as file:
        for i, row in enumerate(rows):
            found = clip(row)
            if found is None:
                print("left out:", row["label"], flush=True)
                continue
            pickle.dump(found, file)
            file.flush()
            kept, frames = kept + 1, frames + len(found["f0"])
            if kept % 200 == 0:
                print(f"{kept} words of {i + 1}, {time.time() - began:.0f} s", flush=True)
    print(f"{kept} words, {frames * features.PERIOD_MS / 60000:.1f} minutes with {LEAD + TAIL} frames of silence each", flush=True)
