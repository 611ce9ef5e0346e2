"""One story on several pages: what `add` links, what `link --rebuild` makes anew, and what a trace shows of it."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import press
import pytest

from onrecord.across import stories
from onrecord.errors import UsageError
from onrecord.pipeline import Ledger
from onrecord.vocabulary import Page, Record

FIRST, SECOND, THIRD, FOURTH = press.WORDS
COPIED = ("variants", "copies", "statement_keys", "document_keys", "linked")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in COPIED}


def article(n: int, *sentences: str, **known: object) -> tuple[Page, Record]:
    page, record = press.article(n, sentences=sentences)
    return page, replace(record, document=replace(record.document, **known)) if known else record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def filled(path: Path, *articles: tuple[Page, Record], link: bool = True) -> None:
    with press.store(path) as store:
        run = store.run(press.MODEL, "1.0")
        for page, record in articles:
            store.append(page, record, run)
            if link:
                stories.link(store, store.links.number(record.document.id))


def statement(record: Record, n: int = 0) -> str:
    return record.statements[n].id


ORIGINAL = article(0, FIRST, SECOND)
ALTERED = article(1, FIRST.replace("will not sell", "will sell"), FOURTH)
CUT = article(2, "we will not sell the harbour to anybody", THIRD)


def test_a_statement_is_traced_to_its_variants_and_to_who_had_it_first(path: Path) -> None:
    filled(path, CUT, ALTERED, ORIGINAL)
    with Ledger(path) as ledger:
        found = ledger.trace(statement(ORIGINAL[1]))
        (traced,) = found.statements
        said = {it.entry.document: it for it in traced.variants}
        altered, cut = said[ALTERED[1].document.id], said[CUT[1].document.id]
        assert (altered.wording, altered.bearing, altered.same_speaker) == ("altered", ("negation",), False)
        assert [(it.kind, it.one, it.other) for it in altered.differences] == [("left out", "not", "")]
        assert (cut.wording, cut.bearing) == ("cut", ())
        assert traced.first is not None
        assert (traced.first.page.document, traced.first.certainty) == (ORIGINAL[1].document.id, "certain")
        assert not any(it.on_copy for it in traced.variants)
        assert found.copies == ()
        assert found.pending == 0
        back = ledger.trace(statement(CUT[1])).statements[0]
        assert statement(ORIGINAL[1]) in [it.entry.id for it in back.variants]


def test_copies_of_a_page_and_which_was_first(path: Path) -> None:
    late = article(13, FIRST, SECOND, published="2026-02-01T10:00:00Z")
    filled(path, late, ALTERED, article(0, FIRST, SECOND, published="2026-02-01T09:00:00Z"))
    with Ledger(path) as ledger:
        found = ledger.trace(late[1].document.url or "")
        assert [(it.page.document, it.relation) for it in found.copies] == [(ORIGINAL[1].document.id, "copy")]
        assert found.first is not None
        assert (found.first.page.document, found.first.certainty) == (ORIGINAL[1].document.id, "certain")
        assert all(any(other.on_copy for other in it.variants) for it in found.statements)


def test_a_page_of_two_stories_does_not_join_them(path: Path) -> None:
    one, other = article(0, FIRST, SECOND), article(3, THIRD, FOURTH)
    filled(path, one, other, article(7, FIRST, SECOND, THIRD, FOURTH))
    with Ledger(path) as ledger:
        found = ledger.trace(one[1].document.url or "")
    assert [it.page.url for it in found.copies] == ["https://www.news.norpress.example/7"]


def test_the_chain_stands_before_the_times(path: Path) -> None:
    """Of a statement that one page has through Norpress, and Norpress has too, Norpress had it first, whatever the times."""
    through = article(3, FOURTH, SECOND)
    own = article(1, FOURTH, THIRD, published="2026-11-01")
    filled(path, through, own)
    with Ledger(path) as ledger:
        traced = ledger.trace(statement(through[1])).statements[0]
    assert [hop.name for hop in traced.chain] == ["Norpress"]
    assert traced.first is not None
    assert (traced.first.page.outlet, traced.first.certainty) == ("Norpress", "likely")


def test_links_made_after_each_page_are_those_of_a_rebuild(path: Path) -> None:
    articles = [press.article(n) for n in range(12)] + [ORIGINAL, ALTERED, CUT]
    filled(path, *{record.document.id: (page, record) for page, record in articles}.values())
    before = rows(path)
    assert before["variants"]
    assert before["copies"]
    with Ledger(path) as ledger:
        assert ledger.link() == 0
        assert ledger.link(rebuild=True) == len(before["linked"])
    assert rows(path) == before


def test_a_rebuild_that_is_stopped_goes_on_where_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "_BATCH", 5)
    filled(path, *(press.article(n) for n in range(12)))
    before, counts = rows(path), []

    def stop(done: int, of: int) -> None:
        counts.append((done, of))
        if len(counts) == 1:
            raise KeyboardInterrupt

    with Ledger(path) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.link(rebuild=True, on_page=stop)
        assert ledger.verify() == []
        assert ledger.trace(statement(press.article(11)[1])).pending == 7
        assert ledger.link(on_page=stop) == 7
    assert counts == [(5, 12), (5, 7), (7, 7)]
    assert rows(path) == before


def test_what_is_read_anew_is_linked_anew_and_what_a_person_rejects_is_no_variant(path: Path) -> None:
    filled(path, ORIGINAL, ALTERED)
    page, record = press.article(0, sentences=[FIRST, SECOND], shift=3)
    with press.store(path) as store:
        store.append(page, record, store.run("invented-2@0123456789ab", "1.0"))
        assert store.links.pending() == 1
    with Ledger(path) as ledger:
        assert ledger.link() == 1
        traced = ledger.trace(statement(ALTERED[1])).statements[0]
        assert [it.entry.id for it in traced.variants] == [statement(record)]
        ledger.judge(statement(record), "reject", by="Ann")
        assert ledger.trace(statement(ALTERED[1])).statements[0].variants == ()


def test_what_sixty_pages_have_is_linked_with_few_each_and_traced_to_all(path: Path) -> None:
    filled(path, *(article(n, f"{SECOND} as number {n} says") for n in range(60)))
    with sqlite3.connect(path) as connection:
        (most,) = connection.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM variants GROUP BY statement)").fetchone()
    assert most <= 10
    with Ledger(path) as ledger:
        traced = ledger.trace(statement(article(30, f"{SECOND} as number 30 says")[1])).statements[0]
    assert len(traced.variants) == 59
    assert {it.bearing for it in traced.variants} == {("number",)}


def test_who_denies_the_same_words_is_marked(path: Path) -> None:
    page, record = ORIGINAL
    denied = replace(record.statements[0], id="f" * 32, cue=(replace(record.statements[0].cue[0], text="denied"),))
    other = article(1, FIRST, FOURTH)
    filled(path, (page, replace(record, statements=(denied,))), other)
    with Ledger(path) as ledger:
        varied = ledger.trace(statement(other[1])).statements[0].variants[0]
    assert (varied.wording, varied.bearing) == ("exact", ("negation",))
    assert [(it.kind, it.one, it.other) for it in varied.differences] == [("cue", "said", "denied")]


def test_what_cannot_be_traced(path: Path) -> None:
    filled(path, ORIGINAL)
    with Ledger(path) as ledger:
        for asked in ("https://nowhere.example/", "ffffffff0", "no such id"):
            with pytest.raises(UsageError):
                ledger.trace(asked)


def test_the_commands(path: Path) -> None:
    filled(path, ORIGINAL, ALTERED, CUT, link=False)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "onrecord.cli", *words, "-l", str(path)], capture_output=True, text=True, check=False)

    unlinked = run("trace", statement(ORIGINAL[1]))
    assert "on other pages: none" in unlinked.stdout
    assert "3 pages are not linked yet, and not in here: run `onrecord link`" in unlinked.stdout
    assert run("link").stdout == "3 pages linked\n"
    shown = run("trace", statement(ORIGINAL[1])[:12]).stdout
    assert "! negation: left out: “not” → –" in shown
    assert "first: Harbour Gazette, 2026-01-01T09:30:00+00:00 – certain: its own time is the earliest" in shown
    told = json.loads(run("trace", ORIGINAL[1].document.url or "", "--format", "json").stdout)
    assert len(told["statements"]) == 2
    assert told["statements"][0]["variants"][0]["differences"][0]["bearing"] in ([], ["negation"])
    wrong = run("trace", "https://nowhere.example/")
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)
    assert run("link", "--rebuild").stdout == "3 pages linked\n"


def test_adding_pages_links_them(path: Path, tmp_path: Path) -> None:
    text = f"Harbour talks\n\n“{FIRST},” said Ilse Brandt on Thursday.\n\nThe council met for three hours in the town hall."
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(text.replace("talks", f"talks {name}"), encoding="utf-8")
    with Ledger(path) as ledger:
        ledger.add([tmp_path / "one.txt", tmp_path / "two.txt"])
        assert ledger.link() == 0
        found = ledger.search("harbour")
        traced = ledger.trace(found[0].id)
    assert [it.wording for it in traced.statements[0].variants] == ["exact"]


def test_what_one_speaker_says_elsewhere_in_other_words_is_told(path: Path, tmp_path: Path) -> None:
    pages = {
        "one": "Mayor Ada Lund said the town could not afford to repair the old pier. Lund spoke on Monday.",
        "two": "Mayor Ada Lund told reporters that there was no money in the town for repairs to the old pier. Lund was at the quay.",
        "three": "Mayor Ada Lund said that school meals would be free from May. Lund met parents.",
        "four": "Nils Quay said there was no money in the town for repairs to the old pier. Quay runs the ferry.",
    }
    for name, words in pages.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    with Ledger(path) as ledger:
        ledger.add([str(tmp_path / f"{name}.txt") for name in pages])
        (asked,) = ledger.search("afford", limit=5)
        (traced,) = ledger.trace(asked.id).statements
        assert [it.entry.content for it in traced.retold] == ["that there was no money in the town for repairs to the old pier"]
        back = ledger.trace(traced.retold[0].entry.id).statements[0]
        assert [it.entry.id for it in back.retold] == [asked.id]
        assert traced.variants == ()
