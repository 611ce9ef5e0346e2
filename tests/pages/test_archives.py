"""Web archives are read like folders of pages; what is damaged in them costs only itself, and is told."""

import gzip
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord import Ledger
from onrecord.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from onrecord.pages import Memory, pages
from onrecord.vocabulary import Page

ARTICLE = "<html><body><h1>Ferry strike ends, day {}</h1>" + "<p>Crews voted on Tuesday to go back, their union said in Port Vell.</p>" * 3
Headers = list[tuple[str, str]]
HTML: Headers = [("Content-Type", "text/html")]

pytestmark = pytest.mark.filterwarnings(  # warcio's writer leaves its temporary files to be closed by themselves
    "ignore:Unclosed file <tempfile.Spooled:ResourceWarning", "ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)


def body(n: int) -> bytes:
    return ARTICLE.format(n).encode()


class Archive:
    """A WARC as an archive's own tool writes it."""

    def __init__(self, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.at: list[int] = []

    def add(self, n: int = 0, raw: bytes | None = None, *, status: str = "200 OK", headers: Headers = HTML, kind: str = "response") -> int:
        """Adds a record and returns where it begins."""
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        payload = io.BytesIO(body(n) if raw is None else raw)
        record = self.writer.create_warc_record(
            f"https://gazette.example/{n}",
            kind,
            payload=payload,
            http_headers=http if kind in ("response", "revisit") else None,
            warc_headers_dict={"WARC-Date": "2026-03-06T08:00:00Z"},
            warc_content_type="text/plain" if kind == "conversion" else "",
        )
        self.at.append(self.out.tell())
        self.writer.write_record(record)
        return self.at[-1]

    @property
    def raw(self) -> bytes:
        return self.out.getvalue()


def read(path: Path | str, stdin: bytes | None = None) -> tuple[list[Page], list[SourceError], list[str]]:
    problems: list[SourceError] = []
    passed: list[str] = []
    memory = Memory(passed=passed.append)
    given = None if stdin is None else io.BytesIO(stdin)
    return [page for page, _ in pages([path], on_problem=problems.append, memory=memory, stdin=given)], problems, passed


def held(raw: bytes, name: str, folder: Path) -> tuple[list[Page], list[SourceError], list[str]]:
    (folder / name).write_bytes(raw)
    return read(folder / name)


def of(count: int, packed: bool = True) -> Archive:
    archive = Archive(packed)
    for n in range(count):
        archive.add(n)
    return archive


# What is read


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_all_that_the_archive_knows_of_it(tmp_path: Path, packed: bool) -> None:
    archive = of(3, packed)
    name = "crawl.warc.gz" if packed else "crawl.warc"
    found, problems, _ = held(archive.raw, name, tmp_path)
    assert problems == []
    assert found == [
        Page(body(n), f"{tmp_path / name}#{at}", f"https://gazette.example/{n}", "2026-03-06T08:00:00Z", tuple(HTML), "text/html")
        for n, at in enumerate(archive.at)
    ]


def test_an_archive_is_told_by_what_it_holds_also_from_standard_input(tmp_path: Path) -> None:
    raw = of(3).raw
    assert len(held(raw, "nameless", tmp_path)[0]) == 3
    assert [page.raw for page in read("-", stdin=raw)[0]] == [body(n) for n in range(3)]


def test_an_archive_that_was_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    archive = of(3, packed=False)
    found, problems, _ = held(gzip.compress(archive.raw), "crawl.warc.gz", tmp_path)
    assert ([page.raw for page in found], problems) == ([body(n) for n in range(3)], [])
    assert found[2].source.endswith(f"#0+{archive.at[2]}")


@pytest.mark.parametrize("dictionary", [False, True])
def test_zstd_is_read_where_its_library_is(tmp_path: Path, dictionary: bool) -> None:
    zstd = pytest.importorskip("backports.zstd")
    archive = of(12, packed=False)
    ends = [*archive.at[1:], len(archive.raw)]
    records = [archive.raw[a:b] for a, b in zip(archive.at, ends, strict=True)]
    learned = zstd.train_dict(records * 20, 1024) if dictionary else None
    head = b"\x5d\x2a\x4d\x18" + len(learned.dict_content).to_bytes(4, "little") + learned.dict_content if learned else b""
    found, problems, _ = held(head + b"".join(zstd.compress(record, zstd_dict=learned) for record in records), "crawl.warc.zst", tmp_path)
    assert ([page.raw for page in found], problems) == ([body(n) for n in range(12)], [])


def test_only_what_a_server_gave_successfully_as_a_page_is_one(tmp_path: Path) -> None:
    archive = Archive()
    archive.add(1, status="404 Not Found")
    archive.add(2, status="301 Moved")
    archive.add(3, status="206 Partial Content")
    archive.add(4, headers=[("Content-Type", "image/png")])
    archive.add(5, b"User-agent: *\n", headers=[("Content-Type", "text/plain")])
    archive.add(7, kind="metadata")
    archive.add(8, b"Crews voted to go back, their union said.", kind="conversion")
    archive.add(9, headers=[("content-type", "application/xhtml+xml; charset=utf-8")])
    archive.add(10, headers=[])
    raw = archive.raw.replace(b"https://gazette.example/5", b"https://gazette.example/5")
    found, problems, _ = held(raw, "crawl.warc.gz", tmp_path)
    assert problems == []
    assert [page.url for page in found] == [f"https://gazette.example/{n}" for n in (5, 8, 9, 10)]
    assert [page.media for page in found] == ["text/plain", "text/plain", "text/html", "text/html"]


def test_texts_for_machines_are_no_pages(tmp_path: Path) -> None:
    archive = Archive()
    record = archive.writer.create_warc_record(
        "https://gazette.example/robots.txt",
        "response",
        payload=io.BytesIO(b"User-agent: *\n"),
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1"),
    )
    archive.writer.write_record(record)
    found, [problem], _ = held(archive.raw, "crawl.warc.gz", tmp_path)
    assert found == []
    assert isinstance(problem, SourceMissing)


@pytest.mark.parametrize(
    ("packed", "headers"),
    [
        (gzip.compress, [("Content-Encoding", "gzip")]),
        (zlib.compress, [("Content-Encoding", "deflate")]),
        (lambda raw: b"%x\r\n%b\r\n0\r\n\r\n" % (len(raw), raw), [("Transfer-Encoding", "chunked")]),
        (lambda raw: b"5\r\n%b\r\n%x;a=b\r\n%b\r\n0\r\n\r\n" % (raw[:5], len(raw) - 5, raw[5:]), [("Transfer-Encoding", "chunked")]),
        (bytes, [("Transfer-Encoding", "chunked")]),  # many archives store it joined, and keep the header
        (bytes, [("Content-Encoding", "gzip")]),
    ],
)
def test_what_was_packed_for_the_way_is_unpacked(tmp_path: Path, packed: Callable[[bytes], bytes], headers: Headers) -> None:
    archive = Archive()
    archive.add(1, packed(body(1)), headers=[("Content-Type", "text/html"), *headers])
    found, problems, _ = held(archive.raw, "crawl.warc.gz", tmp_path)
    assert ([page.raw for page in found], problems) == ([body(1)], [])


def test_second_copies_and_revisits_are_passed_over_and_counted(tmp_path: Path) -> None:
    archive = Archive()
    archive.add(1)
    archive.add(1)
    archive.add(1, b"", kind="revisit")
    archive.add(1, body(2))
    found, problems, passed = held(archive.raw, "crawl.warc.gz", tmp_path)
    assert ([page.raw for page in found], problems) == ([body(1), body(2)], [])
    assert passed == ["https://gazette.example/1"] * 2


def test_a_ledgers_own_export_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(body(1))
    (tmp_path / "b.txt").write_text("Ferry strike ends\n\n“We won,” said Mara Dunlin of Côte-Vell.\n")
    with Ledger(tmp_path / "one.db") as one, Ledger(tmp_path / "two.db") as two:
        one.add([tmp_path / "a.html"], url="https://gazette.example/1")
        one.add([tmp_path / "b.txt"])
        assert one.export(tmp_path / "out.warc.gz") == 2
        assert two.add(tmp_path / "out.warc.gz").pages == 2
        assert two.add(tmp_path / "out.warc.gz").passed == 2
        assert [record.document.id for record in two.records()] == [record.document.id for record in one.records()]
        assert [record.statements for record in two.records()] == [record.statements for record in one.records()]


# What is damaged


def _flipped(raw: bytearray, at: int) -> None:
    raw[at + 100] ^= 0xFF


def _no_start(raw: bytearray, at: int) -> None:
    raw[at] = 0


def _zeros(raw: bytearray, at: int) -> None:
    raw[at + 20 : at + 120] = bytes(100)


def _wrong_sum(raw: bytearray, at: int) -> None:
    raw[raw.index(b"\x1f\x8b\x08", at + 1) - 6] ^= 1


def _cut_out(raw: bytearray, at: int) -> None:
    del raw[at + 50 : at + 90]


@pytest.mark.parametrize("damage", [_flipped, _no_start, _zeros, _wrong_sum, _cut_out])
@pytest.mark.parametrize("bad", [[0], [7], [0, 5, 11, 18]])
def test_damaged_members_cost_only_themselves(tmp_path: Path, damage: Callable[[bytearray, int], None], bad: list[int]) -> None:
    archive = of(20)
    raw = bytearray(archive.raw)
    for n in reversed(bad):
        damage(raw, archive.at[n])
    found, [problem], _ = held(bytes(raw), "crawl.warc.gz", tmp_path)
    assert [page.url for page in found] == [f"https://gazette.example/{n}" for n in range(20) if n not in bad]
    assert isinstance(problem, SourceUnreadable)
    assert f"{len(bad)} damaged place" in str(problem)
    assert str(archive.at[bad[0]]) in str(problem)


def test_damage_in_zstd_costs_only_itself(tmp_path: Path) -> None:
    zstd = pytest.importorskip("backports.zstd")
    archive = of(12, packed=False)
    ends = [*archive.at[1:], len(archive.raw)]
    frames = [zstd.compress(archive.raw[a:b]) for a, b in zip(archive.at, ends, strict=True)]
    for n in (0, 6):
        frames[n] = frames[n][:30] + bytes(20) + frames[n][50:]
    found, [problem], _ = held(b"".join(frames), "crawl.warc.zst", tmp_path)
    assert [page.url for page in found] == [f"https://gazette.example/{n}" for n in range(12) if n not in (0, 6)]
    assert "2 damaged places (at byte 0, " in str(problem)


def test_an_archive_that_was_cut_off_says_so(tmp_path: Path) -> None:
    archive = of(5)
    found, [problem], _ = held(archive.raw[: archive.at[4] + 60], "crawl.warc.gz", tmp_path)
    assert len(found) == 4
    assert f"at byte {archive.at[4]}" in str(problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"WARC/1.0", b"WXRC/1.0"), (b"Content-Length: ", b"Content-Length: 1"), (b"Content-Length: ", b"Content-Length: -")],
)
def test_damage_in_an_archive_that_is_not_packed_is_found_where_it_can_be(tmp_path: Path, old: bytes, new: bytes) -> None:
    archive = of(12, packed=False)
    at = archive.at[4]
    raw = archive.raw[:at] + archive.raw[at:].replace(old, new, 1)
    found, [problem], _ = held(raw, "crawl.warc", tmp_path)
    assert [page.url for page in found] == [f"https://gazette.example/{n}" for n in range(12) if n != 4]
    assert "damaged place" in str(problem)


