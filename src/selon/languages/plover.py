"""PLOVER's numbers, of any language: the quad code and the scale of a type and its modes (plover.tsv)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from selon.languages.loader import FOLDER, Row, WordListError, rows


class Score(NamedTuple):
    """`quad` 1 to 4 (verbal, material cooperation; verbal, material conflict), `scale` from -10 to 10, None where a
    mode has that of its type."""

    quad: int
    scale: float | None


@cache
def load_plover() -> Mapping[str, Score]:
    """Returns the scores by type ("ASSAULT") and by type and mode ("ASSAULT drone").

    Raises WordListError for a malformed line.
    """
    return {row.fields[0]: _score(row) for row in rows(FOLDER / "plover.tsv", 3)}


def _score(row: Row) -> Score:
    _, quad, scale = row.fields
    try:
        return Score(int(quad), float(scale) if scale else None)
    except ValueError as error:
        raise WordListError(f"{row.place}: quad and scale are numbers") from error


def quad(code: str | None) -> int | None:
    """Returns the quad code of a type, None for what is no type of PLOVER's."""
    score = load_plover().get(code or "")
    return score.quad if score else None


def scale(code: str | None, modes: Iterable[str] = ()) -> float | None:
    """Returns where a type stands between conflict and cooperation: by its mode where that has a number, of several by
    the one farthest from 0. None for what is no type of PLOVER's."""
    table = load_plover()
    scores = [table[key] for mode in modes if (key := f"{code} {mode}") in table]
    scales = [score.scale for score in scores if score.scale is not None]
    if scales:
        return max(scales, key=abs)
    score = table.get(code or "")
    return score.scale if score else None
