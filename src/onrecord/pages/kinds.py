"""What bytes are, told by what they hold, and by their name where they leave it open."""

import json
import re
import zlib
from pathlib import Path
from typing import Any

from onrecord.pages.encoding import decode

HEAD = 65_536
"""How many bytes of a file tell what it is."""
TEXT_NAMES = frozenset([".txt", ".text"])
HTML_NAMES = frozenset([".html", ".htm", ".xhtml", ".shtml"])
JSONL_NAMES = frozenset([".jsonl", ".ndjson", ".jsonlines"])
MAIL_NAMES = frozenset([".eml", ".mht", ".mhtml"])
ARCHIVE_NAMES = frozenset([".warc", ".wacz"])
PDF_NAMES = frozenset([".pdf"])
_HTML_START = re.compile(
    r"(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|article|main|section|header|div|p|h[1-6]|span|table|nav|a)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|article|main|section|header|div|p|h[1-6]|span|table|br|a|li|blockquote)\b[^<>]*>", re.IGNORECASE
)
_JSONL_START = re.compile(r"\s*\{\s*(?:\"|\})")


def suffix(name: str) -> str:
    """A file's ending in small letters, that of what is packed in it if it is packed."""
    return Path(re.sub(r"(?i)\.(?:gz|zst)$", "", name)).suffix.lower()


def is_warc(head: bytes, name: str) -> bool:
    """Whether a file that begins with `head` is a WARC, packed or not; a first member that is damaged leaves it to the name."""
    if head.startswith(b"\x1f\x8b"):
        return _unpacked(head).startswith(b"WARC/") or suffix(name) == ".warc"
    return head.startswith(b"WARC/") or (suffix(name) == ".warc" and bool(head.strip()) and not is_html(head, ""))


def is_wacz(head: bytes, name: str) -> bool:
    return head.startswith(b"PK\x03\x04") and (suffix(name) == ".wacz" or b"archive/" in head[:4096] or b"datapackage.json" in head[:4096])


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
    except zlib.error:
        return b""


def is_html(raw: bytes, suffix: str) -> bool:
    """Whether bytes are a web page: they begin as one, or are named so and hold a tag."""
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    start = (decode(raw[: min(len(raw), HEAD) // 4 * 4]) or "") if wide else raw[:HEAD].decode("latin-1").removeprefix("ï»¿")
    if _HTML_START.match(start):
        return True
    return suffix in HTML_NAMES and bool(_HTML_TAG.search(start) or _HTML_TAG.search(raw.decode("latin-1")))


def is_jsonl(head: bytes) -> bool:
    """Whether bytes begin with a line that is a JSON object, or a cut or broken one of ours."""
    line, _, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not _JSONL_START.match(line.decode("latin-1")):
        return False
    return b'"text"' in line or b'"html"' in line or isinstance(parsed(line), dict)


def parsed(line: bytes | str) -> Any:
    try:
        return json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return None
