"""A Record as the JSON of docs/format.md (`onrecord-document/1`)."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from onrecord.vocabulary import Block, Document, Record

FORMAT = "onrecord-document/1"


def as_dict(record: Record) -> dict[str, Any]:
    """The record as plain values, keys in the order of the format; what nothing has filled yet is None, or an empty list."""
    return {
        "format": FORMAT,
        "document": _document(record.document),
        "entities": [_plain(entity) for entity in record.entities or ()],
        "statements": [_plain(statement) for statement in record.statements],
        "collisions": [_plain(collision) for collision in record.collisions or ()],
        "headline_check": _plain(record.headline_check),
        "model": record.model,
    }


def dumps(record: Record) -> str:
    """The record on one line of JSON."""
    return json.dumps(as_dict(record), ensure_ascii=False, separators=(",", ":"))


def _document(document: Document) -> dict[str, Any]:
    order = (
        "id", "text_id", "given_id", "source", "outcome", "genre", "section", "url", "canonical_url", "headline", "byline", "publisher",
        "wire_credit", "dateline", "published", "modified", "fetched", "language", "text", "headline_span", "blocks",
    )  # fmt: skip
    return {name: _plain(getattr(document, name)) for name in order}


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        time = {"time": value.time} if value.time else {}
        return {"start": value.start, "end": value.end, "kind": value.kind.value, **time}
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
