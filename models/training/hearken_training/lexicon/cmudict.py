"""Reads CMUdict as the npm package cmu-pronouncing-dictionary delivers it (a JavaScript object) or as its own text file."""
import re
import zlib

PHONES = ("AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH").split()
VOWELS = {"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"}
# A symbol is a phone with its stress; the order is part of the file formats: consonant, or vowel0 vowel1 vowel2.
SYMBOLS = [s for p in PHONES for s in ([p + d for d in "012"] if p in VOWELS else [p])]
SYMBOL_ID = {s: i for i, s in enumerate(SYMBOLS)}
LETTERS = "abcdefghijklmnopqrstuvwxyz'-."

_JS = re.compile(r'^  "((?:[^"\\]|\\.)*)": "([^"]*)"', re.M)


def read(path):
    """word -> list of pronunciations (tuples of symbol ids), in the dictionary's order, without repetitions."""
    text = open(path, encoding="utf-8").read()
    if path.endswith(".js"):
        entries = _JS.findall(text)
    else:
        entries = [line.split(None, 1) for line in text.splitlines() if line.strip() and not line.startswith(";;;")]
    words = {}
    for word, pronunciation in entries:
        word = re.sub(r"\(\d+\)$", "", word)
        symbols = pronunciation.split("#")[0].split()
        if word and symbols and set(word) <= set(LETTERS) and all(s in SYMBOL_ID for s in symbols):
            variants = words.setdefault(word, [])
            ids = tuple(SYMBOL_ID[s] for s in symbols)
            if ids not in variants:
                variants.append(ids)
    if not words:
        raise SystemExit(f"{path}: no dictionary entries found")
    return words


def held_out(word):
    """The twentieth of all words that the letter-to-sound model never sees (the same rule as in the Java test)."""
    return zlib.crc32(word.encode()) % 20 == 0


def stressless(ids):
    return tuple(SYMBOLS[i].rstrip("012") for i in ids)
