"""What is recorded stays: whole, once, and judged as it was judged."""

import sqlite3
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.errors import UsageError
from onrecord.ledger import Store, Wanted
from onrecord.vocabulary import Collision, HeadlineCheck, Record


def test_a_record_comes_back_whole(store: Store) -> None:
    for n in range(30):
        page, record = press.article(n)
        assert store.read.record(record.document.id) == record
        assert store.read.page(record.document.id).page == page


def test_collisions_and_headline_checks_come_back_too(store: Store) -> None:
    page, record = press.article(200)
    one, other = record.statements[0].id, record.statements[1].id
    check = HeadlineCheck("attributed", "one man's word", record.statements[0].content)
    whole = Record(record.document, record.statements, None, (Collision((one, other), "sale", "both cannot be"),), check, record.model)
    store.append(page, whole, store.run(press.MODEL, "1.0"), {"headline": "Harbour talks"})
    assert store.read.record(record.document.id) == whole
    assert store.read.page(record.document.id).given == {"headline": "Harbour talks"}


def test_a_page_without_statements_is_kept(store: Store) -> None:
    page, record = press.article(201)
    store.append(page, Record(record.document), store.run(press.MODEL, "1.0"))
    assert store.read.has(record.document.id)
    assert store.read.record(record.document.id).statements == ()


def test_reading_again_finds_again_and_doubles_nothing(store: Store) -> None:
    before = store.read.size()
    again = store.append(*press.article(3), store.run("invented-2@ffff", "1.1"))
    after = store.read.size()
    assert (again.page, again.statements, again.findings) == (False, 0, 3)
    assert (after.pages, after.statements, after.runs) == (before.pages, before.statements, before.runs + 1)
    unread = {n for n in range(30) if store.read.is_unread(press.article(n)[1].document.id, "invented-2@ffff", "1.1")}
    assert unread == set(range(30)) - {3}


def test_what_a_newer_model_no_longer_finds_is_no_longer_found_by_search(store: Store) -> None:
    _, old = press.article(4)
    page, new = press.article(4, shift=12, model="invented-2@ffff")
    store.append(page, new, store.run("invented-2@ffff", "1.1"))
    found = {entry.id for entry in store.read.search(Wanted("number"), limit=1000)}
    assert found.isdisjoint(s.id for s in old.statements)
    assert found >= {s.id for s in new.statements}
    assert store.read.record(old.document.id) == new
    assert store.verify() == []


def test_a_record_of_another_page_is_refused(store: Store) -> None:
    page, _ = press.article(50)
    _, record = press.article(51)
    with pytest.raises(ValueError, match="not of this page"):
        store.append(page, record, store.run(press.MODEL, "1.0"))


def test_half_a_page_is_never_kept(store: Store) -> None:
    page, record = press.article(60)
    twice = Record(record.document, (record.statements[0], record.statements[0]))
    with pytest.raises(Exception, match="UNIQUE"):
        store.append(page, twice, store.run(press.MODEL, "1.0"))
    assert not store.read.has(record.document.id)
    assert store.verify() == []


# Judgements


def test_a_rejected_statement_is_not_found_and_can_be_accepted_again(store: Store, ledger: Ledger) -> None:
    statement = press.article(7)[1].statements[0]
    content = statement.content[0].text
    store.judge(statement.id[:10], "reject", "Ann", "not what she said")
    assert ledger.check(content).verdict != "exact"
    store.judge(statement.id, "accept", "Bo")
    answer = ledger.check(content)
    assert answer.match is not None
    assert (answer.verdict, answer.match.entry.judgement) == ("exact", "accept")
    assert [(j["verdict"], j["by"], j["why"]) for j in store.read.judgements(statement.id)] == [
        ("reject", "Ann", "not what she said"),
        ("accept", "Bo", None),
    ]


def test_a_correction_is_what_search_and_dossier_see(store: Store, ledger: Ledger) -> None:
    statement = press.article(7)[1].statements[0]
    store.judge(statement.id, "correct", "Ann", corrected={"speaker": "Petra Lund", "act": "deny", "said_on": "2025-12-24"})
    (found,) = store.read.search(Wanted(speaker="lund", act="deny", since="2025-12", until="2025-12"))
    assert (found.id, found.judgement, found.day) == (statement.id, "correct", "2025-12-24")
    assert ledger.who("Petra Lund").statements == 1
    assert store.read.record(press.article(7)[1].document.id) == press.article(7)[1], "what was found stays as it was found"


