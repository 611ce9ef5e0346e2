"""brat standoff as PolNeAR has it: a folder with the text of each document and the annotations on it.

A statement is an event *Attribution* (without source: *Attribution-no-source*) on its cue, with the arguments Source, Cue and Content; its
kind, act and polarity are attributes, and a note gives its id, speaker and confidence. Offsets count code points. brat knows no line
break inside a span: it is cut there, and `read` joins what only line breaks part; where that would not give the spans back, a note does.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from onrecord.vocabulary import PLOVER, Filed, Record, Span, Statement

ROLES = ("source", "cue", "content")
FACTS = ("kind", "act", "polarity", "id", "speaker", "confidence")
CONFIGURATION = "annotation.conf"
_OURS = re.compile(r"[0-9a-f]{16,64}(?:-\d+)?\.(?:txt|ann)|annotation\.conf")
_BREAKS = re.compile(r"[\n\r]+")
_NOT_IN_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_VALUE = re.compile(r"[\w-]+")
_PLACE = re.compile(r"\d+ \d+(?:;\d+ \d+)*")
_CONF = """[entities]
Source
Cue
Content

[relations]

[events]
Attribution\tSource*:Source, Cue*:Cue, Content+:Content
Attribution-no-source\tCue*:Cue, Content+:Content

[attributes]
Kind\tArg:<EVENT>, Value:direct|indirect|mixed
Act\tArg:<EVENT>, Value:assert|confirm|deny|warn|predict|promise|offer|demand|refuse|threaten|accuse|support|ask
Plover\tArg:<EVENT>, Value:AGREE|REQUEST|REJECT|THREATEN|ACCUSE|SUPPORT
Polarity\tArg:<EVENT>, Value:willing|unwilling|neutral
"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a .ann file says of one statement; what it does not say is None."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: str | None = None
    act: str | None = None
    polarity: str | None = None
    id: str | None = None
    speaker: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its attributions, in the order of the file; `name` is the file's, without its ending."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def write(filed: Iterable[Filed], folder: Path) -> None:
    """Writes NAME.txt and NAME.ann for each document (its id is the name; with -1, -2 … an older reading's), and annotation.conf."""
    (folder / CONFIGURATION).write_text(_CONF, encoding="utf-8")
    for it in filed:
        older = f"-{it.reading + 1}" if it.reading + 1 < len(it.readings) else ""
        path = folder / f"{it.record.document.id}{older}.txt"
        path.write_bytes(it.record.document.text.encode())
        path.with_suffix(".ann").write_bytes(annotations(it.record).encode())


def ours(name: str) -> bool:
    """Whether a file's name is one that `write` gives."""
    return _OURS.fullmatch(name) is not None


def annotations(record: Record) -> str:
    """The .ann file of a record."""
    lines = _Lines(record.document.text)
    for statement in record.statements:
        lines.add(statement)
    return "".join(f"{line}\n" for line in lines.lines)


@dataclass
class _Lines:
    text: str
    lines: list[str] = field(default_factory=list)
    _next: dict[str, Iterator[int]] = field(default_factory=lambda: {kind: count(1) for kind in "TEA#"})

    def add(self, it: Statement) -> None:
        spans = {role: getattr(it, role) for role in ROLES}
        if not _parts(it.content, self.text):
            return  # nothing but line breaks: brat cannot mark it
        marked = {role: self._marked(role.capitalize(), found) for role, found in spans.items() if _parts(found, self.text)}
        kind = "Attribution" if "source" in marked else "Attribution-no-source"
        trigger = self._marked(kind, next(found for found in (it.cue, it.source, it.content) if _parts(found, self.text)))
        event = self._numbered("E", f"{kind}:{trigger} " + " ".join(f"{role.capitalize()}:{name}" for role, name in marked.items()))
        note: dict[str, Any] = {"id": it.id, "speaker": it.speaker and it.speaker.name, "confidence": it.confidence}
        for name, value in (("kind", it.kind), ("act", it.act), ("plover", PLOVER.get(it.act or "")), ("polarity", it.polarity)):
            if value and _VALUE.fullmatch(value):
                self._numbered("A", f"{name.capitalize()} {event} {value}")
            elif value:
                note[name] = value
        for role, found in spans.items():
            if found != _joined(_parts(found, self.text), self.text):
                note[role] = [[span.start, span.end] for span in found]
        self._numbered("#", f"AnnotatorNotes {event}\t{json.dumps(note)}")

    def _marked(self, name: str, spans: Sequence[Span]) -> str:
        parts = _parts(spans, self.text)
        where = ";".join(f"{start} {end}" for start, end in parts)
        return self._numbered("T", f"{name} {where}\t{_line(' '.join(self.text[start:end] for start, end in parts))}")

    def _numbered(self, kind: str, rest: str) -> str:
        name = f"{kind}{next(self._next[kind])}"
        self.lines.append(f"{name}\t{rest}")
        return name


