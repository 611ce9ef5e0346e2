"""The words that bodies' names are made of: what many share, what may be left out, how else they are written, and what else bodies are
called."""

from collections.abc import Iterable

FORMS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc plc ag gmbh sa spa nv bv ab oyj pty asa group holding com org net "
    "the and".split()
)
KINDS = frozenset(
    "magazine newspaper agency news network television tv radio party club team league university college school church hospital bank "
    "union federation association committee council commission foundation institute office department ministry police court board "
    "administration government army force service authority bureau center centre fund society museum city town county "
    "state national federal royal public central supreme high district regional international american united local municipal of for "
    "and in on at the foreign defence interior justice finance health education transport transportation environment energy "
    "labour trade agriculture culture security affair external home housing parliament senate congress house assembly "
    "cabinet navy airforce air coast guard fire brigade prosecutor prosecution opposition coalition command staff border metropolitan "
    "custom treasury post port harbour railway airport water electricity power worker teacher miner nurse".split()
)
"""Words of bodies' names that many share, less a final *s*: a name of such words alone tells no body without its place."""
SMALL = frozenset("of for and in on at the de la le les des du der die das und et y e".split())
LEFT_OUT = SMALL | {"affair", "affairs"}
IN_CHARGE = frozenset(("Department", "Ministry", "Office", "Bureau", "University"))
"""What goes before in the initials, wherever it stands in the name: *Justice Department*, *DoJ*."""
ADDED = frozenset("magazine newspaper news agency network television tv radio group team club league party".split())
"""Words that say once more what a name names."""
OFFICES = frozenset(
    word[:8]
    for word in "administration agency authority board bureau centre commission committee council department ministry office".split()
)
UNSAID = {"state": "university", "high": "school", "memorial": "hospital", "treasury": "department", "circuit": "court of appeals"}
"""What is left out behind a word: *Harbour High*, *Harbour High School*."""
CORPS = frozenset("police sheriff fire guard ambulance rescue".split())
OF_CORPS = frozenset("department dept force service office authority brigade agency".split())
"""What is added to a corps without another body being meant: *Harbour police*, *Harbour Police Department*."""
OF_COUNTRY = ("us", "uk")
ALIKE = (
    frozenset("clinic centre hospital infirmary".split()),
    frozenset("air airline airlines airways".split()),
    frozenset("studio studios picture pictures film films productions".split()),
    frozenset("school academy".split()),
    frozenset("army military troops".split()),
    frozenset("paper newspaper daily".split()),
    frozenset("jail prison".split()),
)
"""Words for one kind of body: *Lund Clinic*, *Lund Center*."""
LEFT_AWAY = {
    "sheriff": ("county",), "office": ("county",), "council": ("city", "town"), "hospital": ("general", "community", "memorial"),
    "centre": ("medical",),
}  # fmt: skip
"""What may be left out in a name that ends so: *Lund General Hospital*, *Lund Hospital*."""
TELLING_APART = frozenset(
    "county state city district national federal regional north south east west upper lower new old first 2nd junior".split()
)
BRITISH = {
    "labor": "labour", "defense": "defence", "center": "centre", "centers": "centres", "harbor": "harbour", "organization": "organisation",
    "program": "programme", "color": "colour", "theater": "theatre", "alqaida": "alqaeda",
}  # fmt: skip
SPELLINGS = BRITISH | {
    "dept": "department", "univ": "university", "govt": "government", "assn": "association", "utd": "united", "natl": "national",
    "intl": "international", "st": "saint", "ft": "fort", "mt": "mount", "qaida": "qaeda", "pd": "police", "u": "university",
    "constabulary": "police", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th",
    "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th", "twentieth": "20th",
}  # fmt: skip
"""Short forms too, which stand for the word within a name only."""
ALSO_CALLED = {
    "fed": "federal reserve", "gop": "republican party", "democrats": "democratic party", "dems": "democratic party",
    "tories": "conservative party", "isis": "islamic state", "isil": "islamic state", "daesh": "islamic state",
    "wapo": "washington post", "beeb": "bbc", "scotland yard": "metropolitan police",
    "pentagon": "department of defense", "man u": "manchester united", "niners": "49ers", "sixers": "76ers",
    "barca": "barcelona", "coke": "cocacola", "pepsi": "pepsico", "federal reserve board": "federal reserve", "marines": "marine corps",
    "mounties": "royal canadian mounted police",
}  # fmt: skip
"""Bodies that pages call by what is no part of their name."""
_OTHER_PLURALS = {
    "referenda": "referendum", "memoranda": "memorandum", "women": "woman", "men": "man", "children": "child",
}  # fmt: skip


def singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 5 else word[:-1]
    return _OTHER_PLURALS.get(word, word)


def are_kinds(parts: Iterable[str]) -> bool:
    """Whether all words of a body's name are such as many share."""
    return all(part in KINDS or singular(part) in KINDS for part in parts)
