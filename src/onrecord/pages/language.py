"""Which language a text is in, told only where there is enough of it to be sure; and whether that is one that the model reads."""

import re
from functools import cache
from typing import Any

READ = frozenset(["en"])
"""The languages that the shipped model reads (ISO 639)."""

# English words of which nearly every sentence has one, and which no other language has among its own frequent ones.
_ENGLISH = re.compile(
    r"\b(?:the|and|that|with|said|from|has|were|been|this|which|they|their|there|would|his|what|when|it's|who|you|will|about|could)\b",
    re.IGNORECASE,
)
_ENOUGH_ENGLISH = 0.04  # of all words; prose has 15 to 20 per cent, so a page of which a fifth is English is read
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_WIDE = re.compile(r"[\u0400-\uffff\U00010000-\U0003ffff]")  # scripts in which no English is written
_FEWEST_LETTERS, _FEWEST_WIDE = 160, 50
_SURE = 0.85
_SAMPLE = 20_000  # characters
_NONE = ("zxx", "und")


def of(text: str) -> str | None:
    """The language (ISO 639-1 where it has such a code) that most of `text` is in, or None where it is too short or not clear.

    A text of which a good part is English counts as English: what can be read of it is to be read.
    """
    text = text[:_SAMPLE]
    found = _WORD.findall(text)
    letters = sum(map(len, found))
    wide = len(_WIDE.findall(text))
    if wide < _FEWEST_WIDE and letters < _FEWEST_LETTERS:
        return None
    if len(_ENGLISH.findall(text)) >= _ENOUGH_ENGLISH * len(found):
        return "en" if 2 * wide < letters else None
    middle = text.find(" ", len(text) // 2)
    halves = (text[:middle], text[middle:]) if middle > 0 else (text,)
    classify = _identifier().classify
    language, confidence = classify(text)
    # names and figures look like some language, but seldom like the same one twice
    agreed = confidence >= _SURE and all(classify(half)[0] == language for half in halves)
    return str(language) if agreed and language not in _NONE else None


@cache
def _identifier() -> Any:
    """The classifier of py3langid: loaded (0.8 s, 100 MB) when the first text that is not plainly English comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
