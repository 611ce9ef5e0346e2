"""Names of things for formats that name them by IRI (RFC 3987): web addresses as they stand on the page, and URNs of ours."""

from urllib.parse import quote, urlsplit

from onrecord.vocabulary import Document

NAMESPACE = "urn:onrecord:"


def address(url: str | None) -> str | None:
    """A web address with nothing in it that an IRI may not hold; None for what is no http or https address."""
    try:
        parts = urlsplit(url or "")
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return quote(url or "", safe="!#$%&'()*+,/:;=?@[]~") if whole and _sound(url or "") else None


def _sound(url: str) -> bool:
    """Without what hides in an address: white space and control characters, which browsers drop or turn."""
    return all(c.isprintable() and c != " " for c in url)


def page(document: Document) -> str:
    """The page's address, or else a name made of its document's id."""
    return address(document.url) or address(document.canonical_url) or named("document", document.id)


def named(kind: str, *parts: str) -> str:
    return NAMESPACE + ":".join([kind, *(quote(part, safe="") for part in parts)])
