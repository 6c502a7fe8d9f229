"""Marking: the pieces of a text are the text again, and each word is in the claims that hold it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import selon
from selon.model import Block, Claim, Made, Reading, Span, make_dispatch
from selon.web.marking import paragraphs

TEXT = "abcdefghij"
MADE = Made("clause", None)


def claim(id: str, start: int, end: int, act: str = "state") -> Claim:
    content = (Span(start, end, TEXT[start:end]),)
    return Claim(id, content, None, (), "indirect", act, "certain", (), MADE)  # type: ignore[arg-type]


def reading(*claims: Claim, blocks: tuple[tuple[int, int], ...] = ((0, 10),)) -> Reading:
    return Reading(make_dispatch(TEXT), tuple(Block(a, b, "body") for a, b in blocks), claims)


def test_nested_and_overlapping_claims() -> None:
    (only,) = paragraphs(reading(claim("c1", 1, 8), claim("c2", 3, 5, "deny"), claim("c3", 4, 9, "ask")))
    assert [(piece.text, piece.claims, piece.act) for piece in only.pieces] == [
        ("a", (), None),
        ("bc", ("c1",), "state"),
        ("d", ("c2", "c1"), "deny"),
        ("e", ("c2", "c3", "c1"), "deny"),
        ("fgh", ("c3", "c1"), "ask"),
        ("i", ("c3",), "ask"),
        ("j", (), None),
    ]
    assert [(piece.start, piece.begins) for piece in only.pieces if piece.begins] == [
        (1, ("c1",)),
        (3, ("c2",)),
        (4, ("c3",)),
    ]


def test_a_claim_over_two_blocks_is_marked_in_both() -> None:
    first, second = paragraphs(reading(claim("c1", 2, 7), blocks=((0, 5), (6, 10))))
    assert [(piece.text, piece.claims) for piece in first.pieces] == [("ab", ()), ("cde", ("c1",))]
    assert [(piece.text, piece.claims) for piece in second.pieces] == [("g", ("c1",)), ("hij", ())]


spans = st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=3))
def test_nothing_is_lost_and_every_piece_is_held_by_its_claims(
    held: list[tuple[int, int]], cut: list[tuple[int, int]]
) -> None:
    claims = [claim(f"c{number}", *span) for number, span in enumerate(held)]
    blocks = tuple(cut)
    for (start, end), paragraph in zip(blocks, paragraphs(reading(*claims, blocks=blocks)), strict=True):
        assert "".join(piece.text for piece in paragraph.pieces) == TEXT[start:end]
        for piece in paragraph.pieces:
            inside = {each.id for each in claims if each.content[0].start <= piece.start < each.content[0].end}
            assert set(piece.claims) == inside


def test_a_real_dispatch() -> None:
    found = selon.read('Le pont a cédé, a dit le maire. "Nous le savions", a-t-il ajouté.')
    words = "".join(piece.text for paragraph in paragraphs(found) for piece in paragraph.pieces if piece.claims)
    assert "Le pont a cédé" in words and "Nous le savions" in words and "maire" not in words
