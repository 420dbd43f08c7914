"""The float form of a quantised network: the same numbers up to what quantising activations costs."""
import unittest
from pathlib import Path

try:
    import numpy as np
    import onnx
    import onnxruntime
    from hearken_training.graph import Graph
    from hearken_training.npu import real
except ImportError as missing:
    raise unittest.SkipTest(f"needs onnx and onnxruntime: {missing}") from missing


def run(model, feeds):
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)


class RealTest(unittest.TestCase):
    def network(self, int8):
        noise = np.random.default_rng(1)
        first, second = noise.normal(0, .2, (64, 80)), noise.normal(0, .2, (8, 64))
        graph = Graph(int8=int8, smallest=1000)
        x = graph.input("x", [1, 4, 80])
        hidden = graph.linear(x, first, np.ones(64))
        again = graph.linear(x, first, np.zeros(64))
        graph.output(graph.linear(graph.op("Add", hidden, again), second, np.zeros(8)), "y", [1, 4, 8])
        return graph.model("test")

    def test_no_integer_is_left_and_the_numbers_are_the_same(self):
        feeds = {"x": np.random.default_rng(2).normal(0, 1, (1, 4, 80)).astype(np.float32)}
        quantised = self.network(int8=True)
        self.assertIn("MatMulInteger", {n.op_type for n in quantised.graph.node})
        made = real(quantised)
        self.assertFalse({n.op_type for n in made.graph.node} & {"MatMulInteger", "DynamicQuantizeLinear", "Cast"})
        wanted = run(quantised, feeds)[0]
        np.testing.assert_allclose(run(made, feeds)[0], wanted, atol=.05 * np.abs(wanted).max())

    def test_a_float_network_stays_as_it_is(self):
        plain = self.network(int8=False)
        self.assertEqual([n.SerializeToString() for n in plain.graph.node], [n.SerializeToString() for n in real(plain).graph.node])

    def test_the_shipped_recogniser_keeps_its_tensors(self):
        shipped = onnx.load(Path(__file__).parents[2] / "packs/en-small/recognizer.onnx")
        made = real(shipped)
        self.assertEqual([i.name for i in shipped.graph.input], [i.name for i in made.graph.input])
        session = onnxruntime.InferenceSession(made.SerializeToString())
        feeds = {i.name: np.zeros(i.shape, np.float32) for i in session.get_inputs()}
        feeds["fbank"] = np.random.default_rng(3).normal(10, 3, feeds["fbank"].shape).astype(np.float32)
        np.testing.assert_allclose(session.run(["logp"], feeds)[0], run(shipped, feeds)[0], atol=.5)


if __name__ == "__main__":
    unittest.main()
