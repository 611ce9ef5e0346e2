"""Real headlines over real pages, with what the page has for each: `headed/news.tsv` has labels alone, the texts are in the corpora.

A line: corpus, key, label (*overstated* with its kind behind a colon), parted by tabs. Keys: of `fnc-1` the number of the pair in
`train_stances.labels-restored.csv` (from 0), of `polnear` the name of a text of its train part, whose first line is the headline, of
`wikinews-sources` story and source (from 0), of `ecbplus` the name of a text. Behind a colon: the text, or source, whose headline stands
over this body. The pairs of FNC-1 are headlines of several papers over one body, drawn by hash among those that its makers call related;
in ECB+ three of four are another text's of the topic, drawn by hash too; in PolNeAR the nearest by their words; in Wikinews all of a
story. Headlines that ask are left out.

Labels by language models, by the rules of `benchmarks/sets/HEADLINES.md`, which tells how often each was read. They are parted by
story: bodies of FNC-1 under one headline, and all that hang together so, are one; so is a topic of ECB+. Two thirds are learned from;
of the others one half settles how the network is mixed with the rules, and the other half is only ever measured on.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks import ecbplus
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
        self.topics = {name: (topic, title, body) for topic, name, title, body in ecbplus.headed(data / "ecbplus")}

    def row(self, corpus: str, key: str, label: str) -> tuple[headed.Headed, str]:
        """The labelled headline, and its story."""
        label, _, kind = label.partition(":")
        page, _, other = key.partition(":")
        if corpus == "fnc-1":
            pair = self.pairs[int(key)]
            headline, body, page, story = pair.headline, self.bodies[pair.body], pair.body, self.story[pair.body]
            unit = f"story/{story}"
        elif corpus == "polnear":
            headline, (_, body), unit = self._lines(other or page)[0], self._lines(page), f"{corpus}/{page}"
        elif corpus == "ecbplus":
            topic, _, body = self.topics[page]
            headline, unit = self.topics[other][1], f"{corpus}/{topic}"
        else:
            story, source = page.split(".")
            sources = self.stories[int(story)]["sources"]
            headline, body = _OUTLET.split(sources[int(other or source)]["title"])[0], sources[int(source)]["maintext"]
            unit = f"{corpus}/{story}"
        return headed.Headed(f"{corpus}-{page}", body.strip(), " ".join(headline.split()).rstrip("."), label, kind or None), unit

    def _lines(self, name: str) -> tuple[str, str]:
        """Headline and body of a text of PolNeAR."""
        text = (self.data / "polnear" / "train" / "text" / f"{name}.txt").read_text(encoding="utf-8", errors="replace")
        headline, _, body = text.partition("\n")
        return headline, body


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
