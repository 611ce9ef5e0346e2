"""Bytes to Documents."""

from onrecord.pages.page import Given, document, from_html, from_text
from onrecord.pages.sources import documents, pages

__all__ = ["Given", "document", "documents", "from_html", "from_text", "pages"]
