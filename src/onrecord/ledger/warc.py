"""Kept pages as a WARC file (ISO 28500:2017, WARC/1.1): what web archives and their tools read."""

import gzip
import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from onrecord.vocabulary import Page

_OF_TRANSPORT = frozenset(["content-encoding", "transfer-encoding", "content-length"])
"""Headers that are no longer true of bytes that were unpacked; the length is written anew."""


def write(pages: Iterable[Page], out: BinaryIO, now: str) -> int:
    """Writes each page as one gzipped record and returns how many: a response, where its HTTP headers are known, else a resource.

    `now`: ISO 8601 in UTC, for pages whose time is not known. A page without URL is named by its path, or by its digest.
    """
    _record(out, "warcinfo", b"software: onrecord\r\nformat: WARC File Format 1.1\r\n", now, "application/warc-fields", None, None)
    count = 0
    for page in pages:
        digest = hashlib.sha256(page.raw).hexdigest()
        target = page.url or _named(page.source) or f"urn:sha256:{digest}"
        if page.headers:
            kept = [(n, v) for n, v in page.headers if n.lower() not in _OF_TRANSPORT] + [("Content-Length", str(len(page.raw)))]
            head = "HTTP/1.1 200 OK\r\n" + "".join(f"{_line(n)}: {_line(v)}\r\n" for n, v in kept) + "\r\n"
            block = head.encode("utf-8", "replace") + page.raw
            _record(out, "response", block, page.fetched or now, "application/http; msgtype=response", target, digest)
        else:
            _record(out, "resource", page.raw, page.fetched or now, page.media, target, digest)
        count += 1
    return count


def _record(out: BinaryIO, kind: str, block: bytes, date: str, content: str, target: str | None, digest: str | None) -> None:
    fields = [("WARC-Type", kind), ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"), ("WARC-Date", date)]
    fields += [("WARC-Target-URI", _line(target))] if target else []
    fields += [("WARC-Payload-Digest", f"sha256:{digest}")] if digest else []
    fields += [("Content-Type", content), ("Content-Length", str(len(block)))]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
    out.write(gzip.compress(head.encode("utf-8", "replace") + block + b"\r\n\r\n"))


def _named(source: str) -> str | None:
    return "file://" + quote(str(Path(source).absolute())) if "/" in source else None


def _line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
