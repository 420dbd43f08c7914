"""PyTorch weights -> streaming ONNX files with fixed shapes, and the checks that they compute the same."""
from __future__ import annotations

from pathlib import Path
from typing import Callable

import numpy as np
import onnx
import onnxruntime
import torch

from hearken_training import mask as masks
from hearken_training import model as models
from hearken_training.features import BINS
from hearken_training.graph import Graph
from hearken_training.speaker import SpeakerEmbedder


def _array(t: torch.Tensor) -> np.ndarray:
    return t.detach().float().numpy()


def state_names(net: models.Recogniser) -> list[str]:
    """Names of the state inputs; outputs append `_out`."""
    return ["stem1", "stem2"] + [f"block{i + 1}" for i in range(len(net.blocks))]


def _normalise(g: Graph, x: str) -> str:
    x = g.op("Max", x, g.constant(models.FEATURE_FLOOR))
    return g.op("Mul", g.op("Sub", x, g.constant(models.FEATURE_MEAN)), g.constant(1 / models.FEATURE_SCALE))


def _halve(g: Graph, padded: str, frames: int, layer: torch.nn.Linear) -> str:
    windows = [g.slice(padded, k, k + frames - 1, step=2) for k in range(5)]
    return g.op("Relu", g.linear(g.op("Concat", *windows, axis=2), _array(layer.weight), _array(layer.bias)))


