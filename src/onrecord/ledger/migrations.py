"""The schema, as numbered steps: each is applied in one transaction and leaves its own row in `migrations`.

A step that has shipped is never edited; what follows is a new one. The comments stand in the file itself: SQLite keeps them, Datasette
shows them, and docs/schema.md is made from them.
"""

import sqlite3
from datetime import UTC, datetime

APPLICATION = 0x4F4E5243
"""`PRAGMA application_id` of a ledger ("ONRC"): how it is told from another program's SQLite file."""

_FIRST = """
CREATE TABLE runs (
  -- One sitting of a model over pages: what found what.
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL, -- name@digest of the model
  code TEXT NOT NULL, -- version of onrecord
  started TEXT NOT NULL -- ISO 8601, UTC
);

CREATE TABLE pages (
  -- Every page as it came. Append-only.
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- SHA-256 (hex) of the URL and a line break, if the URL is known, and the raw bytes: the document's id
  digest TEXT NOT NULL, -- SHA-256 (hex) of the raw bytes
  source TEXT NOT NULL, -- what was given: a path, a URL, a line of a file
  url TEXT, -- where it stood
  media TEXT NOT NULL, -- text/plain or text/html
  fetched TEXT, -- when it was fetched, ISO 8601, UTC
  headers TEXT NOT NULL, -- HTTP headers as JSON pairs, in order
  given TEXT NOT NULL, -- what the user said of the page (headline, publisher, ...), JSON
  size INTEGER NOT NULL, -- bytes of the page
  raw BLOB NOT NULL, -- the bytes, compressed (zlib)
  recorded TEXT NOT NULL -- when it was added, ISO 8601, UTC
);
CREATE INDEX pages_url ON pages(url);

CREATE TABLE texts (
  -- Versions of the text that was made of a page. Append-only: offsets of older findings keep their text.
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages(id),
  text_id TEXT NOT NULL, -- SHA-256 (hex) of the text
  headline TEXT,
  text TEXT NOT NULL,
  UNIQUE (page, text_id)
);

CREATE TABLE readings (
  -- One run over one page: what it made of the page as a whole. Append-only.
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs(id),
  page INTEGER NOT NULL REFERENCES pages(id),
  text INTEGER NOT NULL REFERENCES texts(id),
  document TEXT NOT NULL, -- JSON of the format's document, without its text
  entities TEXT, -- JSON
  collisions TEXT, -- JSON
  headline_check TEXT -- JSON
);
CREATE INDEX readings_page ON readings(page);
CREATE INDEX readings_run ON readings(run);

CREATE TABLE documents (
  -- Each page as its latest reading has it. Derived from readings.
  id INTEGER PRIMARY KEY REFERENCES pages(id),
  key TEXT NOT NULL UNIQUE, -- the document's id: pages.key
  headline TEXT,
  publisher TEXT,
  site TEXT, -- host of the URL
  published TEXT, -- ISO 8601, as exact as is known
  url TEXT,
  byline TEXT, -- names, joined by a semicolon
  wire_credit TEXT,
  language TEXT,
  genre TEXT,
  outcome TEXT NOT NULL, -- ok, or why there are no statements
  text INTEGER NOT NULL REFERENCES texts(id),
  reading INTEGER NOT NULL REFERENCES readings(id) -- the latest
);
CREATE INDEX documents_text ON documents(text);
CREATE INDEX documents_reading ON documents(reading);

CREATE TABLE statements (
  -- Who said what: one row a statement, as its latest finding and the last judgement have it. Derived from findings and judgements.
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- the statement's id: of the document's id and the content, cue and source spans
  document INTEGER NOT NULL REFERENCES documents(id),
  text INTEGER NOT NULL REFERENCES texts(id), -- the version its offsets count in
  current INTEGER NOT NULL, -- 1: it stands; 0: a later run found other boundaries, or a person rejected it
  judgement TEXT, -- the last judgement that stands on it: accept, reject, correct
  speaker TEXT,
  content TEXT NOT NULL, -- its words; where it is cut by others, an ellipsis
  act TEXT,
  outlet TEXT, -- who published the page
  site TEXT, -- host of the page's URL
  day TEXT, -- when it was said, or else published: 2026-03-04
  month TEXT, -- the same as one word for the index: 202603
  kind TEXT NOT NULL, -- direct, indirect, mixed
  speaker_type TEXT,
  speaker_role TEXT,
  entity TEXT, -- entities.entity
  cue TEXT,
  source TEXT,
  polarity TEXT,
  said_on TEXT, -- the day the page says it was said
  confidence REAL NOT NULL, -- calibrated probability that the relation is right
  parent TEXT, -- key of the statement in which this one is reported
  start INTEGER NOT NULL, -- of the content in texts.text, code points
  "end" INTEGER NOT NULL,
  words INTEGER NOT NULL -- of the content
);
CREATE INDEX statements_document ON statements(document);
CREATE INDEX statements_text ON statements(text);
CREATE INDEX statements_day ON statements(day);

CREATE TABLE findings (
  -- Which reading found which statement, and all it said of it. Append-only.
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  found TEXT NOT NULL -- JSON of the format's statement; its spans' words are in texts.text
);
CREATE INDEX findings_reading ON findings(reading);
CREATE INDEX findings_statement ON findings(statement);

CREATE TABLE spans (
  -- The words behind every field: texts.text[start:end] is words. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  role TEXT NOT NULL, -- content, cue, source, speaker (evidence), act (evidence), said_on (evidence), condition, hop
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (statement, role, n)
) WITHOUT ROWID;

CREATE TABLE hops (
  -- Through whom a statement reached the page, nearest to the speaker first; evidence: spans with role hop. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  relation TEXT NOT NULL,
  PRIMARY KEY (statement, n)
) WITHOUT ROWID;
CREATE INDEX hops_name ON hops(name);

CREATE TABLE conditions (
  -- The terms on which a statement depends; evidence: spans with role condition. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (statement, n)
) WITHOUT ROWID;

CREATE TABLE entities (
  -- Whom a document speaks of, as its latest reading has them. Derived from readings.
  document INTEGER NOT NULL REFERENCES documents(id),
  entity TEXT NOT NULL, -- id within the document
  name TEXT NOT NULL,
  type TEXT,
  roles TEXT NOT NULL, -- JSON
  aliases TEXT NOT NULL, -- JSON
  wikidata TEXT,
  PRIMARY KEY (document, entity)
) WITHOUT ROWID;
CREATE INDEX entities_name ON entities(name);

CREATE TABLE judgements (
  -- What a person said of a statement. Append-only: a later one supersedes.
  id INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct')),
  by TEXT NOT NULL,
  at TEXT NOT NULL, -- ISO 8601, UTC
  why TEXT,
  corrected TEXT -- fields with their right values, JSON
);
CREATE INDEX judgements_statement ON judgements(statement);

CREATE TABLE anchors (
  -- Where a judgement stands since a reading moved the boundaries of its statement. Append-only; the latest row counts.
  id INTEGER PRIMARY KEY,
  judgement INTEGER NOT NULL REFERENCES judgements(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  reading INTEGER NOT NULL REFERENCES readings(id),
  overlap REAL NOT NULL -- Jaccard index of the contents
);
CREATE INDEX anchors_judgement ON anchors(judgement);
CREATE INDEX anchors_statement ON anchors(statement);

CREATE VIRTUAL TABLE statements_fts USING fts5 (
  content, speaker, act, outlet, site, month, content="statements", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_new AFTER INSERT ON statements WHEN new.current BEGIN
  INSERT INTO statements_fts (rowid, content, speaker, act, outlet, site, month)
  VALUES (new.id, new.content, new.speaker, new.act, new.outlet, new.site, new.month);
END;
CREATE TRIGGER statements_changed AFTER UPDATE ON statements BEGIN
  INSERT INTO statements_fts (statements_fts, rowid, content, speaker, act, outlet, site, month)
  SELECT 'delete', old.id, old.content, old.speaker, old.act, old.outlet, old.site, old.month WHERE old.current;
  INSERT INTO statements_fts (rowid, content, speaker, act, outlet, site, month)
  SELECT new.id, new.content, new.speaker, new.act, new.outlet, new.site, new.month WHERE new.current;
END;

CREATE VIRTUAL TABLE texts_fts USING fts5 (
  headline, text, content="texts", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER texts_new AFTER INSERT ON texts BEGIN
  INSERT INTO texts_fts (rowid, headline, text) VALUES (new.id, new.headline, new.text);
END;

CREATE VIRTUAL TABLE grams USING fts5 (keys, content="", detail=none, tokenize="ascii");
"""

