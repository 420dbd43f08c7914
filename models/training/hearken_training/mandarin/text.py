"""Mandarin sentences as lists of tokens: pinyin syllables with tone digits and, now and then, English words.

Hanzi become pinyin by pypinyin (MIT), whose phrase list also gives real words to speak. No sentence of `audio/test` is here.
"""
from __future__ import annotations

import functools
import random
import re

from pypinyin import Style, lazy_pinyin, load_phrases_dict
from pypinyin.phrases_dict import phrases_dict

from hearken_training import paths
from hearken_training.grammar import Grammar
from hearken_training.mandarin.units import units
from hearken_training.phones import lexicon

load_phrases_dict({f"调{c}": [["tiáo"], [p]] for c, p in zip("高低到亮暗成大小", ("gāo", "dī", "dào", "liàng", "àn", "chéng", "dà", "xiǎo"))})
"""Said by everybody to a speaker, and read as diào by default."""
HANZI = re.compile(r"[\u4e00-\u9fff]")
DIGITS = "零一二三四五六七八九"


def number(n: int) -> str:
    """0..9999 in hanzi, as spoken."""
    if n < 10:
        return DIGITS[n]
    if n < 100:
        return ("" if n < 20 else DIGITS[n // 10]) + "十" + (DIGITS[n % 10] if n % 10 else "")
    size, name = (100, "百") if n < 1000 else (1000, "千")
    rest = n % size
    return DIGITS[n // size] + name + (("零" if rest < size // 10 else "") + ("一" if 10 <= rest < 20 else "") + number(rest) if rest else "")


def tokens(text: str) -> list[str] | None:
    """Pinyin syllables and lower-case English words of a text; nothing where a part cannot be spoken."""
    text = re.sub(r"百分之(\d+)", lambda m: "百分之" + number(int(m[1])), text)
    text = re.sub(r"(\d+)%", lambda m: "百分之" + number(int(m[1])), text)
    text = re.sub(r"\d{1,4}", lambda m: number(int(m[0])), text)
    out: list[str] = []
    for piece in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z']+", text):
        if HANZI.match(piece):
            for syllable in lazy_pinyin(piece, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True):
                if not units(syllable):
                    return None
                out.append(syllable)
        elif piece.lower() in lexicon():
            out.append(piece.lower())
        else:
            return None
    return out or None


@functools.lru_cache(1)
def words() -> list[str]:
    """Real words and idioms of two to five characters that can be spoken."""
    return sorted(w for w in phrases_dict if 2 <= len(w) <= 5 and all(HANZI.match(c) for c in w))


@functools.lru_cache(1)
def home_assistant_sentences() -> list[str]:
    """Sentences of Home Assistant's published Chinese intent tests (CC BY 4.0)."""
    found: set[str] = set()
    for path in sorted((paths.SHARED / "text/ha-intents/tests/zh-cn").rglob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = re.match(r'\s*-\s+(?:name:\s+)?["\']?([^"\']*[\u4e00-\u9fff][^"\']*)["\']?\s*$', line)
            if match and ":" not in match[1] and len(match[1]) < 24:
                found.add(match[1])
    return sorted(found)


@functools.lru_cache(1)
def syllables() -> list[str]:
    """Every syllable of the phrase list, with tones."""
    found = {s for w in words() for s in (tokens(w) or [])}
    return sorted(found)


class MandarinSentences:
    """Draws sentences; the mix favours what a speaker is asked."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.home = Grammar.read(paths.TRAINING / "text/home-zh.txt")
        self.english = sorted(w for w in lexicon() if re.fullmatch(r"[a-z]{3,9}", w))

    def _text(self) -> tuple[str, str]:
        r = self.rng
        k = r.random()
        if k < .34:
            return self.home.sample(r).replace(" ", ""), "home"
        if k < .44:
            return r.choice(home_assistant_sentences()), "home"
        if k < .52:
            return "".join(r.choice("零一二三四五六七八九幺") for _ in range(r.randint(3, 11))), "number"
        if k < .55:
            return number(r.randint(0, 9999)) + r.choice(["", "度", "点", "分钟", "块", "号"]), "number"
        if k < .60:
            return self.home.sample(r, "wake").replace(" ", "") + (self.home.sample(r).replace(" ", "") if r.random() < .4 else ""), "wake"
        if k < .64:
            return r.choice(["播放歌曲", "我想听", "来一首", "放一首", "搜索", ""]) + " ".join(r.choice(self.english) for _ in range(r.randint(1, 3))), "mixed"
        return "".join(r.choice(words()) for _ in range(r.choice([1, 1, 2, 2, 3, 4]))), "generic"

    def draw(self) -> tuple[list[str], str]:
        """Tokens of a sentence and its kind."""
        while True:
            if self.rng.random() < .06:
                return [self.rng.choice(syllables()) for _ in range(self.rng.randint(1, 5))], "syllables"
            text, kind = self._text()
            found = tokens(text)
            if found and len(found) <= 24:
                return found, kind


class MandarinWakeSentences(MandarinSentences):
    """The shipped wake phrase alone or before a command, and what sounds like it."""

    def _near(self) -> str:
        r = self.rng
        k = r.random()
        if k < .3:
            return self.home.sample(r, "wake").replace("小听小听", "小听").replace(" ", "")
        if k < .6:
            first, second = (r.choice("听厅停挺定天题听听") for _ in range(2))
            text = "小" + first + r.choice("小晓笑向想") + second
            return "小听" if text == "小听小听" else text
        if k < .8:
            return r.choice(["小听", "听小", "小听听", "小小听", "听听", "小厅", "客厅", "小心听", "想听", "小天小天", "想听小听", "消停", "小亭子", "小提琴"])
        return r.choice(words())

    def _text(self) -> tuple[str, str]:
        r = self.rng
        k = r.random()
        command = self.home.sample(r).replace(" ", "")
        if k < .36:
            return "小听小听", "wake"
        if k < .54:
            return "小听小听" + command, "wake"
        return self._near() + (command if k > .86 else ""), "near"
