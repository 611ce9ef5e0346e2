"""Are variants of a quotation told, and changes of meaning marked? `python -m benchmarks.variants CORPORA [--show 5] [--json out.json]`.

CORPORA holds quote-clusters. Two tables:

*labelled*: 200 pairs of quotations of one cluster, drawn by SHA-256 and labelled by reading (sets/LINKING.md); and as many pairs of
different clusters that share one or two runs of three words, few of which are variants. Then all quotations are put into a ledger, each
on a page of its own, and linked: how many of the pairs of one cluster that are variants by their words are traced there.

*edits*: 200 quotations with one change each that bears on the meaning (a negation put in or taken out, another modal verb, number or
name), which must be marked; and 200 with changes that do not (marks, capitals, an ellipsis, British spelling), which must not.
"""

import argparse
import hashlib
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, islice
from pathlib import Path
from typing import TypeVar

from benchmarks.check_quotations import Quotation, record
from benchmarks.texts import Texts
from onrecord.across import stories
from onrecord.ledger import Store
from onrecord.linking import variants, variation
from onrecord.linking.bearing import Bearing

SET = Path(__file__).parent / "sets" / "variants-1.jsonl"
EACH = 50
NAMES = ("Brandt", "Orveld", "Norland", "Vell", "Petra Lund", "the Harbour Gazette")
_MODALS = ("will", "would", "should", "can", "could", "may", "might", "must")
_VERB = re.compile(r"\b(is|are|was|were|will|would|should|could|can|has|had|do|did|may|must)\b(?! not|n't|n’t)")
_BE = "is|are|was|were|would|should|could|has|had|have|do|did|does"
_NEGATION = re.compile(rf"\b({_BE}|will) not\b|\b({_BE})n['’]t\b")
_MODAL = re.compile(r"\b(will|would|should|can|could|may|might|must)\b(?!n)")
_NUMBER = re.compile(r"\b\d+\b|\b(two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|million)\b")
_NAME = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")


def edits(quotations: list[str]) -> Iterator[tuple[Bearing, str, str]]:
    """A kind, a quotation, and the same with one change of that kind; `EACH` of each kind."""
    chance = random.Random(3)
    other = {"two": "three", "three": "five", "four": "two", "five": "nine", "ten": "twelve"}

    def number(found: re.Match[str]) -> str:
        return str(int(found[0]) + chance.randrange(1, 9)) if found[0].isdigit() else other.get(found[0], "eleven")

    def negated(words: str) -> str:
        if _NEGATION.search(words):
            return _NEGATION.sub(lambda found: found[1] or found[2], words, count=1)
        return _VERB.sub(lambda found: f"{found[0]} not", words, count=1)

    def modal(found: re.Match[str]) -> str:
        return chance.choice([it for it in _MODALS if it != found[0]])

    made: dict[Bearing, Callable[[str], str]] = {
        Bearing.NEGATION: negated,
        Bearing.MODAL: lambda words: _MODAL.sub(modal, words, count=1),
        Bearing.NUMBER: lambda words: _NUMBER.sub(number, words, count=1),
        Bearing.NAME: lambda words: _NAME.sub(lambda found: chance.choice(NAMES), words, count=1),
    }
    yield from edited(made, quotations)


K = TypeVar("K")


def edited(made: Mapping[K, Callable[[str], str]], quotations: list[str]) -> Iterator[tuple[K, str, str]]:
    """For each kind of edit the first `EACH` quotations that it changes, before and after."""
    for kind, make in made.items():
        changes = ((words, make(words)) for words in quotations)
        for words, changed in islice(((words, changed) for words, changed in changes if changed != words), EACH):
            yield kind, words, changed


def harmless(quotations: list[str]) -> Iterator[tuple[str, str, str]]:
    """A kind, a quotation, and the same with a change that does not bear on its meaning."""
    made: dict[str, Callable[[str], str]] = {
        "marks": lambda words: re.sub(r",", " –", words.rstrip(".,!")) + "!",
        "capitals": lambda words: words.upper() if len(words.split()) < 9 else words[0].swapcase() + words[1:],
        "ellipsis": lambda words: re.sub(r"(?<=[a-z])\. (?=[A-Z])", " … ", words, count=1),
        "spelling": lambda words: re.sub(r"(?<=\w)iz(?=e|ing|ation)", "is", re.sub(r"\bten\b", "10", words)),
    }
    yield from edited(made, quotations)


