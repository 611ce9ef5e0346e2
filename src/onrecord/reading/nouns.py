"""Heads of noun phrases: the word that says what a phrase is about, found by where its further definitions begin."""

import re

_WORD = re.compile(r"[^\W_](?:[\w’'.-]*\w)?")
_BEHIND = re.compile(
    r"(?i)\s(?:of|for|from|in|at|on|with|without|who|whom|whose|which|that|to|by|near|close|familiar|about|against|inside|within|behind|among|between|"
    r"including|like|as|working|involved|speaking|representing|under|over|across|around|than|where|briefed|interviewed|asked|polled|surveyed|"
    r"released|published|conducted|posted|issued|written|obtained|based|"
    r"and|or)\b|[,;:(\[–—]|\s--?\s"
)
PRONOUNS = frozenset(
    "i me my myself we us our ours he him his himself she her hers herself they them their theirs themselves it its itself you your who "
    "whom whose "
    "which that this these those one another someone somebody anyone nobody everyone everybody none some many most others few several "
    "both all".split()
)


def head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The head word of the noun phrase text[start:end], as offsets into `text`: *the spokesman for the ministry* → *spokesman*.

    None where the phrase has no word.
    """
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return None
    stop = end
    for behind in _BEHIND.finditer(text, start, end):
        if behind.start() >= words[0].end():
            stop = behind.start()
            break
    before = [w for w in words if w.end() <= stop] or words[:1]
    last = before[-1]
    tail = re.search(r"[’']s?$", last[0])
    if tail and len(before) == 1 and last.start() + tail.start() > last.start():
        return last.start(), last.start() + tail.start()
    return last.start(), last.end()


DOCUMENTS = frozenset(
    "ad ads advertisement advertisements analyses analysis article articles audit ballot bill book books budget bylaws charter column "
    "complaint constitution data database document documents e-mail e-mails editorial editorials email emails essay filing filings "
    "findings headline headlines indictment inquiries inquiry investigation investigations laws lawsuit lawsuits leaflet "
    "leaflets letter letters memo memorandum memos missive note notes op-ed petition poll polling polls poster "
    "posters questionnaire records release releases report reports resolution returns review ruling rules script song "
    "statistics statute story stories studies study suit survey surveys tally text texts transcript transcripts treaty tweet tweets "
    "verdict video videos".split()
)
"""Nouns for texts and measurements."""
_COUNTED = re.compile(r"(?i)(?:at least |about |some )?(?:one|two|three|four|five|six|a couple|a handful|a pair)\b")
_DOER = re.compile(r"(?:[^aeiou]er|[^aeiou]or|ist|ant|man|woman|ian)$")


def leaning(text: str, start: int, end: int, word: str) -> dict[str, float]:
    """What the words of a description make likelier of its type, in natural logarithms: texts by their noun; counted people are
    unnamed ones, not a group."""
    made = {}
    if word in DOCUMENTS:
        made["document"] = 6.0
    elif _COUNTED.match(text, start, end) and (word.endswith("s") or word in ("men", "women", "people", "handful", "couple", "pair")):
        made["unnamed"] = 6.0
    elif _DOER.search(word):
        made["unnamed"] = 1.5
    return made
