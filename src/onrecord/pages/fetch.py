"""Web addresses to bytes: politely, within limits, and only from where it is safe to ask.

httpx reads the addresses, and httpcore, the layer beneath it, sends: its network backend is the one place where a name becomes a
connection, and it has no cookies, proxies, redirects or unpacking of its own that would have to be switched off.
"""

import random
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from onrecord.errors import SourceError, SourceMissing, SourceRefused, SourceTooLarge, SourceUnreachable, SourceUnreadable
from onrecord.pages import robots, transport
from onrecord.pages.connections import Backend, NotPublic, Resolve, resolve
from onrecord.pages.web import UNKNOWN, Known, Web

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_PASSING = frozenset([408, 425, 429, 500, 502, 503, 504])
_ACCEPT = "text/html, application/xhtml+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.9, */*;q=0.5"
_LATER = "try again later"
_KEPT = 86_400.0  # seconds that a site's rules hold (RFC 9309, 2.4), and after which they are asked for again
_KEPT_FAILURE = 300.0
_REMEMBERED = 1000  # sites

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was got: from where in the end, its bytes unpacked of their transport, its headers in order, when (ISO 8601, UTC)."""

    url: str
    raw: bytes
    headers: Headers
    fetched: str

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def known(self) -> Known:
        return Known(self.header("etag"), self.header("last-modified"))


@dataclass(slots=True)
class _Site:
    """What is known of a site (scheme, host and port): its rules, or why they cannot be had, and until when that holds."""

    rules: robots.Robots | SourceError | None = None
    until: float = 0.0


@dataclass(slots=True)
class _Purse:
    """The seconds that are left for one page."""

    left: float


class Fetcher:
    """Fetches one page at a time, keeps to each host's rate, and remembers each site's robots.txt: use one for all that is fetched.

    `resolve`: what finds a host's addresses; `network`: what connects to one; `tls`: whose certificates are trusted, else those of
    certifi. Nothing is read from the environment: no proxies, no further certificates.
    """

    def __init__(
        self,
        web: Web,
        *,
        resolve: Resolve = resolve,
        network: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._web = web
        self._token = re.split(r"[/\s]", web.agent, maxsplit=1)[0].lower()
        self._backend = Backend(resolve, allow_private=web.allow_private, network=network)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(trust_env=False), network_backend=self._backend, keepalive_expiry=30.0
        )
        self._sites: dict[str, _Site] = {}
        self._next: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._pool.close()

    def get(self, source: str, known: Known = UNKNOWN) -> Answer | None:
        """The page at an address, after redirects, each checked as the first; None where it has not changed since it was `known`.

        Raises SourceRefused for an address that may not be asked, SourceMissing where there is no such page, SourceTooLarge beyond the
        limits, SourceUnreachable for what may pass, SourceUnreadable for all else; each names `source`.
        """
        return self._got(source, _checked(source, source), known, self._web.largest, obey=True)

    def _got(self, source: str, url: httpx.URL, known: Known, largest: int, *, obey: bool) -> Answer | None:
        purse = _Purse(self._web.seconds)
        for _ in range(self._web.redirects + 1):
            if obey:
                self._obey(source, url)
            status, headers, raw = self._tried(source, url, known, largest, purse)
            answer = Answer(str(url), raw, headers, datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"))
            if status in _REDIRECTS and (target := answer.header("location")):
                url = _checked(source, target, url)
            elif status == 304 and known != UNKNOWN:
                return None
            elif status != 200:
                raise _explained(source, status, url)
            else:
                return answer
        raise SourceUnreadable(source, f"redirects more than {self._web.redirects} times", "check the address in a browser")

    # Manners

    def _obey(self, source: str, url: httpx.URL) -> None:
        while len(self._sites) > _REMEMBERED:
            del self._sites[next(iter(self._sites))]
        site = self._sites.setdefault(_origin(url), _Site())
        if time.monotonic() >= site.until:
            try:
                site.rules, site.until = self._rules(source, url), time.monotonic() + _KEPT
                self._next.pop(url.host, None)  # who asked for the rules first need not wait to ask for the page
            except SourceError as problem:
                site.rules, site.until = problem, time.monotonic() + _KEPT_FAILURE
        if isinstance(site.rules, SourceError):
            raise type(site.rules)(source, site.rules.problem, site.rules.remedy)
        if site.rules is not None and not site.rules.allows(str(url)):
            raise SourceRefused(source, "its site's robots.txt asks not to fetch it", "save the page in a browser and give its file")

    def _rules(self, source: str, url: httpx.URL) -> robots.Robots | None:
        """A site's rules; None where it has none. Raises SourceError where they cannot be had for now: then all is forbidden."""
        try:
            found = self._got(source, url.copy_with(raw_path=b"/robots.txt"), UNKNOWN, robots.LARGEST, obey=False)
        except (SourceMissing, SourceUnreadable):
            return None  # RFC 9309, 2.3.1.3: a site whose rules cannot be had for good has none
        except SourceTooLarge:
            raise SourceRefused(source, "its site's robots.txt is too large", "save the page in a browser and give its file") from None
        return robots.Robots(found.raw.decode(errors="replace"), self._token) if found else None

    def _wait_for_turn(self, source: str, url: httpx.URL) -> None:
        """Waits until the host may be asked again; each request moves that on."""
        pause = self._next.get(url.host, 0.0) - time.monotonic()
        if pause > self._web.patience:
            raise SourceUnreachable(source, f"its server wants to be left alone for {pause:.0f} s", _LATER)
        if pause > 0:
            time.sleep(pause)

    def _rest(self, url: httpx.URL, seconds: float = 0.0) -> None:
        site = self._sites.get(_origin(url))
        gap = site.rules.gap if site and isinstance(site.rules, robots.Robots) else 0.0
        self._next[url.host] = max(self._next.get(url.host, 0.0), time.monotonic() + max(self._web.gap, gap, seconds))

    # Asking

    def _tried(self, source: str, url: httpx.URL, known: Known, largest: int, purse: _Purse) -> tuple[int, Headers, bytes]:
        """Asks until there is an answer that will not pass. Raises SourceUnreachable where there is none."""
        for attempt in range(self._web.retries + 1):
            self._wait_for_turn(source, url)
            try:
                with self._explaining(source, purse):
                    status, headers, raw = self._asked(source, url, known, largest, purse)
            except SourceUnreachable as failure:
                problem, told = failure, 0.0
            else:
                if status not in _PASSING:
                    return status, headers, raw
                answer = _named(status, source, url)
                problem, told = SourceUnreachable(source, f"the server answers {answer}", _LATER), _asked_to_wait(headers)
            finally:
                self._rest(url)
            pause = max(told, self._web.gap * 2**attempt * (1 + random.random()))
            self._rest(url, pause)
            if purse.left <= 0 or pause > self._web.patience:
                break
        raise problem

    def _asked(self, source: str, url: httpx.URL, known: Known, largest: int, purse: _Purse) -> tuple[int, Headers, bytes]:
        headers = [
            (b"Host", url.netloc), (b"User-Agent", self._web.agent.encode()), (b"Accept", _ACCEPT.encode()),
            (b"Accept-Language", b"en, *;q=0.5"), (b"Accept-Encoding", b"gzip, deflate"),
        ]  # fmt: skip
        headers += [(b"If-None-Match", known.etag.encode("latin-1", "replace"))] if known.etag else []
        headers += [(b"If-Modified-Since", known.modified.encode("latin-1", "replace"))] if known.modified else []
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        timeouts = {"connect": self._web.wait, "read": self._web.wait, "write": self._web.wait, "pool": self._web.wait}
        began = time.monotonic()
        self._backend.deadline = began + purse.left
        try:
            with self._pool.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as response:
                told = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
                if response.status != 200:
                    return response.status, told, b""
                announced = next((value for name, value in told if name.lower() == "content-length"), "")
                if announced.isdigit() and int(announced) > largest:
                    raise _too_large(source, largest)
                body = bytearray()
                for chunk in response.iter_stream():
                    body += chunk
                    if len(body) > largest:
                        raise _too_large(source, largest)
                codings = ",".join(value for name, value in told if name.lower() == "content-encoding")
                return response.status, told, _unpacked(source, bytes(body), codings, largest)
        finally:
            purse.left -= time.monotonic() - began

    @contextmanager
    def _explaining(self, source: str, purse: _Purse) -> Iterator[None]:
        """Turns what goes wrong on the way into a SourceError that says what to do."""
        try:
            yield
        except NotPublic as refused:
            raise _private(source, str(refused)) from None
        except httpcore.TimeoutException:
            longest = self._web.wait if purse.left > 0 else self._web.seconds
            raise SourceUnreachable(source, f"the server takes longer than {longest:g} s", _LATER) from None
        except TimeoutError:
            raise SourceUnreachable(source, f"its name was not found within {self._web.wait:g} s", "check your connection") from None
        except httpcore.ConnectError as failure:
            cause = next((told for told in failure.args if isinstance(told, OSError)), failure)
            if isinstance(cause, ssl.SSLCertVerificationError):
                problem = f"its certificate is not to be trusted ({cause.verify_message})"
                raise SourceUnreadable(source, problem, "check the address in a browser") from None
            reason = getattr(cause, "strerror", None) or cause
            raise SourceUnreachable(source, f"the server cannot be reached ({reason})", "check the address, or try again later") from None
        except (httpcore.NetworkError, httpcore.RemoteProtocolError) as failure:
            raise SourceUnreachable(source, f"the server's answer is broken ({failure or 'cut off'})", _LATER) from None
        except httpcore.ProtocolError as failure:
            raise SourceUnreadable(source, f"cannot be asked for ({failure})", "check the address") from None
        except OSError as failure:
            reason = failure.strerror or str(failure)
            raise SourceUnreachable(source, f"its name is not found ({reason})", "check the address and your connection") from None


