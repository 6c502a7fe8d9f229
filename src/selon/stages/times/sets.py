"""Times that come again, and how often something was: "chaque année", "deux fois par mois", "à trois reprises"."""

from __future__ import annotations

from selon.stages.times.amounts import ANY, amount_before
from selon.stages.times.measures import Measure, length, preceded
from selon.stages.times.scene import Draft, Scene, joined, pos_at, tied

FEW = ("par", "chaque")


def per(scene: Scene, i: int) -> Draft | None:
    """Le commerce croît de 4% par an."""
    unit = scene.words.units.get(scene.line.words[i])
    if unit is None or not preceded(scene, i, "par"):
        return None
    return Draft(i, i, "SET", f"P{unit.value}", "itself", entry=unit.place, quant="EVERY")


def each(scene: Scene, i: int) -> Draft | None:
    """Chaque année, mille pèlerins gravissent le mont."""
    unit = scene.words.units.get(scene.line.words[i])
    if unit is None or not preceded(scene, i, "chaque"):
        return None
    return Draft(i - 1, i, "SET", f"P{unit.value}", "itself", entry=unit.place, quant="EVERY")


def all_of(scene: Scene, i: int) -> Draft | None:
    """La cour rend ses arrêts tous les mois."""
    unit = scene.words.units.get(scene.line.words[i])
    if unit is None or not (preceded(scene, i, "tous", "les") or preceded(scene, i, "toutes", "les")):
        return None
    return Draft(i - 2, i, "SET", f"P{unit.value}", "itself", entry=unit.place, quant="EVERY")


def every_measure(scene: Scene, measure: Measure) -> Draft | None:
    """Le rapport est publié tous les deux ans."""
    first = measure.first
    if not (preceded(scene, first, "tous", "les") or preceded(scene, first, "toutes", "les")):
        return None
    return Draft(first - 2, measure.last, "SET", measure.value, "itself", entry=measure.unit.place, quant="EVERY")


def every_part(scene: Scene, i: int) -> Draft | None:
    """Les rues sont vidées chaque soir. Il court tous les matins."""
    part, first = scene.words.parts[scene.line.words[i]], None
    if preceded(scene, i, "chaque"):
        first = i - 1
    elif preceded(scene, i, "tous", "les") or preceded(scene, i, "toutes", "les"):
        first = i - 2
    if first is None or part.value == "TDT":
        return None
    return Draft(first, i, "SET", f"XXXX-XX-XX{part.value}", "itself", entry=part.place, quant="EVERY")


def every_season(scene: Scene, i: int) -> Draft | None:
    """La rivière déborde chaque printemps."""
    season = scene.words.seasons[scene.line.words[i]]
    if not preceded(scene, i, "chaque"):
        return None
    return Draft(i - 1, i, "SET", f"XXXX-{season.value}", "itself", entry=season.place, quant="EVERY")


def adjective(scene: Scene, i: int) -> Draft | None:
    """Le congrès annuel du parti s'ouvre à Pau. L'aéroport traite 40 vols quotidiens."""
    word = scene.words.adjectives[scene.line.words[i]]
    if not joined(scene.line, i) or pos_at(scene, i) == "PROPN" or not _of_noun(scene, i):
        return None
    return Draft(i, i, "SET", word.value, "itself", entry=word.place, quant="EVERY")


def _of_noun(scene: Scene, i: int) -> bool:
    """Whether the word is the adjective of a noun, and no newspaper: "congrès annuel", not "le quotidien"."""
    before = pos_at(scene, i - 1)
    return before in ("NOUN", "ADJ", "PROPN", "VERB") or (before == "NUM" and pos_at(scene, i + 1) == "NOUN")


def adverb(scene: Scene, i: int) -> Draft | None:
    """Les prix sont revus annuellement."""
    word = scene.words.adverbs[scene.line.words[i]]
    return Draft(i, i, "SET", word.value, "itself", entry=word.place, quant="EVERY")


def how_often(scene: Scene, i: int) -> Draft | None:
    """La fusée a échoué à trois reprises. Le dissident a été arrêté neuf fois."""
    line, word = scene.line, scene.words.times[scene.line.words[i]]
    amount = amount_before(scene, i)
    if amount is None:
        return None
    first = amount.first
    if word.value:
        if line.words[first - 1] != word.value or first - 1 < scene.free:
            return None
        first -= 1
    if every := _per_period(scene, i):
        last, period = every
        frequency = f"{amount.number}X"
        return Draft(first, last, "SET", period, "itself", entry=word.place, freq=frequency, quant="EVERY")
    if (
        amount.number == "1"
        or not (amount.number == ANY or amount.number.isdigit())
        or (not word.value and _compares(scene, first, i))
    ):
        return None
    value, frequency = f"R{amount.number}", f"{amount.number}X"
    return Draft(first, i, "SET", value, "itself", entry=word.place, freq=frequency, mod=amount.mod)


def _per_period(scene: Scene, i: int) -> tuple[int, str] | None:
    """ "par mois", "tous les deux ans" after "deux fois": its last word and how long it is."""
    line = scene.line
    if not joined(line, i + 1):
        return None
    if line.words[i + 1] in FEW:
        unit = scene.words.units.get(line.words[i + 2])
        return (i + 2, f"P{unit.value}") if unit else None
    if line.words[i + 1] in ("tous", "toutes") and line.words[i + 2] == "les":
        return _all_of(scene, i + 3)
    return None


def _all_of(scene: Scene, at: int) -> tuple[int, str] | None:
    line = scene.line
    if unit := scene.words.units.get(line.words[at]):
        return at, f"P{unit.value}"
    if not (unit := scene.words.units.get(line.words[at + 1])):
        return None
    amount = amount_before(scene, at + 1)
    return (at + 1, length(amount.number, unit.value)) if amount else None


def _compares(scene: Scene, first: int, i: int) -> bool:
    """ "deux fois plus chère", "trois fois le budget", "neuf fois sur dix": nothing is counted."""
    line = scene.line
    if line.words[first - 1] in ("des", "les", "en") and tied(line, first):
        return True
    return joined(line, i + 1) and line.words[i + 1] in scene.words.comparisons
