"""Weeks, months, quarters, years beside ours: "la semaine dernière", "cette année", "à la fin du mois", "cet été"."""

from __future__ import annotations

from dataclasses import replace

from selon.stages.phrases import OF
from selon.stages.times.dates import day_after_weekday, with_shift, year_at
from selon.stages.times.edges import edge_before, with_edge
from selon.stages.times.measures import article, preceded
from selon.stages.times.scene import Counts, Draft, Scene, joined, named

THIS = frozenset("ce cet cette".split())
NTH = {"Q": 4, "H": 2}
SEASONED = frozenset("l' cet en le au du ce chaque cette".split())


def beside(scene: Scene, i: int) -> Draft | None:
    """Le groupe a supprimé 300 postes la semaine dernière. Le parti gagna Marseille l'année suivante."""
    line, period = scene.line, scene.words.periods[scene.line.words[i]]
    at = i + 1
    if not joined(line, at) or period.value == "D" or _is_plural(scene, i):
        return None
    if shift := scene.words.shifts.get(line.words[at]):
        value = _shifted(shift.value, period.value)
        return with_edge(scene, Draft(article(scene, i), at, "DATE", value, "sent", entry=period.place))
    if shift := scene.words.told_shifts.get(line.words[at]):
        value = _shifted(shift.value, period.value)
        return with_edge(scene, Draft(article(scene, i), at, "DATE", value, "told", entry=period.place))
    if line.words[at : at + 2] == ["en", "cours"]:
        return Draft(article(scene, i), at + 1, "DATE", f"P0{period.value}", "sent", entry=period.place)
    return None


def _is_plural(scene: Scene, i: int) -> bool:
    """les années suivantes · les mois précédents"""
    word, before = scene.line.words[i], scene.line.words[i - 1]
    return before in ("les", "des", "aux", "ces", "ses") if word == "mois" else word.endswith("s")


def _shifted(shift: str, letter: str) -> str:
    return f"-P1{letter}" if shift == "-1" else f"P1{letter}"


def before_that(scene: Scene, i: int) -> Draft | None:
    """Le précédent trimestre avait été meilleur ; la prochaine semaine sera chargée."""
    line, period = scene.line, scene.words.periods[scene.line.words[i]]
    shift = scene.words.told_shifts.get(line.words[i - 1])
    if shift is None or i - 1 < scene.free or not joined(line, i) or period.value == "D":
        return None
    first = article(scene, i - 1)
    return Draft(first, i, "DATE", _shifted(shift.value, period.value), "told", entry=period.place)


def this(scene: Scene, i: int) -> Draft | None:
    """Le déficit devrait se réduire cette année. Il a plu ce mois-ci."""
    line, period = scene.line, scene.words.periods[scene.line.words[i]]
    if line.words[i - 1] not in THIS or i - 1 < scene.free or not joined(line, i) or line.words[i] == "journée":
        return None
    last = i + 1 if line.words[i + 1] == "ci" and line.gaps[i + 1] == "-" else i
    draft = Draft(i - 1, last, "DATE", f"P0{period.value}", "sent", entry=period.place)
    return with_edge(scene, draft)


def edge(scene: Scene, i: int) -> Draft | None:
    """Les travaux seront achevés à la fin de l'année. Elle rouvrira en début de semaine."""
    line, period = scene.line, scene.words.periods[scene.line.words[i]]
    if period.value in ("D", "C") or _is_plural(scene, i) or edge_before(scene, i) is None:
        return None
    if line.words[i] == "mois" and line.words[i + 2] in scene.words.months and line.words[i + 1] in OF:
        return None  # "la fin du mois d'août" is the month's
    return with_edge(scene, Draft(i, i, "DATE", f"P0{period.value}", "sent", entry=period.place))


def week_of(scene: Scene, i: int) -> Draft | None:
    """L'autoroute sera fermée la semaine du 25 mars."""
    line = scene.line
    if line.words[i] != "semaine" or line.words[i + 1] != "du" or not joined(line, i + 1):
        return None
    found = day_after_weekday(scene, i + 2)
    if found is None or found.month is None:
        return None
    counts: Counts = "itself" if found.year is not None else "tense"
    last = found.last
    if line.words[last + 1] == "au" and (second := day_after_weekday(scene, last + 2)) and second.month:
        last = second.last
    entry = scene.words.periods["semaine"].place
    return Draft(article(scene, i), last, "DATE", f"{found.value()}W", counts, entry=entry)


def whole(scene: Scene, i: int) -> Draft | None:
    """La station est restée fermée toute la semaine."""
    line, unit = scene.line, scene.words.units.get(scene.line.words[i])
    if unit is None or not joined(line, i) or line.words[i - 2] not in ("tout", "toute"):
        return None
    if line.words[i - 1] not in ("le", "la", "l'") or i - 2 < scene.free or unit.value[0] == "T":
        return None
    return Draft(i - 2, i, "DURATION", f"P{unit.value}", "itself", entry=unit.place)


