"""Parquet: the rows of `selon.export.record_table`, typed, for DuckDB, Polars, pandas or R.

What shares a cell in CSV is a list here, and a range two numbers. The file says which columns it has: its metadata
holds `selon.schema`, "claims/1"; the number goes up with any change of a name or a type. `tellings` and `roles` are
JSON, as in CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from selon.export.bundle import whole
from selon.export.cells import Cells
from selon.export.claims import numbered, storable
from selon.export.events_table import CASUALTIES, bounds
from selon.export.record_table import BESIDE, IDS, beside, key_of, speaker, whom
from selon.export.table import TABLES
from selon.model import Claim, Event, Reading
from selon.record.kept import Kept
from selon.wire.errors import InputError

VERSION = 1
GROUP = 16384  # rows that are held in memory, and that stand together in the file
LARGEST = 2**63 - 1

Row = dict[str, Any]

# The columns and their types, as they stand in the file; those of CSV in its order.
CLAIMS = (
    *("path string", "dispatch string", "number int", "id string", "who string", "entity string", "kind string"),
    *("through strings", "act string", "mode string", "certainty string", "content string", "cue string"),
    *("start int", "end int", "spans spans", "cue_start int", "cue_end int", "source_start int", "source_end int"),
    *("construction string", "entry string", "who_key string"),
)
EVENTS = (
    *("path string", "dispatch string", "event_id string", "date string", "time string", "enddate string"),
    *("endtime string", "type string", "plover string", "mode strings", "contexts strings", "quad_code int"),
    *("event_scale float", "actor strings", "actor_country strings", "actor_sector strings", "recipient strings"),
    *("recipient_country strings", "recipient_sector strings", "goods strings", "quantity_least int"),
    *("quantity_most int", "dead_least int", "dead_most int", "injured_least int", "injured_most int"),
    *("arrested_least int", "arrested_most int", "place string", "geoname int", "latitude float", "longitude float"),
    *("country string", "status string", "outcome string", "background bool", "trigger string", "trigger_start int"),
    *("trigger_end int", "claim string", "sources strings", "certainty string", "tellings_number int"),
    *("tellings string", "roles string", "construction string", "entry string", "actor_key strings"),
    "recipient_key strings",
)
OF_RECORD = tuple(f"{name} string" for name in BESIDE)
COLUMNS = {"claims": (*CLAIMS, *OF_RECORD), "events": (*EVENTS, *OF_RECORD)}


def write(kept: Iterable[Kept], rows: str, path: str) -> None:
    """Writes the claims or the events to the file `path`, which appears when it is whole; the same rows give the same
    bytes with the same pyarrow. Raises InputError where pyarrow is missing, OSError."""
    write_rows((row for each in kept for row in _of_record(each, rows)), COLUMNS[rows], f"{rows}/{VERSION}", path)


def write_rows(rows: Iterable[Row], columns: Iterable[str], called: str, path: str) -> None:
    """Writes rows to the file `path`, as `write` does; `columns` are the names and types of those that are written,
    `called` what the metadata says of them."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise InputError("parquet", "needs pyarrow; pip install 'selon[parquet]'") from error
    schema = arrow_schema(columns, called)
    with whole(path) as file, ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(iter(rows)):
            writer.write_table(fitting(partial(pyarrow.Table.from_pylist, schema=schema), group))


def arrow_schema(columns: Iterable[str], called: str) -> Any:
    """The schema of columns ("path string"), for pyarrow, which is there; `called` is kept as `selon.schema`."""
    import pyarrow

    span = pyarrow.struct([("start", pyarrow.int64()), ("end", pyarrow.int64())])
    types = {
        "string": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "strings": pyarrow.list_(pyarrow.string()),
        "ints": pyarrow.list_(pyarrow.int64()),
        "spans": pyarrow.list_(span),
    }
    fields = [(name, types[type]) for name, type in map(str.split, columns)]
    return pyarrow.schema(fields, metadata={"selon.schema": called})


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, GROUP)):
        yield group


