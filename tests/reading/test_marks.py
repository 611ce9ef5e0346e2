"""Which words stand in quotation marks, whatever the marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import plain
from onrecord.reading.marks import quotations


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in quotations(text, plain.blocks(text))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We sail,” she said.", ["We sail,"]),
        ('"We sail," she said, "at dawn."', ["We sail,", "at dawn."]),
        ("„Wir fahren“, said Velle.", ["Wir fahren"]),
        ("„Wir fahren”, said Velle.", ["Wir fahren"]),
        ("« We sail », she said.", [" We sail "]),
        ("»We sail«, she said.", ["We sail"]),
        ("‘We sail,’ she said, ‘and you don’t.’", ["We sail,", "and you don’t."]),
        ("'We sail,' she said, 'and you don't.'", ["We sail,", "and you don't."]),
        ("''We sail,'' she said.", ["We sail,"]),
        ("``We sail,'' she said.", ["We sail,"]),
        ('“We sail," she said.', ["We sail,"]),
        ("”We sail,” she said.", ["We sail,"]),
        ("The workers’ hall and the crew's mess in the '90s", []),
        ('It is 6\'2" tall and 12" wide.', []),
        ("She said the ‘workers’ hall’ was hers.", ["workers’ hall"]),
        ("“He called it ‘a gift’ to us,” she said.", ["He called it ‘a gift’ to us,"]),
        ("“We sail and nothing closes this", ["We sail and nothing closes this"]),
        ("", []),
    ],
)
def test_words_inside_marks(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_a_quotation_opened_anew_in_each_paragraph_continues() -> None:
    text = "“We waited.\n\n“Nobody came,” she said.\n\n“Tomorrow,” he said."
    assert [q.continues for q in quotations(text, plain.blocks(text))] == [False, True, False]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“We waited.\n\nNobody came, she said."
    assert quoted(text) == ["We waited."]


@given(st.text(alphabet="ab .,\n“”\"„‟«»‘’'‚‹›`", max_size=60))
def test_quotations_are_in_order_and_in_range(text: str) -> None:
    at = 0
    for q in quotations(text, plain.blocks(text)):
        assert at <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        at = q.end
