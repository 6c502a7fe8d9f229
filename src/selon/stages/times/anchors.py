"""Anchors: the event that an expression is tied to: "quelques heures avant [le sommet]"."""

from __future__ import annotations

from bisect import bisect_left

from selon.stages.parse import Token
from selon.stages.phrases import noun_phrase, sentence_of
from selon.stages.times.scene import Scene, joined, token_at

LONGEST = 12  # words of the parse
NO_ROLES: frozenset[str] = frozenset()
STOPS = frozenset(", ; : . ( ) et ou mais que qui où dont".split())
CALENDAR = frozenset("weekdays months days parts hours seasons periods years".split())
NOMINAL = frozenset(("NOUN", "PROPN"))


def event_after(scene: Scene, first: int) -> tuple[int, int] | None:
    """Returns the words of the noun phrase that begins at the word `first`, None where none does.

    It ends before a participle ("le sommet prévu"), a clause, and another time ("l'élection de 2017").
    """
    opening = token_at(scene, first)
    if opening is None or not joined(scene.line, first) or opening.pos not in ("DET", "PROPN", "NOUN", "ADJ", "NUM"):
        return None
    if opening.pos == "NUM" or (not scene.line.words[first].isalpha() and "'" not in scene.line.words[first]):
        return None
    limit = _limit(scene, opening)
    found = noun_phrase(scene.parse, opening.i, limit, NO_ROLES)
    if found is None or not any(scene.parse.tokens[i].pos in NOMINAL for i in range(found[0], found[1] + 1)):
        return None
    end = scene.parse.tokens[found[1]].end
    last = bisect_left(scene.line.ends, end, 0, scene.line.count)
    return (first, last) if last < scene.line.count and not _is_time(scene, first, last) else None


def _limit(scene: Scene, opening: Token) -> int:
    """The first token that the phrase cannot hold."""
    tokens = scene.parse.tokens
    end = min(opening.i + LONGEST, sentence_of(scene.parse, opening.i).last + 1)
    for i in range(opening.i + 1, end):
        token = tokens[i]
        if token.lower in STOPS or token.pos in ("VERB", "AUX", "PUNCT") or _of_time(scene, token.lower):
            return i
    return end


def _of_time(scene: Scene, word: str) -> bool:
    return word[:1].isdigit() or not CALENDAR.isdisjoint(scene.words.pivots.get(word, ()))


def _is_time(scene: Scene, first: int, last: int) -> bool:
    """Whether the phrase is itself a time: "deux jours avant Noël"."""
    return any(_of_time(scene, scene.line.words[i]) for i in range(first, last + 1))
