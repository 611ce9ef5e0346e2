"""The network: a small BERT encoder with three extra input embeddings, a CRF over roles, and pointers between them."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.model import ACTS, MENTIONS, TAGS, TYPES, VIEW
from onrecord.reading.pieces import PLACES, QUOTES, SHAPES

REACH = 255
"""Pointers know how far apart two pieces stand up to this distance."""
APART = 3
"""Layers of the network of headlines in which a page is read by itself, whatever headline it stands under; in those above it sees the
headline."""
HEADS = 3
"""content → cue, cue → source, content → source."""
MORE = len(MENTIONS) + len(TYPES) + 2 * len(ACTS) + 4 * VIEW
"""Numbers of the further heads a piece: what mention it is part of; as part of a source, its type; as part of a cue, and of a content,
the act;
and its views as first and as last piece of a mention that asks, and of one that answers."""


@dataclass(frozen=True, slots=True)
class Size:
    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    pointer: int = 96

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def size_of(weights: Mapping[str, Any]) -> Size:
    """The size that a checkpoint has."""
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    return Size(layers=layers, inner=weights["layers.0.up.weight"].shape[0], pointer=weights["rows.weight"].shape[0] // HEADS)


def shipped_weights(folder: Path, encoder: Path) -> dict[str, Tensor]:
    """The weights of a model folder as `export` wrote it, out of int8; the word embeddings, which training leaves as they are, come from
    the
    encoder that all started from."""
    given = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(folder / "model.onnx")).graph.initializer}
    pointer = given["rows.bias"].shape[0] // HEADS
    weights: dict[str, Tensor] = {}
    for name, value in given.items():
        if name.endswith(".weight_quantized"):
            zero, scale = given[name[:-9] + "zero_point"], given[name[:-9] + "scale"]
            weights[name[: -len("_quantized")]] = torch.from_numpy(((value.astype(np.float32) - zero) * scale).T.copy())
        elif name.endswith((".bias", ".weight")) and value.dtype == np.float32:
            name = name.replace("tag.", "tags.")
            weights[name] = torch.from_numpy((value.T if name == "tags.weight" else value).copy())
    for part in ("rows.weight", "rows.bias"):
        weights[part] *= math.sqrt(pointer)
    weights["distance"] = torch.from_numpy(given["distance"].copy())
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights["transitions"] = torch.tensor(config["transitions"])
    weights["words.weight"] = load_file(encoder)["embeddings.word_embeddings.weight"]
    return weights


class Layer(nn.Module):
    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = size.attention_heads, dropout
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(q, k, v, mask)
        x = self.norm1(x + functional.dropout(self.out(attended.transpose(1, 2).reshape(b, n, d)), self.dropout, self.training))
        return self.norm2(x + functional.dropout(self.down(functional.gelu(self.up(x))), self.dropout, self.training))


class Network(nn.Module):
    def __init__(self, size: Size = Size(), dropout: float = 0.1) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.words.weight.requires_grad_(False)  # as pretrained: half of all weights, and words unseen in training keep their place
        self.positions = nn.Embedding(size.positions, size.width)
        self.extra = nn.ModuleList(nn.Embedding(n, size.width) for n in (SHAPES, QUOTES, PLACES))
        for embedding in self.extra:
            nn.init.zeros_(embedding.weight)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.tags = nn.Linear(size.width, len(TAGS))
        self.rows = nn.Linear(size.width, HEADS * size.pointer)
        self.columns = nn.Linear(size.width, HEADS * size.pointer)
        self.distance = nn.Parameter(torch.zeros(HEADS, 2 * REACH + 1))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.more = nn.Linear(size.width, MORE)
        self.nobody = nn.Parameter(torch.zeros(VIEW))
        self.apart = nn.Parameter(torch.zeros(2 * REACH + 1))
        with torch.no_grad():
            away = torch.arange(-REACH, REACH + 1).abs().float()
            self.distance.copy_((-0.5 * torch.log1p(away)).expand(HEADS, -1))
            self.apart.copy_(-0.3 * torch.log1p(away))

    def load_encoder(self, path: Path) -> None:
        """Weights of a BERT encoder (safetensors, the names of transformers)."""
        given = load_file(path)
        e = "embeddings."
        state = {
            "words.weight": given[e + "word_embeddings.weight"],
            "positions.weight": given[e + "position_embeddings.weight"] + given[e + "token_type_embeddings.weight"][0],
            "norm.weight": given[e + "LayerNorm.weight"],
            "norm.bias": given[e + "LayerNorm.bias"],
        }
        for i in range(self.size.layers):
            p, o = f"encoder.layer.{i}.", f"layers.{i}."
            for kind in ("weight", "bias"):
                state[o + "qkv." + kind] = torch.cat([given[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")])
                state[o + "out." + kind] = given[f"{p}attention.output.dense.{kind}"]
                state[o + "norm1." + kind] = given[f"{p}attention.output.LayerNorm.{kind}"]
                state[o + "up." + kind] = given[f"{p}intermediate.dense.{kind}"]
                state[o + "down." + kind] = given[f"{p}output.dense.{kind}"]
                state[o + "norm2." + kind] = given[f"{p}output.LayerNorm.{kind}"]
        left = self.load_state_dict(state, strict=False)
        assert not left.unexpected_keys, left

    def narrow(self, inner: int, importance: list[Tensor]) -> None:
        """Keeps the `inner` most important units of each layer's feed-forward part (`importance`: a value a unit, layer by layer)."""
        for layer, values in zip(self.layers, importance, strict=True):
            kept = values.argsort(descending=True)[:inner].sort().values
            up, down = nn.Linear(self.size.width, inner), nn.Linear(inner, self.size.width)
            with torch.no_grad():
                up.weight.copy_(layer.up.weight[kept])
                up.bias.copy_(layer.up.bias[kept])
                down.weight.copy_(layer.down.weight[:, kept])
                down.bias.copy_(layer.down.bias)
            layer.up, layer.down = up, down
        self.size = replace(self.size, inner=inner)

    def states(self, features: Tensor, mask: Tensor) -> Tensor:
        """The encoder's last states, b × n × width; arguments as of `forward`."""
        ids, n = features[:, 0], features.shape[2]
        x = self.words(ids) + self.positions.weight[:n]
        for i, embedding in enumerate(self.extra):
            x = x + embedding(features[:, i + 1])
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        attend = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            attend = attend.bfloat16()
        for layer in self.layers:
            x = layer(x, attend)
        return x.float()

    def forward(self, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`features` b × 4 × n, `mask` b × n (true where a piece stands) → tag scores b × n × 7, link scores b × 3 × n × n, further heads
        b × n × MORE."""
        x = self.states(features, mask)
        n = features.shape[2]
        with torch.autocast("cpu", enabled=False):
            b, d = x.shape[0], self.size.pointer
            x = functional.dropout(x, self.dropout, self.training)
            rows = self.rows(x).view(b, n, HEADS, d).transpose(1, 2)
            columns = self.columns(x).view(b, n, HEADS, d).transpose(1, 2)
            place = torch.arange(n)
            away = (place[None, :] - place[:, None]).clamp(-REACH, REACH) + REACH
            links = rows @ columns.transpose(-1, -2) / math.sqrt(d) + self.distance[:, away]
            return self.tags(x), links, self.more(x)

    def answers(self, views: Tensor, spans: Tensor, asked: Tensor) -> Tensor:
        """Scores with which the mentions `asked` (indices into `spans`, s × 2 first and last pieces) of one window, whose further heads'
        last
        4 × VIEW numbers are `views` (n × …), are the same as nobody (column 0) and as each mention: a × (1 + s)."""
        first, last, from_first, from_last = views.split(VIEW, -1)
        asks = (first[spans[:, 0]] + last[spans[:, 1]])[asked]
        gives = from_first[spans[:, 0]] + from_last[spans[:, 1]]
        away = (spans[None, :, 0] - spans[asked, 0][:, None]).clamp(-REACH, REACH) + REACH
        scores = asks @ gives.T / math.sqrt(VIEW) + self.apart[away]
        return torch.cat([(asks @ self.nobody / math.sqrt(VIEW))[:, None], scores], 1)

    def tag_loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the tags under a linear-chain CRF (Lafferty et al. 2001), summed over windows."""
        steps = scores.shape[1]
        alpha = scores[:, 0]
        for t in range(1, steps):
            new = torch.logsumexp(alpha[:, :, None] + self.transitions, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None], new, alpha)
        gold = scores.gather(2, tags[:, :, None])[..., 0].masked_fill(~mask, 0).sum(1)
        gold = gold + self.transitions[tags[:, :-1], tags[:, 1:]].masked_fill(~mask[:, 1:], 0).sum(1)
        return (torch.logsumexp(alpha, 1) - gold).sum()
