"""Chains, nested statements and days on the development set: `python -m benchmarks.chains [--half open|sealed|all] [--show]`.

The rules were written by someone who read the *open* half only (passages whose id has a SHA-256 digest with an even first byte); of the
*sealed* half totals alone were looked at, seven times, and once counts of why nested statements are missed there: no passage of it.

Two settings: with the labelled spans and names of speakers given, and from the text alone, where a statement found stands for the
labelled one that shares at least half of its content's letters (Jaccard). Names of speakers are compared as `read` gives them.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onrecord
from onrecord.reading import chains, days, relays
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Span, Speaker, Statement

SET = Path(__file__).parent / "sets" / "chains-1.jsonl"
Pair = tuple[dict[str, Any], Statement | None]


def is_open(passage: str) -> bool:
    return hashlib.sha256(passage.encode()).digest()[0] % 2 == 0


def passages(half: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if half == "all" or is_open(row["id"]) == (half == "open")]


def document(row: dict[str, Any]) -> Document:
    """A passage as `read` sees it; blocks are its paragraphs."""
    text, blocks = row["text"], []
    for match in re.finditer(r"[^\n]+", text):
        blocks.append(Block(match.start(), match.end(), BlockKind.PARAGRAPH))
    return Document(row["id"], "", "", text, tuple(blocks), publisher=row["publisher"], published=row["published"])


def labelled(row: dict[str, Any]) -> list[Statement]:
    """The labelled spans and names of speakers, and nothing else of the labels."""
    made = []
    for n, s in enumerate(row["statements"]):
        content, cue, source = (tuple(Span(a, b, row["text"][a:b]) for a, b in s[role]) for role in ("content", "cue", "source"))
        speaker = Speaker(s["speaker"], evidence=source) if s["speaker"] else None
        made.append(Statement(str(n), Kind.INDIRECT, content, cue, source, 1.0, speaker))
    return made


def given(row: dict[str, Any]) -> list[Pair]:
    """Setting (a)."""
    page = document(row)
    filled = days.fill(page, chains.fill(page, relays.settle(page, labelled(row))))
    by_content = {s.content: s for s in filled}
    wanted = [tuple(Span(a, b, row["text"][a:b]) for a, b in s["content"]) for s in row["statements"]]
    return [(s, by_content.get(content)) for s, content in zip(row["statements"], wanted, strict=True)]


def read(row: dict[str, Any]) -> list[Pair]:
    """Setting (b)."""
    found = onrecord.read(text=row["text"], published=row["published"], publisher=row["publisher"]).statements
    letters = [_letters(row["text"], [(c.start, c.end) for c in s.content]) for s in found]
    wanted = [_letters(row["text"], s["content"]) for s in row["statements"]]
    scores = sorted(
        ((_jaccard(w, g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(letters)), key=lambda x: (-x[0], x[1], x[2])
    )
    aligned: dict[int, int] = {}
    for score, i, j in scores:
        if score >= 0.5 and i not in aligned and j not in aligned.values():
            aligned[i] = j
    return [(s, found[aligned[i]] if i in aligned else None) for i, s in enumerate(row["statements"])]


def _letters(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b) if text[i].isalnum()}


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _name(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(name.split()), flags=re.IGNORECASE).lower()


def _alike(name: str, other: str) -> bool:
    """Whether the words of one name are among the other's: *minister Ann Lee* and *Ann Lee*."""
    a, b = set(name.split()), set(other.split())
    return a <= b or b <= a


def counts(row: dict[str, Any], pairs: Sequence[Pair]) -> Counter[str]:
    c: Counter[str] = Counter()
    position = {id(s): n for n, (_, s) in enumerate(pairs) if s is not None}
    number = {s.id: position[id(s)] for _, s in pairs if s is not None}
    for wanted, got in pairs:
        gold = [(_name(h["name"]), h["relation"], _edges(h["evidence"])) for h in wanted["via"]]
        have = [(_name(h.name), h.relation, (h.evidence.start, h.evidence.end)) for h in (got.via or ())] if got else []
        names, others = [g[0] for g in gold], [h[0] for h in have]
        c["statements"] += 1
        c["aligned"] += got is not None
        c["exact"] += got is not None and names == others
        c["exact but for names"] += got is not None and len(names) == len(others) and all(map(_alike, names, others))
        c["exact with relation"] += got is not None and [g[:2] for g in gold] == [h[:2] for h in have]
        for some, prefix in ((bool(gold), "chained"), (not gold, "bare")):
            c[prefix] += some
            c[f"{prefix} aligned"] += some and got is not None
            c[f"{prefix} exact"] += some and got is not None and names == others
        both = Counter(names) & Counter(others)
        c["hops"] += len(gold)
        c["hops aligned"] += len(gold) if got is not None else 0
        c["hops found"] += len(have)
        c["hops right"] += both.total()
        for name, relation, (a, b) in have:
            for wanted_name, wanted_relation, (x, y) in gold:
                if name == wanted_name:
                    c["relation right"] += relation == wanted_relation
                    c["evidence right"] += a < y and x < b
                    break
        parent = number.get(got.parent) if got and got.parent else None
        c["nested"] += wanted["parent"] is not None
        c["nested aligned"] += wanted["parent"] is not None and got is not None
        c["parents found"] += got is not None and got.parent is not None
        c["parents right"] += wanted["parent"] is not None and parent == wanted["parent"]
        day = wanted["said_on"]["date"] if wanted["said_on"] else None
        have_day = got.said_on.date if got and got.said_on else None
        c["day right"] += got is not None and day == have_day
        c["days"] += day is not None
        c["days found"] += have_day is not None
        c["days found right"] += have_day is not None and have_day == day
    return c


