"""Mentions and entities in GUM: `python -m benchmarks.coreference GUM_DEV [--model FOLDER]`.

Gold: mentions of people and organisations. A mention is its head word (the last word of GUM's minimal span): extents of phrases are not
what `reading` needs. Ours: names, heads, and the pronouns he, she, they, it in all forms, each resolved as a source would be.
Printed: mention precision, recall, F1; MUC, B³, CEAFe and their mean (CoNLL-2012); the same without the model, by capital letters, equal
names, and the person named last for a pronoun.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment  # of the extra `bench`

from onrecord.pages import from_text
from onrecord.reading import cast, names, resolver
from onrecord.reading.mentions import Name
from onrecord.reading.model import Model, shipped
from training.coreference import Annotated, gum
from training.coreference import names as rough

PRONOUN = re.compile(r"(?i)\b(?:he|him|his|himself|she|her|hers|herself|they|them|their|theirs|themselves|it|its|itself)\b")
Clusters = list[set[int]]
"""Entities as sets of mentions; a mention is the offset of its head word."""


def last_word(text: str, start: int, end: int) -> int:
    found = names.words(text, start, end)
    return found[-1][0] if found else start


def gold(document: Annotated) -> Clusters:
    made: dict[str, set[int]] = defaultdict(set)
    for mention in document.mentions:
        if mention.type in ("person", "organization"):
            made[mention.cluster].add(last_word(document.text, *mention.head))
    return distinct(made.values())


def ours(text: str, model: Model) -> Clusters:
    document = from_text(text)
    answers = model.run(document.text, document.blocks)
    for _ in answers.windows:
        pass
    page = resolver.Resolver(document, answers)
    made: dict[int, set[int]] = defaultdict(set)
    for figure in page.figures:
        if figure.kind in (cast.PERSON, cast.ORGANIZATION):
            made[id(figure)] |= {last_word(text, m.start, m.end) for m in figure.mentions}
    spans = [(m.start(), m.end()) for m in PRONOUN.finditer(text)] + [(h.start, h.end) for h in page.heads]
    kept = []
    for start, end in sorted(spans):
        found = page.source(start, end)
        if found is not None:
            kept.append(found.referent)
            made[id(found.referent.figure or found.referent)].add(start)
    return distinct(made.values())


def plain(text: str) -> Clusters:
    """The floor: no model."""
    found = [Name(a, b, 0, 0, "", (1.0, 0.0, 0.0, 0.0)) for a, b in rough(text)]
    figures = cast.gather(text, found)
    clusters = [{last_word(text, m.start, m.end) for m in figure.mentions} for figure in figures]
    order = sorted((m.end, n) for n, figure in enumerate(figures) for m in figure.mentions)
    for pronoun in PRONOUN.finditer(text):
        if before := [n for end, n in order if end <= pronoun.start()]:
            clusters[before[-1]].add(pronoun.start())
    return distinct(clusters)


def distinct(clusters: Iterable[set[int]]) -> Clusters:
    """Each mention in one cluster only, the first."""
    seen: set[int] = set()
    made = []
    for cluster in clusters:
        if left := cluster - seen:
            made.append(left)
            seen |= left
    return made


def muc(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Links kept, of links needed (Vilain et al. 1995)."""
    of = {m: n for n, cluster in enumerate(response) for m in cluster}
    kept = sum(len(c) - len({of.get(m, ("alone", m)) for m in c}) for c in key)
    return kept, sum(len(c) - 1 for c in key)


def b_cubed(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Bagga and Baldwin 1998."""
    of = {m: cluster for cluster in response for m in cluster}
    return float(sum(len(c & of[m]) / len(c) for c in key for m in c if m in of)), sum(map(len, key))


def ceaf(key: Clusters, response: Clusters) -> tuple[float, float, float]:
    """Similarity of the best alignment of entities (Luo 2005, entity-based), and how many entities either has."""
    if not key or not response:
        return 0.0, len(key), len(response)
    table = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in response] for a in key])
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum()), len(key), len(response)


def figures(documents: Sequence[tuple[Clusters, Clusters]]) -> dict[str, float]:
    def f1(p: float, r: float) -> float:
        return 200 * p * r / (p + r) if p + r else 0.0

    def ratio(parts: Iterable[tuple[float, float]]) -> float:
        pairs = list(parts)
        return sum(top for top, _ in pairs) / max(sum(total for _, total in pairs), 1e-9)

    mentions = [({m for c in k for m in c}, {m for c in r for m in c}) for k, r in documents]
    hits = sum(len(k & r) for k, r in mentions)
    precision, recall = hits / max(sum(len(r) for _, r in mentions), 1), hits / max(sum(len(k) for k, _ in mentions), 1)
    made = {"mention precision": 100 * precision, "mention recall": 100 * recall, "mention F1": f1(precision, recall)}
    made["MUC"] = f1(ratio(muc(r, k) for k, r in documents), ratio(muc(k, r) for k, r in documents))
    made["B³"] = f1(ratio(b_cubed(r, k) for k, r in documents), ratio(b_cubed(k, r) for k, r in documents))
    aligned = [ceaf(k, r) for k, r in documents]
    total = sum(a[0] for a in aligned)
    made["CEAFe"] = f1(total / max(sum(a[2] for a in aligned), 1e-9), total / max(sum(a[1] for a in aligned), 1e-9))
    made["CoNLL"] = (made["MUC"] + made["B³"] + made["CEAFe"]) / 3
    return made


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("gum", type=Path)
    parse.add_argument("--model", type=Path, help="another model folder than the shipped one")
    asked = parse.parse_args()
    model = Model(asked.model) if asked.model else shipped()
    documents = list(gum(asked.gum))
    for name, find in (("onrecord", lambda text: ours(text, model)), ("no model", plain)):
        found = figures([(gold(d), find(d.text)) for d in documents])
        print(f"{name:9}", *(f"{what} {value:.1f}" for what, value in found.items()), sep="  ")


if __name__ == "__main__":
    main()
