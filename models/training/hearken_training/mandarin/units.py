"""Initials and finals: the labels of Mandarin speech, numbered after the English phones.

A pinyin syllable is written with its tone digit (`da3`, ü as v) so that texts can be spoken; the recogniser's labels carry
no tone. `i` after z c s and after zh ch sh r are sounds of their own (`iz`, `ir`); syllables written with y or w have no initial.
"""
from __future__ import annotations

import functools
import re

from hearken_training.phones import PHONES

INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s".split()
FINALS = ("a o e ai ei ao ou an en ang eng er i ir iz ia ie iao iu ian in iang ing iong "
          "u ua uo uai ui uan un uang ong ueng v ve van vn").split()
UNITS = INITIALS + FINALS
UNIT_ID = {unit: len(PHONES) + 1 + i for i, unit in enumerate(UNITS)}
CLASSES = 1 + len(PHONES) + len(UNITS)

SYLLABLE = re.compile(r"([a-z]+)([1-5])")
_WITHOUT_INITIAL = {"yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in", "yang": "iang", "ying": "ing",
                    "yong": "iong", "yo": "o", "yai": "ai", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "wu": "u", "wa": "ua", "wo": "uo",
                    "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un", "wang": "uang", "weng": "ueng"}


@functools.lru_cache(None)
def units(syllable: str) -> tuple[str, ...]:
    """`zhuang1` -> (zh, uang); empty for what is no Mandarin syllable (m2, hng5)."""
    match = SYLLABLE.fullmatch(syllable)
    if not match:
        return ()
    plain = match[1]
    if plain in _WITHOUT_INITIAL:
        return (_WITHOUT_INITIAL[plain],)
    initial = next((i for i in sorted(INITIALS, key=len, reverse=True) if plain.startswith(i)), "")
    final = plain[len(initial):]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    if final == "ue":
        final = "ve"
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        final = "ir"
    if final == "i" and initial in ("z", "c", "s"):
        final = "iz"
    parts = ((initial,) if initial else ()) + (final,)
    return parts if all(p in UNIT_ID for p in parts) else ()


def labels(syllable: str) -> list[int]:
    """Label numbers of a syllable."""
    return [UNIT_ID[u] for u in units(syllable)]
