"""Who a statement's source is: names under their fullest form, pronouns and offices by the model's comparison of mentions, and nobody where
the page does not tell."""

import re
from collections.abc import Sequence

from onrecord import callings
from onrecord.reading import authors, cast, mentions, names, nouns, outlets, roles
from onrecord.reading.cast import ORGANIZATION, PERSON, Figure
from onrecord.reading.mentions import Head, Name
from onrecord.reading.model import Answers
from onrecord.reading.referents import (
    ARTICLE,
    BEHIND,
    HE,
    IT,
    OPENING,
    SHE,
    SURE_OF_OFFICE,
    SURE_OF_ONLY,
    THEY,
    Found,
    Referent,
    Referents,
    block_at,
    stripped,
)
from onrecord.vocabulary import BlockKind, Document, SpeakerType

GOES_ON = (8.0, 3.0)
"""How much likelier than the model says it is that whoever spoke last in this paragraph, and in the one before, is meant."""
FIRST_PERSON = frozenset("i me my myself mine we us our ours ourselves".split())
_WHO = frozenset("who whom whose which that".split())
_NOBODY = frozenset("you your one this these those there what everyone everybody anyone anybody someone somebody nobody".split())
_DEFINITE = re.compile(r"(?i)(?:the|this|that|these|those|his|her|their|its)\b|[^\W\d_][\w’'.& -]*?[’']s?\s")
_THE = re.compile(r"(?i)the\s")
_INDEFINITE = r"(?i:\b(?:an?|another|one)\s(?:[\w’'-]+\s){{0,2}}{word}\b)(?!,?\s(?:(?:called|named)\s)?[A-Z])"
_NAMED_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*,|\b(?:is|was|as|became|being))\s$")
"""*A man* whom the page does not name there, and what stands before one who has a name: *Lund, a man of few words*."""
_LATELY, _LONGEST_NAME = 600, 30
"""Characters before *the man* in which *a man* is looked for, and before that in which a name is."""
_TAKEN_UP = 60
_TAKES_UP = re.compile(
    r"(?:\s\([^)]*\))?(?:,?\s(?:of|for|from|in|at|with|on)\s(?:[\w’'.-]++\s?){1,6})?(?:,|\s?--?|\s?[–—])?\s*(?:all|both|some|most|many|one)?\s?(?:of\s)?"
)
"""What may stand between a relative pronoun and what it takes up."""
_NOT_TAKEN_UP = (
    names.NO_NAMES
    | names.DAYS
    | frozenset("ago earlier later today yesterday tomorrow tonight away abroad overseas online again too alone together".split())
)
"""What no relative pronoun takes up: *12 months ago, which showed …*."""
_OWN_WORDS = frozenset("account eyes view views opinion mind words word statement remarks comments testimony telling".split())
_POSSESSIVE = re.compile(r"(?i)(?P<who>his|her|my|their|(?:[^\W\d_][\w’'.-]*\s){0,5}[\w.-]+(?=[’']))(?:[’']s?)?\s")
_OPENING_BLOCKS = 4
_MOUTHPIECES = frozenset("voice mouthpiece spokesman spokeswoman spokesperson".split())
_SPEAKS_FOR = re.compile(r"(?i)\b(?:spokes(?:man|woman|person)|press secretary|mouthpiece)\b")
_PARTICIPLE = re.compile(r"\s[a-z]+ing\s")
_FOR_THE_PRESS = re.compile(r"(?i)\b(?:spokes(?:man|woman|person)|press|communications|media|director)\b")
_AND = re.compile(r"\b(?:and|or)\b|&")
_PAIR = re.compile(
    r"(?:\s\([^)]*\)|\sof(?:\s[A-Z][\w.-]*)+)?(?:,\s(?:[\w.’'-]++\s?){1,8},)?,?"
    r"\s(?:and|or|&)\s(?:the\s)?(?:[\w.’'-]+\s){0,3}?(?:[A-Z][\w.’'-]*\s)*"
)
"""What stands between the names of two who speak together: *Lund of Tarn and Senator Quist*."""
_AND_OTHERS = re.compile(r"(?i)\s(?:and|or)\s(?:his|her|their|its|other|others|several|many|the)\b")
_BOTH_OFFICES = re.compile(
    r"(?i)(?:(?:his|her|their|my)\s(?:[\w’'-]+\s){1,4}and\s(?:current|former|then|now)\s|(?:former|current|ex-)\s?(?:[\w’'.-]+\s){1,5}and\s)"
    r"(?!the\b|an?\b|his\b|her\b|mrs?\b)(?:[\w’'.-]+\s){0,6}"
)
"""Two offices of one person before the name: *former governor and party chairman Ada Lund*."""
_APPOSED = re.compile(r"[^,]*,\s*(?!like\b|including\b|such\b|especially\b)(?:[\w.’'-]+\s){0,6}")
"""What stands between a head and a name in apposition to it: *a lawyer for the family, Ada Lund*."""


