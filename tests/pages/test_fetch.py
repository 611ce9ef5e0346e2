"""Pages are fetched within limits and with manners, whatever the server does."""

import gzip
import socket
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from typing import Any

import pytest
from fetching import PAGE, QUICK, get, got, refused
from newsstand import Newsstand

from onrecord.errors import SourceError, SourceMissing, SourceRefused, SourceTooLarge, SourceUnreachable, SourceUnreadable
from onrecord.pages.fetch import Fetcher
from onrecord.pages.web import Known

# What is got


def test_a_page_comes_with_where_it_stood_when_and_what_its_server_said(stand: Newsstand) -> None:
    address = stand.give("/a", PAGE, content_type="text/html; charset=utf-8", ETag='"1"')
    answer = got(f" {address}#part ")
    assert (answer.raw.decode(), answer.url) == (PAGE, address)
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert abs(datetime.fromisoformat(answer.fetched) - datetime.now(UTC)) < timedelta(seconds=5)
    assert answer.known == Known('"1"', None)


def test_it_says_who_asks_and_sends_nothing_else_of_its_user(stand: Newsstand) -> None:
    from onrecord import __version__

    got(stand.give("/a", PAGE, Set_Cookie="who=you"))
    with Fetcher(QUICK) as fetcher:
        fetcher.get(stand.url + "/a")
        fetcher.get(stand.url + "/a")
    names = {name.lower() for headers in stand.headers for name in headers}
    assert names == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}
    assert {headers["User-Agent"] for headers in stand.headers} == {f"onrecord/{__version__}"}


def test_the_environment_sends_it_nowhere_else(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert got(stand.give("/a", PAGE)).raw


def test_redirects_lead_to_the_page_and_its_address(stand: Newsstand) -> None:
    stand.give("/a", status=301, Location="/b")
    stand.give("/b", status=308, Location=stand.give("/c?d=é", PAGE).replace("é", "%C3%A9"))
    stand.places["/c?d=%C3%A9"] = stand.places["/c?d=é"]
    assert got(f"{stand.url}/a").url == f"{stand.url}/c?d=%C3%A9"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("X-GZip", gzip.compress(PAGE[:50].encode()) + gzip.compress(PAGE[50:].encode())),
        ("gzip", gzip.compress(PAGE.encode()) + bytes(100)),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode(), wbits=-15)),
        ("identity", PAGE.encode()),
        ("gzip", PAGE.encode()),  # a lie
    ],
)
def test_what_is_packed_for_the_way_is_unpacked(stand: Newsstand, coding: str, packed: bytes) -> None:
    assert got(stand.give("/a", packed, content_encoding=coding)).raw.decode() == PAGE


def test_a_page_that_has_not_changed_is_not_sent_again(stand: Newsstand) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers["If-None-Match"] == '"1"' and handler.headers["If-Modified-Since"] == "Thu, 05 Mar 2026 08:00:00 GMT"
        handler.send_response(304 if same else 500)
        handler.end_headers()

    stand.do("/a", answer)
    assert get(f"{stand.url}/a", known=Known('"1"', "Thu, 05 Mar 2026 08:00:00 GMT")) is None


# What goes wrong


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000)


def slow_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    drip(handler, b"a" * 1000)


def drip(handler: BaseHTTPRequestHandler, raw: bytes) -> None:
    """A byte every 50 ms: within the limit on each step, and for ever."""
    for n in range(len(raw)):
        if handler.server.closed.wait(0.05):  # type: ignore[attr-defined]
            return
        handler.wfile.write(raw[n : n + 1])
        handler.wfile.flush()


def silent(handler: BaseHTTPRequestHandler) -> None:
    handler.server.closed.wait(5)  # type: ignore[attr-defined]


