"""Sources that only pass on: *Polar reported, citing three officials, that …*, *the Gazette quoted her as saying …*, *…, the paper said*.

The one whose words they are becomes the source, before anybody asks who the source is.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from onrecord.reading import outlets
from onrecord.reading.outlets import Mention
from onrecord.reading.relations import identity
from onrecord.reading.surroundings import Surroundings, overlap
from onrecord.vocabulary import Document, Span, Speaker, Statement

_STOP = r"(?:that|as|on|seen|obtained|published|printed|carried|pages|extracts|parts|who|which|whose|and that|but|has|had)"
_CITED = re.compile(
    r"(?:,? |^)(?P<verb>citing|quoting|with reference to|referring to|on the authority of|relaying|crediting) "
    rf"(?P<who>[\w“\"](?:(?! {_STOP}\b)[^,.;:“”\"\n])*(?:, (?:[A-Z][\w.’-]+ ?){{2,4}}(?=,))?)"
)
_AS_SAYING = re.compile(
    r"\s{0,9}(?P<who>[^“”\"\n;:]{2,100}?),? (?P<as>as (?:saying|having said|stating|telling \w+|adding|warning|writing))[:,]?\s*(?=\S)"
)
_QUOTES = re.compile(r"(?i)\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\b")
_WHO_AS = re.compile(r"(?i)\s{0,9}(?P<verb>(?:has |had )?(?:quoted|quotes|cited|cites)) (?P<who>[^“”\"\n;:]{2,100}?),? (?P<as>as )\Z")
_AT_ONCE = re.compile(r" (?:(?P<from>from \w[^“”\"\n:]{0,60})|(?P<who>[\w][^“”\"\n:;]{1,60}))[:,] ?\Z")
_CITES = re.compile(r"(?i)(?:citing|quoting|with reference to|referring to|crediting|on the authority of)\b")
_CARRIER = re.compile(
    r"(?i)\b(?:reports?|memos?|letters?|documents?|transcripts?|files?|filings?|books?|records?|minutes|articles?|stud(?:y|ies)|surveys?"
    r"|e-?mails?|cables?|diar(?:y|ies)"
    r"|biograph(?:y|ies)|stor(?:y|ies)|affidavits?|indictments?|complaints?|recordings?|tapes?|notes?|papers?|publication)\b"
)
_INSIDE = 0.75
"""Share of a relay's content that the inner statement must take up."""


def settle(document: Document, statements: Sequence[Statement], mentions: Sequence[Mention] | None = None) -> tuple[Statement, ...]:
    """The statements, in their order, with relays taken from their sources; nested ones keep their `parent`.

    A statement whose source merely carries another's is left out, and the other stands for itself. Ids follow the spans. `mentions` are
    the document's outlets, where they have been found already.
    """
    if not statements:
        return ()
    text = document.text
    mentions = outlets.mentions(document) if mentions is None else mentions
    if not any(_may_relay(s, mentions) for s in statements):
        return tuple(statements)
    around = Surroundings(document, statements)
    settled: list[Statement | None] = list(statements)
    for i, s in enumerate(statements):
        if around.parents[i] is not None:
            continue
        changed = (
            _in_passive(text, s, mentions)
            or _quoted(text, s)
            or _cited(text, s, around, i, mentions)
            or _under(text, s, around, i, mentions)
        )
        if changed:
            settled[i] = _with_identity(document.id, changed)
    _with_cited_apart(document, around, settled)
    _without_carriers(document, around, settled, mentions)
    for i, it in enumerate(settled):
        if it is not None and (trimmed := _trimmed(text, it, mentions)):
            settled[i] = _with_identity(document.id, trimmed)
    ids = {old.id: new.id for old, new in zip(statements, settled, strict=True) if new is not None}
    sources = {x for s in settled if s is not None for x in s.source}
    kept = [s for s in settled if s is not None and s.content[0].text.lower() != "as" and s.content[0] not in sources]
    return tuple(replace(s, parent=ids.get(s.parent)) if s.parent else s for s in kept)


def is_carrier(words: str) -> bool:
    """Whether a source is a text, which can carry the words of others (*court documents*)."""
    return _CARRIER.search(words.split(" of ")[0]) is not None


def _may_relay(s: Statement, mentions: Sequence[Mention]) -> bool:
    source = s.source[0] if s.source else None
    if source and (is_carrier(source.text) or any(overlap((m.start, m.end), (source.start, source.end)) for m in mentions)):
        return True
    return s.content[0].text.lower() == "as" or any(_QUOTES.search(c.text) or c.text.endswith("saying") for c in s.cue)


