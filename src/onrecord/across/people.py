"""Who is one across the ledger's pages: each page's speakers are placed once it is recorded, and a person's word stands above all of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.errors import UsageError
from onrecord.ledger import Store
from onrecord.ledger.identities import Appearing, Identities, Known, Word
from onrecord.ledger.ledger import now
from onrecord.linking import identities
from onrecord.linking.identities import Appearance, Placement
from onrecord.linking.names import same

_BATCH = 100
"""Documents whose speakers are placed between two commits of a long run."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person's word did: the identities that it was about, as they are now (one, if they are the same)."""

    same: bool
    identities: tuple[Known, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class _Someone:
    """Whom a person means: a speaker of a document (row), and whose appearance that is."""

    document: int
    name: str
    identity: int
    by_statement: bool


class People:
    """Places the speakers of one open ledger."""

    def __init__(self, store: Store) -> None:
        self._store, self._rows = store, store.identities

    @cached_property
    def _words(self) -> "_Words":
        return _Words(self._rows.words())

    def take(self, key: str) -> None:
        """Places the speakers of the document with this id."""
        self.identify(self._rows.document(key))

    def identify(self, document: int) -> None:
        """Places the speakers of a document (row) anew: who is still in it stays where he is."""
        with self._store.transaction():
            now, named = self._rows.appearing(document)
            before = dict(self._rows.names(document))
            self._rows.withdraw((document, name) for name in before)
            before = {name: identity for name, identity in before.items() if self._rows.stands(identity)}
            self._words.settle(document, [it.name for it in now])
            company = identities.company_on(self._store.links.document(document), named)
            for it in now:
                mine = identities.without(company, (it.name, *it.aliases))
                self._place(it._replace(company=mine), before.get(it.name))
            self._rows.identified(document)

    def catch_up(self, on_document: Callable[[int, int], None] | None = None) -> int:
        """Places the speakers of all documents that were not seen yet; returns how many documents. Each hundred stands at once, so who
        stops in the middle goes on there; `on_document` gets how many are done, and of how many."""
        pending = self._rows.pending()
        for start in range(0, len(pending), _BATCH):
            with self._store.transaction():
                for document in pending[start : start + _BATCH]:
                    self.identify(document)
            if on_document is not None:
                on_document(min(start + _BATCH, len(pending)), len(pending))
        return len(pending)

    def rebuild(self, on_document: Callable[[int, int], None] | None = None) -> int:
        """Forgets who is who, but for people's words, and places everybody again; returns how many documents."""
        with self._store.transaction():
            self._rows.clear()
        return self.catch_up(on_document)

    def say(self, one: str, other: str, *, split: bool, by: str) -> Said:
        """Keeps a person's word that two speakers, by name or by a statement's id, are the same, or are not; it holds at once.

        Raises UsageError for a name that nobody has, or several.
        """
        if not by.strip():
            raise UsageError("say who says so")
        ours, theirs = self._someone(one), self._someone(other)
        if split and (ours.document, ours.name) == (theirs.document, theirs.name):
            raise UsageError(f"{one} and {other} are one speaker of one page; correct the statements with `onrecord judge` instead")
        if split and ours.name == theirs.name and not (ours.by_statement and theirs.by_statement):
            raise UsageError(f"both are called {ours.name}: give the ids of two statements, one of each")
        already = (ours.identity == theirs.identity) != split
        by_name = not (ours.by_statement or theirs.by_statement)
        word = Word(not split, ours.document, ours.name, theirs.document, theirs.name, by_name, by, now())
        with self._store.transaction():
            self._rows.say(word)
            self._words.add(word)
            if not already:
                self._again(ours, theirs, split=split)
            left = dict.fromkeys(dict(self._rows.names(it.document))[it.name] for it in (ours, theirs))
        return Said(not split, tuple(self._rows.known(identity) for identity in left), not already)

    def _someone(self, who: str) -> _Someone:
        """Whom a name, or the id of a statement, means."""
        if who.isalnum() and len(who) >= 6 and any(c.isdigit() for c in who):
            return self._speaker_of(who)
        found = self._rows.called(who)
        exact = [(identity, name) for identity, name in found if name.casefold() == who.strip().casefold()]
        fitting = exact or [(identity, name) for identity, name in found if same(who, name) is not False]
        if not fitting:
            raise UsageError(
                f"nobody called {who} is on record; `onrecord search --speaker` shows who is, and a statement's id will do too"
            )
        if len({identity for identity, _ in fitting}) > 1:
            several = "; ".join(_told(self._rows.known(identity)) for identity in dict(fitting))
            raise UsageError(f"several are called {who}: {several}. Give the whole name, or the id of a statement of the one you mean")
        identity, name = fitting[0]
        return _Someone(self._rows.latest(identity, name), name, identity, False)

    def _speaker_of(self, statement: str) -> _Someone:
        found = self._rows.of_statement(self._store.read.number(statement))
        if found is None:
            raise UsageError(f"statement {statement} has no speaker who could be somebody else")
        document, name = found
        identity = dict(self._rows.names(document)).get(name)
        if identity is None:
            raise UsageError(f"statement {statement} is by {name}, and nobody unnamed is ever joined to anybody")
        return _Someone(document, name, identity, True)

    def _again(self, one: _Someone, other: _Someone, *, split: bool) -> None:
        if not split:
            self._rows.merge([one.identity, other.identity])
            return
        members = [it for _, it in self._rows.members([one.identity])]
        self._rows.withdraw((it.document, it.name) for it in members)
        first = [it for it in members if (it.document, it.name) in ((one.document, one.name), (other.document, other.name))]
        for it in first + [it for it in members if it not in first]:
            self._place(it)

    def _place(self, it: Appearing, before: int | None = None) -> None:
        """Puts an appearance where it belongs; `before`: the identity that it had, and keeps."""
        this = Appearance(*it)
        keys = identities.keys(this)
        if not keys:
            return  # nobody in particular
        if before is not None:
            placement: Placement[int] = Placement((before,), 1.0, "as before")
        else:
            known = [(identity, Appearance(*other)) for identity, other in self._rows.near(identities.sought(this))]
            placement = identities.place(this, known, self._words.apart(it, self._rows))
        joined = {*self._words.undivided(placement.identities, self._rows), *self._words.together(it, self._rows)}
        identity = self._rows.merge(sorted(joined)) if joined else self._rows.new(it.name, it.type)
        self._rows.appear(it, identity, placement.score, placement.reason, keys)


class _Words:
    """What people said of who is one: the last word on two speakers counts."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words: dict[frozenset[tuple[int, str]], Word] = {}
        self._renamed: dict[tuple[int, str], str] = {}
        for word in words:
            self.add(word)

    def add(self, word: Word) -> None:
        self._words[frozenset({(word.one_document, word.one), (word.other_document, word.other)})] = word

    def settle(self, document: int, names: Sequence[str]) -> None:
        """Finds the speakers again that people spoke of, where a later reading gives them another name."""
        for sides in self._words:
            for page, name in sides:
                if page == document and name not in names:
                    likely = [it for it in names if same(name, it)]
                    if len(likely) == 1:
                        self._renamed[page, name] = likely[0]

    def together(self, it: Appearing, rows: Identities) -> set[int]:
        """The identities that somebody said are this one's."""
        found = {self._identity(theirs, rows) for mine, theirs, word in self._sides(True) if self._is(it, mine)}
        return {identity for identity in found if identity is not None}

    def apart(self, it: Appearing, rows: Identities) -> frozenset[int]:
        """The identities that somebody said are not this one's."""
        found: set[int] = set()
        for mine, theirs, word in self._sides(False):
            if self._is(it, mine) or (word.by_name and it.name == mine[1]):
                found |= self._all(theirs, word, rows)
        return frozenset(found)

    def undivided(self, joined: Sequence[int], rows: Identities) -> list[int]:
        """Of identities that seem to be one, the first with those that nobody said are others."""
        kept = list(joined[:1])
        walls = (
            [(self._all(mine, word, rows), self._all(theirs, word, rows)) for mine, theirs, word in self._sides(False)]
            if joined[1:]
            else []
        )
        for identity in joined[1:]:
            if not any(identity in there and here & set(kept) for here, there in walls):
                kept.append(identity)
        return kept

    def _sides(self, same: bool) -> Iterator[tuple[tuple[int, str], tuple[int, str], Word]]:
        """Each word in both directions."""
        for word in self._words.values():
            if word.same is same:
                one, other = (word.one_document, word.one), (word.other_document, word.other)
                yield one, other, word
                yield other, one, word

    def _is(self, it: Appearing, side: tuple[int, str]) -> bool:
        return it.document == side[0] and it.name == self._renamed.get(side, side[1])

    def _identity(self, side: tuple[int, str], rows: Identities) -> int | None:
        """The identity of a speaker of a document, if it has one already."""
        names = rows.names(side[0])
        wanted = self._renamed.get(side, side[1])
        exact = [identity for name, identity in names if name == wanted]
        likely = exact or [identity for name, identity in names if same(wanted, name)]
        return likely[0] if len(likely) == 1 else None

    def _all(self, side: tuple[int, str], word: Word, rows: Identities) -> set[int]:
        identity = self._identity(side, rows)
        return ({identity} if identity is not None else set()) | (rows.bearing(side[1]) if word.by_name else set())


def _told(it: Known) -> str:
    known = ", ".join(name for name, _ in it.names if name != it.name)
    also = f" (also {known})" if known else ""
    return f"{it.name}{also}, {it.statements} statements" + (f", the last {it.statement[:10]}" if it.statement else "")
