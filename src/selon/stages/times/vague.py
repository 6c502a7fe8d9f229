"""Times that no calendar holds: "actuellement", "à court terme", "le directeur actuel", "l'après-guerre"."""

from __future__ import annotations

from selon.stages.times.measures import article
from selon.stages.times.scene import Draft, Scene, ends_with, joined, pos_at, tied

NOUN = frozenset(("NOUN", "PROPN"))
WITHOUT = frozenset("sans un aucun".split())


def vague(scene: Scene, i: int) -> Draft | None:
    """Le pays est actuellement en récession. Ces réformes coûteront cher à court terme."""
    phrase = ends_with(scene.words.vague, scene.line, i)
    first = i - len(phrase.words) + 1 if phrase else i
    if phrase is None or first < scene.free or _of_measure(scene, first):
        return None
    return Draft(first, i, "TIME", phrase.value, "itself", entry=phrase.place)


def _of_measure(scene: Scene, first: int) -> bool:
    """ "deux ans auparavant": what the duration counts from"""
    before = scene.before
    return before is not None and before.counts == "told_before" and before.last == first - 1


def vague_adjective(scene: Scene, i: int) -> Draft | None:
    """Le directeur actuel part à la retraite. Le record précédent datait de 1987."""
    line, word = scene.line, scene.words.vague_adjectives[scene.line.words[i]]
    if line.words[i - 1] in WITHOUT and joined(line, i):
        return None
    before = pos_at(scene, i - 1) if joined(line, i) else ""
    after = pos_at(scene, i + 1) if joined(line, i + 1) else ""
    if before not in NOUN and after not in NOUN and after != "ADJ":
        return None
    return Draft(i, i, "TIME", word.value, "itself", entry=word.place)


def here_and_now(scene: Scene, draft: Draft) -> Draft | None:
    """La ligne rouvrira d'ici deux mois."""
    line, first = scene.line, draft.first
    at = first - 1
    if line.words[at] in ("à", "au", "la", "le", "l'") and joined(line, first):
        at -= 1
    if line.words[at] != "ici" or line.words[at - 1] != "d'" or at < scene.free or not tied(line, at + 1):
        return None
    return Draft(at, at, "TIME", "PRESENT_REF", "itself")


def era(scene: Scene, i: int) -> Draft | None:
    """Le village a beaucoup construit dans l'après-guerre."""
    word = scene.words.eras[scene.line.words[i]]
    value, _, mod = word.value.partition(" ")
    return Draft(article(scene, i), i, "DATE", value, "itself", entry=word.place, mod=mod or None)