def _with_identity(document: str, s: Statement) -> Statement:
    return replace(s, id=identity(document, s.content, s.cue, s.source))


def _span(text: str, a: int, b: int) -> Span:
    return Span(a, b, text[a:b])


def _spoken(s: Statement, cue: Sequence[Span], source: Span, content: Sequence[Span] | None = None) -> Statement:
    speaker = Speaker(source.text, evidence=(source,))
    return replace(s, cue=tuple(sorted(cue, key=lambda c: c.start)), source=(source,), speaker=speaker, content=tuple(content or s.content))


def _quoted(text: str, s: Statement) -> Statement | None:
    """*The Gazette quoted her as saying*: she speaks."""
    if not s.cue or (s.source and s.source[0].start >= s.cue[0].end):
        return None
    cue, first = s.cue[0], s.content[0]
    if _QUOTES.search(cue.text):
        at = cue.end
        match = _AS_SAYING.match(text, at, min(len(text), at + 140))
        if not match:
            return _quoted_at_once(text, s)
        who = _span(text, *match.span("who"))
        content = list(s.content)
        if cue.end <= first.start < match.end():  # the words after *as saying* are the content
            rest = _span(text, match.end(), first.end)
            if not rest.text.strip():
                return None
            content[0] = rest
        return _spoken(s, [cue, _span(text, *match.span("as"))], who, content)
    if (
        s.source
        and cue.text in ("saying", "as saying")
        and (match := _WHO_AS.match(text[s.source[-1].end : cue.start - (cue.text == "as saying") * -3]))
    ):
        base = s.source[-1].end
        who = _span(text, base + match.start("who"), base + match.end("who"))
        verb = _span(text, base + match.start("verb"), base + match.end("verb"))
        return _spoken(s, [verb, _span(text, base + match.start("as"), cue.end)], who)
    return None


def _quoted_at_once(text: str, s: Statement) -> Statement | None:
    """*The Gazette quoted from her letter: “…”*, *quoted the mayor: “…”*: the mayor speaks; of the letter, who does is not told here."""
    match = _AT_ONCE.match(text, s.cue[0].end, s.content[0].start)
    if not match:
        return None
    if match["from"]:
        return replace(s, source=(), speaker=None)
    return _spoken(s, s.cue, _span(text, *match.span("who")))


def _cited(text: str, s: Statement, around: Surroundings, i: int, mentions: Sequence[Mention]) -> Statement | None:
    """*Polar reported, citing three officials, that …*: they speak, if Polar is the source found."""
    if not s.source or not s.cue or not _is_outlet(s.source[0], mentions):
        return None
    for a, b in around.regions[i]:
        for match in _CITED.finditer(text, a, b):
            place = match.span()
            if any(overlap(place, (c.start, c.end)) for c in s.content) or around.owner(match.span("verb")) != i:
                continue
            cited = text[match.start("who") : match.end("who")].rstrip()
            who = _span(text, match.start("who"), match.start("who") + len(cited))
            cue = [c for c in s.cue if not overlap((c.start, c.end), place)]
            return _spoken(s, [*cue, _span(text, *match.span("verb"))], who)
    return None


_SUBJECT_VERB = re.compile(
    r"(?P<who>(?:[A-Z]|the |an? )[^,.;:“”\"\n]{1,80}?) (?P<verb>(?:has |had |have |also )*(?:said|says|say|warned|told [\w ]{2,30}"
    r"|announced|claimed|added|insisted|believes?"
    r"|denied|confirmed|promised|threatened|admitted|predicted|explained|complained|argued|stated|declared))(?: that)? ?\Z"
)
_IS_PASSIVE = re.compile(r"(?i)^(?:(?:has|had|have) been|was|were|is|are) (?:\w+ )?(?:quoted|cited)\b")


