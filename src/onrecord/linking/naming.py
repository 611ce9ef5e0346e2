"""How two names are related: people's by given names, initials, surnames and spellings; bodies' by their words in any order, by
initials, by the country that one of them leaves out.

What a relation is worth across pages, and when it takes one story to believe it, is said in `identities`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein, Prefix

from onrecord import callings, places, shortforms
from onrecord.linking import kinds, teams
from onrecord.linking.names import folded

Relation = Literal["equal", "full", "short", "initials", "surname", "near", "part", "common", "given", "none", "apart"]

TITLES = frozenset(
    "mr mrs ms miss dr doctor ag prof professor sir dame lord lady baroness countess duchess rev reverend pope archbishop bishop imam "
    "sheikh ayatollah rabbi president vice senator sen rep representative congressman congresswoman councillor cllr alderman deputy "
    "governor gov minister chancellor king queen prince princess general gen admiral adm brigadier colonel col major maj commander "
    "captain capt lieutenant lt lance corporal cpl pte sergeant sgt constable inspector superintendent judge justice mayor chief "
    "prime secretary ambassador envoy attorney officer detective sheriff coach chairman amb atty brig cdr cmdr dci det insp msgr pfc "
    "pres pvt sec spc supt chairwoman fr mp former then ex acting elect designate surgeon rt hon the a an".split()
)
_CALLINGS = (
    callings.PEOPLE
    | frozenset(
        "blogger candidate ceo cfo climber defendant defender englishman host midfielder nominee pitcher qb quarterback rapper "
        "scientist star suspect trooper".split()
    )
) - frozenset("baker baron cooper dean hunter marshal mason miner parson porter potter ranger sailor son tanner".split())  # names, too
_BEFORE_TITLES = frozenset("crown eu first head homeland petty squadron staff uk un us warrant wing".split())
_BEFORE_BODIES = frozenset("the a an former then ex mr mrs ms dr".split())
_SUFFIXES = frozenset("jr sr ii iii iv mp msp qc kc phd md esq".split())
_PARTICLES = frozenset("al el bin ibn bint ben van der den de da do dos das di du del della la le von zu zum ter ten y e af av".split())
_GIVEN_TOO = frozenset("al el ben van della".split())
"""Particles that can be given names, if written large."""
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"})
_JOINED = re.compile(r"\b(?:De|Di|Du|La|Le|Van|Von|Del|Della)(?=[A-Z][a-z]+$)")
"""A particle in one with the surname behind it: *DeVarn*."""
_WORD = re.compile(r"[\w&][\w’'&-]*")
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?: [A-Z]?[a-z]+)*")
"""What most names are: nothing of them has to be taken off."""
_POSSESSIVE, _FULL_STOP = re.compile(r"['’]s?(?!\w)|(?<=\b[A-Z]{2})s\b"), re.compile(r"(?<=\w\w)[.](?=\w\w)")
_GLOSS = re.compile(r"(?<=\w) *\([^()]*\)$")
_DESCRIBED = re.compile(r"^(?:[a-z][\w’'-]* )+(?=[A-Z])")


def unglossed(name: str) -> str:
    """A name without what is said of it in brackets: *Turkmen Mejlis (Parliament)*."""
    return _GLOSS.sub("", name) if name.endswith(")") else name


@lru_cache(50_000)
def _written(name: str) -> tuple[str, ...]:
    """All words of a name as they are written, without stops and a possessive's *s*."""
    if _PLAIN.fullmatch(name):
        return tuple(name.split(" "))
    bare = _POSSESSIVE.sub("", unglossed(name))
    if "." in bare:
        bare = _FULL_STOP.sub(" ", bare).replace(".", "")
    return tuple(w for it in _WORD.findall(bare) if (w := it.strip("'’-&")))


@lru_cache(50_000)
def words(name: str) -> tuple[str, ...]:
    """All words of a name, folded, without stops, apostrophes and a possessive's *s*."""
    if _PLAIN.fullmatch(name):
        return tuple(name.lower().split(" "))
    return tuple(folded(w).translate(_LETTERS).replace("'", "").replace("’", "") for w in _written(name))


