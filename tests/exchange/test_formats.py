"""The documentation names every format, and shows one example of each."""

from pathlib import Path

import pytest

from onrecord.exchange import formats
from onrecord.vocabulary import PLOVER

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", formats.FORMATS)
def test_each_format_is_documented(form: str) -> None:
    (section,) = [part for part in PAGE.split("\n## ")[1:] if form in part.split("\n")[0].split(", ")]
    assert "```" in section or "`onrecord export" in section


def test_the_documented_counterparts_in_plover_are_those_that_go_out() -> None:
    acts, types = (line.strip("| ").split(" | ")[1:] for line in PAGE.split("\n") if line.startswith(("| act |", "| PLOVER |")))
    assert {act: kind for several, kind in zip(acts, types, strict=True) for act in several.split(", ")} == PLOVER
