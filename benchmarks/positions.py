"""Acts, polarity, conditions and collisions on the development sets: `python -m benchmarks.positions [--json out.json] [--cost FOLDER]`.

Acts are cross-validated with whole documents held out: the linear model and the network (`python -m training.acts_network folds` trains
five of them and keeps their answers in `sets/acts.folds.jsonl`) that answer for a document saw none of its statements. Lexicon
and rules were written by someone who read the *open* half of each set only (documents whose id has a SHA-256 digest with an even first
byte); the *sealed* half was never printed or read, only totalled. So the sealed rows are the honest ones for what is written by hand.
Intervals are 95%, by bootstrap over documents. A condition is right if it shares at least half of its words (Jaccard) with a labelled one.

The acts map to PLOVER, the ontology of political events: offer, promise → AGREE; demand → REQUEST; refuse → REJECT; threaten → THREATEN;
accuse → ACCUSE; support → SUPPORT. The other acts have no counterpart there.
"""

import argparse
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import onrecord
from onrecord.linking import collisions
from onrecord.reading import acts, conditions, model, positions, telling
from onrecord.vocabulary import PLOVER, Document, Kind, Statement
from training import acts as training

ACT_SETS = ("acts-1", "conditions-1", "collisions-1")
ROUNDS = 1000
Row = Counter[str]
"""The counts of one document."""
Measure = Callable[[Row], float]

_WORD = re.compile(r"\w+")
_REGEX = re.compile(
    r"(?i)\b(?:only if|if|unless|until|as long as|provided that|provided|in exchange for|in return for|on condition "
    r"that|when|while|once|without)\b[^,.;”\"]*"
)
"""The floor for conditions."""


def is_open(document: str) -> bool:
    return hashlib.sha256(document.encode()).digest()[0] % 2 == 0


def ratio(top: str, *below: str) -> Measure:
    return lambda row: row[top] / total if (total := sum(row[name] for name in below)) else 0.0


def f1(row: Row) -> float:
    return 2 * row["right"] / both if (both := row["found"] + row["wanted"]) else 0.0


def macro_f1(row: Row) -> float:
    scores = []
    for act in acts.ACTS:
        both = row[f"gold {act}"] + row[f"said {act}"]
        if row[f"gold {act}"]:
            scores.append(2 * row[f"hit {act}"] / both)
    return sum(scores) / len(scores) if scores else 0.0