def test_a_judgement_stands_after_a_model_with_other_boundaries(store: Store) -> None:
    _, old = press.article(8)
    for statement, verdict in zip(old.statements, ("accept", "reject", "correct"), strict=True):
        store.judge(statement.id, verdict, "Ann", corrected={"act": "deny"} if verdict == "correct" else None)
    page, new = press.article(8, shift=15, model="invented-2@ffff")
    assert store.append(page, new, store.run("invented-2@ffff", "1.1")).moved == 3
    assert [store.read.statement(s.id).judgement for s in new.statements] == ["accept", "reject", "correct"]
    assert store.read.statement(new.statements[2].id).act == "deny"
    found = {entry.id for entry in store.read.search(Wanted("number"), limit=1000)}
    assert found & {s.id for s in (*old.statements, *new.statements)} == {new.statements[0].id, new.statements[2].id}

    store.append(*press.article(8), store.run(press.MODEL, "1.2"))
    assert [store.read.statement(s.id).judgement for s in old.statements] == ["accept", "reject", "correct"], "and back again"
    assert store.verify() == []


def test_a_judged_statement_that_is_not_found_again_stays_as_it_was(store: Store) -> None:
    _, old = press.article(9)
    kept, dropped = old.statements[0], old.statements[1]
    store.judge(kept.id, "accept", "Ann")
    page, record = press.article(9)
    store.append(page, Record(record.document, record.statements[2:], model="invented-2@ffff"), store.run("invented-2@ffff", "1.1"))
    found = {entry.id for entry in store.read.search(Wanted("number"), limit=1000)}
    assert kept.id in found
    assert dropped.id not in found
    assert store.verify() == []


def test_an_older_judgement_does_not_come_back_when_boundaries_move(store: Store) -> None:
    _, old = press.article(10)
    store.judge(old.statements[0].id, "reject", "Ann")
    store.judge(old.statements[0].id, "accept", "Ann", "read it again")
    page, new = press.article(10, shift=9)
    store.append(page, new, store.run("invented-2@ffff", "1.1"))
    assert store.read.statement(new.statements[0].id).judgement == "accept"
    assert store.read.statement(old.statements[0].id).judgement is None


@pytest.mark.parametrize(
    ("statement", "verdict", "by", "corrected", "says"),
    [
        ("ffffffffffff", "accept", "Ann", None, "no statement's id begins with"),
        ("", "accept", "Ann", None, "is no statement's id"),
        ("the first", "accept", "Ann", None, "is no statement's id"),
        (None, "perhaps", "Ann", None, "one of accept, reject, correct"),
        (None, "accept", " ", None, "who judges"),
        (None, "correct", "Ann", None, "right values"),
        (None, "accept", "Ann", {"act": "deny"}, "right values"),
        (None, "correct", "Ann", {"content": "else"}, "content cannot be corrected"),
        (None, "correct", "Ann", {"said_on": "in spring"}, "is no day"),
        (None, "correct", "Ann", {"speaker_type": "parrot"}, "is no type of speaker"),
    ],
)
def test_a_judgement_that_makes_no_sense(
    store: Store, statement: str | None, verdict: str, by: str, corrected: dict[str, str] | None, says: str
) -> None:
    known = press.article(1)[1].statements[0].id
    with pytest.raises(UsageError, match=says):
        store.judge(known if statement is None else statement, verdict, by, corrected=corrected)
    assert store.read.size().judgements == 0


# Verifying


def test_all_is_well_with_an_untouched_ledger(store: Store) -> None:
    assert store.verify() == []


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE pages SET raw = (SELECT raw FROM pages WHERE id = 2) WHERE id = 1", "not those that were received"),
        ("UPDATE pages SET raw = x'00' WHERE id = 1", "cannot be unpacked"),
        ("UPDATE pages SET url = 'https://elsewhere.example' WHERE id = 1", "not that of its URL and bytes"),
        ("UPDATE texts SET text = replace(text, 'harbour', 'airport')", "its digest is not"),
        ("UPDATE spans SET words = 'denied' WHERE role = 'cue' AND statement = 1", "is not what the text says there"),
        ("UPDATE statements SET content = content || ' not' WHERE id = 1", "is not that of its spans"),
        ("DELETE FROM findings WHERE statement = 1", "no reading found it"),
        ("DELETE FROM readings WHERE id = 1", "refers to a row of readings that is not there"),
    ],
)
def test_tampering_shows(store: Store, path: Path, sql: str, says: str) -> None:
    with sqlite3.connect(path) as outside:
        outside.execute(sql)
    outside.close()
    assert any(says in line for line in store.verify())
