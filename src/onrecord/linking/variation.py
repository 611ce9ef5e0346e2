"""Two statements' words: whether they are one quotation, and every difference, those that bear on the meaning marked.

`variants.compare` asks how a quotation stands to a record; here neither is the record, and each can lack what the other has. Whether one
was translated back cannot be told from the words alone: such a pair shares too few of them, and is left to `retold`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Opcodes

from onrecord.linking import variants
from onrecord.linking.bearing import Bearing, bearings, is_spelling
from onrecord.linking.variants import Comparison, Edit, Word, Wording

WINDOW = 3
RUN = WINDOW + 2
"""Words in a row which two contents that share them are sure to have a key for."""
_FEW = 8
"""Runs of three words of a content that are all keys."""
_SHORTEST, _LONGEST = 4, 2000
"""Words of a content: fewer are said every day by somebody, and more are no quotation."""
_FEWEST = 5
"""Words in common at least, if not all are: four are a name or a phrase."""
_SWAPPED, _SLACK = 4, 2
"""Words that stand for each other at an end of what both have, at most, where no sentence ends there; and by how many they may differ."""
_LIKE, _LIKE_AT_LENGTH, _LENGTH = 0.74, 0.6, 10
"""Least likeness, within what both have, of an altered wording; and of one that keeps so many words."""
_LEAST = 0.5
"""Below it no spelling can be what makes two wordings differ."""
_AT_AN_END = (Bearing.NEGATION, Bearing.CONDITION)
"""What words that are missing at an end can touch, if they are of the same sentence: a name that one has besides changes nothing."""
_SENTENCE_END = re.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `kind`: left out (the other has them not), added (only the other has them), changed; spelling, bracket, ellipsis,
    case, marks (wording only); cue (of the words that attribute them one has a negation). `one` and `other` are the words on either side;
    `bearing`: what of the meaning it touches.
    """

    kind: str
    one: str
    other: str
    bearing: tuple[Bearing, ...] = ()


@dataclass(frozen=True, slots=True)
class Variation:
    """How two wordings differ. exact: the same words; cut: the same, but what stands at an end of one or at an ellipsis; altered: words
    differ within what both have. `likeness`: twice the words that are the same over those of both, in what both have.
    """

    wording: Wording
    likeness: float
    differences: tuple[Difference, ...]

    @property
    def bearing(self) -> tuple[Bearing, ...]:
        """What of the meaning its differences touch, each once."""
        return tuple(dict.fromkeys(bearing for it in self.differences for bearing in it.bearing))


def keys(text: str) -> list[int]:
    """What two variants share: of each `WINDOW` neighbouring runs of three words the one with the least CRC-32, and all of a short content.

    Two contents that have `RUN` words in a row in common share one (winnowing, as in `copies`). They are kept as rows.
    """
    grams = variants.runs(variants.folded(text), 3)
    if len(grams) <= _FEW:
        return list(dict.fromkeys(grams))
    return list(dict.fromkeys(min(grams[i : i + WINDOW]) for i in range(len(grams) - WINDOW + 1)))


def relate(one: str, other: str) -> Variation | None:
    """How two statements' contents are one quotation; None where they are not, or share too little to be told.

    The same whichever is given first, but for `left out` and `added`, which are of the first one.
    """
    lengths = len(variants.plain(one)), len(variants.plain(other))
    if min(lengths) < _SHORTEST or max(lengths) > _LONGEST:
        return None
    there, back = variants.placed(one, other), variants.placed(other, one)
    for comparison, turned in ((there, False), (back, True)):
        if comparison is not None and comparison.wording is Wording.EXACT:
            return _found(one, other, comparison, turned)
    for comparison, turned in ((there, False), (back, True)):
        if comparison is not None and comparison.wording is Wording.CUT and comparison.common >= _FEWEST:
            return _found(one, other, comparison, turned)
    return _aligned(one, other)


def of_cues(one: str | None, other: str | None) -> tuple[Difference, ...]:
    """The difference of two statements' cues, if a negation is in one of them: who denies a thing says its words, too."""
    negated = tuple(it for it in bearings(one or "", other or "") if it is Bearing.NEGATION)
    return (Difference("cue", one or "", other or "", negated),) if negated else ()


def _found(one: str, other: str, comparison: Comparison, turned: bool) -> Variation:
    """What `variants.compare` found of two wordings, as a variation; `turned`: the first one was its record."""
    differences = tuple(_difference(edit, one if turned else other, turned) for edit in comparison.edits)
    return Variation(comparison.wording, comparison.likeness, differences)


def _difference(edit: Edit, recorded: str, turned: bool) -> Difference:
    said, there = (edit.recorded, edit.quoted) if turned else (edit.quoted, edit.recorded)
    if edit.forgiven:
        return Difference(edit.kind, said, there)
    missing = edit.recorded if edit.quoted else _same_sentence(recorded, edit.recorded)
    return Difference("left out" if turned else "added", said, there, _at_an_end(missing))


