"""The model's answers to attribution relations: which content, through which cue, to which source; then to statements.

Extents follow PolNeAR: *that*, infinitive *to* and quotation marks belong to the content, the sentence's full stop does not.
"""

import hashlib
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, log1p
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading import sentences
from onrecord.reading.marks import Quotation
from onrecord.reading.model import CONTENT_CUE, CONTENT_SOURCE, CUE_SOURCE, TAGS, Answers, Window
from onrecord.reading.pieces import CONTINUED, OTHER_SIGN, Pieces
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Span, Speaker, Statement

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Offsets = tuple[int, int]


_BAR = 20.0
_HURDLE = 8.0


class Part(NamedTuple):
    """A run of wordpieces [start, end) with one role."""

    start: int
    end: int


class _Paragraphs(NamedTuple):
    """What matters of each block here: does it end with a colon, is it headline or standfirst, is it all in quotation marks?"""

    announcing: Bools
    titles: Bools
    spoken: Bools


@dataclass(slots=True)
class Relation:
    """One attribution relation in wordpieces; `evidence` is what `confidence` is computed from (see FEATURES)."""

    content: list[Part]
    cue: Part | None
    source: Part | None
    evidence: list[float] = field(default_factory=list)


FEATURES = (
    "1", "content tags", "content edges", "cue tags", "source tags", "content to cue", "cue to source", "content to source",
    "no cue", "no source", "content length", "other cue", "inside quotation marks",
)  # fmt: skip
"""What confidence is a logistic function of: mean log-odds of the tags and links chosen, and what kind of relation it is."""


def find(answers: Answers, text: str, blocks: Sequence[Block], decoding: dict[str, Any]) -> list[Relation]:
    """The relations of a document, in the order of their contents."""
    found: list[Relation] = []
    pieces = answers.pieces
    paragraphs = _Paragraphs(
        announcing=np.array([text.endswith(":", b.start, b.end) for b in blocks]),
        titles=np.array([b.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST) for b in blocks]),
        spoken=np.bincount(pieces.block[(pieces.quote == 0) & (pieces.shape != OTHER_SIGN)], minlength=len(blocks)) == 0,
    )
    seams = set()
    for window in answers.windows:
        seams.add(window.lo)
        found += _in_window(window, pieces, paragraphs, decoding)
    found = sorted(_joined_over_windows(found, seams, pieces), key=lambda r: r.content[0])
    return _pointed_back(found, pieces, text)


def _in_window(window: Window, pieces: Pieces, paragraphs: _Paragraphs, decoding: dict[str, Any]) -> list[Relation]:
    parts: dict[str, list[Part]] = {"source": [], "cue": [], "content": []}
    for role, a, b in _runs(window.tags):
        parts[role] += _split(Part(window.lo + a, window.lo + b), pieces, sentences=role == "content")
    contents, cues, sources = parts["content"], parts["cue"], parts["source"]
    if not contents:
        return []
    to_cue = _pointing(window, CONTENT_CUE, contents, cues)
    to_source = _pointing(window, CONTENT_SOURCE, contents, sources)
    from_cue = _pointing(window, CUE_SOURCE, cues, sources)
    to_cue[:, 1:] += _barred(contents, cues, pieces, paragraphs)
    from_cue[:, 1:] += _apart(cues, sources, pieces, 0)
    to_source[:, 1:] += _apart(contents, sources, pieces, 1)
    chosen = [_best(row, decoding.get("no_cue", 0.0)) for row in to_cue]

    def related(mine: list[int], k: int, s: int) -> Relation:
        """The relation of contents `mine`, cue `k` and source `s` (-1: none)."""
        relation = Relation([contents[i] for i in mine], cues[k] if k >= 0 else None, sources[s] if s >= 0 else None)
        sourced = float(from_cue[k][s + 1]) if k >= 0 else 0.0
        relation.evidence = _evidence(relation, window, pieces, to_cue[mine], k, sourced, to_source[mine][:, s + 1])
        return relation

    found: list[Relation] = []
    for k in range(len(cues)):
        if mine := [i for i, c in enumerate(chosen) if c == k]:
            weights = np.array([contents[i].end - contents[i].start for i in mine], np.float32)
            votes = from_cue[k] + decoding.get("content_vote", 0.5) * (weights @ to_source[mine]) / weights.sum()
            found.append(related(mine, k, _best(votes, decoding.get("no_source", 0.0))))
    cueless: list[tuple[list[int], int]] = []
    for i in (i for i, c in enumerate(chosen) if c < 0):
        s = _best(to_source[i], decoding.get("no_source", 0.0))
        if cueless and cueless[-1][1] == s and _goes_on(contents[cueless[-1][0][-1]], contents[i], pieces):
            cueless[-1][0].append(i)
        else:
            cueless.append(([i], s))
    return found + [related(mine, -1, s) for mine, s in cueless]


