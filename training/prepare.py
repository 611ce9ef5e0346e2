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
from onrecord.reading.model import ACTS, MENTIONS, TAGS, TYPES
from training import questions
from training.coreference import Puzzle
from training.corpora import Offsets, Relation, Sample

Ints = npt.NDArray[np.int64]
_NONE = np.zeros((0, 4), np.int64)
HEAD_TAGS = MENTIONS.index("person")
"""From here on, MENTIONS are heads: one tag for each, not B- and I-."""
_ROLE = {"source": 1, "cue": 3, "content": 5}
assert TAGS == ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True, slots=True)
class Window:
    """One training example: `features` is 4 × n (ids, shape, quote, place), `tags` n, and each link a row of four.

    A link says that every piece in [row_start, row_end) points into [column_start, column_end), in window coordinates
    where 0 is the window itself (none). Links come by head: content → cue, cue → source, content → source.
    """

    features: Ints
    tags: Ints | None
    links: tuple[Ints, Ints, Ints] = (_NONE, _NONE, _NONE)
    asked: "Asked | None" = None
    mentions: Ints | None = None
    types: tuple[tuple[int, int, int], ...] = ()
    acts: tuple["Act", ...] = ()
    weight: float = 1.0
    """How much each question of coreference counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of coreference in one window: mentions as first and last pieces (s × 2); which of them ask (a); who may be the answer, and
    who is (a × (1 + s), column 0 is nobody)."""

    spans: Ints
    who: Ints
    allowed: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Act:
    """The pieces of a statement's cue and content, and what it does (an index into ACTS)."""

    cue: Ints
    content: Ints
    act: int


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
        located.append((relation, places))
        for role, spans in places.items():
            for a, b in spans:
                if not tags[a:b].any():
                    tags[a] = _ROLE[role]
                    tags[a + 1 : b] = _ROLE[role] + 1
    puzzle = questions.puzzle(sample)
    named = None
    if puzzle is not None and puzzle.tags:
        named = np.full(len(pieces), -1, np.int64)
        for start, end, tag in puzzle.tags:
            a, b = _pieces(pieces, start, end)
            named[a:b] = tag + 1
            named[a : a + 1] = tag
    for lo, hi in cutting.windows(pieces, blocks, most):
        links: tuple[list[tuple[int, ...]], ...] = ([], [], [])
        for _, places in located:
            for head, (row, column) in enumerate((("content", "cue"), ("cue", "source"), ("content", "source"))):
                target = places[column][:1]
                if target and not (lo <= target[0][0] and target[0][1] <= hi):
                    continue
                to = (target[0][0] - lo + 1, target[0][1] - lo + 1) if target else (0, 1)
                here = ((max(a, lo), min(b, hi)) for a, b in places[row] if a < hi and b > lo)
                links[head].extend((a - lo + 1, b - lo + 1, *to) for a, b in here)
        first, second, third = (np.array(rows, np.int64).reshape(-1, 4) for rows in links)
        types, acts = _said(located, lo, hi)
        yield Window(
            cutting.inputs(pieces, lo, hi),
            np.concatenate(([0], tags[lo:hi], [0])),
            (first, second, third),
            asked(puzzle, pieces, lo, hi),
            None if named is None else np.concatenate(([-1], named[lo:hi], [-1])),
            types,
            acts,
        )


_Located = list[tuple[Relation, dict[str, list[tuple[int, int]]]]]


def _said(located: _Located, lo: int, hi: int) -> tuple[tuple[tuple[int, int, int], ...], tuple[Act, ...]]:
    """Types of sources and acts of statements that stand wholly in a window, in its coordinates."""
    types, acts = [], []
    for relation, places in located:
        if relation.said is None:
            continue
        if relation.said.type and places["source"]:
            a, b = places["source"][0]
            if lo <= a and b <= hi:
                types.append((a - lo + 1, b - lo + 1, TYPES.index(relation.said.type)))
        cue, content = (np.concatenate([np.arange(a, b) for a, b in places[role]] or [_NONE[:, 0]]) for role in ("cue", "content"))
        cue, content = (np.array([p - lo + 1 for p in part if lo <= p < hi], np.int64) for part in (cue, content))
        if len(content):
            acts.append(Act(cue, content, ACTS.index(relation.said.act)))
    return tuple(types), tuple(acts)


def puzzle_windows(puzzle: Puzzle, tokenizer: Tokenizer, most: int) -> Iterator[Window]:
    """The windows of a text with questions of coreference."""
    blocks = plain.blocks(puzzle.text)
    pieces = cutting.cut(puzzle.text, blocks, tokenizer)
    tags = None
    if puzzle.tags is not None:
        tags = np.zeros(len(pieces), np.int64)
        for start, end, tag in puzzle.tags:
            a, b = _pieces(pieces, start, end)
            if b > a and not tags[a:b].any():
                tags[a:b] = tag + (tag % 2 == 1 and tag < HEAD_TAGS)
                tags[a] = tag
    for lo, hi in cutting.windows(pieces, blocks, most):
        questions_here = asked(puzzle, pieces, lo, hi)
        if questions_here is not None or tags is not None:
            mentions = None if tags is None else np.concatenate(([0], tags[lo:hi], [0]))
            yield Window(cutting.inputs(pieces, lo, hi), None, asked=questions_here, mentions=mentions)


def asked(puzzle: Puzzle | None, pieces: cutting.Pieces, lo: int, hi: int) -> Asked | None:
    """The questions that one window can be asked, in its coordinates; None if there is none."""
    if puzzle is None:
        return None
    places: dict[int, tuple[int, int, int]] = {}
    for i, (start, end) in enumerate(puzzle.spans):
        a, b = _pieces(pieces, start, end)
        if lo <= a < b <= hi:
            places[i] = (len(places), a - lo + 1, b - lo)
    kept = [q for q in puzzle.questions if q.asked in places]
    allowed, right = (np.zeros((len(kept), 1 + len(places)), bool) for _ in range(2))
    full = []
    for n, question in enumerate(kept):
        allowed[n, 0] = True
        allowed[n, [1 + places[c][0] for c in question.candidates if c in places]] = True
        answers = [1 + places[c][0] for c in question.answers if c in places]
        right[n, answers or [0]] = True
        if (answers or not question.answers) and allowed[n].sum() > 1:
            full.append(n)
    if not full:
        return None
    spans = np.array([(a, b) for _, a, b in places.values()], np.int64)
    return Asked(spans, np.array([places[kept[n].asked][0] for n in full], np.int64), allowed[full], right[full])


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

    relations = tuple(Relation(all_moved(r.source), all_moved(r.cue), all_moved(r.content), r.said) for r in sample.relations)
    return replace(sample, text=text, relations=relations)
