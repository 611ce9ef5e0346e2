"""An archive file to the members that it is packed in, one at a time in flat memory; what is damaged costs only itself.

A member is a gzip member (RFC 1952), a zstd frame (RFC 8878) or, where nothing is packed, what is left of the file.
"""

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO, Protocol, cast

START = b"WARC/"
_CHUNK = 65_536
_KEPT = 8_000_000  # packed bytes of a member that are kept, to look for the next one among them should it be damaged
_READ_AGAIN = 500_000_000  # bytes of a file that may be read twice for that in all,
_TRIED = 200_000  # and places that may look like a member's beginning and are none: a file made of nothing but these ends, too
_BEGINNING = 4_096  # bytes that show whether a record begins
_LONGEST_LINE, _LONGEST_HEAD = 65_536, 1_000_000
_BOMB, _RATIO = 50_000_000, 200  # bytes from which a member that unpacks to so many times its size is given up
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # https://iipc.github.io/warc-specifications/specifications/warc-zstd/
_LARGEST_DICTIONARY = 10_000_000


class Damaged(Exception):
    """A member whose bytes are not what was packed, or not all of it."""


class Tape:
    """A stream of bytes, read forwards; `offset` is where. What was read since the last `mark` can be gone back over, up to 8 MB."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept, self._start, self._at = bytearray(), 0, 0
        self._again = self._tried = 0

    @property
    def offset(self) -> int:
        return self._start + self._at

    def mark(self) -> None:
        self._drop(self._at)

    def _drop(self, count: int) -> None:
        del self._kept[:count]
        self._start += count
        self._at -= count

    def _more(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._kept += chunk
        return bool(chunk)

    def read(self) -> bytes:
        """Some of the next bytes; none at the end."""
        if self._at == len(self._kept) and not self._more():
            return b""
        if self._at > _KEPT:
            self._drop(self._at - _KEPT)
        chunk = bytes(self._kept[self._at : self._at + _CHUNK])
        self._at += len(chunk)
        return chunk

    def back(self, count: int) -> None:
        """Goes back over the last `count` bytes, which must have come from the last `read`."""
        self._at -= count

    def peek(self) -> bytes:
        chunk = self.read()
        self.back(len(chunk))
        return chunk

    def return_to(self, offset: int) -> None:
        """Goes back to `offset`, or as far as what is kept allows."""
        to = max(0, offset - self._start)
        self._again += self._at - to
        if self._again <= _READ_AGAIN:
            self._at = min(to, self._at)

    def find(self, pattern: re.Pattern[bytes], is_right: Callable[[bytes], bool]) -> bool:
        """Goes to the next place where `pattern` (of up to 64 bytes) matches and `is_right` says so of what follows; else to the end.

        After very many places where only `pattern` matches, the rest is given up.
        """
        while True:
            found = pattern.search(self._kept, self._at)
            if found:
                self._at = found.start()
                if len(self._kept) - self._at < _BEGINNING:
                    self._more()
                if is_right(bytes(self._kept[self._at : self._at + _BEGINNING])):
                    return True
                self._at += 1
                self._tried += 1
                if self._tried > _TRIED:
                    self._stream = BytesIO()  # given up
                    self._at = len(self._kept)
                    return False
                continue
            self._at = max(self._at, len(self._kept) - 64)
            self.mark()
            if not self._more():
                self._at = len(self._kept)
                return False


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Codec(Protocol):
    """How an archive's members are packed: `magic` is what each begins with; `many`: a member may hold several records."""

    magic: re.Pattern[bytes]
    many: bool

    def decoder(self) -> _Decoder: ...


class Gzip:
    magic = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]", re.DOTALL)
    many = True

    def decoder(self) -> _Decoder:
        return _Inflate()


class _Inflate:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class Plain:
    magic = re.compile(rb"WARC/\d\.\d+\r?\n")
    many = False

    def decoder(self) -> _Decoder:
        return _AsItIs()


class _AsItIs:
    eof, unused_data = False, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return data


class Zstd:
    """Raises ImportError where there is no zstd library (Python 3.14 brings one; `backports.zstd` is for those before)."""

    magic = re.compile(rb"\x28\xb5\x2f\xfd", re.DOTALL)
    many = True

    def __init__(self, tape: Tape) -> None:
        self._library = _zstd()
        self._dictionary: Any = None
        while _SKIPPABLE.match(head := tape.peek()):
            content = _frame(tape, head)
            if head.startswith(_DICTIONARY) and content:
                packed = content.startswith(b"\x28\xb5\x2f\xfd")
                try:
                    whole = self._library.ZstdDecompressor().decompress(content, _LARGEST_DICTIONARY) if packed else content
                    self._dictionary = self._library.ZstdDict(whole)
                except (ValueError, self._library.ZstdError):
                    raise Damaged("its dictionary is damaged") from None

    def decoder(self) -> _Decoder:
        return cast(_Decoder, _Zstd(self._library, self._dictionary))


