"""Dates as pages write them to ISO 8601, never more exact than they are given."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

_DAY_FORMS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y/%m/%d")
_WEEKDAY_OR_ORDINAL = re.compile(r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+|(?<=\d)(?:st|nd|rd|th)\b|[.,]")


def moment(said: str | None) -> str | None:
    """A date or time in ISO 8601, as exact as it is given (a day alone where only that), or None where it is no date.

    Takes ISO 8601, RFC 5322 (*Thu, 01 Dec 2022 09:30:00 +0200*), Unix seconds or milliseconds, and English days (*1 December 2022*).
    """
    words = " ".join((said or "").split())
    if not 6 <= len(words) <= 60:
        return None
    found = _iso(words) or _unix(words) or _rfc(words) or _spelt(words)
    if found is None or not 1800 <= found.year <= 2200:
        return None
    if isinstance(found, datetime) and (found.tzinfo or found.hour or found.minute or found.second):
        return found.replace(microsecond=0).isoformat()
    return found.date().isoformat() if isinstance(found, datetime) else found.isoformat()


def first_moment(said: Iterable[str | None]) -> str | None:
    """The first that is a date; a later one of the same day that tells more (time, zone) completes it."""
    best: str | None = None
    for found in filter(None, map(moment, said)):
        if best is None or (found[:10] == best[:10] and len(found) > len(best)):
            best = found
    return best


def _iso(words: str) -> date | datetime | None:
    words = re.sub(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$)", "", re.sub(r"(?<=\d)\s*(?:UTC|GMT|Z)$", "Z", words))
    try:
        return date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", words) else datetime.fromisoformat(words)
    except (ValueError, OverflowError):
        return None


def _unix(words: str) -> datetime | None:
    return datetime.fromtimestamp(int(words[:10]), UTC) if re.fullmatch(r"1[0-9]{9}(?:[0-9]{3})?", words) else None


def _rfc(words: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # here, because it brings sockets along, and hardly any page needs it

    try:
        return parsedate_to_datetime(words) if re.search(r"\d:\d\d", words) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _spelt(words: str) -> date | None:
    words = _WEEKDAY_OR_ORDINAL.sub("", words).replace("Sept ", "Sep ")
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None
