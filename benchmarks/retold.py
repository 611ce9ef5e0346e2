"""Quotations that came back in other words: `python -m benchmarks.retold [--json out.json]`.

`sets/retold-1.jsonl`: 160 pairs of what one invented speaker is told to have said, written and labelled by a language model, half of them
one utterance retold with next to none of its words, half another utterance on the same subject, most of them near-misses that share many
words. Precision and recall of what `linking.retold` calls likely, with the shipped vectors of meaning; pairs that `linking.variation` links
by their words are told as variants and not here. Intervals: percentile bootstrap over pairs, 2,000 draws.
"""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.linking import retold, variation
from onrecord.reading import model

SET = Path(__file__).parent / "sets" / "retold-1.jsonl"
Verdict = tuple[bool, bool]
"""Whether a pair is labelled as retold, and whether it is called so."""


def precision_and_recall(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    both, called, wanted = sum(a and b for a, b in verdicts), sum(b for _, b in verdicts), sum(a for a, _ in verdicts)
    return 100 * both / max(called, 1), 100 * both / max(wanted, 1)


def shown(name: str, verdicts: Sequence[Verdict]) -> dict[str, list[float]]:
    random = np.random.default_rng(1)
    drawn = [precision_and_recall([verdicts[i] for i in random.integers(0, len(verdicts), len(verdicts))]) for _ in range(2_000)]
    made = {}
    for what, value, some in zip(("precision", "recall"), precision_and_recall(verdicts), zip(*drawn, strict=True), strict=True):
        low, high = np.percentile(some, [2.5, 97.5])
        made[what] = [round(value, 1), round(float(low), 1), round(float(high), 1)]
    print(
        f"{name:36}" + "".join(f"{what} {v:5.1f} [{low:.1f}, {high:.1f}]   " for what, (v, low, high) in made.items()),
        f"n = {len(verdicts)}",
    )
    return made


def shared_words(one: str, other: str) -> float:
    """The share of the longer words of the one with fewer that both have."""
    a, b = (set(re.findall(r"\w{4,}", words.lower())) for words in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    pairs = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    encoder = model.meanings()
    cosines = (encoder.embed(p["one"] for p in pairs) * encoder.embed(p["other"] for p in pairs)).sum(1)
    kept: dict[str, dict[str, list[float]]] = {}
    rows: list[tuple[float, Verdict]] = []
    for pair, cosine in zip(pairs, cosines, strict=True):
        one, other = pair["one"], pair["other"]
        called = variation.relate(one, other) is None and retold.compare(one, other, float(cosine)).likely
        rows.append((shared_words(one, other), (pair["label"] == "retold", called)))
    for name, most in (("all pairs", 1.0), ("less than a third of words shared", 1 / 3)):
        kept[name] = shown(name, [verdict for share, verdict in rows if share < most or most == 1.0])
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
