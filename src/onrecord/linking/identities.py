"""Whether speakers of different pages are one: by names first, then by roles, places and the company they are named in.

Two names can be one person's (*Ada Lund*, *A. Lund*, *Lund*) without being it: a surname alone, a letter that differs, initials of a body
need a page that tells the same story, one that names the same others. Different given names are different people. A body whose name
many bear (*the ministry of defence*, *police*) is one with another of that name only in one place, or in one story. Unnamed people are
never joined to anybody.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.linking import places
from onrecord.linking.names import folded

Key = TypeVar("Key", bound=Hashable)
Verdict = Literal["same", "different", "unsure"]

_TITLES = frozenset(
    "mr mrs ms miss dr doctor prof professor sir dame lord lady rev reverend president vice senator sen rep representative governor gov "
    "minister chancellor king queen prince princess general gen colonel col captain capt lieutenant lt sergeant sgt judge justice mayor "
    "chief prime secretary ambassador attorney officer detective sheriff coach chairman chairwoman former then ex acting the a an".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_FORMS = frozenset("inc incorporated corp corporation co company ltd limited llc plc ag gmbh sa group holdings com org net the and".split())
_KINDS = frozenset(
    "magazine newspaper agency news network television tv radio party club team league university college school church hospital bank "
    "union federation association committee council commission foundation institute office department ministry police court board "
    "administration government army force forces service services authority bureau center centre fund society museum city town county "
    "state national federal royal public central supreme high district regional international american united local municipal of for "
    "and in on at the foreign defence defense interior justice finance health education transport transportation environment energy "
    "labor labour trade agriculture culture interior security affairs external home housing parliament senate congress house assembly "
    "cabinet navy airforce air coast guard fire brigade prosecutor prosecutors prosecution opposition coalition command staff border "
    "customs treasury post port harbour harbor railway railways airport water electricity power workers teachers miners nurses".split()
)
"""Words of bodies' names that many share: a name of such words alone tells no body without its place."""
_SMALL = frozenset("of for and in on at the".split())
_VAGUE = frozenset(
    "people person man men woman women officials official sources source analysts experts critics others observers witnesses supporters "
    "opponents aides lawmakers public everyone everybody nobody somebody someone anyone one ones they he she we you i it them us who some "
    "many most few several both all none no and other of the a an those these his her their its any advocates researchers scientists "
    "authorities reporters journalists media leaders members insiders".split()
)
"""Words that name nobody: with such words alone, two pages need not mean the same."""
_COUNTING = frozenset("some many most few several both none no two three four five six dozens hundreds thousands others you i we".split())
_ADDED = frozenset("magazine newspaper news network television tv radio group team club league".split())
"""Words that say once more what a name names."""
_SHORT = {
    short: whole
    for whole, *shorts in map(
        str.split,
        "william bill billy will; robert bob bobby rob; richard dick rick; james jim jimmy; john jack johnny jon; edward ted ed ned; "
        "anthony tony; margaret peggy maggie meg; elizabeth liz beth betty bettie; katherine catherine kathryn kate kathy katie; "
        "henry harry hank; charles charlie chuck; michael mike mick; lawrence larry; theodore ted; maurice mo; ann anne anna; "
        "alexander alexandros alexis alexei aleksandr sasha alex; joseph joe; stephen steven steve; sara sarah; "
        "jeffrey geoffrey jeff geoff; philip phillip phil; mohammed muhammad mohamed; thomas tom tommy; andrew andy drew; susan sue; "
        "deborah debbie deb; rebecca becky; jennifer jenny; patricia patty; victoria vicky; albert bert; raymond ray; russell russ; "
        "jacob jake; nathaniel nate; eugene gene; gerald gerry jerry; frederick freddie; walter wally; virginia ginny; bernard bernie; "
        "cynthia cindy; dorothy dot dottie; leonard lenny; abigail abby; david dave; nicholas nick nicky".split(";"),
    )
    for short in shorts
}


