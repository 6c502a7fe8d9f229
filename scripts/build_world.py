"""Compiles `src/selon/web/static/world.svg`, the map of the web pages: one path a country, no tiles, no network.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    PYTHONPATH=src python -m scripts.build_world package/countries-110m.json

The borders are those of Natural Earth 1:110m (public domain), as TopoJSON in the npm package world-atlas 2.0.2 (ISC
licence, copyright 2013-2019 Michael Bostock). These are de facto borders, as Natural Earth has them, no judgement of
ours. It needs nothing but the standard library and selon; the same input gives the same bytes.

The projection is that of `selon.web.maps`. A country's `data-id` is its ISO 3166 alpha-3 code, if `countries.tsv` has
it; what has none there (Northern Cyprus, Somaliland) is drawn without. Natural Earth's rings go on across the 180th
meridian; here they are cut at it, and Antarctica is drawn down to the pole.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

from scripts.inputs import InputError, Point, Ring
from selon.languages.loader import folder
from selon.languages.world import read_countries
from selon.web.maps import HEIGHT, WIDTH, project

OUT = Path("src/selon/web/static/world.svg")
LOOK = 'fill="#b9bdc2" stroke="#fff" stroke-width=".2"'  # where no style sheet reaches: in an image
HEAD = f"""\
<!-- Made by scripts/build_world.py; not to be edited. Natural Earth 1:110m (public domain), by way of world-atlas 2.0.2
(ISC licence, copyright 2013-2019 Michael Bostock). -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" fill-rule="evenodd" {LOOK}>
"""
TENTHS = 10  # to a user unit: what coordinates are rounded to
ROUND = 360.0  # degrees

# ISO 3166: the numeric codes of the countries on the map, each with its alpha-3.
CODES = """
004AFG 008ALB 010ATA 012DZA 024AGO 031AZE 032ARG 036AUS 040AUT 044BHS 050BGD 051ARM 056BEL 064BTN 068BOL 070BIH
072BWA 076BRA 084BLZ 090SLB 096BRN 100BGR 104MMR 108BDI 112BLR 116KHM 120CMR 124CAN 140CAF 144LKA 148TCD 152CHL
156CHN 158TWN 170COL 178COG 180COD 188CRI 191HRV 192CUB 196CYP 203CZE 204BEN 208DNK 214DOM 218ECU 222SLV 226GNQ
231ETH 232ERI 233EST 238FLK 242FJI 246FIN 250FRA 260ATF 262DJI 266GAB 268GEO 270GMB 275PSE 276DEU 288GHA 300GRC
304GRL 320GTM 324GIN 328GUY 332HTI 340HND 348HUN 352ISL 356IND 360IDN 364IRN 368IRQ 372IRL 376ISR 380ITA 384CIV
388JAM 392JPN 398KAZ 400JOR 404KEN 408PRK 410KOR 414KWT 417KGZ 418LAO 422LBN 426LSO 428LVA 430LBR 434LBY 440LTU
442LUX 450MDG 454MWI 458MYS 466MLI 478MRT 484MEX 496MNG 498MDA 499MNE 504MAR 508MOZ 512OMN 516NAM 524NPL 528NLD
540NCL 548VUT 554NZL 558NIC 562NER 566NGA 578NOR 586PAK 591PAN 598PNG 600PRY 604PER 608PHL 616POL 620PRT 624GNB
626TLS 630PRI 634QAT 642ROU 643RUS 646RWA 682SAU 686SEN 688SRB 694SLE 703SVK 704VNM 705SVN 706SOM 710ZAF 716ZWE
724ESP 728SSD 729SDN 732ESH 740SUR 748SWZ 752SWE 756CHE 760SYR 762TJK 764THA 768TGO 780TTO 784ARE 788TUN 792TUR
795TKM 800UGA 804UKR 807MKD 818EGY 826GBR 834TZA 840USA 854BFA 858URY 860UZB 862VEN 887YEM 894ZMB
"""
ALPHA3 = {code[:3]: code[3:] for code in CODES.split()}
UNNUMBERED = {"Kosovo": "XKX"}  # the code that countries.tsv has for it; ISO 3166 has none

Arc = Sequence[Point]  # points in degrees: longitude, latitude
Pixel = tuple[int, int]  # tenths of a user unit: x, y


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the map; returns 0, or 1 after one line on stderr that says what is wrong with the input."""
    parser = argparse.ArgumentParser(prog="build_world", description="Compile the world map of the web pages.")
    parser.add_argument("topology", type=Path, help="countries-110m.json of world-atlas")
    parser.add_argument("--out", type=Path, default=OUT, help="the file to write (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        options.out.write_text(compiled(read(options.topology)), encoding="utf-8", newline="\n")
    except (OSError, InputError) as error:
        print(f"build_world: {error}", file=sys.stderr)
        return 1
    return 0


def read(path: Path) -> dict[str, Any]:
    """Returns a topology as JSON has it; raises InputError for a file that is none."""
    try:
        topology = json.loads(path.read_bytes())
        found = topology["type"] == "Topology" and "countries" in topology["objects"]
    except (ValueError, TypeError, KeyError):
        found = False
    if not found:
        raise InputError(f"{path} is no topology of countries (see scripts/build_world.py)")
    return dict(topology)


def compiled(topology: dict[str, Any]) -> str:
    """Returns the map as SVG, a line a country: those that have no id, then the others by theirs.

    There is no XML declaration, so that a page can hold the file as it is.
    """
    arcs = decoded(topology)
    known = {country.iso3 for country in read_countries(folder("fr") / "countries.tsv")}
    countries = topology["objects"]["countries"]["geometries"]
    lines = sorted(country_path(country, arcs, known) for country in countries)
    return f"{HEAD}{''.join(lines)}</svg>\n"


def decoded(topology: dict[str, Any]) -> list[Arc]:
    """Returns the arcs in degrees. TopoJSON has them in whole steps, each counted from the one before."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    return [[placed(step, scale, origin) for step in summed(arc)] for arc in topology["arcs"]]


def summed(arc: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield x, y


def placed(step: tuple[int, int], scale: Sequence[float], origin: Sequence[float]) -> Point:
    return step[0] * scale[0] + origin[0], step[1] * scale[1] + origin[1]


def country_path(country: dict[str, Any], arcs: Sequence[Arc], known: set[str]) -> str:
    """Returns the element of a country, with the id that the project knows it by, if any."""
    iso3 = ALPHA3.get(country.get("id", ""), UNNUMBERED.get(country["properties"]["name"]))
    name = f'data-id="{iso3}" ' if iso3 in known else ""
    pieces = (piece for ring in rings(country, arcs) for piece in flat(ring))
    return f'<path {name}d="{"".join(map(drawn, filter(visible, map(pixels, pieces))))}"/>\n'


def rings(country: dict[str, Any], arcs: Sequence[Arc]) -> Iterator[Ring]:
    """Yields the rings of a Polygon or a MultiPolygon, the holes too, the first point again as the last."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    return (joined(ring, arcs) for ring in chain.from_iterable(polygons))


def joined(numbers: Iterable[int], arcs: Sequence[Arc]) -> Ring:
    """Returns the arcs end to end; ~n stands for arc n backwards, and each begins where the one before ends."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


# -- the 180th meridian and the poles


def flat(ring: Ring) -> Iterator[Ring]:
    """Yields the pieces of a ring that a map from -180 to 180 shows: one, or those on each side of the 180th meridian.

    Pieces on one side are joined along that meridian, which is the edge of the map.
    """
    path = unrolled(ring)
    turn = path[-1][0] - path[0][0]
    pole = abs(turn) > ROUND / 2
    path = around_pole(path, turn) if pole else path
    for world in worlds(path)[1:2] if pole else worlds(path):
        moved = [(longitude - world * ROUND, latitude) for longitude, latitude in path]
        yield cut(cut(moved, -180, 1), 180, -1)


def worlds(path: Ring) -> range:
    """Returns which maps a path runs through: 0 for that from -180 to 180, 1 for that from 180 to 540, and so on."""
    longitudes = [longitude for longitude, _ in path]
    return range(floor((min(longitudes) + 180) / ROUND), ceil((max(longitudes) + 180) / ROUND))


def unrolled(ring: Ring) -> Ring:
    """Returns the ring with longitudes that go on beyond ±180 where it crosses that meridian, with no leap."""
    path = ring[:1]
    for longitude, latitude in ring[1:]:
        path.append((longitude + ROUND * round((path[-1][0] - longitude) / ROUND), latitude))
    return path


def around_pole(path: Ring, turn: float) -> Ring:
    """Returns a coast that goes once around the world as a ring twice as long, closed along the pole on its side.

    Between its ends it holds a whole map, from one 180th meridian to the next.
    """
    pole = 90.0 if sum(latitude for _, latitude in path) > 0 else -90.0
    twice = path + [(longitude + turn, latitude) for longitude, latitude in path[1:]]
    return [*twice, (twice[-1][0], pole), (twice[0][0], pole), twice[0]]


def cut(ring: Ring, edge: float, side: int) -> Ring:
    """Returns what of a ring is east (`side` 1) or west (-1) of a meridian (Sutherland and Hodgman's way)."""
    kept: Ring = []
    for a, b in pairwise(ring):
        if side * (a[0] - edge) >= 0:
            kept.append(a)
        if (a[0] - edge) * (b[0] - edge) < 0:
            kept.append((edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])))
    return [*kept, *kept[:1]]


