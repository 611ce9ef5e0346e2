"""A ledger of any version opens; its schema is documented, and others read it well."""

import sqlite3
from pathlib import Path

import press
import pytest

from onrecord import Ledger
from onrecord.errors import LedgerUnusable
from onrecord.ledger import Store, migrations, schema

HERE = Path(__file__).parent


@pytest.fixture
def oldest(path: Path) -> Path:
    """A file as the first version of the schema left it."""
    connection = sqlite3.connect(path)
    connection.executescript((HERE / "oldest.sql").read_text(encoding="utf-8"))
    connection.close()
    return path


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()


def test_the_oldest_ledger_opens_and_goes_on(oldest: Path) -> None:
    _, record = press.article(1)
    with press.store(oldest) as store:
        assert store.read.record(record.document.id) == record
        assert store.read.statement(record.statements[0].id).judgement == "accept"
        with Ledger(oldest) as ledger:
            assert ledger.check(record.statements[1].content[0].text).verdict == "exact"
        store.append(*press.article(2), store.run(press.MODEL, "1.0"))
        assert store.read.size().pages == 2
        assert store.verify() == []


def test_each_step_leaves_its_row(oldest: Path) -> None:
    press.store(oldest).close()
    connection = sqlite3.connect(oldest)
    found = connection.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
    connection.close()
    assert found == [(n, name) for n, (name, _) in enumerate(migrations.MIGRATIONS, 1)]


def test_an_old_ledger_gets_the_same_schema_as_a_new_one(oldest: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    press.store(new).close()
    press.store(oldest).close()
    schemas = []
    for file in (oldest, new):
        connection = sqlite3.connect(file)
        schemas.append(schema_of(connection))
        connection.close()
    assert schemas[0] == schemas[1], "a step that has shipped was edited: add a new one instead"


def test_a_step_that_fails_leaves_nothing(oldest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(oldest, isolation_level=None)
    before = schema_of(connection)
    broken = (*migrations.MIGRATIONS[:1], ("broken", "CREATE TABLE half (a);\nINSERT INTO nowhere VALUES (1);\n"))
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, 2)
    assert schema_of(connection) == before
    assert migrations.version(connection) == 1
    connection.close()


def test_a_newer_schema_is_left_alone(store: Store, path: Path) -> None:
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migrations VALUES (99, 'from the future', '2040-01-01T00:00:00Z')")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerUnusable, match=r"newer onrecord \(schema 99; this one knows \d+\); upgrade onrecord"):
        press.store(path)


def test_the_schema_page_is_that_of_the_schema() -> None:
    page = HERE.parents[1] / "docs" / "schema.md"
    assert page.read_text(encoding="utf-8") == schema.markdown(), "run `python -m onrecord.ledger.schema > docs/schema.md`"


def test_every_table_says_what_it_holds() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection)
    names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual')")]
    connection.close()
    page = schema.markdown()
    assert all(f"## {name}\n" in page for name in names if not name.startswith("sqlite_"))


def test_it_reads_well_in_sqlite_utils(store: Store, path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    database = sqlite_utils.Database(str(path))
    assert database["statements"].detect_fts() == "statements_fts"
    assert database["texts"].detect_fts() == "texts_fts"
    found = list(database["statements"].search("fishermen", columns=["speaker", "content"]))
    assert found
    assert all("fishermen" in row["content"] for row in found)
    assert {(key.column, key.other_table) for key in database["statements"].foreign_keys} == {("document", "documents"), ("text", "texts")}
    database.close()


def test_it_reads_well_in_datasette(store: Store, path: Path) -> None:
    utils = pytest.importorskip("datasette.utils")
    connection = sqlite3.connect(path)
    assert utils.detect_fts(connection, "statements") == "statements_fts"
    assert utils.detect_fts(connection, "texts") == "texts_fts"
    connection.close()
