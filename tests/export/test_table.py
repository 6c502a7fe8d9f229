"""The table opens right in a French spreadsheet, and runs nothing there."""

from __future__ import annotations

import csv
import json

import pytest
from msgspec.structs import replace

from selon.export import table
from selon.model import Reading
from tests.readings import TEXT, sample, silent


def rows_of(sort: str, reading: Reading | None = None) -> list[dict[str, str]]:
    """The rows of a table of names, entities, times or places."""
    text = "".join(table.lines([reading or sample()], sort))
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"))


def rows(*args: object) -> list[dict[str, str]]:
    text = "".join(table.lines([sample(*args)]))  # type: ignore[arg-type]
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"))


def test_mark_separator_and_line_ends() -> None:
    parts = list(table.lines([sample(), silent()]))
    assert parts[0].startswith("\ufeffpath;dispatch;number;")
    assert len(parts) == 1 + 3
    assert all(part.endswith("\r\n") for part in parts)


def test_a_claim_a_row() -> None:
    first = rows()[0]
    assert (first["who"], first["through"]) == ("Dmitri Peskov", "Interfax")
    assert (first["act"], first["mode"], first["certainty"]) == ("state", "mixed", "certain")
    assert (first["cue"], first["construction"], first["entry"]) == ("a déclaré", "inversion", "fr/verbs.tsv:31")


def test_offsets() -> None:
    for row in rows():
        pieces = [TEXT[start:end] for start, end in json.loads(row["spans"])]
        assert " … ".join(pieces) == row["content"].removeprefix("'")
        assert TEXT[int(row["cue_start"]) : int(row["cue_end"])] == row["cue"]
    assert rows()[2]["source_start"] == ""


def test_a_formula_is_made_text() -> None:
    assert rows()[1]["content"] == "'=Rien … n'est signé="


@pytest.mark.parametrize("path", ["=1+1", "+33", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_begins_a_formula(path: str) -> None:
    text = "".join(table.lines([sample(TEXT, path)]))
    assert f"'{path}" in text


@pytest.mark.parametrize("path", ["a;b", 'a"b', "a\nb", "é\u202f»", "\udce9"])
def test_cells_come_back_as_they_were(path: str) -> None:
    assert rows(TEXT, path)[0]["path"] == path.replace("\udce9", "\ufffd")


@pytest.mark.parametrize(("sort", "count"), [("claims", 3), ("names", 3), ("entities", 3), ("times", 2), ("places", 1)])
def test_every_sort_of_row(sort: str, count: int) -> None:
    parts = list(table.lines([sample(), silent()], sort))
    assert parts[0].startswith("\ufeffpath;dispatch;")
    assert len(parts) == 1 + count
    assert all(part.endswith("\r\n") for part in parts)
    assert {part.count(";") for part in parts} == {parts[0].count(";")}
    assert {row["path"] for row in rows_of(sort)} == {"sample.txt"}


def test_a_sort_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        list(table.lines([sample()], "verbs"))


def test_names_and_what_stands_for_them_in_the_order_of_the_text() -> None:
    role, peskov, seoul = rows_of("names")
    assert (role["text"], role["kind"], role["entity"], role["name"]) == (
        "Les deux pays",
        "role",
        "e2",
        "Corée du Sud",
    )
    assert (peskov["text"], peskov["kind"], peskov["entity_kind"], peskov["country"], peskov["wikidata"]) == (
        "Dmitri Peskov",
        "person",
        "person",
        "RUS",
        "Q4",
    )
    assert (seoul["kind"], seoul["entity_kind"], seoul["others"], seoul["wikidata"]) == (
        "location",
        "government",
        "e3",
        "",
    )
    assert (seoul["construction"], seoul["entry"]) == ("title", "")


def test_entities_with_their_mentions() -> None:
    peskov, korea, seoul = rows_of("entities")
    assert (peskov["id"], peskov["name"], peskov["kind"], peskov["roles"]) == (
        "e1",
        "Dmitri Peskov",
        "person",
        "porte-parole (Kremlin)",
    )
    assert [row["mentions"] for row in (peskov, korea, seoul)] == ["1", "2", "0"]
    assert (korea["country"], korea["roles"]) == ("KOR", "")


def test_times() -> None:
    day, week = rows_of("times")
    assert (day["type"], day["value"], day["begins"], day["ends"]) == ("DATE", "2023-09-13", "2023-09-13", "2023-09-13")
    assert (day["counted_from"], day["mod"], day["anchor"]) == ("2023-09-13", "", "")
    assert (week["begins"], week["ends"], week["counted_from"]) == ("", "", "")
    assert (week["mod"], week["anchor"], week["construction"]) == ("LESS_THAN", "frappe", "beside")


def test_a_value_that_begins_a_formula_is_made_text() -> None:
    assert rows_of("times")[1]["value"] == "'-P1W"


def test_a_place_with_the_decimal_comma() -> None:
    (place,) = rows_of("places")
    assert (place["latitude"], place["longitude"]) == ("37,566", "126,9784")
    assert (place["text"], place["geoname"], place["country"], place["precision"]) == (
        "Séoul",
        "1835848",
        "KOR",
        "town",
    )
    assert (place["relation"], place["entity"], place["entry"]) == ("near", "e3", "fr/places.tsv:1")


@pytest.mark.parametrize(
    ("degrees", "cell"),
    [(-33.45694, "-33,45694"), (0.5, "0,5"), (0.0, "0"), (60.0, "60"), (129.67755347826085, "129,67755"), (None, "")],
)
def test_degrees(degrees: float | None, cell: str) -> None:
    place = replace(sample().places[0], latitude=degrees, longitude=degrees)
    (row,) = rows_of("places", replace(sample(), places=(place,)))
    assert (row["latitude"], row["longitude"]) == (cell, cell)


@pytest.mark.parametrize("sort", ["names", "times", "places"])
def test_the_offsets_of_findings(sort: str) -> None:
    for row in rows_of(sort):
        assert TEXT[int(row["start"]) : int(row["end"])] == row["text"].removeprefix("'")


def test_a_role_that_begins_a_formula_is_made_text() -> None:
    entity = sample().entities[0]
    role = replace(entity.roles[0], title="=cmd", body=None)
    reading = replace(sample(), entities=(replace(entity, roles=(role,)), *sample().entities[1:]))
    assert rows_of("entities", reading)[0]["roles"] == "'=cmd"
