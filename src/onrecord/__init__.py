"""Reads news pages and keeps a ledger of attributed statements: who said what, through whom, on which terms."""

from onrecord.errors import (
    LedgerError,
    LedgerUnusable,
    LedgerUnwritable,
    ModelError,
    OnrecordError,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
    SourceUnreadable,
    UsageError,
)
from onrecord.pages import Web
from onrecord.pipeline import Added, Ledger, read, read_all
from onrecord.version import __version__
from onrecord.vocabulary import Block, Document, Entity, HeadlineCheck, Record, Span, Speaker, Statement

__all__ = [
    "Added",
    "Block",
    "Document",
    "Entity",
    "HeadlineCheck",
    "Ledger",
    "LedgerError",
    "LedgerUnusable",
    "LedgerUnwritable",
    "ModelError",
    "OnrecordError",
    "Record",
    "SourceError",
    "SourceMissing",
    "SourceRefused",
    "SourceTooLarge",
    "SourceUnreachable",
    "SourceUnreadable",
    "Span",
    "Speaker",
    "Statement",
    "UsageError",
    "Web",
    "__version__",
    "read",
    "read_all",
]
