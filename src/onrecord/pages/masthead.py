"""What a page says of itself: headline, byline, publisher, addresses, dates, section, language, wire credit.

JSON-LD (schema.org) first, then meta tags and marked elements, then trafilatura's guesses. What the page does not say is None.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.pages.body import clean, text_of
from onrecord.pages.credits import agencies, people
from onrecord.pages.dates import first_moment, moment

_ARTICLE = re.compile(r"Article$|Posting$|^(?:Report|Review|CreativeWork)$")
_FOLLOWED = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher")
_DEEPEST = 8  # levels of JSON-LD looked into, and how many of its nodes: hostile pages nest without end
_MOST_NODES = 2000
_LONGEST = 5000  # characters of a field


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


def read(tree: Any, page: str, address: str | None = None) -> Masthead:
    """The masthead of a page, given parsed (an lxml tree) and as characters; `address`: where it was found, if known."""
    metas = _metas(tree)
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    headings = _headings(tree)
    titles = [t for t in (metas.get("og:title"), metas.get("twitter:title"), metas.get("title"), _page_title(tree)) if t]
    article = _article(nodes, [*headings, *titles])

    said: list[str] = []
    credited: list[str] = []
    for author in _several(article.get("author") or article.get("creator")):
        author = _resolved(author, by_id)
        kinds = str(author.get("@type")) if isinstance(author, dict) else ""
        (credited if "Organization" in kinds and "Person" not in kinds else said).append(_name(author) or "")
    if not any(said) and not any(credited):
        said = [_first_text(metas, *_AUTHOR) or ""]
    if not any(said) and not any(credited):
        said = [_guessed_author(tree)]
    byline = people(said)

    publisher = _publisher(
        _name(_resolved(_first(article.get("publisher")), by_id)), _first_text(metas, "og:site_name", "application-name")
    )
    canonical = _address(_link(tree, "canonical"), address or metas.get("og:url"))
    own = _address(_saved_from(page)) or canonical or _address(metas.get("og:url"), address) or _address(_entity_url(article), address)
    if publisher is None:
        publisher = _tail(titles, headings)
    published = [_text(article.get("datePublished")), *(metas.get(k) for k in _PUBLISHED), *_marked_times(tree)]
    return Masthead(
        headline=_headline(headings, [_text(article.get("headline")) or _text(article.get("name")), *titles], publisher),
        description=_text(article.get("description")) or _first_text(metas, "og:description", "description", "twitter:description"),
        byline=byline,
        publisher=publisher,
        url=own,
        canonical_url=canonical,
        published=first_moment(published) or _guessed_day(tree, own),
        modified=first_moment([_text(article.get("dateModified")), *(metas.get(k) for k in _MODIFIED)]),
        section=_text(_first(article.get("articleSection"))) or _first_text(metas, "article:section", "section", "parsely-section"),
        language=_language(tree, metas),
        agencies=tuple(dict.fromkeys(a for entry in [*credited, *said] for a in agencies(entry))),
    )


_AUTHOR = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "article.published", "published_time_telegram"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dc.date.modified", "dcterms.modified")


def _publisher(stated: str | None, site: str | None) -> str | None:
    """The publisher as JSON-LD states it, unless the site's name says the same in full (*mirror*: *The Daily Mirror*)."""
    if stated and site and _letters(stated) in _letters(site) and site != site.lower() and "." not in site:
        return site
    return stated or site


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
        content = _plain(element.get("content") or "")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(key) or "").lower().split():
                    found.setdefault(name, content)
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page that can be the page itself or what it refers to by `@id`."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        waiting: list[tuple[Any, int]] = [(_json("".join(script.itertext())), 0)]
        while waiting and left > 0:
            thing, depth = waiting.pop(0)
            left -= 1
            if depth > _DEEPEST:
                continue
            if isinstance(thing, list):
                waiting += [(t, depth + 1) for t in thing[:left]]
            elif isinstance(thing, dict):
                yield thing
                waiting += [(thing[k], depth + 1) for k in _FOLLOWED if isinstance(thing.get(k), dict | list)]


