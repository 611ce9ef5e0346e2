"""Dates as pages write them to ISO 8601, never more exact than they are given."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

_LITTLE_ELSE = re.compile(
    r"(?i)[\s,.|:•·–—-]*(?:(?:published|posted|updated|at|on|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[\s,.|:•·–—-]*)*"
    r"(?:\d{1,2}(?:[:.]\d\d){0,2}\s*(?:[ap]\.?m\b\.?)?\s*(?:[a-z]{2,4}\b(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)?)?[\s,.|:•·()–—-]*"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SHOWN_DAY = re.compile(
    rf"(?i)\b(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month2>{_MONTH})\.?,?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)|(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})\.(?P<year3>\d{4}))\b"
)
_CLOCK = re.compile(
    r"(?i)\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>(?-i:\b[A-Z]{2,4}\b)(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)?"
)
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "SGT": 8, "HKT": 8, "MYT": 8, "AWST": 8, "JST": 9,
    "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip
_UNITED_STATES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def moment(said: str | None) -> str | None:
    """A date or time in ISO 8601, as exact as it is given (a day alone where only that), or None where it is no date.

    Takes ISO 8601, RFC 5322 (*Thu, 01 Dec 2022 09:30:00 +0200*), Unix seconds or milliseconds, and days and times as English pages show
    them (*1 December 2022*, *Dec. 1, 2022, 4:30 p.m. ET*). A zone that is written and not known leaves the time without one.
    """
    words = " ".join((said or "").split())
    if not 6 <= len(words) <= 60:
        return None
    found = _iso(words) or _unix(words) or _spelt(words) or _rfc(words)
    if found is None or not 1800 <= found.year <= 2200:
        return None
    if isinstance(found, datetime) and (found.tzinfo or found.hour or found.minute or found.second):
        return found.replace(microsecond=0).isoformat()
    return found.date().isoformat() if isinstance(found, datetime) else found.isoformat()


def first_moment(said: Iterable[str | None]) -> str | None:
    """The first that is a date; a later one that tells more (time, zone) of the same day, there or in UTC, completes it."""
    best: str | None = None
    for found in filter(None, map(moment, said)):
        if best is None or (len(found) > len(best) and best[:10] in (found[:10], _utc_day(found))):
            best = found
    return best


def _utc_day(found: str) -> str:
    there = datetime.fromisoformat(found)
    return (there.astimezone(UTC) if there.tzinfo else there).date().isoformat()


def day_in(words: str) -> str | None:
    """The date, with its time where that stands beside it, in a short line such as *Published 4 March 2026, 9:30 am GMT*, in ISO 8601."""
    found = _SHOWN_DAY.search(words[:200])
    if not found:
        return None
    own = found.groupdict()
    try:
        if own["iso"]:
            day = date.fromisoformat(own["iso"])
        else:
            month = own["month"] or own["month2"]
            number = int(own["month3"]) if own["month3"] else _MONTHS.index(month[:3].lower()) + 1
            day = date(int(own["year"] or own["year2"] or own["year3"]), number, int(own["day"] or own["day2"] or own["day3"]))
    except ValueError:
        return None
    clock = _clock(words[found.end() : found.end() + 30]) or _clock(words[max(0, found.start() - 25) : found.start()])
    if clock is None:
        return day.isoformat()
    hour, minute, second, zone = clock
    at = datetime(day.year, day.month, day.day, hour, minute, second)
    return at.replace(tzinfo=_zone(zone, at)).isoformat()


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _clock(words: str) -> tuple[int, int, int, str | None] | None:
    """Hour, minute, second and zone of a time of day: with minutes, or with *am* or *pm*."""
    for found in _CLOCK.finditer(words):
        half = (found["half"] or "")[:1].lower()
        hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
        if (half and not 1 <= hour <= 12) or not (half or found["minute"]):
            continue
        hour = hour % 12 + 12 * (half == "p") if half else hour
        if hour < 24 and minute < 60 and second < 60:
            return hour, minute, second, found["zone"]
    return None


def _zone(said: str | None, at: datetime) -> timezone | None:
    """The zone that an abbreviation or an offset means at a time; None where it is not known."""
    if not said:
        return None
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?", said)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span) if span < timedelta(hours=15) else None
    if said in _UNITED_STATES:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # here, because hardly any page needs it

        try:
            span = at.replace(tzinfo=ZoneInfo(_UNITED_STATES[said])).utcoffset() or timedelta()
        except ZoneInfoNotFoundError:  # a system without a zone database
            return None
        return timezone(span)
    return timezone(timedelta(hours=_ZONES[said])) if said in _ZONES else None


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
        return parsedate_to_datetime(words) if re.search(r"\d:\d\d(?!.*(?i:[ap]\.?m\b))", words) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _spelt(words: str) -> date | datetime | None:
    """A day, and perhaps a time, that a line gives and little else: *Wednesday, March 4th, 2026 at 9.30am GMT*."""
    if not _LITTLE_ELSE.fullmatch(_SHOWN_DAY.sub(" ", words, count=1)):
        slashed = re.fullmatch(r"(\d{4})/(\d\d)/(\d\d)", words)
        return _iso("-".join(slashed.groups())) if slashed else None
    found = day_in(words)
    return _iso(found) if found else None
