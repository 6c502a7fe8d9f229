"""The whole reading: its promises to whoever calls it, whatever the text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import selon
from selon.model import Reading, make_dispatch

WORDS = """« » " “ ” a dit selon Paul le ministre que , . : ( ) aurait tué nie -t-il l' d'après pour en citant et mais
qui images montrent on voit 3 mai (AFP) -""".split()
PIECES = st.sampled_from([*WORDS, "\n\n", "\ud800", "\u202e", "\x00"])
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map(" ".join))


def spans(reading: Reading) -> Iterator[tuple[int, int, str]]:
    for claim in reading.claims:
        for span in (*claim.content, *claim.sources, *filter(None, [claim.cue])):
            yield span.start, span.end, span.text


@given(TEXTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_yields_spans_in_range_and_not_empty(text: str) -> None:
    reading = selon.read(text)
    assert reading.dispatch.text == text
    for start, end, words in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    assert all(source.name for claim in reading.claims for source in claim.sources)


def calls(text: str) -> int:
    """Returns how many functions of ours a reading calls: work that no clock disturbs."""
    count = 0
    ours = str(Path(selon.__file__).parent)

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename.startswith(ours)

    sys.setprofile(note)
    try:
        selon.read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "Le ministre a déclaré que les négociations reprendraient lundi. ",
        "le ministre a dit que la loi passerait, que le vote aurait lieu, ",
        "« Oui », a dit Paul. ",
        '"Je viens, a dit Paul.\n\n',
        "selon Paul, ",
        "« ",
        "l'",
        "Il dément. ",
    ],
)
def test_twice_the_text_is_about_twice_the_work(unit: str) -> None:
    small = unit * (12_000 // len(unit))
    calls(unit)  # what is loaded once is no part of it
    assert calls(small + small) <= 2.3 * calls(small) + 2_000


def test_read_all_keeps_the_order_and_reads_as_read_does() -> None:
    texts = ["Paul dort.", "", "Selon Ada Roux, le pont tiendra.", "« Non », a dit Luc Blin."]
    readings = list(selon.read_all(make_dispatch(text) for text in texts))
    assert [reading.dispatch.text for reading in readings] == texts
    assert [reading.claims for reading in readings] == [selon.read(text).claims for text in texts]


def test_a_long_text_is_read_in_pieces_like_a_short_one() -> None:
    sentence = "Selon Ada Roux, le pont tiendra. "
    claims = selon.read(sentence * 600).claims
    assert len(claims) == 600
    assert {claim.content[0].text for claim in claims} == {"le pont tiendra"}


def test_the_date_given_counts_where_the_dispatch_has_none() -> None:
    assert selon.read("Paul dort.", date="2024-03-07").dispatch.sent == "2024-03-07"


def test_an_unknown_language_is_said() -> None:
    with pytest.raises(ValueError, match="no language 'xx'"):
        selon.read("Paul dort.", lang="xx")


def test_titles_subheads_and_credits_yield_no_claim() -> None:
    text = (
        "Paris dément toute rançon\n\nPARIS, 3 mai 2024 (AFP) - Le pont tiendra, a dit mardi Ada Roux.\n\n"
        "LE MAIRE ACCUSE\n\nLe chantier reprend.\n\n(Reportage de Luc Blin à Paris, édité par Ada Roux)"
    )
    reading = selon.read(text)
    assert [claim.content[0].text for claim in reading.claims] == ["Le pont tiendra"]
    assert (reading.dispatch.credits[0].person, reading.dispatch.credits[0].bureau) == ("Luc Blin", "Paris")
    assert reading.dispatch.sent == "2024-05-03"


def test_a_denial_answers_the_claim_of_the_same_words() -> None:
    said, denied = selon.read("Le câble a été coupé, a affirmé Oslo, ce que Moscou dément.").claims[:2]
    assert denied.act == "deny"
    assert denied.answers == (said.id,)
