"""`onrecord terms`: who wants what, where they turned, whose terms cannot both be met. An invented dispute on invented pages."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.across.people import People
from onrecord.errors import UsageError
from onrecord.vocabulary import Block, BlockKind, Condition, Document, Entity, Kind, Page, Record, Span, Speaker, SpeakerType, Statement

Told = tuple[str, str, str, str]
"""Speaker, cue, content, act."""


def page(n: int, day: str, outlet: str, told: list[Told], *, before: str = "") -> tuple[Page, Record]:
    """A page with one sentence a statement: *{before}{speaker} {cue} {content}.*"""
    text = f"The valley, part {n}\n\n"
    statements, entities = [], []
    raw = f"{n} {day} {told}".encode()
    key = hashlib.sha256(raw).hexdigest()
    for k, (speaker, cue, content, act) in enumerate(told):
        text += before
        spans = []
        for words in (speaker, cue, content):
            spans.append(Span(len(text), len(text) + len(words), words))
            text += f"{words} "
        text = f"{text[:-1]}. "
        at = content.find("if ")
        start = spans[2].start + at
        conditions = (Condition(start, spans[2].end, content[at:], "if"),) if at >= 0 else ()
        who = Speaker(speaker, f"e{k}", SpeakerType.PERSON, None, (spans[0],))
        identity = hashlib.sha256(f"{key} {k}".encode()).hexdigest()[:32]
        statements.append(
            Statement(identity, Kind.INDIRECT, (spans[2],), (spans[1],), (spans[0],), 0.9, who, act=act, conditions=conditions)
        )
        entities.append(Entity(f"e{k}", speaker, SpeakerType.PERSON, (), (), (spans[0],)))
    text = text.rstrip()
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH),)
    document = Document(key, hashlib.sha256(text.encode()).hexdigest(), f"{n}.txt", text, blocks, publisher=outlet, published=day)
    return Page(raw, f"{n}.txt"), Record(document, tuple(statements), tuple(entities), (), None, press.MODEL)


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    stay, leave = "we will not withdraw from the Lenn valley", "a withdrawal from the Lenn valley"
    refusal, demand = ("Ilse Brandt", "said", stay, "refuse"), ("Karl Rask", "demanded", leave, "demand")
    lund, velle = ("Matis Lund", "ruled out", leave, "refuse"), ("Edda Velle", "demanded", leave, "demand")
    offer = ("Ilse Brandt", "offered", f"{leave} if the pass opens", "offer")
    pages = [
        page(1, "2026-03-01", "Gazette", [refusal, demand]),
        page(2, "2026-03-01", "Norpress", [refusal, ("Karl Rask", "said", "the harvest is late", "assert")]),
        page(3, "2026-03-09", "Strait", [offer], before="For the first time, "),
        page(4, "2026-03-12", "Strait", [lund, velle]),
        page(5, "2026-03-13", "Strait", [("Edda Velle", "demanded", "a new bridge", "demand")]),
    ]
    with press.store(path) as store:
        run, people = store.run(press.MODEL, "1.0"), People(store)
        for it, record in pages:
            store.append(it, record, run)
        people.catch_up()
    return path


def test_each_party_with_its_terms_by_day(valley: Path) -> None:
    with Ledger(valley) as ledger:
        found = ledger.terms("withdrawal")
    brandt = next(party for party in found.parties if party.name == "Ilse Brandt")
    assert [(term.entry.act, term.entry.day, len(term.also)) for term in brandt.terms] == [
        ("refuse", "2026-03-01", 1),
        ("offer", "2026-03-09", 0),
    ]
    assert [it.words for it in brandt.terms[1].conditions] == ["if the pass opens"]
    assert {party.name for party in found.parties} == {"Ilse Brandt", "Karl Rask", "Matis Lund", "Edda Velle"}
    assert all("bridge" not in term.entry.content for party in found.parties for term in party.terms)


def test_where_a_party_turned_and_how_that_is_told(valley: Path) -> None:
    with Ledger(valley) as ledger:
        found = ledger.terms("withdrawal")
    turned = [
        (party.name, shift.entry.day, shift.before and shift.before.act, shift.words) for party in found.parties for shift in party.shifts
    ]
    assert turned == [("Ilse Brandt", "2026-03-09", "refuse", "For the first time")]


def test_terms_that_stood_on_one_day_collide(valley: Path) -> None:
    with Ledger(valley) as ledger:
        found = ledger.terms("withdrawal")
    clashes = {frozenset(it.parties) for it in found.collisions}
    assert frozenset({"Ilse Brandt", "Karl Rask"}) in clashes
    assert frozenset({"Matis Lund", "Edda Velle"}) in clashes
    assert frozenset({"Matis Lund", "Karl Rask"}) in clashes
    assert frozenset({"Ilse Brandt", "Edda Velle"}) not in clashes, "Brandt no longer refused when Velle demanded it"
    assert all(it.one.content in it.why and it.other.content in it.why for it in found.collisions)


def test_one_word_in_common_is_no_collision_between_two_stories(valley: Path) -> None:
    pages = [
        page(6, "2026-03-14", "Strait", [("Asta Holm", "demanded", "a withdrawal of the coins", "demand")]),
        page(7, "2026-03-14", "Norpress", [("Jonas Quist", "ruled out", "a withdrawal of the film", "refuse")]),
    ]
    with press.store(valley) as store:
        run, people = store.run(press.MODEL, "1.0"), People(store)
        for it, record in pages:
            store.append(it, record, run)
        people.catch_up()
    with Ledger(valley) as ledger:
        found = ledger.terms("withdrawal")
    assert {"Asta Holm", "Jonas Quist"} <= {party.name for party in found.parties}
    assert not {"Asta Holm", "Jonas Quist"} & {name for it in found.collisions for name in it.parties}


def test_a_party_is_one_under_all_its_names(valley: Path) -> None:
    with Ledger(valley) as ledger:
        ledger.same("Edda Velle", "Karl Rask", by="Ann")
        (party,) = [it for it in ledger.terms("withdrawal").parties if "Karl Rask" in it.names]
    assert set(party.names) == {"Karl Rask", "Edda Velle"}
    assert len(party.terms) == 1
    assert len(party.terms[0].also) == 1


def test_what_a_person_rejected_is_no_term(valley: Path) -> None:
    with Ledger(valley) as ledger:
        (lund,) = ledger.search("withdrawal", speaker="Lund")
        ledger.judge(lund.id, "reject", by="Ann")
        assert "Matis Lund" not in {party.name for party in ledger.terms("withdrawal").parties}


def test_an_issue_needs_a_word(valley: Path) -> None:
    with Ledger(valley) as ledger:
        assert ledger.terms("zebra").parties == ()
        with pytest.raises(UsageError, match="is no issue"):
            ledger.terms(" … ")


def test_the_command(valley: Path) -> None:
    def onrecord(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "onrecord.cli", *words, "-l", str(valley)], capture_output=True, text=True, check=False
        )

    shown = onrecord("terms", "withdrawal").stdout
    assert shown.startswith("withdrawal: 4 parties, 5 terms, 1 shifts, 3 collisions\n")
    assert "turned    2026-03-09  “For the first time”" in shown
    assert "if: if the pass opens" in shown
    told = json.loads(onrecord("terms", "withdrawal", "--format", "json").stdout)
    assert len(told["collisions"]) == 3
    done = onrecord("same", "Karl Rask", "Edda Velle", "--by", "Ann")
    assert done.stdout == "Karl Rask: 4 statements (Edda Velle 2, Karl Rask 2)\n"
    assert "already" in onrecord("same", "Karl Rask", "Edda Velle", "--by", "Ann").stdout
    assert onrecord("same", "Karl Rask", "Edda Velle", "--split", "--by", "Ann").stdout.count("\n") == 2
    wrong = onrecord("same", "Nobody", "Edda Velle", "--by", "Ann")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "nobody called Nobody" in wrong.stderr
