"""Addresses of pages become names that every tool takes, and nothing else does."""

import re

import odd
from hypothesis import example, given

from onrecord.exchange import iris
from onrecord.vocabulary import Record


@given(odd.given_words)
@example("javascript:alert(1)")
@example("https://gazette.example/é?q=<\">'#x")
@example("https://gazette.example/a b")
@example("http://[::1")
def test_an_address_is_a_web_address_without_what_an_iri_may_not_hold(url: str) -> None:
    found = iris.address(url)
    assert found is None or re.fullmatch(r"https?://[!#-;=?-Z\[\]_a-z~]+", found)


def test_an_address_that_is_fine_stays() -> None:
    for url in ("https://gazette.example/a/1?x=1&y=%20#top", "http://news.example:8080/~ann/(2)"):
        assert iris.address(url) == url


@odd.patient
@given(odd.records())
def test_a_page_without_address_is_named_by_its_document(it: Record) -> None:
    named = iris.page(it.document)
    assert named.startswith("http") or named == f"urn:onrecord:document:{it.document.id}"
