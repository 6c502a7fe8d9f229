"""Places by their names: the gazetteer of a language, and how a name is folded to be looked up in it.

Two files make it. `gazetteer.sqlite` holds continents, countries, divisions and towns (GeoNames, compiled by
`scripts/gazetteer.py`); `places.tsv`, made by hand, what GeoNames lacks or misplaces: seas, borders, bases, launch
sites. A name that counts only after a noun ("cosmodrome de Vostochny") is found by itself too, with that noun in
`generic`: whoever asks knows what stands before the name.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from selon.languages.loader import Row, WordListError, folder, rows
from selon.model import Precision

COMPILED = ("continent", "country", "region", "town")  # the kinds of the compiled file
_AREAS = ("area", "sea", "strait", "mountain", "river", "island", "peninsula", "desert")
_BORDERS = ("border", "front")
_SITES = ("spaceport", "nuclear", "missile", "base", "building", "airport", "camp", "crossing", "dam", "site")
TABLED = (*_AREAS, *_BORDERS, *_SITES, "town")  # the kinds of the table made by hand
PRECISIONS: dict[str, Precision] = {
    "continent": "area",
    "country": "country",
    "region": "region",
    "town": "town",
    **dict.fromkeys(_AREAS, "area"),
    **dict.fromkeys(_BORDERS, "border"),
    **dict.fromkeys(_SITES, "site"),
}
QUALIFIED = {"region": ("region", "area", "peninsula", "island"), "town": ("town",)}  # what "la région de X" can be

FRENCH, ENGLISH, OTHER, BARE = range(4)  # the ranks of a name: see Toponym
REMEMBERED = 8192  # names whose bearers are kept in memory
REMEMBERED_AREAS = 256  # countries and divisions whose towns are

_DROPPED = dict.fromkeys("'’‘‛ʼʻʹʽʾʿ`´′", "")
_SPACED = dict.fromkeys("-‐‑‒–—.·", " ")
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
_CAPITALS = {letter.upper(): plain for letter, plain in _LETTERS.items() if letter != "ı"}
_PLAIN = str.maketrans({**_DROPPED, **_SPACED, **_LETTERS, **_CAPITALS})
_SAINTS = {"st": "saint", "ste": "sainte"}

_COLUMNS = "p.id, p.geoname, p.name, p.kind, p.country, p.region, p.latitude, p.longitude, p.population"
_BY_KEY = f"SELECT n.rank, {_COLUMNS} FROM names AS n JOIN places AS p ON p.id = n.place WHERE n.key = ?"
_BY_NUMBER = f"SELECT 0, {_COLUMNS} FROM places AS p WHERE p.id = ?"
_TOWNS = "SELECT latitude, longitude FROM places WHERE kind = 'town' AND country = "
_OF_COUNTRY = f"{_TOWNS} ?"
_OF_REGION = f"{_TOWNS} (SELECT country FROM places WHERE id = ?1) AND region = ?1"

_local = threading.local()  # one connection a thread


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place under one of its names.

    `countries` are ISO 3166 alpha-3 codes; `region` the number in `gazetteer.sqlite` of the first-level division that
    a town lies in (see `place`); coordinates degrees (WGS 84), north and east positive. `rank` says how sure the name
    is: 0 French, 1 GeoNames' own or English, 2 another spelling, 3 only where one of the nouns of `generic` stands
    before it. `number` is the row of `gazetteer.sqlite`, None for the table; `entry` names that row, or the line of
    `places.tsv`.
    """

    number: int | None
    geoname: int | None
    name: str
    kind: str
    countries: tuple[str, ...]
    region: int | None
    latitude: float | None
    longitude: float | None
    population: int
    precision: Precision
    generic: tuple[str, ...]
    rank: int
    entry: str

    @property
    def country(self) -> str | None:
        """The country, where there is just one."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """A language's places: the compiled file, the table made by hand (by folded name), the nouns that its rows give
    with the kinds of these rows (`generic`), and the nouns that tell whether a region or a town is meant, by kind."""

    lang: str
    path: Path
    table: dict[str, tuple[Toponym, ...]]
    generic: dict[str, frozenset[str]]
    nouns: dict[str, tuple[str, ...]]


@lru_cache(maxsize=REMEMBERED)
def fold(name: str) -> str:
    """Returns the key of a name: no accents, apostrophes, hyphens, dots or capitals, `saint` for `st`, single spaces.

    >>> fold("Saint-Denis"), fold("N’Djamena"), fold("St. Louis")
    ('saint denis', 'ndjamena', 'saint louis')
    """
    text = name.translate(_PLAIN).casefold()
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(_SAINTS.get(word, word) for word in text.split())


@cache
def load_gazetteer(lang: str) -> Gazetteer:
    """Returns the gazetteer of a language; of its compiled file only what a lookup needs is ever read.

    Raises ValueError for a language that selon lacks, WordListError where the compiled file is missing or damaged, and
    for a malformed line of `places.tsv`.
    """
    base = folder(lang)
    path = base / "gazetteer.sqlite"
    _ask(path, _BY_NUMBER, 0)
    table = _by_key(rows(base / "places.tsv", 8))
    return Gazetteer(lang, path, table, _generic(table), load_nouns(lang))


@cache
def load_nouns(lang: str) -> dict[str, tuple[str, ...]]:
    """Returns the nouns of `divisions.tsv`, those of regions and those of towns."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows(folder(lang) / "divisions.tsv", 2):
        noun, kind = row.fields
        if kind not in QUALIFIED:
            raise WordListError(f"{row.place}: {kind!r} is neither region nor town")
        found[kind].append(noun)
    return {kind: tuple(nouns) for kind, nouns in found.items()}


