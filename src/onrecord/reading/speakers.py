"""Who a statement's source is: names under their fullest form, pronouns and offices by the model's comparison of mentions, and nobody where
the page does not tell."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from onrecord.reading import cast, mentions, names, nouns, roles
from onrecord.reading.cast import ORGANIZATION, PERSON, PLACE, Figure
from onrecord.reading.mentions import Head, Name
from onrecord.reading.model import TYPES, Answers
from onrecord.vocabulary import Block, BlockKind, Document, Entity, Kind, Span, Speaker, SpeakerType, Statement

SURE, SURE_OF_OFFICE = 0.65, 0.85
"""Probabilities below which a pronoun, and an office or another description, is nobody's in particular. On articles that training left out,
pronouns are right in nine of ten cases above it and in half of them or fewer below (`benchmarks.speakers`)."""
SURE_OF_GENDER = 0.95
GOES_ON = (8.0, 3.0)
"""How much likelier than the model says it is that whoever spoke last in this paragraph, and in the one before, is meant."""
SALIENCE = 0.5
"""Whom a page names often is likelier meant: by this power of the number of mentions."""
BEFORE, BEHIND, OPENING = 260, 60, 600
"""How many wordpieces before and behind a mention others are compared with it; and behind an office in the page's opening, which names
later whom it begins with."""

Allowed = Callable[[Name | Head], bool]
"""Which mentions can be the answer."""

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_I = frozenset("i me my myself mine".split())
_WE = frozenset("we us our ours ourselves".split())
_WHO = frozenset("who whom whose which that".split())
_NOBODY = frozenset("you your one this these those there what everyone everybody anyone anybody someone somebody nobody".split())
_HE_OR_SHE = re.compile(r"(?i)\b(?:he|him|his|himself|she|her|hers|herself)\b")
_DEFINITE = re.compile(r"(?i)(?:the|this|that|these|those|his|her|their|its|our|my)\b|[^\W\d_][\w’'.& -]*?[’']s?\s")
_TAKEN_UP = 60
_TAKES_UP = re.compile(
    r"(?:\s\([^)]*\))?(?:,?\s(?:of|for|from|in|at|with|on)\s(?:[\w’'.-]+\s?){1,6})?,?\s*(?:all|both|some|most|many|one)?\s?(?:of\s)?"
)
"""What may stand between a relative pronoun and what it takes up."""
_OWN_WORDS = frozenset("account eyes view views opinion mind words word statement remarks comments testimony telling".split())
_POSSESSIVE = re.compile(r"(?i)(?P<who>his|her|my|their|(?:[^\W\d_][\w’'.-]*\s){0,5}[\w.-]+(?=[’']))(?:[’']s?)?\s")
_OPENING_BLOCKS = 4
_MOUTHPIECES = frozenset("voice mouthpiece spokesman spokeswoman spokesperson".split())
_SPEAKS_FOR = re.compile(r"(?i)\b(?:spokes(?:man|woman|person)|press secretary|mouthpiece)\b")
_ASIDE = re.compile(r",?\s(?:[-–—]\s|who\b|which\b)|,\s|\s?\(")
"""Where a description goes on to incidental words."""
_ARTICLE = re.compile(r"(?i)(?:the|an?)\s+")
_AND = re.compile(r"\b(?:and|or)\b|&")
_PAIR = re.compile(r"(?:\s\([^)]*\)|\sof(?:\s[A-Z][\w.-]*)+)?,?\s(?:and|or|&)\s(?:[A-Z][\w.’'-]*\s)*")
"""What stands between the names of two who speak together: *Lund of Tarn and Senator Quist*."""
_APPOSED = re.compile(r"[^,]*,\s*(?!like\b|including\b|such\b|especially\b)(?:[\w.’'-]+\s){0,6}")
"""What stands between a head and a name in apposition to it: *a lawyer for the family, Ada Lund*."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """A referent and the probability that it is the right one."""

    referent: Referent
    sure: float


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,;–—-":
        end -= 1
    return start, end


class Resolver:
    """Resolves the sources of one document; `answers` must have been read through."""

    def __init__(self, document: Document, answers: Answers) -> None:
        self.text, self.blocks, self.document = document.text, document.blocks, document
        self.sight, self.pieces = answers.sight, answers.pieces
        self.names, self.heads = mentions.find(self.text, document.blocks, answers)
        self.figures = cast.gather(self.text, self.names, self._likeness)
        self.of = {id(m): f for f in self.figures for m in f.mentions}
        for figure in self.figures:
            figure.roles = roles.of(self.text, figure.mentions, self.heads)
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

    def _learn_genders(self) -> None:
        """Of each person without a title, what the page's surest pronouns say of gender; the others are resolved with it."""
        said: dict[int, list[str]] = {}
        for match in _HE_OR_SHE.finditer(self.text):
            word = match[0].lower()
            found = self.compared(*mentions.located(self.pieces, *match.span()), self._allowed(word))
            if found and found.referent.figure and found.sure >= SURE_OF_GENDER:
                said.setdefault(id(found.referent.figure), []).append("m" if word in _HE else "f")
        for figure in self.figures:
            told = said.get(id(figure), [])
            if (
                figure.gender is None
                and len(told) > 1
                and (gender := max(set(told), key=told.count))
                and told.count(gender) >= 0.75 * len(told)
            ):
                figure.gender = gender

    # -- sources ------------------------------------------------------------------------------------------------------------

    def source(self, start: int, end: int) -> Found | None:
        """Who the source at text[start:end] is; None if nobody can be told."""
        key = (start, end)
        head = nouns.head(self.text, start, end)
        if head is None:
            return None
        word = names.bare(self.text[slice(*head)])
        alone = len(names.words(self.text, start, end)) == 1 or self.text[start:end].lower() in (
            "he himself",
            "she herself",
            "they both",
            "they all",
        )
        if alone and word in _NOBODY:
            return None
        if alone and word in _WHO:
            return self._relative(head)
        if alone and word in _HE | _SHE | _THEY | _IT:
            return self._pronoun(word, head)
        if alone and word in _I | _WE:
            return None
        if word in _OWN_WORDS and (possessive := _POSSESSIVE.match(self.text, start, head[0])):
            return self.source(start, possessive.end("who"))  # *her account*: she speaks
        if named := self._named(start, end, head):
            return Found(named, 1.0)
        described = self._describe(start, end, head)
        capital = self.text[start].isupper() and (
            not self.pieces.opens[self._piece(start)] or (head[0] > start and self.text[head[0]].isupper())
        )
        if capital or _DEFINITE.match(self.text, start):
            if word in _MOUTHPIECES and (mouthpiece := self._mouthpiece()):
                return Found(mouthpiece, 1.0)
            opening = _block(self.blocks, start) < _OPENING_BLOCKS
            found = self.compared(
                *mentions.located(self.pieces, *head), self._allowed_for(described.type, word), OPENING if opening else BEHIND
            )
            if found is not None and found.referent.figure is not None and found.sure >= SURE_OF_OFFICE:
                return found
        self._described[key] = described
        return Found(described, 1.0)

    def introduces(self, office: Referent, figure: Figure) -> bool:
        """Whether a page that begins with *the minister* means whom it names next: somebody who is named in full right after it, for the
        first time, without any word on who that is. (A page that names a stranger says who that is, unless it has just done so.)"""
        first = figure.mentions[0]
        return (
            office.figure is None
            and office.type is SpeakerType.UNNAMED
            and _block(self.blocks, office.start) < _OPENING_BLOCKS
            and self.text[office.start : office.start + 4].lower() == "the "
            and figure.kind == PERSON
            and " " in self.text[first.start : first.end]
            and not figure.roles
            and not first.title
            and office.end < first.start
            and _block(self.blocks, first.start) - _block(self.blocks, office.start) <= 1
        )

    def _mouthpiece(self) -> Referent | None:
        """The one spokesperson whom the page names, if there is one only."""
        named = [f for f in self.figures if f.kind == PERSON and any(_SPEAKS_FOR.search(self.text, a, b) for a, b in f.roles)]
        return self._figure(named[0]) if len(named) == 1 else None

    def described(self, start: int, end: int) -> Referent | None:
        """The source at text[start:end] as somebody who is only described; None if it is a pronoun or a name."""
        head = nouns.head(self.text, start, end)
        if head is None or names.bare(self.text[slice(*head)]) in nouns.PRONOUNS or self._named(start, end, head):
            return None
        return self._described.setdefault((start, end), self._describe(start, end, head))

    def _named(self, start: int, end: int, head: tuple[int, int]) -> Referent | None:
        """The figure that the source names, or several of them as a group; None where its head is no name and none stands in apposition."""
        inside = [n for n in self.names if start <= n.start and n.end <= end]
        mine = next((n for n in inside if n.start <= head[0] and head[1] <= n.end + 2), None)
        if mine is None and self.text[head[0]].isupper() and (more := mentions.unseen(self.text, head, start, end, self.pieces)):
            if id(more) not in self.of:
                self._admit(more)
            mine = more
        if mine is None:
            mine = next((n for n in inside if _APPOSED.fullmatch(self.text, head[1], n.start) and self.of[id(n)].kind == PERSON), None)
        if mine is None:
            return None
        several = any(self.of[id(n)] is not self.of[id(mine)] and _PAIR.fullmatch(self.text, mine.end, n.start) for n in inside)
        if several or (_AND.search(self.text, mine.end, end) and self.type_of(start, end) is SpeakerType.GROUP):
            return Referent(None, min(mine.start, head[0]), _stripped(self.text, start, end)[1], SpeakerType.GROUP, head)
        return self._figure(self.of[id(mine)])

    def _admit(self, name: Name) -> None:
        """A name that the model passed over joins the figure whose name it can be, or is a figure of its own."""
        written = names.parts(self.text[name.start : name.end])
        for figure in self.figures:
            for m in figure.mentions:
                if (
                    names.is_part_of(written, names.parts(self.text[m.start : m.end]))
                    if figure.kind == PERSON
                    else (written == names.parts(self.text[m.start : m.end]))
                ):
                    self.of[id(name)] = figure
                    figure.mentions.append(name)
                    self.names.append(name)
                    return
        figure = Figure([name], cast.OTHER)
        self.figures.append(figure)
        self.names.append(name)
        self.of[id(name)] = figure

    def _figure(self, figure: Figure) -> Referent:
        if id(figure) not in self._referents:
            name = figure.fullest(self.text)
            self._referents[id(figure)] = Referent(figure, name.start, name.end, None)
        return self._referents[id(figure)]

    def _describe(self, start: int, end: int, head: tuple[int, int]) -> Referent:
        kind = self.type_of(start, end)
        if kind is SpeakerType.PERSON:
            kind = SpeakerType.UNNAMED
        start, end = _stripped(self.text, start, end)
        if aside := _ASIDE.search(self.text, head[1], end):
            end = aside.start()
        if kind is SpeakerType.ORGANIZATION and (article := _ARTICLE.match(self.text, start, end)):
            start = article.end()
        return Referent(None, start, end, kind, head)

    def type_of(self, start: int, end: int) -> SpeakerType:
        """The type that the model gives the source at text[start:end], judged by these words in their place."""
        first, last = mentions.located(self.pieces, start, end)
        scores = self.sight.types[first : max(last, first) + 1].astype(np.float32).mean(0)
        return SpeakerType(TYPES[int(scores.argmax())])

    def pronouns(self) -> None:
        """Resolves every *he* and *she* of the page: they are mentions of whom they stand for."""
        for match in _HE_OR_SHE.finditer(self.text):
            head = match.span()
            if self.blocks[_block(self.blocks, head[0])].kind is not BlockKind.FURNITURE and (
                found := self._pronoun(match[0].lower(), head)
            ):
                found.referent.spans.append(head)

    # -- mentions compared ----------------------------------------------------------------------------------------------------

    def _pronoun(self, word: str, head: tuple[int, int]) -> Found | None:
        first, last = mentions.located(self.pieces, *head)
        found = self.compared(first, last, self._allowed(word))
        return found if found is not None and found.sure >= SURE else None

    def _relative(self, head: tuple[int, int]) -> Found | None:
        """Whom *who* takes up: the mention right before it, or, where a phrase stands between, the likelier of those in it."""
        seen: list[Name | Head] = [*self.names, *self.heads]
        near = [m for m in seen if m.end <= head[0] <= m.end + _TAKEN_UP and _TAKES_UP.fullmatch(self.text, m.end, head[0])]
        if not near:
            return None
        if len(near) == 1:
            return Found(self._referent(near[0]), 1.0)
        allowed = {id(m) for m in near}
        first, last = mentions.located(self.pieces, *head)
        return self.compared(first, last, lambda m: id(m) in allowed) or Found(self._referent(max(near, key=lambda m: m.end)), 0.5)

    def compared(self, first: int, last: int, allowed: Allowed, behind: int = BEHIND) -> Found | None:
        """The most probable referent of the mention at pieces first … last among those that `allowed` lets pass, at most `behind` pieces
        behind it."""
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
            p[n] *= self.favour.get(id(referent), 1.0) * (len(referent.figure.mentions) ** SALIENCE if referent.figure else 1.0)
        p /= p.sum()
        totals: dict[int, float] = {}
        referents: dict[int, Referent] = {}
        for value, (_, _, mention) in zip(p[1:].tolist(), near, strict=True):
            referent = self._referent(mention)
            referents[id(referent)] = referent
            totals[id(referent)] = totals.get(id(referent), 0.0) + value
        best = max(totals, key=lambda r: totals[r])
        return Found(referents[best], totals[best])

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

    def _allowed(self, word: str) -> Allowed:
        wanted = "m" if word in _HE else "f" if word in _SHE else None

        def he_or_she(mention: Name | Head) -> bool:
            if isinstance(mention, Head):
                return mention.type == "person"
            figure = self.of[id(mention)]
            return figure.kind in (PERSON, cast.OTHER) and figure.gender in (None, wanted)

        def they(mention: Name | Head) -> bool:
            return isinstance(mention, Head) or self.of[id(mention)].kind in (ORGANIZATION, PLACE, cast.OTHER)

        def anybody(mention: Name | Head) -> bool:
            return True

        return he_or_she if wanted else they if word in _THEY | _IT else anybody

    def _allowed_for(self, kind: SpeakerType | None, word: str) -> Allowed:
        def fits(mention: Name | Head) -> bool:
            if isinstance(mention, Head):
                return False
            figure = self.of[id(mention)]
            if kind in (SpeakerType.UNNAMED, SpeakerType.PERSON):
                return figure.kind in (PERSON, cast.OTHER)
            return kind is SpeakerType.ORGANIZATION and figure.kind != PERSON

        return fits

    def _piece(self, offset: int) -> int:
        return min(mentions.located(self.pieces, offset, offset + 1)[0], len(self.pieces) - 1)


