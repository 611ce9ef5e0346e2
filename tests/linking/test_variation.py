"""One quotation on two pages: what differs, and which of it bears on the meaning."""

import pytest

from onrecord.linking.bearing import Bearing, bearings, is_spelling
from onrecord.linking.variants import Wording
from onrecord.linking.variation import Difference, of_cues, relate

SAID = "We will not sell the harbour to anybody before the council has voted on 12 March"


@pytest.mark.parametrize(
    ("one", "other", "wording", "bearing"),
    [
        (SAID, SAID, Wording.EXACT, ()),
        (SAID, f"“{SAID.upper()}!”", Wording.EXACT, ()),
        (SAID, "We will not sell the harbor to anybody before the council has voted on 12 March", Wording.EXACT, ()),
        (SAID, "We will not sell the harbour to anybody", Wording.CUT, ()),
        (SAID, "We will not sell the harbour … before the council has voted", Wording.CUT, ()),
        (SAID, "[The port authority] will not sell the harbour to anybody before the council has voted", Wording.CUT, ()),
        (SAID, "We will sell the harbour to anybody before the council has voted on 12 March", Wording.ALTERED, (Bearing.NEGATION,)),
        (SAID, "We would not sell the harbour to anybody before the council has voted on 12 March", Wording.ALTERED, (Bearing.MODAL,)),
        (SAID, "We will not sell the harbour to anybody before the council has voted on 14 March", Wording.ALTERED, (Bearing.NUMBER,)),
        (SAID, "We will not sell the harbour to Norland before the council has voted on 12 March", Wording.ALTERED, (Bearing.NAME,)),
        (SAID, "We will not sell the harbour to anybody unless the council has voted on 12 March", Wording.ALTERED, (Bearing.CONDITION,)),
        (SAID, "We will not sell the harbour to anyone before the council has voted on 12 March", Wording.ALTERED, ()),
        (SAID, "We will not sell the harbour to anybody before the council has voted on 12 May", Wording.ALTERED, (Bearing.NAME,)),
        (SAID, "the council has voted on 12 March. The ferry sails again in April", Wording.CUT, (Bearing.NEGATION,)),
        ("We will not sell it. The council has voted on that", "The council has voted on that", Wording.CUT, ()),
        (SAID, "We can sell it, if the price is right", None, ()),
        (SAID, "He said that before the council has been heard nobody can tell", None, ()),
        ("It is over", "it is over!", None, ()),
        ("It is over now", "it is over now!", Wording.EXACT, ()),
        ("It is over now", "It is not over now", None, ()),
        ("an apology for the incident", "an apology for the intrusion", None, ()),
        ("the Harbour Safety Board", "he blamed the Harbour Safety Board and its members", None, ()),
        ("none of us can forget", "that none of us can forget the strike", Wording.CUT, ()),
        ("It is over", SAID, None, ()),
        ("", "", None, ()),
    ],
)
def test_two_wordings(one: str, other: str, wording: Wording | None, bearing: tuple[Bearing, ...]) -> None:
    for told in (relate(one, other), relate(other, one)):
        assert (told.wording if told else None) is wording, told
        assert told is None or set(told.bearing) >= set(bearing)
        assert told is None or bool(told.bearing) is bool(bearing)


def test_what_each_has_is_told_from_its_side() -> None:
    one, other = "The pier is closed. The ferry sails again in spring.", "the ferry sails again in spring. Nobody pays for it."
    there, back = relate(one, other), relate(other, one)
    assert there is not None
    assert there.wording is Wording.CUT
    assert there.differences == (Difference("left out", "The pier is closed", ""), Difference("added", "", "Nobody pays for it"))
    assert back is not None
    assert [it.kind for it in back.differences] == ["added", "left out"]


def test_a_condition_cut_off_at_the_end_is_marked_but_no_name_is() -> None:
    whole = "We will pay for the repairs in Vell unless the islands sell the ferry to Norland"
    told = relate(whole, "We will pay for the repairs in Vell")
    assert told is not None
    assert (told.wording, told.bearing) == (Wording.CUT, (Bearing.CONDITION,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ceasefire", "cease-fire", True), ("ten", "10", True), ("Sept.", "September", True), ("percent", "%", True), ("&", "and", True),
        ("recognised", "recognized", True), ("centre", "center", True), ("ten", "twelve", False), ("may", "must", False),
        ("organisation", "organization", True),
    ],
)  # fmt: skip
def test_spelling(one: str, other: str, same: bool) -> None:
    assert is_spelling(one, other) is same
    assert is_spelling(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("can't", "can", [Bearing.NEGATION]),
        ("won’t", "will not", []),
        ("ten", "10", []),
        ("The harbour", "A harbour", []),
        ("twice", "three times", [Bearing.NUMBER]),
        ("Ilse Brandt", "she", [Bearing.NAME]),
        ("If", "when", [Bearing.CONDITION]),
        ("must", "should", [Bearing.MODAL]),
        ("big", "huge", []),
    ],
)
def test_bearings(one: str, other: str, found: list[Bearing]) -> None:
    assert list(bearings(one, other)) == found
    assert list(bearings(other, one)) == found


def test_a_negation_in_the_cue_is_a_difference() -> None:
    assert of_cues("said", "denied") == (Difference("cue", "said", "denied", (Bearing.NEGATION,)),)
    assert of_cues("does not believe", "does n't think") == ()
    assert of_cues("said", "told us") == of_cues(None, "said") == ()
