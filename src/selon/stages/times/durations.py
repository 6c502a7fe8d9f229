"""Durations: how long, how long ago, in how long, since when; each looks at one measure."""

from __future__ import annotations

from collections.abc import Callable

from selon.stages.phrases import OF
from selon.stages.times.ages import is_age
from selon.stages.times.anchors import event_after
from selon.stages.times.measures import SEVERAL, Measure, article, preceded
from selon.stages.times.scene import Counts, Draft, Scene, begins_with, joined
from selon.stages.times.sets import every_measure

LASTING_WORDS = frozenset(
    "pendant durant depuis en après avant sur pour d' de dans par moins plus presque chaque".split()
)
GOING_ON = frozenset(("de", "d'", "et", "ou", "plus", "après", "avant"))


def stretch(scene: Scene, measure: Measure) -> Draft | None:
    """Huit cyclistes sont morts au cours des quatre derniers mois. Le verdict tombera dans les jours à venir."""
    line, last, direction = scene.line, measure.last, measure.direction
    tail = begins_with(scene.words.stretch_tails, line, last + 1) if joined(line, last + 1) else None
    if tail:
        direction, last = int(tail.value), last + len(tail.words)
    if not direction or not _is_stretch(scene, measure):
        return None
    counts: Counts = "since" if direction < 0 else "until"
    if line.words[last + 1] in OF and joined(line, last + 1):
        counts = "itself"  # "les deux dernières semaines de mars"
    first = article(scene, measure.first)
    return _draft(measure, counts, first=first, last=last)


def _is_stretch(scene: Scene, measure: Measure) -> bool:
    """ "le dernier mois", but neither "le dernier an" nor "une dernière heure"."""
    if scene.line.words[measure.unit_at].startswith("journée"):
        return False  # of a championship
    return measure.number != "1" or measure.value[-1] in "WM" or measure.value == "P10Y"


def tied_to_event(scene: Scene, measure: Measure) -> Draft | None:
    """Le ministre a été hospitalisé quelques jours avant le scrutin."""
    line, link = scene.line, _after_asides(scene, measure.last + 1)
    if line.words[link] not in ("avant", "après") or not joined(line, link):
        return None
    event = event_after(scene, link + 1)
    if event is None:
        return None
    mod = "BEFORE" if line.words[link] == "avant" else "AFTER"
    return _draft(measure, "itself", last=event[1], mod=mod, anchor=event)


def ago(scene: Scene, measure: Measure) -> Draft | None:
    """Le suspect avait été libéré il y a trois jours."""
    first = measure.first
    opened = first - 1 if scene.line.words[first - 1] in ("que", "déjà", "à", "environ") else first
    if preceded(scene, opened, "y", "a") or preceded(scene, first, "voici") or preceded(scene, first, "voilà"):
        return _draft(measure, "ago")
    return None


def ahead(scene: Scene, measure: Measure) -> Draft | None:
    """Les candidats seront départagés dans dix jours. Le pont rouvrira dans les deux ans."""
    if not preceded(scene, _before(scene, measure), "dans") or _is_first(scene, measure):
        return None
    first = _opening(scene, measure)
    return _draft(measure, "ahead" if first == measure.first else "until", first=first)


def _is_first(scene: Scene, measure: Measure) -> bool:
    """dans les dix premières minutes"""
    return scene.line.words[measure.unit_at - 1].startswith("premi")


def since(scene: Scene, measure: Measure) -> Draft | None:
    """Le chantier est à l'arrêt depuis plus de seize mois."""
    before = _before(scene, measure)
    told = preceded(scene, before, "depuis") or preceded(scene, before, "cela", "fait")
    return _draft(measure, "since") if told else None


def until(scene: Scene, measure: Measure) -> Draft | None:
    """Le nickel manquera d'ici à vingt ans."""
    before = _before(scene, measure)
    told = preceded(scene, before, "d'", "ici") or preceded(scene, before, "d'", "ici", "à")
    return _draft(measure, "until") if told or preceded(scene, before, "sous") else None


def later(scene: Scene, measure: Measure) -> Draft | None:
    """Trois jours plus tard, la victime portait plainte. L'usine avait fermé deux ans auparavant."""
    line, at = scene.line, _after_asides(scene, measure.last + 1)
    if not joined(line, at):
        return None
    pair = line.words[at : at + 2]
    if pair == ["plus", "tard"] or _ends_there(scene, at, "après"):
        return _draft(measure, "told_after")
    if pair == ["plus", "tôt"] or line.words[at] == "auparavant" or _ends_there(scene, at, "avant"):
        return _draft(measure, "told_before")
    return None


def _after_asides(scene: Scene, at: int) -> int:
    """un an [jour pour jour] après · deux heures [seulement] avant"""
    line = scene.line
    if line.words[at : at + 3] == ["jour", "pour", "jour"] and joined(line, at):
        return at + 3
    return at + 1 if line.words[at] in ("seulement", "exactement", "environ") and joined(line, at) else at


def _ends_there(scene: Scene, at: int, word: str) -> bool:
    """ "une semaine après", with nothing that "après" stands before."""
    line = scene.line
    return line.words[at] == word and not (at + 1 < line.count and joined(line, at + 1))


def duration(scene: Scene, measure: Measure) -> Draft | None:
    """Le match a été interrompu vingt minutes."""
    if measure.single and not _lasts(scene, measure):
        return None
    return _draft(measure, "itself", first=_opening(scene, measure))


def _opening(scene: Scene, measure: Measure) -> int:
    """The first word, with the article of the plural: "les trois jours"."""
    first = article(scene, measure.first)
    return first if scene.line.words[first] in SEVERAL else measure.first


def _lasts(scene: Scene, measure: Measure) -> bool:
    """Whether "un jour", "une seconde" is a length: by the word before it, or what goes on after it."""
    line, unit = scene.line, scene.line.words[measure.unit_at]
    if unit == "mois" and line.words[measure.last + 2] in scene.words.months:
        return False  # "un mois de septembre"
    if unit not in scene.words.loose_units:
        return True
    after = line.words[measure.last + 1]
    if unit == "seconde" and joined(line, measure.last + 1) and after and after not in GOING_ON:
        return False
    return line.words[measure.first - 1] in LASTING_WORDS or after in ("plus", "après", "avant")


def _before(scene: Scene, measure: Measure) -> int:
    """The word that a preposition stands before: "dans les trois jours", "depuis environ un an"."""
    line, first = scene.line, article(scene, measure.first)
    if line.words[first - 1] in ("environ", "déjà", "quelque", "bientôt", "maintenant") and joined(line, first):
        return first - 1
    return first


def _draft(
    measure: Measure,
    counts: Counts,
    first: int | None = None,
    last: int | None = None,
    mod: str | None = None,
    anchor: tuple[int, int] | None = None,
) -> Draft:
    return Draft(
        measure.first if first is None else first,
        measure.last if last is None else last,
        "DURATION",
        measure.value,
        counts,
        entry=measure.unit.place,
        mod=mod or measure.mod,
        anchor=anchor,
    )


BY_MEASURE: tuple[Callable[[Scene, Measure], Draft | None], ...] = (
    stretch,
    ago,
    since,
    until,
    tied_to_event,
    later,
    ahead,
    duration,
)


def find_duration(scene: Scene, measure: Measure) -> tuple[str, Draft] | None:
    """Returns the construction that the measure stands in and its draft; an age has none."""
    if draft := every_measure(scene, measure):
        return every_measure.__name__, draft
    if is_age(scene, measure):
        return None
    for look in BY_MEASURE:
        if draft := look(scene, measure):
            return look.__name__, draft
    return None