@lru_cache(50_000)
def person(name: str) -> tuple[str, ...]:
    """The words by which a person's name is compared, surname last: without titles, particles and suffixes, initials apart; never
    nothing, if it has any word."""
    behind = _DESCRIBED.sub("", name)  # *defensive tackle Ada Lund*
    found = list(zip(words(behind), _written(behind), strict=True))
    called = max((n for n, (word, written) in enumerate(found[:-1]) if word == written and word in _CALLINGS), default=-1)
    if kinds.SMALL.isdisjoint(word for word, _ in found[:called]):
        found = found[called + 1 :]  # *Harbour striker Ole Lund*
    found = found[_titles(tuple(word for word, _ in found)) :]
    while len(found) > 1 and found[-1][0] in _SUFFIXES | kinds.FORMS:
        found.pop()
    if len(found) > 2 and found[0][0] in _PARTICLES and found[1][0] in _PARTICLES:
        found.pop(0)  # *Van der Lund*
    kept = [part for n, (word, written) in enumerate(found) for part in _parts(word, written, first=n == 0, last=n == len(found) - 1)]
    return tuple(kept) or tuple(word for word, _ in found)


def _titles(found: Sequence[str]) -> int:
    """How many words before a person's name are titles: *Foreign Minister*, *French President*. The last word is never one."""
    count = 0
    for n, word in enumerate(found[:-1]):
        if TITLES.issuperset(word.split("-")) or word in _CALLINGS:
            count = n + 1
        elif word not in _BEFORE_TITLES and not places.is_adjective(word) and not kinds.are_kinds((kinds.BRITISH.get(word, word),)):
            break
    return count


def _parts(word: str, written: str, *, first: bool, last: bool) -> Iterable[str]:
    """What of a word counts: nothing of a particle, the parts of a double name, the letters of initials (*JK Lund*)."""
    if "-" in word:
        before, *after = (it for it in word.split("-") if it)
        return after if after and before in _PARTICLES else (before, *after)
    if (
        word in _PARTICLES
        and (len(word) > 1 or written.islower())
        and not (first and (last or (word in _GIVEN_TOO and written[0].isupper())))
    ):
        return ()
    return tuple(word) if first and not last and 2 <= len(word) <= 3 and written.isupper() else (word,)


@lru_cache(50_000)
def body(name: str) -> tuple[str, ...]:
    """The words by which a body's name is compared: without article, form of company, and what is added to a corps."""
    found = [w for it in words(name) if (w := it.replace("-", ""))]
    while len(found) > 1 and found[0] in _BEFORE_BODIES:
        found.pop(0)
    called = " ".join(found).replace("united states", "us")
    found = kinds.ALSO_CALLED.get(called, called).split()
    whole = [kinds.SPELLINGS.get(w, w) for w in found] if len(found) > 1 else [kinds.BRITISH.get(found[0], found[0])] if found else []
    left = [w for w in whole if w not in kinds.FORMS] or whole
    return tuple(w for n, w in enumerate(left) if not (n and w in kinds.OF_CORPS and left[n - 1] in kinds.CORPS)) or tuple(left)


@lru_cache(50_000)
def is_described(name: str) -> bool:
    """*striking miners*: a description, no name; *SEC* is a name, though *Sec.* is a title."""
    parts = [word for word in name.split() if word.lower() not in TITLES] or [name] * (name.isupper() and name.isalpha() and name != "THE")
    return not any(any(c.isupper() for c in word) or word[:1].isdigit() for word in parts)


# Keys: who can be the same shares one.


def person_keys(name: str, *, kept: bool) -> Iterator[str]:
    """The blocks under which a person's name is kept, or sought."""
    parts = person(name)
    if not parts:
        return
    if apart := _JOINED.search(name):
        yield sound(folded(name[apart.end() :]))
    if len(parts) == 1:
        yield from {*map(sound, shortforms.whole(parts[0])), *places.countries((name,))}
        if not kept:
            yield from (f"{given} …" for given in shortforms.whole(parts[0]))
        return
    yield from {f"{_latin(parts[0])} {parts[-1][:3]}", " ".join(parts[:2]), *map(sound, parts[1:])}
    if len(parts) > 2:
        yield "".join(word[0] for word in parts)
    if len(parts[0]) == 1:
        yield "".join(parts[:-1])
    # Full names are many: only who has nothing but a given name looks among them, under all of its forms.
    yield f"{parts[0]} …" if kept else sound(parts[0])


