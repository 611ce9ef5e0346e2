"""A headline split into its claims: *X: Y*, *Y, X says*, clauses joined by a comma, *and*, *as*; cut-off ones too.

What the headline itself names as the source (*scientists claim*) is kept apart from what is claimed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reading import passages
from onrecord.reading.passages import Sentence, Term


@dataclass(slots=True)
class Claim:
    """A part of the headline, `text[start:end]`, without the source that it names and that source's verb."""

    start: int
    end: int
    source: tuple[int, int] | None = None
    cue: str = ""
    asks: bool = False
    answered: bool = False
    """A question to which the headline gives the answer."""
    voiced: bool = False
    """Marked as somebody's word without a source: quotation marks, *alleged*, *feared*."""
    future: bool = False
    terms: list[Term] = field(default_factory=list)
    verb: int = -1
    """Which of the terms is its verb, as far as it can be told; -1 for none."""


_SAYS = (
    r"says?|said|claims?|claimed|warns?|warned|finds?|found(?! (?:for|in|on|at|by|dead|guilty|alive|safe|under|near|after))|shows?"
    r"|suggests?|reveals?|tells?|told|insists?|believes?|thinks?|predicts?|forecasts?|confirms?|alleges?|argues?|hints?|announces?"
    r"|declares?|states?|estimates?|reckons?|concludes?|according to|swears?|complains?"
)
_ACTS = (
    r"admits?|den(?:y|ies)|vows?|pledges?|promises?|threatens?|urges?|demands?|calls? for|rules? out|accuses?|blames?|rejects?"
    r"|refuses?|hails?|slams?|backs?|offers?|apologises?|concedes?|condemns?|praises?|defends?"
    r"|asks?|wants?|seeks?|opposes?|dismiss(?:es)?|disputes?|criticises?|attacks?"
)
ACTS = re.compile(_ACTS)
"""Verbs by which the source does something in saying it: they belong to the claim."""
_LEADS = re.compile(rf"(?P<source>(?:[^\s,;:?!.]+ ){{1,6}}?)(?P<cue>(?:{_SAYS}|{_ACTS}))(?: that)?(?=\s+\S+\s+\S)")
_CLOSES = re.compile(
    rf",\s+(?:(?P<source>(?:[^\s,;:?!]+ ){{1,6}}?)(?P<cue>{_SAYS})|(?P<cue2>{_SAYS})\s+(?P<source2>[^,;:?!]{{2,60}}))\s*[.…]*$"
)
_COLON = re.compile(r"(?P<source>[^\s,;:?!.]+(?: [^\s,;:?!.]+){0,4}):\s+(?=\S)")
_SPLIT = re.compile(
    r"(?<=[?!])[”’\"']?\s+|(?<=\w)[.;]\s+|\s+[–—-]\s+|:\s+|,\s+|\s+(?:(?:just )?(?:hours|days|weeks|minutes) )?(?:as|but|while"
    r"|after|before|and)\s+"
)
_ANSWER = re.compile(r"(?i)^(?:yes|no|not|never|maybe)\b[\s,:–—-]*")
_TEASER = re.compile(
    r"(?i)^(?:revealed|exclusive|breaking|watch|video|live|opinion|analysis|update|updated|just in|report|shock|photos?|pictured"
    r"|here['’]s (?:what|why|how)|this is (?:what|why|how)|you won['’]t believe(?: what| how| who)?"
    r"|you['’]ll never guess (?:what|who|how))(?:\s*[:–—-])?\s+"
)
_ASKS = re.compile(
    r"(?i)^(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|had|must|may|might)\s+(?:the|an?|this|that|these|it"
    r"|he|she|they|we|you)\b"
)
_WONDERS = re.compile(r"(?i)(?:who|whose|what|when|where|why|which|how)\b")
"""How a part begins that asks, if the headline ends in a question mark: *What comes next, after the strike?*"""
_VOICED = re.compile(
    r"(?i)[“”\"]|(?<!\w)[‘'][^’']{3,}[’'](?!\w)|\b(?:alleged(?:ly)?|reportedly|feared|accused|suspected|claims?|claimed|rumou?red"
    r"|said to|warning|warned|tipped)\b"
)
_FUTURE = re.compile(
    r"(?i)\b(?:will|set to|plans?|may|could|might|would|must|should|bid|proposed|proposals?|expected|due|wants?|hopes?|planned|soon"
    r"|if)\b"
)


def names(headline: Sequence[passages.Word], found: Sequence[Sentence]) -> frozenset[str]:
    """Words of the headline that are names: capitalised in the middle of a sentence wherever the page has them, or unknown to the page and
    capitalised in a headline that capitalises few words."""
    content = [w for w in headline if w.low not in passages.SMALL]
    titled = sum(w.capital for w in content) > 0.7 * len(content) and len(content) > 3
    capital, small = set[str](), set[str]()
    for sentence in found:
        for w in sentence.words[1:]:
            (capital if w.capital else small).add(w.low.removesuffix("'s"))
    made = set()
    for k, w in enumerate(headline):
        bare = w.low.removesuffix("'s")
        if w.capital and bare not in small and (bare in capital or (k > 0 and not titled)):
            made.add(w.low)
    return frozenset(made)


