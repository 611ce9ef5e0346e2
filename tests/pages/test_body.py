"""A web page gives the text its reader reads, in blocks, and nothing of the site around it."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError, SourceTooLarge, SourceUnreadable
from onrecord.pages import Given, from_html
from onrecord.vocabulary import BlockKind, Document

FERRY = (Path(__file__).parent / "saved" / "ferry.html").read_bytes()
PROSE = "".join(
    f"<p>The council of Port Vell met for the {n}th time, and its members spoke about the ferry at length.</p>" for n in range(4, 9)
)


def lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def article(inner: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><article>{inner}{PROSE}</article></body></html>"


def test_a_cluttered_page_gives_its_article() -> None:
    ferry = from_html(FERRY)
    assert lines(ferry, BlockKind.HEADLINE) == ["Ferry strike ends after eleven days"]
    assert lines(ferry, BlockKind.STANDFIRST) == ["Crews at Port Vell go back to work as both sides claim a win"]
    assert lines(ferry, BlockKind.QUOTATION) == [
        "No one wins a strike like this one, and no one should say that they did.",
        "The islands have paid for it.",
    ]
    assert lines(ferry, BlockKind.LIST)[0] == "a rise of four per cent from May;"
    assert lines(ferry)[2].startswith("PORT VELL (Reuters) – Ferry crews")
    assert lines(ferry)[-1] == "A spokesman for the region declined to comment."


@pytest.mark.parametrize(
    "left_out",
    [
        "cookies",
        "Sport",
        "Facebook",
        "Advertisement",
        "Read more",
        "newsletter",
        "Photo",
        "More from",
        "Lighthouse",
        "Related",
        "comments",
        "Fisher42",
        "©",
    ],
)
def test_nothing_of_the_site_around_it(left_out: str) -> None:
    assert left_out not in from_html(FERRY).text


def test_blocks_point_at_the_text_with_a_blank_line_between_them() -> None:
    ferry = from_html(FERRY)
    assert "\n\n".join(lines(ferry)) == ferry.text
    assert ferry.headline_span is not None
    assert ferry.text[slice(*ferry.headline_span)] == ferry.headline


def test_the_headline_is_there_once() -> None:
    assert from_html(FERRY).text.count("Ferry strike ends after eleven days") == 1


def test_a_given_headline_overrules_the_pages() -> None:
    ferry = from_html(FERRY, Given(headline="Boats sail again"))
    assert ferry.text.startswith("Boats sail again\n\nCrews at Port Vell")
    assert "Ferry strike ends" not in ferry.text


def test_a_q_element_gets_the_quotation_marks_that_a_browser_draws() -> None:
    assert "the offer “fair, if late” and" in from_html(FERRY).text
    assert (
        "said “<”"
        not in from_html(article("<h1>Council meets</h1><p>She called it <q>a <b>very</b> bad</q> idea, and they left.</p>")).text
    )
    assert (
        "“a very bad” idea"
        in from_html(article("<h1>Council meets</h1><p>She called it <q>a <b>very</b> bad</q> idea, and they left.</p>")).text
    )


def test_words_are_composed_and_free_of_what_cannot_be_seen() -> None:
    page = article("<h1>Council meets</h1><p>The state\u00adment was\u00a0clear,\u200b said Rene\u0301 Marrow\u202e of the council.</p>")
    assert "The statement was clear, said René Marrow of the council." in from_html(page).text


def test_line_breaks_between_sentences_divide_paragraphs() -> None:
    page = article("<h1>Council meets</h1><p>The council met on Monday.<br><br>It meets again on Friday.</p>")
    assert "The council met on Monday.\n\nIt meets again on Friday." in from_html(page).text


def test_a_pull_quote_that_repeats_the_text_is_left_out() -> None:
    page = article(
        "<h1>Council meets</h1><p>“We will never pay for a second crew,” said Hask.</p>"
        "<blockquote>We will never pay for a second crew</blockquote>"
    )
    assert from_html(page).text.count("never pay for a second crew") == 1


def test_a_description_that_is_not_shown_is_no_standfirst() -> None:
    page = article("<h1>Council meets again</h1>", '<meta property="og:description" content="A long night in the town hall of Port Vell">')
    assert "long night" not in from_html(page).text


@pytest.mark.parametrize(
    "page",
    [
        "<p>The ferry sails again, said the mayor of Vell.</p>",
        "<html><body><div>The ferry sails again, said the mayor of Vell.</div></body></html>",
    ],
)
def test_a_very_short_page_is_read_too(page: str) -> None:
    assert from_html(page).text == "The ferry sails again, said the mayor of Vell."


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html></html>",
        "<script>var a = 1</script>",
        "<!-- nothing -->",
        "<nav><a href='/'>Home</a></nav>",
        "<",
    ],
)
def test_a_page_without_an_article_says_so(page: str) -> None:
    with pytest.raises(SourceUnreadable, match="no article text found"):
        from_html(page)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 60_000 + PROSE,
        "<html><body>" + "<div><b></div></b>" * 60_000 + PROSE,
        "<html><body>" + "<b>x" * 60_000,
        "<html><body><div " + " ".join(f"a{n}='{n}'" for n in range(200_000)) + f">{PROSE}</div>",
        "<html><body><div z='>' " + " ".join(f"a{n}" for n in range(200_000)) + f">{PROSE}</div>",
        "<html><body>" + "<p>Again.</p>" * 120_000,
    ],
)
def test_a_page_that_would_choke_the_parser_is_refused_at_once(page: str) -> None:
    began = time.process_time()
    with pytest.raises(SourceTooLarge):
        from_html(page)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<!--" * 100_000,
        "<html><body>" + "<script>" * 50_000,
        "<html>" + "<" * 500_000,
        "<p a='" * 4000,
        "<html><body><p>" + " " * 3_000_000,
    ],
)
def test_a_page_of_open_ends_is_no_article(page: str) -> None:
    began = time.process_time()
    with pytest.raises(SourceError):
        from_html(page)
    assert time.process_time() - began < 5


def test_a_page_as_deep_as_real_ones_get_is_read() -> None:
    assert "council of Port Vell" in from_html("<html><body>" + "<div>" * 200 + PROSE + "</div>" * 200).text
    assert "council of Port Vell" in from_html(article("<p><b>unclosed <i>in each" * 50)).text


BLOCKS = ["<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<article>", "<blockquote>", "<li>", "<ul>", "</ul>", "<table>", "<tr><td>"]
TAGS = st.sampled_from([*BLOCKS, "<q>", "</q>", "<br>", "<a href='/x'>", "</a>", "<b>", "<!--", "-->", "<script>", "&amp;", "&#0;", "<"])
WORDS = st.sampled_from(
    ["The ferry sails again, said the mayor of Vell.", "“We won,”", "Related Articles", " ", "\n", "x", "\u202e", "Ferry strike ends"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS | WORDS | st.text(max_size=20), max_size=40))
def test_any_tags_give_a_document_or_a_source_error(parts: list[str]) -> None:
    page = "<html><body>" + "".join(parts)
    try:
        found = from_html(page)
    except SourceError:
        return
    assert found == from_html(page)
    assert "\n\n".join(lines(found)) == found.text
    assert found.text.encode()
