"""Does `check` tell the truth? `python -m benchmarks.check_quotations POLNEAR_DEV QUOTE_CLUSTERS [--each 1000] [--json out.json]`.

POLNEAR_DEV holds `text/*.txt` with `attributions/*.ann`; QUOTE_CLUSTERS a table (*.tsv) with the columns cluster, doc, quote. All their
quotations are put into a ledger, but for every fifth article's and cluster's, which are held back. Then as many of each kind are checked:

left alone (*exact*), cut in half (*cut*), edited in 8% of the words, at least one (*altered*), put under another speaker of the ledger
(*other speaker*), and invented (*not on record*): half of these are quotations held back, half are chains of word pairs that nobody said.

A quotation that stands in the ledger under several speakers, or as a part of another one, is judged by what is true of it: a half that
is the whole of another statement is on record *exactly*, and an edited one may be the very words of another page. Such pairs are left out.
"""

import argparse
import csv
import hashlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from onrecord import Ledger
from onrecord.ledger import Entry, Store
from onrecord.linking import names, variants
from onrecord.linking.check import Answer, Verdict
from onrecord.linking.variants import plain
from onrecord.reading.relations import identity
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Page, Record, Span, Speaker, Statement
from training import corpora

SHORTEST = 5
"""Words of the quotations that are checked: of fewer, half or one changed is no longer the same quotation."""
NAMES = ("Ilse Brandt", "Tomas Orveld", "Mirjam Rask", "Edda Velle", "Jonas Quist")
"""Invented speakers of the quotations whose page is not here."""


@dataclass(frozen=True, slots=True)
class Quotation:
    words: str
    speaker: str
    group: str


def of_polnear(folder: Path) -> Iterator[Quotation]:
    for sample in corpora.polnear(folder):
        for relation in sample.relations:
            words = " … ".join(" ".join(sample.text[a:b].split()) for a, b in relation.content)
            source = " ".join(sample.text[a:b] for a, b in relation.source) or "somebody"
            yield Quotation(words, " ".join(source.split()), sample.name)


def of_clusters(folder: Path) -> Iterator[Quotation]:
    tables = sorted(folder.glob("*.tsv"))
    if not tables:
        sys.exit(f"{folder}: no table of quotations (*.tsv) here")
    for table in tables:
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Quotation(row["quote"], NAMES[int(row["cluster"]) % len(NAMES)], f"cluster {row['cluster']}")


def record(store: Store, quotations: list[Quotation]) -> None:
    run = store.run("annotated@0", "benchmark")
    with store.transaction():
        for n, it in enumerate(quotations):
            text = f"{n}\n\n“{it.words}” said {it.speaker}."
            raw = text.encode()
            key = hashlib.sha256(raw).hexdigest()
            start = len(str(n)) + 3
            content = (Span(start, start + len(it.words), it.words),)
            at = start + len(it.words) + 2
            cue, source = (Span(at, at + 4, "said"),), (Span(at + 5, at + 5 + len(it.speaker), it.speaker),)
            statement = Statement(
                identity(key, content, cue, source), Kind.DIRECT, content, cue, source, 1.0, Speaker(it.speaker, evidence=source)
            )
            document = Document(key, key, f"made/{n}", text, (Block(0, len(text), BlockKind.PARAGRAPH),))
            store.append(Page(raw, f"made/{n}"), Record(document, (statement,), model="annotated@0"), run)