def _edges(evidence: Sequence[Any]) -> tuple[int, int]:
    a, b = evidence[0] if isinstance(evidence[0], list) else evidence
    return a, b


def figures(c: Counter[str]) -> dict[str, float]:
    """Percent."""

    def share(top: str, below: str) -> float:
        return round(100 * c[top] / c[below], 1) if c[below] else 0.0

    def f1(right: str, found: str, wanted: str) -> float:
        return round(200 * c[right] / (c[found] + c[wanted]), 1) if c[found] + c[wanted] else 0.0

    return {
        "statements": c["statements"],
        "aligned": share("aligned", "statements"),
        "exact lists": share("exact", "statements"),
        "exact lists, aligned only": share("exact", "aligned"),
        "same, names alike enough": share("exact but for names", "aligned"),
        "exact where there are hops, aligned only": share("chained exact", "chained aligned"),
        "exact where there are none, aligned only": share("bare exact", "bare aligned"),
        "exact with relation": share("exact with relation", "statements"),
        "hop precision": share("hops right", "hops found"),
        "hop recall": share("hops right", "hops"),
        "hop F1": f1("hops right", "hops found", "hops"),
        "hop F1, aligned only": f1("hops right", "hops found", "hops aligned"),
        "relation right, of right hops": share("relation right", "hops right"),
        "evidence overlaps, of right hops": share("evidence right", "hops right"),
        "parent precision": share("parents right", "parents found"),
        "parent recall": share("parents right", "nested"),
        "nested statements found": share("nested aligned", "nested"),
        "said_on right": share("day right", "statements"),
        "said_on right, aligned only": share("day right", "aligned"),
        "said_on precision": share("days found right", "days found"),
        "said_on recall": share("days found right", "days"),
    }


def shown(row: dict[str, Any], pairs: Sequence[Pair]) -> None:
    """The passages where something is wrong, for the open half."""
    lines = []
    for n, (wanted, got) in enumerate(pairs):
        gold = [_name(h["name"]) for h in wanted["via"]]
        have = [_name(h.name) for h in got.via or ()] if got else None
        relations = [h["relation"] for h in wanted["via"]], [h.relation for h in got.via or ()] if got else None
        day = wanted["said_on"]["date"] if wanted["said_on"] else None
        have_day = got.said_on.date if got and got.said_on else None
        words = " … ".join(row["text"][a:b] for a, b in wanted["content"])
        told = f"  [{n}] {words[:50]!r} gold {gold} {relations[0]} {day} parent {wanted['parent']}"
        if got is None:
            lines.append(f"{told}: NOT FOUND")
        elif gold != have or relations[0] != relations[1] or day != have_day or bool(got.parent) != (wanted["parent"] is not None):
            lines.append(f"{told} GOT {have} {relations[1]} {have_day} parent {got.parent}")
    if lines:
        print(f"## {row['id']} (publisher {row['publisher']}, {row['published']})\n{row['text']}")
        print("\n".join(lines))


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--half", choices=("open", "sealed", "all"), default="all")
    parse.add_argument("--show", action="store_true", help="show what is wrong in the open half")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    asked = parse.parse_args()
    rows, table = passages(asked.half), {}
    for name, setting in (("spans given", given), ("from the text", read)):
        total: Counter[str] = Counter()
        for row in rows:
            pairs = setting(row)
            total += counts(row, pairs)
            if asked.show and is_open(row["id"]):
                shown(row, pairs)
        table[name] = figures(total)
    print(f"{asked.half} half, {len(rows)} passages\n{'':44}" + "".join(f"{name:>16}" for name in table))
    for measure in next(iter(table.values())):
        print(f"{measure:44}" + "".join(f"{figure[measure]:16.1f}" for figure in table.values()))
    if asked.json:
        asked.json.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
