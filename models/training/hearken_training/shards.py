"""Feature shards: augmented utterances as training reads them, produced continuously beside it.

The producer fills `shards/` (at most `BACKLOG` files wait); the trainer takes files from there and moves them to
`used/`, from where it reads again whenever it is the faster one.
"""
from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hearken_training import bank, features, paths
from hearken_training.augmentation import RATE, Surroundings
from hearken_training.phones import label
from hearken_training.word_runs import WordRuns

BACKLOG = 20
REAL_SHARE = {"en": 0.25, "zh": 0.10}
"""Share of real sentences by count; English ones are longer, so by time it is about two fifths; of Mandarin there are thirty."""
GUEST_SHARE = 0.25
"""Share of English in the training of other languages."""
REAL_WEIGHT = {"librispeech": 4.0, "accented": 0.6, "vctk": 3.0, "lj": 0.7, "words": 2.0, "wake": 0.4}
BORROWED_SHARE = 0.5
"""Share of what is not real that is said in borrowed voices (`borrowed.py`), where there are any."""
ROOMS_SHARE = 0.2
"""Share of all that was put into rooms and through the speaker's own beam (`rooms.py`), where there is any."""
LONGEST_SECONDS = 16.5
REMADE_SHARE = 0.7
"""Share of the real utterances whose words are heard in runs, in another order or with others among them."""


@dataclass
class Example:
    """Features [frames, 40] (float16), phone labels and where it came from ("real", "synthetic", "noise")."""

    features: np.ndarray
    labels: np.ndarray
    origin: str


def save(path: Path, items: list[Example]) -> None:
    """Write a shard at once."""
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as out:
        np.savez(out, features=np.concatenate([e.features for e in items]), frames=np.array([len(e.features) for e in items]),
                 labels=np.concatenate([e.labels for e in items]), sizes=np.array([len(e.labels) for e in items]),
                 origins=np.array([e.origin for e in items]))
    temporary.rename(path)


def load(path: Path) -> list[Example]:
    """Read a shard."""
    with np.load(path) as z:
        f, l = np.cumsum(np.r_[0, z["frames"]]), np.cumsum(np.r_[0, z["sizes"]])
        feats, labels, origins = z["features"], z["labels"], z["origins"]
    return [Example(feats[f[i]:f[i + 1]], labels[l[i]:l[i + 1]], str(origins[i])) for i in range(len(origins))]


class BankReader:
    """All utterances of a growing bank folder."""

    def __init__(self, name: str, language: str = paths.LANGUAGE):
        self.folder = paths.work("ears" if language == "en" else f"ears-{language}", "bank", name, "x").parent
        self.read: set[Path] = set()
        self.items: list[bank.Utterance] = []

    def refresh(self) -> int:
        for path in sorted(self.folder.glob("*.npz")):
            if path not in self.read:
                self.read.add(path)
                self.items += bank.load(path)
        return len(self.items)


class Source:
    """Real and made utterances of one language."""

    def __init__(self, language: str, held: bool = False):
        self.real_share = REAL_SHARE[language]
        self.real = BankReader("held" if held else "real", language)
        self.made = BankReader("synthetic-held" if held else "synthetic", language)
        self.borrowed = BankReader("borrowed-held" if held else "borrowed", language)
        self.rooms = BankReader("rooms", language)
        """Far away already, so for the recogniser's examples alone: whoever draws wants clean speech."""
        self.refresh()

    def refresh(self) -> None:
        self.real.refresh()
        self.made.refresh()
        self.borrowed.refresh()
        self.rooms.refresh()
        total = np.cumsum([REAL_WEIGHT.get(u.kind, 1.0) for u in self.real.items]) if self.real.items else np.zeros(0)
        self.real_cumulative = total.tolist()

    def draw(self, r: random.Random) -> tuple[bank.Utterance, bool]:
        """A random utterance and whether it is real."""
        while True:
            real = bool(self.real.items) and (r.random() < self.real_share or not self.made.items)
            made = self.borrowed.items if self.borrowed.items and r.random() < BORROWED_SHARE else self.made.items
            u = r.choices(self.real.items, cum_weights=self.real_cumulative)[0] if real else r.choice(made)
            if len(u.pcm) < LONGEST_SECONDS * RATE:
                return u, real


