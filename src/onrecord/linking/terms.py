"""What a party wants over time: when it turned, by its acts or by the page's own words (*for the first time*, *no longer insists*)."""

import re
from collections.abc import Sequence
from itertools import pairwise, product, starmap
from typing import NamedTuple

from onrecord.linking import collisions
from onrecord.vocabulary import Collision, Statement

ACTS = ("demand", "offer", "refuse", "promise", "threaten")
"""The acts that set terms."""

_HIS = r"(?:his|her|its|their)"
_TERM = (
    r"(?:demand|condition|position|stance|line|opposition|objection|refusal|resistance|threat|offer|promise|pledge|veto|course|insistence|"
    r"request|term|claim)s?"
)
_WAS = r"(?:refus|reject|rul|oppos|demand|insist|promis|offer|declin|object|exclud|resist|threaten|call|want)\w*(?: out)?"
_TURNS = re.compile(
    rf"(?i)\b(?:for the first time|no longer (?:insist|demand|ask|want|rul|oppos|reject|refus|call|exclud|object|press|request|maintain|"
    rf"consider|requir|support|favou?r)\w*|"
    rf"(?:drop|abandon|withdr[ae]w|retract|soften|relax|harden|stiffen|toughen|revers|revis|renounc|g[ai]ve)\w* (?:up |down |back )?"
    rf"(?:from |on )?(?:{_HIS}|an?|the) (?:\w+ ){{0,2}}?{_TERM}|"
    rf"(?:chang|shift)\w+ {_HIS} (?:mind|tune|course|positions?|stance|line|tone)|u-turn|about-face|volte-face|"
    rf"back(?:ed|s|ing)? (?:down|off|away from)|back-?track\w*|back-?pedal\w*|climb(?:ed|s|ing)? down|g[ai]ves? way|relent(?:s|ed|ing)?|"
    rf"(?:has|have|had) come round to|(?:had|having) (?:earlier|previously|so far|until now|long|always|once|(?:at )?first) {_WAS}|"
    rf"after (?:days|weeks|months|years) of {_WAS}|(?:previously|formerly|until now|so far) (?:had )?{_WAS}|"
    rf"in a (?:reversal|concession|shift|change of (?:course|heart))|new (?:condition|demand)s?|(?:went|goes) further than)\b"
)
_NEGATED = re.compile(r"(?i)(?:\bnot|\bnever|n['’]t|\bno|\bwithout|\brefus\w+ to|\bneither)\s(?:\w+\s){0,2}$")


class Position(NamedTuple):
    """A party's term as one page has it. `day` is ISO 8601, if known; `sentence`: the words of the page around it."""

    party: object
    day: str | None
    statement: Statement
    sentence: str


class Shift(NamedTuple):
    """Where a party turned: the statement that shows it, the one before that it turned from, and the page's words that say so."""

    statement: Statement
    before: Statement | None
    words: str | None


def shifts(positions: Sequence[Position]) -> list[Shift]:
    """The turns of one party, in order: by the page's own words, and by acts that pull the other way than the one before.

    `positions` must be the party's own, by day. An act turns on what the one before was about, and on another day.
    """
    found = []
    told = {it.statement.id: _told(it) for it in positions}
    before: dict[str, Position] = {}
    for was, now in pairwise(positions):
        if was.day and now.day and was.day < now.day and turned(was.statement, now.statement):
            before[now.statement.id] = was
    for it in positions:
        words, was_before = told[it.statement.id], before.get(it.statement.id)
        if words or was_before:
            found.append(Shift(it.statement, was_before.statement if was_before else None, words))
    return found


def _told(it: Position) -> str | None:
    """The page's words beside the content, or those that it begins with; what stands further on in it may be about anybody."""
    beside = it.sentence
    for span in it.statement.content:
        beside = beside.replace(" ".join(span.text.split()), " … ", 1)
    return cue(beside) or cue(" ".join(span.text for span in it.statement.content)[:_BEGINS])


_BEGINS = 60


_ENDS = re.compile(r"[.!?][”\"’']?\s+(?=[“\"A-Z])|\n")


def sentence(text: str, statement: Statement) -> str:
    """The sentences of a page's text in which a statement stands, in one line."""
    places = [*statement.content, *statement.cue, *statement.source]
    first, last = min(s.start for s in places), max(s.end for s in places)
    start = max((m.end() for m in _ENDS.finditer(text, max(0, first - 600), first)), default=max(0, first - 600))
    end = next((m.start() + 1 for m in _ENDS.finditer(text, max(first, last - 2), last + 600)), last)
    return " ".join(text[start:end].split())


def collide(one: Statement, other: Statement) -> Collision | None:
    """Whether the terms of two parties, on whatever pages, cannot both be met; as `collisions.find` tells it for one page."""
    texts = [" ".join(span.text for span in it.content) for it in (one, other)]
    for mine, theirs in (texts, texts[::-1]):
        talks = _TALKS.search(mine)
        if talks and not re.search(rf"(?i)\b{talks[1][:5]}", theirs):
            return None  # talks about a withdrawal are no withdrawal
    return next(filter(None, starmap(collisions.between, product(_readings(one), _readings(other)))), None)


def one_matter(one: Statement, other: Statement) -> bool:
    """Whether two terms have so many words in common (two, stemmed) that they must be about one thing: *government* alone says little."""
    return len(collisions.pull(one)[1] & collisions.pull(other)[1]) >= 2


def _readings(it: Statement) -> list[Statement]:
    """A term and what it asks for besides; of a threat that only: *will stop work unless the tug is repaired*."""
    wanted = collisions.wanted(it)
    return wanted if wanted and it.act == "threaten" else [it, *wanted]


_TALKS = re.compile(
    r"(?i)\b(talks|negotiat\w+|debates?|votes?|voting|referendum|inquir\w+|reports?|hearings?|discuss\w*|stud(?:y|ies)) "
    r"(?:on|about|over|of|into)\b"
)


def cue(sentence: str) -> str | None:
    """The words of a sentence that say that somebody turned, if there are any: *no longer insists*."""
    for match in _TURNS.finditer(sentence):
        if not _NEGATED.search(sentence[: match.start()]):
            return match[0]
    return None


def turned(was: Statement, now: Statement) -> bool:
    """Whether a party's term pulls the other way than one of its own before, on the same thing."""
    if "threaten" in (was.act, now.act):
        return False
    (one, ours), (other, theirs) = collisions.pull(was), collisions.pull(now)
    return bool(ours & theirs) and one != other