def _in_passive(text: str, s: Statement, mentions: Sequence[Mention]) -> Statement | None:
    """*The minister was quoted by Polar as saying*: the minister speaks, if Polar was taken for the source."""
    if not s.cue or not s.source or not _IS_PASSIVE.match(s.cue[0].text) or s.source[0].end <= s.cue[0].start:
        return None
    if not _is_outlet(s.source[0], mentions):
        return None
    at = s.cue[0].start
    ahead = [c for c in s.content if 0 <= at - c.end <= 2]
    if ahead:
        subject, content = ahead[0], [c for c in s.content if c is not ahead[0]]
    else:
        found = re.search(r"(?:^|[.,;”\"] |\n)(?P<who>[^.,;:“”\"\n]{2,80}) \Z", text[max(0, at - 100) : at])
        if not found:
            return None
        base = max(0, at - 100)
        subject, content = _span(text, base + found.start("who"), base + found.end("who")), list(s.content)
    return _spoken(s, s.cue, subject, content) if content else None


def _under(text: str, s: Statement, around: Surroundings, i: int, mentions: Sequence[Mention]) -> Statement | None:
    """*Villagers said the shelling began at dawn, Polar reported*: the villagers speak, if Polar was taken for the source."""
    if not s.source or not _is_outlet(s.source[0], mentions) or s.source[0].start < s.content[0].end:
        return None
    first = s.content[0].start
    low = around.sentence(first, first + 1)[0]
    match = _SUBJECT_VERB.match(text[low:first])
    return (
        _spoken(s, [_span(text, low + match.start("verb"), low + match.end("verb"))], _span(text, low, low + match.end("who")))
        if match
        else None
    )


def _with_cited_apart(document: Document, around: Surroundings, settled: list[Statement | None]) -> None:
    """*…, Polar reported, citing two officials*: where *two officials* was taken for a statement of its own, they become the source."""
    for j, cited in enumerate(around.statements):
        if settled[j] is None or not cited.cue or not _CITES.match(cited.cue[0].text) or cited.cue[0].end > cited.content[0].start:
            continue
        same = [
            i
            for i, s in enumerate(settled)
            if i != j and s is not None and s.cue and around.regions[i][0] == around.regions[j][0] and s.source == cited.source
        ]
        if not same or re.search(r"(?i)\bthat\b|[“\"]", cited.content[0].text):
            continue
        s = settled[same[-1]]
        if s is not None:
            settled[same[-1]] = _with_identity(document.id, _spoken(s, [*s.cue, *cited.cue[:1]], cited.content[0]))
            settled[j] = None


def _without_carriers(document: Document, around: Surroundings, settled: list[Statement | None], mentions: Sequence[Mention]) -> None:
    """Leaves out statements of outlets and documents whose content is another's statement, which then stands for itself."""
    inside: dict[int, list[int]] = {}
    for j, up in enumerate(around.parents):
        if up is not None:
            inside.setdefault(up, []).append(j)
    for i, s in enumerate(around.statements):
        inner = inside.get(i, [])
        if not inner or settled[i] is None or not s.source:
            continue
        source = s.source[0]
        if not _is_outlet(source, mentions) and not is_carrier(source.text):
            continue
        if sum(_taken_up(s, around.statements[j]) for j in inner) < _INSIDE:
            continue
        for j in inner:
            child = settled[j]
            settled[j] = (
                replace(child, parent=around.statements[around.parents[i] or 0].id if around.parents[i] is not None else None)
                if child
                else None
            )
        settled[i] = None


def _is_outlet(source: Span, mentions: Sequence[Mention]) -> bool:
    """Whether a source is an outlet, not somebody who is named together with one; `mentions` in order, without overlap."""
    size = source.end - source.start
    first = bisect_right(mentions, source.start, key=lambda m: m.end)
    within = takewhile(lambda m: m.start < source.end, islice(mentions, first, None))
    return any(2 * (min(m.end, source.end) - max(m.start, source.start)) > size for m in within)


def _taken_up(outer: Statement, inner: Statement) -> float:
    """The share of a content that an inner statement's words, source and cue among them, take up."""
    spans = [*inner.content, *inner.cue, *inner.source]
    size = sum(c.end - c.start for c in outer.content)
    return (max(x.end for x in spans) - min(x.start for x in spans)) / size if size else 0.0


def _trimmed(text: str, s: Statement, mentions: Sequence[Mention]) -> Statement | None:
    """*a memo seen by Polar*: the memo is the source."""
    if len(s.source) != 1 or not any(s.source[0].start < m.start < s.source[0].end for m in mentions):
        return None
    source = s.source[0]
    passing = re.search(
        r",? (?:seen|obtained|reviewed|cited|quoted|published|carried|viewed|summarised|released) (?:\w+ )?by\b", source.text
    )
    if not passing or not passing.start():
        return None
    return _spoken(s, s.cue, _span(text, source.start, source.start + passing.start()))
