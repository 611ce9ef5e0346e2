"""Writes a model folder that ships: `python -m training.export FOLDER --encoder model.safetensors [--checkpoint epoch-7.safetensors]`.

The graph is built operator by operator, so that it holds only what runs fast in onnxruntime on a CPU: one window at a time without
padding, fused attention, weights in int8 by output channel (activations are quantised as they come), word embeddings in int8 by row.
"""

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from onrecord.reading.entailment import HEADLINE
from onrecord.reading.headlines import KINDS
from onrecord.reading.model import ACTS, FORMAT, IN_CONTENT, IN_CUE, MENTIONS, TAGS, TYPES
from onrecord.reading.pieces import SHAPES
from training.network import APART, HEADS, MORE, REACH, Network, Size, size_of

FAR = -8.0
"""What a look at the content or the cue of a statement scores pieces that are not in it."""

Weights = Mapping[str, npt.NDArray[np.float32]]


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

    def integers(self, name: str, *values: int) -> str:
        return self.constant(name, np.array(values, np.int64))

    def linear(self, x: str, part: str, weights: Weights, name: str = "", factor: float = 1.0) -> str:
        """x · weight + bias of `part`, both times `factor`, called `name` (or as the part)."""
        name = name or part
        weight, bias = (weights[f"{part}.{kind}"] * np.float32(factor) for kind in ("weight", "bias"))
        (y,) = self.add("MatMul", [x, self.constant(name + ".weight", weight.T)], name + ".product")
        return self.add("Add", [y, self.constant(name + ".bias", bias)], name)[0]

    def norm(self, x: str, name: str, weights: Weights) -> str:
        given = [x, self.constant(name + ".weight", weights[name + ".weight"]), self.constant(name + ".bias", weights[name + ".bias"])]
        return self.add("LayerNormalization", given, name, axis=-1, epsilon=1e-12)[0]

    def model(self, outputs: dict[str, list[int | str]], rows: int = 4) -> onnx.ModelProto:
        made = helper.make_graph(
            self.nodes,
            "onrecord",
            [helper.make_tensor_value_info("pieces", TensorProto.INT64, [rows, "n"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
            self.constants,
        )
        return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], ir_version=9)


def encoder(
    g: _Graph,
    weights: Weights,
    size: Size,
    whole: bool,
    bias: Callable[[list[str]], str] | None = None,
    biased: int = 0,
    wanted: Callable[[str], str] | None = None,
) -> str:
    """The encoder for one window: from `pieces` 4 × n to the last layer's states, 1 × n × width; returns their name.

    `whole` keeps the word embeddings in fp32. A graph that has no extra embeddings takes `pieces` all the same. With `bias`, which makes
    from the rows' names what is added to attention scores (1 × 1 × n × n) in the first `biased` layers, there is a fifth row of pieces:
    positions. `wanted` takes from the states before the last layer those that the layer is asked for; the others are looked at only.
    """
    count = 5 if bias else 4
    rows = g.add("Split", ["pieces", g.integers("ones", *[1] * count)], "row", count, axis=0)
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
    positions = g.constant("positions.weight", weights["positions.weight"])
    g.integers("axis", 0)
    if bias:
        g.add("Gather", [positions, rows[4]], "positions")
    else:
        g.add("Slice", [positions, g.integers("zero", 0), "n", "axis"], "positions")
    added = ["", "", bias(rows)] if bias else []
    (x,) = g.add("Add", [x, "positions"], "embedded")
    x = g.norm(x, "norm", weights)
    thirds = g.integers("thirds", size.width, size.width, size.width)
    parts = {"q": slice(0, size.width), "kv": slice(size.width, None)}
    for i in range(size.layers):
        p = f"layers.{i}."
        if wanted and i == size.layers - 1:
            of = ("weight", "bias")
            asks, answers = ({f"{p}{name}.{it}": weights[f"{p}qkv.{it}"][part] for it in of} for name, part in parts.items())
            k, v = g.add("Split", [g.linear(x, p + "kv", answers), g.integers("halves", size.width, size.width)], p + "split", 2, axis=-1)
            x = wanted(x)
            q = g.linear(x, p + "q", asks)
        else:
            q, k, v = g.add("Split", [g.linear(x, p + "qkv", weights), thirds], p + "split", 3, axis=-1)
        given = [q, k, v, *added] if i < biased else [q, k, v]
        (a,) = g.add("MultiHeadAttention", given, p + "attention", domain="com.microsoft", num_heads=size.attention_heads)
        (x,) = g.add("Add", [g.linear(a, p + "out", weights), x], p + "sum1")
        x = g.norm(x, p + "norm1", weights)
        (up,) = g.add("Gelu", [g.linear(x, p + "up", weights)], p + "gelu", domain="com.microsoft")
        (x,) = g.add("Add", [g.linear(up, p + "down", weights), x], p + "sum2")
        x = g.norm(x, p + "norm2", weights)
    return x


def relations(weights: Weights, size: Size, whole: bool) -> onnx.ModelProto:
    """`pieces` 4 × n → `tags` n × 7, `links` 3 × n × n, `more` n × MORE."""
    g = _Graph()
    x = encoder(g, weights, size, whole)
    g.add("Squeeze", [g.linear(x, "tags", weights, "tag"), "axis"], "tags")
    shape = g.integers("pointers", -1, HEADS, size.pointer)
    for part, order, factor in (("rows", (1, 0, 2), 1 / math.sqrt(size.pointer)), ("columns", (1, 2, 0), 1.0)):
        y = g.linear(x, part, weights, factor=factor)
        g.add("Reshape", [y, shape], part + ".heads")
        g.add("Transpose", [part + ".heads"], part + ".turned", perm=order)
    g.add("MatMul", ["rows.turned", "columns.turned"], "products")
    g.add("Squeeze", ["n", "axis"], "size")
    g.add("Range", [g.constant("from", np.array(0, np.int64)), "size", g.constant("step", np.array(1, np.int64))], "range")
    g.add("Unsqueeze", ["range", "axis"], "across")
    g.add("Unsqueeze", ["range", g.integers("last", 1)], "down")
    g.add("Sub", ["across", "down"], "away")
    g.add("Clip", ["away", g.constant("least", np.array(-REACH, np.int64)), g.constant("most", np.array(REACH, np.int64))], "clipped")
    g.add("Add", ["clipped", g.constant("reach", np.array(REACH, np.int64))], "bucket")
    g.add("Gather", [g.constant("distance", weights["distance"]), "bucket"], "bias", axis=1)
    g.add("Add", ["products", "bias"], "links")
    g.add("Squeeze", [g.linear(x, "more", weights, "further"), "axis"], "more")
    return g.model({"tags": ["n", len(TAGS)], "links": [HEADS, "n", "n"], "more": ["n", MORE]})


def meanings(weights: Weights, size: Size, whole: bool) -> onnx.ModelProto:
    """`pieces` 4 × n → `vector` 1 × width: the mean of the states, of unit length (sentence-transformers' pooling)."""
    g = _Graph()
    x = encoder(g, weights, size, whole)
    g.add("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    g.add("LpNormalization", ["mean"], "vector", axis=-1, p=2)
    return g.model({"vector": [1, size.width]})


def acts(weights: Weights, size: Size, whole: bool) -> onnx.ModelProto:
    """`pieces` 4 × n → `acts` 1 × 13: three looks at the states, of the content, of the cue, of both (`acts_network.Reader`)."""
    g = _Graph()
    x = encoder(g, weights, size, whole)
    far = np.zeros((3, SHAPES, 1), np.float32)
    far[0, [i for i in range(SHAPES) if i != IN_CONTENT]] = far[1, [i for i in range(SHAPES) if i != IN_CUE]] = FAR
    g.add("Gather", [g.constant("far", far[:, :, 0].T.copy()), "row.1"], "parts")
    g.add("Add", [g.linear(x, "look", weights), "parts"], "looks")
    g.add("Softmax", ["looks"], "shares", axis=1)
    g.add("Transpose", ["shares"], "shares.turned", perm=(0, 2, 1))
    g.add("MatMul", ["shares.turned", x], "looked")
    g.add("Reshape", ["looked", g.integers("flat", 1, -1)], "pooled")
    g.linear("pooled", "out", weights, "acts")
    return g.model({"acts": [1, len(ACTS)]})


def entailment(weights: Weights, size: Size, whole: bool) -> onnx.ModelProto:
    """`pieces` 5 × n as `reading.entailment.view` gives them → `labels` 1 × 4 and `kinds` 1 × 10 (`training.entailment.Judge`)."""
    g = _Graph()

    def headline(rows: list[str]) -> str:
        g.add("Equal", [rows[3], g.integers("headline", HEADLINE)], "in.headline")
        g.add("Cast", ["in.headline"], "head", to=TensorProto.FLOAT)  # 1 × n
        g.add("Sub", [g.constant("one", np.array(1, np.float32)), "head"], "body")
        g.add("Unsqueeze", ["body", g.integers("as.rows", 0, 3)], "rows")
        g.add("Unsqueeze", ["head", g.integers("as.columns", 0, 1)], "columns")
        g.add("Mul", ["rows", "columns"], "unseen")
        return g.add("Mul", ["unseen", g.constant("never", np.array(-1e4, np.float32))], "attention.bias")[0]

    def of_headline(x: str) -> str:
        g.add("Cast", ["in.headline"], "counted", to=TensorProto.INT64)
        g.add("ReduceSum", ["counted", g.integers("all", 1)], "length", keepdims=0)
        return g.add("Slice", [x, g.integers("zero", 0), "length", g.integers("along", 1)], "of.headline")[0]

    x = encoder(g, weights, size, whole, headline, APART, of_headline)
    g.add("Softmax", [g.linear(x, "look", weights, "looks")], "shares", axis=1)
    g.add("Transpose", ["shares"], "shares.turned", perm=(0, 2, 1))
    g.add("MatMul", ["shares.turned", x], "looked")
    g.add("Reshape", ["looked", g.integers("flat", 1, -1)], "pooled.looks")
    g.add("Gather", [x, g.integers("first", 0)], "state.first", axis=1)
    g.add("Flatten", ["state.first"], "pooled.first")
    g.add("Concat", ["pooled.looks", "pooled.first"], "pooled", axis=1)
    g.linear("pooled", "out", weights, "labels")
    g.linear("pooled", "kind", weights, "kinds")
    return g.model({"labels": [1, 4], "kinds": [1, len(KINDS)]}, rows=5)


def _rounded(row: npt.NDArray[np.float32]) -> list[float]:
    return [round(float(x), 4) for x in row]


def export(
    built: Callable[[Weights, Size, bool], onnx.ModelProto], weights: Weights, folder: Path, tokenizer: Path | None, whole: bool
) -> None:
    """Writes model.onnx, tokenizer.json (if given) and config.json (all but the decoding) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.onnx"
    if whole:
        onnx.save(built(weights, size_of(weights), True), model)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            plain = Path(scratch) / "plain.onnx"
            onnx.save(built(weights, size_of(weights), False), plain)
            quantize_dynamic(
                plain,
                model,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul"],
                nodes_to_exclude=[f"{name}.product" for name in ("tag", "look", "looks", "acts", "labels", "kinds")] + ["looked"],
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )
    if tokenizer is not None:
        shutil.copy(tokenizer, folder / "tokenizer.json")
    written = ("model.onnx", "tokenizer.json") if tokenizer else ("model.onnx",)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in written}
    config: dict[str, Any] = {"format": FORMAT, "name": folder.name, "digests": digests}
    if built is relations:
        config |= {"tags": TAGS, "mentions": MENTIONS, "types": TYPES, "acts": ACTS, "decoding": {}}
        config["transitions"] = [_rounded(row) for row in weights["transitions"]]
        config["coreference"] = {"nobody": _rounded(weights["nobody"]), "apart": _rounded(weights["apart"])}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path, help="the model folder to write; its name is the model's")
    parse.add_argument("--encoder", type=Path, required=True, help="model.safetensors, tokenizer.json beside it")
    parse.add_argument("--checkpoint", type=Path, help="of `training.fit`; without it, the bare encoder for search by meaning")
    parse.add_argument("--whole", action="store_true", help="fp32, to see what int8 costs")
    given = parse.parse_args()
    if given.checkpoint:
        weights = load_file(given.checkpoint)
    else:
        network = Network()
        network.load_encoder(given.encoder)
        weights = {name: value.numpy() for name, value in network.state_dict().items()}
    built = relations if given.checkpoint else meanings
    export(built, weights, given.folder, given.encoder.with_name("tokenizer.json"), given.whole)


if __name__ == "__main__":
    main()
