"""Phrases that say through whom words passed: *told the Gazette*, *in an interview with*, *quoted by*, *the agency Polar reported*.

They are looked for in the text with every outlet (`outlets.mentions`) replaced by signs of the same length, so that one pattern holds
for every name and offsets stay those of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.outlets import BROADCASTER, GROUP, Mention

INTERVIEWED, TOLD, QUOTED, REPORTED, CARRIED, PUBLISHED = "interviewed", "told", "quoted", "reported", "carried", "published"
DIRECT = frozenset((INTERVIEWED, TOLD))
"""What a speaker does himself: such a hop is nearer to him than any other."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `text[start:end]` that name a hop and say what it did.

    `name` is None where the page's own publisher, or nobody that can be told, is meant: no hop, but an occasion. `acting`: the outlet
    is the subject (*Polar reported*). `citing`: the hop is nearer to the speaker than the outlet before it. `relay`: words that speak
    of a statement told elsewhere (*Polar carried the news*); `back`: in the sentence before (*the interview was carried by Polar*).
    `anaphor`: the words take an earlier occasion up (*in the interview*).
    """

    start: int
    end: int
    name: str | None
    relation: str
    acting: bool = False
    citing: bool = False
    relay: bool = False
    back: bool = False
    anaphor: bool = False
    outlet: tuple[int, int] | None = None


_SIGN, _REST = "\ue000", "\ue001"
_O = f"{_SIGN}{_REST}*"
_SOME = r"(?:[\w’'-]+ )"
_PLAIN = r"(?:(?!(?:in|during|with|for|on|to|of|that|by|from)\b)[\w’'-]+ )"
_A = r"(?:(?:an?|the|his|her|their|its|another|one|that|this|separate|recent)\s)?"
_ADVERB = r"(?:(?:also|has|had|have|later|first|then|earlier|further|already|separately|since|previously|\w+ly) )*"
_TO_ALL = (
    r"(?:the )?(?:listeners|viewers|readers|reporters|journalists|a reporter|an? correspondent|an? interviewer|the audience) (?:of"
    r"|from|for|on|at) "
)
_TALK = r"(?:interview|conversation|sit-down|chat|phone-in|Q&A|podcast)s?"
_WRITTEN = (
    r"(?:column|article|essay|op-ed|opinion piece|piece|commentary|editorial|letter|memoirs?|diary|diaries|contribution|blog ?post|review"
    r"|poem"
    r"|advertisement|open letter|paper|study)s?"
)
_SENT = (
    r"(?:e-?mails?|statements?|messages?|texts?|text messages?|(?:phone |telephone )?calls?|comments|remarks|notes?|reply|response"
    r"|replies|letters?|fax)"
)
_CARRY = (
    r"(?:carried|broadcast|aired|shown|televised|screened|picked up|relayed|reprinted|republished|re-?broadcast|distributed|circulated"
    r"|transmitted"
    r"|streamed|run|translated|forwarded|spread|passed on|sent out|played|read|read out)"
)
_CARRIES = (
    r"(?:carried|carries|broadcast|broadcasts|aired|airs|picked up|picks up|relayed|relays|reprinted|reprints|republished|distributed"
    r"|circulated"
    r"|transmitted|ran|sent|spread|passed on|took up|played|showed)"
)
_PUBLISH = r"(?:published|printed|serialised|serialized|posted|appearing|which appeared|that appeared)"
_SEE = (
    r"(?:obtained|seen|reviewed|summarised|summarized|viewed|heard|verified|leaked to|shared with|provided to|released (?:by|to)|given to"
    r"|shown to"
    r"|examined|read|translated)"
)
_REPORT = (
    r"(?:reported|reports|said|says|wrote|writes|added|adds|noted|notes|claimed|claims|revealed|reveals|learned|learnt|understands"
    r"|continued|announced"
    r"|confirmed|stated|states|recounted|recounts|concluded|explained|disclosed|discloses|has it|had it|put it|summed up)"
)
_PASSIVE = (
    rf"(?:(?:in|through|during) {_A}{_SOME}{{1,4}}?|(?:[\w’'-]+ ){{1,3}}of which {_ADVERB}(?:was|were|been) {_ADVERB}"
    rf"|whose {_SOME}{{1,3}}?(?:was |were |been )?|(?:which|that) {_ADVERB}(?:was|were|been) |as )?"
)
_STORY = (
    r"(?:news|statement|remarks|words|speech|interview|story|report|letter|sermon|recording|claims?|comments?|quotation|message"
    r"|account|article|address)"
)
_WHAT = rf"(?:the|his|her|their|its|it|them|this|that|parts|extracts|excerpts|passages|footage|a|an)\b(?: {_STORY})?"

_PATTERNS: tuple[tuple[str, str, str], ...] = (
    (INTERVIEWED, "", rf"\b(?:in|during|from|for|giving|gave|given|granted|to) {_A}{_PLAIN}{{0,4}}{_TALK} (?:(?!quot|cit|which|that|said"
        rf"|told|report|carr|pick)[\w’'-]+ ){{0,5}}?(?:with|to|for|by|on|in) {_A}(?P<o>{_O})"),
    (INTERVIEWED, "", rf"\b(?:in|during|from) {_A}{_PLAIN}{{0,3}}(?P<o>{_O})(?:[’']s)? {_SOME}{{0,2}}{_TALK}"),
    (INTERVIEWED, "", rf"\b(?:interviewed|questioned|asked) (?:\w+ ){{0,2}}?(?:by|on|for) {_A}(?P<o>{_O})"),
    (TOLD, "", rf"\b(?:contacted|reached|approached|called) (?:\w+ ){{0,2}}?by {_A}(?P<o>{_O})"),
    (TOLD, "", rf"\b(?:(?:has|have|had) )?(?:{_ADVERB})?(?:told|telling|tells|tell|assured|informed|warned) (?:{_TO_ALL}"
        rf"|(?:(?-i:[A-Z])[\w.-]+ ){{1,3}}(?:of|from|at) )?{_A}(?P<o>{_O})"),
    (TOLD, "", rf"\b(?:listeners|viewers|readers) of (?P<o>{_O})"),
    (TOLD, "", rf"\b(?:revealed|reveals|confirmed|confirms|explained|explains|said|says|admitted|disclosed|announced|conceded|speaking"
        rf"|spoke|speaks|speak|talking|talked|spoken"
     rf"|complained|repeated|suggested|denied|boasted|confided|described|stressed|insisted|commented|whispered|confessed|claimed) "
     rf"(?:[\w’'-]+ ){{0,3}}?(?P<e>to {_A}(?P<o>{_O}))"),
    (TOLD, "", rf"\b(?:in|by|through|via|with) {_A}{_SOME}{{0,3}}{_SENT} (?:[\w’'-]+ ){{0,2}}?(?:to|with|for|sent to|given "
        rf"to) {_A}(?P<o>{_O})"),
    (TOLD, "air", rf"\b(?:on|in|during) (?:(?:the|an?|his|her|its|an appearance on|a call to) {_SOME}{{0,5}}?(?:of|on|by|with|from|to) "
        rf")?(?P<o>{_O})(?:[’']s(?: [\w“”&’'-]+){{1,4}}(?=,|\.| that| on| in| this| last|$))?"),
    (PUBLISHED, "", rf"\b(?:in|for|from) {_A}{_SOME}{{0,4}}?{_WRITTEN} (?:(?!seen|obtained|carried|reviewed|leaked|quoted|cited)[\w’'-]+ "
        rf"){{0,5}}?(?:for|in|published by|printed by|run by|serialised by) {_A}(?P<o>{_O})"),
    (PUBLISHED, "", rf"\b(?:wrote|writes|writing|written|complained|complains|argued|argues|pleads|pleaded|warned|claimed|penned) (?:\w+ "
        rf"){{0,2}}?(?P<e>in (?P<o>{_O}))"),
    (PUBLISHED, "", rf"{_PASSIVE}\b{_PUBLISH} (?:\w+ ){{0,3}}?(?:by|in|on) (?P<o>{_O})"),
    (QUOTED, "", rf"(?:\bas )?\b{_ADVERB}(?:quoted|cited) (?:\w+ ){{0,3}}?(?:by|in|on) (?P<o>{_O})"),
    (QUOTED, "", rf"{_PASSIVE}\b(?:quoted|cited) (?:\w+ ){{0,2}}?(?:by|in) (?P<o>{_O})"),
    (QUOTED, "acting", rf"(?:\b(?:which|that|as) )?(?P<o>{_O})(?:[’']s)?,? {_ADVERB}(?:quoted|quotes|cited|cites)(?! by)"),
    (CARRIED, "relay back", rf"(?:\b(?:the|his|her|their|that) (?:{_SOME}){{0,2}}?|{_O}[’']s (?:{_SOME})?){_STORY} {_ADVERB}(?:was|were"
        rf"|been) {_ADVERB}{_CARRY} (?:\w+ ){{0,3}}?(?:by|on|in) (?P<o>{_O})"),
    (CARRIED, "", rf"{_PASSIVE}\b{_CARRY}(?: live)? (?:[\w’'-]+ ){{0,3}}?(?:by|on|in) (?P<o>{_O})"),
    (CARRIED, "acting relay", rf"\b(?:which|that|as) (?P<o>{_O}) {_ADVERB}{_CARRIES}\b"),
    (CARRIED, "acting relay", rf"(?P<o>{_O}) {_ADVERB}{_CARRIES} {_WHAT}"),
    (REPORTED, "", rf"\b[Aa]ccording to (?:{_A}{_SOME}{{0,4}}?(?:by|in|from|on|for|with|of) )?(?P<o>{_O})"),
    (REPORTED, "", rf"(?:\bas )?\b(?:first |originally |also |earlier |it was )*(?:reported|broken|revealed) (?:\w+ ){{0,3}}?(?:by|in|on) "
        rf"(?P<o>{_O})"),
    (REPORTED, "", rf"{_PASSIVE}\b{_SEE} (?:\w+ ){{0,2}}?(?:by |(?<=to )|(?<=with ))(?P<o>{_O})"),
    (REPORTED, "citing", rf"\b(?:citing|quoting|referring to|with reference to|relaying|crediting|on the authority of) "
        rf"(?P<o>{_O})(?![’']s? )"),
    (QUOTED, "citing", rf"\b(?:which|who) (?:\w+ )?(?:cited|quoted|cites|quotes) (?P<o>{_O})(?![’']s? )"),
    (REPORTED, "", rf"\bin a (?:{_SOME}{{0,2}})?(?:report|story|dispatch|bulletin|broadcast) (?:by|in|on|for|from) (?P<o>{_O})"),
    (REPORTED, "", rf"\b(?:reported|writes|wrote|reports|said|says|noted|added|quoted) (?P<o>{_O})(?=[.,;]|$| (?:on|in|citing|quoting"
        rf"|late|yesterday|today|earlier|last|this)\b)"),
    (REPORTED, "acting", rf"(?:\bas )?(?P<o>{_O})(?:[”\"’'])? {_ADVERB}{_REPORT}\b"),
    (REPORTED, "acting", rf"(?P<o>{_O}),? (?:citing|quoting) [^,.;“”]{{2,80}}?,? {_REPORT}\b"),
    (REPORTED, "acting", rf"(?:\bas )?(?P<o>{_O})(?= and {_O} {_ADVERB}{_REPORT})"),
    (REPORTED, "", rf"(?P<o>{_O})[’']s? (?:own )?(?:{_SOME}{{0,2}})?(?:report|account|story|reporting)\b"),
)  # fmt: skip
_COMPILED = tuple((relation, frozenset(flags.split()), re.compile(pattern, re.IGNORECASE)) for relation, flags, pattern in _PATTERNS)
_ALSO = re.compile(rf"(?:,| and|,? then|,? and)(?: \w+){{0,2}}? (?:by |in |on )(?P<o>{_O})|(?: and|,? then) (?P<p>{_O})(?=[.,;]|$)")
_BY_LIST = frozenset((QUOTED, CARRIED, REPORTED, PUBLISHED))
_TAKEN_UP = re.compile(
    r"\b(?:(?:in|during|from) (?:the|that|this|the same) (?:[\w-]+ )?(?P<talk>interview|conversation)(?! (?:with|to|for|by|on|in)\b)"
    r"|(?:in|on|during) (?:the|that) same (?P<air>broadcast|programme|program|show|podcast|call|e-?mail|appearance)"
    r"|(?:in|from) (?:the|that|this) (?:same )?(?P<page>article|column|essay|letter|piece|op-ed)(?! (?:with|to|for|by|on|in)\b)"
    r"|(?:wrote|writes|written|says|said|adds|added) (?P<there>there)\b|(?:quoted|quotes|quoting|cited|cites) (?P<from>from it)\b|told "
    r"(?P<it>it)(?= (?:that|in|on)\b|[:,.]))"
)
_WHICH = re.compile(r"\b(?P<which>which) (?:has |had |later |also |then )?(?P<verb>quoted|cited|quotes|cites)\b(?! by)")

_TAKES = {
    "talk": (INTERVIEWED, TOLD),
    "air": (INTERVIEWED, TOLD),
    "it": (),
    "page": (PUBLISHED,),
    "there": (PUBLISHED,),
    "from": (PUBLISHED,),
}
_RELATED = {"talk": INTERVIEWED, "air": TOLD, "it": TOLD}
"""What earlier hop each kind of anaphor takes up, and what relation it is."""
_CLOSE = 4


def phrases(text: str, mentions: Sequence[Mention], blocks: Sequence[tuple[int, int]]) -> tuple[Phrase, ...]:
    """The phrases of a document that name a hop, in order; of two that overlap, the one that says more.

    `blocks` are ranges that no phrase leaves.
    """
    at = {m.start: m for m in mentions}
    signs = _signed(text, mentions)
    found: list[Phrase] = []
    for lo, hi in blocks:
        if signs.find(_SIGN, lo, hi) >= 0:
            found += _patterns(signs, lo, hi, at)
    kept = _longest(found, mentions)
    return _with_anaphors(text, kept, mentions)


def _signed(text: str, mentions: Sequence[Mention]) -> str:
    parts, done = [], 0
    for m in mentions:
        parts += [text[done : m.start], _SIGN, _REST * (m.end - m.start - 1)]
        done = m.end
    return "".join([*parts, text[done:]]).replace("\n", " ") if parts else text


def _patterns(signs: str, lo: int, hi: int, at: dict[int, Mention]) -> Iterator[Phrase]:
    for relation, flags, pattern in _COMPILED:
        for match in pattern.finditer(signs, lo, hi):
            outlet = at[match.start("o")]
            if "air" in flags and outlet.kind != BROADCASTER:
                continue
            if outlet.kind == GROUP and relation != TOLD:
                continue
            start, end = match.span("e") if "e" in pattern.groupindex else match.span()
            yield _phrase(start, end, outlet, relation, flags)
            further = _ALSO.match(signs, match.end(), hi) if relation in _BY_LIST and "acting" not in flags else None
            while further:
                group = "o" if further["o"] else "p"
                start = further.end() - len(further[0].lstrip(", ").removeprefix("and ").removeprefix("then "))
                yield _phrase(start, further.end(), at[further.start(group)], relation, frozenset())
                further = _ALSO.match(signs, further.end(), hi)


def _phrase(start: int, end: int, outlet: Mention, relation: str, flags: frozenset[str]) -> Phrase:
    name = None if outlet.own else outlet.name
    return Phrase(
        start,
        end,
        name,
        relation,
        "acting" in flags,
        "citing" in flags,
        "relay" in flags,
        "back" in flags,
        outlet=(outlet.start, outlet.end),
    )


_RANK = (INTERVIEWED, PUBLISHED, CARRIED, QUOTED, TOLD, REPORTED)


def _longest(found: list[Phrase], mentions: Sequence[Mention]) -> list[Phrase]:
    """One phrase an outlet mentioned: that of the more telling relation, then the shorter one that still says it."""
    best: dict[tuple[int, int] | None, Phrase] = {}
    for phrase in found:
        held = best.get(phrase.outlet)
        if held is None or _telling(phrase) < _telling(held):
            best[phrase.outlet] = phrase
    return sorted(best.values(), key=lambda p: p.start)


def _telling(phrase: Phrase) -> tuple[bool, int, int]:
    return not phrase.citing, _RANK.index(phrase.relation), phrase.end - phrase.start


def _with_anaphors(text: str, found: list[Phrase], mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """Adds what takes an earlier outlet or occasion up: *in the interview*, *there*, *which quoted*."""
    taking = sorted([*_TAKEN_UP.finditer(text), *_WHICH.finditer(text)], key=lambda m: m.start()) if mentions else []
    every: list[Phrase] = []
    latest: dict[str, Phrase] = {}
    at = named = 0

    def keep(phrase: Phrase) -> None:
        every.append(phrase)
        latest[phrase.relation] = latest[""] = phrase

    for match in taking:
        kind = match.lastgroup or ""
        a, b = match.span(kind) if kind == "from" else match.span()
        while at < len(found) and found[at].start <= a:
            keep(found[at])
            at += 1
        if at and found[at - 1].end > a:
            continue
        if "verb" in match.re.groupindex:
            while named < len(mentions) and mentions[named].end <= a:
                named += 1
            if named and a - mentions[named - 1].end < _CLOSE:
                m = mentions[named - 1]
                keep(Phrase(a, b, None if m.own else m.name, QUOTED, acting=True, outlet=(m.start, m.end)))
            continue
        before = [latest[r] for r in _TAKES[kind] if r in latest] or ([latest[""]] if kind in ("talk", "it") and latest else [])
        last = max(before, key=lambda p: p.start, default=None)
        keep(Phrase(a, b, last.name if last else None, _RELATED.get(kind, PUBLISHED), anaphor=True))
    every += found[at:]
    every.sort(key=lambda p: p.start)
    return tuple(_joined(text, every))


_BARE_TALK = re.compile(r"[^.;“”\"]{0,40}?\b(?:in|during) an? (?:[\w-]+ ){0,3}(?:interview|conversation)\b")


def _joined(text: str, found: list[Phrase]) -> Iterator[Phrase]:
    """*told the Gazette* and *in an interview* as one phrase."""
    for phrase, following in pairwise([*found, None]):
        if phrase is None:
            continue
        more = _BARE_TALK.match(text, phrase.end) if phrase.relation == TOLD else None
        if more and (following is None or following.start >= more.end() or following.anaphor):
            yield Phrase(phrase.start, more.end(), phrase.name, INTERVIEWED, outlet=phrase.outlet)
        else:
            yield phrase
