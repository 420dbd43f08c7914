"""Training of the mask net: which share of each frequency of a frame is speech, from one microphone, looking back only.

Frames are those of `runtime/dsp` (`Stft`): 512 samples every 256 under the root of a periodic Hann window, full scale 1.
The target is the ideal ratio mask: direct sound and what the room adds within 50 ms, against everything else.
"""
from __future__ import annotations

import math

import numpy as np
import scipy.fft
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hearken_training import clips, paths, shards
from hearken_training.augmentation import RATE, Surroundings
from hearken_training.clocked import Clocked

FRAME = 512
HOP = 256
BINS = FRAME // 2 + 1
FLOOR = 1e-7
"""Power of a bin that is added before the logarithm; self noise of a microphone is above it."""
SCALE = 0.35
LONGEST_MEAN = 100.0
"""Frames (1.6 s) that the running mean of each bin looks back, at last."""
WIDTH = 128
EARLY = 8 + RATE // 20
"""Samples of a room response that count as the talker; its direct sound lies within the first eight."""
SECONDS = 4.0
TALKERS_OF_SCENES, NOISES_OF_TEST, NOISES_OF_TRAIN = 60, 12, 24
"""What `./hearken bench front-end` makes its scenes of (`SharedSound`); none of it is trained on."""
LASTING = ("Rain", "Sea", "Helicopter", "fire")
WINDOW = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)).astype(np.float32)


class MaskNet(nn.Module):
    """Log power less its level and less each bin's running mean -> Linear, two GRUs, Linear, sigmoid.

    What a bin has above its own mean also goes straight to its logit: without that, sharp masks take long to learn."""

    def __init__(self, width: int = WIDTH):
        super().__init__()
        self.width = width
        self.front = nn.Linear(2 * BINS, width)
        self.first = nn.GRU(width, width, batch_first=True)
        self.second = nn.GRU(width, width, batch_first=True)
        self.head = nn.Linear(width, BINS)
        self.contrast = nn.Parameter(torch.full((BINS,), 2.5))
        nn.init.constant_(self.head.bias, -1.0)

    @staticmethod
    def features(power: Tensor) -> Tensor:
        """Power [B, T, BINS] -> [B, T, 2 BINS]."""
        x = torch.log(power + FLOOR) * SCALE
        mean, means = torch.zeros_like(x[:, 0]), []
        for t in range(x.shape[1]):
            keep = 1 - 1 / min(t + 1, LONGEST_MEAN)
            mean = keep * mean + (1 - keep) * x[:, t]
            means.append(mean)
        means = torch.stack(means, 1)
        return torch.cat([x - means.mean(2, keepdim=True), x - means], 2)

    def logits(self, power: Tensor) -> Tensor:
        """[B, T, BINS] -> [B, T, BINS]."""
        with torch.no_grad():
            features = self.features(power)
        x = F.relu(self.front(features))
        y, _ = self.first(x)
        z, _ = self.second(y)
        return self.head(y + z) + self.contrast * features[..., BINS:]

    def forward(self, power: Tensor) -> Tensor:
        return torch.sigmoid(self.logits(power))


def frames(x: np.ndarray) -> np.ndarray:
    """Complex spectra [T, BINS] of samples; the first frame holds half silence, as that of a stream."""
    x = np.concatenate([np.zeros(FRAME - HOP, np.float32), x])
    n = (len(x) - FRAME) // HOP + 1
    return scipy.fft.rfft(np.lib.stride_tricks.as_strided(x, (n, FRAME), (HOP * x.strides[0], x.strides[0])) * WINDOW, axis=1)


