"""Matrix: who speaks of whom, how often, and how surely, over all the record.

Of whom: those whom the dispatch names, or stands a pronoun or a role for, in the words of a claim, other than who says
them. Places are nobody: a state that acts is its government, and is in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from selon.record.lookup import SHOWN
from selon.record.store import Found, Record, rows_of

FEW = 3  # claims that are shown as examples
CUT = " … "  # between the parts of a content that its cue cuts, as record/rows.py writes them
COLUMNS = (
    *("who", "whom", "claims", "certain", "probable", "possible", "denials", "direct", "first", "last", "examples"),
    *("who_key", "whom_key"),
)

# In the words of the claim; where its cue cuts them, in those before or behind it, and not in the cue: "…, a dit le
# porte-parole du Kremlin, …" is not of the Kremlin.
WITHIN = f"""
    m.start >= c.start AND m.start < c."end" AND m."end" <= c."end" AND (c.words IS NULL
        OR m."end" < c.start + instr(c.words, '{CUT}')
        OR m.start >= c."end" - length(c.words) + instr(c.words, '{CUT}') + {len(CUT) - 1})"""
# Each claim with each one that it is of, once. `of` is the first of those that are the same.
PAIRS = f"""
    SELECT DISTINCT c.id AS claim, whom.same_as AS whom
    FROM dispatches AS d JOIN claims AS c ON c.dispatch = d.number JOIN mentions AS m ON m.dispatch = c.dispatch
    JOIN entities AS whom ON whom.id = m.entity LEFT JOIN entities AS who ON who.id = c.entity
    WHERE {WITHIN} AND whom.kind <> 'location' AND whom.same_as IS NOT who.same_as AND d.state = 'current'"""
# Whom the record knows by no name are one by their kind: "(officials)".
TOLD = f"""
    SELECT who.same_as AS who, CASE WHEN c.entity IS NULL THEN coalesce(c.kind, iif(c.speaker, 'others', 'unsourced'))
        END AS sort, p.whom AS whom, count(*) AS claims, sum(c.certainty = 'certain') AS certain,
        sum(c.certainty = 'probable') AS probable, sum(c.certainty = 'possible') AS possible,
        sum(c.act = 'deny') AS denials, sum(c.mode IN ('direct', 'mixed')) AS direct, min(d.sent) AS first,
        max(d.sent) AS last,
        group_concat(coalesce(d.sent, '') || ' ' || substr(d.id, 1, {SHOWN}) || ':' || c.local) AS examples
    FROM pairs AS p CROSS JOIN claims AS c ON c.id = p.claim JOIN dispatches AS d ON d.number = c.dispatch
    LEFT JOIN entities AS who ON who.id = c.entity GROUP BY 1, 2, 3"""
KEYED = """
    SELECT t.*, who.key AS who_key, whom.key AS whom_key FROM told AS t JOIN entities AS whom ON whom.id = t.whom
    LEFT JOIN entities AS who ON who.id = t.who"""
MOST = "ORDER BY claims DESC, coalesce(who_key, sort), whom_key"


def matrix(record: Record, since: str | None, until: str | None, act: str | None = None, limit: int = 0) -> list[Found]:
    """Returns a row for each who speaks and each whom is spoken of, most claims first, at most `limit` (0: all).

    `direct` counts the claims that are quoted in whole or in part, `denials` those that deny; `examples` are the latest
    claims. A speaker without an entity has no `who_key`. Of a text that came in copies, each copy counts.
    """
    conditions, values = _asked(since, until, act)
    query = f"WITH pairs AS MATERIALIZED ({PAIRS}{conditions}), told AS ({TOLD}) {KEYED} {MOST} LIMIT ?"
    rows = rows_of(record.db.execute(query, [*values, limit or -1]))
    names = _fullest(record, {row[one] for row in rows for one in ("who", "whom")})
    return [_shown(row, names) for row in rows]


def _asked(since: str | None, until: str | None, act: str | None) -> tuple[str, list[Any]]:
    """What is asked of claims beside, and its values."""
    given = {"d.sent >= ?": since, "d.sent <= ?": until, "c.act = ?": act}
    asked = {sql: value for sql, value in given.items() if value}
    return "".join(f" AND {sql}" for sql in asked), list(asked.values())


def _fullest(record: Record, ones: Iterable[object]) -> dict[object, str]:
    """The fullest name of all that are the same as each of the entities."""
    query = (
        "SELECT e.same_as, n.name FROM entities AS e JOIN names AS n ON n.id = e.name "
        "WHERE e.same_as IN (SELECT value FROM json_each(?)) ORDER BY length(n.name), n.name DESC"
    )
    return dict(record.db.execute(query, (json.dumps(list(ones)),)))


def _shown(row: Found, names: dict[object, str]) -> Found:
    who = names.get(row["who"], f"({row['sort']})")
    named = {**row, "who": who, "whom": names[row["whom"]], "examples": _latest(str(row["examples"]))}
    return {name: named[name] for name in COLUMNS}


def _latest(examples: str) -> str:
    """`2024-03-04 3fa9c2d1b0aa:c3,…` → the ids of the latest, those of a day in the order of dispatches and claims."""
    if "," not in examples:
        return examples.partition(" ")[2]
    latest = sorted(sorted(examples.split(","), key=_place), key=_day, reverse=True)[:FEW]
    return " ".join(each.partition(" ")[2] for each in latest)


def _day(example: str) -> str:
    return example.partition(" ")[0]


def _place(example: str) -> tuple[str, int]:
    """…:c10 stands behind …:c9."""
    dispatch, _, local = example.partition(":")
    return dispatch, int(local.lstrip("c"))
