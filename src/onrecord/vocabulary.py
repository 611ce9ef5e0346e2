"""The nouns of the house: plain, frozen values. Nothing here reads, computes or imports anything of ours.

All offsets count Unicode code points (`str` indices) into `Document.text`; `end` is exclusive.
The terms are the field's: attribution relation = source, cue, content (PARC 3.0, PolNeAR).
"""

from dataclasses import dataclass, field
from enum import StrEnum

PLOVER = {
    "offer": "AGREE",
    "promise": "AGREE",
    "demand": "REQUEST",
    "refuse": "REJECT",
    "threaten": "THREATEN",
    "accuse": "ACCUSE",
    "support": "SUPPORT",
}
"""The acts that have a counterpart in PLOVER, the political-event ontology that followed CAMEO."""


class BlockKind(StrEnum):
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST = "list"
    CAPTION = "caption"
    ENTRY = "entry"
    FURNITURE = "furniture"


class Kind(StrEnum):
    """How a statement's words stand on the page: all in quotation marks, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Outcome(StrEnum):
    """What became of a page: read, or kept without statements, and why."""

    OK = "ok"
    NO_TEXT = "no text"
    LANGUAGE_NOT_READ = "language not read"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one document: `document.text[start:end] == text`, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document's text, `text[start:end]`, without the white space around it; `time` (ISO 8601) is a live blog entry's."""

    start: int
    end: int
    kind: BlockKind
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes as they were received, decompressed of their transport, from where and when. `fetched` is ISO 8601 in UTC.

    `media` is "text/plain" or "text/html"; `headers` are the HTTP answer's, in order, where there was one.
    """

    raw: bytes
    source: str
    url: str | None = None
    fetched: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Document:
    """One publication: its text, its blocks in order, and its masthead. A field that the page does not give is None."""

    id: str
    text_id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    outcome: Outcome = Outcome.OK
    given_id: str | None = None
    genre: str | None = None
    section: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    headline: str | None = None
    headline_span: tuple[int, int] | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    wire_credit: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    modified: str | None = None
    fetched: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a document speaks of, under all its names there."""

    id: str
    name: str
    type: SpeakerType | None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement's source is; `evidence` holds the words that say so. What is not known is None."""

    name: str
    entity: str | None = None
    type: SpeakerType | None = None
    role: str | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of the chain from the speaker to the page."""

    name: str
    relation: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Condition:
    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The day (ISO 8601) on which a statement was made, and the words that tell it."""

    date: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution relation with what is known of it.

    `content` has at least one span; `source` and `cue` may be empty. `confidence` is the calibrated
    probability that the relation is right (content, source and cue overlapping a person's by half).
    """

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    confidence: float
    speaker: Speaker | None = None
    via: tuple[Hop, ...] | None = None
    parent: str | None = None
    act: str | None = None
    polarity: str | None = None
    conditions: tuple[Condition, ...] | None = None
    act_evidence: tuple[Span, ...] | None = None
    said_on: SaidOn | None = None


@dataclass(frozen=True, slots=True)
class Collision:
    """Two statements (ids) of one document whose terms cannot both be met."""

    statements: tuple[str, str]
    issue: str
    why: str


@dataclass(frozen=True, slots=True)
class HeadlineCheck:
    label: str
    why: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What reading gives: a document with its statements, entities and checks. What no part of the tool has filled yet is None."""

    document: Document
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] | None = None
    collisions: tuple[Collision, ...] | None = None
    headline_check: HeadlineCheck | None = None
    model: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One sitting of a model (name@digest) over pages, under a version of the tool's code; `started` is ISO 8601 in UTC."""

    model: str
    code: str
    started: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a statement (its id): accept, or correct, with the right values of fields; `at` is ISO 8601 in UTC."""

    statement: str
    verdict: str
    by: str
    at: str
    why: str | None = None
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A record as a ledger gives it out: with the statements that stand, corrected where a person did, and where all of it comes from.

    `judgements`: those that stand on these statements, oldest first; a statement's last one counts. `readings`: all readings of the
    document so far, oldest first, as the id of the text that each had and its run; `reading` is the place of the record's own among them.
    `digest` is SHA-256 (hex) of the page's bytes; `recorded` is when they came, ISO 8601 in UTC.
    """

    record: Record
    readings: tuple[tuple[str, Run], ...] = ()
    reading: int = 0
    judgements: tuple[Judgement, ...] = ()
    digest: str | None = None
    recorded: str | None = None
