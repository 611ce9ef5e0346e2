"""Prints what commands found, counted or could not read."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from onrecord import pipeline
from onrecord.cli.options import Shown, Table
from onrecord.errors import SourceError
from onrecord.exchange import progress

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from onrecord.ledger import Dossier, Entry
    from onrecord.linking.check import Answer, Match

T = TypeVar("T", bound="DataclassInstance")
NOBODY = "(nobody named)"

Note = Callable[[SourceError], None]
Count = Callable[[pipeline.Added], None]


@contextmanager
def listing() -> Iterator[list[SourceError]]:
    """Gives a list for what could not be read: it is named at the end, also if somebody stops before, and makes the exit status 1."""
    problems: list[SourceError] = []
    try:
        yield problems
    finally:
        tell(problems)
    if problems:
        raise typer.Exit(1)


def tell(problems: list[SourceError]) -> None:
    for problem in problems:
        print(f"onrecord: {safe(str(problem))}", file=sys.stderr)


def report(work: Callable[[Note, Count], pipeline.Added]) -> None:
    """Runs what adds pages: progress to standard error if a person watches, the sum at the end, and then the problems."""
    with listing() as problems:
        with progress.showing("reading …") as show:
            added = work(problems.append, lambda added: show(total(added, problems)))
        print(total(added, problems), flush=True)


def total(added: pipeline.Added, problems: list[SourceError]) -> str:
    parts = [f"{added.pages} pages recorded", f"{added.statements} statements", f"{added.passed} pages passed over"]
    parts += [f"{added.moved} judgements moved"] if added.moved else []
    return ", ".join(parts + ([f"{len(problems)} problems"] if problems else []))


def write_table(found: "list[Entry]") -> None:
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid("id", "day", "speaker", "act", "content", "outlet", box=None, header_style="bold", pad_edge=False)
    for entry in found:
        who = f"{entry.speaker or NOBODY}{f' [{entry.judgement}]' if entry.judgement else ''}"
        cells = (entry.id[:10], entry.day, who, entry.act, entry.content, entry.outlet or entry.site or entry.source)
        grid.add_row(*(_plain(safe(cell or "")) for cell in cells))
    Console(highlight=False, width=None if sys.stdout.isatty() else 140).print(grid if found else "Nothing found.")


def _write_lines(found: "list[Entry]") -> None:
    for entry in found:
        print(json.dumps(asdict(entry), ensure_ascii=False))


def _write_csv(found: "list[Entry]") -> None:
    from onrecord.ledger import Entry

    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Entry)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(entry) for entry in found)


TABLES: dict[Table, Callable[[Any], None]] = {Table.TABLE: write_table, Table.JSON: _write_lines, Table.CSV: _write_csv}


def show(found: T, form: Shown, for_the_eye: Callable[[T], None]) -> None:
    """Prints what a command found, a dataclass: as JSON in one line, or for the eye."""
    if form is Shown.JSON:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        for_the_eye(found)


def show_more(found: int, limit: int) -> None:
    if found > limit:
        print(f"    and {found - limit} more (--limit)")


def show_dossier(found: "Dossier") -> None:
    print(safe(f"{found.asked}: {found.statements} statements"))
    for title, counts in (
        ("names", found.names),
        ("people", found.identities if len(found.identities) > 1 else ()),
        ("types", found.types),
        ("roles", found.roles),
        ("outlets", found.outlets),
        ("acts", found.acts),
        ("by month", found.timeline),
        ("via", found.via),
    ):
        if counts:
            print(safe(f"  {title + ':':10}" + ", ".join(f"{name} {count}" for name, count in counts)))
    for term in found.terms:
        print(safe(f"  term:     {term.kind}: {term.words} ({term.statement[:10]}{f', {term.day}' if term.day else ''})"))
    if found.latest:
        write_table(list(found.latest))


def show_answer(answer: "Answer[Entry]", speaker: str | None) -> None:
    print(answer.verdict)
    if answer.match is None:
        return
    _show_match(answer.match, speaker)
    for other in answer.others:
        _show_match(other, speaker, brief=True)


def _show_match(match: "Match[Entry]", speaker: str | None, *, brief: bool = False) -> None:
    entry, compared = match.entry, match.comparison
    where = ", ".join(part for part in (entry.outlet or entry.site or entry.source, entry.day) if part)
    unsure = " (the page does not tell who that is)" if speaker and match.same_speaker is None else ""
    print(safe(f"  {'also ' if brief else ''}{compared.wording}: {entry.speaker or 'nobody named'}{unsure}, {where} ({entry.id[:10]})"))
    if brief:
        return
    print(safe(f"    on record: {entry.content}"))
    for edit in compared.edits:
        print(safe(f"    {edit.kind}: {f'“{edit.recorded}”' if edit.recorded else '–'} → {f'“{edit.quoted}”' if edit.quoted else '–'}"))


def _plain(words: str) -> Any:
    from rich.text import Text

    return Text(words)


def safe(message: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in message)
