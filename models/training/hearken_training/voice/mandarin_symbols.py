"""Symbols of the Mandarin voice: pauses, initials, finals with their tone (5 = neutral), and the place of each in its word.

The list and the rules are mirrored in Java (dev.hearken.speech.internal.voice.PhoneSequence); export writes the list to voice.yaml.
"""
from __future__ import annotations

from ..mandarin.units import FINALS, INITIALS, units
from .symbols import FIRST, LAST, OPEN, PAUSES

TONES = "12345"
SYMBOLS = PAUSES + INITIALS + [final + tone for final in FINALS for tone in TONES]
INDEX = {s: i for i, s in enumerate(SYMBOLS)}
STOPS = {INDEX[s] for s in "b p d t g k j q zh ch z c".split()}
"""Begin with a closure, silent like a pause."""
FIRST_FINAL = len(PAUSES) + len(INITIALS)
THIRD_TONE = {INDEX[final + "3"] for final in FINALS}


def factors() -> list[tuple[int, int]]:
    """What each symbol is made of: the number of its sound without tone, and its tone (0 = none)."""
    return [(i, 0) if i < FIRST_FINAL else (FIRST_FINAL + (i - FIRST_FINAL) // len(TONES), 1 + (i - FIRST_FINAL) % len(TONES))
            for i in range(len(SYMBOLS))]


def symbols(syllable: str) -> list[int]:
    """`tiao2` -> numbers of t, iao2; empty for what is no Mandarin syllable."""
    parts = units(syllable)
    return [INDEX[p] for p in parts[:-1]] + [INDEX[parts[-1] + syllable[-1]]] if parts else []


def word(syllables: list[str]) -> tuple[list[int], list[int]] | None:
    """Symbol numbers and places of a word; nothing where a syllable is unknown."""
    ids = [symbols(s) for s in syllables]
    if not ids or not all(ids):
        return None
    flat = [i for part in ids for i in part]
    places = [0] * len(flat)
    places[0] |= FIRST
    places[-1] |= LAST
    return flat, places


def sequence(items: list) -> tuple[list[int], list[int]]:
    """Symbol numbers and places of words (lists of syllables) and pause signs; opened by "^", closed by "." or "?"."""
    ids, places = [OPEN], [0]
    for item in items:
        if isinstance(item, str):
            if ids[-1] >= len(PAUSES):
                ids.append(INDEX[item]), places.append(0)
            continue
        found = word(item)
        if found:
            ids += found[0]
            places += found[1]
    if ids[-1] >= len(PAUSES):
        ids.append(INDEX["."]), places.append(0)
    return ids, places
