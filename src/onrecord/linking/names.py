"""Whether two names can be one speaker's."""

import re
import unicodedata

_TITLES = frozenset(
    [
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "president", "senator", "sen", "rep", "representative",
        "governor", "gov", "minister", "chancellor", "king", "queen", "prince", "princess", "general", "gen", "colonel", "captain", "judge",
        "justice", "the", "a", "an", "his", "her", "their", "former", "then", "ex",
    ]
)  # fmt: skip
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "his", "their", "this", "that", "one", "some", "many", "others"]
)


def same(asked: str, recorded: str | None) -> bool | None:
    """Whether the two can be one: all words of the shorter name stand in the longer, and the last ones are the same.

    None where the record cannot tell: it names nobody, or has a pronoun only.
    """
    theirs = _parts(recorded or "")
    if not theirs or set(theirs) <= _PRONOUNS:
        return None
    ours = _parts(asked)
    if not ours or ours[-1] != theirs[-1]:
        return False
    return set(ours) <= set(theirs) or set(theirs) <= set(ours)


def mentioned(name: str, text: str) -> bool:
    """Whether a text has the last word of a name."""
    parts = _parts(name)
    return bool(parts) and parts[-1] in folded(text)


def _parts(name: str) -> list[str]:
    parts = re.findall(r"[^\W_]+", re.sub(r"['’]s?\b", "", folded(name).partition(",")[0]))
    return [p for p in parts if p not in _TITLES and not (len(p) == 1 and len(parts) > 1)] or parts


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
