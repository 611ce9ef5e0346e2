"""One page's bytes or characters to its Document."""

import hashlib
import re
from dataclasses import asdict, dataclass, replace

from onrecord.errors import SourceTooLarge, SourceUnreadable, UsageError
from onrecord.pages import language, plain
from onrecord.pages.credits import dateline, wire_credit
from onrecord.pages.dates import moment
from onrecord.pages.encoding import decode
from onrecord.vocabulary import Block, BlockKind, Document, Outcome, Page

LARGEST = 20_000_000  # bytes of a page, a text or a JSONL line, decompressed


@dataclass(frozen=True, slots=True)
class Given:
    """What the user knows of a page; it overrules what the page says. `published` is ISO 8601."""

    headline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    given_id: str | None = None


NOTHING = Given()
HTML = "text/html"


def checked(given: Given) -> Given:
    """`given` with what is blank as None and nothing that no file can hold. Raises UsageError for a date that is none."""
    fields = {name: writable(getattr(given, name) or "").strip() or None for name in Given.__slots__}
    if fields["published"] and not moment(fields["published"]):
        raise UsageError(f"{given.published!r} is no date; write it as 2026-03-04 or 2026-03-04T09:30+02:00")
    return Given(**fields)


def document(page: Page, given: Given = NOTHING) -> Document:
    """The document of a page as it came, by its media type. Raises as `from_text` and `from_html` do, and for bytes that are no text."""
    given = given if given.url or not page.url else replace(given, url=page.url)
    if page.media == HTML:
        return replace(from_html(page.raw, given, source=page.source, charset=_charset(page)), fetched=page.fetched)
    text = decode(page.raw, told=_charset(page))
    if text is None:
        raise SourceUnreadable(page.source, "is not text", "give plain text, HTML or JSONL, in UTF-8 if you can choose")
    return replace(from_text(text, given, source=page.source, raw=page.raw), fetched=page.fetched)


def _charset(page: Page) -> str | None:
    """What the HTTP answer says of the page's encoding."""
    told = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", told, re.IGNORECASE)
    return named[1] if named else None


def from_text(text: str, given: Given = NOTHING, *, source: str = "text", raw: bytes | None = None) -> Document:
    """The document of a plain text, which stays as it is but for a byte-order mark: offsets hold in the user's own text.

    `raw`: the bytes it was read from, if any. Raises SourceUnreadable for an empty text, SourceTooLarge beyond the limits,
    UsageError if `given` makes no sense.
    """
    given, text = checked(given), writable(text)
    raw = text.encode() if raw is None else raw
    check_size(source, len(raw))
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise SourceUnreadable(source, "is empty", "give a page that has text")
    if plain.has_too_many_lines(text):
        raise SourceTooLarge(source, f"has more than {plain.MOST_LINES:,} lines", "split it, or give many pages as JSONL, one a line")
    span = _heading(text, given.headline)
    blocks = plain.blocks(text, span if span or given.headline is None else (0, 0))
    top = next((b for b in blocks if b.kind is BlockKind.HEADLINE), None)
    prose, told = _prose(text, blocks), language.of(text)
    return Document(
        id=_identity(given.url, raw),
        text_id=_digest(text.encode()),
        source=source,
        text=text,
        blocks=blocks,
        given_id=given.given_id,
        url=given.url,
        headline=given.headline or (" ".join(text[top.start : top.end].split()) if top else None),
        headline_span=(top.start, top.end) if top else None,
        publisher=given.publisher,
        wire_credit=wire_credit((), prose, given.publisher),
        dateline=dateline(prose),
        published=moment(given.published),
        language=told,
        outcome=_outcome(told),
    )


