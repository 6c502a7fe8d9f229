"""Happenings and occasions: what several sources tell of one event, what they tell of two, and where they disagree."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from selon.model import make_dispatch
from selon.questions.checks import check
from selon.questions.evidence import evidence
from selon.questions.happenings import SELECT, Days, Happening, Taker, Who, acted_by, day, days_of, fetch, quoted
from selon.questions.occasions import apart, disagreements, occasions, outcomes, quantities, said, same
from selon.reading import read_all
from selon.record.background import bring_in
from selon.record.mapping import load_mapping
from selon.record.store import Record, open_record
from tests import desk

MAPPING = """
name = "NAME"
title = "The list of NAME"
type = { column = "type" }
date = { column = "day" }
end = { column = "end" }
quantity = { column = "number" }
outcome = { column = "outcome" }
place = { column = "place" }
words = { column = "words" }
[roles.actor]
name = { column = "who" }
country = { column = "code" }
sector = { column = "sector" }
[values.range]
column = "km"
unit = "km"
"""
HEAD = "type,who,code,sector,day,end,number,outcome,place,km,words\n"
NORTH = """
missile-launch,Inde,IND,MIL,2022-03-09,,1,,Balasore,350,One.
missile-launch,Inde,IND,MIL,2022-03-09,,1,failed,Balasore,650,Two.
visit,L'émir O'Neil,QAT,GOV,2022-05-01,2022-05-12,,,Rabat,,
"""
SOUTH = """
missile-launch,Inde,IND,MIL,2022-03-10,,3,succeeded,,650,
visit,L'émir O'Neil,QAT,GOV,2022-05-11,2022-05-11,,,,,
"""
TOLD = """New Delhi tire un missile

NEW DELHI, 11 mars 2022 (AFP) - L'Inde a tiré quatre missiles mercredi, a annoncé l'armée indienne. Le ciel était clair.
"""

INDIA = Taker("actor", "Inde", " inde ", "IND", "MIL", None, None)
PAKISTAN = Taker("target", "Pakistan", " pakistan ", "PAK", "MIL", None, None)
CHILE = Taker("target", "Chili", " chili ", "CHL", "MIL", None, None)
RAO = Taker("actor", "Rao", " rao ", "IND", None, 7, "person")
SEN = Taker("actor", "Sen", " sen ", "IND", None, 8, "person")


def row(id: str, begins: str | None, source: str | int = "north", *takers: Taker, ends: str | None = None) -> Happening:
    """A telling of a launch by a background record, or by a dispatch of that number."""
    background, dispatch = (None, source) if isinstance(source, int) else (source, None)
    who = takers or (INDIA,)
    name = f"{source}#{id}" if background else f"dispatch {source}:{id}"
    where = (id, name, background, dispatch, "missile-launch", "asserted", None, None, None)
    return Happening(*where, begins, ends or begins, begins, None, None, who)


def groups(*told: Happening) -> list[str]:
    """The ids of each occasion, in order."""
    return [" ".join(sorted(each.id for each in occasion.tellings)) for occasion in occasions(told)]


def told(record: Record) -> str:
    """The only dispatch, by the start of its id."""
    return str(record.db.execute("SELECT substr(id, 1, 12) FROM dispatches").fetchone()[0])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of two tables and of a dispatch, which tell of the same."""
    folder = tmp_path_factory.mktemp("happenings")
    with open_record(str(folder / "desk.selon"), create=True) as opened:
        for name, rows in (("north", NORTH), ("south", SOUTH)):
            (folder / f"{name}.toml").write_text(MAPPING.replace("NAME", name), encoding="utf-8")
            (folder / f"{name}.csv").write_text(HEAD + rows.lstrip(), encoding="utf-8")
            bring_in(opened, str(folder / f"{name}.csv"), load_mapping(str(folder / f"{name}.toml")))
        desk.take(opened, desk.dispatches([("told", TOLD)]))
        yield opened


# days


def test_days() -> None:
    assert (day("2022-03-09T23:59Z"), day("2022"), day(None), day("")) == (date(2022, 3, 9), None, None, None)
    year = Days(date(2022, 1, 1), date(2022, 12, 31))
    assert year.holds(Days(date(2022, 12, 31), None)) and year.holds(Days(None, None))
    assert not year.holds(Days(date(2023, 1, 1), None))
    assert year.wider(1) == Days(date(2021, 12, 31), date(2023, 1, 1))
    assert Days(date.min, date.max).wider(1) == Days(date.min, date.max)
    assert Days(None, None).wider(9) == Days(None, None)


def test_where_no_day_is_told_it_is_that_from_which_it_was_known() -> None:
    told = row("d1", None, 1)._replace(known="2022-03-09")
    assert days_of(told) == Days(date(2022, 3, 9), date(2022, 3, 9))
    assert days_of(told._replace(known=None)) == Days(None, None)


