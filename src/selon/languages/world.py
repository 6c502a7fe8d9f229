"""The world by name: states and territories, what stands for them, who reports on them, and organizations.

Each comes from a table of the language's folder (`fr/countries.tsv`, ...), whose head says what its fields are. Names
stand in the tables with a straight apostrophe (`Quai d'Orsay`): look them up so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from selon.languages.inflection import adjective_forms, capitalised
from selon.languages.loader import Row, WordListError, folder, rows
from selon.model import EntityKind

T = TypeVar("T")

ISO3 = re.compile(r"[A-Z]{3}")
ARTICLES = {"": "", "-": "", "le": "le", "la": "la", "les": "les", "l'": "l'"}
METONYM_KINDS: tuple[EntityKind, ...] = ("government", "military", "organization")
AGENCY_KINDS: tuple[EntityKind, ...] = ("agency", "media")
ORGANIZATION_KINDS: tuple[EntityKind, ...] = ("organization", "government", "military", "group")
LONGEST_COMPOUND = 5  # parts of a word such as "américano-sud-coréen"
REMEMBERED = 8192  # words whose nationalities are kept in memory


@dataclass(frozen=True, slots=True)
class Country:
    """A state or a territory. `demonyms` are all forms of its `adjectives` and of the inhabitants named after them;
    `needs` those of its names and capitals that mean it only where the text bears it out ("Maurice")."""

    iso3: str
    name: str
    others: tuple[str, ...]
    article: str
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    needs: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True)
class Metonym:
    """What stands for a `body` without naming it: "Kremlin" for the "présidence russe"."""

    name: str
    others: tuple[str, ...]
    iso3: str | None
    kind: EntityKind
    body: str
    needs: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency or a medium; `state` whether a state owns or runs it, `needs` those of its names that count only
    after a word such as "le journal"."""

    name: str
    others: tuple[str, ...]
    kind: EntityKind
    iso3: str | None
    state: bool
    needs: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, an organ or an armed force of a state, an armed group, a firm, a party; `iso3` None where it is
    of no one state."""

    name: str
    others: tuple[str, ...]
    kind: EntityKind
    iso3: str | None
    needs: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True)
class Shortname:
    """A short name, with its article ("le Nord"). It means the state only where the dispatch holds one of `countries`
    (iso3) or of `words`; both are empty where it has no other bearer."""

    name: str
    iso3: str
    countries: frozenset[str]
    words: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """All of it, by every name that a row gives; `adjectives` by form, `prefixes` the first elements of compounds
    ("russo"), each with all states that it may mean."""

    states: dict[str, Country]  # by iso3
    countries: dict[str, Country]
    capitals: dict[str, Country]
    adjectives: dict[str, tuple[Country, ...]]
    prefixes: dict[str, tuple[Country, ...]]
    metonyms: dict[str, Metonym]
    shortnames: dict[str, Shortname]
    agencies: dict[str, Agency]
    organizations: dict[str, Organization]


@cache
def load_world(lang: str) -> World:
    """Returns the language's names of the world; raises ValueError for an unknown language, WordListError for a table
    that is malformed, names a state that countries.tsv lacks, or has a name in two rows."""
    path = folder(lang)
    table = read_countries(path / "countries.tsv")
    _index((c.place, {c.name, *c.others, *c.capitals}, c) for c in table)
    states = {country.iso3: country for country in table}
    return World(
        states=states,
        countries=_index((c.place, (c.name, *c.others), c) for c in table),
        capitals=_index((c.place, c.capitals, c) for c in table),
        adjectives=_grouped((form, country) for country in table for form in country.demonyms),
        prefixes=_grouped(_prefixes(path / "prefixes.tsv", states)),
        metonyms=_index((m.place, (m.name, *m.others), m) for m in _metonyms(path / "metonyms.tsv", states)),
        shortnames={s.name: s for s in _shortnames(path / "shortnames.tsv", states)},
        agencies=_index((a.place, (a.name, *a.others), a) for a in _agencies(path / "agencies.tsv", states)),
        organizations=_index(
            (o.place, (o.name, *o.others), o) for o in _organizations(path / "organizations.tsv", states)
        ),
    )


@lru_cache(maxsize=REMEMBERED)
def nationalities(world: World, word: str) -> tuple[Country, ...]:
    """sud-coréens → KOR · russo-ukrainienne → RUS, UKR · coréen → PRK, KOR, as either may be meant"""
    parts = word.split("-", LONGEST_COMPOUND)
    found: tuple[Country, ...] = ()
    for k, part in enumerate(parts):
        states = world.adjectives.get("-".join(parts[k:]))
        if states:
            return found + states
        if part.lower() not in world.prefixes:
            return ()
        found += world.prefixes[part.lower()]
    return ()


def read_countries(path: Path) -> tuple[Country, ...]:
    """Returns the rows of `countries.tsv`; raises WordListError for one that is malformed."""
    return tuple(_country(row) for row in rows(path, 7))


def _country(row: Row) -> Country:
    code, name, others, article, capitals, adjectives, needs = row.fields
    if not ISO3.fullmatch(code):
        raise WordListError(f"{row.place}: {code!r} is no iso3 code, expected three capitals")
    if not name:
        raise WordListError(f"{row.place}: {code} has no name")
    if article not in ARTICLES:
        raise WordListError(f"{row.place}: no article {article!r}")
    entries = _split(row, adjectives)
    return Country(
        code,
        name,
        _split(row, others),
        ARTICLES[article],
        _split(row, capitals),
        tuple(dict.fromkeys(entry.partition("/")[0] for entry in entries)),
        tuple(dict.fromkeys(_demonyms(entries))),
        _needs(row, needs, (name, *_split(row, others), *_split(row, capitals))),
        row.place,
    )


def _demonyms(entries: Iterable[str]) -> Iterator[str]:
    for entry in entries:
        for form in adjective_forms(entry):
            yield form
            yield from capitalised(form)


def _metonyms(path: Path, states: dict[str, Country]) -> Iterator[Metonym]:
    for row in rows(path, 6):
        name, others, iso3, kind, body, needs = row.fields
        if not body:
            raise WordListError(f"{row.place}: {name!r} has no body")
        names = _split(row, others)
        yield Metonym(
            name,
            names,
            _state(row, iso3, states),
            _kind(row, kind, METONYM_KINDS),
            body,
            _needs(row, needs, (name, *names)),
            row.place,
        )


def _agencies(path: Path, states: dict[str, Country]) -> Iterator[Agency]:
    for row in rows(path, 6):
        name, others, kind, iso3, owner, needs = row.fields
        if owner not in ("", "-", "state"):
            raise WordListError(f"{row.place}: owner is {owner!r}, expected state or -")
        names = _split(row, others)
        yield Agency(
            name,
            names,
            _kind(row, kind, AGENCY_KINDS),
            _state(row, iso3, states),
            owner == "state",
            _needs(row, needs, (name, *names)),
            row.place,
        )


def _organizations(path: Path, states: dict[str, Country]) -> Iterator[Organization]:
    for row in rows(path, 5):
        name, others, kind, iso3, needs = row.fields
        names = _split(row, others)
        yield Organization(
            name,
            names,
            _kind(row, kind, ORGANIZATION_KINDS),
            _state(row, iso3, states),
            _needs(row, needs, (name, *names)),
            row.place,
        )


def _shortnames(path: Path, states: dict[str, Country]) -> Iterator[Shortname]:
    for row in rows(path, 3):
        name, iso3, needs = row.fields
        codes = frozenset(need for need in _split(row, needs) if ISO3.fullmatch(need))
        for code in (iso3, *sorted(codes)):
            if _state(row, code, states) is None:
                raise WordListError(f"{row.place}: {name!r} has no iso3 code")
        yield Shortname(name, iso3, codes, frozenset(_split(row, needs)) - codes, row.place)


def _prefixes(path: Path, states: dict[str, Country]) -> Iterator[tuple[str, Country]]:
    for row in rows(path, 2):
        for code in _split(row, row.fields[1]):
            if _state(row, code, states):
                yield row.fields[0], states[code]


def _split(row: Row, field: str) -> tuple[str, ...]:
    """The entries of a field, `;` between; none for an empty one, which holds "-" or nothing."""
    entries = () if field in ("", "-") else tuple(entry.strip() for entry in field.split(";"))
    if not all(entries):
        raise WordListError(f"{row.place}: an entry of {field!r} is empty")
    return entries


def _state(row: Row, code: str, states: dict[str, Country]) -> str | None:
    """The code of a state, None for "-" or nothing."""
    if code in ("", "-"):
        return None
    if not ISO3.fullmatch(code):
        raise WordListError(f"{row.place}: {code!r} is no iso3 code, expected three capitals")
    if code not in states:
        raise WordListError(f"{row.place}: no state {code!r} in countries.tsv")
    return code


def _kind(row: Row, name: str, allowed: tuple[EntityKind, ...]) -> EntityKind:
    if name not in allowed:
        raise WordListError(f"{row.place}: no kind {name!r}, expected {' or '.join(allowed)}")
    return name


def _needs(row: Row, field: str, names: tuple[str, ...]) -> frozenset[str]:
    """Those of a row's names that need more than to stand there: "cue" is all of them."""
    needs = frozenset(names if field == "cue" else _split(row, field))
    strange = needs - set(names)
    if strange:
        raise WordListError(f"{row.place}: {', '.join(sorted(strange))!r} is no name of this line")
    return needs


def _index(entries: Iterable[tuple[str, Iterable[str], T]]) -> dict[str, T]:
    """Rows (place, names, entry) by each of their names; raises WordListError for one that stands in two, or twice."""
    index: dict[str, T] = {}
    places: dict[str, str] = {}
    for place, names, entry in entries:
        for name in names:
            if name in places:
                raise WordListError(f"{place}: {name!r} stands in line {places[name].rpartition(':')[2]} already")
            index[name], places[name] = entry, place
    return index


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """All that each word goes with, in the order of the table."""
    groups: dict[str, list[T]] = {}
    for word, value in pairs:
        groups.setdefault(word, []).append(value)
    return {word: tuple(group) for word, group in groups.items()}
