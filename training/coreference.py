"""Corpora of coreference as documents with questions: which of these mentions is the same as that one?

GUM (CoNLL-U with `Entity=` in MISC), GAP (a pronoun and two names), and texts with a name hidden (Kocijan et al. 2019, WikiCREM), where the
other places of the same name are the answer. Offsets are characters, end exclusive.
"""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from onrecord.reading.model import MENTIONS

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """Which of `candidates` (indices into `Puzzle.spans`) is the mention `asked`? `answers` are right; if it is empty, nobody is. A window
    that lacks all answers asks nothing.
    """

    asked: int
    candidates: tuple[int, ...]
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A text with mentions and questions; `tags` are (start, end, index into MENTIONS of its B-) of names and nominal heads, or None."""

    text: str
    spans: tuple[Span, ...]
    questions: tuple[Question, ...]
    tags: tuple[tuple[int, int, int], ...] | None = None


@dataclass(slots=True)
class Mention:
    """A mention of GUM: all of it, its head (for a name, all of the name), and whether it is a name, a pronoun or nominal."""

    start: int
    end: int
    head: Span
    type: str
    cluster: str
    form: str
    plural: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    name: str
    text: str
    mentions: tuple[Mention, ...]


_OPEN = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_NAMED = {"person": "B-person", "organization": "B-organization", "place": "B-place"}


def gum(folder: Path) -> Iterator[Annotated]:
    """The documents of GUM, sorted by name, paragraphs divided by blank lines."""
    for path in sorted(folder.glob("*.conllu")):
        yield _document(path)


def _document(path: Path) -> Annotated:
    out: list[str] = []
    length = 0
    words: list[tuple[int, int, str, bool]] = []  # start, end, universal part of speech, plural
    opened: dict[str, list[tuple[int, list[str]]]] = {}
    mentions: list[Mention] = []
    whole: tuple[int, int] | None = None  # the last token number of a multiword token, and where it ends
    spaced = True

    def put(part: str) -> None:
        nonlocal length
        out.append(part)
        length += len(part)

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and length:
            put("\n\n")
            spaced = True
        fields = line.split("\t")
        if len(fields) != 10 or "." in fields[0]:
            continue
        number, form, pos, traits, misc = fields[0], fields[1], fields[3], fields[5], fields[9]
        after = "SpaceAfter=No" not in misc
        if "-" in number:
            if not spaced:
                put(" ")
            whole = (int(number.split("-")[1]), length + len(form))
            inner = length
            put(form)
            spaced = not after
            start_next = inner
            continue
        if whole is not None:
            start, end = start_next, min(start_next + len(form), whole[1])
            start_next = end
            if int(number) == whole[0]:
                whole, end = None, max(end, min(end, length))
        else:
            if not spaced:
                put(" ")
            start, end = length, length + len(form)
            put(form)
            spaced = not after
        here = len(words)
        words.append((start, end, pos, "Number=Plur" in traits))
        for given in (part[7:] for part in misc.split("|") if part.startswith("Entity=")):
            for opening in _OPEN.finditer(given):
                if opening[1]:
                    parts = opening[1].split("-")
                    if opening[2]:
                        mentions.append(_mention(here, here, parts, words))
                    else:
                        opened.setdefault(parts[0], []).append((here, parts))
                else:
                    key = opening[3].split("-")[0]
                    if opened.get(key):
                        first, parts = opened[key].pop()
                        mentions.append(_mention(first, here, parts, words))
    mentions.sort(key=lambda m: (m.start, -m.end))
    return Annotated(path.stem, "".join(out), tuple(mentions))


def _mention(first: int, last: int, parts: list[str], words: list[tuple[int, int, str, bool]]) -> Mention:
    least = [int(n) + first - 1 for n in parts[5].split(",") if n.isdigit()] if len(parts) > 5 else []
    least = [n for n in least if first <= n <= last] or [last]
    begin = end = least[-1]
    while begin - 1 in least:
        begin -= 1
    head = end
    pos = words[head][2]
    form = "name" if pos == "PROPN" else "pronoun" if pos in ("PRON", "DET") and first == last else "nominal"
    return Mention(
        words[first][0],
        words[last][1],
        (words[begin][0], words[end][1]),
        parts[1],
        parts[0],
        form,
        words[head][3],
        unquote(parts[7]) if len(parts) > 7 else None,
    )


def gum_puzzle(document: Annotated) -> Puzzle:
    """Each mention but names asks for another mention of its cluster among all; names and heads of people and organisations are tagged."""
    mentions = [m for m in document.mentions if m.end > m.start and m.head[1] > m.head[0]]
    spans = tuple(m.head for m in mentions)
    clusters: dict[str, set[int]] = {}
    for i, m in enumerate(mentions):
        clusters.setdefault(m.cluster, set()).add(i)
    questions = []
    for i, m in enumerate(mentions):
        if m.form == "pronoun" or (m.form == "nominal" and m.type in ("person", "organization", "place")):
            others = tuple(
                j for j, o in enumerate(mentions) if j != i and o.head != m.head and (o.cluster == m.cluster or not _within(m, o))
            )
            questions.append(Question(i, others, frozenset(clusters[m.cluster] - {i}) & set(others)))
    tags = []
    for m in mentions:
        if m.form == "name":
            tags.append((*m.head, MENTIONS.index(_NAMED.get(m.type, "B-name"))))
        elif m.form == "nominal" and m.type in ("person", "organization"):
            tags.append((*m.head, MENTIONS.index(m.type)))
    return Puzzle(document.text, spans, tuple(questions), tuple(tags))


def _within(inner: Mention, outer: Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A row of GAP."""

    id: str
    text: str
    pronoun: Span
    a: Span
    b: Span
    is_a: bool
    is_b: bool

    @property
    def feminine(self) -> bool:
        return self.text[slice(*self.pronoun)].lower() in ("she", "her", "hers")


