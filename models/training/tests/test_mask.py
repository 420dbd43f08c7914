"""The mask net: streaming equals whole, nothing looks ahead, the frames are those of the runtime (needs torch and onnxruntime)."""
import unittest

try:
    import numpy as np
    import torch

    from hearken_training import clips, export, mask
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


class MaskTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.net = mask.MaskNet(width=24).eval()
        self.power = np.exp(np.random.default_rng(1).standard_normal((140, mask.BINS)) * 2 - 6).astype(np.float32)

    def whole(self, power: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return self.net(torch.from_numpy(power)[None])[0].numpy()

    def test_stream_equals_whole(self):
        session = export.session(export.speech_mask(self.net))
        np.testing.assert_allclose(mask.stream(session, self.power), self.whole(self.power), atol=2e-5)

    def test_int8_stays_near(self):
        net = mask.MaskNet().eval()
        with torch.inference_mode():
            expected = net(torch.from_numpy(self.power)[None])[0].numpy()
        difference = np.abs(mask.stream(export.session(export.speech_mask(net, int8=True)), self.power) - expected)
        self.assertGreater(difference.max(), 0)
        self.assertLess(difference.mean(), 0.02)

    def test_nothing_looks_ahead(self):
        changed = self.power.copy()
        changed[100:] *= 50
        np.testing.assert_allclose(self.whole(changed)[:100], self.whole(self.power)[:100], atol=1e-6)
        self.assertGreater(np.abs(self.whole(changed)[100:] - self.whole(self.power)[100:]).max(), 1e-3)

    def test_level_does_not_matter(self):
        np.testing.assert_allclose(self.whole(self.power * 100), self.whole(self.power), atol=2e-2)

    def test_frames_hold_the_newest_hop_last(self):
        x = np.random.default_rng(2).standard_normal(4 * mask.HOP).astype(np.float32)
        spectra = mask.frames(x)
        self.assertEqual(spectra.shape, (4, mask.BINS))
        np.testing.assert_allclose(spectra[1], np.fft.rfft(x[:mask.FRAME] * mask.WINDOW), atol=1e-3)

    def test_scenes_of_the_measurements_are_kept_apart(self):
        talkers, noises = mask.apart()
        if not talkers:
            self.skipTest("needs the recordings of HEARKEN_SHARED")
        self.assertEqual(len(talkers), mask.TALKERS_OF_SCENES)
        self.assertEqual(len(noises), mask.NOISES_OF_TEST + mask.NOISES_OF_TRAIN)
        self.assertLessEqual(noises, {*clips.noise_paths(False), *clips.noise_paths(True)}, "named as the mixer names them")
        self.assertLessEqual(talkers, {c.speaker for c in clips.training() + clips.held_out() if c.source == "librispeech"})


if __name__ == "__main__":
    unittest.main()
