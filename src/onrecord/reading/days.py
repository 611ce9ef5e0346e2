"""The day on which something was said: *on Thursday*, *on 3 March*, *yesterday*, against the date of the page."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reading.surroundings import Surroundings, overlap
from onrecord.vocabulary import Document, SaidOn, Span, Statement

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec)\.?)"
)
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})|(?P<amonth>{_MONTH}) (?P<aday>\d{{1,2}})(?:st|nd|rd|th)?)(?!\d)"
    r"(?:,? (?P<year>(?:19|20)\d{2})\b)?"
)
_NAMED = (
    r" (?:supplement|edition|paper|newspaper|magazine|show|programme|program|school|papers|market|Times|Telegraph|Express|Mirror|Mail"
    r"|Independent|Post|Herald"
    r"|Night|Live|Morning)\b"
)
_PART = r"(?: (?:morning|afternoon|evening|night|lunchtime))?"
_LATE = r"(?:(?:late|early|earlier|later) )?"
_DAY = re.compile(
    rf"\b{_LATE}(?:(?:on|last|this(?: past)?) )?(?P<weekday>{_WEEKDAY})\b(?!{_NAMED})(?P<own>[’']s)?{_PART}(?:,? (?:on )?\(?(?:the "
    rf")?{_DATE}\)?)?"
    rf"|\b{_LATE}on (?:the )?{_DATE.replace('(?P<', '(?P<b')}"
    rf"|\b{_LATE}(?P<near>yesterday|today|this morning|this afternoon|this evening|tonight|last night){_PART}\b(?P<ours>[’']s)?"
    r"|\b(?P<ago>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) days (?:ago|earlier(?= ,|\.|$))"
    r"|\b(?P<eve>the day before yesterday)\b"
)
_ELSEWHEN = re.compile(
    r"(?i)\b(?:since|until|till|by|for|from|before|after|through|between|next|coming|following|every|each|of|due|scheduled|expected"
    r"|planned|to|ahead of"
    r"|and|or|than|(?:ahead of|before|until|for|since|by) (?:an?|the|his|her|its|their) (?:[\w’'-]+ ){1,4}?)\s?\Z"
)
_OTHER_CLAUSE = re.compile(
    r"(?i)\b(?:who|which|that|where|when|while|whose|as|if|because)\b|\b(?:was|were|is|are|had|has|will|would)\b|\b(?:arrested|killed"
    r"|died|opened|closed"
    r"|elected|released|published|launched|held|scheduled|sacked|dismissed|ending|starting|beginning)\b"
)
_ADVERBIAL = re.compile(
    r"(?i)\s*[“\"”]?(?:at|in|on|during|speaking|talking|after|following|asked|addressing|late|early|earlier|and|but|also|meanwhile|then"
    r"|later|when asked)\b"
)
_PRINTED = re.compile(r"(?i)\b(?:publish|print|serialis|serializ|appear|broadcast|air|carried|report)")
_OCCASION = re.compile(r"(?i)\b(?:interview|press conference|news conference|briefing|speech|spoke|met|appeared|addressed|rally|hearing)\b")
_TAKES_ALONG = re.compile(
    r"(?i)\b(?:the|that|this|same) (?:same )?(?:[\w-]+ )?(?:interview|conversation|broadcast|programme|program|show|podcast|call)\b"
    r"|\bthere\b"
)
_NEAR = 40
_RELAYED = frozenset(("reported", "carried", "quoted", "published"))


@dataclass(frozen=True, slots=True)
class Day:
    """Words `text[start:end]` that tell a day; `date` is None where they and the page's date conflict."""

    start: int
    end: int
    date: datetime.date | None


def published_on(document: Document) -> datetime.date | None:
    """The page's day, as its own zone has it."""
    try:
        return datetime.date.fromisoformat((document.published or "")[:10])
    except ValueError:
        return None


def find(text: str, page: datetime.date) -> list[Day]:
    """The words of a text that tell a day up to `page`, in order; not those that name a deadline or a day to come."""
    found = []
    for match in _DAY.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _ELSEWHEN.search(before) or (match["weekday"] and match["own"] and not re.search(r"(?i)\b(?:at|in|during) (?:the )?\Z", before)):
            continue
        if match["ours"]:
            continue
        end = match.end("own") if match["own"] else match.end() - (match[0].endswith(")") and "(" not in match[0])
        found.append(Day(match.start(), end, _date(match, page)))
    return found


def _date(match: re.Match[str], page: datetime.date) -> datetime.date | None:
    if match["eve"]:
        return page - datetime.timedelta(2)
    if match["ago"]:
        return page - datetime.timedelta(_NUMBERS.get(match["ago"], 0) or int(match["ago"]))
    if near := match["near"]:
        return page - datetime.timedelta(near in ("yesterday", "last night"))
    day = match["day"] or match["aday"] or match["bday"] or match["baday"]
    dated = None
    if day:
        month = match["month"] or match["amonth"] or match["bmonth"] or match["bamonth"]
        dated = _calendar(int(day), month, match["year"] or match["byear"], page)
        if dated is None or dated > page:
            return None
    if not match["weekday"]:
        return dated
    weekday = _WEEKDAYS.index(match["weekday"].lower())
    if dated is not None:
        return dated if dated.weekday() == weekday else None
    return page - datetime.timedelta((page.weekday() - weekday) % 7)


