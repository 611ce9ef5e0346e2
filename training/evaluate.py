"""What a model folder makes of annotated articles: `python -m training.evaluate FOLDER POLNEAR_DEV [--tune]`.

`--tune` chooses the decoder's few numbers and fits the calibration of confidence on these articles, and writes them into the
folder's config. The expected calibration error is then cross-validated over articles (five folds).
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scoring import Roles, Tally, calibration_error
from onrecord.pages import plain
from onrecord.reading import relations
from onrecord.reading.model import Answers, Model
from training import corpora

GRID: dict[str, tuple[float, ...]] = {
    "no_cue": (-3.0, -2.0, -1.0, 0.0, 1.0),
    "no_source": (-2.0, -1.0, 0.0, 1.0),
    "content_vote": (0.0, 0.3, 0.6, 1.0),
}


def answer(model: Model, samples: Sequence[corpora.Sample]) -> list[Answers]:
    given = (model.run(sample.text, plain.blocks(sample.text)) for sample in samples)
    return [Answers(answers.pieces, tuple(answers.windows), answers.sight) for answers in given]


def score(
    samples: Sequence[corpora.Sample], answers: Sequence[Answers], decoding: dict[str, Any]
) -> tuple[Tally, list[tuple[int, list[float], bool]]]:
    """The tally, and for each prediction its article's number, its evidence and whether it is right (relation@50)."""
    tally = Tally()
    rows: list[tuple[int, list[float], bool]] = []
    for n, (sample, given) in enumerate(zip(samples, answers, strict=True)):
        found = relations.find(given, sample.text, plain.blocks(sample.text), decoding)
        roles = [dict(zip(("content", "cue", "source"), relations.spans(r, sample.text, given.pieces), strict=True)) for r in found]
        kept = [
            (r, role)
            for r, role in zip(found, roles, strict=True)
            if any(c.isalnum() for a, b in role["content"] for c in sample.text[a:b])
        ]
        gold: list[Roles] = [{"source": r.source, "cue": r.cue, "content": r.content} for r in sample.relations]
        hits = tally.add(sample.text, gold, [role for _, role in kept])
        if len(hits) == len(kept):
            rows += [(n, relation.evidence, hit) for (relation, _), hit in zip(kept, hits, strict=True)]
    return tally, rows


def tune(model: Model, samples: Sequence[corpora.Sample]) -> dict[str, Any]:
    best: dict[str, Any] = {"silence": 0.0, "no_cue": 0.0, "no_source": 0.0, "content_vote": 0.5}

    def figure(decoding: dict[str, Any], answers: Sequence[Answers]) -> float:
        figures = score(samples, answers, decoding)[0].figures()
        return figures["all/relation@50"]["f1"] + 0.5 * figures["all/content@50"]["f1"] + 0.25 * figures["all/content"]["f1"]

    heights = {}
    for silence in (-1.2, -0.9, -0.6, -0.3, 0.0):
        model.decoding = {**best, "silence": silence}
        heights[silence] = figure(model.decoding, answer(model, samples))
    best["silence"] = max(heights, key=lambda s: heights[s])
    model.decoding = best
    answers = answer(model, samples)
    for name, values in GRID.items():
        best[name] = max(values, key=lambda v: figure({**best, name: v}, answers))
    rows = score(samples, answers, best)[1]
    x = np.array([r[1] for r in rows])
    y = np.array([r[2] for r in rows], float)
    fold = np.array([r[0] for r in rows]) % 5
    crossed = np.zeros(len(y))
    for k in range(5):
        crossed[fold == k] = _logistic(x[fold == k] @ _fit(x[fold != k], y[fold != k]))
    print("expected calibration error, five folds:", round(calibration_error(crossed.tolist(), (y > 0).tolist()), 4))
    best["confidence"] = [round(float(w), 4) for w in _fit(x, y)]
    return best


def _logistic(z: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-z)))


def _fit(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], ridge: float = 1.0) -> npt.NDArray[np.float64]:
    """Ridge logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = _logistic(x @ w)
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("folder", type=Path)
    parse.add_argument("articles", type=Path, help="a PolNeAR compartment")
    parse.add_argument("--tune", action="store_true")
    given = parse.parse_args()
    samples = list(corpora.polnear(given.articles))
    model = Model(given.folder)
    if given.tune:
        model.decoding = tune(model, samples)
        config = json.loads((given.folder / "config.json").read_text(encoding="utf-8"))
        (given.folder / "config.json").write_text(json.dumps(config | {"decoding": model.decoding}, indent=1) + "\n", encoding="utf-8")
    tally, rows = score(samples, answer(model, samples), model.decoding)
    for name, row in tally.figures().items():
        print(f"{name:24} p {row['p']:6.2f}  r {row['r']:6.2f}  F1 {row['f1']:6.2f}  of {row['annotated']}")
    print(dict(tally.errors.most_common()))
    if weights := model.decoding.get("confidence"):
        p = [1 / (1 + np.exp(-np.dot(weights, evidence))) for _, evidence, _ in rows]
        print("calibration error here:", round(calibration_error(p, [hit for *_, hit in rows]), 4))


if __name__ == "__main__":
    main()
