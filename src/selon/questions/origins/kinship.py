"""Kinship: why two tellings of an event have one origin. Never by their wording alone, short of a copy.

Agencies tell in the same few words what everybody tells; so a copy must share long stretches of text, not a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from selon.questions.origins.tellings import Told
from selon.record.folding import folded
from selon.record.store import Record

RUN = 5  # words
COPY = 0.6  # the share of the shorter text's runs that the longer has, from which it is a copy
PART = 0.4  # the same, where they cite the same, or one cites nobody
LONG = 30  # runs that a copy shares


class Kin(NamedTuple):
    """Two tellings, by their places in the list, that have one origin: `weight` how sure that is, the surest first."""

    weight: int
    one: int
    other: int
    why: str
    reason: str


def kinships(record: Record, told: Sequence[Told]) -> list[Kin]:
    """Returns the pairs of tellings that have one origin, the surest first."""
    linked = _linked(record, told)
    runs = [_runs(each.text) for each in told]
    found: list[Kin] = []
    for one, other in combinations(range(len(told)), 2):
        pair = frozenset(each.dispatch for each in (told[one], told[other]))
        for weight, (why, reason) in enumerate(
            _reasons(told[one], told[other], runs[one], runs[other], linked.get(pair))
        ):
            if why:
                found.append(Kin(weight, one, other, why, reason))
                break
    return sorted(found)


def _linked(record: Record, told: Sequence[Told]) -> dict[frozenset[int | None], str]:
    """The dispatches that the record links as versions, corrections and copies."""
    numbers = sorted({each.dispatch for each in told if each.dispatch is not None})
    query = f"SELECT later, earlier, kind FROM links WHERE later IN ({', '.join(map(str, numbers))}) ORDER BY kind"
    return {frozenset((later, earlier)): kind for later, earlier, kind in record.db.execute(query)}


def _runs(text: str) -> frozenset[str]:
    words = folded(text).split()
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _reasons(
    one: Told, other: Told, mine: frozenset[str], theirs: frozenset[str], link: str | None
) -> Iterator[tuple[str, str]]:
    """Yields each sort of kinship, the surest first, "" where it does not hold."""
    yield ("copy", f"they are linked as {link}") if link else ("", "")
    yield _copy(one, other, mine, theirs)
    yield _author(one, other)
    yield _source(one, other)
    yield _cited(one, other)
    yield _desk(one, other)


def _copy(one: Told, other: Told, mine: frozenset[str], theirs: frozenset[str]) -> tuple[str, str]:
    both = len(mine & theirs)
    share = both / min(len(mine), len(theirs)) if mine and theirs else 0.0
    compatible = one.own_voice or other.own_voice or bool(_keys(one) & _keys(other))
    one_desk = one.desk is not None and one.desk == other.desk and share >= COPY
    if one_desk or (both >= LONG and (share >= COPY or (share >= PART and compatible))):
        return "copy", f"{share:.0%} of the shorter text stands in the other"
    return "", ""


def _author(one: Told, other: Told) -> tuple[str, str]:
    shared = sorted(one.authors & other.authors)
    return ("author", f"both are by {', '.join(name.title() for name in shared)}") if shared else ("", "")


def _keys(told: Told) -> frozenset[str]:
    """Those of all whom it cites, and of the agencies that it names beside them, other than its own."""
    cited = frozenset(key for source in told.chain for key in source.keys)
    return cited | (told.named - {f"name/{told.desk}"} if told.chain else frozenset())


def _source(one: Told, other: Told) -> tuple[str, str]:
    shared = _keys(one) & _keys(other)
    names = [source.name for source in one.chain if source.keys & shared] or sorted(
        key.partition("/")[2] for key in shared
    )
    return ("source", f"both cite {', '.join(names)}") if shared else ("", "")


def _cited(one: Told, other: Told) -> tuple[str, str]:
    """One cites the agency or the paper that the other is of."""
    for teller, desk in ((one, other), (other, one)):
        if desk.desk and desk.desk != teller.desk and f"name/{desk.desk}" in _keys(teller):
            return "source", f"one cites {desk.agency}, of which the other is"
    return "", ""


def _desk(one: Told, other: Told) -> tuple[str, str]:
    """Two of one agency, both in its own voice."""
    same = one.desk is not None and one.desk == other.desk and one.own_voice and other.own_voice
    return ("desk", f"both are {one.agency}'s, in its own voice") if same else ("", "")
