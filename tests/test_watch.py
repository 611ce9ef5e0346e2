"""Feeds are watched: each page that they name is fetched once and recorded, whatever happens in between."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from itertools import islice, pairwise
from pathlib import Path

import pytest
from newsstand import Newsstand, article, rss

from onrecord import Added, Ledger, SourceError, SourceMissing, SourceRefused, SourceUnreachable, SourceUnreadable, Web

QUICK = Web(allow_private=True, seconds=1, wait=0.5, retries=0, gap=0.01, patience=0.2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def name(stand: Newsstand, *numbers: int) -> str:
    """A feed with these pages; its address."""
    for number in numbers:
        stand.give(f"/{number}", article(f"Ferry strike, day {number}", f"the crews would be paid for day {number}"))
    return stand.give("/feed", rss(*(f"/{number}" for number in numbers)), ETag=f'"{len(numbers)}"')


def rounds(path: Path, *sources: str | Path, web: Web = QUICK, times: int = 1) -> tuple[list[Added], list[SourceError]]:
    """What so many rounds of one watching did, and what went wrong; the ledger is sound afterwards."""
    problems: list[SourceError] = []
    with Ledger(path) as ledger:
        done = list(islice(ledger.watch(sources, every=0.01, on_problem=problems.append, web=web), times))
        assert ledger.verify() == []
    return done, problems


def sources(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return sorted(record.document.source for record in ledger.records())


def asked(stand: Newsstand, *numbers: int) -> list[int]:
    """How often each of these pages was asked for."""
    return [stand.asked.count(f"/{number}") for number in numbers]


def test_each_page_is_recorded_and_fetched_once(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1, 2)
    done, problems = rounds(path, feed, times=3)
    assert problems == []
    assert [(added.pages, added.statements) for added in done] == [(2, 2), (0, 0), (0, 0)]
    assert asked(stand, 1, 2) == [1, 1]
    assert sources(path) == [f"{stand.url}/1", f"{stand.url}/2"]


def test_a_page_is_kept_with_its_address_and_the_time_it_was_fetched(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    stand.give("/feed", rss("/moved"))
    stand.give("/moved", status=302, Location="/1")
    rounds(path, feed)
    with Ledger(path) as ledger:
        (record,) = ledger.records()
    assert (record.document.source, record.document.url) == (f"{stand.url}/moved", f"{stand.url}/1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record.document.fetched or "")


def test_a_page_in_the_encoding_that_only_its_server_names_can_be_derived_again(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    stand.give("/1", article("Забастовка паромов").encode("koi8-r"), content_type="text/html; charset=koi8-r")
    rounds(path, feed)  # verifies too
    with Ledger(path) as ledger:
        assert ledger.reread().pages == 0
        assert [record.document.headline for record in ledger.records()] == ["Забастовка паромов"]


def test_a_feed_that_has_not_changed_is_not_sent_again_not_even_after_a_restart(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    rounds(path, feed)
    rounds(path, feed)
    told = [headers["If-None-Match"] for path, headers in zip(stand.asked, stand.headers, strict=True) if path == "/feed"]
    assert told == [None, '"1"']


def test_after_a_restart_only_what_is_new_is_fetched(stand: Newsstand, path: Path) -> None:
    rounds(path, name(stand, 1, 2))
    done, _ = rounds(path, name(stand, 3, 2, 1))
    assert done == [Added(pages=1, statements=1)]
    assert asked(stand, 1, 2, 3) == [1, 1, 1]


@pytest.mark.parametrize("moment", range(4))
def test_stopped_before_any_page_it_goes_on_there(stand: Newsstand, path: Path, moment: int) -> None:
    feed = name(stand, 1, 2, 3)
    begun: list[str] = []

    def stop(address: str) -> None:
        if len(begun) == moment:
            raise KeyboardInterrupt
        begun.append(address)

    with Ledger(path) as ledger, pytest.raises(KeyboardInterrupt):
        list(ledger.watch(feed, on_address=stop, web=QUICK))
    before = max(0, moment - 1)  # the feed is asked first
    assert sources(path) == [f"{stand.url}/{number}" for number in (1, 2, 3)][:before]
    (added,), problems = rounds(path, feed)
    assert (added.pages, problems) == (3 - before, [])
    assert asked(stand, 1, 2, 3) == [1, 1, 1]


def test_a_page_that_is_named_by_several_feeds_or_was_added_before_is_fetched_once(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1, 2)
    stand.give("/other", rss("/2#comments", "/1"))
    with Ledger(path) as ledger:
        ledger.add(f"{stand.url}/1", web=QUICK)
    done, problems = rounds(path, feed, f"{stand.url}/other", times=2)
    assert ([added.pages for added in done], problems) == ([1, 0], [])
    assert asked(stand, 1, 2) == [1, 1]


def test_a_page_that_moved_is_not_fetched_again_under_its_new_address(stand: Newsstand, path: Path) -> None:
    name(stand, 1)
    stand.give("/old", status=301, Location="/1")
    rounds(path, stand.give("/feed", rss("/old")))
    rounds(path, stand.give("/feed", rss("/1", "/old")))
    assert asked(stand, 1) == [1]


def test_adding_what_was_watched_fetches_only_what_changed(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    one = stand.give("/1", article("Ferry strike"), ETag='"1"')
    rounds(path, feed)
    with Ledger(path) as ledger:
        assert ledger.add(feed, web=QUICK) == Added(passed=1)
        assert ledger.add(one, web=QUICK) == Added(passed=1)
        stand.give("/1", article("Ferry strike ends"), ETag='"2"')
        assert ledger.add(one, web=QUICK).pages == 1
        assert [record.document.headline for record in ledger.records()].count("Ferry strike ends") == 1
        assert ledger.verify() == []
    statuses = [headers["If-None-Match"] for path, headers in zip(stand.asked, stand.headers, strict=True) if path == "/1"]
    assert statuses == [None, '"1"', '"1"']


# What goes wrong


def test_what_cannot_be_had_at_all_is_told_once_and_costs_nothing_else(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1, 2)
    stand.give("/feed", rss("/1", "/gone", "/empty", "/secret", "/feed", "/2"))
    stand.give("/empty")
    stand.give("/robots.txt", "User-agent: *\nDisallow: /secret")
    done, problems = rounds(path, feed, times=3)
    assert [added.pages for added in done] == [2, 0, 0]
    assert {problem.source.removeprefix(stand.url): type(problem) for problem in problems} == {
        "/gone": SourceMissing, "/empty": SourceUnreadable, "/secret": SourceRefused, "/feed": SourceUnreadable,
    }  # fmt: skip
    assert len(problems) == 4


def test_what_cannot_be_had_for_now_is_tried_again_in_later_rounds(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    stand.give("/1", status=503)
    _, problems = rounds(path, feed, times=2)
    assert [type(problem) for problem in problems] == [SourceUnreachable] * 2
    name(stand, 1)
    done, problems = rounds(path, feed, times=2)
    assert ([added.pages for added in done], problems) == ([1, 0], [])


def test_but_not_for_ever(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    stand.give("/1", status=503)
    _, problems = rounds(path, feed, times=8)
    assert len(problems) == 5
    assert asked(stand, 1) == [5]


def test_nor_in_vain_while_its_feed_cannot_be_had(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    stand.give("/1", status=503)
    rounds(path, feed)
    stand.give("/feed", status=503)
    _, problems = rounds(path, feed, times=8)
    assert {problem.source for problem in problems} == {feed}
    assert asked(stand, 1) == [1]
    name(stand, 1)
    assert rounds(path, feed)[0] == [Added(pages=1, statements=1)]


def test_a_feed_that_cannot_be_read_is_told_each_round_and_costs_the_others_nothing(stand: Newsstand, tmp_path: Path, path: Path) -> None:
    feed = name(stand, 1)
    entities = '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item><link>/&a;</link></item></channel></rss>'
    broken = [stand.url + "/none", stand.give("/bomb", entities), stand.give("/page", article("Ferry strike")), tmp_path / "none.opml"]
    done, problems = rounds(path, *broken, feed, times=2)
    assert [added.pages for added in done] == [1, 0]
    assert [problem.source for problem in problems[:4]] == [str(broken[3]), *map(str, broken[:3])]
    assert len(problems) == 8


def test_without_somebody_to_tell_it_is_raised_and_the_next_watching_goes_on(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1, 2)
    stand.give("/1", status=404)
    with Ledger(path) as ledger:
        with pytest.raises(SourceMissing):
            list(ledger.watch(feed, web=QUICK))
        assert list(ledger.watch(feed, web=QUICK)) == [Added(pages=1, statements=1)]
    assert asked(stand, 1, 2) == [1, 1]


def test_no_feed_leads_into_this_machine(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    _, problems = rounds(path, feed, web=replace(QUICK, allow_private=False))
    assert [type(problem) for problem in problems] == [SourceRefused]
    assert stand.asked == []


def test_a_public_feed_gets_no_page_of_a_private_address(stand: Newsstand, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.pages.connections.is_public", lambda address: address == "127.0.0.1")  # as if the stand were outside
    name(stand, 1)
    inside = [f"http://{host}:{stand.server_port}/1" for host in ("127.0.0.2", "0x7f000002", "[::1]", "10.0.0.1", "169.254.169.254")]
    feed = stand.give("/feed", rss("/1", *inside))
    done, problems = rounds(path, feed, times=2, web=replace(QUICK, allow_private=False))
    assert [added.pages for added in done] == [1, 0]
    assert {problem.source: type(problem) for problem in problems} == dict.fromkeys(inside, SourceRefused)
    assert asked(stand, 1) == [1]


# Rounds


def test_rounds_come_at_the_pace_that_is_asked_for(stand: Newsstand, path: Path) -> None:
    times: list[float] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_error(404)

    feed = stand.do("/feed", answer)
    with Ledger(path) as ledger:
        assert len(list(islice(ledger.watch(feed, every=0.3, on_problem=lambda problem: None, web=QUICK), 5))) == 5
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert sum(gaps) > 0.25 * len(gaps)
    assert min(gaps) < 0.6  # a busy machine may be late, but not each time


def test_a_list_of_feeds_is_read_anew_each_round(stand: Newsstand, tmp_path: Path, path: Path) -> None:
    name(stand, 1, 2)
    listed = tmp_path / "feeds.txt"
    with Ledger(path) as ledger:
        watching = ledger.watch(listed, every=0.01, on_problem=lambda problem: None, web=QUICK)
        assert next(watching) == Added()
        listed.write_text(stand.give("/one", rss("/1")))
        assert next(watching).pages == 1
        listed.write_text(f"# {stand.url}/one\n{stand.give('/two', rss('/2'))}")
        assert next(watching).pages == 1
    assert stand.asked.count("/one") == 1


def test_hosts_take_turns_so_that_none_holds_up_the_others(path: Path) -> None:
    with Newsstand() as one, Newsstand() as two:
        for stand in (one, two):
            name(stand, 1, 2)
        order: list[str] = []
        feed = one.give("/both", rss(*(f"{stand.url}/{n}" for stand in (one, two) for n in (1, 2))))
        with Ledger(path) as ledger:
            list(ledger.watch(feed, on_address=order.append, web=QUICK))
    assert [address.rpartition("/")[0] for address in order[1:]] == [one.url, two.url, one.url, two.url]


# On the command line


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "onrecord.cli", *map(str, arguments)]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=120)


def test_read_lists_at_the_end_what_failed_and_why(stand: Newsstand) -> None:
    name(stand, 1)
    ran = run("read", "--allow-private", "-f", "json", f"{stand.url}/gone", f"{stand.url}/1")
    assert ran.returncode == 1
    (record,) = map(json.loads, ran.stdout.splitlines())
    assert record["document"]["url"] == f"{stand.url}/1"
    assert record["document"]["fetched"]
    assert record["statements"]
    assert ran.stderr == f"onrecord: {stand.url}/gone: there is no such page (404 Not Found); check the address\n"


def test_a_private_address_is_refused_with_the_way_round(stand: Newsstand) -> None:
    name(stand, 1)
    ran = run("read", f"http://2130706433:{stand.server_port}/1", f"{stand.url}/1")
    assert (ran.returncode, ran.stdout) == (1, "")
    told = ran.stderr.splitlines()
    assert len(told) == 2
    assert all("leads to 127.0.0.1, which is not on the open internet" in line and "--allow-private" in line for line in told)
    assert stand.asked == []


def test_one_round(stand: Newsstand, path: Path) -> None:
    feed = name(stand, 1)
    ran = run("watch", feed, "--once", "--allow-private", "-l", path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  1 pages recorded, 1 statements, 0 pages passed over\n", ran.stdout)
    stand.give("/feed", rss("/gone"))
    ran = run("watch", feed, "--once", "--allow-private", "-l", path)
    assert ran.returncode == 1
    assert ran.stdout.endswith("  0 pages recorded, 0 statements, 0 pages passed over, 1 problems\n")
    assert ran.stderr == f"onrecord: {stand.url}/gone: there is no such page (404 Not Found); check the address\n"


@pytest.mark.parametrize("every", ["soon", "0s", "15", "-1m", "9" * 400 + "d", "١m5"])
def test_what_is_no_length_of_time_is_wrong_usage(every: str, path: Path) -> None:
    ran = run("watch", "https://harbourpost.example/feed", "--every", every, "-l", path)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert not path.exists()


@pytest.fixture
def halfway(stand: Newsstand) -> Iterator[str]:
    """A feed whose second page does not come for now."""
    feed = name(stand, 1, 2)
    stand.do("/2", lambda handler: stand.closed.wait(30) and None)
    yield feed
    stand.closed.set()


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopped_or_killed_in_the_middle_of_a_page_the_ledger_is_sound_and_it_goes_on(
    stand: Newsstand, halfway: str, path: Path, sign: signal.Signals, status: int
) -> None:
    watching = command("watch", halfway, "--every", "1h", "--allow-private", "-l", path)
    with subprocess.Popen(watching, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        while "/2" not in stand.asked and child.poll() is None:
            time.sleep(0.05)
        child.send_signal(sign)
        out, err = child.communicate(timeout=30)
    assert (child.returncode, out) == (status, "")
    assert "Traceback" not in err
    assert run("verify", "-l", path).stdout == "all is well\n"
    name(stand, 1, 2)
    assert "1 pages recorded" in run("watch", halfway, "--once", "--allow-private", "-l", path).stdout
    assert asked(stand, 1, 2) == [1, 2]


def test_stopped_between_two_rounds(stand: Newsstand, path: Path) -> None:
    watching = command("watch", name(stand, 1), "--every", "1h", "--allow-private", "-l", path)
    with subprocess.Popen(watching, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert "1 pages recorded" in child.stdout.readline(), "a round is told once it is done, not at the end"
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Traceback" not in err
