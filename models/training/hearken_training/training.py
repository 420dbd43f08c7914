"""Training of the recogniser: reads shards as they appear, follows a schedule by the clock, resumes from checkpoints."""
from __future__ import annotations

import functools
import hashlib
import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from hearken_training import paths, phones, shards
from hearken_training.model import Recogniser, from_weights
from hearken_training.scoring import edit_distance, greedy

FRAMES_PER_BATCH = 12000
PEAK_RATE = 2e-3
WARM_UP_STEPS = 250
EMA = 0.999
CHECKPOINT_SECONDS = 180
REPORT_SECONDS = 600
WIDEST_HIDDEN_BINS = 7
LONGEST_HIDDEN_FRAMES = 14
HIDDEN_STRETCHES_PER_SECOND = 4
DROPOUT = 0.1
AGREEMENT = 0.2
"""Weight of the divergence between two views of a real sentence, beside their mean CTC loss."""
POOL_SHARDS = 40
"""Shards kept for reading again; about 20 hours."""


class ShardQueue:
    """Hands out chunks of examples: new shards first, older ones where too few are new."""

    def __init__(self, rng: random.Random, chunk: int = 4):
        self.rng, self.chunk = rng, chunk
        self.fresh = paths.ears("shards", "x").parent
        self.used = paths.ears("used", "x").parent
        self.used.mkdir(exist_ok=True)
        self.pool: list[list[shards.Example]] = [shards.load(p) for p in sorted(self.used.glob("*.npz"))[-POOL_SHARDS:]]
        self.new_hours = 0.0
        self.digest = hashlib.sha256()

    def next_chunk(self) -> list[shards.Example]:
        """Examples of up to four shards, shuffled; waits for the first shard ever."""
        while True:
            taken = []
            for path in sorted(self.fresh.glob("*.npz"))[:self.chunk]:
                items = shards.load(path)
                self.digest.update(path.name.encode() + len(items).to_bytes(4, "little"))
                self.new_hours += sum(len(e.features) for e in items) / 360000
                path.rename(self.used / path.name)
                taken.append(items)
            old = self.rng.sample(self.pool, min(len(self.pool), self.chunk - len(taken)))
            self.pool = (self.pool + taken)[-POOL_SHARDS:]
            for path in sorted(self.used.glob("*.npz"))[:-POOL_SHARDS]:
                path.unlink()
            if taken or old:
                chunk = [e for s in taken + old for e in s]
                self.rng.shuffle(chunk)
                return chunk
            time.sleep(1)


@dataclass
class Batch:
    """Padded features [B, T, 40], label numbers one after another, frames/4 and labels per example."""

    features: torch.Tensor
    labels: torch.Tensor
    steps: torch.Tensor
    sizes: torch.Tensor
    frames: int


