"""Feeds and lists give the addresses that they name, whatever their format, and hostile ones nothing but a message."""

import json
import time

import pytest
from newsstand import article, rss

from onrecord.errors import SourceError, SourceTooLarge, SourceUnreadable
from onrecord.pages import feeds

ONE, TWO = "https://harbourpost.example/1", "https://harbourpost.example/2?a=1&b=2"
BASE = "https://harbourpost.example/feed"
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- a comment with <b> and <!DOCTYPE in it -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><link rel="self" href="{BASE}"/>
<entry><title>One</title><link rel="edit" href="https://harbourpost.example/edit"/><link rel="alternate" href="/1"/><id>urn:1</id></entry>
<entry><title>Two</title><link href="{TWO.replace("&", "&amp;")}"/><id>urn:2</id></entry></feed>"""
RSS = rss(ONE, TWO.replace("&", "&amp;"))
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="{ONE}"><title>One</title><link>{ONE}</link></item><item><link><![CDATA[{TWO}]]></link></item></rdf:RDF>"""
GUID = f"""<rss><channel><item><guid>{ONE}</guid></item>
<item><guid isPermaLink="true">{TWO.replace("&", "&amp;")}</guid></item></channel></rss>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "items": [{"id": "1", "url": ONE}, {"id": "2", "external_url": TWO}, {"id": "3"}],
    }
)
OPML = f"""<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="Press">
<outline type="rss" text="Post" xmlUrl="{ONE}" htmlUrl="https://harbourpost.example/"/></outline>
<outline text="Strait" XMLURL="{TWO.replace("&", "&amp;")}"/></body></opml>"""
LINES = f"# harbour\r\n{ONE}\r\n\r\n  {TWO}  \n{ONE}\n"


@pytest.mark.parametrize("text", [ATOM, RSS, RDF, GUID, JSON], ids=["Atom", "RSS 2.0", "RSS 1.0", "guid", "JSON Feed"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_feed_names_its_pages(text: str, encoding: str) -> None:
    assert feeds.read("feed", text.encode(encoding), BASE) == feeds.Listing((ONE, TWO), of_feeds=False)


@pytest.mark.parametrize("text", [OPML, LINES], ids=["OPML", "lines"])
def test_a_list_names_feeds_or_pages(text: str) -> None:
    assert feeds.read("list", text.encode(), BASE) == feeds.Listing((ONE, TWO), of_feeds=True)


@pytest.mark.parametrize(
    "text",
    ['{"text": "Say \\"version\\": \\"https://jsonfeed.org/version/1\\", Houge said."}', '{"text": "Houge reads jsonfeed.org."}',
     "", "Ferry strike ends", article("Ferry strike ends"), f"See {ONE}", f"{ONE}\nCrews voted on Tuesday.", "# harbour\n# nothing else",
     "ftp://harbourpost.example/1", '{"text": "Houge said no."}', '{"items": []}', "<p>Read our <rss> feed</p>", "<", "#", "\0\xff",
     f"<?xml version='1.0'?><!DOCTYPE html><html><body>{ONE}<feed/></body></html>"],
)  # fmt: skip
def test_what_is_neither_is_left_to_others(text: str) -> None:
    assert feeds.read("page", text.encode()) is None


def test_only_addresses_of_the_web_are_named_each_once() -> None:
    raw = rss(ONE, ONE, "file:///etc/hostname", "javascript:alert(1)", "ftp://x.example/", "http://[", "/1", " /3 ").encode()
    found = feeds.read("feed", raw, BASE)
    assert found
    assert found.urls == (ONE, "https://harbourpost.example/3")


def test_a_feed_without_pages_names_none() -> None:
    assert feeds.read("feed", rss().encode()) == feeds.Listing((), of_feeds=False)


def test_a_slightly_broken_feed_is_read_all_the_same() -> None:
    found = feeds.read("feed", f"<rss><channel><title>Fish & chips</title><item><link>{ONE}</link></item></channel></rss>".encode())
    assert found == feeds.Listing((ONE,), of_feeds=False)


ENTITIES = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)  # the billion laughs


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "prolog",
    [ENTITIES + "]>", '<!DOCTYPE rss SYSTEM "file:///etc/hostname">', "<!doctype rss>", f"<!-- <rss -->\n<?a b?>{ENTITIES}]>",
     '<!ENTITY a "b">', "<!-- <b> -->" + ENTITIES + "]>"],
)  # fmt: skip
@pytest.mark.parametrize("body", ["<rss><channel><item><link>&j;</link></item></channel></rss>", "<opml><outline xmlUrl='&j;'/></opml>"])
def test_a_document_type_is_refused(prolog: str, body: str, encoding: str) -> None:
    with pytest.raises(SourceUnreadable, match="declares a document type"):
        feeds.read("feed", f'<?xml version="1.0"?>\n{prolog}\n{body}'.encode(encoding))


def test_what_looks_like_one_inside_a_page_is_not_one() -> None:
    raw = RSS.replace("<title>One", "<description><![CDATA[<!DOCTYPE html>]]></description><title>One").encode()
    assert feeds.read("feed", raw) == feeds.Listing((ONE, TWO), of_feeds=False)


@pytest.mark.parametrize(
    "raw",
    [b"<rss><channel><item>" + b"a" * 6_000_000, b"<rss>" + b"<a>" * 250_000, b"<opml>" + b"<outline>" * 250_000,
     b'{"version": "https://jsonfeed.org/version/1", "x": "' + b"a" * 6_000_000],
)  # fmt: skip
def test_a_feed_beyond_the_limits_is_refused_at_once(raw: bytes) -> None:
    began = time.process_time()
    with pytest.raises(SourceTooLarge):
        feeds.read("feed", raw)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "raw",
    [b"<opml><outline xmlUrl='http://x/'>", b"<opml", b"<rss><channel>", b"<feed \xff\xfe\0", b"<rss>" + b"<" * 50_000,
     b"<rss><item>" * 5_000, b"<rss><channel><item><title>" + b"&" * 500_000, b"<rss " + b"a='' " * 50_000,
     b'{"version": "https://jsonfeed.org/version/1", "items": 3}',
     b'{"version": "https://jsonfeed.org/version/1", "items": [3, {"url": 3}]}',
     b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000, b'{"version": "https://jsonfeed.org/version/1"}',
     b'{"version": "https://jsonfeed.org/version/1", "items": [null'],
)  # fmt: skip
def test_a_broken_feed_ends_soon_and_names_nothing(raw: bytes) -> None:
    began = time.process_time()
    try:
        found = feeds.read("feed", raw)
    except SourceError as problem:
        told = str(problem)
        found = feeds.Listing((), of_feeds=False) if told.startswith("feed: ") and "\n" not in told else None
    assert found == feeds.Listing((), of_feeds=False)
    assert time.process_time() - began < 5
