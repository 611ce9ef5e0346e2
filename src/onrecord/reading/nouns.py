"""Heads of noun phrases: the word that says what a phrase is about, found by where its further definitions begin."""

import re
from collections.abc import Iterable

from onrecord import callings

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
BODIES = frozenset(
    "academy administration admiralty agency airline airport alliance army assembly association authority bank bar board brewery "
    "brigade broadcaster bureau business cabinet campaign carrier cathedral center centre chain chamber charity church clinic club "
    "coalition college commission committee company confederation congress consortium cooperative corporation council country court "
    "delegation department developer diocese directorate district embassy employer exchange executive factory federation firm "
    "foundation fund garage government group guild hospital hotel house institute institution insurer judiciary junta laboratory league "
    "legion library lobby maker manufacturer ministry mission monarchy monastery movement museum navy network newspaper ngo nonprofit "
    "office ombudsman opera operator orchestra order organisation organization parish parliament partnership party police prefecture "
    "presidency prosecution publisher railway refinery regime regulator retailer school secretariat senate service shipyard society "
    "station store studio subsidiary supermarket supplier syndicate synod tabloid team theater theatre think-tank town treasury "
    "tribunal trust union university utility watchdog waterworks wing workshop zoo".split()
)
"""Nouns for organisations."""
FIRMS = frozenset(
    "airlines airways athletic breweries chemicals electronics energy foods group holdings industries insurance lines logistics mining "
    "motors petroleum pharma pharmaceuticals pictures railways robotics rovers shipping software solutions studios systems technologies "
    "telecom united wanderers".split()
)
"""Last words of the names of companies and clubs."""
LEGAL_FORMS = frozenset("ltd inc plc llp llc corp co gmbh".split())
FEMALE = frozenset(
    "actress aunt baroness businesswoman chairwoman congresswoman councilwoman countess daughter duchess governess grandmother "
    "headmistress heiress landlady midwife mistress mother niece nun policewoman princess queen saleswoman sister spokeswoman "
    "stewardess waitress widow wife".split()
)
MALE = frozenset(
    "assemblyman baron brother businessman chairman congressman councilman duke father fireman fisherman friar grandfather headmaster "
    "husband king landlord monk nephew policeman postman prince salesman son spokesman uncle waiter widower".split()
)
_COUNTED = re.compile(r"(?i)(?:at least |about |some )?(?:one|two|three|four|five|six|a couple|a handful|a pair)\b")
ANYONE = frozenset(
    "man woman boy girl teenager teen suspect mum mom dad cop pupil star tsar chief chair rebel pope hero spy mp pm veteran".split()
)
"""Further nouns for people, which say too little of a type to lean on: other things are called so too."""
DOER = re.compile(r"(?:[^aeiou]er|[^aeiou]or|ist|ant|man|woman|ian)$")
"""How nouns for people by what they do end."""


def leaning(text: str, start: int, end: int, word: str) -> dict[str, float]:
    """What the words of a description make likelier of its type, in natural logarithms: texts by their noun; counted people are
    unnamed ones, not a group, as counted bodies are."""
    made = {}
    if word in DOCUMENTS:
        made["document"] = 6.0
    elif _COUNTED.match(text, start, end) and (word.endswith("s") or word in ("men", "women", "people", "handful", "couple", "pair")):
        made["group" if {word[:-1], word[:-3] + "y"} & BODIES else "unnamed"] = 6.0
    elif word in BODIES:
        made["organization"] = 4.0
    elif word in callings.PEOPLE:
        made["unnamed"] = 3.0
    elif DOER.search(word):
        made["unnamed"] = 1.5
    return made


def gender(roles: Iterable[str]) -> str | None:
    """What descriptions of somebody say of gender (*the consul's sister*): "f", "m", or None where their heads tell none or both."""
    told = {text[slice(*place)].lower() for text in roles if (place := head(text, 0, len(text)))}
    female, male = bool(told & FEMALE), bool(told & MALE)
    return "f" if female and not male else "m" if male and not female else None