_VECTORS = """
CREATE INDEX statements_current ON statements(current);

CREATE TABLE encoders (
  -- The models that made vectors.
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE -- SHA-256 (hex) of the model's file
);

CREATE TABLE vectors (
  -- Meanings of statements, for the search by meaning: of source, cue and content. Derived; made at the first such search.
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- a vector that is made anew has a new one
  statement INTEGER NOT NULL REFERENCES statements(id),
  encoder INTEGER NOT NULL REFERENCES encoders(id),
  vector BLOB NOT NULL, -- a unit vector's numbers as int8: 127 stands for 0.25
  UNIQUE (statement, encoder)
);
CREATE TRIGGER vectors_outdated AFTER UPDATE ON statements
WHEN new.content IS NOT old.content OR new.cue IS NOT old.cue OR new.source IS NOT old.source BEGIN
  DELETE FROM vectors WHERE statement = old.id;
END;
"""

_WATCHING = """
CREATE INDEX pages_source ON pages(source);

CREATE TABLE feeds (
  -- State of watching: the feeds that were polled, and what their servers are asked with next time.
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  etag TEXT, -- of the last answer
  modified TEXT, -- its Last-Modified
  polled TEXT NOT NULL, -- last time, ISO 8601, UTC
  problem TEXT -- why the last poll failed, if it did
);

CREATE TABLE feed_entries (
  -- State of watching: the pages that feeds named; each is fetched once.
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  feed INTEGER NOT NULL REFERENCES feeds(id), -- one that named it
  seen TEXT NOT NULL, -- when, ISO 8601, UTC
  tries INTEGER NOT NULL,
  fetched TEXT, -- when it was settled, ISO 8601, UTC; nothing as long as it is to be tried again
  problem TEXT -- why nothing was recorded, if it was not
);
CREATE INDEX feed_entries_feed ON feed_entries(feed);
"""

