"""Which names of persons name the same one: "Kim Jong Un", "M. Kim" and "Kim" do, "Kim Yo Jong" does not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selon.languages.gazetteer import fold

WHOLE, FAMILY, INNER, GIVEN = 4, 3, 2, 1  # how a short form points at a full one, the surest first
REACH = 40  # persons of one name that a mention is compared with
Parts = tuple[str, ...]


class Called(NamedTuple):
    """A mention: its text, where it stands (an offset), and the gender that its title tells ("Mme": f, else "")."""

    text: str
    at: int
    gender: str


class Choice(NamedTuple):
    """The number of the person that a mention names, and of those that it could name as well, nearest first."""

    person: int
    others: tuple[int, ...]


@dataclass(slots=True)
class Person:
    """A person by the fullest name that is given: its text and folded parts, where it is mentioned for sure, and the
    gender that titles and given names tell, "" where none does."""

    name: str
    parts: Parts
    gender: str
    seen: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Register:
    """The persons, and their numbers by each part of their names."""

    persons: list[Person] = field(default_factory=list)
    by_part: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[Parts, list[int]] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        for part in set(person.parts):
            self.by_part.setdefault(part, []).append(len(self.persons))
        self.by_name.setdefault(person.parts, []).append(len(self.persons))
        self.persons.append(person)

    def sharing(self, parts: Parts) -> list[int]:
        """The numbers of the persons of that name, and of those with a part in common."""
        near = (number for part in parts for number in self.by_part.get(part, ())[-REACH:])
        return sorted({*self.by_name.get(parts, ()), *near})


def link_persons(
    mentions: Sequence[Called], family_first: frozenset[str], gender: Callable[[str], str]
) -> tuple[list[Person], list[Choice]]:
    """Returns the persons, and for each mention whom it names. `family_first` are the folded family names that stand
    before the given ones; `gender` tells that of a given name."""
    register = Register()
    for text in sorted({m.text for m in mentions}, key=lambda text: (-len(parts_of(text)), text)):
        parts = parts_of(text)
        if len(parts) > 1 and not any(_points(parts, register.persons[n].parts) for n in register.sharing(parts)):
            told = gender(text.split()[0])
            register.add(Person(text, parts, told if told in ("m", "f") else ""))
    for mention in mentions:
        fits = _fitting(mention, register, family_first)
        if not fits:
            register.add(Person(mention.text, parts_of(mention.text), mention.gender, [mention.at]))
        elif len(fits) == 1:
            person = register.persons[fits[0]]
            person.seen.append(mention.at)
            person.gender = mention.gender or person.gender
    for mention in mentions:  # "Mme Kim" could be either of two Kims, until both were told to be men
        if not _fitting(mention, register, family_first):
            register.add(Person(mention.text, parts_of(mention.text), mention.gender, [mention.at]))
    return register.persons, [_choice(mention, register, family_first) for mention in mentions]


def parts_of(name: str) -> Parts:
    """Kim Jong-un → kim, jong, un"""
    return tuple(fold(name).split())


def _fitting(mention: Called, register: Register, family_first: frozenset[str]) -> list[int]:
    """The numbers of the persons whom the mention fits best."""
    parts = parts_of(mention.text)
    scores = {n: _score(parts, mention, register.persons[n], family_first) for n in register.sharing(parts)}
    best = max(scores.values(), default=0)
    return [number for number, score in scores.items() if score == best > 0]


def _score(parts: Parts, mention: Called, person: Person, family_first: frozenset[str]) -> int:
    if mention.gender and person.gender and mention.gender != person.gender:
        return 0
    score = _points(parts, person.parts, family_first)
    return 0 if mention.gender and score == GIVEN else score  # "Mme Rachel" is no Rachel Dupont


def _points(short: Parts, full: Parts, family_first: frozenset[str] = frozenset()) -> int:
    """How surely a form points at a full name, 0 where it does not."""
    if short == full:
        return WHOLE
    if len(short) >= len(full):
        return FAMILY if len(short) == len(full) > 1 and _initialled(short, full) else 0
    if short == full[-len(short) :] or (len(short) == 1 and short[0] == full[0] and full[0] in family_first):
        return FAMILY
    if any(short == full[i : i + len(short)] for i in range(len(short) == 1, len(full))):
        return INNER
    return GIVEN if short == full[:1] else 0


def _initialled(short: Parts, full: Parts) -> bool:
    """ "E. Macron" and "Emmanuel Macron" """
    return short[1:] == full[1:] and len(short[0]) == 1 and full[0].startswith(short[0])


def _choice(mention: Called, register: Register, family_first: frozenset[str]) -> Choice:
    """The nearest of those whom the mention fits: the last mentioned before it, else the first after."""
    fits = _fitting(mention, register, family_first)
    near = sorted(fits, key=lambda number: _distance(register.persons[number], mention.at))
    return Choice(near[0], tuple(near[1:]))


def _distance(person: Person, at: int) -> tuple[bool, int]:
    before = bisect_left(person.seen, at + 1)
    if before:
        return False, at - person.seen[before - 1]
    return True, person.seen[0] - at if person.seen else at