def body_keys(name: str, *, kept: bool) -> Iterator[str]:
    """The blocks under which a body's name is kept, or sought: the same."""
    parts = body(name)
    if not parts:
        return
    rest, short = _rest(name), initials(name)
    for home in teams.homes(parts):
        yield from body_keys(home, kept=kept)
    if not rest:
        yield from places.countries((name,))
        rest = parts
    made = {teams.key(parts), *short, *(it[:-1] for it in short if len(it) > 3), sound("".join(parts[:2])), sound(kinds.singular(parts[0]))}
    if len(parts) > 1:
        made |= {" ".join(parts[-2:]), " ".join(sorted(in_any_order(rest))), *(f"{it[0][:3]} {it[-1][:3]}" for it in (parts, rest))}
        first = next((p for p in rest if not kinds.are_kinds((p,))), rest[0])
        made |= {sound(p) for p in (parts[0], parts[-1], rest[0], first) if not kinds.are_kinds((p,)) or kinds.are_kinds(rest)}
    else:
        made |= {sound(parts[0]), parts[0].replace("&", "")} | (set() if kept else {f"{parts[0]} …"})
        made |= {parts[0][2:]} if len(parts[0]) > 3 and parts[0][:2] in kinds.OF_COUNTRY else set()
    made |= {sound(part) for word in words(name) if "-" in word for part in word.split("-") if len(part) > 3}
    if "of" in parts[2:]:
        made.add(sound(parts[parts.index("of", 2) - 1]))  # *Angels* of the *Los Angeles Angels of Anaheim*
    if _is_team(parts[-1]):
        made.add(f"…{parts[-1][-5:]}")
    if len(parts[-1]) > 3 and parts[-1].endswith("s"):
        made.add(f"{parts[-1][:3]}…s")
    yield from made - {""}


@lru_cache(50_000)
def sound(word: str) -> str:
    """What spellings of a word have in common: its first letter and its consonants; a short word as it is."""
    bare = word = _spelt(word)
    for one, other in (("ph", "f"), ("ck", "k"), ("kh", "h"), ("dh", "d"), ("gh", "g"), ("ks", "x")):
        bare = bare.replace(one, other)
    bare = bare.translate(_ALIKE)
    made = re.sub(
        r"(.)\1+", r"\1", ("a" if bare[:1] in "aeiou" else "j" if bare[:1] in "jy" else bare[:1]) + re.sub(r"[aeiouy]", "", bare[1:])
    )
    return made if len(made) > 2 else word


_ALIKE = str.maketrans({"q": "k", "v": "f", "w": "f"})


# How names are related.


@lru_cache(50_000)
def people(one: str, other: str) -> Relation:
    """How the names of two people are related."""
    a, b = person(one), person(other)
    if not a or not b:
        return "none"
    if len({_generation(one), _generation(other)} - {None}) > 1:
        return "apart"
    if len(a) > len(b):
        a, b, one, other = b, a, other, one
    short, whole = sorted((words(one), words(other)), key=len)
    if len(a) == 1:
        in_one = a[0] == "".join(words(other)[-2:]) or (len(b) == 1 and b[0] == "".join(words(one)[-2:]))
        if _spelt(a[0]) == _spelt(b[-1]) or in_one:
            return "surname"
        if len(a[0]) > 1 and (b[0] in shortforms.whole(a[0]) or a[0] in b or a[0] == "".join(b[:-1])):
            return "given"
        if 1 < len(a[0]) < 4 and a[0] == "".join(word[0] for word in b) and a[0].upper() in (one, other):
            return "initials"
        return "near" if _like_alone(a[0], b[-1]) else "none"
    if "".join(map(_spelt, a)) == "".join(map(_spelt, b)) or "".join(words(one)) == "".join(words(other)):
        return "equal"
    if short[0] in _PARTICLES and len(short) > 1 and short == whole[-len(short) :]:
        return "surname"  # *Van Lund*
    if _spelt(a[-1]) == _spelt(b[-1]):
        return _given(a[:-1], b[:-1])
    if len(a) == len(b) and all(map(_one_in_latin, a, b)) and not _of_two_sexes(a[0], b[0]):
        return "full"
    if a[0] == b[0] and (like(a[-1], b[-1]) or (len(a) < len(b) > 3 and a[-1] == b[-2])):
        return "near"  # *Juan Varn*, *Juan Carlos Varn Gil*
    if a == b[: len(a)] or (_alike_given(a[0], b[0]) and like(a[-1], b[-1])):
        return "near"
    return "apart"


def _generation(name: str) -> str | None:
    """*Jr* of *Karl Lund Jr.*"""
    return next((word for word in words(name)[1:] if word in ("jr", "sr", "ii", "iii", "iv")), None)


