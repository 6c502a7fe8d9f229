"""Places: what a place's name stands for on the map, and how the text places things by it.

Which of the bearers of a name is meant is chosen in `choice.py`, by the noun before it, the countries of the dispatch
and size; `relations.py` reads "au large de" and "dans le nord de"; `phrases.py` finds the places that no capital
announces ("la frontière intercoréenne") and those of the head and the foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.languages.gazetteer import Toponym
from selon.languages.places import PlaceWords
from selon.model import Bearer, Dispatch, Made, Place, Span, cut
from selon.stages.cast import Cast, Member
from selon.stages.places.choice import Context, choose, make_context
from selon.stages.places.coasts import coast
from selon.stages.places.parts import part_of
from selon.stages.places.phrases import Found, find_toponyms
from selon.stages.places.relations import Related, relation_of

OTHERS = 4  # runners-up that are kept


def find_places(dispatch: Dispatch, cast: Cast, words: PlaceWords) -> tuple[Place, ...]:
    """Returns the places of the dispatch, in the order of the text, and gives the entities of places their country, and
    the noun that belongs to their name ("mer Rouge")."""
    found = list(find_toponyms(dispatch, cast, words))
    context = make_context(cast, words, found)
    places = sorted([*_places(cast, found, context, words), *coast(cast, words)], key=lambda place: place.start)
    for place in places:
        if place.entity is not None:
            _complete(cast.members[place.entity], place)
    return tuple(places)


def _complete(member: Member, place: Place) -> None:
    member.country = member.country or place.country
    if place.text.endswith(member.name) and place.precision != "region":
        member.name = place.text


def _places(cast: Cast, found: Iterable[Found], context: Context, words: PlaceWords) -> Iterator[Place]:
    for each in found:
        bearers = choose(each, context, words)
        if bearers:
            yield _place(cast, each, bearers, words)


def _place(cast: Cast, found: Found, bearers: list[Toponym], words: PlaceWords) -> Place:
    text = cast.parse.text
    related = relation_of(cast.parse, found, words) if found.first is not None else None
    chosen = bearers[0]
    latitude, longitude, precision = chosen.latitude, chosen.longitude, chosen.precision
    if related and related.relation == "part" and (part := part_of(words.gazetteer, chosen, related.direction)):
        latitude, longitude, precision = *part, "area"
    return Place(
        found.start,
        found.end,
        text[found.start : found.end],
        chosen.geoname,
        chosen.name,
        chosen.country,
        latitude,
        longitude,
        precision,
        Made(found.construction, chosen.entry),
        entity=found.entity,
        relation=related.relation if related else None,
        related=_span(text, related),
        others=tuple(_bearer(other) for other in bearers[1 : OTHERS + 1]),
    )


def _span(text: str, related: Related | None) -> Span | None:
    return cut(text, related.start, related.end) if related else None


def _bearer(toponym: Toponym) -> Bearer:
    return Bearer(toponym.geoname, toponym.name, toponym.country, toponym.latitude, toponym.longitude)
