"""What people say that sounds like a phrase: words and pairs of words whose phones come nearest to it.

A wake word's worst enemies are not other wake words but bits of running speech across the borders of words ("come beauty",
"welcome, Peter"); no list that somebody thinks up has them. Here every word of the training text and every two of them, one after the other, are compared
with the phrase, and the nearest are said to the verifier as what it must refuse.
"""
from __future__ import annotations

import functools
from collections import Counter

import numba
import numpy as np

from hearken_training.phones import CLASSES, PHONE_ID, lexicon, pronunciations
from hearken_training.text import running_text

ALIKE = ("AA AH AO AE", "IH IY EH EY", "UW UH OW", "ER AH R", "AY EY", "OY OW", "P B", "T D", "K G", "F V TH", "S Z", "SH ZH CH JH", "TH DH D", "M N NG", "Y IY IH", "W UW", "L OW")
"""Phones that are taken for one another more often than others: half a mistake."""
OFTEN = 8
"""Pairs that a word may be in, in each place, so that they are not all of one word."""
FARTHEST = .45
"""Share of a phrase's phones that may be wrong in what is near to it."""


@functools.lru_cache(1)
def costs() -> np.ndarray:
    """[CLASSES, CLASSES] of taking one phone for another."""
    out = np.ones((CLASSES, CLASSES))
    for group in ALIKE:
        ids = [PHONE_ID[p] for p in group.split()]
        for a in ids:
            out[a, ids] = .5
    np.fill_diagonal(out, 0)
    return out


@numba.njit(cache=True)
def _within(said, target, cost):
    """The least cost of finding the target anywhere in what is said."""
    row = np.arange(len(target) + 1).astype(np.float64)
    best = row[-1]
    for p in said:
        diagonal = row[0]
        for j in range(len(target)):
            up = row[j + 1]
            row[j + 1] = min(diagonal + cost[p, target[j]], up + 1, row[j] + 1)
            diagonal = up
        best = min(best, row[-1])
    return best


@numba.njit(cache=True)
def _pairs(flat, ends, alone, target, cost, most):
    """Rows (first, second, hundredths of cost) of two words whose border the target crosses: nearer together than either is alone."""
    out = []
    said = np.empty(64, np.int32)
    for a in range(len(ends)):
        start = ends[a - 1] if a else 0
        n = ends[a] - start
        if n > 30:
            continue
        said[:n] = flat[start:ends[a]]
        for b in range(len(ends)):
            begin = ends[b - 1] if b else 0
            m = ends[b] - begin
            if m > 30 or n + m < len(target) - most:
                continue
            said[n:n + m] = flat[begin:ends[b]]
            found = _within(said[:n + m], target, cost)
            if 0 < found <= most and found < min(alone[a], alone[b]):
                out.append((a, b, int(found * 100)))
    return out


def vocabulary() -> list[str]:
    """Words of the training text; where there is none, every thirtieth word of the dictionary."""
    known = lexicon()
    words = sorted({w for line in running_text() for w in line if w in known})
    return words or sorted(w for w in known if w.isalpha())[::30]


@functools.lru_cache(8)
def soundalikes(phrase: str, count: int = 600) -> tuple[str, ...]:
    """At most so many words and pairs of words that come near to a phrase without being it, the nearest first."""
    target = np.array([p for word in phrase.split() for p in pronunciations(word)[0]], np.int32)
    words = vocabulary()
    said = [np.array(pronunciations(w)[0], np.int32) for w in words]
    cost, most = costs(), FARTHEST * len(target)
    alone = np.array([_within(s, target, cost) for s in said])
    found = [(int(d * 100), w) for d, w in zip(alone, words) if 0 < d <= most]
    pairs = _pairs(np.concatenate(said), np.cumsum([len(s) for s in said]), alone, target, cost, most)
    used: Counter[tuple[int, int]] = Counter()
    for a, b, d in sorted(pairs, key=lambda pair: pair[2]):
        if max(used[0, a], used[1, b]) < OFTEN:
            used.update([(0, a), (1, b)])
            found.append((d, f"{words[a]} {words[b]}"))
    return tuple(text for _, text in sorted(found)[:count])
