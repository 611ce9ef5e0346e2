"""What a page says that somebody is: *Kremlin spokesman Dmitry Peskov*, *Ada Lund, the mayor of Tarn*, *President Marchetti*."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord import callings
from onrecord.reading import names, nouns
from onrecord.reading.mentions import Head, Name

_DETERMINER = re.compile(
    r"(?i)\b(?:the|an?|this|that|these|those|his|her|their|its|our|my|one|two|three|four|five|several|some|many|most|other|another)$"
)
_STOP = re.compile(
    r"(?i)\b(?:and|or|but|of|for|from|in|at|on|with|by|to|as|that|which|who|said|says|told|is|are|was|were|has|had|have|when|while|if|because|"
    r"meanwhile|after|before|than|like|not|also|then|then-)$"
)
_WORD = re.compile(r"[\w’'.&$%-]+$")
_BODY_OF = re.compile(r"(?:[A-Z][\w-]+ )+(?:of|for) (?:the )?$")
_LONGEST = 7
_APPOSED = re.compile(
    r",\s+(?:(?:the|an?|his|her|their|its|who is|who was)\s+)?"
    r"(?!(?:who|which|whose|whom|where|when|while|and|but|or|as|if|on|in|at|by|with|for|from|to|after|before|during)\b)(?=[^\W_])"
)
_END = re.compile(
    r",(?!\d)|[;:()–—\n]|[.!?](?=\s|\Z)|\s(?:who|whom|whose|which|that|said|says|told)\b"
    r"|\s(?P<clause>has|had|have|is|was|are|were|will|would|can|could|may|might)\b"
)


def phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that ends with the head word at text[start:end]: back to its determiner, or over the words before it up to a stop."""
    at = start
    for _ in range(_LONGEST):
        before = text[max(0, at - 40) : at]
        trimmed = before.rstrip(" ")
        if len(before) - len(trimmed) != 1 or not (word := _WORD.search(trimmed)) or _STOP.search(word[0]):
            break
        if _DETERMINER.search(word[0]):
            return at - 1 - len(word[0]), end
        if word[0][-1] in ".":
            break
        at -= 1 + len(word[0])
    if any(text[a:b].islower() for a, b in names.words(text, at, start)) and not _DETERMINER.match(text[at:start]):
        kept = [w for w in names.words(text, at, start) if text[w[0]].isupper()]
        at = kept[0][0] if kept and text[kept[0][0] : start].istitle() else start
    return at, end


def of(text: str, mentions: Sequence[Name], heads: Sequence[Head]) -> list[tuple[int, int]]:
    """Offsets of the phrases that say what somebody is, before the name or behind it, without articles; `heads`: those for people."""
    found: list[tuple[int, int]] = []
    for name in mentions:
        begin = name.start
        if name.title:
            begin = text.rfind(name.title, 0, name.start)
            words = {names.bare(w) for w in name.title.split()}
            if begin >= 0 and not words <= _MERE:
                found.append(_trimmed(text, _whole(text, begin), begin + len(name.title)))
        before = text[max(0, begin - 2) : max(begin, 0)]
        apart = before.endswith(", ")
        head = _ending(heads, begin - 1 - apart) if before[-1:] == " " else None
        place = (head.start, head.end) if head is not None and _can_be(text[head.start : head.end]) else _occupation(text, begin)
        if place is not None and (not apart or text[name.end : name.end + 1] in _CLOSED):
            start, end = phrase(text, *place)
            if text[start].isupper() and (body := _BODY_OF.search(text, max(0, start - 60), start)):
                start = body.start()  # *University of Tarn professor*
            found.append(_trimmed(text, start, end))
        if apposed := _APPOSED.match(text, name.end):
            stop = _END.search(text, apposed.end())
            end = stop.start() if stop else len(text)
            people = any(apposed.end() <= h.start < h.end <= end for h in heads if h.type == "person") or _is_person(
                text, apposed.end(), end
            )
            clause = stop is not None and stop["clause"]  # *according to Lund, forty people were hurt*
            if people and not clause and end - apposed.end() <= 120 and "\n" not in text[apposed.end() : end]:
                found.append((apposed.end(), end))
    return list(dict.fromkeys(found))


_FORCES = frozenset("police fire army navy air force party cabinet prison county district city".split())


def _whole(text: str, start: int) -> int:
    """Where an office begins whose last words stand at `start`: *Deputy Foreign Minister*."""
    while (before := _WORD.search(text, max(0, start - 30), max(0, start - 1))) and text[start - 1] == " ":
        if not before[0][0].isupper() or names.bare(before[0]) not in names.HONORIFICS | _FORCES:
            break
        start = before.start()
    return start


def _can_be(word: str) -> bool:
    """Whether a word that the model takes for a person can be one: no letter alone, no verb (*tweeted Ada Lund*)."""
    return word.lower() in callings.PEOPLE or not (len(word) < 2 or word.endswith("ed") or word in _TELLS)


_TELLS = frozenset("told tells tell says said".split())


def _ending(heads: Sequence[Head], end: int) -> Head | None:
    n = bisect_left(heads, end, key=lambda h: h.end)
    return heads[n] if n < len(heads) and heads[n].end == end else None


def _occupation(text: str, name: int) -> tuple[int, int] | None:
    """Where an occupation stands right before a name, whatever the model sees: *the company's spokeswoman Ida Brann*."""
    before = _WORD.search(text, max(0, name - 30), name - 1) if text[max(0, name - 1) : name] == " " else None
    return before.span() if before and before[0] in callings.PEOPLE else None


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether the head of a phrase is a noun for people."""
    head = nouns.head(text, start, end)
    return head is not None and text[slice(*head)].lower() in callings.PEOPLE


_CLOSED = (",", ".", "")
"""What ends a name in apposition to the office before it: *the mayor, Ada Lund, …*."""
_MERE = frozenset("mr mrs ms miss mx dr sir dame lord lady the".split())
_ARTICLE = re.compile(r"(?i)(?:the|an?)\s+")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    article = _ARTICLE.match(text, start, end)
    return (article.end() if article else start), end