@pytest.mark.parametrize("answer", [slow_head, slow_body, silent])
def test_a_slow_server_is_given_up_in_time(stand: Newsstand, answer: Any) -> None:
    stand.give("/robots.txt", status=404)
    stand.do("/a", answer)
    began = time.monotonic()
    assert isinstance(refused(f"{stand.url}/a"), SourceUnreachable)
    assert time.monotonic() - began < 2


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(65_536))


def endless_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"1000\r\n" + bytes(4096) + b"\r\n")


def understated(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "200000000000")
    handler.end_headers()


@pytest.mark.parametrize("answer", [endless, endless_chunks, understated])
def test_a_page_beyond_the_limit_is_given_up_at_the_limit(stand: Newsstand, answer: Any) -> None:
    stand.do("/a", answer)
    assert "is larger than 0.1 MB" in str(refused(f"{stand.url}/a"))


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(bytes(50_000_000))),
        ("gzip", gzip.compress(bytes(10_000)) * 1000),
        ("deflate", zlib.compress(bytes(50_000_000))),
    ],
)
def test_a_bomb_goes_off_no_further_than_the_limit(stand: Newsstand, coding: str, packed: bytes) -> None:
    assert len(packed) < QUICK.largest
    assert isinstance(refused(stand.give("/a", packed, content_encoding=coding)), SourceTooLarge)


@pytest.mark.parametrize(
    ("packed", "coding", "says"),
    [
        (gzip.compress(PAGE.encode())[:-20], "gzip", "ends too early"),
        (gzip.compress(PAGE.encode())[:15] + b"garbage" * 9, "gzip", "damaged"),
        (b"\x0b\x02\x80", "br", "not asked for (br)"),
        (gzip.compress(gzip.compress(PAGE.encode())), "gzip, gzip", "not asked for (gzip, gzip)"),
    ],
)
def test_what_cannot_be_unpacked_is_told(stand: Newsstand, packed: bytes, coding: str, says: str) -> None:
    assert says in str(refused(stand.give("/a", packed, content_encoding=coding)))


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\nHalf of it")
    handler.close_connection = True


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-harbour\r\n" * 3)
    handler.close_connection = True


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(1000)))
    handler.close_connection = True


@pytest.mark.parametrize("answer", [cut_off, nonsense, many_headers])
def test_a_broken_answer_is_told(stand: Newsstand, answer: Any) -> None:
    stand.do("/a", answer)
    assert "the server's answer is broken" in str(refused(f"{stand.url}/a"))


@pytest.mark.parametrize("target", ["/a", "/a?again", "/b"])
def test_a_redirect_loop_ends(stand: Newsstand, target: str) -> None:
    for path in ("/a", "/a?again"):
        stand.give(path, status=302, Location=target)
    stand.give("/b", status=302, Location="/a")
    assert "redirects more than 5 times" in str(refused(f"{stand.url}/a"))
    assert len(stand.pages_asked()) == 6


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, SourceMissing), (410, SourceMissing), (401, SourceUnreadable), (403, SourceUnreadable), (451, SourceUnreadable),
     (204, SourceUnreadable), (206, SourceUnreadable), (302, SourceUnreadable), (304, SourceUnreadable), (418, SourceUnreadable),
     (408, SourceUnreachable), (429, SourceUnreachable), (500, SourceUnreachable), (503, SourceUnreachable)],
)  # fmt: skip
def test_a_server_that_gives_no_page_is_told_with_its_answer(stand: Newsstand, status: int, kind: type[SourceError]) -> None:
    problem = refused(stand.give("/a", b"" if status in (204, 304) else b"no", status))
    assert type(problem) is kind
    assert str(status) in problem.problem


def test_nobody_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/a"
        assert "cannot be reached" in str(refused(address))
    assert "its name is not found" in str(refused("http://harbourpost.example/a", resolve=nowhere))