class Appearance(NamedTuple):
    """A speaker as one page has them. `type` and `roles` as of a Speaker; `company`: who else the page names (`company_of`)."""

    page: Hashable
    name: str
    type: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """What is proposed of two appearances: `score` is from 0 to 1, the higher the likelier the same."""

    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Placement(Generic[Key]):
    """The identities that an appearance belongs to: none, if it is a new one; several, if it shows them to be one."""

    identities: tuple[Key, ...]
    score: float
    reason: str


def company_of(names: Iterable[str], own: Iterable[str] = ()) -> frozenset[str]:
    """The telling words of the names on a page, without those of one's `own`."""
    return without(frozenset(word for name in names if name[:1].isupper() for word in _parts(name) if _tells(word)), own)


def without(company: frozenset[str], own: Iterable[str]) -> frozenset[str]:
    """The company of a page without the words of one's own names."""
    return company.difference(word for name in own for word in _parts(name))


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in _KINDS


def keys(it: Appearance) -> frozenset[str]:
    """The blocks under which an appearance is kept: whoever can be the same is found there by `sought`."""
    return frozenset() if _is_vague(it) else frozenset(key for name in (it.name, *it.aliases) for key in _keys(it, name, kept=True))


def sought(it: Appearance) -> frozenset[str]:
    """The blocks in which those are kept who can be the same."""
    return frozenset() if _is_vague(it) else frozenset(key for name in (it.name, *it.aliases) for key in _keys(it, name, kept=False))


def _keys(it: Appearance, name: str, *, kept: bool) -> Iterator[str]:
    parts = _parts(name)
    if not parts:
        return
    given = _SHORT.get(parts[0], parts[0])
    if len(parts) == 1:
        yield from {parts[0], given, *places.countries((name,))}
        if not kept:
            yield f"{given} …"
        return
    # Full names are many: only who has nothing but a given name looks among them.
    yield from {f"{parts[0]} {parts[-1][:3]}", " ".join(parts[:2]), *((f"{given} …",) if kept else (parts[0], given))}
    if not _is_body(it) or parts[-1] not in _KINDS or set(parts) <= _KINDS:
        yield parts[-1]
    if _is_body(it):
        yield from {parts[0], _initials(name), " ".join(parts[-2:]), " ".join(sorted(_in_any_order(parts)))} - {""}


def compare(one: Appearance, other: Appearance) -> Comparison:
    """Whether two speakers are one, with a reason in a few words. It is the same in either order."""
    if one.page == other.page:
        return Comparison("different", 0.0, "the page tells them apart")
    if _is_vague(one) or _is_vague(other):
        return Comparison("unsure", 0.1, "nobody names them")
    relation = _relation(one, other)
    if relation == "apart":
        return Comparison("different", 0.0, "other names")
    if relation == "none":
        return Comparison("unsure", 0.05, "other names")
    bodies = _is_body(one) and _is_body(other)
    if bodies and places.apart(_said_of(one), _said_of(other)):
        return Comparison("different", 0.0, "of other places")
    score, story = _STRENGTH[relation], told_together(one, other)
    if relation == "equal" and _parts(one.name) != _parts(other.name):
        score -= _BY_ALIAS
    if relation in ("equal", "full"):
        return Comparison("same", min(1.0, score + _TOLD * story), _REASONS[relation])
    if bodies and relation == "common" and places.shared(_said_of(one), _said_of(other)):
        return Comparison("same", 0.9, "the same name, in the same place")
    if story or (relation == "surname" and _same_role(one, other)):
        return Comparison("same", score + _TOLD * story, f"{_REASONS[relation]}, in one {'story' if story else 'role'}")
    return Comparison("unsure", score / 2, f"{_REASONS[relation]}, but not in one story")


