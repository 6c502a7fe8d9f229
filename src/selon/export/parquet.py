"""Parquet: the rows of `selon.export.record_table`, typed, for DuckDB, Polars, pandas or R.

What shares a cell in CSV is a list here, and a range two numbers. The file says which columns it has: its metadata
holds `selon.schema`, "claims/1"; the number goes up with any change of a name or a type. `tellings` and `roles` are
JSON, as in CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from selon.export.bundle import whole
from selon.export.claims import storable
from selon.export.events_table import CASUALTIES
from selon.export.record_table import cells, columns, key_of, whom
from selon.model import Event, Participant, Quantity
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
BESIDE = ("state string", "judged string", "judge string", "note string", "agency string", "sent string")
COLUMNS = {"claims": (*CLAIMS, *BESIDE, "title string"), "events": (*EVENTS, *BESIDE, "title string")}


def write(kept: Iterable[Kept], rows: str, path: str) -> None:
    """Writes the claims or the events to the file `path`, which appears when it is whole; the same rows give the same
    bytes with the same pyarrow. Raises InputError where pyarrow is missing, OSError."""
    write_rows((row for each in kept for row in ROWS[rows](each)), COLUMNS[rows], f"{rows}/{VERSION}", path)


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
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def arrow_schema(columns: Iterable[str], called: str) -> Any:
    """The schema of columns ("path string"), for pyarrow, which is there; `called` is kept as `selon.schema`."""
    import pyarrow

    span = pyarrow.struct([("start", pyarrow.int64()), ("end", pyarrow.int64())])
    types = {
        "string": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "binary": pyarrow.binary(),
        "strings": pyarrow.list_(pyarrow.string()),
        "ints": pyarrow.list_(pyarrow.int64()),
        "spans": pyarrow.list_(span),
    }
    fields = [(name, types[type]) for name, type in map(str.split, columns)]
    return pyarrow.schema(fields, metadata={"selon.schema": called})


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := [fitted(row) for row in islice(rows, GROUP)]:
        yield group


def fitted(held: Any) -> Any:
    """What a column can hold: no lone surrogate, no number beyond 64 bits."""
    if held is None or isinstance(held, str):
        return held if held is None or held.isascii() else storable(held)
    if isinstance(held, dict):
        return {name: fitted(each) for name, each in held.items()}
    if isinstance(held, list):
        return [fitted(each) for each in held]
    return held if not isinstance(held, int) or abs(held) <= LARGEST else None


def _plain(kept: Kept, rows: str) -> Iterator[Row]:
    """The rows of CSV by column; an empty cell is None."""
    names = columns(rows)
    for row in cells(kept, rows):
        yield {name: None if cell == "" else cell for name, cell in zip(names, row, strict=True)}


def _claims(kept: Kept) -> Iterator[Row]:
    claims = {claim.id: claim for claim in kept.reading.claims}
    for row in _plain(kept, "claims"):
        claim = claims[row["id"]]
        through = [source.name for source in claim.sources[:-1]]
        yield {**row, "through": through, "spans": [{"start": s.start, "end": s.end} for s in claim.content]}


def _events(kept: Kept) -> Iterator[Row]:
    events = {event.id: event for event in kept.reading.events}
    chains = {claim.id: [source.name for source in claim.sources] for claim in kept.reading.claims}
    for row in _plain(kept, "events"):
        event = events[row["event_id"]]
        yield {**row, **_lists(kept, event), **_ranges(event), "sources": chains.get(event.claim or "", [])}


def _lists(kept: Kept, event: Event) -> Row:
    return {
        "mode": list(event.mode),
        "contexts": list(event.contexts),
        "goods": [each.name for each in event.roles.get("goods", ())],
        "background": event.background,
        **_people(kept, "actor", event.roles.get("actor", ())),
        **_people(kept, "recipient", whom(event)),
    }


def _people(kept: Kept, role: str, participants: Iterable[Participant]) -> Row:
    """The columns of one role, in one order."""
    there = tuple(participants)
    return {
        role: [each.name for each in there],
        f"{role}_country": [each.country for each in there],
        f"{role}_sector": [each.sector for each in there],
        f"{role}_key": [key_of(kept, each.entity) for each in there],
    }


def _ranges(event: Event) -> Row:
    row: Row = {}
    for kind in CASUALTIES:
        row[f"{kind}_least"], row[f"{kind}_most"] = _bounds(event.casualties.get(kind))
    return row


def _bounds(quantity: Quantity | None) -> tuple[int | None, int | None]:
    return (quantity.least, quantity.most) if quantity else (None, None)


ROWS: dict[str, Callable[[Kept], Iterator[Row]]] = {"claims": _claims, "events": _events}
