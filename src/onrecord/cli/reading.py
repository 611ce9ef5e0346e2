"""`onrecord read`."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from onrecord import Web, pipeline
from onrecord.cli.options import SOURCES, Address, Format, Headline, Private, Published, Publisher, app
from onrecord.cli.printing import listing
from onrecord.errors import SourceError
from onrecord.exchange import progress
from onrecord.vocabulary import Record


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=SOURCES)],
    form: Annotated[Format, typer.Option("--format", "-f", help="For the eye, as JSON lines, or as one web page.")] = Format.TEXT,
    headline: Headline = None,
    published: Published = None,
    publisher: Publisher = None,
    url: Address = None,
    allow_private: Private = False,
) -> None:
    """Read pages and print who said what.

    Plain text, HTML, JSONL (fields text or html, and optionally id, url, headline, publisher, published), each also as .gz; web archives
    (WARC, WACZ), newsletters, saved pages, PDFs.
    Exit status: 0 all read, 1 something could not be read (listed at the end, on standard error), 2 wrong usage.
    """
    with listing() as problems:
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
