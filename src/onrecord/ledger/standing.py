"""Statements on an issue, with whose they are and the pages that they stand on: what `terms` compares."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.errors import UsageError
from onrecord.ledger import anchoring, filing, rows, searching
from onrecord.ledger.entry import Entry
from onrecord.vocabulary import Document, Statement

_MOST = 2000


class Standing(NamedTuple):
    """A statement that stands: as a search gives it, as it was found and corrected, whose it is (an identity and one of its names; None
    for who is unnamed), the page, and whom it names."""

    entry: Entry
    statement: Statement
    identity: int | None
    party: str | None
    document: Document
    named: frozenset[str]


def on(connection: sqlite3.Connection, issue: str, acts: Sequence[str]) -> Iterator[Standing]:
    """The statements with these acts whose content has all words of an issue, or that collide on their page with one that has; by day.

    Raises UsageError for an issue without words.
    """
    terms = searching.phrases(issue)
    if not terms:
        raise UsageError(f"{issue!r} is no issue: give a word of what it is about")
    marks = ", ".join("?" * len(acts))
    sql = f"""SELECT s.id FROM statements_fts f JOIN statements s ON s.id = f.rowid
              WHERE f.statements_fts MATCH ? AND s.current AND s.act IN ({marks}) ORDER BY s.id DESC LIMIT {_MOST}"""
    found = [int(n) for (n,) in connection.execute(sql, (f"content : ({' AND '.join(terms)})", *acts))]
    numbers = dict.fromkeys([*found, *_colliding(connection, found, acts)])
    standing = [_standing(connection, number) for number in numbers]
    yield from sorted(standing, key=lambda it: (it.entry.day or "", it.entry.published or "", it.entry.document, it.entry.start))


def _colliding(connection: sqlite3.Connection, numbers: Sequence[int], acts: Sequence[str]) -> Iterator[int]:
    """The statements that collide with these on their own pages."""
    keys = {key: number for number in numbers for (key,) in connection.execute("SELECT key FROM statements WHERE id = ?", (number,))}
    sql = """SELECT DISTINCT r.collisions FROM statements s JOIN documents d ON d.id = s.document JOIN readings r ON r.id = d.reading
             WHERE s.id = ? AND r.collisions <> '[]'"""
    for number in numbers:
        for (collisions,) in connection.execute(sql, (number,)):
            for it in json.loads(collisions or "[]"):
                if set(it["statements"]) & keys.keys():
                    for other in set(it["statements"]) - keys.keys():
                        row = connection.execute("SELECT id, act FROM statements WHERE key = ? AND current", (other,)).fetchone()
                        if row and row[1] in acts:
                            yield int(row[0])


def _standing(connection: sqlite3.Connection, number: int) -> Standing:
    sql = """SELECT f.found, r.document, t.text FROM findings f JOIN readings r ON r.id = f.reading JOIN texts t ON t.id = r.text
             WHERE f.statement = ? ORDER BY f.id DESC LIMIT 1"""
    found, document, text = connection.execute(sql, (number,)).fetchone()
    record = rows.restored(text, document, None, None, None, [found], "")
    (statement,) = record.statements
    judged = anchoring.judgement(connection, number)
    if judged and judged.corrected:
        statement = filing.corrected(statement, dict(judged.corrected))
    sql = """SELECT a.identity, i.name FROM statements s JOIN appearances a ON a.document = s.document AND a.speaker = s.speaker
             JOIN identities i ON i.id = a.identity WHERE s.id = ?"""
    whose = connection.execute(sql, (number,)).fetchone() or (None, None)
    sql = """SELECT e.name FROM statements s JOIN entities e ON e.document = s.document
             WHERE s.id = ? AND e.type IN ('person', 'organization')"""
    named = frozenset(name for (name,) in connection.execute(sql, (number,)))
    (entry,) = searching.entries(connection, [number])
    return Standing(entry, statement, whose[0], whose[1], record.document, named)
