"""Which changes of words bear on the meaning: a negation, a condition, a modal verb, a number or a name that came, went or changed.

Everything else is wording: marks, capitals, spelling, and words of no such kind. It is told word by word, without a grammar.
"""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum


class Bearing(StrEnum):
    """What a change touches."""

    NEGATION = "negation"
    CONDITION = "condition"
    MODAL = "modal"
    NUMBER = "number"
    NAME = "name"


_UPTO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_NUMBERS = {
    **{word: str(n) for n, word in enumerate(_UPTO_NINETEEN.split())},
    **{word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)},
    **{word: str(n) for n, word in enumerate(_ORDINALS.split(), 1)},
    **dict(
        zip(
            "thousand million billion trillion dozen half once twice both".split(),
            "1000 1000000 1000000000 1000000000000 12 0.5 1 2 2".split(),
            strict=True,
        )
    ),
    **{many: many for many in "dozens hundreds thousands millions billions".split()},
}
_UNITS = {"percent": "%", "%": "%", "dollars": "$", "$": "$", "pounds": "£", "£": "£", "euros": "€", "€": "€"}
_NEGATIONS = frozenset(
    "no not never none nobody nothing nor neither nowhere without cannot hardly barely scarcely deny denies denied refuse refuses refused "
    "fail fails failed lack lacks false untrue impossible unlikely".split()
)
_CONDITIONS = frozenset("if unless only until provided except whether otherwise".split())
_MODALS = frozenset(
    "will would shall should can could may might must ought maybe perhaps probably possibly likely certainly definitely surely".split()
)
_CONTRACTED = {"won't": "will", "can't": "can", "cannot": "can", "shan't": "shall", **{f"{it}n't": it for it in _MODALS}}
_NO_NAMES = frozenset(
    "i i'm i've i'd i'll a an the this that these those he it she we they you his her its our their your my me him us them who what when "
    "where why how which whose and but or so yet for nor as at by in of on to up from with about after before over under into through "
    "during because since although though while than then there here is are was were be been being am do does did have has had having now "
    "just also very too more most some any all each every many much few other such well yes oh let please thank thanks mr mrs ms dr "
    "sir".split()
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[$£€%&]|\d+\w*")
_SAME = (
    (re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"our(?=s?$|ed$|ing$|able$|ite$|ful$)"), "or"),
    (re.compile(r"re$"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"ium$"), "um"),
)


def bearings(one: str, other: str) -> tuple[Bearing, ...]:
    """What a change from the words of `one` to those of `other` touches: the kinds of which they have not the same."""
    return tuple(bearing for bearing, kind in _KINDS.items() if Counter(kind(one)) != Counter(kind(other)))


def is_spelling(one: str, other: str) -> bool:
    """Whether the two are the same words, spelt otherwise: *ceasefire* and *cease-fire*, *ten* and *10*, *Sept.* and *September*."""
    ours, theirs = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if "".join(ours) == "".join(theirs):
        return True
    return len(ours) == len(theirs) and all(a == b or _spelt(a) == _spelt(b) or _is_short(a, b) for a, b in zip(ours, theirs, strict=True))


def _spelt(word: str) -> str:
    word = {"&": "and", "an": "a", "going": "go"}.get(word, word)
    if word in _NUMBERS or word in _UNITS:
        return _NUMBERS.get(word) or _UNITS[word]
    for ending, same in _SAME:
        word = ending.sub(same, word)
    return word


_ABBREVIATED = {
    "sept": "september", "sep": "september", "jan": "january", "feb": "february", "aug": "august", "oct": "october", "nov": "november",
    "dec": "december", "sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "sgt": "sergeant", "u.s": "us",
}  # fmt: skip


def _is_short(one: str, other: str) -> bool:
    return _ABBREVIATED.get(one) == other or _ABBREVIATED.get(other) == one


# The words of each kind


def _negations(text: str) -> Iterator[str]:
    for word in _words(text):
        if word in _NEGATIONS or word.endswith("n't"):
            yield "not" if word.endswith("n't") or word in ("not", "cannot", "no") else word


def _conditions(text: str) -> Iterator[str]:
    yield from (word for word in _words(text) if word in _CONDITIONS)


def _modals(text: str) -> Iterator[str]:
    for word in _words(text):
        if word.endswith("'ll"):
            yield "will"
        elif _CONTRACTED.get(word, word) in _MODALS:
            yield _CONTRACTED.get(word, word)


def _numbers(text: str) -> Iterator[str]:
    for word in _words(text):
        if word[0].isdigit():
            yield word.replace(",", "")
        elif word in _NUMBERS or word in _UNITS:
            yield _NUMBERS.get(word) or _UNITS[word]


def _names(text: str) -> Iterator[str]:
    """Words with a capital that are none of those which begin sentences."""
    for word in _WORD.findall(text.replace("’", "'")):
        bare = word.casefold()
        if word[0].isupper() and not (
            bare in _NO_NAMES or bare in _NUMBERS or bare in _NEGATIONS or bare in _CONDITIONS or bare in _MODALS
        ):
            yield _ABBREVIATED.get(bare, bare).removesuffix("'s")


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


_KINDS = {
    Bearing.NEGATION: _negations,
    Bearing.CONDITION: _conditions,
    Bearing.MODAL: _modals,
    Bearing.NUMBER: _numbers,
    Bearing.NAME: _names,
}
