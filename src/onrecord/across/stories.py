"""One story on many pages: links each page with its copies and each statement with its variants, and traces them back.

The ledger gives what shares keys, linking compares, and what it proposes goes back into the ledger, where it can be made anew any time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord import ledger
from onrecord.errors import UsageError
from onrecord.ledger.links import Compared, Linkable, Proposed, Sighting
from onrecord.linking import copies, names, precedence, retold, variation
from onrecord.linking.precedence import Witness
from onrecord.linking.variation import Difference
from onrecord.vocabulary import Hop

_BATCH = 100
"""Documents that are linked between two commits of a long run."""
_DAYS, _MOST = 31, 100
"""Days between two pages that can tell one utterance, and how much of what a speaker says is looked through for one."""

Embed = Callable[[Sequence[str]], Any]
"""Vectors of meaning, of unit length, as rows."""


@dataclass(frozen=True, slots=True)
class FirstHad:
    """The page that had a story or a statement first, by which time, how certain that is (certain, likely, uncertain), and why."""

    page: Sighting
    when: str | None
    certainty: str
    why: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Another page that was made of the traced one, or it of that, or both of a third: copy or partial, with its score and reason."""

    page: Sighting
    relation: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Varied:
    """The same quotation on another page. *left out* in its differences is what the traced statement alone has, *added* what this one has;
    `bearing`: what of the meaning they touch. `same_speaker`: None where that cannot be told. `on_copy`: on a copy of the traced page.
    """

    entry: ledger.Entry
    wording: str
    likeness: float
    differences: tuple[Difference, ...]
    bearing: tuple[str, ...]
    same_speaker: bool | None
    on_copy: bool


@dataclass(frozen=True, slots=True)
class Retold:
    """What the same speaker says on another page, near in meaning: perhaps the same in other words, or translated back, perhaps another
    thing said of the same matter. `likeness`: of the meanings."""

    entry: ledger.Entry
    likeness: float


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement, through whom it reached its page, its variants on other pages (the earliest day first), and who had it first; None where
    nothing is known of when any of them was published. `retold`: the likest first; what they say does not count for who was first.
    """

    entry: ledger.Entry
    chain: tuple[Hop, ...]
    variants: tuple[Varied, ...]
    first: FirstHad | None
    retold: tuple[Retold, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A page, its copies (copy before partial, the most alike first), who had it first, and its statements, or the one that was asked for.

    `pending`: pages of the ledger that are not linked yet, and not in here.
    """

    page: Sighting
    copies: tuple[Copied, ...]
    first: FirstHad | None
    statements: tuple[Traced, ...]
    pending: int


# Linking


def link(store: ledger.Store, document: int) -> None:
    """Compares a document (row) and its statements with those that were compared before, and writes what that proposes."""
    links = store.links
    body = copies.Body(links.document(document))
    keys = copies.keys(body)
    proposed = []
    for other in links.sharing(document, keys, copies.SHARED):
        likeness = copies.compare(body, copies.Body(links.document(other)))
        if likeness.relation is not copies.Relation.INDEPENDENT:
            proposed.append(Proposed(other, likeness.relation, likeness.score, likeness.reason))
    statements = links.statements(document)
    each = [variation.keys(it.content) for it in statements]
    compared = [
        Compared(it.number, its, _varied(it, alike)) for it, its, alike in zip(statements, each, links.alike(document, each), strict=True)
    ]
    with store.transaction():
        links.keep(document, keys, proposed, compared)


def _varied(statement: Linkable, others: Sequence[Linkable]) -> list[Proposed]:
    told = ((other.number, variation.relate(statement.content, other.content)) for other in others)
    return [Proposed(number, it.wording, it.likeness, ",".join(it.bearing)) for number, it in told if it is not None]


def link_all(store: ledger.Store, *, rebuild: bool = False, on_page: Callable[[int, int], None] | None = None) -> int:
    """Links all documents that are pending, or, with `rebuild`, all of them anew; returns how many.

    Each batch stands at once: who stops in the middle goes on there, without `rebuild`. `on_page` gets how many are done, and of how many.
    """
    if rebuild:
        with store.transaction():
            store.links.forget()
    done, pending = 0, store.links.pending()
    while some := store.links.first_pending(_BATCH):
        with store.transaction():
            for number in some:
                link(store, number)
        done += len(some)
        if on_page is not None:
            on_page(done, max(done, pending))
    return done


# Tracing


