"""Who speaks: the speakers of labelled statements.

`python -m benchmarks.speakers TEXTS [--set FILE] [--whole] [--model FOLDER] [--errors]`: TEXTS is the folder of PolNeAR's dev articles
(`polnear/dev/text`). The statements' spans are given, those of the page's other statements found by the model; or with `--whole` all are
found by the model, and matched by content (half of the words).
`python -m benchmarks.speakers --passages [--half open|sealed|all]`: the passages of `chains-1`, invented people, spans given. Of the
*sealed* half totals alone were looked at while rules were written.

A name is right if it is the label's, titles, articles and case of letters aside; *near* also counts descriptions that share half of their
words. *wrong person*: statements given to a named person who did not make them, and pages with such a statement.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import chains
from onrecord.pages import from_text
from onrecord.reading import names, relations, speakers
from onrecord.reading.model import Model, shipped
from onrecord.vocabulary import Document, Kind, Span, Speaker, Statement

SET = Path(__file__).parent / "sets" / "speakers-1.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    doc: str
    statement: dict[str, Any]
    name: str | None
    type: str | None
    kind: str


def plain_name(name: str | None) -> str:
    """A name as it is compared."""
    if not name:
        return ""
    a, b = names.core(name, 0, len(name)) if name[:1].isupper() else (0, len(name))
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(names.folded(name[a:b]).replace(".", "").split()))


def near(a: str, b: str) -> bool:
    """Whether two descriptions share half of their words."""
    x, y = set(a.split()), set(b.split())
    return a == b or (bool(x & y) and 2 * len(x & y) >= max(len(x), len(y)))


def rows(path: Path, texts: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = (texts / f"{row['doc']}.txt").read_bytes().decode()
        who = row.get("speaker")
        name = text[slice(*who["name"])] if who else None
        yield Row(row["doc"], row, name, who["type"] if who else None, row["source_kind"])


def statements(doc: str, text: str, given: list[Row]) -> list[Statement]:
    made = []
    for row in given:
        content, cue, source = (tuple(Span(a, b, text[a:b]) for a, b in row.statement[role]) for role in ("content", "cue", "source"))
        quoted = text[content[0].start] in "“\"‘'" if content else False
        made.append(
            Statement(relations.identity(doc, content, cue, source), Kind.DIRECT if quoted else Kind.INDIRECT, content, cue, source, 1.0)
        )
    return made


def overlap(a: list[list[int]], b: tuple[Span, ...]) -> float:
    x = {i for s, e in a for i in range(s, e)}
    y = {i for s in b for i in range(s.start, s.end)}
    return len(x & y) / max(len(x | y), 1)


Page = tuple[Document, list[Row], list[Statement]]


def articles(path: Path, texts: Path) -> Iterator[Page]:
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in rows(path, texts):
        by_doc[row.doc].append(row)
    for doc, given in by_doc.items():
        document = from_text((texts / f"{doc}.txt").read_bytes().decode())
        yield document, given, statements(doc, document.text, given)


def passages(half: str) -> Iterator[Page]:
    for passage in chains.passages(half):
        told = passage["statements"]
        rows = [Row(passage["id"], s, s["speaker"], s["type"], "passages") for s in told]
        made = statements(passage["id"], passage["text"], rows)
        nested = [replace(m, parent=None if s["parent"] is None else made[s["parent"]].id) for s, m in zip(told, made, strict=True)]
        yield chains.document(passage), rows, nested


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("texts", type=Path, nargs="?")
    parse.add_argument("--set", type=Path, default=SET)
    parse.add_argument("--passages", action="store_true", help="the passages of chains-1")
    parse.add_argument("--half", choices=("open", "sealed", "all"), default="all")
    parse.add_argument("--whole", action="store_true", help="statements as the model finds them")
    parse.add_argument("--model", type=Path, help="another model folder than the shipped one")
    parse.add_argument("--errors", action="store_true", help="print what is wrong")
    asked = parse.parse_args()
    if asked.passages == (asked.texts is not None):
        parse.error("give either TEXTS or --passages")
    model = Model(asked.model) if asked.model else shipped()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    pages, bad_pages = 0, set()
    for document, given, made in passages(asked.half) if asked.passages else articles(asked.set, asked.texts):
        pages += 1
        answers = model.run(document.text, document.blocks)
        found = list(relations.statements(document, answers, model.decoding))
        if not asked.whole:
            others = [s for s in found if all(overlap(row.statement["content"], s.content) < 0.5 for row in given)]
            found = made if asked.passages else [*made, *others]
        _, resolved = speakers.resolve(document, found, answers)
        for n, row in enumerate(given):
            likeness = [overlap(row.statement["content"], s.content) for s in resolved]
            best = (likeness.index(max(likeness)) if likeness else None) if asked.whole else n
            statement = None if best is None else resolved[best]
            if statement is None or overlap(row.statement["content"], statement.content) < 0.5:
                counts[row.kind]["not found"] += 1
                continue
            bad = judge(row, statement.speaker, counts)
            if bad == "wrong person":
                bad_pages.add(row.doc)
            if bad and asked.errors:
                source = " … ".join(s.text for s in statement.source)
                who = statement.speaker
                given_to = f"{who.name} ({who.type})" if who else "nobody"
                print(f"{bad:13} [{source}] {row.name} ({row.type}) ← {given_to} {row.doc} {row.statement['content'][0][0]}")
    total: Counter[str] = Counter()
    for counter in counts.values():
        total.update(counter)
    for kind, counter in [*(sorted(counts.items()) if len(counts) > 1 else ()), ("all", total)]:
        n = counter["n"]
        print(
            f"{kind:9} {n:5}",
            *(f"{what} {100 * counter[what] / max(n, 1):5.1f}%" for what in ("name", "near", "type", "wrong person")),
            end=" ",
        )
        print(f"nobody {counter['nobody']} not found {counter['not found']}")
    print(f"pages with a wrong person: {len(bad_pages)} of {pages} ({100 * len(bad_pages) / pages:.1f}%)")


def judge(row: Row, who: Speaker | None, counts: dict[str, Counter[str]]) -> str:
    """Counts one statement; what is wrong with it."""
    mine, gold = plain_name(who.name if who else None), plain_name(row.name)
    count = counts[row.kind]
    count["n"] += 1
    count["name"] += mine == gold
    close = mine == gold or (row.type not in ("person", "organization") and bool(mine) and bool(gold) and near(mine, gold))
    count["near"] += close
    count["nobody"] += who is None
    right = (who.type if who else None) == row.type
    count["type"] += right
    if who is not None and who.type == "person" and mine != gold:
        count["wrong person"] += 1
        return "wrong person"
    return "name" if not close else "type" if not right else ""


if __name__ == "__main__":
    main()
