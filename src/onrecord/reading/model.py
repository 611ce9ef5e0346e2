"""Loads and runs the encoder: the only importer of onnxruntime."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.reading import pieces as cutting
from onrecord.vocabulary import Block

FORMAT = "onrecord-model/1"
SHIPPED, SHIPPED_MEANINGS, SHIPPED_ACTS, SHIPPED_ENTAILMENT = "relations-2", "meanings-1", "acts-3", "entailment-5"
VECTOR = 384
"""Numbers in a vector of meaning."""
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
MENTIONS = (
    "O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-name", "I-name", "person", "organization",
)  # fmt: skip
"""What a piece is: part of a name of somebody or something, or the head of another phrase for a person or an organisation."""
TYPES = ("person", "organization", "group", "document", "unnamed")
ACTS = (
    "assert", "confirm", "deny", "warn", "predict", "promise", "offer", "demand", "refuse", "threaten", "accuse", "support", "ask",
)  # fmt: skip
VIEW = 64
"""Numbers in a mention's view of itself, as one that asks who it is, and as one that answers."""
CONTENT_CUE, CUE_SOURCE, CONTENT_SOURCE = range(3)
"""The pointers, by what points at what."""

Floats = npt.NDArray[np.float32]

_FORBIDDEN = -1e4
_SCALE = VIEW**0.5
_MORE = np.cumsum([len(MENTIONS), len(TYPES), 2 * len(ACTS)])
_WHOLE = 4096  # a document of at most so many pieces keeps the views of all
_LONGEST, _LONGEST_TEXT = 254, 4_000  # wordpieces and characters of a text that its vector is made of
IN_CUE, IN_CONTENT, MASK = 1, 2, 103
"""What a piece is part of, as the network of acts sees it; BERT's special piece for a hidden one."""
_CUE, _BEGINNING, _END = 12, 34, 10  # wordpieces of a cue, and of a content's beginning and end, that its act is told from
_TOGETHER = 16  # windows whose best sequences are searched in one go


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


