"""From clean speech to what a speaker in a room hears: speed, rooms, noise, microphone, level; straight to features.

Waveform steps (speed, room, noise, clipping) run on float32 at int16 scale; the microphone's frequency response and
self noise are applied to the power spectra, where they cost nothing, and vocal-tract warp in the mel filterbank.
"""
from __future__ import annotations

import random

import numba
import numpy as np
import scipy.fft

from hearken_training import clips, features

RATE = features.RATE
SOUND_METRES_PER_SECOND = 343.0
BED = 8 * RATE
"""Samples of one prepared noise bed."""


@numba.njit(cache=True)
def _image_source(room, source, mic, reflection, order, taps):
    """Shoebox room, equal walls, linear-interpolated delays (Allen and Berkley 1979)."""
    h = np.zeros(taps)
    for ix in range(-order, order + 1):
        x = ix * room[0] + (source[0] if ix % 2 == 0 else room[0] - source[0]) - mic[0]
        for iy in range(-order, order + 1):
            y = iy * room[1] + (source[1] if iy % 2 == 0 else room[1] - source[1]) - mic[1]
            for iz in range(-order, order + 1):
                z = iz * room[2] + (source[2] if iz % 2 == 0 else room[2] - source[2]) - mic[2]
                distance = np.sqrt(x * x + y * y + z * z)
                delay = distance / 343.0 * 16000.0
                i = int(delay)
                if i < taps - 1:
                    a = reflection ** (abs(ix) + abs(iy) + abs(iz)) / max(distance, 0.1)
                    part = delay - i
                    h[i] += a * (1 - part)
                    h[i + 1] += a * part
    return h


@numba.njit(cache=True, fastmath=True)
def _resample(x, step):
    """Catmull-Rom resampling by `step` input samples per output sample."""
    n = int((len(x) - 3) / step)
    y = np.empty(n, np.float32)
    for i in range(n):
        t = 1.0 + i * step
        k = int(t)
        f = np.float32(t - k)
        a, b, c, d = x[k - 1], x[k], x[k + 1], x[min(k + 2, len(x) - 1)]
        y[i] = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)))
    return y


def rooms(count: int, rng: random.Random, taps: int = 5600) -> list[np.ndarray]:
    """Random room responses of unit energy whose direct sound lies within the first 0.5 ms."""
    out = []
    for _ in range(count):
        size = np.array([rng.uniform(2.5, 8), rng.uniform(2.5, 7), rng.uniform(2.2, 3.5)])
        source, mic = (np.array([rng.uniform(.3, d - .3) for d in size]) for _ in range(2))
        if rng.random() < .4:
            mic = np.clip(source + np.array([rng.gauss(0, .5) for _ in range(3)]), .2, size - .2)
        h = _image_source(size, source, mic, rng.uniform(.3, .88), 9, taps)
        start = int(np.argmax(h > 0))
        t = np.arange(taps)
        noise = np.random.default_rng(rng.randrange(1 << 30)).standard_normal(taps)
        decay = np.exp(-(t - start) / RATE * 6.9 / rng.uniform(.15, .7))
        h = h + noise * decay * (t > start + 400) * h.max() * rng.uniform(.002, .05)
        h = h[max(0, start - 8):]
        out.append((h / np.sqrt((h ** 2).sum())).astype(np.float32))
    return out


def coloured(rng: random.Random, n: int = BED) -> np.ndarray:
    """Stationary or slowly modulated noise: tilted or band-shaped spectrum, sometimes mains hum."""
    g = np.random.default_rng(rng.randrange(1 << 30))
    spectrum = scipy.fft.rfft(g.standard_normal(n).astype(np.float32))
    f = np.arange(len(spectrum)) + 1.0
    spectrum *= f ** (-rng.uniform(0, 1.2))
    if rng.random() < .4:
        centre, width = rng.uniform(100, 6000) / 8000 * len(f), rng.uniform(.02, .3) * len(f)
        spectrum *= .2 + np.exp(-.5 * ((f - centre) / width) ** 2)
    x = scipy.fft.irfft(spectrum, n)
    t = np.arange(n) / RATE
    if rng.random() < .4:
        x *= 1 + .8 * np.sin(2 * np.pi * rng.uniform(.3, 8) * t + rng.uniform(0, 6))
    if rng.random() < .25:
        mains = rng.choice([50, 60, 100, 120])
        x += sum(np.sin(2 * np.pi * k * mains * t) / k for k in (1, 2, 3)) * x.std()
    return x.astype(np.float32)


def music(rng: random.Random, n: int = BED) -> np.ndarray:
    """Decaying harmonic chords with some percussion."""
    g = np.random.default_rng(rng.randrange(1 << 30))
    x = np.zeros(n, np.float32)
    at = 0
    while at < n:
        end = min(n, at + int(rng.uniform(.12, .6) * RATE))
        t = np.arange(end - at) / RATE
        root = 82 * 2 ** (rng.randint(0, 30) / 12)
        for interval in rng.choice([[0], [0, 4, 7], [0, 3, 7], [0, 7, 12], [0, 4, 7, 11]]):
            tone = root * 2 ** (interval / 12) * (1 + .003 * np.sin(2 * np.pi * 5 * t) * rng.random())
            for k in range(1, rng.randint(3, 10)):
                x[at:end] += np.sin(2 * np.pi * k * tone * t) / k * np.exp(-t * rng.uniform(1, 8))
        if rng.random() < .5:
            hit = min(n, at + 1600) - at
            x[at:at + hit] += g.standard_normal(hit) * np.exp(-np.arange(hit) / 300)
        at = end
    return x


