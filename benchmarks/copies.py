"""Are copies found, and independent reports left apart? `python -m benchmarks.copies CORPORA [--show 5] [--json out.json]`.

CORPORA holds fnc-1, polnear, ecbplus, wikinews-sources and near-duplicates. Three tables:

*made*: some 2,000 pages. Articles that have no near-duplicate, and of nearly all of them a page that was truncated (to 20–70% of its
sentences), re-headlined (with another credit line too), lightly edited (1–6% of its words replaced, left out or added) or merged with
another (whole, or its first two thirds: a copy is more than half of a page). All pages go through keys and comparison, as in a ledger.

*labelled*: 200 pairs of `near-duplicates`, drawn by the SHA-256 of their names and labelled by reading (sets/LINKING.md).

*independent*: all pairs of articles on one event in ECB+ and in `wikinews-sources`, nearly all of which are independent reports. Two
states of one page (the same address) are left out, and pairs that the table of near-duplicates lists are counted apart.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.texts import Texts
from onrecord import pages
from onrecord.linking import copies

SET = Path(__file__).parent / "sets" / "copies-1.jsonl"
EACH = 222
SHORTEST = 90
"""Words of the articles that pages are made of."""
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n\s*")


def body(text: str, headline: str | None = None) -> copies.Body:
    return copies.Body(pages.from_text(text, pages.Given(headline=headline)))


def proposed(bodies: dict[str, copies.Body]) -> dict[tuple[str, str], copies.Likeness]:
    """All pairs that share keys, compared."""
    by_key: dict[int, list[str]] = defaultdict(list)
    shared: Counter[tuple[str, str]] = Counter()
    for name, it in bodies.items():
        for key in copies.keys(it):
            shared.update((other, name) for other in by_key[key])
            by_key[key].append(name)
    return {pair: copies.compare(bodies[pair[0]], bodies[pair[1]]) for pair, n in shared.items() if n >= copies.SHARED}


def banded(it: copies.Body) -> set[tuple[int, bytes]]:
    """MinHash of a body's shingles in 32 bands of 4, for comparison: the usual keys of near-duplicates."""
    hashes = np.array(it.shingles or [0], np.uint64)
    chance = np.random.default_rng(1)
    factors, terms = (chance.integers(1, 2**61 - 1, 128, np.uint64) for _ in range(2))
    signature = ((hashes[:, None] * factors + terms) >> np.uint64(32)).min(axis=0)
    return {(band, signature[4 * band : 4 * band + 4].tobytes()) for band in range(32)}


