"""Where "the north of Mali" is: the middle of the towns in the outer third of a country or a division, on that side."""

from __future__ import annotations

from functools import lru_cache

from selon.languages.gazetteer import Gazetteer, Toponym, towns_of

SHARE = 1 / 3  # of the extent, from the edge
FEWEST = 3  # towns that make a middle
Point = tuple[float, float]


def part_of(gazetteer: Gazetteer, toponym: Toponym, direction: str) -> Point | None:
    """Returns the middle of a part; None where too few towns are known, or for what is neither country nor division.

    `direction` is n, s, e, w, two of them, or c for the centre."""
    if toponym.kind not in ("country", "region") or toponym.geoname is None:
        return None
    return _part(gazetteer, toponym.kind, toponym.countries[0], toponym.number, direction)


@lru_cache(maxsize=1024)
def _part(gazetteer: Gazetteer, kind: str, country: str, number: int, direction: str) -> Point | None:
    towns = towns_of(gazetteer, country if kind == "country" else number)
    for letter in direction:
        towns = _outer(towns, letter)
    if len(towns) < FEWEST:
        return None
    return sum(lat for lat, _ in towns) / len(towns), sum(lon for _, lon in towns) / len(towns)


def _outer(towns: list[Point], letter: str) -> list[Point]:
    """The towns in the outer third of the extent; of the middle third for c."""
    axis = 0 if letter in "ns" else 1
    if letter == "c" or not towns:
        return towns
    values = [town[axis] for town in towns]
    low, high = min(values), max(values)
    edge = (high - low) * SHARE
    if letter in "ne":
        return [town for town in towns if town[axis] >= high - edge]
    return [town for town in towns if town[axis] <= low + edge]
