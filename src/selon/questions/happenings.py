"""Happenings: what dispatches and background records tell of a type of event, and who takes part.

They are asked for in SQL that a person can read, and run in other tools: the values stand in it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from selon.languages.events import STATEMENT_TYPES
from selon.record.folding import folded
from selon.record.store import Record

SELECT = "SELECT * FROM happenings"
SAYING = ", ".join(f"'{type}'" for type in STATEMENT_TYPES)  # types of events that are the claims over again
WHOM = ("recipient", "target")
STATES = ("government", "military", "location")


class Taker(NamedTuple):
    """Who takes part: `folded` the name as it is compared, `entity` the number of the one that it is in the record, and
    `kind` what sort of one; None for whom a dispatch does not name, and in background records."""

    role: str
    name: str
    folded: str
    country: str | None
    sector: str | None
    entity: int | None
    kind: str | None

    @property
    def is_state(self) -> bool:
        """Whether it is a state, or what acts for it as a whole: all that a country's code tells apart."""
        if self.kind is None:
            return self.sector == "MIL"
        return self.kind in STATES


class Happening(NamedTuple):
    """One telling of an event: of a dispatch (its number) or of a row of a background record (its name).

    `id` is that of the view `happenings`, `name` what a person is shown (`3fa9c2d1b0aa:ev1`, `nk-missile-tests#246`);
    `begins` and `ends` are days or moments in UTC, `known` the day from which it was known.
    """

    id: str
    name: str
    background: str | None
    dispatch: int | None
    type: str
    status: str
    outcome: str | None
    least: int | None
    most: int | None
    begins: str | None
    ends: str | None
    known: str | None
    place: str | None
    country: str | None
    takers: tuple[Taker, ...] = ()

    @property
    def source(self) -> str:
        """Whence it is told: the background record, or the dispatch, by the start of its id."""
        return self.background or self.name.partition(":")[0]

    def taking_part(self, *roles: str) -> list[Taker]:
        """Those who take part in one of the roles."""
        return [taker for taker in self.takers if taker.role in roles]


class Who(NamedTuple):
    """One who acts: a state and what acts for it (by `country`), or somebody by name."""

    name: str
    country: str | None
    person: bool


class Days(NamedTuple):
    """A stretch of days, both included; None is open."""

    begins: date | None
    ends: date | None

    def holds(self, other: Days) -> bool:
        """Whether the two share a day."""
        return (self.begins or date.min) <= (other.ends or date.max) and (other.begins or date.min) <= (
            self.ends or date.max
        )

    def wider(self, days: int) -> Days:
        """With some days more at both ends."""
        return Days(moved(self.begins, -days), moved(self.ends, days))


def moved(day: date | None, days: int) -> date | None:
    """The day so many days later; the same where the calendar ends."""
    try:
        return day and day + timedelta(days)
    except OverflowError:
        return day


def day(told: str | None) -> date | None:
    """The day of an ISO day or moment; None where it is none."""
    try:
        return date.fromisoformat((told or "")[:10])
    except ValueError:
        return None


def days_of(happening: Happening) -> Days:
    """The days of a happening; where a dispatch gives none, the day from which it was known."""
    begins = day(happening.begins) or day(happening.known)
    return Days(begins, day(happening.ends) or begins)


def fetch(record: Record, sql: str) -> list[Happening]:
    """Returns what a SELECT over `happenings` finds, with those who take part."""
    found = [Happening(*row) for row in record.db.execute(sql)]
    takers = _takers(record.db, [each.id for each in found])
    return [each._replace(takers=tuple(takers[each.id])) for each in found]


def fetch_by_id(record: Record, ids: Collection[str]) -> list[Happening]:
    """Returns the happenings of those ids (d12, b3) that are still told, by their names."""
    found = []
    for letter, column, of_ids in (("d", "dispatch", OF_EVENTS), ("b", "background", OF_ROWS)):
        if numbers := _numbers(ids, letter):
            # Ids of the view are made up, and have no index: where they can be must be told, and in plain values.
            places = [quoted(str(place)) for (place,) in record.db.execute(of_ids, (json.dumps(numbers),))]
            named = ", ".join(quoted(f"{letter}{number}") for number in numbers)
            found += fetch(record, f"{SELECT} WHERE {column} IN ({', '.join(places)}) AND id IN ({named})")
    return sorted(found, key=lambda each: each.name)


OF_EVENTS = "SELECT DISTINCT dispatch FROM events WHERE id IN (SELECT value FROM json_each(?))"
OF_ROWS = (
    "SELECT DISTINCT k.name FROM background_events AS b JOIN backgrounds AS k ON k.id = b.background "
    "WHERE b.id IN (SELECT value FROM json_each(?))"
)


def _takers(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, list[Taker]]:
    """Who takes part in which, by the numbers behind the letters of ids: dispatches' events, background rows."""
    found: dict[str, list[Taker]] = defaultdict(list)
    told, rows = _numbers(ids, "d"), _numbers(ids, "b")
    of_events = (
        "SELECT p.event, p.role, n.name, n.folded, p.country, p.sector, e.same_as, e.kind FROM participants AS p "
        "JOIN names AS n ON n.id = p.name LEFT JOIN entities AS e ON e.id = p.entity "
        "WHERE p.event IN (SELECT value FROM json_each(?)) ORDER BY p.event, p.role, p.position"
    )
    of_rows = (
        "SELECT p.event, p.role, n.name, n.folded, p.country, p.sector, NULL, NULL FROM background_participants AS p "
        "JOIN names AS n ON n.id = p.name "
        "WHERE p.event IN (SELECT value FROM json_each(?)) ORDER BY p.event, p.role, p.position"
    )
    for letter, query, numbers in (("d", of_events, told), ("b", of_rows, rows)):
        for event, *taker in db.execute(query, (str(numbers),)):
            found[f"{letter}{event}"].append(Taker(*taker))
    return found


def _numbers(ids: Iterable[str], letter: str) -> list[int]:
    return [int(id[1:]) for id in ids if id.startswith(letter)]


def quoted(text: str) -> str:
    """The text as SQL has it."""
    return "'" + text.replace("'", "''").replace("\0", "") + "'"


def acted_by(who: Who) -> str:
    """The condition that somebody acts in a happening: a person by name; a state, and all that acts for it, by its
    code; anybody else by name or code."""
    by_code = who.country and not who.person
    one = f"country = {quoted(who.country or '')}" if by_code else f"folded = {quoted(folded(who.name))}"
    return f"id IN (SELECT happening FROM takers WHERE role = 'actor' AND {one})"
