"""A person is found under surname, initials and short forms; titles and offices are no part of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading import names, nouns


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("Vice President Ada Lund’s", "Ada Lund"),
        ("Mr. Oduya", "Oduya"),
        ("The Harbour Post", "Harbour Post"),
        ("Sen. Per Hallgrim Jr.", "Per Hallgrim Jr."),
        ("Republican Mona Quist", "Mona Quist"),
        ("President", "President"),
        ("The Archers'", "Archers"),
        ("Foreign Minister Ysolde Branth", "Ysolde Branth"),
        ("Norwegian Ysolde Branth", "Ysolde Branth"),
        ("Frenchwoman Ysolde Branth", "Ysolde Branth"),
        ("Norwegian Branth", "Norwegian Branth"),
    ],
)
def test_titles_and_possessives_are_no_part_of_a_name(written: str, core: str) -> None:
    a, b = names.core(written, 0, len(written))
    assert written[a:b] == core


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Lund", "Ada Lund", True),
        ("A. Lund", "Ada Lund", True),
        ("Ada", "Ada Marie Lund", True),
        ("Ada Lund", "Ada M. Lund", True),
        ("Bill Quist", "William Quist", True),
        ("Per Lund", "Ada Lund", False),
        ("Lunde", "Ada Lund", False),
        ("Marie Lund", "Ada Marie Lund", True),
    ],
)
def test_short_forms_of_a_name(short: str, full: str, same: bool) -> None:
    assert names.is_part_of(names.parts(short), names.parts(full)) is same


def test_acronyms_with_and_without_small_words() -> None:
    assert names.initials("Bureau of Harbour Traffic") == {"BHT", "BOHT"}
    assert names.initials("Harbourmaster") == set()


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the spokesman for the ministry", "spokesman"),
        ("a lawyer for the family, Ada Lund", "lawyer"),
        ("Kremlin spokesman Dmitri Osokin", "Osokin"),
        ("Mona Quist, who chairs the board", "Quist"),
        ("some in the party", "some"),
        ("he", "he"),
        ("Lund’s", "Lund"),
        ("the minister’s", "minister’s"),
        ("two people familiar with the talks", "people"),
        ("…", None),
    ],
)
def test_the_head_of_a_noun_phrase(phrase: str, head: str | None) -> None:
    found = nouns.head(phrase, 0, len(phrase))
    assert (phrase[slice(*found)] if found else None) == head


@given(st.text(max_size=60))
def test_heads_and_cores_stay_inside_the_words_given(text: str) -> None:
    if found := nouns.head(text, 0, len(text)):
        assert 0 <= found[0] < found[1] <= len(text)
    a, b = names.core(text, 0, len(text))
    assert 0 <= a <= b <= len(text)
