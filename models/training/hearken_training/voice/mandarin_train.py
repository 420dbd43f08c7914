"""What the Mandarin voice trains on: recorded words as they are, and sentences made of them.

A word read alone is slow, ends long, and shows its last tone in full. A sentence joins random words frame by frame (vocoder
parameters, not sound), each shortened sound by sound, its last syllable most unless a pause follows; a third tone before another
word loses its rise; a stop takes a closure from the silence before its word; pitch falls a little along the sentence. The reader has
hardly a particle: syllables of the same sounds in other tones stand in, shortened, softened and at the pitch of the neutral tone.
"""
from __future__ import annotations

import os
import pickle
import random

import numpy as np

from . import mandarin_symbols as zh
from .features import POINTS
from .symbols import INDEX, OPEN, PAUSES

HELD_EVERY = 80
ALONE_UNTIL = 0.22                                   # part of the schedule in which words stand alone, so that alignments settle
JOINED_SHARE = 0.75                                  # of the frames after that
CORRIDOR_ALONE, CORRIDOR_JOINED = 12, 1
LONGEST = 120                                        # symbols of a sentence
SQUEEZE = (1.3, 1.6)                                 # a sentence's tempo over that of its words
PARTICLES = "de le ma ne ba zhe zi men li shang ge me".split()
BORROWED = {"le": ("l", ("de", "zhe", "ge"))}
"""了 is in hardly a word: an initial and finals to make it of."""
PARTICLE_SHARE = 0.3                                 # of the words of a sentence that one follows
PARTICLE_SQUEEZE = (2.0, 2.6)
PARTICLE_HERTZ = {1: 222, 2: 235, 3: 255, 4: 195, 5: 200}
"""Of the neutral tone after each tone, for a reader whose voice lies about 240 Hz (Chao 1968: half low, middle, half high, low)."""


