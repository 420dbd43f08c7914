"""The trunk of the wake verifiers: a student of Google's speech embedding (Apache-2.0, the openWakeWord port of it).

The teacher looks at clean speech at one level; the student hears the same stretch through rooms, noise and microphones and
has to say what the teacher said of it. So it learns what words sound like from every voice of the banks, and a
verifier that begins with its weights needs few examples of its phrase. The teacher's weights are never shipped.
"""
from __future__ import annotations

import random
import time
from dataclasses import dataclass

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hearken_training import features, paths, shards
from hearken_training.augmentation import RATE, Surroundings
from hearken_training.clocked import Clocked
from hearken_training.model import WakeVerifier

SIZE = 96
"""Numbers of an embedding."""
TEACHER_FRAMES = 76
TEACHER_HOP = 8
"""Mel frames (10 ms) a teacher's window spans, and between two windows."""
FIRST_STEP = 18
"""The student's step (40 ms) that ends with the teacher's first window; two steps to the next one."""
DELAY = 1
"""Steps the student may wait after the end of the teacher's window."""
WEIGHTS = paths.TRAINING / "checkpoints/embedding-fp16.pt"
"""The trained trunk, fp16."""
STRETCH = 8 * RATE
PEAK = 16000.0
"""Level of what the teacher hears, in int16 steps: it depends on it, the student must not."""


class Teacher:
    """Samples (float, int16 scale, 16 kHz) -> [N, 96], one embedding of 775 ms every 80 ms."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        folder = paths.SHARED / "models/openwakeword"
        self.mel, self.net = (onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                              for name in ("melspectrogram.onnx", "embedding_model.onnx"))

    def __call__(self, x: np.ndarray) -> np.ndarray:
        mel = self.mel.run(None, {"input": x[None].astype(np.float32)})[0].reshape(-1, 32) / 10 + 2
        windows = np.lib.stride_tricks.sliding_window_view(mel, TEACHER_FRAMES, 0)[::TEACHER_HOP].transpose(0, 2, 1)
        return self.net.run(None, {"input_1": np.ascontiguousarray(windows[..., None], np.float32)})[0].reshape(-1, SIZE)


@dataclass
class Stretch:
    """Eight seconds of clean speech (int16) and what the teacher says of them (float16, [N, 96])."""

    pcm: np.ndarray
    said: np.ndarray


class Stretches:
    """Joins utterances of the banks to stretches and asks the teacher."""

    def __init__(self, seed: int, held: bool = False):
        self.rng = random.Random(seed)
        self.around = Surroundings(seed, held, room_count=1)
        self.source = shards.Source(paths.LANGUAGE, held)
        self.wake = shards.BankReader("wake-held" if held else "wake")
        self.wake.refresh()
        self.teacher = Teacher()

    def draw(self) -> np.ndarray:
        """A clean utterance at its own speed: real speech half of the time, wake phrases and their neighbours one time in six."""
        r = self.rng
        k = r.random()
        if k < .17 and self.wake.items:
            u = r.choice(self.wake.items)
        elif k < .65 and self.source.real.items:
            u = r.choices(self.source.real.items, cum_weights=self.source.real_cumulative)[0]
        else:
            u = r.choice(self.source.made.items)
        x = self.around.speed(u.pcm.astype(np.float32), .88, 1.14)
        if len(x) > STRETCH // 2:
            start = r.randrange(len(x) - STRETCH // 2)
            x = x[start:start + STRETCH // 2]
        return x * (PEAK / max(1.0, float(np.abs(x).max())))

    def make(self) -> Stretch:
        out = np.random.default_rng(self.rng.randrange(1 << 30)).standard_normal(STRETCH).astype(np.float32) * 2
        at = int(self.rng.uniform(0, .6) * RATE)
        while at < STRETCH - RATE // 4:
            x = self.draw()[:STRETCH - at]
            out[at:at + len(x)] += x
            at += len(x) + int(self.rng.choice([0, self.rng.uniform(0, .3), self.rng.uniform(0, 1.2)]) * RATE)
        pcm = np.clip(np.round(out), -32768, 32767).astype(np.int16)
        return Stretch(pcm, self.teacher(pcm.astype(np.float32)).astype(np.float16))


def prepare(seed: int, until: float, size: int = 400) -> None:
    """Files of stretches until the wall clock `until`; continues after the last file."""
    folder = paths.ears("embedding", "x").parent
    folder.mkdir(parents=True, exist_ok=True)
    held = folder / "held.npz"
    if not held.exists():
        maker = Stretches(77, held=True)
        _save(held, [maker.make() for _ in range(60)])
    part = sum(1 for _ in folder.glob(f"{seed}-*.npz"))
    maker = Stretches(seed * 1000 + part)
    while time.time() < until:
        started = time.time()
        _save(folder / f"{seed}-{part:03d}.npz", [maker.make() for _ in range(size)])
        part += 1
        print(f"{seed}-{part:03d}: {size * STRETCH / RATE / (time.time() - started):.0f} x real time", flush=True)


def _save(path, items: list[Stretch]) -> None:
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as out:
        np.savez(out, pcm=np.stack([s.pcm for s in items]), said=np.stack([s.said for s in items]))
    temporary.rename(path)


class Student(nn.Module):
    """The verifier's stack with a head that says the embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = WakeVerifier().stack
        self.head = nn.Linear(self.stack.width, SIZE)

    def forward(self, fbank: Tensor) -> Tensor:
        """[B, T, 40] -> [B, T / 4, 96] in the teacher's standard deviations."""
        x, _ = self.stack.hidden(fbank, *self.stack.initial_states(fbank.shape[0]))
        return self.head(x)


