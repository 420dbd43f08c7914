"""Scoring of phone posteriors: greedy labels, edit distance, the wake-phrase spotter and the closed-grammar search.

These mirror what the runtime does in Java, so that thresholds fitted here hold there.
"""
from __future__ import annotations

import numba
import numpy as np

from hearken_training.grammar import Automaton


def greedy(logp: np.ndarray) -> list[int]:
    """Best label of each step, repeats and blanks removed."""
    best = logp.argmax(1)
    return [int(p) for i, p in enumerate(best) if p and (i == 0 or p != best[i - 1])]


def edit_distance(a: list[int], b: list[int]) -> int:
    """Levenshtein distance."""
    return int(_edit(np.array(a, np.int32), np.array(b, np.int32)))


@numba.njit(cache=True)
def _edit(a, b):
    row = np.arange(len(b) + 1)
    for i in range(len(a)):
        diagonal = row[0]
        row[0] = i + 1
        for j in range(len(b)):
            up = row[j + 1]
            row[j + 1] = min(diagonal + (a[i] != b[j]), up + 1, row[j] + 1)
            diagonal = up
    return row[len(b)]


WORST_FRAME = -7.0
"""No frame counts against a phrase by more than this."""


@numba.njit(cache=True)
def _sum(a, b):
    """Log of the sum of two numbers whose logs are given."""
    larger = max(a, b)
    behind = larger - min(a, b)
    return larger if behind > 12 else larger + np.log1p(np.exp(-behind))


@numba.njit(cache=True)
def spot(logp, phones):
    """Phrase score ending at each step: log of the sum over all CTC paths of a segment of the product of p / max p, per phone.

    Returns (scores [T], starts [T]): about 0 is perfect; `starts` is the step at which the best path's segment began.
    """
    steps = logp.shape[0]
    n = len(phones)
    worst = np.float32(-1e9)
    label = np.full(n, worst, np.float32)
    blank = np.full(n, worst, np.float32)
    label_start = np.zeros(n, np.int32)
    blank_start = np.zeros(n, np.int32)
    scores = np.full(steps, worst, np.float32)
    starts = np.zeros(steps, np.int32)
    for t in range(steps):
        top = logp[t].max()
        silence = max(logp[t, 0] - top, np.float32(WORST_FRAME))
        for k in range(n - 1, -1, -1):
            score, start = np.float32(0), t
            if k > 0:
                score, start = _sum(label[k], blank[k - 1]), blank_start[k - 1] if blank[k - 1] > label[k] else label_start[k]
                if phones[k] != phones[k - 1]:
                    if label[k - 1] > max(label[k], blank[k - 1]):
                        start = label_start[k - 1]
                    score = _sum(score, label[k - 1])
            held_start = label_start[k] if label[k] >= blank[k] else blank_start[k]
            blank[k] = _sum(label[k], blank[k]) + silence
            blank_start[k] = held_start
            label[k] = score + max(logp[t, phones[k]] - top, np.float32(WORST_FRAME))
            label_start[k] = start
        scores[t] = label[n - 1] / n
        starts[t] = label_start[n - 1]
    return scores, starts


def spot_any(logp: np.ndarray, pronunciations: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Best of several pronunciations at each step."""
    found = [spot(logp, np.array(p, np.int32)) for p in pronunciations]
    scores = np.stack([f[0] for f in found])
    which = scores.argmax(0)
    return scores.max(0), np.stack([f[1] for f in found])[which, np.arange(logp.shape[0])]


def peaks(scores: np.ndarray, above: float, apart: int) -> list[int]:
    """Steps of local maxima at or above a score, at least `apart` steps from a better one."""
    out: list[int] = []
    for t in np.argsort(-scores, kind="stable"):
        if scores[t] < above:
            break
        if all(abs(int(t) - o) >= apart for o in out):
            out.append(int(t))
    return out


@numba.njit(cache=True)
def _search(logp, label, pointer, predecessor, first, last):
    steps, n = logp.shape[0], label.shape[0]
    worst = np.float32(-1e30)
    a = np.full(n, worst, np.float32)
    b = np.full(n, worst, np.float32)
    from_a = np.full((steps, n), -3, np.int32)
    from_b = np.zeros((steps, n), np.int8)
    start = np.float32(0)
    for t in range(steps):
        next_a = np.empty(n, np.float32)
        next_b = np.empty(n, np.float32)
        for i in range(n):
            best, back = a[i], -2
            if first[i] and start > best:
                best, back = start, -1
            for e in range(pointer[i], pointer[i + 1]):
                p = predecessor[e]
                if b[p] > best:
                    best, back = b[p], 2 * p + 1
                if label[p] != label[i] and a[p] > best:
                    best, back = a[p], 2 * p
            next_a[i] = best + logp[t, label[i]]
            from_a[t, i] = back
            if a[i] > b[i]:
                next_b[i] = a[i] + logp[t, 0]
            else:
                next_b[i] = b[i] + logp[t, 0]
                from_b[t, i] = 1
        start += logp[t, 0]
        a, b = next_a, next_b
    best, i, state = worst, -1, 0
    for k in range(n):
        if last[k]:
            if a[k] > best:
                best, i, state = a[k], k, 0
            if b[k] > best:
                best, i, state = b[k], k, 1
    path = [np.int64(0) for _ in range(0)]
    t = steps - 1
    if i >= 0:
        path.append(i)
    while t >= 0 and i >= 0:
        if state == 1:
            state = from_b[t, i]
            t -= 1
        else:
            back = from_a[t, i]
            t -= 1
            if back == -1 or back == -3:
                break
            if back >= 0:
                i = back // 2
                state = back % 2
                path.append(i)
    return best, path[::-1]


def decode(logp: np.ndarray, automaton: Automaton) -> tuple[float, list[str], dict[str, str]]:
    """Best sentence of a closed grammar: (log probability, words, slots)."""
    g = automaton
    score, path = _search(np.ascontiguousarray(logp, np.float32), g.label, g.pointer, g.predecessor, g.first, g.last)
    words: list[str] = []
    slots: dict[str, str] = {}
    for i in path:
        if g.starts[i]:
            words.append(g.word[i])
            if g.slot[i]:
                slots[g.slot[i]] = f"{slots.get(g.slot[i], '')} {g.word[i]}".strip()
    return float(score), words, slots
