"""Text to sound in Python, the reference of the Java runtime; without its text normaliser and letter-to-sound rules."""
import numpy as np
import torch

from . import features, model, symbols, vocoder
from .features import BANDS, POINTS

EMPHASIS = 0.35                                      # how much formants are raised over the spectrum's run (against averaging)
SPAN = 6                                             # points to each side over which that run is taken


def emphasis():
    """Matrix on envelopes that adds EMPHASIS times the deviation from the running mean."""
    run = np.zeros((POINTS, POINTS))
    for i in range(POINTS):
        for j in range(i - SPAN, i + SPAN + 1):
            run[i, min(max(j, 0), POINTS - 1)] += 1 / (2 * SPAN + 1)
    return np.eye(POINTS) + EMPHASIS * (np.eye(POINTS) - run)


class Speaker:
    def __init__(self, checkpoint, dictionary=None, language="en"):
        state = torch.load(checkpoint, weights_only=False)
        self.net = model.Voice(language)
        self.net.load_state_dict(state["average"])
        self.net.eval()
        self.words = {}
        if dictionary:
            from . import prepare                    # needs pocketsphinx
            self.words = prepare.dictionary(dictionary)
        self.emphasis = emphasis()

    def say(self, text, rate=16000):
        items = [t for t in symbols.tokens(text) if t in ",.?" or t in self.words]
        ids, places, _ = symbols.sequence(items, self.words)
        return self.sound(*self.parameters(ids, places), rate)

    def parameters(self, ids, places):
        """f0, envelope, bands."""
        with torch.no_grad():
            mask = torch.ones(1, len(ids), 1)
            states, log_duration = self.net.encoder(torch.tensor([ids]), torch.tensor([places]), mask)
            durations = torch.exp(log_duration[0]).round().clamp(1, 100).long()
            x = torch.repeat_interleave(states[0], durations, 0)[None]
            length = torch.repeat_interleave(durations, durations).float()
            frame = torch.arange(len(length)) - torch.repeat_interleave(torch.cumsum(durations, 0) - durations, durations)
            o = self.net.decoder(x, model.positions(frame.float(), length)[None], torch.ones(1, len(length), 1))[0]
            o = (o * self.net.scale + self.net.mean).numpy().astype(np.float64)
        f0 = np.where(o[:, -1] > 0, np.exp(o[:, -2]), 0)
        return f0, o[:, :POINTS] @ self.emphasis.T, o[:, POINTS:POINTS + BANDS]

    def sound(self, f0, envelope, bands, rate):
        return vocoder.synthesise(f0, envelope, bands, rate)
