"""Makes `src/onrecord/reading/models/headlines-1/`, which `reading.passages` and `reading.headlines` read.

`python -m training.headlines tables DATA ENCODER TOKENIZER` counts stems in news (FNC-1 without the held-back tenth of its bodies,
PolNeAR's train part, Wikinews and its sources) and asks a sentence encoder (all-MiniLM-L6-v2, Apache-2.0) which words are near in meaning;
`python -m training.headlines relate DATA/fnc-1` fits what tells a related headline from an unrelated one, on the other nine tenths;
`python -m training.headlines borne DATA` fits what tells a claim that a page bears out from one that it does not;
`python -m training.headlines digests` writes the digests anew after `senses.txt` was edited.
"""

import csv
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.pages import plain
from onrecord.reading import bearing, headlines, passages
from onrecord.vocabulary import Block, BlockKind, Document

FOLDER = Path(__file__).parent.parent / "src" / "onrecord" / "reading" / "models" / passages.SHIPPED
SETS = Path(__file__).parent.parent / "benchmarks" / "sets"
NEAR = 0.57
"""Cosine from which two words are neighbours."""
MOST = 9
BARS = {"claim": 0.5, "supported": 0.65, "lacking": 0.38}
"""From which probability a claim counts as borne out, from which *supported* may be said, and how many of its words may be missing then."""
RARE = 4
Floats = npt.NDArray[np.float64]


def held_back(body: str) -> bool:
    """Is an FNC-1 body in the tenth that nothing is learned from? By the digest of its id."""
    return hashlib.sha256(body.encode()).digest()[0] % 10 == 0


class Pair(NamedTuple):
    headline: str
    body: str
    related: bool


def fnc_bodies(folder: Path) -> dict[str, str]:
    csv.field_size_limit(1 << 30)
    with (folder / "train_bodies.csv").open(encoding="utf-8", newline="") as file:
        return {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}


def fnc_pairs(folder: Path) -> Iterator[Pair]:
    with (folder / "train_stances.labels-restored.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Pair(row["Headline"], row["Body ID"], row["Stance"] != "unrelated")


def document(body: str) -> Document:
    """A body without headline as a document."""
    return Document("", "", "", body, tuple(Block(b.start, b.end, BlockKind.PARAGRAPH) for b in plain.blocks(body)))


def _news(data: Path) -> Iterator[str]:
    for number, body in fnc_bodies(data / "fnc-1").items():
        if not held_back(number):
            yield body
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    with (data / "wikinews-sources" / "stories.jsonl").open(encoding="utf-8") as file:
        for line in file:
            story = json.loads(line)
            yield story["text"]
            yield from (s["maintext"] for s in story["sources"] if s["language"] == "en")


_LETTERS = re.compile(r"[^\W\d_]+")


def tables(data: Path, encoder: Path, tokenizer: Path) -> None:
    stems, forms, capitals = Counter[str](), defaultdict[str, Counter[str]](Counter), Counter[str]()
    number = 0
    for text in _news(data):
        number += 1
        seen = passages.words(text)
        stems.update({w.stem for w in seen if not w.stem[0].isdigit()})
        for w in seen:
            forms[w.stem][w.low] += 1
            capitals[w.stem] += w.capital
    buckets = defaultdict[str, list[str]](list)
    for s, count in sorted(stems.items()):
        if count >= RARE and len(s) > 1:
            buckets[f"{float(f'{count:.2g}'):.0f}"].append(s)
    _write("frequencies.json", {k: " ".join(v) for k, v in sorted(buckets.items(), key=lambda kv: float(kv[0]))})
    common = [
        s for s, count in stems.most_common()
        if count >= RARE and len(s) > 2 and _LETTERS.fullmatch(s) and s not in passages.SMALL and capitals[s] < 0.6 * forms[s].total()
    ]  # fmt: skip
    written = [[form for form, _ in forms[s].most_common(3) if form not in passages.SMALL] for s in common]
    flat = sorted({form for some in written for form in some})
    vectors = dict(zip(flat, _vectors(flat, encoder, tokenizer), strict=True))
    matrix = np.array([sum(vectors[f] for f in some) if some else np.zeros(384) for some in written], np.float32)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    opposed = _opposed()
    near = defaultdict[int, dict[str, set[str]]](lambda: defaultdict(set))
    for i, s in enumerate(common):
        likeness = matrix @ matrix[i]
        likeness[i] = 0
        for j in likeness.argsort()[::-1][:MOST].tolist():
            if likeness[j] < NEAR:
                break
            t = common[j]
            if s < t or likeness[i] not in np.sort(matrix @ matrix[j])[::-1][1 : MOST + 1]:
                pair = (min(s, t), max(s, t))
                if pair not in opposed:
                    near[int(likeness[j] * 20) * 5][pair[0]].add(pair[1])
    _write(
        "neighbours.json",
        {str(k): " ".join("/".join([first, *sorted(rest)]) for first, rest in sorted(v.items())) for k, v in sorted(near.items())},
    )
    _configure(format=passages.FORMAT, documents=number)
    digests()


def evidence(pairs: Sequence[Pair], bodies: dict[str, str]) -> Floats:
    """The values of `passages.RELATED` for each pair."""
    shipped = passages.shipped()
    pages = {n: passages.page(document(bodies[n]), shipped) for n in {p.body for p in pairs}}
    terms: dict[str, list[passages.Term]] = {}
    for p in pairs:
        if p.headline not in terms:
            terms[p.headline] = passages.terms(passages.words(p.headline), shipped)
    return np.array([passages.relation(terms[p.headline], pages[p.body]) for p in pairs])


def relate(folder: Path, every: int = 4) -> None:
    """Logistic regression on every fourth pair of the bodies that are not held back."""
    pairs = [p for i, p in enumerate(fnc_pairs(folder)) if not held_back(p.body) and i % every == 0]
    x, y = evidence(pairs, fnc_bodies(folder)), np.array([p.related for p in pairs], float)
    w = np.zeros(x.shape[1])
    balance = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean())) ** 0.4
    for _ in range(60):  # Newton's method
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (balance * (p - y)) / len(y) + 1e-4 * w
        curve = (x * (balance * p * (1 - p))[:, None]).T @ x / len(y) + 1e-4 * np.eye(len(w))
        w -= np.linalg.solve(curve, slope)
    right = (x @ w > 0) == (y > 0)
    print(f"on what it was fitted on: {right.mean():.4f}, related {right[y > 0].mean():.4f}, unrelated {right[y == 0].mean():.4f}")
    _configure(relate=[round(float(v), 4) for v in w])


