"""Whom a document speaks of, and which mention means whom: figures by their names, others by the words that describe them, and the model's
comparison of mentions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

import numpy as np
import numpy.typing as npt

from onrecord import callings
from onrecord.reading import cast, given_names, mentions, names, nouns, outlets, roles, sentences
from onrecord.reading.cast import ORGANIZATION, PERSON, PLACE, Figure
from onrecord.reading.mentions import Head, Name
from onrecord.reading.model import TYPES, Answers
from onrecord.vocabulary import Block, BlockKind, Document, SpeakerType

SURE, SURE_OF_OFFICE, SURE_OF_ONLY = 0.5, 0.85, 0.5
"""Probabilities below which a pronoun, an office or another description, and one that the page gives to a single person, is nobody's in
particular. On articles that training left out,
pronouns are right in nearly nine of ten cases above it (`benchmarks.speakers`)."""
SURE_OF_GENDER = 0.95
AGAINST_ITS_NAME = 0.03
"""How much less likely *he* is somebody whose first name is mostly a woman's, and *she* a man's, where the page itself tells nothing."""
LATER = 0.1
"""How much less likely *she* is somebody whom the page names only behind it."""
CALLED_SO = 20.0
"""How much likelier *the mayor* is somebody whom the page calls a mayor."""
UNCALLED_BODY, OTHER_OFFICE = 0.1, 0.001
"""And how much less likely *the ministry* is a body whose name or roles lack the word, and *the king* whom it gives another office."""
SALIENCE = 0.8
"""Whom a page names often is likelier meant: by this power of the number of mentions."""
BEFORE, BEHIND, OPENING = 260, 60, 600
"""How many wordpieces before and behind a mention others are compared with it; and behind an office in the page's opening, which names
later whom it begins with."""

Factors = npt.NDArray[np.float64]
"""By how much each of a page's mentions is likelier than the model says; 0: impossible."""
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())
_OF_ANOTHER = re.compile(r"(?!(?:[’']s|\s(?:is|was|are|were|be|became|remains|remained|as|himself|herself))\b)[^,;:.!?()\n“”\"–—]*")
"""What follows *he* in its clause names others: a subject is never named again in what is said of it (principle C, Chomsky 1981)."""
_DEED = re.compile(r"(?:\s\([^)]*\))?\s(?!(?:is|was|as|became|remains|like|named)\b)[a-z]+(?:\s(?:to|with|at|on|for|by|against))?\s$")
_LATELY, _LONGEST_DEED = 800, 60
"""What stands between who does it and whom it is done to; how many characters before a description are looked through for that."""
_HE_OR_SHE = re.compile(r"(?i)\b(?:he|him|his|himself|she|her|hers|herself)\b")
_ASIDE = re.compile(r"[–—]|\s--?\s|,\s|\s?\(")
"""Where a description goes on to incidental words."""
_POSSESSED = re.compile(r"(?i)(?:his|her|their|its)\b|[^\W\d_][\w’'.& -]*?(?:[’']s|s[’'])\s")
_ANYBODY = frozenset("candidate nominee leader head chief boss official politician man woman other one figure person girl boy".split())
"""What anybody can be called, whatever else they are."""
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
        self._type_scores = answers.sight.types.astype(np.float32)
        found, self.heads = mentions.find(self.text, document.blocks, answers)
        first, behind = sentences.dateline(document)
        self.names = [name for name in found if name.end <= first or name.start >= behind]
        self.figures = cast.gather(self.text, self.names, self._likeness)
        self.of = {id(m): f for f in self.figures for m in f.mentions}
        """Whose each name is, by its id; and each head that stands in somebody's role: in *Lund, the mayor*, the mayor is Lund."""
        people = [h for h in self.heads if h.type == "person"]
        for figure in self.figures:
            figure.roles = roles.of(self.text, figure.mentions, people)
            if figure.kind == PERSON and figure.gender is None:
                figure.gender = nouns.gender(self.text[a:b] for a, b in figure.roles)
            if figure.kind == PERSON and self._is_body(figure):
                figure.kind = ORGANIZATION
            if figure.kind == PERSON and self._is_many(figure):
                figure.kind = cast.OTHER
            if figure.kind == PERSON:
                self.of |= {id(h): figure for a, b in figure.roles for h in self._heads_in(a, b)}
        self._calls: dict[int, set[str]] = {}
        self.media: set[int] = set()
        """The figures, by id, that are outlets."""
        self.favour: tuple[Referent, float] | None = None
        """Who is likelier than the model says, and by how much: whoever spoke last goes on speaking."""
        self._referents: dict[int, Referent] = {}
        self._described: dict[tuple[int, int], Referent] = {}
        self._by_head: dict[tuple[int, int], Referent] = {}
        self._lay_out()
        self._learn_genders()

    def _lay_out(self) -> None:
        """Lists the mentions that others are compared with, in the order of the text: their pieces, whose they are (figures by number, then
        heads, each by itself), where that figure is first named, and how salient it is."""
        seen: list[Name | Head] = [*self.names, *self.heads]
        seen = sorted((m for m in seen if self.sight.has(m.first, m.last)), key=lambda m: (m.first, m.last))
        number = {id(f): n for n, f in enumerate(self.figures)}
        self._mentions = seen
        self._pieces_of = np.array([(m.first, m.last) for m in seen], np.int64).reshape(-1, 2)
        count = len(self.figures)
        whose = [self.of.get(id(m)) for m in seen]
        self._whose = np.array([count + n if f is None else number[id(f)] for n, f in enumerate(whose)], np.int64)
        self._salience = np.array([len(f.mentions) ** SALIENCE for f in self.figures] + [1.0] * len(seen))[self._whose]
        self._first_named = np.array([f.mentions[0].start for f in self.figures] + [0] * len(seen), np.int64)[self._whose]
        kinds = np.array([f.kind for f in self.figures] + [-1] * len(seen), np.int64)[self._whose]
        head = self._whose >= count
        people = np.array([isinstance(m, Head) and m.type == "person" for m in seen], bool)
        self._he = self._salience * (people | np.isin(kinds, (PERSON, cast.OTHER)))
        self._they = self._salience * (head | np.isin(kinds, (ORGANIZATION, PLACE, cast.OTHER)))
        self._fits = self._gendered()

    def _gendered(self) -> dict[str, Factors]:
        """How far each mention can be a man ("m") or a woman ("f"): by what the page says, else by the first name."""
        made = {}
        for wanted in "mf":
            by_figure = [
                float(f.gender == wanted)
                if f.gender is not None
                else 1.0
                if given_names.leaning(f.first) in (None, wanted)
                else AGAINST_ITS_NAME
                for f in self.figures
            ]
            made[wanted] = self._he * np.array(by_figure + [1.0] * len(self._mentions))[self._whose]
        return made

    def _heads_in(self, start: int, end: int) -> Iterator[Head]:
        """The heads at text[start:end], in order."""
        first = bisect_left(self.heads, start, key=lambda h: h.start)
        return takewhile(lambda h: h.end <= end, islice(self.heads, first, None))

    def _likeness(self, name: Name, bearers: Sequence[Figure]) -> list[float]:
        """How likely the model takes a surname for each of its bearers, by their other mentions."""
        places = [(n, m) for n, bearer in enumerate(bearers) for m in bearer.mentions if self.sight.has(m.first, m.last)]
        totals = [0.0] * len(bearers)
        if places and self.sight.has(name.first, name.last):
            scores = self.sight.same((name.first, name.last), np.array([(m.first, m.last) for _, m in places], np.int64))[1:]
            for (n, _), power in zip(places, np.exp(scores - scores.max()).tolist(), strict=True):
                totals[n] += power
        return totals

    def _is_body(self, figure: Figure) -> bool:
        """Whether what was taken for a person is a body by the words of its name (*Police* at a sentence's beginning, *Orrin Chemicals*),
        or a single word with a body's role (*the maker, Pellan*)."""
        if figure.gender is not None or any(m.title for m in figure.mentions):
            return False
        written = [self.text[m.start : m.end].lower().split() for m in figure.mentions]
        if any(len(words) > 1 for words in written):
            return any(words[-1] in nouns.FIRMS for words in written if len(words) > 1)
        heads = {self.text[slice(*head)].lower() for a, b in figure.roles if (head := nouns.head(self.text, a, b))}
        return all(words[0] in nouns.BODIES | nouns.FIRMS for words in written) or bool(heads & nouns.BODIES - {"executive", "publisher"})

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
            found = self.compared(match.span(), self._fits["m" if word in HE else "f"])
            if found and found.referent.figure and found.sure >= SURE_OF_GENDER:
                said.setdefault(id(found.referent.figure), []).append("m" if word in HE else "f")
        for figure in self.figures:
            told = said.get(id(figure), [])
            if (
                figure.gender is None
                and told
                and (len(told) > 1 or given_names.leaning(figure.first) in (None, told[0]))
                and (gender := max(set(told), key=told.count))
                and told.count(gender) >= 0.75 * len(told)
            ):
                figure.gender = gender
        self._fits = self._gendered()

    def pronouns(self) -> None:
        """Resolves every *he* and *she* of the page: they are mentions of whom they stand for."""
        for match in _HE_OR_SHE.finditer(self.text):
            head = match.span()
            if self.blocks[block_at(self.blocks, head[0])].kind is not BlockKind.FURNITURE and (
                found := self._pronoun(match[0].lower(), head)
            ):
                found.referent.spans.append(head)

    def _pronoun(self, word: str, head: tuple[int, int]) -> Found | None:
        factors = self._fits["m"] if word in HE else self._fits["f"] if word in SHE else self._they
        others = _OF_ANOTHER.match(self.text, head[1]) if word in ("he", "she", "they") else None
        factors = np.where(self._first_named > head[1], LATER * factors, factors)
        found = self.compared(head, factors, apart=others.span() if others else None)
        return found if found is not None and found.sure >= SURE else None

    def factors_for(self, kind: SpeakerType | None, start: int, end: int, word: str) -> Factors:
        """Who can be described by text[start:end] with the head `word`: whoever is of that kind, but not whom these words name (*Lund's
        lawyer*). Likelier is whom the page calls so (*President Marchetti*), or whose name holds the word (*the institute*)."""
        inside = {id(self.of[id(n)]) for n in self.names if start <= n.start and n.end <= end}
        inside |= {id(f) for f in self._facing(start, end)}
        wanted = {
            SpeakerType.PERSON: (PERSON, cast.OTHER),
            SpeakerType.UNNAMED: (PERSON, cast.OTHER),
            SpeakerType.ORGANIZATION: (ORGANIZATION, PLACE, cast.OTHER),
        }.get(kind or SpeakerType.GROUP, ())
        else_called = self._else_called(kind, start, end, word)
        by_figure = [
            0.0 if id(f) in inside or f.kind not in wanted else CALLED_SO if word in self._called(f) else else_called(f)
            for f in self.figures
        ]
        return self._weighed(by_figure, 0.0)

    def _facing(self, start: int, end: int) -> Iterator[Figure]:
        """Who did something to the one described by text[start:end], in these words, on the page before: *Lund asked the minister*."""
        described = self.text[start:end].lower()
        if not described.startswith("the "):
            return
        for place in re.finditer(re.escape(described), self.text[max(0, start - _LATELY) : start].lower()):
            at = max(0, start - _LATELY) + place.start()
            if deed := _DEED.search(self.text, max(0, at - _LONGEST_DEED), at):
                n = bisect_right(self.names, deed.start(), key=lambda m: m.end)
                if n and self.names[n - 1].end == deed.start():
                    yield self.of[id(self.names[n - 1])]

    def _else_called(self, kind: SpeakerType | None, start: int, end: int, word: str) -> Callable[[Figure], float]:
        """How far whom the page does not call so can be described so: a paper is no ministry, nobody who is
        known already becomes *her son* by that word, and who holds one office is hardly told by another."""
        if kind is SpeakerType.ORGANIZATION:
            media = outlets.kind_of(word) is not None
            other = UNCALLED_BODY if word in nouns.BODIES else 1.0
            if any(start < n.start and n.end <= end for n in self.names):
                other = OTHER_OFFICE  # *the government in Tarn* is not Vesland
            return lambda figure: 0.0 if id(figure) in self.media and not media else other
        if word in _ANYBODY:
            return lambda figure: 1.0
        if _POSSESSED.match(self.text, start, end):
            return lambda figure: float(figure.mentions[0].start > end)
        if word not in callings.PEOPLE:
            return lambda figure: 1.0
        return lambda figure: OTHER_OFFICE if self._called(figure) & callings.PEOPLE else 1.0

    def _called(self, figure: Figure) -> set[str]:
        if id(figure) not in self._calls:
            places = list(figure.roles)
            if figure.kind == ORGANIZATION:
                places += [(m.start, m.end) for m in figure.mentions]
            self._calls[id(figure)] = {names.bare(w) for a, b in places for w in self.text[a:b].split()}
            if figure.kind == ORGANIZATION and self._calls[id(figure)] & (nouns.FIRMS | nouns.LEGAL_FORMS):
                self._calls[id(figure)] |= {"company", "firm"}
        return self._calls[id(figure)]

    def factors_among(self, some: Sequence[Name | Head]) -> Factors:
        """Only these mentions can be meant."""
        ids = {id(m) for m in some}
        return np.where([id(m) in ids for m in self._mentions], self._salience, 0.0)

    def _weighed(self, by_figure: list[float], heads: float) -> Factors:
        """A factor for each mention, from one for each figure and one for all heads."""
        made: Factors = self._salience * np.array(by_figure + [heads] * len(self._mentions))[self._whose]
        return made

    def compared(
        self, place: tuple[int, int], factors: Factors, behind: int = BEHIND, apart: tuple[int, int] | None = None
    ) -> Found | None:
        """The most probable referent of the mention at text[place]: of those up to `behind` pieces behind it, each likelier by its factor
        than the model says, and impossible where that is 0. Nobody who is mentioned at text[apart] is meant."""
        first, last = mentions.located(self.pieces, *place)
        if first > last or not len(self._mentions) or not self.sight.has(first, last):
            return None
        firsts, lasts = self._pieces_of.T
        low, high = np.searchsorted(firsts, (first - BEFORE, first + behind), side="right").tolist()
        near = low + np.flatnonzero((factors[low:high] > 0) & ((lasts[low:high] < first) | (firsts[low:high] > last)))
        if apart is not None:
            first_apart, end_apart = (bisect_left(self._mentions, edge, key=lambda m: m.start) for edge in apart)
            near = near[~np.isin(self._whose[near], self._whose[first_apart:end_apart])]
        if not len(near):
            return None
        scores = self.sight.same((first, last), self._pieces_of[near])
        p = np.exp(scores - scores.max())
        whose = self._whose[near]
        p[1:] *= factors[near]
        if self.favour is not None:
            p[1:][[self._referent(self._mentions[n]) is self.favour[0] for n in near]] *= self.favour[1]
        totals = np.bincount(whose, p[1:] / p.sum())
        best = int(totals.argmax())
        return Found(self._referent(self._mentions[int(near[int(np.flatnonzero(whose == best)[0])])]), float(totals[best]))

    def _figure(self, figure: Figure) -> Referent:
        if id(figure) not in self._referents:
            name = figure.fullest(self.text)
            self._referents[id(figure)] = Referent(figure, name.start, name.end, None)
        return self._referents[id(figure)]

    def _referent(self, mention: Name | Head) -> Referent:
        if figure := self.of.get(id(mention)):
            return self._figure(figure)
        if described := self._by_head.get((mention.start, mention.end)):
            return described
        if id(mention) not in self._referents:
            start, end = roles.phrase(self.text, mention.start, mention.end)
            self._referents[id(mention)] = self._describe(start, end, (mention.start, mention.end))
        return self._referents[id(mention)]

    def _describe(self, start: int, end: int, head: tuple[int, int]) -> Referent:
        kind = self.type_of(start, end)
        if kind is SpeakerType.PERSON:
            kind = SpeakerType.ORGANIZATION if self._is_proper(start, end) else SpeakerType.UNNAMED
        start, end = stripped(self.text, start, end)
        if aside := _ASIDE.search(self.text, head[1], end):
            end = aside.start()
        if kind is SpeakerType.ORGANIZATION and (article := ARTICLE.match(self.text, start, end)):
            start = article.end()
        return Referent(None, start, end, kind, head)

    def _is_proper(self, start: int, end: int) -> bool:
        """Whether text[start:end] is one word with a capital that names no kind of person: *Labour said*."""
        word = self.text[start:end]
        return word.isalpha() and word[0].isupper() and word.lower() not in callings.PEOPLE | nouns.ANYONE and not nouns.DOER.search(word)

    def type_of(self, start: int, end: int) -> SpeakerType:
        """The type that the model gives the source at text[start:end], judged by these words in their place."""
        first, last = mentions.located(self.pieces, start, end)
        scores = self._type_scores[first : max(last, first) + 1].mean(0)
        if head := nouns.head(self.text, start, end):
            first, last = mentions.located(self.pieces, *head)
            scores = (scores + self._type_scores[first : max(last, first) + 1].mean(0)) / 2
            for kind, more in nouns.leaning(self.text, start, end, names.bare(self.text[slice(*head)])).items():
                scores[TYPES.index(kind)] += more
        return SpeakerType(TYPES[int(scores.argmax())])


def block_at(blocks: Sequence[Block], offset: int) -> int:
    """The number of the block that holds an offset."""
    return bisect_right([b.start for b in blocks], offset) - 1
