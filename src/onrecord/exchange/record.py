"""A Record as the JSON of docs/format.md (`onrecord-document/1`), and back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO

from onrecord.vocabulary import (
    Block,
    BlockKind,
    Collision,
    Condition,
    Document,
    Entity,
    Filed,
    HeadlineCheck,
    Hop,
    Judgement,
    Kind,
    Outcome,
    Record,
    Run,
    SaidOn,
    Span,
    Speaker,
    SpeakerType,
    Statement,
)

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
    return _dumped(as_dict(record))


def loads(line: str | bytes) -> Record:
    """The record that a line of JSON holds: `loads(dumps(record)) == record`, save that entities and collisions that nothing looked for
    (None) come back as none found. Fields that are not known here are passed over.

    Raises ValueError for a line that is no record of this format, or whose spans are not its text's.
    """
    return filed(line).record


def filed(line: str | bytes) -> Filed:
    """The same with what a ledger's export says of where the record comes from."""
    try:
        it = json.loads(line)
        if not isinstance(it, dict) or it.get("format") != FORMAT:
            raise ValueError(f"no {FORMAT} record")
        record = _restored(it)
        said = it.get("ledger") or {}
        return Filed(
            record,
            tuple((each["text_id"], Run(each["model"], each["code"], each["started"])) for each in said.get("readings", ())),
            said.get("reading", 0),
            tuple(_judgement(each) for each in said.get("judgements", ())),
            said.get("digest"),
            said.get("recorded"),
        )
    except (KeyError, TypeError, AttributeError) as failure:
        raise ValueError(f"no whole {FORMAT} record: {failure!r}") from None


def _judgement(it: dict[str, Any]) -> Judgement:
    return Judgement(it["statement"], it["verdict"], it["by"], it["at"], it["why"], tuple(it["corrected"].items()))


def _restored(it: dict[str, Any]) -> Record:
    said = it["document"]
    text = said["text"]
    known = {f.name for f in fields(Document)}
    span = said["headline_span"]
    document = Document(
        **{
            **{name: value for name, value in said.items() if name in known},
            "blocks": tuple(Block(b["start"], b["end"], BlockKind(b["kind"]), b.get("time")) for b in said["blocks"]),
            "outcome": Outcome(said["outcome"]),
            "headline_span": (span[0], span[1]) if span else None,
            "byline": tuple(said["byline"]),
            "wire_credit": tuple(said["wire_credit"]),
        }
    )
    check = it["headline_check"]
    return Record(
        document,
        tuple(_statement(each, text) for each in it["statements"]),
        tuple(_entity(each, text) for each in it["entities"]),
        tuple(Collision((each["statements"][0], each["statements"][1]), each["issue"], each["why"]) for each in it["collisions"]),
        HeadlineCheck(check["label"], check["why"], _spans(check["evidence"], text)) if check else None,
        it["model"],
    )


def _statement(it: dict[str, Any], text: str) -> Statement:
    speaker, said_on = it["speaker"], it["said_on"]
    return Statement(
        id=it["id"],
        kind=Kind(it["kind"]),
        content=_spans(it["content"], text),
        cue=_spans(it["cue"], text),
        source=_spans(it["source"], text),
        confidence=it["confidence"],
        speaker=speaker
        and Speaker(speaker["name"], speaker["entity"], _type(speaker["type"]), speaker["role"], _spans(speaker["evidence"], text)),
        via=None if it["via"] is None else tuple(Hop(hop["name"], hop["relation"], _span(hop["evidence"], text)) for hop in it["via"]),
        parent=it["parent"],
        act=it["act"],
        polarity=it["polarity"],
        conditions=None if it["conditions"] is None else tuple(_condition(each, text) for each in it["conditions"]),
        act_evidence=None if it["act_evidence"] is None else _spans(it["act_evidence"], text),
        said_on=said_on and SaidOn(said_on["date"], _span(said_on["evidence"], text)),
    )


def _entity(it: dict[str, Any], text: str) -> Entity:
    roles, aliases = tuple(it["roles"]), tuple(it["aliases"])
    return Entity(it["id"], it["name"], _type(it["type"]), roles, aliases, _spans(it["mentions"], text), it["wikidata"])


def _type(name: str | None) -> SpeakerType | None:
    return None if name is None else SpeakerType(name)


def _condition(it: dict[str, Any], text: str) -> Condition:
    span = _span(it, text)
    return Condition(span.start, span.end, span.text, it["kind"])


def _span(it: dict[str, Any], text: str) -> Span:
    start, end = it["start"], it["end"]
    if text[start:end] != it["text"]:
        raise ValueError(f"the words at {start} are not those that the record says")
    return Span(start, end, it["text"])


def _spans(them: Sequence[dict[str, Any]], text: str) -> tuple[Span, ...]:
    return tuple(_span(each, text) for each in them)


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """A record a line (JSON Lines, UTF-8), each with a field `ledger`: what `filed` gives back."""
    for it in filed:
        out.write((_dumped({**as_dict(it.record), "ledger": _ledger(it)}) + "\n").encode())


def _ledger(it: Filed) -> dict[str, Any]:
    return {
        "digest": it.digest,
        "recorded": it.recorded,
        "reading": it.reading,
        "readings": [{"text_id": text_id, **_plain(run)} for text_id, run in it.readings],
        "judgements": [{**_plain(judgement), "corrected": dict(judgement.corrected)} for judgement in it.judgements],
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
