"""Real training recordings: lists, texts, and the split into training and held-out speakers.

Only lists below `audio/train` are read here; `audio/test` is for measuring (see `evaluate`).
"""
from __future__ import annotations

import functools
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass

import numpy as np
import soundfile as sf
import soxr

from hearken_training import paths

RATE = 16000
SOURCES = {"sentences-en": "librispeech", "sentences-en-accented": "accented", "sentences-en-vctk": "vctk",
           "voice-en-lj": "lj", "words-en": "words", "wake-words-en": "wake"}
HELD_OUT = {"librispeech": 20, "accented": 16}
"""Speakers kept out of all training, for learning curves and thresholds."""


@dataclass(frozen=True)
class Clip:
    """One recording: list path, lower-case text without punctuation, seconds, speaker and short source name."""

    path: str
    text: str
    seconds: float
    speaker: str
    source: str


def normal(text: str) -> str:
    """Lower case, letters and inner apostrophes only."""
    words = re.sub(r"[^a-z' ]", " ", (text or "").lower().replace("’", "'").replace("-", " ")).split()
    return " ".join(w for w in (w.strip("'") if w not in ("'em",) else w for w in words) if w)


def recorded() -> bool:
    """Whether the training recordings are here; a user's laptop that trains a wake phrase may have none."""
    return (paths.SHARED / "audio/train").is_dir()


def _lists() -> list[Clip]:
    out = []
    for name, source in SOURCES.items() if recorded() else ():
        for line in (paths.SHARED / f"audio/train/{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if source == "lj" and re.search(r"\d", row["label"]):
                continue
            speaker = row.get("speaker") or row["path"].rsplit("/", 1)[-1]
            out.append(Clip(row["path"], normal(row["label"]), row["seconds"], speaker, source))
    return out


@functools.lru_cache(1)
def _split() -> tuple[list[Clip], list[Clip]]:
    everything = _lists()
    held: set[tuple[str, str]] = set()
    for source, count in HELD_OUT.items():
        speakers = sorted({c.speaker for c in everything if c.source == source}, key=lambda s: zlib.crc32(s.encode()))
        held |= {(source, s) for s in speakers[:count]}
    for clip in everything:
        if clip.source == "wake" and zlib.crc32(clip.path.encode()) % 4 == 0:
            held.add((clip.source, clip.speaker))
    return ([c for c in everything if (c.source, c.speaker) not in held],
            [c for c in everything if (c.source, c.speaker) in held])


def training() -> list[Clip]:
    """Clips to train on."""
    return _split()[0]


def held_out() -> list[Clip]:
    """Clips by speakers outside `training()`: curves, calibration, thresholds."""
    return _split()[1]


@functools.lru_cache(4)
def _archive(name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(paths.SHARED / "audio" / name)


def samples(path: str) -> np.ndarray:
    """Mono float32 at 16 kHz, full scale 1, of a list path (looked up in the set's zip where it is zipped)."""
    file = paths.SHARED / "audio" / path
    if file.exists():
        source: object = str(file)
    else:
        folder, name = path.rsplit("/", 1)
        source = io.BytesIO(_archive(folder + ".zip").read(folder.rsplit("/", 1)[1] + "/" + name))
    x, rate = sf.read(source, dtype="float32", always_2d=True)
    mono = np.ascontiguousarray(x[:, 0])
    return mono if rate == RATE else soxr.resample(mono, rate, RATE)


def noise_paths(held: bool = False) -> list[str]:
    """Noise recordings; every tenth is kept for held-out mixing."""
    noise = paths.SHARED / "audio/train/noise.jsonl"
    rows = [json.loads(line)["path"] for line in noise.read_text().splitlines()] if noise.exists() else []
    return [p for p in rows if (zlib.crc32(p.encode()) % 10 == 0) == held]
