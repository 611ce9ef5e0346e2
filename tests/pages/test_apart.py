"""A page that is parsed apart gives the same as any other, or an outcome in time."""

import time
from pathlib import Path

import hostile
import pytest

from onrecord.errors import SourceTooLarge, SourceUnreadable, UsageError
from onrecord.pages import Given, apart, body, from_html, mail

SAVED = sorted((Path(__file__).parent / "saved").glob("*.html"))
KNOWN = Given(headline="Given", published="2026-03-04", url="https://a.example/1", given_id="7")


@pytest.mark.parametrize(("path", "given"), [*zip(SAVED[:4], [Given(), KNOWN] * 2, strict=True)])
def test_a_page_parsed_apart_is_the_same(path: Path, given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = path.read_bytes()
    here = from_html(raw, given, source="here.html")
    monkeypatch.setattr(body, "ORDINARY_TAGS", 0)
    monkeypatch.setattr("onrecord.pages.page._document", None)  # so that it cannot be parsed here
    assert from_html(raw, given, source="here.html") == here


def test_characters_are_parsed_apart_as_bytes_are(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<meta charset=latin-1><h1>Ferry strike ends</h1>{hostile.CREWS * 3}"
    here = from_html(page)
    monkeypatch.setattr(body, "ORDINARY_TAGS", 0)
    assert from_html(page) == here


def test_ordinary_pages_are_not_parsed_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "document", None)
    for path in SAVED:
        assert from_html(path.read_bytes()).blocks


def test_what_takes_too_long_is_ended_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(SourceTooLarge, match=r"slow\.html: takes longer than 1 s to parse; "):
        from_html(hostile.FILES["attributes-20000-on-each.html"](), source="slow.html")
    assert time.monotonic() - began < 10


def test_what_takes_too_much_memory_is_ended_and_says_so() -> None:
    pytest.importorskip("resource")
    with pytest.raises(SourceTooLarge, match=r"takes more than 320 MB"):
        apart.message("wide.eml", b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "😀 ".encode() * 30_000_000)


def test_problems_come_back_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "ORDINARY_TAGS", 0)
    with pytest.raises(SourceUnreadable, match="no article text found in this page"):
        from_html("<p></p>")
    with pytest.raises(UsageError):
        from_html("<p></p>", Given(published="never"))


def test_a_message_parsed_apart_is_the_same() -> None:
    raw = (Path(__file__).parent.parent / "seeds" / "letter.eml").read_bytes()
    assert apart.message("a.eml", raw) == mail.parsed("a.eml", raw)


def test_a_parser_that_dies_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(SourceUnreadable, match="ended the parser"):
        apart.message("a.eml", b"")
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with pytest.raises(SourceUnreadable, match="no process to parse it in"):
        apart.message("a.eml", b"")
