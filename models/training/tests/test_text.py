"""Sentence grammars, spoken numbers and speech labels."""
import random
import unittest

try:
    import numpy as np

    from hearken_training import paths
    from hearken_training.grammar import Grammar
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


class TextTest(unittest.TestCase):
    def test_sample_follows_the_grammar(self):
        grammar = Grammar("unit = minute|hour\ntop = set a <unit> timer\ntop = stop [now]")
        seen = {grammar.sample(random.Random(i)) for i in range(80)}
        self.assertEqual(seen, {"set a minute timer", "set a hour timer", "stop", "stop now"})

    def test_all_texts_parse_and_every_rule_exists(self):
        for name in ("home", "coffee", "wake", "coffee-slots"):
            grammar = Grammar.read(paths.TRAINING / f"text/{name}.txt")
            for rule in set(grammar.rules) - {"mods"}:
                for seed in range(30):
                    self.assertTrue(grammar.sample(random.Random(seed), rule).strip())

    def test_numbers_are_written_out(self):
        try:
            from hearken_training.text import number_words, spoken
        except ImportError as e:
            self.skipTest(f"{e.name} is not installed")
        self.assertEqual(number_words(42), "forty two")
        self.assertEqual(number_words(117), "one hundred seventeen")
        self.assertEqual(spoken("Set to 20.5° at 50%"), "set to twenty point five degrees at fifty percent")


class VoiceActivityLabelTest(unittest.TestCase):
    def test_tone_between_silences_is_speech(self):
        try:
            from hearken_training.vad import auc, speech_steps
        except ImportError as e:
            self.skipTest(f"{e.name} is not installed")
        x = np.zeros(640 * 40, np.float32)
        x[640 * 15:640 * 25] = np.sin(np.arange(6400) * .3) * .3
        steps = speech_steps(x)
        self.assertTrue(steps[15:25].all())
        self.assertFalse(steps[:13].any() or steps[27:].any())
        self.assertEqual(auc(np.array([.1, .2, .9, .8]), np.array([0, 0, 1, 1])), 1.0)


if __name__ == "__main__":
    unittest.main()
