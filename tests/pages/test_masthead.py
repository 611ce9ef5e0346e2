"""What a page says of itself, and None where it says nothing."""

import hashlib
from pathlib import Path

import pytest

from onrecord.pages import Given, from_html
from onrecord.vocabulary import Document

FERRY = (Path(__file__).parent / "saved" / "ferry.html").read_bytes()
BODY = "<p>The council of Port Vell met on Monday, and its members spoke about the ferry at length.</p>" * 2


def page(head: str = "", body: str = "<h1>Council of Port Vell meets again</h1>", attributes: str = "") -> Document:
    return from_html(f"<!doctype html><html {attributes}><head>{head}</head><body>{body}<article>{BODY}</article></body></html>")


def ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


def test_a_full_masthead_is_read() -> None:
    ferry = from_html(FERRY)
    assert ferry.headline == "Ferry strike ends after eleven days"
    assert ferry.byline == ("Ilse Marrow", "Tom Okafor-Lind")
    assert ferry.publisher == "Harbour Post"
    assert ferry.published == "2026-03-04T07:15:00+02:00"
    assert ferry.modified == "2026-03-04T09:40:00+02:00"
    assert ferry.section == "Business"
    assert ferry.language == "en"
    assert ferry.wire_credit == ("Reuters",)
    assert ferry.canonical_url == "https://www.harbourpost.example/news/ferry-strike-ends"
    assert ferry.url == "https://www.harbourpost.example/news/ferry-strike-ends"


def test_what_is_given_overrules_what_the_page_says() -> None:
    ferry = from_html(FERRY, Given("Boats sail again", "2026-03-05", "Evening Gull", "https://gull.example/1"))
    assert (ferry.headline, ferry.published, ferry.publisher, ferry.url) == (
        "Boats sail again",
        "2026-03-05",
        "Evening Gull",
        "https://gull.example/1",
    )


def test_a_page_that_says_nothing_leaves_all_unknown() -> None:
    bare = from_html(f"<html><body><article>{BODY}</article></body></html>")
    assert (bare.headline, bare.headline_span, bare.byline, bare.publisher, bare.published, bare.modified) == (
        None,
        None,
        (),
        None,
        None,
        None,
    )
    assert (bare.url, bare.canonical_url, bare.section, bare.language, bare.wire_credit) == (None, None, None, None, ())


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": 3, "author": {"name": [[]]}, "datePublished": {}}',
        "null",
        '"x"',
        "[1, null, {}]",
        '{"@graph": {"@graph": {}}}',
        "\ud83d",
    ],
)
def test_broken_json_ld_does_no_harm(broken: str) -> None:
    assert page(ld(broken) + '<meta property="og:site_name" content="Harbour Post">').publisher == "Harbour Post"


@pytest.mark.parametrize(
    "article",
    [
        '{"@type": "NewsArticle", "headline": "Council meets", "author": {"@type": "Person", "name": "Ilse Marrow"}}',
        '[{"@type": "Organization"}, {"@type": ["Article", "NewsArticle"], "headline": "Council meets", "author": ["Ilse Marrow"]}]',
        '{"@graph": [{"@id": "#i", "name": "Ilse Marrow"}, {"@type": "Article", "headline": "Council meets", "author": {"@id": "#i"}}]}',
        '{"@type": "Article", "headline": "Council meets", "author": {"@type": ["Person", "Organization"], "name": "Ilse Marrow"}}',
        '<!-- {"@type": "NewsArticle", "headline": "Council meets", "author": "By Ilse Marrow",} -->',
        '[{"@type": "NewsArticle", "headline": "Another story", "author": "Ann Other"},'
        ' {"@type": "NewsArticle", "headline": "Council of Port Vell meets", "author": "Ilse Marrow"}]',
    ],
)
def test_authors_are_found_wherever_json_ld_holds_them(article: str) -> None:
    assert page(ld(article)).byline == ("Ilse Marrow",)


def test_an_organization_is_no_person_but_may_be_an_agency() -> None:
    found = page(
        ld('{"@type": "NewsArticle", "headline": "Council of Port Vell meets", "author": {"@type": "Organization", "name": "Reuters"}}')
    )
    assert (found.byline, found.wire_credit) == ((), ("Reuters",))


@pytest.mark.parametrize(
    ("title", "h1", "expected"),
    [
        ("Council meets again | Harbour Post", "Council meets again", "Council meets again"),
        ("Council meets again - Harbour Post", "", "Council meets again"),
        ("Council meets again – but not for long", "", "Council meets again – but not for long"),
        ("Harbour Post: council meets", "Harbour Post", "Harbour Post: council meets"),
        ("Ferry: what we know of the council", "Council of the town meets again", "Council of the town meets again"),
    ],
)
def test_the_headline_is_the_pages_own_without_the_sites_name(title: str, h1: str, expected: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="Harbour Post">'
    assert page(head, f"<h1>{h1}</h1>" if h1 else "").headline == expected


@pytest.mark.parametrize("href", ["javascript:alert(1)", "http://[", "ftp://x.example/", "/alone"])
def test_an_address_that_is_none_is_unknown(href: str) -> None:
    assert page(f'<link rel="canonical" href="{href}">').canonical_url is None


def test_a_documents_id_is_its_given_address_and_its_bytes() -> None:
    raw = BODY.encode()
    assert from_html(raw).id == hashlib.sha256(raw).hexdigest()
    assert from_html(raw, Given(url="https://gull.example/1")).id == hashlib.sha256(b"https://gull.example/1\n" + raw).hexdigest()
    assert from_html(raw).text_id == hashlib.sha256(from_html(raw).text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2026 The Norland Press. All rights reserved.", "The Norland Press"),
        ("Copyright 2019-2026 Norland Press Ltd", "Norland Press"),
        ("© 2026 Harbour Holding Inc.", "NP News"),  # an owner of another name is not the publisher
        ("© 2026 NP News", "NP News"),
    ],
)
def test_initials_are_spelt_out_as_in_the_copyright_line(line: str, publisher: str) -> None:
    heading = "<h1>Council of Port Vell meets again</h1>"
    assert page("<meta property=og:site_name content='NP News'>", f"{heading}<footer>{line}</footer>").publisher == publisher
