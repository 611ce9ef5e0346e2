"""Looks for files that crash the reader of pages: `python -m tests.fuzz --minutes 10`.

Takes the files in `tests/seeds` and `tests/pages/saved`, all of our own writing, alters them (cuts, copies, splices, other bytes,
words that parsers trip over), packs them in what files are packed in, and reads them. Only a SourceError may be raised, every block must
lie in its text, nothing may be printed, and each must end within 10 s. Nothing is fetched. What fails is made as small as possible and
kept in `--keep`: add it to the seeds.
"""

import argparse
import contextlib
import gzip
import io
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from onrecord.errors import SourceError
from onrecord.pages import Web, documents

HERE = Path(__file__).parent
SEEDS = [path for folder in (HERE / "seeds", HERE / "pages" / "saved") for path in sorted(folder.glob("*")) if path.suffix != ".json"]
SECONDS = 10.0
OFFLINE = Web(seconds=0.5, wait=0.2, retries=0, gap=0.0)
WORDS = [
    b"<", b">", b"\"", b"'", b"&", b"&#0;", b"&#xD800;", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</p>", b"<p>", b"<q>", b"<table>",
    b"<template>", b"<svg>", b"<base href=//>", b"<!DOCTYPE x [", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\xcc\x81", b"\r\n\r\n", b"\r", b"\x85", b"\x0c", b"{", b"}", b"[", b"]", b"null", b"true", b"1e999", b"-1", b"9" * 40, b"\\ud800",
    b"--b1", b"; charset=utf-7", b"base64", b"WARC/1.0\r\n", b"Content-Length: ", b"\x1f\x8b\x08\0", b"PK\x05\x06", b"%PDF-1.4\n",
    b"2026-13-45", b"0000-00-00T99:99:99+99:99", b"http://[", b"https://x:y@[::1]:99999/", b"endobj", b"stream\r\n",
]  # fmt: skip


@dataclass(frozen=True)
class File:
    name: str
    raw: bytes


@st.composite
def files(draw: st.DrawFn) -> File:
    """A seed, altered in a few places, and perhaps packed (and altered again)."""
    path = draw(st.sampled_from(SEEDS))
    raw = _altered(draw, path.read_bytes(), 8)
    name = path.name
    how = draw(st.sampled_from(["", "", "", "gzip", "wacz", "utf-16"]))
    if how == "gzip":
        parts = raw.split(b"WARC/1.0")
        raw, name = b"".join(gzip.compress((b"WARC/1.0" if n else b"") + part, 1, mtime=0) for n, part in enumerate(parts)), f"{name}.gz"
    elif how == "wacz":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("archive/data.warc", raw)
        raw, name = out.getvalue(), "crawl.wacz"
    elif how == "utf-16":
        raw = raw.decode(errors="replace").encode("utf-16")
    return File(name, _altered(draw, raw, 2) if how else raw)


def _altered(draw: st.DrawFn, raw: bytes, most: int) -> bytes:
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + draw(st.sampled_from([1, 8, 64, 4096])))))
        what = draw(st.sampled_from(["word", "word", "bytes", "cut", "copy", "splice"]))
        if what == "word":
            raw = raw[:start] + draw(st.sampled_from(WORDS)) * draw(st.sampled_from([1, 1, 1, 3, 300])) + raw[end:]
        elif what == "bytes":
            raw = raw[:start] + draw(st.binary(max_size=8)) + raw[end:]
        elif what == "cut":
            raw = raw[:start] + raw[end:]
        elif what == "copy":
            raw = raw[:start] + raw[start:end] * draw(st.sampled_from([2, 3, 50])) + raw[end:]
        else:
            other = draw(st.sampled_from(SEEDS)).read_bytes()
            raw = raw[:start] + other[len(other) // 3 :][: draw(st.integers(0, 2000))] + raw[end:]
    return raw


def check(file: File, folder: Path) -> None:
    """Reads one file. Raises AssertionError, or whatever the reader raised that it should not."""
    path = folder / file.name
    path.write_bytes(file.raw)
    problems: list[SourceError] = []
    printed = io.StringIO()
    began = time.monotonic()
    alone = mock.patch("socket.getaddrinfo", side_effect=OSError("no network here"))  # altered, a text may be a list of addresses
    with contextlib.redirect_stderr(printed), contextlib.redirect_stdout(printed), alone:
        for found in documents([path], on_problem=problems.append, web=OFFLINE):
            assert found.text
            found.text.encode()
            for block in found.blocks:
                assert 0 <= block.start < block.end <= len(found.text), block
            if found.headline_span:
                assert found.headline_span[1] <= len(found.text)
    assert not printed.getvalue(), printed.getvalue()[:500]
    assert all("\n" not in str(problem) for problem in problems)
    assert time.monotonic() - began < SECONDS, "too slow"


def run(examples: int, number: int, folder: Path) -> int:
    """Checks so many altered files, those of one number always the same; returns how many it read."""
    last: list[File] = []
    count = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(files())
    def each(file: File) -> None:
        nonlocal count
        count += 1
        last[:] = [file]
        check(file, folder)

    try:
        each()
    except BaseException as problem:
        problem.add_note(f"the file: {last[0].name}, {last[0].raw!r}" if last and len(last[0].raw) < 3000 else "the file is long")
        if last:
            raise Failure(last[0]) from problem
        raise
    return count


class Failure(Exception):
    def __init__(self, file: File) -> None:
        super().__init__(file.name)
        self.file = file


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--minutes", type=float, default=10)
    parse.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where files that crash are kept")
    parse.add_argument("--first", type=int, default=int(time.time()), help="number of the first batch, to see the same files again")
    options = parse.parse_args()
    end, read, found = time.monotonic() + options.minutes * 60, 0, 0
    with tempfile.TemporaryDirectory() as name:
        number = options.first
        while time.monotonic() < end:
            try:
                read += run(200, number, Path(name))
            except Failure as failure:
                found += 1
                options.keep.mkdir(exist_ok=True)
                kept = options.keep / f"{number}-{failure.file.name}"
                kept.write_bytes(failure.file.raw)
                print(f"{kept}: {failure.__cause__!r}"[:2000], flush=True)
            number += 1
    print(f"{read} files read in {options.minutes:g} minutes from batch {options.first}, {found} crashes")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
