"""A small ONNX graph writer: the layers of `model` as ONNX nodes with fixed shapes, weights in float or int8.

Writing the graph directly (instead of tracing) keeps it small and readable, puts the int8 products in the exact pattern
ONNX Runtime fuses (DynamicQuantizeLinear, MatMulInteger, Cast, Mul), and needs no exporter.
"""
from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
WEIGHT_STEPS = 63
"""Largest int8 weight: seven bits, because products of u8 and s8 saturate in pairs on x86 without VNNI."""


class Graph:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self, int8: bool = False, smallest: int = 4096):
        self.int8, self.smallest = int8, smallest
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self._quantised: dict[str, tuple[str, str, str]] = {}
        self._count = 0

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"{stem.lower()}{self._count}"

    def constant(self, value, dtype=np.float32) -> str:
        name = self._name("c")
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype), name))
        return name

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes) -> str:
        """One node with one result."""
        result = output or self._name(kind)
        self.nodes.append(helper.make_node(kind, list(inputs), [result], name=f"{kind}_{result}", **attributes))
        return result

    def input(self, name: str, shape: list[int]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, value: str, name: str, shape: list[int]) -> None:
        self.op("Identity", value, output=name)
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def slice(self, x: str, start: int, end: int, axis: int = 1, step: int = 1) -> str:
        parts = [self.constant([v], np.int64) for v in (start, end, axis, step)]
        return self.op("Slice", x, *parts)

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """x W^T + b; `weight` is [out, in] as torch keeps it. int8 per output channel where it is large enough."""
        w = weight.T
        if not self.int8 or w.size < self.smallest:
            return self.op("Add", self.op("MatMul", x, self.constant(w)), self.constant(bias))
        scale = np.maximum(np.abs(w).max(0), 1e-8) / WEIGHT_STEPS
        q = np.clip(np.round(w / scale), -WEIGHT_STEPS, WEIGHT_STEPS)
        if x not in self._quantised:
            names = tuple(self._name(s) for s in ("xq", "xs", "xz"))
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], list(names), name=f"DynamicQuantizeLinear_{names[0]}"))
            self._quantised[x] = names
        xq, xs, xz = self._quantised[x]
        product = self.op("MatMulInteger", xq, self.constant(q, np.int8), xz, self.constant(np.zeros(w.shape[1]), np.int8))
        scaled = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), self.op("Mul", xs, self.constant(scale)))
        return self.op("Add", scaled, self.constant(bias))

    def layer_norm(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self.op("LayerNormalization", x, self.constant(weight), self.constant(bias), axis=-1, epsilon=1e-5)

    def depthwise(self, padded: str, weight: np.ndarray, bias: np.ndarray, dilation: int) -> str:
        """[1, H + T, D] -> [1, T, D]; `weight` is [taps, D]."""
        kernel = self.constant(weight.T[:, None, :])
        rows = self.op("Transpose", padded, perm=[0, 2, 1])
        mixed = self.op("Conv", rows, kernel, self.constant(bias), dilations=[dilation], group=weight.shape[1], kernel_shape=[weight.shape[0]])
        return self.op("Transpose", mixed, perm=[0, 2, 1])

    def model(self, name: str) -> onnx.ModelProto:
        """The checked model."""
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, self.constants)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="hearken_training")
        made.ir_version = 8
        onnx.checker.check_model(made, full_check=True)
        return made
