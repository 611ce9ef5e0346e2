"""FollowTheMoney entities that Aleph's own library accepts."""

import io
import json
from typing import Any

import odd
import pytest
from hypothesis import given

from onrecord.exchange import ftm
from onrecord.vocabulary import Document, Entity, Filed, Kind, Record, Span, Speaker, SpeakerType, Statement

TEXT = "“Never,” said Edda Velle."


def written(them: list[Filed]) -> list[dict[str, Any]]:
    out = io.BytesIO()
    ftm.write(them, out)
    return [json.loads(line) for line in out.getvalue().decode().split("\n")[:-1]]


def filed(*, entity: str | None = "e1", kind: SpeakerType | None = SpeakerType.PERSON) -> Filed:
    document = Document("cd" * 32, "ef" * 32, "x.txt", TEXT, (), url="https://gazette.example/1", published="2026-03-04", language="en")
    people = (Entity("e1", "Edda Velle", SpeakerType.PERSON, ("mayor",), ("Velle", "Edda Velle"), (), "Q7"),)
    speaker = Speaker("Edda Velle", entity, kind)
    statement = Statement("ab" * 16, Kind.DIRECT, (Span(0, 8, TEXT[:8]),), (Span(9, 13, "said"),), (), 0.9, speaker, act="refuse")
    return Filed(Record(document, (statement,), people))


@odd.patient
@given(odd.many)
def test_every_entity_has_a_shape_and_refers_to_what_is_there(them: list[Filed]) -> None:
    entities = written(them)
    ids = {entity["id"] for entity in entities}
    schemata = {"Article", "Person", "Organization", "Mention", "Documentation", "Note"}
    for entity in entities:
        assert entity.keys() == {"id", "schema", "properties"}
        assert entity["schema"] in schemata
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value.strip() for value in values)
            if name in ("document", "entity", "proof", "resolved"):
                assert ids.issuperset(values)
    statements = [s for it in them for s in it.record.statements]
    notes = [entity["properties"].get("description", []) for entity in entities if entity["schema"] == "Note"]
    said = [" … ".join(span.text for span in s.content) for s in statements]
    assert notes == [[words] if words.strip() else [] for words in said]


@odd.patient
@given(odd.many)
def test_the_library_accepts_every_value(them: list[Filed]) -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in written(them):
        kept = model.get_proxy(entity, cleaned=False)
        model.get(entity["schema"]).validate(entity)
        for name, values in entity["properties"].items():
            assert kept.schema.get(name) is not None
            if kept.schema.get(name).type.name not in ("string", "text", "name"):  # these it cleans of control characters
                assert len(kept.get(name)) == len(values), (name, values)


def test_a_named_speaker_is_a_person_of_this_article_alone() -> None:
    article, person, mention, link, note = written([filed()])
    assert [e["schema"] for e in (article, person, mention, link, note)] == ["Article", "Person", "Mention", "Documentation", "Note"]
    assert person["properties"] == {
        "name": ["Edda Velle"], "weakAlias": ["Velle"], "wikidataId": ["Q7"], "proof": [article["id"]], "position": ["mayor"],
    }  # fmt: skip
    assert note["properties"]["entity"] == [person["id"]]
    assert note["properties"]["keywords"] == ["direct", "refuse", "PLOVER: REJECT"]
    assert note["properties"]["proof"] == link["properties"]["document"] == mention["properties"]["document"] == [article["id"]]
    assert article["properties"]["language"] == ["eng"]


def test_a_speaker_whom_a_person_named_is_there_too() -> None:
    people = [e for e in written([filed(entity=None)]) if e["schema"] == "Person"]
    assert len(people) == 2, "whether the page's Velle is the one that was named is not said"


def test_who_is_no_person_or_organisation_stays_words() -> None:
    notes = [e["properties"] for e in written([filed(entity="e9", kind=SpeakerType.UNNAMED)]) if e["schema"] == "Note"]
    assert "entity" not in notes[0]
    assert notes[0]["name"] == ["Edda Velle: said"]
