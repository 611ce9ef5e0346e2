"""The command line as a user meets it: what it prints, where, and with which exit status."""

import gzip
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "onrecord.cli", *arguments], input=given, capture_output=True, check=False, timeout=120)


def test_text_shows_marks_and_a_list_without_colour() -> None:
    ran = run("read", str(EXAMPLES / "harbour-talks.txt"))
    out = ran.stdout.decode()
    assert ran.returncode == 0
    assert "\x1b" not in out
    assert re.search(r"\{Mayor Hanne Tollner\}(\d+) /has said/\1 \[that a meeting", out)
    assert re.search(r"\d+ Hanne Tollner \(Mayor\) · has said · indirect · \d+% sure", out)
    assert "(left out) Related Articles" in out


def test_json_gives_one_record_a_line_in_the_order_of_the_inputs() -> None:
    ran = run("read", str(EXAMPLES / "wire.jsonl"), str(EXAMPLES / "ferry-strike.html"), "--format", "json")
    records = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert [r["document"]["given_id"] for r in records] == ["n1", "n2", None]
    for record in records:
        text = record["document"]["text"]
        assert all(text[s["start"] : s["end"]] == s["text"] for x in record["statements"] for s in x["content"] + x["cue"] + x["source"])


def test_html_is_one_page_that_loads_nothing(tmp_path: Path) -> None:
    ran = run("read", str(EXAMPLES), "--format", "html")
    page = ran.stdout.decode()
    assert ran.returncode == 0
    assert page.count("<article") == 4
    assert not re.search(r"<(?:script|img|link|iframe)|\bsrc=|url\(|@import", page)
    assert "default-src 'none'" in page
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links
    assert links <= set(re.findall(r'id="([^"]+)"', page))


def test_html_of_a_hostile_page_shows_it_as_text() -> None:
    ran = run("read", "-", "--format", "html", given="Houge said that <script>alert(1)</script> & “more” was fine.".encode())
    assert b"<script" not in ran.stdout
    assert b"&lt;script&gt;" in ran.stdout


def test_standard_input_and_what_the_file_cannot_say() -> None:
    ran = run(
        "read", "-", "-f", "json", "--headline", "Quay stays", "--published", "2026-03-04", "--publisher", "Harbour Post",
        given="\ufeffHouge said that the quay would stay.".encode(),
    )  # fmt: skip
    document = json.loads(ran.stdout)["document"]
    told = [document[name] for name in ("source", "headline", "published", "publisher")]
    assert told == ["-", "Quay stays", "2026-03-04", "Harbour Post"]
    assert document["text"].startswith("Houge")


def test_one_bad_input_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"Houge said no. " * 4000)[:-20])
    (tmp_path / "lines.jsonl").write_text(
        '{"text": "Houge said that it was so."}\n{"text": broken\n{"text": "Velle said that it was not."}\n'
    )
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 60_000 + "Houge said no.")
    (tmp_path / "folder").mkdir()
    names = ["missing.txt", "empty.txt", "picture.txt", "cut.txt.gz", "lines.jsonl", "deep.html", "folder"]
    ran = run("read", *(str(tmp_path / name) for name in names), str(EXAMPLES / "harbour-talks.txt"), "--format", "json")
    errors = ran.stderr.decode().splitlines()
    assert ran.returncode == 1
    assert len(errors) == len(names)
    assert [name for name, error in zip(names, errors, strict=True) if name not in error] == []
    assert "line 2" in errors[4]
    assert all(";" in error for error in errors), "each says what to do"
    assert "Traceback" not in ran.stderr.decode()
    assert len(ran.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["read", "x.txt", "--format", "pdf"], ["read", "x.txt", "--published", "soon"], ["sing"]]
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr.decode()


def test_version() -> None:
    assert run("--version").stdout.startswith(b"onrecord ")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m onrecord.cli read {EXAMPLES} {EXAMPLES} -f json | head -c 10"
    ran = subprocess.run(command, shell=True, capture_output=True, timeout=120, check=False)
    assert ran.stderr == b""


def test_ctrl_c_stops_without_a_traceback() -> None:
    command = [sys.executable, "-m", "onrecord.cli", "read", "-", "-f", "json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        time.sleep(5)  # until it waits for its input, on a busy machine too
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert b"Traceback" not in err


def test_control_characters_of_a_page_do_not_reach_the_terminal() -> None:
    ran = run("read", "-", given="Houge said that \x1b[31mthe quay\x1b[0m \u202ewould stay.".encode())
    assert b"\x1b" not in ran.stdout
    assert "\u202e" not in ran.stdout.decode()
    json_ran = run("read", "missing\x1b[31m.txt")
    assert b"\x1b" not in json_ran.stderr


def test_every_option_and_command_stands_in_the_docs() -> None:
    from typer.main import get_command

    from onrecord.cli import app

    docs = (ROOT / "docs" / "cli.md").read_text()
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"onrecord {name}" in docs
        for parameter in command.params:
            assert all(option in docs for option in parameter.opts if option.startswith("--") and option != "--help"), (
                name,
                parameter.opts,
            )
