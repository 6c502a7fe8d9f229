"""What is asked and what the record holds for it: the occasions that fit, and words for what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from selon.model import Count, Event, Reading
from selon.questions.checks.coverage import Held, coverage
from selon.questions.checks.limits import NEWS
from selon.questions.checks.query import Query, plural, sql_of, stretch
from selon.questions.happenings import Days, Happening, day, days_of, fetch, moved
from selon.questions.occasions import Occasion, length, occasions, outcomes
from selon.record.store import Record

Verdict = Literal["consistent", "contradicted", "cannot-say"]
Told = tuple[Verdict, str, list[Happening]]  # the verdict, its reason, and the rows that it rests on
SHORT = 3  # days that one occasion may last, as a dispatch tells it
ZONES = 1  # days that a moment may lie earlier or later by another zone's time


class Found(NamedTuple):
    """The occasions that fit: those that surely do, and those that may: at the edge of the days, of unknown outcome."""

    sure: list[Occasion]
    perhaps: list[Occasion]


class Asked(NamedTuple):
    """A query, and what the record holds for it."""

    record: Record
    query: Query
    sql: str
    held: list[Held]
    found: Found


def ask(record: Record, reading: Reading, count: Count, query: Query) -> Asked:
    """Asks the record; what the dispatch itself brings as news is left out."""
    sql = sql_of(query)
    held = coverage(record, query.type, query.actors)
    told = [each for each in occasions(fetch(record, sql)) if not _is_news(reading, count, query, each)]
    return Asked(record, query, sql, held, fitting(query, told))


def _is_news(reading: Reading, count: Count, query: Query, occasion: Occasion) -> bool:
    """Whether the occasion is what the dispatch itself brings, and does not count: the present visit beside the seven
    before it."""
    if query.things or query.kind == "nth":
        return False
    return any(_tells(event, count, query, occasion) for event in reading.events)


def _tells(event: Event, count: Count, query: Query, occasion: Occasion) -> bool:
    begins = day(event.time.begins) if event.time else query.sent
    ends = day(event.time.ends) if event.time else query.sent
    counted = any(count.start <= telling.trigger.start < count.end for telling in event.tellings)
    if event.type != query.type or event.status != "asserted" or counted or not begins or not ends:
        return False
    names = {actor.name for actor in event.roles.get("actor", ())}
    mine = any(who.name in names for who in query.actors)
    near = Days(begins, ends).wider(ZONES)
    recent = (query.sent - begins).days <= NEWS and (ends - begins).days <= NEWS
    return mine and recent and near.holds(occasion.days)


def fitting(query: Query, told: Iterable[Occasion]) -> Found:
    """The occasions that lie in the days, end as is said, and are where that is asked."""
    found = Found([], [])
    for each in told:
        fits = [_in_days(query.days, each), _ends_so(query.outcome, each), _is_there(query, each), _is_one(query, each)]
        if all(fit is not False for fit in fits):
            (found.sure if all(fits) else found.perhaps).append(each)
    return found


def _is_one(query: Query, occasion: Occasion) -> bool | None:
    """Whether it is one occasion that can be counted: dispatches alone may tell of many at once ("ces derniers mois"),
    without a day, or of the one that is the news, which "n'a voyagé que sept fois" leaves out."""
    today = occasion.days.begins == query.sent and not query.things
    if any(each.background for each in occasion.tellings):
        return None if today else True
    if not any(each.begins and length(days_of(each)) <= SHORT for each in occasion.tellings):
        return False if any(each.begins for each in occasion.tellings) else None
    is_news = Days(moved(query.sent, -NEWS), query.sent).holds(occasion.days)
    return None if is_news and query.kind == "number" and not query.things else True


def _in_days(days: Days, occasion: Occasion) -> bool | None:
    """None for one that lies in them by the time of another zone."""
    if days.holds(occasion.days):
        return True
    return None if days.holds(occasion.days.wider(ZONES)) else False


def _ends_so(outcome: str | None, occasion: Occasion) -> bool | None:
    """None where no source tells how it ended, or where they disagree."""
    if outcome is None:
        return True
    told = set(outcomes(occasion).values())
    return None if not told or (outcome in told and len(told) > 1) else told == {outcome}


def _is_there(query: Query, occasion: Occasion) -> bool | None:
    """Whether it is in the country that is asked for, or abroad; None where nobody tells."""
    countries = {each.country for each in occasion.tellings if each.country}
    if not countries:
        return True if query.where is None else None
    if query.where:
        return query.where in countries
    if not query.abroad:
        return True
    return bool(countries - {who.country for who in query.actors})


def before_present(asked: Asked) -> list[Occasion]:
    """Those that lie before the days of the dispatch's news."""
    present = Days(moved(asked.query.sent, -NEWS), asked.query.sent)
    return [each for each in asked.found.sure if not present.holds(each.days)]


def missing(asked: Asked) -> str:
    """What the record would have to hold."""
    query = asked.query
    what = f"{plural(query.type)}{' abroad' if query.abroad else ''} by {' and '.join(w.name for w in query.actors)}"
    if any(each.background and each.number for each in asked.held):
        return f"the record does not cover all {what}, {stretch(query.days)}"
    travel = "; travel records are missing" if query.type == "visit" else ""
    return f"the record holds no background record of {what}{travel}"


def rows_of(found: Iterable[Occasion]) -> list[Happening]:
    """All tellings of the occasions."""
    return [telling for each in found for telling in each.tellings]
