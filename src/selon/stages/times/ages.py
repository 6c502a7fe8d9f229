"""Ages: "un maçon de 34 ans", "Inès Valdivia, 29 ans," tell no time."""

from __future__ import annotations

from selon.stages.times.measures import Measure, article, preceded
from selon.stages.times.scene import Scene, joined, pos_at, token_at

OLDEST = 120
REACH = 6  # words of a noun phrase that are looked at
SENTENCED = frozenset("ferme fermes avec dont".split())
PERSONS = frozenset("les aux des".split())
DURING = frozenset("dans pendant durant sous sur après avant".split())
LIMITS = frozenset("plus moins".split())
UNTIL_NOUN = frozenset("un une le la l' les des du ce cet cette son sa ses au aux leur leurs".split())


def is_age(scene: Scene, measure: Measure) -> bool:
    """Whether the measure says how old somebody is, by the words around it."""
    unit = scene.line.words[measure.unit_at]
    if measure.direction or not _is_years(measure):
        return False
    if measure.unit.value != "1Y":
        return unit in ("mois", "jours", "semaines") and _of_young(scene, measure)
    return (
        _of_person(scene, measure)
        or _beside(scene, measure)
        or _at(scene, measure)
        or _had(scene, measure)
        or _class(scene, measure)
    )


def _is_years(measure: Measure) -> bool:
    return measure.number.replace(".", "").isdigit() and float(measure.number) <= OLDEST


def _of_person(scene: Scene, measure: Measure) -> bool:
    """un maçon de 34 ans · âgée de 57 ans · les enfants de moins de 12 ans; but "une peine de trois ans"."""
    line, first = scene.line, _number_at(scene, measure)
    if any(word in scene.words.aged for word in line.words[max(first - 3, 0) : first]):
        return True
    at = first - 2
    if line.words[first - 1] not in ("de", "d'") or not joined(line, first) or not joined(line, first - 1) or at < 0:
        return False
    if _goes_on(scene, measure.last + 1) or pos_at(scene, at) in ("VERB", "AUX", "ADP"):
        return False
    phrase = _noun_phrase(scene, at)
    if measure.single and not any(word in scene.words.young for word in phrase):
        return False
    return not any(lasts(scene, word) for word in phrase)


def _number_at(scene: Scene, measure: Measure) -> int:
    """The word that a preposition stands before: that of the amount, of an "environ", of a number that is joined to
    it: "de [8] et 12 ans"."""
    line, first = scene.line, measure.first
    while line.words[first - 1] in ("et", "ou", "à") and line.words[first - 2].isdigit() and joined(line, first - 1):
        first -= 2
    return first - 1 if line.words[first - 1] in ("environ", "quelque") and joined(line, first) else first


def _noun_phrase(scene: Scene, last: int) -> list[str]:
    """The words of the noun phrase that ends at `last`, back to its article."""
    line, words = scene.line, []
    for at in range(last, max(last - REACH, -1), -1):
        words.append(line.words[at])
        if line.words[at] in UNTIL_NOUN or not joined(line, at):
            break
    return words


def lasts(scene: Scene, word: str) -> bool:
    """Whether a noun is of something that takes time: by the list, or by its ending."""
    bare = word.rstrip("s")
    if bare in scene.words.persons:
        return False
    return word in scene.words.lasting or bare in scene.words.lasting or bare.endswith(scene.words.lasting_endings)


def _beside(scene: Scene, measure: Measure) -> bool:
    """Inès Valdivia, 29 ans, · (26 ans)"""
    line, first, after = scene.line, measure.first, measure.last + 1
    closing = line.gaps[after].strip()[:1] if after < line.count else "."
    closed = closing in tuple(",).;:»](") or line.words[after] in ("et", "a", "est", "qui", "né", "née")
    if preceded(scene, _number_at(scene, measure), "respectivement") or preceded(scene, first, "tous", "deux"):
        return closed
    return closed and line.gaps[first].strip()[-1:] in tuple(",([") and line.words[measure.unit_at] != "années"


def _at(scene: Scene, measure: Measure) -> bool:
    """mort à 91 ans · à l'âge de 12 ans · dès 6 ans; but "condamné à dix ans de prison"."""
    line, first, after = scene.line, measure.first, measure.last + 1
    if line.words[first - 1] not in ("à", "dès") or not joined(line, first):
        return False
    if preceded(scene, first, "d'", "ici", "à") or _set_to(scene, first - 2) or lasts(scene, line.words[first - 2]):
        return False
    return line.words[after] not in SENTENCED and not _goes_on(scene, after)


def _set_to(scene: Scene, i: int) -> bool:
    """condamné à deux ans · ramené de six ans à un an"""
    token = token_at(scene, i)
    return token is not None and (token.lemma in scene.words.setting or scene.line.words[i] in scene.words.units)


def _goes_on(scene: Scene, after: int) -> bool:
    """ "de prison", "d'inéligibilité": what it lasts for; but "mort à 81 ans de la doyenne"."""
    line, noun = scene.line, scene.line.words[after + 1]
    if line.words[after] not in ("de", "d'") or not joined(line, after):
        return False
    return noun not in UNTIL_NOUN and (lasts(scene, noun) or pos_at(scene, after + 1) in ("NOUN", "VERB", "ADJ"))


def _had(scene: Scene, measure: Measure) -> bool:
    """Le roi avait 17 ans. Elle fête ses 20 ans."""
    first = article(scene, measure.first)
    line, before = scene.line, scene.line.words[first - 1]
    had = before in scene.words.having and joined(line, first) and not preceded(scene, first, "y", before)
    return had and not _goes_on(scene, measure.last + 1)


def _class(scene: Scene, measure: Measure) -> bool:
    """les plus de 65 ans · les 18-25 ans · ses 20 ans"""
    line = scene.line
    first = article(scene, measure.first)
    before = line.words[first] if first < measure.first else line.words[measure.first - 1]
    if before in PERSONS and (line.words[first + 1] in LIMITS or line.gaps[measure.unit_at - 1] == "-"):
        return True
    if first < measure.first and line.words[first - 1] in DURING:
        return False
    if before not in PERSONS and before not in ("ses", "leurs", "mes"):
        return False
    return not _goes_on(scene, measure.last + 1) and line.words[measure.last + 1] not in ("qui", "écoulés", "passés")


def _of_young(scene: Scene, measure: Measure) -> bool:
    """un bébé de six mois"""
    line, first = scene.line, measure.first
    if line.words[first - 1] not in ("de", "d'", "âgé", "âgée") or not joined(line, first):
        return False
    phrase = _noun_phrase(scene, first - 2)
    return not scene.words.aged.isdisjoint(phrase) or any(word in scene.words.young for word in phrase)
