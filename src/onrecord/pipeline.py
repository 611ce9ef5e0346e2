"""The corridor: from sources to records. It knows neither HTML nor tensors nor SQL."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord import pages, reading
from onrecord.errors import SourceError, SourceUnreachable, UsageError
from onrecord.linking import collisions
from onrecord.version import __version__
from onrecord.vocabulary import Document, Page, Record

DEFAULT_WEB = pages.Web()
TRIES = 5
"""Rounds of watching in which a page is asked for that cannot be had; then it is given up."""

if TYPE_CHECKING:
    from onrecord import ledger
    from onrecord.across import issues, people, stories
    from onrecord.linking.check import Answer
    from onrecord.pages.online import Online
    from onrecord.reading import model


def read(
    source: str | Path | None = None,
    *,
    text: str | None = None,
    html: str | bytes | None = None,
    headline: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    web: pages.Web = DEFAULT_WEB,
) -> Record:
    """What one page says: its document, and the statements in it.

    Give either `source` (a path with one page in it, or a web address), `text` or `html`; headline, published (ISO 8601), publisher and
    url overrule what the page says of itself. `web`: how pages are fetched. All offsets in the record count code points of
    `record.document.text`.

    Raises SourceError if the page cannot be read, UsageError if not exactly one of the three is given or the source holds several pages.
    """
    if sum(given is not None for given in (source, text, html)) != 1:
        raise UsageError("give read() exactly one of: a source, text=…, html=…")
    known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
    if text is not None:
        return _record(pages.from_text(text, known))
    if html is not None:
        return _record(pages.from_html(html, known))
    documents = pages.documents([source or ""], known, web=web)
    document = next(documents)
    if next(documents, None) is not None:
        raise UsageError(f"{source} holds several pages: use read_all()")
    return _record(document)


def read_all(
    sources: Iterable[str | Path],
    *,
    headline: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
    on_problem: Callable[[SourceError], None] | None = None,
    web: pages.Web = DEFAULT_WEB,
) -> Iterator[Record]:
    """The records of many sources, one at a time, in order: files, folders, patterns, JSONL, web archives, `-` for standard input, web
    addresses, feeds and files of addresses.

    A source that cannot be read is given to `on_problem`, and the others go on; without `on_problem` it is raised. `web`: how pages are
    fetched.
    """
    known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
    for document in pages.documents(sources, known, stdin=stdin, on_problem=on_problem, web=web):
        yield _record(document)


def _record(document: Document) -> Record:
    record = reading.record(document)
    return replace(record, collisions=collisions.find(record.statements, document.text)) if record.statements else record


def _encoder() -> "model.Meanings":
    from onrecord.reading import model  # numpy and onnxruntime: not before something is searched by meaning

    return model.meanings()


@dataclass(frozen=True, slots=True)
class Added:
    """What `Ledger.add` or `Ledger.reread` did: pages recorded, pages passed over because they were recorded already, statements found in
    the recorded ones, and judgements that moved with their statements' boundaries."""

    pages: int = 0
    passed: int = 0
    statements: int = 0
    moved: int = 0


