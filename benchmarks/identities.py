"""One speaker across pages: `python -m benchmarks.identities ECBPLUS [--topics open|sealed|all] [--read] [--json out.json]`.

Within each topic of ECB+ the named people and bodies of its texts are joined, and held against the annotators' chains: B³ (Bagga and
Baldwin 1998) and pairwise precision, beside names that are equal as strings, and beside equal last words of names. A unit is one chain
in one text, under its longest name. Its other names and descriptions there are its aliases and roles, its company is what `onrecord`
reads in the text. Chains without a name (*the officer*) are left out: nobody unnamed is ever joined to anybody. A mention is a name if a
word of it is written with a capital more than twice as often as without in the topic.

`--story FOLDER`, nothing else: of pairs of texts (*.txt, at any depth; PolNeAR's train part) that each name a person of one surname in
full, how many are told as one story, apart for who is one by name and for who is not.

`--read`: the units are what `onrecord` itself reads, each held for the chain that it shares most mentions with; reading's own faults
(a headline's word in a name, two people as one) count here for all three alike.

The module was tuned on the *open* topics (all but 2, 6, 10, … 34); of the *sealed* ones nothing but these totals was looked at.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import onrecord
from benchmarks.ecbplus import Chain, Text, texts
from onrecord.linking import identities, naming
from onrecord.linking.identities import Appearance
from onrecord.vocabulary import Entity, Record

PRONOUNS = frozenset(
    "i me my we us our he him his himself she her hers herself they them their theirs themselves it its itself you your who whom whose "
    "which that".split()
)
NAMED = ("person", "organization")


class Unit(NamedTuple):
    topic: int
    instance: str
    appearance: Appearance


def part(topic: int) -> str:
    return "sealed" if topic % 4 == 2 else "open"


def annotated(text: Text, written: Counter[str], read: Record) -> Iterator[Unit]:
    """The chains of a text that have a name, as their annotators marked them."""
    company = company_of(read)
    for chain in text.chains:
        words = list(dict.fromkeys(text.text[a:b] for a, b in chain.mentions if text.text[a:b].lower() not in PRONOUNS))
        names = sorted((w for w in words if is_name(w, written)), key=lambda w: -len(w.split()))
        if names:
            roles = tuple(w for w in words if w not in names)
            it = Appearance(text.name, names[0], chain.kind, tuple(names[1:]), roles, identities.without(company, names))
            yield Unit(text.topic, chain.instance, it)


def company_of(read: Record) -> frozenset[str]:
    return identities.company_on(read.document, (e.name for e in read.entities or () if e.type in NAMED))


def is_name(mention: str, written: Counter[str]) -> bool:
    words = re.findall(r"\w[\w-]+", re.sub(r"['’]s?$", "", mention))
    return any(w[0].isupper() and sum(written[x] for x in {w, w.upper(), w.capitalize()}) > 2 * written[w.lower()] for w in words)


def as_read(text: Text, read: Record) -> Iterator[Unit]:
    """The entities with names that `onrecord` reads in a text, each for the chain whose mentions it has most of."""
    company, entities = company_of(read), read.entities or ()
    shares = [(_shared(e, c), e, c) for e in entities for c in text.chains if e.type in NAMED]
    taken: set[str] = set()
    for shared, entity, chain in sorted(shares, key=lambda it: -it[0]):
        if shared and not taken & {entity.id, chain.instance}:
            taken |= {entity.id, chain.instance}
            of = identities.without(company, (entity.name, *entity.aliases))
            it = Appearance(text.name, entity.name, entity.type, entity.aliases, entity.roles, of)
            yield Unit(text.topic, chain.instance, it)


def _shared(entity: Entity, chain: Chain) -> int:
    return sum(any((a <= m.start and m.end <= b) or m.end == b for m in entity.mentions) for a, b in chain.mentions)


def joined(units: Sequence[Unit]) -> list[int]:
    """The identity of each unit, placed one after the other."""
    of: list[int] = []
    by_key: dict[tuple[int, str], set[int]] = defaultdict(set)
    for n, unit in enumerate(units):
        near = {of[m] for key in identities.sought(unit.appearance) for m in by_key[unit.topic, key]}
        found = identities.place(unit.appearance, [(of[m], units[m].appearance) for m in range(n) if of[m] in near]).identities
        of = [min(found) if number in found else number for number in of] + [min(found) if found else n]
        for key in identities.keys(unit.appearance):
            by_key[unit.topic, key].add(n)
    return of


def figures(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """B³ and pairs, in percent."""
    wanted, made, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    n = max(len(gold), 1)
    precision = sum(k * k / made[f] for (_, f), k in both.items()) / n
    recall = sum(k * k / wanted[g] for (g, _), k in both.items()) / n
    pairs = {name: sum(k * (k - 1) // 2 for k in counts.values()) for name, counts in (("gold", wanted), ("made", made), ("both", both))}
    return {
        "B³ F1": 200 * precision * recall / max(precision + recall, 1e-9),
        "B³ precision": 100 * precision,
        "B³ recall": 100 * recall,
        "pairwise precision": 100 * pairs["both"] / max(pairs["made"], 1),
        "pairwise recall": 100 * pairs["both"] / max(pairs["gold"], 1),
        "units": len(gold),
    }


def measure(units: Sequence[Unit]) -> dict[str, dict[str, float]]:
    gold = [(u.topic, u.instance) for u in units]
    names = [re.sub(r"['’]s?$", "", u.appearance.name.casefold()) for u in units]
    return {
        "onrecord": figures(gold, joined(units)),
        "equal names": figures(gold, [(u.topic, name) for u, name in zip(units, names, strict=True)]),
        "equal last names": figures(gold, [(u.topic, name.split()[-1]) for u, name in zip(units, names, strict=True)]),
    }


def told_as_one(folder: Path) -> dict[str, list[bool]]:
    """Whether two texts tell one story, at most 60 pairs a surname, by whether their people of that surname are one."""
    chance, bearers = random.Random(1), defaultdict[str, list[Appearance]](list)
    for path in sorted(folder.rglob("*.txt")):
        read = onrecord.read(text=path.read_text(encoding="utf-8", errors="replace"))
        company = company_of(read)
        for e in read.entities or ():
            parts = naming.person(e.name)
            if e.type == "person" and len(parts) > 1:
                of = identities.without(company, (e.name, *e.aliases))
                bearers[parts[-1]].append(Appearance(path.name, e.name, e.type, e.aliases, e.roles, of))
    found: dict[str, list[bool]] = {"one person": [], "two people": []}
    for them in bearers.values():
        pairs = [(a, b) for a, b in combinations(them, 2) if a.page != b.page]
        for a, b in chance.sample(pairs, min(60, len(pairs))):
            relation = naming.people(a.name, b.name)
            if relation in ("equal", "full", "apart"):
                found["two people" if relation == "apart" else "one person"].append(identities.told_together(a, b) > 0)
    return found


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("ecbplus", type=Path, nargs="?")
    parse.add_argument("--story", type=Path, metavar="FOLDER")
    parse.add_argument("--topics", choices=("open", "sealed", "all"), default="all")
    parse.add_argument("--read", action="store_true", help="the units as onrecord reads them")
    parse.add_argument("--json", type=Path)
    asked = parse.parse_args()
    if asked.story:
        for name, pairs in told_as_one(asked.story).items():
            print(f"{name}: {sum(pairs) / max(1, len(pairs)):.1%} of {len(pairs):,} pairs of texts tell one story")
        return
    if not asked.ecbplus:
        parse.error("give the folder of ECB+, or --story")
    wanted = [t for t in texts(asked.ecbplus) if asked.topics in ("all", part(t.topic))]
    written: dict[int, Counter[str]] = defaultdict(Counter)
    for text in wanted:
        written[text.topic].update(re.findall(r"[^\W\d_][\w-]*", text.text))
    units: list[Unit] = []
    for text in wanted:
        read = onrecord.read(text=text.text)
        units += as_read(text, read) if asked.read else annotated(text, written[text.topic], read)
    rows = measure(units)
    for name, row in rows.items():
        print(f"{name:17}", *(f"{what} {value:.1f}" if what != "units" else f"{value} units" for what, value in row.items()), sep="  ")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
