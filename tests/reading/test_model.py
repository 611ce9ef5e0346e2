"""The model folder: loaded whole or not at all."""

import json
import shutil
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.pages import plain
from onrecord.reading import model, pieces

FOLDER = Path(str(files("onrecord.reading") / "models" / model.SHIPPED))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "copy"))


def test_a_damaged_weight_file_is_told(copy: Path) -> None:
    with (copy / "model.onnx").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    with pytest.raises(ModelError, match="damaged"):
        model.Model(copy)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match="reinstall"):
        model.Model(copy)


def test_a_model_of_another_format_is_told(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**config, "format": "onrecord-model/9"}))
    with pytest.raises(ModelError, match="onrecord-model/1"):
        model.Model(copy)


def test_windows_cover_everything_but_furniture_once() -> None:
    text = (
        "Quay stays\n\n" + "Houge said that the quay would stay. “We sail,” she said. " * 80 + "\n\nRelated Articles\n\nVelle left.\n\n" * 3
    )
    blocks = plain.blocks(text)
    answers = model.shipped().run(text, blocks)
    ranges = [(w.lo, w.hi) for w in answers.windows]
    covered = [i for lo, hi in ranges for i in range(lo, hi)]
    wanted = [i for i in range(len(answers.pieces)) if blocks[answers.pieces.block[i]].kind != "furniture"]
    assert covered == wanted
    assert max(hi - lo for lo, hi in ranges) <= pieces.WINDOW


def test_every_tag_sequence_is_well_formed() -> None:
    text = (Path(__file__).parent.parent.parent / "examples" / "harbour-talks.txt").read_text()
    for window in model.shipped().run(text, plain.blocks(text)).windows:
        tags = ["O", *(model.TAGS[t] for t in window.tags)]
        assert all(b in (f"B-{b[2:]}", f"I-{b[2:]}") and (b[0] == "B" or a[2:] == b[2:]) for a, b in pairwise(tags) if b != "O")
        assert window.links.shape == (3, window.hi - window.lo + 2, window.hi - window.lo + 2)


def test_vectors_of_meaning_are_of_unit_length_and_near_for_like_texts() -> None:
    vectors = model.meanings().embed(
        ["The army must leave the valley.", "Troops have to withdraw from the valley.", "Bread got dearer.", ""]
    )
    assert vectors.shape == (4, model.VECTOR)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_products_are_added_up_exactly_on_every_processor() -> None:
    for network in (model.shipped(), model.network_of_acts(), model.network_of_headlines(), model.meanings()):
        options = network._session.get_session_options()
        assert options.get_session_config_entry("session.x64quantprecision") == "1", "without VNNI, sums would be cut off at 16 bits"
