"""The rows of events and of counts for the tables of CSV: PLOVER's fields first, then what selon adds to them.

Several of a kind share a cell: codes with a space between, participants with " | ", in one order in the columns of one
role, so that an empty piece is one of whom nothing is known. `tellings` and `roles` are JSON, in the form of the types
in `selon.model`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from selon.export.cells import MADE, Cell, Cells, made
from selon.export.findings import chain
from selon.languages.plover import quad, scale
from selon.model import Claim, Event, EventPlace, EventTime, Participant, Quantity, Reading

BETWEEN = " | "
CASUALTIES = ("dead", "injured", "arrested")
EVENT_COLUMNS = (
    *("event_id", "date", "time", "enddate", "endtime", "type", "plover", "mode", "contexts", "quad_code"),
    *("event_scale", "actor", "actor_country", "actor_sector", "recipient", "recipient_country", "recipient_sector"),
    *("goods", "quantity_least", "quantity_most", *CASUALTIES),
    *("place", "geoname", "latitude", "longitude", "country"),
    *("status", "outcome", "background", "trigger", "trigger_start", "trigger_end"),
    *("claim", "sources", "certainty", "tellings_number", "tellings", "roles", *MADE),
)
COUNT_COLUMNS = (
    *("subject", "number_least", "number_most", "qualifier", "window", "window_begins", "window_ends", "scope"),
    *("event", "claim", "start", "end", "text", *MADE, "type", "actor", "actor_country", "outcome"),
)


def event_rows(reading: Reading) -> Iterator[Cells]:
    """Yields the cells under EVENT_COLUMNS for each event."""
    claims = {claim.id: claim for claim in reading.claims}
    for event in reading.events:
        yield (*_plover(event), *_telling(event, claims.get(event.claim or "")), *made(event.made))


def count_rows(reading: Reading) -> Iterator[Cells]:
    """Yields the cells under COUNT_COLUMNS for each count."""
    for count in reading.counts:
        yield (
            *(count.subject.text, *bounds(count.number), count.qualifier, *_window(count.window)),
            *(count.scope.text if count.scope else None, count.event, count.claim),
            *(count.start, count.end, count.text, *made(count.made)),
            *(count.type, _several(actor.name for actor in count.actors)),
            *(_several(actor.country or "" for actor in count.actors), count.outcome),
        )


def _plover(event: Event) -> Cells:
    """What PLOVER's record holds, as far as selon knows it."""
    return (
        *(event.id, *_days(event.time), event.type, event.plover, " ".join(event.mode), " ".join(event.contexts)),
        *(quad(event.plover), scale(event.plover, event.mode)),
        *_whom(event.roles.get("actor", ())),
        *_whom(event.roles.get("recipient") or event.roles.get("target", ())),
        *(_several(each.name for each in event.roles.get("goods", ())), *bounds(event.quantity)),
        *(_range(event.casualties.get(kind)) for kind in CASUALTIES),
        *_where(event.place),
    )


def _telling(event: Event, claim: Claim | None) -> Cells:
    """In what status it is told, in which words, and by whom."""
    trigger = event.trigger
    return (
        *(event.status, event.outcome, "yes" if event.background else "no"),
        *(trigger.text, trigger.start, trigger.end),
        *(event.claim, chain(claim) if claim else None, claim.certainty if claim else None),
        *(len(event.tellings), _json(event.tellings), _json(event.roles)),
    )


def _days(time: EventTime | None) -> Cells:
    """The first day and its hour, the last day and its hour."""
    return (*_day(time.begins if time else None), *_day(time.ends if time else None))


def _day(moment: str | None) -> Cells:
    """2025-01-09T12:00 → the day, the hour"""
    day, _, hour = (moment or "").partition("T")
    return day, hour


def _whom(participants: Iterable[Participant]) -> Cells:
    """The names, the countries and the sectors."""
    there = tuple(participants)
    return (
        _several(each.name for each in there),
        _several(each.country for each in there),
        _several(each.sector for each in there),
    )


def _several(values: Iterable[str | None]) -> str:
    pieces = [value or "" for value in values]
    return BETWEEN.join(pieces) if any(pieces) else ""


def bounds(quantity: Quantity | None) -> tuple[int | None, int | None]:
    """The least and the most."""
    return (quantity.least, quantity.most) if quantity else (None, None)


def _range(quantity: Quantity | None) -> Cell:
    """12 · 10–12 · 10– where the text says at least; the dash is long, as a spreadsheet makes a date of 10-12."""
    least, most = bounds(quantity)
    if least == most:
        return least
    return f"{'' if least is None else least}–{'' if most is None else most}"


def _where(place: EventPlace | None) -> Cells:
    if place is None:
        return (None,) * 5
    return place.name, place.geoname, place.latitude, place.longitude, place.country


def _window(time: EventTime | None) -> Cells:
    return (time.value, time.begins, time.ends) if time else (None,) * 3


def _json(held: object) -> str:
    return json.dumps(msgspec.to_builtins(held), ensure_ascii=False)
