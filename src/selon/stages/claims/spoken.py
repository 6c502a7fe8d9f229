"""What is claimed already: asked of each conditional and each quotation that no cue brought."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from selon.stages.claims.scene import Draft, Range


@dataclass(frozen=True, slots=True)
class Spoken:
    """The contents of claims, merged where they overlap, in the order of the text."""

    starts: list[int]
    ends: list[int]


def spoken(drafts: list[Draft]) -> Spoken:
    """Returns the ground that the contents of the drafts cover."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(piece for draft in drafts for piece in draft.content):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spoken(starts, ends)


def covers(ground: Spoken, piece: Range) -> bool:
    """Whether a claim's content overlaps the piece."""
    start, end = piece
    at = bisect_right(ground.ends, start)
    return at < bisect_left(ground.starts, end)