class Surroundings:
    """Rooms and noise beds prepared once per process; `held` takes the noise recordings kept out of training."""

    def __init__(self, seed: int, held: bool = False, room_count: int = 160):
        self.rng = random.Random(seed)
        self.rooms = rooms(room_count, self.rng)
        self.spectra: dict[int, list[np.ndarray]] = {}
        self.real = [self._bed(clips.samples(p)) for p in clips.noise_paths(held)]
        """Noise recordings; none where there are no recordings (a laptop that trains a wake phrase)."""
        self.made = [self._bed(coloured(self.rng)) for _ in range(60)]
        self.music = [self._bed(music(self.rng)) for _ in range(30)]
        self.talk: list[np.ndarray] = []

    @staticmethod
    def _bed(x: np.ndarray) -> np.ndarray:
        if len(x) < BED:
            x = np.tile(x, BED // max(1, len(x)) + 1)
        rms = np.sqrt(np.mean(x ** 2)) + 1e-9
        return (x / rms).astype(np.float32)

    def remember(self, x: np.ndarray) -> None:
        """Keep a sentence for babble."""
        if len(self.talk) < 200:
            self.talk.append(x)
        else:
            self.talk[self.rng.randrange(200)] = x

    def reverberate(self, x: np.ndarray) -> np.ndarray:
        """Convolve with a random room, same length."""
        h = self.rng.choice(self.rooms)
        n = scipy.fft.next_fast_len(len(x) + len(h), real=True)
        return scipy.fft.irfft(scipy.fft.rfft(x, n) * scipy.fft.rfft(h, n), n)[:len(x)]

    def _cut(self, bed: np.ndarray, n: int) -> np.ndarray:
        start = self.rng.randrange(len(bed))
        piece = bed[start:start + n]
        while len(piece) < n:
            piece = np.concatenate([piece, bed[:n - len(piece)]])
        return piece

    def noise(self, n: int, talk: bool = True) -> tuple[np.ndarray, bool]:
        """Noise of n samples (any scale) and whether it is talk; real recordings half of the time."""
        r = self.rng
        k = r.random()
        if k < .5 and self.real:
            x = self._cut(r.choice(self.real), n)
            return (x + self._cut(r.choice(self.made), n) * r.uniform(0, .5) if r.random() < .3 else x), False
        if k < .72:
            return self._cut(r.choice(self.made), n), False
        if k < .86 or not self.talk or not talk:
            return self._cut(r.choice(self.music), n), False
        x = np.zeros(n, np.float32)
        for _ in range(r.randint(1, 5)):
            x += self._cut(r.choice(self.talk), n) * r.uniform(.3, 1)
        return (self.reverberate(x) if r.random() < .6 else x), True

    def hear(self, x: np.ndarray, snr_low: float = 0.0, snr_high: float = 32.0, noisy: float = .8, reverb: float = .55,
             talk: bool = True) -> np.ndarray:
        """Room, noise and level: speech at any scale -> float32 on the int16 scale, peak -35..-1 dB of full scale."""
        r = self.rng
        active = np.sqrt(np.mean(np.square(x[np.abs(x) > .02 * np.abs(x).max() + 1e-9]))) if np.abs(x).max() > 0 else 1.0
        if r.random() < reverb:
            x = self.reverberate(x)
        if r.random() < noisy:
            bed, is_talk = self.noise(len(x), talk)
            snr = r.uniform(max(8.0, snr_low) if is_talk else snr_low, snr_high)
            x = x + bed * (active * 10 ** (-snr / 20) / (np.sqrt(np.mean(bed ** 2)) + 1e-9))
        x = x * (32767 * 10 ** (r.uniform(-35, -1) / 20) / (np.abs(x).max() + 1e-9))
        if r.random() < .04:
            limit = np.abs(x).max() * r.uniform(.2, .5)
            x = np.clip(x, -limit, limit)
        return x.astype(np.float32)

    def microphone(self) -> tuple[np.ndarray, float]:
        """A random frequency response (gain of power per FFT bin) and self noise (power per FFT bin)."""
        r = self.rng
        knots = np.array([0, 150, 400, 1000, 2500, 5000, 8000])
        gain = np.cumsum([r.gauss(0, 2.5) for _ in knots])
        gain -= gain.mean()
        if r.random() < .3:
            gain[0] -= 20
            gain[1] -= r.uniform(0, 12)
        if r.random() < .06:
            gain[-1] -= 45
            gain[-2] -= 25
        curve = np.interp(np.arange(features.FFT // 2 + 1) * RATE / features.FFT, knots, gain)
        # White noise of rms s has power s^2 * sum(window^2) per bin; 0.3..30 int16 steps, after pre-emphasis roughly.
        rms = 10 ** r.uniform(-.5, 1.2)
        return (10 ** (curve / 10)).astype(np.float32), rms * rms * 180.0

    def features(self, x: np.ndarray, warp: float = 1.0) -> np.ndarray:
        """Features of a heard signal, through a random microphone (four times in five)."""
        r = self.rng
        power = features.power_spectra(x)
        if r.random() < .8:
            gain, floor = self.microphone()
            power = power * gain
            power += np.random.default_rng(r.randrange(1 << 30)).standard_exponential(power.shape, np.float32) * floor
        return features.log_mel(power, warp)

    def speed(self, x: np.ndarray, low: float, high: float) -> np.ndarray:
        """Play faster or slower (pitch and formants follow)."""
        factor = self.rng.uniform(low, high)
        return x if abs(factor - 1) < .01 else _resample(x, factor)
