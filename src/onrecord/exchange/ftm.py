"""FollowTheMoney entities as JSON lines, as Aleph and OpenSanctions' tools read them.

An Article a document; a Person or Organization a named speaker, in this document (nobody is merged across documents); a Note a
statement, on its speaker and with the article as its proof; a Mention and a Documentation for who stands in which article.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from onrecord.exchange import iris
from onrecord.exchange.table import JOINT
from onrecord.vocabulary import PLOVER, Document, Entity, Filed, Speaker, SpeakerType, Statement

SCHEMATA = {SpeakerType.PERSON: "Person", SpeakerType.ORGANIZATION: "Organization"}
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin "
        "fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm ko:kor lt:lit "
        "lv:lav mk:mkd ml:mal mr:mar ms:msa ne:nep nl:nld no:nor pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp "
        "sv:swe sw:swa ta:tam te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho"
    ).split()
)
"""ISO 639-1 to 639-3: FollowTheMoney has languages by three letters."""


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """An entity a line."""
    for it in filed:
        for entity in entities(it):
            out.write((json.dumps(entity, ensure_ascii=False) + "\n").encode())


def entities(it: Filed) -> Iterator[dict[str, Any]]:
    """The entities of a record; those of one document have the same ids in every export."""
    document = it.record.document
    article = _id("article", document.id)
    yield _entity(
        article,
        "Article",
        title=document.headline,
        author=document.byline,
        publisher=document.publisher,
        publishedAt=document.published,
        modifiedAt=document.modified,
        retrievedAt=document.fetched,
        sourceUrl=iris.address(document.url),
        language=_LANGUAGES.get((document.language or "").partition("-")[0].lower()),
        fileName=document.source,
        bodyText=document.text,
    )
    here = {entity.id: entity for entity in it.record.entities or () if entity.type in SCHEMATA}
    named = dict(here)
    for statement in it.record.statements:
        if (speaker := statement.speaker) and speaker.type in SCHEMATA and speaker.entity not in here:
            named[_own(speaker)] = Entity(_own(speaker), speaker.name, speaker.type, (speaker.role,) if speaker.role else ())
    for key, entity in named.items():
        yield from _who(entity, _id("who", document.id, key), article, document)
    for statement in it.record.statements:
        yield _note(statement, document, article, named)


def _who(it: Entity, identity: str, article: str, document: Document) -> Iterator[dict[str, Any]]:
    schema = SCHEMATA[it.type or SpeakerType.PERSON]
    aliases = [alias for alias in it.aliases if alias != it.name]
    role: dict[str, Any] = {"position" if schema == "Person" else "summary": it.roles}
    yield _entity(identity, schema, name=it.name, weakAlias=aliases, wikidataId=it.wikidata, proof=article, **role)
    yield _entity(_id("mention", identity), "Mention", document=article, name=it.name, resolved=identity, detectedSchema=schema)
    link: dict[str, Any] = {"document": article, "entity": identity, "role": "named in the article"}
    yield _entity(_id("in", identity), "Documentation", **link, date=document.published, sourceUrl=iris.address(document.url))


def _note(it: Statement, document: Document, article: str, named: dict[str, Entity]) -> dict[str, Any]:
    speaker = it.speaker
    key = None if speaker is None else speaker.entity if speaker.entity in named else _own(speaker)
    tags = [it.kind.value, it.act, f"PLOVER: {PLOVER[it.act]}" if it.act in PLOVER else None, it.polarity]
    tags += [f"via {hop.name} ({hop.relation})" for hop in it.via or ()]
    return _entity(
        _id("statement", it.id),
        "Note",
        name=speaker and f"{speaker.name}: {' '.join(span.text for span in it.cue)}".rstrip(": "),
        description=JOINT.join(span.text for span in it.content),
        keywords=tags,
        entity=_id("who", document.id, key) if key in named else None,
        proof=article,
        sourceUrl=iris.address(document.url),
        publisher=document.publisher,
    )


def _own(speaker: Speaker) -> str:
    """The key of a speaker that is none of the document's entities."""
    return f"{speaker.type} {speaker.name}"


def _entity(identity: str, schema: str, **properties: Any) -> dict[str, Any]:
    known: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if kept := list(dict.fromkeys(each for each in values if each and each.strip())):
            known[name] = kept
    return {"id": identity, "schema": schema, "properties": known}


def _id(*parts: str) -> str:
    return f"onrecord-{parts[0]}-{hashlib.sha256(chr(0).join(parts[1:]).encode()).hexdigest()[:40]}"
