"""Who said what, against annotated articles: `python -m benchmarks.accuracy FOLDER [--json out.json] [--pages N]`.

FOLDER holds brat standoff files as PolNeAR has them: `text/*.txt` with `attributions/*.ann`, or `*.txt` and `*.ann` side by side.
Every article goes through the public API, with the model that ships. Statements with a `parent` are left out, since such
annotation knows no nesting. A predicted relation is matched as `benchmarks.scoring` says.
"""

import argparse
import json
import sys
from pathlib import Path

import onrecord
from benchmarks.scoring import ROLES, Roles, Tally, calibration_error
from training import corpora


def relations(record: onrecord.Record) -> list[tuple[Roles, float]]:
    """The record's statements as offsets, with their confidence."""
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


def measure(folder: Path) -> tuple[Tally, float, int]:
    """The tally, the expected calibration error of `confidence` (relation@50, ten bins), and how many articles gave no record."""
    tally, confidences, right, lost = Tally(), list[float](), list[bool](), 0
    for sample in samples(folder):
        try:
            record = onrecord.read(text=sample.text)
        except onrecord.OnrecordError as error:
            print(f"{sample.name}: {error}", file=sys.stderr)
            lost += 1
            continue
        found = relations(record)
        gold: list[Roles] = [{"source": r.source, "cue": r.cue, "content": r.content} for r in sample.relations]
        hits = tally.add(sample.text, gold, [roles for roles, _ in found])
        if len(hits) == len(found):
            confidences += [c for _, c in found]
            right += hits
    return tally, calibration_error(confidences, right), lost


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("folder", type=Path)
    parse.add_argument("--json", type=Path, help="write the figures here too")
    given = parse.parse_args()
    tally, error, lost = measure(given.folder)
    if not tally.documents:
        sys.exit(f"{given.folder}: no annotated articles here (text/*.txt with attributions/*.ann, or *.txt with *.ann)")
    figures = tally.figures()
    print(f"{tally.documents} articles, {lost} without a record\n")
    print(f"{'%':24}{'precision':>10}{'recall':>10}{'F1':>8}{'annotated':>11}")
    for name, row in figures.items():
        print(f"{name:24}{row['p']:10.1f}{row['r']:10.1f}{row['f1']:8.1f}{row['annotated']:11.0f}")
    print("\nerrors by kind: " + ", ".join(f"{name} {count}" for name, count in tally.errors.most_common()))
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
