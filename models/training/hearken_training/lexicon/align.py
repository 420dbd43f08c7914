"""Aligns letters with sounds: every letter gets no, one or two symbols (expectation maximisation, then the best path)."""
import math
import random
from collections import defaultdict

_MAX = 2                     # symbols a letter may stand for
_FLOOR = 1e-7


def _posteriors(word, phones, prob, counts):
    """One forward-backward pass; adds the expected uses of (letter, chunk) to counts. False if the word cannot be aligned."""
    n, m = len(word), len(phones)
    if m > _MAX * n:
        return False
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = 1.0
    arcs = []
    for i, letter in enumerate(word):
        row, following = forward[i], forward[i + 1]
        for j in range(m + 1):
            if row[j] <= 0 or m - j > _MAX * (n - i):
                continue
            for k in range(min(_MAX, m - j) + 1):
                p = prob(letter, phones[j:j + k])
                arcs.append((i, j, k, p))
                following[j + k] += row[j] * p
    total = forward[n][m]
    if total <= 0:
        return False
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward[n][m] = 1.0
    for i, j, k, p in reversed(arcs):
        beyond = backward[i + 1][j + k]
        if beyond > 0:
            backward[i][j] += p * beyond
            counts[(word[i], phones[j:j + k])] += forward[i][j] * p * beyond / total
    return True


def _normalise(counts):
    totals = defaultdict(float)
    for (letter, _), c in counts.items():
        totals[letter] += c
    return {key: c / totals[key[0]] for key, c in counts.items()}


def best_path(word, phones, cost):
    """The cheapest alignment as one chunk (tuple of symbols) a letter, or None."""
    n, m = len(word), len(phones)
    if m > _MAX * n:
        return None
    inf = float("inf")
    best = [[inf] * (m + 1) for _ in range(n + 1)]
    step = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(word):
        row, following, steps = best[i], best[i + 1], step[i + 1]
        for j in range(max(0, m - _MAX * (n - i)), min(m, _MAX * i) + 1):
            base = row[j]
            if base == inf:
                continue
            for k in range(min(_MAX, m - j) + 1):
                c = base + cost(letter, phones[j:j + k])
                if c < following[j + k]:
                    following[j + k] = c
                    steps[j + k] = k
    if best[n][m] == inf:
        return None
    chunks, j = [], m
    for i in range(n, 0, -1):
        k = step[i][j]
        chunks.append(phones[j - k:j])
        j -= k
    return chunks[::-1]


def align(pairs, sample=12000, rounds=8, seed=1):
    """pairs: list of (word, symbols). Returns a list of chunk lists, None where no alignment exists."""
    rng = random.Random(seed)
    few = rng.sample(pairs, min(sample, len(pairs)))
    table = None
    for _ in range(rounds):
        counts = defaultdict(float)
        if table is None:
            start = (0.3, 1.0, 0.02)          # one symbol a letter is the rule, none is common, two are rare
            probability = lambda letter, chunk: start[len(chunk)]
        else:
            known = table
            probability = lambda letter, chunk: known.get((letter, chunk), _FLOOR)
        for word, phones in few:
            _posteriors(word, phones, probability, counts)
        table = _normalise(counts)
    for _ in range(2):
        costs = {key: -math.log(max(p, _FLOOR)) for key, p in table.items()}
        unknown = -math.log(_FLOOR)
        chunks = [best_path(word, phones, lambda letter, chunk: costs.get((letter, chunk), unknown)) for word, phones in pairs]
        counts = defaultdict(float)
        for (word, _), parts in zip(pairs, chunks):
            for letter, chunk in zip(word, parts or ()):
                counts[(letter, chunk)] += 1
        table = _normalise(counts)
    return chunks
