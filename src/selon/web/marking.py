"""Marking: a dispatch's text cut where claims begin and end, so that those that overlap or nest can all be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from selon.model import Claim, Reading


class Piece(NamedTuple):
    """Words that the same claims hold: `claims` their ids, the innermost first; `begins` those that begin here; `act`
    and `certainty` are of the innermost, None outside all. `start` counts code points of the text."""

    text: str
    start: int
    claims: tuple[str, ...]
    begins: tuple[str, ...]
    act: str | None
    certainty: str | None


class Paragraph(NamedTuple):
    """A block of the layout (`title`, `subhead`, `body` ...) and its pieces."""

    kind: str
    pieces: list[Piece]


def paragraphs(reading: Reading) -> list[Paragraph]:
    """Returns the blocks of the dispatch, in the order of the text."""
    inner = sorted(reading.claims, key=_length)
    cuts = sorted({edge for claim in inner for span in claim.content for edge in (span.start, span.end)})
    held = _holding(inner, cuts)
    blocks = ((block.kind, _pieces(reading, block.start, block.end, cuts, held)) for block in reading.blocks)
    return [Paragraph(kind, list(pieces)) for kind, pieces in blocks]


def _length(claim: Claim) -> tuple[int, int]:
    return sum(span.end - span.start for span in claim.content), claim.content[0].start


def _holding(claims: Iterable[Claim], cuts: Sequence[int]) -> dict[int, list[Claim]]:
    """The claims that hold the words from each cut on, the innermost first."""
    held: dict[int, list[Claim]] = {cut: [] for cut in cuts}
    for claim in claims:
        for span in claim.content:
            for cut in cuts[bisect_left(cuts, span.start) : bisect_left(cuts, span.end)]:
                held[cut].append(claim)
    return held


def _pieces(
    reading: Reading, start: int, end: int, cuts: Sequence[int], held: dict[int, list[Claim]]
) -> Iterator[Piece]:
    """The pieces of one block."""
    at = bisect_right(cuts, start) - 1
    here = held[cuts[at]] if at >= 0 else []
    edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
    for begin, finish in pairwise(edges):
        here = held.get(begin, here)
        if begin < finish:
            yield _piece(reading.dispatch.text[begin:finish], begin, here)


def _piece(text: str, start: int, claims: Sequence[Claim]) -> Piece:
    begins = tuple(claim.id for claim in claims if claim.content[0].start == start)
    act, certainty = (claims[0].act, claims[0].certainty) if claims else (None, None)
    return Piece(text, start, tuple(claim.id for claim in claims), begins, act, certainty)
