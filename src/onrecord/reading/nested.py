"""Statements inside statements (*Peskov said that Putin had said …*): the shipped model reads each content that may hold one by itself."""

import re
from collections.abc import Iterator, Sequence

from onrecord.reading import relations
from onrecord.reading.clauses import SENTENCE, clause_end, trimmed
from onrecord.reading.model import Model
from onrecord.reading.relays import is_carrier
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Span, Speaker, Statement

Spans = tuple[Span, ...]

_SPEECH = (
    r"(?:said|says|say(?! to\b)|(?:is|was|are|were|been) saying|(?:kept|keeps|began|started) (?:say|tell|ask|promis|warn)ing|told|tells"
    r"|tell"
    r"|used to (?:say|tell)|warn(?:s|ed)?|offer(?:s|ed)|agree(?:s|d)?(?= (?:to|that)\b)|threaten(?:s|ed)?|promis(?:es|ed)|vow(?:s|ed)"
    r"|pledged"
    r"|swears?|swore|sworn|ask(?:s|ed)|den(?:ies|ied)|reject(?:s|ed)|refus(?:es|ed)|insist(?:s|ed)?|admit(?:s|ted)|claim(?:s|ed)|wrote"
    r"|written"
    r"|order(?:s|ed)|demand(?:s|ed)|urg(?:es|ed)|call(?:s|ed) (?:for|on)|argu(?:es|ed)|accus(?:es|ed)|blam(?:es|ed)|explain(?:s|ed)"
    r"|announc(?:es|ed)"
    r"|confirm(?:s|ed)|complain(?:s|ed)|assur(?:es|ed)|suggest(?:s|ed)|remarked|repl(?:ies|ied)|answered|declar(?:es|ed)|stated"
    r"|conced(?:es|ed)"
    r"|propos(?:es|ed)|instructed|apologi[sz]ed|acknowledg(?:es|ed)|express(?:es|ed)|assert(?:s|ed)|predict(?:s|ed)|begged|pleaded"
    r"|commanded"
    r"|advis(?:es|ed)|reported|testified|informed|recommend(?:s|ed)|appealed|protested|invited|forbade|forbidden|hint(?:s|ed)"
    r"|indicat(?:es|ed)"
    r"|maintain(?:s|ed)|reveal(?:s|ed)|signalled|boast(?:s|ed)|joked|shouted|whispered|mentioned|criticised|criticized|praised)"
)
_NO_SUBJECT = (
    r"(?:i|we|you|to|for|of|can|could|will|would|may|might|should|must|shall|not|just|who|which|that|what|when|and|or|but|the|an?|his|her"
    r"|my|their|its|our|this|in"
    r"|on|by|from|with|at|no|been|be|being|is|are|was|were|if|nothing|nobody|some|people|[^\W]?[’']?(?:m|ve|re|ll|d|t))"
)
_GATE = re.compile(
    rf"(?i)(?<![\w’'])(?!{_NO_SUBJECT}[ ,])[\w’'.-]+[”\",)]{{0,2}} (?:(?:has|had|have|also|once|then|never|later|already|both|all|first"
    rf"|not|only|been|was|were|\w+ly) )*{_SPEECH}\b|\baccording to\b"
)
_CUE = re.compile(rf"(?i)\b{_SPEECH}(?= |$)|\baccording to$|\b(?:agreed?|offered|saying)$|\b(?:stress|quick to|concern)")
_LEAD = re.compile(r"(?:(?:that|how|why|when|only that)\s+)?(?P<mark>[“\"‘'])?\s*")
_UNSAID = re.compile(
    r"(?i)\b(?:would|could|might|should|may|must|will|shall|can|let|let’s|if|(?<!used )to (?:say|tell|explain|ask|admit|offer|deny|order)"
    r"|(?:this|that|the|a|great|old|good) saying|never|not|no)\b|n[’']t\b"
    r"|(?<!is )(?<!was )(?<!are )(?<!were )(?<!been )(?<!’s )\bsaying$"
)
"""Cues of what nobody has said: what might be, or should."""
_SELF_WORDS = (
    "i we you me us who which that it this there one what people voters some others everyone everybody anyone anybody nobody many most "
    "whose"
)
_SELF = frozenset(_SELF_WORDS.split())
_PRONOUNS = {"he": "m", "she": "f"}
_WOMAN = re.compile(
    r"(?i)\b(?:she|her|sister|mother|wife|daughter|widow|aunt|niece|grandmother|woman|girl|lady|queen|princess|actress|\w+woman|mrs|ms"
    r"|duchess|countess|nun)\b"
)
_MAN = re.compile(
    r"(?i)\b(?:he|brother|father|husband|son|widower|uncle|nephew|grandfather|man|boy|king|prince|actor|\w+(?<!wo)man|mr|sir|duke|count"
    r"|monk)\b"
)
_IS_ONE = re.compile(r"^(?:[Hh]e|[Ss]he|I)$|^(?:[Aa]n?|[Hh]is|[Hh]er) (?:[\w’'-]+ )*[\w’'-]*[^s ]$|(?:^|\s)[A-Z][\w’'-]+ [A-Z][\w’'-]+,?$")
"""A source that is one person, so that *they* are others."""
_FORM = re.compile(
    rf"(?i)(?P<source>(?!{_NO_SUBJECT}\b)"
    r"(?:(?!(?:who|which|that|when|if|while|and|or|but|to|would|could|should|will|can|not)\b)[\w’'.-]+ ){1,7}?)"
    rf"(?P<cue>(?:(?:has|had|have|once|also|later|already|first) )*{_SPEECH})(?: (?:him|her|them|me|us))?"
    r" (?P<content>(?:that|to|not to|never to|for|on|how|whether|why|what|[“\"‘]).+)",
    re.DOTALL,
)
"""A clause that begins with who said it and goes on with how: what the model sometimes passes over."""
_NOUNS = r"refusal|rejection|demand|insistence|threat|promise|pledge|vow|offer|proposal|request|call|appeal|denial"
_NAME = r"(?:[Tt]he )?[A-Z][\w.-]*(?: (?:of )?(?:the )?[A-Z][\w.-]*){0,3}"
_NOMINAL = re.compile(
    rf"(?<![\w’'])(?:(?P<source>{_NAME})(?:[’']s?)? (?:(?:new|latest|repeated|continued|flat|firm|long-standing) )?(?P<cue>{_NOUNS})"
    rf"|(?P<cue2>{_NOUNS}) (?:of|by) (?P<source2>{_NAME})) (?P<content>(?:not )?to [a-z]|of [a-z]+ing\b|for )"
)
"""*The refusal of Ostra to recognise …*, *Ostra’s refusal to …*: a noun that tells what somebody named did in words."""
_MAIN_VERB = re.compile(
    r" and (?=[a-z]+ed\b)|(?:,? (?:further|only|still|also|now|merely|\w+ly))*,? (?:(?:is|are|was|were|has|have|had|will|would|may|might"
    r"|can|could|must|should|does|did|do)\b|[a-z]+(?:s|ed) (?=(?:the|an?|any|all|his|her|its|their|our|this|that|it|them|to|both)\b))"
)
"""Where the complement of such a noun ends: before the verb whose subject the noun is, or one that stands beside the noun's own."""
_SURE = 0.3
_GAP = 60
_IS_PASSIVE = re.compile(
    r"(?i)\b(?:been|was|were) (?:told|asked|ordered|promised|warned|threatened|offered|assured|advised|instructed"
    r"|forbidden|invited)$"
)
_ABBREVIATED = re.compile(r"\b(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|St|Prof|[A-Z])\.$")
_LONGEST = 700
"""Characters of a content that are read: what is longer holds its inner statements where they would be found anyway."""


