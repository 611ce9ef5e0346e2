"""Web archives to pages: WARC (ISO 28500), packed member by member or not at all, and WACZ, a zip file of WARCs.

warcio reads the records. Getting to them is done here, because it stops in silence at the first damaged member.
"""

import hashlib
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, BinaryIO, cast

from onrecord.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from onrecord.pages import members, transport
from onrecord.pages.kinds import is_html
from onrecord.pages.members import Codec, Damaged, Member, Tape
from onrecord.pages.online import Found
from onrecord.pages.page import HTML, LARGEST, Given, writable
from onrecord.pages.web import is_address
from onrecord.vocabulary import Page

Passed = Callable[[str], None]

_HTML_TYPES = frozenset([HTML, "application/xhtml+xml"])
_NO_PAGE = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms(?:-full)?)\.txt(?:\?|$)", re.IGNORECASE)  # texts for machines
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_CHUNK_SIZE = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r\n")
_MOST_CHUNKS = 200_000
_REMEMBERED = 100_000  # pages of an archive of which a second copy is known as one
_NAMED = 8  # damaged places that a message names
_IN_WACZ = re.compile(r"archive/[^/\\]+\.warc(?:\.gz|\.zst)?", re.IGNORECASE)
_LARGEST_DIRECTORY, _MOST_ARCHIVES = 20_000_000, 5_000
_BOMB, _RATIO = 1_000_000_000, 200


class _Archive:
    """One WARC stream. `damaged`: how many places are, the first of them in `places`; `seen`: records of any type."""

    def __init__(self, name: str, stream: BinaryIO, given: Given, passed: Passed) -> None:
        self._name, self._tape, self._given, self._passed = name, Tape(stream), given, passed
        self._known: dict[bytes, None] = {}
        self.damaged, self.places = 0, list[int]()
        self.seen = self.pages = 0

    def read(self) -> Iterator[Found]:
        codec = _codec(self._tape)
        while head := self._tape.peek():
            member = Member(self._tape, codec)
            try:
                yield from self._records(member, codec.many)
                member.close()
            except Damaged:
                found = members.resume(self._tape, codec, member.offset)
                if found or head.strip(b"\0") or self._tape.offset - member.offset > len(head):  # else what fills a last block up
                    self._lost(member.offset)
        if self.damaged:
            yield self._losses()
        elif not self.pages:
            what = f"none of its {self.seen} records is a page that a server gave" if self.seen else "is empty"
            yield SourceMissing(self._name, what, "check how it was made")

    def _records(self, member: Member, many: bool) -> Iterator[Found]:
        while member.more():
            inner = member.tell()
            where = f"{self._name}#{member.offset}+{inner}" if many and inner else f"{self._name}#{member.offset}"
            found = self._record(member, where)
            end = member.tell()
            follows = member.more()  # where members are packed, this checks the sum as well
            if follows and not many and member.tell() == end and not member.stands_before(members.START):
                raise Damaged("its length is wrong")
            self.seen += 1
            if found is not None:
                self.pages += 1
                yield found
            if not many:
                return

    def _record(self, member: Member, where: str) -> Found | None:
        """The page in the record that the member stands before, or None where there is none; the member stands behind it then."""
        record = _loaded(member)
        kind, length = (record.rec_type or "").lower(), record.length
        end = member.tell() + length
        address = writable(record.rec_headers.get_header("WARC-Target-URI") or "")
        found: Found | None = None
        if kind == "revisit":
            self._passed(address)
        elif kind in ("response", "resource", "conversion"):
            is_answer = kind == "response" and is_address(address)
            status, headers = _answered(record) if is_answer else ("200", ())
            told = _told(headers) if is_answer else record.content_type or ""
            media = told.partition(";")[0].strip().lower()
            if status in ("200", "203") and _is_wanted(kind, media, address):
                body = member.read(min(end - member.tell(), LARGEST + 1))
                found = self._page(where, address, headers, media, body, record)
        if not member.skip(end - member.tell()):
            raise Damaged("ends too early")
        return found

    def _page(self, where: str, address: str, headers: tuple[tuple[str, str], ...], media: str, body: bytes, record: Any) -> Found | None:
        if len(body) > LARGEST:
            return SourceTooLarge(where, f"is larger than {LARGEST // 1_000_000} MB", "no article is; save its text")
        said = {name.lower(): value for name, value in headers}
        try:
            if said.get("transfer-encoding", "").strip().lower() == "chunked":
                body = _joined(body)
            raw = transport.unpacked(body, said.get("content-encoding", ""), LARGEST)
        except transport.TooLong:
            return SourceTooLarge(where, f"is larger than {LARGEST // 1_000_000} MB", "no article is; save its text")
        except transport.Unknown as problem:
            return SourceUnreadable(where, f"is packed in a way that is not read ({problem})", "save the page from its address")
        except transport.NotUnpacked as problem:
            return SourceUnreadable(where, f"was packed by its server, and is broken ({problem})", "save the page from its address")
        if self._is_copy(address, raw):
            self._passed(address)
            return None
        is_page = is_html(raw, "") or (media in _HTML_TYPES and b"<" in raw)
        at = _DATE.match(record.rec_headers.get_header("WARC-Date") or "")
        url = address if is_address(address) else None
        return Page(raw, where, url, f"{at[0]}Z" if at else None, headers, HTML if is_page else "text/plain"), self._given

    def _is_copy(self, address: str, raw: bytes) -> bool:
        """Whether the same bytes came from the same address before; of very many pages, the latest are remembered."""
        key = hashlib.blake2b(address.encode() + b"\n" + raw, digest_size=8).digest()
        if key in self._known:
            return True
        self._known[key] = None
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        return False

    def _lost(self, offset: int) -> None:
        self.damaged += 1
        if len(self.places) < _NAMED:
            self.places.append(offset)

    def _losses(self) -> SourceError:
        where = ", ".join(str(place) for place in self.places) + (", …" if self.damaged > len(self.places) else "")
        places = "1 damaged place" if self.damaged == 1 else f"{self.damaged} damaged places"
        rest = "all else was read" if self.pages else "nothing else is a page"
        return SourceUnreadable(self._name, f"{places} (at byte {where}), and what stood there is lost; {rest}", "get the archive again")


