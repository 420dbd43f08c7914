"""python3 -m unittest models/training/tests/test_lexicon.py : the parts of the lexicon maker on small data."""
import math
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from hearken_training.lexicon import align, cmudict, dictionary_file, g2p, ngram, openlm  # noqa: E402


def symbols(text):
    return tuple(cmudict.SYMBOL_ID[s] for s in text.split())


WORDS = [("cat", symbols("K AE1 T")), ("that", symbols("DH AE1 T")), ("hat", symbols("HH AE1 T")), ("box", symbols("B AA1 K S")),
         ("bath", symbols("B AE1 TH")), ("thick", symbols("TH IH1 K")), ("tick", symbols("T IH1 K")), ("fox", symbols("F AA1 K S"))]


class LexiconTest(unittest.TestCase):

    def test_alignment_spells_every_sound_once(self):
        for (word, phones), chunks in zip(WORDS, align.align(WORDS)):
            self.assertEqual(len(word), len(chunks))
            self.assertEqual(phones, sum(chunks, ()))

    def test_words_that_cannot_be_aligned_are_told(self):
        self.assertIsNone(align.align(WORDS + [("w", symbols("D AH1 B AH0 L Y UW0"))])[-1])

    def test_huffman_code_is_prefix_free_and_shorter_for_frequent_symbols(self):
        codes = dictionary_file.huffman({1: 50, 2: 20, 3: 20, 4: 10})
        texts = [format(c, f"0{w}b") for c, w in codes.values()]
        self.assertFalse(any(a != b and b.startswith(a) for a in texts for b in texts))
        self.assertLess(codes[1][1], codes[4][1])

    def test_probabilities_sum_to_one_before_and_after_pruning(self):
        model = ngram.NGram([(2, 3, 4), (2, 3, 5), (4, 3, 2), (2, 4)] * 3, 3)
        for keep in (None, 12):
            if keep:
                model.prune(keep)
            for context in [(), (2,), (ngram.START, 2), (2, 3)]:
                total = sum(2.718281828459045 ** model.log_prob(context, t) for t in (1, 2, 3, 4, 5))
                self.assertAlmostEqual(1, total, places=5)

    def test_guess_learns_letters_in_context(self):
        letters, model = g2p.train(WORDS, align.align(WORDS), 4, None, least=1)
        self.assertEqual(symbols("F AE1 T"), tuple(g2p.guess(letters, model, "fat")))

    def test_bigrams_sum_to_one_after_every_word(self):
        model = openlm.Bigrams([["turn", "on", "the", "light"], ["turn", "the", "light", "on"], ["the", "light"]])
        for before in [openlm.START, "turn", "the", "light"]:
            self.assertAlmostEqual(1, sum(math.exp(model.log_prob(before, w)) for w in model.words), delta=0.25)
        self.assertGreater(model.log_prob("the", "light"), model.log_prob("the", "turn"))


if __name__ == "__main__":
    unittest.main()
