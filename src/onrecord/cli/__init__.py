"""The command line: parse, call, print. No rule lives here."""

import os
import sys
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import asking, keeping, linking, parties, reading, recording  # noqa: F401  each adds its commands
from onrecord.cli.options import app
from onrecord.cli.printing import safe
from onrecord.errors import OnrecordError, UsageError


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False) -> None:
    if version:
        print(f"onrecord {__version__}")
        raise typer.Exit


def main() -> None:
    """The entry point: turns what is raised on purpose into one line and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except UsageError as error:
        print(f"onrecord: {safe(str(error))}", file=sys.stderr)
        sys.exit(2)
    except OnrecordError as error:
        print(f"onrecord: {safe(str(error))}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has left (`onrecord … | head`): nothing is wrong, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
