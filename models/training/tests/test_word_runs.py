"""Runs of words: alignment of a made-up utterance, cuts in its pauses, and runs that say what their text says."""
from __future__ import annotations

import random
import unittest

try:
    import numpy as np
    import torch

    from hearken_training import bank, training, word_runs
except ImportError as missing:
    raise unittest.SkipTest(str(missing)) from missing


def posteriors(path: list[int], classes: int = 5) -> np.ndarray:
    """Log-probabilities that say each label of `path` at its step with 90 %."""
    p = np.full((len(path), classes), .1 / (classes - 1), np.float32)
    p[np.arange(len(path)), path] = .9
    return np.log(p)


class WordRunsTest(unittest.TestCase):
    def test_should_find_first_and_last_step_of_each_label(self):
        found = word_runs.align(posteriors([0, 1, 1, 0, 2, 0, 2, 3, 0]), [1, 2, 2, 3])
        assert found is not None
        score, first, last = found
        np.testing.assert_array_equal(first, [1, 4, 6, 7])
        np.testing.assert_array_equal(last, [2, 4, 6, 7])
        self.assertAlmostEqual(score, 9 * np.log(.9) / 4, places=4)

    def test_should_not_align_more_labels_than_steps(self):
        self.assertIsNone(word_runs.align(posteriors([1, 2]), [1, 2, 3]))
        self.assertIsNone(word_runs.align(posteriors([1, 1]), [1, 1]))

    def test_should_cut_where_it_is_quietest(self):
        x = np.full(4000, 1000, np.int16)
        x[2000:2400] = 3
        self.assertTrue(2000 <= word_runs.quietest(x, 1000, 3000) <= 2400)
        self.assertTrue(0 <= word_runs.quietest(x, -50, 10) <= 400)
        self.assertTrue(word_runs.quietest(x, 3990, 9000) <= 4000)

    def test_should_say_what_the_text_of_a_run_says(self):
        runs = word_runs.WordRuns.__new__(word_runs.WordRuns)
        u = bank.Utterance(np.repeat(np.arange(1, 6, dtype=np.int16) * 100, 1000), "a b c d e", "accented", "s")
        runs.known = {id(u.pcm): [0, 1000, 2000, 3000, 4000, 5000]}
        rng = random.Random(1)
        lengths = set()
        for _ in range(50):
            run = runs.draw(u, rng)
            lengths.add(len(run.text.split()))
            middle = run.pcm.reshape(-1, 1000)[:, 500]
            self.assertEqual(["abcde"[v // 100 - 1] for v in middle], run.text.split())
        self.assertEqual({1, 2, 3, 4, 5}, lengths)

    def test_should_leave_an_utterance_whole_whose_words_were_not_found(self):
        runs = word_runs.WordRuns.__new__(word_runs.WordRuns)
        u = bank.Utterance(np.ones(100, np.int16), "a b", "accented", "s")
        runs.known = {id(u.pcm): []}
        self.assertIs(u, runs.draw(u, random.Random(1)))


class HidingTest(unittest.TestCase):
    def test_should_hide_only_a_part_and_only_of_real_examples(self):
        features = np.random.default_rng(1).normal(size=(200, 40)).astype(np.float16)
        level = training._Level()
        shown = {origin: 0.0 for origin in ("real", "synthetic")}
        for origin in shown:
            items = [training.shards.Example(features, np.array([1, 2], np.uint8), origin) for _ in range(20)]
            batch = training.collate(items, level, hiding=True)
            shown[origin] = float((batch.features == torch.from_numpy(features.astype(np.float32))).float().mean())
        self.assertEqual(1.0, shown["synthetic"])
        self.assertTrue(.3 < shown["real"] < 1.0, shown)


if __name__ == "__main__":
    unittest.main()
