"""Versions: a dispatch of the record, and its versions, corrections and copies, in the order of time."""

from __future__ import annotations

from selon.model import Reading
from selon.record.lookup import load_readings
from selon.record.store import Record

OF_ONE = """
    WITH RECURSIVE kin (number) AS (SELECT ?1 UNION SELECT CASE l.later WHEN k.number THEN l.earlier ELSE l.later END
        FROM kin AS k JOIN links AS l ON k.number IN (l.later, l.earlier))
    SELECT d.number FROM kin JOIN dispatches AS d ON d.number = kin.number
    ORDER BY coalesce(d.issued, d.sent, ''), coalesce(d.version, 0), coalesce(d.mark_number, 0), d.mark IS NOT NULL,
    d.id"""


def versions_of(record: Record, number: int) -> list[Reading]:
    """Returns the readings of a dispatch and of all that is linked to it, the earliest first."""
    return list(load_readings(record, [found for (found,) in record.db.execute(OF_ONE, (number,))]))
