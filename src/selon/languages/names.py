"""The words of names: what stands around and inside them, given names, and every name that a table lists.

`names.toml` holds the words; `first_names.tsv` the given names; the tables of `world.py`, the gazetteer and a person's
own list the names themselves. All are asked with a straight apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from selon.languages.gazetteer import BARE, Gazetteer, Toponym, bearers, load_gazetteer
from selon.languages.known import KnownName
from selon.languages.loader import WordListError, folder, rows, settings
from selon.languages.world import World, load_world, nationalities
from selon.model import EntityKind

REMEMBERED = 8192  # names whose likeliest places are kept in memory
FIRST = re.compile(r"[LDld]'|\S+")  # the first chunk of a listed name


class Listing(NamedTuple):
    """A name that a table lists: the `name` of its row, what it is, its country, the line (`fr/agencies.tsv:239`), and
    whether it counts only where the text bears it out, as it is a word or a person's name too; `own` says that it is of
    a person's own list."""

    name: str
    kind: EntityKind
    country: str | None
    entry: str
    needy: bool
    wikidata: str | None = None
    own: bool = False


@dataclass(frozen=True)
class NameWords:
    """All words of names of one language. The sets are the lists of `names.toml`, which says what each is; `starts`
    tells, by the first word of listed names, how many characters the longest has."""

    titles: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    openings: frozenset[str]
    short: frozenset[str]
    common: frozenset[str]
    bodies: frozenset[str]
    small_bodies: frozenset[str]
    named_bodies: frozenset[str]
    governments: frozenset[str]
    state_bodies: frozenset[str]
    portfolios: frozenset[str]
    forces: frozenset[str]
    members: frozenset[str]
    body_adjectives: frozenset[str]
    governing: frozenset[str]
    streets: frozenset[str]
    places: frozenset[str]
    body_words: frozenset[str]
    before_bodies: frozenset[str]
    before_places: frozenset[str]
    before_things: frozenset[str]
    events: frozenset[str]
    small_events: frozenset[str]
    platforms: frozenset[str]
    human_verbs: frozenset[str]
    heavens: frozenset[str]
    place_verbs: frozenset[str]
    dealing_verbs: frozenset[str]
    dealing_nouns: frozenset[str]
    between_nouns: frozenset[str]
    political_nouns: frozenset[str]
    title_nouns: frozenset[str]
    family_first: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    days: frozenset[str]
    roles: frozenset[str]
    first_names: Mapping[str, str]
    listings: Mapping[str, Listing]
    starts: Mapping[str, int]
    world: World
    gazetteer: Gazetteer

    @cached_property
    def all_bodies(self) -> frozenset[str]:
        """The nouns of bodies, whether they are part of the name or stand before it."""
        return (
            self.bodies | self.small_bodies | self.named_bodies | self.state_bodies | self.forces | self.before_bodies
        )

    @cached_property
    def small_starts(self) -> frozenset[str]:
        """The words with no capital that a name can begin with."""
        nouns = self.small_bodies | self.named_bodies | self.state_bodies | self.forces | self.streets
        return nouns | self.small_events

    @cached_property
    def small_openers(self) -> frozenset[str]:
        """The words with no capital that a name can begin with where a capital comes next."""
        return self.openers | {"de", "d'"}

    def singular(self, word: str) -> str:
        """conseils → conseil, where that is a body."""
        return word[:-1] if word.endswith("s") and word[:-1] in self.bodies else word

    def gender(self, name: str) -> str:
        """m, f, mf, or "" for what is no given name; of "Jean-Marc" that of its first part."""
        if name.lower() in self.openings:
            return ""
        first = self.first_names.get(name)
        if first is None and "-" in name and name.partition("-")[2][:1].isupper():
            first = self.first_names.get(name.partition("-")[0])
        return first or ""

    def is_first_name(self, name: str) -> bool:
        return bool(self.gender(name))

    def is_role(self, noun: str) -> bool:
        return noun in self.roles

    def has_portfolio(self, noun: str) -> bool:
        """ministres → yes: whether it is somebody whose office is named by its field."""
        return self.singular(noun).rstrip("s") in self.portfolios

    def is_demonym(self, word: str) -> bool:
        return bool(nationalities(self.world, word))

    def is_country(self, name: str) -> bool:
        country = self.world.countries.get(name)
        return country is not None and name not in country.needs

    def is_capital(self, name: str) -> bool:
        state = self.world.capitals.get(name)
        return state is not None and name not in state.needs

    def is_body(self, name: str) -> bool:
        return name in self.listings and not self.listings[name].needy

    def may_be_body(self, name: str) -> bool:
        return name in self.listings

    def toponym(self, name: str) -> Toponym | None:
        """The likeliest place of that name, by itself; None where it names none."""
        return _toponym(self.gazetteer, name)

    def is_place(self, name: str) -> bool:
        return self.toponym(name) is not None

    def population(self, name: str) -> int:
        toponym = self.toponym(name)
        return toponym.population if toponym else 0


@lru_cache(maxsize=REMEMBERED)
def _toponym(gazetteer: Gazetteer, name: str) -> Toponym | None:
    return next((toponym for toponym in bearers(gazetteer, name) if toponym.rank < BARE), None)


@cache
def load_names(lang: str, known: tuple[KnownName, ...] = ()) -> NameWords:
    """Returns the language's words of names, with those of a person's own list before all; raises ValueError for an
    unknown language, WordListError for a file that is malformed."""
    path = folder(lang)
    world = load_world(lang)
    words = settings(path / "names.toml")
    listings = dict(_listings(world, frozenset(words["platforms"]), known))
    return NameWords(
        **{name: frozenset(entries) for name, entries in words.items()},
        days=frozenset(row.fields[0] for row in rows(path / "days.txt", 1)),
        roles=frozenset(row.fields[0] for row in rows(path / "speakers.tsv", 3) if row.fields[1] == "person"),
        first_names={row.fields[0]: row.fields[1] for row in rows(path / "first_names.tsv", 2)},
        listings=listings,
        starts=_by_first(listings),
        world=world,
        gazetteer=load_gazetteer(lang),
    )


def _listings(world: World, platforms: frozenset[str], known: tuple[KnownName, ...]) -> Iterator[tuple[str, Listing]]:
    """Yields each listed name, those that take precedence last."""
    for agency in world.agencies.values():
        for name in (agency.name, *agency.others):
            yield name, Listing(agency.name, agency.kind, agency.iso3, agency.place, name in agency.needs)
    for body in world.organizations.values():
        for name in (body.name, *body.others):
            needy = name in body.needs or name in platforms
            yield name, Listing(body.name, body.kind, body.iso3, body.place, needy)
    for metonym in world.metonyms.values():
        for name in (metonym.name, *metonym.others):
            yield name, Listing(metonym.name, metonym.kind, metonym.iso3, metonym.place, name in metonym.needs)
    for entry in known:
        for name in (entry.name, *entry.aliases):
            yield name, Listing(entry.name, entry.kind, entry.country, entry.place, False, entry.wikidata, own=True)


def _by_first(names: Iterable[str]) -> dict[str, int]:
    """The length of the longest name, by the first chunk of names."""
    longest: dict[str, int] = {}
    for name in names:
        first = FIRST.match(name)
        if first is None:
            raise WordListError(f"{name!r} is no name")
        longest[first[0]] = max(len(name), longest.get(first[0], 0))
    return longest
