"""The ledger: what is appended, judged and verified. Reading it is in `queries`."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from onrecord.errors import LedgerUnwritable, UsageError
from onrecord.ledger import anchoring, identities, links, opening, queries, rows, verification, warc, watching
from onrecord.vocabulary import Page, Record, SpeakerType

if TYPE_CHECKING:
    from onrecord.ledger import meaning

VERDICTS = ("accept", "reject", "correct")
CORRECTABLE = ("speaker", "speaker_type", "speaker_role", "act", "polarity", "said_on")
"""Fields of a statement that a judgement can correct."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What a record added: pages and statements that are new, findings, and judgements that were moved to new boundaries."""

    page: bool
    statements: int
    findings: int
    moved: int


class Store:
    """One SQLite file. Everything that is appended stands once the method returns; a killed process leaves no half of it.

    `keys` gives the keys of a statement's content under which `read.candidates` finds it; one file always takes the same function.
    `create`: make the file if there is none. A file that cannot be written is opened for reading. Use it in the thread that made it,
    one a process. Raises LedgerUnusable and LedgerUnwritable, here and in every method.
    """

    def __init__(self, path: str | Path, *, keys: Callable[[str], Iterable[str]], create: bool = True) -> None:
        self.path, self._keys = Path(path), keys
        self._connection, self.writable = opening.connect(self.path, create=create)
        self._depth = 0
        self.read = queries.Queries(self._connection, self.path)
        self.identities = identities.Identities(self._connection)
        self.links = links.Links(self._connection, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; where nobody else has it open, its log is taken into it."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside stands together once this is left, or nothing of it does."""
        if not self.writable:
            raise LedgerUnwritable(str(self.path), "is read-only", "give yourself write permission on the file and its folder")
        if self._depth:
            yield
            return
        with opening.clear(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the file as it is at one moment."""
        with opening.clear(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def run(self, model: str, code: str) -> int:
        """The id of a new run of `model` (name@digest) under version `code` of the tool: what `append` names as the finder."""
        with self.transaction():
            return self._insert("runs", {"model": model, "code": code, "started": now()})

    def append(self, page: Page, record: Record, run: int, given: Mapping[str, str] | None = None) -> Appended:
        """Records what a run found on a page: the page, if it is new, its text, if that is a new version, and every finding.

        A statement that is known is found again, not doubled; one whose boundaries moved gives its judgement to its successor, if their
        contents overlap by half (Jaccard). `given`: what the user said of the page, kept for later readings.
        """
        with self.transaction():
            return self._append(page, record, run, given or {})

    def embedded(self, encoder: str, said: "Sequence[meaning.Said]", vectors: "meaning.Floats") -> None:
        """Keeps a vector of unit length for each of these statements; `encoder`: the digest of what made them."""
        from onrecord.ledger import meaning

        with self.transaction():
            meaning.keep(self._connection, encoder, said, vectors)

    def polled(self, feed: str, asked: watching.Asked, entries: Iterable[str] = (), problem: str | None = None) -> None:
        """A feed was polled: what to ask its server with next time, the pages that it names, and why it failed, if it did."""
        with self.transaction():
            watching.polled(self._connection, feed, asked, entries, problem, now())

    def fetched(self, entry: str, problem: str | None = None, *, again: bool = False) -> None:
        """A page that a feed named was fetched, or could not be; `again`: it is to be tried once more."""
        with self.transaction():
            watching.fetched(self._connection, entry, problem, None if again else now())

    def judge(self, statement: str, verdict: str, by: str, why: str | None = None, corrected: Mapping[str, str] | None = None) -> int:
        """A person's accept, reject or correct of a statement (its key, or the beginning of it); returns the judgement's id.

        `corrected` gives fields (CORRECTABLE) their right values; it goes with correct, and only with it. Else: UsageError.
        """
        if verdict not in VERDICTS:
            raise UsageError(f"a verdict is one of {', '.join(VERDICTS)}, not {verdict!r}")
        wrong = set(corrected or ()) - set(CORRECTABLE)
        if wrong:
            raise UsageError(f"{', '.join(sorted(wrong))} cannot be corrected; these can: {', '.join(CORRECTABLE)}")
        if bool(corrected) != (verdict == "correct"):
            raise UsageError("'correct' needs the fields with their right values, and the other verdicts take none")
        if not by.strip():
            raise UsageError("say who judges")
        _check_values(corrected or {})
        with self.transaction():
            number = self.read.number(statement)
            row = {"statement": number, "verdict": verdict, "by": by, "at": now(), "why": why}
            judgement = self._insert("judgements", {**row, "corrected": rows.dumps(dict(corrected)) if corrected else None})
            self._derive(number)
        return judgement

    def verify(self) -> list[str]:
        """Derives every digest and span again; returns a line for each thing that is wrong (see `verification`)."""
        with opening.clear(self.path):
            return list(verification.problems(self._connection))

    def export(self, out: BinaryIO, pages: Iterable[Page] | None = None) -> int:
        """Writes all pages, or these, as a gzipped WARC file, sorted by id; returns how many."""
        return warc.write(self.read.pages() if pages is None else pages, out, now())

    # Appending

    def _append(self, page: Page, record: Record, run: int, given: Mapping[str, str]) -> Appended:
        it = record.document
        known = self._connection.execute("SELECT id FROM pages WHERE key = ?", (it.id,)).fetchone()
        number = int(known[0]) if known else self._page(page, it.id, given)
        text = self._text(number, record)
        reading = self._insert(
            "readings",
            {
                "run": run,
                "page": number,
                "text": text,
                "document": rows.masthead(it),
                "entities": rows.optional(record.entities),
                "collisions": rows.optional(record.collisions),
                "headline_check": rows.optional(record.headline_check),
            },
        )
        self._document(number, record, text, reading, new=not known)
        before = {} if not known else anchoring.standing(self._connection, number)
        fresh = 0
        found: list[int] = []
        for statement in record.statements:
            row = {**rows.statement(statement, it), "document": number, "text": text}
            old = None if not known else self._connection.execute("SELECT * FROM statements WHERE key = ?", (statement.id,)).fetchone()
            if old is None:
                identity = self._new_statement(row)
                fresh += 1
            else:
                identity = int(old["id"])
            found.append(identity)
            self._insert("findings", {"reading": reading, "statement": identity, "found": rows.found(statement)})
            if old is not None:
                self._unfill(identity)
                self._derive(identity, row)
            self._fill(identity, statement)
        moved = self._superseded(before, found, reading) if known else 0
        return Appended(not known, fresh, len(found), moved)

    def _page(self, page: Page, key: str, given: Mapping[str, str]) -> int:
        if key != identity(page):
            raise ValueError(f"{page.source}: the record is not of this page: its id is not that of the URL and the bytes")
        return self._insert(
            "pages",
            {
                "key": key,
                "digest": hashlib.sha256(page.raw).hexdigest(),
                "source": page.source,
                "url": page.url,
                "media": page.media,
                "fetched": page.fetched,
                "headers": rows.dumps(page.headers),
                "given": rows.dumps(dict(given)),
                "size": len(page.raw),
                "raw": zlib.compress(page.raw, 6),
                "recorded": now(),
            },
        )

    def _text(self, page: int, record: Record) -> int:
        it = record.document
        row = self._connection.execute("SELECT id FROM texts WHERE page = ? AND text_id = ?", (page, it.text_id)).fetchone()
        return (
            int(row[0]) if row else self._insert("texts", {"page": page, "text_id": it.text_id, "headline": it.headline, "text": it.text})
        )

    def _document(self, page: int, record: Record, text: int, reading: int, *, new: bool) -> None:
        row = {**rows.document(record), "text": text, "reading": reading}
        if new:
            self._insert("documents", {"id": page, **row})
        else:
            self._update("documents", page, row)
            self._connection.execute("DELETE FROM entities WHERE document = ?", (page,))
        self._connection.executemany(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(page, e.id, e.name, e.type, rows.dumps(e.roles), rows.dumps(e.aliases), e.wikidata) for e in record.entities or ()],
        )

    def _new_statement(self, row: rows.Row) -> int:
        statement = self._insert("statements", {**row, "current": 1, "judgement": None})
        self._index(statement, row["content"])
        return statement

    def _fill(self, statement: int, it: Any) -> None:
        execute = self._connection.executemany
        execute("INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?)", [(statement, *span) for span in rows.spans(it)])
        if it.via:
            execute("INSERT INTO hops VALUES (?, ?, ?, ?)", [(statement, n, hop.name, hop.relation) for n, hop in enumerate(it.via)])
        if it.conditions:
            execute("INSERT INTO conditions VALUES (?, ?, ?, ?)", [(statement, n, c.kind, c.text) for n, c in enumerate(it.conditions)])

    def _unfill(self, statement: int) -> None:
        for table in ("spans", "hops", "conditions"):
            self._connection.execute(f"DELETE FROM {table} WHERE statement = ?", (statement,))

    def _superseded(self, before: dict[int, list[int]], found: list[int], reading: int) -> int:
        """Retires what this reading did not find again; a judged one stays, unless a successor takes its judgements over."""
        gone = {n: judgements for n, judgements in before.items() if n not in set(found)}
        judged = {n: judgements for n, judgements in gone.items() if judgements}
        moves = anchoring.matches(self._connection, judged, [n for n in found if not before.get(n)]) if judged else []
        for old, new, overlap in moves:
            for judgement in judged[old]:
                self._insert("anchors", {"judgement": judgement, "statement": new, "reading": reading, "overlap": overlap})
            self._derive(new)
        for old in sorted(gone):
            self._derive(old)
        return len(moves)

    # Deriving: a row of `statements` from its latest finding and the judgement that stands on it

    def _derive(self, statement: int, found: rows.Row | None = None) -> None:
        """Makes the row new; `found`: what its finding says, if that is not the row's last one."""
        old = dict(self._connection.execute("SELECT * FROM statements WHERE id = ?", (statement,)).fetchone())
        judged = anchoring.judgement(self._connection, statement)
        row = {**old, **(found or self._as_found(statement))}
        if judged and judged.corrected:
            row = rows.corrected(row, judged.corrected)
        row["judgement"] = judged.verdict if judged else None
        row["current"] = int((judged.verdict != "reject") if judged else anchoring.is_found(self._connection, statement))
        if row == old:
            return
        if old["current"]:
            self._index(statement, old["content"], remove=True)
        self._update("statements", statement, row)
        if row["current"]:
            self._index(statement, row["content"])

    def _as_found(self, statement: int) -> rows.Row:
        it, document, text = self.read.latest(statement)
        return {**rows.statement(it, document), "text": text}

    def _index(self, statement: int, content: str, *, remove: bool = False) -> None:
        keys = " ".join(self._keys(content))
        if not keys:
            return
        if remove:
            self._connection.execute("INSERT INTO grams (grams, rowid, keys) VALUES ('delete', ?, ?)", (statement, keys))
        else:
            self._connection.execute("INSERT INTO grams (rowid, keys) VALUES (?, ?)", (statement, keys))

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        columns = ", ".join(f'"{name}"' for name in row)
        done = self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        return int(done.lastrowid or 0)

    def _update(self, table: str, number: int, row: Mapping[str, Any]) -> None:
        columns = ", ".join(f'"{name}" = ?' for name in row)
        self._connection.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*row.values(), number))


def identity(page: Page) -> str:
    """A document's id: SHA-256 (hex) of its URL and a line break, if it is known, and its raw bytes."""
    return hashlib.sha256((f"{page.url}\n".encode() if page.url else b"") + page.raw).hexdigest()


def _check_values(corrected: Mapping[str, str]) -> None:
    kind, day = corrected.get("speaker_type"), corrected.get("said_on")
    if kind is not None and kind not in list(SpeakerType):
        raise UsageError(f"{kind!r} is no type of speaker; these are: {', '.join(SpeakerType)}")
    try:
        date.fromisoformat(day or "2026-03-04")
    except ValueError:
        raise UsageError(f"{day!r} is no day; write it as 2026-03-04") from None


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
