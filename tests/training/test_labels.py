"""What the code says of the labels is what they hold."""

import json
from collections import Counter
from pathlib import Path

from onrecord.reading import acts

LABELS = Path(__file__).parents[2] / "training" / "labels" / "statements.jsonl"


def test_the_habit_that_is_taken_out_of_the_shared_pass_is_that_of_its_labels() -> None:
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    assert Counter(act for row in rows for *_, act in row["statements"]) == acts.LEARNED
