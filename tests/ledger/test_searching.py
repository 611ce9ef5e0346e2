"""Search by words and filters."""

import press
import pytest

from onrecord import Ledger
from onrecord.errors import UsageError
from onrecord.ledger import Store, Wanted


def test_all_words_of_a_search_stand_in_what_is_found(store: Store) -> None:
    found = store.read.search(Wanted("ferry spring"), limit=100)
    assert found
    assert all("ferry" in entry.content and "spring" in entry.content for entry in found)


def test_a_word_finds_its_other_forms(store: Store) -> None:
    assert store.read.search(Wanted("selling")) == store.read.search(Wanted("sell"))


def test_a_beginning_and_a_phrase(store: Store) -> None:
    assert all("fishermen" in entry.content for entry in store.read.search(Wanted("fisherm*")))
    assert store.read.search(Wanted('"northern pier"'))
    assert not store.read.search(Wanted('"pier northern"'))


def test_shorter_statements_with_the_word_come_first(store: Store) -> None:
    run = store.run(press.MODEL, "1.0")
    store.append(*press.article(90, sentences=["we like cormorants"]), run)
    store.append(
        *press.article(91, sentences=["some say that all of them have seen that the cormorants of the bay were here before the pier"]), run
    )
    store.append(*press.article(92, sentences=["cormorants and cormorants"]), run)
    assert [len(e.content.split()) for e in store.read.search(Wanted("cormorants"))] == [3, 3, 19]
    assert store.read.search(Wanted("cormorants"))[0].content == "cormorants and cormorants"


@pytest.mark.parametrize("name", ["Ilse Brandt", "brandt", "BRANDT ilse"])
def test_by_speaker(store: Store, name: str) -> None:
    found = store.read.search(Wanted(speaker=name), limit=100)
    assert len(found) == 18
    assert {entry.speaker for entry in found} == {"Ilse Brandt"}


def test_by_act_and_outlet(store: Store) -> None:
    found = store.read.search(Wanted("harbour", act="refuse", outlet="norpress.example"), limit=100)
    assert found
    assert {(entry.act, entry.site) for entry in found} == {("refuse", "news.norpress.example")}
    assert store.read.search(Wanted("harbour", act="refuse", outlet="Norpress"), limit=100) == found


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2026-03", "2026-03", "2026-03-01", "2026-03-31"),
        ("2026-03-05", "2026-03-05", "2026-03-05", "2026-03-05"),
        ("2026-11", None, "2026-11-01", "2026-12-31"),
        (None, "2026-02-14", "2026-01-01", "2026-02-14"),
        ("2026", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_by_day_said_or_else_published(store: Store, since: str | None, until: str | None, first: str, last: str) -> None:
    days = [entry.day or "" for entry in store.read.search(Wanted(since=since, until=until), limit=100)]
    everything = [entry.day or "" for entry in store.read.search(Wanted("number"), limit=100)]
    assert days
    assert sorted(days) == sorted(day for day in everything if first <= day <= last)


def test_more_can_be_had_than_are_ranked_by_default(store: Store) -> None:
    run = store.run(press.MODEL, "1.0")
    with store.transaction():
        for n in range(100, 450):
            store.append(*press.article(n), run)
    assert len(store.read.search(Wanted("number"), limit=5000)) == 90 + 3 * 350


def test_nothing_in_years_without_pages(store: Store) -> None:
    assert store.read.search(Wanted("harbour", since="2031")) == []
    assert store.read.search(Wanted("harbour", until="1999-12")) == []


def test_marks_in_a_search_are_no_syntax(store: Store) -> None:
    for words in ('harbour" OR "', "harbour AND (", "content : harbour", "harbour -sell ^x", "o'brien", "NEAR(a b)", "%", 'sell "'):
        if words == "%":
            with pytest.raises(UsageError):
                store.read.search(Wanted(words))
        else:
            store.read.search(Wanted(words))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [(Wanted(), "words, or give a filter"), (Wanted("x", since="March"), "no date"), (Wanted("x", speaker="…"), "no name")],
)
def test_a_search_that_makes_no_sense(store: Store, wanted: Wanted, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        store.read.search(wanted)


def test_a_dossier_counts_what_a_speaker_is_on_record_with(store: Store, ledger: Ledger) -> None:
    run = store.run(press.MODEL, "1.0")
    found = ledger.who("brandt", limit=5)
    assert found.statements == 18
    assert found.names == (("Ilse Brandt", 18),)
    assert found.roles == (("mayor", 18),)
    assert sum(n for _, n in found.outlets) == sum(n for _, n in found.timeline) == 18
    assert found.via[0][0] == "Norpress"
    assert len(found.latest) == 5
    assert found.terms[0].kind == "if"
    assert [month for month, _ in found.timeline] == sorted(month for month, _ in found.timeline)
    store.append(*press.article(70), run)
    assert ledger.who("Ilse Brandt").statements == 19
    assert ledger.who("Nobody Known").statements == 0
