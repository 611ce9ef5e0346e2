"""Who is who across pages, as rows: appearances of speakers, the identities that they belong to, and what people said of that.

Nothing here decides who is one: `across.people` does, with `linking.identities`. The writes must stand in the store's transaction.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.ledger import rows

_PER_KEY = 4
"""Appearances looked at for one key, the latest first, and identities' names."""


_PER_NAME = 2
"""Appearances of one identity under one name that are looked at."""


class Appearing(NamedTuple):
    """A speaker of a page (its row in documents), with the fields of `linking.identities.Appearance`."""

    document: int
    name: str
    type: str | None
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    company: frozenset[str] = frozenset()


class Word(NamedTuple):
    """A person's word: whether the speaker `one` of a document (row) and `other` of another are the same; `by_name`: wherever they are."""

    same: bool
    one_document: int
    one: str
    other_document: int
    other: str
    by_name: bool
    by: str
    at: str


class Known(NamedTuple):
    """An identity with what there is of it; `names` the most frequent first, `statement` the key of the latest that stands."""

    identity: int
    name: str
    type: str | None
    names: tuple[tuple[str, int], ...]
    statements: int
    statement: str | None


class Identities:
    """The identities of one open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # What is to be done

    def pending(self) -> list[int]:
        """The documents (rows) whose latest reading has not been seen yet, in the order they came."""
        sql = """SELECT d.id FROM documents d LEFT JOIN identified i ON i.document = d.id WHERE i.reading IS NOT d.reading ORDER BY d.id"""
        return [int(number) for (number,) in self._connection.execute(sql)]

    def document(self, key: str) -> int:
        """The row of a document."""
        (number,) = self._connection.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone()
        return int(number)

    def appearing(self, document: int) -> tuple[list[Appearing], frozenset[str]]:
        """The speakers of a document's statements that stand, in order, and the names of all people and bodies in it."""
        entities = self._connection.execute("SELECT name, type, roles, aliases FROM entities WHERE document = ?", (document,)).fetchall()
        named = {row["name"]: row for row in entities}
        sql = """SELECT speaker, max(speaker_type), max(speaker_role) FROM statements WHERE document = ? AND current AND speaker IS NOT NULL
                 GROUP BY speaker ORDER BY min(start)"""
        found = []
        for name, kind, role in self._connection.execute(sql, (document,)):
            it = named.get(name)
            roles = tuple(json.loads(it["roles"])) if it else (role,) if role else ()
            found.append(Appearing(document, name, kind, tuple(json.loads(it["aliases"])) if it else (), roles))
        return found, frozenset(row["name"] for row in entities if row["type"] in ("person", "organization"))

    # What is known

    def near(self, keys: Iterable[str]) -> list[tuple[int, Appearing]]:
        """Appearances that share a key, the latest ones, with their identities; and the names of these identities, without company."""
        execute = self._connection.execute
        sql = """SELECT a.id, a.identity, a.speaker FROM appearance_keys k JOIN appearances a ON a.id = k.appearance WHERE k.key = ?
                 ORDER BY k.appearance DESC LIMIT ?"""
        latest = {tuple(row) for key in keys for row in execute(sql, (key, _PER_KEY))}
        under: dict[tuple[int, str], list[int]] = {}
        for number, identity, name in sorted(latest, reverse=True):
            under.setdefault((identity, name), []).append(number)
        found = self._appearances("id", [number for numbers in under.values() for number in numbers[:_PER_NAME]])
        ids = list({identity for identity, _ in found})
        of: dict[int, list[Appearing]] = {}
        sql = f"""SELECT n.identity, n.name, i.type FROM identities i JOIN identity_names n ON n.identity = i.id
                  WHERE i.id IN ({_marks(ids)}) ORDER BY n.id"""
        for identity, name, kind in execute(sql, ids):
            of.setdefault(identity, []).append(Appearing(0, name, kind, (), ()))
        names = {(identity, it.name) for identity, it in found}
        return found + [(identity, it) for identity, some in of.items() for it in some[:_PER_KEY] if (identity, it.name) not in names]

    def members(self, identities: Iterable[int]) -> list[tuple[int, Appearing]]:
        """All appearances of identities, in the order they came."""
        return self._appearances("identity", list(identities))

    def _appearances(self, column: str, values: Sequence[int]) -> list[tuple[int, Appearing]]:
        sql = f"SELECT * FROM appearances WHERE {column} IN ({_marks(values)}) ORDER BY id"
        return [(int(row["identity"]), _appearing(row)) for row in self._connection.execute(sql, values)]

    def names(self, document: int) -> list[tuple[str, int]]:
        """The names of a document's appearances, with their identities."""
        sql = "SELECT speaker, identity FROM appearances WHERE document = ? ORDER BY id"
        return [(name, int(identity)) for name, identity in self._connection.execute(sql, (document,))]

    def stands(self, identity: int) -> bool:
        """Whether there is still anything of an identity."""
        return self._connection.execute("SELECT 1 FROM identities WHERE id = ?", (identity,)).fetchone() is not None

    def called(self, name: str) -> list[tuple[int, str]]:
        """The identities that a name with all of these words stands for, with that name."""
        return called(self._connection, name)

    def bearing(self, name: str) -> set[int]:
        """The identities with exactly this name."""
        return {int(number) for (number,) in self._connection.execute("SELECT identity FROM identity_names WHERE name = ?", (name,))}

    def of_statement(self, number: int) -> tuple[int, str] | None:
        """The document (row) and the speaker of a statement (row); None if nobody is named."""
        sql = "SELECT document, speaker FROM statements WHERE id = ?"
        document, speaker = self._connection.execute(sql, (number,)).fetchone()
        return None if speaker is None else (int(document), str(speaker))

    def latest(self, identity: int, name: str) -> int:
        """The document (row) in which an identity last appeared under a name."""
        sql = "SELECT max(document) FROM appearances WHERE identity = ? AND speaker = ?"
        (number,) = self._connection.execute(sql, (identity, name)).fetchone()
        return int(number)

    def known(self, identity: int) -> Known:
        """An identity, counted."""
        name, kind = self._connection.execute("SELECT name, type FROM identities WHERE id = ?", (identity,)).fetchone()
        sql = """SELECT a.speaker, count(*), max(s.id) FROM appearances a
                 JOIN statements s ON s.document = a.document AND s.speaker = a.speaker AND s.current
                 WHERE a.identity = ? GROUP BY a.speaker ORDER BY count(*) DESC, a.speaker"""
        counted = self._connection.execute(sql, (identity,)).fetchall()
        last = max((row[2] for row in counted), default=None)
        key = self._connection.execute("SELECT key FROM statements WHERE id = ?", (last,)).fetchone() if last else None
        names = tuple((row[0], int(row[1])) for row in counted)
        return Known(identity, name, kind, names, sum(n for _, n in names), key[0] if key else None)

    def words(self) -> Iterator[Word]:
        """What people said of who is one, oldest first."""
        for row in self._connection.execute("SELECT * FROM identity_words ORDER BY id").fetchall():
            sides = row["one_document"], row["one"], row["other_document"], row["other"]
            yield Word(row["verdict"] == "same", *sides, bool(row["by_name"]), row["by"], row["at"])

    # What is written

    def say(self, word: Word) -> None:
        """Keeps a person's word."""
        sql = """INSERT INTO identity_words (verdict, one_document, one, other_document, other, by_name, by, at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
        self._connection.execute(sql, ("same" if word.same else "split", *word[1:]))

    def new(self, name: str, kind: str | None) -> int:
        """A new identity."""
        return int(self._connection.execute("INSERT INTO identities (name, type) VALUES (?, ?)", (name, kind)).lastrowid or 0)

    def appear(self, it: Appearing, identity: int, score: float, reason: str, keys: Iterable[str]) -> None:
        """Puts an appearance under an identity; a surname that names it gives way to a name of several words."""
        columns = (it.document, it.name, identity, score, reason, it.type, rows.dumps(it.aliases), rows.dumps(it.roles))
        sql = """INSERT INTO appearances (document, speaker, identity, score, reason, type, aliases, roles, company)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        number = self._connection.execute(sql, (*columns, " ".join(sorted(it.company)))).lastrowid
        self._connection.executemany("INSERT INTO appearance_keys VALUES (?, ?)", [(key, number) for key in sorted(keys)])
        self._connection.execute("INSERT OR IGNORE INTO identity_names (identity, name) VALUES (?, ?)", (identity, it.name))
        if " " in it.name:
            self._connection.execute("UPDATE identities SET name = ? WHERE id = ? AND name NOT LIKE '% %'", (it.name, identity))

    def merge(self, identities: Sequence[int]) -> int:
        """Makes several identities one, and returns which: the oldest."""
        kept, *others = sorted(identities)
        for other in others:
            self._connection.execute("UPDATE appearances SET identity = ? WHERE identity = ?", (kept, other))
            self._connection.execute("UPDATE OR IGNORE identity_names SET identity = ? WHERE identity = ?", (kept, other))
            self._gone(other)
        return kept

    def withdraw(self, appearances: Iterable[tuple[int, str]]) -> None:
        """Takes appearances (document, name) away, and identities that have none left."""
        for document, name in appearances:
            sql = "SELECT id, identity FROM appearances WHERE document = ? AND speaker = ?"
            number, identity = self._connection.execute(sql, (document, name)).fetchone()
            self._connection.execute("DELETE FROM appearance_keys WHERE appearance = ?", (number,))
            self._connection.execute("DELETE FROM appearances WHERE id = ?", (number,))
            left = "SELECT 1 FROM appearances WHERE identity = ? AND speaker = coalesce(?, speaker) LIMIT 1"
            if not self._connection.execute(left, (identity, None)).fetchone():
                self._gone(identity)
            elif not self._connection.execute(left, (identity, name)).fetchone():
                self._connection.execute("DELETE FROM identity_names WHERE identity = ? AND name = ?", (identity, name))

    def identified(self, document: int) -> None:
        """Keeps that the speakers of a document's latest reading have their identities."""
        sql = "INSERT OR REPLACE INTO identified SELECT id, reading FROM documents WHERE id = ?"
        self._connection.execute(sql, (document,))

    def clear(self) -> None:
        """Takes everything away but people's words."""
        for table in ("appearance_keys", "appearances", "identity_names", "identities", "identified"):
            self._connection.execute(f"DELETE FROM {table}")

    def _gone(self, identity: int) -> None:
        self._connection.execute("DELETE FROM identity_names WHERE identity = ?", (identity,))
        self._connection.execute("DELETE FROM identities WHERE id = ?", (identity,))


