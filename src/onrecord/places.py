"""The countries that names and roles speak of: *the British ministry*, *Ministry of Health of Ghana*."""

import re
from collections.abc import Iterable
from functools import lru_cache

_COUNTRIES = """
afghanistan afghan; albania albanian; algeria algerian; argentina argentine argentinian; armenia armenian; australia australian; austria
austrian; azerbaijan azerbaijani; bahrain bahraini; bangladesh bangladeshi; belarus belarusian; belgium belgian; bolivia bolivian; bosnia
bosnian; brazil brazilian; britain british uk; bulgaria bulgarian; burma burmese myanmar; cambodia cambodian; cameroon cameroonian; canada
canadian; chad chadian; chile chilean; china chinese; colombia colombian; congo congolese; croatia croatian; cuba cuban; cyprus cypriot;
czechia czech; denmark danish; ecuador ecuadorian; egypt egyptian; eritrea eritrean; estonia estonian; ethiopia ethiopian; finland finnish;
france french; georgia georgian; germany german; ghana ghanaian; greece greek; guatemala guatemalan; guinea guinean; haiti haitian;
honduras honduran; hungary hungarian; iceland icelandic; india indian; indonesia indonesian; iran iranian; iraq iraqi; ireland irish;
israel israeli; italy italian; jamaica jamaican; japan japanese; jordan jordanian; kazakhstan kazakh; kenya kenyan; kosovo kosovan; kuwait
kuwaiti; kyrgyzstan kyrgyz; laos laotian; latvia latvian; lebanon lebanese; liberia liberian; libya libyan; lithuania lithuanian;
malawi malawian; malaysia malaysian; mali malian; malta maltese; mauritania mauritanian; mexico mexican; moldova moldovan; mongolia
mongolian; montenegro montenegrin; morocco moroccan; mozambique mozambican; namibia namibian; nepal nepalese nepali; netherlands dutch;
nicaragua nicaraguan; nigeria nigerian; norway norwegian; oman omani; pakistan pakistani; palestine palestinian; panama panamanian;
paraguay paraguayan; peru peruvian; philippines philippine filipino; poland polish; portugal portuguese; qatar qatari; romania romanian;
russia russian; rwanda rwandan; saudi; senegal senegalese; serbia serbian; singapore singaporean; slovakia slovak; slovenia slovenian;
somalia somali; spain spanish; sudan sudanese; sweden swedish; switzerland swiss; syria syrian; taiwan taiwanese; tajikistan tajik;
tanzania tanzanian; thailand thai; tunisia tunisian; turkey turkish; turkmenistan turkmen; uganda ugandan; ukraine ukrainian; uruguay
uruguayan; us usa american; uzbekistan uzbek; venezuela venezuelan; vietnam vietnamese; yemen yemeni; zambia zambian; zimbabwe zimbabwean;
scotland scottish; wales welsh; catalonia catalan; chechnya chechen
"""
_TWO = {
    "united states": "us",
    "united kingdom": "britain",
    "great britain": "britain",
    "north korea": "north korea",
    "north korean": "north korea",
    "south korea": "south korea",
    "south korean": "south korea",
    "south africa": "south africa",
    "south african": "south africa",
    "sri lanka": "sri lanka",
    "sri lankan": "sri lanka",
    "new zealand": "new zealand",
    "costa rica": "costa rica",
    "el salvador": "el salvador",
    "sierra leone": "sierra leone",
    "ivory coast": "ivory coast",
    "south sudan": "south sudan",
}
_OF = _TWO | {word: group.split()[0] for group in _COUNTRIES.split(";") for word in group.split()}
_COUNTRY = re.compile(rf"(?<![\w-])(?=[A-Z])(?i:u\.s\.(?:a\.)?|u\.k\.|{'|'.join(sorted(_OF, key=len, reverse=True))})(?![\w-])")
_IN_COUNTRY = re.compile(rf"(?:\b(?:of|in|for) (?:the )?)?{_COUNTRY.pattern}(?:['’]s?\b)?")


def shared(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lots of words speak of the same country."""
    return bool(countries(one) & countries(other))


def apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether each speaks of countries, and none of the same."""
    ours, theirs = countries(one), countries(other)
    return bool(ours and theirs and not ours & theirs)


def countries(phrases: Iterable[str]) -> frozenset[str]:
    """The countries that phrases name, or call by their adjectives; only words with a capital count."""
    return frozenset(name for phrase in phrases for name in _countries(phrase))


def is_adjective(word: str) -> bool:
    """Whether a word, in lower case, is what is said of a country's things: *french*."""
    return _OF.get(word, word) != word


def is_national(word: str) -> bool:
    """Whether a word, in lower case, says of which country somebody is: *french*, *frenchwoman*."""
    return is_adjective(word) or _NATIONAL.fullmatch(word) is not None


_NATIONAL = re.compile(r"(?:english|french|irish|dutch|welsh|scots)(?:wo)?man|english")


@lru_cache(50_000)
def _countries(phrase: str) -> frozenset[str]:
    if _FIRST.isdisjoint(word.rstrip(".").lower() for word in _CAPITAL.findall(phrase)):
        return frozenset()
    return frozenset(_OF[found.replace(".", "").lower()] for found in _COUNTRY.findall(phrase))


_FIRST = frozenset(name.split()[0] for name in _OF) | {"u.s", "u.k", "u.s.a"}
"""The first words of countries' names: most phrases have none, which is soon seen."""
_CAPITAL = re.compile(r"[A-Z][\w.]*")


@lru_cache(50_000)
def without(name: str) -> str:
    """A name without its countries: *Swedish Ministry of Trade* and *Ministry of Trade of Sweden* → *Ministry of Trade*."""
    if not _countries(name):
        return name.strip()
    return _IN_COUNTRY.sub(" ", name).strip()
