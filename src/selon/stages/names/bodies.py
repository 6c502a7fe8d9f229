"""Phrases that name a body, a street or an event: a noun that opens them, and its complements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selon.languages.names import NameWords
from selon.stages.names.chunks import Chunk
from selon.stages.phrases import ARTICLES, OF

LONGEST = 12  # chunks of a phrase
Run = Callable[[Sequence[Chunk], int, NameWords], int]


def body(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run) -> int | None:
    """Il a saisi le ministère de l'Intérieur et la Cour d'appel de Reims.

    Returns the last chunk of the phrase, None where none begins here; so the others.
    """
    chunk = chunks[i]
    noun = words.singular(chunk.lower)
    if (
        chunk.capital
        and chunk.pos == "ADJ"
        and i + 1 < len(chunks)
        and words.singular(chunks[i + 1].lower) in words.bodies
    ):
        return extent(chunks, i + 1, words, run) if not chunk.opens else None  # "Haute autorité de santé"
    if noun not in words.bodies:
        return None
    if not chunk.capital:
        return _small(chunks, i, words, run, chunk.lower)
    last = extent(chunks, i, words, run)
    if last == i or (chunk.opens and chunk.pos != "PROPN" and not any(c.capital for c in chunks[i + 1 : last + 1])):
        return None
    return last


def _small(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run, noun: str) -> int | None:
    """ "ministère de l'Intérieur", "université Harvard", "institut météorologique de Norvège"."""
    k = i + 1
    if noun in words.forces and k < len(chunks) and words.is_demonym(chunks[k].lower):
        return k
    if noun in words.state_bodies:
        last = extent(chunks, i, words, run)
        return last if last > k or (last == k and not words.is_demonym(chunks[k].lower)) else None
    named = noun in words.named_bodies and k < len(chunks) and chunks[k].capital
    if noun not in words.small_bodies and not named:
        return None
    while k < len(chunks) and chunks[k].near and chunks[k].pos == "ADJ" and not chunks[k].capital:
        k += 1
    if k < len(chunks) and chunks[k].lower in OF:
        k += 1
        if k < len(chunks) and chunks[k].lower in ARTICLES:
            k += 1
    elif k > i + 1:
        return None
    if k >= len(chunks) or not chunks[k].capital or not chunks[k].near or chunks[k].text in words.titles:
        return None
    last = run(chunks, k, words)
    if (
        last + 2 < len(chunks)
        and chunks[last + 1].lower in ("de", "d'")
        and chunks[i + 1].capital
        and chunks[last + 2].capital
    ):
        last = run(chunks, last + 2, words)  # "hôpital Pasteur de Nice"
    return last


def portfolio(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run) -> int | None:
    """La ministre belge des Affaires étrangères a reçu le ministre de l'Intérieur.

    Returns the last chunk of what a minister is of.
    """
    chunk = chunks[i]
    if not chunk.capital or words.is_place(chunk.text):
        return None
    k = i - 1
    if k >= 0 and chunks[k].lower in ARTICLES:
        k -= 1
    if k < 1 or chunks[k].lower not in (*OF, "à", "aux"):
        return None
    k -= 1
    while k > 0 and (chunks[k].pos == "ADJ" or chunks[k].lower in ("chargé", "chargée", "délégué", "déléguée")):
        k -= 1
    if not words.has_portfolio(chunks[k].lower):
        return None
    last = extent(chunks, i, words, run)
    return next((k - 1 for k in range(i + 1, last + 1) if _names_minister(chunks, k, last, words)), last)


def _names_minister(chunks: Sequence[Chunk], k: int, last: int, words: NameWords) -> bool:
    """ "le ministre de la Défense Alan Prescott": whether who the minister is begins at chunk `k`."""
    chunk = chunks[k]
    if not chunk.capital or chunks[k - 1].pos not in ("NOUN", "PROPN", "ADJ", "X"):
        return False
    surname = k < last and chunks[k + 1].capital
    return words.is_first_name(chunk.text) or (surname and chunk.lower not in words.body_adjectives)


def extent(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run) -> int:
    """The last chunk of a capitalised noun with its adjectives, names, and complements."""
    last, k = i, i + 1
    while k < len(chunks) and k - i < LONGEST and chunks[k].near:
        chunk = chunks[k]
        if chunk.capital and chunk.text not in words.titles:
            if words.is_first_name(chunk.text) and words.may_be_body(chunks[k - 1].text):
                break  # "au Congrès Nancy Pelosi"
            last = (
                extent(chunks, k, words, run) if words.singular(chunk.lower) in words.bodies else run(chunks, k, words)
            )
        elif chunk.pos == "ADJ" or chunk.lower in words.body_adjectives:
            last = k
        elif chunk.lower in OF or (chunk.lower in ("pour", "aux") and chunks[i].lower in words.governing):
            at = _complement(chunks, k + 1, words)
            if at is None:
                break
            last = run(chunks, at, words) if chunks[at].capital else at
        elif chunk.lower == "et" and k + 1 < len(chunks) and _parallel(chunks[k - 1], chunks[k + 1]):
            last = k + 1
        elif chunk.lower == "et" and k + 2 < len(chunks) and chunks[k + 1].lower in OF and last > i + 1:
            at = _complement(chunks, k + 2, words)
            if at is None or chunks[at].capital:
                break
            last = at
        else:
            break
        k = last + 1
    return last


def _complement(chunks: Sequence[Chunk], k: int, words: NameWords) -> int | None:
    """The noun of a complement, behind its article and adjectives; None for a day, a person or nothing."""
    while (
        k < len(chunks)
        and chunks[k].near
        and (chunks[k].lower in ARTICLES or (chunks[k].pos in ("ADJ", "DET") and not chunks[k].capital))
    ):
        k += 1
    if k >= len(chunks) or chunks[k].pos not in ("NOUN", "PROPN", "X", "ADJ", "INTJ"):
        return None
    person = words.is_role(chunks[k].lower) and chunks[k].lower not in words.members
    return None if chunks[k].lower in words.days or person else k


def _parallel(a: Chunk, b: Chunk) -> bool:
    """ "océanique et atmosphérique", "des examens et concours"."""
    return a.pos == b.pos and b.pos in ("ADJ", "NOUN") and not b.capital


def street(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run) -> int | None:
    """Le cortège a quitté la place de la République par la rue Monge."""
    chunk = chunks[i]
    if chunk.lower not in words.streets:
        return None
    k = i + 1
    while k < len(chunks) and chunks[k].near and (chunks[k].lower in OF or chunks[k].lower in ARTICLES):
        k += 1
    if k >= len(chunks) or not chunks[k].near or not chunks[k].capital:
        return None
    plain = chunks[i + 1].lower in ("de", "d'") and k == i + 2
    return None if plain and words.is_place(chunks[k].text) else run(chunks, k, words)


def place(chunks: Sequence[Chunk], i: int, words: NameWords, run: Run) -> int | None:
    """Un drone est tombé en Mer Noire, un alpiniste à la Dent du Chat.

    A capitalised noun of places, and its complements.
    """
    chunk = chunks[i]
    if not chunk.capital or chunk.opens or chunk.lower not in words.places:
        return None
    last = extent(chunks, i, words, run)
    return last if any(c.capital for c in chunks[i + 1 : last + 1]) else None


def event(chunks: Sequence[Chunk], i: int, words: NameWords) -> int | None:
    """ "Tour de France 2016", "championnats d'Europe de duathlon": the last chunk of the name of an event."""
    chunk = chunks[i]
    two = f"{chunk.lower} {chunks[i + 1].lower}" if i + 1 < len(chunks) else ""
    if chunk.lower not in words.events and two not in words.events:
        return None
    if not chunk.capital and chunk.lower not in words.small_events:
        return None
    last = extent(chunks, i, words, lambda chunks, k, words: k)
    if last == i:
        return None
    if last + 1 < len(chunks) and chunks[last + 1].text[:2] in ("19", "20"):
        last += 1
    return last
