"""Failures: what could not be taken in, and why; kept until a later try settles it."""

from __future__ import annotations

import sqlite3

from selon.record.store import Found, now, rows_of
from selon.wire.errors import InputError

COLUMNS = "path, reason, source, tries, first_tried, last_tried, settled"


def keep_failure(db: sqlite3.Connection, source: str, error: InputError) -> None:
    """Notes that an input, or a member of one, could not be taken in."""
    db.execute(
        "INSERT INTO failures VALUES (?1, ?2, ?3, 1, ?4, ?4, NULL) ON CONFLICT (path) DO UPDATE SET "
        "reason = ?3, tries = tries + 1, last_tried = ?4, settled = NULL",
        (error.name, source, error.what, now()),
    )


def settle_failure(db: sqlite3.Connection, path: str) -> None:
    """Notes that what failed before was taken in."""
    db.execute("UPDATE failures SET settled = ? WHERE path = ? AND settled IS NULL", (now(), path))


def failing(db: sqlite3.Connection) -> dict[str, str]:
    """Returns the paths that are not settled, and their sources, in the order of their names."""
    return dict(db.execute("SELECT path, source FROM failures WHERE settled IS NULL ORDER BY path"))


def list_failures(db: sqlite3.Connection, every: bool, limit: int) -> list[Found]:
    """Returns the failures, those tried last first."""
    where = "" if every else "WHERE settled IS NULL"
    order = f"ORDER BY last_tried DESC, path{f' LIMIT {limit}' if limit else ''}"
    return rows_of(db.execute(f"SELECT {COLUMNS} FROM failures {where} {order}"))
