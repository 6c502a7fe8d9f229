"""What the tests ask of the places of a text."""

from __future__ import annotations

from selon.model import Place
from selon.reading import read


def places(text: str) -> tuple[Place, ...]:
    return read(text).places


def named(text: str, words: str) -> Place:
    """The one place that the words are."""
    (found,) = [place for place in places(text) if place.text == words]
    return found


def lies(place: Place, latitude: float, longitude: float, within: float = 0.1) -> bool:
    """Whether it lies there, so many degrees more or less."""
    assert place.latitude is not None and place.longitude is not None
    return abs(place.latitude - latitude) <= within and abs(place.longitude - longitude) <= within
