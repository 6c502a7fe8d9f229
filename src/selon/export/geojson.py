"""GeoJSON (RFC 7946): the events that have coordinates, each a point: longitude, then latitude, WGS 84."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.export.findings import chain
from selon.export.record_json import document
from selon.export.record_table import whom
from selon.model import Event
from selon.record.kept import Kept

SHOWN = 12  # characters of a dispatch's id, as selon find shows them
HEAD = '{"type": "FeatureCollection", "features": ['


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Yields the collection piece by piece, one event a line."""
    return document(HEAD, (feature for each in kept for feature in _features(each)), "\n]}\n")


def _features(kept: Kept) -> Iterator[dict[str, object]]:
    tellers = {claim.id: chain(claim) for claim in kept.reading.claims}
    for event in kept.reading.events:
        point = _point(event)
        if point:
            yield {
                "type": "Feature",
                "id": f"{kept.reading.dispatch.id}:{event.id}",
                "geometry": {"type": "Point", "coordinates": point},
                "properties": {**_happened(event), **_told(kept, event, tellers.get(event.claim or ""))},
            }


def _point(event: Event) -> tuple[float, float] | None:
    """None where there are no coordinates, or they lie on no globe."""
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    on_globe = -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180  # what is no number is neither
    return (place.longitude, place.latitude) if on_globe else None


def _happened(event: Event) -> dict[str, object]:
    return {
        "type": event.type,
        "plover": event.plover,
        "status": event.status,
        "outcome": event.outcome,
        "actors": [each.name for each in event.roles.get("actor", ())],
        "recipients": [each.name for each in whom(event)],
        "begins": event.time.begins if event.time else None,
        "ends": event.time.ends if event.time else None,
        "place": event.place.name if event.place else None,
        "country": event.place.country if event.place else None,
        "precision": event.place.precision if event.place else None,
        "words": event.trigger.text,
    }


def _told(kept: Kept, event: Event, teller: str | None) -> dict[str, object]:
    """Who tells it, None for the dispatch itself, "" for whom nobody names; in which dispatch, and what came of it."""
    dispatch, judged = kept.reading.dispatch, kept.judged.get(event.id)
    return {
        "id": f"{dispatch.id[:SHOWN]}:{event.id}",
        "told_by": teller,
        "sent": dispatch.sent,
        "agency": dispatch.agency,
        "title": dispatch.title,
        "dispatch": dispatch.id,
        "state": kept.state,
        "judged": judged.verdict if judged else None,
    }
