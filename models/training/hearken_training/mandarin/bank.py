"""Banks of Mandarin speech; texts are pinyin syllables with tone digits and English words."""
from __future__ import annotations

import json
import random
import zlib
from pathlib import Path
from typing import Iterator

from hearken_training import clips, paths
from hearken_training.bank import Utterance, to_pcm
from hearken_training.mandarin import text
from hearken_training.mandarin.speech import MandarinEspeak, Recordings
from hearken_training.speech import RATE


def sentences(held: bool) -> list[Utterance]:
    """The few real sentences (AISHELL, Common Voice); every third is held out."""
    out = []
    for line in (paths.SHARED / "audio/train/sentences-zh.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tokens = text.tokens(row["label"])
        if tokens and (zlib.crc32(str(row["speaker"] or row["path"]).encode()) % 3 == 0) == held:
            out.append(Utterance(to_pcm(clips.samples(row["path"])), " ".join(tokens), "mandarin", str(row["speaker"])))
    return out


def speak(rng: random.Random, folder: Path, held: bool, wake: bool = False) -> Iterator[Utterance]:
    """Endless utterances: espeak-ng's random voices one half, recorded words and joined recorded syllables the other."""
    espeak, recordings, drawn = MandarinEspeak(folder, rng), Recordings(held), (text.MandarinWakeSentences if wake else text.MandarinSentences)(rng)
    while True:
        k = rng.random()
        tokens, kind = drawn.draw()
        if k < .5 or held and k < .7:
            x = espeak.say_tokens(tokens)
        elif k < .78 and not held:
            x = recordings.say_tokens(tokens, rng)
        else:
            tokens, x = recordings.some_words(rng)
            kind = "generic"
        if x is not None and 1600 < len(x) < 12 * RATE:
            yield Utterance(to_pcm(x), " ".join(tokens), kind, "synthetic" if k < .5 else "recorded")
