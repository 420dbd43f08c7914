"""A verifier for any typed wake phrase, on a laptop: `./hearken models train-wake "okay kitchen"`.

Speaks the phrase, phrases near it and everyday sentences by synthesised voices, cuts windows where the shipped recogniser finds
something like the phrase, trains a verifier, fits its threshold on voices that were not trained on, and writes a pack with what is
to be expected of it. Real recordings (HEARKEN_SHARED) are used too where they are there: they alone tell of real false alarms.
"""
from __future__ import annotations

import random
import re
import time
from pathlib import Path

import numba
import numpy as np
import onnx
import torch
import yaml

from hearken_training import bank, borrowed, clips, export, pack, paths, wake
from hearken_training.model import Recogniser, from_weights
from hearken_training.phones import lexicon, pronunciations
from hearken_training.scoring import _edit
from hearken_training.soundalikes import soundalikes
from hearken_training.text import Sentences

ALLOWED_PER_HOUR = 0.5
SHARES = {"phrase": .30, "phrase-held": .06, "speech": .12, "speech-held": .04}
"""Of the time, for speaking; the rest is for cutting windows (three parts) and training (about two)."""


def recogniser() -> Recogniser:
    """The weights that ship."""
    return from_weights(torch.load(paths.shipped("recogniser"), weights_only=True)).eval()


@numba.njit(cache=True)
def _distances(flat, ends, target):
    out = np.empty(len(ends), np.int32)
    start = 0
    for i in range(len(ends)):
        out[i] = _edit(flat[start:ends[i]], target)
        start = ends[i]
    return out


def neighbours(word: str, count: int = 24) -> list[str]:
    """Dictionary words whose phones are nearest to a word's, without those that sound the same."""
    words = [w for w in lexicon() if re.fullmatch(r"[a-z]{2,}", w) and w != word]
    phones = [lexicon()[w][0] for w in words]
    flat, ends = np.array([p for s in phones for p in s], np.int32), np.cumsum([len(s) for s in phones])
    own = pronunciations(word)[0]
    distance = _distances(flat, ends, np.array(own, np.int32))
    order = np.lexsort((np.arange(len(words)), np.abs(np.array([len(p) for p in phones]) - len(own)), distance))
    return [words[i] for i in order if distance[i] > 0][:count]


class PhraseSentences(Sentences):
    """The phrase alone and before a command, and phrases near it: what sounds like it in running text, its words replaced by neighbours, alone, in part."""

    def __init__(self, rng: random.Random, phrase: str):
        super().__init__(rng)
        self.text = phrase
        self.parts = phrase.split()
        self.near = [[w] + neighbours(w) for w in self.parts]
        self.alike = soundalikes(phrase)

    def _near(self) -> str:
        r = self.rng
        if self.alike and r.random() < .4:
            return r.choice(self.alike)
        k = r.random()
        if k < .45:
            changed = r.randrange(len(self.parts))
            return " ".join(r.choice(near[1:]) if i == changed else word for i, (word, near) in enumerate(zip(self.parts, self.near)))
        if k < .65:
            return " ".join(r.choice(near) for near in self.near)
        if k < .80 and len(self.parts) > 1:
            return " ".join(p for i, p in enumerate(self.parts) if i != r.randrange(len(self.parts)))
        if k < .90:
            return self.parts[0] + " " + r.choice(self.words)
        return r.choice(self.words) + " " + self.parts[-1]

    def draw(self) -> tuple[str, str]:
        r = self.rng
        k = r.random()
        if k < .36:
            return self.text, "wake"
        if k < .54:
            return self.text + " " + self.home.sample(r), "wake"
        near = self._near()
        if re.search(rf"\b{re.escape(self.text)}\b", near):
            return self.generic(), "generic"
        return near + (" " + self.home.sample(r) if k > .86 else ""), "near"


def speak(phrase: str, name: str, seed: int, until: float, lent: bool = True) -> None:
    """Fill a bank until the wall clock `until`, half of the time in borrowed voices unless none are `lent`."""
    sentences = PhraseSentences(random.Random(seed), phrase) if "phrase" in name else Sentences(random.Random(seed))
    now = time.time()
    bank.make_synthetic(seed, now + (until - now) * (.5 if lent else 1), name, size=120, sentences=sentences)
    if lent:
        borrowed.speak(seed, until, name.replace("synthetic", "borrowed"), size=120, sentences=sentences)


