"""Vocoder parameters to sound: the reference of dev.hearken.speech.internal.voice.Vocoder (same steps, other random numbers).

Once a pitch period (5 ms where unvoiced) a minimum-phase response of the envelope is excited by a pulse and by a period of white noise,
mixed by the aperiodicity at each frequency, as in WORLD (Morise et al. 2016). The pulse is spread by a fixed chirp, which takes
the edge off its buzz, and placed between samples by a linear phase.
"""
import numpy as np

from . import features

FFT = 1024
UNVOICED_STEP = 0.005                                # seconds
CHIRP = 0.0012                                       # seconds by which the pulse's highest frequencies come later than its lowest


def minimum_phase(log_amplitude):
    """Spectrum [FFT/2+1] with this log amplitude and minimum phase, by the folded cepstrum."""
    cepstrum = np.fft.irfft(log_amplitude, FFT)
    cepstrum[1:FFT // 2] *= 2
    cepstrum[FFT // 2 + 1:] = 0
    return np.exp(np.fft.rfft(cepstrum, FFT))


def synthesise(f0, envelope, bands, rate=16000, seed=0):
    """Samples in -1..1 of parameters as features.analyse gives them."""
    hop = rate * features.PERIOD_MS / 1000
    frames = len(f0)
    total = int(frames * hop)
    out = np.zeros(total + 2 * FFT)
    rng = np.random.default_rng(seed)
    hertz = np.arange(FFT // 2 + 1) * rate / FFT
    gain = 0.5 * np.log(rate / features.RATE)
    omega = 2 * np.pi * hertz
    chirp = -np.pi * CHIRP / (rate / 2) * hertz ** 2
    position = 0.0
    while position < total - 1:
        u = position / hop
        t = min(int(u), frames - 1)
        t2, a = min(t + 1, frames - 1), min(u - t, 1.0)
        voiced = f0[t] > 0
        step = rate / (f0[t] + a * (f0[t2] - f0[t]) if f0[t2] > 0 else f0[t]) if voiced else rate * UNVOICED_STEP
        e = (1 - a) * envelope[t] + a * envelope[t2]
        response = minimum_phase(np.interp(hertz, features.MEL_HERTZ, e) + gain)
        n = max(1, int(position + step) - int(position))
        noise = np.zeros(FFT)
        noise[:n] = rng.standard_normal(n)
        spectrum = np.fft.rfft(noise)
        if voiced:
            d = np.minimum((1 - a) * bands[t] + a * bands[t2], 0)
            rough = 10 ** (np.interp(hertz, [0, 3000, 6000, 9000, 12000], [-60, *d, -1e-9]) / 20)
            pulse = np.sqrt(step) * np.exp(1j * (chirp - omega * (position - int(position)) / rate))
            spectrum = spectrum * rough + pulse * np.sqrt(1 - rough ** 2)
        out[int(position):int(position) + FFT] += np.fft.irfft(response * spectrum, FFT)
        position += step
    return out[:total]
