"""Real headlines over real pages, with what the page has for each: `headed/news.tsv` has labels alone, the texts are in the corpora.

A line: corpus, key, label (*overstated* with its kind behind a colon), parted by tabs. Keys: of `fnc-1` the number of the pair in
`train_stances.labels-restored.csv` (from 0), of `polnear` the name of a text of its train part, whose first line is the headline, of
`wikinews-sources` story and source (from 0). The pairs of FNC-1 are headlines of several papers over one body, drawn by hash among
those that its makers call related; the others stand over their own page. Headlines that ask are left out.

Labels by language models, by the rules of `benchmarks/sets/HEADLINES.md`, which tells how often each was read. They are parted by
story: bodies of FNC-1 under one headline, and all that hang together so, are one. Two thirds are learned from; of the others one half
settles how the network is mixed with the rules, and the other half is only ever measured on.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from training import headed, headlines

LABELS = headed.FOLDER / "news.tsv"
LEARNED, SETTLED, SEALED = "learned", "settled", "sealed"
HELD = 3
"""One story in so many is not learned from."""
_OUTLET = re.compile(r"\s+[|–-]\s+(?=[A-Z][^|–-]*$)")


def labels(path: Path = LABELS) -> Iterator[tuple[str, str, str]]:
    """Corpus, key and label of each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        corpus, key, label = line.split("\t")
        yield corpus, key, label


def part_of(story: str) -> str:
    """LEARNED, SETTLED or SEALED, by the digest of a story's name."""
    if not headed.held(story, HELD):
        return LEARNED
    return SETTLED if hashlib.sha256(story.encode()).digest()[2] % 2 else SEALED


def shown(data: Path, part: str) -> Iterator[headed.Shown]:
    """The labelled headlines of a part over their pages; `data` holds the corpora's folders."""
    texts = _Texts(data)
    found = sorted((texts.row(*line) for line in labels()), key=lambda it: it[0].page)
    for _, group in groupby(found, key=lambda it: it[0].page):
        rows = list(group)
        unit = rows[0][1]
        if part_of(unit) == part:
            yield from headed.over([row for row, _ in rows], unit)


class _Texts:
    """The corpora's headlines and pages."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.pairs = list(headlines.fnc_pairs(data / "fnc-1"))
        self.bodies = headlines.fnc_bodies(data / "fnc-1")
        self.story = stories(self.pairs)
        with (data / "wikinews-sources" / "stories.jsonl").open(encoding="utf-8") as file:
            self.stories = [json.loads(line) for line in file]

    def row(self, corpus: str, key: str, label: str) -> tuple[headed.Headed, str]:
        """The labelled headline, and its story."""
        label, _, kind = label.partition(":")
        if corpus == "fnc-1":
            pair = self.pairs[int(key)]
            headline, body, unit = pair.headline, self.bodies[pair.body], f"story/{self.story[pair.body]}"
            page = f"{corpus}-{pair.body}"
        elif corpus == "polnear":
            text = (self.data / corpus / "train" / "text" / f"{key}.txt").read_text(encoding="utf-8", errors="replace")
            headline, _, body = text.partition("\n")
            page, unit = f"{corpus}-{key}", f"{corpus}/{key}"
        else:
            story, source = map(int, key.split("."))
            it = self.stories[story]["sources"][source]
            headline, body, page, unit = _OUTLET.split(it["title"])[0], it["maintext"], f"{corpus}-{key}", f"{corpus}/{story}"
        return headed.Headed(page, body.strip(), " ".join(headline.split()).rstrip("."), label, kind or None), unit


def stories(pairs: list[headlines.Pair]) -> dict[str, str]:
    """The story of each body of FNC-1: the first of the bodies that related headlines join it to, directly or by others."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        if pair.related:
            parent[root(f"body {pair.body}")] = root(f"headline {' '.join(pair.headline.split()).lower()}")
    joined: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        joined[root(f"body {pair.body}")].append(pair.body)
    return {body: min(bodies, key=int) for bodies in joined.values() for body in set(bodies)}
