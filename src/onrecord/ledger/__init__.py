"""The only SQL: a file that keeps pages, statements and judgements."""

from onrecord.ledger.candidates import Candidate
from onrecord.ledger.dossier import Dossier
from onrecord.ledger.entry import Entry
from onrecord.ledger.ledger import CORRECTABLE, VERDICTS, Appended, Store, identity
from onrecord.ledger.searching import Wanted

__all__ = [
    "CORRECTABLE",
    "VERDICTS",
    "Appended",
    "Candidate",
    "Dossier",
    "Entry",
    "Store",
    "Wanted",
    "identity",
]