def _best(scores: Floats, none: float) -> int:
    """Index of the best of `scores` behind the first, -1 if the first (none), with `none` added, is best."""
    return int(np.append(scores[:1] + np.float32(none), scores[1:]).argmax()) - 1


def _goes_on(part: Part, following: Part, pieces: Pieces) -> bool:
    """Whether two quotations without a cue are one: in one paragraph without a word between, or opened anew in the next."""
    if part.end != following.start:
        return False
    same = pieces.block[part.start] == pieces.block[following.start]
    return bool(same or pieces.quote[min(following.start + 1, len(pieces) - 1)] == CONTINUED)


def _barred(contents: list[Part], cues: list[Part], pieces: Pieces, paragraphs: _Paragraphs) -> Floats:
    """What speaks against a content's cue standing in another block: 0 or a large negative number.

    A headline or standfirst has nothing to do with the cues of the body. In the body, a quotation may have its cue in another
    paragraph if it fills its own or goes on from the one before, other words only in an earlier paragraph that ends with a
    colon (so all but a handful of 23,000 contents in PolNeAR's training part).
    """
    if not contents or not cues:
        return np.zeros((len(contents), len(cues)), np.float32)
    first = np.array([c.start for c in contents])
    rows, columns = pieces.block[first][:, None], pieces.block[np.array([c.start for c in cues])][None, :]
    quoted = pieces.quote[first] > 0
    goes_on = pieces.quote[np.minimum(first + 1, len(pieces) - 1)] == CONTINUED
    free = (quoted & (paragraphs.spoken[pieces.block[first]] | goes_on))[:, None]
    free = free | (paragraphs.announcing[columns] & (columns < rows))
    against = np.where(free, 0, np.where(quoted[:, None], _HURDLE, _BAR))
    against = np.where(paragraphs.titles[rows] | paragraphs.titles[columns], _BAR, against)
    return np.where(rows == columns, 0, -against).astype(np.float32)


def _apart(rows: list[Part], columns: list[Part], pieces: Pieces, further: int) -> Floats:
    """What speaks against a source in another block: one up to `further` blocks below will do (a name under its quotation)."""
    if not rows or not columns:
        return np.zeros((len(rows), len(columns)), np.float32)
    below = pieces.block[np.array([c.start for c in columns])][None, :] - pieces.block[np.array([r.start for r in rows])][:, None]
    return np.where((below >= 0) & (below <= further), 0, -_BAR).astype(np.float32)


def _runs(tags: npt.NDArray[np.int64]) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    begins = np.flatnonzero(tags % 2 == 1)
    stops = [*begins.tolist(), len(tags)]
    for n, a in enumerate(begins.tolist()):
        tag = int(tags[a])
        stop = stops[n + 1]
        inside = tags[a + 1 : stop] == tag + 1
        b = a + 1 + (int(inside.argmin()) if not inside.all() else len(inside))
        runs.append((TAGS[tag][2:], a, b))
    return runs


def _split(part: Part, pieces: Pieces, sentences: bool) -> list[Part]:
    """A run at block starts, and a content at sentence starts too, since each sentence finds its own cue."""
    if sentences:
        starts = pieces.opens[part.start + 1 : part.end]
    else:
        starts = pieces.block[part.start + 1 : part.end] != pieces.block[part.start : part.end - 1]
    at = (np.flatnonzero(starts) + part.start + 1).tolist()
    return [Part(a, b) for a, b in pairwise([part.start, *at, part.end])]


