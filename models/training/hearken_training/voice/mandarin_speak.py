"""Chinese text to sound in Python, to listen in while training; the runtime's normaliser, words and sandhi are Java's."""
from __future__ import annotations

import re

import numpy as np
from pypinyin import Style, lazy_pinyin

from .. import paths
from ..mandarin import text as _polyphones           # noqa: F401  (teaches pypinyin the verbs with 调)
from . import mandarin_symbols, speak

LONGEST = 4


class Speaker(speak.Speaker):
    def __init__(self, checkpoint: str):
        super().__init__(checkpoint, language="zh")
        lines = (paths.REPOSITORY / "models/packs/zh-small/words.txt").read_text(encoding="utf-8").splitlines()
        self.words = {line.split(" ")[0] for line in lines}

    def items(self, text: str) -> list:
        """Words as lists of syllables, and pause signs."""
        found: list = []
        for part in re.findall(r"[\u4e00-\u9fff]+|[，。？！]", text):
            if part in "，。？！":
                found.append({"，": ",", "？": "?"}.get(part, "."))
                continue
            syllables = lazy_pinyin(part, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
            at = 0
            while at < len(part):
                size = next(n for n in range(LONGEST, 0, -1) if n == 1 or part[at:at + n] in self.words and at + n <= len(part))
                found.append(syllables[at:at + size])
                at += size
        return found

    def say(self, text: str, rate: int = 16000) -> np.ndarray:
        ids, places = mandarin_symbols.sequence(self.items(text))
        return self.sound(*self.parameters(ids, places), rate)
