"""The echo alarm: events that several dispatches tell, and that all rest on one source whom nobody names."""

from __future__ import annotations

from selon.questions.happenings import SAYING, quoted
from selon.questions.origins import Origin, echoes, origins
from selon.questions.origins.tellings import UNNAMED
from selon.record.lookup import SHOWN
from selon.record.store import Record

NEAR = 3  # days between two tellings
KINDS = ", ".join(quoted(kind) for kind in UNNAMED if kind)

# Events told by somebody without a name, of which another dispatch tells one of the type on a near day, with somebody
# in both, or at the place; the latest first.
CANDIDATES = f"""
    SELECT substr(d.id, 1, {SHOWN}) || ':' || v.local FROM events AS v
    JOIN claims AS c ON c.id = v.claim
    JOIN dispatches AS d ON d.number = v.dispatch
    WHERE c.entity IS NULL AND c.kind IN ({KINDS}) AND d.state = 'current'
    AND v.status = 'asserted' AND v.type NOT IN ({SAYING})
    AND EXISTS (SELECT 1 FROM events AS o JOIN dispatches AS e ON e.number = o.dispatch
        WHERE o.type = v.type AND o.dispatch <> v.dispatch AND e.state = 'current' AND (o.place = v.place OR EXISTS
            (SELECT 1 FROM participants AS p JOIN participants AS q ON q.name = p.name AND q.event = o.id
            WHERE p.event = v.id))
        AND e.sent BETWEEN date(d.sent, '-{NEAR} days') AND date(d.sent, '+{NEAR} days'))
    ORDER BY d.sent DESC, d.id, v.start"""


def alarms(record: Record, limit: int = 0) -> list[tuple[str, list[Origin]]]:
    """Returns the ids of events of which the alarm rings, told by two dispatches or more, with their one origin."""
    found: list[tuple[str, list[Origin]]] = []
    seen: set[str] = set()
    for (id,) in record.db.execute(CANDIDATES).fetchall():
        if id in seen:
            continue
        there = origins(record, id)
        seen |= {told.happening.name for origin in there for told in origin.tellings}
        if echoes(there) and len(there[0].tellings) > 1:
            found.append((id, there))
            if limit and len(found) == limit:
                break
    return found
