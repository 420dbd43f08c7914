"""Sentences to train on: home commands, coffee orders, single words, wake phrases and generic English."""
from __future__ import annotations

import functools
import random
import re

from hearken_training import clips, paths
from hearken_training.grammar import Grammar
from hearken_training.phones import lexicon

COMMAND_WORDS = ("yes no up down left right on off stop go zero one two three four five six seven eight nine bed bird cat dog "
                 "happy house marvin sheila tree wow backward forward follow learn visual").split()
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def number_words(n: int) -> str:
    """0..999 in words, the way people say them to a speaker."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (" " + ONES[n % 10] if n % 10 else "")
    return ONES[n // 100] + " hundred" + (" " + number_words(n % 100) if n % 100 else "")


def spoken(text: str) -> str:
    """Lower case words only: numbers, per cent and degree signs written out."""
    text = re.sub(r"(\d+)\.(\d)", lambda m: f"{number_words(int(m[1]) % 1000)} point {number_words(int(m[2]))}", text.lower())
    text = text.replace("%", " percent ").replace("°", " degrees ").replace("’", "'")
    text = re.sub(r"\d+", lambda m: f" {number_words(int(m[0]) % 1000)} ", text)
    words = (w.strip("'") for w in re.sub(r"[^a-z' ]", " ", text).split())
    return " ".join(w for w in words if w)


@functools.lru_cache(1)
def home_assistant_sentences() -> list[str]:
    """Sentences of Home Assistant's published intent tests (CC BY 4.0), written out."""
    found: set[str] = set()
    for path in sorted((paths.SHARED / "text/ha-intents/tests/en").rglob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = re.match(r'\s*-\s+(?:name:\s+)?"([^"]+)"\s*$', line)
            if match:
                sentence = spoken(match[1])
                if sentence and len(sentence.split()) < 14:
                    found.add(sentence)
    return sorted(found)


@functools.lru_cache(1)
def running_text() -> list[list[str]]:
    """Transcripts of the training recordings as word lists, where every word is in the dictionary."""
    known = lexicon()
    lines = (clip.text.split() for clip in clips.training() if clip.source in ("librispeech", "accented", "vctk", "lj"))
    return [words for words in lines if len(words) > 2 and all(w in known for w in words)]


class Sentences:
    """Draws training sentences; the mix favours what the shipped pack is asked to recognise."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.home = Grammar.read(paths.TRAINING / "text/home.txt")
        self.coffee = Grammar.read(paths.TRAINING / "text/coffee.txt")
        self.wake = Grammar.read(paths.TRAINING / "text/wake.txt")
        self.words = sorted(w for w in lexicon() if re.fullmatch(r"[a-z]{2,}", w))

    def phrase(self) -> str:
        """Any wake phrase, shipped or not."""
        return self.wake.sample(self.rng, self.rng.choice(["computer", "computer", "hearken", "hearken", "other"]))

    def generic(self) -> str:
        """2..9 words cut from running text."""
        if not running_text():
            return " ".join(self.rng.choice(self.words) for _ in range(self.rng.randint(2, 6)))
        words = self.rng.choice(running_text())
        n = self.rng.randint(2, 9)
        start = self.rng.randint(0, max(0, len(words) - n))
        return " ".join(words[start:start + n])

    def draw(self) -> tuple[str, str]:
        """A sentence and its kind."""
        r = self.rng
        k = r.random()
        if k < .34:
            return self.home.sample(r), "home"
        if k < .40 and home_assistant_sentences():
            return r.choice(home_assistant_sentences()), "home"
        if k < .55:
            return self.coffee.sample(r), "coffee"
        if k < .60:
            return r.choice(COMMAND_WORDS), "word"
        if k < .65:
            return " ".join(r.choice(COMMAND_WORDS) for _ in range(r.randint(2, 4))), "word"
        if k < .69:
            return self.phrase() + " " + self.home.sample(r), "wake"
        if k < .74:
            return self.phrase(), "wake"
        if k < .76:
            return self.wake.sample(r, r.choice(["nearComputer", "nearHearken"])), "near"
        if k < .90:
            return self.generic(), "generic"
        return " ".join(r.choice(self.words) for _ in range(r.randint(1, 4))), "random"


class WakeSentences(Sentences):
    """Wake phrases alone, before a command, and phrases near them, alone, before a command and inside of running text: the bank of the verifiers."""

    def near(self) -> str:
        """What sounds like a shipped phrase: thought up, or found in running text."""
        from hearken_training.soundalikes import soundalikes

        r = self.rng
        if r.random() < .5:
            return r.choice(soundalikes(r.choice(["computer", "hey hearken"])))
        return self.wake.sample(r, r.choice(["nearComputer", "nearHearken", "nearComputer", "nearHearken", "other"]))

    def among(self, phrase: str) -> str:
        """A phrase with words of running text before and behind it."""
        before, behind = self.generic().split(), self.generic().split()
        return " ".join(before[-self.rng.randint(1, 4):] + [phrase] + behind[:self.rng.randint(0, 3)])

    def draw(self) -> tuple[str, str]:
        r = self.rng
        k = r.random()
        phrase = self.wake.sample(r, r.choice(["computer", "hearken"]))
        if k < .36:
            return phrase, "wake"
        if k < .54:
            return phrase + " " + self.home.sample(r), "wake"
        near = self.near()
        if k < .76:
            return near, "near"
        return (near + " " + self.home.sample(r) if k < .84 else self.among(near)), "near"
