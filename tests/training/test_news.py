"""Labels of real headlines: of one form, of one story each, and parted by story. The texts are in corpora that need not be there."""

from collections import Counter
from pathlib import Path

import pytest

from onrecord.reading.headlines import KINDS, LABELS
from training import news
from training.headlines import Pair

DATA = Path(__file__).parents[3] / "shared" / "data"


def test_all_labels_are_of_the_form_and_of_one_headline_each() -> None:
    found = list(news.labels())
    assert len({line[:2] for line in found}) == len(found)
    counts = Counter(label.partition(":")[0] for _, _, label in found)
    assert set(counts) == set(LABELS)
    assert min(counts.values()) > 150
    for *_, label in found:
        name, _, kind = label.partition(":")
        assert kind in KINDS if name == "overstated" else not kind


def test_bodies_under_one_headline_are_of_one_story() -> None:
    pairs = [
        Pair("Quay closed", "7", True),
        Pair("quay  closed", "4", True),
        Pair("Ferry sinks", "9", True),
        Pair("Quay closed", "9", False),
        Pair("Quay is closed", "4", True),
        Pair("Quay is closed", "12", True),
        Pair("Nobody's", "30", False),
    ]
    assert news.stories(pairs) == {"7": "4", "4": "4", "12": "4", "9": "9", "30": "30"}


@pytest.mark.skipif(not (DATA / "fnc-1").is_dir(), reason="needs the corpora in ../shared/data")
def test_labels_are_parted_by_story() -> None:
    texts = news._Texts(DATA)
    rows = [(line, *texts.row(*line)) for line in news.labels()]
    parts: dict[str, set[str]] = {}
    for _, row, unit in rows:
        assert row.headline
        assert len(row.body) > 100
        parts.setdefault(row.page, set()).add(news.part_of(unit))
    assert all(len(of) == 1 for of in parts.values())
    counts = Counter(news.part_of(unit) for *_, unit in rows)
    assert counts[news.LEARNED] > 2 * counts[news.SEALED]
    assert min(counts.values()) > 250
