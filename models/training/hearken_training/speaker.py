"""Who speaks: a small net that says a voice as 128 numbers, trained to tell some hundred people apart.

Every clip is heard through another room, noise, microphone and level, so that the channel tells nothing; a voice that
is played faster or slower, or whose vocal tract is warped, is another person with a label of its own. The mean
of each bin is taken off a window, which removes what a microphone adds evenly. Loss: additive angular margin (ArcFace,
Deng et al. 2019). What it reaches on people held apart is measured by `speaker_trials`. Never an authentication.
"""
from __future__ import annotations

import functools
import math
import random
import zlib
from dataclasses import dataclass
from typing import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hearken_training import bank, clips, features, paths, shards
from hearken_training.augmentation import RATE, Surroundings
from hearken_training.clocked import Clocked
from hearken_training.model import FEATURE_FLOOR, FEATURE_MEAN, Recogniser, unpacked
from hearken_training.training import bfloat16_pays

WEIGHTS = paths.TRAINING / "checkpoints" / "speaker-int8.pt"
"""In git."""
SIZE = 128
"""Numbers of an embedding."""
WINDOW = 240
"""Frames (10 ms) that are looked at at once; a multiple of four."""
HOP = 120
"""Frames between two windows of a longer utterance."""
VARIANTS = ((1.0, 1.0), (.88, 1.0), (1.13, 1.0), (1.0, .9), (1.0, 1.11))
"""Speed and vocal-tract warp: each is another person."""
PLAIN_SHARE = .4
"""Share of examples of the people as they are."""
JITTER = .015
"""Speeds between 1 - JITTER and 1 + JITTER are the same person."""
KINDS = ("librispeech", "accented", "lj", "words")
"""Sources whose speakers are trained on. VCTK stays apart as a whole: another corpus, and native. The synthetic bank and the
wake words do not say who speaks."""
CHOOSING = 20
"""Accented speakers of the training lists that are not trained on: for the curve, for choices and for the threshold."""
PIECE = 5 * RATE
"""Samples of an example at most."""
SCALE = 30.0
MARGIN = .2
POOL = 1600
"""Heard examples that batches are drawn from; each serves about four times, in other windows."""


class SpeakerEmbedder(nn.Module):
    """The causal stack over a window, pooled over time by attention into means and deviations, one linear layer."""

    def __init__(self, width: int = 160, hidden: int = 320, blocks: int = 5, size: int = SIZE):
        super().__init__()
        self.stack = Recogniser(width=width, hidden=hidden, blocks=blocks, taps=7, front=96, classes=1)
        self.look = nn.Linear(width, 64)
        self.weigh = nn.Linear(64, width)
        self.pooled_norm = nn.BatchNorm1d(2 * width)
        self.head = nn.Linear(2 * width, size)
        self.head_norm = nn.BatchNorm1d(size, affine=False)

    @staticmethod
    def without_channel(fbank: Tensor) -> Tensor:
        """Each bin's mean over the window is moved to where the stack expects it."""
        floored = torch.clamp(fbank, min=FEATURE_FLOOR)
        return floored - floored.mean(1, keepdim=True) + FEATURE_MEAN

    def pool(self, x: Tensor) -> Tensor:
        """[B, T, width] -> [B, 2 width]: weighted mean and deviation of each channel."""
        weights = torch.softmax(self.weigh(torch.tanh(self.look(x))), 1)
        mean = (weights * x).sum(1)
        variance = (weights * x * x).sum(1) - mean * mean
        return torch.cat([mean, torch.sqrt(torch.clamp(variance, min=1e-4))], -1)

    def forward(self, fbank: Tensor) -> Tensor:
        """[B, W, 40] raw features -> [B, 128], not yet of unit length."""
        x, _ = self.stack.hidden(self.without_channel(fbank), *self.stack.initial_states(fbank.shape[0]))
        return self.head_norm(self.head(self.pooled_norm(self.pool(x.float()))))

    def folded_head(self) -> tuple[Tensor, Tensor]:
        """Weight [128, 2 width] and bias of the one linear layer that both normalisations and the head make in use."""
        before, after = self.pooled_norm, self.head_norm
        scale = before.weight / torch.sqrt(before.running_var + before.eps)
        shift = before.bias - before.running_mean * scale
        gain = 1 / torch.sqrt(after.running_var + after.eps)
        bias = (self.head.bias + self.head.weight @ shift - after.running_mean) * gain
        return self.head.weight * scale * gain[:, None], bias


