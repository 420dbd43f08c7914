"""Fits the confidence of grammar readings to held-out material: right readings of commands against chatter.

Reads the `readings` that `./hearken eval commands --json` writes for the lists of `held-lists` and puts weights into the
recogniser's entry (`decoder`). Logistic regression; commands by real voices, commands by synthetic ones and chatter weigh a third each.
A closed list of single words (`words.json`) gets a bias of its own: there an answer is what is expected.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from hearken_training import pack, paths

EVIDENCE = ("overall", "fillerShare", "worstWord", "shortness")
KEYS = ("scoreWeight", "fillerWeight", "worstWordWeight", "shortWeight")
CHATTER, SYNTHETIC, REAL = 0, 1, 2


@dataclass
class Readings:
    """Evidence [N, 4], group (chatter, synthetic command, real command) and number of the file of each reading, and whether it is of a wake word's call."""

    evidence: np.ndarray
    group: np.ndarray
    file: np.ndarray
    call: np.ndarray


def read(files: list[Path]) -> Readings:
    """Clips named `unknown-…` are chatter; so are those named `real-…` in a file with `chatterAccepted`, in others these are commands by
    real voices, as are those named `word-real-…`."""
    rows, groups, numbers, calls = [], [], [], []
    for number, file in enumerate(files):
        figures = json.loads(file.read_text())
        for r in figures["readings"]:
            real = r["clip"].startswith("real-")
            if r["clip"].startswith("unknown-") or real and "chatterAccepted" in figures:
                group = CHATTER
            elif r["right"]:
                group = REAL if real or r["clip"].startswith("word-real-") else SYNTHETIC
            else:
                continue
            rows.append([r[name] for name in EVIDENCE[:-1]] + [1 / r["phones"]])
            groups.append(group)
            numbers.append(number)
            calls.append(r["clip"].startswith("real-call"))
    return Readings(np.array(rows), np.array(groups), np.array(numbers), np.array(calls))


def fit(readings: Readings, ridge: float = 1e-3) -> tuple[float, np.ndarray]:
    """Bias and weights; a weight that would reward worse evidence is held at zero."""
    y = (readings.group != CHATTER).astype(float)
    share = np.array([1 / max(1, int((readings.group == g).sum())) for g in (CHATTER, SYNTHETIC, REAL)])[readings.group]
    share[y > 0] /= 2
    share /= share.sum()
    used = list(range(len(EVIDENCE)))
    good = np.array([1, -1, 1, 0])
    while True:
        x = np.c_[readings.evidence[:, used], np.ones(len(y))]
        w = np.zeros(x.shape[1])
        for _ in range(100):
            p = 1 / (1 + np.exp(-x @ w))
            gradient = x.T @ (share * (y - p)) - ridge * np.r_[w[:-1], 0]
            hessian = (x * (share * p * (1 - p))[:, None]).T @ x + ridge * np.diag(np.r_[np.ones(len(used)), 1e-6])
            w += np.linalg.solve(hessian, gradient)
        wrong = [k for k, u in enumerate(used) if w[k] * good[u] < 0]
        if not wrong:
            break
        used = [u for k, u in enumerate(used) if k not in wrong]
    weights = np.zeros(len(EVIDENCE))
    weights[used] = w[:-1]
    return float(w[-1]), weights


def word_list_bias(scores: np.ndarray, group: np.ndarray, bias: float, taken: float) -> float:
    """What to add to the bias so that a closed list of words takes this share of other words for one of its own."""
    unknown = scores[group == CHATTER]
    if not len(unknown):
        return 0.0
    cut = float(np.quantile(unknown, 1 - taken))
    for name, g in (("synthetic", SYNTHETIC), ("real", REAL)):
        if (group == g).any():
            print(f"list of words: {(scores[group == g] < cut).mean():.1%} of its {name} words rejected where {taken:.0%} of others pass")
    return -cut - bias


def run(files: list[Path], chatter_accepted: float, words_accepted: float) -> None:
    """Fit, set the bias so that confidence 0.5 lets this share pass of no kind of chatter (sentences, calls of wake words) by no grammar, say what that
    costs, write the entry. By kinds, since nobody knows in what proportion a home says them."""
    readings = read(files)
    _, weights = fit(readings)
    scores = readings.evidence @ weights
    words = np.isin(readings.file, [i for i, f in enumerate(files) if f.stem == "words"])
    chatter = [scores[(readings.group == CHATTER) & (readings.file == f) & (readings.call == call) & ~words] for f in range(len(files)) for call in (False, True)]
    bias = min(-float(np.quantile(c, 1 - chatter_accepted)) for c in chatter if len(c))
    for name, group in (("synthetic commands", SYNTHETIC), ("real commands", REAL)):
        mine = scores[(readings.group == group) & ~words]
        if len(mine):
            print(f"{name}: {len(mine)} right readings, {np.mean(mine + bias < 0):.1%} rejected where {chatter_accepted:.0%} of chatter passes")
    entry_file = paths.TRAINING / "pack" / paths.PACK_ID / "recognizer.yaml"
    entry = yaml.safe_load(entry_file.read_text(encoding="utf-8"))
    decoder = entry["parameters"].setdefault("decoder", {})
    lenient = word_list_bias(scores[words], readings.group[words], bias, words_accepted)
    decoder.update({"rejectBelow": 0.5, "bias": round(bias, 3), "wordListBias": round(lenient, 3),
                    **{k: round(float(w), 3) for k, w in zip(KEYS, weights)}})
    print(decoder)
    entry_file.write_text(yaml.safe_dump(entry, sort_keys=False), encoding="utf-8")
    pack.write()
