"""Spotter, candidate rule and closed-grammar search on posteriors made by hand."""
import itertools
import unittest

try:
    import numpy as np

    from hearken_training.grammar import Grammar, compile_grammar
    from hearken_training.scoring import decode, edit_distance, greedy, peaks, spot
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


def posteriors(labels: list[int], classes: int = 6, sure: float = 0.9) -> np.ndarray:
    p = np.full((len(labels), classes), (1 - sure) / (classes - 1), np.float32)
    p[np.arange(len(labels)), labels] = sure
    return np.log(p)


def brute_force_spot(logp: np.ndarray, phones: list[int], end: int) -> float:
    """Log of the sum over all segments ending at `end` and all CTC paths that begin with one step of the first phone."""
    total = 0.0
    for start in range(end + 1):
        n = end - start + 1
        for path in itertools.product([0] + sorted(set(phones)), repeat=n):
            if path[0] == 0 or path[-1] == 0 or n > 1 and path[1] == path[0]:
                continue
            if [p for i, p in enumerate(path) if p and (i == 0 or p != path[i - 1])] == phones:
                total += np.exp(sum(logp[start + i, p] - logp[start + i].max() for i, p in enumerate(path)))
    return np.log(total) / len(phones)


class ScoringTest(unittest.TestCase):
    def test_greedy_removes_repeats_and_blanks(self):
        self.assertEqual(greedy(posteriors([0, 1, 1, 0, 1, 2, 2, 0])), [1, 1, 2])

    def test_edit_distance(self):
        self.assertEqual(edit_distance([1, 2, 3], [1, 3, 3, 4]), 2)
        self.assertEqual(edit_distance([], [5]), 1)

    def test_perfect_phrase_scores_zero_where_it_ends(self):
        scores, starts = spot(posteriors([0, 4, 1, 0, 2, 2, 3, 0, 5]), np.array([1, 2, 3], np.int32))
        self.assertAlmostEqual(float(scores[6]), 0.0, delta=.05)
        self.assertEqual(starts[6], 2)
        self.assertLess(scores[3], -1)

    def test_spot_equals_brute_force(self):
        rng = np.random.default_rng(3)
        logp = np.log(rng.dirichlet(np.ones(4), 6)).astype(np.float32)
        for phones in ([1, 2], [2, 2], [3, 1, 3]):
            scores, _ = spot(logp, np.array(phones, np.int32))
            for t in range(len(phones) + 1, 6):
                self.assertAlmostEqual(float(scores[t]), brute_force_spot(logp, phones, t), places=4)

    def test_peaks_keep_apart(self):
        self.assertEqual(sorted(peaks(np.array([-9, -1, -2, -9, -1.5]), -3, 3)), [1, 4])

    def test_closed_grammar_finds_words_and_slots(self):
        words = {"a": [[1]], "bc": [[2, 3]], "cb": [[3, 2]], "e": [[5]]}
        automaton = compile_grammar(Grammar("pair = bc|cb\ntop = a <pair:second> [e]"), words.__getitem__)
        score, found, slots = decode(posteriors([0, 1, 0, 3, 2, 2, 0]), automaton)
        self.assertEqual((found, slots), (["a", "cb"], {"second": "cb"}))
        self.assertEqual(decode(posteriors([1, 2, 3, 0, 5]), automaton)[1], ["a", "bc", "e"])
        self.assertLess(score, 0)


if __name__ == "__main__":
    unittest.main()
