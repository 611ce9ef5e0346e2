"""Records as one self-contained HTML file: nothing loaded from elsewhere, no script, usable by keyboard."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files

from onrecord.exchange import marked
from onrecord.vocabulary import BlockKind, Record, Statement

_STYLE = (files("onrecord.exchange") / "page.css").read_text(encoding="utf-8")

_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    f"<title>onrecord</title><style>{_STYLE}</style></head><body>\n<header><h1>onrecord: who said what</h1>"
    '<p class="legend"><span class="source">source</span>, <span class="cue">cue</span> and <span class="content">content</span> '
    "of each statement are marked and numbered; a number leads to the statement's entry and back.</p></header>\n<main>\n"
)
_TAGS = {BlockKind.HEADLINE: "h2", BlockKind.QUOTATION: "blockquote"}


def page(records: Iterable[Record]) -> Iterator[str]:
    """The HTML file, piece by piece, so that a long run need not be held in memory."""
    yield _HEAD
    for n, record in enumerate(records, 1):
        yield _article(n, record)
    yield "</main></body></html>\n"


def _article(n: int, record: Record) -> str:
    document = record.document
    told = (document.publisher, document.published, ", ".join(document.byline), document.url, document.source)
    facts = [fact for fact in dict.fromkeys(told) if fact]
    out = [f'<article id="d{n}"><div lang="{escape(document.language or "en")}">']
    all_edges = marked.edges(record.statements)
    for block in document.blocks:
        tag = _TAGS.get(block.kind, "p")
        inside = marked.within(all_edges, block.start, block.end)
        out.append(f'<{tag} class="{block.kind.value}">')
        for piece in marked.pieces(block.start, block.end, inside):
            out += (_number(n, e) for e in piece.edges if not e.opens and e.role == "content")
            anchors = "".join(f'<a id="d{n}s{e.number}"></a>' for e in piece.edges if e.opens and e.first and e.role == "content")
            words = anchors + escape(document.text[piece.start : piece.end])
            classes = " ".join(dict.fromkeys(role for role, _ in piece.open))
            out.append(f'<span class="{classes}">{words}</span>' if classes else words)
        out.append(f"</{tag}>\n")
    out.append(f'</div><section aria-label="Statements"><h3>{escape(marked.count(record))}</h3><ol>')
    numbers = {statement.id: k for k, statement in enumerate(record.statements, 1)}
    out += (_entry(n, k, statement, numbers) for k, statement in enumerate(record.statements, 1))
    out.append("</ol>")
    for one, other, issue, why in marked.clashes(record):
        pair = " and ".join(f'<a href="#d{n}e{k}">{k}</a>' for k in (one, other))
        out.append(f'<p class="how">cannot both be met: {pair}, {escape(issue)}: {escape(why)}</p>')
    if check := record.headline_check:
        out.append(f'<p class="how">headline {escape(check.label)}: {escape(check.why)}</p>')
    out.append(f'<p class="facts">{escape(" · ".join(facts))}</p></section></article>\n')
    return "".join(out)


def _number(n: int, edge: marked.Edge) -> str:
    return f'<sup><a href="#d{n}e{edge.number}" aria-label="to entry {edge.number}">{edge.number}</a></sup>'


def _entry(n: int, k: int, statement: Statement, numbers: Mapping[str, int]) -> str:
    who = escape(marked.chain(statement))
    cue = escape(" ".join(span.text for span in statement.cue)) or "(no cue)"
    words = escape(" … ".join(span.text for span in statement.content))
    act = f", {escape(statement.act)}" if statement.act else ""
    day = f", said on {escape(statement.said_on.date)}" if statement.said_on else ""
    inside = (
        f', inside <a href="#d{n}e{numbers[statement.parent]}">{numbers[statement.parent]}</a>'
        if statement.parent and statement.parent in numbers
        else ""
    )
    terms = "".join(f'<span class="how">condition ({escape(c.kind)}): {escape(c.text)}</span>' for c in statement.conditions or ())
    return (
        f'<li id="d{n}e{k}"><span class="source">{who}</span> · <span class="cue">{cue}</span> '
        f'<span class="how">{statement.kind.value}, {statement.confidence:.0%} sure{act}{day}{inside}</span>'
        f'<a class="words" href="#d{n}s{k}">{words}</a>{terms}</li>\n'
    )
