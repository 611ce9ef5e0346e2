"""A row a statement: CSV (RFC 4180), and the columns that other tables share."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TextIO

from onrecord.vocabulary import PLOVER, Filed, Span, Statement

Row = dict[str, Any]
COLUMNS = (
    "id", "document", "text_id", "kind", "content", "content_spans", "cue", "cue_spans", "source", "source_spans", "speaker",
    "speaker_type", "speaker_role", "speaker_entity", "wikidata", "via", "parent", "act", "plover", "polarity", "conditions", "said_on",
    "confidence", "judgement", "judged_by", "headline", "byline", "publisher", "wire_credit", "published", "modified", "fetched", "url",
    "canonical_url", "language", "genre", "page", "model",
)  # fmt: skip
JOINT = " … "
"""Between the parts of a content that other words cut in two."""
_FORMULA = re.compile(
    r"['\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|'+[\t\r\n]"
)
"""What a spreadsheet may take for a formula: a sign that begins one, also after an apostrophe or what is not seen, or what ends a cell."""


def rows(filed: Iterable[Filed]) -> Iterator[Row]:
    """The rows, with values as they are: spans as pairs, conditions and hops as mappings, what is not known None."""
    for it in filed:
        record = it.record
        document = record.document
        entities = {entity.id: entity for entity in record.entities or ()}
        judged = {judgement.statement: judgement for judgement in it.judgements}
        for statement in record.statements:
            speaker, judgement = statement.speaker, judged.get(statement.id)
            entity = entities.get(speaker.entity) if speaker and speaker.entity else None
            yield {
                "id": statement.id,
                "document": document.id,
                "text_id": document.text_id,
                "kind": statement.kind.value,
                **_words(statement),
                "speaker": speaker and speaker.name,
                "speaker_type": speaker.type.value if speaker and speaker.type else None,
                "speaker_role": speaker and speaker.role,
                "speaker_entity": speaker and speaker.entity,
                "wikidata": entity and entity.wikidata,
                "via": None if statement.via is None else [{"name": hop.name, "relation": hop.relation} for hop in statement.via],
                "parent": statement.parent,
                "act": statement.act,
                "plover": PLOVER.get(statement.act or ""),
                "polarity": statement.polarity,
                "conditions": None
                if statement.conditions is None
                else [{"kind": c.kind, "start": c.start, "end": c.end, "text": c.text} for c in statement.conditions],
                "said_on": statement.said_on and statement.said_on.date,
                "confidence": statement.confidence,
                "judgement": judgement and judgement.verdict,
                "judged_by": judgement and judgement.by,
                "byline": list(document.byline),
                "wire_credit": list(document.wire_credit),
                **{name: getattr(document, name) for name in _OF_DOCUMENT},
                "page": document.source,
                "model": record.model,
            }


_OF_DOCUMENT = ("headline", "publisher", "published", "modified", "fetched", "url", "canonical_url", "language", "genre")


def _words(statement: Statement) -> Row:
    roles: Mapping[str, Sequence[Span]] = {"content": statement.content, "cue": statement.cue, "source": statement.source}
    found: Row = {}
    for role, spans in roles.items():
        found[role] = JOINT.join(span.text for span in spans) if spans else None
        found[f"{role}_spans"] = [[span.start, span.end] for span in spans]
    return found


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """CSV in UTF-8, every cell in quotation marks, an empty one for what is not known; lists as JSON.

    A cell that a spreadsheet might take for a formula has an apostrophe before it (OWASP, CSV injection); `read` takes it off again.
    """
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for row in rows(filed):
            writer.writerow([_cell(row[name]) for name in COLUMNS])
    finally:
        text.detach()


def read(lines: TextIO) -> Iterator[dict[str, str]]:
    """The cells of such a file (opened with newline=""), by column, as they were before they were guarded."""
    for row in csv.DictReader(lines):
        yield {name: unguarded(cell) for name, cell in row.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