_LINKS = """
CREATE TABLE linked (
  -- Which reading of each document has been compared with the others. Derived, like the next four: `onrecord link --rebuild`.
  document INTEGER PRIMARY KEY REFERENCES documents(id),
  reading INTEGER NOT NULL REFERENCES readings(id)
);

CREATE TABLE document_keys (
  -- What copies of a page share: fingerprints of its body, each the CRC-32 of five words in a row. Derived.
  key INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents(id),
  PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX document_keys_document ON document_keys(document);

CREATE TABLE statement_keys (
  -- What variants of a statement share: some of the runs of three words of its content, each as a CRC-32. Derived.
  key INTEGER NOT NULL,
  statement INTEGER NOT NULL REFERENCES statements(id),
  PRIMARY KEY (key, statement)
) WITHOUT ROWID;

CREATE TABLE copies (
  -- Pages of which one was made of the other, or both of a third; a pair stands once, the later recorded page first. Proposed; derived.
  document INTEGER NOT NULL REFERENCES documents(id),
  other INTEGER NOT NULL REFERENCES documents(id),
  relation TEXT NOT NULL, -- copy (more than half of one page's own narrative is the other's) or partial
  score REAL NOT NULL, -- that share
  reason TEXT NOT NULL,
  PRIMARY KEY (document, other)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies(other);

CREATE TABLE variants (
  -- Statements of two pages that are one quotation; a pair stands once, the later recorded statement first. Proposed; derived.
  statement INTEGER NOT NULL REFERENCES statements(id),
  other INTEGER NOT NULL REFERENCES statements(id),
  wording TEXT NOT NULL, -- exact, cut, altered
  likeness REAL NOT NULL, -- twice the words that are the same over those of both, in what both have
  bearing TEXT NOT NULL, -- what of the meaning their differences touch: negation, condition, modal, number, name; joined by commas
  PRIMARY KEY (statement, other)
) WITHOUT ROWID;
CREATE INDEX variants_other ON variants(other);
CREATE TRIGGER variants_outdated AFTER UPDATE ON statements WHEN new.content IS NOT old.content BEGIN
  DELETE FROM variants WHERE statement = old.id OR other = old.id;
END;
"""

