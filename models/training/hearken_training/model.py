"""The streaming recogniser: log-mel -> 4x subsampling -> causal depthwise-separable residual blocks -> phone CTC.

All tensors are [batch, time, channels]. Every layer looks back only, so a file and a stream give the same numbers; the
network itself learns how long it waits before it emits a phone. State tensors hold the last inputs of each convolution.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hearken_training.features import BINS
from hearken_training.phones import CLASSES

SUBSAMPLING = 4
FEATURE_FLOOR = 2.0
"""Log energies below this (digital silence, less than one int16 step of noise) are raised to it."""
FEATURE_MEAN = 12.5
FEATURE_SCALE = 4.5


class CausalDepthwise(nn.Module):
    """Depthwise convolution over time as a sum of shifted products: faster than grouped conv1d on a CPU."""

    def __init__(self, width: int, taps: int, dilation: int):
        super().__init__()
        self.taps, self.dilation = taps, dilation
        self.history = (taps - 1) * dilation
        self.weight = nn.Parameter(torch.randn(taps, width) * taps ** -0.5)
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, padded: Tensor) -> Tensor:
        """[B, history + T, D] -> [B, T, D]."""
        t = padded.shape[1] - self.history
        y = self.bias + padded[:, :t] * self.weight[0]
        for k in range(1, self.taps):
            y = y + padded[:, k * self.dilation:k * self.dilation + t] * self.weight[k]
        return y


class Block(nn.Module):
    """Residual block: depthwise convolution, LayerNorm, widening Linear, ReLU, narrowing Linear."""

    def __init__(self, width: int, taps: int, dilation: int, hidden: int, dropout: float):
        super().__init__()
        self.convolution = CausalDepthwise(width, taps, dilation)
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, hidden)
        self.narrow = nn.Linear(hidden, width)
        self.dropout = dropout

    def forward(self, x: Tensor, history: Tensor) -> tuple[Tensor, Tensor]:
        padded = torch.cat([history, x], 1)
        y = self.narrow(F.relu(self.widen(self.norm(self.convolution(padded)))))
        if self.training and self.dropout:
            y = F.dropout(y, self.dropout)
        return x + y, padded[:, padded.shape[1] - self.convolution.history:]


class Recogniser(nn.Module):
    """`forward` for whole files, `stream` for chunks of a multiple of four frames with explicit states."""

    def __init__(self, width: int = 256, hidden: int = 512, blocks: int = 7, taps: int = 7, front: int = 192,
                 classes: int = CLASSES, dropout: float = 0.0):
        super().__init__()
        self.front, self.width = front, width
        self.stem1 = nn.Linear(5 * BINS, front)
        self.stem2 = nn.Linear(5 * front, width)
        self.stem_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, taps, 2 if i % 3 == 2 else 1, hidden, dropout) for i in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, classes)

    @staticmethod
    def normalise(fbank: Tensor) -> Tensor:
        """Raw features -> about zero mean and unit variance."""
        return (torch.clamp(fbank, min=FEATURE_FLOOR) - FEATURE_MEAN) / FEATURE_SCALE

    @staticmethod
    def _halve(x: Tensor, history: Tensor, layer: nn.Linear) -> tuple[Tensor, Tensor]:
        """Five-frame window every two frames: history [B, 3, C], x [B, 2n, C] -> [B, n, out]."""
        padded = torch.cat([history, x], 1)
        n = x.shape[1] // 2
        windows = torch.cat([padded[:, k:k + 2 * n - 1:2] for k in range(5)], 2)
        return F.relu(layer(windows)), padded[:, padded.shape[1] - 3:]

    def initial_states(self, batch: int = 1) -> list[Tensor]:
        """Zero states in the order `stream` takes and returns them."""
        return [torch.zeros(batch, 3, BINS), torch.zeros(batch, 3, self.front)] + [
            torch.zeros(batch, b.convolution.history, self.width) for b in self.blocks]

    def hidden(self, fbank: Tensor, *states: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Everything but the head: [B, T/4, width] and the next states."""
        x, s1 = self._halve(self.normalise(fbank), states[0], self.stem1)
        x, s2 = self._halve(x, states[1], self.stem2)
        x = self.stem_norm(x)
        following = [s1, s2]
        for block, history in zip(self.blocks, states[2:]):
            x, kept = block(x, history)
            following.append(kept)
        return self.norm(x), following

    def stream(self, fbank: Tensor, *states: Tensor) -> tuple[Tensor, ...]:
        """Log-probabilities [B, T/4, P] followed by the next states."""
        x, following = self.hidden(fbank, *states)
        return (F.log_softmax(self.head(x).float(), -1), *following)

    def forward(self, fbank: Tensor) -> Tensor:
        """[B, T, 40] raw features, T a multiple of 4 -> log-probabilities [B, T/4, P]."""
        return self.stream(fbank, *(s.to(fbank.device) for s in self.initial_states(fbank.shape[0])))[0]


