"""Text cut where a statement's words begin or end, and its chain in a line: what the terminal and the web page are drawn from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.vocabulary import Outcome, Record, Statement


class Edge(NamedTuple):
    """Where words of statement `number` (from 1) in a role begin or end. `first` marks the first of a role's spans."""

    offset: int
    opens: bool
    role: str
    number: int
    first: bool


class Piece(NamedTuple):
    """Words without an edge inside, the edges before them, and what is open over them as (role, number) from outside in."""

    start: int
    end: int
    edges: tuple[Edge, ...]
    open: tuple[tuple[str, int], ...]


ROLES = ("source", "cue", "content")


def count(record: Record) -> str:
    """How many statements a record has, or why none were looked for."""
    if record.document.outcome is not Outcome.OK:
        known = f" ({record.document.language})" if record.document.language else ""
        return f"Not read, so no statements: {record.document.outcome}{known}"
    number = len(record.statements)
    return f"{number} statement{'' if number == 1 else 's'}" if number else "No statements found"


def edges(statements: Sequence[Statement]) -> list[Edge]:
    """All edges in reading order: what closes at an offset comes before what opens there, wide spans open first and close last."""
    found: list[tuple[tuple[int, int, int, int], Edge]] = []
    for number, statement in enumerate(statements, 1):
        for role in ROLES:
            for n, span in enumerate(getattr(statement, role)):
                found.append(((span.start, 1, -span.end, number), Edge(span.start, True, role, number, n == 0)))
                found.append(((span.end, 0, -span.start, -number), Edge(span.end, False, role, number, n == 0)))
    return [edge for _, edge in sorted(found, key=lambda f: f[0])]


def chain(statement: Statement) -> str:
    """Who speaks and through whom it came, for the eye: *Ann Lee (mayor) → Ridge Review → Polar*."""
    speaker = statement.speaker
    who = "(nobody named)" if speaker is None else f"{speaker.name} ({speaker.role})" if speaker.role else speaker.name
    return " → ".join([who, *(hop.name for hop in statement.via or ())])


def clashes(record: Record) -> Iterator[tuple[int, int, str, str]]:
    """The collisions of a record for the eye: the numbers of both statements, what they are about, and why they collide."""
    numbers = {statement.id: number for number, statement in enumerate(record.statements, 1)}
    for collision in record.collisions or ():
        one, other = (numbers[each] for each in collision.statements)
        yield one, other, collision.issue, collision.why


def within(marks: Sequence[Edge], start: int, end: int) -> Sequence[Edge]:
    """Those of `marks` (as `edges` gives them) that stand from `start` up to and at `end`."""
    return marks[bisect_left(marks, start, key=_offset) : bisect_right(marks, end, key=_offset)]


def _offset(edge: Edge) -> int:
    return edge.offset


def pieces(start: int, end: int, marks: Sequence[Edge]) -> Iterator[Piece]:
    """The words of text[start:end] cut at every edge; edges at `end` come with a last, empty piece."""
    opened: list[tuple[str, int]] = []
    at = start
    waiting: list[Edge] = []
    for edge in marks:
        if edge.offset < start or edge.offset > end or (edge.offset == end and edge.opens) or (edge.offset == start and not edge.opens):
            continue
        if edge.offset > at:
            yield Piece(at, edge.offset, tuple(waiting), tuple(opened))
            at, waiting = edge.offset, []
        waiting.append(edge)
        if edge.opens:
            opened.append((edge.role, edge.number))
        elif (edge.role, edge.number) in opened:
            opened.remove((edge.role, edge.number))
    if at < end or waiting:
        yield Piece(at, end, tuple(waiting), tuple(opened))
