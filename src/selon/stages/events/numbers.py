"""How many: the number in a phrase ("deux missiles", "au moins dix civils"), and the dead, injured and arrested."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selon.languages.numbers import number_in_words
from selon.model import Quantity, cut
from selon.stages.events.ground import MEASURES, Filler, Ground
from selon.stages.parse import Token
from selon.stages.phrases import sentence_of

DOZENS = {
    "dizaine": 10, "quinzaine": 15, "douzaine": 12, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
AT_LEAST = re.compile(r"(?:au moins|plus d[e'’]|au minimum|minimum)\s*$", re.IGNORECASE)
AT_MOST = re.compile(r"(?:au plus|moins d[e'’]|jusqu'à|jusqu’à|au maximum)\s*$", re.IGNORECASE)
BEFORE = 16  # characters
DIGITS = re.compile(r"\d+(?:[\s.\u00a0\u202f]\d{3})*$")
HARMING = frozenset("tuer périr mourir blesser".split())
HARMED = frozenset("mort tué victime blessé".split())
INJURED = frozenset("blessé blesser".split())
DEAD = (HARMING | HARMED | {"décès"}) - INJURED
ARRESTED = frozenset("interpellation arrestation arrêter interpeller".split())
SORTS = (("dead", DEAD), ("injured", INJURED), ("arrested", ARRESTED))


def quantity(ground: Ground, filler: Filler) -> Quantity | None:
    """The number of a phrase; None where it gives none, and for the bare article."""
    tokens = ground.tokens
    head = ground.core(filler.head)
    numbers = [i for i in range(filler.first, head + 1) if tokens[i].pos == "NUM" or tokens[i].lower in DOZENS]
    lone = head == filler.first and head in numbers
    for i in numbers:
        if (value := _value(ground, i, head)) is not None:
            return _bounded(ground, i, head if not lone else i, value)
    if tokens[filler.first].lower in ("un", "une") and head > filler.first and tokens[head].lemma not in MEASURES:
        return Quantity(*_span(ground, filler.first, head), 1, 1)
    return None


def _value(ground: Ground, i: int, head: int) -> int | None:
    """The number that starts at word `i`, of all its words: "dix-huit", "10 000", "deux millions"."""
    tokens, text = ground.tokens, ground.parse.text
    if tokens[i].lemma in DOZENS:
        return DOZENS[tokens[i].lemma] if tokens[max(i - 1, 0)].lower in ("un", "une", "la") else None
    for last in range(min(head, i + 4), i - 1, -1):
        words = text[tokens[i].start : tokens[last].end].lower().strip()
        if DIGITS.fullmatch(words):
            return int(re.sub(r"\D", "", words))
        if (value := number_in_words(words)) is not None:
            return value
    return None


def _bounded(ground: Ground, first: int, last: int, value: int) -> Quantity:
    text = ground.parse.text
    start, end, _ = _span(ground, first, last)
    before = text[max(0, start - BEFORE) : start]
    least: int | None = value
    most: int | None = value
    if match := AT_LEAST.search(before):
        start, most = start - len(match[0]), None
    elif match := AT_MOST.search(before):
        start, least = start - len(match[0]), None
    return Quantity(start, end, text[start:end], least, most)


def _span(ground: Ground, first: int, last: int) -> tuple[int, int, str]:
    span = cut(ground.parse.text, ground.tokens[first].start, ground.tokens[last].end)
    return span.start, span.end, span.text


def casualties(ground: Ground, trigger: int, sorts: tuple[str, ...]) -> dict[str, Quantity]:
    """The dead, injured and arrested that the trigger's sentence counts: "faisant deux morts", "tuant dix civils"."""
    found: dict[str, Quantity] = {}
    for sort, value in _counted(ground, trigger) if sorts else ():
        if sort in sorts:
            found.setdefault(sort, value)
    return found


def is_toll(token: Token) -> bool:
    """Whether the word counts the harmed, and names nobody: "dix morts", "vingt blessés"."""
    return token.lemma in HARMED or token.lower.rstrip("s") in HARMED


def _counted(ground: Ground, trigger: int) -> Iterator[tuple[str, Quantity]]:
    tokens, sentence = ground.tokens, sentence_of(ground.parse, trigger)
    for i in range(sentence.first, sentence.last + 1):
        token = tokens[i]
        called = {token.lemma, token.lower.rstrip("es")}
        sort = next((name for name, lemmas in SORTS if called & lemmas), None)
        if sort is None:
            continue
        counted = i if token.pos in ("NOUN", "ADJ") and token.dep != "acl" else _victims(ground, i)
        if counted is not None and tokens[tokens[counted].head].lower in DOZENS:
            counted = tokens[counted].head  # "une trentaine de blessés"
        if counted is not None and (value := quantity(ground, ground.filler(counted))) is not None:
            yield sort, value


def _victims(ground: Ground, verb: int) -> int | None:
    """Whom the verb kills or injures: its object, or the subject of its passive."""
    tokens = ground.tokens
    if tokens[verb].dep in ("acl", "amod") and not tokens[verb].lower.endswith("ant"):
        return tokens[verb].head
    for dep in ("obj", "nsubj"):
        for k in ground.children(verb):
            if tokens[k].dep == dep and (dep == "obj" or _suffers(ground, verb)):
                return k
    return None


def _suffers(ground: Ground, verb: int) -> bool:
    """ "ont été tués", "sont morts", "ont péri" """
    being = any(ground.tokens[k].lemma == "être" for k in ground.children(verb))
    return being or ground.tokens[verb].lemma in ("périr", "mourir")