def find(document: Document, statements: Sequence[Statement], model: Model) -> tuple[Statement, ...]:
    """The statements with those inside them, in the order of their contents; the inner ones name the outer one's id as `parent`.

    Those of pronouns are among them, also where the pronoun is the speaker around them: see `others`.
    """
    found = list(statements)
    for outer in statements:
        found += _inner(document, outer, model)
    return tuple(sorted(found, key=lambda s: s.content[0].start)) if len(found) > len(statements) else tuple(statements)


def _inner(document: Document, outer: Statement, model: Model) -> Iterator[Statement]:
    if not outer.source:
        return
    for a, b in _clauses(document.text, outer):
        for low, high in _sentences(document.text, a, b):
            start = _start(document.text, low, high)
            if high - start <= _LONGEST and _GATE.search(document.text, start, high):
                yield from _read(document, outer, model, start, high)
            for noun in _NOMINAL.finditer(document.text, start, high):
                yield from _by_noun(document, outer, noun, high)


def _start(text: str, low: int, high: int) -> int:
    """Where a content's clause starts: behind *that*, and behind a quotation mark that nothing closes before the end."""
    lead = _LEAD.match(text, low, high)
    if not lead:
        return low
    closed = lead["mark"] and re.search(r"[”\"’'](?=\W)", text[lead.end() : high - 2])
    return lead.start("mark") if closed else lead.end()


