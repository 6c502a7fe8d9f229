"""Frames: `selon batch` for Daft: a frame of texts, or of records of web archives → the frames of the tables.

Daft brings the rows, from disk or object stores, and runs the reading in its processes or in Ray's; what it runs is
the pure function that `selon batch` runs (`shards.py`), so the rows are the same. Two tables say of all others what
became of them: `failures` (path, reason) and `skipped` (path, lang), which stand in the manifest of `selon batch`.

`path` is what a row is known by: its cell in the column of that name; else the id of the record, or the address; else
the SHA-256 of what it holds. `selon batch` calls it FILE#N, a number that no cluster can give out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from selon.export.parquet import arrow_schema, fitting
from selon.languages.known import KnownName
from selon.volume.items import Cells
from selon.volume.shards import Asked, Shard, read_each
from selon.volume.tables import COLUMNS, Row
from selon.wire.errors import InputError
from selon.wire.warc import KEPT, Raw

# Daft and Ray tell their makers that they are used, unless told not to; selon asks nothing of the network.
for _name in ("DAFT_ANALYTICS_ENABLED", "RAY_USAGE_STATS_ENABLED"):
    os.environ.setdefault(_name, "0")

try:
    import daft
    import py3langid  # noqa: F401  (asked for here, not in the midst of a run)
    import pyarrow
except ImportError as _error:
    raise InputError("daft", "is not there, or not whole; pip install 'selon[daft]'") from _error

ROWS = 64  # texts that a process is given at once: few, so that none has long to do when the others have done
RECORDS = 128  # the same of archives, many of whose pages are in other languages
WIDE = "readings"  # the folder of what was read, a row a document
TABLES = {**COLUMNS, "failures": ("path string", "reason string"), "skipped": ("path string", "lang string")}
TYPE = pyarrow.struct([(table, pyarrow.list_(pyarrow.struct(arrow_schema(of, table)))) for table, of in TABLES.items()])
ARCHIVE = {  # the columns of daft.read_warc
    "id": "WARC-Record-ID",
    "url": "WARC-Target-URI",
    "kind": "WARC-Type",
    "headers": "warc_headers",
    "block": "warc_content",
}
FEW_CPUS = "has {have} CPUs, and one is for what feeds the processes that read, which may wait for ever else; {do}"


def read_frame(
    frame: daft.DataFrame,
    *,
    text: str = "text",
    url: str | None = "url",
    date: str | None = "date",
    lang_column: str | None = None,
    path: str | None = "path",
    lang: str | None = None,
    day: str | None = None,
    names: Iterable[KnownName] = (),
    processes: int | None = None,
) -> daft.DataFrame:
    """Returns what is read in the rows of a frame: a row for each, with a column for each of TABLES, which is a list.

    The frame is that of `daft.read_warc`, or has a column `text`; the other columns may lack. `lang`, `day`
    (YYYY-MM-DD) and `names` hold for all. `processes` read, each in 850 MB: as many as there are CPUs, on Ray one
    fewer. Nothing is read before Daft is asked for the rows, and all is read again each time: ask once, with
    `write_tables` or `collect`. Raises InputError for a column that lacks, and for more processes than Ray can run.
    """
    reader, number = Reader(Asked(lang, day, tuple(names))), _processes(processes)
    if set(ARCHIVE.values()) <= set(frame.column_names):
        # The others, requests for the most part, would cost the way to the process that reads.
        frame = frame.where(daft.functions.lower(daft.col(ARCHIVE["kind"])).is_in(list(KEPT)))
        return _read(frame, reader.read_records, {**ARCHIVE, "path": path}, number)
    if text not in frame.column_names:
        have = ", ".join(frame.column_names[:20])
        raise InputError("frame", f"has no column {text!r}; name that of the text, as in text='body' ({have})")
    fields = {"text": text, "url": url, "date": date, "lang": lang_column, "path": path}
    return _read(frame, reader.read_cells, fields, number)


def tables(readings: daft.DataFrame) -> dict[str, daft.DataFrame]:
    """Returns the frame of each table, by name, from what `read_frame` gave, and was collected or kept as Parquet:
    each frame that is asked for its rows asks for all readings."""
    return {table: _table(readings, table) for table in TABLES}


def write_tables(readings: daft.DataFrame, out: str) -> dict[str, int]:
    """Reads, and writes OUT/claims/*.parquet and so on; `out` is a folder, or an address of an object store. Returns
    how many rows each table has. Raises InputError where Parquet is there already.

    What is read is written first, to OUT/readings, in which the lists are, and the tables are made from that: so each
    text is read once, and nobody holds more than the rows in work, where `collect` would hold them all. OUT/readings
    can be taken away when the tables are there.
    """
    out = out.rstrip("/")
    for folder in (WIDE, *TABLES):
        _refuse_used(f"{out}/{folder}")
    readings.write_parquet(f"{out}/{WIDE}", compression="zstd")
    wide = daft.read_parquet(f"{out}/{WIDE}/*.parquet")
    for table, frame in tables(wide).items():
        frame.write_parquet(f"{out}/{table}", compression="zstd")
    return _counts(wide)


@daft.cls(use_process=True)
class Reader:
    """What reads in each process. It has what is asked; the model comes with the first text, once for the process."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(TYPE), unnest=True, batch_size=ROWS)
    def read_cells(self, fields: Sequence[str], *columns: daft.Series) -> pyarrow.Array:
        return read_rows(map(cells_of, _rows(fields, columns)), self.asked)

    @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(TYPE), unnest=True, batch_size=RECORDS)
    def read_records(self, fields: Sequence[str], *columns: daft.Series) -> pyarrow.Array:
        return read_rows(map(raw_of, _rows(fields, columns)), self.asked)


def read_rows(items: Iterable[Raw | Cells], asked: Asked) -> Any:
    """Reads items → an array of TYPE, an entry each."""
    held = list(items)
    lists = [_lists(item.path, shard) for item, shard in zip(held, read_each(held, asked), strict=True)]
    return fitting(partial(pyarrow.array, type=TYPE), lists)


def cells_of(row: Row) -> Cells:
    text, url, date, lang = (row.get(name) for name in ("text", "url", "date", "lang"))
    return Cells(_path(row, url, text), text, url, date, lang)


def raw_of(row: Row) -> Raw:
    """A record as `selon.wire.warc.load_raw` gives it: Daft has some of the headers in columns of their own."""
    url, block = row["url"] or "", row["block"] or b""
    headers = {name.lower(): str(value) for name, value in json.loads(row["headers"] or "{}").items()}
    path = _path(row, f"urn:uuid:{row['id']}" if row["id"] else url, block)
    return Raw({**headers, "warc-target-uri": url}, row["kind"].strip().lower(), block, path)


def _path(row: Row, called: Any, held: Any) -> str:
    if name := row.get("path") or called:
        return str(name)
    data = held if isinstance(held, bytes) else str(held or "").encode("utf-8", "backslashreplace")
    return f"sha256:{sha256(data).hexdigest()}"


def _rows(fields: Sequence[str], columns: Sequence[daft.Series]) -> Iterator[Row]:
    cells = zip(*(column.to_pylist() for column in columns), strict=True)
    return (dict(zip(fields, row, strict=True)) for row in cells)


def _lists(path: str, shard: Shard) -> Row:
    """The rows of each table."""
    failures = [{"path": error.name, "reason": error.what} for error in shard.failed]
    skipped = [{"path": path, "lang": lang} for lang in shard.skipped.elements()]
    return {**shard.rows, "failures": failures, "skipped": skipped}


def _read(frame: daft.DataFrame, reader: Any, fields: Row, processes: int) -> daft.DataFrame:
    """The frame of the readings; the fields whose columns lack are left out."""
    there = {field: column for field, column in fields.items() if column in frame.column_names}
    read = reader.with_concurrency(processes)
    return frame.select(read(tuple(there), *(_column(*pair) for pair in there.items())))


def _column(field: str, column: str) -> daft.Expression:
    # Where a column is a UUID, as the ids of daft.read_warc are, Daft would read in its own process and in no other.
    named = daft.col(column)
    return named.cast(daft.DataType.string()) if field in ("id", "path") else named


def _table(readings: daft.DataFrame, table: str) -> daft.DataFrame:
    rows = readings.select(table).explode(table, ignore_empty_and_null=True)
    return rows.select(daft.functions.unnest(daft.col(table)))


def _counts(wide: daft.DataFrame) -> dict[str, int]:
    lengths = [daft.functions.list_count(daft.col(table), mode="all").sum().alias(table) for table in TABLES]
    (found,) = wide.agg(*lengths).to_pylist()
    return {table: found[table] or 0 for table in TABLES}


def _processes(asked: int | None) -> int:
    """How many processes read. Raises InputError for more than Ray can run beside what feeds them."""
    if daft.get_or_infer_runner_type() != "ray":
        return asked or os.cpu_count() or 1
    daft.get_or_create_runner()  # Ray, if it does not run yet
    import ray

    have = int(ray.cluster_resources().get("CPU", 0))
    number = asked or max(have - 1, 1)
    if number >= have:
        do = f"say processes={have - 1} at most, or give Ray more" if have > 1 else "give Ray more"
        raise InputError("Ray", FEW_CPUS.format(have=have, do=do))
    return number


def _refuse_used(folder: str) -> None:
    try:
        daft.read_parquet(f"{folder}/*.parquet")
    except FileNotFoundError:
        return
    raise InputError(folder, "holds Parquet already; name a folder that does not, or take that away")
