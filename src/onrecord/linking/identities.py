"""Whether speakers of different pages are one: by names first, then by roles, places and the company they are named in.

Two names can be one person's (*Ada Lund*, *A. Lund*, *Lund*) without being it: a surname alone, a letter that differs, initials of a body
need a page that tells the same story, one that names the same others. Different given names are different people. A body whose name
many bear (*the ministry of defence*, *police*) is one with another of that name only in one place, or in one story. Unnamed people are
never joined to anybody.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from onrecord import places
from onrecord.linking import kinds, naming
from onrecord.linking.naming import Relation
from onrecord.vocabulary import BlockKind, Document

Key = TypeVar("Key", bound=Hashable)
Verdict = Literal["same", "different", "unsure"]

_VAGUE = frozenset(
    "people person man men woman women officials official sources source analysts experts critics others observers witnesses supporters "
    "opponents aides lawmakers public everyone everybody nobody somebody someone anyone one ones they he she we you i it them us who some "
    "many most few several both all none no and other of the a an those these his her their its any advocates researchers scientists "
    "authorities reporters journalists media leaders members insiders".split()
)
"""Words that name nobody: with such words alone, two pages need not mean the same."""
_COUNTING = frozenset("some many most few several both none no two three four five six dozens hundreds thousands others you i we".split())


class Appearance(NamedTuple):
    """A speaker as one page has them. `type` and `roles` as of a Speaker; `company`: who else the page names (`company_on`)."""

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


def company_of(names: Iterable[str]) -> frozenset[str]:
    """The telling words of the names on a page."""
    return frozenset(word for name in names if name[:1].isupper() for word in _telling(name))


def company_on(document: Document, names: Iterable[str]) -> frozenset[str]:
    """The telling words of a page: of whom it names, and of the proper names inside its sentences, places among them."""
    body = "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind in _PROSE)
    inside = frozenset(word for found in frozenset(_PROPER.findall(body)) for word in naming.words(found))
    return company_of(names) | frozenset(word for word in inside - _NO_COMPANY if not kinds.are_kinds((word,)))


_PROSE = frozenset([BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST, BlockKind.ENTRY])
_PROPER = re.compile(r"[^\W\d_a-z](?<=[^\W\d_A-Z] .|[,;] .)[^\W\d_]{2,}")
"""A word with a capital behind a word that ends small, or a comma: none that only begins a sentence, and none of a line in capitals."""
_NO_COMPANY = naming.TITLES | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)


def without(company: frozenset[str], own: Iterable[str]) -> frozenset[str]:
    """The company of a page without the words of one's own names."""
    return company.difference(word for name in own for word in _telling(name))


@lru_cache(50_000)
def _telling(name: str) -> tuple[str, ...]:
    return tuple(word for word in naming.person(name) if len(word) > 2 and not kinds.are_kinds(naming.body(word)))


def keys(it: Appearance) -> frozenset[str]:
    """The blocks under which an appearance is kept: whoever can be the same is found there by `sought`."""
    return _keys(it, kept=True)


def sought(it: Appearance) -> frozenset[str]:
    """The blocks in which those are kept who can be the same."""
    return _keys(it, kept=False)


def _keys(it: Appearance, *, kept: bool) -> frozenset[str]:
    is_body = _is_body(it)
    return frozenset() if _is_vague(it) else frozenset(key for name in (it.name, *it.aliases) for key in _keys_of(name, is_body, kept))


@lru_cache(50_000)
def _keys_of(name: str, is_body: bool, kept: bool) -> tuple[str, ...]:
    return tuple((naming.body_keys if is_body else naming.person_keys)(name, kept=kept))


def compare(one: Appearance, other: Appearance) -> Comparison:
    """Whether two speakers are one, with a reason in a few words. It is the same in either order."""
    if one.page == other.page:
        return Comparison("different", 0.0, "the page tells them apart")
    relation = _related(one.name, one.type, one.aliases, other.name, other.type, other.aliases)
    if relation == "none":
        return _UNRELATED
    if _is_vague(one) or _is_vague(other):
        return Comparison("unsure", 0.1, "nobody names them")
    if relation == "apart":
        return _OTHERS
    bodies = _is_body(one) and _is_body(other)
    if bodies and places.apart(_said_of(one), _said_of(other)):
        return Comparison("different", 0.0, "of other places")
    score, story = _STRENGTH[relation], told_together(one, other)
    if relation == "equal" and _written(one) != _written(other):
        score -= _BY_ALIAS
    if relation in ("equal", "full"):
        return Comparison("same", min(1.0, score + _TOLD * story), _REASONS[relation])
    if bodies and relation == "common" and places.shared(_said_of(one), _said_of(other)):
        return Comparison("same", 0.9, "the same name, in the same place")
    if story or (relation == "surname" and _same_role(one, other)):
        return Comparison("same", score + _TOLD * story, f"{_REASONS[relation]}, in one {'story' if story else 'role'}")
    return Comparison("unsure", score / 2, f"{_REASONS[relation]}, but not in one story")