def run(phrase: str, minutes: float, out: Path) -> None:
    """Makes the pack `wake-<phrase>` below `out` and says what to expect of it."""
    phrase = " ".join(re.sub(r"[^a-z' ]", " ", phrase.lower()).split())
    if not phrase or any(not p for word in phrase.split() for p in pronunciations(word)):
        raise SystemExit("the phrase must be English words")
    slug = wake.file_name(phrase)
    began, part = time.time(), minutes * 60
    net = recogniser()
    known = wake.Phrase.typed(phrase, f"phrase-{slug}")
    names = {"phrase": f"phrase-{slug}", "phrase-held": f"phrase-{slug}-held", "speech": "synthetic", "speech-held": "synthetic-held"}
    if clips.recorded() and not any(paths.ears("bank", "real", "x").parent.glob("*.npz")):
        print("decoding the training recordings ...", flush=True)
        bank.make_real()
    for i, (kind, share) in enumerate(SHARES.items()):
        print(f"speaking {names[kind]} ...", flush=True)
        speak(phrase, names[kind], 20 + i, time.time() + share * part)
    seed = 1
    while time.time() - began < .8 * part or seed == 1:
        wake.save_windows(wake.Collector(seed, net, phrases=[known]).collect(400, 1200), seed)
        seed += 1
    wake.train(phrase, 6, log=paths.ears("recipe", f"{slug}.tsv"))
    stream = export.Stream(export.recogniser(net, 64, int8=True))
    banks = ((False, "real"), (True, "held")) if clips.recorded() else ((True, "synthetic-held"), (False, "synthetic"))
    verifier = wake.load(phrase)
    negatives = wake.negatives(stream, {phrase: verifier}, {phrase: known}, 1, banks)[phrase]
    values = wake.calibrate(phrase, verifier, negatives, wake.Collector(99, net, held=True, phrases=[known]), ALLOWED_PER_HOUR)
    _write(phrase, slug, out / f"wake-{slug}", verifier, values, real=clips.recorded())


def _write(phrase: str, slug: str, folder: Path, verifier: wake.WakeVerifier, values: dict, real: bool) -> None:
    ears = yaml.safe_load((paths.TRAINING / "pack" / paths.PACK_ID / "recognizer.yaml").read_text(encoding="utf-8"))["parameters"]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(export.wake_verifier(verifier, wake.WINDOW), folder / "verifier.onnx")
    fit = values["fit"]
    expected = (f"{100 * fit['miss']:.0f} % of {fit['heldPositives']} synthesised calls in rooms and noise are missed; {fit['falseAlarmsPerHour']:g} false alarms an hour "
                f"in {fit['hoursOfNegatives']:g} h of {'real' if real else 'synthesised'} speech")
    (folder / "card.md").write_text(
        f"# Wake phrase \"{phrase}\"\n\nVerifier trained by `./hearken models train-wake` on synthesised voices"
        f"{' and the training recordings named in recognizer.md' if real else ''}.\nExpected, on voices that were not trained on: {expected}.\n"
        "Real people are missed more often than synthesised voices: try it with yours, `./hearken wake recording.wav`.\n", encoding="utf-8")
    head = paths.ears("recipe", slug, "pack.yaml")
    for old in head.parent.glob("*.yaml"):
        old.unlink()
    head.write_text(yaml.safe_dump({"format": 1, "id": folder.name, "version": "1.0.0", "language": paths.LANGUAGE, "licence": "Apache-2.0",
                                    "runtime": {"min": "0.1", "below": "1.0"}, "boards": ["any"]}, sort_keys=False))
    (head.parent / "verifier.yaml").write_text(yaml.safe_dump(
        {"role": "wake-verifier", "name": phrase, "backend": "onnx", "file": "verifier.onnx", "card": "card.md",
         "parameters": {"window": wake.WINDOW, "tailFrames": ears["lookAheadFrames"] + wake.EXTRA,
                        **{k: values[k] for k in ("candidateThreshold", "combine", "threshold")}}}, sort_keys=False))
    pack.write_manifest(head.parent, folder)
    print(f"\n{folder}\nexpected: {expected}")
