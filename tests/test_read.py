"""What a user gets from `onrecord.read`: who said what, on every input."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import onrecord
from onrecord.exchange import terminal, web
from onrecord.exchange.record import as_dict, dumps
from onrecord.vocabulary import BlockKind

INTRO = "The council met on Monday in Ostholm, and the meeting lasted until nine.\n\n"
EXAMPLES = Path(__file__).parent.parent / "examples"
SAMPLE = Path(__file__).parent.parent.parent / "shared" / "cases" / "peace-talks.txt"


def said(text: str) -> list[tuple[str, str, list[str]]]:
    """(source, cue, contents) of each statement."""
    statements = onrecord.read(text=text).statements
    return [(" ".join(s.text for s in x.source), " ".join(s.text for s in x.cue), [s.text for s in x.content]) for x in statements]


def spans_hold(record: onrecord.Record) -> bool:
    text = record.document.text
    spans = [*(record.headline_check.evidence if record.headline_check else ())]
    for statement in record.statements:
        spans += [*statement.content, *statement.cue, *statement.source, *(statement.act_evidence or ()), *(statement.conditions or ())]
        spans += [hop.evidence for hop in statement.via or ()]
        spans += [*(statement.speaker.evidence if statement.speaker else ()), *([statement.said_on.evidence] if statement.said_on else ())]
    spans += [mention for entity in record.entities for mention in entity.mentions]
    whole = all(0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.text for span in spans)
    return whole and all(statement.content for statement in record.statements)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Houge said that the quay would stay.", ("Houge", "said", ["that the quay would stay"])),
        (
            "“We will not sell,” Houge said, “and we will not lease.”",
            ("Houge", "said", ["“We will not sell,”", "“and we will not lease.”"]),
        ),
        (
            "“We will not sell,” Houge said. “The quay is ours. It was built by our fathers.”",
            ("Houge", "said", ["“We will not sell,”", "“The quay is ours. It was built by our fathers.”"]),
        ),
        (
            "“We waited for weeks.\n\n“Nobody came. We went home,” said Jorun Aske.",
            ("Jorun Aske", "said", ["“We waited for weeks.", "“Nobody came. We went home,”"]),
        ),
        ("“We will not sell the quay.” – Berit Houge", ("Berit Houge", "", ["“We will not sell the quay.”"])),
        ("Berit Houge: “We will not sell the quay.”", ("Berit Houge", ":", ["“We will not sell the quay.”"])),
        ("„We will not sell the quay“, said Houge.", ("Houge", "said", ["„We will not sell the quay“"])),
        ("« We will not sell the quay », said Houge.", ("Houge", "said", ["« We will not sell the quay »"])),
        ("'We will not sell the quay,' said Houge.", ("Houge", "said", ["'We will not sell the quay,'"])),
        ("According to the harbour office, no ship was turned away.", ("the harbour office", "According to", ["no ship was turned away"])),
        ("It is said that the ministry has drafted a plan.", ("", "is said", ["that the ministry has drafted a plan"])),
        (
            "The quay will be sold next year. This was announced by the mayor on Friday.",
            ("the mayor", "was announced", ["The quay will be sold next year"]),
        ),
    ],
)
def test_forms_of_attribution(text: str, relation: tuple[str, str, list[str]]) -> None:
    found = said(INTRO + text)
    contents = {tuple(contents): (source, cue) for source, cue, contents in found}
    source, cue, content = relation
    assert tuple(content) in contents
    found_source, found_cue = contents[tuple(content)]
    assert found_source == source
    assert found_cue.removeprefix("It ").removesuffix(" by") == cue


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “golden quay” was silent, and “Big Lotte”, the oldest crane, stood still.",
        "The choir sang “The Sea and Me” in the evening, and nobody left before the end.",
        "They watched “Nights of Lenthe” twice in one week.",
        "Related Articles\n\nBack to top button",
    ],
)
def test_no_statement_where_nobody_speaks(text: str) -> None:
    assert said(INTRO + text) == []


def test_a_quotation_without_cue_is_a_statement() -> None:
    assert ("", "", ["“The quay is not for sale.”"]) in said(
        INTRO + "Houge spoke first.\n\n“The quay is not for sale.”\n\nThe rain went on."
    )


def test_a_headline_without_full_stop_stays_out_of_the_body() -> None:
    record = onrecord.read(text="Mayor to sell quay\n\nThe mayor said that the quay would be sold.")
    assert record.document.headline == "Mayor to sell quay"
    body = [s for s in record.statements if s.content[0].start > len("Mayor to sell quay")]
    assert [s.content[0].text for s in body] == ["that the quay would be sold"]
    assert all(s.content[-1].end <= len("Mayor to sell quay") for s in record.statements if s not in body)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will not sell,” said Houge.", "direct"),
        ("Houge said that they would not sell.", "indirect"),
        ("Houge said that the sale was “a gift to nobody”.", "mixed"),
    ],
)
def test_kind_says_how_the_words_are_quoted(text: str, kind: str) -> None:
    assert [s.kind for s in onrecord.read(text=INTRO + text).statements] == [kind]


def test_what_is_known_of_a_page_comes_from_the_caller() -> None:
    record = onrecord.read(
        text="Houge said no.", headline="Quay stays", published="2026-03-04", publisher="Harbour Post", url="https://post.example/1"
    )
    document = record.document
    assert (document.headline, document.published, document.publisher, document.url) == (
        "Quay stays",
        "2026-03-04",
        "Harbour Post",
        "https://post.example/1",
    )


def test_confidence_is_a_probability() -> None:
    for record in onrecord.read_all([EXAMPLES]):
        assert all(0 <= s.confidence <= 1 for s in record.statements)


def test_exactly_one_input_is_wanted() -> None:
    with pytest.raises(onrecord.UsageError):
        onrecord.read()
    with pytest.raises(onrecord.UsageError):
        onrecord.read("a.txt", text="b")


def test_a_source_of_several_pages_wants_read_all() -> None:
    with pytest.raises(onrecord.UsageError, match="read_all"):
        onrecord.read(EXAMPLES / "wire.jsonl")
    assert len(list(onrecord.read_all([EXAMPLES / "wire.jsonl"]))) == 2


def test_the_record_is_the_documented_json() -> None:
    record = onrecord.read(EXAMPLES / "ferry-strike.html")
    whole = as_dict(record)
    assert json.loads(dumps(record)) == whole
    assert whole["format"] == "onrecord-document/1"
    assert set(whole["statements"][0]) == {
        "id", "kind", "content", "cue", "source", "speaker", "via", "parent", "act", "polarity", "conditions", "act_evidence", "said_on",
        "confidence",
    }  # fmt: skip
    assert whole["document"]["blocks"][0] == {"start": 0, "end": len(record.document.headline or ""), "kind": "headline"}
    assert len({s["id"] for s in whole["statements"]}) == len(whole["statements"])


@pytest.mark.parametrize("page", sorted(p.name for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".html"}))
def test_examples_give_statements_with_sound_spans(page: str) -> None:
    record = onrecord.read(EXAMPLES / page)
    assert len(record.statements) > 10
    assert spans_hold(record)


def test_nothing_in_furniture_is_a_statement() -> None:
    record = onrecord.read(EXAMPLES / "harbour-talks.txt")
    furniture = [b for b in record.document.blocks if b.kind is BlockKind.FURNITURE]
    assert len(furniture) == 2
    spans = [span for s in record.statements for span in (*s.content, *s.cue, *s.source)]
    assert not [span for span in spans for b in furniture if span.start < b.end and b.start < span.end]


words = st.sampled_from(
    ["said", "that", "“", "”", '"', "„", "«", "»", "‘", "’", "'", "Houge", "she", "according to", ":", "–", "…", ".", ",", "\n", "\n\n",
     "we will not sell", "é", "İ", "ß", "👩‍🚀", "\u202e", "\ufeff", "\x00", "\x85", "\u2028", "ﬁ", "Related Articles", "[SEP]", "1" * 40,
     "Is it so?\n\n", "if it rains",
     "²", "10²", "unless"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(words, max_size=60).map(" ".join), st.lists(words, max_size=60).map("".join)))
def test_on_any_text_spans_hold_and_the_same_input_gives_the_same_output(text: str) -> None:
    try:
        record = onrecord.read(text=text)
    except onrecord.SourceError:
        return
    assert spans_hold(record)
    assert dumps(onrecord.read(text=text)) == dumps(record)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample page lies beside the checkout (../shared), not in it")
def test_the_sample_page_is_laid_bare() -> None:
    record = onrecord.read(SAMPLE)
    text = record.document.text
    wanted = [  # the words a content begins and ends with, its source, and words of its cue
        ("US-Russia talks", "end Ukraine war", "US President", "says"),
        ("Peace talks with", "another attack", "the British minister", "stated"),
        ("that the Russian president", "additional ammunition", "James Cleverley", "expressed his concern"),
        ("There is a risk", "rearm Russian troops", "Cleverley", "said"),
        ("that a conversation", "war in Ukraine", "Joe Biden", "has said"),
        ("“Let me choose", "indications yet,”", "Biden", "said"),
        ("that the only way", "withdraw his army", "He", "indicated"),
        ("that Putin remains", "", "Kremlin spokesman Dmitry Peskov", "was quick to stress"),
        ("that Russia will not", "from Ukraine", "Peskov", "assured"),
        ("that Biden’s conditions", "essentially impossible", "Putin’s voice", "commented"),
        ("that the US refusal", "the compromise", "Peskov", "added"),
        ("to recognize", "Russian territories”", "the US", "refusal"),
    ]
    assert spans_hold(record)
    for opening, closing, source, cue in wanted:
        here = [s for s in record.statements if s.content[0].text.startswith(opening) and s.content[-1].text.endswith(closing)]
        assert [[span.text for span in s.source] for s in here] == [[source]], opening
        assert cue in here[0].cue[0].text
    assert len(record.statements) == len(wanted)
    putin, biden, cleverley, peskov = "Vladimir Putin", "Joe Biden", "James Cleverley", "Dmitry Peskov"
    speakers = [s.speaker.name for s in record.statements if s.speaker and not s.parent]
    assert speakers == [biden, cleverley, cleverley, cleverley, biden, biden, biden, peskov, peskov, peskov, peskov]
    assert putin in {e.name for e in record.entities}
    roles = {s.speaker.name: s.speaker.role for s in record.statements if s.speaker and not s.parent}
    assert roles == {biden: "US President", cleverley: "British minister", peskov: "Kremlin spokesman"}
    clashes = [tuple(next(s.source[0].text for s in record.statements if s.id == i) for i in c.statements) for c in record.collisions or ()]
    assert clashes == [("He", "Peskov"), ("Peskov", "the US")]  # withdrawal, recognition
    chains = [[(h.name, str(h.relation)) for h in s.via or ()] for s in record.statements if not s.parent]
    assert chains[1] == [("Daily Telegraph", "interviewed"), ("Reuters", "reported")]
    assert chains[2] == [("Daily Telegraph", "reported")]
    assert chains[3] == [("Daily Telegraph", "interviewed"), ("Reuters", "quoted")]
    assert not any(chains[n] for n in (0, *range(4, 11)))
    assert not any(s.said_on for s in record.statements)
    dated = [s.said_on for s in onrecord.read(SAMPLE, published="2022-12-02").statements if s.said_on]
    assert [(d.date, d.evidence.text) for d in dated] == [("2022-12-01", "on Thursday")]
    terms = [condition.text for statement in record.statements for condition in statement.conditions or ()]
    assert terms == [
        "if talks end Ukraine war",
        "if it would lead to an end to the war in Ukraine",
        "if he actually decides he has an interest in ending the war",
    ]
    assert record.headline_check is not None
    assert record.headline_check.label == "question"
    assert "secret plan" in record.headline_check.why
    end = text.index("Related Articles")
    assert all(span.end <= end for s in record.statements for span in s.content)


CLASH = (
    "Talks on the valley\n\nOstra demands that Lutia withdraw its guns from the valley. "
    "Lutia refused to withdraw its guns from the valley on Monday."
)


def test_terms_that_cannot_both_be_met_are_shown_with_both_parties_words() -> None:
    record = onrecord.read(text=CLASH)
    assert record.collisions is not None
    (collision,) = record.collisions
    assert collision.statements == tuple(s.id for s in record.statements)
    assert "withdraw" in collision.issue
    assert as_dict(record)["collisions"][0]["why"] == collision.why
    seen = io.StringIO()
    terminal.show(record, Console(file=seen, width=120))
    assert "cannot both be met 1 and 2" in seen.getvalue()
    html = "".join(web.page([record]))
    assert 'cannot both be met: <a href="#d1e1">1</a> and <a href="#d1e2">2</a>' in html
