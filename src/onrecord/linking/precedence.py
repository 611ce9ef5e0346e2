"""Which of several pages that say the same had it first, and how sure that is.

A page's own time goes before the time at which it was fetched: the one says when it was published, the other only that it stood by then.
A day without a time is weaker than a time with its zone. What a page owns up to goes before both: who credits an agency had it from there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from onrecord.linking.copies import is_named

_DAY, _MINUTE = timedelta(days=1) - timedelta(seconds=1), timedelta(minutes=1)
_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Certainty(StrEnum):
    """certain: the pages' times leave no other order. likely: times without a zone or days alone do, or what the others credit. uncertain:
    it is the earliest as far as is known.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Witness:
    """A page: its document's id and what is known of when and whence it came. Times are ISO 8601, as exact as is known.

    A page fetched from the Internet Archive was there when the archive fetched it, which its address tells.
    """

    document: str
    published: str | None = None
    fetched: str | None = None
    url: str | None = None
    publisher: str | None = None
    wire_credit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """The page that had it first: its document's id, the time that says so, how certain it is, and why."""

    document: str
    when: str | None
    certainty: Certainty
    why: str


@dataclass(frozen=True, slots=True)
class _Time:
    """Published not before `since` and not after `until`. `own`: by the page's own word; `exact`: to the second, with its zone."""

    since: datetime
    until: datetime
    own: bool
    exact: bool


def first(witnesses: Sequence[Witness]) -> First | None:
    """The page that had it first of all, as far as can be told; None if nothing is known of when or whence any of several came.

    Of pages that nothing tells apart it is the first one given.
    """
    if not witnesses:
        return None
    origin = next((it for it in witnesses if _is_credited(it, witnesses)), None)
    chosen = origin or min(witnesses, key=lambda it: _time(it).until)
    if origin is None and len(witnesses) > 1 and _time(chosen).until == _NEVER:
        return None
    certainty, why = _order(_time(chosen), [_time(it) for it in witnesses if it.document != chosen.document])
    if origin is not None:
        certainty = Certainty.LIKELY if certainty is Certainty.UNCERTAIN else certainty
        why = f"others credit {origin.publisher}; {why}"
    elif credited := [name for name in chosen.wire_credit if not is_named(name, chosen.publisher)]:
        why += f"; it credits {' and '.join(credited)}, whose own page is not here"
    when = chosen.published or archived(chosen.url) or chosen.fetched
    return First(chosen.document, when, certainty, why)


def _is_credited(page: Witness, witnesses: Sequence[Witness]) -> bool:
    others = (other for other in witnesses if other.document != page.document)
    return any(is_named(name, page.publisher) for other in others for name in other.wire_credit)


def _order(mine: _Time, others: Sequence[_Time]) -> tuple[Certainty, str]:
    if not others:
        return Certainty.CERTAIN, "nobody else has it here"
    if all(mine.until < it.since for it in others):
        if mine.exact and all(it.exact for it in others):
            return Certainty.CERTAIN, "its own time is the earliest" if mine.own else "it was fetched before the others were published"
        return Certainty.LIKELY, "its day is the earliest, but not all times are exact"
    if any(it.until < mine.since for it in others):
        return Certainty.UNCERTAIN, "its time here is later than others'"
    if not mine.own:
        return Certainty.UNCERTAIN, "when it was published is not known"
    if any(not it.own for it in others):
        return Certainty.UNCERTAIN, "its own time is the earliest known, but others do not say when they were published"
    return Certainty.UNCERTAIN, "its time is the earliest known, but the times do not tell which of them was first"


def _time(it: Witness) -> _Time:
    published = _interval(it.published)
    if published is not None:
        return _Time(*published, own=True, exact=published[0] == published[1])
    fetched = _interval(archived(it.url) or it.fetched)
    return _Time(_EVER, fetched[1] if fetched else _NEVER, own=False, exact=fetched is not None)


def archived(url: str | None) -> str | None:
    """When the Internet Archive fetched the page that stands at one of its addresses, in ISO 8601; None for any other."""
    found = re.match(r"https?://web\.archive\.org/web/(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", url or "")
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else None


def _interval(written: str | None) -> tuple[datetime, datetime] | None:
    """The first and the last moment that an ISO 8601 time can mean, of one without a zone in UTC; None if it is none."""
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if len(written) > 10:
        return (moment, moment) if moment.tzinfo else (moment.replace(tzinfo=UTC), moment.replace(tzinfo=UTC, microsecond=0) + _MINUTE)
    return moment.replace(tzinfo=UTC), moment.replace(tzinfo=UTC) + _DAY
