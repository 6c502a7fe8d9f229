"""How the text places things by a place: near it, off it, toward it, in a part of it."""

from __future__ import annotations

from typing import NamedTuple

from selon.languages.places import PlaceWords
from selon.model import Relation
from selon.stages.parse import Parse, Token
from selon.stages.phrases import ARTICLES, OF
from selon.stages.places.phrases import Found

REACH = 8  # words before the place


class Related(NamedTuple):
    """A relation and the words that say it; `direction` n, s, e, w, ne ... or c, where it has one."""

    relation: Relation
    start: int
    end: int
    direction: str


def relation_of(parse: Parse, found: Found, words: PlaceWords) -> Related | None:
    """ "une zone proche de la capitale, Pyongyang" → near, "dans l'est de la Turquie" → part"""
    tokens = parse.tokens
    assert found.first is not None
    i = _before_apposition(tokens, _before_article(tokens, found.first - 1), words)
    if i < 0:
        return None
    if tokens[i].lower in words.toward:
        return Related("toward", tokens[i].start, tokens[i].end, "")
    return _of(tokens, i, words) if tokens[i].lower in OF else None


def _before_article(tokens: list[Token], i: int) -> int:
    return i - 1 if i >= 0 and tokens[i].lower in ARTICLES else i


def _before_apposition(tokens: list[Token], i: int, words: PlaceWords) -> int:
    """ "proche de la capitale, Pyongyang": the word before the noun that the name is set beside."""
    if i > 1 and tokens[i].text == "," and tokens[i - 1].pos == "NOUN" and tokens[i - 1].lower in words.nouns:
        return _before_article(tokens, i - 2)
    return i


def _of(tokens: list[Token], i: int, words: PlaceWords) -> Related | None:
    """What stands before "de": près, au large, le nord, 30 km au sud."""
    k = i - 1
    while k > 0 and tokens[k].pos == "ADJ" and tokens[k].lower not in words.near | words.directions.keys():
        k -= 1
    if k < 0:
        return None
    word = tokens[k]
    if word.lower in words.toward:
        return Related("toward", tokens[max(k - 1, 0)].start, word.end, "")
    if word.lemma in words.coasts or word.lower in words.coasts:
        return _off_coast(tokens, k, words)
    if word.lower in words.off:
        return Related("off", tokens[max(k - 1, 0)].start, word.end, "")
    if word.lower in words.near:
        return Related("near", tokens[_opening(tokens, k)].start, word.end, "")
    if word.lower in words.directions and k == i - 1:  # no "centre spatial de Jiuquan"
        opening = _opening(tokens, k)
        at = _before_article(tokens, k - 1)
        apart = at >= 0 and tokens[at].lower in ("au", "à") and _measured(tokens, at - 1)
        return Related("near" if apart else "part", tokens[opening].start, word.end, words.directions[word.lower])
    return None


def _off_coast(tokens: list[Token], k: int, words: PlaceWords) -> Related | None:
    """ "au large des côtes du Pérou" """
    off = off_before(tokens, _before_article(tokens, k - 1), words)
    return Related("off", tokens[max(off.i - 1, 0)].start, tokens[k].end, "") if off else None


def off_before(tokens: list[Token], i: int, words: PlaceWords) -> Token | None:
    """The "large" of "au large de", whose "de" is word `i`."""
    return tokens[i - 1] if i > 0 and tokens[i].lower in OF and tokens[i - 1].lower in words.off else None


def _opening(tokens: list[Token], k: int) -> int:
    """The first word of "une zone proche", "30 km au nord", "l'est"."""
    i = k
    while (i > 0 and k - i < REACH and tokens[i - 1].pos in ("DET", "NOUN", "NUM", "ADJ")) or (
        i > 0 and tokens[i - 1].lower in ("au", "à", "aux")
    ):
        i -= 1
    return i


def _measured(tokens: list[Token], k: int) -> bool:
    """ "à 30 km au nord de", "à 40 milles nautiques à l'est de": a distance stands before."""
    k -= k > 0 and tokens[k].pos == "ADJ"
    return k >= 0 and tokens[k].lower in ("km", "kilomètres", "kilomètre", "mètres", "milles", "heures", "minutes")
