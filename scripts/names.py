"""The names of the places of the gazetteer, and how sure each is: the rows of its table `names`.

The ranks are those of `selon.languages.gazetteer.Toponym`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scripts.inputs import Division, Inputs, Town
from scripts.places import Place
from scripts.spellings import french_of, made, mended, usable, without_noun
from scripts.words import Words
from selon.languages.gazetteer import BARE, ENGLISH, FRENCH, OTHER, fold

FRANCOPHONE = frozenset(
    "BE BF BI BJ BL CD CF CG CH CI CM DJ DZ FR GA GF GN GP HT KM LU MA MC MF MG ML MQ MR NC NE PF PM RE RW SN TD TG TN"
    " WF YT".split()
)
LARGE = 300_000  # inhabitants from which a town is meant, not the division of that name, anywhere in its country

Names = dict[tuple[str, int], int]  # (folded name, place) → rank
Named = tuple[str, int, int]  # name, place, rank
Heads = dict[tuple[str, str], int]  # (folded name, code of a division or country) → the best rank that a town has it at


def all_names(
    inputs: Inputs, words: Words, divisions: dict[str, Division], towns: Sequence[Town], places: dict[int, Place]
) -> Names:
    """Returns the names of all places; those of divisions come last, since it matters what towns bear them."""
    known: Names = {}
    add(known, ((name, number, FRENCH) for number, names in words.exonyms.items() for name in names))
    add(known, ((place.name, place.id, FRENCH) for place in places.values() if place.kind in ("continent", "country")))
    add(known, continent_names(inputs))
    add(known, country_names(inputs, words))
    add(known, (name for town in towns for name in town_names(town, inputs, words)))
    heads = town_heads(towns, known)
    for division in divisions.values():
        if division.number in places:
            names = region_names(division, places[division.number].name, inputs, words)
            add(known, doubted(names, division, heads, words))
    return {key: rank for key, rank in known.items() if key[1] in places}


def add(known: Names, names: Iterable[Named]) -> None:
    """Adds names with place and rank; a name that a place bears already keeps the better rank."""
    for name, number, rank in names:
        key = fold(name), number
        if key[0]:
            known[key] = min(rank, known.get(key, rank))


def continent_names(inputs: Inputs) -> Iterator[Named]:
    return ((row.english, row.number, ENGLISH) for row in inputs.continents)


def country_names(inputs: Inputs, words: Words) -> Iterator[Named]:
    """Yields the French and English names of the countries, and those of Natural Earth ("Jordan" is a given name)."""
    for row in inputs.countries:
        yield mended(inputs.french.get(row.code, row.name)), row.number, FRENCH
        others = inputs.outlines[row.code].names if row.code in inputs.outlines else ()
        for name, rank in ((row.name, ENGLISH), *((name, OTHER) for name in others if usable(name))):
            if fold(name) not in words.ordinary:
                yield name, row.number, rank


def region_names(division: Division, display: str, inputs: Inputs, words: Words) -> Iterator[Named]:
    """Yields the names of a division, with and without its noun."""
    for name, rank in (
        *french_names(division, display, inputs, words),
        (inputs.english.get(division.code, ""), ENGLISH),
        *((name, OTHER) for name in (division.name, *division.others) if usable(name)),
    ):
        yield name, division.number, rank
        if proper := without_noun(name, words.nouns):
            yield proper, division.number, rank


def french_names(division: Division, display: str, inputs: Inputs, words: Words) -> Iterator[tuple[str, int]]:
    """Yields our names, the one that is shown and those of libgeonames, with their ranks: what is the same in English
    may be no more French than that."""
    own = FRENCH if division.code[:2] in ("BE", "CH", "FR", "LU") else ENGLISH
    yield from ((name, FRENCH) for name in words.exonyms.get(division.number, ()))
    yield display, own
    english = inputs.english.get(division.code, division.name)
    same = {fold(name) for name in (english, without_noun(english, words.nouns) or english, division.name)}
    for key in (division.code, str(division.number)):
        if key in inputs.french:
            french = mended(inputs.french[key])
            yield french, own if fold(french) in same else FRENCH


def doubted(names: Iterable[Named], division: Division, heads: Heads, words: Words) -> Iterator[Named]:
    """Yields the names of a division; those that are words or places of the hand-made table, and those that a town in
    it or a large one of its country bears as surely, count only after a noun."""
    for name, number, rank in names:
        key = fold(name)
        rival = min(heads.get((key, code), BARE) for code in (division.code, division.code[:2]))
        doubtful = key in words.ordinary or key in words.tabled or rival <= max(rank, ENGLISH)
        yield name, number, BARE if doubtful else rank


def town_heads(towns: Iterable[Town], known: Names) -> Heads:
    """Returns the rank of each name of the towns in each division, and of the large ones of each country."""
    codes = {
        town.number: {town.division, town.part} | ({town.country} if town.population >= LARGE else set())
        for town in towns
    }
    found: Heads = {}
    for (key, number), rank in known.items():
        for code in codes.get(number, ()):
            found[key, code] = min(rank, found.get((key, code), rank))
    return found


def town_names(town: Town, inputs: Inputs, words: Words) -> Iterator[Named]:
    """Yields the names of a town: GeoNames' own is French where no other is known; ordinary words need a noun."""
    french = mended(inputs.french.get(str(town.number), ""))
    own = FRENCH if speaks_french(town.country, town.division) else ENGLISH
    foreign = FRENCH if fold(french) != fold(town.name) else own
    for name, rank in ((french, foreign), (french_of(town.name, town.others, town.country), own), (town.name, own)):
        yield name, town.number, BARE if fold(name) in words.ordinary else rank
    for name in (*town.others, *made(town.country, (town.name, *town.others))):
        if usable(name) and fold(name) not in words.ordinary:
            yield name, town.number, OTHER


def speaks_french(country: str, division: str) -> bool:
    """Says whether the names of a country, or of Quebec, are French as they are."""
    return country in FRANCOPHONE or division == "CA.10"
