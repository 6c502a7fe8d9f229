"""Narrowing: the links by which a search is made narrower by a value of a facet, or wider without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from selon.languages.world import load_world
from selon.record.facets import Count, narrowed, set_facets
from selon.record.folding import folded
from selon.record.search import Question


class Choice(NamedTuple):
    """A value of a facet, and how many answers have it; `href` narrows the search by it or, where the search already
    asks for it (`taken`), takes it off again."""

    value: str
    number: int
    href: str
    taken: bool


def choices(path: str, question: Question, facets: Mapping[str, Sequence[Count]]) -> dict[str, list[Choice]]:
    """Returns the links of each facet that has any values."""
    taken = set_facets(question)
    return {
        name: [_choice(path, question, name, count, name in taken) for count in counts]
        for name, counts in facets.items()
        if counts
    }


def _choice(path: str, question: Question, name: str, count: Count, taken: bool) -> Choice:
    asked = narrowed(question, name, None if taken else count.value)
    return Choice(count.value, count.number, address(path, asked), taken)


def address(path: str, question: Question) -> str:
    """The address that asks the question."""
    given = {each.name: getattr(question, each.name) for each in fields(question)}
    asked = {name: "true" if value is True else value for name, value in given.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


@cache
def countries() -> dict[str, str]:
    """The names of the countries by their codes (ISO 3166 alpha-3), in the order of the names. They are French in
    either language, as the names of the record are."""
    names = {code: country.name for code, country in load_world("fr").states.items()}
    return dict(sorted(names.items(), key=lambda each: folded(each[1])))
