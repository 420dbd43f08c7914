"""Kaldi log-mel features ("fbank"), the one input of all models.

16 kHz, samples on the int16 scale, 400-sample frames every 160 (snip-edges), DC removed per frame, pre-emphasis 0.97,
povey window, 512-point power spectrum, 40 triangular HTK-mel bins between 20 and 7600 Hz, natural log floored at
FLT_EPSILON. No dither, no energy. See Kaldi's feature-window.cc and mel-computations.cc.
"""
from __future__ import annotations

import functools

import numpy as np
import scipy.fft

RATE = 16000
FRAME = 400
HOP = 160
FFT = 512
BINS = 40
LOW_HZ = 20.0
HIGH_HZ = 7600.0
FLOOR = 1.1920929e-07

_WINDOW = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85).astype(np.float32)


def mel(hertz):
    """HTK mel scale."""
    return 1127.0 * np.log(1.0 + np.asarray(hertz) / 700.0)


def _warp(hertz: np.ndarray, factor: float) -> np.ndarray:
    """Piecewise-linear vocal-tract-length warp: `factor` > 1 moves formants up; the band edges stay."""
    knee = 4800.0 * min(1.0, 1.0 / factor)
    slope = (8000.0 - knee * factor) / (8000.0 - knee)
    return np.where(hertz <= knee, hertz * factor, knee * factor + (hertz - knee) * slope)


@functools.lru_cache(64)
def filterbank(warp: float = 1.0) -> np.ndarray:
    """[257, 40] weights; triangles are linear in mel. The Nyquist bin has weight 0, as in Kaldi."""
    edges = np.linspace(mel(LOW_HZ), mel(HIGH_HZ), BINS + 2)
    hertz = np.arange(FFT // 2 + 1) * (RATE / FFT)
    m = mel(_warp(hertz, warp) if warp != 1.0 else hertz)[:, None]
    up = (m - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - m) / (edges[2:] - edges[1:-1])
    weights = np.maximum(0.0, np.minimum(up, down))
    weights[-1] = 0.0
    return weights.astype(np.float32)


def frame_count(samples: int) -> int:
    """Frames of a signal of that many samples (snip-edges)."""
    return 0 if samples < FRAME else 1 + (samples - FRAME) // HOP


def power_spectra(pcm: np.ndarray) -> np.ndarray:
    """[frames, 257] power spectra of a signal on the int16 scale."""
    n = frame_count(len(pcm))
    pcm = np.ascontiguousarray(pcm, np.float32)
    step = pcm.strides[0]
    frames = np.lib.stride_tricks.as_strided(pcm, (n, FRAME), (HOP * step, step))
    frames = frames - frames.mean(1, keepdims=True)
    emphasised = np.empty_like(frames)
    emphasised[:, 1:] = frames[:, 1:] - 0.97 * frames[:, :-1]
    emphasised[:, 0] = frames[:, 0] * (1.0 - 0.97)
    emphasised *= _WINDOW
    spectrum = scipy.fft.rfft(emphasised, FFT, axis=1)
    return spectrum.real ** 2 + spectrum.imag ** 2


def fbank(pcm: np.ndarray, warp: float = 1.0) -> np.ndarray:
    """Features [frames, 40] of a signal on the int16 scale (-32768..32767); `warp` only in training."""
    return log_mel(power_spectra(pcm), warp)


def log_mel(power: np.ndarray, warp: float = 1.0) -> np.ndarray:
    """Power spectra [frames, 257] -> natural-log mel energies [frames, 40]."""
    return np.log(np.maximum(power @ filterbank(round(warp, 2)), FLOOR))
