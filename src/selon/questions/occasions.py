"""Occasions: which tellings are of one and the same event, and where they disagree.

Two tellings are of the same event where their types are, those who act, their days (one day more or less, as each may
count by the time of another zone), and where no place and no one to whom it was done speaks against it. A background
record tells each event once: its rows of one day, actor and place are one occasion (a salvo), and two occasions of it
are two events. What comes out hangs on the tellings alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from selon.questions.happenings import WHOM, Days, Happening, Taker, days_of
from selon.record.store import Record

NEAR = 1  # days between two tellings of one event
LONG = {True: 60, False: 3}  # days that a row of a background record, a dispatch's event may span
PERSON = "person"
SAME, STATE = 2, 1  # how like two who take part are
Unit = tuple[Happening, ...]


class Occasion(NamedTuple):
    """An event, as it is told: its tellings, by day and name; `days` is what they share of days, or all of them."""

    tellings: tuple[Happening, ...]
    days: Days

    @property
    def id(self) -> str:
        """That of its first telling."""
        return self.tellings[0].id


class Pair(NamedTuple):
    """Two units that can be of one event, and how far apart their days are; by this they are joined, nearest first."""

    apart: int
    one: int
    other: int


def occasions(happenings: Iterable[Happening]) -> list[Occasion]:
    """Returns the events that the happenings tell, by day: each happening is in one."""
    units = _units(happenings)
    parts = list(range(len(units)))
    groups = {i: [i] for i in parts}
    for pair in sorted(_pairs(units)):
        one, other = parts[pair.one], parts[pair.other]
        if one != other and _are_one([units[i] for i in groups[one]], [units[i] for i in groups[other]]):
            for i in groups[other]:
                parts[i] = one
            groups[one] += groups.pop(other)
    found = [_occasion([units[i] for i in group]) for group in groups.values()]
    return sorted(found, key=lambda occasion: (occasion.days.begins or date.min, occasion.tellings[0].name))


def same(one: Happening, other: Happening) -> bool:
    """Whether two tellings can be of one event."""
    return apart(days_of(one), days_of(other)) <= NEAR and _alike(one, other)


def _alike(one: Happening, other: Happening) -> bool:
    """Whether two tellings can be of one event, whenever it was."""
    return (
        one.type == other.type
        and agree(one, other)
        and (not one.country or not other.country or one.country == other.country)
    )


def _units(happenings: Iterable[Happening]) -> list[Unit]:
    """The happenings, the rows of one background record that are one occasion together; in an order of their own."""
    held: dict[object, list[Happening]] = defaultdict(list)
    for each in happenings:
        held[_key(each)].append(each)
    units = (tuple(sorted(unit, key=lambda each: (each.begins or "", each.id))) for unit in held.values())
    return sorted(units, key=lambda unit: (unit[0].begins or "", unit[0].source, unit[0].id))


def _key(happening: Happening) -> object:
    """Of a dispatch's event, itself."""
    if happening.background is None:
        return happening.id
    actors = tuple(sorted(taker.country or taker.folded for taker in happening.taking_part("actor")))
    return happening.background, happening.type, days_of(happening), actors, happening.place


