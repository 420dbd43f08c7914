"""Recordings to vocoder parameters (WORLD: Morise et al. 2016): log F0, envelope on mel points, aperiodicity.

A frame is 10 ms. Envelope: natural log of the amplitude spectrum at 64 mel-spaced points up to 12 kHz, so that one model serves
any output rate up to 24 kHz. Aperiodicity: dB at 3, 6 and 9 kHz (WORLD's own coding), straight lines between -60 dB at 0 Hz and them.
"""
import subprocess

import numpy as np
import pyworld

RATE, PERIOD_MS, FFT = 24000, 10.0, 1024
POINTS, TOP = 64, 12000.0
BANDS = 3                                            # aperiodicity in dB at 3, 6, 9 kHz
F0_FLOOR, F0_CEIL = 90.0, 420.0                      # of the English reader, seen in the recordings


def mel(hertz):
    return 1127 * np.log(1 + hertz / 700.0)


MEL_HERTZ = 700 * (np.exp(np.linspace(0, mel(TOP), POINTS) / 1127) - 1)
BIN_HERTZ = np.arange(FFT // 2 + 1) * RATE / FFT


def read(path, rate=RATE):
    """Any file ffmpeg reads, as float64 mono at rate."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"],
                         check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.float32).astype(np.float64)


def level(samples):
    """Gain that brings the louder speech of a recording to -20 dB full scale."""
    frames = samples[:len(samples) // 480 * 480].reshape(-1, 480)
    return 0.1 / np.sqrt(np.percentile((frames ** 2).mean(1), 90))


def analyse(samples, floor=F0_FLOOR, ceil=F0_CEIL):
    """f0 [T] Hz (0 = unvoiced) between floor and ceil, envelope [T, 64], aperiodicity [T, 3] dB."""
    samples = samples * level(samples)
    samples = samples + 1e-5 * np.random.default_rng(0).standard_normal(len(samples))
    f0, times = pyworld.harvest(samples, RATE, floor, ceil, PERIOD_MS)
    f0 = pyworld.stonemask(samples, f0, times, RATE)
    power = pyworld.cheaptrick(samples, f0, times, RATE, f0_floor=71.0, fft_size=FFT)
    aperiodicity = pyworld.d4c(samples, f0, times, RATE, fft_size=FFT)
    envelope = 0.5 * np.log(np.stack([np.interp(MEL_HERTZ, BIN_HERTZ, p) for p in power]) + 1e-12)
    bands = pyworld.code_aperiodicity(aperiodicity, RATE)
    f0 = np.where(bands[:, 0] > -0.5, 0, f0)         # D4C found no harmonic structure: unvoiced
    return f0.astype(np.float32), envelope.astype(np.float32), bands.astype(np.float32)
