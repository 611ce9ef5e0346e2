"""W3C Web Annotation (2017): an annotation a statement, on the page that it stands on; tools that show notes on pages read it.

The content is the target; source and cue are bodies that point at the same page. Each is told by its words with what stands around them
(TextQuoteSelector), and by its place in the document's text (TextPositionSelector), which counts code points, as the standard does.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from onrecord.exchange import iris
from onrecord.vocabulary import PLOVER, Document, Filed, Span, Statement

AROUND = 40
"""Characters before and after the words, by which they are found again."""
CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"onrecord": iris.NAMESPACE})
_HEAD = {"@context": CONTEXT, "type": "AnnotationCollection", "label": "Who said what, by onrecord"}


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """One AnnotationCollection, its items in one page."""
    out.write((json.dumps(_HEAD, ensure_ascii=False)[:-1] + ',\n"first": {"type": "AnnotationPage", "startIndex": 0, "items": [').encode())
    total = 0
    for it in filed:
        for annotation in annotations(it):
            out.write((("," if total else "") + "\n" + json.dumps(annotation, ensure_ascii=False)).encode())
            total += 1
    out.write(f'\n]}},\n"total": {total}}}\n'.encode())


def annotations(it: Filed) -> Iterator[dict[str, Any]]:
    """The annotations of a record, without `@context`."""
    document = it.record.document
    run = it.readings[it.reading][1] if it.readings else None
    software = {"type": "Software", "name": f"onrecord {run.code}, {run.model}"} if run else None
    judged = {judgement.statement: judgement for judgement in it.judgements}
    for statement in it.record.statements:
        annotation: dict[str, Any] = {
            "id": iris.named("statement", statement.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": [*_said(statement), *_pointed(statement, document)],
            "target": [_place(span, document) for span in statement.content],
        }
        if run is not None:
            annotation |= {"generator": software, "generated": run.started}
        if judgement := judged.get(statement.id):
            annotation |= {"creator": {"type": "Person", "name": judgement.by}, "created": judgement.at}
        yield annotation


def _said(statement: Statement) -> Iterator[dict[str, Any]]:
    """What is known of the statement, as texts and tags."""
    if speaker := statement.speaker:
        name = f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name
        yield {"type": "TextualBody", "purpose": "identifying", "value": name, "format": "text/plain"}
    for term in ("kind", "act", "polarity"):
        if value := getattr(statement, term):
            yield {"type": "TextualBody", "purpose": "tagging", "value": f"{term}: {value}", "format": "text/plain"}
    if plover := PLOVER.get(statement.act or ""):
        yield {"type": "TextualBody", "purpose": "classifying", "value": f"PLOVER: {plover}", "format": "text/plain"}
    if statement.said_on:
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"said on: {statement.said_on.date}", "format": "text/plain"}
    for hop in statement.via or ():
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"via: {hop.name} ({hop.relation})", "format": "text/plain"}


def _pointed(statement: Statement, document: Document) -> Iterator[dict[str, Any]]:
    parts: Sequence[tuple[str, Sequence[Span]]] = (("source", statement.source), ("cue", statement.cue))
    for role, spans in parts:
        for span in spans:
            yield {**_place(span, document), "purpose": "linking", "onrecord:role": role}
    for condition in statement.conditions or ():
        span = Span(condition.start, condition.end, condition.text)
        yield {**_place(span, document), "purpose": "linking", "onrecord:role": f"condition: {condition.kind}"}


def _place(span: Span, document: Document) -> dict[str, Any]:
    text = document.text
    quote = {"type": "TextQuoteSelector", "exact": span.text}
    quote |= {"prefix": text[max(0, span.start - AROUND) : span.start], "suffix": text[span.end : span.end + AROUND]}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end, "onrecord:text": document.text_id}
    place: dict[str, Any] = {"type": "SpecificResource", "source": iris.page(document), "selector": [quote, position]}
    if document.fetched:
        place["state"] = {"type": "TimeState", "sourceDate": document.fetched}
    return place
