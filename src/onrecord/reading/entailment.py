"""A headline and the passages that bear on it, as the network of headlines sees them: in its lower layers the passages by themselves and
the headline looking at them, in its upper ones both looking at each other.

The network knows whose voice a piece is in: the page's own, what somebody said (a statement's content), or who said it and how (source
and cue), as reading found them. Arrays of pieces are 4 × n: ids, shapes, quotes (as `pieces` has them) and voices.
"""

from collections.abc import Sequence

import numpy as np

from onrecord.reading import passages
from onrecord.reading.passages import Sentence, Tables
from onrecord.reading.pieces import CLS, SEP, Ints, Pieces
from onrecord.vocabulary import Statement

OWN, SAID, SAYING, HEADLINE, GAP = range(5)
"""Voices: the page's own, a content, a source or a cue, the headline, and a gap between passages."""
LONGEST, WHOLE, BUDGET, FIRST = 38, 220, 100, 44
"""Wordpieces of a headline at most, of a body that is looked at whole, and of the passages of a longer one; the position of their first."""
_GAP = np.array([[SEP], [0], [0], [GAP]])


def title(pieces: Pieces, span: tuple[int, int]) -> Ints:
    """The headline, text[span[0]:span[1]], between its special pieces."""
    first, last = (int(x) for x in np.searchsorted(pieces.start, span))
    last = min(last, first + LONGEST)
    made = np.zeros((4, last - first + 2), np.int64)
    made[0, 0], made[0, -1], made[3] = CLS, SEP, HEADLINE
    made[:3, 1:-1] = pieces.ids[first:last], pieces.shape[first:last], pieces.quote[first:last]
    return made


def voiced(pieces: Pieces, statements: Sequence[Statement]) -> Ints:
    """The whole document, each piece with its voice."""
    voices = np.full(len(pieces), OWN, np.int64)
    for statement in statements:
        for spans, voice in ((statement.content, SAID), (statement.source, SAYING), (statement.cue, SAYING)):
            for span in spans:
                a, b = np.searchsorted(pieces.start, (span.start, span.end))
                voices[a:b] = np.maximum(voices[a:b], voice)
    return np.stack([pieces.ids, pieces.shape, pieces.quote, voices])


def ranges(pieces: Pieces, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The first piece of each sentence, and the one behind its last."""
    return [(int(a), int(b)) for a, b in np.searchsorted(pieces.start, [(s.start, s.end) for s in sentences]).reshape(-1, 2)]


def bearing(text: str, span: tuple[int, int], sentences: Sequence[Sentence], tables: Tables) -> list[float]:
    """How much of the headline's weight each sentence has, the earlier a little more."""
    terms = passages.terms(passages.words(text, *span), tables)
    return [value - 0.004 * i for i, value in enumerate(passages.bearing(terms, sentences))]


def chosen(body: Ints, places: Sequence[tuple[int, int]], values: Sequence[float], budget: int = BUDGET, whole: int = WHOLE) -> Ints:
    """A short body whole; of another the sentences (at `places` of `body`) with the highest values that fit in, in the page's order, gaps
    between them marked."""
    sizes = [b - a for a, b in places]
    is_short = are_seen_whole(places, whole)
    parts: list[Ints] = []
    before = -1
    for k in range(len(sizes)) if is_short else _best(sizes, values, budget):
        if parts and k != before + 1:
            parts.append(_GAP)
        a, b = places[k]
        parts.append(body[:, a : b if is_short else min(b, a + budget)])
        before = k
    return np.concatenate(parts, 1) if parts else _GAP


def are_seen_whole(places: Sequence[tuple[int, int]], whole: int = WHOLE) -> bool:
    """Whether a body of sentences at these places is short enough for `chosen` to leave none out."""
    return sum(b - a for a, b in places) <= whole


def _best(sizes: Sequence[int], values: Sequence[float], budget: int) -> list[int]:
    taken: list[int] = []
    left = budget
    for k in np.argsort([-x for x in values], kind="stable"):
        if sizes[k] > left and taken:
            continue
        taken.append(int(k))
        left -= min(sizes[k], left)
        if left < 8:
            break
    return sorted(taken)


def together(passages_: Ints, *titles: Ints) -> Ints:
    """5 × n: the headlines and behind them the passages, with positions as the fifth row."""
    places = [*(np.arange(t.shape[1]) for t in titles), FIRST + np.arange(passages_.shape[1])]
    return np.concatenate([np.concatenate([*titles, passages_], 1), np.concatenate(places)[None]])