def backbone(g: Graph, net: models.Recogniser, fbank: str, frames: int, streaming: bool = True) -> str:
    """Adds the network up to its last normalisation: [1, frames, 40] -> [1, frames / 4, width]."""
    shapes = [list(s.shape) for s in net.initial_states()]
    names = state_names(net)

    def padded(x: str, i: int, length: int) -> str:
        history = g.input(names[i], shapes[i]) if streaming else g.constant(np.zeros(shapes[i]))
        joined = g.op("Concat", history, x, axis=1)
        if streaming:
            g.output(g.slice(joined, length, length + shapes[i][1]), names[i] + "_out", shapes[i])
        return joined

    x = _halve(g, padded(_normalise(g, fbank), 0, frames), frames, net.stem1)
    x = _halve(g, padded(x, 1, frames // 2), frames // 2, net.stem2)
    x = g.layer_norm(x, _array(net.stem_norm.weight), _array(net.stem_norm.bias))
    for i, block in enumerate(net.blocks):
        c = block.convolution
        y = g.depthwise(padded(x, i + 2, frames // 4), _array(c.weight), _array(c.bias), c.dilation)
        y = g.layer_norm(y, _array(block.norm.weight), _array(block.norm.bias))
        y = g.op("Relu", g.linear(y, _array(block.widen.weight), _array(block.widen.bias)))
        x = g.op("Add", x, g.linear(y, _array(block.narrow.weight), _array(block.narrow.bias)))
    return g.layer_norm(x, _array(net.norm.weight), _array(net.norm.bias))


def recogniser(net: models.Recogniser, frames: int, int8: bool) -> onnx.ModelProto:
    """Input `fbank` [1, frames, 40] and states; outputs `logp` [1, frames / 4, classes] and next states."""
    g = Graph(int8)
    fbank = g.input("fbank", [1, frames, BINS])
    x = backbone(g, net, fbank, frames)
    logp = g.op("LogSoftmax", g.linear(x, _array(net.head.weight), _array(net.head.bias)), axis=-1)
    g.op("Identity", logp, output="logp")
    g.outputs.insert(0, onnx.helper.make_tensor_value_info("logp", onnx.TensorProto.FLOAT, [1, frames // 4, net.head.out_features]))
    return g.model("recognizer")


def voice_activity(net: models.Recogniser, int8: bool = False) -> onnx.ModelProto:
    """Input `fbank` [1, 4, 40] and states; outputs `speech` [1, 1] and next states."""
    g = Graph(int8)
    fbank = g.input("fbank", [1, 4, BINS])
    x = backbone(g, net, fbank, 4)
    logit = g.linear(x, _array(net.head.weight), _array(net.head.bias))
    g.op("Sigmoid", g.op("Reshape", logit, g.constant([1, 1], np.int64)), output="speech")
    g.outputs.insert(0, onnx.helper.make_tensor_value_info("speech", onnx.TensorProto.FLOAT, [1, 1]))
    return g.model("vad")


def wake_verifier(net: models.WakeVerifier, window: int, int8: bool = False) -> onnx.ModelProto:
    """Input `fbank` [1, window, 40]; output `logit` [1, 1]."""
    g = Graph(int8)
    x = backbone(g, net.stack, g.input("fbank", [1, window, BINS]), window, streaming=False)
    pooled = g.op("Concat", g.op("ReduceMean", x, axes=[1], keepdims=0), g.op("ReduceMax", x, axes=[1], keepdims=0), axis=1)
    g.output(g.linear(pooled, _array(net.head.weight), _array(net.head.bias)), "logit", [1, 1])
    return g.model("wake-verifier")


def speaker_embedder(net: SpeakerEmbedder, window: int, int8: bool = True) -> onnx.ModelProto:
    """Input `fbank` [1, window, 40]; output `voice` [1, size] of unit length."""
    g = Graph(int8)
    fbank = g.op("Max", g.input("fbank", [1, window, BINS]), g.constant(models.FEATURE_FLOOR))
    centred = g.op("Sub", fbank, g.op("ReduceMean", fbank, axes=[1], keepdims=1))
    x = backbone(g, net.stack, g.op("Add", centred, g.constant(models.FEATURE_MEAN)), window, streaming=False)
    looked = g.op("Tanh", g.linear(x, _array(net.look.weight), _array(net.look.bias)))
    weights = g.op("Softmax", g.linear(looked, _array(net.weigh.weight), _array(net.weigh.bias)), axis=1)
    weighted = g.op("Mul", weights, x)
    mean = g.op("ReduceSum", weighted, g.constant([1], np.int64), keepdims=0)
    power = g.op("ReduceSum", g.op("Mul", weighted, x), g.constant([1], np.int64), keepdims=0)
    variance = g.op("Max", g.op("Sub", power, g.op("Mul", mean, mean)), g.constant(1e-4))
    voice = g.linear(g.op("Concat", mean, g.op("Sqrt", variance), axis=1), *(_array(p) for p in net.folded_head()))
    g.output(g.op("LpNormalization", voice, axis=1, p=2), "voice", [1, net.head.out_features])
    return g.model("speaker")


def speech_mask(net: masks.MaskNet, int8: bool = False) -> onnx.ModelProto:
    """Input `power` [1, BINS] of one frame and states; outputs `mask` [1, BINS] and next states."""
    g = Graph(int8)
    one, bins = g.constant([[1.0]]), masks.BINS
    power = g.input("power", [1, bins])
    count = g.op("Min", g.op("Add", g.input("frames", [1, 1]), one), g.constant([[masks.LONGEST_MEAN]]))
    g.output(count, "frames_out", [1, 1])
    x = g.op("Mul", g.op("Log", g.op("Add", power, g.constant(masks.FLOOR))), g.constant(masks.SCALE))
    before = g.input("mean", [1, bins])
    mean = g.op("Add", before, g.op("Div", g.op("Sub", x, before), count))
    g.output(mean, "mean_out", [1, bins])
    above = g.op("Sub", x, mean)
    x = g.op("Concat", g.op("Sub", x, g.op("ReduceMean", mean, axes=[1], keepdims=1)), above, axis=1)
    x = g.op("Relu", g.linear(x, _array(net.front.weight), _array(net.front.bias)))
    first = _gru(g, net.first, x, "first")
    second = _gru(g, net.second, first, "second")
    logits = g.linear(g.op("Add", first, second), _array(net.head.weight), _array(net.head.bias))
    g.op("Sigmoid", g.op("Add", logits, g.op("Mul", above, g.constant(_array(net.contrast)))), output="mask")
    g.outputs.insert(0, onnx.helper.make_tensor_value_info("mask", onnx.TensorProto.FLOAT, [1, bins]))
    return g.model("mask")


def _gru(g: Graph, layer: torch.nn.GRU, x: str, state: str) -> str:
    """One step of a GRU as torch defines it, its products int8 where the graph's are."""
    width = layer.hidden_size
    hidden = g.input(state, [1, width])
    gates = [g.linear(v, _array(w), _array(b)) for v, w, b in ((x, layer.weight_ih_l0, layer.bias_ih_l0), (hidden, layer.weight_hh_l0, layer.bias_hh_l0))]
    part = lambda of, i: g.slice(gates[of], i * width, (i + 1) * width)
    reset, keep = (g.op("Sigmoid", g.op("Add", part(0, i), part(1, i))) for i in (0, 1))
    fresh = g.op("Tanh", g.op("Add", part(0, 2), g.op("Mul", reset, part(1, 2))))
    result = g.op("Add", fresh, g.op("Mul", keep, g.op("Sub", hidden, fresh)))
    g.output(result, state + "_out", [1, width])
    return result


def session(path_or_model: Path | onnx.ModelProto) -> onnxruntime.InferenceSession:
    """One-thread CPU session."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    source = str(path_or_model) if isinstance(path_or_model, Path) else path_or_model.SerializeToString()
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


class Stream:
    """Runs a streaming model over whole feature arrays, chunk by chunk, states starting as zeros."""

    def __init__(self, source: Path | onnx.ModelProto):
        self.session = session(source)
        inputs = self.session.get_inputs()
        self.frames = inputs[0].shape[1]
        self.states = {i.name: np.zeros(i.shape, np.float32) for i in inputs[1:]}
        self.outputs = [o.name for o in self.session.get_outputs()]

    def __call__(self, fbank: np.ndarray) -> np.ndarray:
        """[T, 40] -> the first output of all chunks, joined; the tail is padded with its last frame."""
        rest = -len(fbank) % self.frames
        fbank = np.concatenate([fbank, np.repeat(fbank[-1:], rest, 0)]).astype(np.float32)
        states, out = dict(self.states), []
        for t in range(0, len(fbank), self.frames):
            results = dict(zip(self.outputs, self.session.run(None, {"fbank": fbank[None, t:t + self.frames], **states})))
            out.append(results[self.outputs[0]])
            states = {name: results[name + "_out"] for name in states}
        joined = np.concatenate(out, 1 if out[0].ndim == 3 else 0)
        return joined[0] if joined.ndim == 3 else joined


def load_recogniser(name: str = "recogniser") -> models.Recogniser:
    """Averaged weights of a training checkpoint; where this work folder has none, the recogniser that ships."""
    from hearken_training import paths

    checkpoint = paths.ears("checkpoints", f"{name}.pt")
    if not checkpoint.exists():
        return models.from_weights(torch.load(paths.shipped("recogniser"), weights_only=True)).eval()
    return models.from_weights(torch.load(checkpoint, weights_only=True)["average"]).eval()


def export_recogniser(net: models.Recogniser, path: Path, fbanks: list[np.ndarray], frames: int = 8, say: Callable[[str], None] = print) -> None:
    """Writes the int8 file and says how it compares with the float network on some features."""
    made = recogniser(net, frames, int8=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(made, path)
    whole, plain, small = [], Stream(recogniser(net, frames, int8=False)), Stream(path)
    difference, agree, steps, moved = 0.0, 0, 0, 0.0
    for f in fbanks:
        f = f[:len(f) // frames * frames]
        with torch.inference_mode():
            whole = net(torch.from_numpy(f.astype(np.float32))[None])[0].numpy()
        a, b = plain(f), small(f)
        difference = max(difference, float(np.abs(a - whole).max()))
        agree += int((a.argmax(1) == b.argmax(1)).sum())
        moved += float(np.abs(np.exp(a) - np.exp(b)).sum())
        steps += len(a)
    say(f"float stream against whole file: largest difference {difference:.1e}; int8 against float: same best label in "
        f"{100 * agree / steps:.2f} % of {steps} steps, mean probability moved {moved / steps:.4f}; {path.stat().st_size} bytes")
