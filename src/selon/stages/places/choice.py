"""Which of the places that bear a name is meant.

A noun before it decides ("cosmodrome de Vostochny" is no town). Else the dispatch's own countries and the number of
people speak: a town of a country that the dispatch names beats a larger one elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selon.languages.gazetteer import BARE, Toponym, bearers, fold
from selon.languages.places import PlaceWords
from selon.model import Name
from selon.stages.cast import Cast, Words
from selon.stages.parse import Token
from selon.stages.places.phrases import Found

BESIDE = 6.0  # for a country named within a few words
NAMED = 1.0  # for one that the dispatch names: a town ten times as large elsewhere weighs as much
OFTEN = 0.15  # for each time more, up to FEW
FEW = 4
FAMOUS = 9.0  # for a country, a sea, a site: there is just one
REGION = 3.0  # against a region, and a country, where a town is meant
HELD = 12.0  # for one that holds the town named before it
NEARLY = -1.5  # for each rank of a spelling that is not the French one
REACH = 8  # words after a name in which its country is told
IN = frozenset("en au aux à dans".split())


@dataclass(frozen=True, slots=True)
class Context:
    """What of the dispatch speaks for a bearer: how often it names each country, the country that a word tells, the
    countries of the town that a word is told to hold ("Atlanta, en Géorgie"), and the nouns that it sets before each
    name (folded)."""

    countries: Counter[str]
    told: dict[int, str]
    held: dict[int, set[str]]
    nouns: dict[str, set[str]]


def make_context(cast: Cast, words: PlaceWords, found: Sequence[Found]) -> Context:
    """Returns what the names and adjectives of the dispatch tell."""
    in_text = [each for each in found if each.first is not None]
    adjectives = {i: states[0].iso3 for i, states in cast.nationals.items() if len(states) == 1}
    told = {**_regions(in_text, words), **_states(cast, words), **adjectives}
    counts = Counter(told.values())
    counts.update(member.country for member in cast.members.values() if member.country and member.kind == "government")
    nouns: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.noun:
            nouns[fold(each.name)].add(each.noun)
    return Context(counts, told, _held(cast.parse.tokens, in_text, words), nouns)


def _states(cast: Cast, words: PlaceWords) -> dict[int, str]:
    countries = words.world.countries
    named = ((first, countries.get(name.text.replace("’", "'"))) for name, (first, _) in _names(cast))
    return {first: state.iso3 for first, state in named if state is not None}


def _names(cast: Cast) -> Iterator[tuple[Name, Words]]:
    return zip(cast.names, cast.spans, strict=True)


def _regions(found: Iterable[Found], words: PlaceWords) -> dict[int, str]:
    """The countries of those divisions whose names no place of another country bears."""
    told = {}
    for each in found:
        borne = bearers(words.gazetteer, each.name)
        if each.first is not None and borne and borne[0].kind == "region" and len({t.country for t in borne}) == 1:
            told[each.first] = borne[0].countries[0]
    return told


def _held(tokens: Sequence[Token], found: Iterable[Found], words: PlaceWords) -> dict[int, set[str]]:
    """ "Atlanta, en Géorgie": by the first word of what holds a place, the countries that the place can be of."""
    ends = {each.last: each for each in found}
    held = {}
    for each in ends.values():
        i = (each.first or 0) - 1
        if i > 1 and tokens[i].lower in IN and tokens[i - 1].text in (",", "(") and (inner := ends.get(i - 2)):
            borne = bearers(words.gazetteer, inner.name)
            held[i + 1] = {country for toponym in borne for country in toponym.countries}
    return held


class Near(NamedTuple):
    """The countries near a name: those that the dispatch names, and how often, those told right after it, and those
    of the town that it is told to hold."""

    countries: Counter[str]
    beside: set[str]
    held: set[str]


def choose(found: Found, context: Context, words: PlaceWords) -> list[Toponym]:
    """Returns the bearers of the name, the likeliest first; none where nobody bears it here."""
    near = Near(
        context.countries if found.construction != "bureau" else Counter(),
        _beside(found, context),
        context.held.get(found.first, set()) if found.first is not None else set(),
    )
    less = _less_likely(found)
    ranked = sorted(_fits(found, context, words), key=lambda t: _score(t, near) - less.get(t.kind, 0), reverse=True)
    return _distinct(ranked)


def _less_likely(found: Found) -> dict[str, float]:
    """What speaks against a kind of place where a town is meant: "à Vienne, dans l'Isère" is no département, and a
    dispatch is written in a town, not in a country."""
    if not found.town:
        return {}
    return {"region": REGION} if found.construction == "named" else {"region": REGION, "country": FAMOUS + REGION}


def _fits(found: Found, context: Context, words: PlaceWords) -> Sequence[Toponym]:
    """Those that the noun before the name tells; else those that need none; else, as "Vostochny" is no other place's
    name, those whose noun stands before it elsewhere in the dispatch, or all."""
    told = bearers(words.gazetteer, f"{found.noun} {found.name}") if found.noun else ()
    borne = bearers(words.gazetteer, found.name)
    alone = [toponym for toponym in borne if toponym.rank < BARE]
    nouns = context.nouns.get(fold(found.name), set())
    elsewhere = [toponym for toponym in borne if nouns.intersection(toponym.generic)]
    return told or alone or elsewhere or borne


def _beside(found: Found, context: Context) -> set[str]:
    """The countries told in the words after the name: "Tripoli, dans le nord du Liban"."""
    if found.last is None:
        return set()
    return {context.told[i] for i in range(found.last + 1, found.last + REACH) if i in context.told}


def _score(toponym: Toponym, near: Near) -> float:
    score = math.log10(toponym.population + 1) + NEARLY * min(toponym.rank, BARE - 1)
    if toponym.kind not in ("town", "region"):
        score += FAMOUS
    countries = set(toponym.countries)
    score += BESIDE * bool(countries & near.beside) + HELD * bool(countries & near.held)
    times = max((near.countries[country] for country in countries), default=0)
    return score + (NAMED + OFTEN * min(times, FEW) if times else 0)


def _distinct(ranked: Sequence[Toponym]) -> list[Toponym]:
    """Each place once: a name can be its own spelling twice, and a town the seat of a region of its name."""
    seen: set[tuple[int | None, str]] = set()
    kept = []
    for toponym in ranked:
        key = toponym.geoname, toponym.entry
        if key not in seen:
            seen.add(key)
            kept.append(toponym)
    return kept
