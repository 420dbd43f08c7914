"""Writes the fbank reference that the Java feature extractor is checked against, from an independent implementation.

Needs `kaldi_native_fbank` (C++ port of Kaldi's feature code). The input is a formula, so that both sides can make it:
sample[i] = round(6000 sin(2 pi (300 t + 900 t^2)) + 2500 sin(2 pi 1731 t) + 700 ((i * 7919 mod 1009) / 504.5 - 1) + 120),
t = i / 16000, i = 0 .. 15999, round to nearest (ties to even), int16 scale.
"""
from __future__ import annotations

from pathlib import Path

import numpy as np

from hearken_training import features

SAMPLES = 16000


def reference_input() -> np.ndarray:
    """The formula above as int16-scale float32."""
    i = np.arange(SAMPLES, dtype=np.float64)
    t = i / features.RATE
    x = 6000 * np.sin(2 * np.pi * (300 * t + 900 * t * t)) + 2500 * np.sin(2 * np.pi * 1731 * t)
    x += 700 * (np.mod(i * 7919, 1009) / 504.5 - 1) + 120
    return np.round(x).astype(np.float32)


def kaldi(pcm: np.ndarray) -> np.ndarray:
    """[frames, 40] by kaldi_native_fbank with the options of the house."""
    import kaldi_native_fbank as knf

    options = knf.FbankOptions()
    options.frame_opts.samp_freq = features.RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.frame_opts.window_type = "povey"
    options.frame_opts.preemph_coeff = 0.97
    options.frame_opts.remove_dc_offset = True
    options.mel_opts.num_bins = features.BINS
    options.mel_opts.low_freq = features.LOW_HZ
    options.mel_opts.high_freq = features.HIGH_HZ
    options.use_energy = False
    options.use_log_fbank = True
    options.use_power = True
    extractor = knf.OnlineFbank(options)
    extractor.accept_waveform(features.RATE, pcm.tolist())
    extractor.input_finished()
    return np.stack([extractor.get_frame(i) for i in range(extractor.num_frames_ready)])


def write(folder: Path) -> None:
    """`fbank-reference.pcm` (int16 little endian) and `fbank-reference.csv` (one frame of 40 values a line)."""
    pcm = reference_input()
    expected = kaldi(pcm)
    own = features.fbank(pcm)
    folder.mkdir(parents=True, exist_ok=True)
    pcm.astype("<i2").tofile(folder / "fbank-reference.pcm")
    np.savetxt(folder / "fbank-reference.csv", expected, fmt="%.5f", delimiter=",")
    print(f"{expected.shape[0]} frames; numpy against kaldi_native_fbank: largest difference {np.abs(own - expected).max():.2e}")
