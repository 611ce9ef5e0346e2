"""Parsing in a process of its own, which is ended when it takes too long or too much memory: for what could hang or explode a parser.

Most pages never come here. A Python signal cannot interrupt the parsers, which are C; ending a process can.
"""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord import errors
from onrecord.errors import SourceError, SourceTooLarge, SourceUnreadable
from onrecord.vocabulary import Block, BlockKind, Document, Outcome

SECONDS = 7
"""CPU time that the process may take; by the clock, three times that, where the machine is busy."""
MEMORY = 320_000_000
"""Bytes of data that the process may hold."""

_ENDED = 3  # exit status where memory ran out


def document(source: str, raw: bytes, given: Mapping[str, str | None], charset: str | None) -> Document:
    """`page.from_html` in a process of its own. Raises as it does, and SourceTooLarge where the limits are reached."""
    told, _ = _asked(source, "document", {"given": dict(given), "charset": charset}, raw)
    blocks = tuple(Block(b["start"], b["end"], BlockKind(b["kind"]), b["time"]) for b in told["blocks"])
    span = told["headline_span"]
    lists = {name: tuple(told[name]) for name in ("byline", "wire_credit")}
    plain = {**told, **lists, "blocks": blocks, "outcome": Outcome(told["outcome"]), "headline_span": tuple(span) if span else None}
    return Document(**plain)


def message(source: str, raw: bytes) -> tuple[bytes, bool, dict[str, str]]:
    """`mail.page` in a process of its own. Raises as it does, and SourceTooLarge where the limits are reached."""
    told, page = _asked(source, "message", {}, raw)
    return page, told["is_html"], told["says"]


def pdf(source: str, raw: bytes) -> tuple[bytes, dict[str, str]]:
    """`pdf.page` in a process of its own. Raises as it does, and SourceTooLarge where the limits are reached."""
    told, page = _asked(source, "pdf", {}, raw)
    return page, told["says"]


def _asked(source: str, task: str, details: Mapping[str, Any], raw: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer of a new process to a task: what it tells, and bytes."""
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    asked = json.dumps({"task": task, "source": source, **details}).encode() + b"\n" + raw
    remedy = "no article is built so; save the article alone, or give its text"
    command = [sys.executable or "python3", "-m", "onrecord.pages.apart", str(SECONDS), str(MEMORY)]
    too_long = SourceTooLarge(source, f"takes longer than {SECONDS} s to parse", remedy)
    patience = 3 * SECONDS if find_spec("resource") else SECONDS
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=patience, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise too_long from None
    except OSError as problem:
        raise SourceUnreadable(
            source, f"no process to parse it in ({problem.strerror})", "try again when the machine is less busy"
        ) from None
    if done.returncode < 0 and -done.returncode in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGKILL", 0)):
        raise too_long
    if done.returncode == _ENDED:
        raise SourceTooLarge(source, f"takes more than {MEMORY // 1_000_000} MB to parse", remedy)
    head, _, page = done.stdout.partition(b"\n")
    try:
        answer: dict[str, Any] = json.loads(head)
    except ValueError:
        raise SourceUnreadable(source, "ended the parser", remedy) from None
    if problem_told := answer.get("problem"):
        kind: type[SourceError] = getattr(errors, problem_told[0])
        raise kind(*problem_told[1:])
    return answer["told"], base64.b64decode(page)


# In the process


def _document(source: str, raw: bytes, *, given: dict[str, str | None], charset: str | None) -> tuple[dict[str, Any], bytes]:
    from onrecord.pages.page import Given, parsed

    return asdict(parsed(source, raw, Given(**given), charset)), b""


def _message(source: str, raw: bytes) -> tuple[dict[str, Any], bytes]:
    from onrecord.pages.mail import parsed

    page, is_html, says = parsed(source, raw)
    return {"is_html": is_html, "says": says}, page


def _pdf(source: str, raw: bytes) -> tuple[dict[str, Any], bytes]:
    from onrecord.pages.pdf import parsed

    page, says = parsed(source, raw)
    return {"says": says}, page


_TASKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {"document": _document, "message": _message, "pdf": _pdf}


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such limits: that by the clock holds
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def main() -> None:
    """Answers one task from standard input on standard output: a line of JSON, and bytes."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    head, _, raw = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    page = b""
    try:
        told, page = _TASKS[asked.pop("task")](asked.pop("source"), raw, **asked)
        answer: dict[str, Any] = {"told": told}
    except SourceError as problem:
        answer = {"problem": [type(problem).__name__, problem.source, problem.problem, problem.remedy]}
    except MemoryError:
        os._exit(_ENDED)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + base64.b64encode(page))


if __name__ == "__main__":
    main()
