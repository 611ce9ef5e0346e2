"""The table of `table` as Parquet, with lists and structures where CSV has JSON: `pip install 'onrecord[parquet]'`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from onrecord.errors import UsageError
from onrecord.exchange import table
from onrecord.vocabulary import Filed

BATCH = 5000
"""Rows of a row group: what is held at a time."""


def schema() -> Any:
    """The columns as pyarrow has them. Raises UsageError where pyarrow is not installed."""
    pa = _pyarrow()
    pairs = pa.list_(pa.list_(pa.int64(), 2))
    special = {
        "content_spans": pairs,
        "cue_spans": pairs,
        "source_spans": pairs,
        "via": pa.list_(pa.struct([("name", pa.string()), ("relation", pa.string())])),
        "conditions": pa.list_(pa.struct([("kind", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])),
        "confidence": pa.float64(),
        "byline": pa.list_(pa.string()),
        "wire_credit": pa.list_(pa.string()),
    }
    return pa.schema([(name, special.get(name, pa.string())) for name in table.COLUMNS])


def write(filed: Iterable[Filed], out: BinaryIO) -> None:
    """Writes the table. Raises UsageError where pyarrow is not installed."""
    columns = schema()
    pa = _pyarrow()
    from pyarrow import parquet

    rows = table.rows(filed)
    with parquet.ParquetWriter(out, columns, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, columns))


def _batches(rows: Iterator[table.Row]) -> Iterator[list[table.Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'onrecord[parquet]'; or export as csv") from None
    return pyarrow
