"""Sources to documents: one an input, in order, and a message where there is none."""

import codecs
import gzip
import hashlib
import io
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable, UsageError
from onrecord.pages import Given, documents, from_text
from onrecord.vocabulary import BlockKind, Document

TEXT = "Ferry strike ends\n\nCrews voted on Tuesday, their union said.\n\n“We won,” said Mara Dunlin of Côte-Vell.\n"
CREWS = "<p>Crews voted on Tuesday to go back, their union said in Port Vell.</p>"
HTML = f"<html><head><title>x</title></head><body><h1>Ferry strike ends</h1>{CREWS * 2}</body></html>"


def read(*sources: str | Path, given: Given = Given(), stdin: bytes | None = None) -> tuple[list[Document], list[SourceError]]:  # noqa: B008
    problems: list[SourceError] = []
    found = list(documents(sources, given, stdin=None if stdin is None else io.BytesIO(stdin), on_problem=problems.append))
    return found, problems


def jsonl(records: Iterable[object]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.html").write_text(HTML)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(jsonl([{"text": TEXT, "id": "one"}, {"html": HTML}])))
    return tmp_path


# What can be read


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
@pytest.mark.parametrize("name", ["notes.txt", "notes", "notes.html"])
def test_a_text_file_is_kept_as_it_is_whatever_its_name(tmp_path: Path, name: str, packed: type[bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(packed(TEXT.encode()))
    [found], problems = read(path)
    assert (found.text, problems) == (TEXT, [])
    assert found.source == str(path)
    assert found.headline == "Ferry strike ends"
    assert found.headline_span == (0, 17)
    assert found.id == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
@pytest.mark.parametrize("name", ["page.html", "page.txt", "page"])
def test_a_web_page_is_one_whatever_its_name(tmp_path: Path, name: str, packed: type[bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(packed(HTML.encode()))
    [found], _ = read(path)
    assert found.text.startswith("Ferry strike ends\n\nCrews voted")
    assert "<p>" not in found.text


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_a_text_stay(tmp_path: Path, line_end: str) -> None:
    raw = TEXT.replace("\n", line_end).encode()
    (tmp_path / "notes.txt").write_bytes(raw)
    [found], _ = read(tmp_path / "notes.txt")
    assert found.text.encode() == raw
    assert [found.text[b.start : b.end] for b in found.blocks][1] == "Crews voted on Tuesday, their union said."


@pytest.mark.parametrize(
    "raw", [codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("utf-16"), codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT.encode("cp1252")]
)
def test_only_the_byte_order_mark_is_removed_from_a_text(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "notes.txt").write_bytes(raw)
    [found], _ = read(tmp_path / "notes.txt")
    assert found.text == TEXT
    assert found.id == hashlib.sha256(raw).hexdigest()


def test_a_utf16_web_page_is_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(HTML.encode("utf-16"))
    assert read(tmp_path / "page.txt")[0][0].text.startswith("Ferry strike ends\n\nCrews")


def test_each_line_of_jsonl_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(
        jsonl([{"text": TEXT, "id": 7, "url": "https://x.example/1", "other": [1]}])
        + b"\n"
        + jsonl([{"html": HTML, "id": "b", "publisher": "Gull"}])
    )
    found, problems = read(path)
    assert problems == []
    assert [(d.source, d.given_id, d.url, d.publisher) for d in found] == [
        (f"{path}#1", "7", "https://x.example/1", None),
        (f"{path}#3", "b", None, "Gull"),
    ]
    assert found[0].id == hashlib.sha256(b"https://x.example/1\n" + TEXT.encode()).hexdigest()


def test_what_is_given_overrules_a_line_and_a_line_its_page(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(jsonl([{"html": HTML, "headline": "Boats sail", "publisher": "Gull", "published": "4 March 2026"}]))
    [found], _ = read(path, given=Given(publisher="Harbour Post"))
    assert (found.headline, found.publisher, found.published) == ("Boats sail", "Harbour Post", "2026-03-04")


def test_a_folder_gives_its_pages_sorted_and_passes_over_the_rest(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00")
    (folder / "README.md").write_text("# Notes")
    (folder / "story.php").write_text("<!DOCTYPE html>" + HTML)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("hidden")
    (folder / "sub").mkdir()
    (folder / "sub" / "d.txt").write_text(TEXT)
    (folder / "sub" / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found, problems = read(folder)
    assert problems == []
    assert [str(Path(d.source).relative_to(folder)) for d in found] == [
        "a.html",
        "b.txt",
        "c.jsonl.gz#1",
        "c.jsonl.gz#2",
        "story.php",
        "sub/d.txt",
    ]


def test_patterns_and_several_sources_come_in_order(folder: Path) -> None:
    found, problems = read(str(folder / "*.txt"), folder / "a.html", str(folder / "**" / "*.html"))
    assert problems == []
    assert [Path(d.source).name for d in found] == ["b.txt", "a.html", "a.html"]


def test_a_file_named_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "notes[1].txt").write_text(TEXT)
    assert len(read(str(tmp_path / "notes[1].txt"))[0]) == 1


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("raw", "sources"),
    [
        (TEXT.encode(), ["-"]),
        (HTML.encode(), ["-"]),
        (jsonl([{"text": TEXT}, {"text": TEXT}]), ["-#1", "-#2"]),
        (jsonl([{"id": 1, "html": HTML}]), ["-#1"]),
    ],
)
def test_standard_input_is_told_by_what_it_holds(raw: bytes, sources: list[str], packed: type[bytes]) -> None:
    found, problems = read("-", stdin=packed(raw))
    assert problems == []
    assert [d.source for d in found] == sources


def test_standard_input_stays_open() -> None:
    stdin = io.BytesIO(TEXT.encode())
    assert len(list(documents(["-"], stdin=stdin))) == 1
    assert not stdin.closed


def test_a_given_headline_is_found_in_a_text_or_stands_beside_it() -> None:
    inside = from_text("Harbour Post\n\nFerry strike ends\n\nCrews voted.", Given(headline="Ferry  strike ends"))
    assert (inside.headline, inside.headline_span) == ("Ferry  strike ends", (14, 31))
    beside = from_text(TEXT, Given(headline="Boats sail"))
    assert (beside.headline, beside.headline_span) == ("Boats sail", None)
    assert BlockKind.HEADLINE not in {b.kind for b in beside.blocks}


def test_furniture_stays_in_a_text_but_is_marked() -> None:
    found = from_text(TEXT + "\nRelated Articles\n\nBack to top button")
    assert [b.kind for b in found.blocks][-2:] == [BlockKind.FURNITURE] * 2


def test_a_long_jsonl_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(jsonl([{"text": TEXT}] * 3) + b"not JSON at all\n")
    reading = documents([path])
    assert [next(reading).source for _ in range(3)] == [f"{path}#{n}" for n in (1, 2, 3)]
    with pytest.raises(SourceUnreadable, match="line 4"):
        next(reading)


# What cannot: one message each, and the rest goes on


def refused(source: str | Path, stdin: bytes | None = None) -> SourceError:
    found, problems = read(source, stdin=stdin)
    assert found == []
    [problem] = problems
    assert problem.problem
    assert problem.remedy
    assert "\n" not in str(problem)
    return problem


@pytest.mark.parametrize("source", ["", "no/such/file.txt", "no/*/such.html", "a\0b", "x" * 5000, "\ud800"])
def test_what_is_not_there_is_missing(source: str) -> None:
    assert isinstance(refused(source), SourceMissing)


def test_a_folder_without_pages_is_missing_them(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00")
    assert "no pages in this folder" in str(refused(tmp_path))


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.txt.gz"])
@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n ", codecs.BOM_UTF8])
def test_an_empty_file_is_empty(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    assert "empty" in str(refused(tmp_path / name))


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0", bytes(range(1, 9)) * 99, b"PK\x03\x04" + bytes(30)])
def test_a_binary_file_is_not_text(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(raw)
    assert "is not text" in str(refused(tmp_path / "x.txt"))


def test_200_megabytes_of_text_are_refused_at_once(tmp_path: Path) -> None:
    with open(tmp_path / "x.txt", "wb") as file:
        file.write(b"Ferry strike ends\n" * 2_000_000)
        file.truncate(200_000_000)
    began = time.process_time()
    assert isinstance(refused(tmp_path / "x.txt"), SourceTooLarge)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", ["bomb.html.gz", "bomb.jsonl.gz"])
def test_a_gzip_bomb_ends_early(tmp_path: Path, name: str) -> None:
    block = gzip.compress(b"a" * 10_000_000)
    (tmp_path / name).write_bytes(block * 100)
    began = time.process_time()
    assert isinstance(refused(tmp_path / name), SourceTooLarge)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_a_truncated_gzip_is_told_and_what_to_do(tmp_path: Path, cut: int) -> None:
    (tmp_path / "x.html.gz").write_bytes(gzip.compress(HTML.encode())[:-cut])
    assert "ends too early; download or copy it again" in str(refused(tmp_path / "x.html.gz"))


def test_a_truncated_jsonl_archive_gives_what_it_still_holds(tmp_path: Path) -> None:
    raw = jsonl({"text": f"{TEXT} {hashlib.sha256(bytes([n])).hexdigest()}"} for n in range(200))
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(raw)[:-200])
    found, [problem] = read(tmp_path / "x.jsonl.gz")
    assert len(found) > 100
    assert "ends too early, after line" in str(problem)


def test_a_damaged_gzip_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.gz").write_bytes(b"\x1f\x8b\x08\x00garbage garbage garbage")
    assert "damaged" in str(refused(tmp_path / "x.gz"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "cut off', "line 2 is not valid JSON"),
        (b"[1, 2]", "line 2 is not a JSON object"),
        (b'{"id": 1}', "line 2 has neither 'text' nor 'html'"),
        (b'{"text": 3}', "line 2 has neither 'text' nor 'html'"),
        (b'{"text": "  "}', "line 2 is empty"),
        (b'{"html": "<html></html>"}', "x.jsonl#2: no article text found"),
        (b'{"text": ' + b"[" * 100_000, "line 2 "),
        (b'{"text": ' + b"9" * 10_000 + b"}", "line 2 "),
        (b"\xff\xfe\x00", "line 2 is not valid JSON"),
    ],
)
def test_a_bad_jsonl_line_is_told_by_its_number_and_the_others_are_read(tmp_path: Path, line: bytes, message: str) -> None:
    good = jsonl([{"text": TEXT}])
    (tmp_path / "x.jsonl").write_bytes(good + line + b"\n" + good)
    found, [problem] = read(tmp_path / "x.jsonl")
    assert len(found) == 2
    assert message in str(problem)


def test_an_overlong_jsonl_line_is_passed_over(tmp_path: Path) -> None:
    good = jsonl([{"text": TEXT}])
    (tmp_path / "x.jsonl").write_bytes(good + b'{"text": "' + b"a" * 25_000_000 + b'"}\n' + good)
    found, [problem] = read(tmp_path / "x.jsonl")
    assert [d.source[-2:] for d in found] == ["#1", "#3"]
    assert isinstance(problem, SourceTooLarge)
    assert "line 2" in str(problem)


def test_a_lone_surrogate_never_reaches_a_text(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"text": "half \\ud83d a smile", "headline": "\\udc00", "id": "\\ud800"}\n')
    [found], _ = read(tmp_path / "x.jsonl")
    assert (found.text, found.headline, found.given_id) == ("half \ufffd a smile", "\ufffd", "\ufffd")


def test_pipes_devices_and_json_files_are_refused_without_hanging(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in str(refused(tmp_path / "pipe"))
    assert "neither a file nor a folder" in str(refused("/dev/zero"))
    (tmp_path / "x.json").write_text('{\n"text": "Ferry strike ends"\n}')
    assert "JSON Lines" in str(refused(tmp_path / "x.json"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "x.txt").chmod(0)
    assert "no permission" in str(refused(tmp_path / "x.txt"))


def test_bad_sources_do_not_stop_good_ones(folder: Path) -> None:
    (folder / "empty.txt").touch()
    found, problems = read("missing.txt", folder / "b.txt", folder / "empty.txt", folder / "a.html")
    assert [Path(d.source).name for d in found] == ["b.txt", "a.html"]
    assert [Path(p.source).name for p in problems] == ["missing.txt", "empty.txt"]


def test_without_a_listener_the_first_problem_is_raised(folder: Path) -> None:
    with pytest.raises(SourceMissing):
        list(documents(["missing.txt", folder / "b.txt"]))


def test_a_given_date_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="write it as"):
        documents([], Given(published="next week"))


def test_what_is_given_may_be_blank_or_hold_what_no_file_can() -> None:
    found = from_text(TEXT, Given(headline=" ", url="https://x.example/\ud800", publisher=""))
    assert (found.headline, found.publisher, found.url) == ("Ferry strike ends", None, "https://x.example/\ufffd")


SEEDS = st.sampled_from(
    [TEXT.encode(), HTML.encode(), jsonl([{"text": TEXT}]), gzip.compress(HTML.encode()), codecs.BOM_UTF16_LE, b"{", b"<", b"\x1f\x8b\x08"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=300) | st.builds(lambda a, b, n: a[:n] + b, SEEDS, st.binary(max_size=20), st.integers(0, 400)),
    suffix=st.sampled_from(["", ".html", ".jsonl", ".gz", ".json"]),
)
def test_any_bytes_give_documents_or_source_errors(tmp_path: Path, raw: bytes, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(raw)
    found, problems = read(path)
    assert found or problems
    for document in found:
        assert document.text.encode()
        assert document.text.strip()
        at = 0
        for block in document.blocks:
            assert at <= block.start < block.end <= len(document.text)
            at = block.end
    assert read(path)[0] == found
    assert [d.text for d in read("-", stdin=raw)[0]] == [d.text for d in found] or suffix
