"""What the ledger costs and how fast it answers: `python -m benchmarks.ledger FOLDER [--statements 50000] [--read 30] [--meaning]`.

FOLDER holds texts (*.txt, at any depth). Pages are made of them whose words follow each other as theirs do (a chain of word pairs), so
words, pairs and runs of three are about as common as in the real ones, and no text of theirs is kept. `--read` texts are read by the
shipped model and recorded into the filled ledger, one commit a page as `onrecord add` does, to compare the two costs in CPU time.

`--meaning` measures the search by meaning too, in a process of its own whose memory is reported. The statements' vectors are random
there (of unit length, as many as statements; how near they are has no bearing on the time); the searches' are made by the shipped encoder,
and that is part of the time.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

import onrecord
from onrecord.ledger import Store, Wanted
from onrecord.linking import variants
from onrecord.reading.model import VECTOR, meanings
from onrecord.reading.relations import identity
from onrecord.vocabulary import Block, BlockKind, Document, Kind, Page, Record, Span, Speaker, SpeakerType, Statement

ACTS = ["assert"] * 10 + ["accuse", "confirm", "deny", "warn", "predict", "promise", "offer", "demand", "refuse", "support", "ask"]
A_PAGE = 25
QUERIES = 200


class Press:
    """Makes pages like those of a folder of texts."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.after: dict[str, list[str]] = {}
        self.starts: list[str] = []
        self.words: Counter[str] = Counter()
        names: Counter[str] = Counter()
        lengths = []
        for path in sorted(folder.rglob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace")
            names.update(re.findall(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b", text))
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
                words = sentence.split()
                if len(words) < 4:
                    continue
                lengths.append(min(len(words), 60))
                self.starts.append(words[0])
                self.words.update(re.findall(r"[a-z]+", sentence.lower()))
                for one, other in pairwise(words):
                    self.after.setdefault(one, []).append(other)
        if not self.starts:
            sys.exit(f"{folder}: no texts here")
        self.lengths = lengths
        self.names = [name for name, count in names.items() for _ in range(count)]
        self.outlets = [(f"Outlet {n}", f"outlet{n}.example") for n in range(60)]

    def sentence(self) -> str:
        word = self.chance.choice(self.starts)
        words = [word]
        for _ in range(self.chance.choice(self.lengths)):
            following = self.after.get(word)
            word = self.chance.choice(following if following else self.starts)
            words.append(word)
        return " ".join(words)

    def page(self, n: int) -> tuple[Page, Record]:
        outlet, site = self.outlets[min(int(self.chance.paretovariate(0.6)) - 1, len(self.outlets) - 1)]
        day = f"{2016 + self.chance.randrange(11)}-{self.chance.randrange(1, 13):02}-{self.chance.randrange(1, 29):02}"
        headline = f"{self.sentence()[:80]} {n}"
        said = [(self.sentence(), self.chance.choice(self.names)) for _ in range(A_PAGE)]
        parts = [headline, *(f"“{words},” said {name}." for words, name in said)]
        text = "\n\n".join(parts)
        url = f"https://www.{site}/{day}/{n}"
        raw = text.encode()
        key = hashlib.sha256(f"{url}\n".encode() + raw).hexdigest()
        blocks, at = list[Block](), 0
        for part in parts:
            blocks.append(Block(at, at + len(part), BlockKind.PARAGRAPH if blocks else BlockKind.HEADLINE))
            at += len(part) + 2
        statements = []
        for block, (words, name) in zip(blocks[1:], said, strict=True):
            a, b = block.start + 1, block.start + 1 + len(words)
            content = (Span(a, b, words),)
            cue, source = (Span(b + 3, b + 7, "said"),), (Span(b + 8, b + 8 + len(name), name),)
            speaker = Speaker(name, None, SpeakerType.PERSON, None, source)
            made = identity(key, content, cue, source)
            statements.append(
                Statement(made, Kind.DIRECT, content, cue, source, 0.9, speaker, act=self.chance.choice(ACTS), polarity="neutral")
            )
        document = Document(
            key, hashlib.sha256(raw).hexdigest(), url, text, tuple(blocks), url=url, headline=headline, publisher=outlet,
            published=f"{day}T09:00:00+00:00", headline_span=(0, len(headline)),
        )  # fmt: skip
        return Page(raw, url, url), Record(document, tuple(statements), model="made")


def queries(press: Press) -> Iterator[tuple[str, Wanted]]:
    """QUERIES searches of all kinds, the commonest words among them."""
    chance = random.Random(2)
    ranked = [word for word, _ in press.words.most_common()]
    common, middle, rare = ranked[:50], ranked[200:1500], ranked[3000:] or ranked
    names = [name for name, _ in Counter(press.names).most_common(200)]
    pairs = [f"{one} {other}" for one in common for other in set(press.after.get(one, [])) if re.fullmatch("[a-z]+", other)]

    def day() -> str:
        return f"{2016 + chance.randrange(11)}-{chance.randrange(1, 13):02}"

    kinds: list[tuple[str, Callable[[], Wanted]]] = [
        ("a common word", lambda: Wanted(chance.choice(common))),
        ("a middling word", lambda: Wanted(chance.choice(middle))),
        ("a rare word", lambda: Wanted(chance.choice(rare))),
        ("two common words", lambda: Wanted(f"{chance.choice(common)} {chance.choice(common)}")),
        ("common and rare", lambda: Wanted(f"{chance.choice(common)} {chance.choice(rare)}")),
        ("three words", lambda: Wanted(f"{chance.choice(common)} {chance.choice(middle)} {chance.choice(middle)}")),
        ("a phrase", lambda: Wanted(f'"{chance.choice(pairs)}"')),
        ("a beginning", lambda: Wanted(f"{chance.choice(middle)[:4]}*")),
        ("common, speaker", lambda: Wanted(chance.choice(common), speaker=chance.choice(names))),
        ("common, act", lambda: Wanted(chance.choice(common), act=chance.choice(ACTS))),
        ("common, outlet", lambda: Wanted(chance.choice(common), outlet=chance.choice(press.outlets)[1])),
        ("common, since", lambda: Wanted(chance.choice(common), since=day())),
        ("common, one day", lambda: Wanted(chance.choice(common), since=(d := day() + "-07"), until=d)),
        ("middling, all filters", lambda: Wanted(chance.choice(middle), chance.choice(names), "assert", None, "2018", "2022-06")),
        ("speaker alone", lambda: Wanted(speaker=chance.choice(names))),
        ("act and since", lambda: Wanted(act=chance.choice(ACTS), since=day())),
    ]
    for n in range(QUERIES):
        kind, make = kinds[n % len(kinds)]
        yield kind, make()


def meanings_sought(press: Press) -> Iterator[tuple[str, Wanted]]:
    """QUERIES searches by meaning, most of them with filters, broad and narrow."""
    chance = random.Random(4)
    names = [name for name, _ in Counter(press.names).most_common(200)]

    def words() -> str:
        return " ".join(press.sentence().split()[:9])

    kinds: list[tuple[str, Callable[[], Wanted]]] = [
        ("no filter", lambda: Wanted(words())),
        ("speaker", lambda: Wanted(words(), speaker=chance.choice(names))),
        ("common act", lambda: Wanted(words(), act="assert")),
        ("any act", lambda: Wanted(words(), act=chance.choice(ACTS))),
        ("outlet", lambda: Wanted(words(), outlet=chance.choice(press.outlets)[1])),
        ("since", lambda: Wanted(words(), since=f"{2016 + chance.randrange(11)}-{chance.randrange(1, 13):02}")),
        ("act, since", lambda: Wanted(words(), act="assert", since="2017")),
        ("all filters", lambda: Wanted(words(), chance.choice(names), "assert", None, "2018", "2022-06")),
    ]
    for n in range(QUERIES):
        kind, make = kinds[n % len(kinds)]
        yield kind, make()


def give_vectors(store: Store, digest: str) -> None:
    """A random vector of unit length for every statement."""
    chance, last = np.random.default_rng(5), 0
    while said := store.read.to_embed(digest, last, 20_000):
        vectors = chance.standard_normal((len(said), VECTOR), np.float32)
        store.embedded(digest, said, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
        last = said[-1].number


def measure_meaning(path: Path, digest: str, sought: list[tuple[str, Wanted]]) -> dict[str, object]:
    """Figures of searches by meaning in this process, which has done nothing else."""

    def resident() -> float:
        pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)

    meanings().embed(["a first one"])
    figures: dict[str, object] = {"MiB with the encoder, before the ledger": resident()}
    forget(path)
    with Store(path, keys=variants.keys) as store:

        def search(wanted: Wanted) -> object:
            return store.read.nearest(wanted, meanings().embed([wanted.words])[0], digest)

        start = time.perf_counter()
        search(sought[0][1])
        figures["first search by meaning, file cold, ms"] = round(1000 * (time.perf_counter() - start))
        calls: list[tuple[str, Callable[[], object]]] = [(kind, lambda w=wanted: search(w)) for kind, wanted in sought]  # type: ignore[misc]
        timed(calls[:20])
        figures["search by meaning, warm"] = show("search by meaning, warm", timed(calls))
        with Store(path, keys=variants.keys) as other:
            other.run("another", "process")
        start = time.perf_counter()
        search(sought[0][1])
        figures["search by meaning after somebody wrote, ms"] = round(1000 * (time.perf_counter() - start))
        figures["MiB after the searches"] = resident()
        figures["MiB at most"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    with Store(path, keys=variants.keys) as store:
        start = time.perf_counter()
        store.read.nearest(sought[0][1], meanings().embed(["again"])[0], digest)
        figures["first search by meaning, file warm, ms"] = round(1000 * (time.perf_counter() - start))
    return figures


def forget(path: Path) -> None:
    """Lets the system drop the file from its memory."""
    handle = os.open(path, os.O_RDONLY)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


def quotations(press: Press, said: list[str]) -> Iterator[tuple[str, str]]:
    """QUERIES quotations to check: of the made statements left alone, cut and altered, never said, and short ones of common words."""
    chance = random.Random(3)
    for n in range(QUERIES):
        words = chance.choice(said).split()
        if n % 5 == 0:
            yield "left alone", " ".join(words)
        elif n % 5 == 1:
            yield "cut", " ".join(words[: max(3, len(words) // 2)])
        elif n % 5 == 2:
            words[len(words) // 2] = "altogether"
            yield "altered", " ".join(words)
        elif n % 5 == 3:
            yield "never said", press.sentence()
        else:
            yield "short, common", " ".join(press.sentence().split()[:4])


def timed(calls: list[tuple[str, Callable[[], object]]]) -> dict[str, list[float]]:
    """Milliseconds of each call, by kind; `all` has every one."""
    found: dict[str, list[float]] = {"all": []}
    for kind, call in calls:
        start = time.perf_counter()
        call()
        took = 1000 * (time.perf_counter() - start)
        found.setdefault(kind, []).append(took)
        found["all"].append(took)
    return found


def show(title: str, found: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    print(f"\n{title + ', ms':28}{'n':>5}{'median':>9}{'p95':>9}{'most':>9}")
    figures = {}
    for kind, times in found.items():
        ordered = sorted(times)
        row = {"median": statistics.median(ordered), "p95": ordered[max(0, round(0.95 * len(ordered)) - 1)], "most": ordered[-1]}
        print(f"{kind:28}{len(ordered):5}{row['median']:9.1f}{row['p95']:9.1f}{row['most']:9.1f}")
        figures[kind] = {name: round(value, 2) for name, value in row.items()}
    return figures


def fill(store: Store, press: Press, statements: int) -> tuple[float, list[str]]:
    """Records made pages, fifty a commit; CPU seconds of it, and some of what they say."""
    run, cost, said = store.run("made@0", "benchmark"), 0.0, []
    total = -(-statements // A_PAGE)
    for first in range(0, total, 50):
        made = [press.page(n) for n in range(first, min(first + 50, total))]
        said += [statement.content[0].text for statement in made[0][1].statements]
        start = time.process_time()
        with store.transaction():
            for page, record in made:
                store.append(page, record, run)
        cost += time.process_time() - start
    return cost, said


def costs(store: Store, folder: Path, count: int) -> dict[str, float]:
    """CPU milliseconds a page of reading real texts, and of recording them with one commit each."""
    paths = sorted(folder.rglob("*.txt"))[:count]
    onrecord.read(paths[0])
    start = time.process_time()
    records = [onrecord.read(path) for path in paths]
    reading = 1000 * (time.process_time() - start) / len(paths)
    pages = [Page(path.read_bytes(), str(path)) for path in paths]
    run = store.run("shipped", "benchmark")
    start = time.process_time()
    for page, record in zip(pages, records, strict=True):
        store.append(page, record, run)
    recording = 1000 * (time.process_time() - start) / len(paths)
    statements = sum(len(record.statements) for record in records) / len(paths)
    return {"reading": reading, "recording": recording, "share": recording / reading, "statements a page": statements}


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--statements", type=int, default=50_000)
    parse.add_argument("--read", type=int, default=0, help="how many texts to read and record, to compare the costs")
    parse.add_argument("--meaning", action="store_true", help="measure the search by meaning too, on random vectors")
    parse.add_argument("--keep", type=Path, help="the ledger's path, which is left; one that is there is measured as it is")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    press = Press(given.folder)
    with tempfile.TemporaryDirectory() as scratch:
        path = given.keep or Path(scratch) / "news.db"
        made = path.exists()
        figures: dict[str, object] = {}
        with Store(path, keys=variants.keys) as store:
            if made:
                press_again = Press(given.folder)
                said = [s.content[0].text for n in range(20) for s in press_again.page(n)[1].statements]
            else:
                cost, said = fill(store, press, given.statements)
                figures["recording in bulk, CPU ms a statement"] = round(1000 * cost / given.statements, 3)
            if given.read:
                figures["costs, CPU ms a page"] = {name: round(value, 3) for name, value in costs(store, given.folder, given.read).items()}
        size = path.stat().st_size
        figures |= {"statements": given.statements, "bytes": size, "bytes a statement": round(size / given.statements)}
        for name, value in figures.items():
            print(f"{name:40} {value}")
        searches, checks = list(queries(press)), list(quotations(press, said))
        forget(path)
        with Store(path, keys=variants.keys) as store, onrecord.Ledger(path, create=False) as ledger:
            run: list[tuple[str, Callable[[], object]]] = [(kind, lambda w=wanted: store.read.search(w)) for kind, wanted in searches]  # type: ignore[misc]
            ask: list[tuple[str, Callable[[], object]]] = [(kind, lambda w=words: ledger.check(w)) for kind, words in checks]  # type: ignore[misc]
            for state in ("cold", "warm"):
                figures[f"search, {state}"] = show(f"search, {state}", timed(run))
                figures[f"check, {state}"] = show(f"check, {state}", timed(ask))
        if given.meaning:
            digest, before = "random, for the load test", path.stat().st_size
            with Store(path, keys=variants.keys) as store:
                start = time.perf_counter()
                give_vectors(store, digest)
                print(f"\nrandom vectors were written in {time.perf_counter() - start:.0f} s")
            grown = (path.stat().st_size - before) / given.statements
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                figures |= pool.apply(measure_meaning, (path, digest, list(meanings_sought(press))))
            figures["bytes of a vector in the file"] = round(grown)
            for name, value in figures.items():
                if not isinstance(value, dict):
                    print(f"{name:45} {value}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
