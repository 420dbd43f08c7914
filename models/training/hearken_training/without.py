"""Banks without the words of a grammar: what a pack hears of commands that it was not trained for.

Train on them in a work folder of their own, under a name that no weights are shipped for, so that training begins from nothing:
`without text/coffee.txt text/coffee-slots.txt --also coffee milk medium dark --out OTHER`, then with `HEARKEN_TRAIN=OTHER` `held`, `augment` and
`train --name recogniser-without`.
"""
from __future__ import annotations

import collections
import re
from pathlib import Path

from hearken_training import bank, paths

EVERYDAY = 150
"""So many of the most frequent words of the real sentences may stay: no user grammar does without them."""
BANKS = ("real", "held", "synthetic", "synthetic-held", "borrowed")


def words_of(path: Path) -> set[str]:
    """All words of a grammar file, comments left out."""
    return set(re.findall(r"[a-z']+", re.sub(r"#.*", "", path.read_text(encoding="utf-8").lower())))


def own_words(grammars: list[Path], also: list[str]) -> set[str]:
    """Words of the grammars that neither the home's sentences nor everyday speech hold, and those named."""
    words = set().union(*(words_of(g) for g in grammars))
    counts = collections.Counter(w for p in sorted(paths.ears("bank", "real", "x").parent.glob("*.npz")) for u in bank.load(p) for w in u.text.split())
    everyday = {w for w, _ in counts.most_common(EVERYDAY)}
    return words - words_of(paths.TRAINING / "text/home.txt") - everyday | set(also) & words


def run(grammars: list[Path], also: list[str], out: Path) -> None:
    """Copies the banks without utterances of the kind "coffee" and without those that hold one of the words."""
    own = own_words(grammars, also)
    print(f"left out: {' '.join(sorted(own))}")
    before = kept = 0
    for name in BANKS:
        for path in sorted(paths.ears("bank", name, "x").parent.glob("*.npz")):
            items = bank.load(path)
            rest = [u for u in items if u.kind != "coffee" and not own & set(u.text.split())]
            before, kept = before + len(items), kept + len(rest)
            if rest:
                bank.save(out / "ears" / "bank" / name / path.name, rest)
    print(f"{kept} of {before} utterances kept")
