"""Through whom a statement came: the hops between its speaker and the page, nearest to the speaker first, each with the words that show it.

The rules are those of FORMAT.md: whoever only relays is a hop; venues, the page's own publisher and credits are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.reading import hops, outlets
from onrecord.reading.hops import Phrase
from onrecord.reading.surroundings import Range, Surroundings, overlap
from onrecord.vocabulary import Document, Hop, Span, Statement

_HEAD = (
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[A-Z][\w’'-]*|[\w’-]+[’']s?)(?: (?!(?:on|in|at|after|before|during|who|which"
    r"|that|when|as|and|said|seen|obtained|published|printed|carried|quoted|cited|released|reviewed|has|had|was|is)\b)[\w’'-]+){0,7})"
)
_BY = re.compile(rf"(?:\bas )?\b(?P<verb>quoted|cited|relayed|conveyed) by (?P<who>{_HEAD})")
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?P<who>{_HEAD}|[a-z]{{4,}}(?: [a-z-]{{3,}})?)")
_NOBODY = re.compile(
    r"(?i)(?:the |a |an |his |her |their |its )?(?:[\w-]+ )?(?:plans?|customs?|rules?|schedule|hoyle|traditions?|laws?|size|needs?"
    r"|tastes?|agreement|weight|age"
    r"|ability|merit|script|design|principles?|wishes|timetable|constitution|mood|season|weather|recipe|protocol|merits|instructions"
    r"|regulations)\b"
)
_SUBJECT = re.compile(rf"(?P<who>{_HEAD}) (?:(?:has|had|also|later|then|once) )*\Z")
_QUOTING = re.compile(r"(?i)\b(?:quot|cit)")
_CITING = re.compile(r"(?i)(?:citing|quoting|relaying|referring|with reference|on the authority)")
_PRINTED = re.compile(r"(?i)(?:published|printed|posted|seriali|appear|which|that|whose|\w+ of which)")
_REPORT_OF = re.compile(r"[’']s (?:[\w-]+ ){0,3}(?:report|account|story|reporting)$")
_OTHERS = re.compile(r"(?i)\b(?:made|given|expressed|voiced|issued|raised) by\b|\bwho (?!(?:was|has|is) speaking)\w+|\bwhose\b.*\btold\b")
_PASSIVE = re.compile(r"(?i)\b(?:was|were|been|is|are|being) ")
_PRONOUN = frozenset(("he", "she", "they", "i", "we", "it", "who"))
_FAR = 120


@dataclass(frozen=True, slots=True)
class _Link:
    """A hop with where it stands in the order: what a speaker did himself first, what stands before him last."""

    hop: Hop
    place: Range
    rank: int
    citing: bool = False


def fill(document: Document, statements: Sequence[Statement], mentions: Sequence[outlets.Mention] | None = None) -> tuple[Statement, ...]:
    """The statements with `via` (empty where there is no hop) and `parent`; offsets go into `document.text`.

    A nested statement is one whose words all stand in another's content. Names of speakers come into the chains of nested statements as
    `speaker` gives them: fill these first. `mentions` are the document's outlets, where they have been found already.
    """
    if not statements:
        return ()
    around = Surroundings(document, statements)
    mentions = outlets.mentions(document) if mentions is None else mentions
    phrases = hops.phrases(document.text, mentions, around.blocks)
    return _Filling(document, around, phrases).filled()


class _Filling:
    """The work on one document."""

    def __init__(self, document: Document, around: Surroundings, phrases: Sequence[Phrase]) -> None:
        self.text, self.around, self.statements = document.text, around, around.statements
        self.mine: list[list[Phrase]] = [[] for _ in self.statements]
        self.late: list[list[Phrase]] = [[] for _ in self.statements]
        for phrase in phrases:
            self._assign(phrase)

    def _assign(self, phrase: Phrase) -> None:
        place = phrase.start, phrase.end
        if phrase.back and (before := self.around.right_before(place)) is not None:
            self.late[before].append(phrase)
            return
        owner = self.around.owner(place)
        if owner is not None:
            s = self.statements[owner]
            if self._is_speaking(phrase, s) and phrase.relation == hops.INTERVIEWED:  # *Asked by the Gazette whether …, he said*
                answers = [j for j, r in enumerate(self.around.regions) if j > owner and r[0] == self.around.regions[owner][0]]
                owner = answers[0] if answers else owner
                s = self.statements[owner]
            if not self._is_speaking(phrase, s) and not self._is_of_another_verb(phrase, s) and not self._is_of_others(phrase, s):
                self.mine[owner].append(phrase)
        elif (before := self.around.right_before(place) if phrase.relay else self.around.told_of(place)) is not None:
            (self.late if phrase.relay else self.mine)[before].append(phrase)

    @staticmethod
    def _is_speaking(phrase: Phrase, s: Statement) -> bool:
        """Whether the outlet is the source itself."""
        return phrase.outlet is not None and any(overlap(phrase.outlet, (x.start, x.end)) for x in s.source)

    def _is_of_another_verb(self, phrase: Phrase, s: Statement) -> bool:
        """Whether *told the Gazette* is the verb of other words than the statement's own cue."""
        begins = re.match(
            r"(?i)(?:has |had |have )?(?:told|telling|tells|tell|informed|assured|warned)\b", self.text[phrase.start : phrase.end]
        )
        return bool(begins and s.cue) and not any(overlap((phrase.start, phrase.end), (c.start, c.end)) for c in s.cue)

    def _is_of_others(self, phrase: Phrase, s: Statement) -> bool:
        """Whether somebody else did it (*rejected the claim, made by the rebels in an interview with …*)."""
        spans = [x for x in (*s.cue, *s.source, *s.content) if x.end <= phrase.start]
        between = self.text[max(x.end for x in spans) : phrase.start] if spans else ""
        return len(between) < _FAR and _OTHERS.search(between) is not None

    def filled(self) -> tuple[Statement, ...]:
        done: list[Statement] = []
        chains: dict[int, tuple[Hop, ...]] = {}
        order = sorted(range(len(self.statements)), key=self._depth)
        for i in order:
            chains[i] = self._chain(i, chains)
        for i, s in enumerate(self.statements):
            up = self.around.parents[i]
            done.append(replace(s, via=chains[i], parent=None if up is None else self.statements[up].id))
        return tuple(done)

    def _depth(self, i: int) -> tuple[int, int]:
        depth, up = 0, self.around.parents[i]
        while up is not None and depth < len(self.statements):
            depth, up = depth + 1, self.around.parents[up]
        return depth, i

    def _chain(self, i: int, chains: dict[int, tuple[Hop, ...]]) -> tuple[Hop, ...]:
        s, up = self.statements[i], self.around.parents[i]
        links = [self._link(p, s) for p in self.mine[i] if p.name]
        links += self._unnamed(i)
        chain = [link.hop for link in _ordered(links)]
        if up is not None:
            outer = self._outer(i, up)
            return _distinct([*chain, *([outer] if outer else []), *chains.get(up, ())])
        late = [self._link(p, s).hop for p in self.late[i] if p.name]
        if not chain and not self.mine[i] and (on := self.around.goes_on(i)) is not None:
            return _distinct([*chains.get(on, ()), *late])
        return _distinct([*chain, *late])

    def _link(self, phrase: Phrase, s: Statement) -> _Link:
        first = min(x.start for x in (*s.content, *s.cue, *s.source))
        words = self.text[phrase.start : phrase.end]
        citing = [c for c in s.cue if _CITING.match(c.text)]
        if phrase.relation in hops.DIRECT or (phrase.relation == hops.PUBLISHED and not _PRINTED.match(words)):
            rank = 0
        elif (phrase.end <= first and not _REPORT_OF.search(words)) or (phrase.acting and citing and phrase.end <= citing[0].start):
            rank = 2
        else:
            rank = 1
        hop = Hop(phrase.name or "", phrase.relation, self._span(phrase.start, phrase.end))
        return _Link(hop, (phrase.start, phrase.end), rank, phrase.citing)

    def _span(self, a: int, b: int) -> Span:
        return Span(a, b, self.text[a:b])

    def _unnamed(self, i: int) -> list[_Link]:
        """Hops that are no outlets: *quoted by the court's own herald*, *according to the report*, *a spokesman quoted her as saying*."""
        s, found = self.statements[i], []
        taken = [(p.start, p.end) for p in self.mine[i]]
        roles = [(x.start, x.end) for x in (*s.source, *s.cue, *s.content)]
        for a, b in self.around.regions[i]:
            for pattern, relation in ((_BY, hops.QUOTED), (_ACCORDING, hops.REPORTED)):
                for match in pattern.finditer(self.text, a, b):
                    place = match.span()
                    if (
                        any(overlap(place, r) for r in (*taken, *roles))
                        or _NOBODY.match(match["who"])
                        or self.around.owner(place) != i
                        or not s.source
                    ):
                        continue
                    found.append(
                        _Link(Hop(_named(match["who"]), relation, self._span(*place)), place, 2 if place[1] <= min(roles)[0] else 1)
                    )
        if (
            s.cue
            and s.source
            and _QUOTING.search(s.cue[0].text)
            and not _PASSIVE.search(s.cue[0].text)
            and s.source[0].start >= s.cue[0].end
        ):
            low = max([a for a, b in self.around.regions[i] if a <= s.cue[0].start <= b] or [s.cue[0].start])
            subject = _SUBJECT.search(self.text[max(low, s.cue[0].start - 80) : s.cue[0].start])
            place = (s.cue[0].start - len(subject[0]), s.cue[0].end) if subject else (0, 0)
            if subject and not any(overlap(place, t) for t in taken):
                found.append(_Link(Hop(_named(subject["who"]), hops.QUOTED, self._span(*place)), place, 1))
        return found

    def _outer(self, i: int, up: int) -> Hop | None:
        """The hop that the speaker of the statement around makes: *told* where the inner words say that he was told."""
        s, outer = self.statements[i], self.statements[up]
        if not outer.source and not outer.speaker:
            return None
        name, earlier = _name_of(outer), self.around.goes_on(up)
        while name.lower() in _PRONOUN and earlier is not None and (before := _name_of(self.statements[earlier])):
            name, earlier = before, self.around.goes_on(earlier)
        if (
            s.cue
            and re.search(r"(?i)\btold$", s.cue[-1].text)
            and (to := re.match(r" (?:him|her|them|me|us)\b", self.text[s.cue[-1].end :][:6]))
        ):
            return Hop(_named(name), hops.TOLD, self._span(s.cue[-1].start, s.cue[-1].end + to.end()))
        shown = [*outer.source[:1], *outer.cue[:1]] or [*outer.content]
        a, b = min(x.start for x in shown), max(x.end for x in shown)
        if b - a > _FAR or any(overlap((a, b), (c.start, c.end)) for c in outer.content):
            a, b = (outer.source or outer.cue)[0].start, (outer.source or outer.cue)[0].end
        return Hop(_named(name), hops.REPORTED, self._span(a, b))


def _name_of(s: Statement) -> str:
    return s.speaker.name if s.speaker else s.source[0].text if s.source else ""


def _named(words: str) -> str:
    """A name without article; a description as it stands."""
    return outlets.bare(words) if re.match(r"(?:The|the) [A-Z]", words) else words.strip(" ,")


def _ordered(links: Sequence[_Link]) -> list[_Link]:
    """Nearest to the speaker first: what he did himself, then as the text tells it, what is cited before who cites it, what stands before
    the statement last."""
    placed = sorted(links, key=lambda link: (link.rank, link.place))
    for k, (before, link) in enumerate(pairwise(list(placed))):
        if link.citing and before.rank >= link.rank and before.rank > 0:
            placed[k], placed[k + 1] = link, before
    return placed


def _distinct(chain: Sequence[Hop]) -> tuple[Hop, ...]:
    """Every hop once, where it stands first."""
    found: dict[str, Hop] = {}
    for hop in chain:
        found.setdefault(outlets.bare(hop.name).lower(), hop)
    return tuple(found.values())
