"""Wake verifiers: windows around what the phone spotter finds, a small net per phrase, and the fit of the final score.

Positives are synthetic voices and, where there are any, real training recordings of the phrase; negatives are what the
spotter finds most alike in real speech, in near-miss phrases and in noise. A window ends `EXTRA` frames after the
recogniser's step at which the phrase score peaked, whatever delay the recogniser has.
"""
from __future__ import annotations

import json
import math
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

import numpy as np
import torch
import torch.nn.functional as F

from hearken_training import bank, clips, embedding, export, features, paths, shards
from hearken_training.augmentation import RATE, Surroundings
from hearken_training.evaluate import miss_rates
from hearken_training.model import SUBSAMPLING, Recogniser, WakeVerifier
from hearken_training.phones import pronunciations
from hearken_training.scoring import spot_any
from hearken_training.training import bfloat16_pays

@dataclass(frozen=True)
class Phrase:
    """A wake phrase, the texts that begin with it, and those that count neither as the phrase nor as a negative of it."""

    text: str
    own: str
    same: str
    alone: tuple[str, ...]
    """Texts of the banks that are the phrase and nothing more."""
    banks: tuple[str, ...] = ("wake",)
    """Banks that hold it and what sounds like it, beside the common ones."""

    @classmethod
    def typed(cls, text: str, bank_name: str) -> Phrase:
        """Any English phrase in lower case."""
        return cls(text, rf"^{re.escape(text)}( |$)", rf"\b{re.escape(text)}\b", (text,), (bank_name,))


SHIPPED = {p.text: p for p in {
    "en": (Phrase("computer", r"^(hey )?computer( |$)", r"\bcomputer", ("computer", "hey computer")),
           Phrase("hey hearken", r"^hey hearken( |$)", r"\b(t?hey) (hearken|harken|harkin)|\bhearken", ("hey hearken",))),
    "zh": (Phrase("小听小听", r"^xiao3 ting1 xiao3 ting1( |$)", r"xiao\d ting\d xiao\d ting\d", ("xiao3 ting1 xiao3 ting1",)),),
}[paths.LANGUAGE]}
NEGATIVE_BANKS = {"en": ((False, "real"), (True, "held")),
                  "zh": ((False, "real"), (True, "held"), (True, "synthetic-held"), (True, "wake-held"))}[paths.LANGUAGE]
"""What thresholds are fitted to, and whether its speakers are held out: real speech where there are hours of it."""
WINDOW = 152
EXTRA = 8
"""Frames between the peak step's last frame and the end of the window; also how long a peak must stand."""
SEGMENT = 448 * features.HOP + features.FRAME - features.HOP
"""Samples of one augmented stretch (4.48 s)."""
PEAK_RATE, BODY_RATE = 2e-3, .3
"""Learning rate of the head, and what part of it the trunk gets."""
VERIFIER_SHARE = 0.15
"""Weight of a verifier's logit beside the phone score.

Not fitted phrase by phrase: on synthetic voices, and on people who were trained on, a verifier looks so good that the fit gives it five times as
much, and then it refuses real strangers. Measured on 403 real calls of "athena" and 223 of "amelia" by verifiers that had heard synthetic ones
only: at 0.5 false alarms an hour a share of 0.1 to 0.2 misses least, in silence and in noise; 0.6 misses two to three times as many.
"""
MEDIAN_LOG_ODDS = 5.0
"""Of the calibrated score of the phrase, at most."""
ROOMS_SHARE = .35
"""Share of positives and of negatives that come from rooms and through the speaker's own front end (`rooms.py`), where there are any."""
HEARD_BEFORE, HEARD_AFTER = 1.3, .5
"""Seconds of the room around such an utterance: what `DrawnRooms.Listener.WAKE_WORD` writes around a talk."""
LOWEST = -5.0
"""Phone score from which negatives are looked at in training."""


def phrase_phones(phrase: str) -> list[list[int]]:
    """All pronunciations of a phrase."""
    if paths.LANGUAGE == "zh":
        from hearken_training.mandarin import text, units
        return [[label for syllable in text.tokens(phrase) or [] for label in units.labels(syllable)]]
    out: list[list[int]] = [[]]
    for word in phrase.split():
        out = [a + b for a in out for b in pronunciations(word)]
    return out


