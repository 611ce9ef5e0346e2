"""Loads and runs the encoder: the only importer of onnxruntime."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.reading import pieces as cutting
from onrecord.vocabulary import Block

FORMAT = "onrecord-model/1"
SHIPPED = "relations-1"
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE = range(3)
"""The pointers, by what points at what."""

Floats = npt.NDArray[np.float32]

_FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class Window:
    """The model's answers for the pieces [lo, hi) of a document.

    `tags` (n) is the best sequence of roles, as indices into TAGS; `chosen` (n) the log-probabilities of these roles, each taken by
    itself. `links` (3 × (n+2) × (n+2)) holds raw pointer scores; row and column 0 are the window itself (*none*), so piece lo is row 1.
    """

    lo: int
    hi: int
    tags: npt.NDArray[np.int64]
    chosen: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model says of one document, in one pass."""

    pieces: cutting.Pieces
    windows: tuple[Window, ...]


class Model:
    """A model folder, loaded: weights (ONNX), tokenizer and config. Never a pickle.

    Raises ModelError if a file is missing or is not the one that the config names by its SHA-256 digest.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            for name, digest in config["digests"].items():
                if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                    raise ModelError(f"{folder / name} is damaged: its digest is not the one in config.json; reinstall onrecord")
            if config["format"] != FORMAT or tuple(config["tags"]) != TAGS:
                raise ModelError(
                    f"{folder}: this version reads {FORMAT} with tags {', '.join(TAGS)}; install the version that fits the model"
                )
            self.name: str = config["name"]
            self.digest: str = config["digests"]["model.onnx"]
            self.decoding: dict[str, Any] = config["decoding"]
            self._transitions = _with_constraints(np.array(config["transitions"], np.float32))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{folder} is not a whole model folder ({error}); reinstall onrecord") from error
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # This fusion takes a scalar path for the sums: without it the encoder is a quarter faster.
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )

    def run(self, text: str, blocks: Sequence[Block]) -> Answers:
        """Tags and links for every block of a document but its furniture."""
        pieces = cutting.cut(text, blocks, self._tokenizer)
        ranges = cutting.windows(pieces, blocks)
        scores: list[Floats] = []
        links: list[Floats] = []
        for lo, hi in ranges:
            tags, linked = self._session.run(None, {"pieces": cutting.inputs(pieces, lo, hi)})
            scores.append(tags[1:-1])
            links.append(linked)
        paths = _viterbi(scores, self._transitions, self.decoding.get("silence", 0.0))
        found = []
        for (lo, hi), path, score, link in zip(ranges, paths, scores, links, strict=True):
            found.append(Window(lo, hi, path, _log_softmax(score)[np.arange(len(path)), path], link))
        return Answers(pieces, tuple(found))


@cache
def shipped(threads: int = 1) -> Model:
    """The model that comes with the package, loaded once."""
    return Model(Path(str(files("onrecord.reading") / "models" / SHIPPED)), threads)


def _with_constraints(transitions: Floats) -> Floats:
    """I-x only after B-x or I-x."""
    allowed = transitions.copy()
    for i, tag in enumerate(TAGS):
        for j, following in enumerate(TAGS):
            if following.startswith("I-") and tag[2:] != following[2:]:
                allowed[i, j] = _FORBIDDEN
    return allowed


def _viterbi(scores: list[Floats], transitions: Floats, silence: float) -> list[npt.NDArray[np.int64]]:
    """Best tag sequences of several windows at once (Viterbi 1967); every window starts and ends outside of any role.

    `silence` is added to the score of O everywhere: below 0 the model speaks up more often.
    """
    if not scores:
        return []
    sizes = np.array([len(s) for s in scores])
    steps, tags = int(sizes.max()), len(TAGS)
    padded = np.zeros((steps, len(scores), tags), np.float32)
    padded[:, :, 1:] = _FORBIDDEN
    for i, s in enumerate(scores):
        padded[: len(s), i] = s
        padded[: len(s), i, 0] += silence
    alpha = np.empty_like(padded)
    alpha[0] = padded[0] + transitions[0]
    into = np.ascontiguousarray(transitions.T)[None]
    for t in range(1, steps):
        np.add((alpha[t - 1][:, None, :] + into).max(2), padded[t], out=alpha[t])
    path = np.empty((steps, len(scores)), np.int64)
    path[-1] = (alpha[-1] + transitions[:, 0]).argmax(1)
    for t in range(steps - 1, 0, -1):
        path[t - 1] = (alpha[t - 1] + into[0][path[t]]).argmax(1)
    return [path[:size, i] for i, size in enumerate(sizes)]


def _log_softmax(scores: Floats) -> Floats:
    high = scores - scores.max(-1, keepdims=True)
    normal: Floats = high - np.log(np.exp(high).sum(-1, keepdims=True))
    return normal
