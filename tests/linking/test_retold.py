"""What speaks for and against a retelling, whatever the likeness of the meanings."""

import pytest

from onrecord.linking import retold

ONE = "We shall keep the ferry running until the bridge is done"
OTHER = "boats will go on crossing the sound for as long as it takes to finish the viaduct"


def test_likeness_decides_where_nothing_speaks_against_it() -> None:
    assert retold.compare(ONE, OTHER, 0.9).likely
    assert not retold.compare(ONE, OTHER, 0.3).likely


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The strike will last three weeks", "Work stops for 5 weeks from Monday"),
        ("It costs 2,000 crowns to mend the pier", "Mending the pier comes to 9,000 crowns"),
        ("We shall sign the treaty on the islands", "The treaty on the islands will never be signed by us"),
    ],
)
def test_figures_and_negations_of_one_alone_speak_against_it(one: str, other: str) -> None:
    assert retold.compare(one, other, 0.8).likeness < retold.compare(one, one, 0.8).likeness


def test_figures_are_the_same_in_words() -> None:
    assert retold.compare("It takes three weeks", "It takes 3 weeks", 0.8) == retold.compare("It takes weeks", "It takes weeks", 0.8)


@pytest.mark.parametrize("words", [("a", "b"), (ONE, OTHER), ("no ferry in 2026", "two ferries")])
def test_it_is_the_same_in_either_order(words: tuple[str, str]) -> None:
    assert retold.compare(*words, 0.7) == retold.compare(*words[::-1], 0.7)


def test_a_few_words_are_told_by_many() -> None:
    assert not retold.has_enough("No comment, he said")
    assert retold.has_enough(ONE)