def _targets(said: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> Tensor:
    return torch.from_numpy((said.astype(np.float32) - mean) / scale)


def _loss(out: Tensor, target: Tensor) -> Tensor:
    """Mean squared error; 1 is what saying the mean would have."""
    steps = FIRST_STEP + DELAY + 2 * torch.arange(target.shape[1])
    kept = steps < out.shape[1]
    return F.mse_loss(out[:, steps[kept]], target[:, kept])


def train(minutes: float, batch: int = 16) -> None:
    """Train for some minutes by the clock on all prepared stretches; resumes from its checkpoint, which holds the time spent."""
    torch.set_num_threads(1)
    torch.manual_seed(3)
    files = sorted(p for p in paths.ears("embedding", "x").parent.glob("*.npz") if p.name != "held.npz")
    parts = [np.load(p) for p in files]
    pcm, said = np.concatenate([p["pcm"] for p in parts]), np.concatenate([p["said"] for p in parts])
    sample = said[::7].reshape(-1, SIZE).astype(np.float32)
    mean, scale = sample.mean(0), sample.std(0) + 1e-3
    held = np.load(paths.ears("embedding", "held.npz"))
    around = Surroundings(311)
    held_around = Surroundings(312, held=True)
    heard = torch.from_numpy(np.stack([_hear(held_around, x) for x in held["pcm"]]))
    held_target = _targets(held["said"], mean, scale)
    net = Student()
    run = Clocked("embedding", {"net": net}, torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-2), minutes, peak=2e-3, warm_up=200)
    run.begin_log(f"# python -m hearken_training embedding --minutes {minutes:g}; {len(pcm) * STRETCH / RATE / 3600:.1f} hours of clean speech; "
                  f"{sum(p.numel() for p in net.parameters())} parameters\nminute\tstep\thours_heard\tloss\theld_loss")
    rng = np.random.default_rng(run.step + 5)
    while run.goes_on():
        rows = rng.integers(len(pcm), size=batch)
        x = torch.from_numpy(np.stack([_hear(around, pcm[i]) for i in rows]))
        run.descend(_loss(net.train()(x), _targets(said[rows], mean, scale)))
        if run.due():
            with torch.inference_mode():
                figure = float(_loss(net.eval()(heard), held_target))
            run.report(f"{run.step * batch * STRETCH / RATE / 3600:.2f}", f"{run.loss:.4f}", f"{figure:.4f}")
    torch.save({k: v.half() for k, v in net.stack.state_dict().items()}, WEIGHTS)


def _hear(around: Surroundings, pcm: np.ndarray) -> np.ndarray:
    """Features [T, 40], T a multiple of four."""
    x = pcm.astype(np.float32) / 32768
    heard = around.hear(x, 0.0, 30.0, noisy=.8, reverb=.5, talk=False) if around.rng.random() < .93 else x * 32767
    f = around.features(heard.astype(np.float32), around.rng.choice([1.0, around.rng.uniform(.9, 1.12)]))
    return f[:len(f) // 4 * 4].astype(np.float32)


def begin(net: WakeVerifier) -> None:
    """Puts the trunk of the repository under a verifier; it knows sounds, not languages, so there is one for all."""
    weights = torch.load(WEIGHTS, weights_only=True)
    net.stack.load_state_dict({k: v.float() for k, v in weights.items()})
