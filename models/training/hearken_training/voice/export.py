"""Checkpoint to the voice's two networks with fixed shapes, int8 weights, and their entry for pack.yaml."""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import yaml
from onnx import TensorProto, helper

from ..graph import Graph
from . import features, mandarin_symbols, model, speak, symbols
from .features import POINTS
from .symbols import FIRST, LAST

PHONES, FRAMES = 128, 128                            # length of one run of the encoder and of the decoder
WIDTH = model.WIDTH


def array(tensor):
    return tensor.detach().float().numpy()


class Layers:
    """model.Block and its kin as nodes."""

    def __init__(self, graph):
        self.g = graph

    def linear(self, x, layer):
        return self.g.linear(x, array(layer.weight), array(layer.bias))

    def norm(self, x, layer):
        return self.g.layer_norm(x, array(layer.weight), array(layer.bias))

    def block(self, x, mask, block):
        g, conv = self.g, block.spread
        side = conv.padding[0]
        rows = g.op("Transpose", g.op("Mul", x, mask), perm=[0, 2, 1])
        mixed = g.op("Conv", rows, g.constant(array(conv.weight)), g.constant(array(conv.bias)), dilations=list(conv.dilation), group=WIDTH,
                     kernel_shape=list(conv.kernel_size), pads=[side, side])
        h = self.norm(g.op("Transpose", mixed, perm=[0, 2, 1]), block.norm)
        return g.op("Add", x, self.linear(g.op("Relu", self.linear(h, block.up)), block.down))

    def predictor(self, x, mask, predictor):
        for block in predictor.blocks:
            x = self.block(x, mask, block)
        return self.linear(self.norm(x, predictor.norm), predictor.out)


def encoder(net, int8):
    """phones, places [1, N] int32, mask [1, N, 1] -> states [1, N, W], frames [1, N, 1] (length of each phone, not rounded)."""
    g = Graph(int8)
    for name in ("phones", "places"):
        g.inputs.append(helper.make_tensor_value_info(name, TensorProto.INT32, [1, PHONES]))
    mask, layers = g.input("mask", [1, PHONES, 1]), Layers(g)
    x = g.op("Add", g.op("Gather", g.constant(array(net.phone.weight)), "phones"), g.op("Gather", g.constant(array(net.place.weight)), "places"))
    for block in net.blocks:
        x = layers.block(x, mask, block)
    x = layers.norm(x, net.norm)
    prosody = layers.predictor(x, mask, net.prosody)
    g.output(g.op("Add", x, layers.linear(prosody, net.tint)), "states", [1, PHONES, WIDTH])
    g.output(g.op("Exp", layers.predictor(x, mask, net.duration)), "frames", [1, PHONES, 1])
    return finish(g, "encoder")


def decoder(net, int8):
    """states [1, T, W] of each frame's phone, position [1, T, 3] in it, mask [1, T, 1] -> vocoder parameters [1, T, 69]."""
    d = net.decoder
    g = Graph(int8)
    states, position, mask = g.input("states", [1, FRAMES, WIDTH]), g.input("position", [1, FRAMES, 3]), g.input("mask", [1, FRAMES, 1])
    layers = Layers(g)
    x = g.op("Add", states, layers.linear(position, d.position))
    for block in d.blocks:
        x = layers.block(x, mask, block)
    weight, bias = array(d.out.weight).astype(np.float64), array(d.out.bias).astype(np.float64)
    scale, mean = array(net.scale), array(net.mean)
    weight, bias = weight * scale[:, None], bias * scale + mean
    raised = speak.emphasis()
    weight[:POINTS], bias[:POINTS] = raised @ weight[:POINTS], raised @ bias[:POINTS]
    g.int8 = False                                   # the last layer is small and sets the spectrum: float
    g.output(g.linear(layers.norm(x, d.norm), weight, bias), "parameters", [1, FRAMES, model.OUTPUTS])
    return finish(g, "decoder")


