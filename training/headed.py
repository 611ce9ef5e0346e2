"""Pages under several headlines each, written to learn from: `headed/*.txt`, our own writing about invented people (Apache-2.0).

A file holds pages, each begun by a line `## page`: the body, and below it lines `= label | headline`; *overstated* has its kind behind a
colon (`= overstated:hedge | …`). Labels are those of FORMAT.md's `headline_check`, set by the writer (a language model) with the page; no
headline asks. Files are parted by subject. `headed/short/` holds passages of 45 to 100 words under ten headlines each, many of which
differ in a word or two; `headed/pairs/` passages in two versions, one page behind the other, under the same headlines, most of them with
another label.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "headed"
SHORT, PAIRS = FOLDER / "short", FOLDER / "pairs"
LABELS = ("unsupported", "overstated", "attributed", "supported")
KINDS = ("hedge", "condition", "limit", "negation", "number", "actor", "contested", "plan", "cause", "tense")
"""What an overstated headline drops, adds or changes; *contested*: states as fact what the page has as one side's word, *plan*: as done
what is planned, *cause*: a link as a cause, *tense*: what once was as what is."""


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
