"""Precisions: what the coordinates of an event's place are the middle of. The record keeps none: a place has it by its
GeoNames id, or by its name, from the gazetteer."""

from __future__ import annotations

from functools import lru_cache

from selon.languages.gazetteer import Toponym, bearers, load_gazetteer, place
from selon.model.findings import Precision

REMEMBERED = 20_000  # places


@lru_cache(REMEMBERED)
def precision_of(geoname: int | None, name: str | None, country: str | None) -> Precision | None:
    """Returns the precision of a place: `country` is an ISO 3166 alpha-3 code. None where the gazetteer lacks it."""
    gazetteer = load_gazetteer("fr")
    found: Toponym | None = place(gazetteer, geoname) if geoname else None
    if found is None and name:
        found = next((each for each in bearers(gazetteer, name) if country in (*each.countries, None)), None)
    return found.precision if found else None
