"""Who said what, against annotated articles: `python -m benchmarks.accuracy FOLDER [--system NAME] [--json out.json]`.

FOLDER holds brat standoff files as PolNeAR has them: `text/*.txt` with `attributions/*.ann`, or `*.txt` and `*.ann` side by side.
Every article goes through the public API, with the model that ships. Statements with a `parent` are left out, since such
annotation knows no nesting. A predicted relation is matched as `benchmarks.scoring` says. `--system textacy` and `--system plain` score
the peers of `benchmarks.peers` on the same articles (`pip install '.[bench]'`).
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import onrecord
from benchmarks.scoring import ROLES, Roles, Tally, calibration_error
from training import corpora

Finder = Callable[[str], list[tuple[Roles, float]]]
"""From a text to relations as offsets, each with a confidence."""


def ours(text: str) -> list[tuple[Roles, float]]:
    record = onrecord.read(text=text)
    return [
        ({role: [(span.start, span.end) for span in getattr(statement, role)] for role in ROLES}, statement.confidence)
        for statement in record.statements
        if statement.parent is None
    ]


def samples(folder: Path) -> list[corpora.Sample]:
    if (folder / "text").is_dir():
        return list(corpora.polnear(folder))
    found = ((path, path.with_suffix(".ann")) for path in sorted(folder.glob("*.txt")))
    return [corpora.Sample(t.stem, t.read_bytes().decode("utf-8"), corpora.read_brat(a)) for t, a in found if a.exists()]


def peer(name: str) -> Finder:
    from benchmarks import peers

    find = {"textacy": peers.textacy, "plain": peers.plain}[name](peers.parser())

    def found(text: str) -> list[tuple[Roles, float]]:
        roles = (dict(zip(ROLES, ([span] if span else [] for span in attribution), strict=True)) for attribution in find(text))
        return [(each, 1.0) for each in roles]

    return found


def measure(folder: Path, find: Finder = ours) -> tuple[Tally, float, int]:
    """The tally, the expected calibration error of `confidence` (relation@50, ten bins), and how many articles gave no record."""
    tally, confidences, right, lost = Tally(), list[float](), list[bool](), 0
    for sample in samples(folder):
        try:
            found = find(sample.text)
        except onrecord.OnrecordError as error:
            print(f"{sample.name}: {error}", file=sys.stderr)
            lost += 1
            continue
        gold: list[Roles] = [{"source": r.source, "cue": r.cue, "content": r.content} for r in sample.relations]
        hits = tally.add(sample.text, gold, [roles for roles, _ in found])
        if len(hits) == len(found):
            confidences += [c for _, c in found]
            right += hits
    return tally, calibration_error(confidences, right), lost


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--system", choices=("onrecord", "textacy", "plain"), default="onrecord")
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    tally, error, lost = measure(given.folder, ours if given.system == "onrecord" else peer(given.system))
    if not tally.documents:
        sys.exit(f"{given.folder}: no annotated articles here (text/*.txt with attributions/*.ann, or *.txt with *.ann)")
    figures = tally.figures()
    print(f"{tally.documents} articles, {lost} without a record\n")
    print(f"{'%':24}{'precision':>10}{'recall':>10}{'F1':>8}{'annotated':>11}")
    for name, row in figures.items():
        print(f"{name:24}{row['p']:10.1f}{row['r']:10.1f}{row['f1']:8.1f}{row['annotated']:11.0f}")
    print("\nerrors by kind: " + ", ".join(f"{name} {count}" for name, count in tally.errors.most_common()))
    if given.system == "onrecord":
        print(f"expected calibration error of confidence (relation@50): {error:.3f}")
    if given.json:
        whole = {
            "articles": tally.documents,
            "lost": lost,
            "figures": figures,
            "errors": tally.errors,
            "calibration_error": round(error, 4),
        }
        given.json.write_text(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    main()
