"""Paths, folders, patterns, standard input and web addresses to Documents: one an input, in order, none of them trusted."""

import glob
import gzip
import io
import json
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from onrecord.pages import feeds
from onrecord.pages.dates import moment
from onrecord.pages.encoding import decode
from onrecord.pages.mail import MAIL_NAMES, body
from onrecord.pages.online import Found, Online
from onrecord.pages.page import HTML, LARGEST, NOTHING, Given, check_size, checked, document, writable
from onrecord.pages.web import Memory, Web, is_address
from onrecord.vocabulary import Document, Page

STDIN = "-"
_HEAD = 65_536
_TEXT_NAMES = frozenset([".txt", ".text"])
_HTML_NAMES = frozenset([".html", ".htm", ".xhtml", ".shtml"])
_JSONL_NAMES = frozenset([".jsonl", ".ndjson", ".jsonlines"])
_HTML_START = re.compile(
    r"(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|article|main|section|header|div|p|h[1-6]|span|table|nav|a)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|article|main|section|header|div|p|h[1-6]|span|table|br|a|li|blockquote)\b[^<>]*>", re.IGNORECASE
)
_JSONL_START = re.compile(r"\s*\{\s*(?:\"|\})")


def pages(
    sources: Iterable[str | Path],
    given: Given = NOTHING,
    *,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[SourceError], None] | None = None,
    web: Web = Web(),  # noqa: B008 (it is frozen)
    memory: Memory = Memory(),  # noqa: B008
) -> Iterator[tuple[Page, Given]]:
    """The pages of `sources` as bytes, one an input, in order: files, folders, patterns, `-` for standard input, web addresses. With
    each comes what is known of it: `given`, and what a JSONL line says of its page where `given` does not.

    Text, HTML and JSONL (one page a line), each also gzipped, are told apart by what they hold; so are feeds (RSS, Atom, JSON Feed)
    and lists of addresses (OPML, or a text with one a line), at a web address or as a file: they give the pages that they name. `web`:
    how these are fetched; `memory`: what is remembered of earlier times. Each problem goes to `on_problem` and the next input is
    read; without `on_problem` it is raised. Raises UsageError if `given` makes no sense.
    """
    return _pages(sources, checked(given), stdin, on_problem, web, memory)


def _pages(
    sources: Iterable[str | Path],
    given: Given,
    stdin: BinaryIO | None,
    on_problem: Callable[[SourceError], None] | None,
    web: Web,
    memory: Memory,
) -> Iterator[tuple[Page, Given]]:
    with connected(web, memory) as online:
        for source in sources:
            for found in _found(source, given, stdin, online):
                if not isinstance(found, SourceError):
                    yield found
                elif on_problem is None:
                    raise found
                else:
                    on_problem(found)


def connected(web: Web, memory: Memory = Memory()) -> Online:  # noqa: B008
    """What makes pages of web addresses; to be closed, as by `with`."""
    return Online(web, lambda name, raw, given: _opened(name, None, given, raw), memory)


def watched(source: str | Path) -> tuple[str, ...]:
    """The feeds to watch behind a source: its address, or those in a file of them (OPML, or a text with one a line).

    Raises SourceError for what is neither.
    """
    name = str(source)
    if is_address(name):
        return (name,)
    if _kind_of_file(source) != "file":
        raise SourceMissing(writable(name) or "''", "no such file", "give a feed's address, or a file of them, one a line or OPML")
    listing = _listing(writable(name), source)
    if listing is None or not listing.of_feeds:
        raise SourceUnreadable(writable(name), "is no list of feeds", "write one address a line, or give OPML")
    return listing.urls


def documents(
    sources: Iterable[str | Path],
    given: Given = NOTHING,
    *,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[SourceError], None] | None = None,
    web: Web = Web(),  # noqa: B008
) -> Iterator[Document]:
    """The documents of `pages(…)`, with the same arguments; a page that holds no text is a problem too."""
    return _documents(pages(sources, given, stdin=stdin, on_problem=on_problem, web=web), on_problem)


def _documents(found: Iterator[tuple[Page, Given]], on_problem: Callable[[SourceError], None] | None) -> Iterator[Document]:
    for page, known in found:
        try:
            read = document(page, known)
        except SourceError as problem:
            if on_problem is None:
                raise
            on_problem(problem)
        else:
            yield read


# Finding: a source to the files behind it


