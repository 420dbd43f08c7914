"""Synthetic speech from Debian programs: espeak-ng with random voice variants, flite and festival.

Every engine returns mono float32 at 16 kHz, full scale 1, trimmed of silence. Trap: with more than about 170 files in
espeak-ng's variant folder it silently says nothing, so a process owns at most 40 variant files and rewrites them.
"""
from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile as sf
import soxr

RATE = 16000
ENGLISH = ["en-us"] * 6 + ["en-us-nyc", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-029"]
FLITE = {"slt": 180.0, "rms": 95.0, "awb": 120.0, "kal16": 105.0}
"""flite voice -> natural mean pitch in hertz."""
FESTIVAL = ["kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts"]
SYSTEM_DATA = Path("/usr/lib/x86_64-linux-gnu/espeak-ng-data")


def _read(raw: bytes, rate: int) -> np.ndarray:
    x = np.frombuffer(raw[: len(raw) // 2 * 2], np.int16).astype(np.float32) / 32768
    return x if rate == RATE else soxr.resample(x, rate, RATE, quality="MQ")


def trim(x: np.ndarray, threshold: float = 0.008) -> np.ndarray:
    """Cut leading and trailing silence (relative to the peak), keeping 20 ms before and 40 ms after."""
    loud = np.flatnonzero(np.abs(x) > threshold * max(1e-6, float(np.abs(x).max(initial=0.0))))
    return x[max(0, loud[0] - 320): loud[-1] + 640] if len(loud) else x[:0]


class Espeak:
    """Unlimited "speakers": voice variants with random formants, pitch, breath, flutter and source."""

    def __init__(self, folder: Path, rng: random.Random, voices: int = 40):
        self.rng = rng
        self.folder = folder
        self.variants = [f"r{i}" for i in range(voices)]
        if not folder.exists():
            shutil.copytree(SYSTEM_DATA, folder / "espeak-ng-data")
        self.place = folder / "espeak-ng-data" / "voices" / "!v"
        for name in self.variants:
            self._write(name)

    def _write(self, name: str) -> None:
        r = self.rng
        kind = r.choice("mmffc")
        pitch = {"m": r.uniform(75, 135), "f": r.uniform(140, 235), "c": r.uniform(200, 310)}[kind]
        scale = {"m": r.uniform(90, 108), "f": r.uniform(103, 120), "c": r.uniform(112, 132)}[kind]
        lines = ["language variant", f"name {name}", f"gender {'male' if kind == 'm' else 'female'}",
                 f"pitch {pitch:.0f} {pitch * r.uniform(1.15, 1.9):.0f}"]
        for i in range(9):
            lines.append(f"formant {i} {scale * r.uniform(.94, 1.06):.0f} {r.uniform(60, 130):.0f} {r.uniform(70, 180):.0f}")
        if r.random() < .3:
            lines.append(f"klatt {r.randint(1, 5)}")
        if r.random() < .4:
            lines.append("breath " + " ".join(str(r.randint(0, 6)) for _ in range(8)))
        for key, chance, low, high in (("flutter", .5, 1, 8), ("roughness", .4, 0, 6), ("voicing", .5, 70, 140)):
            if r.random() < chance:
                lines.append(f"{key} {r.randint(low, high)}")
        if r.random() < .5:
            lines.append(f"consonants {r.randint(60, 150)} {r.randint(60, 150)}")
        if r.random() < .5:
            lines.append("tone " + " ".join(f"{f} {r.randint(60, 255)}" for f in (600, 1200, 2000, 3000)))
        (self.place / name).write_text("\n".join(lines) + "\n")

    def say(self, text: str) -> np.ndarray:
        r = self.rng
        name = r.choice(self.variants)
        if r.random() < .3:
            self._write(name)
        speed = int(min(260, max(100, r.gauss(168, 30))))
        raw = subprocess.run(["espeak-ng", f"--path={self.folder}", "-v", f"{r.choice(ENGLISH)}+{name}", "-s", str(speed),
                              "-p", str(r.randint(25, 75)), "--stdout", text], capture_output=True).stdout
        return trim(_read(raw[44:], 22050))


def flite(text: str, rng: random.Random) -> np.ndarray:
    """One of flite's voices at a random rate, mean pitch and pitch range."""
    voice = rng.choice(["slt", "rms", "awb", "slt", "rms", "awb", "kal16"])
    pitch = FLITE[voice] * rng.uniform(.85, 1.25)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = os.path.join(folder, "a.wav")
        subprocess.run(["flite", "-voice", voice, "--setf", f"duration_stretch={rng.uniform(.75, 1.35):.2f}",
                        "--setf", f"int_f0_target_mean={pitch:.0f}", "--setf",
                        f"int_f0_target_stddev={pitch * rng.uniform(.06, .25):.0f}", "-t", text, path], capture_output=True)
        x, rate = sf.read(path, dtype="float32")
    return trim(x if rate == RATE else soxr.resample(x, rate, RATE, quality="MQ"))


def festival(texts: list[str], rng: random.Random) -> list[np.ndarray]:
    """A batch by one of festival's voices (loading one takes longer than speaking)."""
    voice = rng.choice(FESTIVAL)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        lines = [f"(voice_{voice})", f"(Parameter.set 'Duration_Stretch {rng.uniform(.8, 1.25):.2f})"]
        for i, text in enumerate(texts):
            lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/{i}.wav" (quote riff))')
        script = os.path.join(folder, "s.scm")
        Path(script).write_text("\n".join(lines))
        subprocess.run(["festival", "-b", script], capture_output=True)
        out = []
        for i in range(len(texts)):
            try:
                x, rate = sf.read(f"{folder}/{i}.wav", dtype="float32")
                out.append(trim(soxr.resample(x, rate, RATE, quality="MQ") if rate != RATE else x))
            except (RuntimeError, OSError):
                out.append(np.zeros(0, np.float32))
    return out
