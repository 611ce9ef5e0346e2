"""Search by words: which statements hold them, the best first.

Ranking is BM25 (Robertson & Zaragoza 2009). SQLite's own `bm25()` counts every row that holds a word before it ranks the first one, which
takes a tenth of a second for *the* in a million statements; so the words and filters choose up to CANDIDATES statements, the latest
recorded first, and these are ranked here.
"""

import math
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from onrecord.errors import UsageError
from onrecord.ledger.entry import COLUMNS, Entry
from onrecord.ledger.identities import named, quoted, spoken

CANDIDATES = 1000
_COUNTED = 2000
"""Rows that are counted to tell how rare a word is; what is more common than that counts as equally common."""
_K1, _B, _USUAL_LENGTH = 1.2, 0.75, 22.0
_FROM, _TO = "\x02", "\x03"
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_MONTHS = 600
"""The longest range of months that is looked up by month."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for. `words`: all of them must stand in a content or its speaker's name; *withdraw* also finds *withdraws*,
    "two words" in double quotes stand together, *harb\\** is a beginning. `speaker`: words of the name. `outlet`: a publisher's name or the
    domain of the page's URL. `since` and `until`: 2026, 2026-03 or 2026-03-04, both included; the day it was said, or else published.
    """

    words: str = ""
    speaker: str | None = None
    act: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    def validate(self, *, by_meaning: bool = False) -> None:
        """Raises UsageError for a search without words and filters, or by meaning without words; for a date or a name that is none."""
        worded = bool(phrases(self.words))
        if by_meaning and not worded:
            raise UsageError("search by meaning for some words")
        if not worded and (self.speaker, self.act, self.outlet, self.since, self.until) == (None,) * 5:
            raise UsageError("search for words, or give a filter")
        for day in (self.since, self.until):
            if day is not None and not _DAY.fullmatch(day):
                raise UsageError(f"{day!r} is no date; write it as 2026, 2026-03 or 2026-03-04")
        if self.speaker is not None and not named(self.speaker):
            raise UsageError(f"{self.speaker!r} is no name")


