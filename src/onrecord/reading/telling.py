"""What is told of a headline: by the rules of `headlines` and a network that reads headline and passages (`entailment`), where both
together are sure enough.

A page that the network sees in part is weighed otherwise than one that it sees whole: what it does not see can bear the headline out.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

from onrecord.reading import entailment, headlines, model
from onrecord.reading.headlines import KINDS, LABELS, OVERSTATED, QUESTION, SUPPORTED, UNSUPPORTED, Page
from onrecord.reading.pieces import Pieces
from onrecord.vocabulary import Document, HeadlineCheck, Statement

WHOLE, PART = "whole", "part"
"""How much of a page the network sees: what its config settles a mixing and bars for, each."""
_LONGEST = 60_000
"""Wordpieces of a document above which its headline is not checked."""


def told(document: Document, statements: Sequence[Statement], pieces: Pieces, threads: int = 1) -> HeadlineCheck | None:
    """The check where it is sure enough to be told; None elsewhere, where there is no headline, and of documents too long to be a page
    under one. Of a page that it sees in part the network says nothing against the headline that the rules, which see all, do not.
    `pieces` are the document's.

    Raises ModelError if the shipped tables or weights are damaged.
    """
    span = document.headline_span
    if span is None or not document.text[span[0] : span[1]].strip() or len(pieces) > _LONGEST:
        return None
    page = Page(document, statements, span)
    found = page.verdict()
    if found.label != QUESTION:
        network = model.network_of_headlines(threads)
        labels, kinds = network.scores(page.view(pieces))
        how_much = _how_much(page, pieces)
        label, sure = mixed(_values(labels, found.label), network.config["told"][how_much])
        against = label in (OVERSTATED, UNSUPPORTED) and label != found.label
        if not sure or (against and how_much == PART):
            return None
        judged = found if found.label == label else page.finding(label, KINDS[int(kinds.argmax())])
        if judged is None:
            return None
        found = judged
    return headlines.checked(document, found)


def seen(document: Document, statements: Sequence[Statement], pieces: Pieces, network: model.Entailment) -> tuple[list[float], str]:
    """What `mixed` decides by: the network's log-probabilities of LABELS and which of them the rules give; and how much of the page the
    network sees, WHOLE or PART."""
    page = Page(document, statements, document.headline_span or (0, 0))
    return _values(network.scores(page.view(pieces))[0], page.verdict().label), _how_much(page, pieces)


def _how_much(page: Page, pieces: Pieces) -> str:
    return WHOLE if entailment.are_seen_whole(entailment.ranges(pieces, page.sentences)) else PART


def _values(labels: model.Floats, ruled: str) -> list[float]:
    return [*labels.tolist(), *(float(label == ruled) for label in LABELS)]


def mixed(values: Sequence[float], settled: Mapping[str, Any]) -> tuple[str, bool]:
    """The likeliest of LABELS, and whether it is sure enough to be told.

    A logistic regression (`mix`) on the values of `seen`. A label is told from the probability `sure` on; *supported* only where
    *unsupported* has none above `doubt`. `settled`: these three, for how much of the page the network sees.
    """
    scores = [sum(w * x for w, x in zip(row, (*values, 1.0), strict=True)) for row in settled["mix"]]
    shares = [exp(z - max(scores)) for z in scores]
    shares = [share / sum(shares) for share in shares]
    best = LABELS[max(range(len(LABELS)), key=shares.__getitem__)]
    doubtful = best == SUPPORTED and shares[LABELS.index(UNSUPPORTED)] > settled["doubt"]
    return best, max(shares) >= settled["sure"] and not doubtful
