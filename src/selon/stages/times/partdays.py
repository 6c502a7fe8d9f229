"""Parts of a day that is named after them: "la nuit de lundi à mardi", "la matinée de jeudi", "le soir du 20 mai"."""

from __future__ import annotations

from selon.stages.times.dates import Day, day_after_weekday, day_before_date, with_shift
from selon.stages.times.days import days_away
from selon.stages.times.edges import with_edge
from selon.stages.times.measures import article
from selon.stages.times.scene import Counts, Draft, Scene, joined

OF = frozenset("de du d'".split())


def part_of_named_day(scene: Scene, i: int) -> Draft | None:
    """Deux immeubles se sont effondrés dans la nuit de lundi à mardi. La grêle est tombée dans la soirée d'hier."""
    line, at = scene.line, i + 2
    if line.words[i + 1] not in OF or not joined(line, i + 1) or not joined(line, at):
        return None
    if scene.words.parts[line.words[i]].value == "TDT":
        return None  # "la journée de lundi" is Monday
    if line.words[at] in scene.words.weekdays:
        return with_edge(scene, _of_weekday(scene, i, at))
    if line.words[at] in scene.words.days:
        return with_edge(scene, _of_day(scene, i, at))
    return _of_date(scene, i, at)


def _of_weekday(scene: Scene, i: int, at: int) -> Draft:
    """la nuit de lundi à mardi · du lundi 3 au mardi 4 avril · de jeudi à vendredi 31 mars: the first day counts"""
    word, part = scene.words.weekdays[scene.line.words[at]], scene.words.parts[scene.line.words[i]]
    found, last = day_after_weekday(scene, at + 1), at
    if found is not None:
        last, _ = _second_day(scene, found.last)
    else:
        last, second = _second_day(scene, at)
        found = day_before_date(second) if second else None
    value = found.value() if found else f"XXXX-WXX-{word.value}"
    counts: Counts = "itself" if found and found.year is not None else "tense"
    weekday = int(word.value) if found else None
    first = article(scene, i)
    return Draft(first, last, "TIME", value + part.value, counts, entry=part.place, weekday=weekday)


def _of_day(scene: Scene, i: int, at: int) -> Draft:
    """la soirée d'hier"""
    part, day = scene.words.parts[scene.line.words[i]], scene.words.days[scene.line.words[at]]
    return Draft(article(scene, i), at, "TIME", days_away(day) + part.value, "sent", entry=part.place)


def _of_date(scene: Scene, i: int, at: int) -> Draft | None:
    """la nuit du 3 au 4 avril · le soir du 20 mai 2016"""
    part, found = scene.words.parts[scene.line.words[i]], day_after_weekday(scene, at)
    if found is None or found.month is None:
        return None
    counts: Counts = "itself" if found.year is not None else "tense"
    last, _ = _second_day(scene, found.last)
    draft = Draft(article(scene, i), last, "TIME", found.value() + part.value, counts, entry=part.place)
    return draft if found.year is not None else with_shift(scene, draft)


def _second_day(scene: Scene, last: int) -> tuple[int, Day | None]:
    """ "à mardi", "au 4 avril", "à mardi 4 avril" after the word `last`: its last word, and its date where one is
    told."""
    line, at = scene.line, last + 2
    if line.words[last + 1] not in ("à", "au", "et") or not joined(line, last + 1):
        return last, None
    named = line.words[at] in scene.words.weekdays
    found = day_after_weekday(scene, at + 1 if named else at)
    if found is None or found.month is None:
        return (at if named else last), None
    return found.last, found
