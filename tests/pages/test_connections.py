"""No address but one of the open internet is connected to, whatever its form."""

import socket
import time

import pytest

from onrecord.pages import connections

PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.170.2",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "3fff::1", "100::1", "5f00::1", "4000::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "0:0:0:0:0:ffff:10.0.0.1",  # mapped
    "::127.0.0.1", "::10.0.0.1",  # compatible
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::10.0.0.1",  # NAT64
    "2002:7f00:1::", "2002:c0a8:101::1", "2002:0808:0808::",  # 6to4
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1",  # Teredo
    "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.1.1",  # ISATAP
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_on_the_open_internet_is_not_public(address: str) -> None:
    assert not connections.is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "172.32.0.1", "192.0.1.1", "223.255.255.254", "2606:4700:4700::1111", "2a00:1450:4001::200e",
     "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)  # fmt: skip
def test_what_is_on_it_is(address: str) -> None:
    assert connections.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "::1"])
def test_however_it_is_written_it_resolves_to_the_number_that_is_checked(host: str) -> None:
    found = connections.resolve(host, 80, 5)
    assert found
    assert not any(connections.is_public(address) for address in found)


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "a\0b", "", "harbour..example", "127.0.0.1."])
def test_what_is_no_name_has_no_address(host: str) -> None:
    try:
        found = connections.resolve(host, 80, 5)
    except OSError:
        return
    assert not any(connections.is_public(address) for address in found)


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *told, **more: time.sleep(2) or [])
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        connections.resolve("harbourpost.example", 80, 0.05)
    assert time.monotonic() - began < 1
