"""Web addresses to pages: single ones, and those that feeds and lists name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord.errors import SourceError, SourceMissing, SourceUnreadable
from onrecord.pages import feeds
from onrecord.pages.page import HTML, Given
from onrecord.pages.web import UNKNOWN, Known, Memory, Web
from onrecord.vocabulary import Page

if TYPE_CHECKING:
    from onrecord.pages.fetch import Answer, Fetcher

Found = tuple[Page, Given] | SourceError
Opened = Callable[[str, BinaryIO, Given], Iterator[Found]]
"""What makes pages of bytes, by what they hold: the name of their source, the bytes, what is known of them."""

_A_LIST, _A_FEED, _A_PAGE = range(3)  # what may stand at an address at most: lists name feeds, and feeds name pages


@dataclass(frozen=True, slots=True)
class Poll:
    """What a feed names, in its order, and what to ask its server with next time."""

    urls: tuple[str, ...]
    known: Known


class Online:
    """Pages of the web, one at a time, through one fetcher for all of them. `memory`: what is remembered of earlier times."""

    def __init__(self, web: Web, opened: Opened, memory: Memory) -> None:
        self._web, self._opened, self._memory = web, opened, memory
        self._named: set[str] = set()

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from onrecord.pages.fetch import Fetcher  # here, because who fetches nothing need not pay for it

        return Fetcher(self._web)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if "_fetcher" in vars(self):
            self._fetcher.close()

    def pages(self, url: str, given: Given, *, listed: bool = False) -> Iterator[Found]:
        """The pages at an address, and what went wrong: one page, or all that the feed or list there names. `listed`: a list named it.

        A page that is known already is asked for only if its server says that it has changed, and not at all if a list or feed names it;
        nor is what several of them name asked for twice.
        """
        return self._pages(url, given, _A_FEED if listed else _A_LIST)

    def page(self, url: str, given: Given) -> Iterator[Found]:
        """The page at an address that a feed named, known or not."""
        return self._fetched(url, given, UNKNOWN, _A_PAGE)

    def poll(self, url: str, known: Known) -> Poll | None:
        """What a feed names, or None if it has not changed since it was `known`. Raises SourceError."""
        answer = self._fetcher.get(url, known)
        if answer is None:
            return None
        listing = feeds.read(url, answer.raw, answer.url)
        if listing is None:
            raise SourceUnreadable(url, "is no feed", "give the address of the site's RSS, Atom or JSON feed")
        if listing.of_feeds:
            raise SourceUnreadable(url, "is a list of feeds", "download it and give the file")
        return Poll(listing.urls, answer.known)

    def _pages(self, url: str, given: Given, most: int) -> Iterator[Found]:
        known = self._memory.known(url)
        if most != _A_LIST:
            if known is not None:
                self._memory.passed(url)
            if known is not None or url in self._named:
                return
            self._named.add(url)
        yield from self._fetched(url, given, known or UNKNOWN, most)

    def _fetched(self, url: str, given: Given, known: Known, most: int) -> Iterator[Found]:
        try:
            answer = self._fetcher.get(url, known)
            listing = feeds.read(url, answer.raw, answer.url) if answer else None
        except SourceError as problem:
            yield problem
            return
        if answer is None:
            self._memory.passed(url)
        elif listing is None:
            yield from self._arrived(url, answer, given)
        elif most > (_A_LIST if listing.of_feeds else _A_FEED):
            kind = "list" if listing.of_feeds else "feed"
            yield SourceUnreadable(url, f"is a {kind} where a page was awaited", "give its address itself")
        elif not listing.urls:
            yield SourceMissing(url, "names no pages", "look at it in a browser")
        else:
            for named in listing.urls:
                yield from self._pages(named, given, _A_FEED if listing.of_feeds else _A_PAGE)

    def _arrived(self, url: str, answer: "Answer", given: Given) -> Iterator[Found]:
        told = (answer.header("content-type") or "").partition(";")[0].strip().lower()
        for found in self._opened(url, BytesIO(answer.raw), given):
            if isinstance(found, SourceError):
                yield found
                continue
            page, known = found
            alone = page.source == url  # and not one of many in an archive, which has an address of its own
            media = HTML if alone and told in (HTML, "application/xhtml+xml") and b"<" in page.raw else page.media
            address = page.url or (answer.url if alone else None)
            headers = answer.headers if alone else page.headers
            yield replace(page, url=address, fetched=page.fetched or answer.fetched, headers=headers, media=media), known
