"""Does search by meaning find a statement from a paraphrase? `python -m benchmarks.meanings [--model FOLDER]`.

Ranks all statements of `sets/acts-1.jsonl` for each query of `sets/paraphrases-1.jsonl` (our own writing) by cosine, and by shared
words (BM25, k1 1.2, b .75) as a floor.
"""

import argparse
import json
import math
import re
from collections import Counter
from pathlib import Path

import numpy as np

from onrecord.reading.model import Meanings, meanings

SETS = Path(__file__).parent / "sets"


def statements() -> dict[tuple[str, int], str]:
    """Source, cue and content of each statement, by document and number."""
    found = {}
    for line in (SETS / "acts-1.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for n, statement in enumerate(document["statements"]):
            spans = (span for role in ("source", "cue", "content") for span in statement[role])
            found[document["id"], n] = " ".join(document["text"][a:b] for a, b in spans)
    return found


def by_words(texts: list[str], queries: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """BM25 scores, queries × texts."""
    bags = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    mean = sum(map(Counter.total, bags)) / len(bags)
    seen = Counter(word for bag in bags for word in bag)
    scores = np.zeros((len(queries), len(texts)))
    for i, query in enumerate(queries):
        for word in set(re.findall(r"\w+", query.lower())) & set(seen):
            weight = math.log(1 + (len(bags) - seen[word] + 0.5) / (seen[word] + 0.5))
            for j, bag in enumerate(bags):
                if word in bag:
                    scores[i, j] += weight * bag[word] * 2.2 / (bag[word] + 1.2 * (0.25 + 0.75 * bag.total() / mean))
    return scores


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--model", type=Path, help="another model folder than the shipped one")
    given = parse.parse_args()
    encoder = Meanings(given.model) if given.model else meanings()
    texts = statements()
    keys = list(texts)
    queries = [json.loads(line) for line in (SETS / "paraphrases-1.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = [keys.index((query["doc"], query["statement"])) for query in queries]
    words = [query["query"] for query in queries]
    print(f"{len(queries)} queries, {len(keys)} statements\n{'':24}{'MRR':>8}{'first':>8}{'in ten':>8}")
    for name, scores in (
        (encoder.name, encoder.embed(words) @ encoder.embed(texts.values()).T),
        ("shared words (BM25)", by_words(list(texts.values()), words)),
    ):
        rank = np.array([int((row > row[i]).sum() + (row == row[i]).sum()) for row, i in zip(scores, wanted, strict=True)])
        print(f"{name:24}{(1 / rank).mean():8.3f}{(rank == 1).mean():8.3f}{(rank <= 10).mean():8.3f}")


if __name__ == "__main__":
    main()
