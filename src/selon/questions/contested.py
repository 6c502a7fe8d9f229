"""Contested: who denies an event, confirms it or will not comment on it, in the dispatches that tell it and in others.

An event is told by claims, and by dispatches in their own voice. A denial is of it where it is joined (`denials`) to
one of those claims, or to the words of one of those dispatches in which the event stands; or where it tells the event
itself, as one that was not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from selon.questions.alike import Said, claims_of, days_before, stems
from selon.questions.denials import BACK, answering, answers_to, rows_of_denial
from selon.questions.happenings import Happening, fetch_by_id
from selon.questions.occasions import agree
from selon.record.lookup import SHOWN
from selon.record.search import IN
from selon.record.store import Found, Record

SOUGHT = 8  # claims of an event, in other words each, of which denials are looked for in other dispatches
MOST = 30  # denials of an event


class Told(NamedTuple):
    """A telling of an event in a dispatch: `event` its number, `claim` that of the claim that tells it, None for the
    dispatch's own voice; `at` the id of the claim (`3fa9c2d1b0aa:c3`) or of the dispatch, `start` where the event
    stands in the text."""

    event: int
    claim: int | None
    at: str
    start: int


TOLD = f"""
    SELECT v.id, t.claim, substr(d.id, 1, {SHOWN}) || coalesce(':' || c.local, ''), v.start
    FROM (SELECT id AS event, claim FROM events WHERE id {IN} UNION SELECT event, claim FROM tellings WHERE event {IN})
        AS t
    JOIN events AS v ON v.id = t.event JOIN dispatches AS d ON d.number = v.dispatch
    LEFT JOIN claims AS c ON c.id = t.claim ORDER BY d.sent, d.id, v.id, t.claim"""
# Denials of the words of a dispatch in which an event stands.
OF_WORDS = f"""
    SELECT a.claim FROM events AS v JOIN claims AS c ON c.dispatch = v.dispatch JOIN answers AS a ON a.claim = c.id
    WHERE v.id {IN} AND a.about IS NULL AND a.start <= v.start AND a."end" > v.start"""
OF_CLAIMS = f"SELECT claim FROM answers WHERE about {IN}"
# Events of a type that are told as denied, in the dispatches of some days.
DENIED = """
    SELECT v.id, coalesce(t.claim, v.claim) FROM events AS v JOIN dispatches AS d ON d.number = v.dispatch
    LEFT JOIN tellings AS t ON t.event = v.id AND t.status = 'denied'
    WHERE v.type = ?1 AND (v.status = 'denied' OR t.event IS NOT NULL) AND d.state = 'current'
        AND d.sent BETWEEN ?2 AND ?3"""


def contested(record: Record, happenings: Iterable[Happening]) -> list[Found]:
    """Returns the denials, confirmations and refusals to comment of an event, of which `happenings` are the tellings:
    rows as those of `denials`, the latest first, of MOST of them."""
    tellings = [each for each in happenings if each.dispatch is not None]
    told = _told(record, tellings)
    claims = {each.claim for each in told if each.claim is not None}
    numbers = claims | _within(record, told, claims) | _elsewhere(record, claims) | _by_event(record, tellings)
    found = answering(record, numbers, MOST)
    return [row for said, kind in found for row in _rows(record, said, kind, told)]


def _told(record: Record, tellings: Sequence[Happening]) -> list[Told]:
    numbers = json.dumps([int(each.id[1:]) for each in tellings])
    return [Told(*row) for row in record.db.execute(TOLD, (numbers, numbers))]


def _within(record: Record, told: Sequence[Told], claims: Iterable[int]) -> set[int]:
    """What the readings join to the claims and to the words."""
    of_words = record.db.execute(OF_WORDS, (json.dumps([each.event for each in told]),))
    of_claims = record.db.execute(OF_CLAIMS, (json.dumps(sorted(claims)),))
    return {number for (number,) in (*of_words, *of_claims)}


def _elsewhere(record: Record, claims: Iterable[int]) -> set[int]:
    """What other dispatches may answer to the claims, by their words."""
    worded: dict[frozenset[str], Said] = {}
    for said in claims_of(record, sorted(claims)):
        worded.setdefault(stems(said.content), said)
    return {number for said in [*worded.values()][:SOUGHT] for number in answers_to(record, said)}


def _by_event(record: Record, tellings: Sequence[Happening]) -> set[int]:
    """The claims by which other dispatches deny the same event."""
    days = sorted(each.known for each in tellings if each.known)
    if not days:
        return set()
    asked = (tellings[0].type, days[0], days_before(days[-1], -BACK) or "9999")
    claims: dict[str, int] = {f"d{event}": claim for event, claim in record.db.execute(DENIED, asked) if claim}
    return {
        claims[each.id] for each in fetch_by_id(record, list(claims)) if any(agree(each, told) for told in tellings)
    }


def _rows(record: Record, said: Said, kind: str, told: Sequence[Told]) -> Iterator[Found]:
    """The rows of a denial that are of the event; of a claim that tells it as denied, all of them where none is."""
    rows = list(rows_of_denial(record, said, kind))
    of_it = [row for row in rows if any(_is_about(row, each) for each in told)]
    yield from of_it or (rows if any(each.claim == said.claim for each in told) else ())


def _is_about(row: Found, told: Told) -> bool:
    """Whether a denial is about a claim that tells the event, or about the words in which it stands."""
    about = str(row["about"])
    if ":" in about:
        return about == told.at
    start, end = row["about_start"], row["about_end"]
    within = isinstance(start, int) and isinstance(end, int) and start <= told.start < end
    return about == told.at.partition(":")[0] and within
