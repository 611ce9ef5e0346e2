"""Search by meaning: what is near to a search in meaning is found, whatever its words."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import press
import pytest

from onrecord.errors import UsageError
from onrecord.ledger import Store, Wanted, meaning
from onrecord.pipeline import Ledger
from onrecord.reading.model import meanings

SAID = (
    "our troops will pull out of the gorge before the snow comes",
    "the bakery on the corner has raised the price of bread again",
    "the minister took money from the shipping company",
    "we shall plant two thousand oaks along the river",
    "nobody may swim in the lake until the water is clean",
    "the teachers have put down their work for a week",
)
ASKED = (
    "withdrawal of soldiers from the valley",
    "loaves are more expensive",
    "politician accused of corruption",
    "reforestation",
    "bathing is banned because of pollution",
    "school staff on strike",
)


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """Six statements about different things, one a page, by five people."""
    record(path, {n: [words] for n, words in enumerate(SAID)})
    with Ledger(path, create=False) as opened:
        yield opened


def record(path: Path, pages: dict[int, list[str]]) -> None:
    with press.store(path) as store:
        run = store.run(press.MODEL, "1.0")
        for n, sentences in pages.items():
            store.append(*press.article(n, sentences=sentences), run)


def outside(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def contents(ledger: Ledger, words: str, **filters: str) -> list[str]:
    return [entry.content for entry in ledger.search(words, meaning=True, since=filters.get("since"), speaker=filters.get("speaker"))]


def test_other_words_find_what_means_the_same(ledger: Ledger) -> None:
    for asked, said in zip(ASKED, SAID, strict=True):
        assert contents(ledger, asked)[0] == said
        assert said not in [entry.content for entry in ledger.search(asked)], "words alone do not find it"


def test_the_filters_hold(ledger: Ledger) -> None:
    asked = ASKED[0]
    assert len(ledger.search(asked, meaning=True)) == 6
    assert len(ledger.search(asked, meaning=True, limit=2)) == 2
    assert contents(ledger, asked, speaker="brandt") == [SAID[0], SAID[5]]
    for entry in ledger.search(asked, meaning=True, act="refuse", outlet="norpress.example", since="2026-02", until="2026-02-02"):
        assert (entry.act, entry.outlet, entry.day) == ("refuse", "Norpress", "2026-02-02")
    assert [e.day for e in ledger.search(asked, meaning=True, since="2026-06")] == ["2026-06-06"]
    assert {e.content for e in ledger.search(asked, meaning=True, since="2026-03", until="2026-05")} < set(SAID)
    assert ledger.search(asked, meaning=True, since="2031") == []
    assert ledger.search(asked, meaning=True, speaker="Nobody Known") == []


def test_what_a_person_rejects_or_corrects_shows_in_the_next_search(ledger: Ledger) -> None:
    (first,) = ledger.search(ASKED[0], meaning=True, limit=1)
    ledger.judge(first.id, "reject", by="Ann")
    assert SAID[0] not in contents(ledger, ASKED[0])
    ledger.judge(first.id, "correct", by="Ann", corrected={"speaker": "Petra Lund"})
    assert contents(ledger, ASKED[0])[0] == SAID[0]
    assert contents(ledger, ASKED[0], speaker="lund") == [SAID[0]]


def test_recording_makes_no_vectors_and_a_search_makes_those_that_are_missing(ledger: Ledger, path: Path) -> None:
    assert outside(path, "SELECT count(*) FROM vectors") == [(0,)]
    ledger.search("troops")
    assert outside(path, "SELECT count(*) FROM vectors") == [(0,)]
    contents(ledger, ASKED[0])
    assert ledger.embed() == 0
    record(path, {20: ["they will take the army home from the ravine"]})
    assert ledger.embed() == 1
    assert set(contents(ledger, ASKED[0])[:2]) == {SAID[0], "they will take the army home from the ravine"}
    assert ledger.verify() == []


def test_who_stops_in_the_middle_goes_on_there(path: Path) -> None:
    record(path, {n: [f"{words}, the {n * 6 + k}th time" for k, words in enumerate(SAID)] for n in range(40)})
    seen: list[tuple[int, int]] = []

    def stop(made: int, of: int) -> None:
        seen.append((made, of))
        raise KeyboardInterrupt

    with Ledger(path) as ledger, pytest.raises(KeyboardInterrupt):
        ledger.search(ASKED[0], meaning=True, on_batch=stop)
    ((made, of),) = seen
    assert 0 < made < of == 240
    with Ledger(path) as ledger:
        assert ledger.embed(on_batch=lambda *some: seen.append(some)) == 240 - made
        assert seen[-1] == (240 - made, 240 - made)
        assert all(words.startswith(SAID[0]) for words in contents(ledger, ASKED[0]))


def test_what_another_process_adds_removes_or_embeds_is_seen(ledger: Ledger, path: Path) -> None:
    contents(ledger, ASKED[0])
    record(path, {30: ["soldiers leave the valley"]})
    with Ledger(path) as other:
        assert other.embed() == 1
        (added,) = other.search("soldiers leave")
    assert contents(ledger, ASKED[0])[0] == "soldiers leave the valley"
    with Ledger(path) as other:
        other.judge(added.id, "reject", by="Bo")
    assert "soldiers leave the valley" not in contents(ledger, ASKED[0])


def test_a_vector_of_other_words_or_of_another_encoder_does_not_count(ledger: Ledger, path: Path) -> None:
    ledger.embed()
    outside(path, "UPDATE statements SET content = 'swans' WHERE id = 1")
    assert ledger.embed() == 1
    outside(path, "UPDATE encoders SET digest = 'another'")
    assert ledger.embed() == 6
    assert outside(path, "SELECT count(*), count(DISTINCT statement), max(encoder) FROM vectors") == [(6, 6, 2)]


def test_a_statement_whose_words_change_while_its_vector_is_made_gets_none(ledger: Ledger, path: Path) -> None:
    with press.store(path) as store:
        said = store.read.to_embed("another")
        outside(path, "UPDATE statements SET content = 'swans' WHERE id = 1")
        store.embedded("another", said, meanings().embed([it.content for it in said]))
        assert store.read.unembedded("another") == 1


def test_a_search_that_makes_no_sense_is_refused_before_any_vector_is_made(ledger: Ledger, path: Path) -> None:
    with pytest.raises(UsageError, match="search by meaning for some words"):
        ledger.search(meaning=True, speaker="Brandt")
    with pytest.raises(UsageError, match="'spring' is no date"):
        ledger.search("harbour", meaning=True, since="spring")
    with pytest.raises(UsageError, match="is no name"):
        ledger.search("harbour", meaning=True, speaker="…")
    assert outside(path, "SELECT count(*) FROM vectors") == [(0,)]


def test_an_empty_ledger_has_nothing_near(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.search("harbour", meaning=True) == []


def test_a_read_only_file_is_searched_if_nothing_is_missing(ledger: Ledger, path: Path) -> None:
    ledger.embed()
    ledger.close()
    script = """
