"""What parties want on an issue, over pages and days: their terms, where they turned, and which of them cannot both be met."""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import combinations, product

from onrecord.ledger import Entry, Store
from onrecord.ledger.standing import Standing
from onrecord.linking import identities, terms
from onrecord.linking.terms import ACTS, Position


@dataclass(frozen=True, slots=True)
class Condition:
    """Words on which a term depends: if, only-if, unless, until, while, exchange, requirement."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """What a party demands, offers, refuses, promises or threatens, as the first page has it. `also`: other pages with the same words."""

    entry: Entry
    conditions: tuple[Condition, ...]
    also: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a party turned: the term that shows it, the one that it turned from, and the page's words that say so; either can be None."""

    entry: Entry
    before: Entry | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever has terms, under one of its names; `names`: all of them here. Terms and shifts by day. Nobody named: an empty name."""

    name: str
    names: tuple[str, ...]
    type: str | None
    terms: tuple[Term, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two terms of two parties (by name) that cannot both be met, on what, and both in words. Both stood on the day of the later one."""

    parties: tuple[str, str]
    one: Entry
    other: Entry
    issue: str
    why: str


@dataclass(frozen=True, slots=True)
class Issue:
    """All terms on an issue: the party with the most first; collisions by the later day of the two, the latest first."""

    asked: str
    parties: tuple[Party, ...]
    collisions: tuple[Clash, ...]


def on(store: Store, issue: str) -> Issue:
    """What the parties in a ledger want on an issue: statements whose content has all of its words.

    Raises UsageError for an issue without words.
    """
    of: dict[Hashable, list[Standing]] = {}
    for it in store.read.standing(issue, ACTS):
        of.setdefault(_party(it), []).append(it)
    sides = [_Side(them) for them in of.values()]
    parties = sorted((side.party for side in sides), key=lambda it: (-len(it.terms), it.name))
    return Issue(issue, tuple(parties), tuple(_clashes(sides)))


class _Side:
    """A party with the statements behind its terms, by their ids, and the day from which each of them no longer stands."""

    def __init__(self, them: list[Standing]) -> None:
        self.statements = {it.statement.id: it.statement for it in them}
        self.company = {it.statement.id: identities.company_on(it.document, it.named) for it in them}
        self.roles = {it.entry.speaker_role.casefold() for it in them if it.entry.speaker_role}
        entries = {it.entry.id: it.entry for it in them}
        name = them[0].party or them[0].entry.speaker or ""
        found = terms.shifts([Position(name, it.entry.day, it.statement, terms.sentence(it.document.text, it.statement)) for it in them])
        self.until: dict[str, str] = {}
        shifts = []
        for shift in found:
            now, before = entries[shift.statement.id], entries[shift.before.id] if shift.before else None
            shifts.append(Shift(now, before, shift.words))
            for it in them if before else ():
                if (it.entry.day or "") < (now.day or "") and terms.turned(it.statement, shift.statement):
                    self.until.setdefault(it.entry.id, now.day or "")
        names = tuple(dict.fromkeys(it.entry.speaker for it in them if it.entry.speaker))
        self.party = Party(name, names, them[0].entry.speaker_type, tuple(_terms(them)), tuple(shifts))

    def speaks_for(self, other: "_Side") -> bool:
        """Whether a role of this one names the other: *spokesman of the Harbour Union*."""
        names = {name.casefold().removeprefix("the ") for name in other.party.names}
        return any(name in role for role in self.roles for name in names)


def _party(it: Standing) -> Hashable:
    """Who is unnamed is a party for itself, by its words, on each page."""
    return it.identity if it.identity is not None else (it.entry.document, (it.entry.speaker or "").casefold())


def _terms(them: list[Standing]) -> list[Term]:
    """The same words of a party stand once, with all the pages that have them."""
    same: dict[tuple[str | None, str], list[Standing]] = {}
    for it in them:
        same.setdefault((it.entry.act, " ".join(it.entry.content.casefold().split())), []).append(it)
    made = []
    for first, *others in same.values():
        conditions = tuple(Condition(c.kind, " ".join(c.text.split())) for c in first.statement.conditions or ())
        made.append(Term(first.entry, conditions, tuple(it.entry for it in others)))
    return made


def _clashes(sides: list[_Side]) -> list[Clash]:
    found = []
    for ours, theirs in combinations(sides, 2):
        if ours.speaks_for(theirs) or theirs.speaks_for(ours):
            continue
        for a, b in product(ours.party.terms, theirs.party.terms):
            day = max(a.entry.day or "", b.entry.day or "")
            past = [side.until.get(it.entry.id, "9") <= day for side, it in ((ours, a), (theirs, b))]
            one, other = ours.statements[a.entry.id], theirs.statements[b.entry.id]
            clash = None if any(past) else terms.collide(one, other)
            near = a.entry.document == b.entry.document or identities.one_story(ours.company[one.id], theirs.company[other.id])
            if clash and (near or terms.one_matter(one, other)):
                found.append(Clash((ours.party.name, theirs.party.name), a.entry, b.entry, clash.issue, clash.why))
    return sorted(found, key=lambda it: max(it.one.day or "", it.other.day or ""), reverse=True)
