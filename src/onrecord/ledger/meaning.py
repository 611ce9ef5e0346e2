"""Search by meaning: a vector for every statement that stands, and which of them are nearest to a search's.

A vector of unit length is kept as int8 numbers of one fixed scale, and compared exactly, block by block, with the float vector of the
search. Whoever makes the vectors is named by a digest; those of another digest do not count.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from onrecord.ledger.searching import Wanted, expression

CLIP = 0.25
"""What the largest int8 number stands for. Of the shipped encoder's numbers none in 235,776 was larger, and the ranking stays as it is
with floats (mean reciprocal rank of 130 paraphrases: .663 against .662)."""
_BLOCK, _STEP = 65_536, 2048
"""Vectors that are given memory, and that are compared, in one go."""
_READ = 4096
_TRIED = 20
_PAGES = 16_384
"""KiB of the file's pages that are kept in memory beside the vectors."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement, as its vector is made of them; `number` is its row."""

    number: int
    source: str | None
    cue: str | None
    content: str


def missing(connection: sqlite3.Connection, digest: str, after: int, count: int) -> list[Said]:
    """The first statements beyond row `after` that stand and have no vector of this encoder."""
    sql = """SELECT s.id, s.source, s.cue, s.content FROM statements s WHERE s.current = 1 AND s.id > ? AND NOT EXISTS
             (SELECT 1 FROM vectors v WHERE v.statement = s.id AND v.encoder = ?) ORDER BY s.id LIMIT ?"""
    return [Said(*row) for row in connection.execute(sql, (after, _encoder(connection, digest), count))]


def keep(connection: sqlite3.Connection, digest: str, said: Sequence[Said], vectors: Floats) -> None:
    """Writes the vectors in place of older ones; a statement whose words have changed meanwhile is passed over."""
    connection.execute("INSERT OR IGNORE INTO encoders (digest) VALUES (?)", (digest,))
    encoder = _encoder(connection, digest)
    connection.executemany("DELETE FROM vectors WHERE statement = ?", [(it.number,) for it in said])
    connection.executemany(
        """INSERT INTO vectors (statement, encoder, vector) SELECT id, ?, ? FROM statements
           WHERE id = ? AND content = ? AND cue IS ? AND source IS ?""",
        [(encoder, row.tobytes(), it.number, it.content, it.cue, it.source) for it, row in zip(said, packed(vectors), strict=True)],
    )


def packed(vectors: Floats) -> npt.NDArray[np.int8]:
    scaled: npt.NDArray[np.int8] = np.clip(np.rint(vectors * (127 / CLIP)), -127, 127).astype(np.int8)
    return scaled


def _encoder(connection: sqlite3.Connection, digest: str) -> int | None:
    row = connection.execute("SELECT id FROM encoders WHERE digest = ?", (digest,)).fetchone()
    return int(row[0]) if row else None


