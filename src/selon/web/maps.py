"""Maps: where on the world map places are drawn, which of them are drawn as one, and what part of the map shows them.

The map is `static/world.svg` (see `scripts/build_world.py`), a plate carrée: a degree is as long east as north, x grows
eastward from the 180th meridian, y southward from the north pole, and the world is WIDTH × HEIGHT user units. One unit
is 0.36 degrees, 40 km along a meridian. The world ends at the 180th meridian: what lies on both sides of it is far
apart on this map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import ceil, floor, hypot, log10
from typing import NamedTuple

WIDTH, HEIGHT = 1000.0, 500.0
DEGREE = WIDTH / 360  # user units
PITCH = 3  # decimals of a user unit to which places are told apart: 40 m

# Radii in user units. Nine towns in ten are nearer than that to the middle of their region, or of their country, in
# the median of all that the gazetteer holds; for areas and borders it holds no extent, and they are given a country's.
RINGS = {"site": 0.0, "town": 0.0, "region": 2.5, "country": 9.0, "area": 9.0, "border": 9.0}
WIDEST = max(RINGS.values())

NARROWEST = 60.0  # the least width of a window: 2,400 km at the equator
MARGIN = 0.1  # of what a window shows, left free on each side

LEAST_NEAR = 1.0  # user units; below that, circles shrink no further
SINGLE, TENFOLD, FULL = 0.2, 0.1, 0.5  # the radius of one point, what ten times as many add, and the most: × `near`

Spot = tuple[float, float]


class Point(NamedTuple):
    """A place to be drawn: degrees (WGS 84, north and east positive), a `Precision` of the model, and what it links to.

    Points are ordered by their fields, so that what is made of them does not depend on the order they come in.
    """

    id: str
    latitude: float
    longitude: float
    precision: str
    label: str
    href: str


class Cluster(NamedTuple):
    """Points drawn as one circle: its middle and radius in user units, and the points, sorted."""

    x: float
    y: float
    radius: float
    points: tuple[Point, ...]


def project(latitude: float, longitude: float) -> Spot:
    """Returns (x, y) in user units of a place in degrees.

    A longitude beyond ±180 is taken round the world, a latitude beyond a pole to the pole.
    """
    if not -180 <= longitude <= 180:
        longitude = (longitude + 180) % 360 - 180
    return (longitude + 180) * DEGREE, (90 - min(max(latitude, -90.0), 90.0)) * DEGREE


def uncertainty(precision: str) -> float:
    """Returns the radius in user units of the ring around a place of that precision; 0 for a town or a site.

    A precision that is not known has the widest ring: it must not pass for a town.
    """
    return RINGS.get(precision, WIDEST)


def window(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Returns the SVG viewBox (x, y, width, height) that shows the points and their rings; of none, the whole map.

    It is twice as wide as high, lies within the map, and is never smaller than NARROWEST × NARROWEST / 2. Points on
    both sides of the 180th meridian take the whole width.
    """
    boxes = [box(point) for point in points]
    if not boxes:
        return 0.0, 0.0, WIDTH, HEIGHT
    wests, norths, easts, souths = zip(*boxes, strict=True)
    west, north, east, south = min(wests), min(norths), max(easts), max(souths)
    width = window_width(east - west, south - north)
    x, y = ((west + east - width) / 2, (north + south - width / 2) / 2)
    return within(x, WIDTH - width), within(y, HEIGHT - width / 2), width, width / 2


def box(point: Point) -> tuple[float, float, float, float]:
    """Returns the west, north, east and south end of a point with its ring, in user units."""
    (x, y), ring = project(point.latitude, point.longitude), uncertainty(point.precision)
    return x - ring, y - ring, x + ring, y + ring


def window_width(across: float, down: float) -> float:
    """Returns the width, in whole and even units, of the window that holds what is so wide and so high."""
    needed = max(across, 2 * down) * (1 + 2 * MARGIN)
    return min(WIDTH, max(NARROWEST, 2.0 * ceil(needed / 2)))


def within(least: float, room: float) -> float:
    """Returns where a window begins, to one decimal: as near to `least` as it can without leaving the map."""
    return round(min(max(least, 0.0), room), 1)


def clusters(points: Iterable[Point], near: float) -> list[Cluster]:
    """Returns the points as circles, each point with one whose middle is within `near` user units, most points first.

    A circle's middle is a place of its own, that with the most points around; middles are further than `near` apart,
    so that circles do not overlap (`near` ≥ LEAST_NEAR). Nearness is not handed on: a row of towns does not become
    one circle as long as the row. With `near` 0, only points at one place are merged.

    The order of the points does not matter, and each place is held twice against the middles in nine cells of a grid.
    """
    places = by_place(points)
    grid = middles(places, near)
    members: defaultdict[Spot, list[Point]] = defaultdict(list)
    for place, there in places.items():
        members[nearest(grid, place, near) or place] += there
    found = [Cluster(x, y, radius(len(those), near), tuple(sorted(those))) for (x, y), those in members.items()]
    return sorted(found, key=lambda cluster: (-len(cluster.points), cluster))


def by_place(points: Iterable[Point]) -> dict[Spot, Sequence[Point]]:
    """Returns the points by where on the map they are, to PITCH decimals."""
    places = defaultdict(list)
    for point in points:
        x, y = project(point.latitude, point.longitude)
        places[round(x, PITCH), round(y, PITCH)].append(point)
    return dict(places)


class Grid(NamedTuple):
    """Spots by the cell that they are in. `side`, in user units, is the least distance of any two of them, so that a
    cell holds three at most."""

    side: float
    cells: defaultdict[tuple[int, int], list[Spot]]


def middles(places: dict[Spot, Sequence[Point]], near: float) -> Grid:
    """Returns the places that circles are drawn at: those with the most points, if no other such is within `near`."""
    grid = Grid(max(near, 10.0**-PITCH), defaultdict(list))
    for place in sorted(places, key=lambda place: (-len(places[place]), place)):
        if nearest(grid, place, near) is None:
            grid.cells[cell(grid, place)].append(place)
    return grid


def nearest(grid: Grid, place: Spot, near: float) -> Spot | None:
    """Returns the spot of the grid nearest to a place, the first by x and y of several; None if none is within `near`.

    `near` must not exceed the side of the cells.
    """
    spots = ((distance(spot, place), spot) for spot in around(grid, place))
    best = min(spots, default=None)
    return best[1] if best is not None and best[0] <= near else None


def around(grid: Grid, place: Spot) -> Iterator[Spot]:
    """Yields the spots in the cell of a place and the eight around it."""
    column, row = cell(grid, place)
    for across, down in product((-1, 0, 1), repeat=2):
        yield from grid.cells.get((column + across, row + down), ())


def cell(grid: Grid, place: Spot) -> tuple[int, int]:
    return floor(place[0] / grid.side), floor(place[1] / grid.side)


def distance(one: Spot, other: Spot) -> float:
    """Returns how far apart two spots are on the map, in user units."""
    return hypot(one[0] - other[0], one[1] - other[1])


def radius(count: int, near: float) -> float:
    """Returns the radius in user units of a circle of so many points: it grows with the logarithm of their number.

    It goes with `near`, so that circles are as large on the page whatever part of the map the page shows.
    """
    return round(max(near, LEAST_NEAR) * min(FULL, SINGLE + TENFOLD * log10(count)), 2)
