"""No address leads a fetch to where it was not meant to go (SSRF): this machine, its networks, what a cloud hides at fixed addresses."""

import shutil
import ssl
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpcore
import pytest
from fetching import PAGE, QUICK, refused
from newsstand import Newsstand

from onrecord.errors import SourceError, SourceRefused, SourceUnreachable, SourceUnreadable
from onrecord.pages.connections import Resolve, resolve
from onrecord.pages.fetch import Answer, Fetcher


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
