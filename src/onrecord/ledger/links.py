"""Links between documents and between statements: what is to be compared, what was proposed, and what a page or statement is linked with.

All of it is derived. A document is compared with those that were compared before it, so that a page costs the same whenever it comes; which
reading of it was compared stands in `linked`, and what is not there is pending.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.ledger import opening, rows
from onrecord.vocabulary import Document, Hop, Span

_PER_KEY = 20
"""Documents or statements looked at for one key, the latest; a key that more of them share tells little."""
_MOST = 10
"""Those that are compared at most, the ones that share the most keys; over these, one is linked with all the others."""


class Linkable(NamedTuple):
    """A statement that stands, by its row, with the row of its document."""

    number: int
    document: int
    content: str


class Proposed(NamedTuple):
    """A page or statement (its row) that another one is linked with, what it is to it, how far, and why (or what the differences touch)."""

    other: int
    relation: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page as a trace shows it: its document's id and what is known of when and whence it came. What is not known is None."""

    document: str
    headline: str | None
    outlet: str | None
    url: str | None
    source: str
    published: str | None
    fetched: str | None
    wire_credit: tuple[str, ...]


class Compared(NamedTuple):
    """A statement (its row) that was compared: its keys, and what it is linked with."""

    number: int
    keys: Sequence[int]
    variants: Sequence[Proposed]


class Linked(NamedTuple):
    """How many pairs a ledger holds."""

    copies: int
    variants: int


