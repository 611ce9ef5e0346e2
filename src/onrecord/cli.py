"""The command line: parse, call, print. No rule lives here."""

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord import Web, __version__, pipeline
from onrecord.errors import OnrecordError, SourceError, UsageError
from onrecord.exchange import formats, progress
from onrecord.vocabulary import Record

if TYPE_CHECKING:
    from onrecord.ledger import Dossier, Entry
    from onrecord.linking.check import Answer, Match

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news pages and says who said what, with the words as evidence.",
)


Private = Annotated[bool, typer.Option("--allow-private", help="Fetch from this machine and its networks too.")]
SOURCES = "Files, folders, 'patterns*.html', - for standard input, web addresses, feeds, or files of them (OPML, or one a line)."


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    if version:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=SOURCES)],
    form: Annotated[Format, typer.Option("--format", "-f", help="For the eye, as JSON lines, or as one web page.")] = Format.TEXT,
    headline: Annotated[str | None, typer.Option(help="The page's headline, where the file cannot say.")] = None,
    published: Annotated[str | None, typer.Option(help="When it was published, such as 2026-03-04 or 2026-03-04T09:30+01:00.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it stood.")] = None,
    allow_private: Private = False,
) -> None:
    """Read pages and print who said what.

    Plain text, HTML, JSONL (fields text or html, and optionally id, url, headline, publisher, published), each also as .gz.
    Exit status: 0 all read, 1 something could not be read (listed at the end, on standard error), 2 wrong usage.
    """
    with _listing() as problems:
        records = pipeline.read_all(
            sources,
            headline=headline,
            published=published,
            publisher=publisher,
            url=url,
            stdin=sys.stdin.buffer,
            on_problem=problems.append,
            web=Web(allow_private=allow_private),
        )
        _WRITERS[form](_counted(records, problems))
        sys.stdout.flush()


def _counted(records: Iterator[Record], problems: list[SourceError]) -> Iterator[Record]:
    """The same records; where the output goes to a file and a person watches, a line on standard error counts them."""
    if sys.stdout.isatty():
        yield from records
        return
    with progress.showing("reading …") as show:
        statements = 0
        for n, record in enumerate(records, 1):
            statements += len(record.statements)
            show(f"{n} pages, {statements} statements, {len(problems)} problems")
            yield record


def _write_text(records: Iterator[Record]) -> None:
    from rich.console import Console

    from onrecord.exchange import terminal

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    for record in records:
        terminal.show(record, console)


def _write_json(records: Iterator[Record]) -> None:
    from onrecord.exchange.record import dumps

    for record in records:
        sys.stdout.write(dumps(record) + "\n")


def _write_html(records: Iterator[Record]) -> None:
    from onrecord.exchange import web

    for part in web.page(records):
        sys.stdout.write(part)


_WRITERS = {Format.TEXT: _write_text, Format.JSON: _write_json, Format.HTML: _write_html}


# The ledger

File = Annotated[Path, typer.Option("--ledger", "-l", envvar="ONRECORD_LEDGER", help="The ledger's file.")]
LEDGER = Path("onrecord.db")


class Table(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Shown(StrEnum):
    TEXT = "text"
    JSON = "json"


class Verdict(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=SOURCES)],
    file: File = LEDGER,
    headline: Annotated[str | None, typer.Option(help="The page's headline, where the file cannot say.")] = None,
    published: Annotated[str | None, typer.Option(help="When it was published, such as 2026-03-04.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it stood.")] = None,
    allow_private: Private = False,
) -> None:
    """Read pages and record them with what they say; a page that is recorded already is passed over.

    Each page is recorded for good at once: stop it whenever you like, and run it again to go on.
    Exit status: 0 all recorded, 1 something could not be read (listed at the end, on standard error), 2 wrong usage.
    """
    with pipeline.Ledger(file) as ledger:
        _report(
            lambda note, count: ledger.add(
                sources,
                headline=headline,
                published=published,
                publisher=publisher,
                url=url,
                stdin=sys.stdin.buffer,
                on_problem=note,
                on_page=count,
                web=Web(allow_private=allow_private),
            )
        )


