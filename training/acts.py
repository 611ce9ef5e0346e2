"""Trains the small model of `reading.acts`: `python -m training.acts` writes `src/onrecord/reading/models/acts-1/`.

Multinomial logistic regression with an L2 penalty, over the features that `reading.acts.read` makes. The same `fit` serves
`benchmarks.positions`, which holds whole documents out. Besides the development sets it learns from `statements/`, written for
training alone, most of them under a neutral cue, since there the words of the content must decide.
"""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from onrecord import pages
from onrecord.reading import acts, conditions, model, positions
from onrecord.vocabulary import Span
from training import corpora, questions

SETS = Path(__file__).parent.parent / "benchmarks" / "sets"
STATEMENTS = Path(__file__).parent / "statements"
"""Own writing about invented people; none is from a set."""
FOLDER = Path(__file__).parent.parent / "src" / "onrecord" / "reading" / "models" / acts.SHIPPED
TRAINED_ON = ("acts-1", "conditions-1", "collisions-1")
PENALTY, BALANCE, RARE, STEPS = 0.0015, 0.3, 2, 260
"""L2 penalty; exponent of the weight of rare acts; how many statements must show a feature; steps of Adam."""
LEVELS = 127
"""Weights are shipped as whole numbers from -LEVELS to LEVELS."""

Floats = npt.NDArray[np.float32]


class Example(NamedTuple):
    """One labelled statement: which set and document it is from, what the code sees, and what it is."""

    set: str
    document: str
    features: dict[str, float]
    act: str


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def spans(text: str, offsets: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(a, b, text[a:b]) for a, b in offsets)


def examples(names: Iterable[str] = TRAINED_ON) -> list[Example]:
    made = []
    for name in names:
        for document in load(name):
            for s in document["statements"]:
                content, cue, source = (spans(document["text"], s[role]) for role in ("content", "cue", "source"))
                reading = acts.read(content, cue, source, conditions.find(document["text"], content, cue, source))
                made.append(Example(name, document["id"], reading.features, s["act"]))
    return made


ANSWERS = SETS / "acts.folds.jsonl"
"""What `training.acts_network folds` writes."""


def networks() -> Floats:
    """What networks that saw no statement of a fold's documents say of them: log-probabilities, one row for each of `examples()`."""
    return np.array([json.loads(line)["scores"] for line in ANSWERS.read_text(encoding="utf-8").splitlines()], np.float32)


def read_through(text: str) -> model.Answers:
    """What the shipped model of relations says of a text, all of it."""
    answers = model.shipped().run(text, pages.from_text(text).blocks)
    deque(answers.windows, maxlen=0)
    return answers


def glances(names: Iterable[str] = TRAINED_ON) -> list[list[float]]:
    """What the shared pass of the shipped model of relations says of each of `examples(names)`; it did not learn from them."""
    made = []
    for name in names:
        for document in load(name):
            answers = read_through(document["text"])
            for s in document["statements"]:
                cue, content = (spans(document["text"], s[role]) for role in ("cue", "content"))
                made.append(positions.glanced(answers, cue, content))
    return made


