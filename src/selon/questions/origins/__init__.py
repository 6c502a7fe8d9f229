"""Origins: how many independent origins stand behind an event, not how many outlets tell it.

Tellings with a kinship are one origin; each merge has its reason. What a person judged comes first: two dispatches
joined are one origin, two parted never are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selon.questions.origins.kinship import Kin, kinships
from selon.questions.origins.tellings import SPEAKING, Source, Told, told_with
from selon.record.store import Record

PERSON = "a person joined them"


class Origin(NamedTuple):
    """One origin: its tellings in the order of time, and why each of them is of it (None for the first). `unnamed`
    whether it rests on a source that nobody names."""

    tellings: tuple[Told, ...]
    reasons: tuple[str | None, ...]
    unnamed: bool


def origins(record: Record, id: str) -> list[Origin]:
    """Returns the origins of an event, in the order of time. `id` names an event, a claim that tells one, or a row of a
    background record. Raises InputError."""
    told = told_with(record, id)
    joined, parted = _judged(record, told)
    pairs = [*(Kin(-1, one, other, "person", PERSON) for one, other in sorted(joined)), *kinships(record, told)]
    groups = _merged(len(told), pairs, parted)
    return [_origin(told, group, pairs) for group in groups]


def echoes(found: Sequence[Origin]) -> bool:
    """Whether all rests on one unnamed source, however many tell it."""
    return len(found) == 1 and found[0].unnamed


def _judged(record: Record, told: Sequence[Told]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The pairs that people joined, and those that they parted; of one pair the last judgement counts."""
    places = {each.id: place for place, each in enumerate(told)}
    query = "SELECT kind, target, other FROM judgements WHERE kind IN ('join', 'part') AND undone IS NULL ORDER BY id"
    last: dict[tuple[int, int], str] = {}
    for kind, target, other in record.db.execute(query):
        if target in places and other in places:
            one, two = sorted((places[target], places[other]))
            last[one, two] = kind
    joined = {pair for pair, kind in last.items() if kind == "join"}
    return joined, set(last) - joined


def _merged(number: int, pairs: Sequence[Kin], parted: set[tuple[int, int]]) -> list[list[int]]:
    """Groups, by the surest pairs first; none that would bring together what a person parted."""
    group = {i: [i] for i in range(number)}
    of = list(range(number))
    for pair in pairs:
        one, other = sorted((of[pair.one], of[pair.other]))
        if one == other or any(tuple(sorted((a, b))) in parted for a in group[one] for b in group[other]):
            continue
        for i in group[other]:
            of[i] = one
        group[one] = sorted([*group[one], *group.pop(other)])
    return sorted(group.values())


def _origin(told: Sequence[Told], group: Sequence[int], pairs: Sequence[Kin]) -> Origin:
    reasons: list[str | None] = [None]
    for place, i in enumerate(group[1:], 1):
        before = group[:place]
        why = (p.reason for p in pairs if {p.one, p.other} <= {i, *before} and i in (p.one, p.other))
        after = (p.reason for p in pairs if {p.one, p.other} <= set(group) and i in (p.one, p.other))
        reasons.append(next(why, None) or next(after, None))
    tellings = tuple(told[i] for i in group)
    return Origin(tellings, tuple(reasons), _is_unnamed(tellings))


def _is_unnamed(tellings: Sequence[Told]) -> bool:
    """Whether nobody who tells it names whence it is: some cite one without a name; the others cite them, or only the
    agency through which it came, or are copies that cite nobody."""
    speakers = [told.chain[-1] for told in tellings if told.chain]
    named = [it for it in speakers if not it.is_unnamed and it.kind not in SPEAKING and not _is_desk(it, tellings)]
    return any(it.is_unnamed for it in speakers) and not named


def _is_desk(source: Source, tellings: Sequence[Told]) -> bool:
    """Whether it is the agency or the paper of one of the tellings."""
    return any(f"name/{told.desk}" in source.keys for told in tellings)