def nth(scene: Scene, i: int) -> Draft | None:
    """La grève entre dans sa troisième semaine. Le procès en est au troisième jour."""
    line, unit = scene.line, scene.words.units.get(scene.line.words[i])
    first = _nth_before(scene, i)
    if unit is None or first is None or unit.value[0] == "T" or unit.value[-1] not in "DWMY":
        return None
    if article(scene, first) == first and line.words[first - 1] not in ("au", "du"):
        return None
    if line.words[i] == "journée" and (line.words[i + 1] not in OF or _is_matchday(scene, i + 2)):
        return None
    return Draft(article(scene, first), i, "DURATION", f"P{unit.value}", "itself", entry=unit.place)


def _is_matchday(scene: Scene, at: int) -> bool:
    """la deuxième journée [de Ligue 1] · [du championnat]"""
    written = scene.text[scene.line.starts[at] : scene.line.ends[at]]
    return written[:1].isupper() or scene.line.words[at] in ("championnat", "la", "phase", "poules", "l'")


def _nth_before(scene: Scene, i: int) -> int | None:
    """The word of the ordinal before the word `i`: "deuxième", "2e"."""
    line, at = scene.line, i - 1
    if at < scene.free or not joined(line, i):
        return None
    if (
        line.words[at] in ("e", "ème", "er", "ère", "nd", "nde")
        and line.gaps[at] == ""
        and line.words[at - 1].isdigit()
    ):
        return at - 1
    return at if line.words[at] in scene.words.ordinals else None


def part_of_year(scene: Scene, i: int) -> Draft | None:
    """Le bénéfice a doublé au premier trimestre 2023. L'inflation ralentira au second semestre."""
    line, letter = scene.line, scene.words.periods[scene.line.words[i]].value
    at = _nth_before(scene, i)
    if letter not in NTH or at is None:
        return None
    number = int(line.words[at]) if line.words[at].isdigit() else int(scene.words.ordinals[line.words[at]].value)
    if number > NTH[letter]:
        return None
    return _of_year(scene, at, i, f"{letter}{number}", scene.words.periods[line.words[i]].place)


def _of_year(scene: Scene, first: int, i: int, code: str, entry: str) -> Draft:
    """With the year, where it follows: "2023", "de 2023", "de l'année 2023"."""
    line, at = scene.line, i + 1
    first = article(scene, first)
    if line.words[at] in ("de", "d'") and joined(line, at):
        at += 1
    told = year_at(scene, at)
    if told is not None:
        return with_edge(scene, Draft(first, at, "DATE", f"{told}-{code}", "itself", entry=entry))
    draft = with_shift(scene, Draft(first, i, "DATE", f"XXXX-{code}", "tense", entry=entry))
    return with_edge(scene, draft)


def season(scene: Scene, i: int) -> Draft | None:
    """Le tunnel sera fermé cet été. Les législatives auront lieu à l'automne 2026."""
    line, word = scene.line, scene.words.seasons[scene.line.words[i]]
    before = line.words[i - 1] if joined(line, i) else ""
    opened = before in SEASONED or edge_before(scene, i) is not None
    if not opened and not (line.words[i] != "été" and before not in OF and year_at(scene, i + 1)):
        return None
    if named(scene, i) or line.words[i].endswith("étés"):
        return None
    draft = _of_year(scene, i, i, word.value, word.place)
    return replace(draft, counts="near") if before in THIS and draft.counts == "tense" else draft


def elapsed(scene: Scene, i: int) -> Draft | None:
    """Le chômage a baissé au cours de l'année écoulée."""
    line, unit = scene.line, scene.words.units.get(scene.line.words[i])
    if unit is None or line.words[i + 1] not in ("écoulé", "écoulée") or not joined(line, i + 1):
        return None
    return Draft(article(scene, i), i + 1, "DURATION", f"P{unit.value}", "since", entry=unit.place)


def to_come(scene: Scene, i: int) -> Draft | None:
    """Les pluies vont se renforcer dans les heures à venir."""
    line, unit = scene.line, scene.words.units.get(scene.line.words[i])
    if unit is None or not line.words[i].endswith("s") or not preceded(scene, i, "les"):
        return None
    tail = line.words[i + 1 : i + 3]
    if tail not in (["à", "venir"], ["qui", "viennent"], ["qui", "suivent"]):
        return None
    prefix, letter = ("PTX" if unit.value[0] == "T" else "PX"), unit.value[-1]
    return Draft(i - 1, i + 2, "DURATION", prefix + letter, "until", entry=unit.place)
