"""Feeds and lists to the addresses that they name: RSS, Atom, JSON Feed, OPML, and text files with an address a line."""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.parsers import expat

from onrecord.errors import SourceTooLarge, SourceUnreadable
from onrecord.pages.encoding import decode
from onrecord.pages.web import is_address

LARGEST = 5_000_000  # bytes
MOST_TAGS = 200_000  # feedparser takes 20 to 40 µs for each
_HEAD = 4096
_ROOT = re.compile(r"<(?:\w+:)?(html|rss|feed|rdf|opml)\b", re.IGNORECASE)
_PROLOG = re.compile(r"(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_JSON_FEED = re.compile(r'\s*\{.*(?<!\\)"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listing:
    """Addresses in the order in which they were found, each once; `of_feeds`: they may be feeds, not only pages."""

    urls: tuple[str, ...]
    of_feeds: bool


def read(source: str, raw: bytes, base: str = "") -> Listing | None:
    """What a feed or a list names; None where the bytes are neither. `base`: the address that relative ones are joined to.

    Raises SourceUnreadable for a feed that is broken or declares a document type (whose entities are a known trap), SourceTooLarge for
    one beyond 5 MB.
    """
    kind = begins(raw[:_HEAD])
    if kind is None or (kind == "lines" and len(raw) > LARGEST):
        return None
    if len(raw) > LARGEST:
        raise SourceTooLarge(source, f"is a list or feed larger than {LARGEST // 1_000_000} MB", "split it")
    text = decode(raw)
    if kind == "lines":
        return _lines(text or "")
    if text is None:
        raise SourceUnreadable(source, "is a feed, but not text in any known encoding", "give it in UTF-8")
    if kind == "json":
        return Listing(_web(_json_feed(source, text), base), of_feeds=False)
    rest = _beyond_prolog(text)
    if not re.match(r"<[A-Za-z_]", rest):
        what = "declares a document type" if rest.startswith("<!") else "is broken XML"
        raise SourceUnreadable(source, f"{what}, which no feed needs", "give a plain RSS, Atom or JSON feed, or OPML")
    text = _DECLARATION.sub("", text, count=1)  # it names the encoding that was
    if text.count("<") > MOST_TAGS:
        raise SourceTooLarge(source, f"is a list or feed of more than {MOST_TAGS:,} tags", "split it")
    if kind == "opml":
        return Listing(_web(_opml(source, text), base), of_feeds=True)
    return Listing(_web(_feed(source, text, base), base), of_feeds=False)


def begins(head: bytes) -> str | None:
    """As what bytes begin: 'opml', 'xml' or 'json' of a feed, 'lines' of what may be a list, or None."""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = (decode(head[: len(head) // 4 * 4]) or "") if wide else head.decode("latin-1").removeprefix("ï»¿")
    start = _beyond_prolog(text)
    if start.startswith("<"):
        root = _ROOT.search(start)
        if root is None or root[1].lower() == "html" or re.search(r"<\w", start[: root.start()]):
            return None
        return "opml" if root[1].lower() == "opml" else "xml"
    if _JSON_FEED.match(text):
        return "json"
    return "lines" if is_address(start) or start.startswith("#") else None


def _beyond_prolog(text: str) -> str:
    """What follows white space, comments and instructions."""
    prolog = _PROLOG.match(text)
    return text[prolog.end() :] if prolog else text


def _lines(text: str) -> Listing | None:
    """An address a line, besides empty lines and remarks; None where there is anything else."""
    urls = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    if not urls or not all(is_address(url) and len(url.split()) == 1 for url in urls):
        return None
    return Listing(_web(urls), of_feeds=True)


def _web(links: Iterable[object], base: str = "") -> tuple[str, ...]:
    """Those of the web, each once and without the place in the page that it names."""
    found: dict[str, None] = {}
    for link in links:
        if isinstance(link, str) and link.strip():
            try:
                address = urldefrag(urljoin(base, link.strip())).url
            except ValueError:  # such as http://[
                continue
            if is_address(address):
                found[address] = None
    return tuple(found)


def _json_feed(source: str, text: str) -> list[object]:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed: Any = json.loads(text, strict=False)
        items = feed["items"]
        return [item.get("url") or item.get("external_url") for item in items if isinstance(item, dict)]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise SourceUnreadable(source, "is a broken JSON feed", "check its address") from None


def _opml(source: str, text: str) -> list[str]:
    """http://opml.org/spec2.opml: outlines with the address of a feed."""
    found: list[str] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "outline":
            found.extend(value for key, value in attributes.items() if key.lower() == "xmlurl")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = opened
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as broken:
        raise SourceUnreadable(source, f"is broken OPML ({broken})", "export it again") from None
    return found


def _feed(source: str, text: str, base: str) -> list[object]:
    import feedparser  # here, because most of what is read is no feed

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    parsed = feedparser.parse(io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if parsed.bozo and not parsed.entries:
        raise SourceUnreadable(source, f"is a feed that cannot be read ({parsed.bozo_exception})", "check its address")
    return [entry.get("link") for entry in parsed.entries]