def apart() -> tuple[set[str], set[str]]:
    """Speakers and noise recordings that scenes are made of: kept out of all training."""
    folder = paths.SHARED / "audio/train/sentences-en"
    talkers = {p.name.split("__")[-1].split("-")[0] for p in sorted(folder.glob("**/*.opus"))[:TALKERS_OF_SCENES]}
    noise = sorted((paths.SHARED / "audio/train/noise").glob("**/*.opus"))
    lasting = [p.relative_to(paths.SHARED / "audio").as_posix() for p in noise if any(name in p.name for name in LASTING)]
    rest = lasting[NOISES_OF_TEST:]
    count = min(NOISES_OF_TRAIN, len(rest))
    return talkers, {*lasting[:NOISES_OF_TEST], *(rest[i * len(rest) // count] for i in range(count))}


class Mixer:
    """Endless rooms: one microphone's mixture and the early part of the talker in it."""

    def __init__(self, seed: int, held: bool = False):
        talkers, noises = apart()
        self.around = Surroundings(seed, held)
        self.around.real = [self.around._bed(clips.samples(p)) for p in clips.noise_paths(held) if p not in noises]
        self.rng = self.around.rng
        self.source = shards.Source(paths.LANGUAGE, held)
        self.source.real.items = [u for u in self.source.real.items if u.kind != "librispeech" or u.speaker not in talkers]
        self.source.refresh()

    def clean(self) -> np.ndarray:
        r = self.rng
        while True:
            items = self.source.real.items if r.random() < .75 else self.source.made.items
            pcm = r.choice(items).pcm
            if len(pcm) > RATE // 2 and (len(pcm) > RATE or r.random() < .2):
                x = self.around.speed(pcm.astype(np.float32) / 32768, .9, 1.1)
                self.around.remember(x)
                return x

    def talk(self, n: int) -> np.ndarray:
        """A talker with pauses, dry; the first word after up to 1.2 s."""
        r = self.rng
        x = np.zeros(n, np.float32)
        at = int(r.uniform(0, 1.2) * RATE)
        while at < n - RATE // 4:
            u = self.clean()[:n - at]
            x[at:at + len(u)] = u
            at += len(u) + int(r.uniform(.1, 1.2) * RATE)
        return x

    def room(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Everything, and the early part."""
        h = self.rng.choice(self.around.rooms)
        n = scipy.fft.next_fast_len(len(x) + len(h), real=True)
        spectrum = scipy.fft.rfft(x, n)
        early = scipy.fft.irfft(spectrum * scipy.fft.rfft(h[:EARLY], n), n)[:len(x)]
        return scipy.fft.irfft(spectrum * scipy.fft.rfft(h, n), n)[:len(x)], early

    def babble(self, n: int) -> np.ndarray:
        x = np.zeros(n, np.float32)
        for _ in range(self.rng.randint(4, 10)):
            x += self.around._cut(self.rng.choice(self.around.talk), n)
        return x

    def example(self, low: float = -10.0, high: float = 15.0) -> tuple[np.ndarray, np.ndarray]:
        """Power of the mixture and of the talker's early part, and what is left, [T, BINS] each; one in twelve has no talker."""
        r = self.rng
        n = int(SECONDS * RATE)
        whole, early = self.room(self.talk(n))
        power = float(np.mean(whole ** 2)) + 1e-9
        mixture = whole.copy()

        def add(x: np.ndarray, snr: float) -> None:
            nonlocal mixture
            mixture = mixture + x * math.sqrt(power / (float(np.mean(x ** 2)) + 1e-9) * 10 ** (-snr / 10))

        if r.random() < .9:
            bed, _ = self.around.noise(n, talk=r.random() < .25)
            add(self.around.reverberate(bed) if r.random() < .7 else bed, r.uniform(low, high))
        if r.random() < .6 and len(self.around.talk) > 10:
            add(self.babble(n), r.uniform(4, 18))
        add(np.random.default_rng(r.randrange(1 << 30)).standard_normal(n).astype(np.float32), r.uniform(20, 45))
        if r.random() < .08:
            mixture, early = mixture - whole, np.zeros_like(early)
        gain = 10 ** (r.uniform(-35, -3) / 20) / (float(np.abs(mixture).max()) + 1e-9)
        y, s = frames((mixture * gain).astype(np.float32)), frames((early * gain).astype(np.float32))
        square = lambda z: (z.real ** 2 + z.imag ** 2).astype(np.float32)
        return np.stack([square(y), square(s), square(y - s)])


def loss(logits: Tensor, mixture: Tensor, speech: Tensor, rest: Tensor) -> tuple[Tensor, Tensor]:
    """Cross entropy of the masks and the distance of compressed magnitudes, in units of the mixture's."""
    target = speech / (speech + rest + FLOOR)
    # Covariances are averaged for each frequency alone: what counts is the loudest of it, and that no speech gets into the noise.
    weight = mixture ** .4
    weight = weight / weight.mean(1, keepdim=True).clamp(min=1e-6) * (1 + target)
    entropy = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).mean()
    loud = mixture ** .3
    made, wanted = loud * (torch.sigmoid(logits) + 1e-3) ** .3, (speech / (mixture + FLOOR)).clamp(max=1) ** .3 * loud
    return entropy, ((made - wanted) ** 2).mean() / (loud ** 2).mean()


def held_out(net: MaskNet, mixer: Mixer, count: int = 48) -> tuple[float, float]:
    """Cross entropy and compressed distance on speakers and noises kept out of training; always the same rooms."""
    mixer.rng.seed(77)
    with torch.inference_mode():
        figures = []
        for _ in range(count // 12):
            y, s, n = torch.from_numpy(np.stack([mixer.example() for _ in range(12)])).unbind(1)
            figures.append([float(v) for v in loss(net.eval().logits(y), y, s, n)])
    return tuple(np.mean(figures, 0))


def train(minutes: float, batch: int = 16, peak: float = 3e-3) -> None:
    """Train for some minutes by the clock; checkpoint and log line every two minutes and at the end; resumes."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = MaskNet()
    run = Clocked("mask", {"net": net}, torch.optim.AdamW(net.parameters(), peak, weight_decay=1e-3), minutes, peak, warm_up=50, floor=.02, every=120)
    run.begin_log(f"# python -m hearken_training mask --minutes {minutes:g}; {sum(p.numel() for p in net.parameters())} parameters\n"
                  "minute\tstep\thours_seen\tloss\theld_entropy\theld_distance")
    hours = run.counts.get("hours", 0.0)
    mixer, held = Mixer(6000 + run.step), Mixer(7000, held=True)
    while run.goes_on():
        y, s, n = torch.from_numpy(np.stack([mixer.example() for _ in range(batch)])).unbind(1)
        entropy, distance = loss(net.train().logits(y), y, s, n)
        run.descend(entropy + 2 * distance)
        hours += batch * SECONDS / 3600
        if run.due():
            run.counts = {"hours": hours}
            run.report(f"{hours:.2f}", f"{run.loss:.4f}", *(f"{v:.4f}" for v in held_out(net, held)))


def stream(session, power: np.ndarray) -> np.ndarray:
    """Masks [T, BINS] of an exported net, frame by frame as the speaker runs it; states begin as zeros."""
    states = {i.name: np.zeros(i.shape, np.float32) for i in session.get_inputs()[1:]}
    names, masks = [o.name for o in session.get_outputs()], []
    for frame in power:
        results = dict(zip(names, session.run(None, {"power": frame[None], **states})))
        masks.append(results["mask"][0])
        states = {name: results[name + "_out"] for name in states}
    return np.stack(masks)


def load() -> MaskNet:
    """The trained net."""
    net = MaskNet()
    net.load_state_dict(torch.load(paths.ears("checkpoints", "mask.pt"), weights_only=True)["net"])
    return net.eval()