def _found(source: str | Path, given: Given, stdin: BinaryIO | None, online: Online) -> Iterator[Found]:
    name = writable(os.fsencode(source).decode(errors="replace") if _is_path(source) else str(source))
    if name == STDIN:
        yield from _opened(name, None, given, stdin)
        return
    kind = _kind_of_file(source)
    if kind == "file":
        try:
            listing = _listing(name, source)
        except SourceError as problem:
            yield problem
            return
        if listing is None:
            yield from _opened(name, source, given, None)
        else:
            for url in listing.urls:
                yield from online.pages(url, given, listed=True)
    elif kind == "folder":
        yield from _folder(name, source, given)
    elif kind is not None:
        yield SourceUnreadable(name, kind, "give a file, a folder, a pattern, or - for standard input")
    elif is_address(name):
        yield from online.pages(name, given)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(str(source), recursive=True))
        if not matches:
            yield SourceMissing(name, "no file matches this pattern", "check the pattern")
        for match in matches:
            if _kind_of_file(match) == "file":
                yield from _opened(writable(match), match, given, None)
            elif _kind_of_file(match) == "folder" and "**" not in name:
                yield from _folder(writable(match), match, given)
    else:
        yield SourceMissing(name or "''", "no such file", "check the path")


def _listing(name: str, path: str | Path) -> feeds.Listing | None:
    """What a file names, if it is a feed or a list of addresses. Raises SourceError for one that cannot be read."""
    try:
        with _stream(path, None) as stream:
            if feeds.begins(stream.peek(_HEAD)) is None:
                return None
            listing = feeds.read(name, stream.read(feeds.LARGEST + 1))
    except _UNREADABLE as failure:
        raise SourceUnreadable(name, _reason(failure), _remedy(failure)) from None
    if listing is not None and not listing.urls:
        raise SourceMissing(name, "names no web addresses", "check how it was made")
    return listing


def _is_path(source: str | Path) -> bool:
    try:
        os.fsencode(source)
    except (UnicodeEncodeError, TypeError):
        return False
    return True


def _kind_of_file(path: str | Path) -> str | None:
    """'file', 'folder', what else it is, or None where there is nothing. Pipes and devices are refused: they can hang for ever."""
    try:
        mode = os.stat(path).st_mode if os.fspath(path) else None
    except PermissionError:
        return "no permission to read it"
    except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        return None
    if mode is None:
        return None
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "is neither a file nor a folder"


def _folder(name: str, folder: str | Path, given: Given) -> Iterator[Found]:
    """A folder's pages, sorted, with those of its folders; hidden files, other kinds of files and loops are passed over."""
    problems: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    empty = True
    for here, below, files in os.walk(folder, onerror=problems.append, followlinks=True):
        try:
            status = os.stat(here)
        except OSError as failure:
            problems.append(failure)
            status = None
        if status is None or (status.st_dev, status.st_ino) in seen:
            below.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        below[:] = sorted(d for d in below if not d.startswith("."))
        for file in sorted(f for f in files if not f.startswith(".")):
            path = os.path.join(here, file)
            if _kind_of_file(path) == "file" and _is_page(path):
                empty = False
                yield from _opened(writable(os.fsencode(path).decode(errors="replace")), path, given, None)
    for refused in problems:
        empty = False
        yield SourceUnreadable(writable(str(refused.filename or name)), _reason(refused), "check its permissions")
    if empty:
        yield SourceMissing(name, "no pages in this folder", "give a folder with .txt, .html or .jsonl files (each may be gzipped)")


def _suffix(name: str) -> str:
    return Path(re.sub(r"(?i)\.gz$", "", name)).suffix.lower()


