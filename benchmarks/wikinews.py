"""60 stories the whole way: `python -m benchmarks.wikinews CORPORA [--show] [--keep news.db] [--json out.json]`.

CORPORA holds wikinews-sources: Wikinews stories of 2004 and the articles of outlets that each was written from. Each story and its English
sources are added to a ledger as `onrecord add` does it (read, recorded, linked), and every statement is traced. Nothing is labelled: the
tables say what was found, within a story and between two; --show prints it for reading (docs/wikinews.md says what of it is wrong).
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from benchmarks.texts import Texts
from onrecord import Ledger
from onrecord.across.stories import Trace


def pages(corpora: Path) -> list[dict[str, str]]:
    """JSONL lines for `add`: `id` is the story's number and the source's, 0 for the story itself."""
    texts = Texts(corpora)
    found = []
    titles = [json.loads(line) for line in (corpora / "wikinews-sources" / "stories.jsonl").open(encoding="utf-8")]
    for n, (story, sources) in enumerate(zip(titles, texts.stories(), strict=True), 1):
        address = f"https://en.wikinews.org/wiki/{quote(story['title'].replace(' ', '_'))}"
        found.append({"id": f"{n}.0", "text": story["text"], "headline": story["title"], "url": address, "publisher": "Wikinews"})
        found += [
            {"id": f"{n}.{k}", "text": it.text, "headline": it.headline or "", "url": it.url or ""} for k, it in enumerate(sources, 1)
        ]
    return found


def show(number: dict[str, str], traces: list[Trace]) -> None:
    for trace in traces:
        for copy in trace.copies:
            print(f"\n{copy.relation}: {number[trace.page.document]} – {number[copy.page.document]} ({copy.reason})")
            print(f"   {trace.page.url}\n   {copy.page.url}")
        for traced in trace.statements:
            for it in traced.variants:
                if number[trace.page.document] < number[it.entry.document] and not it.on_copy:
                    print(f"\n{it.wording}: {number[trace.page.document]} – {number[it.entry.document]}, same speaker: {it.same_speaker}")
                    print(f"   {traced.entry.speaker}: {traced.entry.content}\n   {it.entry.speaker}: {it.entry.content}")
                    print("   " + "; ".join(f"{d.kind} {d.one!r} → {d.other!r} {','.join(d.bearing)}" for d in it.differences))
            for told in traced.retold:
                if number[trace.page.document] < number[told.entry.document]:
                    print(f"\nnear in meaning ({told.likeness:.2f}): {number[trace.page.document]} – {number[told.entry.document]}")
                    print(f"   {traced.entry.speaker}: {traced.entry.content}\n   {told.entry.speaker}: {told.entry.content}")
            if traced.chain:
                hops = " → ".join(hop.name for hop in traced.chain)
                print(f"\nchain {number[trace.page.document]}: {traced.entry.speaker} → {hops}: {traced.entry.content[:90]}")


def tables(number: dict[str, str], traces: list[Trace]) -> dict[str, object]:
    counts: Counter[str] = Counter()
    for trace in traces:
        here = number[trace.page.document]
        counts["pages with a copy"] += any(it.relation == "copy" for it in trace.copies)
        if any(it.relation == "copy" for it in trace.copies):
            counts[f"pages with a copy whose first is {trace.first.certainty if trace.first else 'not told'}"] += 1
        for copy in trace.copies:
            there = number[copy.page.document]
            if here < there:
                counts[f"pairs of pages: {copy.relation}{'' if _story(here) == _story(there) else ', of two stories'}"] += 1
        for traced in trace.statements:
            counts["statements"] += 1
            counts["statements with a chain"] += bool(traced.chain)
            counts["statements that stand on other pages"] += bool(traced.variants)
            counts["pairs of statements near in meaning by one speaker"] += sum(here < number[it.entry.document] for it in traced.retold)
            if traced.variants:
                counts[f"statements on other pages whose first is {traced.first.certainty if traced.first else 'not told'}"] += 1
            for it in traced.variants:
                there = number[it.entry.document]
                if here < there:
                    where = "on a copy" if it.on_copy else "elsewhere" if _story(here) == _story(there) else "of two stories"
                    counts[f"pairs of statements {where}: {it.wording}"] += 1
                    counts["pairs of statements not on copies with a change of meaning"] += bool(it.bearing) and not it.on_copy
                    counts["pairs of statements not on copies by two speakers"] += it.same_speaker is False and not it.on_copy
    return dict(sorted(counts.items()))


def _story(number: str) -> str:
    return number.partition(".")[0]


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("corpora", type=Path)
    parse.add_argument("--show", action="store_true", help="print what was found, for reading")
    parse.add_argument("--keep", type=Path, help="keep the ledger here")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    lines = pages(given.corpora)
    with tempfile.TemporaryDirectory() as scratch:
        source, path = Path(scratch) / "stories.jsonl", given.keep or Path(scratch) / "news.db"
        source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        with Ledger(path) as ledger:
            began = time.process_time()
            added = ledger.add(source, on_problem=print)
            took = time.process_time() - began
            began = time.process_time()
            ledger.link(rebuild=True)
            linking = time.process_time() - began
            number = {record.document.id: record.document.given_id or "" for record in ledger.records()}
            urls = dict.fromkeys(record.document.url or "" for record in ledger.records())
            began = time.process_time()
            traces = list({trace.page.document: trace for trace in chain(map(ledger.trace, urls))}.values())
            tracing = time.process_time() - began
    figures: dict[str, object] = {"pages": added.pages, "pages passed over": added.passed, **tables(number, traces)}
    for name, it in figures.items():
        print(f"{it:6}  {name}")
    print(f"read, recorded and linked in {took:.0f} s; linked anew in {linking:.1f} s; traced in {tracing:.1f} s")
    figures |= {"seconds": round(took, 1), "linking, s": round(linking, 2), "tracing, s": round(tracing, 2)}
    if given.show:
        show(number, traces)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