def pages(name: str = "headlines-1") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def titled(headline: str, body: str) -> Document:
    """A headline over a body, as a document."""
    gap = len(headline) + 2
    under = document(body).blocks
    blocks = (Block(0, len(headline), BlockKind.HEADLINE), *(Block(b.start + gap, b.end + gap, b.kind) for b in under))
    return Document("", "", "", f"{headline}\n\n{body}", blocks, headline=headline, headline_span=(0, len(headline)))


def weakest(page: Document) -> list[float] | None:
    """The values of `bearing.BORNE` for the claim that the page covers least."""
    found = headlines.evidence(page)
    return min(found, key=lambda values: values[1]) if found else None


def news(data: Path, most: int = 460) -> Iterator[tuple[list[float], bool]]:
    """Headlines of PolNeAR's train part and of Wikinews' sources: over their own page (true), and over one of another story that shares
    many of their words (false). The bodies are cut to various lengths."""
    shipped = passages.shipped()
    found: list[tuple[str, str]] = []
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        headline, _, body = path.read_text(encoding="utf-8", errors="replace").partition("\n")
        found.append((headline.strip().rstrip("."), body.strip()))
    with (data / "wikinews-sources" / "stories.jsonl").open(encoding="utf-8") as file:
        for line in file:
            for s in json.loads(line)["sources"]:
                if s["language"] == "en" and s["title"] and s["maintext"]:
                    found.append((re.split(r"\s+[|–-]\s+(?=[A-Z][^|–-]*$)", s["title"])[0].strip(), s["maintext"].strip()))
    found = [(h, b) for h, b in found if 4 <= len(h.split()) <= 18 and len(b) > 400]
    found.sort(key=lambda pair: hashlib.sha256(pair[0].encode()).digest())
    stems = [{w.stem for w in passages.words(b)} for _, b in found]
    for i, (headline, body) in enumerate(found[:most]):
        wanted = {w.stem for w in passages.words(headline) if w.low not in passages.SMALL}
        others = sorted(range(len(found)), key=lambda j: -sum(shipped.weight(s) for s in wanted & stems[j]))
        other = [j for j in others if j != i][3]  # the nearest ones may be of the same story
        for text, own in ((body, True), (found[other][1], False)):
            values = weakest(titled(headline, _shortened(text, (120, 200, 400, 1_000_000)[i % 4])))
            if values:
                yield values, own


