"""Plain text to blocks: the text stays as it is, and its blocks cover it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages.plain import blocks, paragraphs
from onrecord.vocabulary import BlockKind

STORY = [
    "Ferry strike ends",
    "Crews go back to work",
    "Crews voted on Tuesday to end the strike, their union said.",
    "“Fair,” said Mara Dunlin.",
    "Related Articles",
]
KINDS = [BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.FURNITURE]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n", "\r\n", "\r\r", "\r", "\n \n\t\n", "\f", "\u2029"])
def test_a_story_divides_at_every_systems_line_ends(gap: str) -> None:
    text = gap.join(STORY)
    assert [(text[b.start : b.end], b.kind) for b in blocks(text)] == list(zip(STORY, KINDS, strict=True))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_hard_wrapped_paragraph_is_one_block(line_end: str) -> None:
    lines = [
        "The crews of Port Vell voted on Tuesday night to",
        "end a strike that had cut the islands off for a",
        "week and a half, their union said on Wednesday,",
        "and went home.",
    ]
    text = line_end.join(lines) + line_end * 2 + line_end.join(lines)
    assert len(paragraphs(text)) == 2


def test_a_given_headline_is_the_headline_and_what_follows_may_be_the_standfirst() -> None:
    text = "Harbour Post\n\nFerry strike ends\n\nCrews go back\n\nThey voted on Tuesday."
    kinds = [b.kind for b in blocks(text, (14, 31))]
    assert kinds[1] is BlockKind.HEADLINE
    assert BlockKind.HEADLINE not in kinds[:1] + kinds[2:]


@given(st.text(st.sampled_from("ab .,\n\r\t\f\u2028\u2029\u0085\u00a0“”!\x1c"), max_size=200) | st.text(max_size=200))
def test_blocks_of_any_text_are_in_order_apart_and_cover_all_but_white_space(text: str) -> None:
    found = blocks(text)
    at, between = 0, []
    for block in found:
        assert at <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        between.append(text[at : block.start])
        at = block.end
    assert not "".join([*between, text[at:]]).strip()


@given(st.lists(st.text(st.sampled_from("ab ,.“”"), min_size=1, max_size=20), max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_block_begins_or_ends_with_a_line_end(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    for block in blocks(text):
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
