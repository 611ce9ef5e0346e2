"""Bylines and datelines: which persons a page names as its authors, and which news agencies it credits."""

import re
from collections.abc import Iterable

_OTHER_NAMES = {
    "Reuters": "Thomson Reuters",
    "AP": "The Associated Press|Associated Press",
    "AFP": "Agence France-Presse|Agence France Presse",
    "dpa": "Deutsche Presse-Agentur|DPA",
    "PA Media": "Press Association|PA News Agency",
    "UPI": "United Press International",
    "Xinhua": "Xinhua News Agency",
    "TASS": "TASS",
    "RIA Novosti": "RIA",
    "Interfax": "Interfax",
    "ANSA": "ANSA",
    "EFE": "Agencia EFE",
    "Kyodo": "Kyodo News",
    "Yonhap": "Yonhap News Agency",
    "PTI": "Press Trust of India",
    "ANI": "Asian News International",
    "IANS": "Indo-Asian News Service",
    "AAP": "Australian Associated Press",
    "Canadian Press": "The Canadian Press",
    "Anadolu": "Anadolu Agency|Anadolu Ajansı",
    "Bernama": "Bernama",
    "Bloomberg": "Bloomberg News",
}
_AGENCIES = {spelling: name for name, others in _OTHER_NAMES.items() for spelling in (name, *others.split("|"))}
_FOLDED = {spelling.lower(): name for spelling, name in _AGENCIES.items()}
_AGENCY = rf"\b(?:{'|'.join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))})\b"
_DATELINE = re.compile(
    rf"^[^.!?“”\"()]{{0,80}}(?:\.[^.!?“”\"()]{{0,40}})?\(({_AGENCY}(?:\s*[/,]\s*{_AGENCY})?)\)\s*(?:[-–—:]|$)"  # HAVEN, Ore. (AP) —
    rf"|^[A-Z][A-Z .'’-]{{2,40}}(?:,[^.!?“”\"]{{0,30}})?,\s*({_AGENCY})\s*[-–—]\s"  # PORT VELL, May 3, Reuters –
)
_CREDITED = re.compile(
    rf"(?i:\b(?:with|via)\s+(?:(?:inputs?|files?|reporting|contributions?|material|agency)\s+)?(?:(?:from|by|of)\s+)?)({_AGENCY}(?:(?:\s*[,/]\s*|\s+and\s+){_AGENCY})*)"
    rf"|(?:^|[(/–—-]\s?)({_AGENCY})\W*$"
)
_CLOSING = re.compile(rf"(?i)^\W*(?:with\s+(?:inputs?|files|reporting|agency|{_AGENCY})|[–—-]+\s*{_AGENCY}\W*$)")
_CLOSING_LENGTH = 160
_DAY = r"(?:(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})"
_PLACE = re.compile(
    rf"^(?P<place>[A-Z][\w.’'-]*(?:[ /][\w.’'-]+){{0,4}}(?:,\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){{0,2}}(?!\w))??)"
    rf"(?:,?\s+{_DAY}(?:,?\s+\d{{4}})?)?"
    rf",?\s*(?P<agency>\((?:{_AGENCY})(?:\s*[/,]\s*{_AGENCY})*\)|(?:{_AGENCY}))?\s*(?P<dash>[–—]|\s[-:](?=\s)|-{{2,3}}|(?<=\))[-:])\s*(?=[“”\"‘’'A-Z\d])"
)
_NO_PLACE = re.compile(
    r"(?i)^(?:breaking|exclusive|watch|live|update\w*|opinion|analysis|comment|editorial|editor.*|note|correction|video|photos?|listen|read|more|"
    r"explained|explainer|factbox|timeline|review|interview|q|a|q\s*&\s*a|by|the\b.*|[a-z])(?:\s*\d*)$"
)