def nowhere(host: str, port: int, seconds: float) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.parametrize(
    ("address", "kind"),
    [("http://", SourceRefused), ("http:///a", SourceRefused), ("https://[::1", SourceUnreadable), ("http://a:b/", SourceUnreadable),
     ("http://a b/", SourceError), ("http://x/\0", SourceUnreadable), ("http://" + "a" * 70_000, SourceUnreadable),
     ("http://①②⑦.⓪.⓪.①/", SourceError), ("http://harbour%2epost.example/", SourceError), ("http://a..b/", SourceError)],
)  # fmt: skip
def test_what_is_no_address_is_told(address: str, kind: type[SourceError]) -> None:
    problem = refused(address, resolve=nowhere)
    assert isinstance(problem, kind)


# Manners


def test_robots_txt_is_asked_once_for_a_site_and_obeyed(stand: Newsstand) -> None:
    stand.give("/robots.txt", "User-agent: *\nDisallow: /private/")
    stand.give("/a", PAGE)
    stand.give("/b", PAGE)
    stand.give("/private/a", PAGE)
    stand.give("/c", status=301, Location="/private/a")
    with Fetcher(QUICK) as fetcher:
        fetcher.get(f"{stand.url}/a")
        fetcher.get(f"{stand.url}/b")
        for path in ("/private/a", "/c"):
            with pytest.raises(SourceRefused, match=r"robots\.txt asks not to"):
                fetcher.get(stand.url + path)
    assert stand.asked == ["/robots.txt", "/a", "/b", "/c"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_rules_that_cannot_be_had_for_now_forbid_and_those_that_are_not_there_do_not(stand: Newsstand, status: int, allowed: bool) -> None:
    stand.give("/robots.txt", status=status)
    address = stand.give("/a", PAGE)
    with Fetcher(QUICK) as fetcher:
        for _ in range(2):
            if allowed:
                assert fetcher.get(address)
            else:
                with pytest.raises(SourceUnreachable, match=f"the server answers {status} .* at .*/robots.txt"):
                    fetcher.get(address)
    assert stand.asked.count("/robots.txt") == (1 if allowed else 2), "tried once more, then not for each page"
    assert ("/a" in stand.asked) is allowed


def test_a_host_is_asked_no_faster_than_its_rate(stand: Newsstand) -> None:
    times: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_response(404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    stand.give("/robots.txt", "User-agent: *\nCrawl-delay: 0.15")
    with Fetcher(QUICK) as fetcher:
        for n in range(3):
            stand.do(f"/{n}", answer)
            with pytest.raises(SourceMissing):
                fetcher.get(f"{stand.url}/{n}")
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


def test_what_may_pass_is_tried_again(stand: Newsstand) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        stand.give("/a", PAGE)
        handler.send_response(503)
        handler.send_header("Retry-After", "0")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    assert got(stand.do("/a", answer)).raw.decode() == PAGE
    assert stand.pages_asked() == ["/a", "/a"]


@pytest.mark.parametrize("wait", ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)])
def test_a_server_that_wants_to_be_left_alone_is(stand: Newsstand, wait: str) -> None:
    stand.give("/a", status=429, Retry_After=wait)
    stand.give("/b", PAGE)
    with Fetcher(QUICK) as fetcher:
        with pytest.raises(SourceUnreachable, match="429 Too Many Requests"):
            fetcher.get(f"{stand.url}/a")
        with pytest.raises(SourceUnreachable, match=r"wants to be left alone for 3[0-6]\d\d s"):
            fetcher.get(f"{stand.url}/b")
    assert stand.pages_asked() == ["/a"]


@pytest.mark.parametrize("wait", ["soon", "-5", "", "9" * 400, "Thu, 99 Foo 2026", "Thu, 05 Mar 1970 08:00:00 GMT"])
def test_a_strange_retry_after_does_no_harm(stand: Newsstand, wait: str) -> None:
    assert isinstance(refused(stand.give("/a", status=503, Retry_After=wait)), SourceUnreachable)


def test_no_thread_is_left_behind(stand: Newsstand) -> None:
    before = threading.active_count()
    got(stand.give("/a", PAGE))
    time.sleep(0.05)
    assert threading.active_count() <= before + 2, "at most the server's own"