def own() -> list[Example]:
    """The statements of `statements/`: one file an act, `source | cue | content` a line, each taken for a sentence of its own."""
    made = []
    for path in sorted(STATEMENTS.glob("*.txt")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            source, cue, content = (part.strip() for part in line.split("|"))
            text = f"{source} {cue} {content}"
            at = len(source) + 1
            roles = spans(text, [(at + len(cue) + 1, len(text))]), spans(text, [(at, at + len(cue))]), spans(text, [(0, len(source))])
            made.append(Example("own", f"{path.stem}-{n}", acts.read(*roles, conditions.find(text, *roles)).features, path.stem))
    return made


class News(NamedTuple):
    """A statement of a news page, with the words of its cue and content, and what the shared pass says of it."""

    example: Example
    cue: str
    content: str
    glance: list[float]


def news(data: Path) -> Iterator[News]:
    """Statements of news that serve to look and not to learn: those of PolNeAR's training part (in `data/polnear`) whose acts a language
    model read and which `questions.kept_back` keeps back."""
    said = {row["doc"]: row["statements"] for row in map(json.loads, questions.LABELS.read_text(encoding="utf-8").splitlines())}
    for sample in corpora.polnear(data / "polnear" / "train"):
        if sample.name not in said or not questions.kept_back(sample.name):
            continue
        answers = read_through(sample.text)
        for n, _, _, _, act in said[sample.name]:
            roles = sample.relations[n]
            content, cue, source = (spans(sample.text, part) for part in (roles.content, roles.cue, roles.source))
            features = acts.read(content, cue, source, conditions.find(sample.text, content, cue, source)).features
            said_with, said_what = (" ".join(s.text for s in part) for part in (cue, content))
            example = Example("news", sample.name, features, act)
            yield News(example, said_with, said_what, positions.glanced(answers, cue, content))


def fit(train: Sequence[Example], penalty: float = PENALTY, steps: int = STEPS, rare: int = RARE) -> dict[str, Floats]:
    """Weights by feature name, one number an act. Features seen in fewer than `rare` examples are left out."""
    counts = Counter(name for e in train for name in e.features)
    names = sorted(name for name, n in counts.items() if n >= rare)
    column = {name: i for i, name in enumerate(names)}
    cells = [(row, column[name], value) for row, e in enumerate(train) for name, value in e.features.items() if name in column]
    rows, columns, values = (np.array(part) for part in zip(*cells, strict=True))
    x = sparse.csr_matrix((values.astype(np.float32), (rows, columns)), (len(train), len(names)))
    turned = x.T.tocsr()
    y = np.array([acts.ACTS.index(e.act) for e in train])
    share = np.bincount(y, minlength=len(acts.ACTS)) / len(y)
    weight = (1 / np.maximum(share, 0.01)) ** BALANCE
    sample = (weight[y] / weight[y].mean()).astype(np.float32)
    target = np.eye(len(acts.ACTS), dtype=np.float32)[y]
    w = np.zeros((len(names), len(acts.ACTS)), np.float32)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = x @ w
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        gradient = turned @ ((p - target) * sample[:, None]) / len(y) + penalty * w
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        rate = 0.1 * min(1.0, 2.0 * (1 - step / (steps + 1)))
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-6)
    return dict(zip(names, w, strict=True))


def predict(weights: Mapping[str, Floats], features: dict[str, float]) -> Floats:
    """Probabilities, in the order of ACTS."""
    total = np.zeros(len(acts.ACTS), np.float32)
    for name, value in features.items():
        if name in weights:
            total += value * weights[name]
    powers = np.exp(total - total.max())
    shares: Floats = powers / powers.sum()
    return shares


def fold(document: str, folds: int) -> int:
    """Which fold a document is in: by the second byte of the digest of its id, so that open and sealed documents are in every fold."""
    return hashlib.sha256(document.encode()).digest()[1] % folds


def cross_validated(all_examples: Sequence[Example], folds: int = 10, penalty: float = PENALTY) -> Floats:
    """Probabilities of acts for every example, n × 13, by a model that saw no statement of its fold's documents (but all of
    `statements/`)."""
    made, always = np.zeros((len(all_examples), len(acts.ACTS)), np.float32), own()
    for k in range(folds):
        weights = fit([*(e for e in all_examples if fold(e.document, folds) != k), *always], penalty)
        for i, e in enumerate(all_examples):
            if fold(e.document, folds) == k:
                made[i] = predict(weights, e.features)
    return made


def write(weights: Mapping[str, Floats], folder: Path = FOLDER) -> int:
    """Writes weights and config as a model folder; gives the weights' size in bytes. Features that tell next to nothing are left out."""
    scale = max(float(np.abs(row).max()) for row in weights.values()) / LEVELS
    rows = {name: np.rint(row / scale).astype(int).tolist() for name, row in sorted(weights.items())}
    raw = json.dumps({n: row for n, row in rows.items() if max(map(abs, row)) > 1}, separators=(",", ":"), ensure_ascii=False).encode()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.json").write_bytes(raw)
    config = {
        "format": acts.FORMAT,
        "name": acts.SHIPPED,
        "acts": acts.ACTS,
        "scale": round(scale, 7),
        "trained_on": [*TRAINED_ON, "own"],
        "penalty": PENALTY,
        "digests": {"weights.json": hashlib.sha256(raw).hexdigest()},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    return len(raw)


if __name__ == "__main__":
    print(f"{write(fit([*examples(), *own()]))} bytes in {FOLDER / 'weights.json'}")