_BY = re.compile(r"(?i)^\W*(?:(?:written|reported|words|text|story|analysis|opinion)\s+)?by:?\s+")
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\n|•|\band\b|&)\s*|,\s+(?=\w+(?:[\s.’'-]+\w+)+)", re.IGNORECASE)
_AFTER_NAMES = re.compile(r"(?i)\bwith\s+(?:files|inputs?|reporting|agenc)|\s(?:for|in|at)\s+(?=(?-i:[A-Z]))")
_AFTER_NAME = re.compile(rf"\s*[(/].*$|,.*$|\s+with\s+{_AGENCY}$|\s[-–—|]\s.*$")
_NO_NAME = re.compile(r"[@\d:]|https?|\.\w{2,3}$")
_STAFF = re.compile(
    r"(?i)\b(?:staff|newsroom|editors?|editorial|admin|administrator|desk|team|reporters?|correspondents?|writers?|agenc(?:y|ies)|contributors?|webmaster|newspaper|"
    r"press\ release|anonymous|author|unknown|news(?:\ service)?|wire\ (?:services?|reports?)|columnist|producer)\b"
)
_LONGEST_NAME = 60


def people(bylines: Iterable[str]) -> tuple[str, ...]:
    """The persons that byline texts name: *By Ana Petrel and Jon Dray, Staff Writers* gives the two names."""
    found = []
    for entry in (part for byline in bylines for n, part in enumerate(byline.split("|")) if n == 0 or _BY.match(part)):  # *A | City*
        for part in _BETWEEN_NAMES.split(_AFTER_NAMES.split(_BY.sub("", entry))[0]):
            name = _AFTER_NAME.sub("", _BY.sub("", part or "")).strip(" \t.-–—|·")
            is_name = 1 < len(name) <= _LONGEST_NAME and len(name.split()) <= 6 and not _NO_NAME.search(name)
            if is_name and not _STAFF.search(name) and name.lower() not in _FOLDED:
                found.append(name)
    return tuple(dict.fromkeys(found))


def agencies(credit: str) -> tuple[str, ...]:
    """The news agencies that a byline names: all of it (*AFP and AP*), after *with* (*Ana Petrel, with AFP*) or at its end."""
    whole = (_FOLDED.get(part.strip(" ()–—-.").lower()) for part in _BETWEEN_NAMES.split(_BY.sub("", credit)) if part)
    return tuple(dict.fromkeys([*(a for hit in _CREDITED.finditer(credit) for a in _named(hit[1] or hit[2])), *filter(None, whole)]))


def wire_credit(credited: Iterable[str], paragraphs: list[str], publisher: str | None = None) -> tuple[str, ...]:
    """The agencies a text is credited to: `credited` in its byline, in a dateline (*(Reuters) –*) or a closing *With AFP*.

    An agency gets no credit on its own pages.
    """
    found = list(credited)
    for words in paragraphs[:4]:
        if hit := _DATELINE.match(words[:200]):
            found += _named(hit[1] or hit[2])
    for words in paragraphs[-3:]:
        if len(words) <= _CLOSING_LENGTH and _CLOSING.match(words):
            found += agencies(words)
    own = {_AGENCIES[name] for name in re.findall(_AGENCY, publisher or "")}
    return tuple(name for name in dict.fromkeys(found) if name not in own)


def dateline(paragraphs: list[str]) -> str | None:
    """The place that opens a report, as it is written: *PORT VELL, Ore.* of *PORT VELL, Ore., May 3 (AP) — Crews voted*."""
    for words in paragraphs[:3]:
        hit = _PLACE.match(words[:200])
        if hit is None or _NO_PLACE.match(hit["place"]):
            continue
        if hit["agency"] or (hit["place"].split(",")[0].isupper() and ":" not in hit["dash"]):
            return str(hit["place"])
    return None


def _named(words: str) -> list[str]:
    return [_FOLDED[name.lower()] for name in re.findall(f"(?i){_AGENCY}", words)]
