"""The confidence's fit: separates what can be separated and rewards no evidence the wrong way round."""
import json
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np

    from hearken_training import confidence
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


def reading(clip: str, right: bool, overall: float, filler: float, worst: float) -> dict:
    return {"clip": clip, "right": right, "overall": overall, "fillerShare": filler, "worstWord": worst}


class ConfidenceTest(unittest.TestCase):
    def test_groups(self):
        with tempfile.TemporaryDirectory() as folder:
            mixed, sentences = Path(folder, "a.json"), Path(folder, "b.json")
            mixed.write_text(json.dumps({"chatterAccepted": .1, "readings": [
                reading("real-1.flac", False, -2, .5, -4), reading("home-1.flac", True, -.1, 0, -.3), reading("home-2.flac", False, -1, 0, -2)]}))
            sentences.write_text(json.dumps({"readings": [reading("real-2.flac", True, -.9, 0, -1), reading("real-3.flac", False, -1, 0, -2)]}))
            found = confidence.read([mixed, sentences])
        self.assertEqual(found.group.tolist(), [confidence.CHATTER, confidence.SYNTHETIC, confidence.REAL])

    def test_fit_separates_and_keeps_signs(self):
        rng = np.random.default_rng(1)
        good = np.c_[rng.normal(-.5, .2, 300), rng.uniform(0, .1, 300), rng.normal(-1, .3, 300)]
        bad = np.c_[rng.normal(-2, .3, 300), rng.uniform(.3, .8, 300), rng.normal(-.8, .3, 300)]
        group = np.r_[np.full(150, confidence.SYNTHETIC), np.full(150, confidence.REAL), np.full(300, confidence.CHATTER)]
        bias, weights = confidence.fit(confidence.Readings(np.r_[good, bad], group))
        self.assertGreater(weights[0], 0)
        self.assertLess(weights[1], 0)
        self.assertEqual(weights[2], 0)
        scores = np.r_[good, bad] @ weights + bias
        self.assertGreater(np.mean((scores > 0) == (group != confidence.CHATTER)), .99)


if __name__ == "__main__":
    unittest.main()
