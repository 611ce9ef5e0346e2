"""What belongs to an article's flow and the extractor leaves out: its standfirst, captions, and short paragraphs that are mostly links."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.pages.furniture import is_furniture
from onrecord.pages.words import INLINE, clean, folded, text_of
from onrecord.vocabulary import BlockKind

Line = tuple[str, BlockKind | None]
"""A block's words and its kind; None marks a heading."""

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?head(?:line|ing)?|sub-?title|sub-?deck|dek|deck|article-?(?:summary|intro|subtitle|description)|kicker-?text|excerpt)(?:$|[\s_-])"
)
_SIDE = frozenset(["aside", "nav", "footer", "form"])
_NEAR = 3  # paragraphs (byline, date …) that may stand between a headline and its standfirst
_LONGEST_STANDFIRST = 80  # words
_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SHARED = 5  # words in a row that two blocks do not share by chance
_MOST_LINKED = 0.6  # of a paragraph's characters
_CREDIT = re.compile(
    r"\s*(?:[|•·]\s*|\(\s*|\[\s*|[-–—]\s+)?(?:(?i:\b(?:file\s+)?(?:photo|photograph|picture|image|video|credit|source|illustration|handout)(?:\s+(?:credit|by|courtesy))?)\s*[:©/]\s*"
    r"|\b(?:Photo|Picture|Image|Photograph|Illustration)s?\s+(?:by|courtesy of)\s+|©\s*)[^.]{0,90}\.?\s*$"
    r"|\s*[(\[][^()\[\]]{0,60}\b(?:AP|AFP|EPA|PA|Reuters|REUTERS|Getty|Shutterstock|Bloomberg)\b[^()\[\]]{0,40}[)\]]\.?\s*$"
)
_FEWEST_WORDS = 6  # of a caption
_TELLS = re.compile(
    r"[“”\"«»]|\b(?:sa(?:ys?|id|ying)|t(?:ells|old)|claim(?:s|ed)|warn(?:s|ed)|according to|call(?:s|ed) (?:for|it|on)|urge[sd]|"
    r"announce[sd]|accuse[sd]|"
    r"den(?:ies|ied)|insist(?:s|ed)|vow(?:s|ed)|ask(?:s|ed)|add(?:s|ed)|promise[sd]|argue[sd]|describe[sd]|believes?|think(?:s)?|believed|thought)\b",
    re.IGNORECASE,
)


def standfirst(tree: Any, headline: str | None, description: str | None) -> str | None:
    """The standfirst that a page shows near its headline: an element marked as one, or one that is the page's own description."""
    told, heading = folded(description or ""), folded(headline or "")
    since: int | None = None  # paragraphs since the headline
    for element in tree.iter("h1", "h2", "h3", "p", "div", "span"):
        if element.tag == "h1":
            since = 0 if since is None and folded(clean(text_of(element))) == heading else since
            continue
        since = since + 1 if since is not None and element.tag == "p" else since
        marks = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "data-testid", "data-component")).lower()
        marked = bool(_STANDFIRST.search(marks.replace("__", "-").replace("_", "-")))
        near = since is not None and since <= _NEAR
        if not (marked and (near or told)) and not (told and (near or element.tag in ("h2", "h3"))):
            continue
        is_box = element.tag in ("div", "span") and any(child.tag not in INLINE for child in element)
        if (is_box and not marked) or _is_aside(element):
            continue
        words = clean(text_of(element))
        said = folded(words)
        if not 4 <= len(said.split()) <= _LONGEST_STANDFIRST or said == heading or is_furniture(words):
            continue
        summed_up = bool(told) and (
            said == told or ((marked or element.tag in ("h2", "h3")) and (told.startswith(said) or said.startswith(told)))
        )
        if summed_up or (marked and near and element.tag not in ("div", "span")):
            return words
    return None


def _is_aside(element: Any) -> bool:
    return any(ancestor.tag in _SIDE for ancestor in element.iterancestors())


def restored(tree: Any, lines: list[Line], links: Iterable[str]) -> list[Line]:
    """`lines` with the captions that tell what somebody says, and with the paragraphs that stand among its own, built as they are, but were
    taken for menus because most of their words are links. `links`: folded texts of paragraphs that are a link and nothing else."""
    at = {folded(words): n for n, (words, _) in reversed(list(enumerate(lines)))}
    found = [(element, words, folded(words)) for element in tree.iter("p", "figcaption") if (words := clean(text_of(element)))]
    matched = [(at.get(said, -1) if element.tag == "p" else -1) for element, _, said in found]
    places = {_place(element) for (element, _, _), n in zip(found, matched, strict=True) if n >= 0}
    last = max((k for k, n in enumerate(matched) if n >= 0), default=-1)
    known = {run for words, _ in lines for run in runs(folded(words))} | set(runs(" ".join(links)))
    before = -1  # the line that stands before the element now looked at
    added: dict[int, list[Line]] = {}
    for k, (element, words, said) in enumerate(found[: last + 1]):
        before = max(before, matched[k])
        if matched[k] >= 0:
            continue
        is_caption = element.tag == "figcaption"
        line = _caption(words) if is_caption else words if _place(element) in places and _is_prose(element, words) else ""
        own = set(runs(folded(line)))
        if not own or own & known or said in links or is_furniture(line) or _is_aside(element):
            continue
        known |= own
        added.setdefault(before, []).append((line, BlockKind.CAPTION if is_caption else BlockKind.PARAGRAPH))
    return added.get(-1, []) + [line for n, own in enumerate(lines) for line in (own, *added.get(n, ()))]


def _place(element: Any) -> tuple[tuple[str, str], ...]:
    """How the elements around a paragraph are built: what a page's own paragraphs have in common."""
    around = []
    for ancestor in element.iterancestors():
        around.append((str(ancestor.tag), ancestor.get("class") or ""))
        if len(around) == 4:
            break
    return tuple(around)


def _is_prose(paragraph: Any, words: str) -> bool:
    linked = sum(len(clean(text_of(link))) for link in paragraph.iter("a"))
    return bool(_SENTENCE_ENDS.search(words)) and linked <= _MOST_LINKED * len(words)


def _caption(words: str) -> str:
    """A caption's words without the credit at its end; empty where it does not tell what somebody says."""
    said = _CREDIT.sub("", words).strip()
    return said if len(said.split()) >= _FEWEST_WORDS and _TELLS.search(said) else ""


def runs(said: str) -> Iterator[str]:
    """All runs of five words of a folded text."""
    words = said.split()
    for n in range(len(words) - _SHARED + 1):
        yield " ".join(words[n : n + _SHARED])
