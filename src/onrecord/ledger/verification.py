"""Whether a ledger still says what it was given: every digest and every span, derived again."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator

from onrecord.ledger import rows


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """One line for everything that is wrong; none where all is well.

    Checked are the file and its references; each page's bytes against their digest and its document's id; each text against its id;
    each span, and each statement's content, against the text.
    """
    for (line,) in connection.execute("PRAGMA quick_check"):
        if line != "ok":
            yield f"file: {line}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a row of {parent} that is not there"
    pages = [number for (number,) in connection.execute("SELECT id FROM pages ORDER BY id").fetchall()]
    for page in pages:
        yield from _page(connection, page)
        texts = {}
        for number, text_id, text in connection.execute("SELECT id, text_id, text FROM texts WHERE page = ?", (page,)):
            texts[number] = text
            if hashlib.sha256(text.encode()).hexdigest() != text_id:
                yield f"text {number} of page {page}: its digest is not {text_id}"
        yield from _statements(connection, page, texts)
    yield from _unfound(connection)


def _page(connection: sqlite3.Connection, page: int) -> Iterator[str]:
    key, digest, url, size, packed = connection.execute("SELECT key, digest, url, size, raw FROM pages WHERE id = ?", (page,)).fetchone()
    try:
        raw = zlib.decompress(packed)
    except zlib.error as damage:
        yield f"page {page}: its bytes cannot be unpacked ({damage})"
        return
    if hashlib.sha256(raw).hexdigest() != digest or len(raw) != size:
        yield f"page {page}: its bytes are not those that were received (digest {digest})"
    if hashlib.sha256((f"{url}\n".encode() if url else b"") + raw).hexdigest() != key:
        yield f"page {page}: its id {key} is not that of its URL and bytes"
    if connection.execute("SELECT key FROM documents WHERE id = ?", (page,)).fetchone()[:] != (key,):
        yield f"document {page}: its id is not its page's"


def _statements(connection: sqlite3.Connection, page: int, texts: dict[int, str]) -> Iterator[str]:
    statements = connection.execute("SELECT id, key, text, content FROM statements WHERE document = ?", (page,)).fetchall()
    for number, key, text, content in statements:
        words = texts.get(text, "")
        parts = []
        for role, start, end, said in connection.execute(
            'SELECT role, start, "end", words FROM spans WHERE statement = ? ORDER BY role, n', (number,)
        ):
            if words[start:end] != said:
                yield f"statement {key}: its {role} at {start} is not what the text says there"
            if role == "content":
                parts.append(" ".join(said.split()))
        if rows.JOINT.join(parts) != content:
            yield f"statement {key}: its content is not that of its spans"
    sql = "SELECT f.id, f.found, r.text FROM findings f JOIN readings r ON r.id = f.reading WHERE r.page = ?"
    for number, found, text in connection.execute(sql, (page,)):
        end = max((b for role in ("content", "cue", "source") for _, b in json.loads(found)[role]), default=0)
        if end > len(texts.get(text, "")):
            yield f"finding {number}: points beyond its text"


def _unfound(connection: sqlite3.Connection) -> Iterator[str]:
    sql = "SELECT key FROM statements s WHERE NOT EXISTS (SELECT 1 FROM findings WHERE statement = s.id)"
    for (key,) in connection.execute(sql):
        yield f"statement {key}: no reading found it"
    for table in ("statements_fts", "texts_fts"):
        sizes = {"statements_fts": "SELECT count(*) FROM statements WHERE current", "texts_fts": "SELECT count(*) FROM texts"}
        indexed = connection.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()[0]
        if indexed != connection.execute(sizes[table]).fetchone()[0]:
            yield f"index {table}: {indexed} rows are not those of its table"
