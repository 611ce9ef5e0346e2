"""Pages under several headlines each, written to learn from: `headed/*.txt`, our own writing about invented people (Apache-2.0).

A file holds pages, each begun by a line `## page`: the body, and below it lines `= label | headline`; *overstated* has its kind behind a
colon (`= overstated:hedge | …`). Labels are those of FORMAT.md's `headline_check`, set by the writer (a language model) with the page; no
headline asks. Files are parted by subject. `headed/short/` holds passages of 45 to 100 words under ten headlines each, many of which
differ in a word or two; `headed/pairs/` passages in two versions, one page behind the other, under the same headlines, most of them with
another label. `headed/utterances/` holds single utterances, each under nine others: told again in other words (*supported*), told with
another meaning (*overstated*), something else that was said of the same matter (*unsupported*). `headed/own/` holds pages each written
around its own headline, right or wrong, which stands first, with two others of other labels below it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import onrecord
from onrecord.reading.headlines import KINDS, LABELS
from onrecord.vocabulary import Document, Statement
from training.headlines import titled

FOLDER = Path(__file__).parent / "headed"
SHORT, PAIRS, PAGE_PAIRS, UTTERANCES, OWN = (FOLDER / name for name in ("short", "pairs", "page-pairs", "utterances", "own"))


class Headed(NamedTuple):
    """A headline, its label, for *overstated* the kind, and the body under it; `page` is the same for all headlines of one body."""

    page: str
    body: str
    headline: str
    label: str
    kind: str | None


def pages(folder: Path = FOLDER) -> Iterator[Headed]:
    """All headlines of a folder's files, page by page. Raises ValueError for a line that is none of the form's."""
    for path in sorted(folder.glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split("## page\n")
        for number, part in enumerate(parts[1:], 1):
            lines = part.splitlines()
            body = "\n".join(line for line in lines if not line.startswith("= ")).strip()
            for line in lines:
                if line.startswith("= "):
                    yield _headed(f"{path.stem}-{number}", body, line)


def _headed(page: str, body: str, line: str) -> Headed:
    said, bar, headline = line[2:].partition(" | ")
    label, _, kind = said.partition(":")
    if not bar or not headline.strip() or label not in LABELS or (kind not in KINDS if label == "overstated" else kind):
        raise ValueError(f"{page}: not of the form of `training.headed`: {line}")
    return Headed(page, body, headline.strip(), label, kind or None)


class Shown(NamedTuple):
    """A headline over its body as a document, with the statements that the shipped reader finds in the body, and the name of the pair or
    page by which it is held back."""

    row: Headed
    document: Document
    statements: list[Statement]
    unit: str


def shown(folder: Path, part: int = 1) -> Iterator[Shown]:
    """The headlines of a folder of these, page by page; with `part`, only what `held` keeps back of it."""
    paired = folder in (PAIRS, PAGE_PAIRS)
    for name, found in groupby(pages(folder), key=lambda it: it.page):
        file, _, number = name.rpartition("-")
        unit = f"{file}-{(int(number) - 1) // 2}" if paired else f"{folder.name}/{name}"
        if not held(unit, part):
            continue
        yield from over(list(found), unit)


def over(rows: list[Headed], unit: str) -> Iterator[Shown]:
    """The headlines of one body as documents."""
    statements = onrecord.read(text=rows[0].body).statements
    for row in rows:
        gap = len(row.headline) + 2
        yield Shown(row, titled(row.headline, row.body), [_moved(s, gap) for s in statements], unit)


def _moved(statement: Statement, gap: int) -> Statement:
    content, cue, source = (
        tuple(onrecord.Span(s.start + gap, s.end + gap, s.text) for s in spans)
        for spans in (statement.content, statement.cue, statement.source)
    )
    return replace(statement, content=content, cue=cue, source=source)


def held(name: str, part: int) -> bool:
    """Whether a page or pair is held back: one in `part`."""
    return hashlib.sha256(name.encode()).digest()[1] % part == 0
