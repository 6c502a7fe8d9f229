"""Tables: what reading many documents gives: a row for each dispatch, claim, event, name, time and place.

The columns are versioned: each file's metadata holds `selon.schema`, "volume.claims/1", and the number goes up with any
change of a name or a type. docs/volume.md explains each. Offsets count code points from 0, the end excluded.
"""

from __future__ import annotations

import json
from typing import Any

from selon.export import parquet
from selon.model import Dispatch, Reading
from selon.record.copies import bands, signature
from selon.record.keeping import said_of
from selon.record.packing import bare
from selon.version import __version__

VERSION = 1

Row = dict[str, Any]

MADE = ("construction string", "entry string")
KEYS = ("who_key string", "actor_key strings", "recipient_key strings")  # who somebody is across a record's dispatches
COLUMNS: dict[str, tuple[str, ...]] = {
    "dispatches": (
        *("path string", "id string", "url string", "format string", "lang string", "agency string", "place string"),
        *("sent string", "title string", "dateline string", "byline string", "issued string", "item string"),
        *("version int", "status string", "urgency int", "slug string", "subjects string", "rights string"),
        *("embargo string", "claims int", "events int", "bands ints", "selon string", "text string", "given string"),
        "findings string",
    ),
    "claims": tuple(column for column in parquet.CLAIMS if column not in KEYS),
    "events": tuple(column for column in parquet.EVENTS if column not in KEYS),
    "names": (
        *("path string", "dispatch string", "text string", "kind string", "entity string", "name string"),
        *("entity_kind string", "country string", "wikidata string", "others string", "start int", "end int", *MADE),
    ),
    "times": (
        *("path string", "dispatch string", "text string", "type string", "value string", "mod string"),
        *("quant string", "freq string", "begins string", "ends string", "counted_from string", "anchor string"),
        *("start int", "end int", *MADE),
    ),
    "places": (
        *("path string", "dispatch string", "text string", "name string", "geoname int", "country string"),
        *("latitude float", "longitude float", "precision string", "relation string", "entity string"),
        *("start int", "end int", *MADE),
    ),
}


def schema_name(table: str) -> str:
    """volume.claims/1"""
    return f"volume.{table}/{VERSION}"


def rows_of(given: Dispatch, reading: Reading) -> dict[str, list[Row]]:
    """Returns the rows of each table for a dispatch, as it was given and as it was read."""
    found = {table: list(parquet.rows_of(reading, table)) for table in COLUMNS if table != "dispatches"}
    return {"dispatches": [_dispatch(given, reading)], **found}


def _dispatch(given: Dispatch, reading: Reading) -> Row:
    """All of it, so that a record can be filled again: the text, what was known before it was read, the findings."""
    dispatch = reading.dispatch
    names = [column.partition(" ")[0] for column in COLUMNS["dispatches"]]
    row: Row = {name: getattr(dispatch, name) for name in names if hasattr(dispatch, name)}
    subjects = [{"code": each.code, "name": each.name} for each in dispatch.subjects]
    return row | {
        "subjects": json.dumps(subjects, ensure_ascii=False) if subjects else None,
        "claims": len(reading.claims),
        "events": len(reading.events),
        "bands": bands(signature(dispatch.text)),
        "selon": __version__,
        "given": said_of(given),
        "findings": bare(reading).decode(),
    }
