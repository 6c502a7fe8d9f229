"""Likeness: how far the words of one statement tell what another does: the same stems, or words that are near in
meaning, by the vectors of the model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from selon.stages.answers.ground import Ground, Words
from selon.stages.parse import meaning

CLOSE = 0.45  # of two words' vectors, from which they are near in meaning


def covered(ground: Ground, mine: Words, theirs: Words) -> float:
    """Returns how far the telling words of the first are in the second, 0 to 1: each counts by its nearest word."""
    here, there = ground.telling(*mine), ground.telling(*theirs)
    if not here or not there:
        return 0.0
    same = {ground.stem(token) for token in there}
    known = sum(ground.stem(token) in same for token in here)
    rest = [token.lower for token in here if ground.stem(token) not in same]
    near = _nearest(ground.lang, rest, [token.lower for token in there]) if rest else 0.0
    return (known + near) / len(here)


def _nearest(lang: str, words: Sequence[str], others: Sequence[str]) -> float:
    """How near each of the words is to the nearest of the others, summed; what is not CLOSE counts nothing."""
    mine, theirs = (np.stack([meaning(lang, word) for word in each]) for each in (words, others))
    near = (mine @ theirs.T).max(axis=1)
    return float(near[near >= CLOSE].sum())


def shared(ground: Ground, mine: Words, theirs: Words) -> float:
    """Returns the share of the stems of the first that are in the second."""
    here, there = ground.stems(*mine), ground.stems(*theirs)
    return len(here & there) / len(here) if here else 0.0