class Producer:
    """Draws utterances, joins some, adds silence, augments, labels."""

    def __init__(self, seed: int, held: bool = False):
        self.rng = random.Random(seed)
        self.around = Surroundings(seed, held)
        self.native = Source(paths.LANGUAGE, held)
        self.far_away = [] if held else self.native.rooms.items
        self.runs = None if held or paths.LANGUAGE != "en" else WordRuns()
        self.guest = None if paths.LANGUAGE == "en" or held else Source("en")
        """English in the ears of another language: real voices and rooms keep what the body of the net has learnt."""

    def refresh(self) -> None:
        self.native.refresh()

    def draw(self) -> tuple[bank.Utterance, bool]:
        """A random utterance and whether it is real."""
        guest = self.guest and self.rng.random() < GUEST_SHARE
        u, real = (self.guest if guest else self.native).draw(self.rng)
        return (self.runs.draw(u, self.rng) if self.runs and real and self.rng.random() < REMADE_SHARE else u), real

    def silence(self, low: float, high: float) -> np.ndarray:
        return np.zeros(int(self.rng.uniform(low, high) * RATE), np.float32)

    def example(self) -> Example | None:
        """One augmented example, or none where it is too short for its labels."""
        r = self.rng
        if r.random() < .045:
            n = int(r.uniform(1, 6) * RATE)
            heard, _ = self.around.noise(n, talk=False)
            x = heard * (32767 * 10 ** (r.uniform(-70, -5) / 20) / (np.abs(heard).max() + 1e-9))
            return Example(self.around.features(x.astype(np.float32)).astype(np.float16), np.zeros(0, np.uint8), "noise")
        if self.far_away and r.random() < ROOMS_SHARE:
            return self.across_the_room(r.choice(self.far_away))
        u, real = self.draw()
        parts, labels, seconds = [self.silence(.05, .7)], [], 0.0
        while True:
            x = u.pcm.astype(np.float32) / 32768 * r.uniform(.5, 1)
            x = self.around.speed(x, .9, 1.11) if real else self.around.speed(x, .86, 1.16)
            self.around.remember(x)
            parts.append(x)
            labels += label(u.text, r)
            seconds += len(x) / RATE
            if r.random() > (.5 if seconds < 1.2 else .12) or seconds > 6:
                break
            u, again = self.draw()
            parts.append(self.silence(0, .25))
            real = real or again
        parts.append(self.silence(.2, .8))
        x = np.concatenate(parts)
        if r.random() < .93:
            heard = self.around.hear(x)
        else:
            heard = x * (32767 * 10 ** (r.uniform(-20, -1) / 20) / (np.abs(x).max() + 1e-9))
        return self.labelled(heard, labels, "real" if real else "synthetic")

    def across_the_room(self, u: bank.Utterance) -> Example | None:
        """An utterance that comes from a room and a beam already: only its speed and level are other ones each time."""
        r = self.rng
        heard = self.around.speed(u.pcm.astype(np.float32), .9, 1.11)
        heard = heard * (32767 * 10 ** (r.uniform(-30, -1) / 20) / (np.abs(heard).max() + 1e-9))
        return self.labelled(heard.astype(np.float32), label(u.text, r), "synthetic" if u.made else "real")

    def labelled(self, heard: np.ndarray, labels: list[int], origin: str) -> Example | None:
        """With features of a microphone and a vocal tract that are drawn, or none where the sound is too short for its labels."""
        feats = self.around.features(heard, self.rng.choice([1.0, self.rng.uniform(.9, 1.12)]))
        repeats = sum(a == b for a, b in zip(labels, labels[1:]))
        if len(feats) // 4 < len(labels) + repeats + 3:
            return None
        return Example(feats.astype(np.float16), np.array(labels, np.uint8), origin)

    def shard(self, size: int = 400) -> list[Example]:
        out: list[Example] = []
        while len(out) < size:
            e = self.example()
            if e is not None:
                out.append(e)
        return out


def produce(seed: int, until: float) -> None:
    """Fill the shard folder until the wall clock `until`."""
    folder = paths.ears("shards", "x").parent
    folder.mkdir(exist_ok=True)
    producer = Producer(seed + int(time.time()) % 100000)
    part = 0
    while time.time() < until:
        if sum(1 for _ in folder.glob("*.npz")) >= BACKLOG:
            time.sleep(2)
            continue
        start = time.time()
        producer.refresh()
        items = producer.shard()
        save(folder / f"{int(start)}-{seed}-{part:05d}.npz", items)
        part += 1
        seconds = sum(len(e.features) for e in items) / 100
        share = sum(len(e.features) for e in items if e.origin == "real") / 100 / seconds
        print(f"shard {part}: {seconds / 3600:.2f} h, {share:.0%} real, {seconds / (time.time() - start):.0f} x real time, "
              f"bank {len(producer.native.made.items)} synthetic + {len(producer.native.real.items)} real", flush=True)


def make_held_out(seed: int = 77, size: int = 300) -> None:
    """Two fixed sets for learning curves: held-out real speakers unaltered, and held-out synthetic voices augmented."""
    producer = Producer(seed, held=True)
    real = []
    for u in producer.native.real.items:
        labels = label(u.text, random.Random(0))
        x = np.concatenate([u.pcm.astype(np.float32), np.zeros(6400, np.float32)])
        if u.kind in ("librispeech", "accented", "mandarin") and labels:
            real.append(Example(features.fbank(x).astype(np.float16), np.array(labels, np.uint8), u.kind))
    save(paths.ears("held-real.npz"), real)
    made = [e for e in (producer.example() for _ in range(4 * size)) if e is not None and e.origin == "synthetic"][:size]
    save(paths.ears("held-synthetic.npz"), made)
    print(len(real), "real", len(made), "synthetic")
