"""Paths, folders, patterns, standard input and web addresses to Documents: one an input, in order, none of them trusted."""

import glob
import gzip
import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.errors import SourceError, SourceMissing, SourceUnreadable
from onrecord.pages import feeds, lines, mail, pdf
from onrecord.pages.encoding import decode
from onrecord.pages.kinds import (
    ARCHIVE_NAMES,
    HEAD,
    HTML_NAMES,
    JSONL_NAMES,
    MAIL_NAMES,
    PDF_NAMES,
    TEXT_NAMES,
    is_html,
    is_jsonl,
    is_wacz,
    is_warc,
    suffix,
)
from onrecord.pages.online import Found, Online
from onrecord.pages.page import HTML, LARGEST, NOTHING, Given, check_size, checked, document, writable
from onrecord.pages.reasons import UNREADABLE, reason, remedy
from onrecord.pages.web import Memory, Web, is_address
from onrecord.vocabulary import Document, Page

Passed = Callable[[str], None]
STDIN = "-"


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

    Text, HTML and JSONL (one page a line), each also gzipped, and web archives (WARC, WACZ) are told apart by what they hold; so are
    feeds (RSS, Atom, JSON Feed) and lists of addresses (OPML, or a text with one a line), at a web address or as a file: they give the
    pages that they name. `web`: how these are fetched; `memory`: what is remembered of earlier times. Each problem goes to `on_problem`
    and the next input is read; without `on_problem` it is raised. Raises UsageError if `given` makes no sense.
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
            for found in _found(source, given, stdin, online, memory.passed):
                if not isinstance(found, SourceError):
                    yield found
                elif on_problem is None:
                    raise found
                else:
                    on_problem(found)


def connected(web: Web, memory: Memory = Memory()) -> Online:  # noqa: B008
    """What makes pages of web addresses; to be closed, as by `with`."""
    return Online(web, lambda name, raw, given: _opened(name, None, given, raw, memory.passed), memory)


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


def _found(source: str | Path, given: Given, stdin: BinaryIO | None, online: Online, passed: Passed) -> Iterator[Found]:
    name = writable(os.fsencode(source).decode(errors="replace") if _is_path(source) else str(source))
    if name == STDIN:
        yield from _opened(name, None, given, stdin, passed)
        return
    kind = _kind_of_file(source)
    if kind == "file":
        try:
            listing = _listing(name, source)
        except SourceError as problem:
            yield problem
            return
        if listing is None:
            yield from _opened(name, source, given, None, passed)
        else:
            for url in listing.urls:
                yield from online.pages(url, given, listed=True)
    elif kind == "folder":
        yield from _folder(name, source, given, passed)
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
                yield from _opened(writable(match), match, given, None, passed)
            elif _kind_of_file(match) == "folder" and "**" not in name:
                yield from _folder(writable(match), match, given, passed)
    else:
        yield SourceMissing(name or "''", "no such file", "check the path")


def _listing(name: str, path: str | Path) -> feeds.Listing | None:
    """What a file names, if it is a feed or a list of addresses. Raises SourceError for one that cannot be read."""
    try:
        with _file(path, None) as (_, peeked), _unzipped(peeked) as stream:
            if is_warc(peeked.peek(HEAD), name):
                return None
            if feeds.begins(stream.peek(HEAD)) is None:
                return None
            listing = feeds.read(name, stream.read(feeds.LARGEST + 1))
    except UNREADABLE as failure:
        raise SourceUnreadable(name, reason(failure), remedy(failure)) from None
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


def _folder(name: str, folder: str | Path, given: Given, passed: Passed) -> Iterator[Found]:
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
                yield from _opened(writable(os.fsencode(path).decode(errors="replace")), path, given, None, passed)
    for refused in problems:
        empty = False
        yield SourceUnreadable(writable(str(refused.filename or name)), reason(refused), "check its permissions")
    if empty:
        yield SourceMissing(name, "no pages in this folder", "give a folder with .txt, .html or .jsonl files (each may be gzipped)")


