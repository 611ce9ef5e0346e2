"""Text cut at the edges of statements' words."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exchange import marked
from onrecord.vocabulary import Kind, Span, Statement

TEXT = "abcdefghijklmnop"


def statement(*spans: tuple[int, int], source: tuple[int, int] | None = None) -> Statement:
    made = tuple(Span(a, b, TEXT[a:b]) for a, b in spans)
    return Statement("id", Kind.INDIRECT, made, (), (Span(*source, TEXT[slice(*source)]),) if source else (), 0.5)


offsets = st.tuples(st.integers(0, 15), st.integers(1, 6)).map(lambda x: (x[0], min(x[0] + x[1], 16)))


@given(st.lists(st.builds(statement, offsets, source=offsets), max_size=5), st.integers(0, 8), st.integers(8, 16))
def test_the_pieces_are_the_text_and_every_edge_stands_once(statements: list[Statement], start: int, end: int) -> None:
    edges = marked.edges(statements)
    whole = list(marked.pieces(0, 16, edges))
    assert "".join(TEXT[p.start : p.end] for p in whole) == TEXT
    assert [e for p in whole for e in p.edges] == edges
    part = list(marked.pieces(start, end, [e for e in edges if start <= e.offset <= end]))
    assert "".join(TEXT[p.start : p.end] for p in part) == TEXT[start:end]


def test_nested_words_open_from_outside_in() -> None:
    outer, inner = statement((0, 10)), statement((2, 6), source=(7, 9))
    inside = next(p for p in marked.pieces(0, 16, marked.edges([outer, inner])) if p.start == 2)
    assert inside.open == (("content", 1), ("content", 2))
