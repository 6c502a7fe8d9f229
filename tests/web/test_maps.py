"""The world map: its file, where places are drawn on it, which are drawn as one, and what part of it shows them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest

from scripts import build_world
from scripts.build_world import compiled, flat, number, packed
from selon.languages.loader import folder
from selon.languages.world import read_countries
from selon.model import Precision
from selon.web import maps
from selon.web.maps import HEIGHT, WIDTH, Cluster, Point, clusters, distance, project, radius, uncertainty, window

WORLD = Path(maps.__file__).parent / "static" / "world.svg"
LARGEST = 90_000  # bytes
SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTES = {"svg": {"viewBox", "fill-rule", "fill", "stroke", "stroke-width"}, "path": {"data-id", "d"}}

PARIS, PYONGYANG, CANBERRA = (48.85, 2.35), (39.02, 125.75), (-35.28, 149.13)
MATA_UTU, SUVA, APIA = (-13.28, -176.17), (-18.14, 178.44), (-13.83, -171.77)

Spot = tuple[float, float]
Ring = list[Spot]


def point(place: Spot, name: str = "p", precision: str = "town") -> Point:
    return Point(name, *place, precision, name.title(), f"/places/{name}")


def at(x: float, y: float, name: str = "p") -> Point:
    """Returns a point by its user units."""
    return point((90 - y * 0.36, x * 0.36 - 180), name)


def strewn(count: int, seed: int = 1) -> list[Point]:
    """Returns points all over the map, of which some are at one place."""
    dice = random.Random(seed)
    places = [(dice.uniform(-90, 90), dice.uniform(-180, 180)) for _ in range(count)]
    return [point(dice.choice(places), f"p{n}") for n in range(count)]


# -- where


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        (PARIS, (506.53, 114.31)),
        (PYONGYANG, (849.31, 141.61)),
        (CANBERRA, (914.25, 348.0)),
        ((40.71, -74.01), (294.42, 136.92)),  # New York
        ((0, 0), (500, 250)),
        ((90, -180), (0, 0)),
        ((-90, 180), (1000, 500)),
    ],
)
def test_places_are_projected(place: Spot, spot: Spot) -> None:
    assert project(*place) == pytest.approx(spot, abs=0.01)


def test_what_is_beyond_the_world_is_brought_back() -> None:
    assert project(10, 190) == pytest.approx(project(10, -170))
    assert project(10, -190) == pytest.approx(project(10, 170))
    assert project(91, 0) == project(90, 0) and project(-91, 0) == project(-90, 0)


def test_every_precision_has_its_ring() -> None:
    assert maps.RINGS.keys() == set(get_args(Precision))
    assert uncertainty("town") == uncertainty("site") == 0
    assert 0 < uncertainty("region") < uncertainty("country")
    assert uncertainty("area") > 0 and uncertainty("border") > 0


def test_an_unknown_precision_does_not_pass_for_a_town() -> None:
    assert uncertainty("") == uncertainty("parish") == max(maps.RINGS.values())


# -- windows


def shown(view: tuple[float, float, float, float], place: Point) -> bool:
    """Says whether a window holds a point and as much of its ring as lies on the map."""
    x, y, width, height = view
    (east, south), ring = project(place.latitude, place.longitude), uncertainty(place.precision)
    across = x <= max(east - ring, 0) and min(east + ring, WIDTH) <= x + width
    return across and y <= max(south - ring, 0) and min(south + ring, HEIGHT) <= y + height


def check_window(points: Sequence[Point]) -> tuple[float, float, float, float]:
    x, y, width, height = view = window(points)
    assert width == 2 * height and 60 <= width <= 1000
    assert 0 <= x <= 1000 - width and 0 <= y <= 500 - height
    assert all(shown(view, one) for one in points)
    return view


def test_of_no_points_the_whole_map_is_shown() -> None:
    assert window([]) == (0, 0, 1000, 500)


def test_one_point_is_in_the_middle_of_the_least_window() -> None:
    x, y, width, height = check_window([point(PYONGYANG)])
    assert (width, height) == (60, 30)
    assert (x + 30, y + 15) == pytest.approx(project(*PYONGYANG), abs=0.051)


def test_points_have_a_margin() -> None:
    x, y, width, height = check_window([at(400, 200), at(500, 210)])
    assert (x, y, width, height) == (390, 175, 120, 60)
    assert check_window([at(400, 200), at(410, 300)])[2:] == (240, 120)


def test_rings_are_shown_whole() -> None:
    towns = [at(400, 200), at(500, 210)]
    rough = [one._replace(precision="country") for one in towns]
    assert check_window(rough) == (379, 169.5, 142, 71)
    assert check_window(towns) == (390, 175, 120, 60)


@pytest.mark.parametrize("precision", ["town", "country"])
@pytest.mark.parametrize("place", [(90, 0), (-90, 0), (89.9, 180), (-89.9, -180), (0, 180), (0, -180), MATA_UTU, SUVA])
def test_windows_at_the_edges_stay_on_the_map(place: Spot, precision: str) -> None:
    assert check_window([point(place, precision=precision)])[2] == 60


def test_points_across_the_180th_meridian_take_the_whole_width() -> None:
    assert check_window([point(SUVA), point(APIA)]) == (0, 0, 1000, 500)
    assert check_window([point((90, 0)), point((-90, 0))]) == (0, 0, 1000, 500)


@pytest.mark.parametrize("seed", range(20))
def test_any_points_are_in_their_window(seed: int) -> None:
    dice = random.Random(seed)
    spot, spread = (dice.uniform(0, 1000), dice.uniform(0, 500)), dice.choice((1, 30, 300))
    around = [(spot[0] + dice.uniform(-spread, spread), spot[1] + dice.uniform(-spread, spread)) for _ in range(9)]
    points = [at(min(max(x, 0), 1000), min(max(y, 0), 500)) for x, y in around]
    assert check_window(points) == window(points[::-1])


# -- clusters


def names(found: Sequence[Cluster]) -> list[str]:
    return sorted(" ".join(one.id for one in cluster.points) for cluster in found)


def test_no_points_are_no_circles() -> None:
    assert clusters([], 10) == []


def test_near_points_are_one_circle_at_a_place_of_their_own() -> None:
    points = [at(100, 100, "a"), at(104, 103, "b"), at(104, 103, "c"), at(120, 100, "d")]
    two, one = clusters(points, 5)
    assert names([two, one]) == ["a b c", "d"]
    assert (two.x, two.y) == (104, 103) and (one.x, one.y) == (120, 100)
    assert two.radius > one.radius > 0


def test_nearness_is_not_handed_on() -> None:
    row = [at(100 + 4 * n, 100, f"r{n}") for n in range(10)]
    found = clusters(row, 5)
    assert len(found) > 3 and all(len(one.points) <= 3 for one in found)


def test_a_point_goes_with_the_nearest_middle() -> None:
    points = [at(100, 100, "a"), at(109, 100, "b"), at(106, 100, "c")]
    assert names(clusters([*points, at(100, 100, "a2"), at(109, 100, "b2")], 8)) == ["a a2", "b b2 c"]


def test_with_nothing_near_only_one_place_is_merged() -> None:
    points = [at(100, 100, "a"), at(100, 100, "b"), at(100.1, 100, "c")]
    assert names(clusters(points, 0)) == ["a b", "c"]
    assert all(one.radius > 0 for one in clusters(points, 0))


def test_both_ends_of_the_map_are_not_near() -> None:
    assert len(clusters([point((0, 179.9), "a"), point((0, -179.9), "b")], 10)) == 2


@pytest.mark.parametrize("near", [0, 0.0005, 1, 7.5, 40])
def test_the_order_of_points_does_not_matter(near: float) -> None:
    points = strewn(300)
    found = clusters(points, near)
    for seed in range(5):
        random.Random(seed).shuffle(points)
        assert clusters(points, near) == found
    assert sorted(one for cluster in found for one in cluster.points) == sorted(points)


@pytest.mark.parametrize("near", [1, 7.5, 40])
def test_circles_do_not_overlap_and_their_points_are_near(near: float) -> None:
    found = clusters(strewn(400), near)
    for one, other in combinations(found, 2):
        assert distance(one[:2], other[:2]) > max(near, one.radius + other.radius)
    for cluster in found:
        assert all(distance(cluster[:2], project(*one[1:3])) <= near + 0.001 for one in cluster.points)


def test_more_points_have_a_larger_circle_up_to_a_limit() -> None:
    sizes = [radius(count, 10) for count in (1, 10, 100, 1_000, 10_000)]
    assert sizes == [2, 3, 4, 5, 5]
    assert radius(5, 20) == pytest.approx(2 * radius(5, 10), abs=0.01)


@pytest.mark.parametrize("spread", [1.0, 0.01])
@pytest.mark.parametrize("near", [0, 0.0001, 0.05, 0.5, 8, 2_000])
def test_the_work_grows_with_the_points_alone(spread: float, near: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """10,000 points all over the world, or in a hundredth of it each way: a distance is taken a few times a point."""
    taken = 0

    def counted(one: Spot, other: Spot) -> float:
        nonlocal taken
        taken += 1
        return distance(one, other)

    monkeypatch.setattr(maps, "distance", counted)
    points = [one._replace(latitude=one.latitude * spread, longitude=one.longitude * spread) for one in strewn(10_000)]
    found = clusters(points, near)
    assert sum(len(cluster.points) for cluster in found) == 10_000
    assert taken <= 10 * 10_000  # 54 a point, twice nine cells of three, would be the worst


# -- the file


@cache
def paths() -> tuple[tuple[str | None, tuple[Ring, ...]], ...]:
    """Returns the id and the rings of each path of the map."""
    found = ElementTree.parse(WORLD).getroot().findall(f"{SVG}path")
    return tuple((path.get("data-id"), tuple(rings(path.attrib["d"]))) for path in found)


def rings(drawing: str) -> Iterator[Ring]:
    """Yields the rings of path data of the form M x y l dx dy ... z, in user units, the first point again as last."""
    assert re.fullmatch(r"(?:M[-\d. ]+l[-\d. ]+z)+", drawing)
    for ring in drawing.removesuffix("z").split("z"):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", ring)]
        (x, y), *steps = zip(values[::2], values[1::2], strict=True)
        points = [(x, y)]
        for across, down in steps:
            points.append((round(points[-1][0] + across, 1), round(points[-1][1] + down, 1)))
        yield [*points, points[0]]


def inside(spot: Spot, drawn: Sequence[Ring]) -> bool:
    """Says whether a spot is in what the rings enclose, by the even-odd rule."""
    (x, y), crossings = spot, 0
    for ring in drawn:
        for (x0, y0), (x1, y1) in pairwise(ring):
            crossings += (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return crossings % 2 == 1


def country_at(place: Spot) -> list[str | None]:
    return [name for name, drawn in paths() if inside(project(*place), drawn)]


def test_the_file_is_small_and_holds_nothing_but_paths() -> None:
    assert WORLD.stat().st_size <= LARGEST
    root = ElementTree.parse(WORLD).getroot()
    assert root.get("viewBox") == "0 0 1000 500"
    for element in root.iter():
        allowed = ATTRIBUTES[element.tag.removeprefix(SVG)]  # no script, style, link, image, or text
        assert element.attrib.keys() <= allowed  # no style, events, addresses
        assert not (element.text or "").strip()
    assert not re.search(r"<[!?](?!--)", WORLD.read_text(encoding="utf-8"))  # no entities, no instructions


def test_the_ids_are_those_of_the_project() -> None:
    ids = [name for name, _ in paths() if name is not None]
    known = {country.iso3 for country in read_countries(folder("fr") / "countries.tsv")}
    assert len(ids) == len(set(ids)) == 175 and set(ids) <= known
    assert len(paths()) == 177  # Northern Cyprus and Somaliland have no code
    assert set(build_world.ALPHA3.values()) | {"XKX"} == set(ids)


@pytest.mark.parametrize(
    ("place", "iso3"),
    [
        (PARIS, "FRA"),
        ((4.0, -53.0), "FRA"),  # Guiana
        (PYONGYANG, "PRK"),
        (CANBERRA, "AUS"),
        ((55.75, 37.62), "RUS"),
        ((66.5, -173.0), "RUS"),  # Chukotka, beyond the 180th meridian
        ((66.5, 179.0), "RUS"),
        ((71.2, -179.0), "RUS"),  # Wrangel Island, on both sides of it
        ((-17.8, 178.0), "FJI"),
        ((-29.5, 28.3), "LSO"),  # in a hole of South Africa
        ((42.6, 21.0), "XKX"),
        ((-90, 0), "ATA"),
        ((-89, 179.9), "ATA"),
        ((-89, -179.9), "ATA"),
        ((64.2, -51.0), "GRL"),
    ],
)
def test_places_are_in_their_countries(place: Spot, iso3: str) -> None:
    assert country_at((max(place[0], -89.9), place[1])) == [iso3]


@pytest.mark.parametrize("place", [(0, -30), (45, -40), (0, 179.9), (0, -179.9), (60, -179.9), (89, 0), (-60, 100)])
def test_the_sea_is_no_country(place: Spot) -> None:
    assert country_at(place) == []


def test_no_line_runs_across_the_map() -> None:
    """None is long but those along the edges of the map: of Antarctica, down to the pole."""
    edges = {(0, 0), (WIDTH, WIDTH)}
    for name, drawn in paths():
        for one, other in (pair for ring in drawn for pair in pairwise(ring)):
            assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in (one, other))
            along = one[1] == other[1] == HEIGHT or (one[0], other[0]) in edges
            assert along or distance(one, other) < 60, (name, one, other)


# -- how it is made


def topology(*arcs: Sequence[Spot], countries: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns a topology with whole degrees as steps."""
    steps = [[arc[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc))] for arc in arcs]
    objects = {"countries": {"type": "GeometryCollection", "geometries": countries}}
    return {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": steps,
        "objects": objects,
    }


