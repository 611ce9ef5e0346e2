"""Which of the names that a page gives for its site is the publisher's: the one that its address bears out."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from urllib.parse import urlsplit

from onrecord.pages.linked_data import alike

_NO_NAME = re.compile(
    r"(?i)^(?:home(?:\s?page)?|news|blog|website|web\s?site|site|my (?:site|blog)|untitled|wordpress|localhost|default|admin|index|article|"
    r"organi[sz]ation|publisher|example|test)$|^https?:|^@|^\d+$|^www\."
)
_LONGEST, _MOST_WORDS = 60, 7  # of a name; longer ones are slogans
_TAIL = re.compile(r"\s+[|·•»–—-]\s+([^|·•»–—]{2,40})$")
_NO_PART_OF_A_NAME = frozenset(["www", "com", "co", "org", "net", "amp", "news", "edition", "gov", "info"])


def choose(stated: Iterable[str | None], titles: list[str], headings: list[str], url: str | None) -> str | None:
    """The publisher's name: the first of `stated`, then of the titles' tails, that fits the host of `url`; else the first that is a name.

    A fuller spelling of the same name is taken (*mirror*: *The Daily Mirror*).
    """
    tails = [
        tail[1].strip() for title in titles if (tail := _TAIL.search(title)) and any(alike(title[: tail.start()], h) for h in headings)
    ]
    bars = [tail for tail in tails if any(title.endswith(f"| {tail}") for title in titles)]
    host = _host(url)
    names = [name for name in (*stated, *tails) if name and _is_name(name) and not any(alike(name, h) for h in headings)]
    fitting = [name for name in names if _fits(name, host)]
    chosen = next(iter(fitting or [name for name in names if name not in tails or name in bars]), None)
    if chosen is None:
        return None
    fuller = [
        n for n in names if letters(chosen) in letters(n) and n != n.lower() and "." not in n and (" " in n or chosen == chosen.lower())
    ]
    return fuller[0] if fuller and (chosen == chosen.lower() or "." in chosen or n_words(fuller[0]) > n_words(chosen)) else chosen


_COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)|\bcopyright\b)[\s©,.:]*(?:\d{4}(?:\s*[-–—]\s*\d{4})?)?[\s,.:]*(?:by\s+)?([^.|,©\n]{2,60})")
_OF_A_COMPANY = re.compile(r"(?i)\s+(?:all rights|ltd|limited|inc|llc|plc|corp|corporation|company|gmbh)\b.*")
_LONGEST_SHORT, _MOST_COPYRIGHTS = 6, 5


def spelt_out(name: str, page: Callable[[], str]) -> str:
    """A publisher's name, or, where it is initials (*HP*, *HP News*), what they stand for in the copyright lines of the page's words."""
    initials = re.sub(r"(?:news|online|com|org|net)$", "", letters(name)) or letters(name)
    if not 2 <= len(initials) <= _LONGEST_SHORT:
        return name
    lines = islice(_COPYRIGHT.finditer(page()), _MOST_COPYRIGHTS)
    owners = (_OF_A_COMPANY.sub("", line[1]).strip() for line in lines)
    return next((owner for owner in owners if n_words(owner) >= 2 and _is_name(owner) and _initials(owner) == initials), name)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name.lower()) if word not in ("the", "of", "and"))


def n_words(name: str) -> int:
    return len(name.split())


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST and n_words(name) <= _MOST_WORDS and not _NO_NAME.search(name.strip())


def letters(words: str) -> str:
    """A name's letters and figures without *the* before them."""
    return re.sub(r"\W+|^the\b", "", words.lower())


def same(name: str, publisher: str | None) -> bool:
    """Whether a byline's name is the publisher's own, so nobody's."""
    return bool(publisher) and letters(name) == letters(publisher or "")


def _host(url: str | None) -> list[str]:
    """The parts of a URL's host that can be a name."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    return [part.replace("-", "") for part in host.lower().split(".")[:-1] if len(part) >= 2 and part not in _NO_PART_OF_A_NAME]


def _fits(name: str, host: list[str]) -> bool:
    """Whether a name and a host are of the same house: one holds the other, or the host begins with the name's initials."""
    own = letters(name)
    initials = _initials(name)
    return any(
        len(own) >= 2 and (own in part or (len(part) >= 3 and part in own) or (len(initials) >= 2 and part.startswith(initials)))
        for part in host
    )
