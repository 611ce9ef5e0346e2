"""Pages of the web are read like files, whether an address, a feed or a list names them; one that fails costs nothing else."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from newsstand import Newsstand, article, rss

from onrecord import pages
from onrecord.errors import SourceError, SourceMissing, SourceRefused, SourceTooLarge, SourceUnreachable, SourceUnreadable
from onrecord.pages import Known, Memory, Web
from onrecord.vocabulary import Page

QUICK = Web(allow_private=True, largest=100_000, seconds=1, wait=0.5, retries=0, gap=0.01)
ONE, TWO = article("Ferry strike ends"), article("Harbour fees rise")


def got(*sources: str | Path, memory: Memory = Memory(), web: Web = QUICK) -> tuple[list[Page], list[SourceError]]:  # noqa: B008
    problems: list[SourceError] = []
    return [page for page, _ in pages.pages(sources, web=web, memory=memory, on_problem=problems.append)], problems


def texts(*sources: str | Path) -> list[str]:
    """The text of each page; none may fail."""
    return [document.text for document in pages.documents(sources, web=QUICK)]


def test_a_page_keeps_its_bytes_its_last_address_its_time_and_what_its_server_said(stand: Newsstand) -> None:
    raw = ONE.replace("Ferry", "Fährschiff").encode("latin-1")
    stand.give("/a", status=301, Location="/b")
    stand.give("/b", raw, content_type="text/html; charset=ISO-8859-1", ETag='"1"')
    ((page,), problems) = got(f"{stand.url}/a")
    assert not problems
    assert (page.raw, page.source, page.url, page.media) == (raw, f"{stand.url}/a", f"{stand.url}/b", "text/html")
    assert ("ETag", '"1"') in page.headers
    assert page.fetched
    assert abs(datetime.fromisoformat(page.fetched) - datetime.now(UTC)) < timedelta(seconds=10)
    (document,) = pages.documents([f"{stand.url}/a"], web=QUICK)
    assert (document.url, document.headline) == (f"{stand.url}/b", "Fährschiff strike ends")
    assert document.fetched


def test_the_encoding_that_the_server_names_counts(stand: Newsstand) -> None:
    words = "Мэр заявила во вторник, что паром пойдёт весной, какой бы ни была погода и что бы ни решил совет."
    raw = f"<html><body><article><p>{words}</p></article></body></html>".encode("cp1251")
    (text,) = texts(stand.give("/a", raw, content_type="text/html; charset=windows-1251"))
    assert words in text


@pytest.mark.parametrize(
    ("path", "says", "raw", "media"),
    [
        ("/a", "text/plain", ONE, "text/html"),
        ("/a.php", "", ONE, "text/html"),
        ("/a.txt", "text/html", "Houge said that the quay would stay.", "text/plain"),
        ("/a.html", "image/png", "Houge said that the quay would stay.", "text/plain"),
        ("/a", "application/xhtml+xml", "<x:p xmlns:x='http://www.w3.org/1999/xhtml'>Houge said no.</x:p>", "text/html"),
    ],
)
def test_what_a_page_holds_counts_more_than_what_its_server_says_it_is(
    stand: Newsstand, path: str, says: str, raw: str, media: str
) -> None:
    ((page,), _) = got(stand.give(path, raw, content_type=says))
    assert page.media == media


def test_a_picture_that_is_called_a_page_is_told(stand: Newsstand) -> None:
    address = stand.give("/a", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, content_type="text/html")
    with pytest.raises(SourceUnreadable, match="is not text") as raised:
        texts(address)
    assert raised.value.source == address


def test_packed_lines_at_an_address_are_pages_each_of_its_own(stand: Newsstand) -> None:
    lines = b'{"text": "Houge said no.", "url": "https://harbourpost.example/1"}\n{"text": "Velle said yes."}\n'
    found, _ = got(stand.give("/a.jsonl.gz", gzip.compress(lines), content_type="application/gzip"))
    assert [(page.source, page.raw) for page in found] == [
        (f"{stand.url}/a.jsonl.gz#1", b"Houge said no."),
        (f"{stand.url}/a.jsonl.gz#2", b"Velle said yes."),
    ]
    assert all(page.fetched and page.url is None for page in found), "the address is that of all of them"


def opml(*addresses: str) -> str:
    outlines = "".join(f"<outline xmlUrl='{address}'/>" for address in addresses)
    return f"<opml><body>{outlines}</body></opml>"


def filled(stand: Newsstand) -> None:
    stand.give("/1", ONE)
    stand.give("/2", TWO)
    stand.give("/feed", rss("/1", f"{stand.url}/2#comments"))
    stand.give("/other", rss("/2", "/1"))


@pytest.mark.parametrize("kind", ["feed", "list of feeds", "list of pages", "OPML"])
@pytest.mark.parametrize("at", ["address", "file"])
def test_a_feed_or_a_list_at_an_address_or_in_a_file_gives_the_pages_that_it_names_once(
    stand: Newsstand, tmp_path: Path, kind: str, at: str
) -> None:
    filled(stand)
    one, two, feed, other = (stand.url + path for path in ("/1", "/2", "/feed", "/other"))
    named = {
        "feed": rss(one, f"{two}#comments", one),
        "list of feeds": f"{feed}\n{other}\n{feed}\n",
        "list of pages": f"# mine\n{one}\n{two}\n",
        "OPML": opml(feed, other),
    }[kind]
    (tmp_path / "named").write_text(named)
    found, problems = got(stand.give("/named", named) if at == "address" else tmp_path / "named")
    assert not problems
    assert [page.raw.decode() for page in found] == [ONE, TWO]
    assert [stand.asked.count(path) for path in ("/1", "/2")] == [1, 1]


@pytest.mark.parametrize(
    ("named", "says"),
    [
        (rss("/1", "/feed", "/2"), "is a feed where a page was awaited"),
        (rss("/1", "/list", "/2"), "is a list where a page was awaited"),
        (opml("/1", "/list", "/2"), "is a list where a page was awaited"),
        (rss("/1", "/gone", "/2"), "there is no such page (404 Not Found)"),
        (rss("/1", "/empty", "/2"), "is empty"),
        (rss("/1", "ftp://127.0.0.1/x", "http://a:b@127.0.0.1/", "/2"), "carries a user's name or password"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_go_on(stand: Newsstand, named: str, says: str) -> None:
    filled(stand)
    stand.give("/list", f"{stand.url}/feed\n{stand.url}/self")
    stand.give("/empty")
    address = stand.give("/self", named)
    problems: list[SourceError] = []
    found = [document.headline for document in pages.documents([address], web=QUICK, on_problem=problems.append)]
    assert found == ["Ferry strike ends", "Harbour fees rise"]
    assert [says in str(problem) for problem in problems] == [True]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(), SourceMissing),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><link>&a;</link></item></rss>', SourceUnreadable),
        ("<rss>" + "<a>" * 250_000, SourceTooLarge),
    ],
)
def test_a_feed_that_gives_nothing_is_told(stand: Newsstand, body: str, kind: type[SourceError]) -> None:
    found, (problem,) = got(stand.give("/feed", body), web=Web(allow_private=True, gap=0.01))
    assert not found
    assert isinstance(problem, kind)


def test_an_address_of_this_machine_is_refused_unless_it_is_allowed(stand: Newsstand, tmp_path: Path) -> None:
    filled(stand)
    (tmp_path / "list").write_text(f"{stand.url}/1\n{stand.url}/feed\n")
    found, problems = got(f"{stand.url}/1", tmp_path / "list", web=Web())
    assert not found
    assert [type(problem) for problem in problems] == [SourceRefused] * 3
    assert stand.asked == []


def test_a_page_that_is_known_is_asked_for_only_by_its_own_name_and_only_for_news(stand: Newsstand) -> None:
    filled(stand)
    known = stand.give("/1", ONE, ETag='"1"')
    passed: list[str] = []
    memory = Memory(lambda address: Known('"1"') if address == known else None, passed.append)
    found, problems = got(f"{stand.url}/feed", memory=memory)
    assert (len(found), problems, passed, stand.asked.count("/1")) == (1, [], [known], 0)
    found, problems = got(known, memory=memory)
    assert (found, problems, passed, stand.asked.count("/1")) == ([], [], [known] * 2, 1)


def test_nothing_more_is_fetched_than_is_taken(stand: Newsstand) -> None:
    filled(stand)
    taken = pages.pages([f"{stand.url}/feed"], web=QUICK)
    next(taken)
    assert stand.pages_asked() == ["/feed", "/1"]


def test_what_is_watched_is_an_address_or_a_file_of_them(tmp_path: Path) -> None:
    one, two = "https://harbourpost.example/feed", "https://strait.example/rss"
    (tmp_path / "list").write_text(f"{one}\n# later: {two}\n{two}\n")
    (tmp_path / "opml").write_text(opml(one, two))
    assert pages.watched(one) == (one,)
    assert pages.watched(tmp_path / "list") == pages.watched(tmp_path / "opml") == (one, two)
    for name, body in [("page", ONE), ("feed", rss(one)), ("none", opml())]:
        (tmp_path / name).write_text(body)
        with pytest.raises(SourceError):
            pages.watched(tmp_path / name)
    with pytest.raises(SourceMissing, match="no such file"):
        pages.watched(tmp_path / "nowhere")


def test_a_poll_gives_what_a_feed_names_and_nothing_where_it_has_not_changed(stand: Newsstand) -> None:
    stand.give("/feed", rss("/1"), ETag='"1"')
    with pages.connected(QUICK) as online:
        poll = online.poll(f"{stand.url}/feed", Known())
        assert poll
        assert (poll.urls, poll.known) == ((f"{stand.url}/1",), Known('"1"'))
        assert online.poll(f"{stand.url}/feed", poll.known) is None
        for path, body in [("/page", ONE), ("/opml", opml("/feed"))]:
            with pytest.raises(SourceUnreadable, match=r"is no feed|is a list of feeds"):
                online.poll(stand.give(path, body), Known())
        with pytest.raises(SourceUnreachable):
            online.poll(stand.give("/down", status=503), Known())
