"""Lists for `hearken eval` made of held-out training material: what thresholds and decoder settings are fitted to.

`sentences.jsonl` real sentences by held-out speakers (closed list, task `words`); `coffee.jsonl` and `home.jsonl` synthetic
commands by voices of the held-out bank in held-out noise, with the real sentences among them as `_oov_` (task `commands`);
`chatter.jsonl` only those, and real calls of wake words: what is said after a wake word by mistake is as often short as long;
`words.jsonl` single words by held-out voices and the few real ones there are (which were trained on: of no other is there a recording)
among other words and real calls of other wake words, which are `_oov_` to `words.yaml`. `sentences.yaml` and `words.yaml` are the
grammars. In Mandarin only `home.jsonl`, with its chatter in it. Nothing of `audio/test` is read.
"""
from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import soundfile as sf

from hearken_training import features, paths, shards
from hearken_training.augmentation import Surroundings
from hearken_training.mandarin import text
from hearken_training.mandarin.speech import MandarinEspeak

WORDS = ("yes no up down left right on off stop go zero one two three four five six seven eight nine").split()
"""A closed list of short words of which a part is kept out of the grammar, so that it stands for any user's list."""
COMMANDS = 240
"""Of each kind."""


def write_clip(folder: Path, name: str, sound: np.ndarray, label: str) -> dict:
    path = folder / "clips" / f"{name}.flac"
    path.parent.mkdir(parents=True, exist_ok=True)
    sf.write(path, np.clip(np.round(sound), -32768, 32767).astype(np.int16), features.RATE)
    return {"path": f"clips/{name}.flac", "label": label, "seconds": round(len(sound) / features.RATE, 2)}


def save(folder: Path, name: str, rows: list[dict]) -> None:
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    print(f"{name}.jsonl: {len(rows)} clips")


def write(folder: Path, seed: int = 4711) -> None:
    """Writes clips and lists below `folder`."""
    rng = random.Random(seed)
    if paths.LANGUAGE == "zh":
        _mandarin(folder, rng, Surroundings(seed, held=True))
        return
    real = shards.BankReader("held")
    real.refresh()
    sentences = [write_clip(folder, f"real-{i}", u.pcm.astype(np.float32), u.text) for i, u in enumerate(real.items)
                 if u.kind in ("librispeech", "accented") and len(u.text.split()) > 2]
    save(folder, "sentences", sentences)
    chatter = [{**row, "label": "_oov_"} for row in sentences]
    _grammar(folder, "sentences", sorted({row["label"] for row in sentences}))
    around = Surroundings(seed, held=True)
    made = shards.BankReader("synthetic-held")
    made.refresh()
    for kind in ("coffee", "home"):
        rows = []
        for i, u in enumerate(rng.sample([u for u in made.items if u.kind == kind], COMMANDS)):
            quiet = np.zeros(features.RATE // 3, np.float32)
            heard = around.hear(np.concatenate([quiet, u.pcm.astype(np.float32), quiet]), snr_low=0.0, snr_high=18.0)
            rows.append(write_clip(folder, f"{kind}-{i}", heard, u.text))
        save(folder, kind, rows)
    inside = sorted(rng.sample(WORDS, 10))
    rows = []
    spoken = [u for u in made.items if len(u.text.split()) == 1 and u.kind in ("word", "random", "wake", "near")]
    for i, u in enumerate(rng.sample(spoken, min(len(spoken), 3 * COMMANDS))):
        quiet = np.zeros(features.RATE // 3, np.float32)
        heard = around.hear(np.concatenate([quiet, u.pcm.astype(np.float32), quiet]), snr_low=5.0, snr_high=30.0)
        known = u.text in inside
        rows.append(write_clip(folder, f"{'word' if known else 'unknown'}-{i}", heard, u.text if known else "_oov_"))
    calls = [u for u in real.items if u.kind == "wake" and u.text and not set(u.text.split()) & set(inside)]
    for i, u in enumerate(rng.sample(calls, min(len(calls), COMMANDS))):
        rows.append(write_clip(folder, f"unknown-real-{i}", u.pcm.astype(np.float32), "_oov_"))
    trained = shards.BankReader("real")
    trained.refresh()
    for i, u in enumerate(u for u in trained.items if u.kind == "words"):
        known = u.text in inside
        rows.append(write_clip(folder, f"{'word-real' if known else 'unknown-word'}-{i}", u.pcm.astype(np.float32), u.text if known else "_oov_"))
    save(folder, "words", rows)
    _grammar(folder, "words", inside)
    save(folder, "chatter", chatter + [
        write_clip(folder, f"real-call-{i}", u.pcm.astype(np.float32), "_oov_") for i, u in enumerate(u for u in real.items if u.kind == "wake" and u.text)])


def _mandarin(folder: Path, rng: random.Random, around: Surroundings) -> None:
    """`home.jsonl`: synthetic commands in held-out noise; as chatter, sentences in Mandarin that are none, and English ones by held-out speakers:
    whoever speaks another language in the house gives no command either."""
    espeak, sentences = MandarinEspeak(folder / "voices", rng), text.MandarinSentences(rng)
    rows, quiet, most = [], np.zeros(features.RATE // 3, np.float32), {"home": COMMANDS, "generic": COMMANDS}
    while any(most.values()):
        words, kind = sentences._text()
        tokens = text.tokens(words)
        if tokens and len(tokens) <= 24 and most.get(kind):
            most[kind] -= 1
            heard = around.hear(np.concatenate([quiet, espeak.say_tokens(tokens), quiet]), snr_low=0.0, snr_high=18.0)
            rows.append(write_clip(folder, f"{'home' if kind == 'home' else 'unknown'}-{len(rows)}", heard, words if kind == "home" else "_oov_"))
    foreign = shards.BankReader("held", "en")
    foreign.refresh()
    rows += [write_clip(folder, f"unknown-real-{i}", u.pcm.astype(np.float32), "_oov_") for i, u in enumerate(foreign.items)
             if u.kind in ("librispeech", "accented") and len(u.text.split()) > 2]
    save(folder, "home", rows)


def _grammar(folder: Path, name: str, sentences: list[str]) -> None:
    """Each sentence an intent of its own."""
    intents = {f"Sentence{i}": {"data": [{"sentences": [s]}]} for i, s in enumerate(sentences)}
    (folder / f"{name}.yaml").write_text(json.dumps({"language": "en", "intents": intents}))
