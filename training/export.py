"""Writes a checkpoint as the model folder that ships: `python -m training.export CHECKPOINT FOLDER --encoder model.safetensors`.

The graph is built operator by operator, so that it holds only what runs fast in onnxruntime on a CPU: one window at a time without
padding, fused attention, weights in int8 by output channel (activations are quantised as they come), word embeddings in int8 by row.
"""

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from onrecord.reading.model import FORMAT, TAGS
from training.network import HEADS, REACH, Size, size_of

Floats = npt.NDArray[np.float32]


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], name: str, outputs: int = 1, domain: str = "", **attributes: Any) -> list[str]:
        names = [name] if outputs == 1 else [f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, name=name, domain=domain, **attributes))
        return names

    def linear(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        (y,) = self.add("MatMul", [x, self.constant(name + ".weight", weight.T)], name + ".product")
        return self.add("Add", [y, self.constant(name + ".bias", bias)], name)[0]

    def norm(self, x: str, name: str, weights: dict[str, Floats]) -> str:
        given = [x, self.constant(name + ".weight", weights[name + ".weight"]), self.constant(name + ".bias", weights[name + ".bias"])]
        return self.add("LayerNormalization", given, name, axis=-1, epsilon=1e-12)[0]


def graph(weights: dict[str, Floats], size: Size, whole: bool = False) -> onnx.ModelProto:
    """The network for one window: `pieces` 4 × n → `tags` n × 7, `links` 3 × n × n. `whole` keeps the word embeddings in fp32."""
    g = _Graph()
    integers = lambda name, *values: g.constant(name, np.array(values, np.int64))  # noqa: E731
    rows = g.add("Split", ["pieces", integers("ones", 1, 1, 1, 1)], "row", 4, axis=0)
    words = weights["words.weight"]
    if whole:
        (x,) = g.add("Gather", [g.constant("words", words), rows[0]], "word")
    else:
        scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
        g.constant("words", np.round(words / scale).astype(np.int8))
        g.constant("word.scales", scale.astype(np.float32))
        g.add("Gather", ["words", rows[0]], "word.int8")
        g.add("Cast", ["word.int8"], "word.float", to=TensorProto.FLOAT)
        g.add("Gather", ["word.scales", rows[0]], "word.scale")
        (x,) = g.add("Mul", ["word.float", "word.scale"], "word")
    for i in range(3):
        g.add("Gather", [g.constant(f"extra.{i}.weight", weights[f"extra.{i}.weight"]), rows[i + 1]], f"extra.{i}")
        (x,) = g.add("Add", [x, f"extra.{i}"], f"with.{i}")
    g.add("Shape", ["pieces"], "n", start=1)
    g.add(
        "Slice", [g.constant("positions.weight", weights["positions.weight"]), integers("zero", 0), "n", integers("axis", 0)], "positions"
    )
    (x,) = g.add("Add", [x, "positions"], "embedded")
    x = g.norm(x, "norm", weights)
    thirds = integers("thirds", size.width, size.width, size.width)
    for i in range(size.layers):
        p = f"layers.{i}."
        weight = lambda part, p=p: (weights[p + part + ".weight"], weights[p + part + ".bias"])  # noqa: E731
        q, k, v = g.add("Split", [g.linear(x, p + "qkv", *weight("qkv")), thirds], p + "split", 3, axis=-1)
        (a,) = g.add("MultiHeadAttention", [q, k, v], p + "attention", domain="com.microsoft", num_heads=size.attention_heads)
        (x,) = g.add("Add", [g.linear(a, p + "out", *weight("out")), x], p + "sum1")
        x = g.norm(x, p + "norm1", weights)
        (up,) = g.add("Gelu", [g.linear(x, p + "up", *weight("up"))], p + "gelu", domain="com.microsoft")
        (x,) = g.add("Add", [g.linear(up, p + "down", *weight("down")), x], p + "sum2")
        x = g.norm(x, p + "norm2", weights)
    g.add("Squeeze", [g.linear(x, "tag", weights["tags.weight"], weights["tags.bias"]), "axis"], "tags")
    shape = integers("pointers", -1, HEADS, size.pointer)
    scaled = 1 / math.sqrt(size.pointer)
    for part, order, factor in (("rows", (1, 0, 2), scaled), ("columns", (1, 2, 0), 1.0)):
        y = g.linear(x, part, weights[part + ".weight"] * np.float32(factor), weights[part + ".bias"] * np.float32(factor))
        g.add("Reshape", [y, shape], part + ".heads")
        g.add("Transpose", [part + ".heads"], part + ".turned", perm=order)
    g.add("MatMul", ["rows.turned", "columns.turned"], "products")
    g.add("Squeeze", ["n", "axis"], "size")
    g.add("Range", [g.constant("from", np.array(0, np.int64)), "size", g.constant("step", np.array(1, np.int64))], "range")
    g.add("Unsqueeze", ["range", "axis"], "across")
    g.add("Unsqueeze", ["range", integers("last", 1)], "down")
    g.add("Sub", ["across", "down"], "away")
    g.add("Clip", ["away", g.constant("least", np.array(-REACH, np.int64)), g.constant("most", np.array(REACH, np.int64))], "clipped")
    g.add("Add", ["clipped", g.constant("reach", np.array(REACH, np.int64))], "bucket")
    g.add("Gather", [g.constant("distance", weights["distance"]), "bucket"], "bias", axis=1)
    g.add("Add", ["products", "bias"], "links")
    made = helper.make_graph(
        g.nodes,
        "onrecord",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, [4, "n"])],
        [
            helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["n", len(TAGS)]),
            helper.make_tensor_value_info("links", TensorProto.FLOAT, [HEADS, "n", "n"]),
        ],
        g.constants,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=9)


def export(checkpoint: Path, folder: Path, encoder: Path, whole: bool, decoding: Path | None) -> None:
    weights = load_file(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.onnx"
    if whole:
        onnx.save(graph(weights, size_of(weights), whole=True), model)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            plain = Path(scratch) / "plain.onnx"
            onnx.save(graph(weights, size_of(weights)), plain)
            quantize_dynamic(
                plain,
                model,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul"],
                nodes_to_exclude=["tag.product"],
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )
    shutil.copy(encoder.with_name("tokenizer.json"), folder / "tokenizer.json")
    config: dict[str, Any] = {
        "format": FORMAT,
        "name": folder.name,
        "tags": TAGS,
        "transitions": [[round(float(x), 4) for x in row] for row in weights["transitions"]],
        "digests": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")},
        "decoding": json.loads(decoding.read_text()) if decoding else {},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("checkpoint", type=Path)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--encoder", type=Path, required=True)
    parse.add_argument("--whole", action="store_true", help="fp32, to see what int8 costs")
    parse.add_argument("--decoding", type=Path, help="JSON that `training.evaluate --tune` wrote")
    given = parse.parse_args()
    export(given.checkpoint, given.folder, given.encoder, given.whole, given.decoding)


if __name__ == "__main__":
    main()
