"""What goes out of a ledger: all that stands, corrected as people did, or what fits of it; and never half of it."""

import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.errors import OutputError, UsageError
from onrecord.exchange import brat, formats, record, table
from onrecord.ledger import Store
from onrecord.vocabulary import Filed, Record


def lines(ledger: Ledger, **filters: str) -> list[Filed]:
    out = io.BytesIO()
    documents = ledger.export(out, "jsonl", **filters)  # type: ignore[arg-type]
    found = [record.filed(line) for line in out.getvalue().decode().split("\n")[:-1]]
    assert documents == len({it.record.document.id for it in found})
    return found


def onrecord(ledger: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "onrecord.cli", "export", "--ledger", str(ledger), *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def test_the_whole_ledger_goes_out_and_comes_back(ledger: Ledger) -> None:
    found = lines(ledger)
    assert [it.record for it in found] == list(ledger.records())
    assert {it.digest for it in found} == {page_digest(n) for n in range(30)}
    assert {run.model for it in found for _, run in it.readings} == {press.MODEL}


def page_digest(n: int) -> str:
    import hashlib

    return hashlib.sha256(press.article(n)[0].raw).hexdigest()


def test_a_page_without_statements_goes_out_too(store: Store, ledger: Ledger) -> None:
    page, it = press.article(40)
    store.append(page, Record(it.document), store.run(press.MODEL, "1.0"))
    assert it.document.id in {each.record.document.id for each in lines(ledger)}
    assert it.document.id not in {each.record.document.id for each in lines(ledger, outlet=str(it.document.publisher))}


@pytest.mark.parametrize(
    "filters",
    [
        {"words": "harbour"}, {"words": '"sell the harbour" vot*'}, {"speaker": "brandt"}, {"act": "refuse", "outlet": "gazette.example"},
        {"since": "2026-03"}, {"since": "2026-02-03", "until": "2026-04"}, {"until": "2026-02", "speaker": "rask", "words": "ferry"},
        {"since": "2031"}, {"words": "zebra"},
    ],
)  # fmt: skip
def test_a_selection_is_what_search_finds_without_its_limit(ledger: Ledger, filters: dict[str, str]) -> None:
    found = {s.id for it in lines(ledger, **filters) for s in it.record.statements}
    assert found == {entry.id for entry in ledger.search(**filters, limit=1000)}  # type: ignore[arg-type]


def test_who_is_told_as_who_tells_them(ledger: Ledger) -> None:
    found = [s for it in lines(ledger, who="Mayor Ilse Brandt") for s in it.record.statements]
    assert len(found) == ledger.who("Mayor Ilse Brandt").statements
    found = [s for it in lines(ledger, who="Ilse Brandt") for s in it.record.statements]
    assert len(found) == ledger.who("Ilse Brandt").statements > 0
    assert {s.speaker.name for s in found if s.speaker} == {"Ilse Brandt"}


def test_more_than_search_would_rank_goes_out(path: Path) -> None:
    with press.store(path) as store:
        run = store.run(press.MODEL, "1.0")
        with store.transaction():
            for n in range(25):
                store.append(*press.article(n, sentences=[f"the quay is ours for the {k}. time" for k in range(50)]), run)
    with Ledger(path) as ledger:
        assert sum(len(it.record.statements) for it in lines(ledger, words="quay")) == 1250


def test_judgements_hold_in_what_goes_out(ledger: Ledger) -> None:
    first, second, third, *_ = ledger.search("harbour", limit=5)
    ledger.judge(first.id, "reject", by="Ann")
    ledger.judge(second.id, "accept", by="Ann", why="read the page")
    ledger.judge(third.id, "correct", by="Ben", corrected={"speaker": "Petra Lund", "act": "threaten", "said_on": "2026-02-01"})
    found = {s.id: s for it in lines(ledger) for s in it.record.statements}
    judged = [j for it in lines(ledger) for j in it.judgements]
    assert first.id not in found
    assert {(j.statement, j.verdict, j.by, j.why) for j in judged} == {
        (second.id, "accept", "Ann", "read the page"),
        (third.id, "correct", "Ben", None),
    }
    it = found[third.id]
    assert it.speaker
    assert it.said_on
    assert (it.speaker.name, it.speaker.entity, it.speaker.evidence, it.act, it.said_on.date) == (
        "Petra Lund", None, (), "threaten", "2026-02-01",
    )  # fmt: skip
    assert len(found) == 89


def test_what_was_judged_stays_where_its_offsets_count(path: Path) -> None:
    with press.store(path) as store:
        store.append(*press.article(0, sentences=["we will not sell", "the ferry must sail"]), store.run(press.MODEL, "1.0"))
        first, second = store.read.record(next(store.read.ids())).statements
        store.judge(first.id, "accept", "Ann")
        page, it = press.article(0, sentences=["we will not sell", "the ferry must sail"], model="other-1@ff")
        store.append(page, Record(it.document, it.statements[1:], it.entities, (), None, "other-1@ff"), store.run("other-1@ff", "1.0"))
    with Ledger(path) as ledger:
        old, new = lines(ledger)
        assert ([s.id for s in old.record.statements], old.reading, old.record.model) == ([first.id], 0, press.MODEL)
        assert ([s.id for s in new.record.statements], new.reading, new.record.model) == ([second.id], 1, "other-1@ff")
        folder = path.parent / "brat"
        assert ledger.export(folder, "brat") == 1
        assert [a.id for it in brat.read(folder) for a in it.attributions] == [first.id, second.id]


def test_what_another_adds_meanwhile_is_not_half_in_it(ledger: Ledger, path: Path) -> None:
    def meanwhile(documents: int, statements: int) -> None:
        if documents == 1:
            with press.store(path) as other:
                other.append(*press.article(77), other.run(press.MODEL, "1.0"))

    assert ledger.export(io.BytesIO(), "jsonl", on_document=meanwhile) == 30
    assert ledger.export(io.BytesIO(), "jsonl") == 31


@pytest.mark.parametrize("form", ["jsonl", "csv", "webannotation", "schemaorg", "ftm", "prov"])
def test_memory_does_not_grow_with_the_ledger(path: Path, tmp_path: Path, form: str) -> None:
    with press.store(path) as store:
        run = store.run(press.MODEL, "1.0")
        with store.transaction():
            for n in range(400):
                store.append(*press.article(n), run)
    with Ledger(path) as ledger:
        ledger.export(tmp_path / "first", form)
        tracemalloc.start()
        ledger.export(tmp_path / "out", form)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < (tmp_path / "out").stat().st_size / 3


@pytest.mark.parametrize("form", formats.FORMATS)
def test_every_format_goes_to_a_file_and_where_it_can_to_standard_output(store: Store, path: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / "out"
    done = onrecord(path, "--format", form, "--out", str(out))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"30 documents written to {out}\n"
    again = onrecord(path, "--format", form, "--out", str(out))
    assert (again.returncode, again.stdout) == (1, b"")
    assert b"--force to replace it" in again.stderr
    assert onrecord(path, "harbour", "--format", form, "--out", str(out), "--force").returncode == 0
    piped = onrecord(path, "--format", form)
    if form == "brat":
        assert piped.returncode == 2
        assert piped.stderr == b"onrecord: brat is a folder of files: give its name\n"
    else:
        assert piped.returncode == 0
        assert len(piped.stdout) > 1000


def test_the_pages_of_a_selection_go_out_as_warc(ledger: Ledger) -> None:
    archiveiterator = pytest.importorskip("warcio.archiveiterator")
    out = io.BytesIO()
    wanted = {entry.document for entry in ledger.search(speaker="brandt", since="2026-03", limit=1000)}
    assert ledger.export(out, "warc", speaker="brandt", since="2026-03") == len(wanted) < 30
    out.seek(0)
    found = [r.content_stream().read() for r in archiveiterator.ArchiveIterator(out) if r.rec_type == "response"]
    assert sorted(found) == sorted(page.raw for page, it in map(press.article, range(30)) if it.document.id in wanted)


def test_csv_has_a_row_for_each_statement(ledger: Ledger, path: Path) -> None:
    rows = list(table.read(io.StringIO(onrecord(path, "--format", "csv", "--act", "refuse").stdout.decode(), newline="")))
    assert {row["id"] for row in rows} == {entry.id for entry in ledger.search(act="refuse", limit=1000)}
    assert {(row["act"], row["plover"]) for row in rows} == {("refuse", "REJECT")}


def test_who_stops_it_leaves_no_half_file(ledger: Ledger, tmp_path: Path) -> None:
    def stop(documents: int, statements: int) -> None:
        raise KeyboardInterrupt

    for form in formats.FORMATS:
        if form not in ("warc", "parquet"):
            with pytest.raises(KeyboardInterrupt):
                ledger.export(tmp_path / "out", form, on_document=stop)
    assert [path for path in tmp_path.iterdir() if "out" in path.name] == []


def test_the_ledger_itself_is_never_written_over(ledger: Ledger, path: Path) -> None:
    with pytest.raises(UsageError, match="is the ledger itself"):
        ledger.export(path, "jsonl", force=True)
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--format", "xml"), 2, "'xml' is no format of export; these are: jsonl, csv"),
        (("--since", "spring"), 2, "'spring' is no date"),
        (("--speaker", "brandt", "--who", "brandt"), 2, "give a speaker or who, not both"),
        (("--who", "…"), 2, "is no name"),
        (("--out", "nowhere/out"), 1, "nowhere/out: its folder does not exist; make the folder first"),
    ],
)
def test_wrong_usage_is_one_line(store: Store, path: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    done = onrecord(path, *arguments)
    assert (done.returncode, done.stdout) == (status, b"")
    assert done.stderr.startswith(b"onrecord: ")
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_behind_standard_output_is_one_line(store: Store, path: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "onrecord.cli", "export", "--ledger", str(path)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr == b"onrecord: the output: the disk is full, or the file may not grow; free some space and run it again\n"


def test_an_export_that_cannot_be_is_an_output_error(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        ledger.export(tmp_path / "nowhere" / "out", "csv")


def test_the_record_that_goes_out_is_the_format_with_one_field_more(ledger: Ledger) -> None:
    out = io.BytesIO()
    ledger.export(out, "jsonl")
    first = json.loads(out.getvalue().split(b"\n")[0])
    plain = json.loads(record.dumps(next(ledger.records())))
    assert {name: value for name, value in first.items() if name != "ledger"} == plain
