"""What the commands share: the application, their common options, the forms of what they print."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news pages and says who said what, with the words as evidence.",
)


Private = Annotated[bool, typer.Option("--allow-private", help="Fetch from this machine and its networks too.")]
SOURCES = "Files (pages, JSONL, archives, mail, PDF), folders, 'patterns*.html', - for standard input, web addresses, feeds, files of them."

File = Annotated[Path, typer.Option("--ledger", "-l", envvar="ONRECORD_LEDGER", help="The ledger's file.")]
LEDGER = Path("onrecord.db")

# What a page itself cannot say
Headline = Annotated[str | None, typer.Option(help="The page's headline, where the file cannot say.")]
Published = Annotated[str | None, typer.Option(help="When it was published, such as 2026-03-04 or 2026-03-04T09:30+01:00.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
Address = Annotated[str | None, typer.Option("--url", help="Where it stood.")]

# Which statements are meant
Speaker = Annotated[str | None, typer.Option(help="Words of the speaker's name.")]
Act = Annotated[str | None, typer.Option(help="assert, deny, refuse, promise, …")]
Outlet = Annotated[str | None, typer.Option(help="Who published it, or the domain of the page.")]
Since = Annotated[str | None, typer.Option(help="2026, 2026-03 or 2026-03-04.")]
Until = Annotated[str | None, typer.Option(help="As since; included.")]


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


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
