"""What the rows of every table share: what a cell may hold, and the cells on how a finding was made."""

from __future__ import annotations

from selon.model import Made

Cell = str | int | float | None
Cells = tuple[Cell, ...]
MADE = ("construction", "entry")


def made(by: Made) -> Cells:
    """The cells under MADE."""
    return by.construction, by.entry
