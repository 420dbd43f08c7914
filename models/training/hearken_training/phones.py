"""The phone set of the recogniser and the pronunciations of training texts.

Labels are the 39 ARPAbet phones of CMUdict without stress, in alphabetical order, numbered from 1; 0 is the CTC
blank. Words come from a CMUdict copy (BSD licence); words outside it are spelt out by flite's letter-to-sound rules.
"""
from __future__ import annotations

import functools
import os
import random
import re
import subprocess

PHONES = ("AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH").split()
PHONE_ID = {phone: i + 1 for i, phone in enumerate(PHONES)}
CLASSES = len(PHONES) + 1
BLANK = 0

DICTIONARY = os.environ.get("HEARKEN_CMUDICT", "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict")

OWN_WORDS = {
    "hearken": ["HH AA R K AH N"],
    "alexa": ["AH L EH K S AH"],
    "dracarys": ["D R AH K AA R IH S"],
    "hadouken": ["HH AH D UW K AH N", "HH AH D OW K AH N"],
    "fenrir": ["F EH N R IH R"],
    "archie": ["AA R CH IY"],
    "chatterbox": ["CH AE T ER B AA K S"],
    "harkin": ["HH AA R K IH N"],
    "thermostat": ["TH ER M AH S T AE T"],
    "thermostats": ["TH ER M AH S T AE T S"],
}
"""Words that CMUdict lacks or misses a common way of saying."""


@functools.lru_cache(1)
def lexicon() -> dict[str, list[list[int]]]:
    """Word in lower case -> pronunciations as lists of label numbers, the common one first."""
    entries: dict[str, list[list[int]]] = {}
    with open(DICTIONARY, encoding="utf-8") as lines:
        for line in lines:
            word, *symbols = line.split()
            ids = [PHONE_ID.get(re.sub(r"\d", "", s)) for s in symbols]
            if ids and None not in ids:
                entries.setdefault(re.sub(r"\(\d+\)$", "", word), []).append(ids)
    for word, variants in OWN_WORDS.items():
        entries[word] = [[PHONE_ID[s] for s in v.split()] for v in variants]
    return entries


@functools.lru_cache(None)
def letter_to_sound(word: str) -> tuple[int, ...]:
    """flite's guess for a word outside the dictionary; empty where flite says nothing."""
    run = subprocess.run(["flite", "-voice", "slt", "-t", word, "-ps", "none"], capture_output=True, text=True)
    names = {"ax": "AH", "axr": "ER"}
    ids = (PHONE_ID.get(names.get(p, p.upper())) for p in run.stdout.split())
    return tuple(i for i in ids if i)


def pronunciations(word: str, limit: int = 4) -> list[list[int]]:
    """At most `limit` pronunciations of a word; never empty for a word with letters."""
    return lexicon().get(word, [])[:limit] or [list(letter_to_sound(word))]


def label(text: str, rng: random.Random) -> list[int]:
    """One label sequence of a sentence (English words, pinyin syllables with tone digit); the first pronunciation of each word is drawn four times in five."""
    from hearken_training.mandarin import units

    out: list[int] = []
    for word in text.split():
        if units.SYLLABLE.fullmatch(word):
            out += units.labels(word)
            continue
        choices = pronunciations(word)
        out += choices[0] if rng.random() < 0.8 else rng.choice(choices)
    return out


def names() -> list[str]:
    """Names of the labels 1, 2, ... of the language being trained."""
    from hearken_training import paths
    from hearken_training.mandarin import units

    return PHONES + (units.UNITS if paths.LANGUAGE == "zh" else [])


def classes() -> int:
    """Labels of the language being trained, with the blank."""
    return 1 + len(names())
