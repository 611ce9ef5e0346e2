"""The corpora as samples: a text and its source–cue–content relations, in character offsets (end exclusive)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    source: Offsets
    cue: Offsets
    content: Offsets
    said: "Said | None" = None


@dataclass(frozen=True, slots=True)
class Said:
    """What our own labels say of a relation: the speaker's name (None: nobody can be told), its type and the act."""

    speaker: str | None
    type: str | None
    act: str


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    text: str
    relations: tuple[Relation, ...]


def read_brat(annotation: Path) -> tuple[Relation, ...]:
    """Relations of a brat standoff file of PolNeAR; lines that are cut off are passed over."""
    spans: dict[str, Offsets] = {}
    relations = []
    lines = annotation.read_text(encoding="utf-8").split("\n")
    for line in sorted(lines, key=lambda line: not line.startswith("T")):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1 and " " in fields[1]:
            where = fields[1].split(" ", 1)[1]
            spans[fields[0]] = tuple((int(a), int(b)) for a, b in (part.split() for part in where.split(";")))
        elif line.startswith("E") and len(fields) > 1:
            roles: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
            for argument in fields[1].split():
                role, _, identifier = argument.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in roles:
                    roles[role] += spans.get(identifier, ())
            if roles["content"]:
                source, cue, content = (tuple(sorted(roles[r])) for r in ("source", "cue", "content"))
                relations.append(Relation(source, cue, content))
    return tuple(relations)


def polnear(folder: Path) -> Iterator[Sample]:
    """The articles of one PolNeAR compartment (`text/*.txt`, `attributions/*.ann`), sorted by name.

    Where several people annotated an article, the first file by name counts, as in the scorer.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        if files:
            yield Sample(path.stem, path.read_bytes().decode("utf-8"), read_brat(files[0]))
