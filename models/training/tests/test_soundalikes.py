"""What comes near to a phrase."""
from __future__ import annotations

import random
import unittest
from unittest import mock

try:
    from hearken_training import soundalikes, text
    from hearken_training.phones import pronunciations
except ImportError as missing:
    raise unittest.SkipTest(f"needs models/training/requirements.txt: {missing}")

import numpy as np

TEXT = [["they", "come", "pewter", "in", "hand"], ["a", "commuter", "waits"], ["the", "computers", "of", "peter"]]


def phones(words: str) -> np.ndarray:
    return np.array([p for w in words.split() for p in pronunciations(w)[0]], np.int32)


class SoundalikesTest(unittest.TestCase):
    def setUp(self):
        for module in (text, soundalikes):
            patch = mock.patch.object(module, "running_text", lambda: TEXT)
            patch.start()
            self.addCleanup(patch.stop)
        soundalikes.soundalikes.cache_clear()
        self.addCleanup(soundalikes.soundalikes.cache_clear)

    def test_should_find_a_phrase_anywhere_in_what_is_said(self):
        cost = soundalikes.costs()
        self.assertEqual(0, soundalikes._within(phones("the computers of"), phones("computer"), cost))
        self.assertEqual(1, soundalikes._within(phones("a commuter waits"), phones("computer"), cost), "one phone is missing")
        self.assertEqual(.5, soundalikes._within(phones("bad"), phones("pad"), cost), "b is taken for p more easily than most")

    def test_should_name_single_words_and_pairs_the_nearest_first_and_never_the_phrase(self):
        found = soundalikes.soundalikes("computer")
        self.assertEqual("commuter", found[0])
        self.assertIn("come peter", found)
        self.assertNotIn("come pewter", found, "which sounds the same")
        self.assertNotIn("computers", found)
        self.assertFalse([f for f in found if "computers" in f.split()], "which says the phrase itself")

    def test_should_say_what_is_near_alone_and_in_running_text(self):
        sentences = text.WakeSentences(random.Random(1))
        with mock.patch.object(sentences, "near", lambda: "come peter"):
            drawn = [said for said, kind in (sentences.draw() for _ in range(400)) if kind == "near"]
        self.assertIn("come peter", drawn)
        self.assertTrue([s for s in drawn if not s.startswith("come peter") and "come peter" in s], "with something before it")


if __name__ == "__main__":
    unittest.main()
