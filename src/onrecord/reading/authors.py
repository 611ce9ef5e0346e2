"""Who *I* is where a page speaks for itself: the letter's signature, the author told at the foot, or the byline."""

import re
from bisect import bisect_left

from onrecord.reading.cast import PERSON, Figure
from onrecord.vocabulary import BlockKind, Document

_AT_THE_FOOT = re.compile(r"\s(?:\([^)]*\)\s)?(?:is|was|are|has been|teaches|writes|serves|works)\s|,\s(?:an?|the|who)\s")
_SIGNED = re.compile(r"[.;,]?(?:\s*[;,(–—-].{1,60})?$", re.DOTALL)
_SHORT = 90


class Authors:
    """The authors of a document's parts: `at(offset)` gives the figure that signs what stands there."""

    def __init__(self, document: Document, figures: list[Figure]) -> None:
        self._signed: list[tuple[int, Figure]] = []
        self._last: Figure | None = None
        self.byline = document.byline[0] if len(document.byline) == 1 and " " in document.byline[0] else None
        """The one author whom the byline names."""
        text = document.text
        blocks = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE]
        starting = {m.start: f for f in figures if f.kind == PERSON for m in f.mentions if " " in text[m.start : m.end]}
        for n, block in enumerate(blocks):
            figure = starting.get(block.start)
            if figure is None or n == 0 or block.kind is BlockKind.HEADLINE:
                continue
            end = next(m.end for m in figure.mentions if m.start == block.start)
            if block.end - block.start <= _SHORT and _SIGNED.fullmatch(text, end, block.end):
                self._signed.append((block.start, figure))
            elif n == len(blocks) - 1 and figure.mentions[0].start == block.start and _AT_THE_FOOT.match(text, end):
                self._last = figure

    def at(self, offset: int) -> Figure | None:
        """Whoever signs the words at `offset`: the next signature below, or the author told at the foot."""
        n = bisect_left([start for start, _ in self._signed], offset)
        return self._signed[n][1] if n < len(self._signed) else self._last