def _checked(source: str, address: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked, without its fragment. Raises SourceRefused for others, SourceUnreadable for what is none."""
    try:
        url = base.join(address) if base is not None else httpx.URL(address.strip())
        host = url.host
    except (httpx.InvalidURL, UnicodeError, ValueError) as wrong:
        raise SourceUnreadable(source, f"{'redirects to' if base else 'is'} no web address ({wrong})", "check the address") from None
    where = "redirects to an address that" if base is not None else "is an address that"
    if url.scheme not in ("http", "https") or not host:
        raise SourceRefused(source, f"{where} is not of the web", "give one that begins with https:// or http://")
    if url.userinfo:
        raise SourceRefused(source, f"{where} carries a user's name or password", "give it without")
    return url.copy_with(fragment=None)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _private(source: str, address: str) -> SourceRefused:
    return SourceRefused(
        source, f"leads to {address}, which is not on the open internet", "if you mean that, and trust the page, add --allow-private"
    )


def _too_large(source: str, largest: int) -> SourceTooLarge:
    return SourceTooLarge(source, f"is larger than {largest / 1_000_000:g} MB", "download it and give the file, in parts if need be")


def _named(status: int, source: str, url: httpx.URL) -> str:
    """A status in words, and where it came from, if that is not what was asked for at first."""
    words = f"{status} {httpx.codes.get_reason_phrase(status)}".strip()
    return words if str(url) == source else f"{words} at {url}"


def _explained(source: str, status: int, url: httpx.URL) -> SourceError:
    answer = _named(status, source, url)
    if status in (404, 410):
        return SourceMissing(source, f"there is no such page ({answer})", "check the address")
    if status in (401, 402, 403, 451):
        return SourceUnreadable(source, f"the server refuses it ({answer})", "save the page in a browser and give its file")
    return SourceUnreadable(source, f"the server gives no page ({answer})", "check the address in a browser")


def _asked_to_wait(headers: Headers) -> float:
    """The seconds of Retry-After, a number or a date; 0 where there is none."""
    value = next((value.strip() for name, value in headers if name.lower() == "retry-after"), "")
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return 0.0


def _unpacked(source: str, raw: bytes, codings: str, largest: int) -> bytes:
    """The bytes behind Content-Encoding, never more than `largest`."""
    try:
        return transport.unpacked(raw, codings, largest)
    except transport.TooLong:
        raise _too_large(source, largest) from None
    except transport.Unknown as problem:
        raise SourceUnreadable(source, f"is packed in a way that was not asked for ({problem})", "save the page in a browser") from None
    except transport.NotUnpacked as problem:
        raise SourceUnreachable(source, f"the server's answer is broken ({problem})", _LATER) from None
