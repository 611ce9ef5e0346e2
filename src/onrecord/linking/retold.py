"""Whether two contents of one speaker may say the same in other words: translated back, or retold by another reporter.

Likeness of meaning proposes, figures and negations that only one of them has speak against it. It cannot tell what is said again from
what is said differently of the same matter: a proposal, for a reader to judge.
"""

import re
from typing import NamedTuple

LIKELY = 0.6
"""Likeness (cosine of two vectors of meaning, less what speaks against it) from which a pair is proposed; see `benchmarks.retold`."""
_FEWEST = 5  # words that a content must have

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COUNTED = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split()
    )
}
_NOT = re.compile(r"(?i)\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|refus\w+|den(?:y|ies|ied)|reject\w*)\b|n['’]t\b")


class Retelling(NamedTuple):
    """What is proposed of two contents: how like their meanings are, less what speaks against it."""

    likeness: float
    likely: bool


def has_enough(content: str) -> bool:
    """Whether a content has words enough to be told again in others."""
    return len(_WORD.findall(content)) >= _FEWEST


def compare(one: str, other: str, cosine: float) -> Retelling:
    """Whether one content retells the other; `cosine`: of their vectors of meaning. It is the same in either order."""
    ours, theirs = _figures(one), _figures(other)
    value = cosine - _ODD_FIGURE * bool(ours ^ theirs) - _ODD_NEGATION * (bool(_NOT.search(one)) != bool(_NOT.search(other)))
    return Retelling(value, value >= LIKELY)


_ODD_FIGURE, _ODD_NEGATION = 0.15, 0.1


def _figures(words: str) -> frozenset[str]:
    found = (_COUNTED.get(w.lower(), w) for w in _WORD.findall(words.replace(",", "")))
    return frozenset(w for w in found if w.isdigit() and w != "1")
