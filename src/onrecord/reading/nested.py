"""Statements inside statements (*Peskov said that Putin had said …*): the shipped model reads each content that may hold one by itself."""

import re
from collections.abc import Iterator, Sequence

from onrecord.reading import relations
from onrecord.reading.model import Model
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Span, Speaker, Statement

_SPEECH = (
    r"(?:sa(?:y|ys|id|ying)|told|tells?|warn(?:s|ed)?|offer(?:s|ed)?|agree(?:s|d)? to|had agreed|have agreed|has agreed|threaten(?:s|ed)?|promis(?:es|ed)"
    r"|ask(?:s|ed)|den(?:y|ies|ied)|reject(?:s|ed)?|insist(?:s|ed)?|admit(?:s|ted)?|claim(?:s|ed)|written|wrote|order(?:s|ed)|demand(?:s|ed)|refus(?:es|ed)"
    r"|argu(?:es|ed)|accus(?:es|ed)|explain(?:s|ed)?|announc(?:es|ed)|confirm(?:s|ed)?|complain(?:s|ed)?|assur(?:es|ed)|vow(?:s|ed)?|pledg(?:es|ed)"
    r"|urg(?:es|ed)|suggest(?:s|ed)|remark(?:s|ed)|repl(?:ies|ied)|declar(?:es|ed)|stat(?:es|ed)|conced(?:es|ed)|propos(?:es|ed)|instruct(?:s|ed)|apologi[sz]ed"
    r"|acknowledg(?:es|ed)|express(?:es|ed)|assert(?:s|ed)|believ(?:es|ed)|predict(?:s|ed)|called (?:for|on)|swor(?:e|n)|beg(?:s|ged)|plead(?:s|ed)|commanded|advised|reported)"
)
_GATE = re.compile(rf"(?i)[\w’'”] (?:\w+ ){{0,2}}?{_SPEECH}\b(?! to be\b)")
_CUE = re.compile(rf"(?i)\b{_SPEECH}(?= |$)|\bagreed?$|\b(?:stress|quick to|concern)")
_LEAD = re.compile(r"(?:(?:that|how|why|when|only that)\s+)?[“\"‘']?\s*")
_SELF = frozenset(("i", "we", "you", "who", "which", "that", "it", "this", "there", "one", "what"))
_PRONOUNS = {"he": "m", "she": "f"}
_WOMAN = re.compile(
    r"(?i)\b(?:she|her|sister|mother|wife|daughter|widow|aunt|niece|grandmother|woman|girl|lady|queen|princess|actress|\w+woman|mrs|ms|duchess|countess|nun)\b"
)
_MAN = re.compile(
    r"(?i)\b(?:he|brother|father|husband|son|widower|uncle|nephew|grandfather|man|boy|king|prince|actor|\w+(?<!wo)man|mr|sir|duke|count|monk)\b"
)
_SURE = 0.5
_LONGEST = 700
"""Characters of a content that are read: what is longer holds its inner statements where they would be found anyway."""


def find(document: Document, statements: Sequence[Statement], model: Model) -> tuple[Statement, ...]:
    """The statements with those inside them, in the order of their contents; the inner ones name the outer one's id as `parent`."""
    found = list(statements)
    for outer in statements:
        found += _inner(document, outer, model)
    return tuple(sorted(found, key=lambda s: s.content[0].start)) if len(found) > len(statements) else tuple(statements)


def _inner(document: Document, outer: Statement, model: Model) -> Iterator[Statement]:
    if not outer.source:
        return
    for part in outer.content:
        lead = _LEAD.match(part.text)
        start = part.start + (lead.end() if lead else 0)
        if part.end - start > _LONGEST or not _GATE.search(document.text, start, part.end):
            continue
        yield from _read(document, outer, model, start, part.end)


def _read(document: Document, outer: Statement, model: Model, start: int, end: int) -> Iterator[Statement]:
    """What the model finds in `text[start:end]`, taken for a sentence of its own."""
    words = document.text[start:end].rstrip(" ,;.”\"’'")
    first = words[:1].upper()
    clause = (first if len(first) == 1 else words[:1]) + words[1:] + "."
    blocks = (Block(0, len(clause), BlockKind.PARAGRAPH),)
    answers = model.run(clause, blocks)
    for relation in relations.find(answers, clause, blocks, model.decoding):
        confidence = relations.confidence(relation, model.decoding)
        parts = relations.spans(relation, clause, answers.pieces)
        content, cue, source = (tuple(_span(document.text, start + a, min(start + b, start + len(words))) for a, b in each) for each in parts)
        if confidence >= _SURE and content and cue and source and _is_another(document.text, outer, source[0], cue[0], content):
            yield Statement(
                relations.identity(document.id, content, cue, source),
                Kind.DIRECT if outer.kind is Kind.DIRECT else _kind(content),
                content,
                cue,
                source,
                confidence,
                Speaker(source[0].text, evidence=source),
                parent=outer.id,
            )


def _span(text: str, a: int, b: int) -> Span:
    return Span(a, b, text[a:b])


def _kind(content: Sequence[Span]) -> Kind:
    marked = [bool(re.match(r"[“\"‘]", c.text)) for c in content]
    inside = any(re.search(r"[“”\"]", c.text) for c in content)
    return Kind.DIRECT if all(marked) else Kind.MIXED if inside else Kind.INDIRECT


def _is_another(text: str, outer: Statement, source: Span, cue: Span, content: Sequence[Span]) -> bool:
    """Whether an inner relation is speech, and not of the speaker himself, who says again what he said."""
    if not _CUE.search(cue.text) or any(c.start == s.start for c in content for s in (source, cue)):
        return False
    words = source.text.lower()
    if words in _SELF or not any(ch.isalnum() for c in content for ch in c.text):
        return False
    said_by = outer.source[0].text
    named = outer.speaker.name if outer.speaker else said_by
    if words in _PRONOUNS:
        other = _WOMAN if _PRONOUNS[words] == "m" else _MAN
        return bool(other.search(said_by) or other.search(named))
    if words == "they":
        return bool(re.search(r"(?i)\b(?:he|she|i)\b|^(?:[A-Z][\w-]+ )+[A-Z][\w-]+$", said_by))
    return words not in (said_by.lower(), named.lower())


