"""Where an export goes: under its final name once it is whole, and never over what is there already unless that is asked for."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import OutputError

_FULL = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG])


@contextmanager
def file(path: str | Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write bytes to. It bears a hidden name beside `path` until all is written, and then takes its place; if something goes
    wrong inside, it is removed. A device or pipe is written to as it is. Raises OutputError.

    `force`: an existing file is replaced.
    """
    final = Path(os.path.realpath(path))
    with _clear(path):
        if final.exists() and not final.is_file():
            if final.is_dir():
                raise OutputError(str(path), "is a folder", "give a file")
            with final.open("wb", buffering=0) as device:
                yield device
            return
        _absent(final, path, force)
        part = _hidden(final)
        try:
            with part.open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            _absent(final, path, force)
            part.replace(final)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


@contextmanager
def folder(path: str | Path, *, ours: Callable[[str], bool], force: bool = False) -> Iterator[Path]:
    """A folder to write files in, as `file` gives a file. An empty folder may be there.

    `force`: an existing folder is replaced, if `ours` says of the name of everything in it that it is a file of such an export.
    """
    final = Path(os.path.realpath(path))
    with _clear(path):
        if final.exists() and not final.is_dir():
            raise OutputError(str(path), "is a file", "give a folder")
        there = os.listdir(final) if final.exists() else []
        if there and not force:
            raise OutputError(
                str(path), "there is such a folder already, and it is not empty", "give another name, or --force to replace it"
            )
        if not all(ours(name) for name in there):
            raise OutputError(str(path), "holds other files than such an export", "give another name")
        part = _hidden(final)
        try:
            part.mkdir()
            yield part
            if final.exists():
                old = _hidden(final)
                final.rename(old)
                part.rename(final)
                shutil.rmtree(old)
            else:
                part.rename(final)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


@contextmanager
def opened(out: BinaryIO) -> Iterator[BinaryIO]:
    """An open file, such as standard output; what was written to it is on its way once this is left. Raises OutputError."""
    name = getattr(out, "name", None)
    with _clear(name if isinstance(name, str) else "the output"):
        yield out
        out.flush()


def _absent(final: Path, path: str | Path, force: bool) -> None:
    if final.exists() and not force:
        raise OutputError(str(path), "there is such a file already", "give another name, or --force to replace it")


def _hidden(final: Path) -> Path:
    return final.with_name(f".{final.name[:100]}.{secrets.token_hex(4)}.part")


@contextmanager
def _clear(path: str | Path) -> Iterator[None]:
    """Turns what the system says of the file into one line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as failure:
        name = str(path)
        if failure.errno in _FULL:
            raise OutputError(name, "the disk is full, or the file may not grow", "free some space and run it again") from failure
        if isinstance(failure, FileNotFoundError | NotADirectoryError):
            raise OutputError(name, "its folder does not exist", "make the folder first") from failure
        if isinstance(failure, PermissionError) or failure.errno == errno.EROFS:
            raise OutputError(name, "cannot be written", "give yourself write permission on its folder, or give another one") from failure
        raise OutputError(name, f"cannot be written ({failure.strerror or failure})", "give another name, or check the disk") from failure
