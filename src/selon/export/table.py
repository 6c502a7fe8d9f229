"""CSV: readings → a table, one finding a row, that opens right in a French spreadsheet.

UTF-8 with its mark, ";" between cells, CRLF at the end of rows. A cell that a spreadsheet would run as a formula gets
an apostrophe before it. Offsets count characters from 0; `spans` holds the pieces of a claim's content as JSON, since
"12-40" would become a date. What a row is, a claim, a name or an event, is asked for by name: see TABLES.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from selon.export.cells import MADE, Cell, Cells, made
from selon.export.claims import content, numbered, storable, through, who
from selon.export.events_table import COUNT_COLUMNS, EVENT_COLUMNS, count_rows, event_rows
from selon.export.findings import counts_of, mentions, roles
from selon.model import Name, Reading, Source, Span

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"


class Table(NamedTuple):
    """The headings of a table behind `path` and `dispatch`, and what yields its rows for a reading."""

    columns: tuple[str, ...]
    rows: Callable[[Reading], Iterator[Cells]]


def lines(readings: Iterable[Reading], rows: str = "claims") -> Iterator[str]:
    """Yields the heading, then the rows of each reading as it comes; `rows` is a key of TABLES."""
    table = TABLES[rows]
    yield MARK + row(("path", "dispatch", *table.columns))
    for reading in readings:
        for cells in table.rows(reading):
            yield row((reading.dispatch.path, reading.dispatch.id, *cells))


def _claims(reading: Reading) -> Iterator[Cells]:
    for number, claim in numbered(reading):
        spans = [[span.start, span.end] for span in claim.content]
        source = claim.sources[-1] if claim.sources else None
        yield (
            *(
                number,
                claim.id,
                who(claim),
                *((source.entity, source.kind) if source else (None, None)),
                through(claim),
            ),
            *(claim.act, claim.mode, claim.certainty, content(claim), claim.cue.text if claim.cue else None),
            *(spans[0][0], spans[-1][1], json.dumps(spans), *_ends(claim.cue), *_ends(source), *made(claim.made)),
        )


def _names(reading: Reading) -> Iterator[Cells]:
    entities = {entity.id: entity for entity in reading.entities}
    for mention in mentions(reading):
        kind = mention.kind if isinstance(mention, Name) else mention.form
        entity = entities[mention.entity]
        known = (entity.id, entity.name, entity.kind, entity.country, entity.wikidata, " ".join(mention.others) or None)
        yield mention.text, kind, *known, mention.start, mention.end, *made(mention.made)


def _entities(reading: Reading) -> Iterator[Cells]:
    counts = counts_of(reading)
    for entity in reading.entities:
        yield entity.id, entity.name, entity.kind, entity.country, entity.wikidata, roles(entity), counts[entity.id]


def _times(reading: Reading) -> Iterator[Cells]:
    for time in reading.times:
        anchor = time.anchor.text if time.anchor else None
        yield (
            *(time.text, time.type, time.value, time.mod, time.quant, time.freq, time.begins, time.ends),
            *(time.counted_from, anchor, time.start, time.end, *made(time.made)),
        )


def _places(reading: Reading) -> Iterator[Cells]:
    for place in reading.places:
        yield (
            *(place.text, place.name, place.geoname, place.country, place.latitude, place.longitude, place.precision),
            *(place.relation, place.entity, place.start, place.end, *made(place.made)),
        )


TABLES = {
    "claims": Table(
        (
            *("number", "id", "who", "entity", "kind", "through", "act", "mode", "certainty", "content", "cue"),
            *("start", "end", "spans", "cue_start", "cue_end", "source_start", "source_end", *MADE),
        ),
        _claims,
    ),
    "names": Table(
        ("text", "kind", "entity", "name", "entity_kind", "country", "wikidata", "others", "start", "end", *MADE),
        _names,
    ),
    "entities": Table(("id", "name", "kind", "country", "wikidata", "roles", "mentions"), _entities),
    "times": Table(
        (
            *("text", "type", "value", "mod", "quant", "freq", "begins", "ends", "counted_from", "anchor"),
            *("start", "end", *MADE),
        ),
        _times,
    ),
    "places": Table(
        (
            *("text", "name", "geoname", "country", "latitude", "longitude", "precision", "relation", "entity"),
            *("start", "end", *MADE),
        ),
        _places,
    ),
    "events": Table(EVENT_COLUMNS, event_rows),
    "counts": Table(COUNT_COLUMNS, count_rows),
}


def _ends(span: Span | Source | None) -> tuple[Cell, Cell]:
    return (span.start, span.end) if span else (None, None)


def row(cells: Iterable[Cell]) -> str:
    """One row of CSV, as text."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return written.getvalue()


def _safe(cell: Cell) -> Cell:
    """Text that no spreadsheet runs, and numbers with the decimal comma of a French one."""
    if isinstance(cell, float):
        return f"{cell:.5f}".rstrip("0").rstrip(".").replace(".", ",")
    if not isinstance(cell, str):
        return cell
    return storable(f"'{cell}" if cell.startswith(FORMULA) else cell)