def _sentences(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    """The sentences of a content; one that opens a quotation goes with what follows."""
    low = a
    for stop in SENTENCE.finditer(text, a, b):
        if stop.end() < b and not _ABBREVIATED.search(text, max(low, stop.start() - 8), stop.start() + 1):
            yield low, stop.end()
            low = stop.end()
    yield low, b


def _clauses(text: str, outer: Statement) -> list[tuple[int, int]]:
    """The spans of a content, joined where only a few words of the same sentence part them that are neither cue nor source."""
    found: list[tuple[int, int]] = []
    for c in outer.content:
        low = found[-1][1] if found else c.start - _GAP - 1
        between = c.start - low <= _GAP and not re.search(r"[.!?“”\"\n]", text[low : c.start])
        if between and not any(low <= x.start < c.start for x in (*outer.cue, *outer.source)):
            found[-1] = found[-1][0], c.end
        else:
            found.append((c.start, c.end))
    return found


def _read(document: Document, outer: Statement, model: Model, start: int, end: int) -> Iterator[Statement]:
    """What is found in `text[start:end]`, taken for a sentence of its own: by the model, or else by the form of its beginning."""
    words = document.text[start:end].rstrip(" ,;.")
    if words[-1:] in "”\"’'" and not re.search(r"(?:^|\W)[“\"‘']\w", words):
        words = words[:-1].rstrip(" ,;.")
    found = 0
    for content, cue, source, confidence in _by_model(document.text, start, words, model):
        if len(content) > 1:  # what a further part says may be said by its own subject (*… and that they insisted on a ship*)
            more = [x for c in content[1:] if _GATE.search(c.text) for x in _read(document, outer, model, _clause(document.text, c), c.end)]
            yield from more
            content = tuple(c for c in content if not any(c.start <= x.start < c.end for m in more for x in m.content))
        if confidence >= _SURE and content and cue and (source or _IS_PASSIVE.search(cue[0].text)):
            found += 1
            if _is_statement(source, cue[0], content):
                yield _made(document, outer, content, cue, source, confidence)
    if not found and (form := _FORM.match(words)):
        content, cue, source = (
            (_span(document.text, start + form.start(g), start + form.start(g) + len(form[g].rstrip())),)
            for g in ("content", "cue", "source")
        )
        if _is_statement(source, cue[0], content):
            yield _made(document, outer, content, cue, source, _SURE)


def _by_noun(document: Document, outer: Statement, noun: re.Match[str], end: int) -> Iterator[Statement]:
    """What a noun such as *refusal* says that somebody did in words: its complement, before the verb whose subject it is, if it is one."""
    text, at = document.text, noun.start("content")
    stop = clause_end(text, noun.end(), end, False)
    verb = next((v for v in _MAIN_VERB.finditer(text, noun.end(), stop) if not _open_mark(text[at : v.start()])), None)
    if verb:
        stop = verb.start()
    if noun["content"] == "for ":
        at += len("for ")
    stop = trimmed(text, at, stop) if text[stop - 1] not in "”’\"'" else stop
    source, cue = ("source", "cue") if noun["source"] else ("source2", "cue2")
    if any(ch.isalnum() for ch in text[at:stop]):
        content, said_by = _span(text, at, stop), _span(text, *noun.span(source))
        yield _made(document, outer, (content,), (_span(text, *noun.span(cue)),), (said_by,), _SURE)


def _open_mark(words: str) -> bool:
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _clause(text: str, span: Span) -> int:
    return _start(text, span.start, span.end)


def _by_model(text: str, start: int, words: str, model: Model) -> Iterator[tuple[Spans, Spans, Spans, float]]:
    """Content, cue, source and confidence of each relation that the model finds."""
    first = words[:1].upper()
    clause = (first if len(first) == 1 else words[:1]) + words[1:] + "."
    blocks = (Block(0, len(clause), BlockKind.PARAGRAPH),)
    answers = model.run(clause, blocks)
    for relation in relations.find(answers, clause, blocks, model.decoding):
        parts = relations.spans(relation, clause, answers.pieces)
        content, cue, source = (tuple(_span(text, start + a, min(start + b, start + len(words))) for a, b in each) for each in parts)
        yield content, cue, source, relations.confidence(relation, model.decoding)


def _made(document: Document, outer: Statement, content: Spans, cue: Spans, source: Spans, confidence: float) -> Statement:
    return Statement(
        relations.identity(document.id, content, cue, source),
        Kind.DIRECT if outer.kind is Kind.DIRECT else _kind(content),
        content,
        cue,
        source,
        confidence,
        Speaker(source[0].text, evidence=source) if source else None,
        parent=outer.id,
    )


def _span(text: str, a: int, b: int) -> Span:
    return Span(a, b, text[a:b])


def _kind(content: Sequence[Span]) -> Kind:
    marked = [bool(re.match(r"[“\"‘]", c.text)) for c in content]
    inside = any(re.search(r"[“”\"]", c.text) for c in content)
    return Kind.DIRECT if all(marked) else Kind.MIXED if inside else Kind.INDIRECT


def _is_statement(source: Spans, cue: Span, content: Spans) -> bool:
    """Whether an inner relation says that somebody said something: thoughts are no words to pass on."""
    if not _CUE.search(cue.text) or _UNSAID.search(cue.text) or any(c.start == s.start for c in content for s in (*source, cue)):
        return False
    words = content[0].text.lower()
    return any(ch.isalnum() for c in content for ch in c.text) and words not in _SELF | {"so", "nothing"}


def others(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without those in which a speaker says again what he said himself (*she said that she had told them*).

    To be called when speakers are known, as far as they will be. A pronoun that nobody has resolved is taken for the speaker around it,
    unless it cannot be (*her brother said that she had promised*).
    """
    by_id = {s.id: s for s in statements}
    return tuple(s for s in statements if s.parent not in by_id or not s.source or _is_another(by_id[s.parent], s))


def _is_another(outer: Statement, inner: Statement) -> bool:
    words, said_by = inner.source[0].text.lower(), outer.source[0].text if outer.source else ""
    named = outer.speaker.name if outer.speaker else said_by
    if inner.speaker and inner.speaker.name.lower() != words:
        return inner.speaker.name != named
    if words in _SELF:
        return False
    if words in _PRONOUNS:
        other = _WOMAN if _PRONOUNS[words] == "m" else _MAN
        return bool(other.search(said_by) or other.search(named)) or is_carrier(said_by)
    if words == "they":
        return _IS_ONE.search(said_by) is not None
    return words not in (said_by.lower(), named.lower())
