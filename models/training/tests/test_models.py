"""Streaming equals whole, ONNX equals torch, and the candidate rule of the runtime (needs torch and onnxruntime)."""
import tempfile
import unittest
from pathlib import Path

try:
    import numpy as np
    import torch

    from hearken_training import export, model, wake
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


class ModelsTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.net = model.Recogniser(width=32, hidden=48, blocks=3, front=24).eval()
        self.fbank = (np.random.default_rng(1).standard_normal((64, 40)) * 4 + 12).astype(np.float32)

    def whole(self) -> np.ndarray:
        with torch.inference_mode():
            return self.net(torch.from_numpy(self.fbank)[None])[0].numpy()

    def test_float_stream_equals_whole(self):
        for frames in (4, 8, 16):
            stream = export.Stream(export.recogniser(self.net, frames, int8=False))
            np.testing.assert_allclose(stream(self.fbank), self.whole(), atol=2e-5)

    def test_growing_keeps_the_numbers(self):
        net = model.Recogniser(blocks=4).eval()
        x = torch.from_numpy(self.fbank)[None]
        grown = model.from_weights({k: v.half() for k, v in net.state_dict().items()}, 6).eval()
        self.assertEqual(len(grown.blocks), 6)
        with torch.inference_mode():
            np.testing.assert_allclose(grown(x).numpy(), net(x).numpy(), atol=2e-2)
        with self.assertRaises(ValueError):
            model.from_weights({**net.state_dict(), "other.weight": torch.zeros(1)})

    def test_int8_stays_near(self):
        g = export.recogniser(self.net, 8, int8=True)
        self.assertLess(np.abs(np.exp(export.Stream(g)(self.fbank)) - np.exp(self.whole())).mean(), 0.02)

    def test_verifier_equals_torch(self):
        net = model.WakeVerifier(width=16, hidden=24, blocks=2).eval()
        session = export.session(export.wake_verifier(net, 32))
        x = self.fbank[None, :32]
        with torch.inference_mode():
            expected = float(net(torch.from_numpy(x))[0])
        self.assertAlmostEqual(float(session.run(None, {"fbank": x})[0][0, 0]), expected, places=4)

    def test_candidates_follow_the_runtime(self):
        scores = np.array([-9, -3, -1, -2, -2, -2.5, -9, -1.5, -9, -9])
        self.assertEqual(wake.candidates(scores, -4, wait=2), [2, 7])
        self.assertEqual(wake.candidates(scores, -0.5, wait=2), [])

    def test_disturbed_windows_keep_shape_and_end(self):
        import torch
        x = torch.randn(8, wake.WINDOW, 40) * .1
        x[:, -6:] += 20
        heard = wake.disturb(x)
        self.assertEqual(heard.shape, x.shape)
        self.assertTrue((heard[:, -3:].mean((1, 2)) > heard[:, :-20].mean((1, 2)) + 5).all())

    def test_window_repeats_the_first_frame(self):
        w = wake.window_at(self.fbank, 3)
        self.assertEqual(w.shape, (wake.WINDOW, 40))
        np.testing.assert_array_equal(w[0], self.fbank[0])
        np.testing.assert_array_equal(w[-1], self.fbank[4 * 4 + wake.EXTRA - 1])

    def test_a_released_verifier_says_what_the_net_says(self):
        torch.manual_seed(4)
        net = model.WakeVerifier(width=24, hidden=32, blocks=2).eval()
        windows = torch.from_numpy((np.random.default_rng(2).standard_normal((3, wake.WINDOW, 40)) * 4 + 12).astype(np.float32))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "wake.onnx"
            file.write_bytes(export.wake_verifier(net, wake.WINDOW).SerializeToString())
            with torch.inference_mode():
                np.testing.assert_allclose(wake.Released(file)(windows), net(windows), atol=1e-4)


if __name__ == "__main__":
    unittest.main()