def test_how_far_apart() -> None:
    march, may = Days(date(2022, 3, 9), date(2022, 3, 11)), Days(date(2022, 3, 15), date(2022, 5, 1))
    assert apart(march, may) == apart(may, march) == 4
    assert apart(march, march) == 0
    assert apart(march, Days(None, None)) > 10**5


@pytest.mark.parametrize("sent", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are(record: Record, sent: str) -> None:
    said = ["L'Inde n'a jamais tiré de missile.", "C'est le premier tir de missile de l'Inde depuis 2017."]
    for reading in read_all([make_dispatch(text, sent=sent) for text in said]):
        assert len(check(record, reading)) == 1


# one event, or two


def test_two_sources_a_day_apart_tell_one_event_and_two_days_two() -> None:
    assert groups(row("b1", "2022-03-09"), row("b2", "2022-03-10", "south")) == ["b1 b2"]
    assert groups(row("b1", "2022-03-09"), row("b2", "2022-03-11", "south")) == ["b1", "b2"]
    assert groups(row("b1", "2022-03-09T23:50Z"), row("b2", "2022-03-10", "south"), row("d1", "2022-03-10", 1)) == [
        "b1 b2 d1"
    ]


def test_what_one_source_tells_twice_is_two() -> None:
    assert groups(row("b1", "2022-03-09"), row("b2", "2022-03-10")) == ["b1", "b2"]
    assert groups(row("d1", "2022-03-09", 1), row("d2", "2022-03-09", 1)) == ["d1", "d2"]


def test_the_nearest_are_joined_first() -> None:
    found = groups(row("b1", "2022-03-09"), row("b2", "2022-03-10"), row("b3", "2022-03-10", "south"))
    assert found == ["b1", "b2 b3"]


@pytest.mark.xfail(strict=True, reason="the nearest first leaves one of each over, where all could be joined")
def test_two_days_of_one_source_and_the_next_two_of_another_are_two() -> None:
    told = [row("b1", "2022-03-09"), row("b2", "2022-03-10")]
    assert len(groups(*told, row("b3", "2022-03-10", "south"), row("b4", "2022-03-11", "south"))) == 2


def test_days_that_follow_one_another_are_no_chain() -> None:
    told = [row(f"b{i}", f"2022-03-{9 + i:02}", f"source-{i}") for i in range(6)]
    assert max(len(each.split()) for each in groups(*told)) == 2


def test_a_salvo_is_one_occasion() -> None:
    salvo = [row(f"b{i}", f"2022-03-09T0{i}:00Z") for i in range(4)]
    assert groups(*salvo) == ["b0 b1 b2 b3"]
    assert groups(*salvo, row("b9", "2022-03-09")._replace(place="Balasore")) == ["b0 b1 b2 b3", "b9"]


@pytest.mark.xfail(
    strict=True, reason="a table's rows of minutes apart are two occasions where midnight UTC lies between"
)
def test_a_salvo_over_midnight_is_one_occasion() -> None:
    """Midnight UTC is nine in the morning in Korea."""
    assert groups(row("b1", "2022-03-09T23:58Z"), row("b2", "2022-03-10T00:02Z")) == ["b1 b2"]


def test_a_long_journey_is_one_event_with_what_is_told_of_its_days() -> None:
    trip = row("b1", "2022-05-01", ends="2022-05-12")
    assert groups(trip, row("b2", "2022-05-11", "south"), row("d1", "2022-05-02", 1)) == ["b1 b2 d1"]
    assert groups(trip, row("b2", "2022-05-13", "south")) == ["b1 b2"]
    assert groups(trip, row("b2", "2022-05-14", "south")) == ["b1", "b2"]


def test_what_is_told_by_a_year_is_joined_with_nothing() -> None:
    year = row("b1", "2022-01-01", ends="2022-12-31")
    assert groups(year, row("b2", "2022-05-11", "south")) == ["b1", "b2"]
    assert groups(row("b3", None), row("b2", "2022-05-11", "south")) == ["b3", "b2"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ((INDIA,), (INDIA,), True),
        ((INDIA, PAKISTAN), (INDIA,), True),
        ((INDIA, PAKISTAN), (INDIA, PAKISTAN), True),
        ((INDIA, PAKISTAN), (INDIA, CHILE), False),
        ((RAO,), (RAO._replace(name="M. Rao", folded=" m. rao "),), True),
        ((RAO,), (SEN,), False),
        ((RAO,), (INDIA,), False),
        ((RAO, PAKISTAN), (INDIA, PAKISTAN), True),
        ((PAKISTAN,), (PAKISTAN,), False),
    ],
)
def test_who_acts_and_on_whom(one: tuple[Taker, ...], other: tuple[Taker, ...], alike: bool) -> None:
    a, b = row("b1", "2022-03-09", "north", *one), row("b2", "2022-03-09", "south", *other)
    assert same(a, b) is same(b, a) is alike


def test_other_types_and_countries_are_other_events() -> None:
    told = row("b1", "2022-03-09")
    assert not same(told, told._replace(type="attack"))
    assert not same(told._replace(country="IND"), told._replace(country="FRA"))
    assert same(told._replace(country="IND"), told)


