"""When it was said: the day that words and the page's date tell together, or none."""

import datetime
import re

import pytest

from onrecord.reading import chains, days
from onrecord.vocabulary import Block, BlockKind, Document, Kind, SaidOn, Span, Speaker, Statement

THURSDAY = "2026-03-05"


def said_on(lead: str, *, published: str | None = THURSDAY, source: str = "Ada Lund", cue: str = "said", tail: str = ".") -> SaidOn | None:
    """The day of `Ada Lund said {lead} that the quay was rotten`; a lead with a bar stands before the source up to the bar."""
    before, _, after = lead.rpartition("|")
    text = f"{before}{source} {cue} {after}{' ' if after else ''}that the quay was rotten{tail}"
    spans = [(Span(text.index(w), text.index(w) + len(w), w),) for w in ("that the quay was rotten", cue, source)]
    document = Document("d", "t", "here", text, (Block(0, len(text), BlockKind.PARAGRAPH),), published=published)
    statement = Statement("s", Kind.INDIRECT, *spans, 0.9, Speaker(source))
    found = days.fill(document, chains.fill(document, [statement]))[0].said_on
    assert found is None or text[found.evidence.start : found.evidence.end] == found.evidence.text
    return found


@pytest.mark.parametrize(
    ("words", "date", "evidence"),
    [
        ("on Monday", "2026-03-02", "on Monday"),
        ("Monday", "2026-03-02", "Monday"),
        ("late on Tuesday", "2026-03-03", "late on Tuesday"),
        ("on Thursday", THURSDAY, "on Thursday"),
        ("on Friday evening", "2026-02-27", "on Friday evening"),
        ("yesterday", "2026-03-04", "yesterday"),
        ("this morning", THURSDAY, "this morning"),
        ("last night", "2026-03-04", "last night"),
        ("on 3 March", "2026-03-03", "on 3 March"),
        ("on March 3", "2026-03-03", "on March 3"),
        ("on 9 March", "2025-03-09", "on 9 March"),
        ("on Tuesday, 3 March,", "2026-03-03", "on Tuesday, 3 March"),
        ("three days ago", "2026-03-02", "three days ago"),
        ("At a briefing on Tuesday, |", "2026-03-03", "on Tuesday"),
        ("after the meeting on Tuesday", "2026-03-03", "on Tuesday"),
    ],
)
def test_words_of_a_day_and_the_page_s_date_tell_when(words: str, date: str, evidence: str) -> None:
    found = said_on(words)
    assert found is not None
    assert (found.date, found.evidence.text) == (date, evidence)


@pytest.mark.parametrize(
    "words",
    [
        "last week", "earlier this week", "in spring", "ahead of the vote on Friday", "on Monday, 3 March,", "in the Sunday supplement",
        "on 31 February", "When the quay opened on Monday, |",
    ],
)  # fmt: skip
def test_no_day_a_conflict_and_another_day_tell_nothing(words: str) -> None:
    assert said_on(words) is None


def test_without_the_page_s_date_no_day_is_told() -> None:
    assert said_on("on Monday", published=None) is None
    assert said_on("on Monday", published="some time in spring") is None


def test_the_page_s_own_zone_decides_its_day() -> None:
    found = said_on("today", published="2026-03-05T23:30:00-05:00")
    assert found is not None
    assert found.date == THURSDAY


def test_the_day_on_which_an_outlet_reported_is_not_the_day_of_the_speech() -> None:
    assert said_on("", tail=", the Fjord Gazette reported on Tuesday.") is None
    found = said_on("", source="The Fjord Gazette", cue="reported on Tuesday")
    assert found is None or found.date == "2026-03-03"


def test_a_statement_that_goes_on_takes_the_day_along() -> None:
    text = "Ada Lund said on Monday that the quay was rotten. “Nobody looked,” she added. The mayor said nothing."
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    document = Document("d", "t", "here", text, blocks, published=THURSDAY)
    made = []
    for content, cue, source in (
        ("that the quay was rotten", "said", "Ada Lund"),
        ("“Nobody looked,”", "added", "she"),
        ("nothing", "said n", "The mayor"),
    ):
        spans = [(Span(text.index(w), text.index(w) + len(w), w),) for w in (content, cue, source)]
        made.append(Statement(source, Kind.INDIRECT, *spans, 0.9, Speaker(source)))
    dates = [s.said_on.date if s.said_on else None for s in days.fill(document, chains.fill(document, made))]
    assert dates == ["2026-03-02", "2026-03-02", None]


def test_the_last_such_day_is_never_after_the_page() -> None:
    page = datetime.date(2024, 2, 29)
    for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        (day,) = days.find(f"She spoke on {weekday} in town.", page)
        assert day.date is not None
        assert datetime.timedelta(0) <= page - day.date < datetime.timedelta(7)
