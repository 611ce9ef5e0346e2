"""Do terms on two pages collide? `python -m benchmarks.collisions [--half open|sealed|all] [--corpus FOLDER] [--second FILE] [--show]`.

`sets/collisions-2.jsonl` (see COLLISIONS.md there): 100 pairs of statements of two parties, labelled collide, compatible or unrelated. Of
25 it holds offsets alone; without `--corpus`, the folder with their `stories.jsonl`, these are left out. Acts are as labelled.

Printed: precision and recall of *collide*, over all pairs, and over those on which a second reader (`--second`: lines with id and label)
agrees. `--show`: the open half's mistakes.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.linking import terms
from onrecord.vocabulary import Kind, Span, Speaker, Statement

SET = Path(__file__).parent / "sets" / "collisions-2.jsonl"
Pair = dict[str, Any]


def pairs(half: str, corpus: Path | None) -> Iterator[tuple[Pair, Statement, Statement]]:
    """The pairs of a half, with their statements; those of a corpus that is not there are left out."""
    stories = [json.loads(line) for line in (corpus / "stories.jsonl").open(encoding="utf-8")] if corpus else []
    for line in SET.open(encoding="utf-8"):
        pair = json.loads(line)
        if half not in ("all", pair["half"]) or ("corpus" in pair["one"] and not stories):
            continue
        one, other = (statement(pair[side], f"{pair['id']} {side}", stories) for side in ("one", "other"))
        yield pair, one, other


def statement(side: Mapping[str, Any], key: str, stories: list[Any]) -> Statement:
    text = side.get("text")
    if text is None:
        page = stories[side["story"]]["sources"][side["page"]]
        text = f"{page.get('title') or ''}\n\n{page['maintext']}"
    content, cue, source = (tuple(Span(a, b, text[a:b]) for a, b in side[role]) for role in ("content", "cue", "source"))
    speaker = Speaker(" ".join(span.text for span in source), evidence=source) if source else None
    return Statement(key, Kind.INDIRECT, content, cue, source, 1.0, speaker, act=side["act"])


def measure(labels: Mapping[str, str], found: Mapping[str, bool]) -> dict[str, float]:
    """Precision and recall of *collide*, in percent."""
    right = sum(found[key] and label == "collide" for key, label in labels.items())
    told, wanted = sum(found[key] for key in labels), sum(label == "collide" for label in labels.values())
    return {"precision": 100 * right / max(told, 1), "recall": 100 * right / max(wanted, 1), "told": told, "collide": wanted}


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--half", choices=("open", "sealed", "all"), default="all")
    parse.add_argument("--corpus", type=Path)
    parse.add_argument("--second", type=Path)
    parse.add_argument("--show", action="store_true")
    asked = parse.parse_args()
    if asked.show and asked.half != "open":
        sys.exit("only the open half may be looked into: --half open --show")
    rows = list(pairs(asked.half, asked.corpus))
    labels = {pair["id"]: pair["label"] for pair, _, _ in rows}
    found = {pair["id"]: terms.collide(one, other) is not None for pair, one, other in rows}
    shown(f"{asked.half}, {len(rows)} pairs", measure(labels, found))
    if asked.second:
        second = {row["id"]: row["label"] for row in map(json.loads, asked.second.open(encoding="utf-8"))}
        agreed = {key: label for key, label in labels.items() if second.get(key) == label}
        shown(f"where both readers agree, {len(agreed)} pairs", measure(agreed, found))
    for pair, one, other in rows if asked.show else ():
        if found[pair["id"]] != (pair["label"] == "collide"):
            print(
                pair["id"],
                pair["label"],
                *(f"{s.act} {s.cue[0].text if s.cue else ''}: {s.content[0].text}" for s in (one, other)),
                sep=" | ",
            )


def shown(what: str, row: Mapping[str, float]) -> None:
    print(f"{what}: precision {row['precision']:.1f}  recall {row['recall']:.1f}  ({row['told']:.0f} told, {row['collide']:.0f} collide)")


if __name__ == "__main__":
    main()
