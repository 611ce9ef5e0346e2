"""What linking costs: `python -m benchmarks.linking FOLDER TEXTS [--sizes 1000 10000 100000] [--read 30] [--json out.json]`.

FOLDER holds texts (*.txt, at any depth). Pages are made of them as benchmarks.ledger makes them, 25 statements each. A tenth of the pages
are copies of earlier ones with another headline and a word changed in every third statement, and a twentieth of all statements repeat
one of another page, cut or altered, so that there is something to link. For each size all pages are recorded, then `link --rebuild` is
timed (CPU time of this process), the time of placing speakers apart; an exponent is the slope of log(time) over log(statements).

Then `--read` of TEXTS (others than FOLDER's) are read by the shipped model and added to the largest ledger, and the time that linking takes
of it is told.
"""

import argparse
import json
import math
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import onrecord
from benchmarks.ledger import A_PAGE, Press
from onrecord.across import stories
from onrecord.across.people import People
from onrecord.ledger import Store
from onrecord.linking import variants
from onrecord.vocabulary import Page, Record


class Syndicate(Press):
    """Makes pages of which some take over what earlier ones have."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.said: list[str] = []
        self.taken: list[str] = []

    def sentence(self) -> str:
        """A new one, one of a page that is being copied, or another page's, cut or altered."""
        if self.taken:
            words = self.taken.pop().split()
            if self.chance.random() < 1 / 3:
                words[self.chance.randrange(len(words))] = self.chance.choice(self.starts)
            return " ".join(words)
        if self.said and self.chance.random() < 0.05:
            words = self.chance.choice(self.said).split()
            if self.chance.random() < 0.5:
                return " ".join(words[: max(4, 2 * len(words) // 3)])
            words[self.chance.randrange(len(words))] = "not"
            return " ".join(words)
        return super().sentence()

    def page(self, n: int) -> tuple[Page, Record]:
        if len(self.said) > A_PAGE and self.chance.random() < 0.1:
            at = self.chance.randrange(len(self.said) // A_PAGE) * A_PAGE
            self.taken = [*reversed(self.said[at : at + A_PAGE]), f"copied {n} times over"]
        page, record = super().page(n)
        self.taken = []
        self.said += [it.content[0].text for it in record.statements]
        return page, record


def fill(store: Store, press: Syndicate, statements: int) -> None:
    run, n = store.run("made@0", "benchmark"), 0
    while n < statements:
        with store.transaction():
            for _ in range(min(500, (statements - n) // A_PAGE)):
                page, record = press.page(n)
                store.append(page, record, run)
                n += A_PAGE


def sizes(folder: Path, wanted: list[int], scratch: Path) -> tuple[Path, dict[str, object]]:
    figures: dict[str, object] = {}
    took: list[tuple[int, float]] = []
    print(f"{'statements':>11}{'pages':>8}{'copies':>8}{'variants':>10}{'link --rebuild, s':>19}{'identities, s':>15}{'ms each':>9}")
    for size in wanted:
        path = scratch / f"{size}.db"
        with Store(path, keys=variants.keys) as store:
            fill(store, Syndicate(folder), size)
            began = time.process_time()
            done = stories.link_all(store, rebuild=True)
            people = time.process_time()
            People(store).rebuild()
            took.append((size, time.process_time() - began))
            people = time.process_time() - people
            found = store.links.size()
        print(f"{size:11,}{done:8,}{found.copies:8,}{found.variants:10,}{took[-1][1]:19.1f}{people:15.1f}{1000 * took[-1][1] / size:9.2f}")
        both = {"seconds": round(took[-1][1], 2), "identities": round(people, 2)}
        figures[str(size)] = {**both, "copies": found.copies, "variants": found.variants}
    for (few, short), (many, long) in pairwise(took):
        figures[f"exponent {few}–{many}"] = round(math.log(long / short) / math.log(many / few), 3)
    if len(took) > 1:
        xs, ys = [math.log(n) for n, _ in took], [math.log(t) for _, t in took]
        x, y = sum(xs) / len(xs), sum(ys) / len(ys)
        slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
        figures["exponent"] = round(slope, 3)
        print(
            "exponents: "
            + ", ".join(f"{name.removeprefix('exponent ') or 'all'}: {it}" for name, it in figures.items() if "exponent" in name)
        )
    return path, figures


def reading(path: Path, texts: list[Path]) -> dict[str, float]:
    """CPU time of reading, recording and linking texts, in the ledger at `path`."""
    spent = {"reading": 0.0, "recording": 0.0, "linking": 0.0, "identities": 0.0, "committing": 0.0}
    onrecord.read(text="Warm words. “They are read once,” said Ilse Brandt.")
    with Store(path, keys=variants.keys) as store:
        run, people = store.run("read@0", "benchmark"), People(store)
        for text in texts:
            words = text.read_text(encoding="utf-8", errors="replace")
            marks = [time.process_time()]
            record = onrecord.read(text=words, url=f"https://read.example/{text.name}")
            marks.append(time.process_time())
            with store.transaction():
                store.append(Page(words.encode(), text.name, record.document.url), record, run)
                marks.append(time.process_time())
                stories.link(store, store.links.number(record.document.id))
                marks.append(time.process_time())
                people.take(record.document.id)
                marks.append(time.process_time())
            marks.append(time.process_time())
            for name, (a, b) in zip(spent, pairwise(marks), strict=True):
                spent[name] += b - a
    share = 100 * (spent["linking"] + spent["identities"]) / spent["reading"]
    each = {name: 1000 * it / len(texts) for name, it in spent.items()}
    print(f"{len(texts)} texts, ms each: " + ", ".join(f"{name} {it:.1f}" for name, it in each.items()))
    print(f"linking and identities: {share:.1f}% of reading")
    return {**{name: round(it, 3) for name, it in spent.items()}, "linking, % of reading": round(share, 2)}


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("texts", type=Path)
    parse.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parse.add_argument("--read", type=int, default=30)
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path, figures = sizes(given.folder, given.sizes, Path(scratch))
        texts = sorted(given.texts.rglob("*.txt"))[: given.read]
        figures["reading"] = reading(path, texts)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
