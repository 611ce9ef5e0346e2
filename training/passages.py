"""Passages of our own writing, with the relations marked inline, for `fit` to learn what the corpora lack.

A file holds passages divided by lines of `=====`. A passage is a page as plain text (headline, blank line, paragraphs), in
which `{s1 the minister} {c1 said} {t1 that …}` marks source, cue and content (t) of relation 1; a letter and number may occur
several times where a content has several spans; braces may nest. Run as a script, it checks files and prints what they hold.
"""

import re
import sys
from pathlib import Path

from training.corpora import Relation, Sample

_OPEN = re.compile(r"\{([sct])(\d+)\s")
_ROLES = {"s": "source", "c": "cue", "t": "content"}


def parse(marked: str, name: str) -> Sample:
    """The plain text of a marked passage and its relations. Raises ValueError, naming the place, on odd marks."""
    out: list[str] = []
    length = 0
    stack: list[tuple[str, int, int]] = []
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    i = 0
    while i < len(marked):
        if opened := _OPEN.match(marked, i):
            stack.append((_ROLES[opened[1]], int(opened[2]), length))
            i = opened.end()
        elif marked[i] == "}":
            if not stack:
                raise ValueError(f"{name}: a closing brace without an opening one near {marked[max(0, i - 40) : i]!r}")
            role, number, start = stack.pop()
            spans.setdefault(number, {}).setdefault(role, []).append((start, length))
            i += 1
        elif marked[i] == "{":
            raise ValueError(f"{name}: an odd brace near {marked[i : i + 40]!r}")
        else:
            out.append(marked[i])
            length += 1
            i += 1
    if stack:
        raise ValueError(f"{name}: a brace is not closed: {stack[-1]}")
    relations = []
    for number, roles in sorted(spans.items()):
        if "content" not in roles:
            raise ValueError(f"{name}: relation {number} has no content")
        source, cue, content = (tuple(sorted(roles.get(role, []))) for role in ("source", "cue", "content"))
        relations.append(Relation(source, cue, content))
    return Sample(name, "".join(out), tuple(relations))


def load(path: Path) -> list[Sample]:
    """The passages of one file, in its order."""
    parts = re.split(r"(?m)^=====\s*$", path.read_text(encoding="utf-8"))
    return [parse(part.strip("\n"), f"{path.stem}#{n}") for n, part in enumerate(parts) if part.strip()]


if __name__ == "__main__":
    for given in sys.argv[1:]:
        samples = load(Path(given))
        relations = [(sample, relation) for sample in samples for relation in sample.relations]
        print(given, len(samples), "passages", sum(len(s.text.split()) for s in samples), "words", len(relations), "relations")
        if len(sys.argv) == 2:
            for sample, relation in relations:
                words = (" … ".join(sample.text[a:b] for a, b in role) for role in (relation.source, relation.cue, relation.content))
                print("  ", sample.name, *(f"[{w}]" for w in words), sep=" ")
