"""What all example lines share: their marks, and how their space is folded."""

from __future__ import annotations

ARROW, TODO, NOTHING, NONE, BREAK = "->", "todo", "nothing", "-", "¶"


def flat(text: str) -> str:
    """The text with every run of space, no-break ones too, made one plain space."""
    return " ".join(text.split())
