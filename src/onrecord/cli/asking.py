"""What is asked of the ledger: `onrecord search`, `who`, `check`."""

from functools import partial
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.options import LEDGER, Act, File, Outlet, Shown, Since, Speaker, Table, Until, app
from onrecord.cli.printing import TABLES, show, show_answer, show_dossier
from onrecord.exchange import progress


@app.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]", help='All of them; "two words", harb*.')] = None,
    meaning: Annotated[bool, typer.Option("--meaning", help="What means the same, whatever its words.")] = False,
    speaker: Speaker = None,
    act: Act = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
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
    TABLES[form](found)


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
    show(found, form, show_dossier)


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
    show(answer, form, partial(show_answer, speaker=speaker))
