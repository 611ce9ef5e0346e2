"""PDF files with a text layer: the text, line ends and hyphens of the layout undone. Pictures of text are not read."""

import re
from collections import Counter
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby

from onrecord.errors import SourceUnreadable

_NUMBER = re.compile(r"(?i)(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?")
_SHORT_LINE = 0.75  # of the usual width: what ends earlier ends a paragraph
_RUNNING = 3  # pages on which a line stands that belongs to the layout
_DAMAGED = "is a damaged PDF"


def is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024] and head.lstrip()[:1] == b"%"


def page(name: str, raw: bytes) -> tuple[bytes, dict[str, str]]:
    """The text of a PDF, as UTF-8, a blank line between paragraphs, and what it says of itself: its headline, if its title is in the text.

    Raises SourceUnreadable, naming `name`, where no library is there to read it, and for one that is encrypted, damaged, or holds no text;
    SourceTooLarge where it takes too long, or too much memory.
    """
    if find_spec("pypdf") is None:
        raise SourceUnreadable(name, "is a PDF, which needs a library", "run: pip install 'onrecord[pdf]'")
    from onrecord.pages import apart

    return apart.pdf(name, raw)


def parsed(name: str, raw: bytes) -> tuple[bytes, dict[str, str]]:
    """As `page`, whatever it may take."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    encrypted = SourceUnreadable(name, "is an encrypted PDF", "save it again without a password")
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise encrypted
        pages = [page.extract_text() for page in reader.pages]
        title = " ".join(str((reader.metadata or {}).get("/Title") or "").split())
    except (DependencyError, FileNotDecryptedError):
        raise encrypted from None
    except (SourceUnreadable, MemoryError):
        raise
    except Exception:  # a third-party parser on whatever file
        raise SourceUnreadable(name, _DAMAGED, "get it again, or give its text as a .txt file") from None
    text = "\n\n".join(paragraphs(pages))
    if not text:
        raise SourceUnreadable(name, "is a PDF without text: pictures of pages, perhaps", "have its text recognised (OCR), and give that")
    is_headline = len(title.split()) >= 3 and _letters(title) in _letters(text[:1000])
    return text.encode(errors="replace"), {"headline": title} if is_headline else {}


def paragraphs(pages: list[str]) -> list[str]:
    """The paragraphs of laid-out pages: lines joined up to a short one or a blank one; no page numbers, no running heads."""
    split = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    standing = Counter(line for lines in split for line in {*lines} - {""})
    kept = [line for lines in split for line in lines if not _NUMBER.fullmatch(line) and standing[line] < _RUNNING]
    widths = sorted(map(len, filter(None, kept)))
    usual = widths[len(widths) * 4 // 5] if widths else 0
    found: list[str] = []
    for is_blank, group in groupby(kept, key=lambda line: not line):
        if is_blank:
            continue
        begun: list[str] = []
        for line in group:
            begun.append(line)
            if len(line) < _SHORT_LINE * usual:
                found.append(_joined(begun))
                begun = []
        if begun:
            found.append(_joined(begun))
    return found


def _joined(lines: list[str]) -> str:
    """Lines as one; a hyphen at the end of a line, with a small letter after it, was the layout's."""
    return re.sub(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-z])", "", "\n".join(lines)).replace("\n", " ")


def _letters(words: str) -> str:
    return "".join(re.findall(r"\w+", words.lower()))
