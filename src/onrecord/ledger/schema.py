"""The schema as documentation: `python -m onrecord.ledger.schema > docs/schema.md`."""

import re
import sqlite3
from collections.abc import Iterator

from onrecord.ledger import migrations

_INTRODUCTION = """\
# The ledger's tables

One SQLite file (WAL). It opens in [Datasette](https://datasette.io) and [sqlite-utils](https://sqlite-utils.datasette.io), and in anything
else that reads SQLite with FTS5. Made from the schema by `python -m onrecord.ledger.schema > docs/schema.md`.

`runs`, `pages`, `texts`, `readings`, `findings`, `judgements`, `anchors` and `identity_words` are only ever appended to; `feeds` and
`feed_entries` are the state of watching. The tables marked *derived* can be made again from these; read them, and write through `onrecord`.
All offsets count Unicode code points; `end` is exclusive.
"""

_INDEXES = {
    "statements_fts": "Full-text index (FTS5, Porter stems) over `statements` that stand, kept by triggers: "
    "`SELECT * FROM statements WHERE id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH 'harbour AND act : refuse')`.",
    "texts_fts": "Full-text index (FTS5, Porter stems) over `texts`, kept by a trigger.",
    "identity_names_fts": "Full-text index (FTS5, Porter stems) over `identity_names`, kept by triggers.",
    "grams": "Index (FTS5, without content) of the runs of three words in `statements.content`, each as a CRC-32 in hex: "
    "where `onrecord check` looks first. Its rowid is `statements.id`.",
}
_LINE = re.compile(r'\s*"?(?P<name>\w+)"? (?P<type>[A-Z]+)(?P<rest>[^-]*?),?(?:\s*-- (?P<meaning>.*))?')


def markdown() -> str:
    """The whole page."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(connection)
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY rowid"
        tables = connection.execute(sql).fetchall()
    finally:
        connection.close()
    parts = [_INTRODUCTION]
    for name, sql in tables:
        if name in _INDEXES:
            columns = re.sub(r"\s+", " ", sql[sql.index("(") + 1 : sql.rindex(")")]).strip()
            parts.append(f"## {name}\n\n{_INDEXES[name]}\n\n`{columns}`\n")
        elif not any(name.startswith(f"{index}_") for index in _INDEXES):
            parts.append("\n".join(_table(name, sql)) + "\n")
    return "\n".join(parts)


def _table(name: str, sql: str) -> Iterator[str]:
    yield f"## {name}\n"
    lines = sql.splitlines()[1:]
    yield " ".join(line.strip()[3:] for line in lines if line.strip().startswith("-- ")) + "\n"
    yield "| Column | Type | |\n|---|---|---|"
    for line in lines:
        column = _LINE.fullmatch(line)
        if column and column["name"].islower():
            refers = re.search(r"REFERENCES (\w+)", column["rest"])
            meaning = [f"→ `{refers.group(1)}`"] if refers else []
            meaning += [column["meaning"].strip()] if column["meaning"] else []
            yield f"| `{column['name']}` | {column['type'].lower()} | {'; '.join(meaning)} |"


if __name__ == "__main__":
    print(markdown(), end="")
