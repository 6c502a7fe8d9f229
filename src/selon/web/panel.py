"""The panel beside a dispatch: its claims one by one, each with its chain, its events, its days and its places; and the
calendar and the map of all that the dispatch speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selon.export.claims import content, numbered
from selon.export.findings import counts_of, mentions, roles
from selon.model import Claim, Entity, Event, EventPlace, EventTime, Name, Place, Reading, Reference, Time
from selon.model.findings import STATEMENT
from selon.record.kept import Judged, Kept
from selon.web.calendars import Month, days, months
from selon.web.maps import Point, project, uncertainty, window

Box = tuple[float, float, float, float]


class Spot(NamedTuple):
    """A place on the map: its key, its middle and the radius of its ring in user units (0: known to the town), and the
    precision and name for a person."""

    key: str
    x: float
    y: float
    ring: float
    precision: str
    name: str


class Shown(NamedTuple):
    """A claim as the panel lists it: `chain` from who says it to who passes it on ("Zakharova ← RIA ← Reuters"), the
    `words` of its content, `whole` where they stand in one piece, and what the machine found where it was mended."""

    number: int
    claim: Claim
    chain: str
    words: str
    whole: bool
    judged: Judged | None
    found: str | None
    events: list[Event]
    days: list[str]
    spots: list[Spot]
    box: Box


class Named(NamedTuple):
    """Somebody or something that the dispatch names: how often, in what roles, and where first."""

    entity: Entity
    number: int
    roles: str
    start: int
    end: int


class Panel(NamedTuple):
    """All that stands beside the text."""

    claims: list[Shown]
    names: list[Named]
    months: list[Month]
    spots: list[Spot]
    box: Box


def panel(reading: Reading, kept: Kept | None) -> Panel:
    """Returns what stands beside a dispatch: its claims in the order of the text, numbered as `selon read` numbers
    them; `kept` is what the record holds of it, None where it is not kept."""
    told: dict[str, list[Event]] = {}
    for event in reading.events:
        if event.made.construction != STATEMENT:
            told.setdefault(event.claim or "", []).append(event)
    claims = [_shown(reading, kept, number, claim, told.get(claim.id, [])) for number, claim in numbered(reading)]
    spots = _spots(reading.places)
    leaves = months((time.begins, time.ends) for time in reading.times)
    return Panel(claims, _named(reading), leaves, spots, _box(reading.places))


def chain(reading: Reading, claim: Claim) -> str:
    """ "Maria Zakharova ← RIA ← Reuters, Séoul": who says it, through whom, and whose dispatch it is."""
    desk = ", ".join(filter(None, (reading.dispatch.agency, reading.dispatch.place)))
    return " ← ".join([*(source.name for source in reversed(claim.sources)), *([desk] if desk else [])])


def _named(reading: Reading) -> list[Named]:
    """Who is named, the most named first."""
    first: dict[str, Name | Reference] = {}
    for mention in mentions(reading):
        first.setdefault(mention.entity, mention)
    counts = counts_of(reading)
    known = ((one, first.get(one.id)) for one in reading.entities)
    named = [Named(one, counts[one.id], roles(one), it.start, it.end) for one, it in known if it]
    return sorted(named, key=lambda each: (-each.number, each.start))


def _shown(reading: Reading, kept: Kept | None, number: int, claim: Claim, events: list[Event]) -> Shown:
    judged = kept.judged.get(claim.id) if kept else None
    found = kept.found.get(claim.id) if kept else None
    places = _places(reading, claim, events)
    return Shown(
        number, claim, chain(reading, claim), content(claim), len(claim.content) == 1, judged,
        f"{chain(reading, found) or '—'} : « {content(found)} »" if found else None, events,
        _days(reading, claim, events), _spots(places), _box(places),
    )  # fmt: skip


def _days(reading: Reading, claim: Claim, events: Iterable[Event]) -> list[str]:
    """The days of its events, and those that its words name."""
    times: list[Time | EventTime] = [event.time for event in events if event.time]
    times += (time for time in reading.times if _holds(claim, time.start))
    return sorted({day for time in times for day in days(time.begins, time.ends)})


def _places(reading: Reading, claim: Claim, events: Iterable[Event]) -> list[Place | EventPlace]:
    """The places of its events, and those that its words name."""
    places: list[Place | EventPlace] = [event.place for event in events if event.place]
    return [*places, *(place for place in reading.places if _holds(claim, place.start))]


def _holds(claim: Claim, at: int) -> bool:
    return any(span.start <= at < span.end for span in claim.content)


def _spots(places: Iterable[Place | EventPlace]) -> list[Spot]:
    """The places that have coordinates, each once, the widest first: a ring must not lie over a town."""
    spots = {_key(place): Spot(_key(place), *_middle(place), place.precision, place.name) for place in _located(places)}
    return sorted(spots.values(), key=lambda spot: (-spot.ring, spot.key))


def _middle(place: Place | EventPlace) -> tuple[float, float, float]:
    x, y = project(place.latitude or 0.0, place.longitude or 0.0)
    return round(x, 2), round(y, 2), uncertainty(place.precision)


def _located(places: Iterable[Place | EventPlace]) -> Iterator[Place | EventPlace]:
    return (place for place in places if place.latitude is not None and place.longitude is not None)


def _key(place: Place | EventPlace) -> str:
    return f"g{place.geoname}" if place.geoname else f"{place.latitude},{place.longitude}"


def _box(places: Iterable[Place | EventPlace]) -> Box:
    points = (Point("", p.latitude or 0.0, p.longitude or 0.0, p.precision, p.name, "") for p in _located(places))
    return window(points)
