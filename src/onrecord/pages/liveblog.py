"""The entries of a live blog: which of a page's lines belong to one, and when it was posted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.pages import linked_data as ld
from onrecord.pages.dates import moment
from onrecord.pages.words import clean, folded, text_of

_ENTRY = re.compile(
    r"(?:^|[\s_-])(?:live[\w-]*?(?:entry|post|item|update|card|block)|(?:update|timeline|blog)[_-]+(?:entry|item|post|block|card)|live-?update|lb-?post|block-[0-9a-f]{8,})(?:$|[\s_])",
    re.IGNORECASE,
)
_POSTED = ("data-post-time", "data-posted", "data-published", "data-timestamp", "data-time", "data-date", "data-created")
_FEWEST = 2  # entries that make a live blog
_MOST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A live blog's entry: its lines, and when it was posted (ISO 8601), if the page says so."""

    lines: tuple[str, ...]
    time: str | None


def entries(tree: Any, updates: Iterable[ld.Node] = ()) -> tuple[Entry, ...]:
    """The entries of a page, in the order in which it shows them; none where it is no live blog.

    `updates`: the same as JSON-LD has them. They tell times that the page does not mark; where it shows no entry at all (a script
    would fetch them), they are the entries.
    """
    told = [Entry(tuple(filter(None, (ld.text(u.get("headline")), ld.text(u.get("articleBody"))))), _told_time(u)) for u in updates]
    shown = [Entry(_lines(element), _time(element)) for element in _elements(tree)]
    shown = [entry for entry in shown if entry.lines]
    if len(shown) < _FEWEST:
        return tuple(entry for entry in told if entry.lines) if len(told) >= _FEWEST else ()
    return tuple(entry if entry.time else Entry(entry.lines, _time_of(entry, told)) for entry in shown)


def _elements(tree: Any) -> list[Any]:
    """Elements marked as an entry, the innermost where they nest."""
    found = [
        element
        for element in tree.iter("article", "section", "div", "li")
        if "liveBlogUpdate" in (element.get("itemprop") or "").split()
        or _ENTRY.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    ][: 4 * _MOST]
    outer = {id(ancestor) for element in found for ancestor in element.iterancestors()}
    return [element for element in found if id(element) not in outer][:_MOST]


def _lines(element: Any) -> tuple[str, ...]:
    return tuple(words for e in element.iter("h2", "h3", "h4", "p", "li") if (words := clean(text_of(e))))


def _time(element: Any) -> str | None:
    said = [element.get(key) for key in _POSTED]
    for inner in element.iter():
        if inner.tag == "time" or inner.get("itemprop") == "datePublished":
            said += [inner.get("datetime"), inner.get("content"), text_of(inner)]
        said += [inner.get(key) for key in _POSTED]
    return next(filter(None, map(moment, said)), None)


def _told_time(update: ld.Node) -> str | None:
    return moment(ld.text(update.get("datePublished"))) or moment(ld.text(update.get("dateCreated")))


def _time_of(entry: Entry, told: list[Entry]) -> str | None:
    """The time of the update in JSON-LD that begins with the same words."""
    first = folded(entry.lines[0])
    return next((other.time for other in told if first and any(folded(line).startswith(first) for line in other.lines)), None)
