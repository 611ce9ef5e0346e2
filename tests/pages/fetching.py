"""A quick fetch in tests, and what came of it."""

import pytest
from newsstand import article

from onrecord.errors import SourceError
from onrecord.pages.connections import Resolve, resolve
from onrecord.pages.fetch import Answer, Fetcher
from onrecord.pages.web import Known, Web

QUICK = Web(allow_private=True, largest=100_000, seconds=0.6, wait=0.3, retries=1, gap=0.01, patience=0.2)
PAGE = article("Ferry strike ends")


def get(address: str, web: Web = QUICK, known: Known = Known(), resolve: Resolve = resolve) -> Answer | None:  # noqa: B008
    with Fetcher(web, resolve=resolve) as fetcher:
        return fetcher.get(address, known)


def got(address: str, web: Web = QUICK) -> Answer:
    answer = get(address, web)
    assert answer is not None
    return answer


def refused(address: str, web: Web = QUICK, resolve: Resolve = resolve) -> SourceError:
    with pytest.raises(SourceError) as raised:
        get(address, web, resolve=resolve)
    assert raised.value.source == address
    assert raised.value.remedy
    assert "\n" not in str(raised.value)
    return raised.value
