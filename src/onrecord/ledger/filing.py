"""What stands in a ledger, whole, document after document: what is given out. Nothing is held but the document at hand."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from onrecord.ledger import anchoring, identities, rows, searching
from onrecord.vocabulary import Filed, Judgement, Record, Run, SaidOn, Span, Speaker, SpeakerType, Statement

_ALL = """SELECT d.id, s.id, s.speaker, a.identity FROM documents d LEFT JOIN statements s ON s.document = d.id AND s.current
  LEFT JOIN appearances a ON a.document = s.document AND a.speaker = s.speaker ORDER BY d.key, s.id"""
_READINGS = """SELECT r.id, t.text_id, runs.model, runs.code, runs.started FROM readings r JOIN texts t ON t.id = r.text
  JOIN runs ON runs.id = r.run WHERE r.page = ? ORDER BY r.id"""
_READING = """SELECT r.*, t.text AS words, runs.model FROM readings r JOIN texts t ON t.id = r.text JOIN runs ON runs.id = r.run
  WHERE r.id = ?"""


def selected(
    connection: sqlite3.Connection, wanted: searching.Wanted | None, fits: Callable[[str], bool] | None = None
) -> Iterator[tuple[int, list[int]]]:
    """The documents (rows), sorted by id, that hold statements that stand and fit, with these (rows).

    `wanted` None: every document, also one without statements. `fits` is asked of the speaker's names. What another process adds
    meanwhile is not seen. Raises UsageError for a search that makes no sense.
    """
    found = connection.execute(_ALL) if wanted is None else searching.matching(connection, wanted)
    meant = identities.spoken(connection, wanted.speaker, fits).identities if wanted and wanted.speaker and fits else frozenset()

    def is_meant(speaker: str | None, identity: int | None) -> bool:
        return fits is None or (identity in meant if identity is not None else bool(speaker) and fits(speaker or ""))

    for document, group in groupby(found, key=lambda row: int(row[0])):
        statements = [int(row[1]) for row in group if row[1] is not None and is_meant(row[2], row[3])]
        if statements or (wanted is None and fits is None):
            yield document, statements


def filed(connection: sqlite3.Connection, document: int, statements: Sequence[int], *, whole: bool = False) -> Iterator[Filed]:
    """The records of a document (row) with these of its statements (rows), the latest reading last.

    Each statement stands in the record of the reading that found it last: a judged one that a later reading did not find again stays
    where its offsets count. `whole`: the latest reading comes also without statements.
    """
    digest, recorded = connection.execute("SELECT digest, recorded FROM pages WHERE id = ?", (document,)).fetchone()
    numbers = []
    readings = []
    for number, text_id, *run in connection.execute(_READINGS, (document,)):
        numbers.append(number)
        readings.append((text_id, Run(*run)))
    found: dict[int, list[tuple[int, int, str]]] = {numbers[-1]: []} if whole else {}
    for row in statements:
        finding = "SELECT reading, id, found FROM findings WHERE statement = ? ORDER BY id DESC LIMIT 1"
        reading, number, words = connection.execute(finding, (row,)).fetchone()
        found.setdefault(reading, []).append((number, row, words))
    for reading in sorted(found):
        findings = sorted(found[reading])
        record = _record(connection, reading, [words for _, _, words in findings])
        judgements: list[Judgement] = []
        standing = []
        for (_, row, _), statement in zip(findings, record.statements, strict=True):
            judged = [_judgement(statement.id, it) for it in anchoring.judgements(connection, row)]
            judgements += judged
            standing.append(corrected(statement, dict(judged[-1].corrected)) if judged else statement)
        record = replace(record, statements=tuple(standing), collisions=_within(record))
        yield Filed(record, tuple(readings), numbers.index(reading), tuple(judgements), digest, recorded)


def _record(connection: sqlite3.Connection, reading: int, found: Sequence[str]) -> Record:
    row = connection.execute(_READING, (reading,)).fetchone()
    return rows.restored(row["words"], row["document"], row["entities"], row["collisions"], row["headline_check"], found, row["model"])


def _within(record: Record) -> Any:
    """The collisions whose statements are both here."""
    here = {statement.id for statement in record.statements}
    return record.collisions and tuple(collision for collision in record.collisions if here.issuperset(collision.statements))


def _judgement(statement: str, row: sqlite3.Row) -> Judgement:
    return Judgement(statement, row["verdict"], row["by"], row["at"], row["why"], tuple(json.loads(row["corrected"] or "{}").items()))


def corrected(it: Statement, right: dict[str, str]) -> Statement:
    """A statement with the fields (CORRECTABLE) that a person gave their right values. Words of the page are no evidence for these: a
    speaker of another name has none, and a day that the page does not tell has an empty span.
    """
    changed = it
    speaker = it.speaker
    if "speaker" in right and (speaker is None or speaker.name != right["speaker"]):
        speaker = replace(speaker or Speaker(""), name=right["speaker"], entity=None, evidence=())
    if speaker is not None:
        kind = SpeakerType(right["speaker_type"]) if "speaker_type" in right else speaker.type
        changed = replace(changed, speaker=replace(speaker, type=kind, role=right.get("speaker_role", speaker.role)))
    if "said_on" in right:
        changed = replace(changed, said_on=SaidOn(right["said_on"], it.said_on.evidence if it.said_on else Span(0, 0, "")))
    return replace(changed, act=right.get("act", it.act), polarity=right.get("polarity", it.polarity))
