"""How far two readers of the development sets agree: `python -m benchmarks.agreement`. The second read without the first's labels.

Agreement in percent, with Cohen's kappa for single labels; of conditions and collisions, how many of those that either has both have.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from training import headed, news

SETS = Path(__file__).parent / "sets"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def kappa(first: Sequence[str], second: Sequence[str]) -> tuple[float, float]:
    """Share of equal labels, and Cohen's kappa (1960)."""
    n = len(first)
    same = sum(a == b for a, b in zip(first, second, strict=True)) / n
    one, other = Counter(first), Counter(second)
    chance = sum(one[label] * other[label] for label in one) / n / n
    return same, (same - chance) / (1 - chance)


def show(what: str, first: Sequence[str], second: Sequence[str]) -> None:
    same, k = kappa(first, second)
    print(f"{what:34}{len(first):6}{100 * same:8.1f}{k:8.2f}")


def show_shared(what: str, first: Sequence[set[Any]], second: Sequence[set[Any]]) -> None:
    both = sum(len(a & b) for a, b in zip(first, second, strict=True))
    either = sum(len(a | b) for a, b in zip(first, second, strict=True))
    print(f"{what:34}{either:6}{100 * both / either:8.1f}")


def show_chains() -> None:
    first, second = ([s for p in lines(name) for s in p["statements"]] for name in ("chains-1", "chains-1.second"))

    def bare(name: str | None) -> str:
        return re.sub(r"^(?:the|an?)\s+", "", (name or "nobody").lower())

    def chain(statement: dict[str, Any]) -> str:
        return " → ".join(f"{bare(hop['name'])} ({hop['relation']})" for hop in statement["via"])

    show("chains-1: speaker", *([bare(s["speaker"]) for s in rows] for rows in (first, second)))
    show("chains-1: type", *([str(s["type"]) for s in rows] for rows in (first, second)))
    show("chains-1: via, names and relations", *([chain(s) for s in rows] for rows in (first, second)))
    show("chains-1: parent", *([str(s["parent"]) for s in rows] for rows in (first, second)))
    show("chains-1: said_on", [str((s["said_on"] or {}).get("date")) for s in first], [str(s["said_on"]) for s in second])


def show_learned() -> None:
    """Labels that are learned from: of pages under a headline of their own (page and line), of real headlines (corpus and key)."""
    pages = groupby(headed.pages(headed.OWN), key=lambda it: it.page)
    own = {f"{page}.{n}": it.label for page, rows in pages for n, it in enumerate(rows, 1)}
    real = {f"{corpus}\t{key}": label.partition(":")[0] for corpus, key, label in news.labels()}
    for name, first, without in (("own", own, ""), ("news", real, "none")):
        written = (headed.FOLDER / f"{name}.second.tsv").read_text(encoding="utf-8").splitlines()
        second = {key: label.partition(":")[0] for key, _, label in (line.rpartition("\t") for line in written)}
        show(f"training/headed/{name}: label", [first.get(key, without) for key in second], list(second.values()))


def main() -> None:
    print(f"{'':34}{'n':>6}{'same %':>8}{'kappa':>8}")
    for name, single in (("acts-1", False), ("conditions-1", True)):
        again = {row["id"]: row for row in lines(f"{name}.second")}
        told = [(d["text"], s, again[d["id"] if single else f"{d['id']}.{n}"]) for d in lines(name) for n, s in enumerate(d["statements"])]
        for field in ("act", "polarity"):
            show(f"{name}: {field}", [s[field] for _, s, _ in told], [o[field] for _, _, o in told])
        mine = [{(text[c["start"] : c["end"]], c["kind"]) for c in s["conditions"]} for text, s, _ in told]
        show_shared(f"{name}: conditions, words and kind", mine, [{(c["text"], c["kind"]) for c in o["conditions"]} for *_, o in told])
    readings = [[row["speaker"] or {"name": None, "type": None} for row in lines(name)] for name in ("speakers-1", "speakers-1.second")]
    for field in ("name", "type"):  # names as offsets
        show(f"speakers-1: {field}", *([str(who[field]) for who in rows] for rows in readings))
    show_chains()
    for name in ("headlines-1", "headlines-2", "headlines-3", "copies-1", "variants-1", "collisions-2"):
        if (SETS / f"{name}.second.jsonl").exists():
            labels = {row["id"]: row["label"] for row in lines(f"{name}.second")}
            show(f"{name}: label", *zip(*((row["label"], labels[row["id"]]) for row in lines(name)), strict=True))
    show_learned()
    pairs = {row["id"]: {tuple(sorted(c["statements"])) for c in row["collisions"]} for row in lines("collisions-1.second")}
    pages = lines("collisions-1")
    show("collisions-1: has one", [str(bool(p["collisions"])) for p in pages], [str(bool(pairs[p["id"]])) for p in pages])
    show_shared(
        "collisions-1: pairs", [{tuple(sorted(c["statements"])) for c in p["collisions"]} for p in pages], [pairs[p["id"]] for p in pages]
    )


if __name__ == "__main__":
    main()