class Maker:
    """Makes copies of articles, by a seed."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.chance, self.vocabulary = random.Random(7), vocabulary

    def truncated(self, text: str) -> str:
        sentences = _SENTENCE.split(text)
        kept = max(3, round(len(sentences) * self.chance.uniform(0.2, 0.7)))
        return "\n\n".join(sentences[:kept] if self.chance.random() < 0.7 else sentences[-kept:])

    def headlined(self, text: str) -> str:
        line = " ".join(self.chance.choices(self.vocabulary, k=8))
        return f"{line}\n\nBy {' '.join(self.chance.choices(self.vocabulary, k=2))}, with agencies\n\n{text}"

    def edited(self, text: str) -> str:
        words = re.split(r"(\s+)", text)
        for _ in range(max(2, round(len(words) / 2 * self.chance.uniform(0.01, 0.06)))):
            at = 2 * self.chance.randrange(len(words) // 2)
            how = self.chance.randrange(3)
            new = self.chance.choice(self.vocabulary)
            words[at] = new if how == 0 else "" if how == 1 else f"{words[at]} {new}"
        return "".join(words)

    def merged(self, one: str, other: str) -> str:
        if self.chance.random() < 0.5:
            sentences = _SENTENCE.split(one)
            one = "\n\n".join(sentences[: -(-2 * len(sentences) // 3)])
        return f"{one}\n\n{other}"


def made(texts: Texts, show: int) -> dict[str, object]:
    doubled = {name for row in texts.table("near-duplicates") for name in (row["a"], row["b"])}
    names = [name for name in (*texts.bodies(), *texts.polnear()) if name not in doubled and len(texts[name].split()) >= SHORTEST]
    maker = Maker([word for name in names[:300] for word in texts[name].split() if word.isalpha()])
    maker.chance.shuffle(names)
    chosen = names[: 5 * EACH]
    bodies = {name: body(texts[name]) for name in chosen}
    truth: dict[tuple[str, str], str] = {}
    for n in range(EACH):
        one, two, three, four, five = chosen[5 * n : 5 * n + 5]
        for kind, sources, text in (
            ("truncated", [one], maker.truncated(texts[one])),
            ("re-headlined", [two], maker.headlined(texts[two])),
            ("lightly edited", [three], maker.edited(texts[three])),
            ("merged", [four, five], maker.merged(texts[four], texts[five])),
        ):
            name = f"{kind} {n}"
            bodies[name] = body(text)
            truth.update({(source, name): kind for source in sources})
    found = {pair for pair, likeness in proposed(bodies).items() if likeness.relation is copies.Relation.COPY}
    print(f"made: {len(bodies)} pages, {len(truth)} pairs of a copy and its source; keys alone, and MinHash in their place, for comparison")
    print(f"{'':16}{'pairs':>6}{'recall':>9}{'keys':>8}{'MinHash':>10}")
    keyed = {name: set(copies.keys(it)) for name, it in bodies.items()}
    bands = {name: banded(it) for name, it in bodies.items()}
    figures: dict[str, object] = {"pages": len(bodies), "pairs": len(truth)}
    for kind in dict.fromkeys(truth.values()):
        pairs = [pair for pair, its in truth.items() if its == kind]
        recall = 100 * sum(pair in found for pair in pairs) / len(pairs)
        keys = 100 * sum(len(keyed[a] & keyed[b]) >= copies.SHARED for a, b in pairs) / len(pairs)
        minhash = 100 * sum(bool(bands[a] & bands[b]) for a, b in pairs) / len(pairs)
        print(f"{kind:16}{len(pairs):6}{recall:8.1f}%{keys:7.1f}%{minhash:9.1f}%")
        figures[kind] = {"recall": round(recall, 2), "keys": round(keys, 2), "MinHash": round(minhash, 2)}
        for missed in [pair for pair in pairs if pair not in found][:show]:
            print("   missed:", *missed, copies.compare(bodies[missed[0]], bodies[missed[1]]).reason)
    right = sum(pair in truth for pair in found)
    figures |= {"recall": round(100 * right / len(truth), 2), "precision": round(100 * right / len(found), 2)}
    print(f"{'all':16}{len(truth):6}{figures['recall']:8.1f}%   precision {figures['precision']:.1f}% of {len(found)} called copies")
    for wrong in [pair for pair in found if pair not in truth][:show]:
        print("   wrong:", *wrong, copies.compare(bodies[wrong[0]], bodies[wrong[1]]).reason)
    return figures


def labelled(texts: Texts, show: int) -> dict[str, object]:
    with SET.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    said: Counter[tuple[str, str]] = Counter()
    unkeyed = 0
    for row in rows:
        one, other = body(texts[row["a"]]), body(texts[row["b"]])
        likeness = copies.compare(one, other)
        said[row["label"], likeness.relation] += 1
        unkeyed += row["label"] == "copy" and len(set(copies.keys(one)) & set(copies.keys(other))) < copies.SHARED
        if show and (row["label"] == "copy") != (likeness.relation is copies.Relation.COPY):
            print(f"   {row['id']}: {row['label']}, said {likeness.relation}: {likeness.reason}")
    names = [str(relation) for relation in copies.Relation]
    print(f"\nlabelled: {len(rows)} pairs; columns: what was said\n{'':14}" + "".join(f"{name:>13}" for name in names))
    for label in names:
        print(f"{label:14}" + "".join(f"{said[label, name]:13}" for name in names))
    right = said["copy", "copy"]
    found, true = sum(said[label, "copy"] for label in names), sum(said["copy", name] for name in names)
    same = sum(said[name, name] for name in names)
    print(
        f"copies: precision {100 * right / found:.1f}%, recall {100 * right / true:.1f}%; {unkeyed} of them share too few keys;"
        f" all three told rightly: {100 * same / len(rows):.1f}%"
    )
    return {"precision": right / found, "recall": right / true, "unkeyed": unkeyed, "accuracy": same / len(rows)}


def independent(name: str, groups: Iterable[list[tuple[str, str | None, copies.Body]]], listed: set[frozenset[str]]) -> dict[str, object]:
    figures: dict[str, object] = {}
    pairs = [(a, b) for group in groups for a, b in combinations(group, 2) if a[1] is None or a[1] != b[1]]
    for kind, some in (
        ("not near-duplicates", [(a, b) for a, b in pairs if frozenset((a[0], b[0])) not in listed]),
        ("near-duplicates", [(a, b) for a, b in pairs if frozenset((a[0], b[0])) in listed]),
    ):
        called = [(a[0], b[0]) for a, b in some if copies.compare(a[2], b[2]).relation is copies.Relation.COPY]
        share = 100 * len(called) / max(1, len(some))
        print(f"{name:18}{kind:22}{len(some):6} pairs, {len(called)} called copies ({share:.2f}%)")
        figures[kind] = {"pairs": len(some), "called copies": len(called), "share": round(share, 3)}
    return figures


def address(url: str | None) -> str | None:
    """A page's address without an archive's before it."""
    return re.sub(r"^(?:https?://web\.archive\.org/web/\d+/)?https?://(?:www\.)?|:80(?=/)", "", url or "").casefold() or None


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("corpora", type=Path)
    parse.add_argument("--show", type=int, default=0, help="how many errors of each kind to print")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    texts = Texts(given.corpora)
    listed = {frozenset((row["a"], row["b"])) for row in texts.table("near-duplicates")}
    figures = {"made": made(texts, given.show), "labelled": labelled(texts, given.show)}
    print("\nindependent reports")
    events = ([it for it in topic if it.endswith("plus") is plus] for topic in texts.topics() for plus in (False, True))
    figures["ecbplus"] = independent("ecbplus", ([(name, None, body(texts[name])) for name in event] for event in events), listed)
    stories = ([(it.name, address(it.url), body(it.text, it.headline)) for it in story] for story in texts.stories())
    figures["wikinews-sources"] = independent("wikinews-sources", stories, listed)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
