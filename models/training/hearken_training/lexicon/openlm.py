"""Makes openlm.bin, the word list and bigram model of open recognition, from the texts of training recordings.

    cd models/training && python3 -m hearken_training.lexicon.openlm --lists .../audio/train/sentences-en*.jsonl .../voice-en-lj.jsonl --out ../packs/en-small

Absolute discounting (Ney, Essen and Kneser 1994), backing off to word frequencies. Only lists of training recordings may be given: the texts of
test recordings are for measuring.
"""
import argparse
import json
import math
import os
import re
import struct
from collections import Counter, defaultdict

MAGIC = b"HKLM"
VERSION = 1
SCALE = 16                   # log probabilities are bytes of 1/16 nat
START = ""
DISCOUNT = 0.7


def normal(text):
    """Lower case, letters and inner apostrophes."""
    words = re.sub(r"[^a-z' ]", " ", text.lower().replace("’", "'")).split()
    return [w for w in (w.strip("'") for w in words) if w]


class Bigrams:
    """log_prob of words, of pairs, and the back-off weight after a word."""

    def __init__(self, sentences, smallest=1):
        unigrams, bigrams = Counter(), Counter()
        for words in sentences:
            unigrams.update(words)
            bigrams.update(zip([START] + words, words))
        self.words = sorted(w for w, c in unigrams.items() if c >= smallest)
        kept = set(self.words)
        total = sum(unigrams[w] for w in self.words) + 0.5 * len(self.words)
        self.unigram = {w: math.log((unigrams[w] + 0.5) / total) for w in self.words}
        followers = defaultdict(dict)
        for (before, word), c in bigrams.items():
            if word in kept and (before in kept or before == START):
                followers[before][word] = c
        self.followers, self.back_off = {}, {}
        for before, counts in followers.items():
            size = sum(counts.values())
            spare = DISCOUNT * len(counts) / size
            below = sum(math.exp(self.unigram[w]) for w in counts)
            weight = spare / max(1e-3, 1 - below)
            self.back_off[before] = math.log(weight)
            self.followers[before] = {w: math.log((c - DISCOUNT) / size) for w, c in counts.items()}

    def log_prob(self, before, word):
        direct = self.followers.get(before, {}).get(word)
        return direct if direct is not None else self.back_off.get(before, 0.0) + self.unigram[word]


def _byte(log):
    return bytes([min(255, max(0, round(-log * SCALE)))])


def _varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def write(path, model):
    """Words with their log probability; then for the start and each word: back-off weight, number of followers, each as difference and log."""
    number = {w: i for i, w in enumerate(model.words)}
    out = bytearray(MAGIC + struct.pack(">HBI", VERSION, SCALE, len(model.words)))
    for w in model.words:
        out += bytes([len(w)]) + w.encode() + _byte(model.unigram[w])
    for before in [START] + model.words:
        followers = sorted((number[w], log) for w, log in model.followers.get(before, {}).items())
        out += _byte(model.back_off.get(before, 0.0)) + _varint(len(followers))
        previous = -1
        for word, log in followers:
            out += _varint(word - previous - 1) + _byte(log)
            previous = word
    with open(path, "wb") as file:
        file.write(out)
    return len(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", nargs="+", required=True, help="JSONL lists of training recordings; their labels are read")
    parser.add_argument("--out", required=True, help="folder for openlm.bin")
    parser.add_argument("--without", help="file with sentences, one a line, to leave out (for tuning on them)")
    parser.add_argument("--smallest", type=int, default=1, help="uses a word needs to be listed")
    arguments = parser.parse_args()
    left_out = set()
    if arguments.without:
        left_out = {" ".join(normal(line)) for line in open(arguments.without, encoding="utf-8")}
    sentences = []
    for name in arguments.lists:
        for line in open(name, encoding="utf-8"):
            label = json.loads(line)["label"]
            words = normal(label)
            if words and not re.search(r"\d", label) and " ".join(words) not in left_out:
                sentences.append(words)
    model = Bigrams(sentences, arguments.smallest)
    size = write(os.path.join(arguments.out, "openlm.bin"), model)
    pairs = sum(map(len, model.followers.values()))
    print(f"openlm.bin: {size} bytes, {len(sentences)} sentences, {len(model.words)} words, {pairs} pairs")


if __name__ == "__main__":
    main()
