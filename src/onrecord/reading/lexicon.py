"""The words of `acts.txt` in a text: words brought to their base form, and the lexicon's phrases among them, negated or not."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class Token(NamedTuple):
    """A word, split off its contraction and brought to its base form as far as the lexicon knows it."""

    raw: str
    lemma: str
    start: int
    end: int


class Hit(NamedTuple):
    """A phrase of the lexicon: which group it belongs to, over which tokens [start, end), and whether it is negated."""

    group: str
    start: int
    end: int
    negated: bool


_Entry = tuple[int, tuple[str, ...], str]
"""A phrase of the lexicon: its rank among those with its first word, its words, its group."""


class Lexicon(NamedTuple):
    """For `cue`, `in` and `by`: phrases by their first word and their second (no word: one that is alone, or followed by a star), with
    a rank that puts the longest first; and all words that occur in phrases."""

    phrases: dict[str, dict[str, dict[str, list[_Entry]]]]
    words: frozenset[str]
    irregular: dict[str, str]
    modals: dict[str, str]
    lists: dict[str, frozenset[str]]


_TOKEN = re.compile(
    r"\d[\d.,]*\d|\d|(?:ca|wo|sha|[a-z]+?)(?=n['’]t\b)|n['’]t\b|['’](?:ll|re|ve|m|d|s)\b|[^\W\d_]+(?:[-’'](?!(?:ll|re|ve|m|d|"
    r"s)\b)[^\W\d_]+)*|[?!:%]|[“”\"„«»]"
)


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The words and telling signs of a text, lower case, *won't* as *will* and *not*."""
    made = []
    for match in _TOKEN.finditer(text.lower()[: len(text)]):
        raw = match[0].replace("’", "'")
        raw = "cannot" if raw == "cannot" else raw
        made.append(Token(raw, _lemma(raw), offset + match.start(), offset + match.end()))
        if raw == "cannot":
            made[-1] = Token("can", "can", offset + match.start(), offset + match.end())
            made.append(Token("not", "not", offset + match.start(), offset + match.end()))
    return made


@lru_cache(maxsize=16_384)
def _lemma(raw: str) -> str:
    known = lexicon().words
    if (base := lexicon().irregular.get(raw)) is not None:
        return base
    if raw in known or len(raw) < 4:
        if raw.endswith("s") and raw[:-1] in known and len(raw) > 3 and raw not in known:
            return raw[:-1]
        return raw
    for suffix, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("d", ""),
    ):
        if raw.endswith(suffix):
            base = raw[: -len(suffix)] + instead
            if base in known:
                return base
            if suffix in ("ed", "ing") and len(base) > 3 and base[-1] == base[-2] and base[:-1] in known:
                return base[:-1]
    return raw


_ENDINGS = re.compile(r"(?:ations?|ings?|edly|ed|ies|ied|es|s|ly|ment|ments)$")


def stem(token: Token) -> str:
    if token.raw != token.lemma or len(token.raw) < 5:
        return token.lemma
    return _ENDINGS.sub("", token.raw) if len(_ENDINGS.sub("", token.raw)) > 2 else token.raw


@cache
def lexicon() -> Lexicon:
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {"cue": {}, "in": {}, "by": {}}
    words: set[str] = set()
    forms: dict[str, dict[str, str]] = {"irregular": {}, "modal": {}}
    lists: dict[str, set[str]] = {}
    place = group = ""
    for line in (files("onrecord.reading") / "acts.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("#") or not line:
            continue
        if line.startswith("["):
            place, group = line.strip("[]").split()
            continue
        for phrase in line.split("|"):
            parts = tuple(phrase.split())
            if place == "forms":
                forms[group].update((form, parts[0]) for form in parts[1:])
                words.add(parts[0])
                continue
            if place == "list":
                lists.setdefault(group, set()).update(parts)
                continue
            for first in parts[0].split("/"):
                phrases[place].setdefault(first, []).append(((first, *parts[1:]), group))
            words.update(w for part in parts for w in part.split("/") if w != "*")
    return Lexicon(
        {place: {first: _ranked(entries) for first, entries in by_word.items()} for place, by_word in phrases.items()},
        frozenset(words),
        forms["irregular"],
        forms["modal"],
        {name: frozenset(listed) for name, listed in lists.items()},
    )


def _ranked(entries: list[tuple[tuple[str, ...], str]]) -> dict[str, list[_Entry]]:
    """The phrases with one first word by their second."""
    made: dict[str, list[_Entry]] = {}
    for rank, (phrase, group) in enumerate(sorted(entries, key=lambda e: -len(e[0]))):
        for second in phrase[1].split("/") if len(phrase) > 1 and phrase[1] != "*" else ("",):
            made.setdefault(second, []).append((rank, phrase, group))
    return made


NEGATIONS = frozenset({"not", "never", "neither", "nor", "no", "nobody", "nothing", "none", "hardly", "without", "cannot"})


def hits(words: Sequence[Token], place: str) -> Iterator[Hit]:
    """The lexicon's phrases in a row of words; a word in a longer phrase of a group starts no shorter one of the same group."""
    by_word = lexicon().phrases[place]
    covered: dict[str, int] = {}
    for i, word in enumerate(words):
        entries = _beginning(by_word, word.lemma, words, i)
        if word.raw != word.lemma:
            entries += _beginning(by_word, word.raw, words, i)
        for _, phrase, group in entries:
            if covered.get(group, 0) > i:
                continue
            end = _matched(words, i + 1, phrase, 1)
            if end:
                covered[group] = end
                yield Hit(group, i, end, phrase[0] != "not" and _negated(words, i))


def _beginning(by_word: dict[str, dict[str, list[_Entry]]], first: str, words: Sequence[Token], i: int) -> list[_Entry]:
    """The phrases that may begin with word i, taken as `first`, by rank."""
    by_second = by_word.get(first)
    if not by_second:
        return []
    found = by_second.get("", [])
    if i + 1 < len(words):
        after = words[i + 1]
        found = [*found, *by_second.get(after.lemma, ())]
        if after.raw != after.lemma:
            found += by_second.get(after.raw, ())
    return sorted(set(found)) if len(found) > 1 else list(found)


def _matched(words: Sequence[Token], i: int, phrase: tuple[str, ...], k: int) -> int:
    """Where `phrase[k:]` ends if it stands at word i (a star leaves out up to three words), 0 where it does not."""
    if k == len(phrase):
        return i
    if phrase[k] == "*":
        return next((end for skip in range(1, 4) if (end := _matched(words, i + skip, phrase, k + 1))), 0)
    if i < len(words) and (words[i].lemma in phrase[k].split("/") or words[i].raw == phrase[k]):
        return _matched(words, i + 1, phrase, k + 1)
    return 0


def _negated(words: Sequence[Token], i: int) -> bool:
    before = words[max(i - 4, 0) : i]
    negative = [k for k, w in enumerate(before) if w.lemma in NEGATIONS]
    return bool(negative) and not any(w.raw in ("but", "and", "only", ":", "?") for w in before[negative[-1] + 1 :])
