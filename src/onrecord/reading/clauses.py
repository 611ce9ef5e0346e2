"""Where sentences and subordinate clauses of a statement's content end: enough for conditions, no parser."""

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n+|[.!?…]+[”\"’»]")
SUBJECT = (
    r"(?:the|an?|his|her|their|its|our|my|your|this|that|these|those|any|anyone|anybody|all|both|"
    r"each|every|no|nobody|he|she|it|they|we|I|you|there|one|two|somebody|someone|[A-Z]\w+)"
)
FRONTED = re.compile(r"(?i)(?:^|\t|[“\"‘'(\[,;:—–-]|\b(?:that|and|but|or|then|so|because|yet)) ?$")
VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|does|do|did|will|would|can|could|may|might|shall|should|must|goes|comes?|came|went|"
    r"get|gets|got|gives?|gave|keeps?|kept|takes?|took|make|makes|"
    r"made|sold|won|lost|wins?|loses?|fell|falls?|lasts?|stands?|stood|put|puts|let|lets|shows?|pays?|paid|says?|needs?|wants?|likes?|"
    r"lies|dies|agrees?|signs?|stays?|rose|grew|found|held|knew|began|broke|"
    r"ran|saw|left|met|sat|spoke|told|wrote|withdrew|gave|brought|bought|built|sent|drew|rang|shut|cut|set|hit|quit|spread|read|led|fed|"
    r"fled|bit|dug|hung|flew|threw|came|works?|rains?|leaves?|runs?|"
    r"[a-z]{2,}(?:ed|es|ies)|[a-z]{3,}(?<!s)s)\b|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b"
)
FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|shall|should|must|goes|comes|came|went|gets?|got|"
    r"gives?|gave|keeps?|kept|takes?|took|makes?|made|won|lost|wins?|"
    r"loses?|fell|falls?|lasts?|lasted|stands?|stood|pays?|paid|needs?|wants?|lies|agrees?|signs?|stays?|rose|grew|found|held|knew|"
    r"began|broke|ran|saw|left|sat|spoke|works?|carry|carries|remains?|"
    r"[a-z]{2,}ed|[a-z]{3,}(?<!s)s)\b|['’](?:s|re|ve|ll|d|m)\b|n['’]t\b"
)
_MAIN = re.compile(
    r"(?i),? (?=(?:he|she|it|they|we|I|you|there|nobody|no one|nothing|everyone|(?:the|a|an|his|her|their|its|our|my|this|that) \w+(?: "
    r"\w+)?)"
    r"(?:['’](?:ll|d)| (?:will|would|shall|should|could|can|cannot|may|might|must)(?:n['’]t)?)\b)"
)
_STOP = re.compile(
    r"(?i)[,;:](?= |[”\"’]|$)|\t|[.!?…](?=[\s”\"’»)]|$)|[”\"»]|[’](?=\s|$)| [—–-] |[—–]"
    r"| (?=and that |but |and (?:he|she|it|they|we|I)(?:['’](?:ll|d)| (?:will|would|can|could|shall))\b|or (?:he|she|it|they|we|I) "
    r"(?:will|would)\b|(?:and|or) (?:if|unless|provided|providing|on condition|in return|in exchange|only if)\b)"
)


def clause_end(joined: str, at: int, high: int, fronted: bool, verbless: bool = False) -> int:
    """Where the clause that goes on at `at` ends: at the first stop behind a verb; a fronted one before the main clause at the latest."""
    end = high
    for stop in _STOP.finditer(joined, at, high):
        if (
            stop[0][0] == ","
            and not VERB.search(joined, at, stop.start())
            and joined[at : stop.start()].count(" ") < 6
            and VERB.search(joined, stop.end(), high)
        ):
            later = joined[stop.end() : high]
            if re.match(r" (?:\w+,? ){1,6}and ", later):
                continue
        if stop[0] in '’”"»' and joined[at : stop.start()].count("‘") + joined[at : stop.start()].count("“") > 0:
            continue
        end = stop.start()
        break
    if fronted:
        for main in _MAIN.finditer(joined, at, end):
            if (verbless or VERB.search(joined, at, main.start())) and joined[at : main.start()].count(" ") >= 2:
                return main.start()
    return end


def trimmed(joined: str, a: int, b: int) -> int:
    while b > a and joined[b - 1] in ' \t\n,;:.!?…”“"»«—–-':
        b -= 1
    if b > a and joined[b - 1] in "’'" and "‘" not in joined[a:b] and joined[b - 2 : b - 1] != "s":
        b -= 1
    return b


def coordinated(joined: str, at: int) -> bool:
    return re.search(r"(?i)\b(?:and|or|but),? $", joined[max(at - 6, 0) : at]) is not None


def before_and(joined: str, at: int) -> int:
    cut = re.search(r"(?i),? (?:and|or|but),? $", joined[:at])
    return cut.start() if cut else at


def sentences(joined: str) -> Iterator[tuple[int, int]]:
    low = 0
    for stop in SENTENCE.finditer(joined):
        yield low, stop.end()
        low = stop.end()
    if low < len(joined):
        yield low, len(joined)
