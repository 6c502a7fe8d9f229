"""Ranks: "le troisième tir en quatre mois", "le premier depuis 2017", "le dernier remonte à 2016", "jamais"."""

from __future__ import annotations

from collections.abc import Sequence

from selon.questions.checks.asked import Asked, Told, before_present, fitting, missing, rows_of
from selon.questions.checks.coverage import covers
from selon.questions.checks.limits import NEWS
from selon.questions.checks.query import Query, plural, sql_of
from selon.questions.happenings import Days, days_of, fetch, moved
from selon.questions.occasions import Occasion, occasions
from selon.record.store import Record

SHOWN = 20  # rows of an answer, where all that happened before contradicts


def nth(asked: Asked) -> Told:
    """ "le troisième tir en quatre mois": so many with the present one, whether or not others tell that."""
    query = asked.query
    before = before_present(asked)
    there = len(before), len(asked.found.sure)
    rows, said = rows_of(asked.found.sure), query.least or 0
    if said in (there[1], there[0] + 1):
        return "consistent", f"number {said} said, {there[0]} found before the last days, {there[1]} with them", rows
    told = f"number {said} said, {there[1]} found"
    if there[1] < said and not covers(asked.held, query.days, query.sent):
        return "cannot-say", f"{told}; {missing(asked)}", rows
    if there[1] > said and query.narrow:
        return "cannot-say", f"{told}, of which the record cannot tell “{query.narrow}”", rows
    if query.days.begins is None:
        return "cannot-say", f"{told}; it is not told from when on they are counted", rows
    return "contradicted", told, rows


def first(asked: Asked) -> Told:
    """ "le premier tir depuis 2017", "alors que M. Kim se trouvait à l'étranger": none before, in the days."""
    query = asked.query
    before = before_present(asked)
    if query.during:
        return _first_during(asked, before)
    if before and query.narrow:
        return "cannot-say", f"{len(before)} before, of which the record cannot tell “{query.narrow}”", rows_of(before)
    if before:
        return "contradicted", f"{len(before)} before, the last on {before[-1].days.begins}", rows_of(before[-SHOWN:])
    if covers(asked.held, query.days, query.sent):
        return "consistent", "none before, in days that the record covers", []
    return "cannot-say", f"none before; {missing(asked)}", []


def _first_during(asked: Asked, before: Sequence[Occasion]) -> Told:
    query = asked.query
    person = query.during
    assert person is not None
    if not any(each.number for each in asked.held if each.background):
        return "cannot-say", missing(asked), []
    trips = [trip for trip in _travels(asked.record, query) if not Days(query.sent, None).holds(trip.days.wider(NEWS))]
    if not trips:
        return "cannot-say", f"the record holds no visits of {person.name} abroad: travel records are missing", []
    during = [(each, trip) for each in before for trip in trips if _whole(trip).holds(each.days)]
    if during:
        rows = [row for each, trip in during for row in (*each.tellings, *trip.tellings)]
        return "contradicted", f"{len(during)} before, while {person.name} was abroad", rows
    told = f"none of {len(before)} {plural(query.type)} before lies in the {len(trips)} visits abroad"
    spans = [_whole(trip) for trip in trips]
    first = min(span.begins for span in spans if span.begins)
    last = max(span.ends for span in spans if span.ends)
    return "consistent", f"{told} that the record holds, {first} to {last}", rows_of(trips)


def _whole(trip: Occasion) -> Days:
    """From its first day to its last."""
    spans = [days_of(each) for each in trip.tellings]
    begins = min((span.begins for span in spans if span.begins), default=None)
    return Days(begins, max((span.ends for span in spans if span.ends), default=None))


def travel_sql(query: Query) -> str:
    return sql_of(query, "visit", (query.during,) if query.during else ())


def _travels(record: Record, query: Query) -> list[Occasion]:
    """The visits of the person abroad."""
    home = query.during.country if query.during else None
    there = occasions(fetch(record, travel_sql(query)))
    return [trip for trip in there if {each.country for each in trip.tellings if each.country} != {home}]


def last(asked: Asked) -> Told:
    """ "le dernier essai remonte à 2017": one in the days, and none after."""
    query, sent = asked.query, asked.query.sent
    later = query._replace(days=Days(moved(query.days.ends, 1), moved(sent, -NEWS)))
    after = fitting(later, occasions(fetch(asked.record, sql_of(later)))).sure if query.days.ends else []
    if after and not query.narrow:
        return "contradicted", f"{len(after)} after {query.days.ends}", rows_of(after[-SHOWN:])
    if asked.found.sure and not after and covers(asked.held, query.days, sent):
        return "consistent", f"the last on {asked.found.sure[-1].days.begins}", rows_of(asked.found.sure[-1:])
    return "cannot-say", missing(asked), rows_of(asked.found.sure[-1:])


def never(asked: Asked) -> Told:
    """ "n'a jamais tiré": none."""
    if asked.found.sure and asked.query.narrow is None:
        return "contradicted", f"{len(asked.found.sure)} found", rows_of(asked.found.sure[-SHOWN:])
    if not asked.found.sure and covers(asked.held, asked.query.days, asked.query.sent):
        return "consistent", "none found, in days that the record covers", []
    return "cannot-say", missing(asked), []
