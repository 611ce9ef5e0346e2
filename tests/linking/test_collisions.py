"""Whose terms on one page cannot both be met."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import collisions
from onrecord.vocabulary import Collision, Kind, Span, Speaker, SpeakerType, Statement


def page(*told: tuple[str, str, str, str]) -> tuple[list[Statement], str]:
    """Statements (source, cue, content, act), one a paragraph, and the text they stand in."""
    text, made = "", []
    for n, (source, cue, content, act) in enumerate(told):
        at = len(text)
        text += f"{source} {cue} {content}.\n\n"
        starts = (at, at + len(source) + 1, at + len(source) + len(cue) + 2)
        spans = [(Span(i, i + len(w), w),) for i, w in zip(starts, (source, cue, content), strict=True)]
        made.append(Statement(f"s{n}", Kind.INDIRECT, spans[2], spans[1], spans[0], 0.9, act=act))
    return made, text


def found(*told: tuple[str, str, str, str]) -> list[Collision]:
    return list(collisions.find(*page(*told)))


@pytest.mark.parametrize(
    "told",
    [
        (
            ("Ostra", "said", "Lutia must withdraw from the valley", "demand"),
            ("Lutia", "said", "it will not withdraw from the valley", "refuse"),
        ),
        (("Lutia", "demands", "that Ostra recognise the new border", "demand"), ("Ostra", "refused", "to recognise the border", "refuse")),
        (("The choir", "wants", "a heated hall", "demand"), ("The council", "rejected", "the demand", "refuse")),
        (
            ("The union", "said", "it would sign nothing until the line withdraws the timetable", "refuse"),
            ("The line", "said", "it would not withdraw the timetable", "refuse"),
        ),
        (("Nurses", "are asking for", "52 crowns an hour", "demand"), ("The clinic", "offered", "40 crowns and no more", "offer")),
        (
            ("The east", "wants", "elections before the constitution", "demand"),
            ("The west", "wants", "the constitution before elections", "demand"),
        ),
        (
            ("The upper farm", "claims", "two thirds of the water", "demand"),
            ("The lower farm", "insists on", "half of the water", "demand"),
        ),
        (("The firm", "intends", "to close the bakery", "promise"), ("The village", "insists", "that the bakery stay open", "demand")),
        (
            ("Ostra", "said", "it would talk if Lutia withdrew its guns", "offer"),
            ("Lutia", "said", "it would not withdraw its guns", "refuse"),
        ),
    ],
)
def test_terms_that_cannot_both_be_met(told: tuple[tuple[str, str, str, str], ...]) -> None:
    (collision,) = found(*told)
    assert collision.statements == ("s0", "s1")
    assert collision.issue
    for source, *_ in told:
        assert source in collision.why


@pytest.mark.parametrize(
    "told",
    [
        (("The choir", "wants", "a heated hall", "demand"), ("The council", "promised", "to heat the hall", "promise")),
        (("The choir", "wants", "a heated hall", "demand"), ("The choir", "refused", "the hall", "refuse")),
        (("Parents", "want", "no smoking in the yard", "demand"), ("The school", "ruled out", "smoking in the yard", "refuse")),
        (("Traders", "want", "parking on the left bank", "demand"), ("The council", "ruled out", "parking on the right bank", "refuse")),
        (("The firm", "said", "the bridge was safe", "assert"), ("Divers", "denied", "that the bridge was safe", "deny")),
        (("The mayor", "had demanded", "a new pier", "demand"), ("The port", "refuses", "to build a pier", "refuse")),
    ],
)
def test_terms_that_go_together_or_are_none(told: tuple[tuple[str, str, str, str], ...]) -> None:
    assert found(*told) == []


def test_who_complains_of_a_refusal_wants_what_is_refused() -> None:
    text = "Lutia added that the refusal of Ostra to recognise the new border complicates the talks."

    def span(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return (Span(at, at + len(words), words),)

    told = (
        Statement("s0", Kind.INDIRECT, span(text[12:-1]), span("added"), span("Lutia"), 0.9, act="assert"),
        Statement("s1", Kind.INDIRECT, span("to recognise the new border"), span("refusal"), span("Ostra"), 0.9, act="refuse"),
    )
    (collision,) = collisions.find(told, text)
    assert collision.statements == ("s0", "s1")


def test_the_army_that_one_side_wants_out_stays() -> None:
    way = "that the only way to end the war is for Lutia to withdraw its army"
    (collision,) = found(("Ostra", "indicated", way, "demand"), ("Lutia", "assured", "that it will not withdraw from the valley", "refuse"))
    assert "withdraw" in collision.issue


def test_nobody_collides_with_the_body_he_speaks_for() -> None:
    statements, text = page(
        ("Quist", "said", "Ostra must withdraw from the valley", "demand"), ("Ostra", "refused", "to withdraw from the valley", "refuse")
    )
    assert len(collisions.find(statements, text)) == 1
    spokesman = replace(statements[0], speaker=Speaker("Ada Quist", "e1", SpeakerType.PERSON, "spokeswoman of Ostra"))
    body = replace(statements[1], speaker=Speaker("Ostra", "e2", SpeakerType.ORGANIZATION))
    assert collisions.find([spokesman, body], text) == ()
    assert collisions.find([replace(spokesman, speaker=body.speaker), body], text) == ()


@pytest.mark.parametrize(
    "told",
    [
        (("Hupp", "said", "voters should not hand the town to Quist", "demand"), ("Lund", "refused", "to attack Quist", "refuse")),
        (("Hupp", "wants", "a message sent to Quist Brothers", "demand"), ("Lund", "rejected", "gifts from Quist Brothers", "refuse")),
        (("One survey", "shows", "guests should use the old door", "demand"), ("Another", "says", "guests should use a door", "demand")),
    ],
)
def test_the_same_topic_alone_is_no_collision(told: tuple[tuple[str, str, str, str], ...]) -> None:
    assert found(*told) == []


def test_statements_without_acts_collide_with_nothing() -> None:
    statements, text = page(("Ostra", "said", "Lutia must withdraw", ""), ("Lutia", "said", "it will not withdraw", ""))
    assert collisions.find(statements, text) == ()
    assert collisions.find([], "") == ()


LINES = st.tuples(
    st.sampled_from(["he", "She", "Ostra", "its envoy", "Lutia"]),
    st.sampled_from(["said", "refused", "had asked", "wants"]),
    st.text(max_size=30)
    | st.sampled_from(["this", "“Never,”", "the request", "not to sell it before 12 May", "half of the water", "8,5 per cent at most"]),
    st.sampled_from(["demand", "refuse", "offer", "promise", "threaten", "assert"]),
)


@given(st.lists(LINES, max_size=6))
def test_any_statements_give_pairs_in_order_that_exist(told: list[tuple[str, str, str, str]]) -> None:
    statements, text = page(*told)
    ids = [s.id for s in statements]
    for collision in collisions.find(statements, text):
        one, other = collision.statements
        assert ids.index(one) < ids.index(other)
        assert collision.why.endswith(".")
        assert collision.issue
    assert collisions.find(statements[::-1], text) == collisions.find(statements, text)