def fitting(make: Callable[[list[Row]], Any], rows: list[Row]) -> Any:
    """What `make`, of pyarrow, makes of rows: of what fits of them, where they hold what no column can."""
    try:
        return make(rows)
    except (UnicodeEncodeError, OverflowError):
        return make(_fitted(rows))


def _fitted(held: Any) -> Any:
    """What a column can hold: no lone surrogate, no number beyond 64 bits."""
    if held is None or isinstance(held, str):
        return held if held is None or held.isascii() else storable(held)
    if isinstance(held, dict):
        return {name: _fitted(each) for name, each in held.items()}
    if isinstance(held, list):
        return [_fitted(each) for each in held]
    return held if not isinstance(held, int) or abs(held) <= LARGEST else None


def rows_of(reading: Reading, table: str) -> Iterator[Row]:
    """Yields the rows of a table of CSV, typed: the columns of it, and those that stand for them here."""
    made = _rows(reading, table)
    if table == "claims":
        yield from map(_claim, made, (claim for _, claim in numbered(reading)))
    elif table == "events":
        chains = {claim.id: [source.name for source in claim.sources] for claim in reading.claims}
        yield from (_event(row, event, chains) for row, event in zip(made, reading.events, strict=True))
    else:
        yield from made


def _rows(reading: Reading, table: str) -> Iterator[Row]:
    """The rows of CSV by column."""
    names, dispatch = ("path", "dispatch", *TABLES[table].columns), reading.dispatch
    for row in TABLES[table].rows(reading):
        yield _row(names, (dispatch.path, dispatch.id, *row))


def _row(names: Sequence[str], cells: Cells) -> Row:
    """The cells by their columns; an empty one is None."""
    row: Row = dict(zip(names, cells, strict=True))
    if "" in cells:
        row |= {name: None for name, cell in row.items() if cell == ""}
    return row


def _claim(row: Row, claim: Claim) -> Row:
    row["through"] = [source.name for source in claim.sources[:-1]]
    row["spans"] = [{"start": span.start, "end": span.end} for span in claim.content]
    return row


def _event(row: Row, event: Event, chains: Mapping[str, list[str]]) -> Row:
    row["mode"], row["contexts"] = list(event.mode), list(event.contexts)
    row["goods"] = [each.name for each in event.roles.get("goods", ())]
    row["background"] = event.background
    row["sources"] = chains.get(event.claim or "", [])
    for role, people in (("actor", event.roles.get("actor", ())), ("recipient", whom(event))):
        row[role] = [each.name for each in people]
        row[f"{role}_country"] = [each.country for each in people]
        row[f"{role}_sector"] = [each.sector for each in people]
    for kind in CASUALTIES:
        row[f"{kind}_least"], row[f"{kind}_most"] = bounds(event.casualties.get(kind))
    return row


def _of_record(kept: Kept, table: str) -> Iterator[Row]:
    """The rows of what a record holds, with what it knows beside the reading."""
    keys = _speakers(kept) if table == "claims" else _participants(kept)
    for row in rows_of(kept.reading, table):
        local = row[IDS[table]]
        yield {**row, **keys[local], **_row(BESIDE, beside(kept, local))}


def _speakers(kept: Kept) -> dict[str, Row]:
    """The keys of the columns of claims, by the claim's id."""
    return {claim.id: {"who_key": speaker(kept, claim)} for claim in kept.reading.claims}


def _participants(kept: Kept) -> dict[str, Row]:
    """The keys of the columns of events, by the event's id; those of one role in the order of its other columns."""
    return {
        event.id: {
            "actor_key": [key_of(kept, each.entity) for each in event.roles.get("actor", ())],
            "recipient_key": [key_of(kept, each.entity) for each in whom(event)],
        }
        for event in kept.reading.events
    }
