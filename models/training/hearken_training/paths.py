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
PACK = REPOSITORY / "models" / "packs" / "en-small"


def work(*parts: str) -> Path:
    """A path below the work folder, whose parent exists afterwards."""
    path = WORK.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
