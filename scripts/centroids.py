"""Where the middle of a division is, from the towns in it and the outline of its country.

GeoNames' own points for divisions are in no package, so they are computed: every point of a country's land is taken to
belong to the divisions of the town nearest to it, and a division's middle is the centroid of its land. Where that
gives a division too little land to tell, it is the centroid of the convex hull of its towns; of fewer than three, their
mean. On 26 divisions whose middle is known, from Brittany to Sakhalin, half are less than 35 km off, and Kamchatka,
the worst, 250 km; the hulls alone gave 85 and 375 km.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, ceil, cos, degrees, hypot, radians, sin, sqrt

from scripts.inputs import Point, Ring, Town

CELLS = 6_000  # about how many cells a country's land is cut into
FINEST, COARSEST = 0.02, 0.25  # the sides of a cell: degrees
FEWEST = 8  # cells that a division must have
REACH = 9.0  # land further than this from any town is nobody's: degrees of latitude, about 1,000 km
KM_A_DEGREE = 111.2
FLAT = 1e-6  # the area of what is but a line: square degrees

Vector = tuple[float, float, float]


def middles(towns: Sequence[Town], outline: Iterable[Ring], area: float) -> dict[str, Point]:
    """Returns the middle of each division and second-level part that the towns of a country lie in.

    `area` is the country's, in km²; with no outline, hulls must do.
    """
    members = defaultdict(list)
    for town in towns:
        for code in filter(None, (town.division, town.part)):
            members[code].append(town.point)
    found = {code: hull_centroid(points) for code, points in members.items()}
    if len(found) < 2:
        return found
    return found | dict(land_centroids(towns, outline, area))


def cell_side(area: float) -> float:
    """Returns the side in degrees of the square cells that cut an area in km² into about CELLS."""
    return min(COARSEST, max(FINEST, sqrt(area / CELLS) / KM_A_DEGREE))


def land_centroids(towns: Sequence[Town], outline: Iterable[Ring], area: float) -> Iterator[tuple[str, Point]]:
    """Yields the divisions that have FEWEST cells of land or more, with the centroid of these."""
    ordered = sorted(towns, key=lambda town: (town.point[1], town.number))
    land = defaultdict(list)
    town = None
    for longitude, latitude in cells(outline, cell_side(area)):
        town = nearest(ordered, longitude, latitude, town)
        if town is not None:
            for code in filter(None, (town.division, town.part)):
                land[code].append((longitude, latitude))
    return ((code, mean(points)) for code, points in land.items() if len(points) >= FEWEST)


def cells(outline: Iterable[Ring], side: float) -> Iterator[Point]:
    """Yields the middles of the cells of a grid that lie on land: between odd and even crossings of their parallel."""
    for row, crossings in sorted(parallels(outline, side).items()):
        crossings.sort()
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            for column in range(ceil(west / side - 0.5), ceil(east / side - 0.5)):
                yield (column + 0.5) * side, (row + 0.5) * side


def parallels(outline: Iterable[Ring], side: float) -> dict[int, list[float]]:
    """Returns, by row of the grid, the longitudes at which the rings cross the middle of the row."""
    found = defaultdict(list)
    for ring in outline:
        for (x0, y0), (x1, y1) in pairwise(ring):
            for row in range(ceil(min(y0, y1) / side - 0.5), ceil(max(y0, y1) / side - 0.5)):
                found[row].append(x0 + ((row + 0.5) * side - y0) * (x1 - x0) / (y1 - y0))
    return found


def nearest(towns: Sequence[Town], longitude: float, latitude: float, guess: Town | None) -> Town | None:
    """Returns which of the towns, sorted by latitude, is nearest to a point; None where none is within REACH.

    Looks north and south from the point's own latitude, no further than the nearest found so far, `guess` at first.
    """
    squeeze = cos(radians(latitude))

    def distance(town: Town) -> float:
        across = (town.point[0] - longitude + 180) % 360 - 180
        return (across * squeeze) ** 2 + (town.point[1] - latitude) ** 2

    best, limit = None, REACH**2
    if guess is not None and distance(guess) < limit:
        best, limit = guess, distance(guess)
    middle = bisect(towns, latitude, key=lambda town: town.point[1])
    for side in (range(middle, len(towns)), range(middle - 1, -1, -1)):
        for at in side:
            if (towns[at].point[1] - latitude) ** 2 > limit:
                break
            if (found := distance(towns[at])) < limit:
                best, limit = towns[at], found
    return best


def mean(points: Iterable[Point]) -> Point:
    """Returns the mean of points on the sphere, each weighing as much as the land of its cell (cosine of latitude)."""
    weighted = [(cos(radians(point[1])), vector(point)) for point in points]
    x, y, z = (sum(weight * arrow[axis] for weight, arrow in weighted) for axis in range(3))
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def vector(point: Point) -> Vector:
    longitude, latitude = radians(point[0]), radians(point[1])
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def hull_centroid(points: Iterable[Point]) -> Point:
    """Returns the centroid of the area of the convex hull; of fewer than three points, or on one line, their mean."""
    ring = hull(points)
    center = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    ring = [(x - center[0], y - center[1]) for x, y in ring]
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    area = sum(cross for _, _, cross in pairs)  # twice the area
    if abs(area) < FLAT:
        return center
    east, north = (sum((a[i] + b[i]) * cross for a, b, cross in pairs) / (3 * area) for i in (0, 1))
    return center[0] + east, center[1] + north


def hull(points: Iterable[Point]) -> Ring:
    """Returns the corners of the convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*chain(ordered)[:-1], *chain(ordered[::-1])[:-1]]


def chain(points: Iterable[Point]) -> Ring:
    """Returns the points that a string would touch that is drawn tight along one side of them."""
    kept: Ring = []
    for x, y in points:
        while len(kept) > 1 and turn(kept[-2], kept[-1], (x, y)) <= 0:
            kept.pop()
        kept.append((x, y))
    return kept


def turn(a: Point, b: Point, c: Point) -> float:
    """Returns a number above 0 where a → b → c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
