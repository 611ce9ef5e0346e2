"""All that is on record of one speaker, counted."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.ledger import identities, searching
from onrecord.ledger.entry import Entry

Counts = tuple[tuple[str, int], ...]
_MOST = 50


@dataclass(frozen=True, slots=True)
class Term:
    """A condition that the speaker set, and the statement that holds it."""

    kind: str
    words: str
    statement: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Who a name is on record as. Each count is of statements, the most first; `timeline` is by month, in order; `latest` by day.

    `identities`: the people and bodies, each by one of its names, that the name stands for; more than one if several bear it.
    """

    asked: str
    statements: int
    names: Counts
    identities: Counts
    types: Counts
    roles: Counts
    outlets: Counts
    acts: Counts
    timeline: Counts
    via: Counts
    terms: tuple[Term, ...]
    latest: tuple[Entry, ...]


def dossier(connection: sqlite3.Connection, name: str, fits: Callable[[str], bool], limit: int) -> Dossier:
    """The dossier of the speakers whose name holds all words of `name`, and `fits`, under all their names; `limit` for terms and latest
    statements.

    Raises UsageError for a name without words.
    """
    if not identities.named(name):
        raise UsageError(f"{name!r} is no name")
    meant = identities.spoken(connection, name, fits)
    sql = """SELECT s.id, s.speaker, s.speaker_type, s.speaker_role, s.outlet, s.site, s.act, s.day, a.identity, i.name FROM statements_fts
             JOIN statements s ON s.id = statements_fts.rowid LEFT JOIN appearances a ON a.document = s.document AND a.speaker = s.speaker
             LEFT JOIN identities i ON i.id = a.identity WHERE statements_fts MATCH ? AND s.current"""
    judged: dict[str, bool] = {}
    rows = []
    for row in connection.execute(sql, (f"speaker : ({meant.terms})",)):
        speaker, identity = row[1], row[8]
        if speaker not in judged:
            judged[speaker] = fits(speaker)
        if identity in meant.identities if identity is not None else judged[speaker]:
            rows.append(tuple(row))
    via: Counter[str] = Counter()
    terms: list[Term] = []
    for number, *_, day, _, _ in sorted(rows, key=lambda r: (r[7] or "", r[0]), reverse=True):
        via.update(hop for (hop,) in connection.execute("SELECT name FROM hops WHERE statement = ?", (number,)))
        if len(terms) < limit:
            for kind, condition, key in connection.execute(
                "SELECT c.kind, c.words, s.key FROM conditions c JOIN statements s ON s.id = c.statement WHERE s.id = ? ORDER BY c.n",
                (number,),
            ):
                terms.append(Term(kind, condition, key, day))
    latest = sorted(rows, key=lambda r: (r[7] or "", r[0]), reverse=True)[:limit]
    return Dossier(
        asked=name,
        statements=len(rows),
        names=_counts(r[1] for r in rows),
        identities=_counts(r[9] for r in rows),
        types=_counts(r[2] for r in rows),
        roles=_counts(r[3] for r in rows),
        outlets=_counts(r[4] or r[5] for r in rows),
        acts=_counts(r[6] for r in rows),
        timeline=tuple(sorted(Counter(r[7][:7] for r in rows if r[7]).items())),
        via=tuple(via.most_common(_MOST)),
        terms=tuple(terms),
        latest=tuple(searching.entries(connection, [r[0] for r in latest])),
    )


def _counts(values: Iterable[str | None]) -> Counts:
    return tuple(Counter(v for v in values if v).most_common(_MOST))
