"""Texts of the corpora by the names that their tables use: `fnc:N` (Body ID), `pol:NAME.txt`, `ecb:NAME`."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

csv.field_size_limit(10**8)
_BEFORE = re.compile(r" (?=[,.;:?!%)’]|n't|'\w|'')|(?<=[(“])\s|(?<=``) ")


class Article(NamedTuple):
    """One article of an outlet, with what a corpus knows of it; `published` is ISO 8601."""

    name: str
    text: str
    headline: str | None = None
    url: str | None = None
    archive_url: str | None = None


class Texts:
    """The corpora below one folder (fnc-1, polnear, ecbplus, wikinews-sources, near-duplicates, quote-clusters)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> str:
        corpus, _, rest = name.partition(":")
        if corpus == "fnc":
            return self._bodies[rest]
        if corpus == "ecb":
            return _ecb(self.folder / "ecbplus" / rest.split("_")[0] / f"{rest}.xml")
        return next(self.folder.glob(f"polnear/*/text/{rest}")).read_text(encoding="utf-8")

    @cached_property
    def _bodies(self) -> dict[str, str]:
        with (self.folder / "fnc-1" / "train_bodies.csv").open(encoding="utf-8", newline="") as lines:
            return {row["Body ID"]: row["articleBody"] for row in csv.DictReader(lines)}

    def bodies(self) -> list[str]:
        return [f"fnc:{number}" for number in self._bodies]

    def polnear(self) -> list[str]:
        return [f"pol:{path.name}" for path in sorted(self.folder.glob("polnear/*/text/*.txt"))]

    def topics(self) -> Iterator[list[str]]:
        """The articles of each ECB+ topic; a topic has two events, *_Necb and *_Necbplus."""
        for topic in sorted((self.folder / "ecbplus").iterdir()):
            yield [f"ecb:{path.stem}" for path in sorted(topic.glob("*.xml"))]

    def stories(self) -> Iterator[list[Article]]:
        """The English articles from which each Wikinews story was written, in the order of the file."""
        with (self.folder / "wikinews-sources" / "stories.jsonl").open(encoding="utf-8") as lines:
            for n, line in enumerate(lines, 1):
                sources = [it for it in json.loads(line)["sources"] if it["language"] == "en" and it["maintext"]]
                yield [
                    Article(f"wikinews:{n}.{k}", it["maintext"], it["title"], it["url"], it.get("archive_url"))
                    for k, it in enumerate(sources, 1)
                ]

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a corpus that is one table."""
        path = next((self.folder / name).glob("*.tsv"))
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _ecb(path: Path) -> str:
    """The sentences of an ECB+ document, a line each, with the spaces before marks taken out."""
    lines: dict[str, list[str]] = {}
    for token in ElementTree.parse(path).getroot().iter("token"):
        lines.setdefault(token.get("sentence", ""), []).append(token.text or "")
    return "\n".join(_BEFORE.sub("", " ".join(words)) for words in lines.values())
