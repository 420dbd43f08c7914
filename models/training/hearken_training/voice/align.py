"""Where each phone of a recording lies: forced alignment with pocketsphinx (BSD licence) and its US English model.

Serves only to find silent pauses, the pronunciation that was chosen, and a corridor for the alignment search of the training.
"""
import os
import re
import tempfile

import numpy as np
from pocketsphinx import Decoder, get_model_path


class Aligner:
    """Confined to one thread."""

    def __init__(self, variants):
        """variants: word -> list of stressed pronunciations, the first the usual one."""
        self.variants = variants
        with tempfile.NamedTemporaryFile("w", suffix=".dict", delete=False) as dictionary:
            for word, pronunciations in variants.items():
                for i, phones in enumerate(pronunciations):
                    name = word if i == 0 else f"{word}({i + 1})"
                    dictionary.write(name + " " + re.sub(r"\d", "", " ".join(phones)) + "\n")
        self.decoder = Decoder(hmm=get_model_path("en-us/en-us"), dict=dictionary.name, lm=None, loglevel="FATAL", bestpath=False,
                               beam=1e-100, wbeam=1e-80, pbeam=1e-100)
        os.unlink(dictionary.name)

    def align(self, pcm16, words):
        """[(word number or -1 for silence, [(stressed phone, start, frames)…])…] in 10 ms frames, or None if the words do not fit."""
        raw = pcm16.astype(np.int16).tobytes()
        decoder = self.decoder
        decoder.set_align_text(" ".join(words))
        self._pass(raw)
        if decoder.hyp() is None:
            return None
        decoder.set_alignment()
        self._pass(raw)
        found, number = [], -1
        for word in decoder.get_alignment():
            if word.name.startswith("<") or word.name.startswith("["):
                found.append((-1, [("SIL", word.start, word.duration)]))
                continue
            number += 1
            base, _, variant = re.fullmatch(r"(.+?)(\((\d+)\))?", word.name).groups()
            if number >= len(words) or base != words[number]:
                return None
            phones = self.variants[base][int(variant or 1) - 1]
            found.append((number, [(p, a.start, a.duration) for p, a in zip(phones, word)]))
        return found if number == len(words) - 1 else None

    def _pass(self, raw):
        self.decoder.start_utt()
        self.decoder.process_raw(raw, full_utt=True)
        self.decoder.end_utt()