_STRENGTH = {
    "equal": 0.93, "full": 0.9, "short": 0.8, "initials": 0.75, "surname": 0.75, "near": 0.7, "part": 0.7, "common": 0.6, "given": 0.6,
    "none": 0.0, "apart": 0.0,
}  # fmt: skip
"""How much a relation of names says by itself; `_TOLD` is what a wholly shared company adds."""
_TOLD, _BY_ALIAS = 0.07, 0.02
"""`_BY_ALIAS`: how much less it says that one is called elsewhere what the other's name is."""
_REASONS = {
    "equal": "the same name",
    "full": "names that one can have",
    "short": "a short form of the name",
    "common": "a name that many bear",
    "surname": "the same surname",
    "near": "names with a letter or a short form between them",
    "given": "the same given name",
    "initials": "initials and name",
    "part": "a name and a part of it",
}


def told_together(one: Appearance, other: Appearance) -> float:
    """How much the pages of two appearances tell one story; see `one_story`."""
    return one_story(one.company, other.company)


def one_story(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two pages are about the same people, by the words of `company_of` (cosine, from 0 to 1); 0 for less than two telling
    words in common, or half of the fewer."""
    common, fewer = len(one & other), min(len(one), len(other))
    if common < 2 and 2 * common < max(fewer, 1):
        return 0.0
    cosine = common / (len(one) * len(other)) ** 0.5
    return cosine if cosine >= _ONE_STORY else 0.0


_ONE_STORY = 0.12


def place(one: Appearance, known: Iterable[tuple[Key, Appearance]], apart: frozenset[Key] = frozenset()) -> Placement[Key]:
    """The identities of `known` (each with appearances of it, in any number) that `one` belongs to; never to those in `apart`.

    An identity that has an appearance of somebody else is out. Of several that fit, the best, with those that `one` shows to be the
    same: by its full name, or because they have nothing but a surname; none, if one that is as good is somebody else.
    """
    seen: dict[Key, list[Appearance]] = {}
    for key, appearance in known:
        if key not in apart:
            seen.setdefault(key, []).append(appearance)
    fitting = sorted((fit for key, appearances in seen.items() if (fit := _fit(one, key, appearances))), key=lambda it: -it.score)
    if not fitting:
        return _only_one(one, seen)
    best = fitting[0]
    joined, others = [best.key], []
    for fit in fitting[1:]:
        bridged = fit.score >= _BRIDGES or _is_short(seen[fit.key]) or all(_is_short(seen[key]) for key in joined)
        if any(_clash(seen[fit.key], seen[key]) for key in joined):
            others.append(fit)
        elif bridged:
            joined.append(fit.key)
    margin = _MARGIN if best.score < _STRENGTH["equal"] else 0.0
    if any(best.score - fit.score <= margin for fit in others):
        return Placement((), 0.5, "several whom it can be")
    return Placement(tuple(joined), best.score, best.reason)


_BRIDGES = 0.9
"""Score at which an appearance shows that two identities are one."""
_MARGIN = 0.02


class _Fit(NamedTuple):
    key: Any
    score: float
    reason: str


def _fit(one: Appearance, key: Hashable, appearances: Sequence[Appearance]) -> _Fit | None:
    compared = [compare(one, it) for it in appearances]
    best = max(compared, key=lambda it: it.score)
    if best.verdict != "same" or any(it.page == one.page for it in appearances):
        return None
    if best.score < _STRENGTH["equal"] and any(it.verdict == "different" for it in compared):
        return None  # but for the very same name: somebody can have several that nothing but a person's word joins
    return _Fit(key, best.score, best.reason)


def _only_one(one: Appearance, seen: Mapping[Key, Sequence[Appearance]]) -> Placement[Key]:
    """A short name goes to the only one on record whom it can be, if their pages name anybody in common."""
    able: list[tuple[Key, float, bool]] = []
    for key, appearances in seen.items():
        compared = [(compare(one, it), it) for it in appearances]
        if any(it.verdict == "different" for it, _ in compared):
            continue
        near = [(it, other) for it, other in compared if it.score >= _CAN_BE]
        if near and one.type in ("person", "organization"):
            able.append((key, near[0][0].score, any(one.company & other.company for _, other in near)))
    if len(able) == 1 and able[0][2]:
        return Placement((able[0][0],), able[0][1], "the only one on record whom it can be")
    return Placement((), 1.0 - 0.5 * bool(able), "several whom it can be" if able else "a new name")


_CAN_BE = 0.35


def _is_short(appearances: Iterable[Appearance]) -> bool:
    """Whether somebody is known by a surname alone."""
    return all(it.type == "person" and len(_parts(name)) == 1 for it in appearances for name in (it.name, *it.aliases))


def _clash(ours: Sequence[Appearance], theirs: Sequence[Appearance]) -> bool:
    return any(compare(a, b).verdict == "different" for a in ours for b in theirs)


def _is_vague(it: Appearance) -> bool:
    """Whether nobody can be told by this name: unnamed people, texts, *some*, *officials*."""
    return it.type == "unnamed" or _names_nobody(it.name, it.type)


@lru_cache(50_000)
def _names_nobody(name: str, kind: str | None) -> bool:
    words = set(_words(name))
    if not words or (kind == "document" and _is_described(name)):
        return True
    several = kind == "group" and re.search(r"\band (?:the )?[A-Z]", name) is not None  # *Ada Lund and Edda Velle*
    return several or (kind in ("group", None) and (words <= _VAGUE or bool(words & _COUNTING)))


def _is_body(it: Appearance) -> bool:
    return it.type not in ("person", None)


def _said_of(it: Appearance) -> tuple[str, ...]:
    return (it.name, *it.aliases, *it.roles)


def _relation(one: Appearance, other: Appearance) -> str:
    """How the names are related, the nearest of all their forms; full names decide where both have one."""
    if _is_body(one) != _is_body(other):  # the reader took it for something else on one of the pages
        person, body = (other, one) if _is_body(one) else (one, other)
        found = _nearest(_bodies(person.name, name) for name in _forms(body))
        if len(_parts(person.name)) > 1:
            return "equal" if found == "equal" else "none"
        return "common" if found in ("equal", "common", "part") else "none"
    if _is_body(one):
        return _nearest(_bodies(a, b) for a in _forms(one) for b in _forms(other))
    pairs = [(_parts(a), _parts(b)) for a in (one.name, *one.aliases) for b in (other.name, *other.aliases)]
    full = [(a, b) for a, b in pairs if len(a) > 1 and len(b) > 1]
    return _nearest(_people(a, b) for a, b in full or pairs)


def _nearest(relations: Iterable[str]) -> str:
    found = set(relations)
    return max(found - {"apart"}, key=lambda it: _STRENGTH[it], default="apart") if found != {"none", "apart"} else "apart"


def _forms(body: Appearance) -> tuple[str, ...]:
    """The names of a body, without an alias that is a country's: *China* is no name of *East China Airlines*."""
    if body.type == "group":
        return (body.name,)
    return (body.name, *(name for name in body.aliases if not (len(name.split()) == 1 and places.countries((name,)))))


def _people(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    if not a or not b:
        return "none"
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        if a[0] == b[-1]:
            return "surname"
        return "given" if _SHORT.get(a[0], a[0]) == _SHORT.get(b[0], b[0]) else "near" if _like(a[0], b[-1]) else "none"
    if a == b:
        return "equal"
    if a[-1] == b[-1]:
        return _given(a[:-1], b[:-1])
    if a[0] == b[0] and _like(a[-1], b[-1]):
        return "near"
    if a == b[: len(a)] or (_like(a[0], b[0]) and _like(a[-1], b[-1])):
        return "near"
    return "apart"


def _given(a: Sequence[str], b: Sequence[str]) -> str:
    """How given names go together, behind which stands the same surname: the same, initials, short forms, middle names left out."""
    x, y = a[0], b[0]
    if x == y:
        middle = [m for m in a[1:] if not any(m[0] == n[0] for n in b[1:])]
        return "apart" if middle and len(b) > 1 else "full"
    if x in b or y in a:
        return "short"
    if min(len(x), len(y)) == 1:
        return "short" if x[0] == y[0] else "apart"
    if (
        _SHORT.get(x, x) == _SHORT.get(y, y)
        or _sounded(x) == _sounded(y)
        or (min(len(x), len(y)) >= 3 and (x.startswith(y) or y.startswith(x)))
    ):
        return "short"
    return "near" if _like(x, y) else "apart"


def _sounded(word: str) -> str:
    """A name as transliterations agree on it: *Heydar* and *Heidar*, *Yusuf* and *Youssef*; what ends it tells *Maria* from *Mario*."""
    if len(word) < 5:
        return word
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouy]+", "a", word[:-1].replace("kh", "h").replace("q", "k"))) + word[-1]


def _like(a: str, b: str) -> bool:
    """Whether two words can be one, written in two ways: a letter, or two behind the same beginning."""
    least = min(len(a), len(b))
    most = 2 if least >= 8 or (least >= 5 and a[:3] == b[:3]) else 1
    return least >= 4 and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=most) <= most


