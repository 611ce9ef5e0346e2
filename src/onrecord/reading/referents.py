"""Whom a document speaks of, and which mention means whom: figures by their names, others by the words that describe them, and the model's
comparison of mentions."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.reading import cast, given_names, mentions, names, nouns, roles
from onrecord.reading.cast import ORGANIZATION, PERSON, PLACE, Figure
from onrecord.reading.mentions import Head, Name
from onrecord.reading.model import TYPES, Answers
from onrecord.vocabulary import Block, BlockKind, Document, SpeakerType

SURE, SURE_OF_OFFICE = 0.5, 0.85
"""Probabilities below which a pronoun, and an office or another description, is nobody's in particular. On articles that training left out,
pronouns are right in nearly nine of ten cases above it (`benchmarks.speakers`)."""
SURE_OF_GENDER = 0.95
AGAINST_ITS_NAME = 0.03
"""How much less likely *he* is somebody whose first name is mostly a woman's, and *she* a man's, where the page itself tells nothing."""
CALLED_SO = 20.0
"""How much likelier *the mayor* is somebody whom the page calls a mayor."""
SALIENCE = 0.8
"""Whom a page names often is likelier meant: by this power of the number of mentions."""
BEFORE, BEHIND, OPENING = 260, 60, 600
"""How many wordpieces before and behind a mention others are compared with it; and behind an office in the page's opening, which names
later whom it begins with."""

Allowed = Callable[[Name | Head], bool]
"""Which mentions can be the answer."""
Weight = Callable[[Figure], float]
"""What else makes a figure likelier or less likely, as a factor."""
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())
_HE_OR_SHE = re.compile(r"(?i)\b(?:he|him|his|himself|she|her|hers|herself)\b")
_ASIDE = re.compile(r"[–—]|,?\s(?:--?\s|who\b|which\b)|,\s|\s?\(")
"""Where a description goes on to incidental words."""
ARTICLE = re.compile(r"(?i)(?:the|an?)\s+")


@dataclass(slots=True, eq=False)
class Referent:
    """What a mention refers to: a figure of the document, or somebody that is only described, by the words at text[start:end]."""

    figure: Figure | None
    start: int
    end: int
    type: SpeakerType | None
    head: tuple[int, int] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Pronouns that stand for it."""
    name: str | None = None
    """A name that stands in the masthead alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A referent and the probability that it is the right one."""

    referent: Referent
    sure: float


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,;–—-":
        end -= 1
    return start, end


