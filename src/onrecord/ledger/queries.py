"""What can be read from a ledger, by name."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.ledger import candidates, dossier, filing, opening, rows, searching, watching
from onrecord.ledger.candidates import Candidate
from onrecord.ledger.entry import Entry
from onrecord.vocabulary import Document, Filed, Page, Record, Statement

if TYPE_CHECKING:
    from onrecord.ledger import meaning, standing


@dataclass(frozen=True, slots=True)
class Kept:
    """A page with what the user said of it when it was added."""

    page: Page
    given: dict[str, str]


@dataclass(frozen=True, slots=True)
class Size:
    """What a ledger holds; `statements` that stand."""

    pages: int
    statements: int
    judgements: int
    runs: int


class Queries:
    """The reads of one open ledger. Each raises LedgerError where the file cannot be read."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def has(self, key: str) -> bool:
        """Whether the page with this document id is recorded."""
        return self._one("SELECT 1 FROM pages WHERE key = ?", key) is not None

    def headers(self, address: str) -> list[tuple[str, str]] | None:
        """The HTTP headers of the page that was last kept from a web address; None if there is none."""
        with opening.clear(self._path):
            kept = watching.headers(self._connection, address)
        return None if kept is None else [(name, value) for name, value in json.loads(kept)]

    def feed(self, url: str) -> watching.Asked:
        """ETag and Last-Modified that a feed's server gave when it was last polled."""
        with opening.clear(self._path):
            return watching.feed(self._connection, url)

    def due(self, feeds: Sequence[str], tries: int) -> list[str]:
        """The pages that these feeds named and that are still to be fetched, the oldest first; none that was tried so many times."""
        with opening.clear(self._path):
            return watching.due(self._connection, feeds, tries)

    def size(self) -> Size:
        row = self._one(
            """SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM statements WHERE current),
               (SELECT count(*) FROM judgements), (SELECT count(*) FROM runs)"""
        )
        return Size(*row)

    def search(self, wanted: searching.Wanted, limit: int = 20) -> list[Entry]:
        """The statements that fit, best first; see `searching`."""
        with opening.clear(self._path):
            return searching.search(self._connection, wanted, limit)

    def nearest(self, wanted: searching.Wanted, vector: "meaning.Floats", encoder: str, limit: int = 20) -> list[Entry]:
        """The statements whose vectors, made by the encoder with this digest, are nearest to that of the words, among those that fit."""
        wanted.validate(by_meaning=True)
        with opening.clear(self._path):
            return searching.entries(self._connection, self._meanings.nearest(wanted, vector, encoder, limit))

    def unembedded(self, encoder: str) -> int:
        """How many statements stand and have no vector of this encoder."""
        with opening.clear(self._path):
            return self._meanings.missing(encoder)

    def to_embed(self, encoder: str, after: int = 0, count: int = 128) -> "list[meaning.Said]":
        """The first of them beyond a row."""
        from onrecord.ledger import meaning

        with opening.clear(self._path):
            return meaning.missing(self._connection, encoder, after, count)

    @cached_property
    def _meanings(self) -> "meaning.Index":
        from onrecord.ledger import meaning  # numpy: not before something is searched by meaning

        return meaning.Index(self._connection)

    def candidates(self, keys: Iterable[str]) -> tuple[list[Candidate], bool]:
        """The statements that share the most keys, rare ones counting more; whether some key was followed to its end."""
        with opening.clear(self._path):
            return candidates.by_keys(self._connection, keys)

    def holding(self, phrases: Sequence[str], speaker: str | None = None) -> list[Candidate]:
        """The latest statements that hold all phrases, those first whose speaker's name has the words of `speaker`."""
        with opening.clear(self._path):
            return candidates.by_phrases(self._connection, phrases, speaker)

    def sharing(self, words: Iterable[str]) -> list[Candidate]:
        """The latest statements that hold two of the rarest words."""
        with opening.clear(self._path):
            return candidates.by_rare_words(self._connection, words)

    def text(self, number: int) -> str:
        """The text that the statement with this row stands in."""
        row = self._one("SELECT t.text FROM statements s JOIN texts t ON t.id = s.text WHERE s.id = ?", number)
        return str(row[0])

    def entry(self, number: int) -> Entry:
        """The statement with this row."""
        with opening.clear(self._path):
            return searching.entries(self._connection, [number])[0]

    def who(self, name: str, fits: Callable[[str], bool], limit: int = 20) -> dossier.Dossier:
        """All that is on record of the speakers whose name holds all words of `name`, and `fits`; see `dossier`."""
        with opening.clear(self._path):
            return dossier.dossier(self._connection, name, fits, limit)

    def standing(self, issue: str, acts: Sequence[str]) -> "list[standing.Standing]":
        """The statements with these acts on an issue, by day; see `standing`."""
        from onrecord.ledger import standing

        with opening.clear(self._path):
            return list(standing.on(self._connection, issue, acts))

    def statement(self, key: str) -> Entry:
        """A statement by its key, or the beginning of it. Raises UsageError if there is none, or several."""
        return self.entry(self.number(key))

    def number(self, key: str) -> int:
        """The row of a statement by its key, or the beginning of it. Raises UsageError if there is none, or several."""
        if not key or not key.isalnum():
            raise UsageError(f"{key!r} is no statement's id; `onrecord search` shows them")
        with opening.clear(self._path):
            found = self._connection.execute("SELECT id FROM statements WHERE key >= ? AND key < ? LIMIT 2", (key, key + "~")).fetchall()
        if not found:
            raise UsageError(f"no statement's id begins with {key}; `onrecord search` shows them")
        if len(found) > 1:
            raise UsageError(f"several statements' ids begin with {key}; give more of it")
        return int(found[0][0])

    def judgements(self, key: str) -> list[dict[str, Any]]:
        """All judgements ever made of a statement, or moved to it, oldest first: verdict, by, at, why, corrected."""
        number = self.number(key)
        sql = """SELECT verdict, by, at, why, corrected FROM judgements WHERE statement = ?1
                 OR id IN (SELECT judgement FROM anchors WHERE statement = ?1) ORDER BY id"""
        with opening.clear(self._path):
            found = [dict(row) for row in self._connection.execute(sql, (number,))]
        return [{**row, "corrected": json.loads(row["corrected"] or "{}")} for row in found]

    def ids(self) -> Iterator[str]:
        """The ids of all documents, sorted."""
        with opening.clear(self._path):
            yield from (key for (key,) in self._connection.execute("SELECT key FROM pages ORDER BY key").fetchall())

    def page(self, key: str) -> Kept:
        """A page as it came. Raises UsageError if it is not here."""
        row = self._one("SELECT * FROM pages WHERE key = ?", key)
        if row is None:
            raise UsageError(f"no page {key} in {self._path}")
        headers = tuple((name, value) for name, value in json.loads(row["headers"]))
        page = Page(zlib.decompress(row["raw"]), row["source"], row["url"], row["fetched"], headers, row["media"])
        return Kept(page, json.loads(row["given"]))

    def is_unread(self, key: str, model: str, code: str) -> bool:
        """Whether a document's latest reading is by another model, or by another version of the code, than these."""
        sql = """SELECT 1 FROM documents d JOIN readings r ON r.id = d.reading JOIN runs ON runs.id = r.run
                 WHERE d.key = ? AND runs.model = ? AND runs.code = ?"""
        return self._one(sql, key, model, code) is None

    def record(self, key: str) -> Record:
        """A document as its latest reading has it, whole. Raises UsageError if it is not here."""
        sql = """SELECT r.*, t.text AS words, runs.model FROM documents d JOIN readings r ON r.id = d.reading
                 JOIN texts t ON t.id = r.text JOIN runs ON runs.id = r.run WHERE d.key = ?"""
        row = self._one(sql, key)
        if row is None:
            raise UsageError(f"no document {key} in {self._path}")
        with opening.clear(self._path):
            found = [f for (f,) in self._connection.execute("SELECT found FROM findings WHERE reading = ? ORDER BY id", (row["id"],))]
        return rows.restored(row["words"], row["document"], row["entities"], row["collisions"], row["headline_check"], found, row["model"])

    def records(self) -> Iterator[Record]:
        """Every document as its latest reading has it, sorted by id."""
        for key in self.ids():
            yield self.record(key)

    def filed(self, wanted: searching.Wanted | None = None, fits: Callable[[str], bool] | None = None) -> Iterator[Filed]:
        """Everything that stands, or what fits of it, as records with all that is known of where they come from; see `filing`."""
        whole = wanted is None and fits is None
        with opening.clear(self._path):
            for document, statements in filing.selected(self._connection, wanted, fits):
                yield from filing.filed(self._connection, document, statements, whole=whole)

    def pages(self, wanted: searching.Wanted | None = None, fits: Callable[[str], bool] | None = None) -> Iterator[Page]:
        """The pages of these documents, as they came, sorted by id."""
        with opening.clear(self._path):
            for document, _ in filing.selected(self._connection, wanted, fits):
                (key,) = self._connection.execute("SELECT key FROM pages WHERE id = ?", (document,)).fetchone()
                yield self.page(key).page

    def latest(self, statement: int) -> tuple[Statement, Document, int]:
        """A statement as it was last found, the document as it was then, and the text's row."""
        sql = """SELECT f.found, r.document, r.text, t.text AS words FROM findings f JOIN readings r ON r.id = f.reading
                 JOIN texts t ON t.id = r.text WHERE f.statement = ? ORDER BY f.id DESC LIMIT 1"""
        row = self._one(sql, statement)
        record = rows.restored(row["words"], row["document"], None, None, None, [row["found"]], "")
        return record.statements[0], record.document, int(row["text"])

    def _one(self, sql: str, *values: Any) -> Any:
        with opening.clear(self._path):
            return self._connection.execute(sql, values).fetchone()
