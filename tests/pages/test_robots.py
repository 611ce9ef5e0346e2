"""A site's robots.txt holds as RFC 9309 has it."""

import time

import pytest

from onrecord.pages.robots import Robots


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public/a", True),
        ("User-agent: *\nDisallow: /*?print=\nAllow: /", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: OnRecord\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: onrecord/1.0 # the ledger\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nuser-agent: onrecord\nDisallow: /b", "/a", True),
        ("User-agent: one\nUser-agent: onrecord\nUser-agent: two\nDisallow: /a", "/a", False),
        ("User-agent: record\nDisallow: /", "/a", True),
        ("User-agent: onrecordings\nDisallow: /", "/a", True),
        ("<html><body>no such page</body></html>", "/a", True),
        ("\0\x01\udcff: ::::\n*", "/a", True),
    ],
)
def test_what_is_allowed(rules: str, path: str, allowed: bool) -> None:
    assert Robots(rules, "onrecord").allows(f"https://harbourpost.example{path}") is allowed


def test_a_site_may_ask_for_a_slower_rate_up_to_a_limit() -> None:
    assert Robots("User-agent: *\nCrawl-delay: 7", "onrecord").gap == 7
    assert Robots("User-agent: *\nCrawl-delay: 86400", "onrecord").gap == 30
    assert Robots("User-agent: *\nCrawl-delay: soon", "onrecord").gap == 0


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "".join(f"Disallow: /{n}\n" for n in range(15_000)),
        "".join(f"useragent\ta{n}\x0b" for n in range(15_000)) + "".join(f"Disallow: /{n}\n" for n in range(15_000)),
        "User-agent: *\n" + "".join(f"Disallow: /{n}*a*a*a*b\n" for n in range(15_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
    ],
)
def test_hostile_rules_end_soon(rules: str) -> None:
    began = time.process_time()
    Robots(rules, "onrecord").allows("https://harbourpost.example/" + "a" * 2000)
    assert time.process_time() - began < 3
