"""Words in a page's elements: what of them is read, and how two lines are compared."""

import re
import unicodedata
from itertools import chain
from typing import Any

INLINE = frozenset(
    [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var",
    ]
)  # fmt: skip
_UNSEEN = dict.fromkeys(
    chain(
        (*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)),  # control characters
        (0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF),  # soft hyphens, width, direction
        range(0xD800, 0xE000),  # lone surrogates, which JSON can smuggle in
    )
)


def clean(words: str) -> str:
    """One line of a page's words: composed characters, single spaces, nothing that cannot be seen."""
    return unicodedata.normalize("NFC", " ".join(words.translate(_UNSEEN).split()))


def text_of(element: Any) -> str:
    """All words in an element, those of neighbouring blocks kept apart."""
    words = element.text or ""
    for child in element:
        if child.tag not in ("script", "style", "noscript"):
            words += text_of(child) if child.tag in INLINE else f" {text_of(child)} "
        words += child.tail or ""
    return words


def folded(words: str) -> str:
    """Letters and figures alone, in small letters: equal for two lines that say the same."""
    return " ".join(re.findall(r"[^\W_]+", words.lower()))
