"""Models of a pack as files for Rockchip's NPU. Runs where rknn-toolkit2 is installed, a Python environment of its own."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper


def real(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network without int8: `Graph.linear`'s products become products of real numbers, with the weights that int8 left.

    The toolkit refuses DynamicQuantizeLinear, since its scales are only known at run time.
    """
    out = onnx.ModelProto()
    out.CopyFrom(model)
    graph = out.graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    made_by = {output: node for node in graph.node for output in node.output}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    replaced: dict[str, onnx.NodeProto] = {}
    gone: set[str] = set()
    for product in (n for n in graph.node if n.op_type == "MatMulInteger"):
        steps, weight = product.input[:2]
        quantiser = made_by[steps]
        cast = readers[product.output[0]][0]
        scaled = readers[cast.output[0]][0]
        scales = made_by[next(i for i in scaled.input if i != cast.output[0])]
        scale = next(constants[i] for i in scales.input if i in constants)
        name = f"{weight}_real"
        graph.initializer.append(numpy_helper.from_array((constants[weight].astype(np.float32) * scale).astype(np.float32), name))
        replaced[scaled.output[0]] = helper.make_node("MatMul", [quantiser.input[0], name], [scaled.output[0]], name=f"MatMul_{scaled.output[0]}")
        gone |= {o for n in (product, cast, scales, quantiser) for o in n.output}
    nodes = [replaced.get(n.output[0], n) for n in graph.node if n.output[0] not in gone]
    used = {i for n in nodes for i in n.input}
    kept = [c for c in graph.initializer if c.name in used]
    for field, items in (("node", nodes), ("initializer", kept)):
        copies = [type(i).FromString(i.SerializeToString()) for i in items]
        graph.ClearField(field)
        getattr(graph, field).extend(copies)
    onnx.checker.check_model(out, full_check=True)
    return out


def convert(source: Path, soc: str, folder: Path) -> Path:
    """`source` in half precision for one system on chip, as `folder/soc/name.rknn`; says how far the toolkit's simulator is from `source`."""
    import onnxruntime
    from rknn.api import RKNN

    target = folder / soc / source.with_suffix(".rknn").name
    target.parent.mkdir(parents=True, exist_ok=True)
    plain = target.with_suffix(".real.onnx")
    onnx.save(real(onnx.load(source)), plain)
    toolkit = RKNN(verbose=False)
    toolkit.config(target_platform=soc)
    steps = (lambda: toolkit.load_onnx(model=str(plain)), lambda: toolkit.build(do_quantization=False), lambda: toolkit.export_rknn(str(target)))
    if any(step() != 0 for step in steps):
        raise SystemExit(f"{source}: the toolkit refuses it, see above")
    session = onnxruntime.InferenceSession(str(source))
    noise = np.random.default_rng(7)
    kinds = {"tensor(float)": np.float32, "tensor(int32)": np.int32}
    given = {i.name: (noise.normal(10, 3, i.shape) if i.name == "fbank" else np.zeros(i.shape)).astype(kinds[i.type]) for i in session.get_inputs()}
    wanted = session.run(None, given)
    if toolkit.init_runtime() != 0:
        raise SystemExit(f"{source}: the toolkit's simulator does not start")
    simulated = toolkit.inference(inputs=list(given.values()))
    for output, want, have in zip(session.get_outputs(), wanted, simulated):
        print(f"{source.name} {output.name}: largest {np.abs(want).max():.4g}, simulator differs by {np.abs(want - have).max():.3g}")
    toolkit.release()
    plain.unlink()
    print(f"{target}: {target.stat().st_size} bytes")
    return target


def run(pack: Path, names: list[str], soc: str, folder: Path) -> None:
    """All models of the pack, or those named without `.onnx`."""
    for source in sorted(pack.glob("*.onnx")):
        if not names or source.stem in names:
            convert(source, soc, folder)