def interval(rows: Sequence[Row], measure: Measure) -> tuple[float, float, float]:
    """The measure in percent over all documents, and its 95% interval."""
    names = sorted({name for row in rows for name in row})
    table = np.array([[row[name] for name in names] for row in rows], float)
    random = np.random.default_rng(0)

    def of(counts: Any) -> float:
        return 100 * measure(Counter(dict(zip(names, counts.tolist(), strict=True))))

    drawn = [of(table[random.integers(0, len(rows), len(rows))].sum(0)) for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return round(of(table.sum(0)), 1), round(float(low), 1), round(float(high), 1)


def roles(document: dict[str, Any], statement: dict[str, Any]) -> tuple[Any, Any, Any]:
    content, cue, source = (training.spans(document["text"], statement[role]) for role in ("content", "cue", "source"))
    return content, cue, source


def act_rows(predicted: Mapping[tuple[str, str, int], str], name: str) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for document in training.load(name):
        row = rows.setdefault(document["id"], Counter())
        for n, statement in enumerate(document["statements"]):
            gold, said = statement["act"], predicted[name, document["id"], n]
            row["all"] += 1
            row["right"] += gold == said
            row["polarity"] += acts.POLARITY.get(gold) == acts.POLARITY.get(said)
            row["asserts"] += gold == "assert"
            row[f"gold {gold}"] += 1
            row[f"said {said}"] += 1
            row[f"hit {gold}"] += gold == said
    return rows


def condition_rows(predicted: Mapping[tuple[str, str, int], str], regex: bool = False) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for name in ("acts-1", "conditions-1"):
        for document in training.load(name):
            row, text = rows.setdefault(document["id"], Counter()), document["text"]
            for n, statement in enumerate(document["statements"]):
                asking = predicted[name, document["id"], n] == "ask"
                found = [(c.start, c.end, c.kind) for c in conditions.find(text, *roles(document, statement), asking=asking)]
                if regex:
                    found = [(a + m.start(), a + m.end(), "") for a, b in statement["content"] for m in _REGEX.finditer(text[a:b])]
                left = [(c["start"], c["end"], c["kind"]) for c in statement["conditions"]]
                row["wanted"] += len(left)
                row["found"] += len(found)
                for a, b, kind in found:
                    for gold in left:
                        if _jaccard(_words(text, a, b), _words(text, gold[0], gold[1])) >= 0.5:
                            row["right"] += 1
                            row["kind"] += kind == gold[2]
                            left.remove(gold)
                            break
    return rows


def _words(text: str, a: int, b: int) -> set[int]:
    return {m.start() for m in _WORD.finditer(text, a, b)}


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def collision_rows(predicted: Mapping[tuple[str, str, int], str] | None) -> dict[str, Row]:
    """With the labelled acts (None), or with predicted ones."""
    rows: dict[str, Row] = {}
    for document in training.load("collisions-1"):
        row, made = rows.setdefault(document["id"], Counter()), []
        for n, s in enumerate(document["statements"]):
            content, cue, source = roles(document, s)
            act = predicted["collisions-1", document["id"], n] if predicted else s["act"]
            terms = conditions.find(document["text"], content, cue, source)
            made.append(Statement(str(n), Kind.INDIRECT, content, cue, source, 1.0, act=act, conditions=terms))
        found = {tuple(sorted(map(int, c.statements))) for c in collisions.find(made, document["text"])}
        wanted = {tuple(sorted(c["statements"])) for c in document["collisions"]}
        row["right"] += len(found & wanted)
        row["found"] += len(found)
        row["wanted"] += len(wanted)
    return rows


def cost() -> float:
    """CPU milliseconds that `positions.fill` takes for a document of acts-1, once loaded."""
    filled = []
    for document in training.load("acts-1"):
        whole = Document(document["id"], "", "", document["text"], ())
        filled.append([(Statement("", Kind.INDIRECT, *roles(document, s), 1.0), whole) for s in document["statements"]])
    positions.fill(*filled[0][0])
    start = time.process_time()
    for statements in filled:
        for statement, whole in statements:
            positions.fill(statement, whole)
    return 1000 * (time.process_time() - start) / len(filled)


def on_news(data: Path) -> dict[str, float]:
    """The shipped models on statements of news that neither learned from, a sixth of PolNeAR's labelled articles: acts right, *assert* said
    of all, and told and right of those told, in percent."""
    network, pairs = model.network_of_acts(), []

    def asked(it: training.News) -> Callable[[], Sequence[float]]:
        return lambda: network.scores(it.cue, it.content).tolist()

    for it in training.news(data):
        scores = acts.shipped().scores(acts.Reading(it.example.features))
        act, sure = acts.settled(scores, it.glance, asked(it))
        pairs.append((it.example.act, *acts.worded(act, sure, it.cue, it.content)))
    told = [gold == act for gold, act, sure in pairs if sure >= positions.SURE]
    shares = {
        "news, act": sum(gold == act for gold, act, _ in pairs) / len(pairs),
        "news, all assert": sum(gold == "assert" for gold, _, _ in pairs) / len(pairs),
        "news, told": len(told) / len(pairs),
        "news, right of those told": sum(told) / len(told),
    }
    return {name: round(100 * share, 1) for name, share in shares.items()}


def added(folder: Path, most: int = 20) -> dict[str, float]:
    """How many CPU-seconds acts, conditions, collisions and the headline check add to what reading a page takes without them, in percent,
    over pages spread evenly over the folder's (`*.txt`, `*.html`, at any depth); how many of them have a headline."""
    paths = sorted(path for path in folder.rglob("*") if ".txt" in path.suffixes or ".html" in path.suffixes)
    paths = paths[:: max(1, len(paths) // most)]
    records = [onrecord.read(path) for path in paths]
    spent = dict.fromkeys(("whole", "acts and conditions", "collisions", "headlines"), 0.0)
    for path, record in zip(paths, records, strict=True):
        page = record.document
        answers = model.shipped().run(page.text, page.blocks)
        list(answers.windows)
        marks = [time.process_time()]
        onrecord.read(path)
        marks.append(time.process_time())
        for s in record.statements:
            positions.fill(s, page, answers=answers)
        marks.append(time.process_time())
        collisions.find(record.statements, page.text)
        marks.append(time.process_time())
        telling.told(page, record.statements, answers.pieces)
        marks.append(time.process_time())
        for name, (start, end) in zip(spent, pairwise(marks), strict=True):
            spent[name] += end - start
    whole = spent.pop("whole")
    shares = {name: round(100 * seconds / (whole - sum(spent.values())), 1) for name, seconds in spent.items()}
    return shares | {"of pages": len(records), "with a headline": sum(r.document.headline is not None for r in records)}


def shown(title: str, rows: Mapping[str, Row], measures: Iterable[tuple[str, Measure]], kept: dict[str, Any]) -> None:
    halves = (
        ("open", [r for d, r in rows.items() if is_open(d.split()[-1])]),
        ("sealed", [r for d, r in rows.items() if not is_open(d.split()[-1])]),
        ("all", list(rows.values())),
    )
    for name, measure in measures:
        cells = []
        for half, chosen in halves:
            mean, low, high = interval(chosen, measure)
            kept[f"{title}/{name}/{half}"] = [mean, low, high]
            cells.append(f"{mean:6.1f} ({low:.1f}–{high:.1f})".ljust(24))
        print(f"{title:34}{name:12}{''.join(cells)}")


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--folds", type=int, default=10)
    parse.add_argument("--json", type=Path, help="write the figures here too")
    parse.add_argument("--data", type=Path, help="the folder that holds polnear/: acts on its news pages too")
    parse.add_argument("--cost", type=Path, metavar="FOLDER", help="nothing but the cost, on texts of this folder")
    given = parse.parse_args()
    if given.cost:
        print("CPU-seconds a document, in % of what reading takes without:", added(given.cost))
        return
    examples = training.examples(ACT_SETS)
    linear, glances, networks = training.cross_validated(examples, given.folds), training.glances(ACT_SETS), training.networks()
    calls: list[int] = []

    def network(n: int) -> list[float]:
        calls.append(n)
        scores: list[float] = networks[n].tolist()
        return scores

    answers = [acts.settled(p.tolist(), glance, partial(network, n)) for n, (p, glance) in enumerate(zip(linear, glances, strict=True))]
    asked = len(calls) / len(examples)
    numbers: Counter[tuple[str, str]] = Counter()
    predicted: dict[tuple[str, str, int], str] = {}
    sure: dict[bool, list[tuple[bool, bool]]] = {True: [], False: []}
    labelled = [roles(document, s) for name in ACT_SETS for document in training.load(name) for s in document["statements"]]
    said = [positions.words(cue, content) for content, cue, _ in labelled]
    for example, (settled, clear), (cue, content) in zip(examples, answers, said, strict=True):
        answer, probability = acts.worded(settled, clear, cue, content)
        sure[is_open(example.document)].append((probability >= positions.SURE, answer == example.act))
        predicted[example.set, example.document, numbers[example.set, example.document]] = answer
        numbers[example.set, example.document] += 1
    kept: dict[str, Any] = {"network asked": round(100 * asked, 1)}
    flat = [0.0] * len(acts.ACTS)
    alone = [acts.settled(p.tolist(), glance, lambda: flat)[0] for p, glance in zip(linear, glances, strict=True)]
    share = sum(act == example.act for act, example in zip(alone, examples, strict=True)) / len(examples)
    kept["act without the network"] = round(100 * share, 1)
    print(f"the network is asked of {asked:.0%} of statements; without it {share:.1%} of all acts are right")
    print(f"acts and polarity: {given.folds} folds by document; percent, 95% intervals\n")
    print(f"{'':46}{'open (read)':24}{'sealed (never read)':24}{'all'}")
    for name in ACT_SETS:
        rows = act_rows(predicted, name)
        shown(name, rows, (("act", ratio("right", "all")), ("macro-F1", macro_f1), ("polarity", ratio("polarity", "all"))), kept)
        shown(name, rows, (("all assert", ratio("asserts", "all")),), kept)
    everything = {f"{name} {d}": row for name in ACT_SETS for d, row in act_rows(predicted, name).items()}
    shown("all three", everything, (("act", ratio("right", "all")), ("macro-F1", macro_f1), ("polarity", ratio("polarity", "all"))), kept)
    for is_read, told in sure.items():
        share, right = (sum(t for t, _ in told) / len(told), sum(r for t, r in told if t) / sum(t for t, _ in told))
        half = "open" if is_read else "sealed"
        print(f"acts told at {positions.SURE} or surer, {half} half of all sets: {share:.1%} of statements, {right:.1%} right")
        kept[f"told/{half}"], kept[f"told right/{half}"] = round(100 * share, 1), round(100 * right, 1)
    pairs = (("precision", ratio("right", "found")), ("recall", ratio("right", "wanted")), ("F1", f1))
    shown("conditions", condition_rows(predicted), (*pairs, ("kind", ratio("kind", "right"))), kept)
    shown("conditions by a regex", condition_rows(predicted, regex=True), (("F1", f1),), kept)
    shown("collisions, labelled acts", collision_rows(None), pairs, kept)
    shown("collisions, acts cross-validated", collision_rows(predicted), pairs, kept)
    whole = act_rows(predicted, "acts-1")
    total: Row = sum(whole.values(), Counter())
    print("\nF1 by act on acts-1, all documents, with its PLOVER counterpart")
    for act in acts.ACTS:
        score = 200 * total[f"hit {act}"] / max(1, total[f"gold {act}"] + total[f"said {act}"])
        print(f"  {act:10}{PLOVER.get(act, '–'):10}{score:6.1f}  of {total[f'gold {act}']}")
        kept[f"F1/{act}"] = round(score, 1)
    kept["ms a document"] = round(cost(), 2)
    print(f"\npositions.fill: {kept['ms a document']} CPU-ms a document of acts-1 (five statements)")
    if given.data:
        kept |= (found := on_news(given.data))
        print("news pages, acts as a language model read them, in %:", found)
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