def country(code: str | None, name: str, arcs: list[Any], kind: str = "Polygon") -> dict[str, Any]:
    return {"type": kind, "arcs": arcs, "properties": {"name": name}} | ({"id": code} if code else {})


def test_arcs_are_shared_turned_and_joined() -> None:
    border: Ring = [(0, 0), (0, 18)]
    west: Ring = [(0, 18), (-18, 18), (-18, 0), (0, 0)]
    east: Ring = [(0, 18), (18, 18), (18, 0), (0, 0)]
    states = [country("250", "France", [[0, 1]]), country("380", "Italy", [[[~2, ~0]]], "MultiPolygon")]
    drawn = compiled(topology(border, west, east, countries=[*states, country(None, "Nowhere", [[0, 1]])]))
    assert drawn.splitlines()[3:] == [
        '<path d="M500 250l0-50-50 0 0 50z"/>',
        '<path data-id="FRA" d="M500 250l0-50-50 0 0 50z"/>',
        '<path data-id="ITA" d="M500 250l50 0 0-50-50 0z"/>',
        "</svg>",
    ]


def test_a_ring_across_the_180th_meridian_is_cut_at_it() -> None:
    ring = [(170.0, 0.0), (170.0, 10.0), (-170.0, 10.0), (-170.0, 0.0), (170.0, 0.0)]
    west, east = (sorted(set(piece)) for piece in flat(ring))
    assert west == [(170, 0), (170, 10), (180, 0), (180, 10)]
    assert east == [(-180, 0), (-180, 10), (-170, 0), (-170, 10)]


