"""The archive that is damaged on purpose: what its benchmark says of it is true."""

from pathlib import Path

import pytest

from benchmarks import archives


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    assert archives.write(tmp_path / "crawl.warc.gz", archives.samples(tmp_path), 250) == 5
    return tmp_path / "crawl.warc.gz"


def test_all_undamaged_pages_are_read_and_all_damage_is_told(crawl: Path) -> None:
    found = archives.row(crawl, 250, 5, to_documents=False)
    assert found["right"]
    assert (found["read"], found["damaged places told"]) == (245, 5)


def test_one_damage_more_than_told_is_seen(crawl: Path) -> None:
    raw = bytearray(crawl.read_bytes())
    raw[len(raw) // 3] ^= 0xFF
    crawl.write_bytes(raw)
    assert not archives.row(crawl, 250, 5, to_documents=False)["right"]
