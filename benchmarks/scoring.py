"""How well predicted relations match annotated ones: token overlap, one-to-one by greatest Jaccard of contents.

  content@50   content Jaccard >= .5
  content      content token sets equal (punctuation ignored)
  relation@50  content@50, source Jaccard >= .5 (or both empty) and cues overlap (or both empty)
  source@50    content@50 and source Jaccard >= .5 (or both empty), cue ignored

Direct: at least half of a content's tokens stand inside double quotation marks. In the rows for direct and indirect, recall goes over
annotated relations of that kind, precision over predicted ones of that kind.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Offsets = Sequence[tuple[int, int]]
Roles = Mapping[str, Offsets]
"""`source`, `cue` and `content`, each as offsets."""
Words = dict[str, frozenset[int]]
"""The same as numbers of words."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"]([^”\"\n]{1,2000})[”\"]")
ROLES = ("source", "cue", "content")
METRICS = ("content@50", "content", "relation@50", "source@50")
KINDS = ("all", "direct", "indirect")


@dataclass
class Tally:
    """Counts over documents; `figures` turns them into precision, recall and F1 in percent."""

    documents: int = 0
    right: Counter[str] = field(default_factory=Counter)
    right_predicted: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, gold: Iterable[Roles], predicted: Iterable[Roles]) -> list[bool]:
        """Counts one document; says of each prediction with a content whether relation@50 holds, in their order."""
        self.documents += 1
        words = [m.span() for m in _WORD.finditer(text)]
        inside = set()
        for quoted in _QUOTED.finditer(text):
            inside |= {i for i, (a, b) in enumerate(words) if a >= quoted.start(1) and b <= quoted.end(1)}
        wanted = [r for r in (_in_words(r, words) for r in gold) if r["content"]]
        given = [r for r in (_in_words(r, words) for r in predicted) if r["content"]]
        for role in ROLES:
            of_gold = {word for r in wanted for word in r[role]}
            of_given = {word for r in given for word in r[role]}
            key = f"tokens/{role}"
            self.right[key] += len(of_gold & of_given)
            self.right_predicted[key] += len(of_gold & of_given)
            self.predicted[key] += len(of_given)
            self.annotated[key] += len(of_gold)

        def kinds(relation: Words) -> tuple[str, str]:
            return "all", "direct" if 2 * len(relation["content"] & inside) >= len(relation["content"]) else "indirect"

        for counts, relations in ((self.annotated, wanted), (self.predicted, given)):
            for r in relations:
                for kind in kinds(r):
                    counts.update(f"{kind}/{metric}" for metric in METRICS)
        hits = [False] * len(given)
        taken: dict[int, int] = {}
        met = [(i, j) for i, w in enumerate(wanted) for j, g in enumerate(given) if w["content"] & g["content"]]
        for overlap, i, j in sorted(((_jaccard(wanted[i]["content"], given[j]["content"]), i, j) for i, j in met), reverse=True):
            if i in taken or j in taken.values():
                continue
            taken[i] = j
            w, g = wanted[i], given[j]
            source = _jaccard(w["source"], g["source"]) >= 0.5
            cue = bool(w["cue"] & g["cue"]) or not (w["cue"] or g["cue"])
            half = overlap >= 0.5
            hit = {
                "content@50": half,
                "content": overlap == 1,
                "relation@50": half and source and cue,
                "source@50": half and source,
            }
            hits[j] = hit["relation@50"]
            for metric in (m for m in METRICS if hit[m]):
                self.right.update(f"{kind}/{metric}" for kind in kinds(w))
                self.right_predicted.update(f"{kind}/{metric}" for kind in kinds(g))
            self._kind_of_error(half, source, cue, g)
        self._unmatched(wanted, given, taken)
        return hits

    def _kind_of_error(self, half: bool, source: bool, cue: bool, given: Words) -> None:
        if not half:
            self.errors["content boundaries"] += 1
        elif not source:
            self.errors["source missing" if not given["source"] else "source wrong"] += 1
        elif not cue:
            self.errors["cue wrong"] += 1

    def _unmatched(self, wanted: list[Words], given: list[Words], taken: dict[int, int]) -> None:
        for i, w in enumerate(wanted):
            if i not in taken:
                swallowed = any(w["content"] & g["content"] for g in given)
                self.errors["swallowed by a neighbour" if swallowed else "missed outright"] += 1
        for j, g in enumerate(given):
            if j not in taken.values():
                parted = any(g["content"] & w["content"] for w in wanted)
                self.errors["part of another" if parted else "nothing annotated there"] += 1

    def figures(self) -> dict[str, dict[str, float]]:
        """Metric → precision, recall and F1 (percent) and the number annotated."""
        made = {}
        for key in [f"tokens/{r}" for r in ROLES] + [f"{k}/{m}" for k in KINDS for m in METRICS]:
            p = self.right_predicted[key] / self.predicted[key] if self.predicted[key] else 0.0
            r = self.right[key] / self.annotated[key] if self.annotated[key] else 0.0
            f = 2 * p * r / (p + r) if p + r else 0.0
            made[key] = {"p": round(100 * p, 2), "r": round(100 * r, 2), "f1": round(100 * f, 2), "annotated": self.annotated[key]}
        return made


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (Guo et al. 2017), `bins` bins of equal width."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for c, hit in zip(confidences, right, strict=True):
        groups.setdefault(min(int(c * bins), bins - 1), []).append((c, hit))
    gaps = (abs(sum(c for c, _ in g) - sum(hit for _, hit in g)) for g in groups.values())
    return sum(gaps) / len(right) if right else 0.0


def _in_words(roles: Roles, words: list[tuple[int, int]]) -> Words:
    return {role: frozenset(i for i, (s, e) in enumerate(words) for a, b in roles[role] if s >= a and e <= b) for role in ROLES}


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
