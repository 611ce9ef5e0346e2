"""A record for the eye, in a terminal: the page with its marks, then the statements as a list. It reads without colour too."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onrecord.exchange import marked
from onrecord.vocabulary import BlockKind, Record, Statement

STYLES = {"source": "bold cyan", "cue": "italic yellow", "content": "green"}
SIGNS = {"source": ("{", "}"), "cue": ("/", "/"), "content": ("[", "]")}
_MARGIN = 4


def show(record: Record, console: Console) -> None:
    """Prints a record to `console`."""
    document = record.document
    facts = [
        fact
        for fact in (document.publisher, document.published, ", ".join(document.byline), document.url)
        if fact and fact != document.source
    ]
    console.print(Text(document.source, "bold") + Text("".join(f" · {_clean(fact)}" for fact in facts), "dim"), soft_wrap=True)
    legend = Text("  marks: ", "dim")
    for role, (opening, closing) in SIGNS.items():
        legend.append(f"{opening}{role}{closing}", STYLES[role]).append("number " if role == "content" else " ", "dim")
    console.print(legend.append("· numbers as in the list below", "dim"))
    console.print()
    for line in _page(record):
        console.print(Padding(line, (0, 0, 1, 2), expand=False))
    console.print(Text(marked.count(record), "bold"))
    numbers = {statement.id: number for number, statement in enumerate(record.statements, 1)}
    for number, statement in enumerate(record.statements, 1):
        _entry(number, statement, numbers, console)
    for one, other, issue, why in marked.clashes(record):
        console.print(Text("cannot both be met ", "dim").append(f"{one} and {other}, {_clean(issue)}", "bold").append(f": {_clean(why)}"))
    if check := record.headline_check:
        console.print(Text("headline ", "dim").append(check.label, "bold").append(f": {_clean(check.why)}"))
    console.print()


def _page(record: Record) -> Iterator[Text]:
    text = record.document.text
    all_edges = marked.edges(record.statements)
    for block in record.document.blocks:
        line = Text(style={BlockKind.HEADLINE: "bold", BlockKind.FURNITURE: "dim strike"}.get(block.kind, ""))
        if block.kind is BlockKind.FURNITURE:
            line.append("(left out) ")
        inside = marked.within(all_edges, block.start, block.end)
        for piece in marked.pieces(block.start, block.end, inside):
            for edge in piece.edges:
                sign = SIGNS[edge.role][not edge.opens]
                line.append(sign if edge.opens else f"{sign}{edge.number}", STYLES[edge.role])
            line.append(_clean(text[piece.start : piece.end]), STYLES[piece.open[-1][0]] if piece.open else None)
        yield line


def _entry(number: int, statement: Statement, numbers: Mapping[str, int], console: Console) -> None:
    who = marked.chain(statement)
    how = " ".join(span.text for span in statement.cue) or "(no cue)"
    head = Text(f"{number:>3} ", "dim").append(_clean(who), STYLES["source"]).append(" · ", "dim").append(_clean(how), STYLES["cue"])
    head.append(f" · {statement.kind} · {statement.confidence:.0%} sure", "dim")
    if statement.act:
        head.append(" · ", "dim").append(statement.act, "magenta")
    if statement.said_on:
        head.append(f" · said on {statement.said_on.date}", "dim")
    if statement.parent and statement.parent in numbers:
        head.append(f" · inside {numbers[statement.parent]}", "dim")
    console.print(head)
    words = " … ".join(" ".join(span.text.split()) for span in statement.content)
    console.print(Padding(Text(_clean(words), STYLES["content"]), (0, 0, 0, _MARGIN), expand=False))
    for condition in statement.conditions or ():
        term = Text(f"condition ({condition.kind}): ", "dim").append(_clean(" ".join(condition.text.split())), "magenta")
        console.print(Padding(term, (0, 0, 0, _MARGIN), expand=False))


def _clean(words: str) -> str:
    """Without control characters, which a hostile page could use to write over the screen, and bidi controls that reorder it."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in words)
