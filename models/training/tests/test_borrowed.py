"""Borrowed voices: phones found in made-up sound, a generator that learns, and sentences said by it."""
from __future__ import annotations

import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import numpy as np
    import torch

    from hearken_training import borrowed, model, phone_times, training
except ImportError as missing:
    raise unittest.SkipTest(f"needs models/training/requirements.txt: {missing}")


def emission(states, count=12):
    e = np.full((len(states), count), -5.0)
    e[np.arange(len(states)), states] = 0
    return e


class PhoneTimesTest(unittest.TestCase):
    def test_should_find_when_each_phone_is_said_and_leave_out_a_pause(self):
        labels, optional = np.array([0, 1, 0, 2, 0]), np.array([True, False, True, False, True])
        states = (labels[:, None] * 3 + np.arange(3)).reshape(-1)
        said = [0, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 8]
        places, score = phone_times._viterbi(emission(said), states, optional)
        self.assertEqual(0.0, score)
        self.assertEqual([0, 0, 0, 1, 1, 1, 1, 1, 3, 3, 3, 3], (places // 3).tolist())

    def test_should_hear_a_pause_where_there_is_one(self):
        labels, optional = np.array([0, 1, 0, 2, 0]), np.array([True, False, True, False, True])
        states = (labels[:, None] * 3 + np.arange(3)).reshape(-1)
        said = [3, 4, 5, 0, 1, 2, 6, 7, 8, 0, 1, 2]
        places, score = phone_times._viterbi(emission(said), states, optional)
        self.assertEqual(0.0, score)
        self.assertEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], (places // 3).tolist())


class GeneratorTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        torch.set_num_threads(1)
        self.net = borrowed.Generator(3)

    def test_should_learn_what_it_is_shown(self):
        r = np.random.default_rng(1)
        frames = np.array([3, 5, 4])
        shown = borrowed.Spoken(np.array([0, 5, 0]), np.array([0, 1, 0]), frames, r.normal(size=(12, borrowed.POINTS)).astype(np.float32),
                                np.array([0] * 3 + [5.2] * 5 + [0] * 4, np.float32), 1)
        optimiser = torch.optim.Adam(self.net.parameters(), lr=3e-3)
        first = last = borrowed.loss_of(self.net, [shown, shown])
        for _ in range(30):
            optimiser.zero_grad()
            last = borrowed.loss_of(self.net, [shown, shown])
            last.backward()
            optimiser.step()
        self.assertLess(float(last.detach()), .7 * float(first.detach()))

    def test_should_say_a_sentence_in_any_voice(self):
        with tempfile.TemporaryDirectory() as folder:
            weights = Path(folder) / "borrowed.pt"
            torch.save({"net": model.packed(self.net.state_dict()), "sources": ["librispeech", "vctk", "librispeech"]}, weights)
            borrower = borrowed.Borrower(random.Random(1), weights)
            sounds = [borrower.say("turn on the light") for _ in range(4)]
        for x in sounds:
            self.assertTrue(np.isfinite(x).all())
            self.assertTrue(.1 < len(x) / 16000 < 20)
        self.assertEqual(4, len({round(float(np.square(x).sum()), 3) for x in sounds}))


class TrainTest(unittest.TestCase):
    def test_should_leave_weights_that_can_speak_and_a_curve(self):
        r = np.random.default_rng(2)
        people = ["librispeech a", "librispeech b", "vctk c"]
        spoken = [borrowed.Spoken(np.array([0, 5, 9, 0]), np.array([0, 1, 0, 0]), np.array([2, 4, 4, 2]), r.normal(size=(12, borrowed.POINTS)).astype(np.float32),
                                  np.full(12, 5.0, np.float32), i % 3) for i in range(borrowed.HELD + 12)]
        with tempfile.TemporaryDirectory() as folder:
            work, weights, curve = Path(folder) / "work", Path(folder) / "borrowed.pt", Path(folder) / "borrowed.tsv"
            with mock.patch.multiple(borrowed, prepare=lambda: (spoken, people), WEIGHTS=weights), \
                    mock.patch.object(borrowed.paths, "WORK", work), mock.patch.object(borrowed.paths, "run_log", lambda name: curve):
                borrowed.train(.01)
            self.assertGreater(len(borrowed.Borrower(random.Random(1), weights).say("yes")), 1000)
            self.assertIn("held_loss", curve.read_text())

    def test_should_train_on_every_sentence_of_a_rare_source_and_on_some_of_a_common_one(self):
        spoken = [borrowed.Spoken(*[np.zeros(1)] * 4, np.zeros(10), person) for person in [0] * 50 + [1] * 200]
        drawn = [s.person for group in borrowed.groups(spoken, ["vctk", "accented"], random.Random(3)) for s in group]
        self.assertEqual(50, drawn.count(0))
        self.assertTrue(40 < drawn.count(1) < 80)


class DisagreementTest(unittest.TestCase):
    def test_should_be_nothing_between_equal_views_and_count_only_real_steps(self):
        a, b = (torch.log_softmax(torch.randn(2, 5, 4), -1) for _ in range(2))
        self.assertEqual(0.0, float(training.disagreement(a, a, torch.tensor([5, 3]))))
        short = training.disagreement(a, b, torch.tensor([5, 3]))
        self.assertGreater(float(training.disagreement(a, b, torch.tensor([5, 5]))), float(short))
        self.assertGreater(float(short), 0)


if __name__ == "__main__":
    unittest.main()
