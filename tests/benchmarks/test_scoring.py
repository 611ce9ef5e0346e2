"""The measure by which accuracy is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.scoring import Tally, calibration_error

SCORER = Path(__file__).parent.parent.parent.parent / "shared" / "score_attributions.py"
TEXT = "Houge said that the quay would stay. “We sail at dawn,” Velle told us. The rain went on."


def roles(source: str, cue: str, content: str) -> dict[str, list[tuple[int, int]]]:
    def at(words: str) -> list[tuple[int, int]]:
        return [(TEXT.index(words), TEXT.index(words) + len(words))] if words else []

    return {"source": at(source), "cue": at(cue), "content": at(content)}


GOLD = [roles("Houge", "said", "that the quay would stay"), roles("Velle", "told", "“We sail at dawn,”")]


def test_what_is_annotated_scores_full_marks() -> None:
    tally = Tally()
    assert tally.add(TEXT, GOLD, GOLD) == [True, True]
    assert {row["f1"] for row in tally.figures().values()} == {100.0}


def test_a_wrong_source_costs_the_relation_but_not_the_content() -> None:
    tally = Tally()
    tally.add(TEXT, GOLD, [roles("Velle", "said", "that the quay would stay"), GOLD[1]])
    figures = tally.figures()
    assert (figures["all/content"]["f1"], figures["all/relation@50"]["f1"]) == (100.0, 50.0)
    assert tally.errors == {"source wrong": 1}


def test_calibration_error() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([1.0, 1.0], [True, False]) == pytest.approx(0.5)


@pytest.mark.skipif(not SCORER.exists(), reason="the common scorer lies beside the checkout (../shared), not in it")
def test_the_figures_are_those_of_the_common_scorer(tmp_path: Path) -> None:
    predicted = [roles("Houge", "said", "the quay would stay"), roles("", "told", "“We sail at dawn,”"), roles("", "", "The rain went on")]
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT)
    lines, number = [], 0
    for n, relation in enumerate(GOLD):
        names = []
        for role, [(a, b)] in relation.items():
            number += 1
            lines.append(f"T{number}\t{role.capitalize()} {a} {b}\t{TEXT[a:b]}")
            names.append(f"{role.capitalize()}:T{number}")
        lines.append(f"E{n}\t" + " ".join(names))
    (tmp_path / "attributions" / "a.ann").write_text("\n".join(lines))
    (tmp_path / "out.jsonl").write_text(json.dumps({"doc": "a", "attributions": predicted}))
    command = [sys.executable, str(SCORER), str(tmp_path), str(tmp_path / "out.jsonl"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    tally = Tally()
    tally.add(TEXT, GOLD, predicted)
    names = {"content": "content-x", "source@50": "+source@50"}
    for name, row in tally.figures().items():
        kind, metric = name.split("/")
        their_name = name if kind == "tokens" else f"{kind}/{names.get(metric, metric)}"
        assert row["f1"] == pytest.approx(100 * theirs[their_name]["f1"], abs=0.02), name