@app.command()
def watch(
    sources: Annotated[list[str], typer.Argument(metavar="FEED…", help="Feeds' addresses, or files of them (OPML, or one a line).")],
    every: Annotated[str, typer.Option(help="How long from one round to the next: 90s, 15m, 6h or 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round only.")] = False,
    allow_private: Private = False,
    file: File = LEDGER,
) -> None:
    """Poll feeds, and record the pages that they name, each fetched once.

    Stop it with Ctrl-C whenever you like, and run it again to go on. Exit status with --once: 0 all fetched, 1 something could not be
    (listed after each round, on standard error).
    """
    seconds = _seconds(every)
    with _listing() as problems, pipeline.Ledger(file) as ledger, progress.showing("reading …") as show:
        rounds = ledger.watch(
            sources,
            every=None if once else seconds,
            on_problem=problems.append,
            on_address=lambda address: show(f"asking {_safe(address)}"),
            web=Web(allow_private=allow_private),
        )
        for added in rounds:
            print(f"{datetime.now():%Y-%m-%d %H:%M}  {_sum(added, problems)}", flush=True)
            if not once:
                _name(problems)
                problems.clear()
                show(f"a round each {every}; Ctrl-C to stop")


def _seconds(duration: str) -> float:
    told = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", duration)
    seconds = float(told[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86_400}[told[2]] if told else 0.0
    if not 0 < seconds < 1e8:
        raise UsageError(f"{duration!r} is no length of time; write it as 90s, 15m, 6h or 1d")
    return seconds


@app.command()
def reread(file: File = LEDGER) -> None:
    """Read the kept pages again with the model of today; judgements stand."""
    with pipeline.Ledger(file, create=False) as ledger:
        _report(lambda note, count: ledger.reread(on_problem=note, on_page=count))


@app.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]", help='All of them; "two words", harb*.')] = None,
    meaning: Annotated[bool, typer.Option("--meaning", help="What means the same, whatever its words.")] = False,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    act: Annotated[str | None, typer.Option(help="assert, deny, refuse, promise, …")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it, or the domain of the page.")] = None,
    since: Annotated[str | None, typer.Option(help="2026, 2026-03 or 2026-03-04.")] = None,
    until: Annotated[str | None, typer.Option(help="As since; included.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 20,
    form: Annotated[Table, typer.Option("--format", "-f", help="For the eye, as JSON lines, or as CSV.")] = Table.TABLE,
    file: File = LEDGER,
) -> None:
    """Find statements by their words or their meaning, speaker, act, outlet and day, the best first.

    The first search by meaning takes a while, 300 statements a second: stop it whenever you like, and run it again to go on.
    """
    with pipeline.Ledger(file, create=False) as ledger, progress.showing() as show:
        found = ledger.search(
            " ".join(words or ()),
            meaning=meaning,
            speaker=speaker,
            act=act,
            outlet=outlet,
            since=since,
            until=until,
            limit=limit,
            on_batch=lambda done, of: show(f"{done:,} of {of:,} statements prepared for search by meaning"),
        )
    _TABLES[form](found)


@app.command()
def who(
    name: Annotated[str, typer.Argument(help="A speaker's name, or words of it.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many statements and terms.")] = 10,
    form: Annotated[Shown, typer.Option("--format", "-f", help="For the eye, or as JSON.")] = Shown.TEXT,
    file: File = LEDGER,
) -> None:
    """Show what is on record of a speaker: names, roles, outlets, timeline, acts, terms, through whom it reached the pages."""
    with pipeline.Ledger(file, create=False) as ledger:
        found = ledger.who(name, limit=limit)
    if form is Shown.JSON:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _show_dossier(found)


@app.command()
def check(
    quotation: Annotated[str, typer.Argument(help="The words that somebody is said to have said.")],
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said them.")] = None,
    form: Annotated[Shown, typer.Option("--format", "-f", help="For the eye, or as JSON.")] = Shown.TEXT,
    file: File = LEDGER,
) -> None:
    """Did they say it? exact, cut, altered (word by word), other speaker, or not on record."""
    with pipeline.Ledger(file, create=False) as ledger:
        answer = ledger.check(quotation, speaker=speaker)
    if form is Shown.JSON:
        print(json.dumps(asdict(answer), ensure_ascii=False))
    else:
        _show_answer(answer, speaker)


@app.command()
def judge(
    statement: Annotated[str, typer.Argument(help="Its id, or the beginning of it, as `search` shows it.")],
    verdict: Annotated[Verdict, typer.Argument()],
    by: Annotated[str, typer.Option(envvar=["ONRECORD_BY", "USER", "USERNAME"], help="Who judges.")],
    why: Annotated[str | None, typer.Option(help="The reason.")] = None,
    speaker: Annotated[str | None, typer.Option(help="With correct: who said it.")] = None,
    speaker_type: Annotated[str | None, typer.Option(help="With correct: person, organization, group, document, unnamed.")] = None,
    speaker_role: Annotated[str | None, typer.Option(help="With correct: the speaker's role.")] = None,
    act: Annotated[str | None, typer.Option(help="With correct: what the speaker does with it.")] = None,
    polarity: Annotated[str | None, typer.Option(help="With correct: willing, unwilling, neutral.")] = None,
    said_on: Annotated[str | None, typer.Option(help="With correct: the day it was said, 2026-03-04.")] = None,
    file: File = LEDGER,
) -> None:
    """Accept, reject or correct a statement; it survives every re-run, and a later judgement supersedes it."""
    right = {"speaker": speaker, "speaker_type": speaker_type, "speaker_role": speaker_role, "act": act, "polarity": polarity}
    corrected = {name: value for name, value in {**right, "said_on": said_on}.items() if value is not None}
    with pipeline.Ledger(file, create=False) as ledger:
        ledger.judge(statement, verdict.value, by=by, why=why, corrected=corrected or None)
        _write_table([ledger.statement(statement)])


@app.command()
def export(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]", help="As for search; without any, and no filter: all.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="|".join(formats.FORMATS))] = "jsonl",
    out: Annotated[str, typer.Option("--out", "-o", help="A file, or with brat a folder; - for standard output.")] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    who: Annotated[str | None, typer.Option("--who", help="The speaker, as `onrecord who` tells them.")] = None,
    act: Annotated[str | None, typer.Option(help="assert, deny, refuse, promise, …")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it, or the domain of the page.")] = None,
    since: Annotated[str | None, typer.Option(help="2026, 2026-03 or 2026-03-04.")] = None,
    until: Annotated[str | None, typer.Option(help="As since; included.")] = None,
    file: File = LEDGER,
) -> None:
    """Write the ledger, or what fits of it, in a format of others: all of it, one document at a time."""
    if out == "-" and form in formats.BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} is not for the eye: give a file with --out")
    with pipeline.Ledger(file, create=False) as ledger, progress.showing() as show:
        filters = {"speaker": speaker, "who": who, "act": act, "outlet": outlet, "since": since, "until": until}

        def count(documents: int, statements: int) -> None:
            show(f"{documents:,} documents, {statements:,} statements written")

        into = out if out != "-" else os.fdopen(sys.stdout.fileno(), "wb", closefd=False)
        documents = ledger.export(into, form, words=" ".join(words or ()), force=force, on_document=count, **filters)
    if out != "-":
        print(f"{documents} documents written to {_safe(out)}")