class Sight:
    """What the further heads say of a document's pieces; it fills as the windows are read.

    `mentions` (n × MENTIONS), `types` (n × TYPES) and `acts` (n × 2 ACTS: as part of a cue, and of a content) are scores a piece; what no
    window covers has zeros. Views, by which mentions are compared, are kept where a mention can begin or end.
    """

    def __init__(self, pieces: cutting.Pieces, coreference: Mapping[str, Sequence[float]]) -> None:
        n = len(pieces)
        self._pieces = pieces
        self.mentions = np.zeros((n, len(MENTIONS)), np.float16)
        self.types = np.zeros((n, len(TYPES)), np.float16)
        self.acts = np.zeros((n, 2 * len(ACTS)), np.float16)
        self.window = np.full(n, -1, np.int64)
        """The first piece of the window in which each piece was read."""
        self._at = np.full(n, -1, np.int64)
        self._views: list[Floats] = []
        self._kept = 0
        self._nobody = np.array(coreference["nobody"], np.float32)
        self._apart = np.array(coreference["apart"], np.float32)

    def add(self, window: Window, more: Floats) -> None:
        lo, hi = window.lo, window.hi
        self.window[lo:hi] = lo
        self.mentions[lo:hi], self.types[lo:hi], self.acts[lo:hi], views = np.split(more, _MORE, 1)
        kept = np.arange(lo, hi)
        if len(self._at) > _WHOLE:
            shape = self._pieces.shape[lo:hi]
            inside = (shape == cutting.INSIDE) | (shape == cutting.CAPITAL_INSIDE)
            keep = (window.tags == 1) | (window.tags == 2) | np.isin(shape, cutting.CAPITALS) | (more[:, : len(MENTIONS)].argmax(1) > 0)
            for _ in range(4):
                keep[1:] |= inside[1:] & keep[:-1]
            kept = kept[keep]
        self._at[kept] = self._kept + np.arange(len(kept))
        self._views.append(views[kept - lo])
        self._kept += len(kept)

    def has(self, first: int, last: int) -> bool:
        return bool(self._at[first] >= 0 and self._at[last] >= 0)

    def same(self, asked: Sequence[int], spans: npt.NDArray[np.int64]) -> Floats:
        """Scores with which a mention, its first and last piece `asked`, is the same as nobody (0) and as each of `spans` (s × 2): 1 + s.
        All must have views (`has`). Scores compare within one call only."""
        if len(self._views) > 1:
            self._views = [np.concatenate(self._views)]
        views = self._views[0]
        asks = views[self._at[asked[0]], :VIEW] + views[self._at[asked[1]], VIEW : 2 * VIEW]
        gives = views[self._at[spans[:, 0]]][:, 2 * VIEW : 3 * VIEW] + views[self._at[spans[:, 1]]][:, 3 * VIEW :]
        reach = len(self._apart) // 2
        away = np.clip(spans[:, 0] - asked[0], -reach, reach) + reach
        return np.append(asks @ self._nobody / _SCALE, gives @ asks / _SCALE + self._apart[away]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model says of one document, in one pass. `windows` may come as they are read: go through them once, and `sight` is full."""

    pieces: cutting.Pieces
    windows: Iterable[Window]
    sight: Sight


class Model:
    """The model of relations, loaded from its folder.

    Raises ModelError if a file is missing or is not the one that the config names by its SHA-256 digest.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        config, self._tokenizer, self._session = _loaded(folder, threads)
        if tuple(config.get("tags", ())) != TAGS:
            raise ModelError(f"{folder}: this version reads the tags {', '.join(TAGS)}; install the version that fits the model")
        self.name: str = config["name"]
        self.digest = hashlib.sha256((folder / "config.json").read_bytes()).hexdigest()
        """Of the config, which holds the weights' digest and what else decides what is found."""
        self.decoding: dict[str, Any] = config["decoding"]
        self._coreference: dict[str, list[float]] = config["coreference"]
        self._transitions = _with_constraints(np.array(config["transitions"], np.float32))

    def run(self, text: str, blocks: Sequence[Block]) -> Answers:
        """Tags and links for every block of a document but its furniture. The windows are read as they are asked for, so that the
        links of a long document are never in memory together."""
        pieces = cutting.cut(text, blocks, self._tokenizer)
        sight = Sight(pieces, self._coreference)
        return Answers(pieces, self._windows(pieces, cutting.windows(pieces, blocks), sight), sight)

    def _windows(self, pieces: cutting.Pieces, ranges: list[tuple[int, int]], sight: Sight) -> Iterator[Window]:
        for some in (ranges[i : i + _TOGETHER] for i in range(0, len(ranges), _TOGETHER)):
            given = [self._session.run(None, {"pieces": cutting.inputs(pieces, lo, hi)}) for lo, hi in some]
            scores = [tags[1:-1] for tags, _, _ in given]
            paths = _viterbi(scores, self._transitions, self.decoding.get("silence", 0.0))
            for (lo, hi), path, score, (_, links, more) in zip(some, paths, scores, given, strict=True):
                window = Window(lo, hi, path, _log_softmax(score)[np.arange(len(path)), path], links)
                sight.add(window, more[1:-1])
                yield window


class Meanings:
    """The encoder for search by meaning, loaded from its folder. Raises ModelError as `Model` does."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        config, self._tokenizer, self._session = _loaded(folder, threads)
        self.name: str = config["name"]
        self.digest: str = config["digests"]["model.onnx"]

    def embed(self, texts: Iterable[str]) -> Floats:
        """A vector of unit length for each text (n × 384); what stands beyond a text's first 254 wordpieces is passed over."""
        vectors = []
        for text in texts:
            ids = self._tokenizer.encode(text[:_LONGEST_TEXT], add_special_tokens=False).ids[:_LONGEST]
            pieces = np.zeros((4, len(ids) + 2), np.int64)
            pieces[0] = [cutting.CLS, *ids, cutting.SEP]
            vectors.append(self._session.run(None, {"pieces": pieces})[0][0])
        return np.stack(vectors) if vectors else np.zeros((0, VECTOR), np.float32)


def act_pieces(tokenizer: Any, cue: str, content: str) -> npt.NDArray[np.int64]:
    """What the network of acts is given for one statement: 4 × n, ids and parts, the other rows empty; [CLS] cue [SEP] content."""
    in_cue = tokenizer.encode(cue, add_special_tokens=False).ids[:_CUE]
    inside = tokenizer.encode(content, add_special_tokens=False).ids
    if len(inside) > _BEGINNING + _END:
        inside = [*inside[:_BEGINNING], *inside[-_END:]]
    pieces = np.zeros((4, len(in_cue) + len(inside) + 2), np.int64)
    pieces[0] = [cutting.CLS, *in_cue, cutting.SEP, *inside]
    pieces[1, 1:] = [IN_CUE] * (len(in_cue) + 1) + [IN_CONTENT] * len(inside)
    return pieces


class Acts:
    """The network that tells acts where the linear model of `acts` is unsure. Raises ModelError as `Model` does.

    `folder` holds no tokenizer: it is that of the model of relations.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        config, self._tokenizer, self._session = _loaded(folder, threads, folder.with_name(SHIPPED))
        self.name: str = config["name"]
        self.digest: str = config["digests"]["model.onnx"]

    def scores(self, cue: str, content: str) -> Floats:
        """Log-probabilities of ACTS."""
        given = {"pieces": act_pieces(self._tokenizer, cue, content)}
        return _log_softmax(self._session.run(None, given)[0][0])


class Entailment:
    """The network that holds a headline against its page. Raises ModelError as `Model` does."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.config, _, self._session = _loaded(folder, threads, folder.with_name(SHIPPED))
        self.name: str = self.config["name"]
        self.digest: str = self.config["digests"]["model.onnx"]

    def scores(self, pieces: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Log-probabilities of the labels (`headlines.LABELS`), and of the kinds of overstatement (`headlines.KINDS`), for pieces as
        `entailment.together` gives them."""
        labels, kinds = self._session.run(None, {"pieces": pieces})
        return _log_softmax(labels[0]), _log_softmax(kinds[0])


@lru_cache(maxsize=2)
def _words(path: Path) -> Any:
    """The tokenizer of a file, loaded once for the models that share it."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _loaded(folder: Path, threads: int, words: Path | None = None) -> tuple[dict[str, Any], Any, Any]:
    """Config, tokenizer (that of the folder `words`, if given) and session of a model folder, digests checked. Weights are ONNX, never a
    pickle."""
    import onnxruntime

    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        for name, digest in config["digests"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"{folder / name} is damaged: its digest is not the one in config.json; reinstall onrecord")
        if config["format"] != FORMAT:
            raise ModelError(f"{folder}: this version reads {FORMAT}; install the version that fits the model")
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} is not a whole model folder ({error}); reinstall onrecord") from error
    tokenizer = _words((words or folder) / "tokenizer.json")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads would burn CPU for nothing
    # Without VNNI, x64 would add pairs of products up in 16 bits, and cut off what does not fit: other results on another machine.
    options.add_session_config_entry("session.x64quantprecision", "1")
    # This fusion takes a scalar path for the sums: without it the encoder is a quarter faster.
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    return config, tokenizer, session


@cache
def meanings(threads: int = 1) -> Meanings:
    """The encoder for search by meaning that comes with the package, loaded once."""
    return Meanings(Path(str(files("onrecord.reading") / "models" / SHIPPED_MEANINGS)), threads)


@cache
def digest(name: str) -> str:
    """Of the weights of a model that comes with the package, as its config names them; the weights themselves are not loaded."""
    config = files("onrecord.reading") / "models" / name / "config.json"
    try:
        named: str = json.loads(config.read_text(encoding="utf-8"))["digests"]["model.onnx"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{config} cannot be read ({error}); reinstall onrecord") from error
    return named


@cache
def network_of_acts(threads: int = 1) -> Acts:
    """The network of acts that comes with the package, loaded once."""
    return Acts(Path(str(files("onrecord.reading") / "models" / SHIPPED_ACTS)), threads)


@cache
def network_of_headlines(threads: int = 1) -> Entailment:
    """The network of headlines that comes with the package, loaded once."""
    network = Entailment(Path(str(files("onrecord.reading") / "models" / SHIPPED_ENTAILMENT)), threads)
    told = network.config.get("told", {})
    if missing := [name for how_much in ("whole", "part") for name in {"mix", "sure", "doubt"} - told.get(how_much, {}).keys()]:
        raise ModelError(f"{SHIPPED_ENTAILMENT}/config.json lacks {', '.join(sorted(missing))}; reinstall onrecord")
    return network


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
