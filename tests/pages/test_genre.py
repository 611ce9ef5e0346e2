"""A genre is told where the page makes it clear, and left open where it does not."""

import pytest

from onrecord.pages.genre import tell
from onrecord.pages.masthead import Masthead

LONG = "The council met again and nobody spoke of the pier. " * 40


@pytest.mark.parametrize(
    ("says", "url", "expected"),
    [
        (Masthead(kinds=("NewsArticle",)), None, "news"),
        (Masthead(kinds=("ReportageNewsArticle",)), None, "news"),
        (Masthead(kinds=("Article",)), None, None),
        (Masthead(), "https://gull.example/news/pier", None),
        (Masthead(kinds=("NewsArticle",), section="Opinion"), None, "opinion"),
        (Masthead(kinds=("NewsArticle",), section="News & Comment"), None, "opinion"),
        (Masthead(kinds=("NewsArticle",), section="Commentators"), None, "news"),
        (Masthead(kinds=("NewsArticle",)), "https://gull.example/opinion/pier", "opinion"),
        (Masthead(kinds=("NewsArticle",)), "https://gull.example/news/opinion-polls-tighten", "news"),
        (Masthead(kinds=("NewsArticle",), headline="Editorial: mend the pier"), None, "opinion"),
        (Masthead(kinds=("NewsArticle",), headline="Opinion polls tighten"), None, "news"),
        (Masthead(kinds=("LiveBlogPosting",)), None, "live"),
        (Masthead(kinds=("NewsArticle",), headline="Pier vote – as it happened"), None, "live"),
        (Masthead(kinds=("NewsArticle",), headline="How the islanders live"), None, "news"),
        (Masthead(kinds=("NewsArticle",), locked=True), None, "news"),
        (Masthead(kinds=("NewsArticle",), locked=True, words=2000), None, "stub"),
    ],
)
def test_a_genre(says: Masthead, url: str | None, expected: str | None) -> None:
    assert tell(says, LONG, lambda: LONG, url=url, has_entries=False, is_wire=False) == expected


def test_a_report_with_a_dateline_is_news_whatever_the_page_calls_it() -> None:
    assert tell(Masthead(), LONG, lambda: LONG, url=None, has_entries=False, is_wire=True) == "news"


@pytest.mark.parametrize(
    ("text", "visible", "expected"),
    [
        ("The council met again.", "The council met again. Subscribe to continue reading.", "stub"),
        ("The council met again.", "The council met again. To continue reading, log in.", "stub"),
        ("The council met again.", "The council met again. Subscribe to our newsletter.", None),
        (LONG, f"{LONG} Subscribe to continue reading the next one.", None),
        (f"{LONG} And then…", "Unlock this article", "stub"),
    ],
)
def test_what_a_wall_leaves_is_a_stub(text: str, visible: str, expected: str | None) -> None:
    assert tell(Masthead(), text, lambda: visible, url=None, has_entries=False, is_wire=False) == expected
