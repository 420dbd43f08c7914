"""Sentences made of words: alignment of a made-up utterance, cuts in its pauses, and sentences that say what their text says."""
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

    def test_should_say_what_the_text_says_whatever_was_made_of_the_words(self):
        u, known = counting("abcde", 100)
        other, _ = counting("fghij", 7)
        runs = maker({id(u.pcm): known})
        runs.pool = word_runs.words_between(other.pcm, other.text.split(), known)
        rng = random.Random(1)
        texts = set()
        for _ in range(200):
            made = runs.draw(u, rng)
            texts.add(made.text)
            levels = made.pcm.reshape(-1, 1000)[:, 500]
            own = [(w, v) for w, v in zip(made.text.split(), levels) if w in "abcde"]
            self.assertEqual(["abcde"[v // 100 - 1] for _, v in own], [w for w, _ in own])
            self.assertEqual(len(levels), len(made.text.split()))
        self.assertTrue({1, 2, 3, 4, 5} <= {len(t.split()) for t in texts})
        self.assertTrue(any(t.split() != sorted(t.split()) for t in texts), "another order")
        self.assertTrue(any(set(t) & set("fghij") for t in texts), "words of others")

    def test_should_give_a_word_of_another_the_level_of_the_sentence(self):
        u, known = counting("abcde", 100)
        loud = word_runs.Word("f", np.full(1000, 9000, np.int16))
        rng = random.Random(2)
        words = word_runs.words_between(u.pcm, u.text.split(), known)
        runs = [r for _ in range(20) for r in word_runs.replaced(words, [loud], rng)]
        self.assertEqual({331}, {int(w.pcm[500]) for r in runs for w in r if w.text == "f"})

    def test_should_leave_an_utterance_whole_whose_words_were_not_found(self):
        u = bank.Utterance(np.ones(100, np.int16), "a b", "accented", "s")
        self.assertIs(u, maker({id(u.pcm): []}).draw(u, random.Random(1)))


def counting(letters, step):
    """A sentence of one-letter words of 1000 samples, each at its own level, and where they are cut."""
    levels = np.arange(1, len(letters) + 1, dtype=np.int16) * np.int16(step)
    return (bank.Utterance(np.repeat(levels, 1000), " ".join(letters), "accented", "s"), [1000 * i for i in range(len(letters) + 1)])


def maker(known):
    """Knows where words are cut without a recogniser."""
    runs = word_runs.WordRuns.__new__(word_runs.WordRuns)
    runs.known, runs.pool = known, []
    return runs


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
