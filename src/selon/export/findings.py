"""What every face says of who, when, where and what happened: entities, times, places and events in words fit to be
shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from selon.export.claims import line
from selon.languages.events import STATEMENT_TYPES
from selon.model import Claim, Entity, EventPlace, EventTime, Name, Place, Reading, Reference, Role, Time

ROLES = 3  # of an entity, that are shown
STATEMENTS = frozenset(STATEMENT_TYPES)  # types of events that are the claims over again


def mentions(reading: Reading) -> list[Name | Reference]:
    """Returns the names and what stands for them, in the order of the text."""
    found: list[Name | Reference] = [*reading.names, *reading.references]
    return sorted(found, key=lambda mention: mention.start)


def counts_of(reading: Reading) -> dict[str, int]:
    """Returns how often each entity is mentioned, by its id."""
    counts = dict.fromkeys((entity.id for entity in reading.entities), 0)
    for mention in mentions(reading):
        counts[mention.entity] += 1
    return counts


def role(role: Role) -> str:
    """porte-parole (Kremlin)"""
    return line(role.title + (f" ({role.body})" if role.body else ""))


def roles(entity: Entity) -> str:
    """The first roles that the dispatch gives an entity, each once."""
    return ", ".join(list(dict.fromkeys(map(role, entity.roles)))[:ROLES])


def value(time: Time) -> str:
    """2023-09-13 · P18M (more than) · R7"""
    mod = f" ({time.mod.lower().replace('_', ' ')})" if time.mod else ""
    anchor = f" {line(time.anchor.text)}" if time.anchor else ""
    return f"{time.value}{mod}{anchor}"


def interval(time: Time | EventTime) -> str:
    """The days that a time stands for, or that nobody knows them."""
    if time.begins is None:
        return ""
    return time.begins if time.begins == time.ends or time.ends is None else f"{time.begins} to {time.ends}"


def coordinates(place: Place) -> str:
    """51.88 N 128.33 E"""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = "N" if place.latitude >= 0 else "S", "E" if place.longitude >= 0 else "W"
    return f"{abs(place.latitude):.2f} {north} {abs(place.longitude):.2f} {east}"


def whereabouts(place: Place) -> str:
    """Amur, RUS · near Pyongyang, PRK"""
    relation = f"{place.relation} of " if place.relation == "part" else f"{place.relation} " if place.relation else ""
    return f"{relation}{located(place)}"


def located(place: Place | EventPlace) -> str:
    """Amur, RUS"""
    return line(place.name) + (f", {place.country}" if place.country else "")


def without_statements(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yields the readings without the events that are somebody's saying something."""
    for reading in readings:
        events = tuple(event for event in reading.events if event.type not in STATEMENTS)
        yield msgspec.structs.replace(reading, events=events)


def chain(claim: Claim) -> str:
    """Interfax > Dmitri Peskov: who passes it on, outermost first, and last whose words they are."""
    return " > ".join(source.name for source in claim.sources)