class _Zstd:
    def __init__(self, library: Any, dictionary: Any) -> None:
        self._inner, self._error = library.ZstdDecompressor(zstd_dict=dictionary), library.ZstdError

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return cast(bytes, self._inner.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        try:
            return cast(bytes, self._inner.decompress(data, max_length))
        except (self._error, MemoryError) as problem:
            raise Damaged(str(problem)) from None


def _zstd() -> Any:
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from backports import zstd
    return zstd


def _frame(tape: Tape, head: bytes) -> bytes:
    """The content of a skippable frame, which the tape stands before, and behind which it comes to stand; none if it is too large."""
    left = int.from_bytes(head[4:8], "little") + 8
    content = bytearray()
    while left and (chunk := tape.read()):
        tape.back(max(0, len(chunk) - left))
        chunk = chunk[:left]
        left -= len(chunk)
        if len(content) <= _LARGEST_DICTIONARY:
            content += chunk
        tape.mark()
    if left:
        raise Damaged("ends too early")
    return bytes(content[8:]) if len(content) <= _LARGEST_DICTIONARY else b""


class Member:
    """The bytes of the member that the tape stands before, unpacked as they are asked for. Every method raises Damaged.

    To be closed when done: the tape stands behind the member then, if all of it was read.
    """

    def __init__(self, tape: Tape, codec: Codec) -> None:
        tape.mark()
        self.offset = tape.offset
        self._tape, self._decoder = tape, codec.decoder()
        self._buffer, self._at, self._before = b"", 0, 0
        self._waiting = False
        self._lines = 0

    def tell(self) -> int:
        return self._before + self._at

    def close(self) -> None:
        self._tape.back(len(self._buffer) - self._at if isinstance(self._decoder, _AsItIs) else 0)
        self._buffer, self._at = b"", 0

    def _fill(self) -> bool:
        """Unpacks some more; False at the member's sound end."""
        self._before += len(self._buffer)
        self._buffer, self._at = b"", 0
        while not self._buffer:
            if self._decoder.eof:
                return False
            packed = b"" if self._waiting else self._tape.read()
            try:
                self._buffer = self._decoder.decompress(packed, _CHUNK)
            except zlib.error as problem:
                raise Damaged(str(problem)) from None
            if self._decoder.eof:
                self._tape.back(len(self._decoder.unused_data))
            elif not packed and not self._waiting and not self._buffer:
                if isinstance(self._decoder, _AsItIs):
                    return False
                raise Damaged("ends too early")
            self._waiting = len(self._buffer) >= _CHUNK and not isinstance(self._decoder, _AsItIs)  # there may be more without new bytes
        if self._before > max(_BOMB, _RATIO * (self._tape.offset - self.offset)) and not isinstance(self._decoder, _AsItIs):
            raise Damaged("unpacks to far more than any page")
        return True

    def more(self) -> bool:
        """Whether something follows but blank lines, which are passed over. A member's check sum is at its end, and so is checked here."""
        self._lines = 0
        while True:
            rest = self._buffer[self._at :].lstrip(b"\r\n")
            self._at = len(self._buffer) - len(rest)
            if rest:
                return True
            if not self._fill():
                return False

    def stands_before(self, words: bytes) -> bool:
        """Whether `words`, all of them or all that is unpacked so far, come next."""
        return words.startswith(self._buffer[self._at : self._at + len(words)])

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        parts = []
        while size > 0 and (self._at < len(self._buffer) or self._fill()):
            part = self._buffer[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def skip(self, size: int) -> bool:
        """Passes over `size` bytes; False if there are not so many."""
        while size > 0 and (self._at < len(self._buffer) or self._fill()):
            step = min(size, len(self._buffer) - self._at)
            self._at += step
            size -= step
        return size <= 0

    def readline(self, size: int | None = None) -> bytes:
        """The next line of a record's head, up to `size` bytes; a head beyond what any has is damage."""
        limit = _LONGEST_LINE if size is None else min(size, _LONGEST_LINE)
        line = b""
        while len(line) < limit and not line.endswith(b"\n") and (self._at < len(self._buffer) or self._fill()):
            end = self._buffer.find(b"\n", self._at, self._at + limit - len(line)) + 1 or self._at + limit - len(line)
            line += self._buffer[self._at : end]
            self._at = min(end, len(self._buffer))
        self._lines += len(line)
        if len(line) == _LONGEST_LINE or self._lines > _LONGEST_HEAD:
            raise Damaged("its head has no end")
        return line


def begins(codec: Codec, packed: bytes) -> bool:
    """Whether `packed` begins with a member that holds a record."""
    try:
        return codec.decoder().decompress(packed, 64).startswith(START)
    except (zlib.error, Damaged):
        return False


def resume(tape: Tape, codec: Codec, damaged: int) -> bool:
    """Goes to the first member behind the damaged one, which began at offset `damaged`; False where there is none."""
    tape.return_to(damaged + 1)
    return tape.find(codec.magic, lambda packed: begins(codec, packed))
