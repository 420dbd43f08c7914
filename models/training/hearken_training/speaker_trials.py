"""Trials of who speaks, on people held apart: three sentences enrol, another clip is compared with everybody enrolled.

Every clip goes through a room, noise and microphone of its own, so enrolment and trial never share a channel.
"""
from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np

from hearken_training import bank, clips, features, held_lists, paths, shards, speaker
from hearken_training.augmentation import RATE, Surroundings

SENTENCES = 3
"""Clips that enrol somebody."""
SHORTEST = 2 * RATE
"""Samples of a clip at least."""
DRAWS = 10
"""Times that the enrolment clips are drawn anew."""
NEAREST = 40
"""Strangers of the cohort that count: the most alike. Chosen on `choosing` among 10, 20, 40 and 80."""
Say = Callable[[list[np.ndarray]], np.ndarray]
"""Features of utterances -> a unit vector each."""
SNR = (5.0, 30.0)
"""Decibels of noise in the rooms, evenly spread; nothing is without noise and without a room."""


def equal_error_rate(target: np.ndarray, other: np.ndarray) -> float:
    """Share of errors where as many own voices are refused as strange ones are taken."""
    return equal_error(target, other)[0]


def equal_error(target: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Equal error rate and the score it lies at."""
    limits = np.sort(np.concatenate([target, other]))
    missed = np.searchsorted(np.sort(target), limits, "left") / len(target)
    taken = 1 - np.searchsorted(np.sort(other), limits, "left") / len(other)
    at = int(np.argmin(np.abs(missed - taken)))
    return float((missed[at] + taken[at]) / 2), float(limits[at])


def nearness(said: np.ndarray, strangers: np.ndarray | None) -> np.ndarray:
    """Mean likeness of each voice to the most alike strangers (adaptive score normalisation, by means only)."""
    return np.zeros(len(said)) if strangers is None else np.sort(said @ strangers.T, 1)[:, -NEAREST:].mean(1)


@dataclass
class Trials:
    """Heard clips of some people: features, who speaks, and whose group (gender) he is of, if that is known."""

    name: str
    fbanks: list[np.ndarray]
    who: np.ndarray
    groups: dict[str, str]

    def compare(self, say: Say, strangers: np.ndarray | None = None, seed: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Scores, whether own, enrolled person and speaking person (numbers) of all trials.

        With `strangers` (voices of other people) a score is how much more alike two voices are than each is to the most alike of these.
        """
        said = say(self.fbanks)
        near = nearness(said, strangers)
        rng = random.Random(seed)
        names = sorted(set(self.who))
        own = {n: np.flatnonzero(self.who == n) for n in names}
        number = np.array([names.index(w) for w in self.who])
        scores, models, speaking = [], [], []
        for _ in range(DRAWS):
            for n in names:
                if len(own[n]) <= SENTENCES:
                    continue
                enrolled = rng.sample(own[n].tolist(), SENTENCES)
                model = speaker.unit(said[enrolled].mean(0))
                rest = np.setdiff1d(np.arange(len(said)), enrolled)
                scores.append(said[rest] @ model - (near[rest] + nearness(model[None], strangers)) / 2)
                models.append(np.full(len(rest), names.index(n)))
                speaking.append(number[rest])
        s, m, k = np.concatenate(scores), np.concatenate(models), np.concatenate(speaking)
        return s, m == k, m, k

    def scores(self, say: Say, strangers: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Scores of own trials and of strange ones."""
        s, own, _, _ = self.compare(say, strangers)
        return s[own], s[~own]

    def figures(self, say: Say, strangers: np.ndarray | None = None, resamples: int = 400) -> dict:
        """EER in percent, its 95 % interval by people (bootstrap), trials, and EER among people of one group."""
        s, own, model, spoke = self.compare(say, strangers)
        names = sorted(set(self.who))
        rate, at = equal_error(s[own], s[~own])
        rng = np.random.default_rng(1)
        able = np.unique(model)
        spread = []
        for _ in range(resamples):
            times = np.bincount(rng.choice(able, len(able)), minlength=len(names))
            weights = times[model] * np.where(np.isin(spoke, able), times[spoke], 1)
            weights = np.where(own, times[model], weights)
            spread.append(_weighted(s, own, weights))
        out = {"people": len(able), "strangers": len(names) - len(able), "own": int(own.sum()), "strange": int((~own).sum()),
               "eer": round(100 * rate, 2), "interval": [round(100 * float(np.percentile(spread, q)), 2) for q in (2.5, 97.5)],
               "at": round(at, 3)}
        if self.groups:
            group = np.array([self.groups.get(n, n) for n in names])
            same = own | (group[model] == group[spoke])
            out["sameGroup"] = round(100 * equal_error_rate(s[own], s[same & ~own]), 2)
        return out


def _weighted(s: np.ndarray, own: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(s)
    w, o = weights[order].astype(float), own[order]
    missed = np.cumsum(w * o) / max(1e-9, (w * o).sum())
    taken = 1 - np.cumsum(w * ~o) / max(1e-9, (w * ~o).sum())
    at = int(np.argmin(np.abs(missed - taken)))
    return float((missed[at] + taken[at]) / 2)


def hear(name: str, items: list[bank.Utterance], around: Surroundings | None, groups: dict[str, str] | None = None) -> Trials:
    """Clips as they were recorded (no surroundings) or each through its own room, noise, microphone and level."""
    fbanks = []
    for u in items:
        x = u.pcm.astype(np.float32)
        if around is None:
            fbanks.append(features.fbank(x).astype(np.float16))
        else:
            fbanks.append(around.features(around.hear(x / 32768, *SNR, noisy=1.0, reverb=1.0, talk=False)).astype(np.float16))
    return Trials(name, fbanks, np.array([u.speaker for u in items]), groups or {})


def _utterances(name: str, keep) -> list[bank.Utterance]:
    reader = shards.BankReader(name)
    reader.refresh()
    return [u for u in reader.items if keep(u)]


def genders() -> dict[str, str]:
    """Of the accented speakers."""
    rows = (paths.SHARED / "audio/train/sentences-en-accented.jsonl").read_text(encoding="utf-8").splitlines()
    return {r["speaker"]: r["gender"] for r in map(json.loads, rows)}


def pieces(items: list[bank.Utterance], seconds: float = 3.0) -> list[bank.Utterance]:
    """One long recording cut into several: people of whom there is one clip."""
    step = int(seconds * RATE)
    return [bank.Utterance(u.pcm[i:i + step], u.text, u.kind, u.speaker) for u in items for i in range(0, len(u.pcm) - step + 1, step)]


def both(name: str, items: list[bank.Utterance], seed: int, groups: dict[str, str] | None = None) -> list[Trials]:
    """The same clips clean and through rooms with noise kept out of training."""
    return [hear(name + ", clean", items, None, groups), hear(name + ", rooms", items, Surroundings(seed, held=True), groups)]


def _long(u: bank.Utterance) -> bool:
    return len(u.pcm) >= SHORTEST


def _choosing() -> list[bank.Utterance]:
    names = speaker.choosing_speakers()
    return _utterances("real", lambda u: u.kind == "accented" and u.speaker in names and _long(u))


def _held_out() -> dict[str, tuple[list[bank.Utterance], int]]:
    """Clips and a seed for their rooms."""
    return {"accented": (_utterances("held", lambda u: u.kind == "accented" and _long(u)), 902),
            "vctk": (_utterances("real", lambda u: u.kind == "vctk" and _long(u)), 903),
            "librispeech": (pieces(_utterances("held", lambda u: u.kind == "librispeech")), 904)}


def choosing() -> list[Trials]:
    """People of the training lists left out of training for the curve, for choices and for the threshold."""
    return both("choosing", _choosing(), 901, genders())


def held_out() -> list[Trials]:
    """People that nothing was trained on or chosen by; of LibriSpeech pieces of the one clip there is."""
    return [t for name, (items, seed) in _held_out().items() for t in both(name, items, seed, genders() if name == "accented" else None)]


def write_lists(folder: Path) -> None:
    """`speakers-<set>.jsonl` for `hearken eval speakers`: each clip through a room of its own. No microphone, which is put on features only."""
    for name, (items, seed) in {"choosing": (_choosing(), 901), **_held_out()}.items():
        around = Surroundings(seed, held=True)
        rows = [{**held_lists.write_clip(folder, f"{name}-{i}", around.hear(u.pcm.astype(np.float32) / 32768, *SNR, noisy=1.0, reverb=1.0, talk=False), u.text),
                 "speaker": u.speaker} for i, u in enumerate(items)]
        held_lists.save(folder, f"speakers-{name}", rows)


def public() -> list[Trials]:
    """The lists for measuring: sentences of five people, words of one second."""
    out = []
    for seed, name in ((905, "sentences-en"), (906, "words-en")):
        rows = map(json.loads, (paths.SHARED / f"audio/test/{name}.jsonl").read_text(encoding="utf-8").splitlines())
        items = [bank.Utterance(bank.to_pcm(clips.samples(r["path"])), "", name, r["speaker"]) for r in rows if r.get("speaker")]
        out += both("test/" + name, items, seed)
    return out


def background(fbanks: list[np.ndarray]) -> np.ndarray:
    """What the quietest tenth of the frames sounds like: no voice, only the recording. How well it does shows what a clean list gives away."""
    out = []
    for f in fbanks:
        f = f.astype(np.float32)
        quiet = f[np.argsort(f.mean(1))[:max(3, len(f) // 10)]].mean(0)
        out.append(quiet - quiet.mean())
    return speaker.unit(np.stack(out))


def report(name: str, say: Say, strangers: np.ndarray) -> None:
    """A line of figures for each set of a group: choosing, held or public."""
    for trials in {"choosing": choosing, "held": held_out, "public": public}[name]():
        print(trials.name, json.dumps(trials.figures(say, strangers)), "without strangers", json.dumps(trials.figures(say)["eer"]),
              "background alone", json.dumps(trials.figures(background)["eer"]), flush=True)
