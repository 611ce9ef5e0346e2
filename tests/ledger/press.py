"""Pages of an invented press, with the records that a reader without fault makes of them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from onrecord.ledger import Store
from onrecord.linking import variants
from onrecord.vocabulary import (
    Block,
    BlockKind,
    Condition,
    Document,
    Entity,
    Hop,
    Kind,
    Page,
    Record,
    SaidOn,
    Span,
    Speaker,
    SpeakerType,
    Statement,
)

PEOPLE = ("Ilse Brandt", "Tomas Orveld", "Mirjam Rask", "Edda Velle", "Jonas Quist")
OUTLETS = (("Harbour Gazette", "gazette.example"), ("Norpress", "news.norpress.example"), ("The Strait", "strait.example"))
ACTS = ("assert", "refuse", "demand", "promise", "warn")
WORDS = (
    "we will not sell the harbour to anybody before the council has voted twice on the price and on the workers",
    "the ferry must sail again by spring even if the islands have to pay for the repairs on their own account",
    "nobody asked the fishermen whether they wanted the bridge or the tunnel or neither of the two",
    "if the northern pier is closed for winter then every family on the quay will lose half of its income",
)
MODEL = "invented-1@0123456789ab"


def store(path: str | Path, *, create: bool = True) -> Store:
    """A ledger's file, with the keys of quotations."""
    return Store(path, keys=variants.keys, create=create)


def article(
    n: int,
    *,
    sentences: Sequence[str] | None = None,
    speakers: Sequence[str] | None = None,
    url: bool = True,
    model: str = MODEL,
    shift: int = 0,
) -> tuple[Page, Record]:
    """Page number n and its record: three statements, or one for each of `sentences`, or of `speakers`.

    `shift` moves the end of every content to the left by so many characters, as another model might.
    """
    outlet, host = OUTLETS[n % len(OUTLETS)]
    said = sentences or [_sentence(3 * n + k) for k in range(len(speakers or PEOPLE[:3]))]
    who = speakers or [PEOPLE[(n + k) % len(PEOPLE)] for k in range(len(said))]
    headline = f"Harbour talks, day {n}"
    lines = [f"“{words},” said {name} on Thursday." for words, name in zip(said, who, strict=True)]
    text = "\n\n".join([headline, *lines])
    address = f"https://www.{host}/{n}" if url else None
    raw = f"{text}\n".encode()
    page = Page(raw, f"day-{n}.txt", address, "2026-03-06T08:00:00Z", (("Content-Type", "text/plain"), ("Server", "press/1")))
    key = hashlib.sha256((f"{address}\n".encode() if address else b"") + raw).hexdigest()
    blocks, at = [], 0
    for line in text.split("\n\n"):
        blocks.append(Block(at, at + len(line), BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE))
        at += len(line) + 2
    entities = tuple(
        Entity(f"e{k}", name, SpeakerType.PERSON, ("mayor",), (name.split()[-1],), (_span(text, name),)) for k, name in enumerate(who)
    )
    document = Document(
        key, hashlib.sha256(text.encode()).hexdigest(), page.source, text, tuple(blocks), url=address, headline=headline,
        headline_span=(0, len(headline)), publisher=outlet, published=f"2026-{1 + n % 12:02}-{1 + n % 28:02}T09:30:00+00:00",
        byline=("Ann Hale",), fetched=page.fetched,
    )  # fmt: skip
    statements = tuple(
        _statement(document, block, words, name, f"e{k}", n + k, shift)
        for k, (block, words, name) in enumerate(zip(blocks[1:], said, who, strict=True))
    )
    return page, Record(document, statements, entities, (), None, model)


def _statement(document: Document, block: Block, words: str, name: str, entity: str, n: int, shift: int) -> Statement:
    text = document.text
    start = block.start + 1
    content = Span(start, start + len(words) - shift, words[: len(words) - shift])
    cue = _span(text, "said", block.start)
    source = _span(text, name, block.start)
    day = _span(text, "on Thursday", block.start)
    places = f"{content.start}-{content.end}|{cue.start}-{cue.end}|{source.start}-{source.end}"
    return Statement(
        id=hashlib.sha256(f"{document.id}|{places}".encode()).hexdigest()[:32],
        kind=Kind.DIRECT,
        content=(content,),
        cue=(cue,),
        source=(source,),
        confidence=0.9,
        speaker=Speaker(name, entity, SpeakerType.PERSON, "mayor", (source,)),
        via=(Hop("Norpress", "told", day),) if n % 2 else (),
        act=ACTS[n % len(ACTS)],
        polarity="neutral",
        conditions=(Condition(start, start + 7, text[start : start + 7], "if"),) if n % 3 == 0 else (),
        act_evidence=(cue,),
        said_on=SaidOn("2026-03-05", day) if n % 4 == 0 else None,
    )


def _sentence(n: int) -> str:
    """A sentence that no other number has, made of the invented ones."""
    one, other = WORDS[n % len(WORDS)].split(), WORDS[(n // len(WORDS) + 1) % len(WORDS)].split()
    return " ".join([*one[: 8 + n % 7], "number", str(n), "and", *other[n % 5 :]])


def _span(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words), words)
