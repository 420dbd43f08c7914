"""Training by the clock: a warm-up and a cosine over so many minutes of work, checkpoints that a broken run goes on from, a curve.

    run = Clocked("vad", {"net": net}, optimiser, minutes, peak=3e-3)
    run.begin_log("…\nminute\tstep\t…")
    while run.goes_on():
        run.descend(loss_of_a_batch)
        if run.due():
            run.report(figures)
"""
from __future__ import annotations

import math
import time

import torch

from hearken_training import paths


class Clocked:
    """The state of one run. `counts` are kept beside the nets: hours heard and the like."""

    def __init__(self, name: str, nets: dict[str, torch.nn.Module], optimiser: torch.optim.Optimizer, minutes: float, peak: float, warm_up: int = 150,
                 floor: float = .01, clip: float = 1.0, every: float = 150.0):
        """Resumes from the checkpoint of this name, if there is one.

        `warm_up` steps to the rate `peak`, then down to `floor` of it; `every` so many seconds it is due.
        """
        self.name, self.nets, self.optimiser = name, nets, optimiser
        self.seconds, self.peak, self.warm_up, self.floor, self.clip, self.every = 60 * minutes, peak, warm_up, floor, clip, every
        self.checkpoint, self.log = paths.ears("checkpoints", f"{name}.pt"), paths.run_log(name)
        self.counts: dict[str, float] = {}
        self.spent, self.step, self.loss = 0.0, 0, float("nan")
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, weights_only=True)
            for key, net in nets.items():
                net.load_state_dict(state.pop(key))
            optimiser.load_state_dict(state.pop("optimiser"))
            self.spent, self.step = state.pop("spent"), state.pop("step")
            self.counts = state
        self.start = self.saved = time.time()
        self.ended = False

    @property
    def done(self) -> float:
        """Share of the time, 0..1."""
        return min(1.0, (self.spent + time.time() - self.start) / self.seconds)

    def goes_on(self) -> bool:
        """False when the last report has been made."""
        return not self.ended

    def begin_log(self, head: str) -> None:
        """Behind what earlier runs have written; not where a run is resumed."""
        if not self.step:
            with self.log.open("a") as out:
                out.write(head + "\n")

    def descend(self, value: torch.Tensor) -> None:
        """One step of the optimiser."""
        share = min(1, (self.step + 1) / self.warm_up) * (self.floor + (1 - self.floor) * .5 * (1 + math.cos(math.pi * self.done)))
        for group in self.optimiser.param_groups:
            group["lr"] = self.peak * share
        self.optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_([p for net in self.nets.values() for p in net.parameters()], self.clip)
        self.optimiser.step()
        self.step += 1
        now = float(value.detach())
        self.loss = now if math.isnan(self.loss) else .98 * self.loss + .02 * now

    def due(self) -> bool:
        """Whether it is time for a checkpoint and a line, also at the end."""
        return self.done >= 1 or time.time() - self.saved > self.every

    def report(self, *figures: str) -> None:
        """Checkpoint (under another name first) and a line of the curve: minute, step, then these."""
        self.ended = self.done >= 1
        self.saved = time.time()
        elapsed = self.spent + self.saved - self.start
        temporary = self.checkpoint.with_suffix(".part")
        torch.save({key: net.state_dict() for key, net in self.nets.items()}
                   | {"optimiser": self.optimiser.state_dict(), "spent": elapsed, "step": self.step} | self.counts, temporary)
        temporary.rename(self.checkpoint)
        row = "\t".join([f"{elapsed / 60:.1f}", str(self.step), *figures])
        print(row, flush=True)
        with self.log.open("a") as out:
            out.write(row + "\n")