def hide(f: np.ndarray, rng: random.Random) -> None:
    """Replace, in place, up to two stripes of mel bins and about two stretches of time a second by the mean (SpecAugment, Park et al. 2019)."""
    mean = f.mean(0)
    for _ in range(rng.randint(0, 2)):
        width = rng.randint(1, WIDEST_HIDDEN_BINS)
        low = rng.randint(0, f.shape[1] - width)
        f[:, low:low + width] = mean[low:low + width]
    for _ in range(rng.randint(0, HIDDEN_STRETCHES_PER_SECOND * len(f) // 100)):
        length = rng.randint(1, LONGEST_HIDDEN_FRAMES)
        start = rng.randint(0, max(0, len(f) - length))
        f[start:start + length] = mean


def collate(items: list[shards.Example], rng: random.Random, hiding: bool = False) -> Batch:
    """Pad with the last frame; every example gets a random level (a constant added to log energies).

    With `hiding`, nine in ten real examples are partly hidden: there are few of them and they come back again and again.
    """
    longest = max(len(e.features) for e in items)
    longest += -longest % 4
    out = np.empty((len(items), longest, items[0].features.shape[1]), np.float32)
    for i, e in enumerate(items):
        f = e.features.astype(np.float32) + rng.gauss(0, 1.0)
        if hiding and e.origin == "real" and rng.random() < .9:
            hide(f, rng)
        out[i, :len(f)] = f
        out[i, len(f):] = f[-1]
    return Batch(torch.from_numpy(out), torch.from_numpy(np.concatenate([e.labels for e in items]).astype(np.int64)),
                 torch.tensor([len(e.features) // 4 for e in items]), torch.tensor([len(e.labels) for e in items]),
                 sum(len(e.features) for e in items))


def batches(chunk: list[shards.Example], rng: random.Random) -> list[list[shards.Example]]:
    """Batches of about `FRAMES_PER_BATCH` frames of similar length, in random order."""
    ordered = sorted(chunk, key=lambda e: len(e.features))
    out: list[list[shards.Example]] = [[]]
    for e in ordered:
        if out[-1] and (len(out[-1]) + 1) * len(e.features) > FRAMES_PER_BATCH:
            out.append([])
        out[-1].append(e)
    rng.shuffle(out)
    return out


def phone_error_rate(net: Recogniser, items: list[shards.Example]) -> float:
    """Greedy phone error rate in per cent."""
    wrong = total = 0
    net.eval()
    with torch.inference_mode():
        for group in batches(items, random.Random(0)):
            b = collate(group, _Level())
            logp = net(b.features)
            for e, row, steps in zip(group, logp, b.steps):
                wrong += edit_distance(greedy(row[:steps].numpy()), e.labels.tolist())
                total += len(e.labels)
    return 100.0 * wrong / max(1, total)


@functools.lru_cache(1)
def bfloat16_pays() -> bool:
    """Tried, not looked up: 1.8 times as fast on some processors without AMX tiles, 0.6 times on others."""
    layer, x = torch.nn.Linear(256, 512), torch.randn(3000, 256)

    def seconds(narrow: bool) -> float:
        fastest = float("inf")
        for _ in range(6):
            start = time.perf_counter()
            with torch.autocast("cpu", torch.bfloat16, enabled=narrow):
                y = layer(x)
            y.float().sum().backward()
            fastest = min(fastest, time.perf_counter() - start)
        return fastest

    return seconds(True) < .8 * seconds(False)


def disagreement(a: torch.Tensor, b: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
    """Sum over steps of the divergences, each towards the other held fixed, of two log-probabilities [B, T, P] (CR-CTC, Yao et al. 2024)."""
    valid = (torch.arange(a.shape[1]) < steps[:, None])[..., None]
    both = (F.kl_div(x, y.detach(), reduction="none", log_target=True) for x, y in ((a, b), (b, a)))
    return .5 * sum((d * valid).sum() for d in both)


class _Level(random.Random):
    """No random level: evaluation takes features as they are."""

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return 0.0


class Trainer:
    """One recogniser with its optimiser, averaged weights and clock-driven schedule."""

    def __init__(self, name: str, deadline: float, peak: float = PEAK_RATE, blocks: int = 0, start: Path | None = None):
        """A checkpoint of this name is resumed; else training goes on from `start` or the shipped weights, grown to `blocks` and this language's labels."""
        torch.set_num_threads(1)
        self.name, self.deadline, self.peak = name, deadline, peak
        self.rng = random.Random(int(time.time()))
        torch.manual_seed(0)
        self.narrow_numbers = bfloat16_pays()
        self.checkpoint = paths.ears("checkpoints", f"{name}.pt")
        shipped = start or paths.shipped(name)
        known = self.checkpoint if self.checkpoint.exists() else shipped if shipped.exists() else None
        if known:
            weights = torch.load(known, weights_only=True)
            weights = weights if known == self.checkpoint else weights.get("average", weights)
            self.net = from_weights(weights.get("net", weights), blocks, phones.classes())
            self.average = from_weights(weights.get("net", weights), blocks, phones.classes())
        else:
            self.net, self.average = (Recogniser(classes=phones.classes(), **({"blocks": blocks} if blocks else {})) for _ in range(2))
        self.average.load_state_dict(self.net.state_dict())
        for block in self.net.blocks:
            block.dropout = DROPOUT
        decay = [p for p in self.net.parameters() if p.ndim > 1]
        plain = [p for p in self.net.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": 1e-2}, {"params": plain, "weight_decay": 0.0}],
                                           lr=peak, betas=(.9, .98))
        self.step = 0
        self.seconds = 0.0
        self.start = time.time()
        self.loss = float("nan")
        self.log = paths.run_log(name)
        if self.checkpoint.exists():
            self._resume()
        self.queue = ShardQueue(self.rng)
        self.held = {k: shards.load(paths.ears(f"held-{k}.npz")) for k in ("real", "synthetic")}
        if not self.checkpoint.exists():
            with self.log.open("a") as out:
                out.write(f"# python -m {' '.join(['hearken_training'] + [a.rsplit('/', 1)[-1] for a in sys.argv[1:]])}; "
                          f"{sum(p.numel() for p in self.net.parameters())} parameters, from {known.name if known else 'random weights'}\n"
                          "minute\tstep\thours_seen\thours_new\tloss\trate\theld_real_per\theld_synthetic_per\tdata\n")

    def _resume(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds, self.start, self.loss = (state[k] for k in ("step", "seconds", "start", "loss"))
        print(f"resumed at step {self.step}", flush=True)

    def save(self) -> None:
        """Write the checkpoint under another name, then rename."""
        temporary = self.checkpoint.with_suffix(".part")
        torch.save({"net": self.net.state_dict(), "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict(),
                    "step": self.step, "seconds": self.seconds, "start": self.start, "loss": self.loss}, temporary)
        temporary.rename(self.checkpoint)

    def rate(self) -> float:
        """Warm-up by steps, then cosine from the start to the deadline by the clock, ending at 1 %."""
        done = min(1.0, (time.time() - self.start) / max(1.0, self.deadline - self.start))
        return self.peak * min(1.0, (self.step + 1) / WARM_UP_STEPS) * (.01 + .99 * .5 * (1 + math.cos(math.pi * done)))

    def update(self, group: list[shards.Example]) -> None:
        """One optimiser step."""
        pairs = [i for i, e in enumerate(group) if e.origin == "real"]
        batch = collate(group + [group[i] for i in pairs], self.rng, hiding=True)
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.narrow_numbers):
            logp = self.net(batch.features)
        losses = F.ctc_loss(logp.transpose(0, 1), batch.labels, batch.steps, batch.sizes, reduction="none", zero_infinity=True)
        weights = torch.ones(len(losses))
        weights[pairs] = .5
        weights[len(group):] = .5
        loss = (losses * weights).sum()
        if pairs:
            loss = loss + AGREEMENT * disagreement(logp[pairs], logp[len(group):], batch.steps[pairs])
        loss = loss / max(1, int((batch.sizes * weights).sum()), int((batch.steps * weights).sum()) // 16)
        rate = self.rate()
        for g in self.optimiser.param_groups:
            g["lr"] = rate
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        keep = min(EMA, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - keep)
        self.step += 1
        self.seconds += batch.frames / 100
        value = float(loss.detach())
        self.loss = value if math.isnan(self.loss) else .98 * self.loss + .02 * value

    def report(self) -> None:
        """Append held-out error rates to the run log."""
        real, made = (phone_error_rate(self.average, self.held[k]) for k in ("real", "synthetic"))
        row = (f"{(time.time() - self.start) / 60:.1f}\t{self.step}\t{self.seconds / 3600:.2f}\t{self.queue.new_hours:.2f}\t{self.loss:.3f}\t"
               f"{self.rate():.6f}\t{real:.1f}\t{made:.1f}\t{self.queue.digest.hexdigest()[:12]}")
        print("HELD-OUT", row, flush=True)
        with self.log.open("a") as out:
            out.write(row + "\n")

    def run(self) -> None:
        """Train until the deadline; the last line of the log is the final state."""
        saved = reported = spoken = time.time()
        began, seconds = time.time(), self.seconds
        while time.time() < self.deadline:
            for group in batches(self.queue.next_chunk(), self.rng):
                self.update(group)
                now = time.time()
                if now - spoken > 20:
                    spoken = now
                    print(f"step {self.step} loss/phone {self.loss:.3f} rate {self.rate():.5f} seen {self.seconds / 3600:.2f} h "
                          f"new {self.queue.new_hours:.1f} h {(self.seconds - seconds) / (now - began):.0f} x real time", flush=True)
                if now - saved > CHECKPOINT_SECONDS:
                    saved = now
                    self.save()
                if now - reported > REPORT_SECONDS or (self.step in (300, 1000)):
                    reported = now
                    self.report()
                if now > self.deadline:
                    break
        self.save()
        self.report()