_BEFORE_VERB = re.compile(
    r"(?i)\b(?:to|must|will|may|might|can|could|should|would|not|n['’]t|never|is|are|was|were|be|been|being|has|have|had|did|does"
    r"|do)\s+(?:\w+ly\s+)?$"
)


def verb(text: str, terms: Sequence[Term]) -> int:
    """Which term is the verb: a word for an event, best after *to* or an auxiliary, else in a verb's form."""
    best, mark = -1, 0
    for k, term in enumerate(terms):
        if term.name or (term.amount is not None and not term.word.low.endswith(("es", "ed"))):
            continue
        start = term.word.start
        if _BEFORE_VERB.search(text, max(0, start - 24), start) and (term.event or not term.word.low.endswith("s")):
            form = 4 if term.event else 3
        elif not term.event or (k == 0 and len(terms) > 1):
            continue
        else:
            form = 2 if term.word.low.endswith(("s", "ed", "t", "e", "n")) else 1
        if form > mark:
            best, mark = k, form
    return best


def split(text: str, start: int, end: int) -> list[Claim]:
    """The claims of a headline, in order."""
    line = text[start:end].rstrip()
    at = start + (teaser.end() if (teaser := _TEASER.match(line)) else 0)
    end = start + len(line)
    made: list[Claim] = []
    source: tuple[int, int] | None = None
    cue = ""
    if closing := _CLOSES.search(text, at, end):
        group = "source" if closing["source"] else "source2"
        source, cue = closing.span(group), closing["cue"] or closing["cue2"]
        end = closing.start()
    elif (leading := _LEADS.match(text, at, end)) and not re.match(r"\s+(?:\d|lives)", text[leading.end() : leading.end() + 8]):
        source, cue = leading.span("source"), leading["cue"]
        at = leading.start("cue") if ACTS.fullmatch(cue) else leading.end()
    elif (colon := _COLON.match(text, at, end)) and _speaks(text[colon.start() : colon.end() - 1], text[colon.end() : end]):
        source, at = colon.span("source"), colon.end()
    for a, b in _parts(text, at, end):
        part = text[a:b].strip()
        asks = _asks(part) or (line.rstrip(" )").endswith("?") and _WONDERS.match(part) is not None)
        if made and made[-1].asks and _ANSWER.match(part):
            made[-1].asks, made[-1].answered = False, True
            made[-1].source, made[-1].cue = source, cue
            continue
        made.append(Claim(a, b, source, cue, asks, voiced=bool(_VOICED.search(part)), future=bool(_FUTURE.search(part))))
    return made


def _speaks(source: str, rest: str) -> bool:
    """Is what stands before a headline's colon a speaker? Somebody who can speak, before something that is said."""
    known = passages.shipped().of_stem
    words = passages.words(source)
    person = any(s.name in _SPEAKERS for w in words for s in known.get(w.stem, ())) and not any(w.low.endswith("ing") for w in words)
    return person or (all(w.capital for w in words) and len(words) > 1 and len(words) < 4) or rest.lstrip()[:1] in "“‘\"'"


_SPEAKING = (
    "minister premier president mayor mp parliament council government court police army rebel doctor scientist study report "
    "union boss chief captain player team fan firm bank lawyer resident singer church"
)
_SPEAKERS = frozenset(_SPEAKING.split())


def _asks(part: str) -> bool:
    bare = part.rstrip(" )")
    return (bare.endswith("?") and not re.search(r"(?:^|\s)[“‘\"'][^”’\"']*\?$", bare)) or (
        not bare.endswith((".", "!", "”", '"')) and bool(_ASKS.match(bare))
    )


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The headline at its joints, where both sides are claims of their own."""
    tables = passages.shipped()
    parts = [start]
    for joint in _SPLIT.finditer(text, start, end):
        left, right = text[parts[-1] : joint.start()], text[joint.end() : end]
        words = passages.terms(passages.words(right), tables)
        if _ANSWER.match(right) and left.rstrip().endswith("?"):
            parts.append(joint.end())
            continue
        enough = len(passages.terms(passages.words(left), tables)) >= 2 and len(words) >= 2
        sign = joint[0].strip().lower()
        if left.rstrip().endswith(("?", "!")) and not sign:
            enough = bool(words)
        elif sign == "and":
            enough = enough and words[0].event and words[0].word.low == passages.words(right)[0].low
        if enough:
            parts.append(joint.end())
    stops = [*parts[1:], end]
    return list(zip(parts, stops, strict=True))
