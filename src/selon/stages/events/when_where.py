"""When and where an event is: the time and the place that hang on its trigger, or on the verb of its clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from selon.model import EventPlace, EventTime, Place, Time
from selon.stages.events.ground import Filler, Ground
from selon.stages.events.slots import CLAUSES, clause_above
from selon.stages.phrases import sentence_of

Found = TypeVar("Found", Time, Place)
CLIMB = 8  # words above one another
OLD = 10  # days before the dispatch: no news any more
VERBS = ("VERB", "AUX")


def time_of(ground: Ground, at: int, carrier: int | None) -> EventTime | None:
    """Returns when it is: the time nearest to the trigger among those of its clause."""
    near = _attached(ground, ground.times, at, carrier)
    return next((_event_time(time) for time in near if time.type != "SET" and _dates(ground, time)), None)


def _dates(ground: Ground, time: Time) -> bool:
    """Whether it tells when: not the length of what is told ("condamné à cinq ans"), nor from when something else is
    ("cinq ans après l'attentat")."""
    if time.type != "DURATION":
        return True
    first, last = bisect_left(ground.starts, time.start), bisect_left(ground.starts, time.end) - 1
    before = ground.tokens[first - 1].lower if first else ""
    after = ground.tokens[last + 1].lower if last + 1 < len(ground.tokens) else ""
    return (
        before not in ("à", "de", "d'")
        and not time.text.lower().endswith(("après", "avant"))
        and after not in ("après", "avant", "de")
    )


def place_of(
    ground: Ground, at: int, carrier: int | None, venues: Iterable[Filler], targets: Iterable[Filler]
) -> EventPlace | None:
    """Returns where it is: the place in the words of its venue, the place that is its target, or that of its clause."""
    for filler in venues:
        start, end = ground.tokens[filler.first].start, ground.tokens[filler.last].end
        first, last = bisect_left(ground.offsets, start), bisect_left(ground.offsets, end)
        inside = (place for place in ground.places[first:last] if place.latitude is not None)
        if (place := next(inside, None)) is not None:
            return _event_place(place)
    for filler in targets:
        place = ground.place_at(ground.tokens[filler.head].start)
        if place is not None and place.latitude is not None:
            return _event_place(place)
    attached = (place for place in _attached(ground, ground.places, at, carrier) if place.latitude is not None)
    near = (place for place in attached if not _acts(ground, place))
    return next((_event_place(place) for place in near), None)


def _acts(ground: Ground, place: Place) -> bool:
    """Whether the place is the subject, or joined to it: "Séoul et Washington ont reporté leurs exercices"."""
    tokens, i = ground.tokens, bisect_right(ground.starts, place.start) - 1
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    return tokens[i].dep == "nsubj"


def _attached(ground: Ground, findings: tuple[Found, ...], at: int, carrier: int | None) -> Iterator[Found]:
    """Yields the findings of the trigger's clause, the nearest first."""
    tokens, sentence = ground.tokens, sentence_of(ground.parse, at)
    first = bisect_left(findings, sentence.start, key=lambda finding: finding.start)
    last = bisect_right(findings, sentence.end, key=lambda finding: finding.start)
    verb = carrier if carrier is not None else clause_above(ground, at)
    near = sorted(findings[first:last], key=lambda finding: abs(finding.start - tokens[at].start))
    for finding in near:
        word = bisect_right(ground.starts, finding.start) - 1
        if word >= 0 and _hangs(ground, word, at, verb):
            yield finding


def _hangs(ground: Ground, word: int, at: int, verb: int | None) -> bool:
    """Whether the word hangs on the trigger, or on its verb with no other verb between."""
    tokens = ground.tokens
    for i in ground.chain(word, CLIMB):
        if i in (at, verb):
            return True
        if tokens[i].dep == "acl" and tokens[i].head == at:
            return True  # "la rencontre prévue mardi à Genève"
        if (tokens[i].pos in VERBS and i != word) or tokens[i].dep in CLAUSES:
            return False
    return False


def _event_time(time: Time) -> EventTime:
    return EventTime(time.start, time.end, time.text, time.value, time.begins, time.ends)


def _event_place(place: Place) -> EventPlace:
    return EventPlace(
        place.start,
        place.end,
        place.text,
        place.geoname,
        place.name,
        place.country,
        place.latitude,
        place.longitude,
        place.precision,
    )


def is_old(time: EventTime | None, sent: str | None) -> bool:
    """Whether the time begins so long before the dispatch that what it dates is no news."""
    if time is None or time.begins is None or sent is None:
        return False
    return date.fromisoformat(time.begins[:10]).toordinal() < date.fromisoformat(sent).toordinal() - OLD