def packed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Matrices as int8 with a step for each row (`<name>.step`), the rest as fp16."""
    out = {}
    for name, w in weights.items():
        if w.dim() == 2:
            step = w.abs().amax(1).clamp(min=1e-8) / 127
            out[name], out[name + ".step"] = torch.round(w / step[:, None]).to(torch.int8), step.half()
        else:
            out[name] = w.half() if w.is_floating_point() else w
    return out


def unpacked(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """What `packed` made small, as float32."""
    return {name: w.float() * weights[name + ".step"].float()[:, None] if w.dtype == torch.int8 else w.float()
            for name, w in weights.items() if not name.endswith(".step")}


def from_weights(weights: dict[str, Tensor], blocks: int = 0, classes: int = 0) -> Recogniser:
    """A recogniser of as many blocks and labels as the weights have (float, or `packed`), or of more.

    Added blocks start as the identity (their narrow layer is zero), added labels as unlikely as can be told from the others.
    """
    found = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
    weights = unpacked(weights)
    known = weights["head.bias"].shape[0]
    net = Recogniser(blocks=max(found, blocks), classes=max(known, classes))
    if known < classes:
        weights["head.weight"] = torch.cat([weights["head.weight"], net.head.weight.detach()[known:] * .1])
        weights["head.bias"] = torch.cat([weights["head.bias"], weights["head.bias"].min().expand(classes - known)])
    missing, unexpected = net.load_state_dict(weights, strict=False)
    if unexpected or any(int(name.split(".")[1]) < found for name in missing):
        raise ValueError(f"weights of another network: missing {missing}, unexpected {unexpected}")
    for block in net.blocks[found:]:
        nn.init.zeros_(block.narrow.weight)
        nn.init.zeros_(block.narrow.bias)
    return net


def voice_activity_net() -> Recogniser:
    """The same stack, small, with one output: a logit of speech every 40 ms; it looks back 1.9 s."""
    return Recogniser(width=96, hidden=192, blocks=6, taps=7, front=64, classes=1)


class WakeVerifier(nn.Module):
    """The same stack over a fixed window, pooled over time by mean and maximum, one logit."""

    def __init__(self, width: int = 112, hidden: int = 224, blocks: int = 5):
        super().__init__()
        self.stack = Recogniser(width=width, hidden=hidden, blocks=blocks, taps=7, front=64, classes=1)
        self.dropout = 0.1
        self.head = nn.Linear(2 * width, 1)

    def forward(self, fbank: Tensor) -> Tensor:
        """[B, W, 40] -> logits [B]."""
        x, _ = self.stack.hidden(fbank, *self.stack.initial_states(fbank.shape[0]))
        pooled = torch.cat([x.mean(1), x.amax(1)], -1)
        if self.training:
            pooled = F.dropout(pooled, self.dropout)
        return self.head(pooled)[:, 0]
