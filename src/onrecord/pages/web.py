"""How pages are fetched, and what is remembered of earlier fetches: values only, so that who fetches nothing pays for nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlsplit

from onrecord.pages.page import LARGEST
from onrecord.version import __version__

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Web:
    """What may be asked of whom, how often, and what it may cost.

    `allow_private`: addresses of this machine and its networks too, which are refused otherwise, whoever names them.
    `largest`: bytes of a page, packed and unpacked. `seconds`: all that one page may take, its redirects and retries with it, waiting
    for one's turn not counted. `wait`: seconds for a single step: to find the name, to connect, until more bytes come. `redirects`,
    `retries`: how many. `gap`: seconds between two requests to one host (its robots.txt may ask for more). `patience`: the longest
    wait in seconds that a server may ask for and get; beyond it, the page fails for now. `agent`: who asks.
    """

    allow_private: bool = False
    largest: int = LARGEST
    seconds: float = 60.0
    wait: float = 15.0
    redirects: int = 5
    retries: int = 2
    gap: float = 1.0
    patience: float = 30.0
    agent: str = f"onrecord/{__version__}"


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said to ask with next time: whether a page has changed since (RFC 9110, 13.1)."""

    etag: str | None = None
    modified: str | None = None


UNKNOWN = Known()


def _nothing(address: str) -> Known | None:
    return None


def _ignored(address: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the caller remembers. `known`: what is known of an address from which a page was kept, or None. `passed`: is told of
    each address that was passed over because its page is kept and, as far as its server says, has not changed."""

    known: Callable[[str], Known | None] = _nothing
    passed: Callable[[str], None] = _ignored


def is_address(source: str) -> bool:
    return _ADDRESS.match(source) is not None


def by_turns(urls: list[str]) -> list[str]:
    """The same addresses in an order that goes from host to host, so that one host's rate holds nobody else up."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    return [url for turn in zip_longest(*hosts.values()) for url in turn if url is not None]
