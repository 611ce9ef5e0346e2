"""A ledger file to an open connection, and everything that can be wrong with such a file to one clear message."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from onrecord.errors import LedgerError, LedgerUnusable, LedgerUnwritable
from onrecord.ledger import migrations

WAIT = 30.0
"""Seconds to wait for another process that is writing."""

_NETWORK = frozenset(
    [
        "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs",
    ]
)  # fmt: skip
_MOUNTS = Path("/proc/mounts")


def connect(path: Path, *, create: bool) -> tuple[sqlite3.Connection, bool]:
    """An open ledger, its schema up to date, and whether it can be written.

    `create`: make the file if there is none. Raises LedgerUnusable if it is missing, of another program, of a newer version, damaged
    or on a network drive; LedgerUnwritable if the disk is full or another process holds it.
    """
    name = str(path)
    kind = network(path)
    if kind:
        raise LedgerUnusable(name, f"lies on a network drive ({kind}), where SQLite's log is unsafe", "keep the ledger on a local disk")
    if path.is_dir():
        raise LedgerUnusable(name, "is a folder", "give a file")
    new = not path.exists()
    if new and not create:
        raise LedgerUnusable(name, "there is no such ledger", "make one with `onrecord add`, or check the path")
    if new and not path.parent.is_dir():
        raise LedgerUnusable(name, "its folder does not exist", "make the folder first")
    with clear(path):
        if new or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            connection = _opened(path, "rwc" if create else "rw")
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
            return connection, True
        connection = _readable(path)
        try:
            found = _checked(connection, path)
            if found < len(migrations.MIGRATIONS):
                raise LedgerUnusable(name, "is of an older version, and read-only", "make it writable once")
        except BaseException:
            connection.close()
            raise
        return connection, False


def _opened(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}{more}"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # the file is first looked at here
    except BaseException:
        connection.close()
        raise
    return connection


def _readable(path: Path) -> sqlite3.Connection:
    """A file that cannot be written; where not even its log can be opened beside it, as one that nobody changes."""
    try:
        return _opened(path, "ro")
    except sqlite3.OperationalError:
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _opened(path, "ro", "&immutable=1")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _checked(connection, path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged outlives a power cut too
    connection.execute("PRAGMA journal_size_limit = 67108864")
    migrations.migrate(connection)


def _checked(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version, once it is certain that the file is ours (or empty)."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != migrations.APPLICATION and tables:
        raise LedgerUnusable(str(path), "is the SQLite file of another program", "give another name; it was left as it is")
    found, known = migrations.version(connection), len(migrations.MIGRATIONS)
    if found > known:
        raise LedgerUnusable(str(path), f"was written by a newer onrecord (schema {found}; this one knows {known})", "upgrade onrecord")
    return found


def network(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network file system that `path` lies on, or None. `mounts`: a table as in /proc/mounts, which is read otherwise."""
    if str(path).startswith("\\\\"):
        return "UNC path"
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        columns = line.split()
        if len(columns) < 3:
            continue
        point = columns[1].replace("\\040", " ")
        if (real == point or real.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, columns[2]
    return kind if kind in _NETWORK else None


@contextmanager
def clear(path: Path) -> Iterator[None]:
    """Turns what SQLite raises inside into a LedgerError that says what to do."""
    try:
        yield
    except sqlite3.Error as failure:
        raise _explained(str(path), failure) from failure


def _explained(name: str, failure: sqlite3.Error) -> LedgerError:
    code: str = getattr(failure, "sqlite_errorname", None) or ""
    if code.startswith("SQLITE_FULL") or code in ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE"):
        return LedgerUnwritable(
            name, "the disk is full, or the file may not grow", "free some space and run it again; what was recorded is safe"
        )
    if code.startswith("SQLITE_READONLY"):
        return LedgerUnwritable(name, "is read-only", "give yourself write permission on the file and its folder")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerUnwritable(name, "another process is writing to it", "wait until it is done, then run it again")
    if code.startswith("SQLITE_NOTADB"):
        return LedgerUnusable(name, "is no ledger, nor any other SQLite file", "give another name; it was left as it is")
    if code.startswith("SQLITE_CORRUPT"):
        return LedgerUnusable(name, f"is damaged ({failure})", "restore a copy, or rescue what is left with `sqlite3 FILE .recover`")
    if code.startswith("SQLITE_CANTOPEN"):
        return LedgerUnusable(name, "cannot be opened", "check the path and the permissions of the file and its folder")
    if code.startswith("SQLITE_IOERR"):
        return LedgerUnusable(name, f"the disk reports an error ({failure})", "check the disk")
    return LedgerUnusable(name, f"SQLite says: {failure}", "report it if it happens again")
