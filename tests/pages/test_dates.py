import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.dates import first_moment, moment


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T09:30:00+02:00", "2026-03-04T09:30:00+02:00"),
        ("2026-03-04T09:30:00.125Z", "2026-03-04T09:30:00+00:00"),
        ("2026-03-04T09:30:00+0200", "2026-03-04T09:30:00+02:00"),
        ("2026-03-04 09:30:00 UTC", "2026-03-04T09:30:00+00:00"),
        ("2026-03-04T09:30", "2026-03-04T09:30:00"),
        ("2026-03-04T00:00:00", "2026-03-04"),
        ("2026-03-04T00:00:00Z", "2026-03-04T00:00:00+00:00"),
        ("Wed, 04 Mar 2026 09:30:00 +0200", "2026-03-04T09:30:00+02:00"),
        ("4 March 2026", "2026-03-04"),
        ("Wednesday, March 4th, 2026", "2026-03-04"),
        ("Sept. 4, 2026", "2026-09-04"),
        ("Dec. 1, 2022, 4:30 p.m. ET", "2022-12-01T16:30:00-05:00"),
        ("July 1, 2022, 4:30 p.m. ET", "2022-07-01T16:30:00-04:00"),
        ("4 March 2026, 09:30 GMT", "2026-03-04T09:30:00+00:00"),
        ("9:30 p.m. PDT, March 4, 2026", "2026-03-04T21:30:00-07:00"),
        ("Wed Mar 04 2026 09:30:00 GMT+0200", "2026-03-04T09:30:00+02:00"),
        ("04.03.2026 18:20 CET", "2026-03-04T18:20:00+01:00"),
        ("March 4, 2026 12:05 am", "2026-03-04T00:05:00"),
        ("4 March 2026, 09:30 XYZ", "2026-03-04T09:30:00"),
        ("2026/03/04", "2026-03-04"),
        ("31 February 2026", None),
        ("4 March 2026 was a Wednesday", None),
        ("1772616600", "2026-03-04T09:30:00+00:00"),
        ("yesterday", None),
        ("2026-13-45", None),
        ("0001-01-01", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_told_as_exactly_as_it_was_given(said: str | None, expected: str | None) -> None:
    assert moment(said) == expected


def test_a_fuller_time_of_the_same_day_completes_a_day() -> None:
    assert first_moment([None, "2026-03-04", "2026-03-04T07:15:00+02:00"]) == "2026-03-04T07:15:00+02:00"
    assert first_moment(["2026-03-05", "2026-03-04T23:30:00-05:00"]) == "2026-03-04T23:30:00-05:00"  # the fifth in UTC
    assert first_moment(["2026-03-04", "2026-03-09T07:15:00+02:00"]) == "2026-03-04"


@given(st.text(max_size=70) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{2,9}[Z+-]?[0-9:]{0,5}", fullmatch=True))
def test_any_words_give_a_date_or_none(said: str) -> None:
    found = moment(said)
    assert found is None or moment(found) == found