_MOST = 50
"""Identities beyond which a speaker's words are too common to be looked up."""


class Spoken(NamedTuple):
    """Whom a speaker's words mean: identities, and what the FTS5 index is asked for. `more`: it finds names too that others bear."""

    identities: frozenset[int]
    terms: str
    more: bool


def called(connection: sqlite3.Connection, words: str) -> list[tuple[int, str]]:
    """The identities that a name with all of these words, in any order, stands for, with that name."""
    if not named(words):
        return []
    sql = """SELECT n.identity, n.name FROM identity_names_fts f JOIN identity_names n ON n.id = f.rowid
             WHERE identity_names_fts MATCH ? ORDER BY n.id"""
    return [(int(identity), name) for identity, name in connection.execute(sql, (f"name : ({named(words)})",))]


def spoken(connection: sqlite3.Connection, words: str, fits: Callable[[str], bool] | None = None) -> Spoken:
    """All names of those whom these words name (and whose name `fits`): *Ilse Brandt* also said what stands under *Brandt*."""
    found = [(identity, name) for identity, name in called(connection, words) if fits is None or fits(name)]
    ids = frozenset(identity for identity, _ in found)
    if not ids or len(ids) > _MOST:
        return Spoken(ids, named(words), False)
    theirs = connection.execute(f"SELECT DISTINCT name FROM identity_names WHERE identity IN ({_marks(ids)}) ORDER BY name", tuple(ids))
    more = {name for (name,) in theirs if re.search(r"\w", name)} - {name for _, name in found}
    return Spoken(ids, " OR ".join([f"({named(words)})", *map(quoted, sorted(more))]), bool(more))


def quoted(words: str) -> str:
    """A phrase as FTS5 has it."""
    return '"' + words.replace('"', " ").replace("\x00", " ") + '"'


def named(words: str) -> str:
    """All words of a name, in any order, as FTS5 has them."""
    return " AND ".join(quoted(word) for word in words.split() if re.search(r"\w", word))


def _marks(values: Collection[int]) -> str:
    return ", ".join("?" * len(values))


def _appearing(row: sqlite3.Row) -> Appearing:
    return Appearing(
        row["document"],
        row["speaker"],
        row["type"],
        _listed(row["aliases"]),
        _listed(row["roles"]),
        _words(row["company"]),
    )


@lru_cache(10_000)
def _listed(them: str) -> tuple[str, ...]:
    return tuple(json.loads(them))


@lru_cache(10_000)
def _words(them: str) -> frozenset[str]:
    return frozenset(them.split())
