"""The headline check against labelled pages: `python -m benchmarks.headlines [--fnc FOLDER] [--json out.json]`.

`sets/headlines-1.jsonl` (120 pages): the whole check with the statements that the public API finds. The network never saw them. The
weights that say whether a claim is borne out are fitted anew for each of ten folds without the fold's pages, on the other pages and,
where FOLDER's neighbours hold PolNeAR and Wikinews, on their headlines. The rules were written with the *open* half in sight (an even
first byte of the digest of the page's id), so the *sealed* half is the figure to believe. *Told*: what a user sees; of a page of which the
check is not sure enough no label is told. Intervals: percentile bootstrap over pages, 2,000 draws.

`sets/headlines-2.jsonl` (140 pages) and `sets/headlines-3.jsonl` (240) came later, each by other writers: nothing was fitted to them, and
no rule written after a look at their pages; the second's totals were seen for several networks (`sets/HEADLINES.md`).

Then the headlines of `training/headed/` that the network did not learn from: a quarter of its pages, a tenth of those under a headline of
their own and of its pairs (of the short ones a thirtieth is asked here). *The headline alone* is what a guess by the headline's words
gets on the pages, that never sees them (naive Bayes, fivefold, whole pages held out): whoever writes a wrong headline words it otherwise
than a right one. Of the pairs it can tell next to nothing: most of their headlines have another label over each of the two pages, and
*over both* is the share of headlines labelled rightly twice.

With FOLDER (FNC-1's train part, PolNeAR and Wikinews beside it): real headlines over real pages (`training.news`), a sixth of the
stories, from which no label was learned, and to which the mixing with the rules was not fitted (the rules' tables count words of these
corpora); many are other papers' headlines over a body, drawn so as to be hard: own headlines are seldom wrong. And: does a headline
belong to a body? On all pairs of the tenth of the bodies that nothing was learned from.
"""

import argparse
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import onrecord
from onrecord.reading import headlines, model, passages, telling
from onrecord.vocabulary import Document, Statement
from training import headed
from training import headlines as training
from training import news as real

LABELS = (*headlines.LABELS[::-1], headlines.QUESTION)
KEPT = (
    ("pages held back", headed.FOLDER, 4),
    ("own headlines held back", headed.OWN, 10),
    ("pairs held back", headed.PAIRS, 30),
    ("long pairs held back", headed.PAGE_PAIRS, 10),
)
NEWS = "real headlines, sealed"
SAMPLE = Path(__file__).parent.parent.parent / "shared" / "cases" / "peace-talks.txt"
Pair = tuple[str, str]


def is_open(page: str) -> bool:
    return hashlib.sha256(page.encode()).digest()[0] % 2 == 0


def fold(page: str, folds: int = 10) -> int:
    return hashlib.sha256(page.encode()).digest()[1] % folds


def interval(values: Sequence[Pair], figure: Callable[[Sequence[Pair]], float], draws: int = 2_000) -> tuple[float, float, float]:
    """A figure with its 95% percentile bootstrap interval."""
    random = np.random.default_rng(1)
    made = [figure([values[i] for i in random.integers(0, len(values), len(values))]) for _ in range(draws)]
    low, high = np.nanpercentile(made, [2.5, 97.5])
    return figure(values), float(low), float(high)


def accuracy(pairs: Sequence[Pair]) -> float:
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else float("nan")


def supported_wrongly(pairs: Sequence[Pair]) -> float:
    """Share of unsupported pages of which *supported* is said."""
    found = [b for a, b in pairs if a == headlines.UNSUPPORTED]
    return 100 * found.count(headlines.SUPPORTED) / len(found) if found else float("nan")


class Judged(NamedTuple):
    """A page's label by hand, by rules and network together, by the rules alone, and as it is told to a user (None: not at all)."""

    given: str
    found: str
    ruled: str
    told: str | None


def judged(given: str, document: Document, statements: Sequence[Statement]) -> Judged:
    check = headlines.check(document, statements)
    ruled = check.label if check else "none"
    if ruled == headlines.QUESTION:
        return Judged(given, ruled, ruled, ruled)
    network, pieces = model.network_of_headlines(), model.shipped().run(document.text, document.blocks).pieces
    values, how_much = telling.seen(document, statements, pieces, network)
    found, _ = telling.mixed(values, network.config["told"][how_much])
    told = telling.told(document, statements, pieces)
    return Judged(given, found, ruled, told.label if told else None)