@cache
def qualified_name(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Returns the pattern of one of the nouns (`noun`) and a `name`: "région de l'Amour", "Oblast d'Irkoutsk"."""
    longest_first = "|".join(re.escape(noun) for noun in sorted(nouns, key=lambda noun: (-len(noun), noun)))
    link = r"(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])?"
    return re.compile(rf"(?P<noun>{longest_first})\s+{link}(?P<name>.+)", re.IGNORECASE)


def bearers(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    """Returns all places that bear a name: by rank, then those of `places.tsv`, then countries, then by population.

    A name may come with its noun: "région de l'Amour" gives what "Amour" names as a region, "cosmodrome de Vostochny"
    what "Vostochny" names only there.
    """
    return _bearers(gazetteer, name)


def place(gazetteer: Gazetteer, number: int) -> Toponym | None:
    """Returns the place of `gazetteer.sqlite` with a number (`Toponym.region`, or a GeoNames id), None if none has."""
    for row in _ask(gazetteer.path, _BY_NUMBER, number):
        return _compiled(gazetteer, row)
    return None


@lru_cache(maxsize=REMEMBERED_AREAS)
def towns_of(gazetteer: Gazetteer, where: str | int) -> list[tuple[float, float]]:
    """Returns (latitude, longitude) of each town of a country (ISO 3166 alpha-3) or of a first-level division (its
    number, the `region` of its towns); none of a place that has no towns. The list is shared: it is not to be changed.
    """
    return _ask(gazetteer.path, _OF_COUNTRY if isinstance(where, str) else _OF_REGION, where)


@lru_cache(maxsize=REMEMBERED)
def _bearers(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    found = _named(gazetteer, name) or [*_sited(gazetteer, name), *_qualified(gazetteer, name)]
    return tuple(sorted(found, key=_order))


def _sited(gazetteer: Gazetteer, name: str) -> Iterator[Toponym]:
    """Yields what a name of the table stands for with one of its nouns before it ("cosmodrome de Vostochny"); one that
    needs none may have any of its kind ("base de Hmeimim")."""
    if match := qualified_name(tuple(gazetteer.generic)).fullmatch(name.strip()):
        noun = match["noun"].lower()
        for item in gazetteer.table.get(fold(match["name"]), ()):
            if noun in item.generic if item.generic else item.kind in gazetteer.generic.get(noun, ()):
                yield replace(item, rank=FRENCH, generic=())


def _qualified(gazetteer: Gazetteer, name: str) -> Iterator[Toponym]:
    """Yields what a name with a noun before it stands for: the noun tells, and is needed no more."""
    for kind, nouns in gazetteer.nouns.items():
        if match := qualified_name(nouns).fullmatch(name.strip()):
            for item in _named(gazetteer, match["name"]):
                if item.kind in QUALIFIED[kind]:
                    yield replace(item, rank=min(item.rank, OTHER), generic=())


def _order(item: Toponym) -> tuple[int, int, int]:
    """Best rank, then the table made by hand, then countries, then the most populous."""
    return item.rank, 0 if ".tsv:" in item.entry else 1 if item.kind == "country" else 2, -item.population


def _named(gazetteer: Gazetteer, name: str) -> list[Toponym]:
    """Returns the bearers of a name as it stands; what the table places (a camp, a square) it places better."""
    key = fold(name)
    tabled = gazetteer.table.get(key, ())
    known = {item.geoname for item in tabled if item.geoname}
    compiled = (_compiled(gazetteer, row) for row in _ask(gazetteer.path, _BY_KEY, key))
    return [*tabled, *(item for item in compiled if item.geoname not in known)]


def _ask(path: Path, query: str, value: str | int) -> list[tuple[Any, ...]]:
    """Returns the rows of a query; raises WordListError where the file is missing or damaged."""
    try:
        return _connection(path).execute(query, (value,)).fetchall()
    except sqlite3.Error as error:
        where = f"{path.parent.name}/{path.name}"
        raise WordListError(f"{where}: {error}; install selon again, or run scripts/gazetteer.py") from error


def _connection(path: Path) -> sqlite3.Connection:
    """Returns this thread's read-only connection, opened when it is first asked for: by a forked process too, which
    shares the place in the file with its parent, and must not read through the connection that it was born with."""
    open_files: dict[str, sqlite3.Connection] = vars(_local)
    key = f"{os.getpid()} {path}"
    if key not in open_files:
        open_files[key] = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    return open_files[key]


def _compiled(gazetteer: Gazetteer, row: tuple[Any, ...]) -> Toponym:
    """Returns the place of a row of the compiled file."""
    rank, number, geoname, name, kind, country, region, latitude, longitude, population = row
    return Toponym(
        number=number,
        geoname=geoname,
        name=name,
        kind=kind,
        countries=(country,) if country else (),
        region=region,
        latitude=latitude,
        longitude=longitude,
        population=population,
        precision=PRECISIONS[kind],
        generic=gazetteer.nouns.get(kind, ()) if rank == BARE else (),
        rank=rank,
        entry=f"{gazetteer.lang}/{gazetteer.path.name}:{number}",
    )


def _by_key(lines: Iterable[Row]) -> dict[str, tuple[Toponym, ...]]:
    """Returns the places of the table made by hand, by each of their folded names."""
    found: defaultdict[str, dict[str, Toponym]] = defaultdict(dict)
    for row in lines:
        tabled = _tabled(row)
        for name, needed in table_names(row):
            here = replace(tabled, generic=needed, rank=BARE if needed else FRENCH)
            found[fold(name)].setdefault(row.place, here)
    return {key: tuple(items.values()) for key, items in found.items()}


def _generic(table: dict[str, tuple[Toponym, ...]]) -> dict[str, frozenset[str]]:
    """Returns the nouns of a table's places, with the kinds of these."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in (item for items in table.values() for item in items):
        for noun in item.generic:
            found[noun].add(item.kind)
    return {noun: frozenset(kinds) for noun, kinds in sorted(found.items())}


def _tabled(row: Row) -> Toponym:
    """Returns the place of a line of the table; raises WordListError for what its columns do not allow."""
    name, _, kind, countries, latitude, longitude, _, geoname = row.fields
    if kind not in TABLED:
        raise WordListError(f"{row.place}: {kind!r} is no kind of place: {', '.join(TABLED)}")
    codes = tuple(countries.split())
    if any(not re.fullmatch("[A-Z]{3}", code) for code in codes):
        raise WordListError(f"{row.place}: {countries!r} is no list of ISO 3166 alpha-3 codes")
    return Toponym(
        number=None,
        geoname=int(_number(row, geoname, 10**9)) if geoname else None,
        name=name,
        kind=kind,
        countries=codes,
        region=None,
        latitude=_number(row, latitude, 90),
        longitude=_number(row, longitude, 180),
        population=0,
        precision=PRECISIONS[kind],
        generic=(),
        rank=FRENCH,
        entry=row.place,
    )


def _number(row: Row, text: str, limit: float) -> float:
    """Returns the number of a field, at most `limit` from zero."""
    try:
        value = float(text)
    except ValueError:
        raise WordListError(f"{row.place}: {text!r} is no number") from None
    if not abs(value) <= limit:
        raise WordListError(f"{row.place}: {text} is more than {limit}")
    return value


def table_names(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the names of a line of `places.tsv`, each with the nouns one of which must stand before it; an alias that
    starts with `=` needs none."""
    generic = _pieces(row.fields[6].lower())
    for name in (row.fields[0], *_pieces(row.fields[1])):
        yield name.lstrip("="), () if name.startswith("=") else generic


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(";") if piece.strip())
