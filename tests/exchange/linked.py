"""What JSON-LD processors need to read the exports without a network: the terms of the contexts that these name."""

from typing import Any

from pyld import jsonld

OA, AS, DCT = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://purl.org/dc/terms/"
FOAF, DC = "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/elements/1.1/"


def _linked(iri: str, kind: str = "@id", **more: str) -> dict[str, str]:
    return {"@id": iri, "@type": kind, **more}


ANNO = {
    "oa": OA,
    "id": "@id",
    "type": "@type",
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: f"{OA}{name}" for name in ("TextQuoteSelector", "TextPositionSelector", "TimeState")},
    **{name: f"{OA}{name}" for name in ("describing", "identifying", "tagging", "classifying", "linking")},
    **{name: f"{OA}{name}" for name in ("start", "end", "exact", "prefix", "suffix", "sourceDate")},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Person": f"{FOAF}Person",
    "Software": f"{AS}Application",
    "body": _linked(f"{OA}hasBody"),
    "target": _linked(f"{OA}hasTarget"),
    "source": _linked(f"{OA}hasSource"),
    "selector": _linked(f"{OA}hasSelector"),
    "state": _linked(f"{OA}hasState"),
    "creator": _linked(f"{DCT}creator"),
    "generator": _linked(f"{AS}generator"),
    "motivation": _linked(f"{OA}motivatedBy", "@vocab"),
    "purpose": _linked(f"{OA}hasPurpose", "@vocab"),
    "items": _linked(f"{AS}items", **{"@container": "@list"}),
    "first": _linked(f"{AS}first"),
    "format": f"{DC}format",
    "created": f"{DCT}created",
    "generated": f"{DCT}issued",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "name": f"{FOAF}name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": f"{AS}totalItems",
    "startIndex": f"{AS}startIndex",
}
"""The terms of http://www.w3.org/ns/anno.jsonld that the exports use, by the Web Annotation Vocabulary (W3C 2017)."""
CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": ANNO, "https://schema.org": {"@vocab": "https://schema.org/"}}


def triples(document: Any) -> str:
    """The document as N-Quads, by PyLD. Fails for a context that is not here."""
    return str(jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": _load}))


def _load(url: str, options: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}


def terms(node: Any) -> set[str]:
    """Every key that stands anywhere in a JSON-LD document, but in its context."""
    if isinstance(node, dict):
        return {key for key in node if key != "@context"}.union(*(terms(value) for key, value in node.items() if key != "@context"))
    return set().union(*map(terms, node)) if isinstance(node, list) else set()
