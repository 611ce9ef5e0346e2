from collections.abc import Iterator
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.ledger import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A ledger with thirty pages of the invented press, ninety statements."""
    with press.store(path) as opened:
        run = opened.run(press.MODEL, "1.0")
        with opened.transaction():
            for n in range(30):
                opened.append(*press.article(n), run)
        yield opened


@pytest.fixture
def ledger(store: Store, path: Path) -> Iterator[Ledger]:
    """The same, as users open it."""
    with Ledger(path, create=False) as opened:
        yield opened
