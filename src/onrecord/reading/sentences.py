"""Where sentences start: enough for windows, features and links; no statement depends on it being perfect."""

import re
from collections.abc import Sequence

from onrecord.vocabulary import Block

_END = re.compile(r"(?:[.!?…][\"'”’»“)\]]*|[:—–]\s?(?=[“\"„«]))\s+(?=[\"'“‘„«»(\[]*[^\W_a-zß-öø-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|St|Rev|Hon|Fr|Sr|Jr|Pres|No|vs|etc|Inc|Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Messrs|Amb|Supt|Det|Insp|Ald|Cllr|approx|al|cf|Mt|Ft)|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def starts(text: str, blocks: Sequence[Block]) -> list[int]:
    """Offsets at which a sentence starts, every block's start among them, in order."""
    found = []
    for block in blocks:
        found.append(block.start)
        for end in _END.finditer(text, block.start, block.end):
            if end[0][0] != "." or not _ABBREVIATION.search(text, max(block.start, end.start() - 12), end.start() + 1):
                found.append(end.end())
    return found
