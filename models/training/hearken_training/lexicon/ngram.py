"""A back-off n-gram model over graphones (letter + sound), Kneser-Ney smoothed and pruned by the information each n-gram carries.

Sources: Bisani and Ney, Joint-sequence models for grapheme-to-phoneme conversion (2008); Chen and Goodman, modified Kneser-Ney (1998);
Stolcke, entropy-based pruning of back-off language models (1998).
"""
import math
from collections import defaultdict

START, END = 0, 1            # token numbers; graphones follow


def _count(sequences, order):
    raw = [None] + [defaultdict(int) for _ in range(order)]
    for tokens in sequences:
        padded = (START,) + tuple(tokens) + (END,)
        for end in range(2, len(padded) + 1):
            for n in range(1, min(order, end) + 1):
                raw[n][padded[end - n:end]] += 1
    return raw


def _continuations(raw, order):
    """Kneser-Ney counts: how many different tokens precede an n-gram; the longest, and those at the start of a word, keep their raw count."""
    counts = [None] + [defaultdict(int) for _ in range(order)]
    counts[order] = raw[order]
    for n in range(1, order):
        for gram in raw[n + 1]:
            counts[n][gram[1:]] += 1
        for gram, c in raw[n].items():
            if gram[0] == START:
                counts[n][gram] = c
    return counts


def _discounts(counts):
    seen = [0] * 5
    for c in counts.values():
        if c < 5:
            seen[c] += 1
    one, two, three, four = (max(1, x) for x in seen[1:5])
    y = one / (one + 2 * two)
    return [0.0] + [min(max(d, 0.05), k) for k, d in ((1, 1 - 2 * y * two / one), (2, 2 - 3 * y * three / two), (3, 3 - 4 * y * four / three))]


class NGram:
    """prob: n-gram -> natural-log probability; bow: context -> natural-log back-off weight."""

    def __init__(self, sequences, order):
        raw = _count(sequences, order)
        self.order = order
        self.raw = raw
        counts = _continuations(raw, order)
        self.prob, self.bow = {}, {}
        total = sum(counts[1].values())
        vocabulary = len(counts[1])
        for n in range(1, order + 1):
            discount = _discounts(counts[n])
            sums, kept = defaultdict(float), defaultdict(float)
            for gram, c in counts[n].items():
                sums[gram[:-1]] += c
                kept[gram[:-1]] += c - discount[min(c, 3)]
            for gram, c in counts[n].items():
                context = gram[:-1]
                share = (c - discount[min(c, 3)]) / sums[context]
                gamma = 1 - kept[context] / sums[context]
                lower = math.exp(self.prob[gram[1:]]) if n > 1 else 1 / vocabulary
                self.prob[gram] = math.log(share + gamma * lower)
            if n > 1:
                for context, s in sums.items():
                    self.bow[context] = math.log(max(1e-9, 1 - kept[context] / s))
        self.total = total

    def log_prob(self, context, token):
        weight = 0.0
        while True:
            p = self.prob.get(context + (token,))
            if p is not None:
                return weight + p
            if not context:
                return -20.0
            weight += self.bow.get(context, 0.0)
            context = context[1:]

    def prune(self, keep):
        """Keeps about `keep` n-grams: those whose loss costs the most likelihood, with their prefixes and suffixes."""
        tokens = sum(self.raw[1].values())
        loss = []
        for gram, p in self.prob.items():
            if len(gram) > 1:
                lower = self.bow.get(gram[:-1], 0.0) + self.log_prob(gram[1:-1], gram[-1])
                loss.append((self.raw[len(gram)][gram] / tokens * (p - lower), gram))
        loss.sort(reverse=True)
        kept = {gram for gram in self.prob if len(gram) == 1}
        for value, gram in loss:
            if len(kept) >= keep:
                break
            waiting = [gram]
            while waiting:
                g = waiting.pop()
                if g and g not in kept and g in self.prob:
                    kept.add(g)
                    waiting += [g[:-1], g[1:]]
        self.prob = {g: self.prob[g] for g in kept}
        self._renormalise()

    def _renormalise(self):
        contexts = defaultdict(list)
        for gram in self.prob:
            if len(gram) > 1:
                contexts[gram[:-1]].append(gram)
        self.bow = {}
        for context in sorted(contexts, key=len):
            above = sum(math.exp(self.prob[g]) for g in contexts[context])
            below = sum(math.exp(self.log_prob(context[1:], g[-1])) for g in contexts[context])
            self.bow[context] = math.log(max(1e-6, 1 - above) / max(1e-6, 1 - below))