class Index:
    """The vectors of one open ledger in memory (384 bytes a statement), from the first search by meaning on.

    Whenever the file has changed, by whomever, what is new is read, and what no longer stands is passed over.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: tuple[str, int, int] | None = None
        self._days: npt.NDArray[np.int32] | None = None  # read when a search first asks for days
        self._clear()

    def missing(self, digest: str) -> int:
        """How many statements stand and have no vector of this encoder."""
        self._refresh(digest)
        return self._missing

    def nearest(self, wanted: Wanted, vector: Floats, digest: str, limit: int) -> list[int]:
        """The rows of the statements nearest to `vector` among those that fit the filters; the latest first among the equally near."""
        with self._snapshot():
            self._refresh(digest)
            fits = self._stands & self._in_days(wanted)
            terms = expression(self._connection, replace(wanted, words="", since=None, until=None), [], whole=False)
            is_broad = terms is not None and self._is_broad(terms)
            if terms and not is_broad:
                fits &= np.isin(self._numbers, self._holding(terms))
            at = np.flatnonzero(fits).astype(np.int32)
            scores = self._scores(at, vector)
            if terms and is_broad:  # to ask of the best ones whether they fit is quicker than to list all that do
                best = self._best(at, scores, _TRIED * limit)
                found = list(islice((number for number in best if self._holds(terms, number)), limit))
                if len(found) == limit or len(best) == len(at):
                    return found
                chosen = np.isin(self._numbers[at], self._holding(terms))
                at, scores = at[chosen], scores[chosen]
            return self._best(at, scores, limit)

    def _best(self, at: Ints, scores: Floats, count: int) -> list[int]:
        best = np.argpartition(-scores, count - 1)[:count] if count < len(at) else np.arange(len(at))
        numbers = self._numbers[at[best]]
        return [int(number) for number in numbers[np.lexsort((-numbers, -scores[best]))]]

    def _scores(self, at: Ints, vector: Floats) -> Floats:
        """Likeness of the vectors at these places, in ascending order, to another one."""
        scores = np.empty(len(at), np.float32)
        numbers = np.empty((_STEP, len(vector)), np.float32)
        bounds = np.searchsorted(at, np.arange(0, len(self._rows) + _STEP, _STEP))
        for n, (first, end) in enumerate(pairwise(bounds)):
            if first == end:
                continue
            start = n * _STEP % _BLOCK
            part, some = self._blocks[n * _STEP // _BLOCK][start : start + _STEP], at[first:end] - n * _STEP
            if 3 * len(some) > _STEP:
                numbers[...] = part
                scores[first:end] = _products(numbers, vector)[some]
            else:
                numbers[: len(some)] = part[some]
                scores[first:end] = _products(numbers[: len(some)], vector)
        return scores

    def _is_broad(self, terms: str) -> bool:
        """Whether an eighth of all statements, or more, fit."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? LIMIT ?)"
        most = max(1, len(self._numbers) // 8)
        return bool(self._connection.execute(sql, (terms, most)).fetchone()[0] == most)

    def _holds(self, terms: str, number: int) -> bool:
        sql = "SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? AND rowid = ?"
        return self._connection.execute(sql, (terms, number)).fetchone() is not None

    def _holding(self, terms: str) -> Ints:
        return _numbers(self._connection, "rowid", "statements_fts WHERE statements_fts MATCH ?", terms)

    def _in_days(self, wanted: Wanted) -> npt.NDArray[np.bool_]:
        if not wanted.since and not wanted.until:
            return np.ones(len(self._numbers), np.bool_)
        if self._days is None:
            self._days = self._said_on()
        return (self._days >= _day(wanted.since or "0001", "0")) & (self._days <= _day(wanted.until or "9999", "9"))

    def _said_on(self) -> npt.NDArray[np.int32]:
        """The day of each vector's statement as a number, 20260304; 0 where it is not known."""
        day = "CAST(substr(replace(day, '-', '') || '0000', 1, 8) AS INTEGER)"
        numbers, days = (_numbers(self._connection, it, "statements WHERE day > ''") for it in ("id", day))
        size = 1 + max(numbers.max(initial=0), self._numbers.max(initial=0))
        found = np.zeros(size, np.int32)
        found[numbers] = days
        return found[self._numbers]

    def _clear(self) -> None:
        self._blocks: list[npt.NDArray[np.int8]] = []
        self._rows, self._numbers = np.zeros(0, np.int32), np.zeros(0, np.int32)  # of `vectors`; of `statements`
        self._stands = np.zeros(0, np.bool_)
        self._missing = 0

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """All reads inside see the file as it is at one moment."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def _refresh(self, digest: str) -> None:
        with self._snapshot():
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            state = digest, version, self._connection.total_changes
            if state == self._state:
                return
            if self._state is None or self._state[0] != digest:
                self._clear()
            self._state = self._days = None  # until all is read
            encoder = _encoder(self._connection, digest)
            rows = _numbers(self._connection, "id", "vectors WHERE encoder = ?", encoder)
            numbers = _numbers(self._connection, "statement", "vectors WHERE encoder = ?", encoder)
            standing = _numbers(self._connection, "id", "statements WHERE current = 1")
            rows = np.sort(rows[np.isin(numbers, standing)])
            self._stands = np.isin(self._rows, rows)
            if 4 * np.count_nonzero(self._stands) < 3 * len(self._rows):
                self._clear()
            self._read(rows[np.isin(rows, self._rows, invert=True)])
        self._missing, self._state = len(standing) - len(rows), state

    def _read(self, rows: Ints) -> None:
        """Takes these rows of `vectors` in."""
        sql = "SELECT v.id, v.statement, v.vector FROM json_each(?) wanted CROSS JOIN vectors v ON v.id = wanted.value"
        self._connection.execute(f"PRAGMA cache_size = -{_PAGES}")  # memory is for the vectors from now on, not for the file's pages
        cursor = self._connection.cursor()
        cursor.row_factory = None  # plain tuples, which a million of are quicker made
        filled, found = len(self._rows), [self._rows]
        numbers = [self._numbers]
        for i in range(0, len(rows), _READ):
            some = cursor.execute(sql, (json.dumps(rows[i : i + _READ].tolist()),)).fetchall()
            vectors = np.frombuffer(b"".join(vector for _, _, vector in some), np.int8).reshape(len(some), -1)
            found.append(np.array([row for row, _, _ in some], np.int32))
            numbers.append(np.array([number for _, number, _ in some], np.int32))
            while len(vectors):
                if filled == _BLOCK * len(self._blocks):
                    self._blocks.append(np.empty((_BLOCK, vectors.shape[1]), np.int8))
                start = filled % _BLOCK
                part = vectors[: _BLOCK - start]
                self._blocks[-1][start : start + len(part)] = part
                filled, vectors = filled + len(part), vectors[len(part) :]
        self._stands = np.concatenate([self._stands, np.ones(filled - len(self._rows), np.bool_)])
        self._rows, self._numbers = np.concatenate(found), np.concatenate(numbers)


def _products(floats: Floats, vector: Floats) -> Floats:
    """Row by row: as one product it would be spread over threads, which is 30 times slower where another process is at work."""
    products: Floats = np.matmul(floats[:, None, :], vector[:, None])[:, 0, 0]
    return products


def _day(given: str, missing: str) -> int:
    """A day, month or year as a number of eight digits."""
    return int(given.replace("-", "").ljust(8, missing))


def _numbers(connection: sqlite3.Connection, column: str, rest: str, *values: str | int | None) -> Ints:
    """The numbers in a column, joined by commas on their way: in a third of the time that rows take."""
    return np.fromstring(connection.execute(f"SELECT group_concat({column}) FROM {rest}", values).fetchone()[0] or "", np.int32, sep=",")
