"""Denials without words of their own: "Moscou a démenti", "l'ancien ministre nie en bloc", "ils l'ont nié"."""

from __future__ import annotations

from selon.stages.claims.adjuncts import skip_adjuncts
from selon.stages.claims.cues import VerbCue
from selon.stages.claims.reports import cue_range, draft
from selon.stages.claims.scene import Draft, Scene
from selon.stages.parse import Sentence

BARE = frozenset(("démentir", "nier", "contester", "réfuter", "récuser"))


def bare_denial(scene: Scene, cue: VerbCue, sentence: Sentence) -> Draft | None:
    """L'élu dément. L'ancien ministre a tout nié mercredi devant le tribunal.

    What is denied stands in another sentence; the words of denying are the content."""
    if cue.entry.word not in BARE or cue.group.form != "fin" or cue.group.passive or cue.group.negated:
        return None
    at = skip_adjuncts(scene, cue.last + 1, sentence.last + 1)
    while at < sentence.last and scene.tokens[at].pos == "ADV":  # "en bloc"
        at += 1
    if at <= sentence.last and scene.tokens[at].pos not in ("PUNCT", "CCONJ") and scene.tokens[at - 1].text != ",":
        return None
    made = draft(scene, cue, "bare_denial", [cue_range(scene, cue)], sentence)
    return made if made.sources else None
