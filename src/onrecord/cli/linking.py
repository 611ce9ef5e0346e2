"""What many pages say together: `onrecord trace`, `link`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import pipeline
from onrecord.cli.options import LEDGER, File, Shown, app
from onrecord.cli.printing import NOBODY, safe, show, show_more
from onrecord.exchange import progress

if TYPE_CHECKING:
    from onrecord.across.stories import FirstHad, Trace, Traced, Varied
    from onrecord.ledger import Entry
    from onrecord.ledger.links import Sighting

_WORDING_ONLY = ("bracket", "ellipsis", "case", "marks", "spelling")
_LONGEST = 160
"""Characters of a difference that are shown."""


@app.command()
def trace(
    asked: Annotated[str, typer.Argument(metavar="STATEMENT|URL", help="A statement's id, or its beginning; or a page's web address.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many copies, and variants of a statement.")] = 20,
    form: Annotated[Shown, typer.Option("--format", "-f", help="For the eye, or as JSON, with all of them.")] = Shown.TEXT,
    file: File = LEDGER,
) -> None:
    """Who had it first, who copied, who altered: the chain, copies of the page, and the same words on other pages, word by word."""
    with pipeline.Ledger(file, create=False) as ledger:
        found = ledger.trace(asked)
    show(found, form, partial(_show, limit=limit, alone="://" not in asked))


@app.command()
def link(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Compare all pages anew.")] = False,
    file: File = LEDGER,
) -> None:
    """Compare pages that have not been compared yet: of a ledger of an older version, or after a stop. `add` does it for each page.

    Stop it whenever you like, and run it again, without --rebuild, to go on.
    """
    with pipeline.Ledger(file, create=False) as ledger, progress.showing("linking …") as show:
        done = ledger.link(rebuild=rebuild, on_page=lambda done, of: show(f"{done:,} of {of:,} pages linked"))
    print(f"{done} pages linked")


def _show(found: "Trace", limit: int, *, alone: bool) -> None:
    if not alone:
        print(safe(f"{found.page.headline or '(no headline)'} ({_where(found.page)})"))
    for it in found.statements:
        if alone or it.variants or it.chain:
            _show_statement(it, found.page, limit)
    print(safe(f"copies of the page: {len(found.copies) or 'none'}"))
    for copy in found.copies[:limit]:
        print(safe(f"  {copy.relation} ({copy.score:.0%}): {_where(copy.page)}{_quoted(copy.page.headline)}"))
        print(safe(f"    {copy.reason}"))
    show_more(len(found.copies), limit)
    if found.copies:
        _show_first(found.first, "  ")
    if found.pending:
        print(f"{found.pending} pages are not linked yet, and not in here: run `onrecord link`")


def _show_statement(it: "Traced", page: "Sighting", limit: int) -> None:
    entry = it.entry
    print(safe(f"{entry.speaker or NOBODY}: {entry.content} ({entry.id[:10]})"))
    hops = "".join(f" → {hop.name} ({hop.relation})" for hop in it.chain)
    print(safe(f"  chain: {entry.speaker or NOBODY}{hops} → {_where(page)}"))
    copied = sum(other.on_copy for other in it.variants)
    print(f"  on other pages: {len(it.variants) or 'none'}{f', {copied} of them copies of this page' if copied else ''}")
    for other in it.variants[:limit]:
        _show_variant(other)
    show_more(len(it.variants), limit)
    if it.variants:
        _show_first(it.first, "  ")
    if it.retold:
        print(f"  near in meaning, perhaps the same in other words: {len(it.retold)}")
    for told in it.retold[:limit]:
        print(safe(f"    {told.likeness:.0%} alike: {_whence(told.entry)} ({told.entry.id[:10]}): {_short(told.entry.content)}"))
    show_more(len(it.retold), limit)


def _show_variant(it: "Varied") -> None:
    entry = it.entry
    who = f", by {entry.speaker or 'nobody named'}" if it.same_speaker is False else ""
    print(safe(f"    {it.wording}: {_whence(entry)}{who}{', on a copy' if it.on_copy else ''} ({entry.id[:10]})"))
    for difference in it.differences:
        if difference.kind in _WORDING_ONLY:
            continue
        one, other = (f"“{_short(words)}”" if words else "–" for words in (difference.one, difference.other))
        mark = f"! {', '.join(difference.bearing)}: " if difference.bearing else "  "
        print(safe(f"      {mark}{difference.kind}: {one} → {other}"))


def _whence(entry: "Entry") -> str:
    return ", ".join(part for part in (entry.outlet or entry.site or entry.source, entry.published) if part)


def _show_first(first: "FirstHad | None", indent: str) -> None:
    if first is None:
        print(f"{indent}first: cannot be told: nothing is known of when these pages were published")
    else:
        print(safe(f"{indent}first: {_where(first.page)} – {first.certainty}: {first.why}"))


def _where(page: "Sighting") -> str:
    when = page.published or (f"fetched {page.fetched}" if page.fetched else "")
    return ", ".join(part for part in (page.outlet or page.source, when) if part)


def _quoted(headline: str | None) -> str:
    return f", “{headline}”" if headline else ""


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
