"""When each phone of a sentence is said: monophones of three states, one Gaussian each, grown from evenly cut words by hard expectation maximisation.

The recogniser knows that a phone was said, not from when to when. Words are cut where `word_runs` hears them; silence may stand between any two.
"""
from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import scipy.fft

from hearken_training import bank, features
from hearken_training.phones import PHONES, pronunciations

SILENCE = 0
"""The label of a pause; phones keep their label numbers."""
STATES = 3
COEFFICIENTS = 13
ROUNDS = 7


@dataclass(frozen=True)
class Sentence:
    """Phones with the pauses between words that may be left out, and features [frames, 26] of a recording."""

    labels: np.ndarray
    optional: np.ndarray
    begins_word: np.ndarray
    observed: np.ndarray


@dataclass(frozen=True)
class Times:
    """Labels that were said, the frames (10 ms) each took, and whether a word begins with it."""

    labels: np.ndarray
    frames: np.ndarray
    begins_word: np.ndarray
    score: float


def observe(pcm: np.ndarray) -> np.ndarray:
    """Cepstra and their slopes [frames, 26], each of mean 0 and deviation 1 over the sentence."""
    c = scipy.fft.dct(features.fbank(pcm.astype(np.float32)), norm="ortho", axis=1)[:, :COEFFICIENTS]
    slope = np.gradient(c, axis=0)
    x = np.concatenate([c, slope], 1)
    return ((x - x.mean(0)) / (x.std(0) + 1e-3)).astype(np.float32)


def sentence(u: bank.Utterance) -> Sentence:
    """A pause may stand before, between and after words; of each word the usual pronunciation."""
    labels, optional, begins = [SILENCE], [True], [False]
    for word in u.text.split():
        phones = pronunciations(word)[0]
        labels += [*phones, SILENCE]
        optional += [False] * len(phones) + [True]
        begins += [True] + [False] * len(phones)
    return Sentence(np.array(labels), np.array(optional), np.array(begins), observe(u.pcm))


@numba.njit(cache=True)
def _viterbi(emission, states, optional):
    """Best path through phones of `STATES` states: of every frame its place in the chain, and the score."""
    frames, places = emission.shape[0], len(states)
    score = np.full(places, -1e18)
    back = np.zeros((frames, places), np.int16)
    for p in range(STATES + 1):
        if p == 0 or (p == STATES and optional[0]):
            score[p] = emission[0, states[p]]
    for t in range(1, frames):
        for p in range(places - 1, -1, -1):
            best, source = score[p], p
            if p > 0 and score[p - 1] > best:
                best, source = score[p - 1], p - 1
            if p % STATES == 0 and p > STATES and optional[p // STATES - 1] and score[p - STATES - 1] > best:
                best, source = score[p - STATES - 1], p - STATES - 1
            score[p] = best + emission[t, states[p]]
            back[t, p] = source
    p = places - 1
    if optional[-1] and score[places - STATES - 1] > score[p]:
        p = places - STATES - 1
    total = score[p]
    path = np.zeros(frames, np.int64)
    for t in range(frames - 1, -1, -1):
        path[t] = p
        p = back[t, p]
    return path, total


class Monophones:
    """Means and variances [states, 26] of all phones and of silence."""

    def __init__(self):
        self.count = STATES * (len(PHONES) + 1)
        self.mean = np.zeros((self.count, 2 * COEFFICIENTS), np.float32)
        self.variance = np.ones_like(self.mean)

    def fit(self, sentences: list[Sentence], paths: list[np.ndarray]) -> None:
        """From the state of every frame."""
        weight = np.full(self.count, 1e-3)
        total = np.zeros_like(self.mean, np.float64)
        squares = np.zeros_like(total)
        for s, path in zip(sentences, paths):
            np.add.at(weight, path, 1)
            np.add.at(total, path, s.observed)
            np.add.at(squares, path, s.observed.astype(np.float64) ** 2)
        self.mean = (total / weight[:, None]).astype(np.float32)
        self.variance = np.maximum(squares / weight[:, None] - self.mean ** 2, .05).astype(np.float32)

    def align(self, s: Sentence) -> tuple[np.ndarray, np.ndarray, float]:
        """Of every frame its place in the chain and its state, and the mean log-likelihood of a frame."""
        inverse = 1 / self.variance
        emission = -.5 * (np.square(s.observed) @ inverse.T - 2 * s.observed @ (self.mean * inverse).T + (self.mean ** 2 * inverse).sum(1)
                          + np.log(self.variance).sum(1))
        states = (s.labels[:, None] * STATES + np.arange(STATES)).reshape(-1)
        places, total = _viterbi(emission, states, s.optional)
        return places, states[places], total / len(s.observed)


def even(s: Sentence, at: list[int]) -> np.ndarray:
    """States where each word, between its samples, takes equal time for each of its states."""
    states = np.zeros(len(s.observed), np.int64)
    starts = np.flatnonzero(s.begins_word)
    for start, low, high in zip(starts, at, at[1:]):
        stop = start
        while s.labels[stop] != SILENCE:
            stop += 1
        chain = (s.labels[start:stop, None] * STATES + np.arange(STATES)).reshape(-1)
        a, b = (min(len(states), max(0, x // features.HOP - 1)) for x in (low, high))
        if b > a:
            states[a:b] = chain[np.arange(b - a) * len(chain) // (b - a)]
    return states


def times(utterances: list[bank.Utterance], words_at: list[list[int]], rounds: int = ROUNDS) -> list[Times | None]:
    """When the phones of utterances are said whose words begin and end at the samples `words_at`; none where they are too short."""
    sentences = [sentence(u) for u in utterances]
    fits = [len(s.observed) > STATES * len(s.labels) for s in sentences]
    model = Monophones()
    chosen = [s for s, ok in zip(sentences, fits) if ok]
    model.fit(chosen, [even(s, at) for s, at, ok in zip(sentences, words_at, fits) if ok])
    for _ in range(rounds):
        found = [model.align(s) for s in chosen]
        model.fit(chosen, [f[1] for f in found])
        print(f"phone times: {np.mean([f[2] for f in found]):.3f}", flush=True)
    out: list[Times | None] = []
    aligned = iter(found)
    for s, ok in zip(sentences, fits):
        if not ok:
            out.append(None)
            continue
        places, _, score = next(aligned)
        place, frames = np.unique(places // STATES, return_counts=True)
        out.append(Times(s.labels[place], frames, s.begins_word[place], float(score)))
    return out
