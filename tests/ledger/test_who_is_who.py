"""One speaker under all names, over pages, readings and rebuilds; a person's word is never undone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.across.people import People
from onrecord.errors import UsageError
from onrecord.ledger import Store

HARBOUR = ("Edda Velle", "Tomas Orveld", "Mirjam Rask")
OPERA = ("Jonas Quist", "Lutz Ferrand", "Asta Holm")


class Desk:
    """Adds pages with given speakers, and tells who is one."""

    def __init__(self, path: Path) -> None:
        self.store, self.path = press.store(path), path
        self.people = People(self.store)
        self.run = self.store.run(press.MODEL, "1.0")
        self.pages: dict[int, Sequence[str]] = {}

    def add(self, *speakers: str) -> int:
        n = 100 + len(self.pages)
        self.pages[n] = speakers
        self.read(n, speakers)
        return n

    def read(self, n: int, speakers: Sequence[str], *, model: str = press.MODEL, shift: int = 0) -> None:
        page, record = press.article(n, speakers=self.pages[n], model=model, shift=shift)
        if speakers != self.pages[n]:
            new = dict(zip(self.pages[n], speakers, strict=True))
            renamed = tuple(replace(s, speaker=replace(s.speaker, name=new[s.speaker.name])) for s in record.statements if s.speaker)
            entities = tuple(replace(e, name=new[e.name]) for e in record.entities or ())
            record = replace(record, statements=renamed, entities=entities)
        with self.store.transaction():
            self.store.append(page, record, self.run)
            self.people.take(record.document.id)

    def statement(self, n: int, name: str) -> str:
        _, record = press.article(n, speakers=self.pages[n])
        return next(s.id for s in record.statements if s.speaker and s.speaker.name == name)

    def of(self, n: int, name: str) -> int:
        _, record = press.article(n, speakers=self.pages[n])
        return dict(self.store.identities.names(self.store.identities.document(record.document.id)))[name]

    def groups(self) -> set[frozenset[tuple[int, str]]]:
        found: dict[int, set[tuple[int, str]]] = {}
        for n, names in self.pages.items():
            for name in names:
                found.setdefault(self.of(n, name), set()).add((n, name))
        return {frozenset(group) for group in found.values()}


@pytest.fixture
def desk(path: Path) -> Desk:
    return Desk(path)


def test_a_surname_is_whose_story_it_is(desk: Desk) -> None:
    one, other = desk.add("Ilse Brandt", *HARBOUR), desk.add("Brandt", *HARBOUR)
    third = desk.add("Karl Brandt", *OPERA)
    assert desk.of(one, "Ilse Brandt") == desk.of(other, "Brandt") != desk.of(third, "Karl Brandt")


def test_two_of_one_surname_on_one_page_stay_two(desk: Desk) -> None:
    one = desk.add("Ilse Brandt", "Karl Brandt", *HARBOUR)
    other = desk.add("Ilse Brandt", "Karl Brandt", *HARBOUR)
    assert desk.of(one, "Ilse Brandt") == desk.of(other, "Ilse Brandt") != desk.of(one, "Karl Brandt") == desk.of(other, "Karl Brandt")


def test_a_rebuild_gives_the_same(desk: Desk) -> None:
    for names in (("Brandt", *HARBOUR), ("Ilse Brandt", *HARBOUR), ("Karl Brandt", *OPERA), ("Brandt", *OPERA), ("Ilse Brandt", *OPERA)):
        desk.add(*names)
    before = desk.groups()
    assert desk.people.rebuild() == len(desk.pages)
    assert desk.groups() == before
    assert desk.people.catch_up() == 0


def test_the_word_of_a_person_joins_and_survives(desk: Desk) -> None:
    one, other = desk.add("Ilse Brandt", *HARBOUR), desk.add("Frida Lomm", *OPERA)
    said = desk.people.say("Ilse Brandt", "Frida Lomm", split=False, by="Ann")
    assert said.changed
    assert {name for name, _ in said.identities[0].names} == {"Ilse Brandt", "Frida Lomm"}
    _everything_again(desk, lambda: desk.of(one, "Ilse Brandt") == desk.of(other, "Frida Lomm"))
    later = desk.add("Frida Lomm", *HARBOUR)
    assert desk.of(later, "Frida Lomm") == desk.of(one, "Ilse Brandt")


def test_the_word_of_a_person_splits_homonyms_and_survives(desk: Desk) -> None:
    one, other = desk.add("Ilse Brandt", *HARBOUR), desk.add("Ilse Brandt", *OPERA)
    assert desk.of(one, "Ilse Brandt") == desk.of(other, "Ilse Brandt")
    ids = [desk.statement(n, "Ilse Brandt")[:12] for n in (one, other)]
    assert len(desk.people.say(ids[0], ids[1], split=True, by="Ann").identities) == 2
    _everything_again(desk, lambda: desk.of(one, "Ilse Brandt") != desk.of(other, "Ilse Brandt"))
    there, here = desk.add("Ilse Brandt", *HARBOUR), desk.add("Ilse Brandt", *OPERA)
    assert desk.of(there, "Ilse Brandt") == desk.of(one, "Ilse Brandt")
    assert desk.of(here, "Ilse Brandt") == desk.of(other, "Ilse Brandt")
    _everything_again(desk, lambda: desk.of(one, "Ilse Brandt") != desk.of(other, "Ilse Brandt"))


def test_a_split_by_name_holds_of_later_pages_too(desk: Desk) -> None:
    one, other = desk.add("Bob Quist", *HARBOUR), desk.add("Robert Quist", *HARBOUR)
    assert desk.of(one, "Bob Quist") == desk.of(other, "Robert Quist")
    desk.people.say("Bob Quist", "Robert Quist", split=True, by="Ann")
    later = desk.add("Robert Quist", *HARBOUR)
    again = desk.add("Bob Quist", *HARBOUR)

    def apart() -> bool:
        bobs = {desk.of(one, "Bob Quist"), desk.of(again, "Bob Quist")}
        roberts = {desk.of(other, "Robert Quist"), desk.of(later, "Robert Quist")}
        return len(bobs) == len(roberts) == 1 and bobs != roberts

    _everything_again(desk, apart)


def test_the_last_word_counts(desk: Desk) -> None:
    one, other = desk.add("Ilse Brandt", *HARBOUR), desk.add("Frida Lomm", *OPERA)
    desk.people.say("Ilse Brandt", "Frida Lomm", split=False, by="Ann")
    desk.people.say("Ilse Brandt", "Frida Lomm", split=True, by="Ben")
    _everything_again(desk, lambda: desk.of(one, "Ilse Brandt") != desk.of(other, "Frida Lomm"))
    desk.people.say("Ilse Brandt", "Frida Lomm", split=False, by="Ann")
    _everything_again(desk, lambda: desk.of(one, "Ilse Brandt") == desk.of(other, "Frida Lomm"))
    assert [word.by for word in desk.store.identities.words()] == ["Ann", "Ben", "Ann"]


def test_a_word_holds_where_a_later_reading_gives_another_form_of_the_name(desk: Desk) -> None:
    one, other = desk.add("Ilse Brandt", *HARBOUR), desk.add("Frida Lomm", *OPERA)
    desk.people.say("Ilse Brandt", "Frida Lomm", split=False, by="Ann")
    desk.read(one, ("Mayor Ilse Brandt", *HARBOUR), model="invented-2@ffff")
    desk.people = People(desk.store)
    desk.people.rebuild()
    assert desk.of(one, "Mayor Ilse Brandt") == desk.of(other, "Frida Lomm")


def _everything_again(desk: Desk, holds: object) -> None:
    """It holds now, after a new process, after reading again, and after a rebuild."""
    assert callable(holds)
    assert holds()
    desk.people = People(desk.store)
    for n, names in desk.pages.items():
        desk.read(n, names, model="invented-2@ffff", shift=3)
    assert holds()
    desk.people.rebuild()
    assert holds()


@pytest.mark.parametrize(
    ("one", "other", "problem"),
    [
        ("Nobody Known", "Ilse Brandt", "nobody called Nobody Known is on record"),
        ("Brandt", "Edda Velle", "several are called Brandt: .*Ilse Brandt.*Karl Brandt"),
        ("Ilse Brandt", "Ilse Brandt", "one speaker of one page"),
        ("fffffff1", "Ilse Brandt", "no statement's id begins with fffffff1"),
    ],
)
def test_an_unclear_word_is_refused(desk: Desk, one: str, other: str, problem: str) -> None:
    desk.add("Ilse Brandt", *HARBOUR)
    desk.add("Karl Brandt", *OPERA)
    with pytest.raises(UsageError, match=problem):
        desk.people.say(one, other, split=True, by="Ann")
    with pytest.raises(UsageError, match="say who"):
        desk.people.say("Ilse Brandt", "Karl Brandt", split=False, by=" ")
    assert list(desk.store.identities.words()) == []


def test_search_who_and_export_find_all_names(desk: Desk, path: Path, tmp_path: Path) -> None:
    desk.add("Ilse Brandt", *HARBOUR)
    desk.add("Brandt", *HARBOUR)
    desk.add("Karl Brandt", *OPERA)
    desk.add("Frida Lomm", *OPERA)
    desk.store.close()
    with Ledger(path) as ledger:
        assert {it.speaker for it in ledger.search(speaker="Ilse")} == {"Ilse Brandt", "Brandt"}
        assert {it.speaker for it in ledger.search(speaker="Karl Brandt")} == {"Karl Brandt"}
        ledger.same("Ilse Brandt", "Frida Lomm", by="Ann")
        assert {it.speaker for it in ledger.search(speaker="Ilse")} == {"Ilse Brandt", "Brandt", "Frida Lomm"}
        found = ledger.who("Ilse Brandt")
        assert dict(found.names) == {"Ilse Brandt": 1, "Brandt": 1, "Frida Lomm": 1}
        assert dict(found.identities) == {"Ilse Brandt": 3}
        assert dict(ledger.who("Brandt").identities) == {"Ilse Brandt": 3, "Karl Brandt": 1}
        assert ledger.export(tmp_path / "out.jsonl", "jsonl", who="Ilse Brandt") == 3
        written = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
        assert all(f'"name":"{name}"' in written.replace('": ', '":') for name in ("Ilse Brandt", "Brandt", "Frida Lomm"))
        assert "Karl Brandt" not in written


def test_a_corrected_speaker_is_somebody_else(desk: Desk, path: Path) -> None:
    one = desk.add("Ilse Brandt", *HARBOUR)
    statement = desk.statement(one, "Ilse Brandt")
    desk.store.close()
    with Ledger(path) as ledger:
        ledger.judge(statement, "correct", by="Ann", corrected={"speaker": "Petra Lund"})
        assert ledger.who("Petra Lund").statements == 1
        assert ledger.who("Ilse Brandt").statements == 0


def test_pages_of_an_older_version_are_caught_up_with(store: Store, path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.who("Ilse Brandt").statements
        assert ledger.identities() == 30
        assert ledger.identities() == 0
        assert dict(ledger.who("Brandt").identities) == {"Ilse Brandt": ledger.who("Ilse Brandt").statements}
