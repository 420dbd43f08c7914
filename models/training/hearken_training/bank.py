"""Banks of clean utterances: synthetic ones made by `synth`, real ones decoded once.

A bank file is an `.npz` with all samples (int16) one after another, offsets, texts and kinds; files appear complete
(written under another name first), so that readers may follow a growing folder.
"""
from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hearken_training import clips, paths, speech
from hearken_training.text import Sentences, WakeSentences


SYNTHETIC = "synthetic"
"""Speaker of all that a speech synthesiser said."""
BORROWED = "borrowed"
"""Speaker of all that was said in borrowed voices (`borrowed.py`)."""


@dataclass(frozen=True)
class Utterance:
    """Clean speech: int16 samples at 16 kHz, its text and kind (text kind or source of the recording)."""

    pcm: np.ndarray
    text: str
    kind: str
    speaker: str

    @property
    def made(self) -> bool:
        """Nobody said it."""
        return self.speaker in (SYNTHETIC, BORROWED)


def save(path: Path, items: list[Utterance]) -> None:
    """Write a bank file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    offsets = np.cumsum([0] + [len(u.pcm) for u in items]).astype(np.int64)
    meta = json.dumps([[u.text, u.kind, u.speaker] for u in items])
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as out:
        np.savez(out, pcm=np.concatenate([u.pcm for u in items]), offsets=offsets, meta=np.array(meta))
    temporary.rename(path)


def load(path: Path) -> list[Utterance]:
    """Read a bank file."""
    with np.load(path) as z:
        pcm, offsets, meta = z["pcm"], z["offsets"], json.loads(str(z["meta"]))
    return [Utterance(pcm[offsets[i]:offsets[i + 1]], *meta[i]) for i in range(len(meta))]


def to_pcm(x: np.ndarray, peak: float = 0.6) -> np.ndarray:
    """Scale to a peak and round to int16."""
    return np.round(x * (peak * 32767 / max(1e-6, float(np.abs(x).max(initial=0.0))))).astype(np.int16)


def make_real() -> None:
    """Decode the training recordings and the held-out ones into banks, once."""
    if paths.LANGUAGE == "zh":
        from hearken_training.mandarin.bank import sentences
        for name, held in (("real", False), ("held", True)):
            save(paths.ears("bank", name, "000.npz"), sentences(held))
        return
    for name, rows in (("real", clips.training()), ("held", clips.held_out())):
        chunk: list[Utterance] = []
        part = 0
        for clip in sorted(rows, key=lambda c: c.path[::-1]):
            x = clips.samples(clip.path)
            if len(x) > 800 and np.abs(x).max() > 1e-4:
                chunk.append(Utterance(to_pcm(x), clip.text, clip.source, clip.speaker))
            if len(chunk) == 500:
                save(paths.ears("bank", name, f"{part:03d}.npz"), chunk)
                chunk, part = [], part + 1
        if chunk:
            save(paths.ears("bank", name, f"{part:03d}.npz"), chunk)


def make_synthetic(seed: int, until: float, name: str = "synthetic", size: int = 300, sentences: Sentences | None = None) -> None:
    """Speak random sentences until the wall clock `until` (seconds since 1970); continues after the last file."""
    folder = paths.ears("bank", name, "x").parent
    folder.mkdir(parents=True, exist_ok=True)
    part = sum(1 for _ in folder.glob(f"{seed}-*.npz"))
    rng = random.Random(seed * 1000 + part)
    if paths.LANGUAGE == "zh":
        from hearken_training.mandarin.bank import speak
        makers = speak(rng, paths.ears(f"espeak{seed}"), held=name.endswith("held"), wake=name.startswith("wake"))
        while time.time() < until:
            save(folder / f"{seed}-{part:04d}.npz", [next(makers) for _ in range(size)])
            part += 1
            print(f"bank {name} {seed}-{part:04d}", flush=True)
        return
    espeak = speech.Espeak(paths.ears(f"espeak{seed}"), rng)
    sentences = sentences or (WakeSentences(rng) if name.startswith("wake") else Sentences(rng))
    while time.time() < until:
        start = time.time()
        drawn = [sentences.draw() for _ in range(size)]
        sounds: dict[int, np.ndarray] = {}
        festival = rng.sample(range(size), size // 8)
        for i, x in zip(festival, speech.festival([drawn[i][0] for i in festival], rng)):
            sounds[i] = x
        items = []
        for i, (text, kind) in enumerate(drawn):
            x = sounds.get(i)
            if x is None:
                x = speech.flite(text, rng) if rng.random() < .35 else espeak.say(text)
            if 1600 < len(x) < 12 * speech.RATE:
                items.append(Utterance(to_pcm(x), text, kind, SYNTHETIC))
        save(folder / f"{seed}-{part:04d}.npz", items)
        part += 1
        seconds = sum(len(u.pcm) for u in items) / speech.RATE
        print(f"bank {name} {seed}-{part:04d}: {len(items)} utterances, {seconds / (time.time() - start):.0f} x real time", flush=True)
