"""Where a document's statements stand: in which sentences, inside which other statement, behind which one they go on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from onrecord.reading import sentences
from onrecord.vocabulary import Document, Span, Statement

Range = tuple[int, int]

_PRONOUN = re.compile(r"(?i)(?:he|she|they|it|who|I|we)\Z")
_ANY_PRONOUN = frozenset(("he", "she", "they", "who", "i", "we", ""))
_PRESENT = re.compile(
    r"(?i)^(?:(?:has|have|is|are|will|does|do|would like)\b|(?!was)[a-z]+(?<!s)s\b|say\b|want\b|believe\b|think\b|fear\b|hope\b)"
)
_ADDS = re.compile(r"(?i)^(?:adds|says|continues|goes on|explains|writes)\b")
_ANEW = re.compile(r"(?i)\b(?:repeat\w*|later|now|once|earlier|previously|told(?! (?:us|me)\b))\b")
_EVENT = (
    r"(?:conference|meeting|briefing|speech|statement|interview|post|tweet|letter|parliament|rally|hearing|court|debate|article|address"
    r"|session|report"
    r"|leaflet|blog|video|book|broadcast|e-mail|email|message|ceremony|summit|party|dinner|sermon|lecture|memoirs?|column|note)"
)
_OCCASION = re.compile(rf"(?i)\b(?:in|at|during|on|to|by|before) (?:an?|the|his|her|its|their|another)? ?(?:[\w’'-]+ ){{0,3}}?{_EVENT}\b")
_REMARKS = r"(?:remark|comment|statement|announcement|claim|warning|threat|promise|offer|accusation|demand|admission|appeal)s?"
_SPEAKS_OF = re.compile(
    r"(?i)\b(?:said|says|admitted|stated|made|confirmed|announced|told|repeated|expressed|voiced|spoke|uttered|conceded|declared|posted) "
    r"(?:this|it|so|that"
    rf"|(?:the|this|that|his|her|their|these|those) {_REMARKS})\b|^(?:the|this|that|his|her|their|these|those) {_REMARKS} (?:was|were"
    rf"|came|followed|appeared)\b"
    r"|^(?:he|she|they|\w+ \w+|the \w+) (?:was|were) (?:speaking|talking)\b"
)


def overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def hull(spans: Sequence[Span]) -> Range:
    return spans[0].start, max(s.end for s in spans)


def _holds(outer: Statement, spans: Sequence[Span]) -> bool:
    return all(any(c.start <= x.start and x.end <= c.end for c in outer.content) for x in spans)


def distance(place: Range, spans: Sequence[Span]) -> int:
    """Characters between a place and the nearest of the spans."""
    return min((max(s.start - place[1], place[0] - s.end, 0) for s in spans), default=1 << 30)


class _Ranges:
    """Numbered ranges of a text, by place."""

    def __init__(self, ranges: Iterable[tuple[Range, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [r[0] for r, _ in self._ranges]
        self._reach = list(accumulate((r[1] for r, _ in self._ranges), max))

    def over(self, place: Range) -> Iterator[tuple[Range, int]]:
        """Those that overlap a place, last first."""
        n = bisect_left(self._starts, place[1]) - 1
        while n >= 0 and self._reach[n] > place[0]:
            if self._ranges[n][0][1] > place[0]:
                yield self._ranges[n]
            n -= 1


class Surroundings:
    """What stands around the statements of one document. Indices are those of `statements`, offsets those of the text."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self.text, self.statements = document.text, statements
        self.blocks = [(b.start, b.end) for b in document.blocks] or [(0, len(document.text))]
        starts = sentences.starts(document.text, document.blocks) if document.blocks else [0]
        self._starts = sorted({*starts, *(a for a, _ in self.blocks)})
        self._edges = [a for a, _ in self.blocks]
        self._contents = _Ranges(((c.start, c.end), i) for i, s in enumerate(statements) for c in s.content)
        self._ends = [max(x.end for x in (*s.content, *s.cue)) for s in statements]
        self.parents = self._parents()
        self.regions = [self._region(i) for i in range(len(statements))]
        self._regions = _Ranges((r, i) for i, regions in enumerate(self.regions) for r in regions)

    def block(self, at: int) -> int:
        """The number of the block that holds offset `at`."""
        return max(bisect_right(self._edges, at) - 1, 0)

    def sentence(self, a: int, b: int) -> Range:
        """From the start of the sentence that holds `a` to the end of the one that holds `b`, within their blocks."""
        i, j = bisect_right(self._starts, a) - 1, bisect_right(self._starts, max(b - 1, a))
        end = self.blocks[self.block(max(b - 1, a))][1]
        low = max(self._starts[max(i, 0)], self.blocks[self.block(a)][0])
        return low, min(self._starts[j] if j < len(self._starts) else len(self.text), end)

    def _parents(self) -> list[int | None]:
        """For each statement the smallest other one whose content holds all of it."""
        number = {s.id: i for i, s in enumerate(self.statements)}
        found: list[int | None] = []
        for i, s in enumerate(self.statements):
            if s.parent is not None and s.parent in number:
                found.append(number[s.parent])
                continue
            own = [*s.content, *s.cue, *s.source]
            first = own[0].start
            around = [
                (sum(c.end - c.start for c in self.statements[j].content), j)
                for _, j in self._contents.over((first, first + 1))
                if j != i and s.content != self.statements[j].content and _holds(self.statements[j], own)
            ]
            found.append(min(around)[1] if around else None)
        return found

    def _region(self, i: int) -> list[Range]:
        """Where words that belong to a statement may stand: its sentences; for a nested one, the content around it."""
        s, parent = self.statements[i], self.parents[i]
        if parent is not None:
            return [hull(self.statements[parent].content)]
        spans = sorted([*s.content, *s.cue, *s.source], key=lambda x: x.start)
        main = [*s.cue, *s.source] or spans
        near = self.sentence(min(x.start for x in main), max(x.end for x in main))
        return [near, *(r for r in (self.sentence(x.start, x.end) for x in s.content) if r != near)]

    def owner(self, place: Range) -> int | None:
        """The statement that words outside of its content belong to: whose cue they touch, or else the nearest in their sentence."""
        best: tuple[bool, int, int] | None = None
        for (a, b), i in self._regions.over(place):
            if not (a <= place[0] and place[1] <= b) or not self.outside(place, i):
                continue
            s = self.statements[i]
            touching = any(overlap(place, (c.start, c.end)) for c in s.cue)
            rank = (not touching, distance(place, (*s.cue, *s.source, *s.content)), i)
            best = min(best, rank) if best else rank
        return best[2] if best else None

    def told_of(self, place: Range) -> int | None:
        """The statement that a sentence without any speaks of (*She said this on Monday*): the one right before it."""
        low, high = self.sentence(*place)
        before = self.right_before(place)
        return before if before is not None and _SPEAKS_OF.search(self.text[low:high]) else None

    def right_before(self, place: Range) -> int | None:
        """The last statement, no nested one, before a place, if it ends with the sentence before or in the same one."""
        if any(self._contents.over(place)):
            return None
        low, _ = self.sentence(*place)
        before = next((i for i in range(len(self._ends) - 1, -1, -1) if self._ends[i] <= place[0] and self.parents[i] is None), None)
        if before is None or self.text[max(b for _, b in self.regions[before]) : low].strip():
            return None
        return before

    def outside(self, place: Range, i: int) -> bool:
        """Whether a place is in no content but of those that hold statement `i`."""
        around = set()
        up = self.parents[i]
        while up is not None and up not in around:
            around.add(up)
            up = self.parents[up]
        return all(j in around for _, j in self._contents.over(place))

    def bare(self, i: int) -> str:
        """The words of a statement's sentence that are no content of any statement."""
        low, high = self.regions[i][0]
        parts, at = [], low
        for a, b in sorted(r for r, j in self._contents.over((low, high)) if self.parents[j] is None):
            parts.append(self.text[at : max(a, at)])
            at = max(at, b)
        return " ".join([*parts, self.text[at:high]])

    def goes_on(self, i: int) -> int | None:
        """The statement of the same speaker that statement `i` goes on from: right before it, in the same paragraph, no new occasion."""
        s = self.statements[i]
        if self.parents[i] is not None:
            return None
        before = next((j for j in range(i - 1, -1, -1) if self.parents[j] is None and not self._is_relative(j)), None)
        if before is None or self._is_relative(i):
            return None
        t = self.statements[before]
        if self.block(s.content[0].start) != self.block(t.content[0].start) or not self.same_speaker(before, i):
            return None
        cue = " ".join(c.text for c in s.cue)
        if _ANEW.search(cue):
            return None
        tense = _PRESENT.search(cue) and not _ADDS.search(cue)
        if tense and not _PRESENT.search(" ".join(c.text for c in t.cue)):
            return None
        if _ADDS.search(cue) or not _OCCASION.search(self.bare(i)):
            return before
        return before if self.regions[i][0] == self.regions[before][0] else None

    def _is_relative(self, i: int) -> bool:
        """Whether the source is *who*: a statement in passing."""
        source = self.statements[i].source
        return bool(source) and source[0].text.lower() in ("who", "which", "whom", "that")

    def same_speaker(self, i: int, j: int) -> bool:
        """Whether statement `j`, behind `i`, has its speaker: the same name, or a pronoun or surname where nothing says otherwise."""
        a, b = self.statements[i], self.statements[j]
        if a.speaker and b.speaker and a.speaker.name == b.speaker.name and not _PRONOUN.match(b.speaker.name):
            return True
        words = b.source[0].text if b.source else ""
        if b.speaker and b.speaker.name not in words and a.speaker:
            return False
        if words.lower() in _ANY_PRONOUN:
            return True
        taken_up = re.match(r"(?i)(?:the|this|that) (?:[\w’'-]+ )*([a-z][\w-]+)$", words)
        if taken_up and a.source and re.search(rf"\b{taken_up[1]}\b(?![’'])", a.source[0].text):
            return True
        named = set(re.findall(r"[A-Z][\w-]+", words)) - {"The", "A", "An", "His", "Her"}
        return bool(a.source) and bool(
            named & set(re.findall(r"[A-Z][\w-]+", (a.speaker.name if a.speaker else "") + " " + a.source[0].text))
        )