def cross_validated(data: Path | None) -> tuple[list[Judged], list[str], float]:
    """The pages, their ids, and milliseconds of CPU a page that telling takes."""
    given = training.pages()
    records = [onrecord.read(text=page["text"]) for page in given]
    examples = training.examples(data)
    config = passages.shipped().config
    kept = config["borne"]
    found: list[Judged] = []
    try:
        for k in range(10):
            inside = np.array([i < 0 or fold(given[i]["id"]) != k for i in examples.page])
            config["borne"] = training.fit_borne(examples.x[inside], examples.y[inside], examples.weight[inside]).tolist()
            found += [judged(p["label"], r.document, r.statements) for p, r in zip(given, records, strict=True) if fold(p["id"]) == k]
    finally:
        config["borne"] = kept
    ids = [page["id"] for k in range(10) for page in given if fold(page["id"]) == k]
    pieces = [model.shipped().run(r.document.text, r.document.blocks).pieces for r in records]
    begin = time.process_time()
    for record, its in zip(records, pieces, strict=True):
        telling.told(record.document, record.statements, its)
    return found, ids, 1_000 * (time.process_time() - begin) / len(given)


def unseen(name: str) -> list[Judged]:
    """The pages of a set to which nothing was fitted."""
    read = [(page["label"], onrecord.read(text=page["text"])) for page in training.pages(name)]
    return [judged(label, record.document, record.statements) for label, record in read]


def held_back(shown: Iterable[headed.Shown]) -> tuple[list[Judged], list[tuple[str, str]]]:
    """Headlines that nothing was learned from, and of which pair or page with which words each is."""
    found, keys = [], []
    for row, document, statements, unit in shown:
        found.append(judged(row.label, document, statements))
        keys.append((unit, row.headline))
    return found, keys


def twice(found: Sequence[Judged], keys: Sequence[tuple[str, str]]) -> list[Pair]:
    """For each headline over two pages: whether both labels were right."""
    right: dict[tuple[str, str], list[bool]] = {}
    for it, key in zip(found, keys, strict=True):
        right.setdefault(key, []).append(it.given == it.found)
    return [("right", "right" if all(both) else "wrong") for both in right.values() if len(both) == 2]


def told(found: Sequence[Judged]) -> list[Pair]:
    return [(it.given, it.told) for it in found if it.told is not None]


def against(found: Sequence[Judged]) -> list[Pair]:
    """For each headline that is told to be overstated or unsupported: whether it is the one or the other."""
    said = (headlines.OVERSTATED, headlines.UNSUPPORTED)
    return [("not borne out", "not borne out" if it.given in said else "borne out") for it in found if it.told in said]


def alone(folder: Path) -> list[Pair]:
    """(label given by the writer, label guessed from the headline's words alone) for each headline of a folder of `training.headed`."""
    rows = [(fold(it.page, 5), it.label, _grams(it.headline)) for it in headed.pages(folder)]
    pairs = []
    for k in range(5):
        seen = {label: Counter(g for f, its, grams in rows if f != k and its == label for g in grams) for label in headlines.LABELS}
        totals = {label: counts.total() + len(set().union(*seen.values())) for label, counts in seen.items()}
        prior = Counter(label for f, label, _ in rows if f != k)
        for _, label, grams in (row for row in rows if row[0] == k):
            scores = {m: log(prior[m]) + sum(log((seen[m][g] + 1) / totals[m]) for g in grams) for m in headlines.LABELS}
            pairs.append((label, max(scores, key=scores.__getitem__)))
    return pairs


def _grams(headline: str) -> list[str]:
    """Words, signs that mark a quotation or a speaker, and pairs of them."""
    words = re.findall(r"[\w’']+|[“”\":,]", headline.lower())
    return words + [" ".join(pair) for pair in pairwise(words)]


