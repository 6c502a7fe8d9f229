"""The words by which a text places things, with the gazetteer and the world that places are looked up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from selon.languages.gazetteer import Gazetteer, load_gazetteer
from selon.languages.loader import folder, settings
from selon.languages.world import World, load_world


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`nouns` are those that can stand before a place's name and tell which is meant, `divisions` those of them that
    are part of it ("région de l'Amour"); `openers` the folded first words of the listed phrases; the others are the
    lists of `places.toml`."""

    near: frozenset[str]
    off: frozenset[str]
    toward: frozenset[str]
    coasts: frozenset[str]
    directions: Mapping[str, str]
    nouns: frozenset[str]
    divisions: frozenset[str]
    openers: frozenset[str]
    gazetteer: Gazetteer
    world: World


@cache
def load_places(lang: str) -> PlaceWords:
    """Returns them; raises ValueError for an unknown language, WordListError for a file that is malformed."""
    words = settings(folder(lang) / "places.toml")
    gazetteer = load_gazetteer(lang)
    divisions = frozenset(noun for nouns in gazetteer.nouns.values() for noun in nouns)
    generic = {noun for toponyms in gazetteer.table.values() for toponym in toponyms for noun in toponym.generic}
    return PlaceWords(
        near=frozenset(words["near"]),
        off=frozenset(words["off"]),
        toward=frozenset(words["toward"]),
        coasts=frozenset(words["coasts"]),
        directions=words["directions"],
        nouns=divisions | generic | {"capitale", "ville", "île"},
        divisions=frozenset(gazetteer.nouns.get("region", ())),
        openers=frozenset(key.partition(" ")[0] for key in gazetteer.table if " " in key),
        gazetteer=gazetteer,
        world=load_world(lang),
    )
