"""Phones to vocoder parameters without recursion over time, after FastSpeech 2 (Ren et al. 2021), made of ConvNeXt blocks.

The encoder sees phones and gives each a state, a duration, a pitch and an energy; the decoder sees 10 ms frames in windows of any
length, its context reaching REACH frames to each side, so that a sentence is decoded in pieces. Masks are 1 where there is something.
"""
import torch
from torch import nn
from torch.nn import functional as F

from . import mandarin_symbols, symbols
from .features import BANDS, POINTS

WIDTH, ENCODER_LAYERS, DECODER_LAYERS, DECODER_KERNEL = 160, 5, 6, 7
REACH = DECODER_LAYERS * (DECODER_KERNEL // 2)       # frames of context on each side
OUTPUTS = POINTS + BANDS + 2                         # envelope, aperiodicity, log F0, voicing logit
DROPOUT = 0.1


class Block(nn.Module):
    """Depthwise convolution along time, then a wide layer within each step, with a way around."""

    def __init__(self, kernel, expand, dilation=1):
        super().__init__()
        self.spread = nn.Conv1d(WIDTH, WIDTH, kernel, padding=(kernel - 1) // 2 * dilation, dilation=dilation, groups=WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.up, self.down = nn.Linear(WIDTH, expand * WIDTH), nn.Linear(expand * WIDTH, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        h = self.spread((x * mask).transpose(1, 2)).transpose(1, 2)
        return x + self.drop(self.down(F.relu(self.up(self.norm(h)))))


class Predictor(nn.Module):
    """A number or more for each phone."""

    def __init__(self, outputs):
        super().__init__()
        self.blocks = nn.ModuleList([Block(3, 2), Block(3, 2)])
        self.norm, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, outputs)

    def forward(self, x, mask):
        for block in self.blocks:
            x = block(x, mask)
        return self.out(self.norm(x))


class TonedEmbedding(nn.Module):
    """A row for each symbol: that of its sound, that of its tone, and a small one of its own, so that rare tones of a sound are learnt from others."""

    def __init__(self, factors):
        super().__init__()
        sound, tone = (torch.tensor(column) for column in zip(*factors))
        self.register_buffer("of_sound", sound, persistent=False)
        self.register_buffer("of_tone", tone, persistent=False)
        self.sound, self.tone = nn.Embedding(int(sound.max()) + 1, WIDTH), nn.Embedding(int(tone.max()) + 1, WIDTH)
        self.own = nn.Embedding(len(factors), WIDTH)
        nn.init.normal_(self.own.weight, std=0.05)

    @property
    def weight(self):
        return self.sound(self.of_sound) + self.tone(self.of_tone) + self.own.weight

    def forward(self, ids):
        return F.embedding(ids, self.weight)


class Encoder(nn.Module):
    def __init__(self, language):
        super().__init__()
        self.phone = nn.Embedding(len(symbols.SYMBOLS), WIDTH) if language == "en" else TonedEmbedding(mandarin_symbols.factors())
        self.place = nn.Embedding(4, WIDTH)
        self.blocks = nn.ModuleList([Block(5, 3, d) for d in (1, 1, 2, 2, 4)])
        self.norm = nn.LayerNorm(WIDTH)
        self.mean = nn.Linear(WIDTH, POINTS)         # serves the alignment search only
        self.duration, self.prosody = Predictor(1), Predictor(2)
        self.tint = nn.Linear(2, WIDTH)

    def states(self, phones, places, mask):
        x = self.phone(phones) + self.place(places)
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x)

    def forward(self, phones, places, mask):
        """phones, places [1, N] int64, mask [1, N, 1]: state [1, N, W], log duration [1, N]."""
        x = self.states(phones, places, mask)
        prosody = self.prosody(x, mask)
        return x + self.tint(prosody), self.duration(x, mask)[..., 0]


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.position = nn.Linear(3, WIDTH)
        self.blocks = nn.ModuleList([Block(DECODER_KERNEL, 4) for _ in range(DECODER_LAYERS)])
        self.norm, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, OUTPUTS)

    def forward(self, x, position, mask):
        """x [B, T, W] state of each frame's phone, position [B, T, 3] within it, mask [B, T, 1] -> [B, T, OUTPUTS] (normalised)."""
        x = x + self.position(position)
        for block in self.blocks:
            x = block(x, mask)
        return self.out(self.norm(x))


def positions(frame, length):
    """Part of the phone that is over, part to come, and its length."""
    return torch.stack([(frame + 0.5) / length, 1 - (frame + 0.5) / length, torch.log(length) / 3], -1)


class Voice(nn.Module):
    def __init__(self, language="en"):
        super().__init__()
        self.encoder, self.decoder = Encoder(language), Decoder()
        for name, size in (("mean", OUTPUTS), ("scale", OUTPUTS), ("spread", POINTS)):
            self.register_buffer(name, torch.ones(size) if name != "mean" else torch.zeros(size))
