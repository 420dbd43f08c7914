"""Figures of exported models on recordings that nothing was trained on or chosen by.

These are the training side's own measurements with the closed-grammar search of `scoring`; the figures of the product
come from `./hearken eval`, which runs the Java path.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

import numpy as np

from hearken_training import clips, features, paths, vad
from hearken_training.augmentation import RATE
from hearken_training.export import Stream
from hearken_training.grammar import Automaton, Grammar, compile_grammar
from hearken_training.phones import pronunciations
from hearken_training.scoring import decode, edit_distance, greedy, peaks, spot_any

TEN_WORDS = "yes no up down left right on off stop go".split()
NEGATIVE_LISTS = ("sentences-en", "coffee-commands-en", "home-commands-en", "words-en")


def rows(name: str) -> list[dict]:
    """Lines of a test list."""
    return [json.loads(line) for line in (paths.SHARED / f"audio/test/{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def fbank_of(path: str, before: float = 0.3, after: float = 0.5) -> np.ndarray:
    """Features of a clip between short stretches of faint noise (two int16 steps), as a running microphone gives."""
    x = clips.samples(path) * 32767
    x = np.concatenate([np.zeros(int(before * 16000)), x, np.zeros(int(after * 16000))])
    x = x + np.random.default_rng(0).standard_normal(len(x)) * 2
    return features.fbank(x.astype(np.float32))


class Evaluation:
    """Measures one recogniser file."""

    def __init__(self, recogniser: Path):
        self.stream = Stream(recogniser)

    def posteriors(self, path: str) -> np.ndarray:
        return self.stream(fbank_of(path))

    def commands(self, limit: int | None = None) -> dict:
        """Coffee orders: share of clips with all slots right, and of slots."""
        automaton = compile_grammar(Grammar.read(paths.TRAINING / "text/coffee-slots.txt"), pronunciations)
        right = slots = good = n = 0
        for row in rows("coffee-commands-en")[:limit]:
            want = {k: v.strip() for k, v in row["label"]["slots"].items()}
            _, _, got = decode(self.posteriors(row["path"]), automaton)
            n, slots = n + 1, slots + len(want)
            right += got == want
            good += sum(got.get(k) == v for k, v in want.items())
        return {"task": "coffee-commands-en", "clips": n, "commandAccuracy": round(right / n, 4), "slotAccuracy": round(good / slots, 4)}

    def words(self) -> dict:
        """Ten words of Speech Commands, forced choice."""
        automaton = compile_grammar(Grammar("top = " + "|".join(TEN_WORDS)), pronunciations)
        chosen = [r for r in rows("words-en") if r["label"] in TEN_WORDS]
        right = sum(decode(self.posteriors(r["path"]), automaton)[1] == [r["label"]] for r in chosen)
        return {"task": "words-en forced choice", "clips": len(chosen), "accuracy": round(right / len(chosen), 4)}

    def sentences(self) -> dict:
        """Greedy phone error rate on LibriSpeech test-other."""
        wrong = total = 0
        for r in rows("sentences-en"):
            want = [p for w in clips.normal(r["label"]).split() for p in pronunciations(w)[0]]
            wrong += edit_distance(greedy(self.posteriors(r["path"])), want)
            total += len(want)
        return {"task": "sentences-en phones", "clips": len(rows("sentences-en")), "per": round(wrong / total, 4)}

    def home(self) -> dict:
        """Home sentences: the right one among the sixteen sentences of the list."""
        from hearken_training.text import spoken

        all_rows = rows("home-commands-en")
        sentences = [spoken(r["label"]) for r in all_rows]
        automaton = compile_grammar(Grammar("\n".join("top = " + s for s in sorted(set(sentences)))), pronunciations)
        right = sum(" ".join(decode(self.posteriors(r["path"]), automaton)[1]) == s for r, s in zip(all_rows, sentences))
        return {"task": "home-commands-en among its own sentences", "clips": len(all_rows), "right": right}


def miss_rates(positive: np.ndarray, negative: np.ndarray, hours: float) -> dict[str, float]:
    """Miss rates at the lowest threshold that leaves at most 0.5 and 1 false alarms an hour."""
    out = {}
    ordered = np.sort(negative)[::-1]
    for rate in (0.1, 0.5, 1.0):
        allowed = int(rate * hours)
        threshold = ordered[allowed] if allowed < len(ordered) else -np.inf
        out[str(rate)] = round(float((positive <= threshold).mean()), 4)
    return out


def wake(recogniser: Path, phrase: str, scorer=None, shipped: float | None = None) -> dict:
    """Wake phrase on the test lists: phone score alone, or a scorer(fbank, logp) -> list of final scores per event."""
    stream = Stream(recogniser)
    prons = [[]]
    for word in phrase.split():
        prons = [a + b for a in prons for b in pronunciations(word)]

    def events(path: str) -> list[float]:
        fbank = fbank_of(path)
        logp = stream(fbank)
        if scorer is not None:
            return scorer(fbank, logp)
        scores, _ = spot_any(logp, prons)
        return [float(scores[t]) for t in peaks(scores, -6.0, 25)]

    positive, negative, seconds = [], [], 0.0
    for name in ("wake-words-en",) + NEGATIVE_LISTS:
        for r in rows(name):
            found = events(r["path"])
            if r["label"] == phrase:
                positive.append(max(found, default=-np.inf))
            else:
                negative += found
                seconds += r["seconds"]
    at_shipped = {} if shipped is None else {"missRateShipped": round(float((np.array(positive) < shipped).mean()), 4),
                                             "falseAlarmsShipped": int((np.array(negative) >= shipped).sum())}
    return {"task": f"wake {phrase}", "clips": len(positive), **at_shipped, "hoursOfNegatives": round(seconds / 3600, 3),
            "missRateAt": miss_rates(np.array(positive), np.array(negative), seconds / 3600)}


def pack_wake(phrase: str) -> dict:
    """Wake figures of the pack's recogniser, verifier and calibrated combination together."""
    import yaml

    from hearken_training import wake as verifiers
    from hearken_training.export import session

    manifest = yaml.safe_load((paths.PACK / "pack.yaml").read_text(encoding="utf-8"))
    entry = next(m for m in manifest["models"] if m["role"] == "wake-verifier" and m["name"] == phrase)
    values, net = entry["parameters"], session(paths.PACK / entry["file"])
    prons = verifiers.phrase_phones(phrase)
    combine = values["combine"]

    def scorer(fbank: np.ndarray, logp: np.ndarray) -> list[float]:
        scores, _ = spot_any(logp, prons)
        out = []
        for t in verifiers.candidates(scores, values["candidateThreshold"]):
            logit = net.run(None, {"fbank": verifiers.window_at(fbank, t)[None].astype(np.float32)})[0][0, 0]
            out.append(float(1 / (1 + np.exp(-(combine["phone"] * scores[t] + combine["verifier"] * logit + combine["bias"])))))
        return out

    return wake(paths.PACK / "recognizer.onnx", phrase, scorer, values["threshold"])