def _given(a: Sequence[str], b: Sequence[str]) -> Relation:
    """How given names go together, behind which stands the same surname: the same, initials, short forms, middle names left out."""
    x, y = a[0], b[0]
    if x == y or (_one_in_latin(x, y) and not _of_two_sexes(x, y)):
        return "apart" if len(a) > 1 and len(b) > 1 and a[1][0] != b[1][0] else "full"
    if x in b or y in a:
        return "short"
    if min(len(x), len(y)) == 1:
        return "short" if x[0] == y[0] and not (len(a) > 1 and len(b) > 1 and a[1][0] != b[1][0]) else "apart"
    if "".join(a) == "".join(b) or shortforms.alike(x, y):
        return "short"
    if _of_two_sexes(x, y):
        return "apart"
    if (
        _sounded(x) == _sounded(y)
        or (len(sound(x)) > 4 and sound(x) == sound(y))
        or (min(len(x), len(y)) >= 3 and (x.startswith(y) or y.startswith(x)))
    ):
        return "short"
    return "near" if like(x, y) else "apart"


def _alike_given(x: str, y: str) -> bool:
    return (like(x, y) or _sounded(x) == _sounded(y)) and not _of_two_sexes(x, y)


def _of_two_sexes(x: str, y: str) -> bool:
    """*Mario* and *Maria*, *Toni* and *Tony*, *Daniel* and *Daniela*: one name, two people."""
    x, y = sorted((x, y), key=len)
    ends = {x[-1], y[-1]}
    alike = len(x) == len(y) and x[:-1] == y[:-1]
    by_end = ends == {"a", "o"} or (ends == {"i", "y"} and x[-2:-1] not in "aeiou" and x[:-1] not in _MEN)
    return (alike and by_end) or (len(x) > 3 and y in (f"{x}a", f"{x}e"))


_MEN = frozenset("anatol arkad dmitr evgen gennad georg grigor jur valer vasil vital yevgen yur".split())
"""Names of men, less the *i* or *y* in which they end."""


@lru_cache(50_000)
def _spelt(word: str) -> str:
    """A word as it is written with and without dots and strokes: *Müller* and *Mueller*, *Aagaard* and *Ågård*."""
    return re.sub(r"([aou])e|(a)a", r"\1\2", word) if len(word) > 4 else word


def _sounded(word: str) -> str:
    """A name as transliterations agree on it: *Heydar* and *Heidar*, *Yusuf* and *Youssef*; what ends it tells *Maria* from *Mario*."""
    if len(word) < 5:
        return word
    first = "j" if word[0] in "jy" and word[1] in "aeiou" else word[0]
    return first + re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouyw]+", "a", word[1:-1].replace("kh", "h").replace("q", "k"))) + word[-1]


def _one_in_latin(x: str, y: str) -> bool:
    """Whether two names differ only in how their letters are put into Latin ones: *Sergei* and *Sergey*, *Yelena* and *Elena*."""
    return x == y or (min(len(x), len(y)) > 3 and _latin(x) == _latin(y))


@lru_cache(50_000)
def _latin(word: str) -> str:
    for one, other in (("ph", "f"), ("kh", "h"), ("ck", "k"), ("q", "k"), ("ks", "x"), ("w", "v"), ("ou", "u"), ("y", "i"), ("j", "i")):
        word = word.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"c(?![ehi])", "k", word.removeprefix("i") if word.startswith("ie") else word))


def like(a: str, b: str) -> bool:
    """Whether two words can be one, written in two ways: a letter, or two behind the same beginning."""
    least = min(len(a), len(b))
    most = 2 if least >= 8 or (least >= 5 and a[:3] == b[:3]) else 1
    return least >= 4 and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=most) <= most


def _is_cut(short: str, word: str) -> bool:
    cut = kinds.singular(short)
    return 2 < len(cut) < len(word) - 2 and word.startswith(cut)


def _is_team(word: str) -> bool:
    return len(word) > 5 and word.endswith("s") and not word.endswith("ss")


def _is_end(short: str, word: str) -> bool:
    """*Blazers* and *Trailblazers*, *Cavs* and *Cavaliers*, *Yanks* and *Yankees*."""
    is_tail = len(word) > len(short) + 2 and _is_team(short) and word.endswith(short)
    is_cut = len(word) > len(short) + 1 and 3 < len(short) < 6 and short[-1] == "s" and _is_cut(short, word)
    return _is_team(word) and (is_tail or is_cut)


def _is_kin(a: str, b: str) -> bool:
    """*meteorology* and *meteorological*."""
    return Prefix.similarity(a, b) >= max(6, min(len(a), len(b)) - 2)