class Words:
    """Grows while its file does: `prepare` may still be writing it."""

    FEWEST = 700                                     # that the scale of the parameters is measured on

    def __init__(self, path: str):
        self.path, self.offset, self.raw = path, 0, []
        self.read()
        if len(self.raw) < self.FEWEST:
            raise SystemExit(f"{path}: {len(self.raw)} words are too few to begin with, {self.FEWEST} are needed")
        everything = np.concatenate([np.concatenate([d["envelope"], d["bands"]], 1).astype(np.float32) for d in self.raw])
        pitch = np.concatenate([np.log(d["f0"][d["f0"] > 0]) for d in self.raw])
        self.mean = np.concatenate([everything.mean(0), [pitch.mean(), 0]]).astype(np.float32)
        self.scale = np.concatenate([everything.std(0), [pitch.std(), 1]]).astype(np.float32)
        self.clips: list[dict] = []
        self.held: list[dict] = []
        self.particles: dict[str, list[tuple[dict, int, int]]] = {p: [] for p in PARTICLES}
        self.initials: dict[str, list[tuple[dict, int]]] = {initial: [] for initial, _ in BORROWED.values()}
        self.settled = False
        """Whether the alignments are good from the start."""
        self.refresh()

    def rescale(self, mean: np.ndarray, scale: np.ndarray) -> None:
        """Takes the scale of an earlier run, which may have begun with fewer words."""
        self.mean, self.scale, self.clips, self.held = mean, scale, [], []
        self.particles = {p: [] for p in PARTICLES}
        self.initials = {initial: [] for initial in self.initials}
        self.refresh()

    def read(self) -> None:
        with open(self.path, "rb") as file:
            file.seek(self.offset)
            size = os.fstat(file.fileno()).st_size
            while file.tell() < size:
                try:
                    self.raw.append(pickle.load(file))
                except (EOFError, pickle.UnpicklingError):
                    break
                self.offset = file.tell()

    def refresh(self) -> None:
        """Takes in what has been written since."""
        self.read()
        for d in self.raw[len(self.clips) + len(self.held):]:
            clip = self.normal(d)
            (self.held if (len(self.clips) + len(self.held)) % HELD_EVERY == 0 else self.clips).append(clip)

    def normal(self, d: dict) -> dict:
        voiced = d["f0"] > 0
        pitch = np.interp(np.arange(len(voiced)), np.flatnonzero(voiced), np.log(d["f0"][voiced]))
        y = np.concatenate([d["envelope"], d["bands"], pitch[:, None], voiced[:, None]], 1).astype(np.float32)
        clip = dict(ids=np.array(d["ids"]), places=np.array(d["places"]), durations=np.array(d["durations"]), y=(y - self.mean) / self.scale,
                    corridor=CORRIDOR_ALONE)
        clip["found"] = lambda durations: clip.update(durations=durations)
        finals = clip["ids"][clip["ids"] >= zh.FIRST_FINAL]
        clip["alone"] = len(finals) == 1 and FACTORS[finals[0]][1] == 5
        """A particle read alone is no model of one in a sentence."""
        first = 1
        for k in range(1, len(clip["ids"]) - 1):
            name = zh.SYMBOLS[clip["ids"][k]]
            if name in self.initials:
                self.initials[name].append((clip, k))
            if clip["ids"][k] >= zh.FIRST_FINAL:
                particle = PARTICLE_SOUNDS.get(sounds(clip["ids"][first:k + 1]))
                if particle:
                    self.particles[particle].append((clip, first, k + 1))
                first = k + 1
        return clip

    def sentence(self, rng: random.Random) -> dict:
        """Two to seven words in a row, now and then with a pause between."""
        squeeze, count = rng.uniform(*SQUEEZE), rng.randint(2, 7)
        words, symbols = [], 2
        while len(words) < count:
            w = rng.choice(self.clips)
            if w["alone"] or words and meet_in_third_tone(words[-1], w):
                continue
            symbols += len(w["ids"]) - 1
            if symbols > LONGEST:
                break
            words.append(w)
        pauses = [rng.random() < 0.14 or i == len(words) - 1 for i in range(len(words))]
        ids, places, durations, parts = [OPEN], [0], [], []
        lead = min(rng.randint(4, 12), int(words[0]["durations"][0]))
        durations.append(lead)
        parts.append(words[0]["y"][words[0]["durations"][0] - lead:words[0]["durations"][0]])
        for i, (w, pause) in enumerate(zip(words, pauses)):
            after_pause = i == 0 or pauses[i - 1]
            lengths, y = hurried(w, squeeze, pause, 0 if after_pause else rng.randint(2, 5))
            if not after_pause and w["ids"][1] not in zh.STOPS:
                blend(parts[-1], y)
            ids += w["ids"][1:-1].tolist()
            places += w["places"][1:-1].tolist()
            durations += lengths
            parts.append(y)
            if rng.random() < PARTICLE_SHARE:
                symbols, lengths, y = self.particle(w, pause, rng)
                if symbols[0] not in zh.STOPS:
                    blend(parts[-1], y)
                ids += symbols
                durations += lengths
                parts.append(y)
                joined = rng.random() < 0.5          # 我们, 桌子; or 的, 了
                places[-1] &= ~zh.LAST if joined else ~0
                places += [0 if joined else zh.FIRST] + [0] * (len(symbols) - 2) + [zh.LAST]
            if not pause and rng.random() < 0.3:     # the runtime's segmentation is not the reader's
                places[-1] &= ~zh.LAST
            if pause:
                silence = w["y"][-int(w["durations"][-1]):]
                last = i == len(words) - 1
                size = min(len(silence), rng.randint(10, 20))
                ids.append(INDEX[rng.choice("...?") if last else ","])
                places.append(0)
                durations.append(size)
                parts.append(silence[:size])
        y = np.concatenate(parts)
        fall = np.linspace(0.06, -0.06, len(y)) * rng.uniform(0.6, 1.4) / self.scale[-2]
        y[:, -2] += fall.astype(np.float32)
        return dict(ids=np.array(ids), places=np.array(places), durations=np.array(durations), y=y.astype(np.float32), corridor=CORRIDOR_JOINED)

    def particle(self, before: dict, last: bool, rng: random.Random) -> tuple[list[int], list[int], np.ndarray]:
        """Symbols, lengths and frames of a syllable in the neutral tone after a word; last: a pause follows."""
        kind = rng.choice([p for p in PARTICLES if self.particles[p]])
        w, first, end = rng.choice(self.particles[rng.choice(BORROWED[kind][1]) if kind in BORROWED else kind])
        lengths, y = hurried(part(w, first, end), rng.uniform(*PARTICLE_SQUEEZE) * (0.8 if first > 1 else 1) * (0.65 if last else 1), False,
                             rng.randint(2, 4) if first == 1 else 0)
        symbols = w["ids"][first:end].tolist()
        if kind in BORROWED:
            v, k = rng.choice(self.initials[BORROWED[kind][0]])
            start, begin = hurried(part(v, k, k + 1), rng.uniform(*PARTICLE_SQUEEZE), False, 0)
            rest = y[lengths[0]:]
            blend(begin, rest)
            lengths, y, symbols = start + lengths[1:], np.concatenate([begin, rest]), [int(v["ids"][k]), symbols[-1]]
        tone = FACTORS[int(before["ids"][-2])][1]
        hertz = PARTICLE_HERTZ[tone] * np.linspace(1.03, 0.96, len(y)) * rng.uniform(0.95, 1.05)
        y[:, -2] = (np.log(hertz) - self.mean[-2]) / self.scale[-2]
        y[:, :POINTS] -= rng.uniform(0.1, 0.35) / self.scale[:POINTS]
        return symbols[:-1] + [symbols[-1] - FACTORS[symbols[-1]][1] + 5], lengths, y

    def batches(self, rng: random.Random, progress: float, frames: int) -> list[list[dict]]:
        """One pass: all words, and when their time has come as many sentences as make the share of frames that they are to have."""
        self.refresh()
        drawn = list(self.clips)
        if self.settled or progress > ALONE_UNTIL:
            drawn = rng.sample(drawn, len(drawn) // 3)
            total, target = 0, sum(len(c["y"]) for c in drawn) * JOINED_SHARE / (1 - JOINED_SHARE)
            while total < target:
                drawn.append(self.sentence(rng))
                total += len(drawn[-1]["y"])
        drawn.sort(key=lambda c: len(c["y"]) + rng.random() * 60)
        groups: list[list[dict]] = [[]]
        for c in drawn:
            if groups[-1] and len(c["y"]) * (len(groups[-1]) + 1) > frames:
                groups.append([])
            groups[-1].append(c)
        rng.shuffle(groups)
        return groups


FACTORS = zh.factors()


def sounds(ids) -> tuple:
    """Initial and final of one syllable without its tone."""
    return tuple(FACTORS[int(i)][0] for i in ids)


PARTICLE_SOUNDS = {sounds(zh.symbols(p + "5")): p for p in PARTICLES}


def meet_in_third_tone(a: dict, b: dict) -> bool:
    """Whether tone sandhi would change the last tone of word a before word b."""
    finals = b["ids"][b["ids"] >= zh.FIRST_FINAL]
    return int(a["ids"][-2]) in zh.THIRD_TONE and int(finals[0]) in zh.THIRD_TONE


def part(word: dict, first: int, end: int) -> dict:
    """Some sounds of a word as if they were one; what lies around them counts as pauses."""
    ids, durations = word["ids"], word["durations"]
    return dict(ids=np.concatenate([ids[:1], ids[first:end], ids[-1:]]), y=word["y"],
                durations=np.concatenate([[durations[:first].sum()], durations[first:end], [durations[end:].sum()]]))


def hurried(word: dict, squeeze: float, last: bool, closure: int) -> tuple[list[int], np.ndarray]:
    """Lengths and frames of a word's sounds at a sentence's tempo.

    last: a pause follows; closure: frames of the silence before it that a stop at its beginning takes.
    """
    ids, durations, y = word["ids"], word["durations"], word["y"]
    ends = np.cumsum(durations)
    lengths, positions = [], []
    for k in range(1, len(ids) - 1):
        start, size = int(ends[k - 1]), int(durations[k])
        final, ending = ids[k] >= zh.FIRST_FINAL, k == len(ids) - 2
        if not final:
            factor = 1 + (squeeze - 1) * 0.5
        elif ending:
            factor = 1 + (squeeze - 1) * 0.7 if last else squeeze * 1.25
        else:
            factor = squeeze
        extra = min(closure, start) if k == 1 and int(ids[k]) in zh.STOPS else 0
        kept = size * 0.62 if final and ending and not last and int(ids[k]) in zh.THIRD_TONE else size
        length = max(3 if final else 2, round(kept / factor))
        positions.append(np.concatenate([np.arange(start - extra, start), start + (np.arange(length) + 0.5) * kept / length - 0.5]))
        lengths.append(length + extra)
    at = np.clip(np.concatenate(positions), 0, len(y) - 1)
    below = at.astype(int)
    part = (at - below)[:, None].astype(np.float32)
    out = y[below] * (1 - part) + y[np.minimum(below + 1, len(y) - 1)] * part
    out[:, -1] = y[np.round(at).astype(int), -1]
    return lengths, out


def blend(before: np.ndarray, after: np.ndarray) -> None:
    """Straight lines over the two frames on each side of a joint, voicing left alone."""
    if len(before) < 3 or len(after) < 3:
        return
    a, b = before[-3, :-1].copy(), after[2, :-1].copy()
    for i, row in enumerate((before[-2], before[-1], after[0], after[1])):
        row[:-1] += 0.5 * ((1 - (i + 1) / 5) * a + (i + 1) / 5 * b - row[:-1])