def test_the_zeros_that_fill_a_last_block_are_no_damage(tmp_path: Path) -> None:
    assert held(of(2).raw + bytes(4096), "crawl.warc.gz", tmp_path)[1] == []


# What could explode


def test_a_record_that_unpacks_to_300_megabytes_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bomb.example/\r\nContent-Length: 300000019\r\n\r\n"
    head += b"HTTP/1.1 200 OK\r\n\r\n"
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    tracemalloc.start()
    found, [problem], _ = held(bomb + of(2).raw, "crawl.warc.gz", tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 2
    assert "1 damaged place (at byte 0)" in str(problem)
    assert peak < 60_000_000


def test_a_page_beyond_the_limit_is_named_with_its_place(tmp_path: Path) -> None:
    archive = of(1)
    at = archive.add(1, b"<p>" + b"Crews voted. " * 1_700_000)
    archive.add(2)
    found, [problem], _ = held(archive.raw, "crawl.warc.gz", tmp_path)
    assert [page.url for page in found] == ["https://gazette.example/0", "https://gazette.example/2"]
    assert isinstance(problem, SourceTooLarge)
    assert problem.source.endswith(f"crawl.warc.gz#{at}")


def test_a_head_without_end_is_damage(tmp_path: Path) -> None:
    raw = gzip.compress(b"WARC/1.0\r\n" + b"A: b\r\n" * 1_000_000) + of(1).raw
    found, [problem], _ = held(raw, "crawl.warc.gz", tmp_path)
    assert len(found) == 1
    assert "1 damaged place" in str(problem)


# WACZ


def wacz(path: Path, entries: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as packed:
        for name, raw in entries.items():
            packed.writestr(name, raw)
    return path


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path, how: int) -> None:
    path = wacz(
        tmp_path / "crawl.wacz", {"datapackage.json": b"{}", "archive/a.warc.gz": of(2).raw, "archive/b.warc": of(3, packed=False).raw}, how
    )
    found, problems, _ = read(path)
    assert ([page.url for page in found], problems) == ([f"https://gazette.example/{n}" for n in (0, 1, 0, 1, 2)], [])
    assert found[0].source == f"{path}/archive/a.warc.gz#0"


def test_damage_in_a_wacz_costs_only_itself(tmp_path: Path) -> None:
    archive = of(5)
    path = wacz(tmp_path / "crawl.wacz", {"archive/a.warc.gz": archive.raw, "archive/b.warc.gz": of(1).raw})
    raw = bytearray(path.read_bytes())
    raw[raw.index(archive.raw) + archive.at[4] + 100] ^= 0xFF
    path.write_bytes(raw)
    found, [problem], _ = read(path)
    assert len(found) == 5
    assert problem.source == f"{path}/archive/a.warc.gz"


@pytest.mark.parametrize("name", ["../../archive/x.warc.gz", "/archive/x.warc.gz", "archive/../../x.warc.gz", "archive\\..\\x.warc.gz"])
def test_names_that_lead_out_of_a_wacz_are_not_followed(tmp_path: Path, name: str) -> None:
    path = wacz(tmp_path / "deep.wacz", {name: of(1).raw})
    found, [problem], _ = read(path)
    assert found == []
    assert isinstance(problem, SourceMissing)
    assert list(tmp_path.iterdir()) == [path]


def test_a_wacz_packed_by_a_method_nobody_knows_is_told(tmp_path: Path) -> None:
    path = wacz(tmp_path / "crawl.wacz", {"archive/a.warc.gz": of(2).raw})
    raw = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # in the entry's own head, and in the directory
        raw[raw.index(signature) + at] = 99
    path.write_bytes(raw)
    assert "packed in a way that is not read" in str(read(path)[1][0])


@pytest.mark.parametrize("cut", [10, 500])
def test_a_wacz_that_was_cut_off_is_told(tmp_path: Path, cut: int) -> None:
    path = wacz(tmp_path / "crawl.wacz", {"archive/a.warc.gz": of(2).raw})
    path.write_bytes(path.read_bytes()[:-cut])
    assert "damaged zip file" in str(read(path)[1][0])


@pytest.mark.parametrize(
    "raw", [b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18\xff\xff\xff\xff", b"PK\x03\x04"]
)
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "a.warc.zst", "a.wacz"])
def test_what_is_hardly_an_archive_is_told(tmp_path: Path, name: str, raw: bytes) -> None:
    found, problems, _ = held(raw, name, tmp_path)
    assert len(found) + len(problems) == 1
