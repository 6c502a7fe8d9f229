"""Feasts of the calendar: "à Noël", "le lundi de Pâques", "la Toussaint"."""

from __future__ import annotations

from selon.languages.times import Phrase
from selon.stages.times.dates import with_shift, year_at
from selon.stages.times.measures import article
from selon.stages.times.scene import Draft, Scene, capital, ends_with, joined, tied


def holiday(scene: Scene, i: int) -> Draft | None:
    """Les magasins fermeront à Noël. Le tournoi aura lieu à la Pentecôte 2025."""
    phrase = ends_with(scene.words.holidays, scene.line, i)
    if phrase is None or i - len(phrase.words) + 1 < scene.free or _is_name(scene, i, phrase):
        return None
    first = article(scene, _feast(scene, i - len(phrase.words) + 1))
    told = year_at(scene, i + 1)
    year = "XXXX" if told is None else str(told)
    last = i if told is None else i + 1
    draft = Draft(first, last, "DATE", f"{year}-{phrase.value}", "itself", entry=phrase.place)
    return draft if told is not None else with_shift(scene, draft)


def _feast(scene: Scene, first: int) -> int:
    """ "fête de Pentecôte", "fêtes de Noël" """
    line = scene.line
    of = line.words[first - 1] in ("de", "d'") and joined(line, first)
    return first - 2 if of and line.words[first - 2] in scene.words.feast_days and first - 2 >= scene.free else first


def _is_name(scene: Scene, i: int, phrase: Phrase) -> bool:
    """Noël Lacombe · Jean-Noël · Toussaint Louverture; and a common noun: "une ascension"."""
    line, first = scene.line, i - len(phrase.words) + 1
    written = scene.text[line.starts[i] : line.ends[i]]
    if written.islower() and phrase.words[-1] not in ("gras", "saint", "cendres", "rameaux", "travail", "an"):
        return True
    if first and line.gaps[first] == "-":
        return True
    if first and joined(line, first) and capital(scene, first - 1) and not _opens(scene, first - 1):
        return True
    return i + 1 < line.count and tied(line, i + 1) and capital(scene, i + 1)


def _opens(scene: Scene, i: int) -> bool:
    """Whether the word is one of grammar whose capital is a sentence's: "À Noël"."""
    return len(scene.line.words[i]) <= 3 and not (i and joined(scene.line, i))
