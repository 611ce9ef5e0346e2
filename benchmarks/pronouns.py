"""Who is *he*, who is *she*: GAP's validation part, two given names a pronoun.

`python -m benchmarks.pronouns GAP_FOLDER [--model FOLDER]` prints F1 over all (name, pronoun) pairs, as gap_scorer does: a pair is right
if the name and the pronoun are one; feminine and masculine pronouns apart, and their ratio. One number, the probability below which neither
name is chosen, is set on every tenth row of the development part, which training leaves out.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.pages import plain
from onrecord.reading import mentions
from onrecord.reading.model import Model, shipped
from training.coreference import Ambiguous, gap, gap_puzzle


@dataclass(slots=True)
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 200 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def probabilities(row: Ambiguous, model: Model) -> tuple[float, float]:
    """With which A and B are the pronoun's, by all places of their names."""
    blocks = plain.blocks(row.text)
    answers = model.run(row.text, blocks)
    for _ in answers.windows:
        pass
    puzzle = gap_puzzle(row, blind=True)
    names = [row.text[slice(*row.a)], row.text[slice(*row.b)]]
    places = [mentions.located(answers.pieces, *span) for span in puzzle.spans]
    kept = [i for i in range(1, len(places)) if places[i][0] <= places[i][1] and answers.sight.has(*places[i])]
    scores = answers.sight.same(places[0], np.array([places[i] for i in kept], np.int64))
    p = np.exp(scores - scores.max())
    p /= p.sum()
    a, b = (float(sum(v for v, i in zip(p[1:], kept, strict=True) if row.text[slice(*puzzle.spans[i])] == name)) for name in names)
    return a, b


def tally(rows: Sequence[Ambiguous], given: Sequence[tuple[float, float]], least: float) -> dict[str, Tally]:
    counts = {"overall": Tally(), "feminine": Tally(), "masculine": Tally()}
    for row, (a, b) in zip(rows, given, strict=True):
        chosen = (a >= b and a >= least, b > a and b >= least)
        for count in (counts["overall"], counts["feminine" if row.feminine else "masculine"]):
            for says, true in zip(chosen, (row.is_a, row.is_b), strict=True):
                count.right += says and true
                count.wrong += says and not true
                count.missed += true and not says
    return counts


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("gap", type=Path)
    parse.add_argument("--model", type=Path, help="another model folder than the shipped one")
    parse.add_argument("--json", type=Path)
    asked = parse.parse_args()
    model = Model(asked.model) if asked.model else shipped()
    kept = [row for n, row in enumerate(gap(asked.gap / "gap-development.tsv")) if n % 10 == 0]
    known = [probabilities(row, model) for row in kept]
    least = max((x / 20 for x in range(15)), key=lambda t: tally(kept, known, t)["overall"].f1)
    rows = list(gap(asked.gap / "gap-validation.tsv"))
    counts = tally(rows, [probabilities(row, model) for row in rows], least)
    figures = {name: round(count.f1, 1) for name, count in counts.items()}
    figures["ratio"] = round(counts["feminine"].f1 / max(counts["masculine"].f1, 1e-9), 3)
    figures["on the development tenth"] = round(tally(kept, known, least)["overall"].f1, 1)
    print(f"least probability {least}", *(f"{name} {value}" for name, value in figures.items()), sep=" · ")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
