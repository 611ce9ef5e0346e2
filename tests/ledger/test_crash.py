"""Killed at any moment, a ledger is whole; and one writes while others read. ONRECORD_KILLS=50 for the full number of kills."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import press
import pytest

from onrecord.ledger import Wanted

WRITER = Path(__file__).parent / "writer.py"
PAGES = 120
KILLS = int(os.environ.get("ONRECORD_KILLS", "6"))


def exported(path: Path) -> list[str]:
    """All that a ledger holds but its times, sorted."""
    with press.store(path) as store:
        assert store.verify() == []
        return [repr(record) for record in store.read.records()] + [repr(store.read.page(key)) for key in store.read.ids()]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("undisturbed") / "news.db"
    subprocess.run([sys.executable, WRITER, path, "0", str(PAGES)], check=True, capture_output=True)
    return exported(path)


@pytest.mark.parametrize("moment", range(KILLS))
def test_a_killed_writer_loses_nothing_it_acknowledged(path: Path, undisturbed: list[str], moment: int) -> None:
    chance = random.Random(moment)
    acknowledged: list[str] = []
    for kill in range(2):
        with subprocess.Popen([sys.executable, WRITER, path, "0", str(PAGES)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            if kill == 0 and moment % 5 == 0:
                time.sleep(chance.random() * 0.5)  # also while it starts and makes the file
            else:
                acknowledged += [writer.stdout.readline().strip() for _ in range(chance.randrange(1, PAGES // 3))]
                time.sleep(chance.random() * 0.01)
            writer.send_signal(signal.SIGKILL)
            acknowledged += writer.stdout.read().split()
    with press.store(path) as store:
        assert store.verify() == []
        assert set(filter(None, acknowledged)) <= set(store.read.ids())
    subprocess.run([sys.executable, WRITER, path, "0", str(PAGES)], check=True, capture_output=True)
    assert exported(path) == undisturbed


READER = """
import sys
from onrecord import Ledger
from onrecord.ledger import Store, Wanted
from onrecord.linking import variants
seen, rounds = 0, 0
with Store(sys.argv[1], keys=variants.keys) as store, Ledger(sys.argv[1]) as ledger:
    print("ready", flush=True)
    while seen < int(sys.argv[2]):
        size = store.read.size()
        assert size.pages >= seen and size.statements == 3 * size.pages, size
        seen, rounds = size.pages, rounds + 1
        for entry in store.read.search(Wanted("harbour"), limit=5):
            assert ledger.check(entry.content).verdict == "exact"
print(rounds)
"""


def test_one_writes_while_two_read(path: Path) -> None:
    with press.store(path) as store:
        store.append(*press.article(0), store.run(press.MODEL, "1.0"))
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(path), str(PAGES)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    subprocess.run([sys.executable, WRITER, path, "0", str(PAGES)], check=True, capture_output=True)
    for reader in readers:
        out, err = reader.communicate(timeout=120)
        assert err == ""
        assert int(out) > 1
    with press.store(path) as store:
        assert store.verify() == []
        assert store.read.search(Wanted("harbour"))


def test_two_that_make_the_same_file_at_once(path: Path) -> None:
    halves = [("0", "20"), ("20", "40"), ("10", "30")]
    writers = [subprocess.Popen([sys.executable, WRITER, path, *half], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for half in halves]
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        assert (writer.returncode, err) == (0, b"")
    with press.store(path) as store:
        assert store.read.size().pages == 40
        assert store.verify() == []
