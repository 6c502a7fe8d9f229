"""Edges: the beginning, the middle, the end of a period: "fin juin", "la mi-août", "la fin de l'année"."""

from __future__ import annotations

from dataclasses import replace

from selon.stages.phrases import ARTICLES, OF
from selon.stages.times.measures import article
from selon.stages.times.scene import Draft, Scene, joined, tied


def with_edge(scene: Scene, draft: Draft) -> Draft:
    """Returns the draft with the edge that is told before it, with its article where it has one."""
    at = edge_before(scene, draft.first)
    if at is None:
        return draft
    mod = scene.words.edges[scene.line.words[at]].value
    return replace(draft, first=article(scene, at), mod=mod)


def edge_before(scene: Scene, first: int) -> int | None:
    """Returns the word of the edge: "fin", of "fin de l'[année]", "fin du XIXe [siècle]", "mi-[mai]"."""
    line, at = scene.line, first - 1
    if at < scene.free or not tied(line, first):
        return None
    if line.words[at] in ARTICLES and line.words[at - 1] in OF and joined(line, at):
        at -= 1
    if line.words[at] in OF and at - 1 >= scene.free and joined(line, at):
        at -= 1
    word = line.words[at]
    if word not in scene.words.edges or at < scene.free:
        return None
    return at if word != "mi" or line.gaps[at + 1] == "-" else None
