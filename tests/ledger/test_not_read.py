"""A page in a language that the model does not read is kept, without statements, and the others are read as ever."""

from pathlib import Path

from onrecord import Ledger

GERMAN = (
    "Der Rat von Port Vell trat am Montag zusammen und stimmte für die Fähre. Sie werde ab Mai wieder fahren, sagte die Bürgermeisterin. "
    "Die Fischer hatten elf Tage lang gestreikt und verlangten mehr Lohn für die Nachtschicht, wie ihr Sprecher erklärte."
)
ENGLISH = "The mayor of Port Vell said that the ferry would sail again from May, and that the fishermen had won what they wanted."


def test_a_page_that_is_not_read_is_kept_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    with Ledger(tmp_path / "news.db") as ledger:
        assert ledger.add([tmp_path / "a.txt", tmp_path / "b.txt"]).pages == 2
        kept = {Path(record.document.source).name: record for record in ledger.records()}
        german, english = kept["a.txt"], kept["b.txt"]
        assert (german.document.outcome, german.document.language, german.statements) == ("language not read", "de", ())
        assert english.statements
        assert german.model == english.model  # so that a model that reads German will read it again
        assert ledger.add(tmp_path / "a.txt").passed == 1
        assert ledger.verify() == []


def test_the_time_of_a_live_blogs_entry_is_kept(tmp_path: Path) -> None:
    live = Path(__file__).parent.parent / "pages" / "saved" / "live.html"
    with Ledger(tmp_path / "news.db") as ledger:
        ledger.add(live)
        (record,) = ledger.records()
        assert next(block.time for block in record.document.blocks if block.time) == "2026-03-03T21:05:00+01:00"
