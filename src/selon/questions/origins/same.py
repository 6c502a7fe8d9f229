"""The same event: which tellings, in other dispatches, are of the event that is asked about.

By points: who acts, on whom, with what, where, in what words. Named ones that differ, far places and far days speak
against it, whatever speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from selon.languages.world import load_world
from selon.questions.alike import share, stems
from selon.questions.happenings import WHOM, Happening, Taker, days_of
from selon.questions.occasions import apart
from selon.record.folding import folded

NEAR = 1  # days
FAR = 150.0  # km from which two places are two
ENOUGH = 2.0  # points
NAMED, WORDED, PLACED, SAID = 2.0, 1.0, 1.0, 1.0
SENTENCE = 0.4  # the share of a sentence's words that another has
EARTH = 6371.0  # km


class Telling(NamedTuple):
    """A happening, with what else tells it apart: the words of its sentence, its place in degrees."""

    happening: Happening
    words: frozenset[str]
    point: tuple[float, float] | None


def same_event(asked: Telling, others: Iterable[Telling]) -> list[Telling]:
    """Returns the tellings of the event asked about, itself first; of each dispatch the likeliest one.

    A telling that says less may be of either of two events; no two are taken that tell of other states."""
    found, newest = [asked], asked
    scores = {each: 0.0 for each in others if each.happening.id != asked.happening.id}
    while True:
        scores = {
            each: max(score, points(newest, each))
            for each, score in scores.items()
            if _may_be(asked, each) and not _of_other_states(newest, each) and not _told(found, each)
        }
        likely = [(score, each) for each, score in scores.items() if score >= ENOUGH]
        if not likely:
            return found
        newest = max(likely, key=lambda pair: (pair[0], pair[1].happening.id))[1]
        found.append(newest)
        del scores[newest]


def _told(found: Sequence[Telling], each: Telling) -> bool:
    """Whether its dispatch tells it already."""
    dispatch = each.happening.dispatch
    return dispatch is not None and any(one.happening.dispatch == dispatch for one in found)


def _may_be(asked: Telling, other: Telling) -> bool:
    """Whether nothing speaks against it."""
    one, two = asked.happening, other.happening
    if one.type != two.type or apart(days_of(one), days_of(two)) > NEAR:
        return False
    if _differ(one, two, "actor") or _differ(one, two, *WHOM):
        return False
    return not (asked.point and other.point and _venues(one) and _venues(two)) or _km(asked, other) <= FAR


def _of_other_states(one: Telling, other: Telling) -> bool:
    """Whether each tells of a state that the other does not, and all are known; who met whom is told either way."""
    mine, theirs = ({taker.country for taker in each.happening.taking_part("actor", *WHOM)} for each in (one, other))
    return None not in mine | theirs and bool(mine - theirs) and bool(theirs - mine)


def _venues(happening: Happening) -> bool:
    """Whether it is told where it was, more closely than by the country."""
    venues = (taker.folded.strip() for taker in happening.taking_part("venue"))
    return any(venue not in _countries() for venue in venues)


@cache
def _countries() -> frozenset[str]:
    return frozenset(folded(name).strip() for name in load_world("fr").countries)


def _differ(one: Happening, other: Happening, *roles: str) -> bool:
    """Whether both tell who has one of the roles, and all who are named differ."""
    pairs = [(a, b) for a in one.taking_part(*roles) for b in other.taking_part(*roles)]
    return bool(pairs) and all(_likeness(a, b) == 0 and _are_two(a, b) for a, b in pairs)


def _are_two(one: Taker, other: Taker) -> bool:
    """By their names, or the states that they are of; a role and a name of one state can be one."""
    if one.country and other.country:
        return one.country != other.country or one.kind == other.kind == "person"
    return one.kind is not None and other.kind is not None


def points(one: Telling, other: Telling) -> float:
    """How much speaks for the two being one event."""
    first, second = one.happening, other.happening
    found = _best(first, second, "actor") + _best(first, second, *WHOM)
    found += min(WORDED, _best(first, second, "goods"))
    if first.place and second.place and (first.place == second.place or stems(first.place) & stems(second.place)):
        found += PLACED
    return found + (SAID if max(share(one.words, other.words), share(other.words, one.words)) >= SENTENCE else 0.0)


def _best(one: Happening, other: Happening, *roles: str) -> float:
    """How like the likest two who have one of the roles are."""
    pairs = ((a, b) for a in one.taking_part(*roles) for b in other.taking_part(*roles))
    return max((_likeness(a, b) for a, b in pairs), default=0.0)


def _likeness(one: Taker, other: Taker) -> float:
    if (one.entity is not None and one.entity == other.entity) or one.folded == other.folded:
        return NAMED if one.kind or one.country else WORDED
    if one.country and one.country == other.country and not (one.kind == other.kind == "person"):
        return NAMED if one.is_state and other.is_state else WORDED
    mine, theirs = stems(one.name), stems(other.name)
    if one.kind and other.kind:
        return 0.0
    return WORDED if max(share(mine, theirs), share(theirs, mine)) >= 0.5 else 0.0


def _km(one: Telling, other: Telling) -> float:
    (a, b), (c, d) = one.point or (0.0, 0.0), other.point or (0.0, 0.0)
    north, east = radians(c - a) / 2, radians(d - b) / 2
    return 2 * EARTH * asin(sqrt(sin(north) ** 2 + cos(radians(a)) * cos(radians(c)) * sin(east) ** 2))
