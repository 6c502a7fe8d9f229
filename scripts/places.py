"""The places of the gazetteer: continents, countries, divisions and towns, each a row of its table `places`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.centroids import hull_centroid, middles
from scripts.inputs import PARTED, Division, Inputs, Point, Town
from scripts.spellings import displayed, french_of, mended, without_noun
from scripts.words import Words

OVERSEAS = ("GF", "GP", "MQ", "RE", "YT")  # French departments that GeoNames and ISO 3166 count as countries


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `places`."""

    id: int
    geoname: int | None
    name: str
    kind: str
    country: str | None
    region: int | None
    latitude: float | None
    longitude: float | None
    population: int
    wikidata: str | None


def all_places(inputs: Inputs, words: Words, divisions: dict[str, Division], towns: Iterable[Town]) -> Iterator[Place]:
    """Yields every place; `divisions` and `towns` are those that were chosen."""
    alpha3 = {country.code: country.alpha3 for country in inputs.countries}
    yield from continents(inputs, words)
    yield from countries(inputs, words)
    yield from regions(inputs, words, divisions)
    yield from (town_place(town, alpha3, divisions, inputs.french, words) for town in towns)


def chosen(inputs: Inputs) -> dict[str, Division]:
    """Returns the divisions that become places, by code: the first-level ones, and the second-level ones of PARTED.

    One that has a name and a town but no GeoNames id gets a number below 0.
    """
    found = {division.code: division for division in inputs.divisions if is_place(division.code)}
    used = {town.division for town in inputs.towns}
    unknown = sorted(code for code in used & (inputs.english.keys() | inputs.french.keys()) - found.keys())
    for number, code in enumerate(unknown, 1):
        found[code] = Division(code, -number, inputs.english.get(code, inputs.french.get(code, code)), ())
    return found


def is_place(code: str) -> bool:
    return code.count(".") == 1 or (code.count(".") == 2 and code[:2] in PARTED)


def continents(inputs: Inputs, words: Words) -> Iterator[Place]:
    for row in inputs.continents:
        name = words.main.get(row.number, row.name)
        longitude, latitude = row.point
        yield Place(row.number, row.number, name, "continent", None, None, latitude, longitude, row.population, None)


def countries(inputs: Inputs, words: Words) -> Iterator[Place]:
    """Yields the countries, where a map puts their names, or else in the middle of their towns."""
    points = defaultdict(list)
    for town in inputs.towns:
        points[town.country].append(town.point)
    for row in inputs.countries:
        outline = inputs.outlines.get(row.code)
        longitude, latitude = outline.label if outline else middle(points[row.code])
        yield Place(
            id=row.number,
            geoname=row.number,
            name=words.main.get(row.number, mended(inputs.french.get(row.code, row.name))),
            kind="region" if row.code in OVERSEAS else "country",
            country=row.alpha3,
            region=None,
            latitude=latitude,
            longitude=longitude,
            population=row.population,
            wikidata=outline.wikidata if outline else None,
        )


def middle(points: list[Point]) -> tuple[float | None, float | None]:
    return rounded(hull_centroid(points)) if points else (None, None)


def rounded(point: Point) -> Point:
    return round(point[0], 3), round(point[1], 3)


def regions(inputs: Inputs, words: Words, divisions: dict[str, Division]) -> Iterator[Place]:
    """Yields the divisions; one that no town is known of is put where its country's name stands on a map."""
    people = inhabitants(inputs.towns)
    alpha3 = {country.code: country.alpha3 for country in inputs.countries}
    centers = {code: outline.label for code, outline in inputs.outlines.items()} | all_middles(inputs)
    for code, division in sorted(divisions.items()):
        country, *middle, _ = code.split(".")
        if country not in alpha3:
            continue
        parent = divisions.get(f"{country}.{middle[0]}") if middle else None
        longitude, latitude = centers.get(code) or centers.get(country) or (None, None)
        yield Place(
            id=division.number,
            geoname=division.number if division.number > 0 else None,
            name=region_name(division, inputs, words),
            kind="region",
            country=alpha3[country],
            region=parent.number if parent else None,
            latitude=latitude,
            longitude=longitude,
            population=people[code],
            wikidata=None,
        )


def inhabitants(towns: Iterable[Town]) -> defaultdict[str, int]:
    """Returns, by code of the division, how many people live in its towns."""
    people: defaultdict[str, int] = defaultdict(int)
    for town in towns:
        for code in (town.division, town.part):
            people[code] += town.population
    return people


def all_middles(inputs: Inputs) -> dict[str, Point]:
    """Returns the middle of each division that has towns, by code."""
    towns = defaultdict(list)
    for town in inputs.towns:
        towns[town.country].append(town)
    found: dict[str, Point] = {}
    for country in inputs.countries:
        outline = inputs.outlines[country.code].rings if country.code in inputs.outlines else []
        found |= middles(towns[country.code], outline, country.area)
    return {code: rounded(point) for code, point in found.items()}


def region_name(division: Division, inputs: Inputs, words: Words) -> str:
    """Returns the French name of a division; without one, the English or the local one without its noun."""
    if division.number in words.main:
        return words.main[division.number]
    for key in (division.code, str(division.number)):
        if key in inputs.french:
            return mended(inputs.french[key])
    provinces = [name for name in division.others if name.startswith(("Province de ", "Province d'", "Province du "))]
    if provinces and division.code.count(".") == 2:
        return provinces[0]
    name = inputs.english.get(division.code, division.name)
    return displayed(division.code[:2], without_noun(name, words.nouns) or name)


def town_place(
    town: Town, alpha3: dict[str, str], divisions: dict[str, Division], french: dict[str, str], words: Words
) -> Place:
    """Returns the row of a town; `alpha3` gives the codes of countries, `french` the names of libgeonames."""
    default = mended(french.get(str(town.number), "")) or french_of(town.name, town.others, town.country)
    division = divisions.get(town.division)
    return Place(
        id=town.number,
        geoname=town.number,
        name=words.main.get(town.number, default),
        kind="town",
        country=alpha3[town.country],
        region=division.number if division else None,
        latitude=town.point[1],
        longitude=town.point[0],
        population=town.population,
        wikidata=None,
    )
