"""How a claim was found, for a person."""

from __future__ import annotations

from selon.export.explained import lines
from tests.fake_cli import explain
from tests.readings import sample


def shown(number: int, width: int = 80) -> str:
    reading = sample()
    claim = reading.claims[number - 1]
    return "".join(lines(number, claim, explain(reading, claim), width))


def test_construction_example_entry_and_spans() -> None:
    text = shown(1)
    assert text.startswith("[1] Dmitri Peskov: Les deux pays « coopéraient » dans")
    assert "  construction  inversion\n" in text
    assert "  as in         « Non », a déclaré Zoé.\n" in text
    assert "  word list     fr/verbs.tsv:31\n                déclarer state\n" in text
    assert "  content       32-89: Les deux pays" in text


def test_a_claim_that_needed_no_word_list() -> None:
    assert "[3] nobody named: La frappe" in shown(3)
    assert "  word list     none needed\n" in shown(3)


def test_it_fits_the_terminal() -> None:
    assert max(map(len, shown(1, 50).splitlines())) <= 50
