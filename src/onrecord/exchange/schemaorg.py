"""schema.org as JSON-LD: a NewsArticle a document, with the Quotations (words in quotation marks) and Claims (others) that stand in it.

Nothing is rated: there is no ClaimReview here, for the tool tells who said what, never who is right.
"""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from onrecord.exchange import iris
from onrecord.exchange.table import JOINT
from onrecord.vocabulary import PLOVER, Filed, Kind, Speaker, SpeakerType, Statement

Node = dict[str, Any]
CONTEXT = "https://schema.org"
_TYPES = {SpeakerType.PERSON: "Person", SpeakerType.ORGANIZATION: "Organization"}


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """One JSON-LD file, a node a line."""
    out.write(f'{{"@context": "{CONTEXT}", "@graph": ['.encode())
    begin = "\n"
    for it in filed:
        out.write((begin + json.dumps(article(it), ensure_ascii=False)).encode())
        begin = ",\n"
    out.write(b"\n]}\n")


def article(it: Filed) -> Node:
    """A document with its statements; what the page does not give is not there."""
    document = it.record.document
    name = iris.page(document)
    found = {
        "@type": "NewsArticle",
        "@id": name,
        "identifier": document.id,
        "url": iris.address(document.url),
        "mainEntityOfPage": iris.address(document.canonical_url),
        "headline": document.headline,
        "author": [{"@type": "Person", "name": writer} for writer in document.byline],
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "sourceOrganization": [{"@type": "Organization", "name": credit} for credit in document.wire_credit],
        "datePublished": document.published,
        "dateModified": document.modified,
        "inLanguage": document.language,
        "articleSection": document.section,
        "dateline": document.dateline,
        "hasPart": [_statement(statement, name) for statement in it.record.statements],
    }
    return _known(found)


def _statement(it: Statement, page: str) -> Node:
    found: Node = {"@id": iris.named("statement", it.id), "identifier": it.id, "text": JOINT.join(span.text for span in it.content)}
    found["keywords"] = [f"{term}: {value}" for term, value in _terms(it) if value]
    speaker = _speaker(it.speaker) if it.speaker else None
    said = it.said_on and it.said_on.date
    if it.kind is Kind.DIRECT:
        return _known({"@type": "Quotation", **found, "spokenByCharacter": speaker, "dateCreated": said, "isPartOf": {"@id": page}})
    return _known({"@type": "Claim", **found, "author": speaker, "dateCreated": said, "appearance": {"@id": page}})


def _terms(it: Statement) -> list[tuple[str, str | None]]:
    hops = [("via", f"{hop.name} ({hop.relation})") for hop in it.via or ()]
    return [("kind", it.kind), ("act", it.act), ("PLOVER", PLOVER.get(it.act or "")), ("polarity", it.polarity), *hops]


def _speaker(it: Speaker) -> Node:
    """A person or an organisation; anybody else (a group, a document, one without a name) by what the page calls them."""
    kind = _TYPES.get(it.type) if it.type else None
    return _known({"@type": kind or "Thing", "name": it.name, "jobTitle" if kind == "Person" else "description": it.role})


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [])}
