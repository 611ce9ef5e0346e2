"""W3C PROV as PROV-JSON: where every statement comes from. A bundle a document; in it page, texts, runs, statements, hops, judgements.

Page (bytes) → text (a version, by a run) → statement (by a run, quoted from the text, attributed to its speaker and, hop after hop, to
those through whom it came) → what a person corrected in it.
"""

import hashlib
import json
from collections.abc import Iterable
from itertools import count
from typing import Any, BinaryIO

from onrecord.exchange import iris
from onrecord.exchange.table import JOINT
from onrecord.vocabulary import Filed, Judgement, Run, SpeakerType, Statement

PREFIX = "onrecord"
_AGENTS = {SpeakerType.PERSON: "prov:Person", SpeakerType.ORGANIZATION: "prov:Organization"}


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """One PROV-JSON file, a bundle a line."""
    out.write(f'{{"prefix": {{"{PREFIX}": "{iris.NAMESPACE}"}}, "bundle": {{'.encode())
    begin = "\n"
    for it in filed:
        name = _name("bundle", it.record.document.id, str(it.reading))
        out.write((begin + f'"{name}": ' + json.dumps(bundle(it), ensure_ascii=False)).encode())
        begin = ",\n"
    out.write(b"\n}}\n")


def bundle(it: Filed) -> dict[str, Any]:
    """What is known of a record's origin, as a PROV-JSON bundle."""
    made = _Bundle()
    document = it.record.document
    page = _name("document", document.id)
    made.entity(page, "a page", {"onrecord:sha256": it.digest, "onrecord:recorded": it.recorded, "onrecord:source": document.source})
    made.add("entity", page, {"onrecord:url": document.url, "onrecord:headline": document.headline})
    if document.publisher:
        made.attributed(page, made.agent("outlet", document.publisher, "prov:Organization"))
    texts = list(dict.fromkeys([*(text_id for text_id, _ in it.readings), document.text_id]))
    for text_id in texts:
        made.entity(_name("text", document.id, text_id), "a text of the page")
        made.derived(_name("text", document.id, text_id), page)
    for number, (text_id, run) in enumerate(it.readings):
        before = [earlier for earlier, _ in it.readings[:number]]
        made.reading(_reading(it, number), run, page, _name("text", document.id, text_id), first=text_id not in before)
    text = _name("text", document.id, document.text_id)
    for statement in it.record.statements:
        _statement(made, statement, text, _reading(it, it.reading) if it.readings else None)
    for number, judgement in enumerate(it.judgements):
        _judgement(made, judgement, number)
    return made.parts


def _reading(it: Filed, number: int) -> str:
    return _name("reading", it.record.document.id, str(number))


def _statement(made: "_Bundle", it: Statement, text: str, reading: str | None) -> None:
    name = _name("statement", it.id)
    words = JOINT.join(span.text for span in it.content)
    places = " ".join(f"{span.start}-{span.end}" for span in it.content)
    terms = {"onrecord:kind": it.kind.value, "onrecord:act": it.act, "onrecord:polarity": it.polarity, "onrecord:offsets": places}
    made.entity(name, "a statement", {"prov:value": words, **terms})
    made.derived(name, text, "prov:Quotation")
    if reading is not None:
        made.relation("wasGeneratedBy", {"prov:entity": name, "prov:activity": reading})
    last = None
    if speaker := it.speaker:
        last = _name("said", it.id)
        made.entity(last, "what was said")
        made.attributed(last, made.agent("speaker", speaker.name, _AGENTS.get(speaker.type) if speaker.type else None))
    for number, hop in enumerate(it.via or ()):
        relayed = _name("via", it.id, str(number))
        made.entity(relayed, "what was relayed", {"onrecord:relation": hop.relation, "onrecord:evidence": hop.evidence.text})
        made.attributed(relayed, made.agent("relay", hop.name, None))
        if last is not None:
            made.derived(relayed, last)
        last = relayed
    if last is not None:
        made.derived(name, last, "prov:PrimarySource")
    if it.parent is not None:
        made.entity(_name("statement", it.parent), "a statement")
        made.derived(name, _name("statement", it.parent), "prov:Quotation")


def _judgement(made: "_Bundle", it: Judgement, number: int) -> None:
    statement, act = _name("statement", it.statement), _name("judgement", it.statement, str(number))
    made.activity(act, it.at, it.at, {"prov:label": it.verdict, "onrecord:why": it.why})
    made.relation("used", {"prov:activity": act, "prov:entity": statement})
    made.relation("wasAssociatedWith", {"prov:activity": act, "prov:agent": made.agent("judge", it.by, "prov:Person")})
    if it.corrected:
        corrected = _name("corrected", it.statement, str(number))
        made.entity(corrected, "a corrected statement", {f"onrecord:{field}": value for field, value in it.corrected})
        made.relation("wasGeneratedBy", {"prov:entity": corrected, "prov:activity": act})
        made.derived(corrected, statement, "prov:Revision")


class _Bundle:
    """A PROV-JSON bundle in the making; what is not known (None) is not there."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Any]] = {}
        self._numbers = count(1)

    def add(self, kind: str, name: str, attributes: dict[str, Any]) -> None:
        known = {key: value for key, value in attributes.items() if value is not None}
        self.parts.setdefault(kind, {}).setdefault(name, {}).update(known)

    def entity(self, name: str, label: str, attributes: dict[str, Any] | None = None) -> None:
        self.add("entity", name, {"prov:label": label, **(attributes or {})})

    def activity(self, name: str, start: str, end: str | None, attributes: dict[str, Any]) -> None:
        self.add("activity", name, {"prov:startTime": start, "prov:endTime": end, **attributes})

    def agent(self, role: str, name: str, kind: str | None) -> str:
        """An agent of this name in this bundle: whether two of one name are one is not said."""
        identity = _name(role, hashlib.sha256(name.encode()).hexdigest()[:32])
        self.add("agent", identity, {"prov:label": name, "prov:type": kind and {"$": kind, "type": "prov:QUALIFIED_NAME"}})
        return identity

    def reading(self, name: str, run: Run, page: str, text: str, *, first: bool) -> None:
        """A run over the page; the first that had a text made it."""
        self.activity(name, run.started, None, {"onrecord:code": run.code})
        self.relation("used", {"prov:activity": name, "prov:entity": page})
        if first:
            self.relation("wasGeneratedBy", {"prov:entity": text, "prov:activity": name})
        software = self.agent("model", run.model, "prov:SoftwareAgent")
        self.relation("wasAssociatedWith", {"prov:activity": name, "prov:agent": software})

    def attributed(self, entity: str, agent: str) -> None:
        self.relation("wasAttributedTo", {"prov:entity": entity, "prov:agent": agent})

    def derived(self, entity: str, source: str, kind: str | None = None) -> None:
        typed = {"prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}} if kind else {}
        self.relation("wasDerivedFrom", {"prov:generatedEntity": entity, "prov:usedEntity": source, **typed})

    def relation(self, kind: str, attributes: dict[str, Any]) -> None:
        self.add(kind, f"_:r{next(self._numbers)}", attributes)


def _name(kind: str, *parts: str) -> str:
    return f"{PREFIX}:{'.'.join([kind, *parts])}"
