"""The headline check against labelled pages: `python -m benchmarks.headlines [--fnc FOLDER] [--json out.json]`.

`sets/headlines-1.jsonl` (120 pages): the whole check with the statements that the public API finds. The weights that say whether a claim is
borne out are fitted anew for each of ten folds without the fold's pages, on the other pages and, where FOLDER's neighbours hold PolNeAR and
Wikinews, on their headlines. The rules were written with the *open* half in sight (an even first byte of the digest of the page's id), so
the *sealed* half is the figure to believe. Intervals: percentile bootstrap over pages, 2,000 draws.

The pages of `training/headed/` came later and nobody has tuned anything to them yet: what the shipped check says of their headlines is the
figure least flattered. *The headline alone* is what a guess by the headline's words gets there that never sees the page (naive Bayes,
fivefold, whole pages held out): whoever writes a wrong headline words it otherwise than a right one, and what learns from these pages
learns that first, so a figure of such a learner means something only beside this one.

With FOLDER (FNC-1's train part): does a headline belong to a body? On all pairs of the tenth of the bodies that nothing was learned from.
"""

import argparse
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np

import onrecord
from onrecord.reading import headlines, passages
from training import headed
from training import headlines as training

LABELS = (*headlines.LABELS[::-1], headlines.QUESTION)
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


def cross_validated(data: Path | None) -> tuple[list[Pair], list[str], float]:
    """(label given by hand, label found) for each page, the pages' ids, and milliseconds of CPU a page."""
    given = training.pages()
    records = [onrecord.read(text=page["text"]) for page in given]
    examples = training.examples(data)
    config = passages.shipped().config
    kept = config["borne"]
    found, spent = [""] * len(given), 0.0
    try:
        for k in range(10):
            inside = np.array([i < 0 or fold(given[i]["id"]) != k for i in examples.page])
            config["borne"] = training.fit_borne(examples.x[inside], examples.y[inside], examples.weight[inside]).tolist()
            for i, page in enumerate(given):
                if fold(page["id"]) == k:
                    begin = time.process_time()
                    check = headlines.check(records[i].document, records[i].statements)
                    spent += time.process_time() - begin
                    found[i] = check.label if check else "none"
    finally:
        config["borne"] = kept
    pairs = [(page["label"], label) for page, label in zip(given, found, strict=True)]
    return pairs, [page["id"] for page in given], 1_000 * spent / len(given)


def unseen() -> list[Pair]:
    """(label given by the writer, label found) for each headline of `training/headed/`."""
    pairs = []
    for it in headed.pages():
        record = onrecord.read(text=f"{it.headline}\n\n{it.body}")
        check = headlines.check(training.plain_document(record.document.text, (0, len(it.headline))), record.statements)
        pairs.append((it.label, check.label if check else "none"))
    return pairs


def alone(folder: Path) -> list[Pair]:
    """(label given by the writer, label guessed from the headline's words alone) for each headline of a folder of `training.headed`."""
    rows = [(fold(it.page, 5), it.label, _grams(it.headline)) for it in headed.pages(folder)]
    pairs = []
    for k in range(5):
        seen = {label: Counter(g for f, its, grams in rows if f != k and its == label for g in grams) for label in headed.LABELS}
        totals = {label: counts.total() + len(set().union(*seen.values())) for label, counts in seen.items()}
        prior = Counter(label for f, label, _ in rows if f != k)
        for _, label, grams in (row for row in rows if row[0] == k):
            scores = {m: log(prior[m]) + sum(log((seen[m][g] + 1) / totals[m]) for g in grams) for m in headed.LABELS}
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
    pairs, ids, spent = cross_validated(news)
    sealed = [p for p, i in zip(pairs, ids, strict=True) if not is_open(i)]
    print("% with 95% intervals; whole pages held out for what is fitted\n")
    say("label, open half (rules written on it)", [p for p, i in zip(pairs, ids, strict=True) if is_open(i)], accuracy)
    say("label, sealed half", sealed, accuracy)
    say("label, all pages", pairs, accuracy)
    say("label, all: 'supported' said of every page", [(a, headlines.SUPPORTED) for a, _ in pairs], accuracy)
    later = unseen()
    say("label, pages that nobody tuned to", later, accuracy)
    say("the same, from the headline alone", alone(headed.FOLDER), accuracy)
    say("short pages, from the headline alone", alone(headed.SHORT), accuracy)
    for name, some in (("sealed", sealed), ("all", pairs), ("nobody tuned to", later)):
        say(f"'supported' said of unsupported, {name}", [p for p in some if p[0] == headlines.UNSUPPORTED], supported_wrongly)
    for name, some in (("sealed half", sealed), ("all pages", pairs), ("pages that nobody tuned to", later)):
        counts = Counter(some)
        print(f"\n{name}; rows by hand, columns found{'':9}" + "".join(f"{label:>13}" for label in LABELS))
        for label in LABELS:
            print(f"{label:>44}" + "".join(f"{counts[label, other]:13}" for other in LABELS))
    print(f"\n{spent:.2f} ms of CPU a page for the check")
    whole["milliseconds"] = round(spent, 3)
    if options.fnc:
        print("\nFNC-1 train, bodies held back")
        found = related(options.fnc)
        say("related or unrelated, accuracy", found, accuracy, 200)
        for name in ("related", "unrelated"):
            say(f"recall of {name}", [p for p in found if p[0] == name], accuracy, 200)
    if SAMPLE.exists():
        record = onrecord.read(text=SAMPLE.read_text(encoding="utf-8"))
        check = headlines.check(record.document, record.statements)
        print(f"\nthe sample page: {check.label if check else None}: {check.why if check else ''}")
    if options.json:
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
