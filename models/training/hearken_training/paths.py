"""Where things lie: every location comes from the environment, with defaults relative to the repository."""
from __future__ import annotations

import os
from pathlib import Path

TRAINING = Path(__file__).resolve().parents[1]
REPOSITORY = TRAINING.parents[1]
SHARED = Path(os.environ.get("HEARKEN_SHARED", REPOSITORY.parent / "shared"))
"""Recordings and texts (`audio/`, `text/`); read only."""
WORK = Path(os.environ.get("HEARKEN_TRAIN", REPOSITORY.parent / "train"))
"""Banks, shards and checkpoints; never in git."""
LANGUAGE = os.environ.get("HEARKEN_LANGUAGE", "en")
"""Language of the ears being trained: `en` or `zh`."""
PACK_ID = f"{LANGUAGE}-small"
PACK = REPOSITORY / "models" / "packs" / PACK_ID


def work(*parts: str) -> Path:
    """A path below the work folder, whose parent exists afterwards."""
    path = WORK.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def ears(*parts: str) -> Path:
    """A path below the work folder of this language's ears."""
    return work("ears" if LANGUAGE == "en" else f"ears-{LANGUAGE}", *parts)


def shipped(name: str) -> Path:
    """The weights in git of a recogniser of this language (`model.packed`)."""
    return TRAINING / "checkpoints" / (f"{name}-int8.pt" if LANGUAGE == "en" else f"{name}-{LANGUAGE}-int8.pt")


def run_log(name: str) -> Path:
    """The curve of a training run of this language."""
    return TRAINING / "runs" / (f"{name}.tsv" if LANGUAGE == "en" else f"{name}-{LANGUAGE}.tsv")
