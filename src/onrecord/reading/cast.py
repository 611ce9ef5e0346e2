"""The people and bodies that a document names, each under all its names: surnames, initials, acronyms, misspelt variants."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.reading import given_names, names, nouns
from onrecord.reading.mentions import Name

PERSON, ORGANIZATION, PLACE, OTHER = range(4)
_GENERIC = frozenset(
    "house senate white american national new north south east west united state states republican democratic republicans democrats "
    "congress".split()
)
"""Beginnings that many names share: they stand for none of them."""


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something named: its mentions in order, and what it most likely is (PERSON …)."""

    mentions: list[Name] = field(default_factory=list)
    kind: int = OTHER
    gender: str | None = None
    roles: list[tuple[int, int]] = field(default_factory=list)
    """Offsets of phrases that say what it is."""
    first: str = ""
    """A person's first name, folded, if the page gives it."""

    def fullest(self, text: str) -> Name:
        """The mention with the most words, of equal ones the first; a person's among those that begin as most of the full ones do (a word
        before the first name is hardly ever a part of it)."""
        written = {id(m): text[m.start : m.end].split() for m in self.mentions}
        full = [m for m in self.mentions if len(written[id(m)]) > 1]
        if self.kind == PERSON and full:
            begins = Counter(written[id(m)][0] for m in full if not m.title) or Counter(written[id(m)][0] for m in full)
            usual = max(begins, key=lambda word: begins[word])
            full = [m for m in full if begins[written[id(m)][0]] == begins[usual] or usual not in written[id(m)][1:]]
        return max(full or self.mentions, key=lambda m: (len(written[id(m)]), -m.start))

    def place(self, text: str) -> tuple[int, int]:
        """Where the fullest name stands."""
        name = self.fullest(text)
        return name.start, name.end


Likeness = Callable[[Name, Sequence[Figure]], Sequence[float]]
"""How likely a surname alone means each of its bearers."""


def gather(text: str, found: Sequence[Name], likeness: Likeness | None = None) -> list[Figure]:
    """The figures of a document, in the order of their first mentions. Of several people with one surname, `likeness` tells who is meant;
    without it, whoever was named last."""
    keyed: dict[tuple[str, ...], list[Name]] = {}
    for name in found:
        if key := tuple(names.parts(text[name.start : name.end])):
            keyed.setdefault(key, []).append(name)
    kinds = {key: _kind(key, group) for key, group in keyed.items()}
    short_forms = {
        short
        for key, group in keyed.items()
        if len(key) > 1 and kinds[key] == ORGANIZATION
        for short in names.initials(text[group[0].start : group[0].end])
    }
    for key, group in keyed.items():
        written = text[group[0].start : group[0].end]
        if len(key) == 1 and _is_short_form(written) and _letters(written) in short_forms:
            kinds[key] = ORGANIZATION
    people = _people(text, keyed, kinds, likeness or _nearness)
    others = _others(text, {k: g for k, g in keyed.items() if kinds[k] != PERSON and not any(g[0] in f.mentions for f in people)}, kinds)
    figures = [f for f in people + others if f.mentions]
    for figure in figures:
        figure.mentions.sort(key=lambda m: m.start)
        said = {g for m in figure.mentions if (g := names.gender(m.title))}
        figure.gender = said.pop() if len(said) == 1 else None
    return sorted(figures, key=lambda f: f.mentions[0].start)


def _is_short_form(written: str) -> bool:
    """Whether a word can be a body's initials: *UN*, *MoD*."""
    return sum(map(str.isupper, written)) > 1


def _letters(written: str) -> str:
    return written.replace(".", "").upper()


def _kind(key: tuple[str, ...], group: Sequence[Name]) -> int:
    if len(key) > 2 and key[-1] in nouns.BODIES:
        return ORGANIZATION  # *Apex Town Council*
    totals = [sum(n.types[i] for n in group) for i in range(4)]
    if any(names.gender(n.title) for n in group):
        return PERSON
    return totals.index(max(totals))


