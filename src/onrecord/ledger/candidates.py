"""Statements that share keys or words with something; whether they are the same is decided elsewhere."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from onrecord.ledger import identities

_PER_KEY = 200
"""Statements looked at for one key; a key that more of them share tells little."""
_MOST = 30


class Candidate(NamedTuple):
    """A statement that stands, by its row."""

    number: int
    content: str
    speaker: str | None


def by_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> tuple[list[Candidate], bool]:
    """The statements that share the most keys, rare ones counting more; whether some key was followed to its end."""
    score: dict[int, float] = defaultdict(float)
    complete = False
    sql = f"SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT {_PER_KEY}"
    for key in keys:
        rows = connection.execute(sql, (identities.quoted(key),)).fetchall()
        complete = complete or len(rows) < _PER_KEY
        for (number,) in rows:
            score[number] += 1.0 / (4 + len(rows))
    return _candidates(connection, sorted(score, key=lambda number: -score[number])[:_MOST]), complete


def by_phrases(connection: sqlite3.Connection, phrases: Sequence[str], speaker: str | None) -> list[Candidate]:
    """The statements that hold all phrases, those first whose speaker's name has the words of `speaker`."""
    if not phrases:
        return []
    holding = f"content : ({' AND '.join(identities.quoted(phrase) for phrase in phrases)})"
    name = identities.named(speaker) if speaker is not None else ""
    theirs = _ids(connection, f"{holding} AND speaker : ({name})", _MOST) if name else []
    return _candidates(connection, theirs + _ids(connection, holding, _MOST))


def by_rare_words(connection: sqlite3.Connection, words: Iterable[str]) -> list[Candidate]:
    """The statements that hold two of the rarest words."""
    counts = []
    for word in dict.fromkeys(words):
        if len(word) > 2:
            term = f"content : {identities.quoted(word)}"
            counts.append((len(_ids(connection, term, _PER_KEY)), term))
    rarest = [term for count, term in sorted(counts)[:4] if count]
    return _candidates(
        connection, [number for one, other in combinations(rarest, 2) for number in _ids(connection, f"{one} AND {other}", _MOST // 2)]
    )


def _candidates(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Candidate]:
    """The statements with these rows that stand, each once, in this order."""
    sql = "SELECT id, content, speaker FROM statements WHERE id = ? AND current"
    rows = (connection.execute(sql, (number,)).fetchone() for number in dict.fromkeys(numbers))
    return [Candidate(*row) for row in rows if row]


def _ids(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    sql = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [int(number) for (number,) in connection.execute(sql, (expression, limit))]