class Referents:
    """The mentions of one document and what they refer to; `answers` must have been read through."""

    def __init__(self, document: Document, answers: Answers) -> None:
        self.text, self.blocks = document.text, document.blocks
        self.sight, self.pieces = answers.sight, answers.pieces
        self.names, self.heads = mentions.find(self.text, document.blocks, answers)
        self.figures = cast.gather(self.text, self.names, self._likeness)
        self.of = {id(m): f for f in self.figures for m in f.mentions}
        for figure in self.figures:
            figure.roles = roles.of(self.text, figure.mentions, self.heads)
            if figure.kind == PERSON and self._is_many(figure):
                figure.kind = cast.OTHER
        self.favour: dict[int, float] = {}
        """By how much referents are likelier than the model says: whoever spoke last goes on speaking."""
        self._referents: dict[int, Referent] = {}
        self._described: dict[tuple[int, int], Referent] = {}
        seen: list[Name | Head] = [*self.names, *self.heads]
        self._candidates = sorted(((m.first, m.last, m) for m in seen if self.sight.has(m.first, m.last)), key=lambda c: c[:2])
        self._firsts = [c[0] for c in self._candidates]
        self._learn_genders()

    def _likeness(self, name: Name, bearers: Sequence[Figure]) -> list[float]:
        """How likely the model takes a surname for each of its bearers, by their other mentions."""
        places = [(n, m) for n, bearer in enumerate(bearers) for m in bearer.mentions if self.sight.has(m.first, m.last)]
        totals = [0.0] * len(bearers)
        if places and self.sight.has(name.first, name.last):
            scores = self.sight.same((name.first, name.last), np.array([(m.first, m.last) for _, m in places], np.int64))[1:]
            for (n, _), power in zip(places, np.exp(scores - scores.max()).tolist(), strict=True):
                totals[n] += power
        return totals

    def _is_many(self, figure: Figure) -> bool:
        """Whether a single word that was taken for a person names a group (*Tarnians*) or, if always with an article, a body."""
        if any(m.title or " " in self.text[m.start : m.end] for m in figure.mentions):
            return False
        kinds = [self.type_of(m.start, m.end) for m in figure.mentions]
        if all(self.text[max(0, m.start - 4) : m.start].lower() == "the " for m in figure.mentions):
            return not all(kind is SpeakerType.PERSON for kind in kinds)
        return kinds.count(SpeakerType.GROUP) > len(kinds) / 2

    def _learn_genders(self) -> None:
        """Of each person without a title, what the page's surest pronouns say of gender; the others are resolved with it."""
        said: dict[int, list[str]] = {}
        for match in _HE_OR_SHE.finditer(self.text):
            word = match[0].lower()
            found = self._he(word, match.span())
            if found and found.referent.figure and found.sure >= SURE_OF_GENDER:
                said.setdefault(id(found.referent.figure), []).append("m" if word in HE else "f")
        for figure in self.figures:
            told = said.get(id(figure), [])
            if (
                figure.gender is None
                and len(told) > 1
                and (gender := max(set(told), key=told.count))
                and told.count(gender) >= 0.75 * len(told)
            ):
                figure.gender = gender

    def pronouns(self) -> None:
        """Resolves every *he* and *she* of the page: they are mentions of whom they stand for."""
        for match in _HE_OR_SHE.finditer(self.text):
            head = match.span()
            if self.blocks[block_at(self.blocks, head[0])].kind is not BlockKind.FURNITURE and (
                found := self._pronoun(match[0].lower(), head)
            ):
                found.referent.spans.append(head)

    def _pronoun(self, word: str, head: tuple[int, int]) -> Found | None:
        found = self._he(word, head) if word in HE | SHE else self.compared(*mentions.located(self.pieces, *head), self._allowed(word))
        return found if found is not None and found.sure >= SURE else None

    def _he(self, word: str, place: tuple[int, int]) -> Found | None:
        wanted = "m" if word in HE else "f"

        def weight(figure: Figure) -> float:
            if figure.gender is not None:
                return 1.0
            return 1.0 if given_names.leaning(figure.first) in (None, wanted) else AGAINST_ITS_NAME

        return self.compared(*mentions.located(self.pieces, *place), self._allowed(word), weight=weight)

    def _by_office(self, word: str) -> Weight:
        """Whoever the page calls by this office (*President Marchetti*), or whose name holds it (*the institute*), is likelier meant."""

        def weight(figure: Figure) -> float:
            called = {names.bare(w) for a, b in figure.roles for w in self.text[a:b].split()}
            if figure.kind == ORGANIZATION:
                called |= {names.bare(w) for m in figure.mentions for w in self.text[m.start : m.end].split()}
            return CALLED_SO if word in called else 1.0

        return weight

    def compared(self, first: int, last: int, allowed: Allowed, behind: int = BEHIND, weight: Weight | None = None) -> Found | None:
        """The most probable referent of the mention at pieces first … last among those that `allowed` lets pass, at most `behind` pieces
        behind it. `weight`: what else makes a figure likelier or less likely, as a factor."""
        if first > last or not self.sight.has(first, last):
            return None
        low = bisect_right(self._firsts, first - BEFORE)
        high = bisect_right(self._firsts, first + behind)
        near = [c for c in self._candidates[low:high] if (c[1] < first or c[0] > last) and allowed(c[2])]
        if not near:
            return None
        scores = self.sight.same((first, last), np.array([c[:2] for c in near], np.int64))
        p = np.exp(scores - scores.max())
        for n, (_, _, mention) in enumerate(near, 1):
            referent = self._referent(mention)
            p[n] *= self.favour.get(id(referent), 1.0)
            if figure := referent.figure:
                p[n] *= len(figure.mentions) ** SALIENCE * (weight(figure) if weight else 1.0)
        p /= p.sum()
        totals: dict[int, float] = {}
        referents: dict[int, Referent] = {}
        for value, (_, _, mention) in zip(p[1:].tolist(), near, strict=True):
            referent = self._referent(mention)
            referents[id(referent)] = referent
            totals[id(referent)] = totals.get(id(referent), 0.0) + value
        best = max(totals, key=lambda r: totals[r])
        return Found(referents[best], totals[best])

    def _figure(self, figure: Figure) -> Referent:
        if id(figure) not in self._referents:
            name = figure.fullest(self.text)
            self._referents[id(figure)] = Referent(figure, name.start, name.end, None)
        return self._referents[id(figure)]

    def _referent(self, mention: Name | Head) -> Referent:
        if isinstance(mention, Name):
            return self._figure(self.of[id(mention)])
        for (start, end), described in self._described.items():
            if start <= mention.start and mention.end <= end and described.head == (mention.start, mention.end):
                return described
        if id(mention) not in self._referents:
            start, end = roles.phrase(self.text, mention.start, mention.end)
            self._referents[id(mention)] = self._describe(start, end, (mention.start, mention.end))
        return self._referents[id(mention)]

    def _describe(self, start: int, end: int, head: tuple[int, int]) -> Referent:
        kind = self.type_of(start, end)
        if kind is SpeakerType.PERSON:
            kind = SpeakerType.UNNAMED
        start, end = stripped(self.text, start, end)
        if aside := _ASIDE.search(self.text, head[1], end):
            end = aside.start()
        if kind is SpeakerType.ORGANIZATION and (article := ARTICLE.match(self.text, start, end)):
            start = article.end()
        return Referent(None, start, end, kind, head)

    def type_of(self, start: int, end: int) -> SpeakerType:
        """The type that the model gives the source at text[start:end], judged by these words in their place."""
        first, last = mentions.located(self.pieces, start, end)
        scores = self.sight.types[first : max(last, first) + 1].astype(np.float32).mean(0)
        if head := nouns.head(self.text, start, end):
            first, last = mentions.located(self.pieces, *head)
            scores = (scores + self.sight.types[first : max(last, first) + 1].astype(np.float32).mean(0)) / 2
            for kind, more in nouns.leaning(self.text, start, end, names.bare(self.text[slice(*head)])).items():
                scores[TYPES.index(kind)] += more
        return SpeakerType(TYPES[int(scores.argmax())])

    def _allowed(self, word: str) -> Allowed:
        wanted = "m" if word in HE else "f" if word in SHE else None

        def he_or_she(mention: Name | Head) -> bool:
            if isinstance(mention, Head):
                return mention.type == "person"
            figure = self.of[id(mention)]
            return figure.kind in (PERSON, cast.OTHER) and figure.gender in (None, wanted)

        def they(mention: Name | Head) -> bool:
            return isinstance(mention, Head) or self.of[id(mention)].kind in (ORGANIZATION, PLACE, cast.OTHER)

        def anybody(mention: Name | Head) -> bool:
            return True

        return he_or_she if wanted else they if word in THEY | IT else anybody

    def _allowed_for(self, kind: SpeakerType | None, start: int, end: int) -> Allowed:
        """Who can be described by the words text[start:end]: whoever is of that kind, but not whom they name (*Lund's lawyer*)."""
        inside = {id(self.of[id(n)]) for n in self.names if start <= n.start and n.end <= end}

        def fits(mention: Name | Head) -> bool:
            if isinstance(mention, Head):
                return False
            figure = self.of[id(mention)]
            if id(figure) in inside:
                return False
            if kind in (SpeakerType.UNNAMED, SpeakerType.PERSON):
                return figure.kind in (PERSON, cast.OTHER)
            return kind is SpeakerType.ORGANIZATION and figure.kind != PERSON

        return fits


def block_at(blocks: Sequence[Block], offset: int) -> int:
    """The number of the block that holds an offset."""
    return bisect_right([b.start for b in blocks], offset) - 1
