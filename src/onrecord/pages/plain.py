"""Plain text to blocks: the text itself is never changed, so offsets hold in the user's own file."""

import re
from itertools import pairwise

from onrecord.pages.furniture import is_furniture
from onrecord.vocabulary import Block, BlockKind

_BREAK = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"  # what `str.splitlines` breaks at: files come from every system, form feeds from PDFs
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"\S(?:[^{_BREAK}]*\S)?")
_CHUNK = re.compile(rf"\S(?:[^{_BREAK}]*\S)?(?:[^\S{_BREAK}]*(?:\r\n|[{_BREAK}])[^\S{_BREAK}]*\S(?:[^{_BREAK}]*\S)?)*")
_ONE_BREAK = re.compile(rf"[^{_BREAK}]*(?:\r\n|[{_BREAK}])[^{_BREAK}]*")
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»“)\]]*$")
_SHORT = 200
MOST_LINES = 400_000  # of 50 characters, 20 MB: what has more is no text, and takes gigabytes
_WRAPPED = 120


def has_too_many_lines(text: str) -> bool:
    return sum(map(text.count, _BREAKS)) > MOST_LINES


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a plain text, without the white space around them.

    Blank lines divide paragraphs; single line breaks do so too, unless the text is hard-wrapped, that is, unless
    nearly all lines that go on below end at about the same column.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    if not _hard_wrapped(text, lines):
        return lines
    return [(m.start(), m.end()) for m in _CHUNK.finditer(text)]


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    going_on = [b - a for (a, b), (c, _) in pairwise(lines) if _ONE_BREAK.fullmatch(text, b, c)]
    if len(going_on) < 3:
        return False
    widest = max(going_on)
    return widest <= _WRAPPED and sum(n >= 0.6 * widest for n in going_on) >= 0.8 * len(going_on)


def blocks(text: str, headline: tuple[int, int] | None = None) -> tuple[Block, ...]:
    """The blocks of a plain text, in order; together they cover all of it but white space.

    A first short block without a full stop is the headline and a second one its standfirst (unless the headline's span is
    given: an empty one says that the text does not hold it); lines that belong to the web page rather than to the article
    (*Related Articles*) are furniture.
    """
    found = []
    awaited = BlockKind.HEADLINE if headline is None else BlockKind.STANDFIRST
    spans = paragraphs(text)
    for n, (start, end) in enumerate(spans):
        words = text[start:end]
        if headline is not None and start < headline[1] and headline[0] < end:
            kind = BlockKind.HEADLINE
        elif is_furniture(words):
            kind = BlockKind.FURNITURE
        elif n < len(spans) - 1 and n < 4 and awaited is not BlockKind.PARAGRAPH and _is_title(words):
            kind = awaited
            awaited = BlockKind.STANDFIRST if kind is BlockKind.HEADLINE else BlockKind.PARAGRAPH
        else:
            kind = awaited = BlockKind.PARAGRAPH
        found.append(Block(start, end, kind))
    return tuple(found)


def _is_title(words: str) -> bool:
    return len(words) <= _SHORT and (not _CLOSED.search(words) or words.endswith(("…", "...", "?", "!")))
