"""The ledger as a whole: `onrecord export`, `verify`, `open`."""

import os
import sys
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.options import LEDGER, Act, File, Outlet, Since, Speaker, Until, app
from onrecord.cli.printing import safe
from onrecord.errors import UsageError
from onrecord.exchange import formats, progress


@app.command()
def export(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD…]", help="As for search; without any, and no filter: all.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="|".join(formats.FORMATS))] = "jsonl",
    out: Annotated[str, typer.Option("--out", "-o", help="A file, or with brat a folder; - for standard output.")] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    speaker: Speaker = None,
    who: Annotated[str | None, typer.Option("--who", help="The speaker, as `onrecord who` tells them.")] = None,
    act: Act = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
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
        print(f"{documents} documents written to {safe(out)}")


@app.command()
def verify(file: File = LEDGER) -> None:
    """Derive every digest and every span again. Exit status: 0 all is well, 1 something is wrong (each is named)."""
    with pipeline.Ledger(file, create=False) as ledger:
        wrong = ledger.verify()
    for line in wrong:
        print(safe(line))
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
