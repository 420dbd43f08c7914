"""Mandarin speech: espeak-ng's pinyin voice with random voice variants, and recorded syllables and words of two people joined.

The recordings (audio-cmn, CC BY-SA) are used only for a pack under that licence. Joined syllables are shortened by overlap-add
(WSOLA, Verhelst and Roelands 1993), because read one by one they are two to three times longer than in running speech.
"""
from __future__ import annotations

import json
import random
import re
import subprocess
import zlib

import numba
import numpy as np

from hearken_training import clips, paths
from hearken_training.mandarin import text
from hearken_training.mandarin.units import SYLLABLE, units
from hearken_training.speech import RATE, Espeak, _read, trim


class MandarinEspeak(Espeak):
    """`say_tokens` speaks pinyin; runs of English words go to an English voice of the same variant."""

    def say_tokens(self, tokens: list[str]) -> np.ndarray:
        r = self.rng
        name = r.choice(self.variants)
        if r.random() < .3:
            self._write(name)
        speed, pitch = str(int(min(250, max(110, r.gauss(170, 28))))), str(r.randint(25, 75))
        parts, run = [], [tokens[0]]
        for token in tokens[1:] + [""]:
            if token and bool(SYLLABLE.fullmatch(token)) == bool(SYLLABLE.fullmatch(run[0])):
                run.append(token)
                continue
            language = "cmn-latn-pinyin" if SYLLABLE.fullmatch(run[0]) else "en-us"
            raw = subprocess.run(["espeak-ng", f"--path={self.folder}", "-v", f"{language}+{name}", "-s", speed, "-p", pitch, "--stdout",
                                  " ".join(t.replace("v", "ü") if language != "en-us" else t for t in run)], capture_output=True).stdout
            parts.append(trim(_read(raw[44:], 22050)))
            run = [token]
        return np.concatenate(parts)


@numba.njit(cache=True)
def _squeeze(x, factor):
    """Shorter by `factor` with the pitch kept: 30 ms windows, half overlapped, each moved up to 7 ms to match what came before."""
    window, hop, search = 480, 240, 112
    n = int((len(x) - window - 2 * search) / (hop * factor))
    out = np.zeros(max(0, n) * hop + window, np.float32)
    ramp = np.hanning(window + 1)[:window].astype(np.float32)
    before = 0
    for i in range(n):
        at = int(i * hop * factor) + search
        best, chosen = np.float32(-1e30), at
        if i:
            for shift in range(-search, search + 1, 2):
                match = np.float32(0)
                for k in range(0, hop, 2):
                    match += x[at + shift + k] * x[before + hop + k]
                if match > best:
                    best, chosen = match, at + shift
        for k in range(window):
            out[i * hop + k] += ramp[k] * x[chosen + k]
        before = chosen
    return out


class Recordings:
    """Syllables (one speaker) and dictionary words (another) by pinyin; a tenth of the words is kept for held-out use."""

    def __init__(self, held: bool = False):
        self.syllables: dict[str, np.ndarray] = {}
        self.neutral: dict[str, np.ndarray] = {}
        """Stands in for a syllable in a tone that was not recorded."""
        self.words: list[tuple[list[str], np.ndarray]] = []
        for line in (paths.SHARED / "audio/train-sharealike/words-zh.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["set"] == "audio-cmn-syllables":
                if not held and units(row["label"]):
                    self.syllables[row["label"]] = self.neutral[row["label"][:-1]] = self._level(clips.samples(row["path"]))
            elif (zlib.crc32(row["label"].encode()) % 10 == 0) == held:
                tokens = text.tokens(re.sub(r"（.*?）", "", row["label"]))
                if tokens:
                    self.words.append((tokens, self._level(clips.samples(row["path"]))))

    @staticmethod
    def _level(x: np.ndarray) -> np.ndarray:
        x = trim(x, .03)
        return (x * (.08 / (np.sqrt(np.mean(x ** 2)) + 1e-6))).astype(np.float32)

    @staticmethod
    def _joined(parts: list[np.ndarray], overlap: int) -> np.ndarray:
        out = parts[0]
        for part in parts[1:]:
            n = min(overlap, len(out), len(part))
            fade = np.linspace(0, 1, n, dtype=np.float32)
            out = np.concatenate([out[:-n], out[-n:] * (1 - fade) + part[:n] * fade, part[n:]])
        return out

    def say_tokens(self, tokens: list[str], rng: random.Random) -> np.ndarray | None:
        """A sentence syllable by syllable; nothing where one is not recorded."""
        parts = [self.syllables.get(t, self.neutral.get(t[:-1])) for t in tokens]
        if any(p is None or len(p) < 1600 for p in parts):
            return None
        x = self._joined(parts, int(rng.uniform(.02, .05) * RATE))
        return _squeeze(x, rng.uniform(1.0, 1.6) if len(parts) < 3 else rng.uniform(1.5, 2.6))

    def some_words(self, rng: random.Random) -> tuple[list[str], np.ndarray]:
        """One to four recorded words in a row."""
        chosen = [rng.choice(self.words) for _ in range(rng.choice([1, 1, 2, 3, 4]))]
        x = self._joined([w for _, w in chosen], int(rng.uniform(.005, .04) * RATE))
        return [t for tokens, _ in chosen for t in tokens], _squeeze(x, rng.uniform(.95, 1.5))
