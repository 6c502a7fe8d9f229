"""What an answer to a question holds: a SELECT for each sort of row, whose columns are the answer's, of the rows whose
numbers a query named `hits` yields."""

from __future__ import annotations

from typing import Literal

from selon.record.lookup import SHOWN

Rows = Literal["claims", "events", "dispatches"]

OF_DISPATCH = "d.sent AS sent, d.agency AS agency, d.title AS title, d.path AS path, d.state AS state, d.id AS dispatch"

# What a finding was when it was judged: `judgements.identity`.
CLAIM_IDENTITY = "coalesce(n.name, '') || '|' || c.act || '|' || c.certainty"
EVENT_IDENTITY = "v.type || '|' || v.status"


def _judged(sort: str, table: str, identity: str) -> str:
    return f"""(SELECT j.kind FROM judgements AS j WHERE j.target = d.id AND j.sort = '{sort}' AND j.undone IS NULL
            AND j.start = {table}.start AND j."end" = {table}."end" AND j.identity = {identity}
            ORDER BY j.id DESC LIMIT 1) AS judged"""


def _taking_part(role: str) -> str:
    return f"""(SELECT group_concat(p.name, ', ') FROM (SELECT pn.name FROM participants JOIN names AS pn
            ON pn.id = participants.name WHERE event = v.id AND role = '{role}' ORDER BY position) AS p) AS {role}"""


CLAIMS = f"""
        SELECT substr(d.id, 1, {SHOWN}) || ':' || c.local AS id, n.name AS who, c.kind AS kind,
        (SELECT group_concat(r.name, ' → ') FROM (SELECT rn.name FROM relays JOIN names AS rn ON rn.id = relays.name
            WHERE claim = c.id ORDER BY position) AS r) AS through,
        c.act AS act, c.mode AS mode, c.certainty AS certainty, w.content AS content, c.start AS start,
        c."end" AS "end", same.key AS entity, {_judged("claim", "c", CLAIM_IDENTITY)}, {OF_DISPATCH}
        FROM hits CROSS JOIN claims AS c ON c.id = hits.row JOIN dispatches AS d ON d.number = c.dispatch
        JOIN contents AS w ON w.id = c.id
        LEFT JOIN names AS n ON n.id = c.speaker LEFT JOIN entities AS e ON e.id = c.entity
        LEFT JOIN entities AS same ON same.id = e.same_as"""

EVENTS = f"""
        SELECT substr(d.id, 1, {SHOWN}) || ':' || v.local AS id, v.type AS type, v.plover AS plover,
        v.status AS status, v.outcome AS outcome, {_taking_part("actor")}, {_taking_part("recipient")},
        v.begins AS begins, v.ends AS ends, pl.name AS place, v.country AS country, v.latitude AS latitude,
        v.longitude AS longitude, substr(d.text, v.start + 1, v."end" - v.start) AS words, sn.name AS told_by,
        v.start AS start, v."end" AS "end", {_judged("event", "v", EVENT_IDENTITY)}, {OF_DISPATCH}
        FROM hits CROSS JOIN events AS v ON v.id = hits.row JOIN dispatches AS d ON d.number = v.dispatch
        LEFT JOIN names AS pl ON pl.id = v.place
        LEFT JOIN claims AS c ON c.id = v.claim LEFT JOIN names AS sn ON sn.id = c.speaker"""

DISPATCHES = f"""
        SELECT substr(d.id, 1, {SHOWN}) AS id, d.sent AS sent, d.agency AS agency, d.place AS place, d.title AS title,
        (SELECT count(*) FROM claims WHERE dispatch = d.number) AS claims,
        (SELECT count(*) FROM events WHERE dispatch = d.number) AS events,
        d.version AS version, d.status AS status, d.state AS state, d.path AS path, d.id AS dispatch
        FROM hits CROSS JOIN dispatches AS d ON d.number = hits.row"""

# What is found first: the rows' numbers alone, in the order of the answer, so that only those shown are looked up.
HITS: dict[Rows, str] = {
    "claims": "SELECT c.id FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch",
    "events": "SELECT v.id FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch",
    "dispatches": "SELECT d.number FROM dispatches AS d",
}
SELECT: dict[Rows, str] = {"claims": CLAIMS, "events": EVENTS, "dispatches": DISPATCHES}
LATEST = "ORDER BY d.sent DESC, d.id"
ORDER: dict[Rows, str] = {
    "claims": f"{LATEST}, c.start, c.id",
    "events": f"{LATEST}, v.start, v.id",
    "dispatches": LATEST,
}

# The numbers of what is of a country, of which each "?" is the code: by its place, by who takes part, by who speaks.
NUMBER: dict[Rows, str] = {"claims": "c.id", "events": "v.id", "dispatches": "d.number"}
OF_COUNTRY: dict[Rows, str] = {
    "claims": """SELECT k.id FROM claims AS k WHERE k.entity IN (SELECT id FROM entities WHERE same_as IN (
            SELECT same_as FROM entities WHERE country = ?))
        UNION ALL SELECT e.claim FROM events AS e WHERE e.country = ?
        UNION ALL SELECT e.claim FROM participants AS p JOIN events AS e ON e.id = p.event WHERE p.country = ?""",
    "events": """SELECT e.id FROM events AS e WHERE e.country = ?
        UNION ALL SELECT p.event FROM participants AS p WHERE p.country = ?""",
    "dispatches": """SELECT e.dispatch FROM events AS e WHERE e.country = ?
        UNION ALL SELECT e.dispatch FROM participants AS p JOIN events AS e ON e.id = p.event WHERE p.country = ?
        UNION ALL SELECT p.dispatch FROM places AS p WHERE p.country = ?""",
}