def _json(words: str) -> Any:
    """What a JSON-LD script holds, forgiving what pages get wrong: comment marks, control characters, a comma too many."""
    words = re.sub(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)", "", words)
    words = re.sub(r"(?:-->|(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?)?;?$", "", words.strip())
    for attempt in (words, re.sub(r",(\s*[}\]])", r"\1", words)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _article(nodes: list[dict[str, Any]], titles: list[str]) -> dict[str, Any]:
    """The object that is the page's article: of a story's type, preferably headed as the page is."""
    typed = [n for n in nodes if any(_ARTICLE.search(t) for t in _several(n.get("@type")) if isinstance(t, str))]
    found = [n for n in typed if n.get("headline") or n.get("name") or n.get("datePublished")]
    named = [n for n in found if any(alike(_text(n.get("headline")) or _text(n.get("name")) or "", t) for t in titles)]
    return (named or found or [{}])[0]


def _several(value: Any) -> list[Any]:
    return [] if value is None else value[:50] if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_several(value)), None)


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _name(value: Any) -> str | None:
    return _text(_first(value.get("name"))) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value")
    return _plain(value) or None if isinstance(value, str) else None


def _plain(words: str) -> str:
    """Words without markup and entities (pages escape some twice), on one line."""
    return clean(re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(words[:_LONGEST]))))


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
            if alike(heading, title):
                return _without_tail(heading, publisher)
    if len(headings) == 1 and len(headings[0].split()) >= 3 and not alike(headings[0], publisher or ""):
        return _without_tail(headings[0], publisher)
    return next(iter(known or headings), None)


def _without_tail(title: str, publisher: str | None) -> str:
    """`title` without a closing *| Harbour Post*, *- Harbour Post News* or *| Politics*."""
    while (tail := _TAIL.search(title)) and len(title[: tail.start()].split()) >= 2:
        name, site = _letters(tail[1]), _letters(publisher or "")
        if "|" not in tail[0] and not (site and (site in name or name in site)):
            break
        title = title[: tail.start()]
    return title


def _tail(titles: list[str], headings: list[str]) -> str | None:
    """The site's name as it closes the page's title after the headline."""
    for title in titles:
        tail = _TAIL.search(title)
        if tail and any(alike(title[: tail.start()], h) for h in headings) and "|" in tail[0]:
            return tail[1].strip()
    return None


def _letters(words: str) -> str:
    return re.sub(r"\W+|^the\b", "", words.lower())


def alike(one: str, other: str) -> bool:
    """Whether two headlines are the same but for spelling, a cut end or a few words."""
    a, b = re.findall(r"\w+", one.lower()), re.findall(r"\w+", other.lower())
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return (len(short) >= 4 and long[: len(short)] == short) or len(set(a) & set(b)) >= 0.6 * len(set(a) | set(b))


def _guessed_author(tree: Any) -> str:
    from trafilatura.metadata import extract_author

    try:
        return extract_author(tree) or ""
    except Exception:  # as with dates
        return ""


def _marked_times(tree: Any) -> list[str]:
    """Moments of the elements that a page marks as its date of publication."""
    found: list[str] = []
    for element in tree.iter("time", "span", "div", "p"):
        if element.get("itemprop") == "datePublished" or (element.tag == "time" and (element.get("pubdate") is not None or not found)):
            found += [v for v in (element.get("datetime"), element.get("content")) if v]
    return found


def _link(tree: Any, rel: str) -> str | None:
    return next((e.get("href") for e in tree.iter("link") if rel in (e.get("rel") or "").lower().split()), None)


def _entity_url(article: dict[str, Any]) -> str | None:
    entity = _first(article.get("mainEntityOfPage")) or article.get("url")
    return _text(entity.get("@id") or entity.get("url")) if isinstance(entity, dict) else _text(entity)


def _saved_from(page: str) -> str | None:
    """The address that browsers write into the head of a page they save."""
    found = re.search(r"<!-- saved from url=\(\d{4}\)(\S+) -->", page[:4096])
    return found[1] if found else None


def _address(found: str | None, base: str | None = None) -> str | None:
    """`found` as an absolute web address, or None where it is none."""
    if not found:
        return None
    try:
        whole = urljoin(base or "", _plain(found))
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
