"""Quotation marks of every style: which words stand inside them, also where a mark is odd, nested or never closed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.vocabulary import Block

_DOUBLE = re.compile(r"[“”\"„‟«»＂〝〞]|''|``|(?<!\w)[‘‚‹]|(?<!\w)'(?=\w|[“\"])")
_SPACE = " \t\n\r\xa0([{—–-―/"


class Quotation(NamedTuple):
    """Words inside quotation marks; `start` and `end` are offsets that take the marks in."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool
    closed: bool
    continues: bool
    """Opened anew at a paragraph's start while the quotation of the paragraph before is still open."""


def quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """The outermost quotations of a text, in order. None runs over a block's end: what is not closed there is left open."""
    found: list[Quotation] = []
    left_open = False
    for block in blocks:
        here = _in_block(text, block.start, block.end, left_open)
        found += here
        left_open = bool(here) and not here[-1].closed and not here[-1].single
    return found


def _in_block(text: str, start: int, end: int, left_open: bool) -> list[Quotation]:
    found: list[Quotation] = []
    at = start
    while opening := _DOUBLE.search(text, at, end):
        mark, i, j = opening[0], opening.start(), opening.end()
        at = j
        if not _opens(text, mark, i, j, start, end):
            continue
        single = mark in "‘‚‹'"
        closing = _closing(text, mark, j, end)
        if closing is None and (single or (mark in ('"', "''") and j < end and text[j].isspace())):
            continue
        continues = left_open and not found and i == start and not single
        if closing is None:
            found.append(Quotation(i, end, j, end, single, False, continues))
            return found
        found.append(Quotation(i, closing[1], j, closing[0], single, True, continues))
        at = closing[1]
    return found


def _opens(text: str, mark: str, i: int, j: int, start: int, end: int) -> bool:
    if j >= end:
        return False
    before = text[i - 1] if i > start else " "
    if mark == "”":
        return before in _SPACE and not text[j].isspace()
    if mark in ('"', "''", "＂"):
        return before in _SPACE or (not before.isalnum() and not text[j].isspace())
    return mark not in ("»", "›") or before in _SPACE


_CLOSERS = {
    opening: re.compile("|".join(map(re.escape, closing)))
    for opening, closing in {
        "“": ["”", '"', "“"], "”": ["”"], '"': ['"', "”", "“"], "„": ["“", "”", '"', "‟"], "‟": ["”"], "«": ["»"], "»": ["«", "»"],
        "''": ["''", '"', "”"], "``": ["''", "”", '"'], "＂": ["＂"], "〝": ["〞", "〟"], "‘": ["’", "'"], "‚": ["‘", "’"], "‹": ["›"],
        "'": ["'", "’"],
    }.items()
}  # fmt: skip
_LONGEST_SINGLE = 2_000
"""Characters in which a single mark must be closed: an apostrophe is no reason to look through a whole book."""
_CLOSING_APOSTROPHE = re.compile(r"[.,!?\w][’'](?!\w)")


def _closing(text: str, mark: str, at: int, end: int) -> tuple[int, int] | None:
    """Where the mark that closes `mark` stands in `text[at:end]`."""
    single = mark in "‘‚'"
    for closer in _CLOSERS[mark].finditer(text, at, min(end, at + _LONGEST_SINGLE) if single else end):
        i, j = closer.span()
        before, after = text[i - 1], text[j] if j < end else " "
        if i == at:
            continue
        if single and (after.isalnum() or before.isspace() or _possessive(text, i, j, end)):
            continue
        if closer[0] in '"“' and mark != "„" and before in " \t\n\xa0(" and after.isalnum():
            if mark != closer[0]:
                return None
            continue
        return i, j
    return None


def _possessive(text: str, i: int, j: int, end: int) -> bool:
    """An apostrophe after a plural's s (*the workers' rights*): a further closing mark in the block makes it one."""
    if text[i - 1] != "s" or j >= end or text[j] != " " or not text[j + 1 : j + 2].islower():
        return False
    return _CLOSING_APOSTROPHE.search(text, j, min(end, j + _LONGEST_SINGLE)) is not None
