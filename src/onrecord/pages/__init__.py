"""Bytes to Documents."""

from onrecord.pages.page import Given, from_html, from_text
from onrecord.pages.sources import documents

__all__ = ["Given", "documents", "from_html", "from_text"]
