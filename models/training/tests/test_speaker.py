"""Voices: the shipped graph says what torch says, the channel is taken off, and equal error rates (needs torch and onnxruntime)."""
import unittest

try:
    import numpy as np
    import torch

    from hearken_training import clips, export, model, speaker, speaker_trials
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


class SpeakerTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(4)
        self.net = speaker.SpeakerEmbedder(width=24, hidden=32, blocks=2, size=16)
        x = torch.randn(64, 80, 40) * 4 + 12
        for _ in range(30):                                  # so that the running means are not zero and one
            self.net.train()(x[torch.randperm(64)[:16]])
        self.net.eval()
        self.fbank = x[:1].numpy()

    def said(self, fbank: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return torch.nn.functional.normalize(self.net(torch.from_numpy(fbank)))[0].numpy()

    def test_graph_equals_torch(self):
        plain = export.session(export.speaker_embedder(self.net, 80, int8=False)).run(None, {"fbank": self.fbank})[0][0]
        np.testing.assert_allclose(plain, self.said(self.fbank), atol=2e-5)
        small = export.session(export.speaker_embedder(self.net, 80, int8=True)).run(None, {"fbank": self.fbank})[0][0]
        self.assertGreater(float(small @ self.said(self.fbank)), .98)

    def test_level_and_microphone_tell_nothing(self):
        response = np.random.default_rng(2).uniform(-3, 3, 40).astype(np.float32)
        fbank = np.maximum(self.fbank, 6)                   # above the floor, which no microphone lifts
        np.testing.assert_allclose(self.said(fbank + response), self.said(fbank), atol=1e-4)

    def test_windows_cover_the_utterance(self):
        frames = np.arange(500, dtype=np.float32)[:, None].repeat(40, 1)
        cut = speaker.windows(frames, 240, 120)
        self.assertEqual([int(w[0, 0]) for w in cut], [0, 120, 240, 260])
        self.assertEqual(int(cut[-1][-1, 0]), 499)
        short = speaker.windows(frames[:100], 240, 120)
        self.assertEqual(short.shape, (1, 240, 40))
        self.assertEqual([int(short[0, i, 0]) for i in (99, 100, 239)], [99, 0, 39])

    def test_equal_error_rate(self):
        rate, at = speaker_trials.equal_error(np.array([.9, .8, .7, .3]), np.array([.1, .2, .4, .75]))
        self.assertAlmostEqual(rate, .25)
        self.assertTrue(.3 < at <= .75)
        self.assertEqual(speaker_trials.equal_error_rate(np.array([.8, .9]), np.array([.1, .2, .3])), 0)

    def test_strangers_lower_scores_of_voices_like_theirs(self):
        said = np.eye(4, dtype=np.float32)
        strangers = np.eye(4, dtype=np.float32)[:1].repeat(50, 0)
        np.testing.assert_allclose(speaker_trials.nearness(said, strangers), [1, 0, 0, 0])
        np.testing.assert_allclose(speaker_trials.nearness(said, None), [0, 0, 0, 0])
        others = np.concatenate([strangers, -strangers])
        np.testing.assert_allclose(speaker_trials.nearness(said, others), [1, 0, 0, 0])     # of the most alike only

    def test_small_weights_say_the_same(self):
        weights = self.net.state_dict()
        small = model.packed(weights)
        self.assertEqual({w.dtype for name, w in small.items() if weights.get(name) is not None and weights[name].dim() == 2}, {torch.int8})
        before = self.said(self.fbank)
        self.net.load_state_dict(model.unpacked(small))
        self.assertGreater(float(self.said(self.fbank) @ before), .99)

    def test_margin_asks_for_more(self):
        loss = speaker.Margin(5, 16)
        x, who = torch.randn(8, 16), torch.arange(8) % 5
        self.assertGreater(loss(x, who, .2).item(), loss(x, who, 0.0).item())

    @unittest.skipUnless(clips.recorded(), "needs the training recordings (HEARKEN_SHARED)")
    def test_people_for_choices_are_training_speakers(self):
        apart = speaker.choosing_speakers()
        self.assertEqual(len(apart), speaker.CHOOSING)
        self.assertTrue(apart <= {c.speaker for c in clips.training() if c.source == "accented"})
        self.assertFalse(apart & {c.speaker for c in clips.held_out()})


if __name__ == "__main__":
    unittest.main()
