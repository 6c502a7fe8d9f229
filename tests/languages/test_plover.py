"""PLOVER's numbers, and that the events' types and modes are PLOVER's."""

from __future__ import annotations

import pytest

from selon.languages import plover
from selon.languages.events import load_events
from selon.languages.loader import Row, WordListError
from selon.stages.events.statements import TYPES

SIXTEEN = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
)


def test_the_sixteen_types_each_with_its_numbers() -> None:
    types = [key for key in plover.load_plover() if " " not in key]
    assert types == SIXTEEN.split()
    assert all(plover.load_plover()[type].scale is not None for type in types)


def test_a_mode_is_of_a_type_and_of_its_quad() -> None:
    for key, score in plover.load_plover().items():
        assert score.quad == plover.quad(key.split()[0])
        assert score.scale is None or -10 <= score.scale <= 10


@pytest.mark.parametrize(
    ("code", "modes", "quad", "scale"),
    [
        ("ACCUSE", (), 3, -3),
        ("SANCTION", (), 4, -6),
        ("PROTEST", ("vandalize",), 4, -5),
        ("ASSAULT", ("firearms", "drone"), 4, -9.5),
        ("ASSAULT", ("no such",), 4, -9),
        ("FIGHT", (), None, None),
        (None, (), None, None),
    ],
)
def test_quad_and_scale(code: str | None, modes: tuple[str, ...], quad: int | None, scale: float | None) -> None:
    assert (plover.quad(code), plover.scale(code, modes)) == (quad, scale)


def test_a_malformed_line_is_named() -> None:
    with pytest.raises(WordListError, match=r"plover\.tsv:9: quad and scale are numbers"):
        plover._score(Row("languages/plover.tsv:9", ("AGREE", "one", "2")))


def test_the_types_of_events_are_plovers() -> None:
    words = load_events("fr")
    frames = [frame for table in (words.verbs, words.nouns) for frames in table.values() for frame in frames]
    codes = {frame.plover for frame in frames} | {code for _, code in TYPES.values()}
    assert codes - {None} <= set(SIXTEEN.split())