def test_the_order_of_what_is_told_changes_nothing() -> None:
    told = [row(f"b{i}", f"2022-03-{1 + i // 3:02}", ("north", "south", 5)[i % 3]) for i in range(24)]
    expected = occasions(told)
    for seed in range(5):
        random.Random(seed).shuffle(told)
        assert occasions(told) == expected
    assert sum(len(each.tellings) for each in expected) == 24


def test_the_days_of_an_occasion_are_those_that_its_tellings_share() -> None:
    (one,) = occasions([row("b1", "2022-05-01", ends="2022-05-12"), row("b2", "2022-05-11", "south")])
    assert one.days == Days(date(2022, 5, 11), date(2022, 5, 11))
    (one,) = occasions([row("b1", "2022-03-10"), row("b2", "2022-03-09", "south")])
    assert (one.days, one.id) == (Days(date(2022, 3, 9), date(2022, 3, 10)), "b2")


# how many, and how it ended


def test_quantities_by_source() -> None:
    salvo = [row(f"b{i}", "2022-03-09")._replace(least=1, most=1) for i in range(3)]
    other = row("d1", "2022-03-09", 1)._replace(least=2)
    (one,) = occasions([*salvo, other])
    assert quantities(one) == {"north": (3, 3), "dispatch 1": (2, 2)}
    (one,) = occasions([*salvo[:2], salvo[2]._replace(least=None, most=None)])
    assert quantities(one) == {}


def test_outcomes_by_source() -> None:
    told = [row("b1", "2022-03-09")._replace(outcome="failed"), row("b2", "2022-03-09")._replace(outcome="succeeded")]
    (one,) = occasions([*told, row("b3", "2022-03-09", "south")])
    assert outcomes(one) == {"north": "failed, succeeded"}


# in a record


def test_what_a_record_holds_is_one_event(record: Record) -> None:
    launches, visits = (
        occasions(fetch(record, f"{SELECT} WHERE type = {quoted(type)}")) for type in ("missile-launch", "visit")
    )
    assert [[each.source for each in occasion.tellings] for occasion in launches] == [
        [told(record), "north", "north", "south"]
    ]
    assert [[each.source for each in occasion.tellings] for occasion in visits] == [["north", "south"]]
    assert quantities(launches[0]) == {"north": (2, 2), "south": (3, 3), told(record): (4, 4)}


def test_disagreements_of_a_record(record: Record) -> None:
    found = disagreements(record, fetch(record, f"{SELECT} WHERE type = 'missile-launch'"))
    assert {each.what: said(each) for each in found} == {
        "number": f"{told(record)}: 4; north: 2; south: 3",
        "outcome": "north: failed; south: succeeded",
        "range km": "north: 350, 650; south: 650",
    }
    assert disagreements(record, fetch(record, f"{SELECT} WHERE background = 'south' AND type = 'visit'")) == []


def test_who_acted_is_asked_by_name_or_state(record: Record) -> None:
    def found(who: Who) -> int:
        return len(fetch(record, f"{SELECT} WHERE {acted_by(who)} AND type <> 'say'"))

    assert found(Who("L'ÉMIR O'Neil", None, True)) == found(Who("L'émir O'Neil", "QAT", True)) == 2
    assert found(Who("Union indienne", "IND", False)) == 4
    assert found(Who("Union indienne", "IND", True)) == found(Who("'; DROP TABLE events; --", None, False)) == 0


def test_evidence_says_where_it_stands(record: Record) -> None:
    told = fetch(record, f"{SELECT} WHERE type = 'missile-launch' ORDER BY name")
    of_dispatch, first, *_ = sorted(
        evidence(record, told), key=lambda each: (each.dispatch is None, each.row, each.path)
    )
    assert (first.background, first.row, first.source, first.words) == ("north", 1, "The list of north", "One.")
    assert (first.id, first.begins, first.actors, first.dispatch, first.start) == (
        *("north#1", "2022-03-09", "Inde", None, None),
    )
    assert (of_dispatch.path, of_dispatch.agency, of_dispatch.sent) == ("told", "AFP", "2022-03-11")
    assert of_dispatch.start is not None and TOLD[of_dispatch.start : of_dispatch.end] == "a tiré"
    assert of_dispatch.words and of_dispatch.words.endswith("a annoncé l'armée indienne.")


def test_a_record_of_the_desk(tmp_path: Path) -> None:
    """A kill takes what it told back; a correction takes the place of the first."""
    with open_record(str(tmp_path / "desk.selon"), create=True) as opened:
        desk.take(opened, desk.dispatches([("missile", desk.MISSILE)]))
        assert len(fetch(opened, f"{SELECT} WHERE type = 'missile-launch'")) == 1
        desk.take(opened, desk.dispatches([("kill", desk.KILL)]))
        assert fetch(opened, f"{SELECT} WHERE type = 'missile-launch'") == []
