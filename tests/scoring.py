"""A small scorer of claims against gold: how many are found, and how many of those are given to the right source.

Gold (`tests/gold/NAME.json`) gives each claim its `content` and `sources` as lists of [start, end], and the `speaker`.
Claims are matched one to one by the overlap (Dice, in characters) of their contents, best first, from 0.5 on.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from selon.model import Claim, Reading

Gold = dict[str, Any]
LEAST = 0.5
ARTICLES = frozenset(("le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "m", "mme", "et"))


class Scores(NamedTuple):
    """F of contents found, and of contents found with their innermost source; both 0 to 1."""

    content: float
    attribution: float


def score(pairs: list[tuple[list[Gold], Reading]]) -> Scores:
    """Scores readings, each with its gold claims, all together."""
    found = right = total = 0
    for golds, reading in pairs:
        matched = match(golds, reading.claims)
        total += len(golds) + len(reading.claims)
        found += len(matched)
        right += sum(same_source(gold, claim) for gold, claim in matched)
    return Scores(2 * found / total, 2 * right / total) if total else Scores(0.0, 0.0)


def match(golds: list[Gold], claims: tuple[Claim, ...]) -> list[tuple[Gold, Claim]]:
    ranked = sorted(
        ((overlap(gold, claim), i, j) for i, gold in enumerate(golds) for j, claim in enumerate(claims)), reverse=True
    )
    pairs: dict[int, int] = {}
    for value, i, j in ranked:
        if value >= LEAST and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(golds[i], claims[j]) for i, j in pairs.items()]


def overlap(gold: Gold, claim: Claim) -> float:
    return dice(characters(gold["content"]), characters([(piece.start, piece.end) for piece in claim.content]))


def same_source(gold: Gold, claim: Claim) -> bool:
    """Whether the innermost sources overlap, or have one name, or there is none on either side."""
    if not gold["sources"] or not claim.sources:
        return not gold["sources"] and not claim.sources
    mine = claim.sources[-1]
    near = dice(characters(gold["sources"][-1:]), characters([(mine.start, mine.end)])) >= LEAST
    return near or same_name(gold["speaker"], mine.name)


def same_name(a: str, b: str) -> bool:
    """Whether one name holds the other, or both end in the same word; accents and articles do not count."""
    first, second = words(a), words(b)
    if not first or not second:
        return False
    return set(first) <= set(second) or set(second) <= set(first) or first[-1] == second[-1]


def words(name: str) -> list[str]:
    flat = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return [word for word in re.findall(r"[a-z0-9]+", flat) if word not in ARTICLES]


def characters(pieces: Any) -> set[int]:
    return {i for start, end in pieces for i in range(start, end)}


def dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
