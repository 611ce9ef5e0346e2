"""JSON Lines give a ledger's records back as they were."""

import io
import json

import odd
import pytest
from hypothesis import given

from onrecord.exchange import record
from onrecord.vocabulary import Filed, Record


@odd.patient
@given(odd.many)
def test_what_is_exported_comes_back_the_same(them: list[Filed]) -> None:
    out = io.BytesIO()
    record.write(them, out)
    lines = out.getvalue().decode().split("\n")
    assert lines.pop() == ""
    assert [record.filed(line) for line in lines] == them
    assert [record.loads(line).model for line in lines] == [it.record.model for it in them]


@odd.patient
@given(odd.records())
def test_a_record_as_read_gives_it_comes_back_the_same(it: Record) -> None:
    assert record.loads(record.dumps(it)) == it


@odd.patient
@given(odd.filed())
def test_a_line_that_was_cut_or_changed_is_refused_and_says_so(it: Filed) -> None:
    said = json.loads(record.dumps(it.record))
    for line in ("", "{", "[]", "7", json.dumps({"format": record.FORMAT}), json.dumps({**said, "format": "other/1"})):
        with pytest.raises(ValueError, match=r"."):
            record.loads(line)
    for statement in said["statements"]:
        statement["content"][0]["text"] += "x"
    if said["statements"]:
        with pytest.raises(ValueError, match="not those that the record says"):
            record.loads(json.dumps(said))
