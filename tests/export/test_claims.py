"""What every face says of a claim."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.export.claims import content, line, numbered, storable, through, visible, who
from tests.readings import sample


def test_claims_are_numbered_in_the_order_of_the_text() -> None:
    reading = sample()
    shuffled = msgspec.structs.replace(reading, claims=reading.claims[::-1])
    assert [(number, claim.id) for number, claim in numbered(shuffled)] == [(1, "a1"), (2, "a2"), (3, "a3")]


def test_who_through_whom_and_what() -> None:
    first, second, third = sample().claims
    assert (who(first), through(first)) == ("Dmitri Peskov", "Interfax")
    assert (who(third), through(third)) == ("", "")
    assert content(second) == "=Rien … n'est signé="


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("un  deux\ntrois", None, "un deux trois"),
        ("un deux", 7, "un deux"),
        ("un deux trois", 9, "un deux…"),
        ("x" * 100, 5, "xxxx…"),
        ("\x1b[31mrouge\x07", None, "␛[31mrouge␇"),
    ],
)
def test_line(text: str, longest: int | None, shown: str) -> None:
    assert line(text, longest) == shown


@given(st.text(st.characters(codec=None)))
def test_what_is_shown_keeps_offsets_and_can_be_encoded(text: str) -> None:
    for shown in (visible(text), storable(text)):
        assert len(shown) == len(text)
        shown.encode()


def test_a_terminal_has_nothing_to_obey() -> None:
    shown = visible("".join(map(chr, range(0xA0))) + "\u202e\u2066\u200f")
    assert not set(shown) & ({*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n"})
    assert shown.endswith("\u200b\u200b\u200f")
