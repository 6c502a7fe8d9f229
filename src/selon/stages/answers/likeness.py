"""Likeness: how far the words of one statement tell what another does: the same stems, or words that are near in
meaning, by the vectors of the model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from selon.stages.answers.ground import Ground, Words
from selon.stages.parse import Token, closeness

CLOSE = 0.45  # of two words' vectors, from which they are near in meaning


def covered(ground: Ground, mine: Words, theirs: Words) -> float:
    """Returns how far the telling words of the first are in the second, 0 to 1: each counts by its nearest word."""
    here, there = ground.telling(*mine), ground.telling(*theirs)
    if not here or not there:
        return 0.0
    return sum(_nearest(ground, token, there) for token in here) / len(here)


def _nearest(ground: Ground, token: Token, others: Sequence[Token]) -> float:
    if ground.stem(token) in map(ground.stem, others):
        return 1.0
    return max(_close(ground.lang, *sorted((token.lower, other.lower))) for other in others)


@lru_cache(maxsize=65536)
def _close(lang: str, one: str, other: str) -> float:
    found = closeness(lang, one, other)
    return found if found >= CLOSE else 0.0


def shared(ground: Ground, mine: Words, theirs: Words) -> float:
    """Returns the share of the stems of the first that are in the second."""
    here, there = ground.stems(*mine), ground.stems(*theirs)
    return len(here & there) / len(here) if here else 0.0
