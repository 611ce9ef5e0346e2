"""Records to the values that the tables hold, and back without loss. Nothing here touches a database."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from onrecord.vocabulary import (
    Block,
    BlockKind,
    Collision,
    Condition,
    Document,
    Entity,
    HeadlineCheck,
    Hop,
    Kind,
    Outcome,
    Record,
    SaidOn,
    Span,
    Speaker,
    SpeakerType,
    Statement,
)

Row = dict[str, Any]
JOINT = " … "
"""Between the parts of a content that other words cut in two."""


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# Out of the vocabulary


def document(record: Record) -> Row:
    """The columns of `documents` that come from the record."""
    it = record.document
    return {
        "key": it.id,
        "headline": it.headline,
        "publisher": it.publisher,
        "site": site(it.url),
        "published": it.published,
        "url": it.url,
        "byline": "; ".join(it.byline) or None,
        "wire_credit": "; ".join(it.wire_credit) or None,
        "language": it.language,
        "genre": it.genre,
        "outcome": str(it.outcome),
    }


def masthead(it: Document) -> str:
    """All of a document but its text, as JSON."""
    return dumps({f.name: _plain(getattr(it, f.name)) for f in fields(it) if f.name != "text"})


def statement(it: Statement, of: Document) -> Row:
    """The columns of `statements` that a finding fills; `current`, `judgement` and the references are the ledger's."""
    content = words(it.content)
    day = (it.said_on.date if it.said_on else None) or (of.published or "")[:10] or None
    return {
        "key": it.id,
        "speaker": it.speaker.name if it.speaker else None,
        "content": content,
        "act": it.act,
        "outlet": of.publisher,
        "site": site(of.url),
        "day": day,
        "month": month(day),
        "kind": str(it.kind),
        "speaker_type": str(it.speaker.type) if it.speaker and it.speaker.type else None,
        "speaker_role": it.speaker.role if it.speaker else None,
        "entity": it.speaker.entity if it.speaker else None,
        "cue": words(it.cue) or None,
        "source": words(it.source) or None,
        "polarity": it.polarity,
        "said_on": it.said_on.date if it.said_on else None,
        "confidence": it.confidence,
        "parent": it.parent,
        "start": it.content[0].start,
        "end": it.content[-1].end,
        "words": len(content.split()),
    }


def words(spans: Sequence[Span]) -> str:
    return JOINT.join(" ".join(span.text.split()) for span in spans)


def month(day: str | None) -> str | None:
    return day[:4] + day[5:7] if day and len(day) >= 7 else None


def site(url: str | None) -> str | None:
    """The host of a URL, without a leading www."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def spans(it: Statement) -> list[tuple[str, int, int, int, str]]:
    """The rows of `spans`: role, n, start, end, words."""
    roles: dict[str, Sequence[Span | Condition]] = {
        "content": it.content,
        "cue": it.cue,
        "source": it.source,
        "speaker": it.speaker.evidence if it.speaker else (),
        "act": it.act_evidence or (),
        "said_on": (it.said_on.evidence,) if it.said_on else (),
        "condition": it.conditions or (),
        "hop": tuple(hop.evidence for hop in it.via or ()),
    }
    return [(role, n, s.start, s.end, s.text) for role, found in roles.items() for n, s in enumerate(found)]


def found(it: Statement) -> str:
    """All of a statement as JSON, without the words of its spans: `restored` finds them in the text."""
    return dumps(_plain(it))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [_plain(each) for each in value]
    if kind is Block:
        return [value.start, value.end, value.kind, *filter(None, (value.time,))]
    if kind is Condition:
        return [value.start, value.end, value.kind]
    if kind in _NAMES:
        return {name: _plain(each) for name in _NAMES[kind] if (each := getattr(value, name)) is not None}
    return value


_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Statement, Speaker, Hop, SaidOn, Entity, Collision, HeadlineCheck)}


def optional(values: Sequence[Any] | HeadlineCheck | None) -> str | None:
    """Entities, collisions or a headline check as JSON; None stays None."""
    return None if values is None else dumps(_plain(tuple(values) if isinstance(values, Sequence) else values))


# Back into the vocabulary


def restored(
    text: str,
    document: str,
    entities: str | None,
    collisions: str | None,
    headline_check: str | None,
    statements: Sequence[str],
    model: str,
) -> Record:
    """The record that `masthead`, `optional` and `found` were made of, with the text that their offsets count in."""
    return Record(
        _document(json.loads(document), text),
        tuple(_statement(json.loads(each), text) for each in statements),
        None if entities is None else tuple(_entity(each, text) for each in json.loads(entities)),
        None
        if collisions is None
        else tuple(Collision((*each["statements"],), each["issue"], each["why"]) for each in json.loads(collisions)),
        None if headline_check is None else _check(json.loads(headline_check), text),
        model,
    )


def _document(it: Row, text: str) -> Document:
    span = it.get("headline_span")
    return Document(
        **{
            **it,
            "text": text,
            "blocks": tuple(Block(a, b, BlockKind(kind), *time) for a, b, kind, *time in it["blocks"]),
            "outcome": Outcome(it["outcome"]),
            "headline_span": (span[0], span[1]) if span else None,
            "byline": tuple(it["byline"]),
            "wire_credit": tuple(it["wire_credit"]),
        }
    )


def _statement(it: Row, text: str) -> Statement:
    speaker, said_on = it.get("speaker"), it.get("said_on")
    return Statement(
        id=it["id"],
        kind=Kind(it["kind"]),
        content=_spans(it["content"], text),
        cue=_spans(it["cue"], text),
        source=_spans(it["source"], text),
        confidence=it["confidence"],
        speaker=Speaker(
            speaker["name"],
            speaker.get("entity"),
            SpeakerType(speaker["type"]) if "type" in speaker else None,
            speaker.get("role"),
            _spans(speaker["evidence"], text),
        )
        if speaker
        else None,
        via=tuple(Hop(hop["name"], hop["relation"], _span(hop["evidence"], text)) for hop in it["via"]) if "via" in it else None,
        parent=it.get("parent"),
        act=it.get("act"),
        polarity=it.get("polarity"),
        conditions=tuple(Condition(a, b, text[a:b], kind) for a, b, kind in it["conditions"]) if "conditions" in it else None,
        act_evidence=_spans(it["act_evidence"], text) if "act_evidence" in it else None,
        said_on=SaidOn(said_on["date"], _span(said_on["evidence"], text)) if said_on else None,
    )


def _entity(it: Row, text: str) -> Entity:
    return Entity(
        it["id"],
        it["name"],
        SpeakerType(it["type"]) if "type" in it else None,
        tuple(it["roles"]),
        tuple(it["aliases"]),
        _spans(it["mentions"], text),
        it.get("wikidata"),
    )


def _check(it: Row, text: str) -> HeadlineCheck:
    return HeadlineCheck(it["label"], it["why"], _spans(it["evidence"], text))


def _span(it: Sequence[int], text: str) -> Span:
    return Span(it[0], it[1], text[it[0] : it[1]])


def _spans(them: Sequence[Sequence[int]], text: str) -> tuple[Span, ...]:
    return tuple(_span(each, text) for each in them)


def corrected(row: Row, judged: Mapping[str, str]) -> Row:
    """A row of `statements` with what a person corrected in it."""
    changed = {**row, **judged}
    if "said_on" in judged:
        changed["day"] = judged["said_on"]
        changed["month"] = month(judged["said_on"])
    return changed