def warc(name: str, stream: BinaryIO, given: Given, passed: Passed) -> Iterator[Found]:
    """The pages of a WARC, in order: HTML that a server gave successfully, texts, and what was stored without a server's answer.

    Each page's source is `name#offset`, where `offset` is the byte at which its member begins (`#offset+n`: byte n of what it unpacks to);
    its URL, time and headers are as recorded. `passed` is told of what refers to an earlier capture (revisit records), and of second copies
    of a page. Damaged members cost only themselves; one problem at the end names how many and where. Memory does not grow with
    the archive: a page is held at a time, of up to 20 MB.
    """
    try:
        yield from _Archive(name, stream, given, passed).read()
    except ImportError:
        yield SourceUnreadable(name, "is packed with zstd, which needs a library", "run: pip install 'onrecord[zstd]'")
    except Damaged as problem:
        yield SourceUnreadable(name, f"cannot be unpacked ({problem})", "get the archive again")


def wacz(name: str, file: BinaryIO, given: Given, passed: Passed) -> Iterator[Found]:
    """The pages of the WARCs in a WACZ (https://specs.webrecorder.net/wacz/1.1.1/), as of `warc`; nothing is unpacked to disk."""
    try:
        _check_directory(name, file)
        with zipfile.ZipFile(file) as packed:
            archives = [info for info in packed.infolist() if _IN_WACZ.fullmatch(info.filename)]
            if len(archives) > _MOST_ARCHIVES:
                raise SourceTooLarge(name, f"holds more than {_MOST_ARCHIVES:,} archives", "unpack it, and give the folder")
            for info in archives:
                yield from _inside(f"{name}/{writable(info.filename)}", packed, info, given, passed)
    except SourceError as problem:
        yield problem
        return
    except NotImplementedError:  # zipfile's word for a method of packing that it does not know
        yield SourceUnreadable(name, "is packed in a way that is not read", "unpack it, and give the files")
        return
    except (zipfile.BadZipFile, ValueError, struct.error, EOFError, zlib.error):
        yield SourceUnreadable(name, "is a damaged zip file", "get it again")
        return
    if not archives:
        yield SourceMissing(name, "is a zip file without archive/*.warc.gz in it, so no WACZ", "unpack it, and give the files")