def finish(g, name):
    graph = helper.make_graph(g.nodes, name, g.inputs, g.outputs, g.constants)
    file = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="hearken", ir_version=9)
    onnx.checker.check_model(file, full_check=True)
    return file


def tensors(infos):
    kinds = {TensorProto.FLOAT: "float32", TensorProto.INT32: "int32"}
    return [dict(name=i.name, type=kinds[i.type.tensor_type.elem_type], shape=[d.dim_value for d in i.type.tensor_type.shape.dim]) for i in infos]


def entry(name, file, parameters):
    graph = file.graph
    return dict(role="voice", name=name, backend="onnx", file=f"voice-{name}.onnx", card="voice.md", inputs=tensors(graph.input),
                outputs=tensors(graph.output), parameters=parameters)


def run(checkpoint, pack, entry_file, language="en"):
    names = symbols.SYMBOLS if language == "en" else mandarin_symbols.SYMBOLS
    net = model.Voice(language)
    net.load_state_dict(torch.load(checkpoint, weights_only=False)["average"])
    net.eval()
    files = dict(encoder=encoder(net.encoder, True), decoder=decoder(net, True))
    for name, file in files.items():
        onnx.save(file, Path(pack) / f"voice-{name}.onnx")
        print(f"voice-{name}.onnx: {(Path(pack) / f'voice-{name}.onnx').stat().st_size} bytes")
    parameters = dict(
        encoder=dict(language=language, symbols=" ".join(names), wordFirst=FIRST, wordLast=LAST),
        decoder=dict(reach=model.REACH, framePeriodMs=features.PERIOD_MS, envelopePoints=POINTS, envelopeTopHertz=features.TOP,
                     analysisRate=features.RATE, aperiodicityHertz=[3000, 6000, 9000], sampleRate=16000))
    with open(entry_file, "w", encoding="utf8") as out:
        yaml.safe_dump([entry(n, f, parameters[n]) for n, f in files.items()], out, sort_keys=False, width=160, default_flow_style=None)
    check(net, files, len(names))


def check(net, files, count):
    """Prints how far int8 files are from the float network, and how alike the envelopes are."""
    rng = np.random.default_rng(0)
    n = 40
    phones, places = np.zeros((1, PHONES), np.int32), np.zeros((1, PHONES), np.int32)
    phones[0, :n], places[0, :n] = rng.integers(6, count, n), rng.integers(0, 4, n)
    mask = np.zeros((1, PHONES, 1), np.float32)
    mask[0, :n] = 1
    with torch.no_grad():
        states, log = net.encoder(torch.from_numpy(phones).long(), torch.from_numpy(places).long(), torch.from_numpy(mask))
    session = onnxruntime.InferenceSession(files["encoder"].SerializeToString(), providers=["CPUExecutionProvider"])
    got, frames = session.run(None, dict(phones=phones, places=places, mask=mask))
    print("encoder: states off by", float(np.abs(got - states.numpy())[0, :n].max()), "durations by a factor of",
          float(np.exp(np.abs(np.log(frames[0, :n, 0]) - log.numpy()[0, :n]).max())))
    x = np.repeat(states.numpy()[:, :FRAMES // 4], 4, 1)
    position, ones = np.full((1, FRAMES, 3), 0.4, np.float32), np.ones((1, FRAMES, 1), np.float32)
    with torch.no_grad():
        want = net.decoder(torch.from_numpy(x), torch.from_numpy(position), torch.from_numpy(ones)) * net.scale + net.mean
    want = want.numpy()[0]
    want[:, :POINTS] = want[:, :POINTS] @ speak.emphasis().T
    session = onnxruntime.InferenceSession(files["decoder"].SerializeToString(), providers=["CPUExecutionProvider"])
    got = session.run(None, dict(states=x, position=position, mask=ones))[0][0]
    print("decoder: envelope off by", float(np.abs(got - want)[:, :POINTS].mean()), "neper on average")