def gap(path: Path) -> Iterator[Ambiguous]:
    """The rows of one GAP file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            pronoun, a, b = ((at := int(row[f"{name}-offset"]), at + len(row[name])) for name in ("Pronoun", "A", "B"))
            yield Ambiguous(row["ID"], row["Text"], pronoun, a, b, row["A-coref"] == "TRUE", row["B-coref"] == "TRUE")


_NAME = re.compile(
    r"(?:[A-Z]\.\s?)*[A-Z][\w’'.-]*\w(?:\s(?:(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|ten|ter)\s){0,2}(?:[A-Z]\.\s?)*[A-Z][\w’'-]*\w)*"
)
_NO_NAME = frozenset(
    "the a an in on at to of for from with by as and but or nor so yet if when while after before since until he she it they we you i his "
    "her its "
    "their our my this that these those there here what who which how why where not no all some many most both each every one two three "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday mr mrs ms dr sen rep gov president".split()
)


def names(text: str) -> list[Span]:
    """Runs of capitalised words that are likely names: a rough finder, for training data only."""
    lower = set(re.findall(r"\b[a-z]+\b", text))
    found = []
    for m in _NAME.finditer(text):
        a, b = m.span()
        while words := re.match(r"[\w.]+[’']?\w*\s?", text[a:b]):
            first = words[0].strip().rstrip(".")
            if first.lower() in _NO_NAME or (" " not in text[a:b].strip() and first.lower() in lower):
                a += len(words[0])
            else:
                break
        text_of = re.sub(r"[’']s?$", "", text[a:b].rstrip())
        if len(text_of) > 1 and text_of[0].isupper():
            found.append((a, a + len(text_of)))
    return found


def gap_puzzle(row: Ambiguous, blind: bool = False) -> Puzzle:
    """The pronoun asks; all places of the two names, and other names, may answer (`blind`: the others even where neither is right)."""
    text = row.text
    a, b = text[slice(*row.a)], text[slice(*row.b)]
    spans = [row.pronoun, row.a, row.b]
    right = {i for i, is_it in ((1, row.is_a), (2, row.is_b)) if is_it}
    words = set(re.findall(r"\w+", a + " " + b))
    for name, is_it in ((a, row.is_a), (b, row.is_b)):
        for m in re.finditer(r"\b" + re.escape(name) + r"\b", text):
            if not any(m.start() < e and s < m.end() for s, e in spans):
                spans.append(m.span())
                if is_it:
                    right.add(len(spans) - 1)
    if right or blind:
        for s, e in names(text):
            if not words & set(re.findall(r"\w+", text[s:e])) and not any(s < y and x < e for x, y in spans):
                spans.append((s, e))
    return Puzzle(text, tuple(spans), (Question(0, tuple(range(1, len(spans))), frozenset(right)),))


def renamed(row: Ambiguous, others: Sequence[Ambiguous], rng: random.Random) -> Ambiguous:
    """The row with its two names exchanged for those of another row with a pronoun of the same gender."""
    text = row.text
    other = rng.choice([o for o in rng.sample(others, 12) if o.feminine == row.feminine] or [row])
    old = [text[slice(*row.a)], text[slice(*row.b)]]
    new = [other.text[slice(*other.a)], other.text[slice(*other.b)]]
    if old[0] in old[1] or old[1] in old[0] or new[0] in new[1] or new[1] in new[0]:
        return row
    out, at, marks = [], 0, {}
    length = 0
    for m in re.finditer(r"\b(?:" + "|".join(map(re.escape, old)) + r")\b", text):
        given = new[old.index(m[0])]
        out += [text[at : m.start()], given]
        length += m.start() - at + len(given)
        marks[m.start()] = length - len(given)
        at = m.end()
    out.append(text[at:])
    if row.a[0] not in marks or row.b[0] not in marks:
        return row
    shift = sum(
        len(new[old.index(text[s : s + len(o)])]) - len(o) for s in marks if s < row.pronoun[0] for o in old if text.startswith(o, s)
    )
    spans = [(marks[s], marks[s] + len(n)) for (s, _), n in zip((row.a, row.b), new, strict=True)]
    pronoun = (row.pronoun[0] + shift, row.pronoun[1] + shift)
    made = "".join(out)
    if made[slice(*pronoun)] != text[slice(*row.pronoun)]:
        return row
    return replace(row, text=made, pronoun=pronoun, a=spans[0], b=spans[1])


def hidden(text: str, rng: random.Random) -> Puzzle | None:
    """A stretch of a text with one or two later places of repeated names replaced by [MASK]: which name was it?"""
    starts = [m.end() for m in re.finditer(r"\n\n|(?<=[.!?]) ", text)] or [0]
    at = rng.choice(starts[: max(1, len(starts) - 2)])
    text = text[at : at + 700]
    found = names(text)
    places: dict[str, list[Span]] = {}
    for a, b in found:
        places.setdefault(text[a:b], []).append((a, b))
    repeated = [spans for name, spans in places.items() if len(spans) > 1]
    if not repeated or len(places) < 2:
        return None
    chosen = rng.sample(repeated, min(len(repeated), 2))
    masked = sorted(rng.choice(spans[1:]) for spans in chosen)
    out, end, moved = [], 0, []
    shift = 0
    for a, b in sorted(found):
        if (a, b) in masked:
            cut = a
            if title := re.search(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? |\b(?:President|Senator) )$", text[end:a]):
                cut = a - len(title[0])
            out += [text[end:cut], "[MASK]"]
            shift += 6 - (b - cut)
            moved.append((cut + shift - 6 + (b - cut), b + shift, (a, b)))
            end = b
        else:
            moved.append((a + shift, b + shift, (a, b)))
    out.append(text[end:])
    given = "".join(out)
    spans = tuple((a, b) for a, b, _ in moved)
    original = [text[o[0] : o[1]] for _, _, o in moved]
    questions = []
    for i, (_, _, o) in enumerate(moved):
        if o in masked:
            right = frozenset(j for j, name in enumerate(original) if name == original[i] and j != i and moved[j][2] not in masked)
            mine = set(original[i].split())
            others = tuple(
                j
                for j, name in enumerate(original)
                if j != i and moved[j][2] not in masked and (j in right or not mine & set(name.split()))
            )
            if right and len(others) > len(right):
                questions.append(Question(i, others, right))
    return Puzzle(given, spans, tuple(questions)) if questions else None


def plain_texts(data: Path) -> list[str]:
    """Bodies of FNC-1, for `hidden`."""
    csv.field_size_limit(10_000_000)
    with (data / "fnc-1" / "train_bodies.csv").open(encoding="utf-8", newline="") as file:
        return [row["articleBody"] for row in csv.DictReader(file)]
