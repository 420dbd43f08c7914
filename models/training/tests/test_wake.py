"""What verifiers learn from: windows of speech that came through rooms and the front end."""
from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import numpy as np

    from hearken_training import bank, features, paths, wake
    from hearken_training.model import SUBSAMPLING, Recogniser
except ImportError as missing:
    raise unittest.SkipTest(f"needs models/training/requirements.txt: {missing}")

RATE = 16000
BEFORE, AFTER = int(wake.HEARD_BEFORE * RATE), int(wake.HEARD_AFTER * RATE)


def said(seconds: float, text: str, kind: str = "wake") -> bank.Utterance:
    """A tone with silence around it, as a piece of a room has."""
    tone = 9000 * np.sin(np.arange(int(seconds * RATE)) * .2)
    return bank.Utterance(np.concatenate([np.zeros(BEFORE), tone, np.zeros(AFTER)]).astype(np.int16), text, kind, bank.SYNTHETIC)


class CollectorTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for patch in (mock.patch.object(paths, "WORK", Path(folder.name)), mock.patch.object(wake.shards, "WordRuns", lambda: None)):
            patch.start()
            self.addCleanup(patch.stop)
        bank.save(paths.ears("bank", "real", "0.npz"), [said(1, "stop", "words")])
        bank.save(paths.ears("bank", "wake", "0.npz"), [said(.7, p) for p in ("computer", "hey hearken")])

    def collector(self) -> wake.Collector:
        return wake.Collector(1, Recogniser().eval())

    def test_should_take_positives_from_rooms_as_they_are_and_know_where_the_phrase_ends(self):
        bank.save(paths.ears("bank", "wake-rooms", "0.npz"), [said(.7, "computer")])
        collector = self.collector()
        with mock.patch.object(wake, "ROOMS_SHARE", 1.0), mock.patch.object(collector.around, "hear", side_effect=AssertionError("a second room")):
            heard, low, high = collector.positive("computer")
        self.assertEqual(448, len(heard))
        end = (wake.HEARD_BEFORE + .7) * RATE / features.HOP / SUBSAMPLING
        self.assertLess(low, end)
        self.assertGreater(high, end)
        loud = heard.mean(1) > (heard.mean(1).min() + heard.mean(1).max()) / 2
        self.assertAlmostEqual(wake.HEARD_BEFORE * 100, int(loud.argmax()), delta=4)

    def test_should_look_for_a_phrase_at_the_beginning_of_what_follows_it(self):
        bank.save(paths.ears("bank", "wake-rooms", "0.npz"), [said(3, "computer turn on the light")])
        with mock.patch.object(wake, "ROOMS_SHARE", 1.0):
            _, _, high = self.collector().positive("computer")
        self.assertLess(high * SUBSAMPLING * features.HOP, (wake.HEARD_BEFORE + 2.3) * RATE)

    def test_should_make_positives_of_other_phrases_without_rooms(self):
        bank.save(paths.ears("bank", "wake-rooms", "0.npz"), [said(.7, "computer")])
        with mock.patch.object(wake, "ROOMS_SHARE", 1.0):
            heard, _, _ = self.collector().positive("hey hearken")
        self.assertEqual(448, len(heard))

    def test_should_take_negatives_from_rooms_with_their_text(self):
        bank.save(paths.ears("bank", "wake-rooms", "0.npz"), [said(.7, "commuter", "near")])
        with mock.patch.object(wake, "ROOMS_SHARE", 1.0):
            heard, text = self.collector().negative()
        self.assertEqual((448, "commuter"), (len(heard), text))


if __name__ == "__main__":
    unittest.main()