def said(phrase: str) -> str:
    """A phrase as the texts of the banks have it."""
    if paths.LANGUAGE == "zh":
        from hearken_training.mandarin import text
        return " ".join(text.tokens(phrase) or [])
    return phrase


def candidates(scores: np.ndarray, threshold: float, wait: int = EXTRA // SUBSAMPLING) -> list[int]:
    """Steps the runtime looks at (if it never fires): peaks not surpassed within `wait` steps; see PhraseListener.java."""
    out: list[int] = []
    peak, at, refused = -math.inf, -1, -math.inf
    for t, s in enumerate(scores):
        if s < threshold:
            refused = -math.inf
        elif s > peak and s > refused:
            peak, at = float(s), t
        if at >= 0 and t >= at + wait:
            out.append(at)
            refused, peak, at = peak, -math.inf, -1
    return out


def window_at(fbank: np.ndarray, step: int, shift: int = 0) -> np.ndarray:
    """[WINDOW, 40] that ends EXTRA frames after a step; the first frame is repeated before the beginning."""
    end = (step + 1) * SUBSAMPLING + EXTRA + shift
    index = np.clip(np.arange(end - WINDOW, end), 0, len(fbank) - 1)
    return fbank[index]


class Collector:
    """Makes augmented stretches in batches and cuts windows from them."""

    def __init__(self, seed: int, net: Recogniser | None = None, held: bool = False, phrases: Iterable[Phrase] = SHIPPED.values()):
        torch.set_num_threads(1)
        self.phrases = {p.text: p for p in phrases}
        self.source = shards.Producer(seed, held)
        self.rng, self.around = self.source.rng, self.source.around
        self.net = net or export.load_recogniser("recogniser")
        native = self.source.native
        everything = native.real.items + native.made.items + native.borrowed.items
        for name in {b for p in self.phrases.values() for b in p.banks}:
            extra = shards.BankReader(f"{name}-held" if held else name)
            extra.refresh()
            everything = everything + extra.items
        self.speech = [u for u in everything if len(u.pcm) > 0.4 * RATE]
        for u in self.rng.sample(self.speech, min(100, len(self.speech))):
            self.around.remember(u.pcm.astype(np.float32) / 32768)
        self.own = {name: [u for u in everything if re.search(p.own, u.text)] for name, p in self.phrases.items()}
        self.near = [u for u in everything if u.kind in ("near", "wake")]
        self.real = self.source.native.real.items or self.speech
        far_away = shards.BankReader("wake-rooms-held" if held else "wake-rooms")
        far_away.refresh()
        self.far_own = {name: [u for u in far_away.items if re.search(p.own, u.text)] for name, p in self.phrases.items()}
        self.far_away = far_away.items

    def _clean(self, u: bank.Utterance, real: bool) -> np.ndarray:
        x = u.pcm.astype(np.float32) / 32768 * self.rng.uniform(.5, 1)
        return self.around.speed(x, .9, 1.11) if real else self.around.speed(x, .86, 1.16)

    def _posteriors(self, fbanks: list[np.ndarray]) -> np.ndarray:
        with torch.inference_mode():
            return self.net(torch.from_numpy(np.stack(fbanks).astype(np.float32))).numpy()

    def _finish(self, x: np.ndarray, reverb: float = .5) -> np.ndarray:
        heard = self.around.hear(x, 0.0, 30.0, noisy=.75, reverb=reverb) if self.rng.random() < .93 else x * 32767
        return self.around.features(heard.astype(np.float32), self.rng.choice([1.0, self.rng.uniform(.9, 1.12)]))

    def _across_the_room(self, u: bank.Utterance) -> np.ndarray:
        """Features of an utterance that comes from a room and a front end already, again and again where it is short: only its level is another one."""
        x = u.pcm[:SEGMENT].astype(np.float32)
        x = x * (32767 * 10 ** (self.rng.uniform(-30, -1) / 20) / (np.abs(x).max() + 1e-9))
        return self.around.features(np.pad(x, (0, SEGMENT - len(x)), "wrap"), self.rng.choice([1.0, self.rng.uniform(.9, 1.12)]))

    def positive(self, phrase: str) -> tuple[np.ndarray, int, int]:
        """Features and the first and last step at which the phrase may be found to end."""
        r = self.rng
        if self.far_own[phrase] and r.random() < ROOMS_SHARE:
            return self._far_positive(phrase)
        real = [u for u in self.own[phrase] if not u.made]
        use_real = bool(real) and r.random() < .35
        u = r.choice(real) if use_real else r.choice([u for u in self.own[phrase] if u.made])
        x = self._clean(u, use_real)
        alone = u.text in self.phrases[phrase].alone
        ends = len(x) if alone else min(len(x), int(1.7 * RATE))
        out = np.zeros(SEGMENT, np.float32)
        start = int(r.uniform(.9, 1.9) * RATE)
        x = x[:SEGMENT - start]
        out[start:start + len(x)] = x
        if r.random() < .4:
            before = self._clean(r.choice(self.speech), False)[-start:]
            gap = min(start, int(r.uniform(0, .35) * RATE))
            before = before[-max(1, start - gap):]
            out[start - gap - len(before):start - gap] = before[:start - gap]
        at = start + len(x)
        if alone and not use_real and r.random() < .4 and at < SEGMENT - 2000:
            after = self._clean(r.choice(self.speech), False)
            at += int(r.uniform(0, .15) * RATE)
            out[at:at + len(after)] += after[:max(0, SEGMENT - at)]
        step = SUBSAMPLING * features.HOP
        return self._finish(out), (start + RATE // 4) // step, min(111, (start + ends + RATE // 2) // step)

    def _far_positive(self, phrase: str) -> tuple[np.ndarray, int, int]:
        u = self.rng.choice(self.far_own[phrase])
        start, end = int(HEARD_BEFORE * RATE), len(u.pcm) - int(HEARD_AFTER * RATE)
        if u.text not in self.phrases[phrase].alone:
            end = min(end, start + int(1.7 * RATE))
        step = SUBSAMPLING * features.HOP
        return self._across_the_room(u), (start + RATE // 4) // step, min(111, (end + RATE // 2) // step)

    def negative(self) -> tuple[np.ndarray, str]:
        """Features and text of a stretch."""
        r = self.rng
        if self.far_away and r.random() < ROOMS_SHARE:
            u = r.choice(self.far_away)
            return self._across_the_room(u), u.text
        k = r.random()
        if k < .08:
            x, _ = self.around.noise(SEGMENT)
            x = x * (32767 * 10 ** (r.uniform(-60, -3) / 20) / (np.abs(x).max() + 1e-9))
            return self.around.features(x.astype(np.float32)), ""
        u = r.choice(self.near) if k < .40 else r.choice(self.real) if k < .82 else r.choice(self.speech)
        x = self._clean(u, not u.made)
        if len(x) > SEGMENT:
            start = r.randrange(len(x) - SEGMENT)
            out = x[start:start + SEGMENT]
        else:
            out = np.zeros(SEGMENT, np.float32)
            start = r.randrange(SEGMENT - len(x) + 1)
            out[start:start + len(x)] = x
        return self._finish(out, .4), u.text

    def collect(self, positives: int, negatives: int, batch: int = 24) -> dict[str, dict[str, np.ndarray]]:
        """Windows, labels and phone scores per phrase; hard negatives are shared stretches."""
        kept: dict[str, list[tuple[np.ndarray, int, float]]] = {p: [] for p in self.phrases}
        for phrase in self.phrases:
            prons = phrase_phones(phrase)
            while sum(label for _, label, _ in kept[phrase]) < positives:
                drawn = [self.positive(phrase) for _ in range(batch)]
                for (f, low, high), logp in zip(drawn, self._posteriors([d[0] for d in drawn])):
                    scores, _ = spot_any(logp, prons)
                    t = low + int(scores[low:high].argmax())
                    if scores[t] > -3.5 or self.rng.random() < .2:
                        kept[phrase].append((window_at(f, t, self.rng.randint(-4, 4)).astype(np.float16), 1, float(scores[t])))
        made = 0
        while made < negatives:
            drawn = [self.negative() for _ in range(batch)]
            made += batch
            for (f, text), logp in zip(drawn, self._posteriors([d[0] for d in drawn])):
                for phrase, known in self.phrases.items():
                    if re.search(known.same, text):
                        continue
                    scores, _ = spot_any(logp, phrase_phones(phrase))
                    found = sorted(candidates(scores, LOWEST), key=lambda t: -scores[t])[:2] or [int(scores[12:].argmax()) + 12]
                    if self.rng.random() < .15:
                        found.append(self.rng.randrange(20, len(scores)))
                    for t in found:
                        kept[phrase].append((window_at(f, t, self.rng.randint(-4, 4)).astype(np.float16), 0, float(scores[t])))
        return {p: {"windows": np.stack([w for w, _, _ in rows]), "labels": np.array([l for _, l, _ in rows], np.int8),
                    "phone": np.array([s for _, _, s in rows], np.float32)} for p, rows in kept.items()}


def file_name(phrase: str) -> str:
    """A phrase as part of a file's name; Chinese in pinyin."""
    return re.sub(r"\d", "", said(phrase)).replace(" ", "-")


def collect(seed: int, positives: int, negatives: int) -> None:
    """One more file of windows per phrase."""
    save_windows(Collector(seed).collect(positives, negatives), seed)


def save_windows(collected: dict[str, dict[str, np.ndarray]], seed: int) -> None:
    """Files that `train` reads."""
    for phrase, arrays in collected.items():
        path = paths.ears("wake", f"{file_name(phrase)}-{seed}.npz")
        np.savez(path, **arrays)
        print(f"{phrase}: {int(arrays['labels'].sum())} positive, {int((1 - arrays['labels']).sum())} negative windows", flush=True)


def train(phrase: str, epochs: int, batch: int = 96, log: Path | None = None) -> None:
    """Train on all collected windows, from the shipped trunk (see `embedding`), which learns slower than the head; a tenth is held back for the log."""
    torch.set_num_threads(1)
    torch.manual_seed(2)
    rng = np.random.default_rng(2)
    parts = [np.load(p) for p in sorted(paths.ears("wake", "x").parent.glob(file_name(phrase) + "-*.npz"))]
    windows = np.concatenate([p["windows"] for p in parts])
    labels = np.concatenate([p["labels"] for p in parts]).astype(np.float32)
    order = rng.permutation(len(labels))
    held, used = order[:len(order) // 10], order[len(order) // 10:]
    net = WakeVerifier()
    embedding.begin(net)
    body, head = list(net.stack.parameters()), list(net.head.parameters())
    optimiser = torch.optim.AdamW([{"params": head, "share": 1.0}, {"params": body, "share": BODY_RATE}], PEAK_RATE, weight_decay=1e-2)
    weight = torch.tensor(min(3.0, (1 - labels).sum() / labels.sum()))
    steps, step = epochs * (len(used) // batch), 0
    log = log or paths.run_log(f"wake-{file_name(phrase)}")
    lines = [f"# python -m hearken_training wake-train --phrase '{phrase}' --epochs {epochs}; {int(labels.sum())} positive, "
             f"{int((1 - labels).sum())} negative windows; {sum(p.numel() for p in net.parameters())} parameters",
             "epoch\tloss\theld_auc\theld_miss_at_1_in_1000"]
    for epoch in range(epochs):
        rng.shuffle(used)
        total = 0.0
        net.train()
        for i in range(0, len(used) - batch + 1, batch):
            rows = used[i:i + batch]
            x = disturb(torch.from_numpy(windows[rows].astype(np.float32)))
            with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16_pays()):
                logits = net(x)
            loss = F.binary_cross_entropy_with_logits(logits.float(), torch.from_numpy(labels[rows]), pos_weight=weight)
            for g in optimiser.param_groups:
                g["lr"] = g["share"] * PEAK_RATE * min(1, (step + 1) / 100) * (.01 + .99 * .5 * (1 + math.cos(math.pi * step / steps)))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            total += float(loss.detach())
        scores = logits_of(net, windows[held])
        negative = np.sort(scores[labels[held] == 0])[::-1]
        threshold = negative[len(negative) // 1000]
        from hearken_training.vad import auc
        lines.append(f"{epoch + 1}\t{total / max(1, len(used) // batch):.4f}\t{auc(scores, labels[held]):.4f}\t"
                     f"{(scores[labels[held] == 1] <= threshold).mean():.4f}")
        print(lines[-1], flush=True)
        torch.save(net.state_dict(), paths.ears("checkpoints", f"wake-{file_name(phrase)}.pt"))
        log.write_text("\n".join(lines) + "\n")


def disturb(x: torch.Tensor) -> torch.Tensor:
    """Windows [B, T, 40] heard anew: level, microphone, speed (anchored at the end), vocal tract, and half of them over another window of the batch.

    Without it the net learns the few ten thousand windows by heart.
    """
    count, frames, bins = x.shape
    x = x + torch.randn(count, 1, 1) + F.interpolate(torch.randn(count, 1, 6) * .5, bins, mode="linear", align_corners=True)
    time_, bin_ = torch.linspace(-1, 1, frames), torch.linspace(-1, 1, bins)
    rows = (1 - (1 - time_)[None] * torch.empty(count, 1).uniform_(.88, 1.13)).clamp(-1, 1)
    columns = (-1 + (bin_ + 1)[None] * torch.empty(count, 1).uniform_(.95, 1.05)).clamp(-1, 1)
    grid = torch.stack([columns[:, None, :].expand(count, frames, bins), rows[:, :, None].expand(count, frames, bins)], -1)
    x = F.grid_sample(x[:, None], grid, mode="bilinear", padding_mode="border", align_corners=True)[:, 0]
    other = x[torch.randperm(count)]
    weaker = torch.empty(count, 1, 1).uniform_(1, 5) + other.amax((1, 2), keepdim=True) - x.amax((1, 2), keepdim=True)
    return torch.where(torch.rand(count, 1, 1) < .5, torch.logaddexp(x, other - weaker), x)


def logits_of(net: WakeVerifier, windows: np.ndarray) -> np.ndarray:
    """Verifier logits of many windows."""
    net.eval()
    with torch.inference_mode():
        return np.concatenate([net(torch.from_numpy(windows[i:i + 256].astype(np.float32))).numpy() for i in range(0, len(windows), 256)] or [np.zeros(0)])


class Released(torch.nn.Module):
    """A verifier as the pack has it: to be calibrated for another recogniser, not to be trained."""

    def __init__(self, file: Path):
        super().__init__()
        self.session = export.session(file)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        """[B, W, 40] -> logits [B]."""
        return torch.tensor([float(self.session.run(None, {"fbank": w[None]})[0][0, 0]) for w in windows.numpy()])


def load(phrase: str) -> WakeVerifier | Released:
    """The verifier trained in this work folder; where there is none, the one that ships."""
    checkpoint = paths.ears("checkpoints", f"wake-{file_name(phrase)}.pt")
    if not checkpoint.exists():
        return Released(paths.PACK / f"wake-{file_name(phrase)}.onnx")
    net = WakeVerifier()
    net.load_state_dict(torch.load(checkpoint, weights_only=True))
    return net.eval()


def fit_logistic(x: np.ndarray, y: np.ndarray, weights: np.ndarray, ridge: float = 1e-2) -> np.ndarray:
    """Weighted logistic regression by Newton's method; last coefficient is the bias."""
    a = np.c_[x, np.ones(len(x))]
    w = np.zeros(a.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(a @ w, -30, 30)))
        gradient = a.T @ (weights * (y - p)) - ridge * w
        hessian = (a * (weights * p * (1 - p))[:, None]).T @ a + ridge * np.eye(a.shape[1])
        move = np.linalg.solve(hessian, gradient)
        w += move
        if np.abs(move).max() < 1e-8:
            break
    return w


@dataclass(frozen=True)
class Negatives:
    """Per candidate: phone score and verifier logit, whether its speaker is held out; hours of speech looked at."""

    rows: np.ndarray
    held: np.ndarray
    hours: float


def negatives(stream: export.Stream, nets: dict[str, WakeVerifier], phrases: dict[str, Phrase] = SHIPPED, stride: int = 1,
              banks: tuple[tuple[bool, str], ...] = NEGATIVE_BANKS) -> dict[str, Negatives]:
    """All (or every `stride`-th) utterances of banks (held out or not), real recordings as a rule, every other one in noise at 5 to 20 dB, through every phrase."""
    prons = {p: phrase_phones(p) for p in nets}
    rows: dict[str, list[tuple[float, float]]] = {p: [] for p in nets}
    held: dict[str, list[bool]] = {p: [] for p in nets}
    seconds = dict.fromkeys(nets, 0.0)
    around = Surroundings(7, held=True, room_count=1)
    for is_held, name in banks:
        reader = shards.BankReader(name)
        reader.refresh()
        for i, u in enumerate(reader.items[::1 if is_held else stride]):
            x = np.concatenate([u.pcm.astype(np.float32) * .5, np.zeros(6400, np.float32)])
            if i % 2:
                x = around.hear(x, 5.0, 20.0, noisy=1.0, reverb=0.0, talk=False)
            x += np.random.default_rng(0).standard_normal(len(x)).astype(np.float32) * 2
            fbank = features.fbank(x)
            logp = stream(fbank)
            for phrase, net in nets.items():
                if re.search(phrases[phrase].same, u.text):
                    continue
                seconds[phrase] += len(x) / RATE
                scores, _ = spot_any(logp, prons[phrase])
                found = candidates(scores, LOWEST)
                if found:
                    logits = logits_of(net, np.stack([window_at(fbank, t) for t in found]))
                    rows[phrase] += [(float(scores[t]), float(l)) for t, l in zip(found, logits)]
                    held[phrase] += [is_held] * len(found)
    return {p: Negatives(np.array(rows[p]).reshape(-1, 2), np.array(held[p], bool), seconds[p] / 3600) for p in nets}


def held_positives(phrase: str, net: WakeVerifier, c: Collector, count: int = 400) -> np.ndarray:
    """Rows (phone, logit) of held-out voices and recordings, augmented by a held-out collector."""
    prons, rows = phrase_phones(phrase), []
    for _ in range(count // 20):
        drawn = [c.positive(phrase) for _ in range(20)]
        for (f, low, high), logp in zip(drawn, c._posteriors([d[0] for d in drawn])):
            scores, _ = spot_any(logp, prons)
            t = low + int(scores[low:high].argmax())
            rows.append((scores[t], float(logits_of(net, window_at(f, t)[None])[0])))
    return np.array(rows)


def calibrate(phrase: str, net: WakeVerifier, negatives: Negatives, held: Collector, allowed_per_hour: float = 0.4) -> dict:
    """Fit final score and threshold on held-out positives and all train-side real negatives."""
    positive, negative, hours = held_positives(phrase, net, held), negatives.rows, negatives.hours
    x = np.r_[positive, negative]
    y = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    w = np.r_[np.full(len(positive), .5 / len(positive)), np.full(len(negative), .5 / max(1, len(negative)))] * 2000
    a, c = fit_logistic(x @ [[1], [VERIFIER_SHARE]], y, w)
    a = max(a, 0.05)
    # A steep curve says 1 of all that is like the phrase, and then candidates cannot be ranked any more.
    flatter = min(1.0, MEDIAN_LOG_ODDS / max(1e-9, a * float(np.median(positive @ [1, VERIFIER_SHARE])) + c))
    a, b, c = a * flatter, a * flatter * VERIFIER_SHARE, c * flatter

    def final(rows: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-np.clip(rows @ [a, b] + c, -30, 30)))

    scores = np.sort(final(negative))[::-1]
    allowed = int(allowed_per_hour * hours)
    threshold = float(scores[allowed]) if allowed < len(scores) else 0.0
    # In the log-odds domain a little above the last false alarm that is not allowed.
    threshold = float(np.clip(1 / (1 + np.exp(-(np.log(max(threshold, 1e-9) / max(1e-9, 1 - threshold)) + .2))), .05, .9999))
    out = {"candidateThreshold": round(float(np.clip(np.percentile(positive[:, 0], 2), -4.5, -1.5)), 3),
           "combine": {"phone": round(float(a), 4), "verifier": round(float(b), 4), "bias": round(float(c), 4)},
           "threshold": round(threshold, 5),
           "fit": {"heldPositives": len(positive), "miss": round(float((final(positive) < threshold).mean()), 4),
                   "falseAlarmsPerHour": round(float((final(negative) >= threshold).sum() / max(hours, 1e-9)), 2),
                   "missPhoneAlone": miss_rates(positive[:, 0], negative[:, 0], hours),
                   "missCombined": miss_rates(final(positive), final(negative), hours),
                   "hoursOfNegatives": round(hours, 2), "falseAlarms": int((final(negative) >= threshold).sum()),
                   "falseAlarmsHeldSpeakers": int((final(negative[negatives.held]) >= threshold).sum())}}
    paths.ears("wake", f"{file_name(phrase)}.json").write_text(json.dumps(out, indent=1))
    print(phrase, json.dumps(out), flush=True)
    return out