def _people(text: str, keyed: dict[tuple[str, ...], list[Name]], kinds: dict[tuple[str, ...], int], likeness: Likeness) -> list[Figure]:
    people: dict[tuple[str, ...], Figure] = {}
    for key in sorted((k for k in keyed if len(k) > 1 and kinds[k] == PERSON), key=lambda k: (-len(k), keyed[k][0].start)):
        whole = list(key)
        for known, figure in people.items():
            if names.is_part_of(whole, list(known)) or _misspelt(whole, list(known)):
                figure.mentions += keyed[key]
                break
        else:
            people[key] = Figure(list(keyed[key]), PERSON, first=key[0])
    for key in sorted((k for k in keyed if len(k) == 1), key=lambda k: keyed[k][0].start):
        bearers = [f for k, f in people.items() if len(k) > 1 and names.is_part_of(list(key), list(k))]
        plausible = sum(n.types[PERSON] + n.types[OTHER] / 2 for n in keyed[key]) / len(keyed[key]) > 0.3
        if not bearers and kinds[key] == PERSON:
            bearers = [f for k, f in people.items() if _likeness(key[0], k[-1])][:1]
        if bearers and (plausible or kinds[key] == PERSON):
            stranger = Figure([], PERSON)  # *Mr. Lund* on a page with no Lund in full but *Ada Lund*
            for name in keyed[key]:
                (_bearer(text, name, bearers, likeness) or stranger).mentions.append(name)
            if stranger.mentions:
                people[key] = stranger
        elif kinds[key] == PERSON:
            people[key] = Figure(list(keyed[key]), PERSON)
    return list(people.values())


def _bearer(text: str, name: Name, bearers: Sequence[Figure], likeness: Likeness) -> Figure | None:
    """Of several people with this surname, the likeliest whom the title does not rule out; None if it rules out all."""
    if wanted := names.gender(name.title):
        fitting = [b for b in bearers if not any(names.gender(m.title) not in (None, wanted) for m in b.mentions)]
        fitting = [b for b in fitting if given_names.leaning(b.first) in (None, wanted)]
        fitting = [b for b in fitting if all(names.gender_as_kin(text, m.start) in (None, wanted) for m in b.mentions)]
        bearers = [b for b in fitting if any(names.gender(m.title) == wanted for m in b.mentions)] or fitting
    if not bearers:
        return None
    if len(bearers) == 1:
        return bearers[0]
    if named := [b for b in bearers if any(len(names.parts(text[m.start : m.end])) > 1 and m.end <= name.start for m in b.mentions)]:
        bearers = named  # not who is named in full only later
    likely = likeness(name, bearers)
    return bearers[max(range(len(bearers)), key=lambda i: likely[i])]


def _nearness(name: Name, bearers: Sequence[Figure]) -> list[float]:
    """Nearer is likelier, and whoever was named before it likelier than who comes later."""
    before = [[m.end for m in b.mentions if m.end <= name.start] for b in bearers]
    return [float(max(ends)) if ends else -float(b.mentions[0].start) - 1 for ends, b in zip(before, bearers, strict=True)]


def _misspelt(a: list[str], b: list[str]) -> bool:
    """Whether two full names differ in a letter of the surname alone, or of the first name alone."""
    if len(a) != len(b) or a == b:
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and _likeness(*odd[0])


def _likeness(a: str, b: str) -> bool:
    least = min(len(a), len(b))
    return least >= 5 and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= (2 if least >= 9 else 1)


def _others(text: str, keyed: dict[tuple[str, ...], list[Name]], kinds: dict[tuple[str, ...], int]) -> list[Figure]:
    figures: dict[tuple[str, ...], Figure] = {}
    by_initials: dict[str, list[Figure]] = {}
    for key in sorted(keyed, key=lambda k: (-len(k), keyed[k][0].start)):
        group = keyed[key]
        written = text[group[0].start : group[0].end]
        bearers = []
        if len(key) == 1 and _is_short_form(written):
            bearers = by_initials.get(_letters(written), [])
        elif kinds[key] == ORGANIZATION and not set(key) <= _GENERIC:
            bearers = [
                f for k, f in figures.items() if f.kind == ORGANIZATION and len(k) > len(key) and key in (k[: len(key)], k[-len(key) :])
            ]
        if len(bearers) == 1:
            bearers[0].mentions += group
        else:
            figures[key] = Figure(list(group), kinds[key])
            for short in names.initials(written) if len(key) > 1 else ():
                by_initials.setdefault(short, []).append(figures[key])
    return list(figures.values())
