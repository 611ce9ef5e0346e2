"""A damaged web archive read to its end: `python -m benchmarks.archives FOLDER [--pages 5000] [--json out.json]`.

Makes a WARC as crawlers make them (a request, a response and metadata for each page, each a gzip member) of so many pages: those in FOLDER
(`*/*.html.gz`, as the test resources of fundus) and our own (`examples`, `tests/pages/saved`), each copy with a mark of its own. Every
50th page is damaged, in five ways by turns: a byte turned, the member's first bytes lost, 100 bytes zeroed, a wrong check sum, 40 bytes
missing. Then reads it twice, in a process of its own each time: to pages alone, and on to documents. Checked: each undamaged page comes
once, byte for byte; none that is damaged does; as many damaged places are told as there are. Told: pages per second (wall) and the peak
of memory, for a fifth of the pages and for all of them.
"""

import argparse
import gzip
import hashlib
import io
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord import SourceError, pages
from onrecord.pages import document

EVERY = 50
_OWN = ("examples/*.html", "tests/pages/saved/*.html")


def _turned(raw: bytearray) -> None:
    raw[len(raw) // 2] ^= 0xFF


def _headless(raw: bytearray) -> None:
    raw[:4] = bytes(4)


def _zeroed(raw: bytearray) -> None:
    raw[20:120] = bytes(100)


def _wrong_sum(raw: bytearray) -> None:
    raw[-6] ^= 1


def _shortened(raw: bytearray) -> None:
    del raw[60:100]


DAMAGES: tuple[Callable[[bytearray], None], ...] = (_turned, _headless, _zeroed, _wrong_sum, _shortened)


def samples(folder: Path) -> list[bytes]:
    own = [path.read_bytes() for pattern in _OWN for path in sorted(Path().glob(pattern))]
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*/*.html.gz"))] + own


def write(path: Path, found: list[bytes], count: int) -> int:
    """Writes an archive of `count` pages and returns how many of them are damaged."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    damaged = 0
    with path.open("wb") as out:
        for n in range(count):
            raw = found[n % len(found)] + f"<!-- {n} -->".encode()
            address = f"https://press.example/{n}/{hashlib.sha256(raw).hexdigest()}"
            answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Server", "press")], protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "press.example")], is_http_request=True)
            for kind, http, payload in (("request", asked, b""), ("response", answer, raw), ("metadata", None, b"fetchTimeMs: 90\r\n")):
                packed = io.BytesIO()
                writer = WARCWriter(packed, gzip=True)
                writer.write_record(
                    writer.create_warc_record(address, kind, payload=io.BytesIO(payload), length=len(payload), http_headers=http)
                )
                member = bytearray(packed.getvalue())
                if kind == "response" and n % EVERY == EVERY - 1:
                    DAMAGES[damaged % len(DAMAGES)](member)
                    damaged += 1
                out.write(member)
    return damaged


def read(path: Path, to_documents: bool) -> dict[str, Any]:
    """Reads an archive, and prints what came of it."""
    problems: list[SourceError] = []
    numbers: list[int] = []
    altered = without_text = 0
    began = time.perf_counter()
    for page, given in pages.pages([path], on_problem=problems.append):
        _, number, digest = (page.url or "").rsplit("/", 2)
        numbers.append(int(number))
        altered += hashlib.sha256(page.raw).hexdigest() != digest
        if to_documents:
            try:
                document(page, given)
            except SourceError:
                without_text += 1
    seconds = time.perf_counter() - began
    told = re.search(r"(\d+) damaged place", str(problems[0])) if len(problems) == 1 else None
    return {
        "numbers": numbers,
        "altered": altered,
        "without text": without_text,
        "damaged places told": int(told[1]) if told else [str(p) for p in problems],
        "pages per second": round(len(numbers) / seconds, 1),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def row(path: Path, count: int, damaged: int, to_documents: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.archives", "--read", str(path), *(["--documents"] if to_documents else [])]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    numbers = found.pop("numbers")
    whole = [n for n in range(count) if n % EVERY != EVERY - 1]
    is_right = numbers == whole and not found["altered"] and found["damaged places told"] == damaged
    return {
        "to": "documents" if to_documents else "pages",
        "pages": count,
        "undamaged": len(whole),
        "read": len(numbers),
        "damaged": damaged,
        **found,
        "right": is_right,
    }


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path, nargs="?")
    parse.add_argument("--pages", type=int, default=5000, help="how many pages the larger archive holds (the smaller: a fifth)")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    parse.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parse.add_argument("--documents", action="store_true", help=argparse.SUPPRESS)
    given = parse.parse_args()
    if given.read:
        print(json.dumps(read(given.read, given.documents)))
        return
    if not given.folder or not (found := samples(given.folder)):
        sys.exit("give a folder of saved pages: */*.html.gz")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (given.pages // 5, given.pages):
            path = Path(folder) / "crawl.warc.gz"
            damaged = write(path, found, count)
            size = path.stat().st_size
            for to_documents in (False, True):
                rows.append({"MB": size // 1_000_000, **row(path, count, damaged, to_documents)})
                print("  ".join(f"{key}: {value}" for key, value in rows[-1].items()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if not all(row["right"] for row in rows):
        sys.exit("not all is right")


if __name__ == "__main__":
    main()
