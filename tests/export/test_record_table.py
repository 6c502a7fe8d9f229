"""CSV of the record: the rows of a reading, and behind them what the record knows."""

from __future__ import annotations

import csv
import io

import pytest

from selon.export import record_table, table
from selon.record.kept import Kept
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample, silent


def rows_of(sort: str, *those: Kept) -> list[dict[str, str]]:
    return read("".join(record_table.lines(those or [kept()], sort)))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize("sort", ["claims", "events"])
def test_the_first_columns_are_those_of_a_reading(sort: str) -> None:
    plain = read("".join(table.lines([known()], sort)))
    for row, same in zip(rows_of(sort), plain, strict=True):
        assert list(row)[: len(same)] == list(same)
        assert {name: row[name] for name in same} == same


def test_claims() -> None:
    riyadh, iran = rows_of("claims")
    assert (riyadh["who"], riyadh["who_key"], riyadh["judged"], riyadh["judge"]) == ("Arabie saoudite", "", "", "")
    assert (iran["who"], iran["who_key"], iran["judged"], iran["judge"]) == (
        "Iran",
        "government/iran/IRN",
        "right",
        "Zoé",
    )
    assert {(row["state"], row["agency"], row["sent"], row["title"]) for row in (riyadh, iran)} == {
        ("current", "Reuters", "2024-01-10", "Des drones")
    }


def test_events() -> None:
    transfer, denial, visit = rows_of("events", kept(state="superseded"))
    assert (transfer["actor"], transfer["actor_key"]) == ("Iran | Russie", "government/iran/IRN | ")
    assert transfer["recipient_key"] == "group/houthis/YEM"
    assert (denial["actor_key"], denial["recipient_key"]) == ("government/iran/IRN", "")
    assert visit["actor_key"] == ""
    assert (transfer["state"], transfer["judged"], transfer["note"]) == ("superseded", "wrong", "'=nobody said so")


def test_one_heading_for_all_and_no_claims() -> None:
    parts = list(record_table.lines([kept(), kept(silent()), kept(sample())]))
    assert len(parts) == 1 + 2 + 3
    assert {part.count(";") for part in parts} == {parts[0].count(";")}
    assert len(list(record_table.lines([], "events"))) == 1


@pytest.mark.parametrize("sort", ["claims", "events"])
def test_odd_data(sort: str) -> None:
    "".join(record_table.lines([odd()], sort)).encode()
    assert "\ufffd" in rows_of(sort, odd())[-1]["note"]
