"""brat folders give the same spans back, and read as PolNeAR's do."""

import tempfile
from pathlib import Path

import odd
import pytest
from hypothesis import given

from onrecord.exchange import brat
from onrecord.vocabulary import Document, Filed, Kind, Record, Span, Speaker, Statement

TEXT = "Edda Velle said the quay\nmust stay. “Never,” she added,\n\n“and not for sale.”"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def record(*content: Span, text: str = TEXT, source: tuple[Span, ...] = (), cue: tuple[Span, ...] = ()) -> Record:
    statement = Statement("ab" * 16, Kind.MIXED, content, cue, source, 0.9, Speaker("Edda Velle"), act="offer")
    return Record(Document("cd" * 32, "ef" * 32, "x.txt", text, ()), (statement,))


@odd.patient
@given(odd.many)
def test_a_folder_gives_the_same_spans_back(them: list[Filed]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        brat.write(them, folder)
        assert all(brat.ours(path.name) for path in folder.iterdir())
        found = {it.name: it for it in brat.read(folder)}
    last = {}
    for it in them:
        older = it.reading + 1 < len(it.readings)
        last[it.record.document.id + (f"-{it.reading + 1}" if older else "")] = it.record
    assert found.keys() == last.keys()
    for name, it in last.items():
        assert found[name].text == it.document.text
        assert [
            (a.content, a.cue, a.source, a.kind, a.act, a.polarity, a.id, a.speaker, a.confidence) for a in found[name].attributions
        ] == [
            (s.content, s.cue, s.source, s.kind, s.act or None, s.polarity, s.id, s.speaker and s.speaker.name, s.confidence)
            for s in it.statements
        ]


@odd.patient
@given(odd.records())
def test_every_line_is_one_of_brats_and_marks_the_words_it_shows(it: Record) -> None:
    text = it.document.text
    for line in brat.annotations(it).split("\n")[:-1]:
        name, what, *rest = line.split("\t")
        assert name[0] in "TEA#"
        assert name[1:].isdigit()
        assert line.splitlines() == [line], "tools that split at other line breaks see one line too"
        if name[0] == "T":
            parts = [tuple(map(int, part.split())) for part in what.partition(" ")[2].split(";")]
            assert all(start < end <= len(text) for start, end in parts)
            assert all("\n" not in text[start:end] for start, end in parts), "brat knows no line break inside a span"
            assert len(rest[0]) == sum(end - start for start, end in parts) + len(parts) - 1


def test_a_statement_is_an_attribution_as_polnear_has_it() -> None:
    lines = brat.annotations(record(at("the quay\nmust stay"), source=(at("Edda Velle"),), cue=(at("said"),))).splitlines()
    assert lines[:5] == [
        "T1\tSource 0 10\tEdda Velle",
        "T2\tCue 11 15\tsaid",
        "T3\tContent 16 24;25 34\tthe quay must stay",
        "T4\tAttribution 11 15\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
    ]
    assert "A3\tPlover E1 AGREE" in lines


def test_a_statement_without_source_says_so() -> None:
    assert "E1\tAttribution-no-source:T3 Cue:T1 Content:T2" in brat.annotations(record(at("“Never,”"), cue=(at("added"),)))


def test_what_only_a_line_break_parts_is_one_span_unless_a_note_says_two() -> None:
    whole, parted = record(at("quay\nmust")), record(at("quay"), at("must"))
    for it in (whole, parted):
        (found,) = brat.attributions(brat.annotations(it), TEXT)
        assert found.content == it.statements[0].content
    assert '"content"' not in brat.annotations(whole)


def test_annotations_of_other_tools_are_read() -> None:
    lines = "T1\tSource 0 10\tx\nT2\tCue 11 15\tx\nT3\tContent 36 44;57 75\tx\nT4\tAttribution 11 15\tx\n"
    lines += "T5\tDiscuss 0 4\tx\n#1\tNote T5\thm\n"
    (found,) = brat.attributions(lines + "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tAttribution:T4 Cue:T2\n", TEXT)
    assert [span.text for span in found.content] == ["“Never,”", "“and not for sale."]
    assert (found.kind, found.id, found.confidence) == (None, None, None)


@pytest.mark.parametrize(
    "line", ["T1\tContent 0 999\tx", "T1\tContent five 6\tx", "E1\tAttribution:T1 Content:T7", "#1\tAnnotatorNotes E1\t{"]
)
def test_a_broken_file_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text(line + "\n")
    with pytest.raises(ValueError, match=r"a\.ann: no brat annotations"):
        list(brat.read(tmp_path))
