"""Features against a slow literal computation and the stored Kaldi reference."""
import unittest

try:
    import numpy as np

    from hearken_training import features, paths, reference
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed")


def literal_fbank(pcm: np.ndarray) -> np.ndarray:
    """Kaldi's definition, sample by sample and bin by bin, in double precision."""
    out = []
    for t in range(1 + (len(pcm) - 400) // 160):
        frame = [float(v) for v in pcm[160 * t:160 * t + 400]]
        mean = sum(frame) / 400
        frame = [v - mean for v in frame]
        emphasised = [frame[0] - 0.97 * frame[0]] + [frame[i] - 0.97 * frame[i - 1] for i in range(1, 400)]
        windowed = [v * (0.5 - 0.5 * np.cos(2 * np.pi * i / 399)) ** 0.85 for i, v in enumerate(emphasised)]
        power = np.abs(np.fft.fft(windowed, 512)[:257]) ** 2
        low, high = (1127 * np.log(1 + f / 700) for f in (20.0, 7600.0))
        step = (high - low) / 41
        row = []
        for m in range(40):
            left, centre, right = low + m * step, low + (m + 1) * step, low + (m + 2) * step
            energy = 0.0
            for k in range(256):
                mel = 1127 * np.log(1 + k * 31.25 / 700)
                if left < mel < right:
                    energy += power[k] * ((mel - left) / (centre - left) if mel <= centre else (right - mel) / (right - centre))
            row.append(np.log(max(energy, 1.1920929e-07)))
        out.append(row)
    return np.array(out)


class FeaturesTest(unittest.TestCase):
    def test_equals_literal_definition(self):
        pcm = reference.reference_input()[:1200]
        self.assertLess(np.abs(features.fbank(pcm) - literal_fbank(pcm)).max(), 2e-3)

    def test_equals_stored_kaldi_output(self):
        folder = paths.REPOSITORY / "runtime/speech/src/test/resources/dev/hearken/speech"
        pcm = np.fromfile(folder / "fbank-reference.pcm", "<i2").astype(np.float32)
        np.testing.assert_array_equal(pcm, reference.reference_input())
        expected = np.loadtxt(folder / "fbank-reference.csv", delimiter=",")
        self.assertLess(np.abs(features.fbank(pcm) - expected).max(), 1e-3)

    def test_silence_gives_the_floor(self):
        np.testing.assert_allclose(features.fbank(np.zeros(400, np.float32)), np.log(features.FLOOR), rtol=1e-6)

    def test_warp_moves_energy_up(self):
        t = np.arange(1600) / 16000
        tone = (8000 * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
        plain, warped = (features.fbank(tone, w)[2].argmax() for w in (1.0, 1.12))
        self.assertGreater(warped, plain)


if __name__ == "__main__":
    unittest.main()