@app.command()
def verify(file: File = LEDGER) -> None:
    """Derive every digest and every span again. Exit status: 0 all is well, 1 something is wrong (each is named)."""
    with pipeline.Ledger(file, create=False) as ledger:
        wrong = ledger.verify()
    for line in wrong:
        print(_safe(line))
    if wrong:
        raise typer.Exit(1)
    print("all is well")


@app.command("open")
def open_(file: File = LEDGER) -> None:
    """Open the ledger in Datasette, in a web browser."""
    import importlib.util
    import subprocess

    if importlib.util.find_spec("datasette") is None:
        raise UsageError("Datasette is not installed: pip install 'onrecord[open]'")
    pipeline.Ledger(file, create=False).close()
    raise typer.Exit(subprocess.run([sys.executable, "-m", "datasette", str(file), "--open"], check=False).returncode)


Note = Callable[[SourceError], None]
Count = Callable[[pipeline.Added], None]


@contextmanager
def _listing() -> Iterator[list[SourceError]]:
    """Gives a list for what could not be read: it is named at the end, also if somebody stops before, and makes the exit status 1."""
    problems: list[SourceError] = []
    try:
        yield problems
    finally:
        _name(problems)
    if problems:
        raise typer.Exit(1)


def _name(problems: list[SourceError]) -> None:
    for problem in problems:
        print(f"onrecord: {_safe(str(problem))}", file=sys.stderr)


