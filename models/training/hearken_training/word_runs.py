"""Runs of words cut out of real sentences.

There are a few hundred real sentences, and a recogniser that hears them again and again learns them by heart: 25 % phone
error on those of LibriSpeech it was trained on, 40 % on its held-out speakers. Any run of words in a sentence is a
sentence as well, so each hearing takes another one. Words are found by forced alignment with the shipped recogniser.
"""
from __future__ import annotations

import random

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
    """Knows where the words of utterances lie and draws runs of them; an alignment is made when it is first asked for."""

    def __init__(self):
        weights = torch.load(paths.shipped("recogniser"), weights_only=True)
        weights = weights.get("average", weights)
        self.net = from_weights(weights.get("net", weights), 0, classes()).eval()
        self.known: dict[int, list[int]] = {}

    def draw(self, u: bank.Utterance, rng: random.Random) -> bank.Utterance:
        """A run of at least a fifth of the words of `u`, or `u` where its words were not found."""
        key = id(u.pcm)
        if key not in self.known:
            self.known[key] = cuts(self.net, u)
        at = self.known[key]
        words = u.text.split()
        if len(at) != len(words) + 1:
            return u
        count = rng.randint(max(1, len(words) // 5), len(words))
        start = rng.randint(0, len(words) - count)
        pcm = u.pcm[at[start]:at[start + count]].astype(np.float32)
        if len(pcm) < 2 * FADE:
            return u
        ramp = np.linspace(0, 1, FADE, dtype=np.float32)
        pcm[:FADE] *= ramp
        pcm[-FADE:] *= ramp[::-1]
        return bank.Utterance(pcm.astype(np.int16), " ".join(words[start:start + count]), u.kind, u.speaker)