def related(folder: Path) -> list[Pair]:
    """(FNC-1's word, ours) for each pair of the bodies held back."""
    pairs = [p for p in training.fnc_pairs(folder) if training.held_back(p.body)]
    values = training.evidence(pairs, training.fnc_bodies(folder))
    yes = values @ np.array(passages.shipped().config["relate"]) > 0
    name = {True: "related", False: "unrelated"}
    return [(name[p.related], name[bool(y)]) for p, y in zip(pairs, yes, strict=True)]


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--fnc", type=Path, help="the folder of FNC-1's train part")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    options = parse.parse_args()
    whole: dict[str, Any] = {}

    def say(name: str, values: Sequence[Pair], figure: Callable[[Sequence[Pair]], float], draws: int = 2_000) -> None:
        mean, low, high = interval(values, figure, draws)
        whole[name] = [round(mean, 2), round(low, 2), round(high, 2)]
        print(f"{name:44}{mean:7.1f}   [{low:.1f}, {high:.1f}]   n = {len(values)}")

    news = options.fnc.parent if options.fnc and (options.fnc.parent / "polnear").is_dir() else None
    found, ids, spent = cross_validated(news)
    later = {name: unseen(name) for name in ("headlines-2", "headlines-3")}
    halves = {
        "open half": [p for p, i in zip(found, ids, strict=True) if is_open(i)],
        "sealed half": [p for p, i in zip(found, ids, strict=True) if not is_open(i)],
        "all pages": found,
        **later,
        "all sets": [*found, *chain(*later.values())],
    }
    print("% with 95% intervals; whole pages held out for what is fitted\n")
    for name, some in halves.items():
        say(f"{name}: label", [(it.given, it.found) for it in some], accuracy)
        say(f"{name}: label, by the rules alone", [(it.given, it.ruled) for it in some], accuracy)
        say(f"{name}: told at all", [("told", "told" if it.told else "not") for it in some], accuracy)
        say(f"{name}: right of those told", told(some), accuracy)
        others = [it for it in some if it.given != headlines.QUESTION]
        say(f"{name}: told at all, without questions", [("told", "told" if it.told else "not") for it in others], accuracy)
        say(f"{name}: right of these", told(others), accuracy)
        say(f"{name}: told against, and not borne out", against(some), accuracy)
        say(f"{name}: 'supported' said of unsupported", [p for p in told(some) if p[0] == headlines.UNSUPPORTED], supported_wrongly)
    say("all pages: 'supported' said of every page", [(it.given, headlines.SUPPORTED) for it in found], accuracy)
    kept = [(NEWS, real.shown(news, real.SEALED))] if news else []
    for title, shown in (*kept, *((title, headed.shown(folder, part)) for title, folder, part in KEPT)):
        more, keys = held_back(shown)
        say(f"{title}: label", [(it.given, it.found) for it in more], accuracy)
        say(f"{title}: label, by the rules alone", [(it.given, it.ruled) for it in more], accuracy)
        if title == KEPT[0][0]:
            say(f"{title}: from the headline alone", alone(headed.FOLDER), accuracy)
        elif title != NEWS and (both := twice(more, keys)):
            say(f"{title}: over both", both, accuracy)
        say(f"{title}: told at all", [("told", "told" if it.told else "not") for it in more], accuracy)
        say(f"{title}: right of those told", told(more), accuracy)
        say(f"{title}: told against, and not borne out", against(more), accuracy)
        say(f"{title}: 'supported' said of unsupported", [p for p in told(more) if p[0] == headlines.UNSUPPORTED], supported_wrongly)
        if title == NEWS:
            halves[NEWS] = more
    for name, some in halves.items():
        counts = Counter((it.given, it.told or it.found) for it in some)
        print(f"\n{name}; rows by hand, columns found{'':9}" + "".join(f"{label:>13}" for label in LABELS))
        for label in LABELS:
            print(f"{label:>44}" + "".join(f"{counts[label, other]:13}" for other in LABELS))
    print(f"\n{spent:.2f} ms of CPU a page to tell of a headline")
    whole["milliseconds"] = round(spent, 3)
    if options.fnc:
        print("\nFNC-1 train, bodies held back")
        pairs = related(options.fnc)
        say("related or unrelated, accuracy", pairs, accuracy, 200)
        for name in ("related", "unrelated"):
            say(f"recall of {name}", [p for p in pairs if p[0] == name], accuracy, 200)
    if SAMPLE.exists():
        record = onrecord.read(text=SAMPLE.read_text(encoding="utf-8"))
        check = headlines.check(record.document, record.statements)
        print(f"\nthe sample page: {check.label if check else None}: {check.why if check else ''}")
    if options.json:
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