def _parts(spans: Iterable[Span], text: str) -> list[tuple[int, int]]:
    """Offsets of the spans, cut at line breaks, without what is empty."""
    found = []
    for span in spans:
        at = span.start
        for gap in _BREAKS.finditer(text, span.start, span.end):
            found.append((at, gap.start()))
            at = gap.end()
        found.append((at, span.end))
    return [(start, end) for start, end in found if start < end]


def _joined(parts: Iterable[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Spans of parts; those that only line breaks part are one."""
    found: list[tuple[int, int]] = []
    for start, end in parts:
        if found and found[-1][1] < start and _BREAKS.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(Span(start, end, text[start:end]) for start, end in found)


def _line(words: str) -> str:
    return _NOT_IN_LINES.sub(" ", words)


# Back


def read(folder: Path) -> Iterator[Annotated]:
    """The texts of a folder that have annotations (NAME.txt with NAME.ann, UTF-8), sorted by name.

    Raises ValueError for a line that points beyond its text or to what is not there; lines of other kinds are passed over.
    """
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode()
        try:
            yield Annotated(path.stem, text, attributions(path.read_bytes().decode(), text))
        except (ValueError, KeyError, TypeError, AttributeError) as failure:
            raise ValueError(f"{path}: no brat annotations of attributions ({failure})") from None


def attributions(lines: str, text: str) -> tuple[Attribution, ...]:
    """The attributions that a .ann file's lines say of a text."""
    marks: dict[str, list[tuple[int, int]]] = {}
    events: dict[str, list[tuple[str, str]]] = {}
    said: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, Any]] = {}
    for line in lines.split("\n"):
        name, _, rest = line.partition("\t")
        what, _, words = rest.partition("\t")
        kind, _, arguments = what.partition(" ")
        if name.startswith("T"):
            marks[name] = _places(arguments, text)
        elif name.startswith("E"):
            events[name] = [(role.rstrip("0123456789").lower(), mark) for role, _, mark in (a.partition(":") for a in arguments.split())]
        elif name.startswith("A") and " " in arguments:
            event, _, value = arguments.partition(" ")
            said.setdefault(event, {})[kind.lower()] = value
        elif name.startswith("#") and kind == "AnnotatorNotes" and words.startswith("{"):
            notes[arguments] = json.loads(words)
    found = []
    for event, roles in events.items():
        note = notes.get(event, {})
        spans = {role: _spans(role, [mark for of, mark in roles if of == role], marks, note, text) for role in ROLES}
        if spans["content"]:
            known: dict[str, Any] = {**said.get(event, {}), **note}
            facts: dict[str, Any] = {name: known.get(name) for name in FACTS}
            found.append(Attribution(spans["content"], spans["cue"], spans["source"], **facts))
    return tuple(found)


def _places(where: str, text: str) -> list[tuple[int, int]]:
    if not _PLACE.fullmatch(where):
        raise ValueError(f"{where!r} is no place")
    places = [(int(start), int(end)) for start, end in (part.split() for part in where.split(";"))]
    for start, end in places:
        _checked(start, end, text)
    return places


def _spans(role: str, names: list[str], marks: dict[str, list[tuple[int, int]]], note: dict[str, Any], text: str) -> tuple[Span, ...]:
    if role in note:
        return tuple(Span(start, end, text[start:end]) for start, end in note[role] if _checked(start, end, text))
    return tuple(span for name in names for span in _joined(marks[name], text))


def _checked(start: int, end: int, text: str) -> bool:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start} {end} is beyond the text")
    return True
