"""What a verifier is worth to people it has never heard: the table behind `VERIFIER_SHARE` in `wake.py`.

For a phrase that real people say in the training lists ("athena", "amelia"), a verifier is trained on synthetic calls alone; then the real
calls are measured, clean and in noise, against all training speech without the phrase, with the verifier weighed more and more beside the
phone spotter. Held-out calls and the others (which the recogniser was trained on) are told apart. Nothing of `audio/test` is read.
"""
from __future__ import annotations

import time

import numpy as np

from hearken_training import export, features, paths, recipe, shards, wake
from hearken_training.augmentation import Surroundings

WEIGHTS = (0, .1, .2, .3, .4, .6, .8, 1.2, 2)
RATES = (.2, .5, 1)
"""False alarms an hour."""


def _train(phrase: str, seconds: float, lent: bool) -> None:
    name = f"phrase-{wake.file_name(phrase)}"
    known = wake.Phrase.typed(phrase, name)
    recipe.speak(phrase, name, 20, time.time() + seconds, lent)
    collector = wake.Collector(1, recipe.recogniser(), phrases=[known])
    collector.own = {p: [u for u in calls if u.made] for p, calls in collector.own.items()}
    wake.save_windows(collector.collect(2500, 8000), 1)
    wake.train(phrase, 6, log=paths.ears("recipe", f"{wake.file_name(phrase)}.tsv"))


def _calls(phrase: str, stream: export.Stream, net: wake.WakeVerifier, around: Surroundings) -> dict[tuple[str, str], np.ndarray]:
    """Spotter's score and verifier's logit [N, 2] of each real call, by (bank, clean or noisy)."""
    pronunciations, rows = wake.phrase_phones(phrase), {}
    for name in ("held", "real"):
        reader = shards.BankReader(name)
        reader.refresh()
        for u in (u for u in reader.items if u.text == phrase):
            x = np.concatenate([u.pcm.astype(np.float32) * .5, np.zeros(12000, np.float32)])
            x = (x + np.random.default_rng(0).standard_normal(len(x)) * 2).astype(np.float32)
            for kind, y in (("clean", x), ("noisy", around.hear(x, 10, 10.01, noisy=1, reverb=0, talk=False))):
                fbank = features.fbank(y.astype(np.float32))
                scores, _ = wake.spot_any(stream(fbank), pronunciations)
                step = int(scores.argmax())
                rows.setdefault((name, kind), []).append((scores[step], float(wake.logits_of(net, wake.window_at(fbank, step)[None])[0])))
    return {key: np.array(values) for key, values in rows.items()}


def run(phrases: list[str], seconds: float, lent: bool) -> None:
    """Trains, with borrowed voices as well if they are `lent`, and prints, for each weight, the calls missed at each rate of false alarms, in per cent."""
    for phrase in phrases:
        _train(phrase, seconds, lent)
    stream = export.Stream(export.recogniser(recipe.recogniser(), 64, int8=True))
    nets = {p: wake.load(p) for p in phrases}
    found = wake.negatives(stream, nets, {p: wake.Phrase.typed(p, "phrase-x") for p in phrases}, 1)
    around = Surroundings(5, held=True, room_count=8)
    for phrase in phrases:
        calls, others = _calls(phrase, stream, nets[phrase], around), found[phrase]
        print(f"{phrase}: {others.hours:.2f} h of negatives; missed in % at {'/'.join(map(str, RATES))} false alarms an hour")
        for weight in WEIGHTS:
            alarms = np.sort(others.rows[:, 0] + weight * others.rows[:, 1])[::-1]
            print(f"  weight {weight}: " + " | ".join(
                f"{bank} {kind} ({len(x)}) " + "/".join(f"{100 * (x[:, 0] + weight * x[:, 1] <= alarms[int(rate * others.hours)]).mean():.0f}" for rate in RATES)
                for (bank, kind), x in calls.items()))