def _bodies(one: str, other: str) -> str:
    a, b = _parts(one), _parts(other)
    if not a or not b:
        return "none"
    if a == b:
        return "common" if set(a) <= _KINDS or _is_described(one) else "equal"
    if len(a) == len(b) == 1 and places.shared((one,), (other,)):
        return "equal"
    if _is_described(one) or _is_described(other):
        return "none"
    if _is_short_for(one, other) or _is_short_for(other, one):
        return "initials"
    if len(a) > len(b):
        a, b = b, a
    if set(a) <= _KINDS:
        return "none"
    if a == b[: len(a)] and set(b[len(a) :]) <= _KINDS:
        return "full" if set(b[len(a) :]) <= _ADDED else "none"  # *People magazine*, but *Harbour Town police*
    if a in (b[: len(a)], b[-len(a) :]):
        return "part"
    odd = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) == len(b) and len(odd) == 1 and _like(*odd[0]):
        return "near"
    ours, theirs = _in_any_order(a), _in_any_order(b)
    return "near" if ours == theirs or (min(len(ours), len(theirs)) > 2 and (ours < theirs or theirs < ours)) else "none"


def _is_short_for(short: str, name: str) -> bool:
    return short.replace(".", "").isupper() and folded(short).replace(".", "") == _initials(name)


