"""Writes `words.txt` of a Chinese pack: the words a row of hanzi is cut into, with the readings that differ from the usual ones.

Words: the most frequent of jieba's dictionary (MIT), the reader's, and those of the home vocabulary; readings by pypinyin (MIT),
before tone sandhi, which is the runtime's. One word a line, then, if any character is not read in the first way of `hanzi.txt`, a
reading or a hyphen for each.
"""
from __future__ import annotations

import json
import re
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

from .. import paths
from ..mandarin import text  # noqa: F401  (teaches pypinyin the verbs with 调)
from ..mandarin.units import units

FEWEST = 160                                         # occurrences in the texts jieba was counted on
LONGEST = 4
HANZI = re.compile(r"[\u4e00-\u9fff]+")
READINGS = {"谁": "shei2", "调": "tiao2", "长": "chang2", "得": "de5", "地": "di4", "只": "zhi3", "几": "ji3", "挺": "ting3", "量": "liang4",
            "着": "zhe5", "还": "hai2", "重": "zhong4", "没": "mei2", "空": "kong1", "种": "zhong3", "好": "hao3", "干": "gan4", "觉": "jue2"}
"""Of characters that stand alone in a sentence to a speaker."""
UNCHANGED = {"一": "yi1", "不": "bu4"}
PHRASES = {"一只": "yi1 zhi1", "两只": "liang3 zhi1", "三只": "san1 zhi1", "几只": "ji3 zhi1", "多长": "duo1 chang2", "长一点": "chang2 yi1 dian3",
           "慢慢地": "man4 man4 de5", "好得多": "hao3 de5 duo1", "都": "dou1", "为您": "wei4 nin2", "为你": "wei4 ni3", "还有": "hai2 you3", "还剩": "hai2 sheng4",
           "还在": "hai2 zai4", "还没": "hai2 mei2", "睡觉": "shui4 jiao4", "没有": "mei2 you3", "音乐": "yin1 yue4", "调到": "tiao2 dao4",
           "调高": "tiao2 gao1", "调低": "tiao2 di1", "调亮": "tiao2 liang4", "调暗": "tiao2 an4", "调为": "tiao2 wei2", "设为": "she4 wei2", "改为": "gai3 wei2",
           "重试": "chong2 shi4", "重新": "chong2 xin1", "重复": "chong2 fu4", "重启": "chong2 qi3", "星期一": "xing1 qi1 yi1", "周一": "zhou1 yi1", "礼拜一": "li3 bai4 yi1",
           "不在": "bu4 zai4", "开着": "kai1 zhe5", "关着": "guan1 zhe5", "亮着": "liang4 zhe5", "几点": "ji3 dian3", "几度": "ji3 du4", "地暖": "di4 nuan3",
           "扫地机": "sao3 di4 ji1", "了解": "liao3 jie3", "倒计时": "dao4 ji4 shi2", "倒数": "dao4 shu3", "便宜": "pian2 yi5", "空调": "kong1 tiao2", "系统": "xi4 tong3"}
"""Said by speakers and not in the list, or read otherwise by default."""


def reading(syllable: str) -> str:
    """`tiao2` -> t.iao2."""
    return ".".join(units(syllable)) + syllable[-1]


def usual(pack: Path) -> dict[str, str]:
    """First reading of each character of `hanzi.txt`."""
    return {line.split()[0]: line.split()[1] for line in (pack / "hanzi.txt").read_text(encoding="utf-8").splitlines()[1:]}


def vocabulary() -> set[str]:
    """The words themselves."""
    import jieba                                     # pip install jieba; only its dictionary is read

    found = set(PHRASES)
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if 2 <= len(word) <= LONGEST and int(count) >= FEWEST:
            found.add(word)
    for line in (paths.SHARED / "audio/train-sharealike/words-zh.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)["label"]
        if HANZI.fullmatch(label) and 2 <= len(label) <= LONGEST:
            found.add(label)
    for line in (paths.TRAINING / "text/home-zh.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            found.update(w for w in HANZI.findall(line) if 2 <= len(w) <= LONGEST)
    return {w for w in found if HANZI.fullmatch(w)}


def syllables_of(word: str) -> list[str]:
    """Pinyin of a word before the sandhi of 一 and 不."""
    if word in PHRASES:
        return PHRASES[word].split()
    found = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
    if len(found) == len(word):
        found = [UNCHANGED.get(c, READINGS.get(c, s) if word not in phrases_dict else s) for c, s in zip(word, found)]
    return found


def write(pack: Path) -> Path:
    """The file; says how large it is."""
    characters = usual(pack)
    lines = [f"{c} {reading(s)}" for c, s in sorted(READINGS.items()) if characters.get(c) != reading(s)]
    usual_now = characters | {c: reading(s) for c, s in READINGS.items()}
    for word in sorted(vocabulary()):
        if word in READINGS or any(c not in characters for c in word):
            continue
        syllables = syllables_of(word)
        if len(syllables) != len(word) or not all(units(s) for s in syllables):
            continue
        readings = [reading(s) for s in syllables]
        own = [r if r != characters[c] else "-" for r, c in zip(readings, word)]
        if len(word) > 1:
            lines.append(word if set(own) == {"-"} else " ".join([word, *own]))
        elif readings[0] != usual_now[word]:
            lines.append(f"{word} {readings[0]}")
    target = pack / "words.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(lines)} words, {target.stat().st_size} bytes")
    return target
