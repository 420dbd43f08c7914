"""Speech as the beam of a microphone array hands it to the recogniser.

A beam leaves other traces than a microphone: what is left of noise moves with the speech, and so do its own mistakes.
`./hearken scene --each` puts utterances into drawn rooms before drawn arrays and writes what the speaker's own front end
makes of them, so that the recogniser learns what it will be given across a room.
"""
from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import soundfile as sf

from hearken_training import bank, paths, shards
from hearken_training.augmentation import RATE

KIND = "rooms"
REAL_SHARE = 0.5
COMPILE_AT_ONCE = "-XX:Tier4InvocationThreshold=5000 -XX:Tier4MinInvocationThreshold=600 -XX:Tier4CompileThreshold=15000 -XX:Tier4BackEdgeThreshold=40000"
"""Java's own counts: the daemon's flags, which the launcher takes, keep the second compiler for what runs all day."""
SHORTEST_SECONDS = 2.5
"""Single words are said together with others: a scene of its own for each would be mostly the wait before it."""


def talk(source: shards.Producer, rng: random.Random) -> bank.Utterance:
    """One or several utterances, one after the other; real where the first of them is."""
    parts: list[np.ndarray] = []
    texts: list[str] = []
    seconds, first = 0.0, None
    wants_real = rng.random() < REAL_SHARE or not source.native.made.items
    while first is None or seconds < SHORTEST_SECONDS:
        u, real = source.draw()
        if real != wants_real or u.kind == KIND:
            continue
        first = first or u
        parts += [bank.to_pcm(u.pcm.astype(np.float32), rng.uniform(.3, .6)), np.zeros(int(rng.uniform(.05, .5) * RATE), np.int16)]
        texts.append(u.text)
        seconds += len(u.pcm) / RATE
    return bank.Utterance(np.concatenate(parts[:-1]), " ".join(texts), KIND, first.speaker)


def through_rooms(talks: list[bank.Utterance], folder: Path, seed: int) -> list[bank.Utterance]:
    """What the front end makes of them, each in another room."""
    shutil.rmtree(folder, ignore_errors=True)
    said, heard = folder / "said", folder / "heard"
    said.mkdir(parents=True)
    for i, u in enumerate(talks):
        sf.write(said / f"{i:04d}.wav", u.pcm, RATE)
    subprocess.run([paths.REPOSITORY / "hearken", "scene", "--each", said, "--out", heard, "--seed", str(seed)], check=True, cwd=paths.REPOSITORY,
                   env=os.environ | {"HEARKEN_SHARED": str(paths.SHARED), "HEARKEN_JAVA_OPTS": COMPILE_AT_ONCE}, stdout=subprocess.DEVNULL)
    out = []
    for i, u in enumerate(talks):
        pcm, _ = sf.read(heard / f"{i:04d}.wav", dtype="int16")
        out.append(bank.Utterance(pcm, u.text, KIND, u.speaker))
    shutil.rmtree(folder)
    return out


def make(seed: int, until: float, name: str = KIND, size: int = 400) -> None:
    """Fill a bank until the wall clock `until`; a name that ends in `-held` takes held-out people and voices."""
    folder = paths.ears("bank", name, "x").parent
    folder.mkdir(parents=True, exist_ok=True)
    part = sum(1 for _ in folder.glob(f"{seed}-*.npz"))
    rng = random.Random(seed * 1000 + part)
    source = shards.Producer(seed * 1000 + part, held=name.endswith("-held"))
    while time.time() < until:
        start = time.time()
        source.refresh()
        items = through_rooms([talk(source, rng) for _ in range(size)], paths.ears(f"rooms{seed}"), seed * 1000 + part)
        bank.save(folder / f"{seed}-{part:04d}.npz", items)
        part += 1
        seconds = sum(len(u.pcm) for u in items) / RATE
        print(f"bank {name} {seed}-{part:04d}: {len(items)} utterances, {seconds / 3600:.2f} h, {seconds / (time.time() - start):.0f} x real time", flush=True)
