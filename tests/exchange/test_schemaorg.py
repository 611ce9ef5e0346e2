"""schema.org's own terms, and no rating of anybody's words."""

import io
import json
from typing import Any

import odd
import pytest
from hypothesis import given

from onrecord.exchange import schemaorg
from onrecord.vocabulary import Filed, Kind


def written(them: list[Filed]) -> Any:
    out = io.BytesIO()
    schemaorg.write(them, out)
    return json.loads(out.getvalue())


@odd.patient
@given(odd.many)
def test_every_statement_is_part_of_its_article_with_its_words(them: list[Filed]) -> None:
    graph = written(them)["@graph"]
    assert [node["identifier"] for node in graph] == [it.record.document.id for it in them]
    for node, it in zip(graph, them, strict=True):
        parts = node.get("hasPart", [])
        assert [(part["identifier"], part["text"]) for part in parts] == [
            (s.id, " … ".join(span.text for span in s.content)) for s in it.record.statements
        ]
        assert [part["@type"] for part in parts] == ["Quotation" if s.kind is Kind.DIRECT else "Claim" for s in it.record.statements]


@odd.patient
@given(odd.many)
def test_types_and_properties_are_schema_orgs_and_none_rates(them: list[Filed]) -> None:
    linked = pytest.importorskip("linked")
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Dataset()
    graph.parse(data=linked.triples(written(them)), format="nquads")
    for _, predicate, value, _ in graph:
        for iri in (predicate, *([value] if predicate == rdflib.RDF.type else [])):
            assert iri == rdflib.RDF.type or iri in rdflib.SDO
            assert not any(word in str(iri) for word in ("ClaimReview", "Rating", "reviewRating"))
    assert {str(words) for words in graph.objects(None, rdflib.SDO.text)} == {
        " … ".join(span.text for span in s.content) for it in them for s in it.record.statements
    }