class Links:
    """The links of one open ledger; who writes does so within `Store.transaction`. Each read raises LedgerError where it cannot be had."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    # What is to be compared

    def pending(self) -> int:
        """How many documents have not been compared as they were last read."""
        return int(self._all(f"SELECT count(*) {_PENDING}")[0][0])

    def first_pending(self, count: int) -> list[int]:
        """The first of them, by the order in which they were recorded."""
        return [number for (number,) in self._all(f"SELECT d.id {_PENDING} ORDER BY d.id LIMIT ?", count)]

    def number(self, key: str) -> int:
        """The row of the document with this id."""
        return int(self._all("SELECT id FROM documents WHERE key = ?", key)[0][0])

    def document(self, number: int) -> Document:
        """A document as it was last read."""
        sql = """SELECT r.document, t.text FROM documents d JOIN readings r ON r.id = d.reading JOIN texts t ON t.id = r.text
                 WHERE d.id = ?"""
        masthead, text = self._all(sql, number)[0]
        return rows.restored(text, masthead, None, None, None, [], "").document

    def statements(self, document: int) -> list[Linkable]:
        """The statements of a document that stand."""
        sql = "SELECT id, document, content FROM statements WHERE document = ? AND current ORDER BY id"
        return [Linkable(*row) for row in self._all(sql, document)]

    def sharing(self, document: int, keys: Iterable[int], least: int) -> list[int]:
        """The documents that share at least so many keys with one, those with the most first."""
        shared = Counter(other for found in self._under("document", list(keys)) for other in found)
        del shared[document]
        return [other for other, n in shared.most_common(_MOST) if n >= least]

    def alike(self, document: int, keys: Sequence[Sequence[int]]) -> list[list[Linkable]]:
        """For each of a document's statements, by its keys, those of other documents that share the most with it; of long ones three at
        least. A key that `_PER_KEY` statements share counts only where no rarer one leads anywhere.
        """
        under = iter(self._under("statement", [key for its in keys for key in its]))
        shared = []
        for found in ([*islice(under, len(its))] for its in keys):
            rare = [number for some in found if len(some) < _PER_KEY for number in some]
            common = [number for some in found if len(some) == _PER_KEY for number in some]
            most = Counter(rare or common).most_common(_MOST) if rare or common else []
            shared.append([(number, n + common.count(number) * bool(rare)) for number, n in most])
        sql = """SELECT id, document, content, words FROM statements WHERE id IN (SELECT value FROM json_each(?)) AND current
                 AND document <> ?"""
        numbers = json.dumps(list({number for some in shared for number, _ in some}))
        there = {row["id"]: row for row in self._all(sql, numbers, document)}
        return [
            [Linkable(*row[:3]) for number, n in some if (row := there.get(number)) and 6 * n >= min(18, 2 * len(its), row["words"])]
            for its, some in zip(keys, shared, strict=True)
        ]

    def _under(self, what: str, keys: Sequence[int]) -> list[list[int]]:
        """The documents or statements under each key, the latest first, `_PER_KEY` at most."""
        latest = f"SELECT {what} FROM {what}_keys WHERE key = k.value ORDER BY {what} DESC LIMIT {_PER_KEY}"
        sql = f"SELECT (SELECT group_concat({what}) FROM ({latest})) FROM json_each(?) k ORDER BY k.key"
        return [[int(number) for number in found.split(",")] if found else [] for (found,) in self._all(sql, json.dumps(keys))]

    # What was proposed

    def forget(self) -> None:
        """Removes all links: every document is pending."""
        for table in ("variants", "copies", "statement_keys", "document_keys", "linked"):
            self._connection.execute(f"DELETE FROM {table}")

    def keep(self, document: int, keys: Iterable[int], copies: Iterable[Proposed], statements: Sequence[Compared]) -> None:
        """Writes what a document's comparison gave, in place of what an earlier one did."""
        execute, many = self._connection.execute, self._connection.executemany
        if execute("SELECT 1 FROM linked WHERE document = ?", (document,)).fetchone():
            execute("DELETE FROM document_keys WHERE document = ?", (document,))
            execute("DELETE FROM copies WHERE document = ?1 OR other = ?1", (document,))
            own = "IN (SELECT id FROM statements WHERE document = ?1)"
            execute(f"DELETE FROM variants WHERE statement {own} OR other {own}", (document,))
        many("INSERT INTO document_keys VALUES (?, ?)", sorted((key, document) for key in keys))
        many("INSERT INTO copies VALUES (?, ?, ?, ?, ?)", [_pair(document, it) for it in copies])
        many("INSERT OR IGNORE INTO statement_keys VALUES (?, ?)", sorted((key, it.number) for it in statements for key in it.keys))
        many("INSERT INTO variants VALUES (?, ?, ?, ?, ?)", [_pair(it.number, other) for it in statements for other in it.variants])
        execute("INSERT OR REPLACE INTO linked SELECT id, reading FROM documents WHERE id = ?", (document,))

    # What a page or a statement is linked with

    def size(self) -> Linked:
        """How many pairs of pages, partial copies included, and of statements are linked."""
        return Linked(*self._all("SELECT (SELECT count(*) FROM copies), (SELECT count(*) FROM variants)")[0])

    def copies(self, document: int) -> list[Proposed]:
        """What a document is linked with, on either side of a pair."""
        sql = """SELECT other, relation, score, reason FROM copies WHERE document = ?1
                 UNION ALL SELECT document, relation, score, reason FROM copies WHERE other = ?1"""
        return [Proposed(*row) for row in self._all(sql, document)]

    def variants(self, statement: int) -> list[int]:
        """The rows of the statements that stand and that one is linked with, on either side of a pair."""
        sql = """SELECT s.id FROM variants v JOIN statements s ON s.id = v.other AND s.current WHERE v.statement = ?1
                 UNION ALL SELECT s.id FROM variants v JOIN statements s ON s.id = v.statement AND s.current WHERE v.other = ?1"""
        return [number for (number,) in self._all(sql, statement)]

    def of_speaker(self, statement: int, days: int, most: int) -> list[Linkable]:
        """What a statement's speaker, the same identity, says on other pages that were published within so many days of its own, or nobody
        knows when; the latest recorded first."""
        sql = """SELECT s.id, s.document, s.content FROM statements asked JOIN documents page ON page.id = asked.document
                 JOIN appearances own ON own.document = asked.document AND own.speaker = asked.speaker
                 JOIN appearances a ON a.identity = own.identity AND a.document <> asked.document
                 JOIN documents d ON d.id = a.document
                 JOIN statements s ON s.document = a.document AND s.speaker = a.speaker AND s.current
                 WHERE asked.id = ?
                 AND coalesce(abs(julianday(substr(d.published, 1, 10)) - julianday(substr(page.published, 1, 10))), 0) <= ?
                 ORDER BY s.id DESC LIMIT ?"""
        return [Linkable(*row) for row in self._all(sql, statement, days, most)]

    def sighting(self, document: int) -> Sighting:
        """A page by its row."""
        sql = """SELECT d.key, d.headline, coalesce(d.publisher, d.site), d.url, p.source, d.published, p.fetched, d.wire_credit
                 FROM documents d JOIN pages p ON p.id = d.id WHERE d.id = ?"""
        key, headline, outlet, url, source, published, fetched, credit = self._all(sql, document)[0]
        return Sighting(key, headline, outlet, url, source, published, fetched, tuple(credit.split("; ")) if credit else ())

    def at(self, address: str) -> list[int]:
        """The pages (rows) kept from a web address, the latest first."""
        sql = (
            "SELECT d.id FROM documents d WHERE d.url = ?1 UNION SELECT p.id FROM pages p WHERE p.url = ?1 OR p.source = ?1 ORDER BY 1 DESC"
        )
        return [number for (number,) in self._all(sql, address)]

    def statement(self, number: int) -> Linkable:
        """A statement by its row."""
        return Linkable(*self._all("SELECT id, document, content FROM statements WHERE id = ?", number)[0])

    def chain(self, statement: int) -> tuple[Hop, ...]:
        """Through whom a statement reached its page, nearest to the speaker first."""
        sql = """SELECT h.name, h.relation, s.start, s."end", s.words FROM hops h
                 LEFT JOIN spans s ON s.statement = h.statement AND s.role = 'hop' AND s.n = h.n WHERE h.statement = ? ORDER BY h.n"""
        return tuple(
            Hop(name, relation, Span(start or 0, end or 0, words or "")) for name, relation, start, end, words in self._all(sql, statement)
        )

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with opening.clear(self._path):
            return self._connection.execute(sql, values).fetchall()


def _pair(number: int, it: Proposed) -> tuple[int, int, str, float, str]:
    return max(number, it.other), min(number, it.other), it.relation, it.score, it.why


_PENDING = "FROM documents d LEFT JOIN linked l ON l.document = d.id WHERE l.reading IS NOT d.reading"
