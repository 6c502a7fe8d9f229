"""Upgrading: a record that an older selon made → one of the present form, in one change.

Nothing is read again: what hangs on a dispatch is written anew from the reading that is kept of it.
"""

from __future__ import annotations

import re
import sqlite3

from selon.record.entities import link_entities
from selon.record.keeping import forget_findings, keep_findings
from selon.record.lookup import all_numbers, found_readings
from selon.record.store import FORM, Record, statements, writing

NAMED = re.compile(r"CREATE (?:UNIQUE )?(TABLE|INDEX|VIEW|VIRTUAL TABLE) (\w+)")


def upgrade(record: Record) -> int:
    """Brings a record to the present form; returns the form it had, the present one where nothing was to be done.

    The record must have been opened with `change` and `older`. Raises InputError where a reading is damaged.
    """
    with writing(record) as db:
        form = int(db.execute("PRAGMA user_version").fetchone()[0])
        if form < FORM:
            _make_events_anew(db)
            _make_what_is_missing(db)
            _keep_all(record)
            db.execute(f"PRAGMA user_version = {FORM}")
    return form


def _make_events_anew(db: sqlite3.Connection) -> None:
    """The table of events has columns more; all its rows come again."""
    for table in ("participants", "events"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DROP TABLE events")


def _make_what_is_missing(db: sqlite3.Connection) -> None:
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    for statement in statements():
        named = NAMED.search(statement)
        if named and named[2] not in there:
            db.execute(statement)


def _keep_all(record: Record) -> None:
    versions = dict(record.db.execute("SELECT dispatch, selon FROM readings"))
    numbers = [number for number in all_numbers(record, withdrawn=True) if number in versions]
    for number, reading in zip(numbers, found_readings(record, numbers), strict=True):
        forget_findings(record.db, number)
        keep_findings(record.db, number, reading, versions[number])
    link_entities(record.db)
