"""Is somebody on record with these words? What to look for, and the verdict on what was found; others fetch it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from onrecord.errors import UsageError
from onrecord.linking import names, variants
from onrecord.linking.variants import Comparison, Wording

_RECOGNIZED = 0.74
_RECOGNIZED_AT_LENGTH = 0.6
_LENGTH = 10
"""Least likeness of an altered wording, and the least for one that keeps so many words; below it the words are another statement's."""
_SHORTEST = 4
"""Fewer words than these are recognized only as they stand: in short ones every alteration is another statement."""
_WITHOUT_KEY = 8
"""Most words that can be altered, and still be recognized, with every run of three broken."""
_LONGEST = 2000


class Verdict(StrEnum):
    EXACT = "exact"
    CUT = "cut"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    NOT_ON_RECORD = "not on record"


class Said(Protocol):
    """What must be known of a statement on record."""

    @property
    def content(self) -> str: ...

    @property
    def speaker(self) -> str | None: ...


S = TypeVar("S", bound=Said)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A statement on record, how the quotation compares with it, and whether the speaker is the one asked for (None: cannot be told)."""

    entry: T
    comparison: Comparison
    same_speaker: bool | None


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """The verdict, the statement it rests on, and up to nine more that hold the same words, the closest first."""

    verdict: Verdict
    match: Match[T] | None = None
    others: tuple[Match[T], ...] = ()


class Question:
    """A quotation, and the speaker who is said to have said it (None: anybody). Raises UsageError if it has no words, or over 2,000.

    Candidates for it share its `keys`. Where these are too many to follow, or do not settle it, they hold all its `parts`; and where
    it is so short that a change can break every key, they share some of its `words`.
    """

    def __init__(self, quotation: str, speaker: str | None = None) -> None:
        self.quotation, self.speaker = quotation, speaker
        self.words = variants.folded(quotation)
        if not self.words or len(self.words) > _LONGEST:
            raise UsageError(f"a quotation has words, and at most {_LONGEST}")
        self.keys = variants.grams(self.words)

    @property
    def parts(self) -> list[str]:
        """What stands between ellipses and brackets; parts of one word only where there is no other."""
        parts = re.split(r"…|\.\.\.|\[[^\]]*\]", self.quotation)
        return [part for part in parts if len(re.findall(r"\w+", part)) > 1 or len(self.words) == 1]

    @property
    def is_short(self) -> bool:
        """Whether a changed word can leave no key whole, and the quotation still be recognized."""
        return _SHORTEST <= len(self.words) <= _WITHOUT_KEY

    def matches(self, candidates: Iterable[S], text: Callable[[S], str]) -> list[Match[S]]:
        """The candidates that hold these words or an alteration of them; `text` gives the whole text that a candidate stands in."""
        found = []
        for it in candidates:
            comparison = variants.compare(self.quotation, it.content)
            if comparison is not None and self._is_recognized(comparison):
                found.append(Match(it, comparison, self._same(it, text)))
        return found

    def is_settled(self, matches: Iterable[Match[Any]]) -> bool:
        """Whether no better answer can come: the words are there, and they are the speaker's, if one is asked for."""
        if self.speaker is None:
            return True
        return any(match.comparison.wording is not Wording.ALTERED and match.same_speaker is True for match in matches)

    def answer(self, matches: Iterable[Match[S]], entry: Callable[[S], T]) -> Answer[T]:
        """exact: all words of a statement, in order; cut: a part of them, what is missing is listed; altered: words differ, each is listed;
        other speaker: it is on record, but of somebody else (the match's comparison tells how). Marks, case, ellipses and brackets are
        forgiven, and listed. `entry`: what the answer is to show of a candidate.
        """
        ranked = sorted(matches, key=_closeness, reverse=True)
        if not ranked:
            return Answer(Verdict.NOT_ON_RECORD)
        best = ranked[0] if self.speaker is None else _of(ranked)
        rest = [match for match in ranked if match is not best][:9]
        verdict = Verdict.OTHER_SPEAKER if best.same_speaker is False else Verdict(best.comparison.wording)
        first, *others = (Match(entry(match.entry), match.comparison, match.same_speaker) for match in (best, *rest))
        return Answer(verdict, first, tuple(others))

    def _is_recognized(self, comparison: Comparison) -> bool:
        if comparison.wording is not Wording.ALTERED:
            return True
        least = _RECOGNIZED_AT_LENGTH if comparison.common >= _LENGTH else _RECOGNIZED
        return comparison.likeness >= least and len(self.words) >= _SHORTEST

    def _same(self, it: S, text: Callable[[S], str]) -> bool | None:
        """As `names.same`; and where the record has nobody or a pronoun only, it is not somebody whom the page never names."""
        if self.speaker is None:
            return None
        same = names.same(self.speaker, it.speaker)
        if same is None and self.speaker.casefold() != (it.speaker or "").casefold():
            return None if names.mentioned(self.speaker, text(it)) else False
        return same


def _of(matches: Sequence[Match[S]]) -> Match[S]:
    """The one to answer with for a speaker: theirs, unless only another's has the very words."""
    theirs = next((m for m in matches if m.same_speaker is not False), None)
    others = next((m for m in matches if m.same_speaker is False), None)
    if theirs is None or others is None:
        return matches[0]
    return others if theirs.comparison.wording is Wording.ALTERED and others.comparison.wording is not Wording.ALTERED else theirs


def _closeness(match: Match[Any]) -> tuple[int, float, int]:
    order = {Wording.EXACT: 2, Wording.CUT: 1, Wording.ALTERED: 0}
    certain = {True: 2, None: 1, False: 0}
    return order[match.comparison.wording], match.comparison.likeness, certain[match.same_speaker]