def _inside(name: str, packed: zipfile.ZipFile, info: zipfile.ZipInfo, given: Given, passed: Passed) -> Iterator[Found]:
    if info.flag_bits & 1:
        yield SourceUnreadable(name, "is encrypted", "unpack it, and give the files")
    elif info.file_size > max(_BOMB, _RATIO * info.compress_size):
        yield SourceTooLarge(name, "unpacks to far more than any archive", "get it again from where you trust it")
    else:
        info.CRC = cast(int, None)  # not checked: its members have check sums of their own, and a damaged one must not cost the last
        with packed.open(info) as stream:
            yield from warc(name, cast(BinaryIO, stream), given, passed)


def _check_directory(name: str, file: BinaryIO) -> None:
    """Raises SourceTooLarge for a zip file of so many entries that listing them alone takes all memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_600))
    tail = file.read(65_600)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise SourceUnreadable(name, "is a damaged zip file", "get it again")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    wide = tail.rfind(b"PK\x06\x06")
    if wide >= 0:
        directory = max(directory if directory != 0xFFFFFFFF else 0, int.from_bytes(tail[wide + 40 : wide + 48], "little"))
    if directory > _LARGEST_DIRECTORY:
        raise SourceTooLarge(name, "holds too many files", "unpack it, and give the folder")


def _codec(tape: Tape) -> Codec:
    head = tape.peek()
    if head.startswith(b"\x1f\x8b"):
        return members.Gzip()
    if re.match(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", head):
        return members.Zstd(tape)
    return members.Plain() if head.startswith(members.START) or not members.Gzip.magic.search(head) else members.Gzip()


@cache
def _loader() -> Any:
    logging.getLogger("warcio").addHandler(logging.NullHandler())  # what it thinks of an address is nobody's business on standard error
    from warcio.recordloader import ArcWarcRecordLoader  # here, because who reads no archive need not pay for it

    return ArcWarcRecordLoader(verify_http=False, arc2warc=False)


def _loaded(member: Member) -> Any:
    """warcio's record: its headers, and a stream of its block. Raises Damaged for what is none."""
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = _loader().parse_record_stream(member, known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as problem:
        raise Damaged(str(problem)) from None
    if record.length is None or not re.fullmatch(r"\d{1,15}", record.rec_headers.get_header("Content-Length").strip()):
        raise Damaged("a record without length")
    return record


def _answered(record: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Status and headers of the HTTP answer in a record, whose stream stands behind them then."""
    try:
        http = _loader().http_parser.parse(record.raw_stream)
    except EOFError:
        return "", ()
    if not re.match(r"HTTP/", http.protocol or "", re.IGNORECASE):
        return "", ()
    return http.get_statuscode(), tuple((writable(n), writable(v)) for n, v in http.headers)


def _told(headers: tuple[tuple[str, str], ...]) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _is_wanted(kind: str, media: str, address: str) -> bool:
    """Whether a record of this kind and media type may be a page; where no type is told, its bytes tell."""
    if media == "text/plain":
        return not _NO_PAGE.search(address)
    return media in _HTML_TYPES or (kind == "response" and not media)


def _joined(body: bytes) -> bytes:
    """A body that was sent in chunks (RFC 9112, 7.1), joined; what does not look so is left as it is, as many archives store it joined."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        if len(parts) > _MOST_CHUNKS:
            raise transport.Broken("more chunks than any answer has")
        size = int(found[1], 16)
        at = found.end() + size
        if not size:
            break
        parts.append(body[found.end() : at])
    return b"".join(parts) if parts else body
