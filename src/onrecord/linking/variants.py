"""Two wordings of a quotation: keys that variants share, and a comparison word by word.

A wording is compared by its words. Marks, case, ellipses and square brackets are forgiven, but every such edit is listed; not forgiven is
a bracket that brings in or hides a negation, a condition or a number, and an ellipsis that stands for a few words with a negation.
"""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

_WORD = re.compile(
    r"""(?P<gap>[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)*)
      | (?P<bracket>(?<!\w)\[[^\[\]\n]{1,80}\](?!\w))
      | (?P<number>(?:(?<![\w.])[-−+])?\d+(?:[.,]\d+)*\w*)
      | (?P<word>(?:\[\w+\](?=\w)|\w)(?:\w|['’](?=\w)|\[\w+\])*|[$£€¥₹%‰])""",
    re.VERBOSE,
)
_NOT_SIMPLE = re.compile(r"[\[\]…\d$£€¥₹%‰]|\.\s?\.")
_SIMPLE = re.compile(r"\w(?:\w|'(?=\w))*")
_ENDING = re.compile(r"(\w+)\[(?:s|es|d|ed|ing)\]$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WEIGHTY = re.compile(
    r"(?:no|not|never|none|nobody|nothing|nor|neither|without|cannot|hardly|unless|except|only|if)\b|.*n't\b|.*\d", re.IGNORECASE
)
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|nor|neither|without|cannot|hardly)\b|n['’]t\b", re.IGNORECASE)
_BRACKET_STANDS_FOR = 6
"""Words of the original that one square bracket may stand for."""


class Wording(StrEnum):
    """How a quotation's words compare with those on record."""

    EXACT = "exact"
    CUT = "cut"
    ALTERED = "altered"


class Word(NamedTuple):
    """A word as it stands in a text (`text[start:end]`), and as it is compared. `sort`: word, gap (an ellipsis) or bracket."""

    key: str
    start: int
    end: int
    sort: str = "word"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference. `kind`: left out, added, changed (words); bracket, ellipsis, case, marks (forgiven).

    `recorded` and `quoted` are the words as they stand on either side; empty where there are none.
    """

    kind: str
    recorded: str
    quoted: str

    @property
    def forgiven(self) -> bool:
        return self.kind in ("bracket", "ellipsis", "case", "marks")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`common`: words that are the same; `likeness`: twice that over the words of both, in the part of the record that is quoted."""

    wording: Wording
    common: int
    likeness: float
    edits: tuple[Edit, ...]


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, with its ellipses and bracketed insertions, in order."""
    found = []
    for match in _WORD.finditer(text):
        sort = "word" if match.lastgroup in ("number", None) else match.lastgroup
        found.append(Word(_key(match.group()) if sort == "word" else sort, match.start(), match.end(), sort))
    return tuple(found)


@lru_cache(maxsize=64)
def plain(text: str) -> tuple[Word, ...]:
    """The words of a text, those in brackets like all others, without the ellipses."""
    found = []
    for word in words(text):
        if word.sort == "bracket":
            found += [Word(w.key, word.start, word.end) for w in words(text[word.start + 1 : word.end - 1]) if w.sort == "word"]
        elif word.sort == "word":
            found.append(word)
    return tuple(found)


def keys(text: str) -> list[str]:
    """What two variants of one quotation share, but for short ones: the runs of three words of a content. They are kept as rows."""
    return grams(folded(text))


def folded(text: str) -> list[str]:
    """The words of `plain` as they are compared; quicker, since every content that is recorded comes by here, and again to be linked."""
    return list(_folded(text))


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[str, ...]:
    if _NOT_SIMPLE.search(text):
        return tuple(word.key for word in plain(text))
    return tuple(word if word.isascii() else _key(word) for word in _SIMPLE.findall(text.replace("’", "'").lower()))


def _key(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    bare = unicodedata.normalize("NFC", _INVISIBLE.sub("", word)).casefold().replace("’", "'").replace("−", "-")
    return _THOUSANDS.sub("", bare.replace("[", "").replace("]", ""))


def runs(words: Sequence[str], length: int) -> list[int]:
    """The CRC-32 of each run of so many words, with spaces between them."""
    written = [word.encode() for word in words]
    ends = list(accumulate((len(word) + 1 for word in written), initial=0))
    whole, crc32 = b" ".join(written), zlib.crc32
    return [crc32(whole[start : end - 1]) for start, end in zip(ends, ends[length:], strict=False)]


def grams(folded: Sequence[str]) -> list[str]:
    """The runs of three words, each once, as CRC-32 in hex."""
    return [f"{gram:08x}" for gram in dict.fromkeys(runs(folded, 3))]


def compare(quoted: str, recorded: str) -> Comparison | None:
    """How a quotation compares with what is on record; None where they share too little to be the same words."""
    if not plain(quoted) or not plain(recorded):
        return None
    return placed(quoted, recorded) or _altered(quoted, plain(quoted), recorded, plain(recorded))


def placed(quoted: str, recorded: str) -> Comparison | None:
    """The same where the quotation is the record's words, but for what is forgiven, left out at an end or at an ellipsis; else None."""
    ours, theirs = words(quoted), plain(recorded)
    return _placed(quoted, ours, recorded, theirs) if theirs and any(w.sort == "word" for w in ours) else None


# Word for word, but for what is forgiven


def _placed(quoted: str, ours: Sequence[Word], recorded: str, theirs: Sequence[Word]) -> Comparison | None:
    """The quotation's words found in the record one after another, with gaps only where an ellipsis or a bracket stands."""
    keys = [w.key for w in theirs]
    first = next((i for i, w in enumerate(ours) if w.sort == "word"), None)
    if first is None:
        return None
    best: list[tuple[int, int]] | None = None
    for start in (i for i, key in enumerate(keys) if key == ours[first].key):
        spans = _walk(quoted, ours, first, recorded, theirs, keys, start)
        if spans and (best is None or spans[-1][1] - spans[0][0] > best[-1][1] - best[0][0]):
            best = spans
    if best is None:
        return None
    head = _opened(quoted, ours[:first], recorded, theirs, best)
    if head is None:
        return None
    tail = best[-1][1]
    edits: list[Edit] = []
    if head:
        edits.append(Edit("left out", recorded[theirs[0].start : theirs[head - 1].end], ""))
    for word, (a, b) in zip(ours, best, strict=True):
        stood = recorded[theirs[a].start : theirs[b - 1].end] if b > a else ""
        said = quoted[word.start : word.end]
        if word.sort == "gap":
            edits.append(Edit("left out" if stood else "ellipsis", stood, said))
        elif word.sort == "bracket":
            if stood.strip("[]") != said.strip("[]"):
                edits.append(Edit("bracket", stood, said))
        elif stood != said:
            edits.append(Edit("case" if stood.lower() == said.lower() else "bracket" if "[" in said else "marks", stood, said))
    if tail < len(theirs):
        edits.append(Edit("left out", recorded[theirs[tail].start : theirs[-1].end], ""))
    edits += _marks(quoted, ours, recorded, theirs, best)
    wording = Wording.CUT if any(edit.kind == "left out" for edit in edits) else Wording.EXACT
    hidden = [edit.recorded for edit in edits if edit.kind == "left out" and edit.quoted]
    if any(len(words.split()) <= _BRACKET_STANDS_FOR and _NEGATION.search(words) for words in hidden):
        wording = Wording.ALTERED  # an ellipsis in the place of *not*
    return Comparison(wording, sum(w.sort == "word" for w in ours), 1.0, tuple(edits))


def _opened(quoted: str, opening: Sequence[Word], recorded: str, theirs: Sequence[Word], spans: list[tuple[int, int]]) -> int | None:
    """Gives the words before the first plain one to the brackets that open the quotation; where it begins, None if it does not fit."""
    head = spans[len(opening)][0]
    for k in range(len(opening) - 1, -1, -1):
        spans[k] = (head, head)
        if opening[k].sort == "gap":
            continue
        said = [w.key for w in words(quoted[opening[k].start + 1 : opening[k].end - 1]) if w.sort == "word"]
        if said and [w.key for w in theirs[max(0, head - len(said)) : head]] == said:
            spans[k] = (head - len(said), head)
        elif _weighty(quoted[opening[k].start : opening[k].end]):
            return None
        elif k == 0:
            if head > _BRACKET_STANDS_FOR or (head and _weighty(recorded[theirs[0].start : theirs[head - 1].end])):
                return None
            spans[k] = (0, head)
        head = spans[k][0]
    return head


def _walk(
    quoted: str, ours: Sequence[Word], first: int, recorded: str, theirs: Sequence[Word], keys: list[str], start: int
) -> list[tuple[int, int]] | None:
    """For each of our words, which of theirs it stands for [a, b), from `start` on; None if it does not fit."""
    spans = [(start, start)] * first
    at, loose, bracket = start, 0, ""
    for n in range(first, len(ours)):
        word = ours[n]
        if word.sort == "gap":
            spans.append((at, at))
            loose = len(keys)
            continue
        if word.sort == "bracket":
            spans.append((at, at))
            said = [w.key for w in words(quoted[word.start + 1 : word.end - 1]) if w.sort == "word"]
            if keys[at : at + len(said)] == said:
                spans[-1] = (at, at + len(said))
                at += len(said)
                continue
            if _weighty(quoted[word.start + 1 : word.end - 1]):
                return None
            loose = max(loose, _BRACKET_STANDS_FOR)
            bracket = quoted[word.start : word.end]
            continue
        if at < len(keys) and (keys[at] == word.key or keys[at] == _without_ending(quoted[word.start : word.end])):
            spans.append((at, at + 1))
            at, loose, bracket = at + 1, 0, ""
            continue
        if not loose:
            return None
        following = [w.key for w in ours[n : n + 3] if w.sort == "word"]
        there = next(
            (i for i in range(at, min(len(keys), at + loose + 1)) if keys[i : i + len(following)] == following),
            next((i for i in range(at, min(len(keys), at + loose + 1)) if keys[i] == word.key), None),
        )
        if there is None:
            return None
        if bracket and loose <= _BRACKET_STANDS_FOR and _weighty(recorded[theirs[at].start : theirs[there - 1].end] if there > at else ""):
            return None
        _fill(spans, ours, n, at, there)
        spans.append((there, there + 1))
        at, loose, bracket = there + 1, 0, ""
    if bracket and ours[-1].sort == "bracket" and len(keys) - at <= _BRACKET_STANDS_FOR:
        rest = recorded[theirs[at].start : theirs[-1].end] if at < len(keys) else ""
        if _weighty(rest):
            return None
        spans[-1] = (at, len(keys))
    return spans


def _without_ending(word: str) -> str | None:
    """*sell* for *sell[s]*: an ending that the quoting hand added."""
    ending = _ENDING.match(word)
    return _key(ending.group(1)) if ending else None


def _fill(spans: list[tuple[int, int]], ours: Sequence[Word], n: int, a: int, b: int) -> None:
    """Gives the words [a, b) of the record to the ellipsis or bracket before our word n."""
    k = n - 1
    while k > 0 and ours[k].sort == "bracket" and ours[k - 1].sort == "gap":
        k -= 1
    spans[k] = (a, b)
    for later in range(k + 1, n):
        spans[later] = (b, b)


def _weighty(phrase: str) -> bool:
    return any(_WEIGHTY.match(w) for w in re.findall(r"[\w'’.,%$£€]+", phrase.replace("’", "'")))


def _marks(quoted: str, ours: Sequence[Word], recorded: str, theirs: Sequence[Word], spans: list[tuple[int, int]]) -> list[Edit]:
    """Where the marks between two words that follow each other differ."""
    found = []
    for (one, (_, b)), (two, (c, d)) in zip(zip(ours, spans, strict=True), zip(ours[1:], spans[1:], strict=True), strict=False):
        if one.sort == two.sort == "word" and b == c and d > c > 0:
            between, there = _bare(quoted[one.end : two.start]), _bare(recorded[theirs[b - 1].end : theirs[c].start])
            if between != there:
                found.append(Edit("marks", there, between))
    return found


def _bare(marks: str) -> str:
    return "".join(re.sub(r"[‘’]", "'", re.sub(r"[“”„«»]", '"', marks)).split())


# Altered


def _altered(quoted: str, ours: Sequence[Word], recorded: str, theirs: Sequence[Word]) -> Comparison | None:
    """The best part of the record for the quotation's words, and the words that differ."""
    q, r = [w.key for w in ours], [w.key for w in theirs]
    a, b = window(q, r)
    if a == b:
        return None
    common = sum(op.src_end - op.src_start for op in Levenshtein.opcodes(r[a:b], q) if op.tag == "equal")
    likeness = 2 * common / (len(q) + b - a)
    ends = [op for op in Indel.opcodes(r[a:b], q) if op.tag == "insert"]
    a -= min(a, sum(op.dest_end for op in ends if op.dest_start == 0))  # a first or last word that was changed stands for one of theirs
    b += min(len(r) - b, sum(op.dest_end - op.dest_start for op in ends if op.dest_end == len(q)))
    shared = Levenshtein.opcodes(r[a:b], q)
    edits: list[Edit] = []
    if a:
        edits.append(Edit("left out", recorded[theirs[0].start : theirs[a - 1].end], ""))
    for op in shared:
        stood = recorded[theirs[a + op.src_start].start : theirs[a + op.src_end - 1].end] if op.src_end > op.src_start else ""
        said = quoted[ours[op.dest_start].start : ours[op.dest_end - 1].end] if op.dest_end > op.dest_start else ""
        if op.tag != "equal":
            edits.append(Edit({"replace": "changed", "delete": "left out", "insert": "added"}[op.tag], stood, said))
    if b < len(r):
        edits.append(Edit("left out", recorded[theirs[b].start : theirs[-1].end], ""))
    return Comparison(Wording.ALTERED, common, likeness, tuple(edits))


def window(q: list[str], r: list[str]) -> tuple[int, int]:
    """The stretch [a, b) of `r` with the most words of `q` in order and the fewest others."""
    hits = [0.0] * len(r)
    for op in Indel.opcodes(r, q):
        if op.tag == "equal":
            for i in range(op.src_start, op.src_end):
                hits[i] = 1.0
    best, where, low, low_at = 0.0, (0, 0), 0.0, 0
    for i, total in enumerate(accumulate(hit or -0.5 for hit in hits), 1):
        if total - low > best:
            best, where = total - low, (low_at, i)
        if total < low:
            low, low_at = total, i
    return where
