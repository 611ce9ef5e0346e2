"""JSON Lines to pages: one page a line, in our own fields or in those that dumps of news usually have."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from onrecord.errors import SourceTooLarge, SourceUnreadable
from onrecord.pages.dates import moment
from onrecord.pages.encoding import decode
from onrecord.pages.kinds import is_html
from onrecord.pages.online import Found
from onrecord.pages.page import HTML, LARGEST, Given, writable
from onrecord.pages.reasons import UNREADABLE, reason, remedy
from onrecord.vocabulary import Page

_TEXT = ("text", "body", "content", "article", "maintext", "article_text", "full_text", "fulltext", "story")
_HTML = ("html", "raw_html", "content_html")
_HEADLINE = ("headline", "title")
_PUBLISHED = (
    *("published", "date", "published_at", "publishedat", "date_published", "datepublished", "date_publish", "publish_date"),
    *("publication_date", "published_date", "pub_date", "pubdate", "publishdate", "datetime", "timestamp"),
)
_PUBLISHER = (
    "publisher",
    "publication",
    "outlet",
    "site_name",
    "sitename",
    "newspaper",
    "source_name",
    "source",
    "source_domain",
    "domain",
)
_URL = ("url", "link", "canonical_url", "source_url", "uri")
_ID = ("id", "article_id", "_id", "uuid", "guid")
_LONGEST_NAME = 80
_MOST_BLANK = 1_000_000  # lines in a row


def pages(name: str, stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The pages of a JSONL stream, one line held at a time; each one's source is `name#line`.

    A page is in *text* or *html*, or in what others call these (*body*, *content*, …; where it holds a web page, it is read as one).
    """
    number = blank = found = 0
    try:
        while line := stream.readline(LARGEST + 1):
            number += 1
            if len(line) > LARGEST and not line.endswith(b"\n"):
                found += 1
                yield SourceTooLarge(name, f"line {number} is longer than {LARGEST // 1_000_000} MB", "split it into several")
                if not _skipped(stream):
                    return
            elif not line.strip():
                blank += 1
                if blank > _MOST_BLANK:
                    yield SourceTooLarge(name, f"holds nothing but empty lines up to line {number}", "check how it was made")
                    return
            else:
                blank, found = 0, found + 1
                yield _page(name, number, line, given)
    except UNREADABLE as problem:
        yield SourceUnreadable(name, f"{reason(problem)}, after line {number}", remedy(problem))
        return
    if not found:
        yield SourceUnreadable(name, "is empty", "give a file that has pages")


def _skipped(stream: BinaryIO) -> bool:
    """Whether the rest of an overlong line came to an end; a line without end, such as a gzip bomb's, is given up."""
    for _ in range(10):
        rest = stream.readline(LARGEST)
        if len(rest) < LARGEST or rest.endswith(b"\n"):
            return True
    return False


def _page(name: str, number: int, line: bytes, given: Given) -> Found:
    correct = "correct the line; the others are read"
    try:
        told = json.loads(decode(line) or "", strict=False)
    except RecursionError:
        return SourceUnreadable(name, f"line {number} is nested too deep", correct)
    except json.JSONDecodeError as problem:
        return SourceUnreadable(name, f"line {number} is not valid JSON ({problem.msg})", correct)
    except ValueError:
        return SourceUnreadable(name, f"line {number} holds a number that is too long", correct)
    if not isinstance(told, dict):
        return SourceUnreadable(name, f"line {number} is not a JSON object", correct)
    fields = {key.lower(): value for key, value in reversed(told.items())}  # of keys that differ in case alone, the first
    known = replace(
        given,
        headline=given.headline or _said(fields, *_HEADLINE),
        published=given.published or _published(fields),
        publisher=given.publisher or _publisher(fields),
        url=given.url or _said(fields, *_URL),
        given_id=_id(fields),
    )
    where = f"{name}#{number}"
    if (text := _said(fields, *_TEXT)) is not None:
        raw = text.encode()
        holds_html = "text" not in fields and is_html(raw, "")
        return Page(raw, where, media=HTML if holds_html else "text/plain"), known
    if (html := _said(fields, *_HTML)) is not None:
        return Page(html.encode(), where, media=HTML), known
    if any(isinstance(fields.get(key), str) for key in (*_TEXT, *_HTML)):
        return SourceUnreadable(name, f"line {number} is empty", correct)
    return SourceUnreadable(name, f"line {number} has neither 'text' nor 'html'", correct)


def _said(fields: dict[str, Any], *keys: str) -> str | None:
    """The first of the fields that holds words."""
    return next((writable(fields[k]) for k in keys if isinstance(fields.get(k), str) and fields[k].strip()), None)


def _published(fields: dict[str, Any]) -> str | None:
    """The first of the fields that holds a date, in words or as Unix time; ISO 8601."""
    values = (fields.get(key) for key in _PUBLISHED)
    words = (str(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in values)
    return next((found for word in words if isinstance(word, str) and (found := moment(writable(word)))), None)


def _publisher(fields: dict[str, Any]) -> str | None:
    """The first of the fields that holds a name, on its own or as an object with one; no address and no path."""
    for key in _PUBLISHER:
        value = fields.get(key)
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and 0 < len(name.strip()) <= _LONGEST_NAME and (key == "publisher" or not re.search(r"[/\\#]", name)):
            return writable(name)
    return None


def _id(fields: dict[str, Any]) -> str | None:
    values = (fields.get(key) for key in _ID)
    words = (str(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in values)
    return next((writable(word) for word in words if isinstance(word, str) and word.strip()), None)
