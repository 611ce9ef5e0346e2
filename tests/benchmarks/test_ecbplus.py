"""Headlines of ECB+, on files of its form with our own words."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from benchmarks import ecbplus


def written(folder: Path, name: str, sentences: list[str]) -> None:
    (folder / "7").mkdir(exist_ok=True)
    words = [(n, word) for n, sentence in enumerate(sentences) for word in sentence.split()]
    tokens = "".join(f'<token t_id="{t}" sentence="{n}" number="{t}">{escape(word)}</token>' for t, (n, word) in enumerate(words, 1))
    (folder / "7" / f"{name}.xml").write_text(f"<Document>{tokens}<Markables/><Relations/></Document>", encoding="utf-8")


BODY = "The ferry at Tarn stood still on Monday , the well - known line said ."


@pytest.mark.parametrize(
    "before",
    [
        ["Ferry at Tarn stands still"],
        ["http : / / www . tarnpost . example / ferry", "Ferry at Tarn stands still"],
        ["http : / / www . tarnpost . example / ferry", "May 2 , 2013", "Ferry at Tarn stands still"],
        ["Ferry at Tarn stands still", "Posted on May 2 , 2013 at 3 : 39 PM"],
    ],
)
def test_the_headline_stands_behind_address_and_date(before: list[str], tmp_path: Path) -> None:
    written(tmp_path, "7_1ecb", [*before, BODY])
    body = "The ferry at Tarn stood still on Monday, the well-known line said."
    assert list(ecbplus.headed(tmp_path)) == [(7, "7_1ecb", "Ferry at Tarn stands still", body)]


@pytest.mark.parametrize("first", [[], ["Ferry"], ["Will the ferry stand still ?"], ["http : / / www . tarnpost . example"]])
def test_a_text_without_one_is_left_out(first: list[str], tmp_path: Path) -> None:
    written(tmp_path, "7_1ecb", [*first, BODY])
    assert list(ecbplus.headed(tmp_path)) == []