def _pairs(units: Sequence[Unit]) -> Iterator[Pair]:
    """Those of the units, near in time, that can be of one event; the days lay them side by side."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for each in _each_day(unit[0]):
            by_day[each].append(i)
    seen: set[tuple[int, int]] = set()
    for each, there in sorted(by_day.items()):
        near = sorted({*there, *by_day.get(date.fromordinal(each.toordinal() + 1), ())})
        for one, other in combinations(near, 2):
            if (one, other) not in seen and _others(units[one], units[other]):
                seen.add((one, other))
                if same(units[one][0], units[other][0]):
                    yield Pair(apart(days_of(units[one][0]), days_of(units[other][0])), one, other)


def _each_day(happening: Happening) -> Iterator[date]:
    """The days of a happening; none of one that is told by a month or a year."""
    begins, ends = days_of(happening)
    if begins and ends and 0 <= (ends - begins).days <= LONG[happening.background is not None]:
        yield from (date.fromordinal(n) for n in range(begins.toordinal(), ends.toordinal() + 1))


def _others(one: Unit, other: Unit) -> bool:
    """Whether they come from two sources: what one source tells twice, it tells apart."""
    return one[0].source != other[0].source


def _are_one(some: Sequence[Unit], others: Sequence[Unit]) -> bool:
    """Whether two groups can be one: of each source one unit at most, and all near in time, or within the days of one
    that is longer: a journey of ten days."""
    units = [unit[0] for unit in (*some, *others)]
    if len({unit.source for unit in units}) < len(units):
        return False
    longest = max(units, key=lambda unit: length(days_of(unit)))
    around = days_of(longest).wider(NEAR) if length(days_of(longest)) > NEAR else None
    if around and all(around.holds(days_of(unit)) for unit in units):
        return all(_alike(one[0], other[0]) for one in some for other in others)
    return all(same(one[0], other[0]) for one in some for other in others)


def length(days: Days) -> int:
    """How many days lie between its first and its last."""
    return (days.ends - days.begins).days if days.begins and days.ends else 0


def _occasion(units: Sequence[Unit]) -> Occasion:
    tellings = sorted((each for unit in units for each in unit), key=lambda each: (each.begins or "", each.name))
    spans = [days_of(each) for each in tellings]
    begins = max((span.begins for span in spans if span.begins), default=None)
    ends = min((span.ends for span in spans if span.ends), default=None)
    if begins and ends and begins > ends:
        begins, ends = ends, begins
    return Occasion(tuple(tellings), Days(begins, ends))


def apart(one: Days, other: Days) -> int:
    """How many days lie between the two; a great many where one has none."""
    if not (one.begins and one.ends and other.begins and other.ends):
        return 10**6
    return max(0, (one.begins - other.ends).days, (other.begins - one.ends).days)


def agree(one: Happening, other: Happening) -> bool:
    """Whether the same act, on the same: those who act must be told by both, and be one in both; to whom it is done
    must, where both tell it. Where only their state is the same, the place or the target must be, too."""
    doers = [_likeness(a, b) for a in one.taking_part("actor") for b in other.taking_part("actor")]
    whom = [_likeness(a, b) for a in one.taking_part(*WHOM) for b in other.taking_part(*WHOM)]
    if not any(doers) or (whom and not any(whom)):
        return False
    return max(doers) == SAME or any(whom) or (one.place is not None and one.place == other.place)


def _likeness(one: Taker, other: Taker) -> int:
    """SAME by the entity, the name, or the state where both are one; STATE where they are of one state, and are not
    two persons; 0 for others."""
    if (one.entity is not None and one.entity == other.entity) or one.folded == other.folded:
        return SAME
    if one.country is None or one.country != other.country or (one.kind == other.kind == PERSON):
        return 0
    return SAME if one.is_state and other.is_state else STATE


class Disagreement(NamedTuple):
    """What the tellings of an event say otherwise: `what` (outcome, number, range km), and what each source says."""

    what: str
    said: dict[str, str]


def quantities(occasion: Occasion) -> dict[str, tuple[int, int]]:
    """How many things each source counts, at least and at most: the sum of its rows; only where all of them tell it."""
    found: dict[str, tuple[int, int]] = {}
    for source, tellings in _by_source(occasion).items():
        least = [each.least if each.least is not None else each.most for each in tellings]
        most = [each.most if each.most is not None else each.least for each in tellings]
        if None not in least:
            found[source] = sum(n or 0 for n in least), sum(n or 0 for n in most)
    return found


def outcomes(occasion: Occasion) -> dict[str, str]:
    """How it ended, by each source that tells it."""
    told = {source: {e.outcome for e in tellings if e.outcome} for source, tellings in _by_source(occasion).items()}
    return {source: ", ".join(sorted(ends)) for source, ends in told.items() if ends}


def _by_source(occasion: Occasion) -> dict[str, list[Happening]]:
    found: dict[str, list[Happening]] = defaultdict(list)
    for each in occasion.tellings:
        found[each.source].append(each)
    return found


def said(disagreement: Disagreement) -> str:
    """ "nk-missile-tests: 350, 650; north-korea-provocations: 650" """
    return "; ".join(f"{source}: {told}" for source, told in sorted(disagreement.said.items()))


def disagreements(record: Record, happenings: Sequence[Happening]) -> list[Disagreement]:
    """Returns where the tellings of one event disagree: how many, how it ended, what background rows measure."""
    one = _occasion([tuple(happenings)])
    numbers = {source: _range(*bounds) for source, bounds in quantities(one).items()}
    told = {"number": numbers, "outcome": outcomes(one), **_measures(record, one)}
    return [Disagreement(what, by) for what, by in told.items() if len(set(by.values())) > 1]


def _measures(record: Record, occasion: Occasion) -> dict[str, dict[str, str]]:
    """What the rows measure: by what, and by source: {"range km": {"nk-missile-tests": "350, 650"}}."""
    found: dict[str, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    query = "SELECT name, value, unit FROM background_values WHERE event = ?"
    for each in occasion.tellings:
        for name, value, unit in record.db.execute(query, (each.id[1:],)) if each.background else ():
            found[f"{name} {unit}" if unit else name][each.source].add(value)
    return {
        what: {source: ", ".join(f"{value:g}" for value in sorted(values)) for source, values in by.items()}
        for what, by in found.items()
    }


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}-{most}"