@pytest.mark.parametrize("start", range(-180, 181, 45))
@pytest.mark.parametrize("step", [45, -45])
def test_a_coast_around_the_pole_is_closed_along_it(start: int, step: int) -> None:
    ring = [((start + step * n + 180.0) % 360 - 180, -70.0) for n in range(9)]
    (piece,) = flat(ring)
    spots = [project(latitude, longitude) for longitude, latitude in piece]
    assert {(0, HEIGHT), (WIDTH, HEIGHT)} <= set(spots)
    assert all(inside((x, 470), [spots]) and not inside((x, 440), [spots]) for x in (1, 300, 999))


@pytest.mark.parametrize(("tenths", "text"), [(0, "0"), (-3, "-.3"), (120, "12"), (-1205, "-120.5"), (7, ".7")])
def test_numbers_are_short(tenths: int, text: str) -> None:
    assert number(tenths) == text
    assert packed([text, "-1", ".5"]) == f"{text}-1 .5"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"type": "Topology", "objects": {}}', "\xff"])
def test_what_is_no_topology_is_named(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.json").write_text(content, encoding="latin-1")
    out = tmp_path / "world.svg"
    assert build_world.main([str(tmp_path / "odd.json"), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "odd.json is no topology" in said and not out.exists()


def test_the_command_writes_the_map(tmp_path: Path) -> None:
    made = topology([(0, 0), (0, 18), (18, 0), (0, 0)], countries=[country("250", "France", [[0]])])
    (tmp_path / "t.json").write_text(json.dumps(made), encoding="utf-8")
    assert build_world.main([str(tmp_path / "t.json"), "--out", str(tmp_path / "w.svg")]) == 0
    assert ElementTree.parse(tmp_path / "w.svg").getroot().find(f"{SVG}path") is not None
