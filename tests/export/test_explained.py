"""How a claim, a name, a time or a place was found, for a person."""

from __future__ import annotations

from msgspec.structs import replace

from selon.export.explained import lines
from selon.model import Name, Place, Time
from selon.why import explain as real
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


def shown_finding(finding: Name | Time | Place, width: int = 80) -> str:
    """What `selon why` says of one of the sample's, its notes and spans being the real ones."""
    return "".join(lines(7, finding, real(sample(), finding), width))


def test_a_name() -> None:
    text = shown_finding(sample().names[1])
    assert text.startswith(
        "[7] Séoul\n  stands for    Corée du Sud (government, KOR)\n  or else for   Séoul (location, KOR)"
    )
    assert "  construction  title\n" in text
    assert "  words         " in text
    assert "reading" not in text


def test_a_time() -> None:
    day, week = sample().times
    assert shown_finding(day).startswith("[7] parlent\n  value         DATE 2023-09-13\n")
    assert "  interval      2023-09-13 to 2023-09-13\n  counted from  2023-09-13\n" in shown_finding(day)
    assert "  value         DATE -P1W LESS_THAN\n" in shown_finding(week)
    assert "  counted from  no date: the dispatch gives none" in shown_finding(week)
    assert ": frappe\n" in shown_finding(week).split("  anchor        ")[1]


def test_a_place() -> None:
    text = shown_finding(sample().places[0])
    assert "  place         Séoul (KOR) at 37.5660, 126.9784, precision: town\n" in text
    assert "  GeoNames      1835848\n" in text
    assert "  runner-up     Séoul-sur-Mer (FRA) at -1.50, 2.00\n" in text
    assert "  near          " in text


def test_a_place_without_coordinates() -> None:
    place = replace(sample().places[0], latitude=None, longitude=None, geoname=None, others=())
    found = real(replace(sample(), places=(place,)), place)
    text = "".join(lines(1, place, found))
    assert "  place         Séoul (KOR), precision: town\n" in text
    assert "\n  GeoNames " not in text


def test_findings_fit_the_terminal_and_end_with_an_empty_line() -> None:
    findings: list[Name | Time | Place] = [*sample().names, *sample().times, *sample().places]
    for finding in findings:
        text = shown_finding(finding, 50)
        assert max(map(len, text.splitlines())) <= 50
        assert text.endswith("\n\n")


def test_control_characters_of_a_name_are_not_obeyed() -> None:
    name = replace(sample().names[0], text="\x1b[2JPeskov")
    assert "\x1b" not in "".join(lines(1, name, explain(sample(), name)))
