"""The ledger as a user holds it: in Python and on the command line, with the model that ships."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import SourceError, SourceMissing, UsageError
from onrecord.pipeline import Added, Ledger
from onrecord.reading import model

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the examples, recorded on the command line."""
    path = tmp_path_factory.mktemp("ledger") / "news.db"
    done = onrecord(path, "add", str(EXAMPLES), "nowhere.txt")
    assert done.returncode == 1
    assert "nowhere.txt: no such file" in done.stderr
    assert done.stdout.startswith("4 pages recorded")
    return path


def onrecord(ledger: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord.cli", arguments[0], "--ledger", str(ledger), *arguments[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_adding_again_passes_over_what_is_there(filled: Path) -> None:
    done = onrecord(filled, "add", str(EXAMPLES))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "0 pages recorded, 0 statements, 4 pages passed over\n"


def test_what_is_added_is_what_read_gives(path: Path) -> None:
    from onrecord import read_all

    with Ledger(path) as ledger:
        ledger.add(EXAMPLES)
        kept = {record.document.id: record for record in ledger.records()}
    assert kept == {record.document.id: record for record in read_all([EXAMPLES])}


def test_search_in_every_format(filled: Path) -> None:
    lines = onrecord(filled, "search", "strike", "--format", "json").stdout.splitlines()
    assert lines
    found = [json.loads(line) for line in lines]
    assert all("strik" in entry["content"].lower() + entry["speaker"].lower() for entry in found)
    rows = list(csv.DictReader(io.StringIO(onrecord(filled, "search", "strike", "-f", "csv").stdout)))
    assert [row["id"] for row in rows] == [entry["id"] for entry in found]
    table = onrecord(filled, "search", "strike").stdout
    assert all(entry["id"][:10] in table for entry in found)
    assert onrecord(filled, "search", "zebra").stdout == "Nothing found.\n"


def test_check_judge_who_and_verify(filled: Path) -> None:
    with Ledger(filled, create=False) as ledger:
        (first,) = ledger.search("strike", limit=1)
        assert first.speaker
        assert ledger.check(first.content, speaker=first.speaker).verdict == "exact"
        assert ledger.check(first.content, speaker="Wanda Ostrow").verdict == "other speaker"
    assert onrecord(filled, "check", first.content).stdout.startswith("exact\n")
    assert json.loads(onrecord(filled, "check", "zebras graze", "-f", "json").stdout)["verdict"] == "not on record"
    done = onrecord(filled, "judge", first.id[:12], "correct", "--speaker", "Petra Lund", "--by", "Ann", "--why", "read the page")
    assert "Petra Lund [correct]" in done.stdout
    assert onrecord(filled, "who", "lund").stdout.startswith("lund: 1 statements")
    assert json.loads(onrecord(filled, "who", "lund", "-f", "json").stdout)["latest"][0]["id"] == first.id
    assert onrecord(filled, "verify").stdout == "all is well\n"


def test_rereading_leaves_judgements_and_reads_only_what_is_older(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(EXAMPLES / "harbour-talks.txt")
        first = ledger.search("strike", limit=1)[0]
        ledger.judge(first.id, "accept", by="Ann")
        assert ledger.reread() == Added(passed=1)
    with sqlite3.connect(path) as outside:
        outside.execute("UPDATE runs SET code = '0.0.1'")
    outside.close()
    with Ledger(path) as ledger:
        seen: list[Added] = []
        done = ledger.reread(on_page=seen.append)
        assert (done.pages, done.passed, seen[-1]) == (1, 0, done)
        assert ledger.statement(first.id).judgement == "accept"
        assert ledger.reread() == Added(passed=1)


def test_what_the_user_said_of_a_page_holds_when_it_is_read_again(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.add(EXAMPLES / "harbour-talks.txt", publisher="Harbour Gazette", published="2026-03-04", url="https://gazette.example/1")
        assert ledger.search("strike", outlet="gazette.example", since="2026-03-04", until="2026-03-04")
        before = list(ledger.records())
    with sqlite3.connect(path) as outside:
        outside.execute("UPDATE runs SET code = '0.0.1'")
    outside.close()
    with Ledger(path) as ledger:
        ledger.reread()
        assert list(ledger.records()) == before


def test_a_source_that_cannot_be_read_is_named_or_raised(path: Path) -> None:
    problems: list[SourceError] = []
    with Ledger(path) as ledger:
        with pytest.raises(SourceMissing):
            ledger.add("nowhere.txt")
        assert ledger.add(["nowhere.txt", EXAMPLES / "harbour-talks.txt"], on_problem=problems.append).pages == 1
    assert [problem.source for problem in problems] == ["nowhere.txt"]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("search",), 2, "search for words, or give a filter"),
        (("search", "x", "--since", "spring"), 2, "'spring' is no date"),
        (("judge", "zzz", "accept", "--by", "Ann"), 2, "no statement's id begins with zzz"),
        (("check", "…"), 2, "a quotation has words"),
    ],
)
def test_wrong_usage_is_one_line(filled: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    done = onrecord(filled, *arguments)
    assert done.returncode == status
    assert done.stderr.startswith("onrecord: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["search x", "who x", "check x", "verify", "reread", "judge x accept --by Ann"])
def test_a_ledger_that_is_not_there_is_not_made(path: Path, command: str) -> None:
    done = onrecord(path, *command.split())
    assert done.returncode == 1
    assert "there is no such ledger; make one with `onrecord add`" in done.stderr
    assert not path.exists()


def test_open_says_what_to_install(filled: Path) -> None:
    script = """
import importlib.util
from onrecord import cli
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "datasette" else found(name, *more)
cli.main()
"""
    done = subprocess.run([sys.executable, "-c", script, "open", "--ledger", str(filled)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'onrecord[open]'" in done.stderr


def test_pages_go_out_as_warc(filled: Path) -> None:
    out = io.BytesIO()
    with Ledger(filled, create=False) as ledger:
        assert ledger.export(out) == 4
    assert out.getvalue().startswith(b"\x1f\x8b")


def test_a_search_without_anything_is_refused_in_python_too(filled: Path) -> None:
    with Ledger(filled, create=False) as ledger, pytest.raises(UsageError):
        ledger.search()


def test_judgements_stand_when_another_model_draws_other_boundaries(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = model.shipped()
    other = Path(shutil.copytree(Path(model.__file__).parent / "models" / model.SHIPPED, tmp_path / "other"))
    config = json.loads((other / "config.json").read_text())
    config["decoding"]["silence"] = -2.0  # speaks up more often, and says more
    (other / "config.json").write_text(json.dumps(config))
    with Ledger(path) as ledger:
        ledger.add(EXAMPLES / "harbour-talks.txt")
        before = {s.id: s for record in ledger.records() for s in record.statements}
        for key in before:
            ledger.judge(key, "accept", by="Ann")
        monkeypatch.setattr(model, "shipped", lambda threads=1: model.Model(other))
        assert model.shipped().digest != shipped.digest
        done = ledger.reread()
        after = {s.id: s for record in ledger.records() for s in record.statements}
        assert done.pages == 1
        assert {s.content for s in before.values()} != {s.content for s in after.values()}
        accepted = [key for key in before | after if ledger.statement(key).judgement == "accept"]
        assert len(accepted) == len(before), "each judgement stands once: where it was, or where its words went"
        assert done.moved == len(set(accepted) - set(before)) >= 1
        assert ledger.verify() == []
