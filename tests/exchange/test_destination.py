"""An export is there whole or not at all, and nothing is lost that was there before."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import OutputError
from onrecord.exchange import brat, destination


def test_the_file_bears_its_name_once_it_is_whole(tmp_path: Path) -> None:
    final = tmp_path / "out.csv"
    with destination.file(final) as out:
        out.write(b"a")
        assert not final.exists()
    assert final.read_bytes() == b"a"
    assert list(tmp_path.iterdir()) == [final]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_who_stops_in_the_middle_leaves_no_half_file(tmp_path: Path, stop: type[BaseException]) -> None:
    def to_file() -> None:
        with destination.file(tmp_path / "out.csv") as out:
            out.write(b"half")
            raise stop

    def to_folder() -> None:
        with destination.folder(tmp_path / "out", ours=brat.ours) as folder:
            (folder / "annotation.conf").write_text("half")
            raise stop

    for export in (to_file, to_folder):
        with pytest.raises(stop):
            export()
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    final = tmp_path / "out.csv"
    final.write_text("old")
    with pytest.raises(OutputError, match=r"there is such a file already; .*--force"), destination.file(final):
        pass
    with pytest.raises(KeyboardInterrupt), destination.file(final, force=True):
        raise KeyboardInterrupt
    assert final.read_text() == "old"
    with destination.file(final, force=True) as out:
        out.write(b"new")
    assert final.read_text() == "new"


def test_a_file_that_comes_meanwhile_stays(tmp_path: Path) -> None:
    final = tmp_path / "out.csv"
    with pytest.raises(OutputError, match="already"), destination.file(final):
        final.write_text("theirs")
    assert final.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [final]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with destination.file(tmp_path / "link.csv", force=True) as out:
        out.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_folder_is_replaced_only_if_all_in_it_is_such_an_export(tmp_path: Path) -> None:
    final = tmp_path / "out"
    final.mkdir()
    with destination.folder(final, ours=brat.ours) as folder:  # empty: nothing is lost
        (folder / "annotation.conf").write_text("old")
    with pytest.raises(OutputError, match="--force"), destination.folder(final, ours=brat.ours):
        pass
    with destination.folder(final, ours=brat.ours, force=True) as folder:
        (folder / "annotation.conf").write_text("new")
    assert (final / "annotation.conf").read_text() == "new"
    (final / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="holds other files"), destination.folder(final, ours=brat.ours, force=True):
        pass
    assert (final / "thesis.txt").exists()
    assert list(tmp_path.iterdir()) == [final]


def test_each_place_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, says in (("nowhere/out", "make the folder first"), ("file/out", "make the folder first"), (".", "give a file")):
        with pytest.raises(OutputError, match=says), destination.file(tmp_path / path):
            pass
    with pytest.raises(OutputError, match="give a folder"), destination.folder(tmp_path / "file", ours=brat.ours, force=True):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_is_named() -> None:
    with pytest.raises(OutputError, match="the disk is full"), destination.file("/dev/full") as out:
        out.write(b"x")


def test_a_file_that_may_not_grow_leaves_nothing(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    script = f"""
import resource
from onrecord.exchange import destination
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with destination.file({str(tmp_path / "out")!r}) as out:
        out.write(b"x" * 100_000)
except destination.OutputError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "the disk is full, or the file may not grow" in done.stdout
    assert list(tmp_path.iterdir()) == []