def _shortened(body: str, most: int) -> str:
    kept, count = [], 0
    for paragraph in filter(str.strip, body.split("\n")):
        kept.append(paragraph.strip())
        count += len(paragraph.split())
        if count >= most:
            break
    return "\n\n".join(kept)


NEWS = 0.3
"""How much a headline of the news counts beside a page of our own set."""


def fit_borne(x: Floats, y: Floats, weight: Floats, penalty: float = 0.01) -> Floats:
    """Logistic regression by Newton's method; the constant is not penalised."""
    w = np.zeros(x.shape[1])
    ridge = penalty * np.array([0.0, *[1.0] * (len(w) - 1)])
    for _ in range(40):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (weight * (p - y)) / weight.sum() + ridge * w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x / weight.sum() + np.diag(ridge + 1e-6)
        w -= np.linalg.solve(curve, slope)
    return w


class Examples(NamedTuple):
    """Rows of features with what they are worth; `page` is the index into `pages()`, -1 for a headline of the news."""

    x: Floats
    y: Floats
    weight: Floats
    page: npt.NDArray[np.int64]


def examples(data: Path | None) -> Examples:
    """What `borne` learns from: our own pages, and headlines of the news where DATA is given."""
    rows: list[tuple[list[float], bool, float, int]] = []
    for i, given in enumerate(pages()):
        values = weakest(plain_document(given["text"], tuple(given["headline"])))
        if given["label"] != headlines.QUESTION and values:
            rows.append((values, given["label"] != headlines.UNSUPPORTED, 1.0, i))
    rows += [(values, own, NEWS, -1) for values, own in (news(data) if data else ())]
    x, y, weight, page = zip(*rows, strict=True)
    return Examples(np.array(x), np.array(y, float), np.array(weight), np.array(page))


def plain_document(text: str, span: tuple[int, int]) -> Document:
    blocks = tuple(Block(b.start, b.end, BlockKind.HEADLINE if b.start == span[0] else b.kind) for b in plain.blocks(text))
    return Document("", "", "", text, blocks, headline=text[span[0] : span[1]], headline_span=span)


def borne(data: Path) -> None:
    found = examples(data)
    w = fit_borne(found.x, found.y, found.weight)
    _configure(borne=[round(float(v), 4) for v in w], bars=BARS)
    print(dict(zip(bearing.BORNE, w.round(2), strict=True)))


def _configure(**values: Any) -> None:
    path = FOLDER / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**config, **values}, indent=1) + "\n", encoding="utf-8")
    passages.shipped.cache_clear()


def _opposed() -> set[tuple[str, str]]:
    """Stems that stand near each other in meaning but contradict each other (*rise*, *fall*)."""
    senses = list(passages._senses((FOLDER / "senses.txt").read_text(encoding="utf-8")))
    named = {s.name: s for s in senses}
    return {
        (min(a, b), max(a, b)) for s in senses for other in s.against for a in s.stems for b in named[other].stems
        if a not in named[other].stems and b not in s.stems
    }  # fmt: skip


def _vectors(forms: list[str], encoder: Path, tokenizer: Path) -> Floats:
    """One vector a word: the mean of the encoder's last states."""
    import torch
    from tokenizers import Tokenizer

    from training.network import Network

    torch.set_num_threads(1)
    network = Network()
    network.load_encoder(encoder)
    network.eval()
    cut = Tokenizer.from_file(str(tokenizer))
    cut.no_padding()
    ids = [cut.encode(form).ids for form in forms]
    made = np.zeros((len(forms), 384))
    by_length = defaultdict[int, list[int]](list)
    for i, pieces in enumerate(ids):
        by_length[len(pieces)].append(i)
    with torch.no_grad():
        for n, some in by_length.items():
            for k in range(0, len(some), 256):
                part = some[k : k + 256]
                x = network.norm(network.words(torch.tensor([ids[i] for i in part])) + network.positions.weight[:n])
                for layer in network.layers:
                    x = layer(x, torch.zeros(len(part), 1, 1, n))
                made[part] = x.mean(1).numpy()
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def _write(name: str, table: dict[str, Any]) -> None:
    (FOLDER / name).write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def digests() -> None:
    named = ("frequencies.json", "neighbours.json", "senses.txt")
    _configure(digests={name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in named})


if __name__ == "__main__":
    command, *given = sys.argv[1:]
    commands: dict[str, Callable[..., None]] = {"tables": tables, "relate": relate, "borne": borne, "digests": digests}
    commands[command](*map(Path, given))
