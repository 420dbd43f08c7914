"""Writes a pack's `pack.yaml`: head + one entry file per model + size and SHA-256 of every file of the folder.

`models/training/pack/<id>/pack.yaml` is the head; every other `*.yaml` there holds one model entry (or a list of them)
as in the manifest. An entry whose `file` does not exist yet is left out; `inputs` and `outputs` are read from the ONNX
file where the entry does not state them. Anybody who changes a file of the pack runs this again.
"""
from __future__ import annotations

import hashlib
from pathlib import Path

import yaml

from hearken_training import paths

KEYS = ("role", "name", "backend", "file", "card", "inputs", "outputs", "parameters")
ROLES = ("recognizer", "vad", "wake-verifier", "voice")


class _Flow(dict):
    """A mapping written on one line."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Flow, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, flow_style=True))


def tensors(path: Path) -> tuple[list[dict], list[dict]]:
    """Inputs and outputs of an ONNX file in manifest form; a symbolic dimension is written as -1."""
    import onnx

    graph = onnx.load(path, load_external_data=False).graph
    kinds = {1: "float32", 6: "int32", 7: "int64", 2: "uint8", 3: "int8", 9: "bool"}

    def specs(values) -> list[dict]:
        return [_Flow(name=v.name, type=kinds[v.type.tensor_type.elem_type],
                      shape=[d.dim_value if d.HasField("dim_value") else -1 for d in v.type.tensor_type.shape.dim]) for v in values]

    constants = {c.name for c in graph.initializer}
    return specs(v for v in graph.input if v.name not in constants), specs(graph.output)


def entries(folder: Path, pack: Path) -> list[dict]:
    """All complete model entries, sorted by role."""
    out = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "pack.yaml":
            continue
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in content if isinstance(content, list) else [content]:
            file = pack / entry["file"]
            if not file.exists():
                print(f"{path.name}: {entry['file']} is not in the pack yet; entry left out")
                continue
            if "card" in entry and not (pack / entry["card"]).exists():
                raise SystemExit(f"{path.name}: model card {entry['card']} is missing")
            if file.suffix == ".onnx":
                inputs, outputs = tensors(file)
                entry.setdefault("inputs", inputs)
                entry.setdefault("outputs", outputs)
            for side in ("inputs", "outputs"):
                entry[side] = [_Flow(t) for t in entry[side]]
            unknown = set(entry) - set(KEYS)
            if unknown:
                raise SystemExit(f"{path.name}: unknown keys {sorted(unknown)}")
            out.append({k: entry[k] for k in KEYS if k in entry})
    return sorted(out, key=lambda e: ROLES.index(e["role"]))


def write(identifier: str = paths.PACK_ID) -> Path:
    """Generate `pack.yaml` and say how large the pack is."""
    return write_manifest(paths.TRAINING / "pack" / identifier, paths.REPOSITORY / "models" / "packs" / identifier)


def write_manifest(folder: Path, pack: Path) -> Path:
    """`pack.yaml` of a pack whose head and entries lie in `folder`."""
    manifest = yaml.safe_load((folder / "pack.yaml").read_text(encoding="utf-8"))
    manifest["models"] = entries(folder, pack)
    manifest["files"] = []
    total = 0
    for path in sorted(p for p in pack.rglob("*") if p.is_file() and p.name != "pack.yaml"):
        data = path.read_bytes()
        total += len(data)
        manifest["files"].append(_Flow(path=path.relative_to(pack).as_posix(), size=len(data), sha256=hashlib.sha256(data).hexdigest()))
    target = pack / "pack.yaml"
    target.write_text("# Made by `python -m hearken_training pack`; edit models/training/pack/ instead.\n"
                      + yaml.dump(manifest, Dumper=_Dumper, sort_keys=False, width=1000, allow_unicode=True), encoding="utf-8")
    print(f"{target.name}: {len(manifest['models'])} models, {len(manifest['files'])} files, {total / 1e6:.2f} MB")
    return target