def search(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[Entry]:
    """The statements that fit, best first; among the equally good, and without words, the latest day first.

    Raises UsageError for a search that makes no sense: see `Wanted.validate`.
    """
    wanted.validate()
    terms = phrases(wanted.words)
    fitting = expression(connection, wanted, terms)
    if fitting is None:
        return []
    conditions, values = _rows(connection, wanted)
    marks = "highlight(statements_fts, 0, ?, ?)" if terms else "''"
    sql = f"""SELECT s.id, s.words, s.day, {marks} FROM statements_fts JOIN statements s ON s.id = statements_fts.rowid
              WHERE statements_fts MATCH ? AND s.current {conditions} ORDER BY statements_fts.rowid DESC LIMIT {max(CANDIDATES, limit)}"""
    found = connection.execute(sql, ((_FROM, _TO) if terms else ()) + (fitting, *values)).fetchall()
    weights = [_rarity(connection, term) for term in terms] if len(terms) > 1 and len(found) > limit else [1.0] * len(terms)
    ranked = sorted(((_score(terms, weights, row[3], row[1]), row[2] or "", row[0]) for row in found), reverse=True)
    return entries(connection, [number for _, _, number in ranked[:limit]])


def matching(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[tuple[int, int, str | None, int | None]]:
    """All statements that fit, without rank or limit, as (document, statement, speaker, identity), sorted by document id.

    Raises UsageError for a search that makes no sense: see `Wanted.validate`.
    """
    wanted.validate()
    if (wanted.since or wanted.until) and not _months(connection, wanted):
        return iter(())
    fitting = expression(connection, wanted, phrases(wanted.words))
    conditions, values = _rows(connection, wanted)
    index, match = ("", "") if fitting is None else ("JOIN statements_fts f ON f.rowid = s.id", "AND f.statements_fts MATCH ?")
    sql = f"""SELECT s.document, s.id, s.speaker, a.identity FROM statements s JOIN documents d ON d.id = s.document {index}
              LEFT JOIN appearances a ON a.document = s.document AND a.speaker = s.speaker
              WHERE s.current {match} {conditions} ORDER BY d.key, s.id"""
    return iter(connection.execute(sql, (*(() if fitting is None else (fitting,)), *values)))


def entries(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Entry]:
    """The statements with these rows, in this order."""
    sql = f"""SELECT {COLUMNS} FROM statements s JOIN documents d ON d.id = s.document JOIN pages p ON p.id = d.id WHERE s.id = ?"""
    return [Entry(*connection.execute(sql, (number,)).fetchone()) for number in numbers]


def phrases(words: str) -> list[str]:
    """Each word or phrase as FTS5 has it."""
    found = []
    for phrase, word in _TERM.findall(words):
        term = phrase or word
        if re.search(r"\w", term):
            found.append(quoted(term.rstrip("*")) + ("*" if term.endswith("*") else ""))
    return found


def expression(connection: sqlite3.Connection, wanted: Wanted, terms: list[str], *, whole: bool = True) -> str | None:
    """The FTS5 expression of words and filters; None where nothing can fit, or there are none. `whole`: with the speaker's other names,
    which others bear too."""
    parts = [f"{{content speaker}} : ({' AND '.join(terms)})"] if terms else []
    if wanted.speaker is not None:
        parts.append(f"speaker : ({spoken(connection, wanted.speaker).terms if whole else named(wanted.speaker)})")
    if wanted.act is not None:
        parts.append(f"act : {quoted(wanted.act)}")
    if wanted.outlet is not None:
        parts.append(f"{{outlet site}} : {quoted(re.sub(r'^www[.]', '', wanted.outlet))}")
    if wanted.since is not None or wanted.until is not None:
        months = _months(connection, wanted)
        if not months:
            return None
        if len(months) <= _MONTHS:
            parts.append(f"month : ({' OR '.join(months)})")
    return " AND ".join(f"({part})" for part in parts) or None


def _rows(connection: sqlite3.Connection, wanted: Wanted) -> tuple[str, tuple[str | int, ...]]:
    """What the index cannot tell, as SQL: the exact days (*2026-03* as an end includes all of March), and whose a name is that others
    bear too."""
    since, until = wanted.since, wanted.until
    sql = (" AND s.day >= ?" if since else "") + (" AND s.day <= ?" if until else "")
    values: tuple[str | int, ...] = tuple(day for day in (since, until and f"{until}~") if day)
    meant = spoken(connection, wanted.speaker) if wanted.speaker is not None else None
    if meant is None or not meant.more:
        return sql, values
    ids = ", ".join("?" * len(meant.identities))
    sql += (
        f""" AND coalesce((SELECT x.identity IN ({ids}) FROM appearances x WHERE x.document = s.document AND x.speaker = s.speaker), 1)"""
    )
    return sql, (*values, *meant.identities)


def _months(connection: sqlite3.Connection, wanted: Wanted) -> list[str]:
    """The months from `since` to `until`, as far as the ledger has any."""
    first, last = connection.execute("SELECT (SELECT min(day) FROM statements), (SELECT max(day) FROM statements)").fetchone()
    if first is None:
        return []
    since = max(wanted.since or "", first)
    until = min((wanted.until or "9999") + "~", last)
    a = int(since[:4]) * 12 + (int(since[5:7] or 1) - 1 if len(since) >= 7 else 0)
    b = int(until[:4]) * 12 + (int(until[5:7]) - 1 if len(until) >= 7 else 11)
    return [f"{month // 12:04}{month % 12 + 1:02}" for month in range(a, b + 1)]


def _rarity(connection: sqlite3.Connection, term: str) -> float:
    """A word's weight: the rarer, the more (the logarithm of BM25's inverse document frequency, over the rows counted)."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? ORDER BY rowid DESC LIMIT {_COUNTED})"
    return math.log(1 + 20 * _COUNTED / (1 + connection.execute(sql, (f"{{content speaker}} : {term}",)).fetchone()[0]))


def _score(terms: list[str], weights: list[float], marked: str, words: int) -> float:
    if not terms:
        return 0.0
    hits = [hit.partition(_TO)[0].casefold() for hit in marked.split(_FROM)[1:]]
    norm = _K1 * (1 - _B + _B * words / _USUAL_LENGTH)
    if len(terms) == 1:
        return len(hits) / (len(hits) + norm)
    bare = [term.strip('"*').casefold() for term in terms]
    often = [0] * len(terms)
    for hit in hits:
        often[max(range(len(bare)), key=lambda i: _shared(bare[i], hit))] += 1
    return sum(weight * n / (n + norm) for weight, n in zip(weights, often, strict=True))


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with together: tells which word of the search a stem's hit is of."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
