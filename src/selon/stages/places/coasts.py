"""Coasts that no place's name stands with: "au large de sa côte orientale", "la côte ouest américaine"."""

from __future__ import annotations

from collections.abc import Iterator

from selon.languages.gazetteer import Toponym, bearers
from selon.languages.places import PlaceWords
from selon.languages.world import Country, nationalities
from selon.model import Made, Place, cut
from selon.stages.cast import Cast
from selon.stages.parse import Token
from selon.stages.phrases import sentence_of
from selon.stages.places.parts import part_of
from selon.stages.places.relations import off_before

OWNERS = frozenset("sa ses leur leurs".split())


def coast(cast: Cast, words: PlaceWords) -> Iterator[Place]:
    """La Libye a fermé un port de sa côte orientale."""
    for token in cast.parse.tokens:
        if token.lemma in words.coasts or token.lower in words.coasts:
            place = _coast(cast, token, words)
            if place is not None:
                yield place


def _coast(cast: Cast, noun: Token, words: PlaceWords) -> Place | None:
    """The coast at the noun: its direction, and the state that a possessive or an adjective says it is of."""
    tokens = cast.parse.tokens
    after = tokens[noun.i + 1 : noun.i + 3]
    side = next((t for t in after if t.lower in words.directions), None)
    state = _state(cast, noun, after, words)
    toponym = _country(state, words) if state else None
    if side is None or state is None or toponym is None:
        return None
    first = tokens[noun.i - 1] if noun.i and tokens[noun.i - 1].pos == "DET" else noun
    last = max([side, *(t for t in after if nationalities(words.world, t.lower))], key=lambda t: t.i)
    latitude, longitude = part_of(words.gazetteer, toponym, words.directions[side.lower]) or (None, None)
    text = cast.parse.text
    off = off_before(tokens, first.i - 1, words)
    return Place(
        first.start,
        last.end,
        text[first.start : last.end],
        None,
        f"{noun.text} {side.text} ({state.name})",
        state.iso3,
        latitude,
        longitude,
        "area",
        Made("coast", state.place),
        relation="off" if off else None,
        related=cut(text, off.start, off.end) if off else None,
    )


def _state(cast: Cast, noun: Token, after: list[Token], words: PlaceWords) -> Country | None:
    """Whose coast it is: by an adjective, or, of "sa côte", the state named last before it in the sentence."""
    for token in after:
        if len(states := nationalities(words.world, token.lower)) == 1:
            return states[0]
    if not noun.i or cast.parse.tokens[noun.i - 1].lower not in OWNERS:
        return None
    named = cast.within(sentence_of(cast.parse, noun.i).first, noun.i)
    owner = next((cast.member(n).country for n in named if cast.member(n).kind == "government"), None)
    return words.world.states.get(owner) if owner else None


def _country(state: Country, words: PlaceWords) -> Toponym | None:
    return next((t for t in bearers(words.gazetteer, state.name) if t.kind == "country"), None)
