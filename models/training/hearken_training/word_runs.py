"""Other sentences of the words of real ones.

There are a few hundred real sentences, and a recogniser that hears them again and again learns them by heart: 25 % phone
error on those of LibriSpeech it was trained on, 40 % on its held-out speakers. Any run of words in a sentence is a
sentence as well, so each hearing takes another one, and what follows what
need not stay as it was said. Words are found by forced alignment with the shipped recogniser.
"""
from __future__ import annotations

import random
from dataclasses import dataclass

import numba
import numpy as np
import torch

from hearken_training import bank, features, paths
from hearken_training.model import SUBSAMPLING, Recogniser, from_weights
from hearken_training.phones import BLANK, classes, pronunciations

LAST_PHONE_SECONDS = 0.02
"""A word may end so long before the step that emits its last phone, and the next one begin so long before its first."""
FADE = 64
"""Samples of fade at a cut."""
SMALLEST_SCORE = -2.2
"""Mean log-probability a phone below which an alignment is not believed."""
STEP_SAMPLES = SUBSAMPLING * features.HOP
RUN_SHARE = 0.45
ORDER_SHARE = 0.3


@dataclass(frozen=True)
class Word:
    """A word cut out of a sentence: its text and samples."""

    text: str
    pcm: np.ndarray


@numba.njit(cache=True)
def _align(logp, labels):
    """Best CTC path through all `labels`: mean log-probability a label and, of each label, its first and last step."""
    steps, n = logp.shape[0], len(labels)
    states = 2 * n + 1
    score = np.full((steps, states), -1e9, np.float32)
    back = np.zeros((steps, states), np.int8)
    score[0, 0] = logp[0, 0]
    score[0, 1] = logp[0, labels[0]]
    for t in range(1, steps):
        for s in range(states):
            best, step = score[t - 1, s], 0
            if s > 0 and score[t - 1, s - 1] > best:
                best, step = score[t - 1, s - 1], 1
            if s > 2 and s % 2 == 1 and labels[s // 2] != labels[s // 2 - 1] and score[t - 1, s - 2] > best:
                best, step = score[t - 1, s - 2], 2
            score[t, s] = best + logp[t, labels[s // 2] if s % 2 == 1 else 0]
            back[t, s] = step
    first, last = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    s = states - 1 if score[steps - 1, states - 1] > score[steps - 1, states - 2] else states - 2
    total = score[steps - 1, s]
    for t in range(steps - 1, -1, -1):
        if s % 2 == 1:
            first[s // 2] = t
            if last[s // 2] < 0:
                last[s // 2] = t
        s -= back[t, s]
    return total / n, first, last


def align(logp: np.ndarray, labels: list[int]) -> tuple[float, np.ndarray, np.ndarray] | None:
    """As `_align`; none where there are fewer steps than the labels need."""
    repeats = sum(a == b for a, b in zip(labels, labels[1:]))
    if not labels or len(logp) < len(labels) + repeats:
        return None
    assert BLANK == 0
    return _align(logp, np.array(labels, np.int64))


def quietest(pcm: np.ndarray, low: int, high: int, window: int = 160) -> int:
    """The middle of the quietest 10 ms between two samples."""
    low, high = max(0, low), min(len(pcm), max(high, low + 2 * window))
    x = np.square(pcm[low:high].astype(np.float32))
    if len(x) <= window:
        return (low + high) // 2
    energy = np.convolve(x, np.ones(window, np.float32), "valid")
    return low + int(energy.argmin()) + window // 2


def cuts(net: Recogniser, u: bank.Utterance) -> list[int]:
    """Samples at which the words of an utterance begin, and its end; empty where the alignment cannot be believed."""
    words = [pronunciations(w)[0] for w in u.text.split()]
    if len(words) < 2 or not all(words):
        return []
    sound = np.concatenate([u.pcm.astype(np.float32), np.zeros(6400, np.float32)])
    fbank = features.fbank(sound)
    with torch.inference_mode():
        logp = net(torch.from_numpy(fbank[None, :len(fbank) // 4 * 4].astype(np.float32)))[0].numpy()
    found = align(logp, [p for w in words for p in w])
    if found is None or found[0] < SMALLEST_SCORE:
        return []
    _, first, last = found
    margin = int(LAST_PHONE_SECONDS * features.RATE)
    out, at = [0], 0
    for word in words[:-1]:
        at += len(word)
        out.append(quietest(u.pcm, last[at - 1] * STEP_SAMPLES - margin, first[at] * STEP_SAMPLES - margin))
    return [*out, len(u.pcm)] if all(a < b for a, b in zip(out, [*out[1:], len(u.pcm)])) else []


class WordRuns:
    """Knows where the words of utterances lie and makes other sentences of them; an alignment is made when it is first asked for."""

    def __init__(self):
        weights = torch.load(paths.shipped("recogniser"), weights_only=True)
        weights = weights.get("average", weights)
        self.net = from_weights(weights.get("net", weights), 0, classes()).eval()
        self.known: dict[int, list[int]] = {}
        self.pool: list[Word] = []

    def words(self, u: bank.Utterance) -> list[Word]:
        """The words of an utterance, none where they were not found."""
        key = id(u.pcm)
        texts = u.text.split()
        if key not in self.known:
            self.known[key] = cuts(self.net, u)
            self.pool += words_between(u.pcm, texts, self.known[key])
        return words_between(u.pcm, texts, self.known[key])

    def draw(self, u: bank.Utterance, rng: random.Random) -> bank.Utterance:
        """Of the words of `u` a run, or runs in another order, or all with some replaced by other people's; `u` itself where they were not found."""
        words = self.words(u)
        if not words:
            return u
        way = rng.random()
        if way < RUN_SHARE:
            runs = [run(words, rng)]
        elif way < RUN_SHARE + ORDER_SHARE:
            runs = shuffled(words, rng)
        else:
            runs = replaced(words, self.pool, rng)
        pcm = np.concatenate([faded(r) for r in runs])
        return bank.Utterance(pcm, " ".join(w.text for r in runs for w in r), u.kind, u.speaker)


def words_between(pcm: np.ndarray, texts: list[str], at: list[int]) -> list[Word]:
    """Cut at the samples `at`, the last of which is the end."""
    return [Word(t, pcm[a:b]) for t, a, b in zip(texts, at, at[1:])] if len(at) == len(texts) + 1 else []


def run(words: list[Word], rng: random.Random) -> list[Word]:
    """At least a fifth of the words, as they follow each other."""
    count = rng.randint(max(1, len(words) // 5), len(words))
    start = rng.randint(0, len(words) - count)
    return words[start:start + count]


def shuffled(words: list[Word], rng: random.Random) -> list[list[Word]]:
    """The words in runs of one to four, in any order, some of them left out."""
    runs, at = [], 0
    while at < len(words):
        count = rng.randint(1, 4)
        runs.append(words[at:at + count])
        at += count
    rng.shuffle(runs)
    return runs[:rng.randint((len(runs) + 1) // 2, len(runs))]


def replaced(words: list[Word], pool: list[Word], rng: random.Random) -> list[list[Word]]:
    """Three words in ten replaced by others at the level of the sentence (aligned data augmentation, Lam et al. 2021)."""
    level = loudness(np.concatenate([w.pcm for w in words]))
    runs: list[list[Word]] = [[]]
    for word in words:
        if rng.random() < .3:
            other = rng.choice(pool)
            gain = min(level / loudness(other.pcm), 32000 / (1 + np.abs(other.pcm.astype(np.float32)).max(initial=0)))
            runs += [[Word(other.text, (other.pcm * np.float32(gain)).astype(np.int16))], []]
        else:
            runs[-1].append(word)
    return [r for r in runs if r]


def loudness(pcm: np.ndarray) -> float:
    """Root mean square of a sound, never zero."""
    return float(np.sqrt(np.mean(np.square(pcm.astype(np.float32))) + 1.0)) if len(pcm) else 1.0


def faded(words: list[Word]) -> np.ndarray:
    """Words that follow each other, with a short fade at both ends."""
    pcm = np.concatenate([w.pcm for w in words]).astype(np.float32)
    n = min(FADE, len(pcm) // 2)
    ramp = np.linspace(0, 1, n, dtype=np.float32)
    pcm[:n] *= ramp
    pcm[len(pcm) - n:] *= ramp[::-1]
    return pcm.astype(np.int16)
