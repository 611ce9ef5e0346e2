"""What can be wrong with a ledger's file is one clear message."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import press
import pytest

from onrecord.errors import LedgerError, LedgerUnusable, LedgerUnwritable
from onrecord.ledger import Store, Wanted, opening

HERE = Path(__file__).parent


def test_another_programs_sqlite_file_is_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerUnusable, match="SQLite file of another program; give another name"):
        press.store(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_sqlite_at_all(path: Path) -> None:
    path.write_text("Harbour talks\n" * 1000)
    with pytest.raises(LedgerUnusable, match="is no ledger, nor any other SQLite file"):
        press.store(path)
    assert path.read_text().startswith("Harbour talks")


def test_a_file_that_was_cut_off(store: Store, path: Path) -> None:
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    def opened_and_read() -> None:
        with press.store(path) as cut:
            cut.read.search(Wanted("harbour"))
            cut.verify()
            list(cut.read.records())

    with pytest.raises(LedgerUnusable, match="is damaged"):
        opened_and_read()


def test_a_missing_ledger_is_made_only_by_adding(path: Path) -> None:
    with pytest.raises(LedgerUnusable, match="no such ledger; make one with `onrecord add`"):
        press.store(path, create=False)
    assert not path.exists()
    with pytest.raises(LedgerUnusable, match="make the folder first"):
        press.store(path.parent / "nowhere" / "news.db")
    with pytest.raises(LedgerUnusable, match="is a folder"):
        press.store(path.parent)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ann/news.db", None),
        ("/srv/share/news.db", "nfs4"),
        ("/srv/share/local/news.db", None),
        ("/mnt/my disk/news.db", "cifs"),
        ("/srv/sharemore/news.db", None),
        ("/media/far/deep/er/news.db", "fuse.sshfs"),
    ],
)
def test_network_drives_are_known_by_their_mount(place: str, kind: str | None) -> None:
    mounts = """/dev/sda1 / ext4 rw 0 0
filer:/vol /srv/share nfs4 rw 0 0
/dev/sdb1 /srv/share/local ext4 rw 0 0
//filer/disk /mnt/my\\040disk cifs rw 0 0
ann@far: /media/far fuse.sshfs rw 0 0
"""
    assert opening.network(Path(place), mounts) == kind


def test_a_ledger_on_a_network_drive_is_refused(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nfiler:/vol {os.path.realpath(tmp_path)} nfs4 rw 0 0\n")
    monkeypatch.setattr(opening, "_MOUNTS", table)
    with pytest.raises(LedgerUnusable, match=r"network drive \(nfs4\).*local disk"):
        press.store(path)
    assert not path.exists()


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, with the invented press at hand."""
    lines = f"import sys; sys.path.insert(0, {str(HERE)!r})\n{script}"
    return subprocess.run([sys.executable, "-c", lines, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def test_a_read_only_file_is_read_and_not_written(store: Store, path: Path) -> None:
    store.close()
    folder = Path(tempfile.mkdtemp())  # not below tmp_path, which only its owner may enter
    kept = folder / "news.db"
    shutil.copy(path, kept)
    kept.chmod(0o444)
    folder.chmod(0o555)
    script = """
import os, press
from onrecord.ledger import Wanted
from onrecord.errors import LedgerUnwritable
path = sys.argv[1]
with press.store(path) as store:
    assert not store.writable
    assert store.read.search(Wanted("harbour"))
    assert store.verify() == []
    for write in (lambda: store.run("m", "1"), lambda: store.judge(press.article(1)[1].statements[0].id, "accept", "Ann")):
        try:
            write()
        except LedgerUnwritable as error:
            print(error)
"""
    if os.geteuid() == 0:  # root may write everything: be somebody else
        script = script.replace("path = sys.argv[1]", "path = sys.argv[1]; os.setgid(65534); os.setuid(65534)")
    done = run(script, kept)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert done.stderr == ""
    assert done.stdout.count("is read-only; give yourself write permission") == 2


FILL = """
import press
from onrecord.errors import OnrecordError
{limit}
try:
    with press.store(sys.argv[1]) as store:
        run = store.run(press.MODEL, "1.0")
        for n in range(2000):
            page, record = press.article(n)
            store.append(page, record, run)
            print(record.document.id, flush=True)
except OnrecordError as error:
    print("ERROR", error)
"""


def filled_up(path: Path, limit: str) -> list[str]:
    """Adds until the disk is full; the ids that were acknowledged. What was acknowledged is there, whole, and the message is clear."""
    done = run(FILL.format(limit=limit), path)
    *acknowledged, last = done.stdout.splitlines()
    assert done.stderr == ""
    assert "ERROR" in last
    assert "the disk is full, or the file may not grow; free some space" in last
    return acknowledged


def test_a_file_that_may_not_grow(path: Path) -> None:
    size = 2_000_000
    acknowledged = filled_up(path, f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))")
    assert acknowledged
    with press.store(path) as store:
        assert set(acknowledged) <= set(store.read.ids())
        assert store.verify() == []
        store.append(*press.article(5000), store.run(press.MODEL, "1.0"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="mounting a small disk needs root")
def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        acknowledged = filled_up(disk / "news.db", "")
        shutil.copytree(disk, tmp_path / "copy")
        with press.store(tmp_path / "copy" / "news.db") as store:
            assert set(acknowledged) <= set(store.read.ids())
            assert store.verify() == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_another_writer_is_waited_for_and_then_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press.store(path).close()
    monkeypatch.setattr(opening, "WAIT", 0.1)
    with press.store(path) as one, press.store(path) as other, one.transaction():
        with pytest.raises(LedgerUnwritable, match="another process is writing to it; wait"):
            other.run("m", "1")
        assert other.read.size().pages == 0, "reading goes on"


def test_messages_are_one_line_and_say_what_to_do(path: Path) -> None:
    error = LedgerError(str(path), "a problem", "a remedy")
    assert str(error) == f"{path}: a problem; a remedy"