class Resolver(Referents):
    """Resolves the sources of one document; `answers` must have been read through."""

    def __init__(self, document: Document, answers: Answers, outlets_named: Sequence[outlets.Mention] | None = None) -> None:
        super().__init__(document, answers)
        self._taken_up = self._outlets(outlets.mentions(document) if outlets_named is None else outlets_named)
        self.authors = authors.Authors(document, self.figures)
        self._writer: Referent | None = None

    def _outlets(self, named: Sequence[outlets.Mention]) -> dict[tuple[int, int], Figure]:
        """Where words such as *the newspaper* take up a named outlet, and which; outlets that were taken for people are put right."""
        known: dict[str, Figure] = {}
        for outlet in named:
            if not outlet.anaphor:
                for name in self.names:
                    if (
                        outlet.start <= name.start
                        and name.end <= outlet.end
                        and self.of[id(name)].kind in (PERSON, cast.OTHER, ORGANIZATION)
                    ):
                        figure = known.setdefault(outlet.name, self.of[id(name)])
                        if not any(m.title or (figure.kind == PERSON and " " in self.text[m.start : m.end]) for m in figure.mentions):
                            figure.kind = ORGANIZATION
        self.media = {id(figure) for figure in known.values()}
        return {(o.start, o.end): known[o.name] for o in named if o.anaphor and o.name in known}

    def source(self, start: int, end: int) -> Found | None:
        """Who the source at text[start:end] is; None if nobody can be told."""
        key = (start, end)
        head = self._head(start, end)
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
        if alone and word in HE | SHE | THEY | IT:
            return self._pronoun(word, head)
        if alone and word in FIRST_PERSON:
            return None
        if outlet := self._taken_up.get(key):
            return Found(self._figure(outlet), 1.0)
        if word in _OWN_WORDS and (possessive := _POSSESSIVE.match(self.text, start, head[0])):
            return self.source(start, possessive.end("who"))  # *her account*: she speaks
        if named := self._named(start, end, head):
            return Found(named, 1.0)
        described = self._describe(start, end, head)
        capital = self.text[start].isupper() and (
            not self.pieces.opens[self._piece(start)] or (head[0] > start and self.text[head[0]].isupper())
        )
        known = capital or _DEFINITE.match(self.text, start) or self._is_headlined(start, word)
        if known and not self._was_introduced(word, start, end, head):
            if described.type is SpeakerType.ORGANIZATION and (body := self._body(word, start, end, head)):
                return Found(self._figure(body), 1.0)
            if word in _MOUTHPIECES and (mouthpiece := self._mouthpiece()):
                return Found(mouthpiece, 1.0)
            opening = block_at(self.blocks, start) < _OPENING_BLOCKS
            factors = self.factors_for(described.type, start, end, word)
            found = self.compared(head, factors, OPENING if opening else BEHIND)
            if found is not None and found.referent.figure is not None and found.sure >= self._least(found.referent.figure, word):
                return self._take(described, found)
        if known and (earlier := self._taken_from_before(word, start, end, head)):
            return self._take(described, Found(earlier, 1.0))
        return Found(self._keep(key, described), 1.0)

    def _take(self, described: Referent, found: Found) -> Found:
        """The description stands for what was found, also where other mentions are compared with it."""
        if described.head is not None:
            self._by_head[described.head] = found.referent
        return found

    def _least(self, figure: Figure, word: str) -> float:
        """How sure it must be that *the mayor* is this person: less where the page calls nobody else a mayor."""
        alone = [f for f in self.figures if f.kind == PERSON and word in self._called(f)] == [figure]
        return SURE_OF_ONLY if alone else SURE_OF_OFFICE

    def _taken_from_before(self, word: str, start: int, end: int, head: tuple[int, int]) -> Referent | None:
        """Who was described last with the head word of *the colonel*, said with nothing else: *a colonel in the river guard*."""
        if not self._is_bare(start, end, head):
            return None
        said = [
            r
            for (_, stop), r in self._described.items()
            if stop <= start and r.head is not None and names.bare(self.text[slice(*r.head)]) == word and r.type is not SpeakerType.GROUP
        ]
        return max(said, key=lambda r: r.start) if said else None

    def _was_introduced(self, word: str, start: int, end: int, head: tuple[int, int]) -> bool:
        """Whether *the man*, said with nothing else, takes up *a man* that the page told of shortly before and gave no name."""
        if not self._is_bare(start, end, head) or not _THE.match(self.text, start) or word not in callings.PEOPLE | nouns.ANYONE:
            return False
        lately = self.text[max(0, start - _LATELY) : start]
        places = (found.start() for found in re.finditer(_INDEFINITE.format(word=re.escape(word)), lately))
        return any(not _NAMED_BEFORE.search(lately, max(0, place - _LONGEST_NAME), place) for place in places)

    def _is_bare(self, start: int, end: int, head: tuple[int, int]) -> bool:
        """Whether text[start:end] is an article and a noun alone."""
        return ARTICLE.fullmatch(self.text, start, head[0]) is not None and head[1] == end

    def _is_headlined(self, start: int, word: str) -> bool:
        """Whether an office stands without an article because it stands in a title: *Mayor wants the quay closed*."""
        return word in callings.PEOPLE and self.blocks[block_at(self.blocks, start)].kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)

    def _head(self, start: int, end: int) -> tuple[int, int] | None:
        """The head word of a source: by grammar, or the person or body that the model sees before it (*judges handling lawsuits*)."""
        head = nouns.head(self.text, start, end)
        if head is None or names.bare(self.text[slice(*head)]) in nouns.DOCUMENTS | nouns.PRONOUNS:
            return head
        for h in self._heads_in(start, head[0] - 1):
            if _PARTICIPLE.match(self.text, h.end):
                return h.start, h.end
        return head

    def _body(self, word: str, start: int, end: int, head: tuple[int, int]) -> Figure | None:
        """The body named last whose name holds the word of *the institute*, said with nothing else."""
        if not self._is_bare(start, end, head):
            return None
        places = [
            (m.start, n)
            for n, f in enumerate(self.figures)
            if f.kind == ORGANIZATION
            for m in f.mentions
            if m.end <= start and word in names.parts(self.text[m.start : m.end])[1:]
        ]
        return self.figures[max(places)[1]] if places else None

    def introduces(self, office: Referent, figure: Figure) -> bool:
        """Whether a page that begins with *the minister* means whom it names next: somebody who is named in full right after it, for the
        first time, without any word on who that is. (A page that names a stranger says who that is, unless it has just done so.)"""
        first = figure.mentions[0]
        return (
            office.figure is None
            and office.type is SpeakerType.UNNAMED
            and block_at(self.blocks, office.start) < _OPENING_BLOCKS
            and self.text[office.start : office.start + 4].lower() == "the "
            and figure.kind == PERSON
            and " " in self.text[first.start : first.end]
            and not figure.roles
            and not first.title
            and office.end < first.start
            and block_at(self.blocks, first.start) - block_at(self.blocks, office.start) <= 1
        )

    def spokesperson(self, office: Referent) -> Referent | None:
        """Whom *a spokeswoman for Lund* means: the one for the press whom the page names right after it, for the first time."""
        if (
            office.figure is not None
            or office.type is not SpeakerType.UNNAMED
            or not _SPEAKS_FOR.search(self.text, office.start, office.end)
        ):
            return None
        here = block_at(self.blocks, office.start)
        next_ones = [
            f
            for f in self.figures
            if f.kind == PERSON
            and f.mentions[0].start > office.end
            and block_at(self.blocks, f.mentions[0].start) - here <= 1
            and any(_FOR_THE_PRESS.search(self.text, a, b) for a, b in f.roles)
        ]
        return self._figure(next_ones[0]) if len(next_ones) == 1 else None

    def _mouthpiece(self) -> Referent | None:
        """The one spokesperson whom the page names, if there is one only."""
        named = [f for f in self.figures if f.kind == PERSON and any(_SPEAKS_FOR.search(self.text, a, b) for a, b in f.roles)]
        return self._figure(named[0]) if len(named) == 1 else None

    def described(self, start: int, end: int) -> Referent | None:
        """The source at text[start:end] as somebody who is only described; None if it is a pronoun or a name."""
        head = nouns.head(self.text, start, end)
        if head is None or names.bare(self.text[slice(*head)]) in nouns.PRONOUNS or self._named(start, end, head):
            return None
        return self._described.get((start, end)) or self._keep((start, end), self._describe(start, end, head))

    def _keep(self, place: tuple[int, int], described: Referent) -> Referent:
        self._described[place] = described
        if described.head is not None:
            self._by_head[described.head] = described
        return described

    def _named(self, start: int, end: int, head: tuple[int, int]) -> Referent | None:
        """The figure that the source names, or several of them as a group; None where its head is no name and none stands in apposition."""
        inside = [n for n in self.names if start <= n.start and n.end <= end]
        mine = next((n for n in inside if n.start <= head[0] and head[1] <= n.end + 2), None)
        if mine is None and self.text[head[0]].isupper() and (more := mentions.unseen(self.text, head, start, end, self.pieces)):
            if id(more) not in self.of:
                self._admit(more)
            mine = more
        if mine is None and self.text[head[0]].isupper() and (known := self._surname(head)):
            return self._figure(known)
        if mine is None and inside and inside[-1].end == end and _BOTH_OFFICES.fullmatch(self.text, start, inside[-1].start):
            mine = inside[-1]
        if mine is None:
            body = names.bare(self.text[slice(*head)]) in nouns.BODIES
            kinds = (PERSON, ORGANIZATION) if body else (PERSON,)
            mine = next((n for n in inside if _APPOSED.fullmatch(self.text, head[1], n.start) and self.of[id(n)].kind in kinds), None)
        if mine is None:
            return None
        if inside and self.of[id(mine)].kind != PERSON and self._is_office(mine.end, inside[-1]):
            mine = inside[-1]  # *University of Tarn professor Ada Lund*
        several = any(self.of[id(n)] is not self.of[id(mine)] and _PAIR.fullmatch(self.text, mine.end, n.start) for n in inside)
        if (
            several
            or _AND_OTHERS.match(self.text, mine.end, end)
            or (_AND.search(self.text, mine.end, end) and self.type_of(start, end) is SpeakerType.GROUP)
        ):
            return Referent(None, min(mine.start, head[0]), stripped(self.text, start, end)[1], SpeakerType.GROUP, head)
        return self._figure(self.of[id(mine)])

    def _is_office(self, start: int, name: Name) -> bool:
        """Whether what stands from `start` to a person's name is an office or occupation, or says no more than whose the person is."""
        between = self.text[start : name.start].split()
        if len(between) == 1 and between[0] in ("'s", "’s", "'", "’"):
            return self.of[id(name)].kind == PERSON
        said = names.bare(between[-1]) if between and self.of[id(name)].kind == PERSON else ""
        return said in callings.PEOPLE or said in names.HONORIFICS

    def _surname(self, head: tuple[int, int]) -> Figure | None:
        """The one person with this word for a surname, which the model may miss at a sentence's beginning or in a headline."""
        word = names.bare(self.text[slice(*head)])
        found = {
            id(f): f
            for f in self.figures
            if f.kind == PERSON and any(names.parts(self.text[m.start : m.end])[-1:] == [word] for m in f.mentions)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _admit(self, name: Name) -> None:
        """A name that the model passed over joins the figure whose name it can be, or is a figure of its own."""
        written = names.parts(self.text[name.start : name.end])
        short = self.text[name.start : name.end].replace(".", "")
        for figure in self.figures:
            if figure.kind != PERSON and len(short) > 1 and short in names.initials(self.text[slice(*figure.place(self.text))]):
                self.of[id(name)] = figure
                figure.mentions.append(name)
                self.names.append(name)
                return
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

    def author(self, start: int, end: int) -> Referent | None:
        """Who *I* at text[start:end] is in the page's own words: whoever signs them, else whom the byline names."""
        if figure := self.authors.at(start):
            return self._figure(figure)
        if self._writer is None and self.authors.byline:
            self._writer = Referent(None, start, end, SpeakerType.PERSON, name=self.authors.byline)
        return self._writer

    def _relative(self, head: tuple[int, int]) -> Found | None:
        """Whom *who* takes up: the mention right before it, or, where a phrase stands between, the likelier of those in it."""
        seen: list[Name | Head] = [*self.names, *self.heads]
        near = [
            m
            for m in seen
            if m.end <= head[0] <= m.end + _TAKEN_UP
            and _TAKES_UP.fullmatch(self.text, m.end, head[0])
            and self.text[m.start : m.end].split()[-1].lower() not in _NOT_TAKEN_UP
        ]
        if not near:
            words = names.words(self.text, max(0, head[0] - 40), head[0])
            if (
                not words
                or self.text[slice(*words[-1])].lower() in _NOT_TAKEN_UP
                or not _TAKES_UP.fullmatch(self.text, words[-1][1], head[0])
                or words[-1][1] + 4 < head[0]
            ):
                return None
            return self.source(*roles.phrase(self.text, *words[-1]))
        if len(near) == 1:
            before = near[0]
            if isinstance(before, Name):
                return Found(self._referent(before), 1.0)
            return self.source(*roles.phrase(self.text, before.start, before.end))  # *the hacker, who …*: whoever *the hacker* is
        return self.compared(head, self.factors_among(near)) or Found(self._referent(max(near, key=lambda m: m.end)), 0.5)

    def _piece(self, offset: int) -> int:
        return min(mentions.located(self.pieces, offset, offset + 1)[0], len(self.pieces) - 1)
