"""Days named by the week: "mardi", "lundi prochain", "le mercredi", "tous les mardis"."""

from __future__ import annotations

from dataclasses import replace

from selon.stages.times.dates import day_after_weekday, is_name, with_shift
from selon.stages.times.measures import article, preceded
from selon.stages.times.parts import with_part
from selon.stages.times.scene import Counts, Draft, Scene, begins_with, joined
from selon.stages.times.tense import perfect_at

BEFORE = frozenset("le ce".split())
EACH_MONTH = (["du", "mois"], ["de", "chaque"])


def weekday_date(scene: Scene, i: int) -> Draft | None:
    """Le musée rouvre mardi 19 mars. Le peloton s'élancera le samedi 4 mai."""
    found = day_after_weekday(scene, i + 1)
    if found is None or is_name(scene, i):
        return None
    word = scene.words.weekdays[scene.line.words[i]]
    first = article(scene, i) if scene.line.words[i - 1] in BEFORE else i
    counts: Counts = "tense" if found.year is None else "itself"
    draft = Draft(first, found.last, "DATE", found.value(), counts, entry=word.place, weekday=int(word.value))
    return with_part(scene, draft if found.year is not None else with_shift(scene, draft))


def every_weekday(scene: Scene, i: int) -> Draft | None:
    """Le marché se tient tous les mardis. Le musée est ouvert du lundi au vendredi."""
    line, word = scene.line, scene.words.weekdays[scene.line.words[i]]
    plural = line.words[i].endswith("s")
    first = article(scene, i)
    if preceded(scene, i, "tous", "les"):
        first = i - 2
    elif preceded(scene, i, "chaque"):
        first = i - 1
    elif not plural and not _to_and_from(scene, i):
        return None
    return _with_part(
        scene, Draft(first, i, "SET", f"XXXX-WXX-{word.value}", "itself", entry=word.place, quant="EVERY")
    )


def nth_weekday(scene: Scene, i: int) -> Draft | None:
    """Le conseil siège les premier et troisième lundis du mois."""
    line, word, at = scene.line, scene.words.weekdays[scene.line.words[i]], i - 1
    while line.words[at] in scene.words.ordinals and at >= scene.free and joined(line, at + 1):
        at -= 2 if line.words[at - 1] in ("et", "ou") else 1
    if at == i - 1 or not (line.words[i].endswith("s") or line.words[i + 1 : i + 3] in EACH_MONTH):
        return None
    return Draft(article(scene, at + 1), i, "SET", f"XXXX-WXX-{word.value}", "itself", entry=word.place, quant="EVERY")


def _with_part(scene: Scene, draft: Draft) -> Draft:
    """le samedi matin: as often as the day"""
    return replace(with_part(scene, draft), type="SET")


def _to_and_from(scene: Scene, i: int) -> bool:
    """du lundi au vendredi"""
    line, days = scene.line, scene.words.weekdays
    opens = line.words[i - 1] == "du" and line.words[i + 1] == "au" and line.words[i + 2] in days
    closes = line.words[i - 1] == "au" and line.words[i - 2] in days and line.words[i - 3] == "du"
    return opens or closes


def usual_weekday(scene: Scene, i: int) -> Draft | None:
    """La piscine n'ouvre que le mercredi."""
    line, word = scene.line, scene.words.weekdays[scene.line.words[i]]
    if line.words[i - 1] != "le" or i - 1 < scene.free or not joined(line, i) or is_name(scene, i):
        return None
    if line.words[i + 1] in scene.words.shifts or line.words[i + 1] in scene.words.told_shifts:
        return None
    if line.words[i - 2] in ("depuis", "dès", "avant"):
        return None
    if opens_feast(scene, i) or perfect_at(scene, i):
        return None
    value = f"XXXX-WXX-{word.value}"
    return _with_part(scene, Draft(i - 1, i, "SET", value, "itself", entry=word.place, quant="EVERY"))


def weekday(scene: Scene, i: int) -> Draft | None:
    """Le ministre est arrivé mardi ; le conseil se réunira vendredi prochain."""
    line, word = scene.line, scene.words.weekdays[scene.line.words[i]]
    if is_name(scene, i) or line.words[i].endswith("s") or line.words[i - 1] in ("un", "des", "premier"):
        return None
    if opens_feast(scene, i):
        return None
    first = article(scene, i) if line.words[i - 1] in BEFORE else i
    draft = Draft(first, i, "DATE", f"XXXX-WXX-{word.value}", "tense", entry=word.place)
    return with_part(scene, _beside_told(scene, with_shift(scene, draft)))


def opens_feast(scene: Scene, i: int) -> bool:
    """lundi de Pâques · mardi gras"""
    return begins_with(scene.words.feasts, scene.line, i) is not None


def _beside_told(scene: Scene, draft: Draft) -> Draft:
    """le lundi suivant: counted from the last date told"""
    line, at = scene.line, draft.last + 1
    shift = scene.words.told_shifts.get(line.words[at]) if joined(line, at) else None
    if shift is None:
        return draft
    return replace(draft, last=at, counts="told_before" if shift.value == "-1" else "told_after")