def _is_page(path: str) -> bool:
    """Whether a file in a folder is a page: by its name, or because it begins as HTML does (`wget` saves *article.php*, *story*)."""
    if suffix(path) in TEXT_NAMES | HTML_NAMES | JSONL_NAMES | MAIL_NAMES | ARCHIVE_NAMES | PDF_NAMES:
        return True
    try:
        with _file(path, None) as (_, peeked), _unzipped(peeked) as stream:
            head = stream.peek(HEAD)[:1024].decode(errors="replace")
    except UNREADABLE:
        return False
    return bool(re.match(r"\ufeff?\s*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE))


# Opening: a file to its pages


@contextmanager
def _file(path: str | Path | None, stdin: BinaryIO | None) -> Iterator[tuple[BinaryIO, io.BufferedReader]]:
    """A file's bytes, or those of standard input: as they are, and so that one can look ahead."""
    outer = stdin or getattr(sys.stdin, "buffer", None) if path is None else open(path, "rb")  # noqa: SIM115 (closed below)
    if outer is None:
        raise OSError("standard input is closed")
    peeked: io.BufferedReader = io.BufferedReader(cast(Any, outer), HEAD)
    try:
        yield cast(BinaryIO, outer), peeked
    finally:
        peeked.detach()  # without closing: standard input is the caller's
        if path is not None:
            outer.close()


@contextmanager
def _unzipped(peeked: io.BufferedReader) -> Iterator[io.BufferedReader | gzip.GzipFile]:
    if peeked.peek(2)[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=peeked) as unpacked:
            yield unpacked
    else:
        yield peeked


def _opened(name: str, path: str | Path | None, given: Given, stdin: BinaryIO | None, passed: Passed) -> Iterator[Found]:
    try:
        with _file(path, stdin) as (outer, peeked):
            head = peeked.peek(HEAD)
            if is_warc(head, name):
                from onrecord.pages import archives  # here, because who reads no archive need not pay for it

                yield from archives.warc(name, peeked, given, passed)
            elif is_wacz(head, name):
                from onrecord.pages import archives

                yield from archives.wacz(name, outer, given, passed)
            else:
                with _unzipped(peeked) as stream:
                    yield from _of(name, stream, given)
    except SourceError as problem:
        yield problem
    except UNREADABLE as failure:
        yield SourceUnreadable(name, reason(failure), remedy(failure))


def _of(name: str, stream: io.BufferedReader | gzip.GzipFile, given: Given) -> Iterator[Found]:
    head = stream.peek(HEAD)
    if not is_html(head, "") and (suffix(name) in JSONL_NAMES or is_jsonl(head)):
        yield from lines.pages(name, cast(BinaryIO, stream), given)
    else:
        yield _page(name, stream.read(LARGEST + 1), given)


def _page(name: str, raw: bytes, given: Given) -> tuple[Page, Given]:
    check_size(name, len(raw))
    if suffix(name) in MAIL_NAMES:
        raw, holds_html, says = mail.page(name, raw)
        return Page(raw, name, media=HTML if holds_html else "text/plain"), _completed(given, says)
    if pdf.is_pdf(raw):
        raw, says = pdf.page(name, raw)
        return Page(raw, name), _completed(given, says)
    if is_html(raw, suffix(name)):
        return Page(raw, name, media=HTML), given
    if suffix(name) == ".json" and raw.strip() and decode(raw) is not None:
        raise SourceUnreadable(
            name, "is JSON, but not JSON Lines", "write one object a line, with 'text' or 'html' in each, into a .jsonl file"
        )
    return Page(raw, name), given


def _completed(given: Given, says: Mapping[str, str]) -> Given:
    """What is given of a page, and for the rest what its file says of it."""
    return replace(given, **{field: getattr(given, field) or writable(words) for field, words in says.items()})
