"""Speech as the front end of a microphone array hands it to the recogniser, or to the wake words.

A beam leaves other traces than a microphone: what is left of noise moves with the speech, and so do its own mistakes.
`./hearken scene --each` puts utterances into drawn rooms before drawn arrays and writes what the speaker's own front end
makes of them, so that the recogniser and the verifiers learn what they will be given across a room.
"""
from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile as sf

from hearken_training import bank, paths, shards, wake
from hearken_training.augmentation import RATE

KIND = "rooms"
REAL_SHARE = 0.5
COMPILE_AT_ONCE = "-XX:Tier4InvocationThreshold=5000 -XX:Tier4MinInvocationThreshold=600 -XX:Tier4CompileThreshold=15000 -XX:Tier4BackEdgeThreshold=40000"
"""Java's own counts: the daemon's flags, which the launcher takes, keep the second compiler for what runs all day."""
SHORTEST_SECONDS = 2.5
"""Single words are said together with others: a scene of its own for each would be mostly the wait before it."""


CALLS = 3
"""Utterances for wake words are said so many at a time, for the same reason."""
CALL_SHARE, NEAR_SHARE = .5, .25
"""Shares of wake phrases and of what sounds like them; the rest is anything people say."""


@dataclass
class Talk:
    """What is said in one room: samples at 16 kHz, and the utterances in it with the sample at which each begins."""

    pcm: np.ndarray
    parts: list[tuple[int, bank.Utterance]]

    @staticmethod
    def of(utterances: list[bank.Utterance], gap: tuple[float, float], rng: random.Random) -> Talk:
        """One after the other, each as loud as drawn, with pauses of seconds that are drawn between two bounds."""
        sounds: list[np.ndarray] = []
        parts: list[tuple[int, bank.Utterance]] = []
        at = 0
        for u in utterances:
            parts.append((at, u))
            sounds += [bank.to_pcm(u.pcm.astype(np.float32), rng.uniform(.3, .6)), np.zeros(int(rng.uniform(*gap) * RATE), np.int16)]
            at += len(sounds[-2]) + len(sounds[-1])
        return Talk(np.concatenate(sounds[:-1]), parts)

    def whole(self, heard: np.ndarray) -> list[bank.Utterance]:
        """All that was heard as one utterance."""
        return [bank.Utterance(heard, " ".join(u.text for _, u in self.parts), KIND, self.parts[0][1].speaker)]

    def cut(self, heard: np.ndarray) -> list[bank.Utterance]:
        """Each utterance with `wake.HEARD_BEFORE` and `wake.HEARD_AFTER` seconds of what was heard around it; of its own kind."""
        around = int((wake.HEARD_BEFORE + wake.HEARD_AFTER) * RATE)
        return [bank.Utterance(heard[at:at + len(u.pcm) + around], u.text, u.kind, u.speaker) for at, u in self.parts]


def talk(source: shards.Producer, rng: random.Random) -> Talk:
    """One or several utterances, one after the other; real where the first of them is."""
    said: list[bank.Utterance] = []
    wants_real = rng.random() < REAL_SHARE or not source.native.made.items
    while sum(len(u.pcm) for u in said) < SHORTEST_SECONDS * RATE:
        u, real = source.draw()
        if real == wants_real and u.kind != KIND:
            said.append(u)
    return Talk.of(said, (.05, .5), rng)


class Calls:
    """Wake phrases, what sounds like them, and other speech, for verifiers."""

    def __init__(self, source: shards.Producer, held: bool):
        self.source, self.bank = source, shards.BankReader("wake-held" if held else "wake")
        self.refresh()

    def refresh(self) -> None:
        self.source.refresh()
        self.bank.refresh()
        everything = self.bank.items + self.source.native.real.items
        own = [any(re.search(p.own, u.text) for p in wake.SHIPPED.values()) for u in everything]
        self.calls = [u for u, is_call in zip(everything, own) if is_call]
        self.real_calls = [u for u in self.calls if not u.made]
        self.near = [u for u, is_call in zip(everything, own) if u.kind in ("near", "wake") and not is_call]

    def talk(self, rng: random.Random) -> Talk:
        """`CALLS` of them."""
        said = []
        while len(said) < CALLS:
            k = rng.random()
            of = self.real_calls if k < .12 and self.real_calls else self.calls if k < CALL_SHARE else self.near if k < CALL_SHARE + NEAR_SHARE else None
            said.append(rng.choice(of) if of else self.source.draw()[0])
        return Talk.of(said, (.1, 1.0), rng)


def through_rooms(talks: list[Talk], folder: Path, seed: int, listener: str) -> list[np.ndarray]:
    """What the front end makes of them, each in another room; the listener is one of `./hearken scene --for`."""
    shutil.rmtree(folder, ignore_errors=True)
    said, heard = folder / "said", folder / "heard"
    said.mkdir(parents=True)
    for i, t in enumerate(talks):
        sf.write(said / f"{i:04d}.wav", t.pcm, RATE)
    subprocess.run([paths.REPOSITORY / "hearken", "scene", "--each", said, "--out", heard, "--seed", str(seed), "--for", listener], check=True,
                   cwd=paths.REPOSITORY, env=os.environ | {"HEARKEN_SHARED": str(paths.SHARED), "HEARKEN_JAVA_OPTS": COMPILE_AT_ONCE}, stdout=subprocess.DEVNULL)
    out = [sf.read(heard / f"{i:04d}.wav", dtype="int16")[0] for i in range(len(talks))]
    shutil.rmtree(folder)
    return out


def make(seed: int, until: float, name: str = KIND, size: int = 400) -> None:
    """Fill a bank until the wall clock `until`; a name that begins with `wake` is for verifiers, one that ends in `-held` takes held-out people and voices."""
    folder = paths.ears("bank", name, "x").parent
    folder.mkdir(parents=True, exist_ok=True)
    part = sum(1 for _ in folder.glob(f"{seed}-*.npz"))
    rng = random.Random(seed * 1000 + part)
    held, for_wake = name.endswith("-held"), name.startswith("wake")
    source = shards.Producer(seed * 1000 + part, held=held)
    calls = Calls(source, held) if for_wake else None
    while time.time() < until:
        start = time.time()
        (calls or source).refresh()
        talks = [calls.talk(rng) if calls else talk(source, rng) for _ in range(size)]
        heard = through_rooms(talks, paths.ears(f"rooms{seed}"), seed * 1000 + part, "wake-word" if calls else "recognizer")
        items = [u for t, h in zip(talks, heard) for u in (t.cut(h) if calls else t.whole(h))]
        bank.save(folder / f"{seed}-{part:04d}.npz", items)
        part += 1
        seconds = sum(len(u.pcm) for u in items) / RATE
        print(f"bank {name} {seed}-{part:04d}: {len(items)} utterances, {seconds / 3600:.2f} h, {seconds / (time.time() - start):.0f} x real time", flush=True)
