"""Text, masthead and speed of reading web pages, against pages with known contents: `python -m benchmarks.pages FOLDER [--json out.json]`.

FOLDER holds what the test resources of fundus hold: `*/<Outlet>_<date>.html.gz`, `*/<Outlet>.json` with the expected title, authors, day
and paragraphs by parser version (the version that is about a page is told by its words), and `publishers.tsv`. The outlets are halved by a
hash of their names: what the rules were looked at with is A, what nobody looked at is B. The peer is trafilatura with `favor_precision`
and metadata.

- text: mean precision, recall and F1 over pages of bags of word 4-grams, without the headline, for both systems.
- headline: half of all words are the expected one's, or one begins with the other; strict: the same letters. What is expected is often
  the title for search engines or for social networks, where the page itself shows another.
- day: the same day in the expected zone. publisher: one name holds the other.
- authors: the people among the expected names, agencies held against the wire credit; strict: the same set of names as expected.
- furniture lines: pages with a block of up to 40 words that the expected text lacks and a loose pattern takes for a sign-up, a share bar, a
  pointer to other stories and the like. The lines of B that it took were looked at once, when four pages had one; the rules for them that
  were written then are the only ones that B was looked at for.
- strange lines: pages with a block of up to 25 words, no caption, of which the expected text has less than half.

`--show A` lists A's misses.
"""

import argparse
import collections
import csv
import gzip
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord import OnrecordError, pages
from onrecord.pages.credits import agencies, people
from onrecord.vocabulary import BlockKind, Document

Grams = collections.Counter[tuple[str, ...]]
_SHORT, _LONG = 25, 40
_FURNITURE = re.compile(
    r"(?i)^\W*(?:related|(?:also )?read(?: more| also| next| on|:)|more (?:from|on|stories|news|about)|most (?:read|popular|viewed)|"
    r"share\b|sign (?:up|in)|subscribe|newsletter|advertis|sponsored|back to top|cookie|follow (?:us|me|\w+ on)|copyright|©|all rights|"
    r"comments?\b|click|tap |watch(?: now|:| live)|listen(?: to)?|recommended|trending|see also|don.t miss|tags?:|topics?:|print|"
    r"e-?mail|download|get (?:the|our|your)|join (?:us|our)|support|donate|log ?in|register|view (?:all|more|comments|gallery)|"
    r"show (?:more|comments)|load more|latest (?:news|posts|stories)|up next|editor.s picks?|first published|last updated|published|"
    r"updated|photo|image|getty)"
    r"|newsletter|subscribe|all rights reserved|terms (?:of|and)|privacy policy|follow (?:us|him|her) on|click here|our app|affiliate"
)


@dataclass(frozen=True)
class Sample:
    name: str
    half: str
    raw: bytes
    title: str
    authors: list[str]
    published: str | None
    publisher: str
    text: str


@dataclass(frozen=True)
class Found:
    """What a system makes of a page; `lines`: its blocks without headline and captions."""

    text: str = ""
    headline: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    lines: tuple[str, ...] = ()


def half(outlet: str) -> str:
    return "AB"[int(hashlib.sha256(outlet.encode()).hexdigest(), 16) % 2]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def grams(text: str, n: int = 4) -> Grams:
    found = words(text)
    if 0 < len(found) < n:
        found += [""] * (n - len(found))
    return collections.Counter(tuple(found[i : i + n]) for i in range(len(found) - n + 1))


