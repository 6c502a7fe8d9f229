"""Ranks: the number that "troisième" or "3e" gives."""

from __future__ import annotations

import re
from typing import NamedTuple

from selon.model import Quantity
from selon.stages.counts.ground import Ground

FIGURES = re.compile(r"(\d{1,4})(\D+)")
RANKS = {0: "last", 1: "first"}


class Rank(NamedTuple):
    """`number` is 0 for the last."""

    number: int
    entry: str
    quantity: Quantity


def rank_at(ground: Ground, i: int) -> Rank | None:
    """The rank that the word `i` gives, None where it is none."""
    lower = ground.lower(i)
    if word := ground.words.ordinals.get(lower):
        number = int(word.value)
    elif (match := FIGURES.fullmatch(lower)) and (word := ground.words.suffixes.get(match[2])):
        number = int(match[1])
    else:
        return None
    return Rank(number, word.place, Quantity(*ground.span(i, i), number, number))
