"""Letter-to-sound: training, decoding (the reference for the Java reader) and the file g2p.bin."""
import struct
from collections import Counter, defaultdict

from . import cmudict
from .ngram import END, START, NGram

MAGIC = b"HKGP"
VERSION = 1
BEAM = 24                    # hypotheses kept a letter
SCALE = 16.0                 # file unit of log probabilities: 1/16 nat, one byte, 0..-15.94


class Letters:
    """Numbers the graphones: 0 start, 1 end, then (letter, chunk) in sorted order."""

    def __init__(self, graphones):
        self.graphones = sorted(graphones)
        self.number = {g: i + 2 for i, g in enumerate(self.graphones)}
        self.of_letter = defaultdict(list)
        for graphone, i in self.number.items():
            self.of_letter[graphone[0]].append(i)

    def chunk(self, token):
        return self.graphones[token - 2][1]


def train(pairs, chunks, order, keep, least=4):
    """pairs and chunks as from align.align, the held-out words already taken away. Returns (letters, model)."""
    usable = [(w, c) for (w, _), c in zip(pairs, chunks) if c and "." not in w and "-" not in w]
    seen = Counter(g for w, c in usable for g in zip(w, c))
    letters = Letters([g for g, c in seen.items() if c >= least])
    sequences = [[letters.number[g] for g in zip(w, c)] for w, c in usable if all(g in letters.number for g in zip(w, c))]
    model = NGram(sequences, order)
    if keep:
        model.prune(keep)
    return letters, model


def guess(letters, model, word, beam=BEAM):
    """The best symbols for a word of letters (beam search over graphones)."""
    width = model.order - 1
    alive = [(0.0, (START,), ())]
    for letter in word:
        following = {}
        for score, history, symbols in alive:
            context = history[-width:]
            for token in letters.of_letter[letter]:
                s = score + model.log_prob(context, token)
                key = (context + (token,))[-width:]
                old = following.get(key)
                if old is None or s > old[0]:
                    following[key] = (s, key, symbols + letters.chunk(token))
        alive = sorted(following.values(), key=lambda h: (-h[0], h[2]))[:beam]
    best = max(alive, key=lambda h: h[0] + model.log_prob(h[1][-width:], END), default=None)
    return best[2] if best else ()


def word_accuracy(letters, model, words, entries, beam=BEAM):
    """Share of words whose guess is one of the dictionary's variants: (without stress, with stress)."""
    right = stressed = 0
    for word in words:
        found = guess(letters, model, word, beam)
        stressed += tuple(found) in set(entries[word])
        right += cmudict.stressless(found) in {cmudict.stressless(p) for p in entries[word]}
    return right / len(words), stressed / len(words)


def _byte(log):
    return min(255, max(0, round(-log * SCALE)))


def _varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def write(path, letters, model):
    """The trie of n-grams level by level: a node is its token (2 x difference to the sibling before, +1 if it has children) and probability,
    then, if it has children, their number and the back-off weight. Before them the number of children of the root."""
    children = defaultdict(list)
    for gram in model.prob:
        children[gram[:-1]].append(gram[-1])
    out = bytearray(MAGIC + struct.pack(">HBBI", VERSION, model.order, int(SCALE), len(model.prob)))
    out += struct.pack(">H", len(letters.graphones))
    out += struct.pack(">B", len(cmudict.SYMBOLS)) + b"".join(struct.pack(">B", len(s)) + s.encode() for s in cmudict.SYMBOLS)
    for letter, chunk in letters.graphones:
        out += letter.encode() + struct.pack(">B", len(chunk)) + bytes(chunk)
    # The start token has no probability of its own, but contexts begin with it: it stands in the trie as a node that is never predicted.
    out += _varint(len(children[()]) + 1)
    level = [()]
    while level:
        following = []
        for context in level:
            tokens = sorted(children.get(context, ()))
            if context == ():
                tokens = [START] + tokens
            previous = -1
            for token in tokens:
                gram = context + (token,)
                below = len(children.get(gram, ()))
                out += _varint((token - previous - 1) << 1 | (below > 0)) + bytes([_byte(model.prob.get(gram, -99))])
                if below:
                    out += _varint(below) + struct.pack(">b", max(-127, min(127, round(model.bow[gram] * SCALE))))
                previous = token
            following += [context + (t,) for t in tokens if children.get(context + (t,))]
        level = following
    with open(path, "wb") as file:
        file.write(out)
    return len(out)
