"""What kind of a publication a page is: news, opinion, live, or the stub of an article behind a wall; None where that is unclear."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from onrecord.pages.furniture import asks_to_pay
from onrecord.pages.masthead import Masthead

NEWS, OPINION, LIVE, STUB = "news", "opinion", "live", "stub"

_NEWS_TYPES = frozenset(["NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"])
_OPINION_TYPES = frozenset(["OpinionNewsArticle", "ReviewNewsArticle"])
_OPINION = (
    r"(?:opinions?|comment|comments|commentary|commentisfree|editorials?|op-?eds?|columns|columnists?|letters|guest essays?|leaders?)"
)
_OPINION_SECTION = re.compile(rf"(?i)(?:.*(?:\band\b|[&/])\s*)?{_OPINION}(?:\s*(?:[|/&]|and\b).*)?")
_OPINION_HEADLINE = re.compile(r"(?i)^(?:opinion|comment|editorial|op-ed|letters?|guest essay)\s*[:|]")
_LIVE_HEADLINE = re.compile(
    r"(?i)^live\s*[:|–—-]|\blive\s+(?:updates|blog|coverage)\b|"
    r"\bas it happened$|\s[–—-]\s+live$|(?-i:\bLIVE\b)\s*[:|–—-]"
)
_LIVE_PATH = frozenset(["live", "live-updates", "liveblog", "live-blog"])
_SHORT = 150  # words; a wall lets a few paragraphs through
_CUT = re.compile(r"(?:…|\.\.\.)[\"'”’]?$")


def tell(says: Masthead, text: str, visible: Callable[[], str], *, url: str | None, has_entries: bool, is_wire: bool) -> str | None:
    """The genre of a page with masthead `says` and article text `text`; `visible` gives all words in the page's body, `is_wire`: it has a
    dateline or an agency's credit."""
    if _is_stub(says, text, visible):
        return STUB
    kinds, headline = set(says.kinds), says.headline or ""
    path = {part.lower() for part in _path(url)}
    if has_entries or "LiveBlogPosting" in kinds or path & _LIVE_PATH or _LIVE_HEADLINE.search(headline):
        return LIVE
    if kinds & _OPINION_TYPES or _OPINION_SECTION.fullmatch(says.section or "") or _OPINION_HEADLINE.match(headline):
        return OPINION
    if any(re.fullmatch(_OPINION, part) for part in path):
        return OPINION
    return NEWS if kinds & _NEWS_TYPES or is_wire else None


def _is_stub(says: Masthead, text: str, visible: Callable[[], str]) -> bool:
    """Whether the article's greater part is behind a wall: the page says that it is locked, or asks to pay, and little of it is there."""
    count = len(text.split())
    is_part = count < _SHORT or bool(_CUT.search(text)) or (says.words is not None and 2 * count < says.words)
    return is_part and (says.locked or asks_to_pay(visible()))


def _path(url: str | None) -> list[str]:
    """The steps of a URL's path before the last, which is the story's own name."""
    try:
        return [part for part in urlsplit(url or "").path.split("/") if part][:-1]
    except ValueError:
        return []
