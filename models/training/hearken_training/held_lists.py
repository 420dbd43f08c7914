"""Lists for `hearken eval` made of held-out training material: what thresholds and decoder settings are fitted to.

`sentences.jsonl` real sentences by held-out speakers (closed list, task `words`); `coffee.jsonl` and `home.jsonl` synthetic
commands by voices of the held-out bank in held-out noise, with the real sentences among them as `_oov_` (task `commands`);
`chatter.jsonl` only those. Nothing of `audio/test` is read.
"""
from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import soundfile as sf

from hearken_training import features, shards
from hearken_training.augmentation import Surroundings

COMMANDS = 240
"""Of each kind."""


def _write(folder: Path, name: str, sound: np.ndarray, label: str) -> dict:
    path = folder / "clips" / f"{name}.flac"
    path.parent.mkdir(parents=True, exist_ok=True)
    sf.write(path, np.clip(np.round(sound), -32768, 32767).astype(np.int16), features.RATE)
    return {"path": f"clips/{name}.flac", "label": label, "seconds": round(len(sound) / features.RATE, 2)}


def _save(folder: Path, name: str, rows: list[dict]) -> None:
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    print(f"{name}.jsonl: {len(rows)} clips")


def write(folder: Path, seed: int = 4711) -> None:
    """Writes clips and lists below `folder`."""
    rng = random.Random(seed)
    real = shards.BankReader("held")
    real.refresh()
    sentences = [_write(folder, f"real-{i}", u.pcm.astype(np.float32), u.text) for i, u in enumerate(real.items)
                 if u.kind in ("librispeech", "accented") and len(u.text.split()) > 2]
    _save(folder, "sentences", sentences)
    chatter = [{**row, "label": "_oov_"} for row in sentences]
    _save(folder, "chatter", chatter)
    around = Surroundings(seed, held=True)
    made = shards.BankReader("synthetic-held")
    made.refresh()
    for kind in ("coffee", "home"):
        rows = []
        for i, u in enumerate(rng.sample([u for u in made.items if u.kind == kind], COMMANDS)):
            quiet = np.zeros(features.RATE // 3, np.float32)
            heard = around.hear(np.concatenate([quiet, u.pcm.astype(np.float32), quiet]), snr_low=0.0, snr_high=18.0)
            rows.append(_write(folder, f"{kind}-{i}", heard, u.text))
        _save(folder, kind, rows)
