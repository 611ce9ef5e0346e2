"""What a page says of itself: headline, byline, publisher, addresses, dates, section, language, wire credit.

JSON-LD (schema.org) first, then meta tags and marked elements, then trafilatura's guesses. What the page does not say is None.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.pages import linked_data as ld
from onrecord.pages import marked, publishers
from onrecord.pages.credits import agencies, people
from onrecord.pages.dates import day_in, first_moment, moment
from onrecord.pages.words import clean, text_of


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a page says of itself; None or empty where it says nothing. Dates are ISO 8601, as exact as the page gives them."""

    headline: str | None = None
    description: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """The article's schema.org types."""
    locked: bool = False
    words: int | None = None
    """How many words the page says that the article has."""
    updates: tuple[ld.Node, ...] = ()
    """A live blog's entries as JSON-LD."""
    body: str = ""
    """What the page marks as its article's words."""


def read(tree: Any, page: str, address: str | None = None) -> Masthead:
    """The masthead of a page, given parsed (an lxml tree) and as characters; `address`: where it was found, if known."""
    metas = _metas(tree)
    nodes = [*ld.nodes(tree), *ld.microdata(tree)]
    headings = _headings(tree)
    titles = [t for t in (metas.get("og:title"), metas.get("twitter:title"), metas.get("title"), _page_title(tree)) if t]
    link = _link(tree, "canonical")
    article = ld.article(nodes, [*headings, *titles], [address, link, metas.get("og:url")])
    canonical = _address(link, address or metas.get("og:url"))
    own = _address(_saved_from(page)) or canonical or _address(metas.get("og:url"), address) or _address(ld.address(article), address)
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    houses = [ld.name(node) for node in nodes if not _HOUSE.isdisjoint(ld.kinds(node))]
    stated = ld.name(ld.resolved(ld.first(article.get("publisher")), by_id))
    publisher = publishers.choose([stated, *(metas.get(k) for k in _SITE), *houses], titles, headings, address or own)
    publisher = publisher and publishers.spelt_out(publisher, lambda: clean(text_of(tree)))
    said, agencies_named = _authors(article, by_id, metas, tree)
    shown_published, shown_modified = _shown_times(tree)
    published = [ld.text(article.get("datePublished")), *(metas.get(k) for k in _PUBLISHED), *shown_published]
    modified = [ld.text(article.get("dateModified")), *(metas.get(k) for k in _MODIFIED), *shown_modified]
    return Masthead(
        headline=_headline(headings, [ld.text(article.get("headline")) or ld.text(article.get("name")), *titles], publisher),
        description=ld.text(article.get("description")) or _first_text(metas, "og:description", "description", "twitter:description"),
        byline=tuple(name for name in said if not publishers.same(name, publisher)),
        publisher=publisher,
        url=own,
        canonical_url=canonical,
        published=first_moment(published) or _guessed_day(tree, own),
        modified=first_moment(modified),
        section=ld.text(ld.first(article.get("articleSection"))) or _first_text(metas, *_SECTION) or _crumb(nodes, headings),
        language=_language(tree, metas),
        agencies=agencies_named,
        kinds=tuple(ld.kinds(article)),
        locked=_is_locked(article, metas),
        words=_count(article.get("wordCount")),
        updates=tuple(update for update in ld.several(article.get("liveBlogUpdate"), MOST_UPDATES) if isinstance(update, dict)),
        body=marked.body(article, tree),
    )


NOTHING = Masthead()
MOST_UPDATES = 500
_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "article:publisher")
_HOUSE = frozenset(["WebSite"])
_SECTION = ("article:section", "section", "parsely-section")
_AUTHOR = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "article.published", "published_time_telegram"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dc.date.modified", "dcterms.modified")


