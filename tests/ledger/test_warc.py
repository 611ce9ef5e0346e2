"""Kept pages go out as a WARC file that archives' tools read."""

import gzip
import io

import press
import pytest

from onrecord.ledger import Store
from onrecord.vocabulary import Page, Record


def test_pages_go_out_as_warc(store: Store) -> None:
    archiveiterator = pytest.importorskip("warcio.archiveiterator")
    out = io.BytesIO()
    assert store.export(out) == 30
    out.seek(0)
    found = {}
    for record in archiveiterator.ArchiveIterator(out):
        if record.rec_type == "response":
            found[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
            assert record.http_headers.get_header("Server") == "press/1"
            assert record.rec_headers.get_header("WARC-Date") == "2026-03-06T08:00:00Z"
    assert found == {page.url: page.raw for page, _ in map(press.article, range(30))}


def test_a_page_without_headers_or_url_is_a_resource(store: Store) -> None:
    page, record = press.article(40, url=False)
    bare = Page(page.raw, "day-40.txt")
    store.append(bare, Record(record.document), store.run(press.MODEL, "1.0"))
    out = io.BytesIO()
    store.export(out)
    text = gzip.decompress(out.getvalue())
    assert b"WARC-Type: resource" in text
    assert b"WARC-Target-URI: urn:sha256:" in text
    assert page.raw in text
