"""A row a statement: nothing lost, nothing injected, nothing that a spreadsheet would run."""

import csv
import io
import json
import subprocess
import sys

import odd
import pytest
from hypothesis import example, given

from onrecord.exchange import parquet, table
from onrecord.vocabulary import Filed

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(odd.given_words)
@example("'=x")
@example("''\t")
@example("")
def test_a_guarded_cell_comes_back_and_begins_no_formula(cell: str) -> None:
    guarded = table.guarded(cell)
    assert table.unguarded(guarded) == cell
    assert not guarded.startswith(STARTS)
    assert not guarded.lstrip().startswith(STARTS)


@pytest.mark.parametrize("cell", [*(f"{sign}1+1" for sign in STARTS), "'=1", " =1", "\u202e=1", "\ufeff@x"])
def test_each_beginning_of_a_formula_is_guarded(cell: str) -> None:
    assert table.guarded(cell) == f"'{cell}"


def test_words_as_people_write_them_stay_as_they_are() -> None:
    for cell in ("we will not sell", "“No,” she said", "'tis so", "1 = 1", "a-b", "", "[[1, 2]]"):
        assert table.guarded(cell) == cell


@odd.patient
@given(odd.many)
def test_csv_gives_back_every_row_and_no_other(them: list[Filed]) -> None:
    out = io.BytesIO()
    table.write(them, out)
    rows = list(table.rows(them))
    lines = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert [len(line) for line in lines] == [len(table.COLUMNS)] * (len(rows) + 1)
    read = list(table.read(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(read) == len(rows)
    for cells, row in zip(read, rows, strict=True):
        for name in table.COLUMNS:
            value = row[name]
            if value is None:
                assert cells[name] == ""
            elif isinstance(value, list):
                assert json.loads(cells[name]) == value
            else:
                assert cells[name] == str(value)


@odd.patient
@given(odd.many)
def test_offsets_in_the_table_lead_to_the_words(them: list[Filed]) -> None:
    texts = {it.record.document.text_id: it.record.document.text for it in them}
    for row in table.rows(them):
        text = texts[row["text_id"]]
        for role in ("content", "cue", "source"):
            assert (row[role] or "") == table.JOINT.join(text[start:end] for start, end in row[f"{role}_spans"])


@odd.patient
@given(odd.many)
def test_parquet_holds_the_same_rows(them: list[Filed]) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet as files

    out = io.BytesIO()
    parquet.write(them, out)
    assert files.read_table(io.BytesIO(out.getvalue())).to_pylist() == list(table.rows(them))


def test_parquet_is_written_batch_after_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet as files

    monkeypatch.setattr(parquet, "BATCH", 2)
    rows = [dict.fromkeys(table.COLUMNS, None) | {"id": str(n)} for n in range(5)]
    monkeypatch.setattr(table, "rows", lambda filed: iter(rows))
    out = io.BytesIO()
    parquet.write([], out)
    found = files.ParquetFile(io.BytesIO(out.getvalue()))
    assert found.num_row_groups == 3
    assert found.read().to_pylist() == rows


def test_without_pyarrow_a_line_says_what_to_install() -> None:
    script = """
import sys
sys.modules["pyarrow"] = None
from onrecord.exchange import parquet
from onrecord.errors import UsageError
try:
    parquet.schema()
except UsageError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "pip install 'onrecord[parquet]'" in done.stdout
