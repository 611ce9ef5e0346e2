"""What is under way, on standard error, where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def showing(begin: str = "") -> Iterator[Callable[[str], None]]:
    """Gives what shows a line, in place of the one before; nothing is shown before the first, unless it is `begin`.

    What goes to standard output meanwhile goes there, to a file as well as to a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    spinner = Spinner("dots", Text(begin))
    # By default rich sends standard output to this console too, also where it is a file, which then stays empty.
    live = Live(spinner, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty())

    def show(line: str) -> None:
        spinner.update(text=Text(line, overflow="ellipsis", no_wrap=True))
        live.start()

    try:
        if begin:
            live.start()
        yield show
    finally:
        live.stop()