def trace(store: ledger.Store, asked: str, embed: Embed) -> Trace:
    """A statement by its id or the beginning of it, or all statements of the page at a web address, traced over all linked pages.

    `embed` is called for what a speaker says on other pages too. Raises UsageError if there is none such, or several.
    """
    links = store.links
    if "://" in asked:
        found = links.at(asked)
        if not found:
            raise UsageError(f"no page from {asked} is in {store.path}; `onrecord add` records it")
        document, statements = found[0], links.statements(found[0])
    else:
        statement = links.statement(store.read.number(asked))
        document, statements = statement.document, [statement]
    group = _copies(store, document)
    same = {number for number, it in group.items() if it.relation == copies.Relation.COPY}
    order = sorted(group.items(), key=lambda it: (it[1].relation != copies.Relation.COPY, -it[1].score, it[0]))
    return Trace(
        links.sighting(document),
        tuple(it for _, it in order),
        _first([links.sighting(number) for number in (document, *sorted(same))]),
        tuple(_traced(store, it, same, embed) for it in statements),
        links.pending(),
    )


def _copies(store: ledger.Store, document: int) -> dict[int, Copied]:
    """What a page is linked with, directly or over copies of it: these are compared with it, since a page can hold two stories."""
    links = store.links
    body, known = copies.Body(links.document(document)), {it.other: it for it in links.copies(document)}
    found: dict[int, Copied] = {}
    queue = [document]
    seen = {document}
    while queue:
        for it in links.copies(queue.pop()):
            if it.other in seen:
                continue
            seen.add(it.other)
            relation, score, why = known[it.other][1:] if it.other in known else _likeness(body, copies.Body(links.document(it.other)))
            if relation != copies.Relation.INDEPENDENT:
                found[it.other] = Copied(links.sighting(it.other), str(relation), score, why)
            if relation == copies.Relation.COPY:
                queue.append(it.other)
    return found


def _likeness(one: copies.Body, other: copies.Body) -> tuple[str, float, str]:
    likeness = copies.compare(one, other)
    return likeness.relation, likeness.score, likeness.reason


def _traced(store: ledger.Store, statement: Linkable, same: set[int], embed: Embed) -> Traced:
    links, entry = store.links, store.read.entry(statement.number)
    found, documents = [], {statement.document: links.chain(statement.number)}
    for number in _variants(store, statement.number):
        other = links.statement(number)
        told = variation.relate(statement.content, other.content)
        if told is None or other.document == statement.document:
            continue
        documents.setdefault(other.document, links.chain(number))
        said = store.read.entry(number)
        speaker = names.same(entry.speaker, said.speaker) if entry.speaker else None
        differences = (*variation.of_cues(entry.cue, said.cue), *told.differences)
        bearing = tuple(dict.fromkeys(str(each) for it in differences for each in it.bearing))
        found.append(Varied(said, str(told.wording), told.likeness, differences, bearing, speaker, other.document in same))
    found.sort(key=lambda it: (it.entry.published or "9", it.entry.id))
    first = _first([links.sighting(it) for it in documents], list(documents.values()))
    return Traced(entry, documents[statement.document], tuple(found), first, _retold(store, statement, {*documents, *same}, embed))


def _retold(store: ledger.Store, statement: Linkable, passed: set[int], embed: Embed) -> tuple[Retold, ...]:
    """What the statement's speaker says in other words on pages that are not `passed` over."""
    if not retold.has_enough(statement.content):
        return ()
    others = [it for it in store.links.of_speaker(statement.number, _DAYS, _MOST) if it.document not in passed]
    others = [it for it in others if retold.has_enough(it.content)]
    if not others:
        return ()
    own, *theirs = embed([statement.content, *(it.content for it in others)])
    compared = [(retold.compare(statement.content, it.content, float(own @ vector)), it) for it, vector in zip(others, theirs, strict=True)]
    likely = sorted(((told.likeness, it) for told, it in compared if told.likely), key=lambda pair: (-pair[0], pair[1].number))
    return tuple(Retold(store.read.entry(it.number), round(likeness, 3)) for likeness, it in likely)


def _variants(store: ledger.Store, statement: int) -> list[int]:
    """The statements that one is linked with, directly or over others."""
    seen, queue = {statement}, [statement]
    while queue:
        fresh = [number for number in store.links.variants(queue.pop()) if number not in seen]
        seen.update(fresh)
        queue += fresh
    return sorted(seen - {statement})


def _first(pages: list[Sighting], chains: list[tuple[Hop, ...]] | None = None) -> FirstHad | None:
    """Of pages, the first, by their times and by whom they say they had it from."""
    hops = [tuple(hop.name for hop in chain) for chain in chains or [()] * len(pages)]
    witnesses = [
        Witness(it.document, it.published, it.fetched, it.url, it.outlet, (*it.wire_credit, *names))
        for it, names in zip(pages, hops, strict=True)
    ]
    told = precedence.first(witnesses)
    if told is None:
        return None
    page = next(it for it in pages if it.document == told.document)
    return FirstHad(page, told.when, str(told.certainty), told.why)