import os, sys
from onrecord import Ledger, LedgerUnwritable
from onrecord.across import people, stories
from onrecord.ledger import meaning
from onrecord.linking import variants
from onrecord.reading.model import meanings
meanings()
if os.geteuid() == 0:  # root may write everything: be somebody else
    os.setgid(65534); os.setuid(65534)
with Ledger(sys.argv[1]) as ledger:
    try:
        print(len(ledger.search("soldiers", meaning=True)))
    except LedgerUnwritable as error:
        print(error)
"""
    folder = Path(tempfile.mkdtemp())  # not below tmp_path, which only its owner may enter
    kept = folder / "news.db"
    says = []
    for change in (None, "DELETE FROM vectors WHERE statement = 1"):
        if change:
            outside(path, change)
        shutil.copy(path, kept)
        kept.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", script, str(kept)], capture_output=True, text=True, timeout=120, check=False)
        folder.chmod(0o755)
        kept.unlink()
        assert done.stderr == ""
        says.append(done.stdout)
    shutil.rmtree(folder)
    assert says[0] == "6\n"
    assert "is read-only; give yourself write permission" in says[1]


@pytest.mark.parametrize("tried", [1, 20])
def test_the_nearest_are_exactly_the_nearest(store: Store, monkeypatch: pytest.MonkeyPatch, tried: int) -> None:
    monkeypatch.setattr(meaning, "_TRIED", tried)
    monkeypatch.setattr(meaning, "_BLOCK", 32)
    monkeypatch.setattr(meaning, "_STEP", 8)
    chance = np.random.default_rng(1)

    def units(n: int) -> meaning.Floats:
        vectors = chance.standard_normal((n, 384)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    said = store.read.to_embed("random", count=1000)
    vectors = units(len(said))
    store.embedded("random", said[:50], vectors[:50])
    store.read.nearest(Wanted("x"), vectors[0], "random")
    store.embedded("random", said[50:], vectors[50:])
    kept = meaning.packed(vectors).astype(np.float32)
    brandts = {e.content for e in store.read.search(Wanted(speaker="Brandt"), 1000)}
    warned = {e.content for e in store.read.search(Wanted(speaker="Brandt", act="warn"), 1000)}
    for query in units(20):
        order = [said[i].content for i in np.argsort(-(kept @ query))]
        assert [e.content for e in store.read.nearest(Wanted("x"), query, "random", 1000)] == order
        assert [e.content for e in store.read.nearest(Wanted("x"), query, "random", 3)] == order[:3]
        found = [e.content for e in store.read.nearest(Wanted("x", speaker="Brandt", since="2026"), query, "random", 5)]
        assert found == [content for content in order if content in brandts][:5]
        few = [e.content for e in store.read.nearest(Wanted("x", speaker="Brandt", act="warn"), query, "random", 1)]
        assert few == [content for content in order if content in warned][:1]


def test_small_numbers_rank_as_the_encoders_own(ledger: Ledger) -> None:
    vectors, queries = meanings().embed(SAID), meanings().embed(ASKED)
    assert np.abs(vectors).max() < meaning.CLIP
    kept = meaning.packed(vectors).astype(np.float32) * meaning.CLIP / 127
    assert np.abs(queries @ kept.T - queries @ vectors.T).max() < 0.004


def test_on_the_command_line(ledger: Ledger, path: Path) -> None:
    command = [sys.executable, "-m", "onrecord.cli", "search", *ASKED[0].split(), "--meaning", "-l", str(path), "-n", "2", "-f", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    first, _ = done.stdout.splitlines()
    assert json.loads(first)["content"] == SAID[0]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_who_watches_is_told_how_far_it_is(path: Path) -> None:
    record(path, {n: [f"{words}, the {n * 6 + k}th time" for k, words in enumerate(SAID)] for n in range(40)})
    mine, theirs = os.openpty()
    command = [sys.executable, "-m", "onrecord.cli", "search", "bread", "--meaning", "-l", str(path), "-n", "1", "-f", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, text=True, check=False, timeout=120)
    os.close(theirs)
    shown = os.read(mine, 65536).decode()
    os.close(mine)
    assert "of 240 statements prepared for search by meaning" in shown
    assert json.loads(done.stdout)["content"].startswith(SAID[1])
