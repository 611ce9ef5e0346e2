"""Through whom words came: every hop with the words that show it, and nobody who only looks like one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.exchange import marked
from onrecord.reading import chains, outlets, relays
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Span, Speaker, Statement

Told = tuple[str, str, str]


def page(text: str, publisher: str | None = None) -> Document:
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    return Document("d", "t", "here", text, blocks, publisher=publisher)


def statement(text: str, source: str, cue: str, content: str, speaker: str | None = None) -> Statement:
    """Spans at the first place of each in the text; `speaker` is who the source is, where that is known."""
    spans = [(Span(text.index(w), text.index(w) + len(w), w),) if w else () for w in (content, cue, source)]
    named = Speaker(speaker or source, evidence=spans[2]) if source else None
    return Statement(f"{source}|{cue}|{content}", Kind.INDIRECT, *spans, 0.9, named)


def hops(document: Document, *statements: Statement) -> list[list[Told]]:
    found = chains.fill(document, statements)
    for s in found:
        for hop in s.via or ():
            assert document.text[hop.evidence.start : hop.evidence.end] == hop.evidence.text
    return [[(h.name, h.relation, h.evidence.text) for h in s.via or ()] for s in found]


@pytest.mark.parametrize(
    ("tail", "chain"),
    [
        ("told the Fjord Gazette", [("Fjord Gazette", "told", "told the Fjord Gazette")]),
        ("told the agency Quill", [("Quill", "told", "told the agency Quill")]),
        ("told reporters", []),
        ("told the court", []),
        ("said in an interview with Radio Skerry", [("Radio Skerry", "interviewed", "in an interview with Radio Skerry")]),
        ("said, according to the daily Lantern", [("Lantern", "reported", "according to the daily Lantern")]),
        ("said, according to plan", []),
        ("said, quoted by Reuters", [("Reuters", "quoted", "quoted by Reuters")]),
        ("said in a statement carried by the Quill news agency", [("Quill", "carried", "in a statement carried by the Quill news agency")]),
        ("said in a post on her own page", []),
        ("wrote on her Telegram channel", []),
        ("wrote in the Fjord Gazette", [("Fjord Gazette", "published", "in the Fjord Gazette")]),
        ("said, the weekly Lantern reported", [("Lantern", "reported", "the weekly Lantern reported")]),
        (
            "told the podcast Rope, as first reported by the Fjord Gazette",
            [("Rope", "told", "told the podcast Rope"), ("Fjord Gazette", "reported", "as first reported by the Fjord Gazette")],
        ),
    ],
)
def test_each_way_of_passing_on_is_a_hop_with_its_words(tail: str, chain: list[Told]) -> None:
    text = f"The quay will be closed, engineer Ada Lund {tail}."
    cue = tail.split(" ", 1)[0].rstrip(",")
    assert hops(page(text), statement(text, "engineer Ada Lund", cue, "The quay will be closed")) == [chain]


def test_the_page_s_own_publisher_is_no_hop_under_its_short_name_either() -> None:
    text = "The quay will be closed, Ada Lund told the Gazette."
    said = statement(text, "Ada Lund", "told", "The quay will be closed")
    assert hops(page(text, "Fjord Gazette"), said) == [[]]
    assert hops(page(text, "Skerry Post"), said) == [[("Gazette", "told", "told the Gazette")]]


def test_a_publisher_is_known_by_the_address_of_the_page() -> None:
    text = "The quay will be closed, Ada Lund told Reuters."
    said = statement(text, "Ada Lund", "told", "The quay will be closed")
    ours = Document("d", "t", "here", text, page(text).blocks, url="https://www.reuters.com/quay")
    assert hops(ours, said) == [[]]
    assert hops(page(text), said) != [[]]


def test_what_is_cited_stands_nearer_to_the_speaker_than_who_cites_it() -> None:
    text = "According to the agency Quill, which cited the channel Beam, the harbour master said that the quay was sound."
    said = statement(text, "the harbour master", "said", "that the quay was sound")
    assert [h[0] for h in hops(page(text), said)[0]] == ["Beam", "Quill"]


def test_the_interview_is_the_one_told_of_before() -> None:
    text = (
        "Ada Lund said in an interview with the daily Lantern that the quay was rotten.\n\n"
        "“Nobody looked,” the engineer said in the interview, quoted by Quill."
    )
    first = statement(text, "Ada Lund", "said", "that the quay was rotten")
    at = text.index("the engineer")
    source, cue = Span(at, at + 12, "the engineer"), Span(at + 13, at + 17, "said")
    content = Span(text.index("“"), text.index("”") + 1, "“Nobody looked,”")
    second = Statement("2", Kind.DIRECT, (content,), (cue,), (source,), 0.9, Speaker("Ada Lund"))
    chain = hops(page(text), first, second)[1]
    assert chain == [("Lantern", "interviewed", "in the interview"), ("Quill", "quoted", "quoted by Quill")]


def test_a_statement_that_goes_on_shares_the_hops_and_a_new_paragraph_ends_them() -> None:
    same = "Ada Lund told the Fjord Gazette that the quay was rotten. “Nobody looked,” she added."
    for text, shared in ((same, True), (same.replace("rotten. ", "rotten.\n\n"), False)):
        first = statement(text, "Ada Lund", "told", "that the quay was rotten")
        assert bool(hops(page(text), first, statement(text, "she", "added", "“Nobody looked,”"))[1]) is shared


def test_a_nested_statement_comes_through_the_speaker_around_it() -> None:
    text = "Ada Lund told the Fjord Gazette that the mayor had promised to mend the quay."
    outer = statement(text, "Ada Lund", "told", "that the mayor had promised to mend the quay")
    inner = statement(text, "the mayor", "had promised", "to mend the quay")
    found = chains.fill(page(text), [outer, inner])
    assert found[1].parent == outer.id
    assert [(h.name, h.relation) for h in found[1].via or ()] == [("Ada Lund", "reported"), ("Fjord Gazette", "told")]
    assert found[0].parent is None


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        ("The agency Quill reported, citing two divers, that it sank.", "The agency Quill", "reported", "that it sank", "two divers"),
        ("The Fjord Gazette quoted Ada Lund as saying that it sank.", "The Fjord Gazette", "quoted", "that it sank", "Ada Lund"),
        ("Divers said it sank, the Fjord Gazette reported.", "the Fjord Gazette", "reported", "it sank", "Divers"),
        ("It sank, says a memo seen by the Fjord Gazette.", "a memo seen by the Fjord Gazette", "says", "It sank", "a memo"),
    ],
)
def test_who_only_relays_gives_way_to_the_speaker(text: str, source: str, cue: str, content: str, speaker: str) -> None:
    document = page(text)
    settled = relays.settle(document, [statement(text, source, cue, content)])
    assert [s.source[0].text for s in settled] == [speaker]
    assert [h[0] for h in hops(document, *settled)[0]] == ["Quill" if "Quill" in text else "Fjord Gazette"]


def test_an_outlet_that_carries_another_s_words_gets_no_statement_of_its_own() -> None:
    text = "According to the Fjord Gazette, the mayor had promised to mend the quay."
    outer = statement(text, "the Fjord Gazette", "According to", "the mayor had promised to mend the quay")
    inner = statement(text, "the mayor", "had promised", "to mend the quay")
    settled = chains.fill(page(text), relays.settle(page(text), [outer, inner]))
    assert [(s.source[0].text, s.parent) for s in settled] == [("the mayor", None)]
    assert [h.name for h in settled[0].via or ()] == ["Fjord Gazette"]


def test_an_outlet_that_gives_no_source_speaks_itself() -> None:
    text = "The Fjord Gazette reported that the quay had been sold."
    document, said = page(text), statement(text, "The Fjord Gazette", "reported", "that the quay had been sold")
    assert relays.settle(document, [said]) == (said,)
    assert hops(document, said) == [[]]


def test_every_outlet_of_the_list_is_whole_and_named_once() -> None:
    listed = {outlet.name: outlet for outlet in outlets.known().values()}
    assert len(listed) > 400
    assert all(outlet.kind in ("agency", "broadcaster", "print", "site") for outlet in listed.values())
    assert all(re.fullmatch("[A-Z]{2}|", outlet.country) and " " not in outlet.domain for outlet in listed.values())
    assert outlets.known()["AFP"].name == "Agence France-Presse"


def test_a_chain_reads_from_the_speaker_to_the_page() -> None:
    text = "The quay will be closed, Ada Lund told the Fjord Gazette, quoted by Reuters."
    found = chains.fill(page(text), [statement(text, "Ada Lund", "told", "The quay will be closed")])
    assert marked.chain(found[0]) == "Ada Lund → Fjord Gazette → Reuters"


_PARTS = (
    "told the Gazette|Reuters|said|“it|that|quoted by|as saying|in an interview with|citing|,|.|”"
    "|he|the agency Quill|on Monday|3 March|which|has promised to go"
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(["\n\n", *_PARTS.split("|")]), max_size=40).map(" ".join)))
def test_every_span_of_chain_and_day_is_true_on_any_text(text: str) -> None:
    record = onrecord.read(text="The quay.\n\n" + text, published="2026-03-04")
    ids = {s.id for s in record.statements}
    for s in record.statements:
        shown = [*s.content, *s.cue, *s.source, *(h.evidence for h in s.via or ()), *([s.said_on.evidence] if s.said_on else [])]
        assert all(record.document.text[x.start : x.end] == x.text and x.start < x.end for x in shown)
        assert s.parent is None or s.parent in ids
        assert all(h.name.strip() for h in s.via or ())


def test_state_television_and_a_division_of_a_broadcaster_have_their_whole_names() -> None:
    assert [h.name for h in onrecord.read(text="Witnesses told TRT News that the dam had burst.").statements[0].via or ()] == ["TRT News"]
    text = "State television quoted the doctor as saying that the dam had burst."
    assert [h.name for h in onrecord.read(text=text).statements[0].via or ()] == ["State television"]


def test_who_cannot_be_told_is_no_hop_without_a_name() -> None:
    text = (
        "The mayor speaks of a plan that is ``healthy''. Hoping that the guild will ``get it'' now may be too much, when they didn't "
        "``get it'' then. In that context, I find particularly troubling a letter sent just three days after Orrin announced "
        "the firing of its clerk."
    )
    assert [h.name for s in onrecord.read(text=text).statements for h in s.via or ()] == ["I"]