def _at_an_end(words: str) -> tuple[Bearing, ...]:
    return tuple(it for it in bearings(words, "") if it in _AT_AN_END)


def _same_sentence(text: str, end: str) -> str:
    """The part of a text's first or last words, `end`, that is of one sentence with what follows or precedes them."""
    if text.lstrip(" “\"‘'(").startswith(end):
        rest = text[text.index(end) :]
        following = re.match(r"\W*", rest[len(end) :])
        return "" if following and _SENTENCE_END.search(following.group()) else _SENTENCE_END.split(end)[-1]
    preceding = re.search(r"\W*$", text[: text.rindex(end)])
    return "" if preceding and _SENTENCE_END.search(preceding.group()) else _SENTENCE_END.split(end)[0]


def _aligned(one: str, other: str) -> Variation | None:
    """The stretch that both have, its differences, and what each has before and after it."""
    ours, theirs = variants.plain(one), variants.plain(other)
    q, r = [word.key for word in ours], [word.key for word in theirs]
    c, d, a, b = _stretch(q, r)
    if c == d:
        return None
    head = _swapped(_before(one, ours, c), _before(other, theirs, a))
    tail = _swapped(_after(one, ours, d), _after(other, theirs, b))
    c, a, d, b = c - head[0], a - head[1], d + tail[0], b + tail[1]
    steps = Levenshtein.opcodes(q[c:d], r[a:b])
    common = sum(op.src_end - op.src_start for op in steps if op.tag == "equal")
    if 2 * common < _LEAST * (d - c + b - a):
        return None
    parted = [(_words(one, ours[c:d][i:j]), _words(other, theirs[a:b][k:n])) for i, j, k, n in _parted(steps)]
    alike = [bool(said and there) and is_spelling(said, there) for said, there in parted]
    spelt = sum(len(variants.plain(said)) for (said, _), same in zip(parted, alike, strict=True) if same)
    likeness = min(1.0, 2 * (common + spelt) / (d - c + b - a))
    if common + spelt < min(_FEWEST, max(len(q), len(r))) or likeness < (_LIKE_AT_LENGTH if common >= _LENGTH else _LIKE):
        return None
    inner = [_differing(said, there, same) for (said, there), same in zip(parted, alike, strict=True)]
    before = _end(one, _words(one, ours[:c]), other, _words(other, theirs[:a]))
    after = _end(one, _words(one, ours[d:]), other, _words(other, theirs[b:]))
    is_altered = any(it.kind != "spelling" for it in inner)
    wording = Wording.ALTERED if is_altered else Wording.CUT if before or after else Wording.EXACT
    return Variation(wording, round(likeness, 3), (*before, *inner, *after))


def _stretch(q: list[str], r: list[str]) -> tuple[int, int, int, int]:
    """What both have: [c, d) of `q` and [a, b) of `r`, with the most words in common and the fewest others."""
    a, b = variants.window(q, r)
    c, d = variants.window(r[a:b], q)
    a2, b2 = variants.window(q[c:d], r[a:b])
    return c, d, a + a2, a + b2


def _before(text: str, words: Sequence[Word], at: int) -> int:
    """How many words of one sentence stand before the word at a place."""
    return next((n for n in range(at) if _is_parted(text, words, at - n)), at)


def _after(text: str, words: Sequence[Word], at: int) -> int:
    """How many words of one sentence stand from a place on, if it goes on there."""
    return next((n for n in range(len(words) - at) if _is_parted(text, words, at + n)), len(words) - at)


def _is_parted(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a sentence ends, or something is left out, between a word and the one before it."""
    return _SENTENCE_END.search(text[words[at - 1].end : words[at].start]) is not None


def _swapped(ours: int, theirs: int) -> tuple[int, int]:
    """How many of the words that either has beyond what both have stand for each other."""
    fewest = min(ours, theirs, _SWAPPED)
    return (ours, theirs) if fewest and max(ours, theirs) <= fewest + _SLACK else (fewest, fewest)


def _parted(steps: Opcodes) -> list[list[int]]:
    """Where the words of what both have are others, [a, b) of the one's and [c, d) of the other's, neighbouring places as one."""
    groups: list[list[int]] = []
    for op in steps:
        if op.tag == "equal":
            continue
        if groups and groups[-1][1] == op.src_start and groups[-1][3] == op.dest_start:
            groups[-1][1], groups[-1][3] = op.src_end, op.dest_end
        else:
            groups.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return groups


def _differing(said: str, there: str, same: bool) -> Difference:
    if same:
        return Difference("spelling", said, there)
    kind = "changed" if said and there else "left out" if said else "added"
    return Difference(kind, said, there, bearings(said, there))


def _end(one: str, said: str, other: str, there: str) -> list[Difference]:
    """What only one has, or each has otherwise, before or after what both have."""
    found = []
    if said:
        found.append(Difference("left out", said, "", _at_an_end(_same_sentence(one, said))))
    if there:
        found.append(Difference("added", "", there, _at_an_end(_same_sentence(other, there))))
    return found


def _words(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""