def _in_any_order(parts: Iterable[str]) -> frozenset[str]:
    """*Central Commission for Elections* and *Central Election Commission* have the same words."""
    return frozenset(part.removesuffix("s") for part in parts if part not in _SMALL)


def _is_described(name: str) -> bool:
    """*striking miners*: a description, no name."""
    return not any(word[:1].isupper() or word[:1].isdigit() for word in name.split() if word.lower() not in _TITLES)


def _same_role(one: Appearance, other: Appearance) -> bool:
    """Whether two bear an office that is more than a word: *mayor of Harbour Town*."""
    ours, theirs = ({tuple(_words(role)) for role in it.roles if len(role.split()) > 1} for it in (one, other))
    return bool(ours & theirs)


@lru_cache(50_000)
def _words(name: str) -> tuple[str, ...]:
    spelt = re.sub(r"(?<=\w\w)[.](?=\w\w)", " ", re.sub(r"['’]s?(?!\w)", "", folded(name))).replace(".", "")
    return tuple(w.strip("'’-&") for w in re.findall(r"[\w&][\w’'&-]*", spelt))


@lru_cache(50_000)
def _parts(name: str) -> tuple[str, ...]:
    """The words by which a name is compared, without titles, forms of companies and suffixes; never nothing, if it has any word."""
    behind = re.sub(r"^(?:[a-z][\w’'-]* )+(?=[A-Z])", "", name)  # *defensive tackle Ada Lund*
    found = tuple(w for w in _words(behind) if w)
    kept = list(found)
    while len(kept) > 1 and kept[0] in _TITLES:
        kept.pop(0)
    left = tuple(w for w in kept if w not in _SUFFIXES and w not in _FORMS)
    return left or tuple(kept)


def _initials(name: str) -> str:
    """*Harbour Workers' Union* → *hwu*; nothing for one word."""
    large = [w for w in re.findall(r"[^\W_][\w’'-]*", name) if w[0].isupper() and w.lower() != "the"]
    return "".join(w[0] for w in large).lower() if len(large) > 1 else ""
