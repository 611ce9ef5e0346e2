"""JSONL as dumps of news come: other names for the same fields."""

import io
import json
from typing import Any

import pytest

from onrecord.pages import Given, pages
from onrecord.vocabulary import Page

CREWS = "Crews voted on Tuesday to go back, their union said in Port Vell."


def read(record: dict[str, Any]) -> tuple[Page, Given]:
    [found] = pages(["-"], stdin=io.BytesIO(json.dumps(record).encode()))
    return found


@pytest.mark.parametrize(
    "record",
    [
        {
            "id": 7,
            "text": CREWS,
            "headline": "Ferry strike ends",
            "published": "2026-03-04",
            "publisher": "Harbour Post",
            "url": "https://a.example/1",
        },
        {
            "_id": "7",
            "title": "Ferry strike ends",
            "body": CREWS,
            "date": "2026-03-04",
            "outlet": "Harbour Post",
            "link": "https://a.example/1",
        },
        {
            "uuid": "7",
            "title": "Ferry strike ends",
            "maintext": CREWS,
            "date_publish": "2026-03-04",
            "publication": "Harbour Post",
            "url": "https://a.example/1",
        },
        {
            "id": "7",
            "Title": "Ferry strike ends",
            "Content": CREWS,
            "publishedAt": "2026-03-04",
            "source": {"id": None, "name": "Harbour Post"},
            "url": "https://a.example/1",
        },
    ],
)
def test_a_dumps_fields_are_known_by_their_usual_names(record: dict[str, Any]) -> None:
    page, known = read(record)
    assert (page.raw.decode(), page.media) == (CREWS, "text/plain")
    assert known == Given("Ferry strike ends", "2026-03-04", "Harbour Post", "https://a.example/1", "7")


def test_our_own_names_come_first() -> None:
    page, known = read({"body": "Not this.", "text": CREWS, "title": "Nor this", "headline": "Ferry strike ends"})
    assert (page.raw.decode(), known.headline) == (CREWS, "Ferry strike ends")


def test_a_body_that_is_a_web_page_is_read_as_one_and_a_text_never() -> None:
    assert read({"content": f"<p>{CREWS}</p>"})[0].media == "text/html"
    assert read({"text": f"<p>{CREWS}</p>"})[0].media == "text/plain"


@pytest.mark.parametrize(("date", "moment"), [(1772616600, "2026-03-04T09:30:00+00:00"), ("soon", None), (True, None), (None, None)])
def test_a_date_is_one_or_none(date: Any, moment: str | None) -> None:
    assert read({"text": CREWS, "date": date})[1].published == moment


@pytest.mark.parametrize("source", ["dumps/2026/03.txt", "https://a.example/feed", "x" * 99, 5, ["Harbour Post"]])
def test_what_is_no_name_is_no_publisher(source: Any) -> None:
    assert read({"text": CREWS, "source": source})[1].publisher is None
