"""Coverage: what the record holds, by agency and month, and by type of event."""

from __future__ import annotations

import sqlite3

from selon.record.store import Found, rows_of

MONTHS = """
    SELECT coalesce(agency, '') AS agency, substr(sent, 1, 7) AS month, count(*) AS dispatches FROM dispatches
    WHERE state = 'current' GROUP BY 1, 2 ORDER BY 2 DESC, 3 DESC, 1"""


def list_months(db: sqlite3.Connection, limit: int = 0) -> list[Found]:
    """Returns how many current dispatches each agency sent in each month (YYYY-MM), the latest months first, at most
    `limit` (0: all); the agency is "" where a dispatch names none, the month None where its day is not known."""
    return rows_of(db.execute(f"{MONTHS}{f' LIMIT {limit}' if limit else ''}"))


def list_types(db: sqlite3.Connection, limit: int) -> list[Found]:
    """Returns how many tellings there are of each type of event, of whatever dispatches, the most first."""
    query = "SELECT type, count(*) AS events FROM events GROUP BY type ORDER BY 2 DESC, 1 LIMIT ?"
    return rows_of(db.execute(query, (limit,)))


def days_held(db: sqlite3.Connection) -> tuple[str | None, str | None]:
    """Returns the first and the last day of the current dispatches, None where none is known."""
    query = "SELECT min(sent), max(sent) FROM dispatches WHERE state = 'current'"
    first, last = db.execute(query).fetchone()
    return first, last
