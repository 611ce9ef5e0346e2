"""Where a name may lead: only addresses of the open internet are connected to, whatever form they were written in."""

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

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
