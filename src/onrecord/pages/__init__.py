"""Bytes to Documents, whether they lie in files or on the web."""

from onrecord.pages.page import Given, document, from_html, from_text
from onrecord.pages.sources import connected, documents, pages, watched
from onrecord.pages.web import Known, Memory, Web, by_turns

__all__ = [
    "Given",
    "Known",
    "Memory",
    "Web",
    "by_turns",
    "connected",
    "document",
    "documents",
    "from_html",
    "from_text",
    "pages",
    "watched",
]