def _report(work: Callable[[Note, Count], pipeline.Added]) -> None:
    """Runs what adds pages: progress to standard error if a person watches, the sum at the end, and then the problems."""
    with _listing() as problems:
        with progress.showing("reading …") as show:
            added = work(problems.append, lambda added: show(_sum(added, problems)))
        print(_sum(added, problems), flush=True)


def _sum(added: pipeline.Added, problems: list[SourceError]) -> str:
    parts = [f"{added.pages} pages recorded", f"{added.statements} statements", f"{added.passed} pages passed over"]
    parts += [f"{added.moved} judgements moved"] if added.moved else []
    return ", ".join(parts + ([f"{len(problems)} problems"] if problems else []))


def _write_table(found: "list[Entry]") -> None:
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid("id", "day", "speaker", "act", "content", "outlet", box=None, header_style="bold", pad_edge=False)
    for entry in found:
        who = f"{entry.speaker or '(nobody named)'}{f' [{entry.judgement}]' if entry.judgement else ''}"
        cells = (entry.id[:10], entry.day, who, entry.act, entry.content, entry.outlet or entry.site or entry.source)
        grid.add_row(*(_plain(_safe(cell or "")) for cell in cells))
    Console(highlight=False, width=None if sys.stdout.isatty() else 140).print(grid if found else "Nothing found.")


def _write_lines(found: "list[Entry]") -> None:
    for entry in found:
        print(json.dumps(asdict(entry), ensure_ascii=False))


def _write_csv(found: "list[Entry]") -> None:
    from onrecord.ledger import Entry

    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Entry)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(entry) for entry in found)


_TABLES: dict[Table, Callable[[Any], None]] = {Table.TABLE: _write_table, Table.JSON: _write_lines, Table.CSV: _write_csv}


def _show_dossier(found: "Dossier") -> None:
    print(_safe(f"{found.asked}: {found.statements} statements"))
    for title, counts in (
        ("names", found.names),
        ("types", found.types),
        ("roles", found.roles),
        ("outlets", found.outlets),
        ("acts", found.acts),
        ("by month", found.timeline),
        ("via", found.via),
    ):
        if counts:
            print(_safe(f"  {title + ':':10}" + ", ".join(f"{name} {count}" for name, count in counts)))
    for term in found.terms:
        print(_safe(f"  term:     {term.kind}: {term.words} ({term.statement[:10]}{f', {term.day}' if term.day else ''})"))
    if found.latest:
        _write_table(list(found.latest))


def _show_answer(answer: "Answer[Entry]", speaker: str | None) -> None:
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
    print(_safe(f"  {'also ' if brief else ''}{compared.wording}: {entry.speaker or 'nobody named'}{unsure}, {where} ({entry.id[:10]})"))
    if brief:
        return
    print(_safe(f"    on record: {entry.content}"))
    for edit in compared.edits:
        print(_safe(f"    {edit.kind}: {f'“{edit.recorded}”' if edit.recorded else '–'} → {f'“{edit.quoted}”' if edit.quoted else '–'}"))


def _plain(words: str) -> Any:
    from rich.text import Text

    return Text(words)


def _safe(message: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in message)


def main() -> None:
    """The entry point: turns what is raised on purpose into one line and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except UsageError as error:
        print(f"onrecord: {_safe(str(error))}", file=sys.stderr)
        sys.exit(2)
    except OnrecordError as error:
        print(f"onrecord: {_safe(str(error))}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has left (`onrecord … | head`): nothing is wrong, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
