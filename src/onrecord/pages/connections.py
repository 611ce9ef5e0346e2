"""Connections that lead only to the open internet, to where they were checked to lead, and that end in time."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from typing import Any

import httpcore

Resolve = Callable[[str, int, float], Sequence[str]]
"""A host's name, a port and the seconds it may take to the host's addresses, written as numbers. Raises OSError."""

# The special-purpose registries of IANA, written out: what `ipaddress` calls global differs from one Python to the next.
_CLOSED = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # looks public, and is a cloud's own service for its machines
    )
]  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # of protocols: Teredo, which hides an IPv4 address, is one
        "2001:db8::/32",
        "2002::/16",  # 6to4, which hides one too
        "3fff::/20",
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")  # how a network without IPv4 names an IPv4 address
_ISATAP = (0x00005EFE, 0x02005EFE)


class NotPublic(Exception):
    """An address that is private, or of no single machine on the open internet."""


def is_public(address: str) -> bool:
    """Whether an address, written as numbers, is one of a machine on the open internet. Raises ValueError for what is no address."""
    number = ip_address(address)
    if isinstance(number, IPv4Address):
        return not any(number in network for network in _CLOSED)
    if number.scope_id is not None:
        return False
    last = IPv4Address(int(number) & 0xFFFFFFFF)
    if number.ipv4_mapped or number in _NAT64:
        return is_public(str(last))
    if (int(number) >> 32) & 0xFFFFFFFF in _ISATAP and not is_public(str(last)):
        return False
    return number in _OPEN_6 and not any(number in network for network in _CLOSED_6)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, as the system knows them. Raises OSError where there are none, TimeoutError after so many seconds."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as failure:
            answers.put(failure)
        except ValueError:  # an overlong label, a NUL
            answers.put(socket.gaierror(socket.EAI_NONAME, "no name of a host"))
        else:
            answers.put([str(address[0]) for *_, address in found])

    threading.Thread(target=ask, daemon=True).start()  # nothing else ends a question to a name server early
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise TimeoutError("no answer from the name server") from None
    if isinstance(answer, OSError):
        raise answer
    return list(dict.fromkeys(answer))


class Backend(httpcore.NetworkBackend):
    """Finds a host's addresses, checks each, and connects to one of those: there is no second look-up that could answer otherwise.

    The name stays what the Host header and the certificate are held against. `deadline` (of `time.monotonic`) bounds every step of
    whatever is under way: a server that sends a byte now and then keeps within each single timeout, and for ever.
    """

    def __init__(self, resolve: Resolve, *, allow_private: bool, network: httpcore.NetworkBackend | None = None) -> None:
        self._resolve, self._allow_private = resolve, allow_private
        self._network = network or httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises NotPublic if any of the host's addresses is, OSError where it has none, and what httpcore raises."""
        found = self._resolve(host, port, self.left(timeout))
        if not self._allow_private:
            for address in found:
                if not is_public(address):
                    raise NotPublic(address)
        failure: Exception = OSError(f"{host} has no address")
        for address in found:
            try:
                stream = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                failure = refused
            else:
                return _Stream(stream, self)
        raise failure

    def left(self, timeout: float | None) -> float:
        """The seconds that a step may take. Raises httpcore.ReadTimeout where there are none left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, backend: Backend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