def _like_alone(a: str, b: str) -> bool:
    """`like`, where nothing else of the names is there to compare."""
    alone = min(len(a), len(b)) > 4 and kinds.singular(a) != kinds.singular(b)
    return alone and like(a, b) and ((len(sound(a)) > 3 and sound(a) == sound(b)) or DamerauLevenshtein.distance(a, b) == 1)


@lru_cache(50_000)
def bodies(one: str, other: str) -> Relation:
    """How the names of two bodies are related."""
    a, b = body(one), body(other)
    if not a or not b:
        return "none"
    described = is_described(one) or is_described(other)
    a, b = _joined(a, b), _joined(b, a)
    if a == b or "".join(a) == "".join(b) or "".join(words(one)) == "".join(words(other)) or _is_less_a_sign(one, other):
        return "common" if kinds.are_kinds(a) or described else "equal"
    if teams.are_others(a, b):
        return "apart"
    if teams.are_one(a, b) or teams.is_of(a, b) or teams.is_of(b, a):
        return "part"
    x, y, one_place = _rest(one), _rest(other), places.countries((one,)) == places.countries((other,))
    if not x and not y and one_place:
        return "equal"
    if described or (bool(x) != bool(y) and max(len(a), len(b)) > 1):
        return "none"  # *Vesland's parliament* is not the country
    if x and y:
        if is_short_for(one, other) or is_short_for(other, one):
            return "initials"
        if in_any_order(x) == in_any_order(y) and (min(len(x), len(y)) > 1 or x == y):
            return "common" if kinds.are_kinds(in_any_order(x)) else "near" if one_place else "part"
        if (len(x) == len(y) == 1 or len(x) != len(y)) and _like_alone("".join(x), "".join(y)):
            return "near"
        if _is_said_short(x, y) or _is_said_short(y, x):
            return "common" if kinds.are_kinds((*x, *y)) else "full"
        if _is_part_of_double(one, other) or _is_part_of_double(other, one):
            return "part"
        if _is_of_more(one, other) or _is_of_more(other, one):
            return "common"
    return _by_words(a, b)


def _is_less_a_sign(one: str, other: str) -> bool:
    """*Harle's*, *Harles*."""
    return len({it.lower().replace("'", "").replace("’", "") for it in (one, other)}) == 1


def _is_of_more(short: str, name: str) -> bool:
    """*the Trade Ministry*, the *Ministry of Trade and Industry*; the *Meteorological Agency*, the *Meteorology and Geophysics Agency*."""
    ours, theirs = (frozenset(word[:8] for word in in_any_order(_rest(it))) for it in (short, name))
    return " and " in name and ours < theirs and len(ours) > 1 and not ours.isdisjoint(kinds.OFFICES)


def _is_part_of_double(short: str, name: str) -> bool:
    """*Harle*, *Harle-Pallard*."""
    return len(words(short)) == 1 and len(short) > 3 and any("-" in word and words(short)[0] in word.split("-") for word in words(name))


def _is_said_short(short: Sequence[str], name: Sequence[str]) -> bool:
    """*Lund High*, *Lund High School*."""
    return list(name) == [*short, *kinds.UNSAID.get(short[-1], "?").split()]


def _are_one_kind(a: str, b: str) -> bool:
    """*Lund Clinic* and *Lund Center*, *Lund Airways* and *Lund Airlines*."""
    return any(a in group and b in group for group in kinds.ALIKE)


