"""Training of the voice activity net: clean speech gives the labels, real noise is mixed over it."""
from __future__ import annotations

import random

import numpy as np
import torch
import torch.nn.functional as F

from hearken_training import features, paths, shards
from hearken_training.augmentation import RATE
from hearken_training.clocked import Clocked
from hearken_training.model import SUBSAMPLING, Recogniser, voice_activity_net

STEP = SUBSAMPLING * features.HOP
"""Samples of one decision (40 ms)."""
QUIET_DECIBELS = 35.0
"""Speech is what lies at most this far below the loudest 20 ms of an utterance; the truth of `./hearken eval vad` is defined so too."""
WIDEN = 2
"""Steps that count as speech before and after what is loud."""
CLEAN_SHARE = 0.97
"""A recording in which more than this share of the steps would be speech has a noise floor too high to label it by energy."""


def speech_steps(x: np.ndarray) -> np.ndarray:
    """0/1 for each 40 ms step of a clean utterance."""
    half = STEP // 2
    n = len(x) // STEP
    power = np.square(x[:n * STEP].reshape(2 * n, half)).sum(1)
    loud = power >= max(float(power.max(initial=0.0)) * 10 ** (-QUIET_DECIBELS / 10), 1e-9)
    loud = loud.reshape(n, 2).any(1)
    return (np.convolve(loud, np.ones(2 * WIDEN + 1), "same") > 0).astype(np.float32)


class Mixer:
    """Endless noisy stretches of speech and pauses with labels per step."""

    def __init__(self, seed: int, held: bool = False):
        self.source = shards.Producer(seed, held)
        self.rng = self.source.rng

    def stretch(self, seconds: float = 10.0, snr_low: float = 0.0, snr_high: float = 25.0) -> tuple[np.ndarray, np.ndarray]:
        """Features [T, 40] and labels [T / 4]; one in eight stretches has no speech at all."""
        r, around = self.rng, self.source.around
        n = int(seconds * RATE)
        x, labels = np.zeros(n, np.float32), np.zeros(n // STEP + 1, np.float32)
        at = int(r.uniform(0, 2) * RATE)
        silent = r.random() < .125
        while at < n and not silent:
            u, _ = self.source.draw()
            if len(u.pcm) < 8 * STEP:
                continue
            at -= at % STEP
            clean = around.speed(u.pcm.astype(np.float32) / 32768, .9, 1.1)
            steps = speech_steps(clean)
            if len(clean) > 2 * RATE and steps.mean() > CLEAN_SHARE:
                continue
            piece = clean[:n - at]
            steps = steps[:len(piece) // STEP]
            x[at:at + len(piece)] += piece
            labels[at // STEP:at // STEP + len(steps)] = steps
            at += len(piece) + int(r.choice([r.uniform(.1, .6), r.uniform(.6, 3)]) * RATE)
        if silent:
            bed, _ = around.noise(n, talk=False)
            heard = bed * (32767 * 10 ** (r.uniform(-70, -6) / 20) / (np.abs(bed).max() + 1e-9))
        else:
            heard = around.hear(x, snr_low, snr_high, noisy=.9, reverb=.4, talk=False)
        feats = around.features(heard.astype(np.float32))
        t = len(feats) // SUBSAMPLING
        return feats[:t * SUBSAMPLING], labels[:t]


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Area under the ROC curve (rank statistic; ties are rare enough to ignore)."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    positive = labels > .5
    p, n = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - p * (p + 1) / 2) / max(1, p * n))


def forward(net: Recogniser, feats: torch.Tensor) -> torch.Tensor:
    """Logits [B, T / 4]."""
    x, _ = net.hidden(feats, *net.initial_states(feats.shape[0]))
    return net.head(x)[..., 0].float()


def held_out_auc(net: Recogniser) -> dict[str, float]:
    """AUC on held-out speakers and held-out noise recordings at three noise ratios."""
    out = {}
    net.eval()
    for snr in (20, 10, 5):
        mixer = Mixer(4000 + snr, held=True)
        scores, labels = [], []
        with torch.inference_mode():
            for _ in range(60):
                f, l = mixer.stretch(10, snr, snr + .01)
                scores.append(forward(net, torch.from_numpy(f)[None])[0].numpy())
                labels.append(l)
        out[str(snr)] = round(auc(np.concatenate(scores), np.concatenate(labels)), 4)
    return out


def train(minutes: float, batch: int = 12) -> None:
    """Train for some minutes by the clock; checkpoint and log line at the end and every two minutes."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = voice_activity_net()
    optimiser = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=1e-3)
    run = Clocked("vad", {"net": net}, optimiser, minutes, peak=3e-3, warm_up=50, floor=.02, every=120)
    run.begin_log(f"# python -m hearken_training vad --minutes {minutes:g}; {sum(p.numel() for p in net.parameters())} parameters\n"
                  "minute\tstep\thours_seen\tloss\tauc_20dB\tauc_10dB\tauc_5dB")
    hours = run.counts.get("hours", 0.0)
    mixer = Mixer(3000 + run.step)
    while run.goes_on():
        pairs = [mixer.stretch() for _ in range(batch)]
        feats = torch.from_numpy(np.stack([p[0] for p in pairs]))
        feats += torch.randn(batch, 1, 1) * .7
        run.descend(F.binary_cross_entropy_with_logits(forward(net.train(), feats), torch.from_numpy(np.stack([p[1] for p in pairs]))))
        hours += feats.shape[0] * feats.shape[1] / 360000
        if run.due():
            run.counts = {"hours": hours}
            run.report(f"{hours:.2f}", f"{run.loss:.4f}", *(str(v) for v in held_out_auc(net).values()))


def load() -> Recogniser:
    """The trained net."""
    net = voice_activity_net()
    net.load_state_dict(torch.load(paths.ears("checkpoints", "vad.pt"), weights_only=True)["net"])
    return net.eval()
