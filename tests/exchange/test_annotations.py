"""Web Annotations that annotation tools accept, and that lead back to the words."""

import io
import json
from typing import Any

import odd
import pytest
from hypothesis import given

from onrecord.exchange import annotations
from onrecord.vocabulary import Document, Filed, Judgement, Kind, Record, Span, Speaker, Statement

TEXT = "👩‍🚀 “Never,” said Edda Velle, “not for sale.”"


def written(them: list[Filed]) -> Any:
    out = io.BytesIO()
    annotations.write(them, out)
    return json.loads(out.getvalue())


@odd.patient
@given(odd.many)
def test_positions_and_quotes_select_the_words(them: list[Filed]) -> None:
    collection = written(them)
    items = collection["first"]["items"]
    found = [(it.record.document, statement) for it in them for statement in it.record.statements]
    assert collection["total"] == len(items) == len(found)
    for annotation, (document, statement) in zip(items, found, strict=True):
        assert [(t["selector"][1]["start"], t["selector"][1]["end"]) for t in annotation["target"]] == [
            (span.start, span.end) for span in statement.content
        ]
        for place in [*annotation["target"], *(body for body in annotation["body"] if "selector" in body)]:
            quote, position = place["selector"]
            start, end = position["start"], position["end"]
            assert document.text[start:end] == quote["exact"]
            assert document.text[:start].endswith(quote["prefix"])
            assert document.text[end:].startswith(quote["suffix"])
            assert position["onrecord:text"] == document.text_id
            assert place["source"].startswith(("https://", "http://", "urn:onrecord:"))


@odd.patient
@given(odd.many)
def test_it_is_json_ld_of_the_vocabulary_and_nothing_else(them: list[Filed]) -> None:
    linked = pytest.importorskip("linked")
    rdflib = pytest.importorskip("rdflib")
    collection = written(them)
    assert linked.terms(collection) <= {*linked.ANNO, "onrecord:role", "onrecord:text"}
    graph = rdflib.Dataset()
    graph.parse(data=linked.triples(collection), format="nquads")
    exact = {str(words) for words in graph.objects(None, rdflib.URIRef(linked.OA + "exact"))}
    assert {span.text for it in them for s in it.record.statements for span in s.content} <= exact
    kinds = graph.subjects(rdflib.RDF.type, rdflib.URIRef(linked.OA + "Annotation"))
    assert {str(kind) for kind in kinds} == {f"urn:onrecord:statement:{s.id}" for it in them for s in it.record.statements}


def test_a_persons_word_is_the_annotations_creator() -> None:
    spans = tuple(Span(TEXT.index(w), TEXT.index(w) + len(w), w) for w in ("“Never,”", "“not for sale.”"))
    statement = Statement("ab" * 16, Kind.DIRECT, spans, (), (), 0.9, Speaker("Edda Velle", role="mayor"), act="refuse")
    document = Document("cd" * 32, "ef" * 32, "x.txt", TEXT, (), url="https://gazette.example/1")
    judged = (Judgement("ab" * 16, "accept", "Ann", "2026-03-07T08:00:00Z"),)
    (item,) = annotations.annotations(Filed(Record(document, (statement,)), judgements=judged))
    assert item["creator"] == {"type": "Person", "name": "Ann"}
    assert [body["value"] for body in item["body"]] == ["Edda Velle (mayor)", "kind: direct", "act: refuse", "PLOVER: REJECT"]
    assert [place["selector"][0]["exact"] for place in item["target"]] == ["“Never,”", "“not for sale.”"]
    assert {place["source"] for place in item["target"]} == {"https://gazette.example/1"}