def resolve(document: Document, statements: Sequence[Statement], answers: Answers) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The document's entities, and its statements with their speakers; `answers` must have been read through.

    A statement whose speaker cannot be told has None. Offsets go into `document.text`; `evidence` holds the source's words, then, where
    these are
    others, the words that give the name.
    """
    resolver = Resolver(document, answers)
    order = sorted(range(len(statements)), key=lambda i: (statements[i].source or statements[i].content)[0].start)
    who: dict[int, Referent | None] = {}
    last: tuple[int, Referent] | None = None
    for i in order:
        source = statements[i].source
        if source:
            here = _block(document.blocks, source[0].start)
            resolver.favour = {id(last[1]): GOES_ON[here - last[0]]} if last and here - last[0] < len(GOES_ON) else {}
            found = resolver.source(source[0].start, source[-1].end)
            who[i] = found.referent if found else None
            if found and statements[i].parent is None:
                last = here, found.referent
    resolver.favour = {}
    for i, following in pairwise(order):
        office, named = who.get(i), who.get(following)
        if office is not None and named is not None and named.figure is not None and resolver.introduces(office, named.figure):
            who[i] = named
    for i in range(len(statements)):
        if who.get(i) is None:
            who[i] = _from_context(document, statements, who, i)
    numbers = {s.id: i for i, s in enumerate(statements)}
    for i, statement in enumerate(statements):
        outer = who.get(numbers.get(statement.parent or "", -1))
        if outer is not None and outer is who[i] and statement.source:  # nobody quotes himself as *the mayor*
            who[i] = resolver.described(statement.source[0].start, statement.source[-1].end) or outer
    resolver.pronouns()
    return _named(resolver, statements, who)


def _from_context(document: Document, statements: Sequence[Statement], who: dict[int, Referent | None], i: int) -> Referent | None:
    """Whose a quotation without a source is, and who *I* or *we* in a quotation is: the speaker around it, or right before it."""
    mine = statements[i]
    if mine.source:
        word = mine.source[0].text.lower()
        if word not in _I | _WE:
            return None
        at = mine.source[0].start
        for j, other in enumerate(statements):
            if j != i and any(c.start <= at < c.end for c in other.content):
                return who.get(j)
        return None
    start = mine.content[0].start
    block = _block(document.blocks, start)
    neighbours = [
        (abs(other.content[0].start - start), j)
        for j, other in enumerate(statements)
        if j != i and who.get(j) is not None and other.source and _block(document.blocks, other.content[0].start) == block
    ]
    if mine.kind is not Kind.INDIRECT and neighbours:
        return who[min(neighbours)[1]]
    return None


def _block(blocks: Sequence[Block], offset: int) -> int:
    return bisect_right([b.start for b in blocks], offset) - 1


def _named(
    resolver: Resolver, statements: Sequence[Statement], who: dict[int, Referent | None]
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    text = resolver.text
    referents = {id(r): r for r in who.values() if r is not None}
    speaking: dict[int, list[Statement]] = {}
    for i, r in who.items():
        if r is not None:
            speaking.setdefault(id(r), []).append(statements[i])
    things: list[tuple[int, Referent | None, Figure | None]] = []
    for known in resolver.figures:
        told = known.kind == ORGANIZATION or (
            known.kind == PERSON and (len(known.mentions) > 1 or " " in text[known.mentions[0].start : known.mentions[0].end])
        )
        if told or id(resolver._referents.get(id(known))) in referents:
            things.append((known.mentions[0].start, resolver._referents.get(id(known)), known))
    things += [(r.start, r, None) for r in referents.values() if r.figure is None]
    things.sort(key=lambda t: t[0])
    entities: list[Entity] = []
    made: dict[int, tuple[Speaker, tuple[int, int]]] = {}
    for n, (_, referent, figure) in enumerate(things, 1):
        said = speaking.get(id(referent), [])
        entity, place = _entity(resolver, f"e{n}", referent, figure, said)
        entities.append(entity)
        if referent is not None:
            made[id(referent)] = (Speaker(entity.name, entity.id, entity.type, entity.roles[0] if entity.roles else None), place)
    done = []
    for i, statement in enumerate(statements):
        r = who.get(i)
        if r is None:
            done.append(replace(statement, speaker=None))
            continue
        speaker, (a, b) = made[id(r)]
        evidence = list(statement.source)
        if not any(s.start <= a and b <= s.end for s in evidence):
            evidence.append(Span(a, b, text[a:b]))
        done.append(replace(statement, speaker=replace(speaker, evidence=tuple(evidence))))
    return tuple(entities), tuple(done)


def _entity(
    resolver: Resolver, key: str, referent: Referent | None, figure: Figure | None, said: Iterable[Statement]
) -> tuple[Entity, tuple[int, int]]:
    text = resolver.text
    if figure is None:
        assert referent is not None
        place = (referent.start, referent.end)
        spans = sorted({(s.source[0].start, s.source[-1].end) for s in said if s.source} | {place} | set(referent.spans))
        mentions_of = tuple(Span(a, b, text[a:b]) for a, b in spans)
        return Entity(key, text[slice(*place)], referent.type, (), (), mentions_of), place
    name = figure.fullest(text)
    place = (name.start, name.end)
    written = text[slice(*place)]
    kind = SpeakerType.PERSON if figure.kind == PERSON else SpeakerType.ORGANIZATION
    if figure.kind == cast.OTHER:
        kind = resolver.type_of(*place)
        kind = SpeakerType.PERSON if kind is SpeakerType.UNNAMED else kind
    of = [(m.start, m.end) for m in figure.mentions] + (referent.spans if referent else [])
    spans = sorted({*of, *((s.source[0].start, s.source[-1].end) for s in said if s.source)})
    aliases = tuple(dict.fromkeys(text[m.start : m.end] for m in figure.mentions if text[m.start : m.end] != written))
    roles_of = tuple(dict.fromkeys(text[a:b] for a, b in figure.roles))
    return Entity(key, written, kind, roles_of, aliases, tuple(Span(a, b, text[a:b]) for a, b in spans)), place
