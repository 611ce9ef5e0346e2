"""Who had it first, and how sure that is."""

import pytest

from onrecord.linking.precedence import Certainty, Witness, first

EARLY = Witness("early", "2026-03-04T09:30:00+01:00", "2026-03-04T20:00:00Z", publisher="Harbour Gazette")
LATE = Witness("late", "2026-03-04T09:30:00Z", "2026-03-04T10:00:00Z", publisher="The Strait")
DAY = Witness("day", "2026-03-04")
NEXT_DAY = Witness("next day", "2026-03-05")
CRAWLED = Witness("crawled", None, "2026-03-04T09:00:00Z")
CRAWLED_LATER = Witness("crawled later", None, "2026-03-06T09:00:00Z")
ARCHIVED = Witness("archived", None, "2026-11-01T09:00:00Z", "https://web.archive.org/web/20260304085900/http://gazette.example/1")
UNKNOWN = Witness("unknown")


@pytest.mark.parametrize(
    ("pages", "document", "certainty"),
    [
        ((EARLY,), "early", Certainty.CERTAIN),
        ((LATE, EARLY), "early", Certainty.CERTAIN),
        ((NEXT_DAY, DAY), "day", Certainty.LIKELY),
        ((NEXT_DAY, EARLY), "early", Certainty.LIKELY),
        ((DAY, EARLY), "early", Certainty.UNCERTAIN),
        ((LATE, CRAWLED), "crawled", Certainty.CERTAIN),
        ((CRAWLED_LATER, LATE), "late", Certainty.UNCERTAIN),
        ((CRAWLED_LATER, CRAWLED), "crawled", Certainty.UNCERTAIN),
        ((LATE, ARCHIVED), "archived", Certainty.CERTAIN),
        ((UNKNOWN, DAY), "day", Certainty.UNCERTAIN),
        ((UNKNOWN,), "unknown", Certainty.CERTAIN),
        ((EARLY, Witness("same", EARLY.published)), "early", Certainty.UNCERTAIN),
        ((Witness("odd", "yesterday"), LATE), "late", Certainty.UNCERTAIN),
    ],
)
def test_first(pages: tuple[Witness, ...], document: str, certainty: Certainty) -> None:
    for given in (pages, pages[::-1]) if document not in ("unknown", "early") else (pages,):
        told = first(given)
        assert told is not None
        assert (told.document, told.certainty) == (document, certainty), told.why


def test_an_agency_that_others_credit_had_it_first() -> None:
    wire = Witness("wire", "2026-03-04T12:00:00Z", publisher="The Associated Press")
    told = first([Witness("copy", "2026-03-04T11:00:00Z", wire_credit=("AP",)), wire])
    assert told is not None
    assert (told.document, told.certainty) == ("wire", Certainty.LIKELY)
    assert "others credit The Associated Press" in told.why
    alone = first([Witness("copy", "2026-03-04T11:00:00Z", wire_credit=("AP",))])
    assert alone is not None
    assert "credits AP, whose own page is not here" in alone.why


def test_nobody() -> None:
    assert first([]) is None
    assert first([UNKNOWN, Witness("too")]) is None
