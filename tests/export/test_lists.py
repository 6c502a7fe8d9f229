"""Who, when and where for a person: short lists, and the words that they and the tables share."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from rich.console import Console

from selon.export.findings import coordinates, counts_of, interval, mentions, role, roles, value, whereabouts
from selon.export.lists import SHOWN, found_lists
from selon.model import Entity, Reading, Role, cut
from tests.readings import TEXT, sample, silent

PLACE = sample().places[0]
DAY, WEEK = sample().times


def page(reading: Reading, width: int = 110) -> list[str]:
    """The lines of the lists."""
    console = Console(width=width, color_system=None, legacy_windows=False)
    with console.capture() as capture:
        for part in found_lists(reading):
            console.print(part, highlight=False)
    return [line.rstrip() for line in capture.get().splitlines()]


def cells(line: str) -> list[str]:
    return re.split(r"  +", line)


# the lists


def test_who_when_and_where_each_after_an_empty_line() -> None:
    lines = page(sample())
    heads = [lines.index(head) for head in ("who", "when", "where")]
    assert heads == sorted(heads)
    assert all(lines[at - 1] == "" for at in heads)


def test_nothing_found_nothing_shown() -> None:
    assert page(silent()) == []
    assert list(found_lists(replace(sample(), entities=(), times=(), places=(), names=(), references=()))) == []


def test_a_list_of_nothing_is_left_out() -> None:
    lines = page(replace(sample(), times=()))
    assert "when" not in lines
    assert "where" in lines


def test_who_are_the_entities_but_places_those_mentioned_most_first() -> None:
    lines = page(sample())
    rows = lines[lines.index("who") + 1 : lines.index("when") - 1]
    assert [cells(row) for row in rows] == [
        ["Corée du Sud", "government, KOR", "×2"],
        ["Dmitri Peskov", "person, RUS", "×1", "porte-parole (Kremlin)"],
    ]


def test_an_entity_without_a_country() -> None:
    lonely = replace(sample(), entities=(Entity("e9", "Médecins sans frontières", "organization"),), names=())
    assert ["Médecins sans frontières", "organization", "×0"] in map(cells, page(replace(lonely, references=())))


def test_when() -> None:
    lines = page(sample())
    rows = lines[lines.index("when") + 1 : lines.index("where") - 1]
    assert [cells(row) for row in rows] == [
        ["parlent", "DATE", "2023-09-13", "2023-09-13"],
        ["tué", "DATE", "-P1W (less than) frappe"],
    ]


def test_where_each_place_once() -> None:
    lines = page(replace(sample(), places=(PLACE, PLACE)))
    rows = lines[lines.index("where") + 1 :]
    assert [cells(row) for row in rows] == [["Séoul", "near Séoul, KOR", "37.57 N 126.98 E", "town"]]


def test_where_the_same_town_is_told_apart_by_its_relation() -> None:
    within = replace(PLACE, relation=None, related=None)
    lines = page(replace(sample(), places=(PLACE, within)))
    assert len(lines[lines.index("where") + 1 :]) == 2


def test_long_names_are_cut() -> None:
    entity = replace(sample().entities[0], name="Ministère de la " + "très " * 40 + "haute mer")
    first = cells(page(replace(sample(), entities=(entity, *sample().entities[1:])))[3])[0]
    assert first.endswith("…")
    assert len(first) <= SHOWN


@pytest.mark.parametrize("width", [20, 40, 72, 110])
def test_they_fit_the_terminal(width: int) -> None:
    assert max(map(len, page(sample(), width))) <= width


def test_names_are_neither_obeyed_nor_taken_for_markup() -> None:
    entity = replace(sample().entities[0], name="\x1b[2J[red]Zoé[/red]\nMartin")
    shown = "\n".join(page(replace(sample(), entities=(entity, *sample().entities[1:]))))
    assert "\x1b" not in shown
    assert "[red]Zoé[/red] Martin" in shown


# the words


def test_mentions_in_the_order_of_the_text() -> None:
    assert [mention.text for mention in mentions(sample())] == ["Les deux pays", "Dmitri Peskov", "Séoul"]


def test_counts_of_every_entity_even_of_one_that_is_not_mentioned() -> None:
    assert counts_of(sample()) == {"e1": 1, "e2": 2, "e3": 0}
    assert counts_of(silent()) == {}


@pytest.mark.parametrize(
    ("title", "body", "shown"),
    [
        ("gouverneur", None, "gouverneur"),
        ("gouverneure", "banque centrale", "gouverneure (banque centrale)"),
        ("chef\nde  file", None, "chef de file"),
    ],
)
def test_a_role(title: str, body: str | None, shown: str) -> None:
    assert role(Role(0, 1, "x", title, body)) == shown


def test_the_first_three_roles_each_once() -> None:
    titles = ["maire", "maire", "ministre", "juge", "consul"]
    entity = Entity("e1", "Anne Petit", "person", roles=tuple(Role(0, 1, "x", title) for title in titles))
    assert roles(entity).startswith("maire, ministre")
    assert roles(entity) == "maire, ministre, juge"
    assert roles(replace(entity, roles=())) == ""


@pytest.mark.parametrize(
    ("mod", "shown"),
    [(None, "P18M"), ("MORE_THAN", "P18M (more than)"), ("APPROX", "P18M (approx)")],
)
def test_a_value(mod: str | None, shown: str) -> None:
    assert value(replace(DAY, type="DURATION", value="P18M", mod=mod)) == shown


def test_a_value_and_its_event() -> None:
    start = TEXT.index("La frappe")
    anchored = replace(DAY, value="PTXH", mod="BEFORE", anchor=cut(TEXT, start, start + 9))
    assert value(anchored) == "PTXH (before) La frappe"


@pytest.mark.parametrize(
    ("begins", "ends", "shown"),
    [
        (None, None, ""),
        ("2019-05-01", "2019-05-01", "2019-05-01"),
        ("2019-05-01", None, "2019-05-01"),
        ("2019-05-01", "2019-05-31", "2019-05-01 to 2019-05-31"),
    ],
)
def test_an_interval(begins: str | None, ends: str | None, shown: str) -> None:
    assert interval(replace(WEEK, begins=begins, ends=ends)) == shown


@pytest.mark.parametrize(
    ("latitude", "longitude", "shown"),
    [
        (-33.4569, -70.6483, "33.46 S 70.65 W"),
        (41.6941, 44.8337, "41.69 N 44.83 E"),
        (0.0, 0.0, "0.00 N 0.00 E"),
        (None, 12.0, ""),
        (12.0, None, ""),
    ],
)
def test_coordinates(latitude: float | None, longitude: float | None, shown: str) -> None:
    assert coordinates(replace(PLACE, latitude=latitude, longitude=longitude)) == shown


def test_whereabouts() -> None:
    assert whereabouts(replace(PLACE, name="Quito", country="ECU", relation=None)) == "Quito, ECU"
    assert whereabouts(replace(PLACE, name="Quito", country="ECU", relation="toward")) == "toward Quito, ECU"
    assert whereabouts(replace(PLACE, name="Brésil", country="BRA", relation="part")) == "part of Brésil, BRA"
    assert whereabouts(replace(PLACE, name="mer Baltique", country=None, relation=None)) == "mer Baltique"