def from_html(page: str | bytes, given: Given = NOTHING, *, source: str = "html", charset: str | None = None) -> Document:
    """The document of a web page: its headline, its main text without furniture, its masthead. Fetches nothing.

    `charset`: what came with bytes as their encoding, as in an HTTP header. Raises SourceUnreadable where there is no article text,
    SourceTooLarge beyond the limits on bytes and tags, UsageError if `given` makes no sense.
    """
    given = checked(given)
    raw = writable(page).encode() if isinstance(page, str) else page
    check_size(source, len(raw))
    if isinstance(page, str) and raw.strip():
        characters, charset = writable(page).removeprefix("\ufeff"), "utf-8"
    else:
        characters = _characters(source, raw, charset)
    from onrecord.pages import apart, body  # here, because plain text need not pay for the parser

    if not body.check(source, characters):
        return _document(source, raw, characters, given)
    del characters  # before the other process makes its own
    return apart.document(source, raw, asdict(given), charset)


def parsed(source: str, raw: bytes, given: Given, charset: str | None) -> Document:
    """The document of a web page, whatever it may take to parse it; else as of `from_html`."""
    return _document(source, raw, _characters(source, raw, charset), given)


def _characters(source: str, raw: bytes, charset: str | None) -> str:
    if not raw.strip():
        raise SourceUnreadable(source, "is empty", "give a page that has text")
    characters = decode(raw, html=True, told=charset)
    if characters is None:
        raise SourceUnreadable(source, "is not text in any known encoding", "save the page again as UTF-8")
    return characters


def _document(source: str, raw: bytes, characters: str, given: Given) -> Document:
    from onrecord.pages import body, genre, liveblog, masthead

    tree = body.parse(characters)
    if tree is None:
        raise _no_text(source)
    says = masthead.read(tree, characters, given.url)
    headline = given.headline or says.headline
    entries = liveblog.entries(tree, says.updates)
    text, blocks = body.read(tree, headline, says, entries)
    if not blocks:
        raise _no_text(source)
    top = blocks[0] if blocks[0].kind is BlockKind.HEADLINE else None
    publisher = given.publisher or says.publisher
    prose, told, url = _prose(text, blocks), language.of(text), given.url or says.url
    credit, place = wire_credit(says.agencies, prose, publisher), dateline(prose)
    return Document(
        id=_identity(given.url, raw),
        text_id=_digest(text.encode()),
        source=source,
        text=text,
        blocks=blocks,
        given_id=given.given_id,
        section=says.section,
        url=url,
        genre=genre.tell(
            says, "\n".join(prose), lambda: body.visible(tree), url=url, has_entries=bool(entries), is_wire=bool(credit or place)
        ),
        canonical_url=says.canonical_url,
        headline=text[top.start : top.end] if top else headline,
        headline_span=(top.start, top.end) if top else None,
        byline=says.byline,
        publisher=publisher,
        wire_credit=credit,
        dateline=place,
        published=moment(given.published) or says.published,
        modified=says.modified,
        language=told or says.language,
        outcome=_outcome(told),
    )


def _outcome(told: str | None) -> Outcome:
    """What becomes of a text in language `told`; one of which that is not known is read."""
    return Outcome.OK if told is None or told in language.READ else Outcome.LANGUAGE_NOT_READ


def _no_text(source: str) -> SourceUnreadable:
    return SourceUnreadable(source, "no article text found in this page", "save the article's own page, or give its text as a .txt file")


def _prose(text: str, blocks: tuple[Block, ...]) -> list[str]:
    return [text[b.start : b.end] for b in blocks if b.kind not in (BlockKind.HEADLINE, BlockKind.FURNITURE)]


def _heading(text: str, headline: str | None) -> tuple[int, int] | None:
    """Where a given headline stands in a plain text: the one of its first lines that says the same."""
    told = " ".join((headline or "").casefold().split())
    spans = plain.paragraphs(text)[:10] if told else []
    return next(((a, b) for a, b in spans if " ".join(text[a:b].casefold().split()) == told), None)


def _identity(url: str | None, raw: bytes) -> str:
    """A document's id: of the address it was given with, if any, and its bytes; never of what an extractor reads in them."""
    return _digest((f"{url}\n".encode() if url else b"") + raw)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def writable(text: str) -> str:
    """`text` with lone surrogates, which no file can hold, replaced one for one."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def check_size(source: str, size: int) -> None:
    if size > LARGEST:
        raise SourceTooLarge(source, f"is larger than {LARGEST // 1_000_000} MB", "split it, or give many pages as JSONL, one a line")
