"""The page for a person: marks in the text, then the table, within the terminal."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.export import text
from selon.model import Reading, cut
from tests.readings import TEXT, sample, silent

CODE = re.compile(r"\x1b\[[0-9;]*m")


def page(reading: Reading, width: int = 110, colour: bool = False) -> str:
    return "".join(text.lines([reading], width, colour))


def test_brackets_mark_each_piece() -> None:
    shown = " ".join(page(sample()).split())
    assert "[1: Les deux pays « coopéraient » dans des domaines sensibles], a déclaré Dmitri" in shown
    assert "[2: =Rien] [2: n'est signé=], assure Séoul. [3: La frappe aurait tué trois civils]." in shown


def test_the_table_says_who_through_whom_how_sure_and_what() -> None:
    row = r"1  Dmitri Peskov  Interfax +state, mixed +certain +Les deux pays « coopéraient » dans"
    assert re.search(row, page(sample()))
    assert re.search(r"3  — +state, unsourced +possible +La frappe", page(sample()))


def test_colour_marks_content_cue_and_source() -> None:
    shown = page(sample(), colour=True)
    assert "\x1b[36mLes deux pays" in shown
    assert "\x1b[4ma déclaré\x1b[0m" in shown
    assert "\x1b[1mDmitri Peskov\x1b[0m" in shown
    assert "[1] Les deux pays" in CODE.sub("", shown)
    assert not CODE.search(page(sample()))


@pytest.mark.parametrize("width", [20, 40, 71, 72, 80, 99, 100, 300])
@pytest.mark.parametrize("colour", [True, False])
def test_it_fits_the_terminal(width: int, colour: bool) -> None:
    lines = CODE.sub("", page(sample(), width, colour)).splitlines()
    assert max(map(len, lines)) <= min(width, text.WIDEST)


def test_a_narrow_terminal_gets_a_list() -> None:
    shown = page(sample(), 50)
    assert "[1] Dmitri Peskov, through Interfax\n  state, mixed, certain\n" in shown


def test_contents_are_shortened_in_the_table() -> None:
    long = "Les deux pays " + "très " * 100 + "grands, a dit X."
    claim = msgspec.structs.replace(sample().claims[2], content=(cut(long, 0, len(long) - 10),), cue=None)
    reading = msgspec.structs.replace(silent(long), claims=(claim,))
    assert "…" in page(reading)
    assert page(reading).count("très") < 130


def test_contents_within_contents() -> None:
    inner, outer = sample().claims[0], sample().claims[2]
    words = "Pékin assure que Séoul ment."
    spans = (cut(words, 0, 27), cut(words, 17, 27))
    claims = tuple(
        msgspec.structs.replace(claim, content=(span,), cue=None, sources=())
        for claim, span in zip((outer, inner), spans, strict=True)
    )
    shown = page(msgspec.structs.replace(silent(words), claims=claims))
    assert "[1: Pékin assure que [2: Séoul ment]]." in shown


def test_no_claims() -> None:
    assert page(silent()) == "silent.txt · no claims\n\nRien.\n\n"


def test_brackets_and_names_of_the_text_are_no_markup() -> None:
    assert "[bold]Rien[/bold] :smile: [link]" in page(silent("[bold]Rien[/bold] :smile: [link]"))


def test_the_text_cannot_steer_the_terminal() -> None:
    shown = page(silent("a\x1b]0;titre\x07b\x9b2Jc", "x\x1b[2J.txt"))
    assert "\x1b" not in shown
    assert "␛]0;titre␇" in shown


@given(st.text(st.characters(codec=None), max_size=200), st.booleans(), st.integers(1, 120))
def test_any_text_can_be_shown(words: str, colour: bool, width: int) -> None:
    page(silent(words), width, colour).encode()


@given(st.data())
def test_no_letter_of_the_text_is_lost_between_marks(data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(TEXT) - 2), max_size=6))
    claim = sample().claims[2]
    spans = [(start, data.draw(st.integers(start + 1, len(TEXT)))) for start in starts]
    claims = tuple(msgspec.structs.replace(claim, content=(cut(TEXT, *span),), cue=None) for span in spans)
    shown = page(msgspec.structs.replace(sample(), claims=claims)).split("claims\n")[-1].split("1 claim\n")[-1]
    letters = "".join(re.sub(r"\[\d+:|\]", "", shown).split())
    assert letters.startswith("".join(TEXT.split()))
