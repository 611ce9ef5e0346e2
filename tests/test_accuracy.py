"""Floors of accuracy on annotated articles, through the public API with the model that ships.

The articles are no part of the project: the test skips where they do not lie beside the checkout. A floor is lowered only on purpose.
"""

from pathlib import Path

import pytest

from benchmarks import accuracy

DEV = Path(__file__).parent.parent.parent / "shared" / "data" / "polnear" / "dev"
FLOORS = {
    "all/content@50": 78.0,
    "all/content": 60.0,
    "all/relation@50": 70.0,
    "direct/relation@50": 86.0,
    "indirect/relation@50": 65.0,
    "tokens/cue": 70.0,
    "tokens/source": 82.0,
}


@pytest.mark.skipif(not DEV.exists(), reason="PolNeAR's dev part lies beside the checkout (../shared), not in it")
def test_accuracy_on_annotated_articles() -> None:
    tally, calibration_error, lost = accuracy.measure(DEV)
    figures = {name: row["f1"] for name, row in tally.figures().items()}
    assert (tally.documents, lost) == (84, 0)
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
    assert calibration_error <= 0.05
