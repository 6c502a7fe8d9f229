"""Ledger: all that somebody said, promised, denied or would not speak about, in the order of time, and what the record
tells of what was promised for a day.

No verdict: what was promised is told as having happened, as not having happened, planned again for another day, or
nothing is told of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from selon.questions.evidence import evidence
from selon.questions.happenings import SELECT, WHOM, Days, Happening, day, days_of, fetch, quoted
from selon.questions.occasions import NEAR, agree, apart, same
from selon.record.folding import folded
from selon.record.lookup import SHOWN
from selon.record.search import IN, named
from selon.record.store import Found, Record, rows_of
from selon.record.words import NO_WORD, is_country
from selon.wire.errors import InputError

AFTER = 30  # days after the day of a promise in which dispatches may tell what came of it; by which it may be moved
LONG = 7  # days that a promise may span: a week has days, a month or a year has none
HAPPENED, NOT, AGAIN = "told as having happened", "told as not having happened", "planned again"
BOTH = f"{HAPPENED}; also {NOT}"
NOTHING, NOT_DUE = "nothing told", "not due"
FOLLOW = ("follows", "follow_status", "follow_id", "follow_sent", "follow_words")

CLAIMS = f"""
    SELECT c.id AS claim, c.dispatch AS number, substr(d.id, 1, {SHOWN}) || ':' || c.local AS id, d.sent AS sent,
        c.act AS act, (SELECT a.kind FROM answers AS a WHERE a.claim = c.id ORDER BY a.position LIMIT 1) AS kind,
        n.name AS who, (SELECT group_concat(r.name, ' → ') FROM (SELECT rn.name FROM relays JOIN names AS rn
            ON rn.id = relays.name WHERE claim = c.id ORDER BY position) AS r) AS through,
        c.certainty AS certainty, c.mode AS mode, w.content AS content,
        (SELECT substr(d.id, 1, {SHOWN}) || ':' || k.local FROM answers AS a JOIN claims AS k ON k.id = a.about
            WHERE a.claim = c.id ORDER BY a.position LIMIT 1) AS about,
        d.path AS path, d.id AS dispatch, c.start AS start, c."end" AS "end"
    FROM claims AS c JOIN dispatches AS d ON d.number = c.dispatch JOIN contents AS w ON w.id = c.id
    LEFT JOIN names AS n ON n.id = c.speaker"""
OLDEST = "ORDER BY d.sent, d.id, c.start, c.id"
OF_COUNTRY = """
    SELECT id FROM entities WHERE same_as IN
    (SELECT same_as FROM entities WHERE country = ? AND kind IN ('government', 'military'))"""
# The events that claims tell as planned, for a day: first, or after another telling.
PLANNED = f"""
    SELECT v.claim, v.id, v.dispatch FROM events AS v WHERE v.claim {IN} AND v.status = 'planned'
        AND coalesce(v.begins, v.ends) IS NOT NULL
    UNION SELECT t.claim, v.id, v.dispatch FROM tellings AS t JOIN events AS v ON v.id = t.event
        WHERE t.claim {IN} AND t.status = 'planned' AND coalesce(v.begins, v.ends) IS NOT NULL
    ORDER BY 1, 2"""
COLUMNS = (
    *("id", "sent", "act", "kind", "who", "through", "certainty", "mode", "content", "about", *FOLLOW),
    *("path", "dispatch", "start", "end", "copies"),
)


class Follow(NamedTuple):
    """What came of a promise: `promised` the event, `told` the telling that says so, None where there is none."""

    promised: Happening
    status: str
    told: Happening | None


def ledger(
    record: Record,
    who: str,
    since: str | None,
    until: str | None,
    acts: Sequence[str] = (),
    limit: int = 0,
    *,
    old: bool = False,
) -> list[Found]:
    """Returns the claims of whoever WHO names (a name, a part of one, a key, a country's code), the oldest first, at
    most `limit` (0: all); of those acts, if any are given; of superseded and withdrawn dispatches with `old`.

    What copies of one text tell is one row, that of the earliest; `copies` counts the others. `kind` and `about` are of
    what the claim answers; `follows` is what it plans, and for when: `visit 2024-03-12`. Of what is superseded or
    withdrawn nothing is followed: what took its place is. Raises InputError where WHO holds no word.
    """
    rows = list(_once(record, _claims(record, who, since, until, acts, old)))
    rows = rows[:limit] if limit else rows
    follows = _follows(record, [int(row["claim"] or 0) for row in rows])
    rows = [{**row, **_of_follow(record, follows.get(int(row["claim"] or 0)))} for row in rows]
    return [{name: row[name] for name in COLUMNS} for row in rows]


def _claims(
    record: Record, who: str, since: str | None, until: str | None, acts: Sequence[str], old: bool
) -> list[Found]:
    if not folded(who).strip():
        raise InputError(who or '""', NO_WORD)
    conditions: list[tuple[str, list[Any]]] = [_by(record, who)]
    conditions += [] if old else [("d.state = 'current'", [])]
    conditions += [("d.sent >= ?", [since])] if since else []
    conditions += [("d.sent <= ?", [until])] if until else []
    conditions += [(f"c.act {IN}", [json.dumps(list(acts))])] if acts else []
    where = " AND ".join(sql for sql, _ in conditions)
    values = [value for _, some in conditions for value in some]
    return rows_of(record.db.execute(f"{CLAIMS} WHERE {where} {OLDEST}", values))


def _by(record: Record, who: str) -> tuple[str, list[Any]]:
    """By name or key, as it is searched; by a country's code only those who act for it, and who bear the code as a name
    in capitals: FRA is not "Fra Matthew"."""
    ids = [number for (number,) in record.db.execute(OF_COUNTRY, (who,))] if is_country(who) else []
    if not ids:
        return named(record, who, "c.speaker", "c.entity")
    names = "SELECT id FROM names WHERE instr(' ' || name || ' ', ?)"
    return f"(c.entity {IN} OR c.speaker IN ({names}))", [json.dumps(ids), f" {who} "]


def _once(record: Record, rows: Iterable[Found]) -> Iterator[Found]:
    """The rows without those that copies of the same text tell again; the first has how many in `copies`."""
    first = _first_copies(record)
    held: dict[Hashable, list[Found]] = defaultdict(list)
    times: Counter[Hashable] = Counter()
    for row in rows:
        told = (row["act"], row["who"] and folded(str(row["who"])), folded(str(row["content"])))
        times[row["number"], told] += 1  # what a dispatch itself tells twice is no copy
        held[_root(first, int(row["number"] or 0)), told, times[row["number"], told]].append(row)
    for group in held.values():
        yield {**group[0], "copies": len(group) - 1}


def _first_copies(record: Record) -> dict[int, int]:
    """Dispatches that are copies of others → another of their group, the root of which `_root` tells."""
    first: dict[int, int] = {}
    for later, earlier in record.db.execute("SELECT later, earlier FROM links WHERE kind = 'copy'"):
        one, other = _root(first, later), _root(first, earlier)
        if one != other:
            first[one] = other
    return first


def _root(first: dict[int, int], number: int) -> int:
    while number in first:
        first[number] = first.get(first[number], first[number])  # half the way, the next time
        number = first[number]
    return number


def _follows(record: Record, claims: list[int]) -> dict[int, Follow]:
    """What came of what each of the claims plans for a day ahead: of several, the first of which something is told."""
    last = record.db.execute("SELECT max(sent) FROM dispatches WHERE state = 'current'").fetchone()[0]
    found: dict[int, Follow] = {}
    for claim, promised in _promises(record, claims):
        if claim not in found or found[claim].told is None:
            follow = _follow(record, promised, last)
            if claim not in found or follow.told:
                found[claim] = follow
    return found


def _promises(record: Record, claims: list[int]) -> Iterator[tuple[int, Happening]]:
    """Each claim that plans an event for a day ahead, with the event."""
    planned = record.db.execute(PLANNED, (json.dumps(claims),) * 2).fetchall()
    ids = ", ".join(quoted(f"d{event}") for _, event, _ in planned)
    dispatches = ", ".join(str(number) for *_, number in planned)  # by which the events are found at once
    events = fetch(record, f"{SELECT} WHERE dispatch IN ({dispatches}) AND id IN ({ids})")
    ahead = {each.id: each for each in events if _is_ahead(each)}
    yield from ((claim, ahead[f"d{event}"]) for claim, event, _ in planned if f"d{event}" in ahead)


def _is_ahead(planned: Happening) -> bool:
    """Whether it has a day, or a few, of which the last is not over when it is told."""
    days, known = days_of(planned), day(planned.known)
    if not (known and days.begins and days.ends):
        return False
    return known <= days.ends and 0 <= (days.ends - days.begins).days < LONG


def _follow(record: Record, promised: Happening, last: str | None) -> Follow:
    told = _later(record, promised)
    happened = next((each for each in told if _has_happened(promised, each)), None)
    not_so = next((each for each in told if _has_not(promised, each)), None)
    again = next((each for each in told if _is_moved(promised, each)), None)
    if happened or not_so:
        status = BOTH if happened and not_so else HAPPENED if happened else NOT
        return Follow(promised, status, happened or not_so)
    if again:
        return Follow(promised, AGAIN, again)
    over, until = days_of(promised).wider(NEAR).ends, day(last)
    return Follow(promised, NOTHING if over and until and over < until else NOT_DUE, None)


def _later(record: Record, promised: Happening) -> list[Happening]:
    """What is told of the same type: by other dispatches, from the promise on; by background records, on its days."""
    days = days_of(promised)
    near, until = days.wider(NEAR), days.wider(AFTER).ends
    others = f"dispatch <> {promised.dispatch} AND known BETWEEN {quoted(promised.known or '')} AND '{until}'"
    rows = f"background IS NOT NULL AND substr(begins, 1, 10) <= '{near.ends}'"
    sql = (
        f"{SELECT} WHERE type = {quoted(promised.type)} AND status <> 'possible' AND (({others}) OR "
        f"({rows} AND coalesce(ends, begins) >= '{near.begins}')) ORDER BY coalesce(known, begins), name"
    )
    return fetch(record, sql)


def _has_happened(promised: Happening, told: Happening) -> bool:
    """Whether it is told as done, on the day; what a dispatch tells of a day to come is not done."""
    if told.status != "asserted" or not same(promised, told):
        return False
    begins, known = days_of(told).begins, day(told.known)
    return told.background is not None or (begins is not None and known is not None and begins <= known)


def _has_not(promised: Happening, told: Happening) -> bool:
    """Whether it is told as not done, on the day; or, without a day, of just that, before it is over."""
    if told.status not in ("denied", "not-happened") or not _is_after(promised, told):
        return False
    if told.begins or told.ends:
        return same(promised, told)
    return _in_time(promised, told) and _is_of_it(promised, told)


def _is_moved(promised: Happening, told: Happening) -> bool:
    """Whether it is planned for another day, before it is over: 12 March, then 14 March."""
    if told.status != "planned" or not (told.begins or told.ends) or not _is_after(promised, told):
        return False
    away = apart(days_of(promised), days_of(told))
    return 0 < away <= AFTER and _in_time(promised, told) and _is_of_it(promised, told)


def _is_after(promised: Happening, told: Happening) -> bool:
    """Whether it is told on a later day, or in a background record."""
    return told.background is not None or (told.known or "") > (promised.known or "")


def _in_time(promised: Happening, told: Happening) -> bool:
    """Whether it is told before the days of the promise are over, or on the day after."""
    known = day(told.known)
    return known is not None and Days(None, days_of(promised).ends).wider(NEAR).holds(Days(known, known))


def _is_of_it(promised: Happening, told: Happening) -> bool:
    """Whether it can be of what was promised, whenever it is: the place must be told by both and be the same, or else
    to whom it is done; neither, only where the promise itself tells neither."""
    if not agree(promised, told):
        return False
    if promised.place and told.place:
        return promised.place == told.place
    return (_tells_whom(promised) and _tells_whom(told)) or not (promised.place or _tells_whom(promised))


def _tells_whom(happening: Happening) -> bool:
    return bool(happening.taking_part(*WHOM))


def _of_follow(record: Record, follow: Follow | None) -> Found:
    """The columns of what came of a promise."""
    if follow is None:
        return dict.fromkeys(FOLLOW)
    told = evidence(record, [follow.told])[0] if follow.told else None
    sent = told and (told.sent or (follow.told and follow.told.known) or told.begins)
    held = (told and told.id, sent, told and told.words)
    return dict(zip(FOLLOW, (_planned(follow.promised), follow.status, *held), strict=True))


def _planned(promised: Happening) -> str:
    """`visit 2024-03-12`, `meeting 2024-03-12/2024-03-14`."""
    days = days_of(promised)
    return f"{promised.type} {days.begins}" + (f"/{days.ends}" if days.ends != days.begins else "")
