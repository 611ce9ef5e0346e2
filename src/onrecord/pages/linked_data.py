"""JSON-LD (schema.org) in a page: its objects, and which of them is the page's article. Hostile pages nest without end: all is bounded."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.pages.words import clean, text_of

Node = dict[str, Any]

_ARTICLE = re.compile(r"Article$|Posting$|^(?:Report|Review|CreativeWork)$")
_FOLLOWED = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher")
_DEEPEST = 8  # levels looked into
_MOST_NODES = 2000
_MOST_SCOPES, _MOST_PROPERTIES = 50, 300  # of microdata
_LONGEST = 5000  # characters of a field


def nodes(tree: Any) -> Iterator[Node]:
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


_PROPERTIES = frozenset(
    ["headline", "name", "author", "creator", "publisher", "datePublished", "dateModified", "articleSection", "description"]
)


def microdata(tree: Any) -> Iterator[Node]:
    """The articles that a page marks with microdata, as JSON-LD would have them."""
    for scope in tree.xpath("//*[@itemtype]")[:_MOST_SCOPES]:
        kind = scope.get("itemtype").rstrip("/").rpartition("/")[2]
        if not _ARTICLE.search(kind):
            continue
        node: Node = {"@type": kind}
        for element in scope.xpath(".//*[@itemprop]")[:_MOST_PROPERTIES]:
            owner = next((a for a in element.iterancestors() if a.get("itemscope") is not None), None)
            for key in (element.get("itemprop") or "").split() if owner is scope else ():
                if key in _PROPERTIES:
                    if key in ("author", "creator"):
                        node[key] = [*several(node.get(key)), _value(element)]
                    else:
                        node.setdefault(key, _value(element))
        yield node


def _value(element: Any) -> Any:
    """What an element marked with `itemprop` says: an object with its type and name, or words."""
    if element.get("itemscope") is not None:
        name = next((e for e in element.iter() if "name" in (e.get("itemprop") or "").split()), element)
        return {"@type": (element.get("itemtype") or "").rpartition("/")[2], "name": name.get("content") or text_of(name)}
    return element.get("content") or element.get("datetime") or text_of(element)


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


def article(found: Iterable[Node], titles: list[str], addresses: Iterable[str | None] = ()) -> Node:
    """The object that is the page's article: of a story's type, headed as the page is, or at its address; else the first; else empty."""
    typed = [n for n in found if any(_ARTICLE.search(t) for t in kinds(n))]
    stories = [n for n in typed if n.get("headline") or n.get("name") or n.get("datePublished")]
    here = {_bare(a) for a in addresses if a}
    named = [n for n in stories if any(alike(text(n.get("headline")) or text(n.get("name")) or "", t) for t in titles)]
    placed = [n for n in stories if _bare(address(n) or "") in here] if len(stories) > 1 else []
    return next((n for n in named if n in placed), None) or (named or placed or stories or [{}])[0]


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", address)


def kinds(node: Node) -> list[str]:
    """The schema.org types of an object."""
    return [re.sub(r"^(?:https?://schema\.org/|schema:)", "", kind) for kind in several(node.get("@type")) if isinstance(kind, str)]


def address(node: Node) -> str | None:
    """The web address that an article's object gives for itself."""
    entity = first(node.get("mainEntityOfPage")) or node.get("url")
    return text(entity.get("@id") or entity.get("url")) if isinstance(entity, dict) else text(entity)


def several(value: Any, most: int = 50) -> list[Any]:
    return [] if value is None else value[:most] if isinstance(value, list) else [value]


def first(value: Any) -> Any:
    return next(iter(several(value)), None)


def resolved(value: Any, by_id: dict[str, Node]) -> Any:
    """The object that a bare `@id` refers to."""
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def name(value: Any) -> str | None:
    return text(first(value.get("name"))) if isinstance(value, dict) else text(value)


def text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value")
    return plain(value) or None if isinstance(value, str) else None


def plain(words: str) -> str:
    """Words without markup and entities (pages escape some twice), on one line."""
    return clean(re.sub(r"<[^<>]{1,200}>", "", html.unescape(html.unescape(words[:_LONGEST]))))


def alike(one: str, other: str) -> bool:
    """Whether two headlines are the same but for spelling, a cut end or a few words."""
    a, b = re.findall(r"\w+", one.lower()), re.findall(r"\w+", other.lower())
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return (len(short) >= 4 and long[: len(short)] == short) or len(set(a) & set(b)) >= 0.6 * len(set(a) | set(b))
