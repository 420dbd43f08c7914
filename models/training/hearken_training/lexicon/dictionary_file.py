"""Writes lexicon.bin: front-coded words, and pronunciations coded letter by letter given the spelling (see models/packs/en-small/lexicon.md)."""
import heapq
import struct
from collections import Counter

from . import cmudict

MAGIC = b"HKLX"
VERSION = 1
BLOCK = 16                   # words a block: the reader binary-searches first words and walks one block


class _Bits:
    def __init__(self):
        self.value, self.count, self.bytes = 0, 0, bytearray()

    def put(self, value, width):
        self.value = (self.value << width) | value
        self.count += width
        while self.count >= 8:
            self.count -= 8
            self.bytes.append((self.value >> self.count) & 0xFF)
        self.value &= (1 << self.count) - 1

    def position(self):
        return 8 * len(self.bytes) + self.count

    def close(self):
        if self.count:
            self.put(0, 8 - self.count)
        return bytes(self.bytes)


def huffman(counts):
    """symbol -> (code, width), canonical: shorter codes first, equal widths in the order of the symbols."""
    if not counts:
        return {}
    heap = [(c, i, [s]) for i, (s, c) in enumerate(sorted(counts.items()))]
    width = dict.fromkeys(counts, 0)
    heapq.heapify(heap)
    serial = len(heap)
    while len(heap) > 1:
        a, _, left = heapq.heappop(heap)
        b, _, right = heapq.heappop(heap)
        for s in left + right:
            width[s] += 1
        heapq.heappush(heap, (a + b, serial, left + right))
        serial += 1
    codes, code, previous = {}, 0, 0
    for s in sorted(width, key=lambda s: (width[s], s)):
        code <<= width[s] - previous
        previous = width[s]
        codes[s] = (code, previous)
        code += 1
    return codes


def _table(codes):
    rows = sorted(codes.items(), key=lambda item: (item[1][1], item[0]))
    return struct.pack(">H", len(rows)) + b"".join(struct.pack(">HB", s, w) for s, (_, w) in rows)


class _Model:
    """The code tables: one for each shared-prefix length, suffix length, number of variants, letter after a letter, chunk of a letter."""

    def __init__(self):
        self.counts = {}

    def count(self, table, symbol):
        self.counts.setdefault(table, Counter())[symbol] += 1

    def freeze(self):
        self.codes = {table: huffman(c) for table, c in self.counts.items()}


def _emit(words, entries, put):
    """Walks all entries in file order; put(table, symbol) codes, put(None, (value, width)) writes raw bits, put('block', None) starts a block."""
    previous = ""
    for number, word in enumerate(words):
        if number % BLOCK == 0:
            put("block", None)
            previous = ""
        shared = 0
        while shared < min(len(word), len(previous)) and word[shared] == previous[shared]:
            shared += 1
        put(("shared",), shared)
        put(("suffix",), len(word) - shared)
        for i in range(shared, len(word)):
            before = cmudict.LETTERS.index(word[i - 1]) + 1 if i else 0
            put(("letter", before), cmudict.LETTERS.index(word[i]))
        variants = entries[word]
        put(("variants",), len(variants))
        for phones, chunks in variants:
            for i, letter in enumerate(word):
                following = cmudict.LETTERS.index(word[i + 1]) + 1 if i + 1 < len(word) else 0
                table = ("chunk", cmudict.LETTERS.index(letter), following)
                if chunks is None:
                    put(table, "escape")
                    put(None, (len(phones), 6))
                    for symbol in phones:
                        put(None, (symbol, 7))
                    break
                put(table, chunks[i])
        previous = word


def write(path, pairs, chunks):
    """pairs: (word, symbols) with the variants of a word next to each other; chunks: the alignment of each pair or None."""
    entries = {}
    for (word, phones), parts in zip(pairs, chunks):
        entries.setdefault(word, []).append((phones, parts))
    words = sorted(entries)
    kinds = sorted({c for parts in chunks if parts for c in parts}, key=lambda c: (len(c), c))
    number = {c: i for i, c in enumerate(kinds)}
    number["escape"] = len(kinds)

    model = _Model()

    def count(table, symbol):
        if table not in (None, "block"):
            model.count(table, number[symbol] if table[0] == "chunk" else symbol)

    _emit(words, entries, count)
    model.freeze()
    bits, offsets = _Bits(), []

    def code(table, symbol):
        if table == "block":
            offsets.append(bits.position())
        elif table is None:
            bits.put(*symbol)
        else:
            bits.put(*model.codes[table][number[symbol] if table[0] == "chunk" else symbol])

    _emit(words, entries, code)
    n = len(cmudict.LETTERS)
    tables = [("shared",), ("suffix",), ("variants",)] + [("letter", i) for i in range(n + 1)]
    tables += [("chunk", i, j) for i in range(n) for j in range(n + 1)]
    out = bytearray(MAGIC + struct.pack(">HHII", VERSION, BLOCK, len(words), len(offsets)))
    out += struct.pack(">B", n) + cmudict.LETTERS.encode()
    out += struct.pack(">B", len(cmudict.SYMBOLS)) + b"".join(struct.pack(">B", len(s)) + s.encode() for s in cmudict.SYMBOLS)
    out += struct.pack(">H", len(kinds)) + b"".join(struct.pack(">B", len(c)) + bytes(c) for c in kinds)
    for table in tables:
        out += _table(model.codes.get(table, {}))
    stream = bits.close()
    out += b"".join(struct.pack(">I", o) for o in offsets)
    out += struct.pack(">I", len(stream)) + stream
    with open(path, "wb") as file:
        file.write(out)
    return len(out)
