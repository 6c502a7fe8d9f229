"""Lengths that need no number: "un quinquennat"."""

from __future__ import annotations

from selon.stages.times.scene import Draft, Scene


def term(scene: Scene, i: int) -> Draft | None:
    """Le président achève un quinquennat difficile."""
    word = scene.words.terms[scene.line.words[i]]
    return Draft(i, i, "DURATION", f"P{word.value}", "itself", entry=word.place)
