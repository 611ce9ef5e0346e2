"""Where sentences start: enough for windows, features and links; no statement depends on it being perfect. And where a dateline ends."""

import re
from collections.abc import Sequence

from onrecord.vocabulary import Block, Document

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


_DASH = re.compile(r"[^\n–—-]{0,40}(?:--?|[–—])\s*")


def dateline(document: Document) -> tuple[int, int]:
    """Where the dateline stands, with the dash behind it; (0, 0) without one."""
    for block in document.blocks:
        if document.dateline and document.text.startswith(document.dateline, block.start):
            end = block.start + len(document.dateline)
            return block.start, dash.end() if (dash := _DASH.match(document.text, end, block.end)) else end
    return 0, 0
