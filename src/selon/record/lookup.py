"""Looking up: an id → the dispatch, its reading, and what the record knows beside it."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from selon.model import Dispatch, Reading
from selon.record.keeping import FIELDS, as_given
from selon.record.mending import mended
from selon.record.packing import unpacked
from selon.record.store import DAMAGED, Record
from selon.wire.errors import InputError

ID = re.compile(r"(?P<dispatch>[0-9a-f]{4,64})(?::(?P<finding>[a-z]{1,2}\d+))?$")
SHOWN = 12  # characters of an id that are shown: no record is so large that they are doubled
BATCH = 256  # readings that are fetched at a time


class Link(NamedTuple):
    """Another dispatch that this one is tied to: `relation` is what that one is to this one."""

    relation: str
    id: str
    title: str | None
    path: str
    reason: str


# link kind → what the later is to the earlier one, and the earlier to the later.
RELATIONS = {
    "version": ("later version", "earlier version"),
    "correction": ("corrected by", "corrects"),
    "kill": ("withdrawn by", "withdraws"),
    "copy": ("copy", "copy"),
}


def find_dispatch(record: Record, id: str) -> tuple[int, str | None]:
    """Returns the number of the dispatch that an id, or its first characters (4 or more), names, and the finding that
    follows it after a colon (`3fa9c2d1:c3`), None where none does. Raises InputError."""
    found = ID.match(id.lower())
    if not found:
        raise InputError(id, "is no id; give the first characters of a dispatch's, as selon find shows them")
    start = found["dispatch"]
    query = "SELECT number FROM dispatches WHERE id >= ? AND id < ? LIMIT 2"
    numbers = record.db.execute(query, (start, start + "g")).fetchall()
    if len(numbers) != 1:
        what = "is of several dispatches; give more of its characters" if numbers else "is in no dispatch of the record"
        raise InputError(id, what)
    return int(numbers[0][0]), found["finding"]


def load_reading(record: Record, number: int) -> Reading:
    """Returns the reading of a dispatch, its claims as people mended them. Raises InputError where it is damaged."""
    return next(load_readings(record, [number]))


def load_readings(record: Record, numbers: list[int]) -> Iterator[Reading]:
    """Yields the readings of dispatches, in the order of their numbers given, their claims as people mended them."""
    yield from (mended(record.db, found) for found in found_readings(record, numbers))


def found_readings(record: Record, numbers: list[int]) -> Iterator[Reading]:
    """Yields the readings as the machine found them."""
    columns = ", ".join(f"d.{field}" for field in FIELDS)
    query = (
        f"SELECT d.number, {columns}, d.subjects, r.findings FROM dispatches AS d JOIN readings AS r "
        "ON r.dispatch = d.number WHERE d.number IN (SELECT value FROM json_each(?))"
    )
    for at in range(0, len(numbers), BATCH):
        batch = numbers[at : at + BATCH]
        rows = {row[0]: row for row in record.db.execute(query, (msgspec.json.encode(batch).decode(),))}
        for number in batch:
            if number not in rows:
                raise InputError(record.path, DAMAGED.format(f"dispatch {number} has no findings"))
            yield _reading(record, rows[number])


def _reading(record: Record, row: tuple[Any, ...]) -> Reading:
    known: dict[str, Any] = dict(zip(FIELDS, row[1:], strict=False))
    subjects = msgspec.json.decode(row[-2]) if row[-2] else []
    try:
        return unpacked(row[-1], msgspec.convert({**known, "subjects": subjects}, Dispatch))
    except (zlib.error, ValueError, KeyError) as error:
        raise InputError(record.path, DAMAGED.format(f"the findings of {known['id'][:SHOWN]}: {error}")) from error


def given_dispatch(record: Record, number: int, kept: Dispatch) -> Dispatch:
    """Returns a kept dispatch as it was before it was read: what its text's own head says is to be read again."""
    (given,) = record.db.execute("SELECT given FROM dispatches WHERE number = ?", (number,)).fetchone()
    return as_given(kept, given)


def all_numbers(record: Record, *, withdrawn: bool = False) -> list[int]:
    """Returns the dispatches' numbers, by day, then by id: an order that is the same however they came. Those that
    were superseded or withdrawn only if asked."""
    where = "" if withdrawn else "WHERE state = 'current'"
    return [number for (number,) in record.db.execute(f"SELECT number FROM dispatches {where} ORDER BY sent, id")]


def links_of(db: sqlite3.Connection, number: int) -> list[Link]:
    """Returns the versions, corrections, kills and copies of a dispatch, versions before copies; a copy that is a
    version too is that."""
    rows = db.execute(
        "SELECT l.kind, l.later = d.number, d.id, d.title, d.path, l.reason FROM links AS l JOIN dispatches AS d "
        "ON d.number = CASE l.later WHEN ?1 THEN l.earlier ELSE l.later END WHERE l.later = ?1 OR l.earlier = ?1 "
        "ORDER BY l.kind = 'copy', d.sent, d.id",
        (number,),
    ).fetchall()
    links: dict[str, Link] = {}
    for kind, later, id, title, path, reason in rows:
        links.setdefault(id, Link(RELATIONS[kind][0 if later else 1], id, title, path, reason))
    return list(links.values())


def state_of(db: sqlite3.Connection, number: int) -> str:
    """current, superseded or withdrawn."""
    return str(db.execute("SELECT state FROM dispatches WHERE number = ?", (number,)).fetchone()[0])


def size(record: Record) -> dict[str, int]:
    """How much the record holds: dispatches, claims, events."""
    sorts = ("dispatches", "claims", "events")
    return {sort: int(record.db.execute(f"SELECT count(*) FROM {sort}").fetchone()[0]) for sort in sorts}
