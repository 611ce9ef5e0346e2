"""Bytes to characters, whatever the page declares."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.encoding import decode

WORDS = "“We’re going back,” said Ilse Marrow of Côte-sur-Vell – and the crews of the café ferry went back. " * 3


@pytest.mark.parametrize(
    "raw",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("cp1252"),
    ],
)
def test_text_is_read_in_the_usual_encodings_without_its_mark(raw: bytes) -> None:
    assert decode(raw) == WORDS


def test_a_few_broken_bytes_do_not_garble_a_utf8_text() -> None:
    assert decode(WORDS.encode() + b"\xff") == WORDS + "\ufffd"


def test_a_page_with_broken_bytes_of_no_encoding_is_still_read() -> None:
    found = decode(b"The ferry sails again, said the mayor. " * 20 + b"\x81\x8d\xff\x81")
    assert found is not None
    assert found.startswith("The ferry sails again, said the mayor. " * 20)


def test_a_pages_declaration_counts() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Паромщики вернулись на работу</p></body></html>'
    assert decode(page.encode("koi8-r"), html=True) == page


@pytest.mark.parametrize("declared", ["utf-8", "ascii", "shift_jis", "no-such-thing", "unicode_escape", "hex", "utf-7", "idna"])
def test_a_wrong_declaration_does_not_lose_the_page(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{WORDS}</p></body></html>'
    assert decode(page.encode("cp1252"), html=True) == page
    assert decode(page.encode(), html=True) == page


@pytest.mark.parametrize("raw", [b"\x00\x01\x02\x03" * 50, b"PK\x03\x04\x00\x00", bytes(range(1, 9)) * 50, b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_text_gives_none(raw: bytes) -> None:
    assert decode(raw) is None


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_none_or_what_utf8_can_hold(raw: bytes, html: bool) -> None:
    found = decode(raw, html)
    assert found is None or (found.encode() is not None and "\0" not in found)
