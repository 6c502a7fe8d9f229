"""Days counted from today, or from the last one told: "hier", "après-demain", "la veille", "le même jour"."""

from __future__ import annotations

from selon.languages.loader import Word
from selon.stages.times.clock import clock_at
from selon.stages.times.measures import article
from selon.stages.times.parts import with_part
from selon.stages.times.scene import Draft, Scene, joined, named


def day(scene: Scene, i: int) -> Draft | None:
    """L'ambassadeur a été convoqué hier soir. Le départ sera donné demain samedi à 9 h."""
    line, word = scene.line, scene.words.days[scene.line.words[i]]
    if named(scene, i):
        return None
    value = days_away(word)
    last = i + 1 if line.words[i + 1] in scene.words.weekdays and joined(line, i + 1) else i
    draft = with_part(scene, Draft(i, last, "DATE", value, "sent", entry=word.place))
    return draft if draft.type == "TIME" else _with_hour(scene, draft)


def days_away(word: Word) -> str:
    """-1 → -P1D"""
    return f"-P{word.value[1:]}D" if word.value.startswith("-") else f"P{word.value}D"


def _with_hour(scene: Scene, draft: Draft) -> Draft:
    """hier à 9 h · hier 18 h: the adverb takes the hour in, as it does a part of the day."""
    line, at = scene.line, draft.last + 1
    if not joined(line, at):
        return draft
    hour = clock_at(scene, at + 1 if line.words[at] == "à" else at)
    if hour is None:
        return draft
    return Draft(draft.first, hour.last, "TIME", draft.value + hour.value, "sent", entry=draft.entry)


def told_day(scene: Scene, i: int) -> Draft | None:
    """Le préfet a été limogé lundi ; son successeur a été nommé le lendemain, un accord signé la veille."""
    line, word = scene.line, scene.words.told_days[scene.line.words[i]]
    first = article(scene, i)
    if line.words[i - 1] not in ("le", "la", "dès", "au", "l'"):
        return None
    if line.words[i + 1] in ("de", "du", "des", "d'") and joined(line, i + 1):
        return None
    value = days_away(word)
    return with_part(scene, Draft(first, i, "DATE", value, "told", entry=word.place))


def same_period(scene: Scene, i: int) -> Draft | None:
    """Une bombe a explosé le 9 mars. Le même jour, une seconde a été désamorcée. Ce jour-là, il neigeait."""
    line, unit = scene.line, scene.words.periods.get(scene.line.words[i])
    if unit is None or i - 1 < scene.free or not joined(line, i):
        return None
    letter = unit.value
    if line.words[i - 1] == "même" and line.words[i - 2] in ("le", "la", "ce", "cette"):
        return Draft(i - 2, i, "DATE", f"P0{letter}", "told", entry=unit.place)
    that = line.words[i - 1] in ("ce", "cette") and line.words[i + 1] == "là" and line.gaps[i + 1] == "-"
    return Draft(i - 1, i + 1, "DATE", f"P0{letter}", "told", entry=unit.place) if that else None