_IDENTITIES = """
CREATE TABLE identities (
  -- Who is who across pages. Derived from documents, statements and identity_words.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- one of its names
  type TEXT -- as statements.speaker_type
);

CREATE TABLE identity_names (
  -- The names under which pages have an identity. Derived.
  id INTEGER PRIMARY KEY,
  identity INTEGER NOT NULL REFERENCES identities(id),
  name TEXT NOT NULL, -- statements.speaker
  UNIQUE (name, identity)
);
CREATE INDEX identity_names_identity ON identity_names(identity);

CREATE TABLE appearances (
  -- A speaker of a page, and whose appearance it is. Derived.
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents(id),
  speaker TEXT NOT NULL, -- statements.speaker
  identity INTEGER NOT NULL REFERENCES identities(id),
  score REAL NOT NULL, -- how sure, from 0 to 1
  reason TEXT NOT NULL, -- why it was joined
  type TEXT, -- as statements.speaker_type
  aliases TEXT NOT NULL, -- its other names on the page, JSON
  roles TEXT NOT NULL, -- JSON
  company TEXT NOT NULL, -- telling words of the names of everybody else on the page
  UNIQUE (document, speaker)
);
CREATE INDEX appearances_identity ON appearances(identity, speaker);

CREATE TABLE appearance_keys (
  -- The keys that appearances share if they can be one. Derived.
  key TEXT NOT NULL,
  appearance INTEGER NOT NULL REFERENCES appearances(id),
  PRIMARY KEY (key, appearance)
) WITHOUT ROWID;
CREATE INDEX appearance_keys_appearance ON appearance_keys(appearance);

CREATE TABLE identified (
  -- The documents whose speakers have their identities, and the reading these come from. Derived.
  document INTEGER PRIMARY KEY REFERENCES documents(id),
  reading INTEGER NOT NULL REFERENCES readings(id)
);

CREATE TABLE identity_words (
  -- A person's word on who is one, and who is not. Append-only; the last one on two speakers counts.
  id INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'split')),
  one_document INTEGER NOT NULL REFERENCES documents(id), -- a page with the one speaker
  one TEXT NOT NULL, -- the name there
  other_document INTEGER NOT NULL REFERENCES documents(id),
  other TEXT NOT NULL,
  by_name INTEGER NOT NULL, -- 1: it was said of the names, so it holds of other pages too; 0: of the speakers of two statements
  by TEXT NOT NULL,
  at TEXT NOT NULL -- ISO 8601, UTC
);
CREATE INDEX identity_words_one ON identity_words(one_document);
CREATE INDEX identity_words_other ON identity_words(other_document);

CREATE VIRTUAL TABLE identity_names_fts USING fts5 (
  name, content="identity_names", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER identity_names_new AFTER INSERT ON identity_names BEGIN
  INSERT INTO identity_names_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER identity_names_gone AFTER DELETE ON identity_names BEGIN
  INSERT INTO identity_names_fts (identity_names_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;
"""

_KEYS = """
-- Names are kept under other keys since they are compared by sound: `onrecord link` takes every page's speakers up again, and whoever is
-- one stays one.
DELETE FROM identified;
"""

_COMPANY = """
-- Two pages tell one story by the places, too, that they name: the same is done once more.
DELETE FROM identified;
"""

_MORE_KEYS = """
-- Names are kept under more keys than before: the same is done once more.
DELETE FROM identified;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("pages, statements, findings, judgements", _FIRST),
    ("vectors", _VECTORS),
    ("feeds and their entries", _WATCHING),
    ("copies and variants", _LINKS),
    ("identities", _IDENTITIES),
    ("keys of names", _KEYS),
    ("places in a page's company", _COMPANY),
    ("more keys of names", _MORE_KEYS),
    ("keys of shortened names", _MORE_KEYS),
    ("keys of ordinals and departments", _MORE_KEYS),
    ("keys of names behind titles", _MORE_KEYS),
    ("keys of teams by their nicknames", _MORE_KEYS),
)
"""Name and SQL of each step; the first is number 1."""


def version(connection: sqlite3.Connection) -> int:
    """The last step that was applied; 0 for an empty file. Raises sqlite3.Error where the file cannot be read."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return 0
    return int(connection.execute("SELECT max(number) FROM migrations").fetchone()[0] or 0)


def migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Applies the steps that are missing, up to a number or all, each in a transaction of its own; safe while others open the file too."""
    for number in range(version(connection) + 1, (len(MIGRATIONS) if upto is None else upto) + 1):
        name, sql = MIGRATIONS[number - 1]
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection) < number:
                if number == 1:
                    connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    connection.execute(
                        "CREATE TABLE migrations (\n  -- The steps that made this schema.\n"
                        "  number INTEGER PRIMARY KEY,\n  name TEXT NOT NULL,\n  applied TEXT NOT NULL -- ISO 8601, UTC\n)"
                    )
                for statement in _statements(sql):
                    connection.execute(statement)
                connection.execute(
                    "INSERT INTO migrations VALUES (?, ?, ?)", (number, name, datetime.now(UTC).isoformat(timespec="seconds"))
                )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit in between."""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(rest):
            found.append(rest.strip().rstrip(";"))
            rest = ""
    return found
