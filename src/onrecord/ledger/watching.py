"""What watching remembers: which feeds were polled, and which of the pages that they name are still to be fetched."""

import sqlite3
from collections.abc import Iterable, Sequence

Asked = tuple[str | None, str | None]
"""ETag and Last-Modified, as a server gave them."""


def feed(connection: sqlite3.Connection, url: str) -> Asked:
    """What to ask a feed's server with; nothing before it was polled."""
    row = connection.execute("SELECT etag, modified FROM feeds WHERE url = ?", (url,)).fetchone()
    return (row["etag"], row["modified"]) if row else (None, None)


def polled(connection: sqlite3.Connection, url: str, asked: Asked, entries: Iterable[str], problem: str | None, now: str) -> None:
    """Keeps that a feed was polled, and what it names that no feed has named yet."""
    sql = """INSERT INTO feeds (url, etag, modified, polled, problem) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET
             etag = excluded.etag, modified = excluded.modified, polled = excluded.polled, problem = excluded.problem RETURNING id"""
    (number,) = connection.execute(sql, (url, *asked, now, problem)).fetchone()
    named = [(entry, number, now) for entry in entries]
    sql = """INSERT INTO feed_entries (url, feed, seen, tries) VALUES (?, ?, ?, 0)
             ON CONFLICT (url) DO UPDATE SET feed = excluded.feed WHERE fetched IS NULL"""
    connection.executemany(sql, named)


def fetched(connection: sqlite3.Connection, url: str, problem: str | None, now: str | None) -> None:
    """Keeps that an entry was fetched; without `now`, that it was tried, and is still to be."""
    sql = "UPDATE feed_entries SET tries = tries + 1, fetched = ?, problem = ? WHERE url = ?"
    connection.execute(sql, (now, problem, url))


def due(connection: sqlite3.Connection, feeds: Sequence[str], most: int) -> list[str]:
    """What these feeds named, the oldest first, that was neither fetched, nor tried so many times, and of which no page is kept."""
    sql = """SELECT e.url FROM feed_entries e JOIN feeds f ON f.id = e.feed WHERE e.fetched IS NULL AND e.tries < ? AND f.url = ?
             AND NOT EXISTS (SELECT 1 FROM pages p WHERE p.url = e.url) AND NOT EXISTS (SELECT 1 FROM pages p WHERE p.source = e.url)
             ORDER BY e.id"""
    return [url for name in feeds for (url,) in connection.execute(sql, (most, name)).fetchall()]


def headers(connection: sqlite3.Connection, url: str) -> str | None:
    """The HTTP headers, JSON, of the page that was last kept from an address; None if there is none."""
    sql = """SELECT headers FROM pages WHERE id = (
               SELECT max(id) FROM (SELECT id FROM pages WHERE url = ?1 UNION SELECT id FROM pages WHERE source = ?1))"""
    row = connection.execute(sql, (url,)).fetchone()
    return str(row[0]) if row else None
