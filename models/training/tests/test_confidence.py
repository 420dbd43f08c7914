"""The confidence's fit: separates what can be separated and rewards no evidence the wrong way round."""
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import numpy as np
    import yaml

    from hearken_training import confidence
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


def reading(clip: str, right: bool, overall: float, filler: float, worst: float) -> dict:
    return {"clip": clip, "right": right, "overall": overall, "fillerShare": filler, "worstWord": worst, "phones": 8}


class ConfidenceTest(unittest.TestCase):
    def test_groups(self):
        with tempfile.TemporaryDirectory() as folder:
            mixed, sentences = Path(folder, "a.json"), Path(folder, "b.json")
            mixed.write_text(json.dumps({"chatterAccepted": .1, "readings": [
                reading("real-1.flac", False, -2, .5, -4), reading("home-1.flac", True, -.1, 0, -.3), reading("home-2.flac", False, -1, 0, -2)]}))
            sentences.write_text(json.dumps({"readings": [reading("real-2.flac", True, -.9, 0, -1), reading("real-3.flac", False, -1, 0, -2)]}))
            found = confidence.read([mixed, sentences])
        self.assertEqual(found.group.tolist(), [confidence.CHATTER, confidence.SYNTHETIC, confidence.REAL])
        np.testing.assert_allclose(found.evidence[0], [-2, .5, -4, 1 / 8])

    def test_no_kind_of_chatter_passes_more_than_the_stated_share(self):
        rng = np.random.default_rng(2)
        many = [reading(f"real-call-{i}.flac", False, v, 0, -1) for i, v in enumerate(rng.normal(-6, .5, 400))]
        few = [reading(f"real-{i}.flac", False, v, 0, -1) for i, v in enumerate(rng.normal(-3, .5, 50))]
        said = [reading(f"home-{i}.flac", True, v, 0, -1) for i, v in enumerate(rng.normal(-1, .5, 100))]
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(confidence.paths, "TRAINING", Path(folder)), mock.patch.object(confidence.pack, "write"):
            entry = Path(folder, "pack", confidence.paths.PACK_ID, "recognizer.yaml")
            entry.parent.mkdir(parents=True)
            entry.write_text("parameters: {}\n")
            file = Path(folder, "home.json")
            file.write_text(json.dumps({"chatterAccepted": .1, "readings": many + few + said}))
            confidence.run([file], .04, .1)
            values = yaml.safe_load(entry.read_text())["parameters"]["decoder"]
        passes = [r["overall"] * values["scoreWeight"] + values["shortWeight"] / 8 + values["bias"] > 0 for r in few]
        self.assertLessEqual(np.mean(passes), .041, "calls, eight times as many and easily told, do not make room for sentences")

    def test_a_list_of_words_takes_the_stated_share_of_others(self):
        scores = np.r_[np.linspace(-3, 1, 400), [2, 3, 4]]
        group = np.r_[np.full(400, confidence.CHATTER), [confidence.SYNTHETIC, confidence.REAL, confidence.REAL]]
        added = confidence.word_list_bias(scores, group, bias=-1.5, taken=.1)
        self.assertAlmostEqual(np.mean(scores[:400] - 1.5 + added > 0), .1, delta=.01)

    def test_fit_separates_and_keeps_signs(self):
        rng = np.random.default_rng(1)
        good = np.c_[rng.normal(-.5, .2, 300), rng.uniform(0, .1, 300), rng.normal(-1, .3, 300), np.full(300, .1)]
        bad = np.c_[rng.normal(-2, .3, 300), rng.uniform(.3, .8, 300), rng.normal(-.8, .3, 300), np.full(300, .1)]
        group = np.r_[np.full(150, confidence.SYNTHETIC), np.full(150, confidence.REAL), np.full(300, confidence.CHATTER)]
        bias, weights = confidence.fit(confidence.Readings(np.r_[good, bad], group, np.zeros(600, int), np.zeros(600, bool)))
        self.assertGreater(weights[0], 0)
        self.assertLess(weights[1], 0)
        self.assertEqual(weights[2], 0)
        scores = np.r_[good, bad] @ weights + bias
        self.assertGreater(np.mean((scores > 0) == (group != confidence.CHATTER)), .99)


if __name__ == "__main__":
    unittest.main()