def labelled(rows: list[dict[str, str]], show: int) -> dict[str, object]:
    with SET.open(encoding="utf-8") as lines:
        pairs = [(it["id"], rows[it["a"]]["quote"], rows[it["b"]]["quote"], it["label"]) for it in map(json.loads, lines)]
    said: Counter[tuple[str, str]] = Counter()
    for name, one, other, label in pairs:
        told = variation.relate(one, other)
        answer = str(told.wording) if told else "none"
        said[label, answer] += 1
        if show and answer != label:
            print(f"   {name}: {label}, said {answer}: {one[:100]} | {other[:100]}")
    names = ("exact", "cut", "altered", "none")
    print(f"labelled: {len(pairs)} pairs; columns: what was said\n{'':10}" + "".join(f"{name:>9}" for name in names))
    for label in names:
        print(f"{label:10}" + "".join(f"{said[label, name]:9}" for name in names))
    right = sum(said[label, name] for label in names[:3] for name in names[:3])
    called, true = right + sum(said["none", name] for name in names[:3]), right + sum(said[label, "none"] for label in names[:3])
    same = sum(said[name, name] for name in names)
    print(f"variants: precision {100 * right / called:.1f}%, recall {100 * right / true:.1f}%; all labels: {100 * same / len(pairs):.1f}%")
    return {"precision": right / called, "recall": right / true, "accuracy": same / len(pairs)}


def apart(rows: list[dict[str, str]], show: int) -> dict[str, object]:
    """Pairs of different clusters that share one or two keys, drawn by hash."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for key in variants.keys(row["quote"]):
            by_key[key].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for found in by_key.values():
        shared.update((a, b) for a, b in combinations(found, 2) if rows[a]["cluster"] != rows[b]["cluster"])
    some = [pair for pair, n in shared.items() if n <= 2]
    nearest = sorted(some, key=lambda pair: hashlib.sha256(f"{pair[0]} {pair[1]}".encode()).hexdigest())[:200]
    called = [(a, b) for a, b in nearest if variation.relate(rows[a]["quote"], rows[b]["quote"]) is not None]
    print(f"of different clusters, sharing one or two runs of three words: {len(nearest)} pairs, {len(called)} called variants")
    for a, b in called[:show]:
        print(f"   {rows[a]['quote'][:110]} | {rows[b]['quote'][:110]}")
    return {"pairs": len(nearest), "called variants": len(called)}


def traced(rows: list[dict[str, str]]) -> dict[str, object]:
    """Whether the variants of a cluster are traced in a ledger that has each quotation on a page of its own."""
    quotations = [Quotation(row["quote"], "Ilse Brandt", row["cluster"]) for row in rows]
    with tempfile.TemporaryDirectory() as scratch, Store(Path(scratch) / "news.db", keys=variants.keys) as store:
        record(store, quotations)
        stories.link_all(store)
        pages = {it.source: n for n in range(1, len(rows) + 1) for it in [store.links.sighting(n)]}
        numbers = [store.links.statements(pages[f"made/{n}"])[0].number for n in range(len(rows))]
        linked: dict[int, set[int]] = {}
        for number in numbers:
            if number not in linked:
                group, queue = {number}, [number]
                while queue:
                    fresh = set(store.links.variants(queue.pop())) - group
                    group |= fresh
                    queue += fresh
                linked |= dict.fromkeys(group, group)
    pairs = [
        (numbers[a], numbers[b])
        for a, b in combinations(range(len(rows)), 2)
        if rows[a]["cluster"] == rows[b]["cluster"] and variation.relate(rows[a]["quote"], rows[b]["quote"]) is not None
    ]
    found = 100 * sum(b in linked[a] for a, b in pairs) / len(pairs)
    print(f"in a ledger of all {len(rows)}: of {len(pairs)} pairs of a cluster that are variants by their words, {found:.1f}% are traced")
    return {"pairs": len(pairs), "traced, %": round(found, 2)}


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("corpora", type=Path)
    parse.add_argument("--show", type=int, default=0, help="how many errors of each kind to print")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    rows = Texts(given.corpora).table("quote-clusters")
    figures: dict[str, object] = {"labelled": labelled(rows, given.show), "of different clusters": apart(rows, given.show)}
    figures["traced"] = traced(rows)
    quotations = list(dict.fromkeys(row["quote"] for row in rows if 8 <= len(row["quote"].split()) <= 60))
    random.Random(1).shuffle(quotations)
    print(f"\nedits{'':11}{'n':>5}{'recognized':>12}{'marked':>9}")
    for bears, made in ((True, edits(quotations)), (False, harmless(quotations))):
        counts: Counter[tuple[str, str]] = Counter()
        for kind, one, other in made:
            told = variation.relate(one, other)
            marked = told is not None and bool(told.bearing) and (not bears or kind in told.bearing)
            counts.update([(kind, "n")] + [(kind, "recognized")] * (told is not None) + [(kind, "marked")] * marked)
            if given.show and marked is not bears:
                print(f"   {kind}: {one} | {other} | {told}")
        for kind in dict.fromkeys(kind for kind, _ in counts):
            n, seen, marked_n = (counts[kind, it] for it in ("n", "recognized", "marked"))
            print(f"{kind:16}{n:5}{seen:12}{marked_n:9}")
            figures[str(kind)] = {"n": n, "recognized": seen, "marked": marked_n}
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