# -- drawing


def pixels(ring: Ring) -> list[Pixel]:
    """Returns the ring on the map, each point unlike the one before, and the last unlike the first."""
    spots = [project(latitude, longitude) for longitude, latitude in ring]
    points = [(round(x * TENTHS), round(y * TENTHS)) for x, y in spots]
    return [a for a, b in pairwise(points) if a != b]


def visible(points: Sequence[Pixel]) -> bool:
    """Says whether anything of a ring is left once its points are rounded."""
    return len(set(points)) > 2


def drawn(points: Sequence[Pixel]) -> str:
    """[(10, 20), (15, 20), (15, 17)] → M1 2l.5 0 0-.3z: where it begins, then each step from the point before."""
    steps = [pair(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    return f"M{pair(*points[0])}l{packed(steps)}z"


def pair(x: int, y: int) -> str:
    return packed([number(x), number(y)])


def packed(texts: Iterable[str]) -> str:
    """Joins numbers with a space, where no minus sign parts them."""
    return " ".join(texts).replace(" -", "-")


def number(tenths: int) -> str:
    """-3 → -.3 · 120 → 12"""
    whole, rest = divmod(abs(tenths), TENTHS)
    return f"{'-' if tenths < 0 else ''}{whole or ''}{f'.{rest}' if rest else ''}" or "0"


if __name__ == "__main__":
    sys.exit(main())
