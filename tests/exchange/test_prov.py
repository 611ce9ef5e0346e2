"""PROV that the reference library reads: where a statement comes from, link after link."""

import io
import json
from typing import Any

import odd
import pytest
from hypothesis import given

from onrecord.exchange import prov
from onrecord.vocabulary import Document, Filed, Hop, Judgement, Kind, Record, Run, Span, Speaker, SpeakerType, Statement

TEXT = "“Never,” Edda Velle told the Strait."


def written(them: list[Filed]) -> str:
    out = io.BytesIO()
    prov.write(them, out)
    return out.getvalue().decode()


def filed() -> Filed:
    hop = Hop("The Strait", "told", Span(25, 35, TEXT[25:35]))
    speaker = Speaker("Edda Velle", None, SpeakerType.PERSON)
    statement = Statement("ab" * 16, Kind.DIRECT, (Span(0, 8, TEXT[:8]),), (), (), 0.9, speaker, (hop,))
    document = Document("cd" * 32, "02", "x.txt", TEXT, (), publisher="Harbour Gazette")
    old, new = Run("relations-1@a", "0.1", "2026-03-05T08:00:00Z"), Run("relations-2@b", "0.2", "2026-03-06T08:00:00Z")
    judged = (Judgement(statement.id, "correct", "Ann", "2026-03-07T08:00:00Z", "read the page", (("act", "refuse"),)),)
    return Filed(Record(document, (statement,)), (("01", old), ("02", new)), 1, judged, "ee" * 32, "2026-03-05T07:00:00Z")


@odd.patient
@given(odd.many)
def test_the_reference_library_reads_all_of_it(them: list[Filed]) -> None:
    model = pytest.importorskip("prov.model")
    text = written(them)
    read = model.ProvDocument.deserialize(content=text, format="json")
    bundles = {bundle.identifier.localpart: bundle for bundle in read.bundles}
    said = json.loads(text)["bundle"]
    assert {f"onrecord:{name}" for name in bundles} == said.keys()
    for name, bundle in bundles.items():
        assert len(bundle.records) == sum(len(group) for group in said[f"onrecord:{name}"].values())
    again = model.ProvDocument.deserialize(content=read.serialize(format="json"), format="json")
    assert again == read


@odd.patient
@given(odd.many)
def test_nothing_is_named_that_is_not_described(them: list[Filed]) -> None:
    for bundle in json.loads(written(them))["bundle"].values():
        described = {name for kind in ("entity", "agent", "activity") for name in bundle.get(kind, ())}
        relations = [each for kind, group in bundle.items() if kind not in ("entity", "agent", "activity") for each in group.values()]
        assert described.issuperset(value for each in relations for name, value in each.items() if name != "prov:type")


def test_the_chain_leads_from_the_statement_to_speaker_run_and_page() -> None:
    (bundle,) = json.loads(written([filed()]))["bundle"].values()
    statement = f"onrecord:statement.{'ab' * 16}"

    def ends(kind: str, begin: str, end: str, of: str) -> list[Any]:
        return [each[f"prov:{end}"] for each in bundle[kind].values() if each[f"prov:{begin}"] == of]

    text, relayed = ends("wasDerivedFrom", "generatedEntity", "usedEntity", statement)
    assert ends("wasDerivedFrom", "generatedEntity", "usedEntity", text) == [f"onrecord:document.{'cd' * 32}"]
    (outlet,) = ends("wasAttributedTo", "entity", "agent", relayed)
    assert bundle["agent"][outlet]["prov:label"] == "The Strait"
    (said,) = ends("wasDerivedFrom", "generatedEntity", "usedEntity", relayed)
    (speaker,) = ends("wasAttributedTo", "entity", "agent", said)
    assert bundle["agent"][speaker]["prov:label"] == "Edda Velle"
    (reading,) = ends("wasGeneratedBy", "entity", "activity", statement)
    (software,) = ends("wasAssociatedWith", "activity", "agent", reading)
    assert bundle["agent"][software]["prov:label"] == "relations-2@b"
    (corrected,) = ends("wasDerivedFrom", "usedEntity", "generatedEntity", statement)
    assert bundle["entity"][corrected]["onrecord:act"] == "refuse"
    (judged,) = ends("wasGeneratedBy", "entity", "activity", corrected)
    (judge,) = ends("wasAssociatedWith", "activity", "agent", judged)
    assert bundle["agent"][judge]["prov:label"] == "Ann"
    assert len([name for name in bundle["activity"] if ":reading." in name]) == 2


def test_it_goes_out_as_prov_o_too() -> None:
    model = pytest.importorskip("prov.model")
    rdflib = pytest.importorskip("rdflib")
    turtle = model.ProvDocument.deserialize(content=written([filed()]), format="json").serialize(format="rdf", rdf_format="trig")
    graph = rdflib.Dataset()
    graph.parse(data=turtle, format="trig")
    found = {predicate for _, predicate, _, _ in graph if predicate.startswith(str(rdflib.PROV))}
    assert rdflib.PROV.wasAttributedTo in found
    assert all(predicate in rdflib.PROV for predicate in found)