def _pointing(window: Window, head: int, rows: list[Part], columns: list[Part]) -> Floats:
    """Mean log-probability with which the pieces of each row part point at none (column 0) and at each column part."""
    if not rows:
        return np.zeros((0, len(columns) + 1), np.float32)
    shift = 1 - window.lo
    scores = window.links[head][np.concatenate([np.arange(r.start + shift, r.end + shift) for r in rows])]
    p = np.exp(scores - scores.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    upto = np.cumsum(np.pad(p, ((0, 0), (1, 0))), axis=1)
    starts, ends = [0, *(c.start + shift for c in columns)], [1, *(c.end + shift for c in columns)]
    logs = np.log(np.maximum(upto[:, ends] - upto[:, starts], 0) + np.float32(1e-9))
    sizes = np.array([r.end - r.start for r in rows])
    means: Floats = (np.add.reduceat(logs, np.cumsum(sizes) - sizes, axis=0) / sizes[:, None]).astype(np.float32)
    return means


def _evidence(
    relation: Relation, window: Window, pieces: Pieces, to_cue: Floats, k: int, from_cue: float, to_source: Floats
) -> list[float]:
    chosen, lo = window.chosen, window.lo

    def sure(part: Part) -> float:
        return float(chosen[part.start - lo : part.end - lo].sum()) / (part.end - part.start)

    def edge(part: Part) -> float:
        a, b = part.start - lo, part.end - lo
        return float(min(chosen[a], chosen[b - 1], chosen[max(a - 1, 0)], chosen[min(b, len(chosen) - 1)]))

    first, last = relation.content[0].start, relation.content[-1].end
    to_cue[:, k + 1], mine = -99.0, float(to_cue[:, k + 1].mean())
    return [
        1.0,
        sum(map(sure, relation.content)) / len(relation.content),
        min(edge(relation.content[0]), edge(relation.content[-1])),
        sure(relation.cue) if relation.cue else 0.0,
        sure(relation.source) if relation.source else 0.0,
        mine,
        float(from_cue) if relation.cue else 0.0,
        float(to_source.mean()),
        float(relation.cue is None),
        float(relation.source is None),
        log1p(last - first),
        float(np.exp(to_cue.max(1)).mean()),
        float(np.count_nonzero(pieces.quote[first:last])) / (last - first),
    ]


def _joined_over_windows(found: list[Relation], seams: set[int], pieces: Pieces) -> list[Relation]:
    """A content that a window's end cut through is one again: its second half, without cue of its own, goes to the first's relation."""
    ending = {r.content[-1].end: r for r in found}
    kept = []
    for relation in found:
        start = relation.content[0].start
        before = ending.get(start)
        inside = start in seams and not pieces.opens[start]
        if before is not None and before is not relation and inside and relation.cue is None and relation.source is None:
            before.content += relation.content
        else:
            kept.append(relation)
    return kept


_BACKWARDS = re.compile(r"(?i)this|that|the same|it")


def _pointed_back(found: list[Relation], pieces: Pieces, text: str) -> list[Relation]:
    """Where a content is only the *this* that begins a sentence (*This was stated by the minister*), the sentence before it
    in the paragraph is the content, unless that is another relation's. Words that nothing attributes are dropped: neither quoted, nor
    with a cue or source."""
    taken = np.zeros(len(pieces) + 1, bool)
    kept = [r for r in found if r.cue or r.source or pieces.quote[r.content[0].start] > 0]
    for relation in kept:
        for part in relation.content:
            taken[part.start : part.end] = True
    for relation in kept:
        this = relation.content[-1]
        before = len(relation.content) > 1 and relation.content[-2].end >= this.start - 1
        opens = this.start > 0 and pieces.opens[this.start] and pieces.block[this.start - 1] == pieces.block[this.start]
        words = text[pieces.start[this.start] : pieces.end[this.end - 1]]
        if relation.cue is None or not opens or not _BACKWARDS.fullmatch(words):
            continue
        if before:
            relation.content.pop()
            continue
        if len(relation.content) > 1:
            continue
        first = int(np.flatnonzero(pieces.opens[: this.start])[-1])
        last = this.start - (text[pieces.start[this.start - 1]] in ".…")
        if first < last and not taken[first:last].any():
            relation.content = [Part(first, last)]
    return kept


def confidence(relation: Relation, decoding: dict[str, Any]) -> float:
    """Calibrated probability that the relation is right, from its evidence; null evidence of calibration gives .5."""
    weights = decoding.get("confidence")
    if not weights:
        return 0.5
    z = sum(w * x for w, x in zip(weights, relation.evidence, strict=True))
    return round(1 / (1 + exp(-max(-30.0, min(30.0, z)))), 3)


_WORD = re.compile(r"\w")
_WORD_TO_LEFT = re.compile(r"(?<![\w-])(?:\w+-|\w)+\Z")
_WORD_TO_RIGHT = re.compile(r"(?:\w|-\w)+")
_LEFT = re.compile(r"[\s,;:–—]+")


def spans(relation: Relation, document_text: str, pieces: Pieces) -> tuple[list[Offsets], list[Offsets], list[Offsets]]:
    """Content, cue and source of a relation as character offsets, quotation marks and edges put right."""
    content: list[Offsets] = []
    for part in sorted(relation.content):
        a, b = _offsets(part, pieces)
        same_block = content and pieces.block[part.start] == pieces.block[max(part.start - 1, 0)]
        if same_block and not document_text[content[-1][1] : a].strip():
            content[-1] = (content[-1][0], b)
        else:
            content.append((a, b))
    trimmed: list[Offsets] = []
    for a, b in (_trimmed(document_text, *_with_marks(a, b, pieces.quotations)) for a, b in content):
        if trimmed and a < trimmed[-1][1]:
            trimmed[-1] = (trimmed[-1][0], max(b, trimmed[-1][1]))
        elif a < b:
            trimmed.append((a, b))
    cue, source = ([_whole_words(document_text, *_offsets(part, pieces))] if part else [] for part in (relation.cue, relation.source))
    return trimmed, cue, source


def _offsets(part: Part, pieces: Pieces) -> Offsets:
    return int(pieces.start[part.start]), int(pieces.end[part.end - 1])


def _trimmed(text: str, a: int, b: int) -> Offsets:
    if left := _LEFT.match(text, a, b):
        a = left.end()
    while b > a and text[b - 1] in " \t\r\n\xa0,;":
        b -= 1
    return _whole_words(text, a, b)


def _whole_words(text: str, a: int, b: int) -> Offsets:
    """Without half words: wordpieces part *re-equip* and *US-Russia* in places where no role ends."""
    if (left := _WORD_TO_LEFT.search(text, max(a - 40, 0), a)) and text[a : a + 1].isalnum():
        a = left.start()
    if (right := _WORD_TO_RIGHT.match(text, b, b + 40)) and text[b - 1 : b].isalnum():
        b = right.end()
    return a, b


def _with_marks(a: int, b: int, quotations: Sequence[Quotation]) -> Offsets:
    """Both marks of a quotation, or neither: a content that takes in all the words between two marks takes in the marks."""
    for q in quotations:
        if q.start >= b:
            break
        if q.end <= a:
            continue
        if q.start < a <= q.inner_start and b >= min(q.inner_end, q.end) - 1:
            a = q.start
        if q.closed and q.inner_end <= b < q.end and a <= q.inner_start:
            b = q.end
    return a, b


def statements(document: Document, answers: Answers, decoding: dict[str, Any]) -> tuple[Statement, ...]:
    """What one document says: its attribution relations as statements, in the order of their contents."""
    text, (first, behind) = document.text, sentences.dateline(document)

    def written(place: Offsets) -> Span | None:
        """The words there, without the dateline that they may begin with."""
        start, end = behind if first <= place[0] < behind else place[0], place[1]
        return Span(start, end, text[start:end]) if start < end else None

    made: list[Statement] = []
    for relation in find(answers, text, document.blocks, decoding):
        content, cue, source = (tuple(filter(None, map(written, each))) for each in spans(relation, text, answers.pieces))
        if not content or _is_work(text, content, cue, answers.pieces.quotations):
            continue
        kind = _kind(text, content, answers.pieces.quotations)
        speaker = Speaker(source[0].text, evidence=source) if source else None
        made.append(
            Statement(identity(document.id, content, cue, source), kind, content, cue, source, confidence(relation, decoding), speaker)
        )
    return tuple(made)


_MADE = re.compile(
    r"(?i)\b(?:s[aiu]ngs?|play(?:s|ed)?|perform\w*|publish\w*|(?:en)?titled|called|named|wr(?:ote|ites?|itten)|watch\w*|reads?)\b"
)
_NAME = re.compile(r"[^\W\d_][\w’']*")
_SHORT_WORD = 3


def _is_work(text: str, content: Sequence[Span], cue: Sequence[Span], quotations: Sequence[Quotation]) -> bool:
    """Whether what is quoted is the title of a song, book or film (*sang “The Sea and Me”*): capitalised words, closed without a stop,
    behind a verb of making or reading. Titles are no statements."""
    if not any(_MADE.search(span.text) for span in cue):
        return False
    inside = [q for q in quotations if any(span.start <= q.start and q.end <= span.end for span in content)]
    return bool(inside) and all(_is_title(text[q.inner_start : q.inner_end]) for q in inside)


def _is_title(words: str) -> bool:
    names = _NAME.findall(words)
    capitals = sum(name[0].isupper() for name in names)
    return words[-1:].isalnum() and capitals >= 2 and len(names) <= 10 and all(n[0].isupper() or len(n) <= _SHORT_WORD for n in names)


def identity(document: str, content: Sequence[Span], cue: Sequence[Span], source: Sequence[Span]) -> str:
    """A statement's id: SHA-256 (its first 32 hex digits) of the document's id and of its content, cue and source offsets."""
    places = "|".join(" ".join(f"{s.start}-{s.end}" for s in role) for role in (content, cue, source))
    return hashlib.sha256(f"{document}|{places}".encode()).hexdigest()[:32]


def _kind(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Kind:
    """Which of a content's words stand in quotation marks: all (direct), none (indirect) or some (mixed)."""
    quoted = bare = False
    for span in content:
        at = span.start
        for q in quotations[max(bisect(quotations, (span.start,)) - 1, 0) :]:
            if q.start >= span.end:
                break
            bare = bare or _WORD.search(text, at, max(at, q.start)) is not None
            at = max(at, q.end)
            quoted = quoted or _WORD.search(text, max(q.start, span.start), min(q.end, span.end)) is not None
        bare = bare or _WORD.search(text, at, max(at, span.end)) is not None
    return Kind.INDIRECT if not quoted else Kind.MIXED if bare else Kind.DIRECT