class Margin(nn.Module):
    """Cosines to one direction per person; the right one must win by an angle."""

    def __init__(self, people: int, size: int = SIZE):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(people, size) * size ** -.5)

    def forward(self, embedding: Tensor, person: Tensor, margin: float) -> Tensor:
        """Cross entropy of [B, 128] against person numbers [B]."""
        cosine = F.linear(F.normalize(embedding), F.normalize(self.weight)).clamp(-1 + 1e-6, 1 - 1e-6)
        if margin:
            own = cosine.gather(1, person[:, None])
            cosine = cosine.scatter(1, person[:, None], torch.cos(torch.acos(own) + margin))
        return F.cross_entropy(SCALE * cosine, person, label_smoothing=.02)


def windows(fbank: np.ndarray, window: int = WINDOW, hop: int = HOP) -> np.ndarray:
    """Features [T, 40] -> [N, W, 40]; a short utterance is repeated, the last window ends with the utterance."""
    if len(fbank) < window:
        fbank = np.tile(fbank, (window // len(fbank) + 1, 1))[:window]
    starts = [*range(0, len(fbank) - window, hop), len(fbank) - window]
    return np.stack([fbank[s:s + window] for s in starts])


def embed(net: SpeakerEmbedder, fbanks: list[np.ndarray]) -> np.ndarray:
    """One unit vector per utterance: the mean of its windows' unit vectors."""
    cut = [windows(f.astype(np.float32)) for f in fbanks]
    flat = np.concatenate(cut)
    with torch.inference_mode():
        net.eval()
        said = np.concatenate([F.normalize(net(torch.from_numpy(flat[i:i + 128]))).numpy() for i in range(0, len(flat), 128)])
    ends = np.cumsum([len(c) for c in cut])
    return unit(np.stack([s.mean(0) for s in np.split(said, ends[:-1])]))


def unit(x: np.ndarray) -> np.ndarray:
    """Rows of unit length."""
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)


def choosing_speakers() -> set[str]:
    """Accented training speakers left out here: twelve with many clips, the rest with at least five."""
    count: dict[str, int] = {}
    for c in clips.training():
        if c.source == "accented" and c.seconds >= 2:
            count[c.speaker] = count.get(c.speaker, 0) + 1
    order = sorted(count, key=lambda s: zlib.crc32(s.encode()))
    many = [s for s in order if count[s] >= 12][:12]
    few = [s for s in order if 5 <= count[s] < 12][:CHOOSING - len(many)]
    return {*many, *few}


@dataclass(frozen=True)
class Person:
    """Somebody's clips and how often he is drawn."""

    clips: list[bank.Utterance]
    weight: float


def people() -> list[Person]:
    """Everybody who is trained on."""
    apart = choosing_speakers()
    reader = shards.BankReader("real")
    reader.refresh()
    by: dict[tuple[str, str], list[bank.Utterance]] = {}
    for u in reader.items:
        if u.kind in KINDS and u.speaker not in apart:
            by.setdefault((u.kind, u.speaker), []).append(u)
    return [Person(c, min(8.0, math.sqrt(sum(len(u.pcm) for u in c) / RATE))) for _, c in sorted(by.items())]


class Voices:
    """Heard examples of the people and of their variants."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.around = Surroundings(seed)
        self.people = people()
        self.weights = np.cumsum([p.weight for p in self.people]).tolist()
        self.count = len(self.people) * len(VARIANTS)

    def example(self) -> tuple[np.ndarray, int]:
        """Features [T, 40], T at least the window, and the number of the person."""
        r = self.rng
        index = r.choices(range(len(self.people)), cum_weights=self.weights)[0]
        return self.of(index, 0 if r.random() < PLAIN_SHARE else r.randrange(1, len(VARIANTS)))

    def of(self, index: int, variant: int) -> tuple[np.ndarray, int]:
        """An example of one variant of one person."""
        r = self.rng
        speed, warp = VARIANTS[variant]
        parts, length = [], 0
        while length < 2.6 * RATE:
            x = r.choice(self.people[index].clips).pcm
            if len(x) > PIECE:
                start = r.randrange(len(x) - PIECE)
                x = x[start:start + PIECE]
            parts += [x.astype(np.float32) / 32768, np.zeros(int(r.uniform(0, .15) * RATE), np.float32)]
            length += len(x)
        x = np.concatenate(parts)[:PIECE]
        x = self.around.speed(x, speed * (1 - JITTER), speed * (1 + JITTER))
        self.around.remember(x)
        heard = self.around.hear(x, 2.0, 32.0, noisy=.8, reverb=.7) if r.random() < .93 else x * 32767
        f = self.around.features(heard.astype(np.float32), warp)
        if len(f) < WINDOW:
            f = np.tile(f, (2, 1))
        return f.astype(np.float16), index * len(VARIANTS) + variant


def batch_of(pool: list[tuple[np.ndarray, int]], rng: random.Random, size: int) -> tuple[Tensor, Tensor]:
    """Random windows of random examples, a band of mel bins flattened in every other one."""
    rows = np.empty((size, WINDOW, features.BINS), np.float32)
    who = np.empty(size, np.int64)
    for i in range(size):
        f, who[i] = rng.choice(pool)
        start = rng.randint(0, len(f) - WINDOW)
        rows[i] = f[start:start + WINDOW]
        if rng.random() < .5:
            low = rng.randrange(features.BINS)
            band = slice(low, low + rng.randint(1, 7))
            rows[i, :, band] = rows[i, :, band].mean(0)
    return torch.from_numpy(rows), torch.from_numpy(who)


def train(minutes: float, batch: int = 64) -> None:
    """Train for some minutes by the clock; resumes from its checkpoint. The curve is on people left out of training for it."""
    from hearken_training import speaker_trials

    torch.set_num_threads(1)
    torch.manual_seed(7)
    voices = Voices(41)
    net, margin = SpeakerEmbedder(), Margin(voices.count)
    optimiser = torch.optim.AdamW([*net.parameters(), *margin.parameters()], 2e-3, weight_decay=2e-2)
    if WEIGHTS.exists():
        net.load_state_dict(unpacked(torch.load(WEIGHTS, weights_only=True)))
    run = Clocked("speaker", {"net": net, "margin": margin}, optimiser, minutes, peak=2e-3, clip=5.0)
    voices.rng.seed(41 + run.step)
    heard = run.counts.get("heard", 0.0)
    trials = speaker_trials.choosing()
    run.begin_log(f"# python -m hearken_training speaker --minutes {minutes:g}; {len(voices.people)} people, {voices.count} with variants; "
                  f"{sum(p.numel() for p in net.parameters())} parameters; EER on {len(choosing_speakers())} people left out\n"
                  "minute\tstep\thours_heard\tloss\teer_clean\teer_rooms")
    pool: list[tuple[np.ndarray, int]] = []
    rng = random.Random(run.step)
    while run.goes_on():
        for _ in range(batch // 4 if pool else POOL // 4):
            made = voices.example()
            heard += len(made[0]) / 360000
            if len(pool) < POOL:
                pool.append(made)
            else:
                pool[rng.randrange(POOL)] = made
        x, who = batch_of(pool, rng, batch)
        net.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16_pays()):
            out = net(x)
        run.descend(margin(out.float(), who, MARGIN * min(1.0, max(0.0, (run.done - .1) / .3))))
        if run.due():
            run.counts = {"heard": heard}
            figures = [speaker_trials.equal_error_rate(*t.scores(functools.partial(embed, net))) for t in trials]
            run.report(f"{heard:.2f}", f"{run.loss:.4f}", *(f"{100 * f:.2f}" for f in figures))


def cohort(say: Callable[[list[np.ndarray]], np.ndarray], each: int = 4) -> np.ndarray:
    """Unit vectors of the people of the training as they are, each the mean of some heard examples: strangers to compare with."""
    voices = Voices(77)
    said = say([voices.of(i, 0)[0] for i in range(len(voices.people)) for _ in range(each)])
    return unit(said.reshape(len(voices.people), each, -1).mean(1))


def load() -> SpeakerEmbedder:
    """The trained net, else the one whose weights are in git."""
    net = SpeakerEmbedder()
    trained = paths.ears("checkpoints", "speaker.pt")
    net.load_state_dict({k: v.float() for k, v in torch.load(trained, weights_only=True)["net"].items()} if trained.exists()
                        else unpacked(torch.load(WEIGHTS, weights_only=True)))
    return net.eval()
