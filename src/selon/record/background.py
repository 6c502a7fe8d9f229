"""Background records: tables of events that somebody else keeps, brought in beside what dispatches tell.

One that comes again under its name takes the place of the former, whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from selon.record.entities import keep_names
from selon.record.mapping import TableMap
from selon.record.store import Found, Record, now, rows_of, writing
from selon.record.tables import Told, read_table
from selon.wire.errors import InputError

OF_BACKGROUND = (  # what hangs on a background record by its number, in the order in which it is taken away
    "background_values WHERE event IN (SELECT id FROM background_events WHERE background = ?)",
    "background_participants WHERE event IN (SELECT id FROM background_events WHERE background = ?)",
    "background_events WHERE background = ?",
    "backgrounds WHERE id = ?",
)


class Brought(NamedTuple):
    """What came of an import: how many rows are kept, how many tell no event that the mapping names, which could not
    be read, and how many rows of a former import they take the place of."""

    kept: int
    passed: int
    failed: list[InputError]
    replaced: int


class Rows(NamedTuple):
    """What a table tells: its events, how many rows tell none, and those that could not be read."""

    told: list[Told]
    passed: int
    failed: list[InputError]


def read_rows(path: str, mapping: TableMap) -> Rows:
    """Reads a table; raises InputError where nothing of it can be read."""
    rows = list(read_table(path, mapping))
    told = [row for row in rows if isinstance(row, Told)]
    failed = [row for row in rows if isinstance(row, InputError)]
    if not told:
        raise failed[0] if failed else InputError(path, "holds no row that tells an event; see the mapping's type")
    return Rows(told, len(rows) - len(told) - len(failed), failed)


def keep_rows(record: Record, path: str, mapping: TableMap, rows: Rows) -> Brought:
    """Keeps what a table tells, in place of what the record has under its name."""
    with writing(record) as db:
        replaced = _forget(db, mapping.name)
        _keep(db, path, mapping, rows.told, rows.passed + len(rows.failed))
    return Brought(len(rows.told), rows.passed, rows.failed, replaced)


def bring_in(record: Record, path: str, mapping: TableMap) -> Brought:
    """Reads a table and keeps its events; raises InputError where nothing of it can be read."""
    return keep_rows(record, path, mapping, read_rows(path, mapping))


def _forget(db: sqlite3.Connection, name: str) -> int:
    """Takes away a background record of that name; returns how many rows it had."""
    known = db.execute("SELECT id, rows FROM backgrounds WHERE name = ?", (name,)).fetchone()
    if known is None:
        return 0
    for rows in OF_BACKGROUND:
        db.execute(f"DELETE FROM {rows}", (known[0],))
    return int(known[1])


def _keep(db: sqlite3.Connection, path: str, mapping: TableMap, told: list[Told], skipped: int) -> None:
    names = keep_names(db, _names(told))
    begins, ends = mapping.coverage
    row = {
        **{key: getattr(mapping, key) for key in ("name", "title", "noun", "source", "licence", "url")},
        "path": os.fsencode(path).decode("utf-8", "replace"),
        "hash": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        "mapping": mapping.text,
        "begins": begins or min(each.begins[:10] for each in told),
        "ends": ends or max(each.ends[:10] for each in told),
        "rows": len(told),
        "skipped": skipped,
        "imported": now(),
    }
    number = _insert(db, "backgrounds", row)
    for each in told:
        event = _insert(db, "background_events", _event(each, number, names))
        takers = [(event, t.role, 0, names[t.name], t.country, t.sector) for t in each.takers]  # one a role
        db.executemany("INSERT INTO background_participants VALUES (?, ?, ?, ?, ?, ?)", takers)
        db.executemany("INSERT INTO background_values VALUES (?, ?, ?, ?)", [(event, *m) for m in each.measures])


def _insert(db: sqlite3.Connection, table: str, row: dict[str, str | int | float | None]) -> int:
    marks = ", ".join("?" * len(row))
    return db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())).lastrowid or 0


def _event(told: Told, background: int, names: dict[str, int]) -> dict[str, str | int | float | None]:
    same = ("row", "type", "status", "outcome", "begins", "ends", "known", "geoname", "country", "latitude")
    return {
        "background": background,
        **{key: getattr(told, key) for key in (*same, "longitude", "words")},
        "least": told.quantity,
        "most": told.quantity,
        "place": names[told.place] if told.place else None,
        "source": told.cited,
    }


def _names(told: Iterable[Told]) -> set[str]:
    takers = {taker.name for each in told for taker in each.takers}
    return takers | {each.place for each in told if each.place}


def list_backgrounds(db: sqlite3.Connection) -> list[Found]:
    """Returns the background records that the record holds, by name."""
    query = (
        "SELECT name, title, noun, rows, begins, ends, skipped, source, licence, url, path, hash, imported "
        "FROM backgrounds ORDER BY name"
    )
    return rows_of(db.execute(query))
