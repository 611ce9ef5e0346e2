"""Samples to training windows: the features of `onrecord.reading.pieces` with the labels that the heads learn."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.pages import plain
from onrecord.reading import pieces as cutting
from onrecord.reading.model import TAGS
from training.corpora import Offsets, Relation, Sample

Ints = npt.NDArray[np.int64]
_ROLE = {"source": 1, "cue": 3, "content": 5}
assert TAGS == ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True, slots=True)
class Window:
    """One training example: `features` is 4 × n (ids, shape, quote, place), `tags` n, and each link a row of four.

    A link says that every piece in [row_start, row_end) points into [column_start, column_end), in window coordinates
    where 0 is the window itself (none). Links come by head: content → cue, cue → source, content → source.
    """

    features: Ints
    tags: Ints
    links: tuple[Ints, Ints, Ints]


def windows(sample: Sample, tokenizer: Tokenizer, most: int) -> Iterator[Window]:
    """The windows of one sample, `most` wordpieces long at most (the two special ones not counted)."""
    blocks = plain.blocks(sample.text)
    pieces = cutting.cut(sample.text, blocks, tokenizer)
    tags = np.zeros(len(pieces), np.int64)
    located = []
    for relation in sample.relations:
        places = {role: [_pieces(pieces, a, b) for a, b in getattr(relation, role)] for role in _ROLE}
        places = {role: [(a, b) for a, b in spans if b > a] for role, spans in places.items()}
        if not places["content"]:
            continue
        located.append(places)
        for role, spans in places.items():
            for a, b in spans:
                if not tags[a:b].any():
                    tags[a] = _ROLE[role]
                    tags[a + 1 : b] = _ROLE[role] + 1
    for lo, hi in cutting.windows(pieces, blocks, most):
        links: tuple[list[tuple[int, ...]], ...] = ([], [], [])
        for places in located:
            for head, (row, column) in enumerate((("content", "cue"), ("cue", "source"), ("content", "source"))):
                target = places[column][:1]
                if target and not (lo <= target[0][0] and target[0][1] <= hi):
                    continue
                to = (target[0][0] - lo + 1, target[0][1] - lo + 1) if target else (0, 1)
                here = ((max(a, lo), min(b, hi)) for a, b in places[row] if a < hi and b > lo)
                links[head].extend((a - lo + 1, b - lo + 1, *to) for a, b in here)
        first, second, third = (np.array(rows, np.int64).reshape(-1, 4) for rows in links)
        yield Window(cutting.inputs(pieces, lo, hi), np.concatenate(([0], tags[lo:hi], [0])), (first, second, third))


def _pieces(pieces: cutting.Pieces, start: int, end: int) -> tuple[int, int]:
    return int(np.searchsorted(pieces.end, start, side="right")), int(np.searchsorted(pieces.start, end, side="left"))


_STYLES = [style.split() for style in ('" "', "“ ”", "‘ ’", "' '", "„ “", "« »", "» «", "'' ''", "„ ”", '“ "')]
_QUOTED = re.compile(r"[“\"]([^”\"\n]*)[”\"]")


def vary(sample: Sample, rng: random.Random) -> Sample:
    """The sample in another dress: other quotation marks, a mark never closed, a headline without its full stop, a name in capitals."""
    if rng.random() < 0.35:
        opening, closing = rng.choice(_STYLES)
        edits = []
        for quoted in _QUOTED.finditer(sample.text):
            edits.append((quoted.start(), quoted.start() + 1, opening))
            edits.append((quoted.end() - 1, quoted.end(), "" if rng.random() < 0.02 else closing))
        sample = edit(sample, edits)
    first = sample.text.find("\n")
    if first > 1 and sample.text[first - 1] == "." and rng.random() < 0.7:
        sample = edit(sample, [(first - 1, first, "")])
    if "’" in sample.text and rng.random() < 0.25:
        sample = edit(sample, [(m.start(), m.end(), "'") for m in re.finditer(r"(?<=\w)’(?=\w)", sample.text)])
    return sample


def edit(sample: Sample, edits: list[tuple[int, int, str]]) -> Sample:
    """The sample with text replaced (start, end, new), all offsets moved along."""
    out, at, moves = [], 0, []
    for start, end, new in sorted(edits):
        if start < at:
            continue
        out += [sample.text[at:start], new]
        moves.append((start, end, len(new)))
        at = end
    text = "".join(out) + sample.text[at:]
    starts = np.array([m[0] for m in moves], np.int64)
    gains = np.cumsum([0] + [n - (b - a) for a, b, n in moves])

    def moved(offset: int, closing: bool) -> int:
        k = int(np.searchsorted(starts, offset, side="left"))
        if k and moves[k - 1][0] < offset < moves[k - 1][1]:
            return moves[k - 1][0] + int(gains[k - 1]) + (moves[k - 1][2] if closing else 0)
        return offset + int(gains[k])

    def all_moved(spans: Offsets) -> Offsets:
        return tuple((moved(a, False), moved(b, True)) for a, b in spans)

    relations = tuple(Relation(all_moved(r.source), all_moved(r.cue), all_moved(r.content)) for r in sample.relations)
    return replace(sample, text=text, relations=relations)