_UNRELATED, _OTHERS = Comparison("unsure", 0.05, "other names"), Comparison("different", 0.0, "other names")
_STRENGTH: dict[Relation, float] = {
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
    """How much two pages are about the same people, by the words of `company_on` (cosine, from 0 to 1); 0 for less than two telling
    words in common, or half of the fewer."""
    common, fewer = len(one & other), min(len(one), len(other))
    if common < 2 and 2 * common < max(fewer, 1):
        return 0.0
    cosine = common / (len(one) * len(other)) ** 0.5
    return cosine if cosine >= _ONE_STORY else 0.0


_ONE_STORY = 0.15
"""Set on the people of one surname in PolNeAR (`benchmarks.identities --story`)."""


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
    if any(it.page == one.page for it in appearances):
        return None
    compared = [compare(one, it) for it in appearances]
    best = max(compared, key=lambda it: it.score)
    if best.verdict != "same":
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
    return all(it.type == "person" and len(naming.person(name)) == 1 for it in appearances for name in (it.name, *it.aliases))


def _clash(ours: Sequence[Appearance], theirs: Sequence[Appearance]) -> bool:
    return any(compare(a, b).verdict == "different" for a in ours for b in theirs)


def _is_vague(it: Appearance) -> bool:
    """Whether nobody can be told by this name: unnamed people, texts, *some*, *officials*."""
    return it.type == "unnamed" or _names_nobody(it.name, it.type)


@lru_cache(50_000)
def _names_nobody(name: str, kind: str | None) -> bool:
    words = set(naming.words(name))
    if not words or (kind == "document" and naming.is_described(name)):
        return True
    several = kind == "group" and re.search(r"\band (?:the )?[A-Z]", name) is not None  # *Ada Lund and Edda Velle*
    return several or (kind in ("group", None) and (words <= _VAGUE or bool(words & _COUNTING)))


def _is_body(it: "Appearance | _Called") -> bool:
    return it.type not in ("person", None)


def _said_of(it: Appearance) -> tuple[str, ...]:
    return (it.name, *it.aliases, *it.roles)


def _written(it: Appearance) -> tuple[str, ...]:
    return naming.body(it.name) if _is_body(it) else naming.person(it.name)


class _Called(NamedTuple):
    """What of an appearance its relation to another's names rests on."""

    name: str
    type: str | None
    aliases: tuple[str, ...]


@lru_cache(50_000)
def _related(name: str, kind: str | None, aliases: tuple[str, ...], *theirs: Any) -> Relation:
    """How the names are related, the nearest of all their forms; full names decide where both have one."""
    one, other = _Called(name, kind, aliases), _Called(*theirs)
    if _is_body(one) != _is_body(other):  # the reader took it for something else on one of the pages
        person, body = (other, one) if _is_body(one) else (one, other)
        found = _nearest(naming.bodies(person.name, name) for name in _forms(body))
        if len(naming.person(person.name)) > 1:
            return "equal" if found == "equal" else "none"
        return "common" if found in ("equal", "common") or (found == "part" and body.type != "group") else "none"
    if _is_body(one):
        found = _nearest(naming.bodies(a, b) for a in _forms(one) for b in _forms(other))
        return "none" if found == "part" and "group" in (one.type, other.type) else found  # *Lund's aides* are not Lund
    pairs = [(a, b) for a in (one.name, *one.aliases) for b in (other.name, *other.aliases)]
    full = [(a, b) for a, b in pairs if len(naming.person(a)) > 1 and len(naming.person(b)) > 1]
    return _nearest(naming.people(a, b) for a, b in full or pairs)


def _nearest(relations: Iterable[Relation]) -> Relation:
    found = set(relations)
    return max(found - {"apart"}, key=lambda it: _STRENGTH[it], default="apart") if found != {"none", "apart"} else "apart"


def _forms(body: _Called) -> tuple[str, ...]:
    """The names of a body, without an alias that is a country's: *China* is no name of *East China Airlines*."""
    if body.type == "group":
        return (body.name,)
    return (body.name, *(name for name in body.aliases if not (len(name.split()) == 1 and places.countries((name,)))))


def _same_role(one: Appearance, other: Appearance) -> bool:
    """Whether two bear an office that is more than a word: *mayor of Harbour Town*."""
    ours, theirs = ({naming.words(role) for role in it.roles if len(role.split()) > 1} for it in (one, other))
    return bool(ours & theirs)
