"""The corridor: from sources to records. It knows neither HTML nor tensors nor SQL."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord import pages, reading
from onrecord.errors import SourceError, UsageError
from onrecord.linking import collisions
from onrecord.vocabulary import Document, Page, Record

if TYPE_CHECKING:
    from onrecord import ledger
    from onrecord.linking.check import Answer
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
) -> Record:
    """What one page says: its document, and the statements in it.

    Give either `source` (a path with one page in it), `text` or `html`; headline, published (ISO 8601), publisher and url
    overrule what the page says of itself. All offsets in the record count code points of `record.document.text`.

    Raises SourceError if the page cannot be read, UsageError if not exactly one of the three is given or the source holds several pages.
    """
    if sum(given is not None for given in (source, text, html)) != 1:
        raise UsageError("give read() exactly one of: a source, text=…, html=…")
    known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
    if text is not None:
        return _record(pages.from_text(text, known))
    if html is not None:
        return _record(pages.from_html(html, known))
    documents = pages.documents([source or ""], known)
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
) -> Iterator[Record]:
    """The records of many sources, one at a time, in order: files, folders, glob patterns, JSONL, and `-` for standard input.

    A source that cannot be read is given to `on_problem`, and the others go on; without `on_problem` it is raised.
    """
    known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
    for document in pages.documents(sources, known, stdin=stdin, on_problem=on_problem):
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
        from onrecord.linking import variants

        self._wanted = ledger.Wanted
        self._identity = ledger.identity
        self._store = ledger.Store(path, keys=variants.keys, create=create)

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
    ) -> Added:
        """Reads and records pages, given as for `read_all`; one that is recorded already is passed over unread.

        `on_page` gets the count so far each time a page is recorded or passed over. A source that cannot be read is given to
        `on_problem`, and the others go on; without `on_problem` it is raised.
        """
        known = pages.Given(headline=headline, published=published, publisher=publisher, url=url)
        given = [sources] if isinstance(sources, str | Path) else sources
        recorder = _Recorder(self._store, on_problem, on_page)
        for page, says in pages.pages(given, known, stdin=stdin, on_problem=on_problem):
            addressed = replace(page, url=says.url or page.url)
            if self._store.read.has(self._identity(addressed)):
                recorder.passed()
            else:
                recorder.record(addressed, says)
        return recorder.added

    def reread(self, *, on_problem: Callable[[SourceError], None] | None = None, on_page: Callable[[Added], None] | None = None) -> Added:
        """Reads the kept pages again that the model and the code of today have not read; judgements stand.

        Arguments and result as of `add`.
        """
        recorder = _Recorder(self._store, on_problem, on_page)
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

    def judge(self, statement: str, verdict: str, *, by: str, why: str | None = None, corrected: Mapping[str, str] | None = None) -> None:
        """A person's accept, reject or correct of a statement, by its id or the beginning of it; it supersedes earlier ones.

        `corrected`: fields with their right values, for correct only: speaker, speaker_type, speaker_role, act, polarity, said_on.
        Raises UsageError for anything else.
        """
        self._store.judge(statement, verdict, by, why, corrected)

    def statement(self, statement: str) -> "ledger.Entry":
        """A statement by its id, or the beginning of it. Raises UsageError if there is none, or several."""
        return self._store.read.statement(statement)

    def records(self) -> Iterator[Record]:
        """Every document as it was last read, sorted by id."""
        return self._store.read.records()

    def verify(self) -> list[str]:
        """Derives every digest and every span again: a line for each thing that is wrong."""
        return self._store.verify()

    def export(self, out: BinaryIO) -> int:
        """Writes the pages as they came into a gzipped WARC file; how many."""
        return self._store.export(out)


class _Recorder:
    """Carries pages through reading into a ledger, and counts."""

    def __init__(
        self,
        store: "ledger.Store",
        on_problem: Callable[[SourceError], None] | None,
        on_page: Callable[[Added], None] | None,
    ) -> None:
        self._store, self._on_problem, self._on_page = store, on_problem, on_page
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
            from onrecord import __version__

            self.run = (found.model or "none", __version__)
        if again and not self._store.read.is_unread(found.document.id, *self.run):
            self.passed()
            return
        self._number = self._number or self._store.run(*self.run)
        done = self._store.append(page, found, self._number, {name: value for name, value in asdict(given).items() if value})
        was = self.added
        self._counted(Added(was.pages + 1, was.passed, was.statements + done.findings, was.moved + done.moved))

    def _counted(self, added: Added) -> None:
        self.added = added
        if self._on_page is not None:
            self._on_page(added)
