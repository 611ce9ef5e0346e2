"""A document as the model sees it: wordpieces, what each looks like and where it stands, and windows over them.

The same code prepares training data and runs in production, so the two cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.reading import marks, sentences
from onrecord.vocabulary import Block, BlockKind

Ints = npt.NDArray[np.int64]

SHAPES, QUOTES, PLACES = 8, 6, 6
"""How many values each of the three features has (see `look`)."""
CLS, SEP = 101, 102
"""BERT's special pieces around a window; pointers say *none* by pointing at the first."""
CAPITALS, INSIDE, CAPITAL_INSIDE = (1, 2, 3, 7), 6, 7
"""Shapes of words with a capital, and of pieces inside a word."""
OTHER_SIGN, CONTINUED = 5, 5
"""The shape of punctuation; the quote feature of words in a quotation that goes on from the block before."""
WINDOW = 192
"""Wordpieces in a window at most; windows end at a block's end where they can."""

_KNOWN = 0x2100
_CLASS = np.zeros(_KNOWN + 1, np.int8)
for _c in range(_KNOWN):
    _CLASS[_c] = 1 if chr(_c).isupper() else 2 if chr(_c).isdigit() else 0 if chr(_c).isalpha() else 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """Wordpieces of a document in order; all arrays have one entry a piece. `start` and `end` are offsets into the text."""

    ids: Ints
    start: Ints
    end: Ints
    shape: Ints
    quote: Ints
    place: Ints
    block: Ints
    opens: npt.NDArray[np.bool_]
    """Whether a sentence starts with this piece."""
    quotations: tuple[marks.Quotation, ...]

    def __len__(self) -> int:
        return len(self.ids)


def cut(text: str, blocks: Sequence[Block], tokenizer: Tokenizer) -> Pieces:
    """The wordpieces of a document with their features."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, np.int64)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    edges = np.array([b.start for b in blocks] or [0], np.int64)
    keep = offsets[:, 1] > offsets[:, 0]
    ids, start, end = ids[keep], offsets[keep, 0], offsets[keep, 1]
    block = np.maximum(np.searchsorted(edges, start, side="right") - 1, 0)
    opens = np.zeros(len(ids), bool)
    opening = np.searchsorted(start, np.array(sentences.starts(text, blocks), np.int64))
    opens[opening[opening < len(ids)]] = True
    found = tuple(marks.quotations(text, blocks))
    return Pieces(ids, start, end, _shape(text, start, end), _quote(start, end, found), _place(block, opens, blocks), block, opens, found)


def _shape(text: str, start: Ints, end: Ints) -> Ints:
    """0 small letters, 1 capitalised, 2 capitals, 3 one capital, 4 digits, 5 other signs, 6 inside a word, 7 the same with a capital."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    kinds = _CLASS[np.minimum(points, _KNOWN)]
    kinds = np.append(kinds, np.int8(3))
    first, second = kinds[start], kinds[start + 1]
    shape = np.where(
        first == 1, np.where(end - start == 1, 3, np.where(second == 1, 2, 1)), np.where(first == 2, 4, np.where(first == 3, 5, 0))
    )
    inside = np.zeros(len(start), bool)
    inside[1:] = (start[1:] == end[:-1]) & (first[1:] != 3) & (kinds[np.maximum(start[1:] - 1, 0)] != 3)
    return np.where(inside, np.where(first == 1, 7, np.where(first == 2, 4, 6)), shape).astype(np.int64)


def _quote(start: Ints, end: Ints, found: Sequence[marks.Quotation]) -> Ints:
    """0 outside, 1 in double marks, 2 in single ones, 3 opening mark, 4 closing mark, 5 in a quotation gone on from the block before."""
    quote = np.zeros(len(start), np.int64)
    for q in found:
        a, b, c, d = np.searchsorted(start, (q.start, q.inner_start, q.inner_end, q.end))
        quote[a:b] = 3
        quote[b:c] = 2 if q.single else 5 if q.continues else 1
        quote[c:d] = 4
    return quote


def _place(block: Ints, opens: npt.NDArray[np.bool_], blocks: Sequence[Block]) -> Ints:
    """0 inside a sentence, 1 at its start, 2 at a block's start, 3 in the headline, 4 in the standfirst, 5 in a caption."""
    place = opens.astype(np.int64)
    if len(block):
        place[np.append(True, block[1:] != block[:-1])] = 2
    special = {BlockKind.HEADLINE: 3, BlockKind.STANDFIRST: 4, BlockKind.CAPTION: 5}
    of_block = np.array([special.get(b.kind, 0) for b in blocks] or [0], np.int64)[block]
    return np.where(of_block > 0, of_block, place)


def windows(pieces: Pieces, blocks: Sequence[Block], most: int = WINDOW) -> list[tuple[int, int]]:
    """Ranges of pieces, each at most `most` long, that cover everything but furniture, in order, without overlap.

    A window ends with a block, and of the possible ends between half full and full it takes the one that parts
    least: not after a colon, not inside a quotation that goes on in the next block, rather where a block without marks starts.
    """
    ranges: list[tuple[int, int]] = []
    if not len(pieces):
        return ranges
    change = np.flatnonzero(pieces.block[1:] != pieces.block[:-1]) + 1
    parts = list(zip([0, *change.tolist()], [*change.tolist(), len(pieces)], strict=True))
    first: int | None = None
    seams: list[tuple[int, int]] = []  # ends of blocks in the window now being filled, with what a seam there costs

    def close(at: int) -> None:
        nonlocal first, seams
        if first is not None and at > first:
            ranges.append((first, at))
        first, seams = at, [s for s in seams if s[0] > at]

    for lo, hi in parts:
        if blocks[int(pieces.block[lo])].kind is BlockKind.FURNITURE:
            close(lo)
            first, seams = None, []
            continue
        if first is None:
            first = lo
        while hi - first > most:
            open_seams = [s for s in seams if s[0] - first <= most]
            if open_seams:
                roomy = [s for s in open_seams if s[0] - first >= most // 2]
                close(min(roomy, key=lambda s: (s[1], -s[0]))[0] if roomy else open_seams[-1][0])
            else:
                close(_cut_inside(pieces, first, most))
        seams.append((hi, _cost(pieces, hi)))
    close(len(pieces)) if first is not None else None
    return ranges


def _cost(pieces: Pieces, at: int) -> int:
    """What it costs to part a document before piece `at`."""
    if at >= len(pieces):
        return 0
    continues = pieces.quote[min(at + 1, len(pieces) - 1)] == 5
    return 4 * bool(continues) + bool(pieces.quote[at] == 3) + 2 * bool(pieces.place[at - 1] > 2)


def _cut_inside(pieces: Pieces, first: int, most: int) -> int:
    """Where to cut a block that is longer than a window: at a sentence's start in the window's second half, else when it is full."""
    opens = np.flatnonzero(pieces.opens[first + most // 2 : first + most + 1])
    return first + most // 2 + int(opens[-1]) if len(opens) else first + most


def inputs(pieces: Pieces, lo: int, hi: int) -> Ints:
    """What the model is given for one window: 4 × (hi - lo + 2) ids, shapes, quotes and places, [CLS] before and [SEP] behind."""
    given = np.zeros((4, hi - lo + 2), np.int64)
    given[:, 1:-1] = pieces.ids[lo:hi], pieces.shape[lo:hi], pieces.quote[lo:hi], pieces.place[lo:hi]
    given[0, 0], given[0, -1] = CLS, SEP
    return given
