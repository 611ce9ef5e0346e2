"""What a page itself marks as its article's words (schema.org `articleBody`), held against what the extractor took for them.

Pages leave headings and captions out of it, cut it short, or put share bars into it: it decides nothing where both mostly agree.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.pages import linked_data as ld
from onrecord.pages.flow import Line, runs
from onrecord.pages.furniture import is_furniture
from onrecord.pages.words import INLINE, clean, folded, text_of
from onrecord.vocabulary import BlockKind

_FEWEST = 80  # words of a body worth the comparison
_AGREES = 0.6  # share of words that both have, below which one of them is wrong
_RUN_ON = 3  # paragraphs to one extracted
_LONGEST = 400_000  # characters
_MARK = re.compile(r"<[^<>]{1,300}>")


def body(article: ld.Node, tree: Any) -> str:
    """The words that a page marks as its article's, paragraphs on lines of their own where it tells them apart; empty if it marks none.

    `article`: the page's article as JSON-LD has it. Of microdata only a single element counts: several are several stories.
    """
    told = article.get("articleBody")
    if isinstance(told, str) and told.strip():
        return html.unescape(_MARK.sub(" ", html.unescape(told[:_LONGEST])))
    elements = tree.xpath("//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' articleBody ')]")
    return "\n".join(words for element in elements for words, _ in _leaves(element)) if len(elements) == 1 else ""


def reconciled(lines: Sequence[Line], told: str, tree: Any) -> list[Line]:
    """`lines` as extracted; without those that `told`, the page's own word, lacks where it lacks most of them; and where most of `told` is
    missing from them, the page's paragraphs that have it, or if it shows none, `told` itself."""
    wanted = folded(told).split()
    if len(wanted) < _FEWEST:
        return list(lines)
    known, found = set(runs(" ".join(wanted))), {run for words, _ in lines for run in runs(folded(words))}
    paragraphs: list[Line] = [
        (words, BlockKind.PARAGRAPH) for line in told.split("\n") if (words := clean(line)) and not is_furniture(words)
    ]
    if len(known & found) < _AGREES * len(known):
        shown = _once([line for line in _leaves(tree) if _is_of(line[0], known)])
        there = {run for words, _ in shown for run in runs(folded(words))}
        if len(known & there) >= _AGREES * len(known):
            return shown
        return paragraphs
    if len(lines) * _RUN_ON <= len(paragraphs):
        return paragraphs  # the extractor took its words from there too, and ran them on
    if len(known & found) < _AGREES * len(found):
        of = [_is_of(words, known) for words, _ in lines]
        heads = (BlockKind.CAPTION, None)  # what the page's own word leaves out, among the lines that it has
        return [line for n, line in enumerate(lines) if of[n] or (line[1] in heads and any(of[:n]) and any(of[n:]))]
    return list(lines)


def _is_of(words: str, known: set[str]) -> bool:
    """Whether most of a line's runs of words are among those `known`."""
    own = list(runs(folded(words)))
    return 2 * sum(run in known for run in own) > len(own)


def _leaves(tree: Any) -> Iterator[Line]:
    """The page's blocks that hold words and no other block."""
    for element in tree.iter("p", "li", "blockquote", "h2", "h3", "div", "section", "article"):
        if all(child.tag in INLINE or child.tag == "br" for child in element) and (words := clean(text_of(element))):
            yield (
                words,
                {"li": BlockKind.LIST, "blockquote": BlockKind.QUOTATION, "h2": None, "h3": None}.get(element.tag, BlockKind.PARAGRAPH),
            )


def _once(lines: Sequence[Line]) -> list[Line]:
    return list({folded(words): (words, kind) for words, kind in reversed(lines)}.values())[::-1]
