"""Search by meaning: a vector for every statement that stands, and which of them are nearest to a search's.

A vector of unit length is kept as int8 numbers of one fixed scale, and compared exactly, block by block, with the float vector of the
search. Whoever makes the vectors is named by a digest; those of another digest do not count.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.ledger.searching import Wanted, expression, span_of_days

CLIP = 0.25
"""What the largest int8 number stands for. Of the shipped encoder's numbers none in 235,776 was larger, and the ranking stays as it is
with floats (mean reciprocal rank of 130 paraphrases: .663 against .662)."""
_BLOCK, _STEP = 65_536, 2048
"""Vectors that are given memory, and that are compared, in one go."""
_READ = 8192

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


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
        self._clear()

    def missing(self, digest: str) -> int:
        """How many statements stand and have no vector of this encoder."""
        self._refresh(digest)
        return self._missing

    def nearest(self, wanted: Wanted, vector: Floats, digest: str, limit: int) -> list[int]:
        """The rows of the statements nearest to `vector` among those that fit the filters; the latest first among the equally near."""
        with self._snapshot():
            self._refresh(digest)
            among = _fitting(self._connection, wanted)
        stands = self._stands if among is None else self._stands & np.isin(self._numbers, among)
        at = np.flatnonzero(stands)
        scores = self._scores(at, vector)
        best = np.argpartition(-scores, limit - 1)[:limit] if limit < len(at) else np.arange(len(at))
        numbers = self._numbers[at[best]]
        return [int(number) for number in numbers[np.lexsort((-numbers, -scores[best]))]]

    def _scores(self, at: Ints, vector: Floats) -> Floats:
        """Likeness of the vectors at these places, in ascending order, to another one."""
        scores = np.empty(len(at), np.float32)
        numbers = np.empty((_STEP, len(vector)), np.float32)
        bounds = np.searchsorted(at, np.arange(len(self._blocks) + 1) * _BLOCK)
        for n, block in enumerate(self._blocks):
            first, end = bounds[n], bounds[n + 1]
            for i in range(first, end, _STEP):
                some = at[i : min(i + _STEP, end)] - n * _BLOCK
                whole = some[-1] - some[0] + 1 == len(some)
                floats = numbers[: len(some)]
                floats[...] = block[some[0] : some[-1] + 1] if whole else block[some]
                # Row by row: as one product it would be spread over threads, which is 30 times slower where another process is at work.
                np.matmul(floats[:, None, :], vector[:, None], out=scores[i : i + len(some), None, None])
        return scores

    def _clear(self) -> None:
        self._blocks: list[npt.NDArray[np.int8]] = []
        self._rows, self._numbers = np.zeros(0, np.int64), np.zeros(0, np.int64)  # of `vectors`; of `statements`
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
            self._state = None  # until all is read
            sql = "SELECT group_concat(id), group_concat(statement) FROM vectors WHERE encoder = ?"
            rows, numbers = _numbers(self._connection, sql, (_encoder(self._connection, digest),))
            (standing,) = _numbers(self._connection, "SELECT group_concat(id) FROM statements WHERE current = 1", ())
            rows = np.sort(rows[np.isin(numbers, standing)])
            self._stands = np.isin(self._rows, rows)
            if 4 * np.count_nonzero(self._stands) < 3 * len(self._rows):
                self._clear()
            self._read(rows[np.isin(rows, self._rows, invert=True)])
        self._missing, self._state = len(standing) - len(rows), state

    def _read(self, rows: Ints) -> None:
        """Takes these rows of `vectors` in."""
        sql = "SELECT v.id, v.statement, v.vector FROM json_each(?) wanted CROSS JOIN vectors v ON v.id = wanted.value"
        filled, found = len(self._rows), [self._rows]
        numbers = [self._numbers]
        for i in range(0, len(rows), _READ):
            some = self._connection.execute(sql, (json.dumps(rows[i : i + _READ].tolist()),)).fetchall()
            vectors = np.frombuffer(b"".join(vector for _, _, vector in some), np.int8).reshape(len(some), -1)
            found.append(np.array([row for row, _, _ in some], np.int64))
            numbers.append(np.array([number for _, number, _ in some], np.int64))
            while len(vectors):
                if filled == _BLOCK * len(self._blocks):
                    self._blocks.append(np.empty((_BLOCK, vectors.shape[1]), np.int8))
                start = filled % _BLOCK
                part = vectors[: _BLOCK - start]
                self._blocks[-1][start : start + len(part)] = part
                filled, vectors = filled + len(part), vectors[len(part) :]
        self._stands = np.concatenate([self._stands, np.ones(filled - len(self._rows), np.bool_)])
        self._rows, self._numbers = np.concatenate(found), np.concatenate(numbers)


def _fitting(connection: sqlite3.Connection, wanted: Wanted) -> Ints | None:
    """The rows of the statements that fit the filters, words aside; None where there are none."""
    found = []
    terms = expression(connection, replace(wanted, words="", since=None, until=None), [])
    if terms:
        found += _numbers(connection, "SELECT group_concat(rowid) FROM statements_fts WHERE statements_fts MATCH ?", (terms,))
    days, values = span_of_days(wanted)
    if days:
        found += _numbers(connection, f"SELECT group_concat(s.id) FROM statements s WHERE 1 {days}", values)
    if not found:
        return None
    return found[0] if len(found) == 1 else np.intersect1d(found[0], found[1], assume_unique=True)


def _numbers(connection: sqlite3.Connection, sql: str, values: Sequence[str | int | None]) -> list[Ints]:
    """The numbers of each column, of a query that joins them by commas: a third of the time that rows take."""
    return [np.fromstring(joined or "", np.int64, sep=",") for joined in connection.execute(sql, values).fetchone()]
