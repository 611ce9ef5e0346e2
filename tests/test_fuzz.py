"""What alters files at random is itself right, and finds nothing in a few dozen. For longer: `python -m tests.fuzz --minutes 10`."""

from pathlib import Path

import pytest

from tests import fuzz


@pytest.mark.parametrize("path", fuzz.SEEDS, ids=lambda path: path.name)
def test_each_seed_is_sound(tmp_path: Path, path: Path) -> None:
    fuzz.check(fuzz.File(path.name, path.read_bytes()), tmp_path)


def test_altered_files_crash_nothing(tmp_path: Path) -> None:
    assert fuzz.run(40, 7, tmp_path) >= 20


def test_a_crash_is_found_and_its_file_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(sources: object, **options: object) -> None:
        raise KeyError("invented")

    monkeypatch.setattr(fuzz, "documents", crash)
    with pytest.raises(fuzz.Failure) as caught:
        fuzz.run(5, 1, tmp_path)
    assert isinstance(caught.value.__cause__, KeyError)