def _authors(article: ld.Node, by_id: dict[str, ld.Node], metas: dict[str, str], tree: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the agencies of a byline: as JSON-LD names them, else the meta tags, else what looks like a byline on the page."""
    stated: list[str] = []
    bodies: list[str] = []
    for author in ld.several(article.get("author") or article.get("creator")):
        author = ld.resolved(author, by_id)
        kinds = ld.kinds(author) if isinstance(author, dict) else []
        is_body = any("Organization" in kind for kind in kinds) and "Person" not in kinds
        (bodies if is_body else stated).append(ld.name(author) or "")
    named = [a for entry in [*bodies, *stated] for a in agencies(entry)]
    ways: tuple[Callable[[], list[str]], ...] = (
        lambda: stated,
        lambda: [metas.get(k, "") for k in _AUTHOR],
        lambda: _shown_byline(tree),
        lambda: [_guessed_author(tree)],
    )
    for tell in ways:  # one after the other: the last costs most
        said = tell()
        found = people(said)
        named += [a for entry in said for a in agencies(entry)]
        if found or named:
            return found, tuple(dict.fromkeys(named))
    return (), ()


_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|by-line|authors?|writer)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_BYLINE = 150


def _shown_byline(tree: Any) -> list[str]:
    """The first line that is marked as a byline and begins with *By*."""
    for element in tree.iter("p", "div", "span", "address", "h2", "h3", "h4", "li"):
        if _BYLINE.search(f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}".replace("__", "-")):
            words = clean(text_of(element))
            is_one = re.match(r"(?i)(?:written )?by\W", words) and len(words) <= _LONGEST_BYLINE
            if is_one and not any(ancestor.tag in _SIDE for ancestor in element.iterancestors()):
                return [words]
    return []


def _is_locked(article: ld.Node, metas: dict[str, str]) -> bool:
    """Whether the page says that its article is for subscribers."""
    free = str(article.get("isAccessibleForFree")).lower()
    return (
        free in ("false", "http://schema.org/false", "https://schema.org/false")
        or metas.get("article:content_tier", "").lower() == "locked"
    )


def _count(value: Any) -> int | None:
    found = re.fullmatch(r"\d{1,6}", str(value).strip())
    return int(found[0]) if found else None


def _crumb(nodes: list[ld.Node], headings: list[str]) -> str | None:
    """The section as the page's breadcrumbs name it: the first step that is neither the start page nor the article."""
    steps = [step for node in nodes if "BreadcrumbList" in ld.kinds(node) for step in ld.several(node.get("itemListElement"))]
    for step in (step for step in steps if isinstance(step, dict)):
        words = ld.text(step.get("name")) or ld.name(step.get("item"))
        if words and words.lower() not in ("home", "homepage", "front page", "start") and not any(ld.alike(words, h) for h in headings):
            return words if len(words) <= 40 else None
    return None


def _guessed_day(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date  # type: ignore[import-untyped, unused-ignore]

    try:
        return moment(find_date(tree, url=url, extensive_search=False, original_date=True))
    except Exception:  # a third-party guess on whatever page: no date is an answer, a traceback is none
        return None


def _metas(tree: Any) -> dict[str, str]:
    """Meta tags by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = ld.plain(element.get("content") or "")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(key) or "").lower().split():
                    found.setdefault(name, content)
    return found


def _first_text(metas: dict[str, str], *keys: str) -> str | None:
    return next((metas[k] for k in keys if metas.get(k)), None)


def _headings(tree: Any) -> list[str]:
    return [words for h1 in tree.iter("h1") if 0 < len(words := clean(text_of(h1))) <= 400][:20]


def _page_title(tree: Any) -> str | None:
    title = tree.find(".//head/title")
    return None if title is None else clean(text_of(title)) or None


_TAIL = re.compile(r"\s+[|·•»–—-]\s+([^|·•»–—]{2,40})$")


def _headline(headings: list[str], titles: list[str | None], publisher: str | None) -> str | None:
    """The heading that the metadata name; else the only heading of a sentence's length; else the metadata's, without the site's name."""
    known: list[str] = [_without_tail(t, publisher) for t in titles if t]
    for title in known:
        for heading in headings:
            if ld.alike(heading, title):
                return _without_tail(heading, publisher)
    if len(headings) == 1 and len(headings[0].split()) >= 3 and not ld.alike(headings[0], publisher or ""):
        return _without_tail(headings[0], publisher)
    return next(iter(known or headings), None)


def _without_tail(title: str, publisher: str | None) -> str:
    """`title` without a closing *| Harbour Post*, *- Harbour Post News* or *| Politics*."""
    while (tail := _TAIL.search(title)) and len(title[: tail.start()].split()) >= 2:
        name, site = publishers.letters(tail[1]), publishers.letters(publisher or "")
        if "|" not in tail[0] and not (site and (site in name or name in site)):
            break
        title = title[: tail.start()]
    return title


def _guessed_author(tree: Any) -> str:
    from trafilatura.metadata import extract_author

    try:
        return extract_author(tree) or ""
    except Exception:  # as with dates
        return ""


_SHOWN = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|datetime|time-?stamp|pub-?date|publish(?:ed)?|post(?:ed)?|updated?|modified)(?:$|[\s_-])", re.IGNORECASE
)
_SIDE = frozenset(["aside", "nav", "footer"])
_MOST_SHOWN = 4


def _shown_times(tree: Any) -> tuple[list[str], list[str]]:
    """Moments of publication and of change as elements of the page are marked with them or show them."""
    published: list[str] = []
    modified: list[str] = []
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        prop, marks = element.get("itemprop") or "", element.get("class") or ""
        if not (element.tag == "time" or prop in ("datePublished", "dateModified") or (_SHOWN.search(marks) and len(element) < 3)):
            continue
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if around & _SIDE or ("header" in around and not around & {"article", "main"}):  # a site's header shows today's date
            continue
        words = clean(text_of(element))[:200]
        values = [v for v in (element.get("datetime"), element.get("content") if prop else None, day_in(words)) if v]
        is_change = prop == "dateModified" or bool(re.search(r"(?i)updated|modified|edited", f"{words} {marks}"))
        certain = prop == "datePublished" or element.get("pubdate") is not None
        if certain or len(published if not is_change else modified) < _MOST_SHOWN:
            (modified if is_change else published).extend(values)
        if len(published) >= _MOST_SHOWN and len(modified) >= _MOST_SHOWN:
            break
    return published, modified


def _link(tree: Any, rel: str) -> str | None:
    return next((e.get("href") for e in tree.iter("link") if rel in (e.get("rel") or "").lower().split()), None)


def _saved_from(page: str) -> str | None:
    """The address that browsers write into the head of a page they save."""
    found = re.search(r"<!-- saved from url=\(\d{4}\)(\S+) -->", page[:4096])
    return found[1] if found else None


def _address(found: str | None, base: str | None = None) -> str | None:
    """`found` as an absolute web address, or None where it is none."""
    if not found:
        return None
    try:
        whole = urljoin(base or "", ld.plain(found))
        parts = urlsplit(whole)
        return whole if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", whole) else None
    except ValueError:
        return None


def _language(tree: Any, metas: dict[str, str]) -> str | None:
    root = next(tree.iter("html"), None)
    own = None if root is None else root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    said = own or metas.get("content-language") or metas.get("og:locale")
    code = re.match(r"([A-Za-z]{2,3})(?:$|[-_,])", (said or "").strip())
    return code[1].lower() if code else None
