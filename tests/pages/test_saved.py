"""Pages built as outlets build them, with invented people: what each says of itself is read, whatever form it says it in."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.exchange.record import as_dict
from onrecord.pages import from_html
from onrecord.vocabulary import BlockKind, Document, Record

SAVED = Path(__file__).parent / "saved"


def saved(name: str) -> Document:
    return from_html((SAVED / f"{name}.html").read_bytes())


def lines(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


@pytest.mark.parametrize("name", sorted(path.stem for path in SAVED.glob("*.json")))
def test_a_saved_page_gives_its_masthead(name: str) -> None:
    expected: dict[str, Any] = json.loads((SAVED / f"{name}.json").read_text(encoding="utf-8"))
    found = as_dict(Record(saved(name)))["document"]
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in SAVED.glob("*.json") if path.stem not in ("german", "live", "live-by-script"))
)
def test_a_saved_page_gives_its_paragraphs_and_nothing_else(name: str) -> None:
    paragraphs = lines(saved(name), BlockKind.PARAGRAPH)
    assert len(paragraphs) >= 2
    assert all(len(words) > 60 or words in ("It was the council’s third vote.", "With files from AFP") for words in paragraphs)


def test_a_live_blogs_entries_have_their_times() -> None:
    live = saved("live")
    entries = [(b.time, live.text[b.start : b.end]) for b in live.blocks if b.kind is BlockKind.ENTRY]
    assert [time for time, _ in entries] == [
        f"2026-03-03T{clock}:00+01:00" for clock in ("21:05", "21:05", "20:40", "20:40", "20:10", "20:10")
    ]
    assert entries[0][1] == "Pier to reopen"
    assert entries[3][1].startswith("“Nobody should have to wait")


def test_entries_that_a_script_would_fetch_come_from_the_pages_data() -> None:
    live = saved("live-by-script")
    assert [b.time for b in live.blocks if b.kind is BlockKind.ENTRY] == [
        f"2026-03-03T{clock}:00+00:00" for clock in ("20:05", "20:05", "19:40", "19:40")
    ]
    assert len(lines(live, BlockKind.PARAGRAPH)) == 2


def test_a_caption_that_tells_what_somebody_said_is_a_block_of_its_own() -> None:
    page = saved("captions")
    assert lines(page, BlockKind.CAPTION) == ["Mayor Hanne Tollner said that the pier would outlive her."]
    assert "in the morning" not in page.text


def test_a_description_that_is_shown_under_the_headline_is_its_standfirst() -> None:
    assert lines(saved("captions"), BlockKind.STANDFIRST) == ["The first boats are expected at the northern pier before the week is out"]


def test_a_short_paragraph_that_is_mostly_a_link_is_kept_in_its_place() -> None:
    paragraphs = lines(saved("captions"), BlockKind.PARAGRAPH)
    assert paragraphs.index("It was the council’s third vote.") == 2


def test_a_walls_own_words_are_not_the_articles() -> None:
    assert "ubscri" not in saved("stub").text