def silero() -> Callable[[np.ndarray], np.ndarray]:
    """Silero VAD v5 (MIT; only measured here): int16-scale samples -> probability at the end of each 40 ms step."""
    from hearken_training.export import session

    net = session(paths.SHARED / "models/silero-vad/silero_vad_16k_op15.onnx")

    def probabilities(x: np.ndarray) -> np.ndarray:
        x = (x / 32768).astype(np.float32)
        state, context, out = np.zeros((2, 1, 128), np.float32), np.zeros(64, np.float32), []
        for i in range(0, len(x) - 511, 512):
            values = {"input": np.concatenate([context, x[i:i + 512]])[None], "state": state, "sr": np.array(16000, np.int64)}
            (probability,), state = net.run(None, values)
            context = x[i + 448:i + 512]
            out.append(probability[0])
        ends = np.arange(len(x) // vad.STEP) * vad.STEP + vad.STEP
        return np.array(out)[np.clip(ends // 512 - 1, 0, len(out) - 1)]

    return probabilities


def voice_activity(name: str, stride: int = 1, seed: int = 7) -> dict:
    """Area under the curve of the pack's net and of Silero on the same noisy mixtures; truth as in `./hearken eval vad`."""
    own = Stream(paths.PACK / "vad.onnx")
    nets = {"hearken": lambda x: own(features.fbank(x))[:, 0], "silero": silero()}
    noises = [n for n in (clips.samples(p) * 32767 for held in (False, True) for p in clips.noise_paths(held)) if np.square(n).mean() > 1]
    speech = [np.round(clips.samples(r["path"]) * 32767) for r in rows(name)[::stride]]
    rng, out = np.random.default_rng(seed), {"task": "vad", "list": name, "clips": len(speech)}
    for snr in (20, 10, 5):
        scores: dict[str, list[np.ndarray]] = {n: [] for n in nets}
        truth = []
        for x in speech:
            power = np.square(x[:len(x) // 320 * 320].reshape(-1, 320)).mean(1)
            active = power[power >= power.max() * 10 ** (-vad.QUIET_DECIBELS / 10)].mean()
            padded = np.concatenate([np.zeros(RATE), x, np.zeros(RATE)])
            bed = noises[rng.integers(len(noises))]
            bed = np.take(bed, np.arange(len(padded)) + rng.integers(len(bed)), mode="wrap")
            mixed = np.clip(np.round(padded + bed * np.sqrt(active / np.square(bed).mean() * 10 ** (-snr / 10))), -32768, 32767).astype(np.float32)
            steps = vad.speech_steps(padded)
            truth.append(steps)
            for n, net in nets.items():
                p = net(mixed)[:len(steps)]
                scores[n].append(np.concatenate([p, np.repeat(p[-1:], len(steps) - len(p))]))
        for n in nets:
            out[f"{n} {snr} dB"] = round(vad.auc(np.concatenate(scores[n]), np.concatenate(truth)), 4)
    return out


def run(tasks: list[str]) -> None:
    """Print one JSON line a task."""
    evaluation = Evaluation(paths.PACK / "recognizer.onnx")
    known = {"commands": evaluation.commands, "words": evaluation.words, "home": evaluation.home, "sentences": evaluation.sentences,
             "phones-only": lambda: wake(paths.PACK / "recognizer.onnx", "computer"), "wake": lambda: pack_wake("computer"),
             "vad": lambda: voice_activity("coffee-commands-en", 3), "vad-sentences": lambda: voice_activity("sentences-en")}
    for task in tasks or list(known):
        print(json.dumps(known[task]()), flush=True)