def _calendar(day: int, month: str, year: str | None, page: datetime.date) -> datetime.date | None:
    """The date; without a year, the last such up to the page's."""
    number = _MONTHS.index(month[:3].lower()) + 1
    for y in [int(year)] if year else [page.year, page.year - 1]:
        try:
            date = datetime.date(y, number, day)
        except ValueError:
            continue
        if year or date <= page:
            return date
    return None


def fill(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with `said_on`, None where the words or the page's date are missing or conflict, or the day is not the speech's.

    Needs their chains: the day on which an outlet reported is not the day of the speech.
    """
    page = published_on(document)
    if page is None or not statements:
        return tuple(statements)
    around = Surroundings(document, statements)
    own: dict[int, list[Day]] = {}
    spare: list[Day] = []
    for day in find(document.text, page):
        owner = around.owner((day.start, day.end))
        if owner is None and (before := around.told_of((day.start, day.end))) is not None:
            own.setdefault(before, []).append(day)
        elif owner is None:
            spare.append(day)
        elif _is_of_speech(around, owner, day):
            own.setdefault(owner, []).append(day)
    filled: list[Statement] = []
    for i, s in enumerate(statements):
        said = _one(own[i], document.text, s) if i in own else _taken_along(around, filled, i, spare)
        filled.append(replace(s, said_on=said))
    return tuple(filled)


def _one(days: list[Day], text: str, statement: Statement) -> SaidOn | None:
    """The day that all of them tell."""
    if len({d.date for d in days}) != 1 or days[0].date is None:
        return None
    return _said(days[0], text)


def _said(day: Day, text: str) -> SaidOn | None:
    return SaidOn(day.date.isoformat(), Span(day.start, day.end, text[day.start : day.end])) if day.date else None


def _is_of_speech(around: Surroundings, i: int, day: Day) -> bool:
    """Whether a day in a statement's sentence is that of the speech, not of a report about it or of something else told there."""
    text, s = around.text, around.statements[i]
    low = max([a for a, b in around.regions[i] if a <= day.start < b] or [0])
    low = max([low, *(c.end for t in around.statements for c in t.content if c.end <= day.start and (around.parents[i] is None or t is s))])
    before = text[low : day.start]
    clause = re.split(r"[,;:–—(]\s", before)[-1] if before else ""
    start = day.start - len(clause)
    for hop in s.via or ():
        gap = text[hop.evidence.end : day.start] if hop.evidence.end <= day.start else None
        if hop.relation not in _RELAYED or gap is None or len(gap) >= _NEAR or re.search(r"[,;]\s|\b(?:told|said)\b", gap):
            continue
        if hop.relation != "published" or _PRINTED.search(hop.evidence.text):
            return False
    if any((c.start >= start and c.end <= day.start) or overlap((start, day.start), (c.start, c.end)) for c in s.cue):
        behind = text[max((c.end for c in s.cue if c.end <= day.start), default=start) : day.start]
        return not re.search(
            r"(?i)\b(?:who|which|when|that|where)\b|\b(?:was|were|is|are|had|has|will|would)\b|\b(?:publish|print|broadcast|air"
            r"|releas)\w*\b",
            behind,
        )
    return not _OTHER_CLAUSE.search(clause) and (not clause.strip() or bool(_ADVERBIAL.match(clause)))


def _taken_along(around: Surroundings, filled: Sequence[Statement], i: int, spare: Sequence[Day]) -> SaidOn | None:
    """The day of the occasion that a statement goes on with."""
    s = around.statements[i]
    if around.parents[i] is not None:
        return None
    if any(_TAKES_ALONG.search(h.evidence.text) for h in s.via or ()):
        for j in range(i - 1, -1, -1):
            shared = {h.name for h in filled[j].via or ()} & {h.name for h in s.via or ()}
            if shared and around.parents[j] is None and around.same_speaker(j, i):
                return filled[j].said_on
        return None
    on = around.goes_on(i)
    if on is not None and (not s.via or s.via == filled[on].via):
        return filled[on].said_on
    return _announced(around, i, spare) if not s.via else None


def _announced(around: Surroundings, i: int, spare: Sequence[Day]) -> SaidOn | None:
    """The day of the occasion told of in the sentence right before (*gave us an interview on Thursday. “…,” he said*)."""
    s = around.statements[i]
    low = around.regions[i][0][0]
    if (
        not s.source
        or s.source[0].text.lower() not in ("he", "she", "they")
        or any(t.content[0].start < low for t in around.statements[:i] if around.block(t.content[0].start) == around.block(low))
    ):
        return None
    days = [d for d in spare if d.end <= low and around.block(d.start) == around.block(low)]
    if not days:
        return None
    a, b = around.sentence(days[-1].start, days[-1].end)
    return _said(days[-1], around.text) if b == low and _OCCASION.search(around.text, a, b) else None