class Editor:
    """Changes quotations, by a seed."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.chance, self.vocabulary = random.Random(5), vocabulary

    def edited(self, words: str) -> str:
        """8% of the words replaced, left out or added, at least one."""
        tokens = words.split()
        for _ in range(max(1, round(0.08 * len(tokens)))):
            at = self.chance.randrange(len(tokens))
            how = self.chance.randrange(3)
            if how == 0:
                tokens[at] = self.chance.choice(self.vocabulary)
            elif how == 1 and len(tokens) > 4:
                del tokens[at]
            else:
                tokens.insert(at, self.chance.choice(self.vocabulary))
        return " ".join(tokens)

    def halved(self, words: str) -> str:
        tokens = words.split()
        half = -(-len(tokens) // 2)
        return " ".join(tokens[:half] if self.chance.random() < 0.5 else tokens[-half:])

    def invented(self, after: dict[str, list[str]], length: int) -> str:
        word = self.chance.choice(self.vocabulary)
        tokens = [word]
        while len(tokens) < length:
            word = self.chance.choice(after.get(word) or self.vocabulary)
            tokens.append(word)
        return " ".join(tokens)


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("polnear", type=Path)
    parse.add_argument("clusters", type=Path)
    parse.add_argument("--each", type=int, default=1000)
    parse.add_argument("--show", type=int, default=0, help="how many wrong answers of each kind to print")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    everything = [q for q in (*of_polnear(given.polnear), *of_clusters(given.clusters)) if len(plain(q.words)) >= SHORTEST]
    held = {g for g in {q.group for q in everything} if hashlib.sha256(g.encode()).digest()[0] % 5 == 0}
    kept, unknown = [q for q in everything if q.group not in held], [q for q in everything if q.group in held]
    after: dict[str, list[str]] = {}
    for q in everything:
        tokens = q.words.split()
        for one, other in pairwise(tokens):
            after.setdefault(one, []).append(other)
    editor = Editor([word for q in everything for word in q.words.split()])
    keyed = [(f" {' '.join(w.key for w in plain(q.words))} ", q.speaker) for q in kept]

    def on_record(words: str) -> set[str]:
        """What is true of a wording: "whole" or "part" of something in the ledger."""
        key = f" {' '.join(w.key for w in plain(words))} "
        return {"whole" if key == other else "part" for other, _ in keyed if key in other}

    chance = random.Random(4)
    speakers = sorted({q.speaker for q in kept if any(word[0].isupper() for word in q.speaker.split())})

    def another(words: str) -> str:
        """Somebody else who is on record, but not with these words."""
        key = f" {' '.join(w.key for w in plain(words))} "
        theirs = {who for other, who in keyed if key in other}
        return next(name for name in chance.choices(speakers, k=100) if not any(names.same(name, who) for who in theirs))

    asked: dict[str, list[tuple[str, str | None, Verdict]]] = {kind: [] for kind in ("left alone", "cut", "edited", "other", "invented")}
    pool = [q for q in kept for _ in range(5)]
    chance.shuffle(pool)
    for q in pool:
        if len(asked["left alone"]) < given.each:
            asked["left alone"].append((q.words, chance.choice([None, q.speaker]), Verdict.EXACT))
        half = editor.halved(q.words)
        if len(asked["cut"]) < given.each and len(plain(half)) >= 3 and on_record(half) == {"part"}:
            asked["cut"].append((half, chance.choice([None, q.speaker]), Verdict.CUT))
        edit = editor.edited(q.words)
        if len(asked["edited"]) < given.each and not on_record(edit):
            asked["edited"].append((edit, chance.choice([None, q.speaker]), Verdict.ALTERED))
        if len(asked["other"]) < given.each:
            asked["other"].append((q.words, another(q.words), Verdict.OTHER_SPEAKER))
        if len(asked["invented"]) < given.each:
            words = chance.choice(unknown).words if len(asked["invented"]) % 2 else editor.invented(after, len(q.words.split()))
            if not on_record(words) and len(plain(words)) >= SHORTEST:
                asked["invented"].append((words, None, Verdict.NOT_ON_RECORD))
    figures: dict[str, object] = {"in the ledger": len(kept), "held back": len(unknown)}
    wrongly_exact = 0
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "quotations.db"
        with Store(path, keys=variants.keys) as store:
            record(store, kept)
        print(f"{len(kept)} quotations in the ledger, {len(unknown)} held back\n\n{'':14}{'n':>6}{'right':>8}   wrong answers")
        for kind, cases in asked.items():
            said: list[tuple[str, Answer[Entry], Verdict]] = []
            with Ledger(path, create=False) as ledger:
                said += [(words, ledger.check(words, speaker=who), right) for words, who, right in cases]
            wrong = Counter(answer.verdict.value for _, answer, right in said if answer.verdict is not right)
            share = 100 * (1 - wrong.total() / len(said))
            wrongly_exact += 0 if kind == "other" else wrong["exact"]
            print(f"{kind:14}{len(said):6}{share:7.1f}%   {', '.join(f'{name} {n}' for name, n in wrong.most_common())}")
            figures[kind] = {"n": len(said), "right": round(share, 2), "wrong": wrong}
            for words, answer, _ in [s for s in said if s[1].verdict is not s[2]][: given.show]:
                print(f"    {answer.verdict}: {words}\n      {answer.match.entry.content if answer.match else ''}")
    figures["exact, of other words"] = wrongly_exact
    print(f"\n*exact* said of other words than those on record: {wrongly_exact}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
