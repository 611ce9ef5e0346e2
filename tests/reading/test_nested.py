"""Statements inside statements: what somebody is reported to have said, and not what nobody said."""

import pytest

import onrecord
from onrecord.vocabulary import Statement


def read(text: str) -> tuple[Statement, ...]:
    return onrecord.read(text="Quay talks go on\n\n" + text).statements


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Engineer Ada Lund said that the mayor had promised to mend the quay.", "the mayor", "to mend the quay"),
        ("Engineer Ada Lund said on Monday that the mayor had told her that the quay was sound.", "the mayor", "that the quay was sound"),
        ("“The mayor told me that the quay was sound,” said engineer Ada Lund.", "The mayor", "that the quay was sound"),
        ("The spokesman said the minister had warned that the quay could break.", "the minister", "that the quay could break"),
        ("Envoy Ada Lund added that Ostra’s refusal to mend the quay complicates the talks.", "Ostra", "to mend the quay"),
        ("Envoy Ada Lund said that the refusal of Ostra to mend the quay was a pity.", "Ostra", "to mend the quay"),
        ("Envoy Ada Lund said she had heard Ostra’s demand for a bigger quay and hoped for the best.", "Ostra", "a bigger quay"),
    ],
)
def test_the_words_of_somebody_else_inside_are_a_statement_with_a_parent(text: str, speaker: str, content: str) -> None:
    outer, inner = read(text)
    assert (inner.source[0].text, inner.content[0].text, inner.parent) == (speaker, content, outer.id)
    assert outer.parent is None
    assert (inner.via or ())[0].name in outer.source[0].text or (inner.via or ())[0].name == outer.source[0].text


@pytest.mark.parametrize(
    "text",
    [
        "“I said the quay was rotten,” said engineer Ada Lund.",
        "Engineer Ada Lund said that she had said the quay was rotten.",
        "Engineer Ada Lund said that the quay, said to be the oldest in town, was rotten.",
        "Engineer Ada Lund said that the mayor should tell people to stay away.",
    ],
)
def test_saying_again_what_one_said_and_what_was_never_said_are_none(text: str) -> None:
    assert all(s.parent is None for s in read(text))


def test_offsets_of_nested_statements_go_into_the_page() -> None:
    text = "The quay.\n\n“Well, the mayor told me that the quay was sound,” said engineer Ada Lund."
    record = onrecord.read(text=text)
    for s in record.statements:
        assert all(text[x.start : x.end] == x.text for x in (*s.content, *s.cue, *s.source))
    assert any(s.parent for s in record.statements)