class Ledger:
    """A file that keeps pages, the statements in them and people's judgements: `with onrecord.Ledger("news.db") as ledger: …`

    `create`: make the file if there is none. A file that cannot be written is opened for reading. Each page is recorded at once and for
    good: who stops in the middle goes on there. Use it in the thread that made it; other processes can read meanwhile, and one can write.
    Every method raises LedgerError where the file cannot be used, and says what to do.
    """

    def __init__(self, path: str | Path = "onrecord.db", *, create: bool = True) -> None:
        from onrecord import ledger  # who only reads pages need not pay for it
        from onrecord.across import people, stories
        from onrecord.linking import variants

        self._stories = stories
        self._wanted = ledger.Wanted
        self._identity = ledger.identity
        self._store = ledger.Store(path, keys=variants.keys, create=create)
        self._people = people.People(self._store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    def add(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        headline: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        stdin: BinaryIO | None = None,
        on_problem: Callable[[SourceError], None] | None = None,
        on_page: Callable[[Added], None] | None = None,
        web: pages.Web = DEFAULT_WEB,
    ) -> Added:
        """Reads and records pages, given as for `read_all`; one that is recorded already is passed over unread.

        A web address from which a page is kept is fetched again only if its server says that it has changed; not at all if a feed or a
        list names it. `on_page` gets the count so far each time a page is recorded or passed over. A source that cannot be read is
        given to `on_problem`, and the others go on; without `on_problem` it is raised.
        """
        known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
        given = [sources] if isinstance(sources, str | Path) else sources
        recorder = _Recorder(self._store, self._people, on_problem, on_page)
        memory = pages.Memory(self._kept, lambda address: recorder.passed())
        for page, says in pages.pages(given, known, stdin=stdin, on_problem=on_problem, web=web, memory=memory):
            self._take(recorder, page, says)
        return recorder.added

    def _kept(self, address: str) -> pages.Known | None:
        """What to ask the server of an address with from which a page is kept."""
        headers = self._store.read.headers(address)
        if headers is None:
            return None
        told = {name.lower(): value for name, value in headers}
        return pages.Known(told.get("etag"), told.get("last-modified"))

    def _take(self, recorder: "_Recorder", page: Page, says: pages.Given) -> None:
        addressed = replace(page, url=says.url or page.url)
        if self._store.read.has(self._identity(addressed)):
            recorder.passed()
        else:
            recorder.record(addressed, says)

    def watch(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        every: float | None = None,
        on_problem: Callable[[SourceError], None] | None = None,
        on_address: Callable[[str], None] | None = None,
        web: pages.Web = DEFAULT_WEB,
    ) -> Iterator[Added]:
        """Polls feeds and records the pages that they name, each fetched once: a round each `every` seconds, or a single one without.

        `sources`: feeds' addresses, and files of them, which are read anew each round. Gives what each round did, once it is done; stop it
        whenever you like, and the next call goes on there. A page that cannot be had for now is tried again in later rounds, five
        times at most, and not while its feed cannot be had either. `on_address` gets each address before it is asked; `on_problem` as
        of `add`.
        """
        given = [sources] if isinstance(sources, str | Path) else list(sources)

        def tell(problem: SourceError) -> None:
            if on_problem is None:
                raise problem
            on_problem(problem)

        with pages.connected(web) as online:
            while True:
                began = time.monotonic()
                yield self._round(online, given, tell, on_address or (lambda address: None))
                if every is None:
                    return
                time.sleep(max(0.0, began + every - time.monotonic()))

    def _round(
        self, online: "Online", sources: Iterable[str | Path], tell: Callable[[SourceError], None], on_address: Callable[[str], None]
    ) -> Added:
        feeds: dict[str, None] = {}
        for source in sources:
            try:
                feeds.update(dict.fromkeys(pages.watched(source)))
            except SourceError as problem:
                tell(problem)
        for feed in list(feeds):
            on_address(feed)
            known = self._store.read.feed(feed)
            try:
                poll = online.poll(feed, pages.Known(*known))
            except SourceError as problem:
                self._store.polled(feed, known, problem=problem.problem)
                if isinstance(problem, SourceUnreachable):
                    del feeds[feed]  # nor are its pages asked for in vain: each of them has a few tries only
                tell(problem)
            else:
                self._store.polled(feed, (poll.known.etag, poll.known.modified) if poll else known, poll.urls if poll else ())
        problems: list[SourceError] = []
        recorder = _Recorder(self._store, self._people, problems.append, None)
        for address in pages.by_turns(self._store.read.due(list(feeds), TRIES)):
            on_address(address)
            problems.clear()
            for found in online.page(address, pages.Given()):
                if isinstance(found, SourceError):
                    problems.append(found)
                else:
                    self._take(recorder, *found)
            again = any(isinstance(it, SourceUnreachable) for it in problems)
            self._store.fetched(address, problems[-1].problem if problems else None, again=again)
            for it in problems:
                tell(it)
        return recorder.added

    def reread(self, *, on_problem: Callable[[SourceError], None] | None = None, on_page: Callable[[Added], None] | None = None) -> Added:
        """Reads the kept pages again that the model and the code of today have not read; judgements stand.

        Arguments and result as of `add`.
        """
        recorder = _Recorder(self._store, self._people, on_problem, on_page)
        for key in self._store.read.ids():
            if recorder.run is not None and not self._store.read.is_unread(key, *recorder.run):
                recorder.passed()
                continue
            kept = self._store.read.page(key)
            recorder.record(kept.page, pages.Given(**kept.given), again=True)
        return recorder.added

    def search(
        self,
        words: str = "",
        *,
        meaning: bool = False,
        speaker: str | None = None,
        act: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
        on_batch: Callable[[int, int], None] | None = None,
    ) -> "list[ledger.Entry]":
        """The statements that hold all `words` in their content or their speaker's name, the best first.

        *withdraw* also finds *withdraws*; "two words" in double quotes stand together; *harb\\** is a beginning. `speaker`: words of the
        name. `outlet`: a publisher's name or the domain of the page's URL. `since`, `until`: 2026, 2026-03 or 2026-03-04, both included,
        of the day it was said, or else published. Raises UsageError for a search without words and filters, and for a date that is none.

        `meaning`: the statements that are nearest to `words` in meaning, whatever their words; the filters hold. What `embed` has not
        yet done is done first, and `on_batch` is for it.
        """
        wanted = self._wanted(words, speaker, act, outlet, since, until)
        if not meaning:
            return self._store.read.search(wanted, limit)
        wanted.validate(by_meaning=True)
        self.embed(on_batch=on_batch)
        encoder = _encoder()
        return self._store.read.nearest(wanted, encoder.embed([words])[0], encoder.digest, limit)

    def embed(self, *, on_batch: Callable[[int, int], None] | None = None) -> int:
        """Makes the vectors of meaning that statements lack, and returns how many: about 300 a second. Search by meaning does it when it
        must; each batch stands at once, so who stops in the middle goes on there. `on_batch` gets how many are made, and of how many.
        """
        encoder = _encoder()
        lacking, made, last = self._store.read.unembedded(encoder.digest), 0, 0
        while lacking and (said := self._store.read.to_embed(encoder.digest, last)):
            texts = [" ".join(part for part in (it.source, it.cue, it.content) if part) for it in said]
            self._store.embedded(encoder.digest, said, encoder.embed(texts))
            made, last = made + len(said), said[-1].number
            if on_batch is not None:
                on_batch(made, max(made, lacking))
        return made

    def who(self, name: str, *, limit: int = 20) -> "ledger.Dossier":
        """All that a speaker is on record with, counted: names, roles, outlets, months, acts, terms, through whom; the `limit` latest."""
        from onrecord.linking import names

        return self._store.read.who(name, lambda speaker: names.same(name, speaker) is not False, limit)

    def check(self, quotation: str, *, speaker: str | None = None) -> "Answer[ledger.Entry]":
        """Whether `speaker`, or anybody, is on record with these words: exact, cut, altered, other speaker or not on record.

        Marks, case, ellipses and square brackets are forgiven; every edit is listed. Raises UsageError for a quotation without words.
        """
        from onrecord.linking.check import Question

        read, question = self._store.read, Question(quotation, speaker)

        def text(candidate: "ledger.Candidate") -> str:
            return read.text(candidate.number)

        candidates, complete = read.candidates(question.keys)
        matches = question.matches(candidates, text)
        if not (complete and question.is_settled(matches)):
            more = [it for it in read.holding(question.parts, speaker) if it not in candidates]
            matches += question.matches(more, text)
        if not matches and question.is_short:
            matches = question.matches(read.sharing(question.words), text)
        return question.answer(matches, lambda candidate: read.entry(candidate.number))

    def trace(self, asked: str) -> "stories.Trace":
        """A statement (its id, or the beginning of it) or a page (its web address) over all pages: through whom it came, copies of the
        page, variants of its statements with their differences, who had it first, with how certain that is, and what the same speaker says
        elsewhere in other words.

        Raises UsageError if there is none such, or several.
        """
        with self._store.snapshot():
            return self._stories.trace(self._store, asked, lambda texts: _encoder().embed(texts))

    def link(self, *, rebuild: bool = False, on_page: Callable[[int, int], None] | None = None) -> int:
        """Compares the pages that have not been compared yet, or with `rebuild` all of them anew, and returns how many.

        `add` does it for each page; this is for ledgers of older versions. Each hundred stands at once, so who stops in the middle goes on
        there. `on_page` gets how many are done, and of how many.
        """
        self.identities(rebuild=rebuild)
        return self._stories.link_all(self._store, rebuild=rebuild, on_page=on_page)

    def judge(self, statement: str, verdict: str, *, by: str, why: str | None = None, corrected: Mapping[str, str] | None = None) -> None:
        """A person's accept, reject or correct of a statement, by its id or the beginning of it; it supersedes earlier ones.

        `corrected`: fields with their right values, for correct only: speaker, speaker_type, speaker_role, act, polarity, said_on.
        Raises UsageError for anything else.
        """
        self._store.judge(statement, verdict, by, why, corrected)
        self._people.take(self.statement(statement).document)

    def same(self, one: str, other: str, *, split: bool = False, by: str) -> "people.Said":
        """A person's word that two speakers are one, or with `split` that they are not; it is kept and stands above what the tool finds.

        `one`, `other`: a name, or the id of a statement whose speaker is meant. Raises UsageError for a name that nobody has, or several.
        """
        return self._people.say(one, other, split=split, by=by)

    def terms(self, issue: str) -> "issues.Issue":
        """What parties demand, offer, refuse, promise and threaten on an issue, on which conditions; where they turned; which of their
        terms cannot both be met. Raises UsageError for an issue without words."""
        from onrecord.across import issues

        return issues.on(self._store, issue)

    def identities(self, *, rebuild: bool = False, on_document: Callable[[int, int], None] | None = None) -> int:
        """Places the speakers of pages that an older version recorded; `rebuild`: of all pages anew. Returns how many pages.

        `add` and `reread` do it for their own pages. `on_document` gets how many are done, and of how many.
        """
        return self._people.rebuild(on_document) if rebuild else self._people.catch_up(on_document)

    def statement(self, statement: str) -> "ledger.Entry":
        """A statement by its id, or the beginning of it. Raises UsageError if there is none, or several."""
        return self._store.read.statement(statement)

    def records(self) -> Iterator[Record]:
        """Every document as it was last read, sorted by id."""
        return self._store.read.records()

    def verify(self) -> list[str]:
        """Derives every digest and every span again: a line for each thing that is wrong."""
        return self._store.verify()

    def export(
        self,
        out: str | Path | BinaryIO,
        form: str = "warc",
        *,
        words: str = "",
        speaker: str | None = None,
        who: str | None = None,
        act: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        force: bool = False,
        on_document: Callable[[int, int], None] | None = None,
    ) -> int:
        """Writes all that stands, or what fits of it, in a format of others (docs/exports.md), one document at a time, sorted by id;
        returns how many documents.

        `out`: a file's name or an open file; with brat, a folder's name. What is there already stays, unless `force` says to replace it; a
        file or folder bears its name once it is whole. The filters are those of `search`; `who`: the speaker as `who` tells them.
        `on_document` gets the documents and statements so far. Raises UsageError for what makes no sense, and OutputError.
        """
        from onrecord.exchange import formats
        from onrecord.linking import names

        if who is not None and speaker is not None:
            raise UsageError("give a speaker or who, not both")
        filters = self._wanted(words, who if speaker is None else speaker, act, outlet, since, until)
        wanted = None if filters == self._wanted() else filters
        if wanted is not None:
            wanted.validate()
        if isinstance(out, str | Path) and Path(out).exists() and self._store.path.samefile(out):
            raise UsageError(f"{out} is the ledger itself: give another name")
        read, fits = self._store.read, None if who is None else lambda name: names.same(who, name) is not False
        archive = lambda file: self._store.export(file, read.pages(wanted, fits))  # noqa: E731
        return formats.export(form, out, read.filed(wanted, fits), archive, force=force, on_document=on_document)


class _Recorder:
    """Carries pages through reading into a ledger, and counts."""

    def __init__(
        self,
        store: "ledger.Store",
        known: "people.People",
        on_problem: Callable[[SourceError], None] | None,
        on_page: Callable[[Added], None] | None,
    ) -> None:
        from onrecord.across import stories

        self._store, self._people, self._on_problem, self._on_page, self._link = store, known, on_problem, on_page, stories.link
        self.added = Added()
        self.run: tuple[str, str] | None = None
        self._number = 0

    def passed(self) -> None:
        self._counted(replace(self.added, passed=self.added.passed + 1))

    def record(self, page: Page, given: pages.Given, *, again: bool = False) -> None:
        """Reads a page and records it; `again`: only if this model has not read it."""
        try:
            found = _record(pages.document(page, given))
        except SourceError as problem:
            if self._on_problem is None:
                raise
            self._on_problem(problem)
            return
        if self.run is None:
            self.run = (found.model or "none", __version__)
        if again and not self._store.read.is_unread(found.document.id, *self.run):
            self.passed()
            return
        self._number = self._number or self._store.run(*self.run)
        with self._store.transaction():
            done = self._store.append(page, found, self._number, {name: value for name, value in asdict(given).items() if value})
            self._people.take(found.document.id)
            self._link(self._store, self._store.links.number(found.document.id))
        was = self.added
        self._counted(Added(was.pages + 1, was.passed, was.statements + done.findings, was.moved + done.moved))

    def _counted(self, added: Added) -> None:
        self.added = added
        if self._on_page is not None:
            self._on_page(added)
