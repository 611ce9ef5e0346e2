"""The only SQL: a file that keeps pages, statements and judgements."""

from onrecord.ledger.checking import Answer, Match, Verdict
from onrecord.ledger.dossier import Dossier
from onrecord.ledger.entry import Entry
from onrecord.ledger.ledger import CORRECTABLE, VERDICTS, Appended, Store, identity
from onrecord.ledger.quotation import Comparison, Edit, Wording
from onrecord.ledger.searching import Wanted

__all__ = [
    "CORRECTABLE",
    "VERDICTS",
    "Answer",
    "Appended",
    "Comparison",
    "Dossier",
    "Edit",
    "Entry",
    "Match",
    "Store",
    "Verdict",
    "Wanted",
    "Wording",
    "identity",
]
