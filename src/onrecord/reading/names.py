"""The grammar of names: where one begins behind titles, which names can be one person's, how a name is written without its office."""

import re
import unicodedata
from functools import lru_cache

from onrecord import places, shortforms

HONORIFICS = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady baron baroness count countess rev reverend fr father sister "
    "brother st sen senator senators rep representative reps gov governor gen general lt lieutenant col colonel maj major capt "
    "captain sgt sergeant cpl corporal adm admiral cmdr commander judge justice president vice premier prime chancellor king queen "
    "prince princess emperor pope archbishop bishop cardinal imam rabbi ayatollah sheikh sheik mullah minister ministers secretary "
    "undersecretary ambassador attorney speaker mayor councillor councilman councilwoman alderman congressman congresswoman chairman "
    "chairwoman chair chief director deputy officer detective inspector superintendent sheriff marshal commissioner comptroller "
    "treasurer coach correspondent anchor host editor reporter columnist candidate nominee spokesman spokeswoman spokesperson leader "
    "head adviser advisor counsel counselor manager strategist director-general rector dean provost principal ceo cfo founder co- "
    "owner former ex then-president then acting interim outgoing incoming foreign defence defense finance interior home health "
    "education labour labor trade energy environment press state house senate majority minority whip journalist philosopher economist "
    "historian pollster activist businessman businesswoman lawyer writer novelist film filmmaker producer presenter broadcaster "
    "blogger analyst scientist researcher surgeon nurse teacher farmer fisherman pilot frontrunner lawmaker politician diplomat envoy "
    "negotiator mediator rebel warlord soldier veteran survivor witness defendant suspect plaintiff prosecutor investigator co-chair "
    "co-host vice-president vice-chair oscar-winner billionaire mogul magnate tycoon heir first consul viceroy abbot abbess canon "
    "pm mp mps mep msp executive skipper harbourmaster postmaster magistrate bailiff uncle aunt widow actor actress singer author "
    "comedian".split()
)
"""Words, in capitals too, that stand before a name and are no part of it."""
TOPICS = frozenset("foreign defence defense finance interior home health education labour labor trade energy environment state".split())
"""Words of offices that bodies' names have too: *Ministry of Foreign Affairs and Trade*."""
_IN_OFFICES = HONORIFICS | {"elect", "designate", "in"}
SHORT_OFFICES = frozenset("gov sen rep del gen lt col maj capt sgt cpl adm cmdr atty supt".split())
"""Offices cut short, with a stop: no name ends with one."""
PARTIES = frozenset(
    "republican republicans democrat democrats democratic gop labour tory tories conservative liberal libertarian green socialist "
    "communist".split()
)
PARTICLES = frozenset("de da di do dos del della der den des du van von bin ibn al el la le ten ter zu af y e".split())
SUFFIXES = frozenset("jr sr ii iii iv".split())
NO_NAMES = frozenset(
    "i me my we us our he him his she her they them their it its you your who whom whose which what that this these those there here "
    "the a an and or but nor so yet if when while after before since until as at by for from in of on to with without even though "
    "although because however meanwhile also then now still yes no not never one two three asked said says another "
    "others several someone somebody anyone anybody everyone everybody "
    "am pm gmt utc bst cet cest ist et est edt ct cst cdt mst mdt pt pst pdt aest".split()
)
"""Words that are no name, capital or not, zones of time among them."""
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december".split()
)
"""Days and months; *May* is a surname too."""
FEMININE = frozenset("mrs ms miss dame lady baroness countess queen princess sister congresswoman councilwoman chairwoman".split())
MASCULINE = frozenset("mr sir lord baron king prince father brother pope congressman councilman chairman".split())

_HER_KIN = re.compile(r"(?i)\b(?:sister|wife|mother|daughter|aunt|niece|widow|grandmother|granddaughter|stepmother|girlfriend),?\s+$")
_HIS_KIN = re.compile(r"(?i)\b(?:brother|husband|father|son|uncle|nephew|widower|grandfather|grandson|stepfather|boyfriend),?\s+$")
_WORD = re.compile(r"[^\W\d_][\w’'.&-]*|[\w&][\w’'.&-]*")


