"""Writes `hanzi.txt` of a Chinese pack: how each character is read, the final with its tone (see HanziReadings.java)."""
from __future__ import annotations

from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict

from hearken_training.mandarin import text
from hearken_training.mandarin.units import UNITS, units

MOST_READINGS = 3


def characters() -> list[str]:
    """Those of GB 2312 and of pypinyin's phrases."""
    found = {c for phrase in phrases_dict for c in phrase if text.HANZI.match(c)}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return sorted(found)


def write(path: Path) -> int:
    """Writes the table; the number of characters."""
    lines = [" ".join(UNITS)]
    for character in characters():
        readings: list[str] = []
        usual = text.tokens(character) or []
        every = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        for syllable in [*usual, *every]:
            reading = ".".join(units(syllable)) + syllable[-1] if units(syllable) else ""
            if reading and reading not in readings:
                readings.append(reading)
        if character == "幺":
            readings = ["iao1"]
        if readings:
            lines.append(" ".join([character, *readings[:MOST_READINGS]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1
