"""Copies of a page: keys that copies share, and a comparison that tells a copy from an independent report of the same event.

Both go by the words of the body: a headline, a caption and furniture may differ. Words in quotation marks do not count in the comparison:
whoever reports an event quotes the same people. The keys are fingerprints chosen by winnowing (Schleimer, Wilkerson and Aiken 2003):
two pages that share a run of `RUN` words share a key, however much longer one of them is. MinHash, which estimates the likeness of two
wholes, keeps two thirds of truncated and merged pages in 32 bands of 4, where these keys keep all but 1% (benchmarks.copies).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from onrecord.linking import variants
from onrecord.vocabulary import BlockKind, Document

SHINGLE, WINDOW = 5, 12
RUN = SHINGLE + WINDOW - 1
"""Words in a row which two pages that share them are sure to have a key for."""
_MOST_KEYS = 4096
"""Keys of one page at most, which are about 25,000 words; of a longer one the least, which another state of it has too."""
SHARED = 2
"""Keys that two pages share before it is worth comparing them."""
_COPY, _COPY_WITH_CREDIT = 0.5, 0.4
"""Least share of a page's own narrative that is the other's, for a copy; less where a credit or a dateline says the same."""
_PARTIAL, _PASSAGE = 0.2, 40
"""The same for a page that took a part over; or so many words of it in one passage, unless both end with it, as with small print."""
_FEWEST = 25
"""Words of narrative that two pages share at least, where they are a copy; and below which the words in quotation marks count too."""
_NOT_BODY = frozenset([BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.FURNITURE])
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|``.*?(?:''|$)|\"[^\"]*(?:\"|$)|(?<!\w)[‘'](?=\w).{10,}?[,.?!…][’'](?!\w)", re.DOTALL
)


class Relation(StrEnum):
    """What one page is to another."""

    COPY = "copy"
    PARTIAL = "partial"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two pages compare. `score`: the share of a page's own narrative, its words outside quotation marks, that is the other's, of the
    page of which it is more. `reason` says what the proposal rests on.
    """

    relation: Relation
    score: float
    reason: str


class Body:
    """The words of a document's body, as they are compared; made once for a page that is compared with several."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: list[str] = []
        self.is_quoted: list[bool] = []
        for block in document.blocks:
            if block.kind in _NOT_BODY:
                continue
            text = document.text[block.start : block.end]
            ends = [0, *(end for quoted in _QUOTED.finditer(text) for end in quoted.span()), len(text)]
            for n, (start, end) in enumerate(pairwise(ends)):  # every other stretch is in quotation marks
                found = [word.casefold() for word in _WORD.findall(text[start:end].replace("’", "'"))]
                self.words += found
                self.is_quoted += [n % 2 == 1 or block.kind is BlockKind.QUOTATION] * len(found)
        self.shingles = variants.runs(self.words, SHINGLE)


def keys(body: Body) -> list[int]:
    """The fingerprints of a body, each once: of every `WINDOW` runs of `SHINGLE` words the one with the least CRC-32, which are rows."""
    shingles = body.shingles
    if not shingles:
        return []
    if len(shingles) < WINDOW:
        return [min(shingles)]
    chosen = list(dict.fromkeys(sliding_window_view(np.array(shingles, np.uint32), WINDOW).min(axis=1).tolist()))
    return chosen if len(chosen) <= _MOST_KEYS else sorted(chosen)[:_MOST_KEYS]


def compare(one: Body, other: Body) -> Likeness:
    """Whether one of two pages was made of the other, or both of a third: wholly or for the greater part (copy), in part, or not."""
    ours, theirs = _own(one), _own(other)
    shared = _shingles(one, ours) & _shingles(other, theirs)
    parts = [_covered(body, own, shared) for body, own in ((one, ours), (other, theirs))]
    shares = [sum(part) / max(1, sum(own)) for part, own in zip(parts, (ours, theirs), strict=True)]
    score, most = max(shares), max(map(sum, parts))
    passages = [_longest(part) for part in parts]
    longest = max(end - start for start, end in passages)
    is_small_print = all(len(body.words) - end < SHINGLE for body, (_, end) in zip((one, other), passages, strict=True))
    evidence = _evidence(one.document, other.document)
    least = _COPY_WITH_CREDIT if evidence else _COPY
    if score >= least and most >= min(_FEWEST, sum(ours), sum(theirs)) > 0:
        relation = Relation.COPY
    elif most >= _FEWEST and (score >= _PARTIAL or (longest >= _PASSAGE and not is_small_print)):
        relation = Relation.PARTIAL
    else:
        relation = Relation.INDEPENDENT
    said = f"{shares[0]:.0%} and {shares[1]:.0%} of their own narrative is shared, {longest} words in a row"
    return Likeness(relation, round(score, 3), "; ".join([said, *evidence]))


def _own(body: Body) -> list[bool]:
    """Which words count: those outside quotation marks, or all where these are too few to tell."""
    narrative = [not quoted for quoted in body.is_quoted]
    return narrative if sum(narrative) >= _FEWEST else [True] * len(narrative)


def _shingles(body: Body, own: Sequence[bool]) -> set[int]:
    return {shingle for i, shingle in enumerate(body.shingles) if own[i + SHINGLE // 2]}


def _covered(body: Body, own: Sequence[bool], shared: set[int]) -> list[bool]:
    """Which of the words that count stand in a run of words that both pages have."""
    covered = [False] * len(body.words)
    for i, shingle in enumerate(body.shingles):
        if shingle in shared and own[i + SHINGLE // 2]:
            covered[i : i + SHINGLE] = [True] * SHINGLE
    return [is_covered and counts for is_covered, counts in zip(covered, own, strict=True)]


def _longest(covered: Sequence[bool]) -> tuple[int, int]:
    """Where the longest run of words that both have lies, [start, end)."""
    best, start = (0, 0), 0
    for i, is_covered in enumerate(covered):
        if not is_covered:
            start = i + 1
        elif i + 1 - start > best[1] - best[0]:
            best = start, i + 1
    return best


def _evidence(one: Document, other: Document) -> list[str]:
    """What the mastheads say for it: the same agency is credited, or one's publisher by the other, or the same place opens both."""
    found = [f"both credit {name}" for name in one.wire_credit if name in other.wire_credit]
    for this, that in ((one, other), (other, one)):
        found += [f"one credits {name}, which published the other" for name in this.wire_credit if is_named(name, that.publisher)]
    if one.dateline and other.dateline and _place(one.dateline) == _place(other.dateline):
        found.append(f"both are from {one.dateline}")
    return found


def is_named(agency: str, publisher: str | None) -> bool:
    """Whether a publisher is this agency: by its name, or by its initials (*AP*, The Associated Press)."""
    words = [word for word in _WORD.findall((publisher or "").casefold()) if word not in ("the", "news")]
    name = [word for word in _WORD.findall(agency.casefold()) if word not in ("the", "news")]
    return bool(name) and (words == name or "".join(word[0] for word in words) == "".join(name))


def _place(dateline: str) -> str:
    return dateline.split(",")[0].casefold()
