"""Drift: two versions of a dispatch side by side, and what became of each claim."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from selon.export.drifts import answer
from selon.model import Reading
from selon.questions.drift import drift
from selon.record.lookup import find_dispatch, load_reading
from selon.web.guard import desk_of
from selon.web.showing import show

router = APIRouter()

LONGEST = 400  # paragraphs that are laid side by side

Id = Annotated[str, Query(max_length=80)]


class Side(NamedTuple):
    """A paragraph of each version that stand side by side, None where one has none; `same` whether they are."""

    earlier: str | None
    later: str | None
    same: bool


@router.get("/drift", include_in_schema=False)
@router.get("/drift.json", summary="What became of each claim from one dispatch to another")
def drifted(request: Request, a: Id, b: Id) -> Response:
    record = desk_of(request).record()
    earlier, later = (load_reading(record, find_dispatch(record, id)[0]) for id in (a, b))
    data: dict[str, Any] = {"changes": [answer(earlier, later, change) for change in drift(earlier, later)]}
    beside = {"earlier": earlier.dispatch, "later": later.dispatch, "sides": list(sides(earlier, later))}
    return show(request, "drift.html", data, beside)


def sides(earlier: Reading, later: Reading) -> Iterator[Side]:
    """The paragraphs of both, those that are the same on one line."""
    before, after = _paragraphs(earlier), _paragraphs(later)
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for at in range(max(j - i, m - k)):
            one = before[i + at] if i + at < j else None
            other = after[k + at] if k + at < m else None
            yield Side(one, other, kind == "equal")


def _paragraphs(reading: Reading) -> list[str]:
    text = reading.dispatch.text
    return [" ".join(text[block.start : block.end].split()) for block in reading.blocks[:LONGEST]]
