"""Which formats there are, and what writes each: a writer takes what a ledger gives out, one document at a time, and holds nothing more."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import UsageError
from onrecord.exchange import brat, destination
from onrecord.vocabulary import Filed

Writer = Callable[[Iterable[Filed], BinaryIO], None]
_MODULES = {
    "jsonl": "record",
    "csv": "table",
    "parquet": "parquet",
    "webannotation": "annotations",
    "schemaorg": "schemaorg",
    "ftm": "ftm",
    "prov": "prov",
}
FORMATS = ("jsonl", "csv", "parquet", "webannotation", "schemaorg", "ftm", "brat", "prov", "warc")
BINARY = frozenset(["parquet", "warc"])
"""Not for the eye."""


def export(
    form: str,
    out: str | Path | BinaryIO,
    filed: Iterable[Filed],
    archive: Callable[[BinaryIO], int],
    *,
    force: bool = False,
    on_document: Callable[[int, int], None] | None = None,
) -> int:
    """Writes in one of FORMATS and returns how many documents. `archive` writes the pages themselves, for warc.

    `out`: a file's name or an open file; for brat, a folder's name. `force`: what is there is replaced. `on_document` gets the documents
    and statements so far. Raises UsageError for what makes no sense, and where a library is not installed; OutputError.
    """
    counted = _Counted(filed, on_document)
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no format of export; these are: {', '.join(FORMATS)}")
    if form == "brat":
        if not isinstance(out, str | Path):
            raise UsageError("brat is a folder of files: give its name")
        with destination.folder(out, ours=brat.ours, force=force) as folder:
            brat.write(counted, folder)
        return counted.documents
    write = _writer(form) if form != "warc" else None
    with destination.file(out, force=force) if isinstance(out, str | Path) else destination.opened(out) as file:
        if write is None:
            return archive(file)
        write(counted, file)
    return counted.documents


def _writer(form: str) -> Writer:
    module = import_module(f"onrecord.exchange.{_MODULES[form]}")
    if form == "parquet":
        module.schema()  # before a file is opened: is the library there?
    return cast(Writer, module.write)


class _Counted:
    """The same, counted. A document that comes in several readings is one."""

    def __init__(self, filed: Iterable[Filed], on_document: Callable[[int, int], None] | None) -> None:
        self._filed, self._on_document = filed, on_document
        self.documents = 0

    def __iter__(self) -> Iterator[Filed]:
        statements, last = 0, None
        for it in self._filed:
            self.documents += it.record.document.id != last
            last = it.record.document.id
            statements += len(it.record.statements)
            yield it
            if self._on_document is not None:
                self._on_document(self.documents, statements)
