"""Who is who across pages, and what they want: `onrecord same`, `terms`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import pipeline
from onrecord.cli.options import LEDGER, File, Shown, app
from onrecord.cli.printing import NOBODY, safe, show, show_more

if TYPE_CHECKING:
    from onrecord.across.issues import Clash, Issue, Party, Term
    from onrecord.ledger import Entry
    from onrecord.ledger.identities import Known


@app.command()
def same(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A speaker's name, or the id of a statement of his.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="The other one.")],
    by: Annotated[str, typer.Option(envvar=["ONRECORD_BY", "USER", "USERNAME"], help="Who says so.")],
    split: Annotated[bool, typer.Option("--split", help="They are two, not one.")] = False,
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


_ACTS = {"demand": "demands", "offer": "offers", "refuse": "refuses", "promise": "promises", "threaten": "threatens"}


@app.command()
def terms(
    issue: Annotated[list[str], typer.Argument(metavar="ISSUE…", help='Words of what it is about: withdrawal; "two words".')],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many terms of a party, the latest, and collisions.")] = 20,
    form: Annotated[Shown, typer.Option("--format", "-f", help="For the eye, or as JSON, with all of them.")] = Shown.TEXT,
    file: File = LEDGER,
) -> None:
    """What each party demands, offers, refuses, promises, threatens, on which conditions; where it turned; whose terms collide."""
    with pipeline.Ledger(file, create=False) as ledger:
        found = ledger.terms(" ".join(issue))
    show(found, form, partial(_show_issue, limit=limit))


def _show_issue(found: "Issue", limit: int) -> None:
    counts = (len(found.parties), sum(len(it.terms) for it in found.parties), sum(len(it.shifts) for it in found.parties))
    print(safe(f"{found.asked}: {counts[0]} parties, {counts[1]} terms, {counts[2]} shifts, {len(found.collisions)} collisions"))
    for party in found.parties:
        print()
        _show_party(party, limit)
    if found.collisions:
        print("\ncannot both be met")
    pairs: dict[tuple[str, str], list[Clash]] = {}
    for clash in found.collisions:
        pairs.setdefault(clash.parties, []).append(clash)
    for (one, other), (latest, *more) in list(pairs.items())[:limit]:
        print(safe(f"  {one or NOBODY} – {other or NOBODY}: {latest.issue}{f' (and {len(more)} more)' if more else ''}"))
        for entry in (latest.one, latest.other):
            print(safe(f"    {_ACTS.get(entry.act or '', entry.act or ''):10}{entry.day or '':10}  {_words(entry)} {_where(entry)}"))
    show_more(len(pairs), limit)


def _show_party(party: "Party", limit: int) -> None:
    others = ", ".join(name for name in party.names if name != party.name)
    print(safe(f"{party.name or NOBODY}{f' (also {others})' if others else ''}"))
    for term in party.terms[-limit:]:
        _show_term(term)
    show_more(len(party.terms), limit)
    for shift in party.shifts[-limit:]:
        said, before = [f"“{shift.words}”"] if shift.words else [], shift.before
        if before:
            said.append(f"before that it {_ACTS.get(before.act or '', '')} {_words(before)} {_where(before)}")
        print(safe(f"  {'turned':10}{shift.entry.day or '':10}  {'; '.join(said)} ({shift.entry.id[:10]})"))


def _show_term(term: "Term") -> None:
    entry = term.entry
    also = f", also {len(term.also)} more" if term.also else ""
    print(safe(f"  {_ACTS.get(entry.act or '', entry.act or ''):10}{entry.day or '':10}  {_words(entry)} {_where(entry)}{also}"))
    for condition in term.conditions:
        print(safe(f"  {'':20}  {condition.kind}: {condition.words}"))


def _words(entry: "Entry") -> str:
    bare = entry.content.strip(' “”"„')
    return f"“{bare}”"


def _where(entry: "Entry") -> str:
    return f"({entry.outlet or entry.site or entry.source}, {entry.id[:10]})"