def overlap(gold: str, found: str) -> tuple[float, float, float]:
    g, f = grams(gold), grams(found)
    if not g and not f:
        return 1.0, 1.0, 1.0
    same = sum((g & f).values())
    precision, recall = same / max(1, sum(f.values())), same / max(1, sum(g.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if same else 0.0


def samples(folder: Path) -> list[Sample]:
    with (folder / "publishers.tsv").open(encoding="utf-8") as table:
        names = {row["class"]: row["name"] for row in csv.DictReader(table, delimiter="\t")}
    found = []
    for path in sorted(folder.glob("*/*.html.gz")):
        outlet = re.sub(r"_\d{4}_\d\d_\d\d$", "", path.name.removesuffix(".html.gz"))
        raw = gzip.decompress(path.read_bytes())
        expected = json.loads((path.parent / f"{outlet}.json").read_text(encoding="utf-8"))
        on_page = grams(raw.decode(errors="replace"))
        gold = max(expected.values(), key=lambda it: sum((grams(f"{it['title']}\n{_body(it)}") & on_page).values()))
        authors = [a for a in gold.get("authors") or [] if a]
        published = gold.get("publishing_date")
        found.append(Sample(path.name, half(outlet), raw, gold["title"], authors, published, names.get(outlet, outlet), _body(gold)))
    return found


def _body(gold: dict[str, Any]) -> str:
    body = gold.get("body") or {}
    parts = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        parts += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n\n".join(part for part in parts if part)


def ours(raw: bytes) -> Document | None:
    try:
        return pages.from_html(raw)
    except OnrecordError:
        return None


def peer(raw: bytes) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(raw, favor_precision=True, with_metadata=True, include_comments=False)


def found_by_us(raw: bytes) -> Found:
    it = ours(raw)
    if it is None:
        return Found()
    blocks = [b for b in it.blocks if b.kind is not BlockKind.HEADLINE]
    lines = tuple(it.text[b.start : b.end] for b in blocks if b.kind is not BlockKind.CAPTION)
    text = "\n\n".join(it.text[b.start : b.end] for b in blocks)
    return Found(text, it.headline, it.byline, it.wire_credit, it.published, it.publisher, lines)


def found_by_peer(raw: bytes) -> Found:
    it = peer(raw)
    if it is None:
        return Found()
    authors = tuple(a.strip() for a in (it.author or "").split(";") if a.strip())
    lines = tuple(line for line in (it.text or "").split("\n") if line.strip())
    return Found(it.text or "", it.title, authors, (), it.date, it.sitename, lines)


def score(sample: Sample, found: Found) -> dict[str, Any]:
    precision, recall, f1 = overlap(sample.text, found.text)
    gold_people, gold_agencies = people(sample.authors), {a for author in sample.authors for a in agencies(author)}
    gold_words = grams(f"{sample.title}\n{sample.text}", 3)
    whole = " ".join(words(f"{sample.title} {sample.text}"))
    furniture = [
        line for line in found.lines if _FURNITURE.search(line) and len(words(line)) <= _LONG and " ".join(words(line)) not in whole
    ]
    strange = [
        line
        for line in found.lines
        if len(words(line)) <= _SHORT and 2 * sum((grams(line, 3) & gold_words).values()) < len(words(line)) - 2
    ]
    strange += [
        line for line in found.lines if 0 < len(words(line)) < 3 and f" {' '.join(words(line))} " not in f" {' '.join(words(sample.text))} "
    ]
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "headline, strict": _letters(found.headline) == _letters(sample.title),
        "headline": _is_headline(sample.title, found.headline),
        "day": _same_day(sample.published, found.published),
        "authors, strict": _names(found.authors) == _names(sample.authors),
        "authors": _names(found.authors) == _names(gold_people) and gold_agencies <= {*found.agencies, *agencies(found.publisher or "")},
        "publisher": _holds(sample.publisher, found.publisher),
        "furniture": furniture,
        "lines": strange,
    }


def _is_headline(expected: str, found: str | None) -> bool:
    """Whether half of all their words are shared, or one begins with the other."""
    one, other = words(expected), words(found or "")
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and (long[: len(short)] == short or 2 * len({*one} & {*other}) >= len({*one} | {*other}))


def _letters(text: str | None) -> str:
    return "".join(words(text or ""))


def _names(names: Iterable[str]) -> set[str]:
    return {_letters(name) for name in names}


def _holds(expected: str, found: str | None) -> bool:
    one, other = (re.sub(r"\([^)]*\)|\bthe\b|\W", "", (name or "").lower()) for name in (expected, found))
    return min(len(one), len(other)) >= 3 and (one in other or other in one)


def _same_day(expected: str | None, found: str | None) -> bool:
    if not expected or not found:
        return expected == found
    there, here = datetime.fromisoformat(expected), datetime.fromisoformat(found)
    if there.tzinfo and here.tzinfo:
        here = here.astimezone(there.tzinfo)
    return there.date() == here.date()


_COUNTED = ("headline", "headline, strict", "day", "authors", "authors, strict", "publisher")


def figures(rows: list[dict[str, Any]]) -> dict[str, float]:
    n = max(1, len(rows))
    means = {key: round(sum(row[key] for row in rows) / n, 4) for key in ("precision", "recall", "f1")}
    counts: dict[str, float] = {key: sum(bool(row[key]) for row in rows) for key in _COUNTED}
    counts["pages with furniture lines"] = sum(bool(row["furniture"]) for row in rows)
    return {"pages": len(rows), **means, **counts, "pages with strange lines": sum(bool(row["lines"]) for row in rows)}


def rate(read: Callable[[bytes], Any], raws: list[bytes]) -> float:
    """Pages per CPU-second of one pass."""
    began = time.process_time()
    for raw in raws:
        read(raw)
    return len(raws) / (time.process_time() - began)


def show(sample: Sample, found: Found, row: dict[str, Any]) -> None:
    expected = {"headline": sample.title, "day": sample.published, "authors": sample.authors, "publisher": sample.publisher}
    got = {"headline": found.headline, "day": found.published, "authors": (found.authors, found.agencies), "publisher": found.publisher}
    print(f"  {sample.name}  p {row['precision']:.3f} r {row['recall']:.3f} f1 {row['f1']:.3f}")
    for key in expected:
        if not row[key]:
            print(f"    {key}: expected {expected[key]!r}, found {got[key]!r}")
    for line in row["lines"]:
        print(f"    line: {line!r}")


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--rounds", type=int, default=3, help="passes over all pages for the speed, both systems in turn (0: none)")
    parse.add_argument("--show", metavar="HALF", choices=("A",), help="list this half's misses; B's are not to be looked at")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    pages_there = samples(given.folder)
    if not pages_there:
        sys.exit(f"{given.folder}: no pages here (*/<Outlet>_<date>.html.gz with */<Outlet>.json and publishers.tsv)")
    result: dict[str, Any] = {}
    for name, find in (("onrecord", found_by_us), ("trafilatura", found_by_peer)):
        rows = [(s, found, score(s, found)) for s in pages_there for found in [find(s.raw)]]
        result[name] = {h: figures([row for s, _, row in rows if s.half in h]) for h in ("A", "B", "AB")}
        if given.show and name == "onrecord":
            for sample, found, row in sorted(rows, key=lambda it: it[2]["f1"]):
                if sample.half == given.show:
                    show(sample, found, row)
    columns = [(name, h) for name in result for h in ("A", "B", "AB")]
    print(f"{'':26}" + "".join(f"{name[:8] + ' ' + h:>15}" for name, h in columns))
    for key in result["onrecord"]["AB"]:
        print(f"{key:26}" + "".join(f"{result[name][h][key]:>15}" for name, h in columns))
    if given.rounds:
        raws = [s.raw for s in pages_there]
        rates = [(rate(ours, raws), rate(peer, raws)) for _ in range(given.rounds)]
        best = [max(pair[k] for pair in rates) for k in (0, 1)]
        result["pages per CPU-second"] = {
            "onrecord": round(best[0], 1),
            "trafilatura": round(best[1], 1),
            "ratio": round(best[0] / best[1], 3),
        }
        print(f"\npages per CPU-second, the best of {given.rounds} passes: onrecord {best[0]:.1f}, trafilatura {best[1]:.1f}", end=" ")
        print(f"({best[0] / best[1]:.0%})")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
