"""Our own labels of speakers in PolNeAR's training part, as questions: whose words are *his*, *the minister's*, *who*'s?

`labels/statements.jsonl` holds one article a line: `{"doc": file stem, "statements": [[relation, start, end, type, act], …]}`.
`relation` counts the article's relations as `corpora.polnear` gives them; `start` and `end` are the offsets of the speaker's fullest name
(null: nobody can be told).
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.reading import nouns
from onrecord.reading.model import MENTIONS
from training.coreference import Puzzle, Question, names
from training.corpora import Said, Sample

LABELS = Path(__file__).parent / "labels" / "statements.jsonl"


def kept_back(doc: str) -> bool:
    """Whether an article's labels are left out of training, for choosing numbers: a sixth of them, by digest."""
    return int(hashlib.md5(doc.encode(), usedforsecurity=False).hexdigest(), 16) % 6 == 0


def labelled(samples: Iterable[Sample], path: Path = LABELS) -> Iterator[Sample]:
    """The samples, with what the labels say of their relations, but for articles that are kept back."""
    with path.open(encoding="utf-8") as file:
        said = {row["doc"]: {s[0]: s[1:] for s in row["statements"]} for row in map(json.loads, file)}
    for sample in samples:
        mine = {} if kept_back(sample.name) else said.get(sample.name, {})
        relations = []
        for n, relation in enumerate(sample.relations):
            if n in mine:
                start, end, kind, act = mine[n]
                name = None if start is None else sample.text[start:end]
                relation = replace(relation, said=Said(name, kind, act))
            relations.append(relation)
        yield replace(sample, relations=tuple(relations))


def puzzle(sample: Sample) -> Puzzle | None:
    """Every labelled source that does not hold its speaker's name asks; names in the text and other sources may answer."""
    if not any(r.said for r in sample.relations):
        return None
    spans = list(names(sample.text))
    speakers: list[str | None] = [None] * len(spans)
    asking = []
    for relation in sample.relations:
        head = nouns.head(sample.text, *relation.source[0]) if relation.source else None
        if head is None:
            continue
        name = relation.said.speaker if relation.said else None
        if any(head[0] < b and a < head[1] for a, b in spans):
            continue
        if relation.said is not None and not (name and _holds(sample.text[slice(*relation.source[0])], name)):
            asking.append((len(spans), name))
        spans.append(head)
        speakers.append(name)
    questions = []
    for asked, name in asking:
        others = [j for j in range(len(spans)) if j != asked]
        right = {j for j in others if name and (speakers[j] == name or is_name_of(sample.text[slice(*spans[j])], name))}
        questions.append(Question(asked, tuple(others), frozenset(right)))
    questions += _namesakes(sample, spans)
    if not questions:
        return None
    kinds = {r.said.speaker: r.said.type for r in sample.relations if r.said and r.said.speaker and r.said.type in _KINDS}
    tags = [
        (start, end, MENTIONS.index(f"B-{kind}"))
        for start, end in names(sample.text)
        if (kind := next((k for n, k in kinds.items() if is_name_of(sample.text[start:end], n)), None))
    ]
    return Puzzle(sample.text, tuple(spans), tuple(questions), tuple(tags))


def _namesakes(sample: Sample, spans: list[tuple[int, int]]) -> Iterator[Question]:
    """A surname alone asks which of the full names with this surname it is, where there are several."""
    written = [_words(sample.text[a:b]) for a, b in spans]
    for relation in sample.relations:
        if relation.said is None or not relation.said.speaker or not relation.source:
            continue
        name = _words(relation.said.speaker)
        start, end = relation.source[0]
        for i, (a, b) in enumerate(spans):
            if start <= a and b <= end and len(name) > 1 and written[i] == name[-1:]:
                full = [j for j, words in enumerate(written) if len(words) > 1 and words[-1] == name[-1]]
                right = frozenset(j for j in full if name[0] in written[j])
                if right and len(right) < len(full):
                    yield Question(i, tuple(full), right)


_KINDS = ("person", "organization")


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"[\w’'-]+", name) if w not in ("Jr", "Sr", "III", "II")]


def _holds(source: str, name: str) -> bool:
    """Whether a source has the surname of a name."""
    return name[:1].isupper() and _words(name)[-1:] != [] and _words(name)[-1] in _words(source)


def is_name_of(written: str, name: str) -> bool:
    """Whether `written` is the name or its surname, in any case of letters."""
    mine, full = _words(written.lower()), _words(name.lower())
    return bool(mine) and bool(full) and (mine == full or (mine[-1] == full[-1] and set(mine) <= set(full)))
