"""What goes into the ledger: `onrecord add`, `watch`, `reread`, `judge`."""

import re
import sys
from datetime import datetime
from typing import Annotated

import typer

from onrecord import Web, pipeline
from onrecord.cli.options import LEDGER, SOURCES, Address, File, Headline, Private, Published, Publisher, Verdict, app
from onrecord.cli.printing import listing, report, safe, tell, total, write_table
from onrecord.errors import UsageError
from onrecord.exchange import progress


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help=SOURCES)],
    file: File = LEDGER,
    headline: Headline = None,
    published: Published = None,
    publisher: Publisher = None,
    url: Address = None,
    allow_private: Private = False,
) -> None:
    """Read pages and record them with what they say; a page that is recorded already is passed over.

    Each page is recorded for good at once: stop it whenever you like, and run it again to go on.
    Exit status: 0 all recorded, 1 something could not be read (listed at the end, on standard error), 2 wrong usage.
    """
    with pipeline.Ledger(file) as ledger:
        report(
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
    with listing() as problems, pipeline.Ledger(file) as ledger, progress.showing("reading …") as show:
        rounds = ledger.watch(
            sources,
            every=None if once else seconds,
            on_problem=problems.append,
            on_address=lambda address: show(f"asking {safe(address)}"),
            web=Web(allow_private=allow_private),
        )
        for added in rounds:
            print(f"{datetime.now():%Y-%m-%d %H:%M}  {total(added, problems)}", flush=True)
            if not once:
                tell(problems)
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
        report(lambda note, count: ledger.reread(on_problem=note, on_page=count))


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
        write_table([ledger.statement(statement)])
