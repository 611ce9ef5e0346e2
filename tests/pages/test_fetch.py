"""Pages are fetched within limits and with manners, and from nowhere that could be meant to be hidden, whatever the server does."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore
import pytest
from newsstand import Newsstand, article

from onrecord.errors import SourceError, SourceMissing, SourceRefused, SourceTooLarge, SourceUnreachable, SourceUnreadable
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


# Where it may lead (SSRF)


class Elsewhere(httpcore.NetworkBackend):
    """A network in which every address is the server of the test; `met` lists what was connected to."""

    def __init__(self, stand: Newsstand) -> None:
        self._port, self._network, self.met = stand.server_port, httpcore.SyncBackend(), []  # type: ignore[var-annotated]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.met.append(host)
        return self._network.connect_tcp("127.0.0.1", self._port, timeout)


PUBLIC = "93.184.216.34"
CAREFUL = replace(QUICK, allow_private=False)


def public(host: str, port: int, seconds: float) -> list[str]:
    return [PUBLIC]


def sent(address: str, network: Elsewhere, resolve: Resolve = public) -> Answer | None:
    """What comes of an address where no private one is allowed."""
    with Fetcher(CAREFUL, resolve=resolve, network=network) as fetcher:
        return fetcher.get(address)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{}/", "http://2130706433:{}/", "http://0x7f000001:{}/", "http://0x7f.0.0.1:{}/", "http://0177.0.0.1:{}/",
     "http://017700000001:{}/", "http://127.1:{}/", "http://127.0.1:{}/", "http://localhost:{}/", "http://localhost.:{}/",
     "http://LOCALHOST:{}/", "http://0:{}/", "http://0.0.0.0:{}/", "http://[::1]:{}/", "http://[::]:{}/", "http://[::ffff:127.0.0.1]:{}/",
     "http://[::ffff:7f00:1]:{}/", "http://[0:0:0:0:0:ffff:7f00:0001]:{}/", "http://[::127.0.0.1]:{}/", "http://[64:ff9b::7f00:1]:{}/",
     "http://[2002:7f00:1::]:{}/", "http://[fe80::1%25lo]:{}/", "http://harbourpost.example@127.0.0.1:{}/",
     "http://harbourpost.example:80@127.0.0.1:{}/", "http://harbourpost.example\\@127.0.0.1:{}/", "http://127.0.0.1:{}\\@harbourpost.example/",
     "http://harbourpost.example#@127.0.0.1:{}/", "http://127.0.0.1:{}#.harbourpost.example/", "http://１２７.０.０.１:{}/",
     "http://127.0.0.1%2f@harbourpost.example:{}/", "http://127。0。0。1:{}/", "http://127.0.0.1.:{}/"],
)  # fmt: skip
def test_no_form_of_a_private_address_is_asked(stand: Newsstand, address: str) -> None:
    stand.give("/", PAGE)
    problem = refused(address.format(stand.server_port), CAREFUL)
    assert isinstance(problem, SourceRefused | SourceUnreadable | SourceUnreachable)
    assert stand.asked == []


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16"])
def test_a_private_address_is_named_with_the_way_round(stand: Newsstand, address: str) -> None:
    problem = refused(f"http://{address}/", CAREFUL)
    assert f"leads to {address.strip('[]')}, which is not on the open internet; if you mean that" in str(problem)
    assert "--allow-private" in problem.remedy


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/secret", "http://169.254.169.254/latest/meta-data/", "//127.0.0.1/secret", "http://[::1]/secret",
     "http://2130706433/secret", "http://localhost/secret", "http://somebody@harbourpost.example/secret", "file:///etc/hostname",
     "ftp://harbourpost.example/secret", "gopher://127.0.0.1/secret", "http://127.0.0.1\r\nX: /secret", "https:///secret", "http://[::1"],
)  # fmt: skip
def test_no_redirect_leads_there(stand: Newsstand, target: str) -> None:
    def found(host: str, port: int, seconds: float) -> list[str]:
        return [PUBLIC] if host == "harbourpost.example" else resolve(host, port, seconds)

    network = Elsewhere(stand)
    stand.give("/a", status=302, Location=target.replace("\r\n", "\x0b"))
    stand.give("/secret", PAGE)
    with pytest.raises(SourceError):
        sent("http://harbourpost.example/a", network, found)
    assert "/secret" not in stand.asked
    assert set(network.met) == {PUBLIC}


def test_robots_txt_leads_there_neither(stand: Newsstand) -> None:
    stand.give("/robots.txt", status=302, Location="http://127.0.0.1/secret")
    network = Elsewhere(stand)
    with pytest.raises(SourceRefused):
        sent("http://harbourpost.example/a", network, lambda host, port, seconds: [host if host[0] == "1" else PUBLIC])
    assert set(network.met) == {PUBLIC}


def test_an_answer_that_changes_between_look_ups_gains_nothing(stand: Newsstand) -> None:
    """DNS rebinding: what was checked is what is connected to; each further connection is checked anew."""
    answers: Iterator[list[str]] = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    network = Elsewhere(stand)

    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(404)
        handler.send_header("Connection", "close")
        handler.end_headers()

    stand.do("/robots.txt", hang_up)
    stand.give("/a", PAGE)
    with pytest.raises(SourceRefused, match=r"leads to 127\.0\.0\.1"):
        sent("http://harbourpost.example/a", network, lambda host, port, seconds: next(answers))
    assert network.met == [PUBLIC]
    assert stand.asked == ["/robots.txt"]
    assert next(answers) == ["127.0.0.1"], "one look-up a connection, and none besides"


def test_a_name_with_a_public_and_a_private_address_is_refused(stand: Newsstand) -> None:
    network = Elsewhere(stand)
    with pytest.raises(SourceRefused, match=r"leads to 10\.0\.0\.1"):
        sent("http://harbourpost.example/a", network, lambda host, port, seconds: [PUBLIC, "10.0.0.1"])
    assert network.met == []


def test_a_public_page_is_asked_under_its_name_at_its_address(stand: Newsstand) -> None:
    network = Elsewhere(stand)
    stand.give("/a", PAGE)
    answer = sent("http://Harbourpost.example/a", network)
    assert answer
    assert answer.url == "http://harbourpost.example/a"
    assert set(network.met) == {PUBLIC}
    assert {headers["Host"] for headers in stand.headers} == {"harbourpost.example"}


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes its certificate with openssl")
def test_the_certificate_is_held_against_the_name_not_the_address(stand: Newsstand, tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=x", "-addext", "subjectAltName=DNS:harbourpost.example", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*made, *names], cwd=tmp_path, check=True, capture_output=True)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    asked_for: list[str] = []
    served.sni_callback = lambda connection, name, context: asked_for.append(name)  # type: ignore[assignment, func-returns-value]
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    stand.give("/a", PAGE)
    with Newsstand() as secure:
        secure.places = stand.places
        secure.socket = served.wrap_socket(secure.socket, server_side=True)
        with Fetcher(CAREFUL, resolve=public, network=Elsewhere(secure), tls=trusting) as fetcher:
            assert fetcher.get("https://harbourpost.example/a")
            with pytest.raises(SourceUnreadable, match="certificate is not to be trusted"):
                fetcher.get("https://strait.example/a")
        with Fetcher(CAREFUL, resolve=public, network=Elsewhere(secure)) as fetcher, pytest.raises(SourceUnreadable, match="certificate"):
            fetcher.get("https://harbourpost.example/a")
    assert asked_for[0] == "harbourpost.example"


def test_no_thread_is_left_behind(stand: Newsstand) -> None:
    before = threading.active_count()
    got(stand.give("/a", PAGE))
    time.sleep(0.05)
    assert threading.active_count() <= before + 2, "at most the server's own"
