"""What a speaker does with a statement and on which terms: act, polarity, the words that show it, conditions.

The rules are those of FORMAT.md; `acts` decides the act from cue, content, negation and modality, `conditions` finds the terms.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.reading import acts, conditions, mentions, model
from onrecord.vocabulary import Document, Span, Statement

SURE = 0.5
"""Probability below which no act is told. On documents that nobody tuned to, acts are right in 80% above it (`benchmarks.positions`)."""


LEAST = 3
"""Words that must be left of a content without its inner statements, for the act to be told from them alone."""


def fill(statement: Statement, document: Document, inner: Sequence[Statement] = (), answers: model.Answers | None = None) -> Statement:
    """The statement with `act`, `polarity`, `act_evidence` and `conditions`; offsets go into `document.text`.

    `answers`, if given, must have been read through: what they say of the statement's pieces counts too. The words of `inner`, the
    statements inside it, tell of their speakers' acts and not of this one's.

    Act, polarity and evidence stay None where no act is at least SURE. `act_evidence` holds the cue and the words of the content that
    spoke for the act, or else the content; `conditions` is empty where there are none. A statement without any word in its content
    comes back as it was. Raises ModelError if the shipped weights are damaged.
    """
    if not any(char.isalnum() for span in statement.content for char in span.text):
        return statement
    text = document.text
    terms = conditions.find(text, statement.content, statement.cue, statement.source)
    content = _outside(text, statement.content, inner)
    reading = acts.read(content, statement.cue, statement.source, terms)
    glance = acts.NO_GLANCE if answers is None else glanced(answers, statement.cue, content)
    act, sure = acts.settled(acts.shipped().scores(reading), glance, lambda: _by_network(statement.cue, content))
    act, sure = acts.worded(act, sure, *words(statement.cue, content))
    if act == "ask":
        terms = conditions.find(text, statement.content, statement.cue, statement.source, asking=True)
    if sure < SURE:
        return replace(statement, conditions=terms)
    return replace(
        statement,
        act=act,
        polarity=acts.POLARITY.get(act, "neutral"),
        act_evidence=_evidence(text, statement, acts.telling(reading, act)),
        conditions=terms,
    )


def _outside(text: str, content: Sequence[Span], inner: Sequence[Statement]) -> Sequence[Span]:
    """The content without the cues and contents of the statements inside it, unless next to nothing is left."""
    taken = sorted((x.start, x.end) for s in inner for x in (*s.cue, *s.content))
    left: list[Span] = []
    for span in content if taken else ():
        at = span.start
        for a, b in [*((a, b) for a, b in taken if a < span.end and span.start < b), (span.end, span.end)]:
            if text[at:a].strip():
                left.append(Span(at, a, text[at:a]))
            at = max(at, b)
    return left if sum(len(s.text.split()) for s in left) >= LEAST else content


def glanced(answers: model.Answers, cue: Sequence[Span], content: Sequence[Span]) -> list[float]:
    """Log-likelihoods of ACTS, up to a constant, by the scores that the shared pass gives the pieces of a cue and a content."""
    total, scores, n = -_HABIT, answers.sight.acts, len(acts.ACTS)
    for part, spans in ((scores[:, :n], cue), (scores[:, n:], content)):
        places = [mentions.located(answers.pieces, s.start, s.end) for s in spans]
        count = sum(last + 1 - first for first, last in places)
        if count:
            total = total + sum(part[first : last + 1].sum(0, dtype=np.float64) for first, last in places) / count
    found: list[float] = (total - total.max()).tolist()
    return found


_HABIT = np.log([acts.LEARNED[act] for act in acts.ACTS]) / 2


def _by_network(cue: Sequence[Span], content: Sequence[Span]) -> list[float]:
    scores: list[float] = model.network_of_acts().scores(*words(cue, content)).tolist()
    return scores


def words(*parts: Sequence[Span]) -> tuple[str, ...]:
    """The words of each part, a space between them."""
    return tuple(" ".join(" ".join(s.text for s in spans).split()) for spans in parts)


def _evidence(text: str, statement: Statement, telling: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The cue, then the telling words of the content, joined where they touch; without both, the content itself."""
    inside = [(a, b) for a, b in telling if any(s.start <= a and b <= s.end for s in statement.content)]
    chosen: list[tuple[int, int]] = []
    for a, b in sorted([*((s.start, s.end) for s in statement.cue), *inside]):
        if chosen and a <= chosen[-1][1] + 1:
            chosen[-1] = (chosen[-1][0], max(b, chosen[-1][1]))
        else:
            chosen.append((a, b))
    if not chosen:
        chosen = [(s.start, s.end) for s in statement.content]
    return tuple(Span(a, b, text[a:b]) for a, b in chosen)
