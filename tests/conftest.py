from collections.abc import Iterator

import pytest
from newsstand import Newsstand


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    """A web server on this machine that does whatever the test tells it."""
    with Newsstand() as opened:
        yield opened
