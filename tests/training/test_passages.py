"""The passages of our own that the model learns from."""

from pathlib import Path

import pytest

from training import corpora, passages, prepare

FILES = sorted((Path(passages.__file__).parent / "passages").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_passage_parses_and_each_token_has_one_role(path: Path) -> None:
    for sample in passages.load(path):
        taken: set[int] = set()
        for relation in sample.relations:
            assert len(relation.cue) <= 1, sample.name
            for start, end in relation.content:
                assert start < end
                assert not taken & set(range(start, end)), (sample.name, sample.text[start:end])
                taken |= set(range(start, end))


def test_marks_give_offsets() -> None:
    sample = passages.parse("{s1 {s2 She}} {c1 said} {t1 yes} and {c2 meant} {t2 no}.", "x")
    assert sample.text == "She said yes and meant no."
    assert sample.relations[1] == corpora.Relation(((0, 3),), ((17, 22),), ((23, 25),))


@pytest.mark.parametrize("marked", ["{s1 she} said", "{t1 open", "closed}", "{x1 odd}"])
def test_odd_marks_are_told(marked: str) -> None:
    with pytest.raises(ValueError, match="x: "):
        passages.parse(marked, "x")


def test_a_sample_in_another_dress_keeps_its_relations() -> None:
    sample = passages.parse("{t1 “We sail,”} {s1 she} {c1 said}. {t2 “No,”} {s2 he} {c2 said}.", "x")
    dressed = prepare.edit(sample, [(0, 1, "''"), (9, 10, "''"), (21, 22, "")])
    words = [[dressed.text[a:b] for a, b in r.content + r.source + r.cue] for r in dressed.relations]
    assert words == [["''We sail,''", "she", "said"], ["No,”", "he", "said"]]