def _is_page(path: str) -> bool:
    """Whether a file in a folder is a page: by its name, or because it begins as HTML does (`wget` saves *article.php*, *story*)."""
    if _suffix(path) in _TEXT_NAMES | _HTML_NAMES | _JSONL_NAMES | MAIL_NAMES:
        return True
    try:
        with _stream(path, None) as stream:
            head = stream.peek(_HEAD)[:1024].decode(errors="replace")
    except _UNREADABLE:
        return False
    return bool(re.match(r"\ufeff?\s*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE))


# Opening: a file to its documents

_Stream = io.BufferedReader | gzip.GzipFile
_UNREADABLE = (OSError, EOFError, zlib.error, ValueError)  # ValueError: standard input that is closed


@contextmanager
def _stream(path: str | Path | None, stdin: BinaryIO | None) -> Iterator[_Stream]:
    """The bytes of a file, or of standard input, decompressed."""
    outer = stdin or getattr(sys.stdin, "buffer", None) if path is None else open(path, "rb")  # noqa: SIM115 (closed below)
    if outer is None:
        raise OSError("standard input is closed")
    peeked: io.BufferedReader = io.BufferedReader(cast(Any, outer), _HEAD)
    try:
        if peeked.peek(2)[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=peeked) as unpacked:
                yield unpacked
        else:
            yield peeked
    finally:
        peeked.detach()  # without closing: standard input is the caller's
        if path is not None:
            outer.close()


def _opened(name: str, path: str | Path | None, given: Given, stdin: BinaryIO | None) -> Iterator[Found]:
    try:
        with _stream(path, stdin) as stream:
            head = stream.peek(_HEAD)
            if not _is_html(head, "") and (_suffix(name) in _JSONL_NAMES or _is_jsonl(head)):
                yield from _lines(name, stream, given)
            else:
                yield _page(name, stream.read(LARGEST + 1), given)
    except SourceError as problem:
        yield problem
    except _UNREADABLE as failure:
        yield SourceUnreadable(name, _reason(failure), _remedy(failure))


def _page(name: str, raw: bytes, given: Given) -> tuple[Page, Given]:
    check_size(name, len(raw))
    if _suffix(name) in MAIL_NAMES:
        raw, is_html = body(name, raw)
        return (Page(raw, name, media=HTML) if is_html else Page(raw, name)), given
    if _is_html(raw, _suffix(name)):
        return Page(raw, name, media=HTML), given
    if _suffix(name) == ".json" and raw.strip() and decode(raw) is not None:
        raise SourceUnreadable(
            name, "is JSON, but not JSON Lines", "write one object a line, with 'text' or 'html' in each, into a .jsonl file"
        )
    return Page(raw, name), given


def _is_html(raw: bytes, suffix: str) -> bool:
    """Whether bytes are a web page: they begin as one, or are named so and hold a tag."""
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    start = (decode(raw[: min(len(raw), _HEAD) // 4 * 4]) or "") if wide else raw[:_HEAD].decode("latin-1").removeprefix("ï»¿")
    if _HTML_START.match(start):
        return True
    return suffix in _HTML_NAMES and bool(_HTML_TAG.search(start) or _HTML_TAG.search(raw.decode("latin-1")))


def _is_jsonl(head: bytes) -> bool:
    """Whether bytes begin with a line that is a JSON object, or a cut or broken one of ours."""
    line, _, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not _JSONL_START.match(line.decode("latin-1")):
        return False
    return b'"text"' in line or b'"html"' in line or isinstance(_json(line), dict)


def _json(line: bytes | str) -> Any:
    try:
        return json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None


def _reason(problem: Exception) -> str:
    if isinstance(problem, PermissionError):
        return "no permission to read it"
    if isinstance(problem, EOFError):
        return "the gzip file ends too early"
    if isinstance(problem, gzip.BadGzipFile | zlib.error):
        return "the gzip file is damaged"
    return f"cannot be read ({getattr(problem, 'strerror', None) or problem})"


def _remedy(problem: Exception) -> str:
    if isinstance(problem, EOFError | gzip.BadGzipFile | zlib.error):
        return "download or copy it again"
    return "check the path and its permissions"


def _lines(name: str, stream: _Stream, given: Given) -> Iterator[Found]:
    """The pages of a JSONL stream, one line held at a time."""
    number = blank = pages = 0
    try:
        while line := stream.readline(LARGEST + 1):
            number += 1
            where = f"{name}#{number}"
            if len(line) > LARGEST and not line.endswith(b"\n"):
                pages += 1
                yield SourceTooLarge(name, f"line {number} is longer than {LARGEST // 1_000_000} MB", "split it into several")
                if not _skipped(stream):
                    return
            elif not line.strip():
                blank += len(line)
                if blank > LARGEST:
                    yield SourceTooLarge(name, f"holds nothing but empty lines up to line {number}", "check how it was made")
                    return
            else:
                blank, pages = 0, pages + 1
                yield _line(name, where, number, line, given)
    except _UNREADABLE as problem:
        yield SourceUnreadable(name, f"{_reason(problem)}, after line {number}", _remedy(problem))
        return
    if not pages:
        yield SourceUnreadable(name, "is empty", "give a file that has pages")


def _skipped(stream: _Stream) -> bool:
    """Whether the rest of an overlong line came to an end; a line without end, such as a gzip bomb's, is given up."""
    for _ in range(10):
        rest = stream.readline(LARGEST)
        if len(rest) < LARGEST or rest.endswith(b"\n"):
            return True
    return False


def _line(name: str, where: str, number: int, line: bytes, given: Given) -> Found:
    remedy = "correct the line; the others are read"
    try:
        fields = json.loads(decode(line) or "", strict=False)
    except RecursionError:
        return SourceUnreadable(name, f"line {number} is nested too deep", remedy)
    except ValueError as problem:
        return SourceUnreadable(name, f"line {number} is not valid JSON ({getattr(problem, 'msg', problem)})", remedy)
    if not isinstance(fields, dict):
        return SourceUnreadable(name, f"line {number} is not a JSON object", remedy)

    def said(key: str) -> str | None:
        value = fields.get(key)
        return writable(value) if isinstance(value, str) and value.strip() else None

    own = fields.get("id")
    known = replace(
        given,
        headline=given.headline or said("headline"),
        published=given.published or moment(said("published")),
        publisher=given.publisher or said("publisher"),
        url=given.url or said("url"),
        given_id=str(own) if isinstance(own, int) and not isinstance(own, bool) else said("id"),
    )
    if (text := said("text")) is not None:
        return Page(text.encode(), where), known
    if (html := said("html")) is not None:
        return Page(html.encode(), where, media=HTML), known
    if isinstance(fields.get("text"), str) or isinstance(fields.get("html"), str):
        return SourceUnreadable(name, f"line {number} is empty", remedy)
    return SourceUnreadable(name, f"line {number} has neither 'text' nor 'html'", remedy)
