"""Who is who across pages: `onrecord same`."""

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import pipeline
from onrecord.cli.options import LEDGER, File, app
from onrecord.cli.printing import safe

if TYPE_CHECKING:
    from onrecord.ledger.identities import Known


@app.command()
def same(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A speaker's name, or the id of a statement of his.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="The other one.")],
    split: Annotated[bool, typer.Option("--split", help="They are two, not one.")] = False,
    by: Annotated[str, typer.Option(envvar=["ONRECORD_BY", "USER", "USERNAME"], help="Who says so.")] = ...,  # type: ignore[assignment]
    file: File = LEDGER,
) -> None:
    """Say that two speakers are one person or body, or with --split that they are not. Your word is kept, whatever is read later."""
    with pipeline.Ledger(file, create=False) as ledger:
        said = ledger.same(one, other, split=split, by=by)
    if not said.changed:
        print("They are one already; your word is kept." if said.same else "They are two already; your word is kept.")
    for identity in said.identities:
        _show(identity)


def _show(it: "Known") -> None:
    names = ", ".join(f"{name} {count}" for name, count in it.names)
    print(safe(f"{it.name}: {it.statements} statements ({names})"))
