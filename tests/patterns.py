"""Tries every compiled pattern of the package on lines that make bad ones run for ever; prints each before it is tried.

`test_patterns` runs it.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

import onrecord

UNITS = (
    "--b1", "A-", "a.b-", "A B ", "A, ", "a ", "the ", "The ", "’s ", "“a ", "a” ", "1,000 ", "and A ", "A.’", "( ", "A & ", "said ",
    "not to ", "if ", "in a ", "told A ", "-", "'", "\t", "xxx ", "A of the ", "\n",
)  # fmt: skip
LENGTH, MOST = 800, 0.5
"""Characters of a line, and CPU-seconds that a pattern may take to go through it."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                yield from ((f"{found.name}.{name}", it) for it in _inside(value))


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _inside(part)


def main() -> None:
    tried = set()
    for name, pattern in patterns():
        if pattern in tried:
            continue
        tried.add(pattern)
        print(name, flush=True)
        for unit in UNITS:
            for line in (f"A{unit * LENGTH}"[:LENGTH], f"Lund said {unit * LENGTH}"[:LENGTH] + "!"):
                began = time.process_time()
                for _ in pattern.finditer(line):
                    pass
                pattern.match(line[:200])
                if time.process_time() - began > MOST:
                    raise SystemExit(f"{name} is slow on {unit!r}")


if __name__ == "__main__":
    main()
