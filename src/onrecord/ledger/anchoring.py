"""On which statement a judgement stands, also after a reading has moved the boundaries."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OVERLAP = 0.5
"""Least Jaccard index of two contents for a judgement to move from one to the other."""

_STANDING = """
  SELECT id, verdict, by, at, why, corrected FROM judgements
  WHERE statement = :statement AND NOT EXISTS (SELECT 1 FROM anchors WHERE judgement = judgements.id)
  UNION ALL
  SELECT j.id, j.verdict, j.by, j.at, j.why, j.corrected FROM anchors a JOIN judgements j ON j.id = a.judgement
  WHERE a.statement = :statement AND a.id = (SELECT max(id) FROM anchors WHERE judgement = j.id)
  ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """The last judgement that stands on a statement."""

    verdict: str
    corrected: dict[str, str]


def judgements(connection: sqlite3.Connection, statement: int) -> list[sqlite3.Row]:
    """The judgements that stand on a statement, oldest first: id, verdict, by, at, why, corrected (JSON)."""
    return connection.execute(_STANDING, {"statement": statement}).fetchall()


def judgement(connection: sqlite3.Connection, statement: int) -> Judged | None:
    rows = judgements(connection, statement)
    return Judged(rows[-1]["verdict"], json.loads(rows[-1]["corrected"] or "{}")) if rows else None


def is_found(connection: sqlite3.Connection, statement: int) -> bool:
    """Whether the latest reading of its document found a statement."""
    sql = """SELECT 1 FROM statements s JOIN documents d ON d.id = s.document
             JOIN findings f ON f.statement = s.id AND f.reading = d.reading WHERE s.id = ?"""
    return connection.execute(sql, (statement,)).fetchone() is not None


def standing(connection: sqlite3.Connection, document: int) -> dict[int, list[int]]:
    """A document's statements that stand, or that a person judged, with the judgements that stand on each, oldest first."""
    found = {}
    for row in connection.execute("SELECT id, current FROM statements WHERE document = ?", (document,)).fetchall():
        judgements = [int(r["id"]) for r in connection.execute(_STANDING, {"statement": row["id"]})]
        if row["current"] or judgements:
            found[int(row["id"])] = judgements
    return found


def matches(connection: sqlite3.Connection, old: Iterable[int], new: Sequence[int]) -> list[tuple[int, int, float]]:
    """Pairs of statements (old, new, overlap) whose contents are the same by half or more, one to one, the closest first."""
    theirs = {n: _Content.of(connection, n) for n in new}
    pairs = []
    for o in old:
        ours = _Content.of(connection, o)
        pairs += [(ours.overlap(content), o, n) for n, content in theirs.items()]
    found, taken = [], set[int]()
    for overlap, o, n in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if overlap >= OVERLAP and o not in taken and n not in taken:
            taken |= {o, n}
            found.append((o, n, overlap))
    return found


@dataclass(frozen=True, slots=True)
class _Content:
    text: int
    places: frozenset[int]
    words: Counter[str]

    @classmethod
    def of(cls, connection: sqlite3.Connection, statement: int) -> "_Content":
        text, content = connection.execute("SELECT text, content FROM statements WHERE id = ?", (statement,)).fetchone()
        spans = connection.execute('SELECT start, "end" FROM spans WHERE statement = ? AND role = ?', (statement, "content"))
        return cls(text, frozenset(i for start, end in spans for i in range(start, end)), Counter(content.casefold().split()))

    def overlap(self, other: "_Content") -> float:
        """The Jaccard index: of characters in one text, of words between two versions of it."""
        if self.text == other.text:
            both = len(self.places | other.places)
            return len(self.places & other.places) / both if both else 0.0
        both = (self.words | other.words).total()
        return (self.words & other.words).total() / both if both else 0.0