def _joined(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """`a` with its first two words in one, where `b` begins so: *Wal-Mart*, *J.P. Morgan*."""
    return ("".join(a[:2]), *a[2:]) if "".join(a[:2]) == b[0] else a


def _by_words(a: tuple[str, ...], b: tuple[str, ...]) -> Relation:
    """How two names of bodies are related by their words in order, countries among them."""
    if (len(a), not kinds.are_kinds(a)) > (len(b), not kinds.are_kinds(b)):
        a, b = b, a
    if a == b[: len(a)] and set(b[len(a) :]) <= kinds.ADDED:
        return "common" if kinds.are_kinds(a) else "full"  # *People magazine*
    if len(a) < len(b) and "".join(word[0] for word in b[: len(b) - len(a) + 1]) == a[0] and a[1:] == b[len(b) - len(a) + 1 :] != ():
        return "initials"  # *L.A. police*
    if b == (*a, "international"):
        return "near"
    if b[-1] == "party" and [*map(kinds.singular, a)] == [*map(kinds.singular, b[:-1])]:
        return "full"
    of_kind = b[next((n for n, w in enumerate(b) if kinds.are_kinds((w,))), 0) :]
    if (
        kinds.are_kinds(a)
        and len(a) < len(b)
        and (len(a) > 1 or a[0] in kinds.CORPS)
        and (a == b[-len(a) :] or in_any_order(a) == in_any_order(of_kind))
    ):
        return "common" if len(of_kind) < len(b) else "none"  # *the Fire Brigade*: the *Harbour Town Fire Brigade*, in one story
    if kinds.are_kinds(a) or (a == b[: len(a)] and kinds.are_kinds(b[len(a) :])):
        return "none"  # *Harbour Town police* is not the town
    if any(b[n : n + len(a)] == a for n in range(len(b) - len(a) + 1)) or (len(a) == 1 and (_is_end(a[0], b[-1]) or _is_end(b[-1], a[0]))):
        return "part"
    left_away = kinds.LEFT_AWAY.get(a[-1], ())
    if len(a) > 1 and a == tuple(w for w in b if w not in left_away) and not places.countries((" ".join(a),)):
        return "near"
    if len(a) == len(b) > 1 and all(p == q or _is_cut(p, q) or _is_cut(q, p) or _is_kin(p, q) for p, q in zip(a, b, strict=True)):
        return "near"  # *Lib Dems*, *Meteorology Agency*
    odd = [(p, q) for p, q in zip(a, b, strict=False) if p != q]
    if len(a) == len(b) and len(odd) == 1 and ((like if len(a) > 1 else _like_alone)(*odd[0]) or (len(a) > 1 and _are_one_kind(*odd[0]))):
        return "near"
    ours, theirs = in_any_order(a), in_any_order(b)
    apart = (ours ^ theirs) & kinds.TELLING_APART
    return "near" if not apart and min(len(ours), len(theirs)) > 2 and (ours < theirs or theirs < ours) else "none"


@lru_cache(50_000)
def _rest(name: str) -> tuple[str, ...]:
    """The words of a body's name without those of a country; none, if it is the country's alone."""
    return body(rest) if (rest := places.without(name)) else ()


def is_short_for(short: str, name: str) -> bool:
    """Whether the one is made of the other's initials: *DoJ*, *H.W.U.*"""
    written = re.sub(r"[.&-]", "", short).removeprefix("The ").removeprefix("the ")
    if not re.fullmatch(r"[A-Z][a-z]?[A-Z][A-Za-z]*|[A-Z][a-z]{3,}", written):
        return False
    made, asked = initials(name), folded(written)
    of_country = len(asked) > 3 and asked[:2] in kinds.OF_COUNTRY and asked[2:] in made  # *USGS*, the *Geological Survey*
    return asked in made or of_country or (len(asked) > 2 and written[1:] != asked[1:] and any(it[:-1] == asked for it in made))


@lru_cache(50_000)
def initials(name: str) -> frozenset[str]:
    """What a body's name can be shortened to, in lower case: *Harbour Workers' Union* → hwu. Nothing for one word."""
    found = re.findall(r"[^\W_][\w’']*", unglossed(name).replace("U.S.", "US").replace("U.K.", "UK"))
    found = found[1:] if found and found[0].lower() == "the" else found
    spelt = [w.lower() if w.isupper() and len(w) == 2 else w[0].lower() for w in found]
    large = [n for n, w in enumerate(found) if w[0].isupper()]
    short = {"".join(spelt[n] for n in large), "".join(spelt[n] for n in large if found[n].lower() not in kinds.FORMS)}
    longer = {
        "".join(spelt) if all(w[0].isupper() or w in kinds.SMALL for w in found) else "",
        "".join((*(spelt[n] for n in large if found[n] != "Police"), "pd")) if found and found[-1].lower() == "police" else "",
    }
    if found and found[-1] in kinds.IN_CHARGE:
        what, whose = found[-1][0].lower(), "".join(spelt[n] for n in large[:-1])
        longer |= {what + whose, f"{what}o{whose}"}
    if "City" in found[1:]:
        longer |= initials(name.replace(" City", ""))
    if (rest := places.without(name)) not in ("", name.strip()):
        longer |= initials(rest)
    return frozenset(it for it in short if len(it) > 1) | frozenset(it for it in longer if len(it) > 2)


def in_any_order(parts: Iterable[str]) -> frozenset[str]:
    """*Central Commission for Elections* and *Central Election Commission* have the same words."""
    return frozenset(kinds.singular(part) for part in parts if part not in kinds.LEFT_OUT)
