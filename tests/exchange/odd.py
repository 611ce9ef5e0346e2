"""Records as no page would give them: every kind of line break, bidi controls, marks of every format, spans in pieces, fields unknown."""

import hashlib

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from onrecord.vocabulary import (
    Block,
    BlockKind,
    Collision,
    Condition,
    Document,
    Entity,
    Filed,
    HeadlineCheck,
    Hop,
    Judgement,
    Kind,
    Outcome,
    Record,
    Run,
    SaidOn,
    Span,
    Speaker,
    SpeakerType,
    Statement,
)

patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""For a machine that is busy with other things."""
SIGNS = "\n\r\t\x00\x0b\x0c\x1b\x7f\x85\xa0\u2028\u2029\u200b\u200d\u202e\u2066\ufeff\U0001f469é\u0301日ע=+-@'\"“”,;:|#<>&{}[]\\/ aZ09%"
words = st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=30)
names = words.filter(lambda name: name.strip() != "")
perhaps_words = st.none() | words
hostile = st.sampled_from(
    [
        '=HYPERLINK("http://bad.example","click")', "@SUM(1+1)*cmd|' /C calc'!A0", '","x"\r\n"injected",', "a\tT99\tSource 0 1\tx\nE99\tx",
        '"}]}],"@context":"http://bad.example"', "</script><script>alert(1)</script>", "\u202egnp.exe", "x\nA1\tKind E1 direct",
        "onrecord:x",
    ]
)  # fmt: skip
given_words = words | hostile
urls = st.sampled_from(
    [
        "https://gazette.example/1",
        "http://gazette.example/a b",
        "javascript:alert(1)",
        "https://gazette.example/é?q=\"><'",
        "//x",
        "https://[",
    ]
)


@st.composite
def spans(draw: st.DrawFn, text: str, *, least: int = 0, most: int = 3) -> tuple[Span, ...]:
    places = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)), min_size=least, max_size=most))
    return tuple(Span(a, min(a + n, len(text)), text[a : a + n]) for a, n in places)


@st.composite
def statements(draw: st.DrawFn, text: str, number: int) -> Statement:
    span = st.deferred(lambda: spans(text, least=1, most=1)).map(lambda found: found[0])
    speaker = st.builds(
        Speaker, names | hostile, st.sampled_from([None, "e0", "e1", "e9"]), st.none() | st.sampled_from(SpeakerType),
        st.none() | given_words, spans(text),
    )  # fmt: skip
    condition = span.map(lambda s: Condition(s.start, s.end, s.text, "if"))
    return Statement(
        id=hashlib.sha256(str(number).encode()).hexdigest()[:32],
        kind=draw(st.sampled_from(Kind)),
        content=draw(spans(text, least=1).filter(lambda found: any(s.text.strip("\r\n") for s in found))),
        cue=draw(spans(text)),
        source=draw(spans(text)),
        confidence=draw(st.floats(0, 1)),
        speaker=draw(st.none() | speaker),
        via=draw(st.none() | st.lists(st.builds(Hop, names | hostile, st.just("told"), span), max_size=2).map(tuple)),
        parent=draw(st.none() | st.just("0" * 32)),
        act=draw(st.none() | st.sampled_from(["assert", "offer", "refuse", "ask"]) | hostile),
        polarity=draw(st.none() | st.sampled_from(["willing", "unwilling", "neutral"])),
        conditions=draw(st.none() | st.lists(condition, max_size=2).map(tuple)),
        act_evidence=draw(st.none() | spans(text)),
        said_on=draw(st.none() | st.builds(SaidOn, st.just("2026-03-05"), span)),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(words.filter(bool) | st.lists(hostile | words, min_size=1, max_size=4).map("\n\n".join).filter(bool))
    document = Document(
        id=hashlib.sha256(draw(st.binary(max_size=4))).hexdigest(),
        text_id=hashlib.sha256(text.encode()).hexdigest(),
        source=draw(given_words),
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH), Block(0, 1, BlockKind.ENTRY, "2026-03-04T09:30:00Z")),
        outcome=draw(st.sampled_from(Outcome)),
        url=draw(st.none() | urls),
        canonical_url=draw(st.none() | urls),
        headline=draw(st.none() | given_words),
        headline_span=draw(st.none() | st.just((0, 1))),
        byline=draw(st.lists(given_words, max_size=2).map(tuple)),
        publisher=draw(st.none() | given_words),
        published=draw(st.sampled_from([None, "2026-03-04", "2026-03-04T09:30:00+02:00"])),
        fetched=draw(st.none() | st.just("2026-03-06T08:00:00Z")),
        language=draw(st.sampled_from([None, "en", "en-GB", "xx"])),
    )
    found = tuple(draw(statements(text, n)) for n in range(draw(st.integers(0, 3))))
    several = st.lists(given_words, max_size=2).map(tuple)
    kinds = st.none() | st.sampled_from(SpeakerType)
    wikidata = st.sampled_from([None, "Q7"])
    entity = st.builds(Entity, st.sampled_from(["e0", "e1"]), names | hostile, kinds, several, several, spans(text), wikidata)
    collisions = (Collision((found[0].id, found[1].id), draw(words), draw(words)),) if len(found) > 1 else ()
    check = st.builds(HeadlineCheck, st.just("question"), words, spans(text))
    entities = draw(st.lists(entity, max_size=2, unique_by=lambda it: it.id).map(tuple))
    return Record(document, found, entities, collisions, draw(st.none() | check), draw(st.none() | st.just("relations-1@abc")))


@st.composite
def filed(draw: st.DrawFn) -> Filed:
    record = draw(records())
    run = Run("relations-1@abc", "0.1.0", "2026-03-06T08:00:00Z")
    readings = ((record.document.text_id, run),) * draw(st.integers(1, 3))
    ids = st.sampled_from([statement.id for statement in record.statements] or [""])
    verdicts = st.sampled_from(["accept", "correct"])
    right = st.sampled_from([(), (("speaker", "=1+1"), ("act", "ask"))])
    judgement = st.builds(Judgement, ids, verdicts, names | hostile, st.just("2026-03-07T08:00:00Z"), st.none() | given_words, right)
    judged = draw(st.lists(judgement, max_size=2).map(tuple)) if record.statements else ()
    return Filed(record, readings, draw(st.integers(0, len(readings) - 1)), judged, "ab" * 32, "2026-03-06T08:00:01Z")


many = st.lists(filed(), max_size=3, unique_by=lambda it: (it.record.document.id, it.reading))
"""What a ledger gives out at once: each reading of each document once."""
