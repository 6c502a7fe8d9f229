"""Denied, and later told as having happened: events that somebody denied, and that a later dispatch tells as so.

As so: in its own voice, or in that of whoever denied it. The type must be the same, one who acts, and, where both tell
it, to whom.
"""

from __future__ import annotations

from collections import defaultdict

from selon.questions.evidence import sentence
from selon.questions.happenings import SELECT, Happening, fetch, quoted
from selon.questions.occasions import agree
from selon.record.lookup import SHOWN
from selon.record.store import Found, Record

LONG = 730  # days in which a later dispatch may tell it

DENYING = """
    SELECT t.event AS event, t.claim AS claim FROM tellings AS t WHERE t.status = 'denied'
    UNION SELECT w.id, w.claim FROM events AS w WHERE w.status = 'denied'"""
DENIED = f"""
    SELECT 'd' || v.id, substr(d.id, 1, {SHOWN}) || ':' || c.local, d.sent, n.name, c.entity, c.speaker, d.id, d.path,
        c.start, c."end", d.text, v.type
    FROM ({DENYING}) AS q
    JOIN events AS v ON v.id = q.event JOIN claims AS c ON c.id = q.claim
    JOIN dispatches AS d ON d.number = v.dispatch LEFT JOIN names AS n ON n.id = c.speaker
    WHERE d.state = 'current' AND d.sent IS NOT NULL ORDER BY d.sent DESC, d.id, c.start, v.id"""
TELLING = """
    SELECT d.id, d.path, d.sent, v.start, v."end", d.text, n.name, c.speaker, c.entity FROM events AS v
    JOIN dispatches AS d ON d.number = v.dispatch LEFT JOIN claims AS c ON c.id = v.claim
    LEFT JOIN names AS n ON n.id = c.speaker WHERE v.id = ?"""


def later_told(record: Record, limit: int = 0) -> list[Found]:
    """Returns denials of events, the latest first, each with the first later telling that it happened."""
    rows = {(row[0], row[1]): row for row in record.db.execute(DENIED)}
    pairs: dict[str, list[str]] = defaultdict(list)
    for denied, told in record.db.execute(PAIRS):
        pairs[denied].append(told)
    happenings = {each.id: each for each in _fetched(record, {*pairs, *(id for ids in pairs.values() for id in ids)})}
    found: list[Found] = []
    for (event, _), row in rows.items():
        likely = (happenings[id] for id in pairs[event] if agree(happenings[event], happenings[id]))
        if told := next(filter(None, (_voiced(record, each, row[5], row[4]) for each in likely)), None):
            found.append({**_denial(row), **told})
        if limit and len(found) == limit:
            break
    return found


def _fetched(record: Record, ids: set[str]) -> list[Happening]:
    return fetch(record, f"{SELECT} WHERE id IN ({', '.join(map(quoted, sorted(ids)))})") if ids else []


# Of each denied event those of its type, with one who acts, that a later dispatch tells as having happened; by day.
PAIRS = f"""
    WITH denied (event) AS (SELECT DISTINCT event FROM ({DENYING}))
    SELECT DISTINCT 'd' || v.id, 'd' || o.id FROM denied CROSS JOIN events AS v ON v.id = denied.event
    CROSS JOIN dispatches AS d ON d.number = v.dispatch
    CROSS JOIN participants AS p ON p.event = v.id AND p.role = 'actor'
    CROSS JOIN participants AS q ON q.name = p.name AND q.role = 'actor'
    CROSS JOIN events AS o ON o.id = q.event AND o.type = v.type AND o.status = 'asserted'
    CROSS JOIN dispatches AS e ON e.number = o.dispatch
    WHERE e.sent > d.sent AND e.sent <= date(d.sent, '+{LONG} days') AND e.state = 'current'
    ORDER BY e.sent, e.id, o.start"""


def _voiced(record: Record, told: Happening, speaker: int | None, entity: int | None) -> Found | None:
    """The telling, where the dispatch tells it itself, or whoever denied it does."""
    id, path, sent, start, end, text, name, by, who = record.db.execute(TELLING, (int(told.id[1:]),)).fetchone()
    if by is not None and by != speaker and (who is None or who != entity):
        return None
    return {
        "told": told.name,
        "told_sent": sent,
        "told_by": name or "the dispatch itself",
        "told_words": sentence(text, start, end),
        "told_path": path,
        "told_dispatch": id,
        "told_start": start,
        "told_end": end,
    }


def _denial(row: tuple[object, ...]) -> Found:
    _, id, sent, who, _, _, dispatch, path, start, end, text, type = row
    assert isinstance(text, str) and isinstance(start, int) and isinstance(end, int)
    held = {"id": id, "sent": sent, "who": who, "event": type, "words": sentence(text, start, end), "path": path}
    return {**held, "dispatch": dispatch, "start": start, "end": end}  # type: ignore[dict-item]