@lru_cache(20_000)
def folded(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(20_000)
def bare(word: str) -> str:
    """A word as it is compared: folded, without a possessive's s and stops."""
    return re.sub(r"[’']s?$", "", folded(word)).replace(".", "").strip("’'-&")


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of text[start:end] as offsets."""
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def core(text: str, start: int, end: int, of_person: bool = True) -> tuple[int, int]:
    """Where the name in text[start:end] stands without leading article, honorifics, offices, nation and a possessive's s: *Vice President
    Ada Lund’s*, *Norwegian Ada Lund* → *Ada Lund*. A name that is nothing but such words stays as it is, less the article; so does, with
    `of_person` false, a body's (*the State Department*, *General Harbours*)."""
    found = words(text, start, end)
    while len(found) > 1 and text[slice(*found[0])].lower() in ("the", "a", "an"):
        found.pop(0)
    if not found:
        return start, end
    kept = found
    for i in range(len(found) - 1 if of_person else 0, 0, -1):
        word = bare(text[slice(*found[i - 1])])
        if word in HONORIFICS or ("-" in word and _IN_OFFICES.issuperset(word.split("-"))) or (word in PARTIES and i == 1):
            kept = found[i:]
            break
    while of_person and len(kept) > 2 and places.is_national(bare(text[slice(*kept[0])])):
        kept = kept[1:]
    if all(bare(text[slice(*w)]) in SUFFIXES for w in kept):
        kept = found
    start, end = kept[0][0], kept[-1][1]
    if tail := re.search(r"[’']s$|(?<=s)[’']$", text[start:end]):
        end = start + tail.start()
    if text[end - 1] == "." and bare(text[slice(*kept[-1])]) not in SUFFIXES and end - start > 3:
        end -= 1
    return start, end


def parts(name: str) -> list[str]:
    """The words by which a name is compared, surname last: without suffixes and stops."""
    made = [bare(name[a:b]) for a, b in words(name)]
    return [p for p in made if p and p not in SUFFIXES] or made


def is_common(name: str) -> bool:
    """Whether capitalised words name nobody: members of parties (*Catholic Republicans*), an office alone (*Vice President*), pronouns."""
    written = [bare(w) for w in name.split()]
    return not written or written[-1] in PARTIES or all(w in HONORIFICS or w in NO_NAMES or w in DAYS for w in written)


def gender(title: str) -> str | None:
    """What the words before a name say of gender: "f", "m" or None."""
    said = {bare(w) for w in title.split()}
    return "f" if said & FEMININE else "m" if said & MASCULINE else None


def gender_as_kin(text: str, start: int) -> str | None:
    """What a word of kinship right before the name at `start` says of gender: *her brother, Ole Lund* → "m"."""
    before = text[max(0, start - 24) : start]
    return "f" if _HER_KIN.search(before) else "m" if _HIS_KIN.search(before) else None


def is_part_of(short: list[str], full: list[str]) -> bool:
    """Whether a person known as `full` can be written `short`: the surname, the first name, initials for first names, middle names left
    out."""
    if not short or not full:
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or (len(full) > 2 and full[-2] in PARTICLES and short[0] == full[-1])
    if len(full) == 1:
        return full[0] == short[-1]
    if short[-1] != full[-1]:
        return False
    ours, theirs = [p for p in short[:-1] if p not in PARTICLES], [p for p in full[:-1] if p not in PARTICLES]
    if not ours or not theirs:
        return True
    a, b = ours[0], theirs[0]
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) or a in theirs or b in ours or shortforms.alike(a, b)


def initials(name: str) -> set[str]:
    """The short forms of an organisation's name in capitals: with and without its small words."""
    given = [name[a:b] for a, b in words(name)]
    large = [w for w in given if w[0].isupper()]
    return {"".join(w[0] for w in large).upper(), "".join(w[0] for w in given).upper()} if len(large) > 1 else set()
