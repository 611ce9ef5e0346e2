"""What a party wants over time: when it turned, by its acts or by the page's own words (*for the first time*, *no longer insists*)."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.linking import collisions
from onrecord.vocabulary import Statement

ACTS = ("demand", "offer", "refuse", "promise", "threaten")
"""The acts that set terms."""

_TURNS = re.compile(
    r"(?ix)\b(?:for\ the\ first\ time(?!\ in\ his\ life)|no\ longer\ (?:insist|demand|ask|want|rul|oppos|reject|refus|call|exclud|object|press|"
    r"request|maintain|stand|see|consider|be\ |require|support|favou?r|wish)\w*|"
    r"(?:drop|abandon|withdr[ae]w|retract|soften|relax|water|scal|harden|stiffen|tighten|toughen|revers|revis|renounc)\w*\s(?:down\s|back\s)?"
    r"(?:(?:on|from)\s)?(?:his|her|its|their|the|an?)\s(?:\w+\s){0,2}?(?:demands?|conditions?|positions?|stances?|line|opposition|objections?|"
    r"refusal|resistance|threats?|offers?|promises?|pledges?|veto|course|insistence|requests?|terms)|"
    r"(?:gave|gives|giving|given|give)\ up\ (?:his|her|its|their)\ (?:\w+\ )?(?:demand|condition|opposition|resistance|objection|claim|veto)\w*|"
    r"(?:chang\w+|shift\w+)\ (?:his|her|its|their)\ (?:mind|tune|course|positions?|stance|line|tone)|u-turn|about-face|volte-face|"
    r"back(?:ed|s|ing)?\ (?:down|off|away\ from|pedal\w*|track\w*)|backtrack\w*|climb(?:ed|s|ing)?\ down|gave\ way|gives\ way|relent\w*|"
    r"(?:has|have|had)\ come\ round\ to|(?:had|having)\ (?:earlier|previously|so\ far|until\ now|long|always|once|first|at\ first)\ "
    r"(?:refus|reject|rul|oppos|demand|insist|promis|offer|declin|object|exclud|resist|threaten|call|want|said)\w*(?:\ out)?|"
    r"after\ (?:days|weeks|months|years)\ of\ (?:refus|reject|oppos|insist|demand|resist)\w*|(?:previously|formerly|until\ now|so\ far)\ "
    r"(?:had\ )?(?:refus|reject|rul|oppos|demand|insist|exclud)\w*(?:\ out)?|in\ a\ (?:reversal|change\ of\ (?:course|heart)|concession|shift)|"
    r"new\ (?:condition|demand)s?|went\ further\ than|goes\ further\ than)\b"
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
    told = {it.statement.id: cue(it.sentence) for it in positions}
    before: dict[str, Position] = {}
    for was, now in pairwise(positions):
        if was.day and now.day and was.day < now.day and _turned(was.statement, now.statement):
            before[now.statement.id] = was
    for it in positions:
        words, was_before = told[it.statement.id], before.get(it.statement.id)
        if words or was_before:
            found.append(Shift(it.statement, was_before.statement if was_before else None, words))
    return found


def cue(sentence: str) -> str | None:
    """The words of a sentence that say that somebody turned, if there are any: *no longer insists*."""
    for match in _TURNS.finditer(sentence):
        if not _NEGATED.search(sentence[: match.start()]):
            return match[0]
    return None


def _turned(was: Statement, now: Statement) -> bool:
    """Whether one term pulls the other way than the one before, on the same thing."""
    if was.act == now.act == "threaten" or "threaten" in (was.act, now.act):
        return False
    common = collisions.topic(was) & collisions.topic(now)
    return bool(common) and collisions.pull(was) != collisions.pull(now)
