"""Where a party turned, and whose terms on two pages cannot both be met. All words are invented."""

import pytest

from onrecord.linking import terms
from onrecord.linking.terms import Position
from onrecord.vocabulary import Kind, Span, Statement


def said(content: str, act: str, *, cue: str = "said", key: str = "") -> Statement:
    spans = (Span(0, len(content), content),)
    return Statement(key or content, Kind.INDIRECT, spans, (Span(0, len(cue), cue),), (), 0.9, act=act)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("For the first time, Brandt offered to withdraw.", "For the first time"),
        ("Rask no longer insists on the bridge.", "no longer insists"),
        ("Velle has dropped her demand for a vote.", "dropped her demand"),
        ("The union softened its position on pay.", "softened its position"),
        ("Brandt, who had earlier refused any talks, agreed to meet.", "had earlier refused"),
        ("After weeks of refusing, the port gave in.", "After weeks of refusing"),
        ("The mayor changed her mind about the pier.", "changed her mind"),
        ("Brandt backed down.", "backed down"),
    ],
)
def test_the_words_of_a_page_tell_a_turn(sentence: str, words: str) -> None:
    assert terms.cue(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Brandt has not dropped her demand.",
        "The army will never change its mind.",
        "Rask said the harvest was late.",
        "She refused to back down.",
    ],
)
def test_no_turn_is_told_where_there_is_none(sentence: str) -> None:
    assert terms.cue(sentence) is None


def test_an_act_that_pulls_the_other_way_is_a_turn() -> None:
    refused = said("we will not withdraw from the valley", "refuse")
    offered = said("to withdraw from the valley by May", "offer", cue="offered")
    found = terms.shifts([Position("a", "2026-03-01", refused, ""), Position("a", "2026-03-04", offered, "")])
    assert [(it.statement, it.before, it.words) for it in found] == [(offered, refused, None)]


def test_no_turn_on_one_day_or_on_another_thing_or_where_both_pull_one_way() -> None:
    refused, offered = said("we will not withdraw from the valley", "refuse"), said("to withdraw from the valley", "offer", cue="offered")
    bridge, again = said("to repair the bridge", "offer", cue="offered"), said("a withdrawal from the valley", "refuse", cue="ruled out")
    assert terms.shifts([Position("a", "2026-03-01", refused, ""), Position("a", "2026-03-01", offered, "")]) == []
    assert terms.shifts([Position("a", "2026-03-01", refused, ""), Position("a", "2026-03-02", bridge, "")]) == []
    assert terms.shifts([Position("a", "2026-03-01", refused, ""), Position("a", "2026-03-02", again, "")]) == []


def test_terms_of_two_pages_collide() -> None:
    demand, refusal = said("that the troops withdraw from the valley", "demand"), said("we will not withdraw from the valley", "refuse")
    found = terms.collide(demand, refusal)
    assert found is not None
    assert found.statements == (demand.id, refusal.id)
    assert "that the troops withdraw from the valley" in found.why
    assert "we will not withdraw from the valley" in found.why
    assert terms.collide(refusal, demand) is not None


def test_a_threat_demands_what_would_end_it() -> None:
    threat, refusal = said("to stop work unless the tug is repaired", "threaten"), said("to repair the tug", "refuse", cue="refused")
    assert terms.collide(threat, refusal) is not None
    assert terms.collide(threat, said("to repair the tug", "promise", cue="promised")) is None
    assert terms.collide(said("to stop work", "threaten"), refusal) is None


def test_a_refusal_demands_what_would_end_it_besides() -> None:
    refusal, other = said("We will not sign until the line repairs the tug", "refuse"), said("to repair the tug", "refuse", cue="refused")
    assert terms.collide(refusal, other) is not None
    assert terms.collide(refusal, said("to sign the deal", "demand", cue="asked")) is not None
    assert terms.collide(said("We will not sign until Friday", "refuse"), other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("a withdrawal from the valley", "demand"), said("a new bridge over the strait", "refuse", cue="ruled out")),
        (said("talks about a withdrawal", "demand"), said("a withdrawal from the valley", "refuse", cue="ruled out")),
        (said("a withdrawal from the valley", "demand"), said("this", "refuse", cue="rejected")),
        (said("a withdrawal from the valley", "demand"), said("a withdrawal from the valley", "promise", cue="promised")),
        (said("the withdrawal was late", "assert"), said("a withdrawal from the valley", "refuse", cue="ruled out")),
    ],
)
def test_what_does_not_collide(one: Statement, other: Statement) -> None:
    assert terms.collide(one, other) is None
    assert terms.collide(other, one) is None


def test_one_common_word_is_no_common_matter() -> None:
    bridge = said("a bridge over the strait", "demand")
    assert terms.one_matter(bridge, said("the bridge over that strait", "refuse"))
    assert not terms.one_matter(bridge, said("to paint a bridge green", "refuse"))


def test_a_turn_is_told_beside_the_content_not_deep_within_it() -> None:
    told = said("that the euro fell, driven by riots in the capital, below its value of May for the first time", "demand")
    late = Position("a", "2026-03-01", told, f"Brandt demanded {told.content[0].text}.")
    assert terms.shifts([late]) == []
    beside = late._replace(sentence=f"For the first time, Brandt demanded {told.content[0].text}.")
    assert [it.words for it in terms.shifts([beside])] == ["For the first time"]
