"""What stands beside a dispatch: claims, names, days on leaves of the calendar, places on a small map; mending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

import selon
from selon.model import make_dispatch
from selon.record.judgements import list_judgements
from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.calendars import LONGEST, MONTHS, days, months
from selon.web.desk import Desk
from selon.web.panel import Panel, panel
from tests.desk import ALL, MISSILE, dispatches, take
from tests.web.browser import HERE
from tests.web.forms import token

COUNTED = """Ankara teste un missile

ANKARA, 9 avril 2024 (AFP) - La Turquie a tiré un missile pour la troisième fois en quatre mois, a annoncé l'armée.
"""


@pytest.fixture(scope="module")
def missile() -> Panel:
    (reading,) = selon.read_all({"missile": make_dispatch(MISSILE, "missile")}.values())
    return panel(reading, None)


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("panel") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([*ALL.items(), ("count", COUNTED)]))
    return file


@pytest.fixture
def client(path: str) -> Iterator[TestClient]:
    with TestClient(create_app(Desk(path, login="ada")), base_url=HERE) as opened:
        yield opened


def test_a_claim_has_the_days_and_the_places_of_its_events(missile: Panel) -> None:
    launch = missile.claims[0]
    assert launch.days == ["2024-03-05"]
    assert [spot.name for spot in launch.spots] == ["mer du Japon"]
    assert launch.spots[0].ring > 0
    x, y, width, height = launch.box
    assert x < launch.spots[0].x < x + width and y < launch.spots[0].y < y + height


def test_a_claim_without_a_time_or_a_place_has_none(missile: Panel) -> None:
    assert (missile.claims[-1].days, missile.claims[-1].spots) == ([], [])


def test_names_are_led_to_where_they_are_first_given(missile: Panel) -> None:
    kim = next(each for each in missile.names if each.entity.name == "Kim Jong-un")
    assert MISSILE[kim.start : kim.end] in ("le dirigeant nord-coréen Kim Jong-un", "Kim Jong-un")
    assert kim.number >= 1


@pytest.mark.parametrize(
    ("begins", "ends", "number"),
    [
        ("2024-03-05", "2024-03-05", 1),
        ("2024-02-28", "2024-03-02", 4),
        ("2024-03-05T18:00", "2024-03-06T02:00", 2),
        ("2024-03-05", None, 1),
        (None, None, 0),
        ("2024-01-01", "2024-12-31", 0),
        ("2024-03-01", "2024-03-31", LONGEST),
        ("2024-03-05", "2024-03-04", 0),
        ("XXXX-WXX-3", None, 0),
        ("0001-01-01", "0001-01-01", 1),
    ],
)
def test_the_days_of_an_interval(begins: str | None, ends: str | None, number: int) -> None:
    assert len(days(begins, ends)) == number


def test_a_leaf_has_whole_weeks_and_its_days_marked() -> None:
    (march,) = months([("2024-03-05", "2024-03-06"), ("2024-03-05", "2024-03-05")])
    assert (march.year, march.month, {len(week) for week in march.weeks}) == (2024, 3, {7})
    marked = {day.day: day.times for week in march.weeks for day in week if day and day.times}
    assert marked == {"2024-03-05": 2, "2024-03-06": 1}
    assert march.weeks[0][:4] == [None] * 4  # 1 March 2024 was a Friday


def test_of_many_months_those_with_the_most_times_are_shown() -> None:
    times = [(f"20{year}-05-01", None) for year in range(10, 30)] + [("2029-05-02", None)]
    leaves = months(times)
    assert len(leaves) == MONTHS
    assert leaves[-1].year == 2029
    assert leaves == sorted(leaves)


def test_the_page_has_leaves_a_map_and_counts(client: TestClient) -> None:
    id = client.get("/find.json?words=Japon&rows=dispatches").json()["rows"][0]["id"]
    text = client.get(f"/dispatches/{id}", headers={"accept-language": "fr"}).text
    assert 'data-month="2024-03"' in text and "mars 2024" in text
    assert 'class="map small"' in text
    assert "tir de missile" in text


def test_the_counts_come_with_their_check(client: TestClient) -> None:
    id = client.get("/find.json?words=Ankara&rows=dispatches").json()["rows"][0]["id"]
    told = client.get(f"/dispatches/{id}.json").json()["reading"]["counts"]
    answer = client.get(f"/dispatches/{id}/counts", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert answer.text.count("verdict") == len(told) > 0


def test_a_claim_is_mended_on_the_page_and_the_mend_undone(client: TestClient, path: str) -> None:
    row = client.get("/find.json?words=drones&rows=claims").json()["rows"][0]
    dispatch, _, claim = row["id"].partition(":")
    form = {"id": row["id"], "words": "des drones", "speaker": "Dmitri Peskov", "note": "", "token": token(client, "/")}
    answer = client.post("/mend", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dispatches/{dispatch}#{claim}")
    text = client.get(f"/dispatches/{dispatch}").text
    assert "mended by ada" in text and "Found at first: Maison Blanche ← AFP" in text
    assert ">des drones</mark>" in text
    assert "mended" in client.get("/find?words=drones&rows=claims", headers={"accept-language": "en"}).text.lower()
    with open_record(path) as record:
        (judgement,) = list_judgements(record)
    client.post("/undo", data={"number": judgement["id"], "token": form["token"]})
    assert client.get("/find.json?words=drones&rows=claims").json()["rows"][0] == row


def test_a_claim_is_mended_to_nobody_by_json(client: TestClient) -> None:
    row = client.get("/find.json?words=drones&rows=claims").json()["rows"][0]
    form = {"id": row["id"], "nobody": "true", "token": token(client, "/")}
    assert client.post("/mend.json", data=form).json()["verdict"] == "mended"
    assert client.get("/find.json?words=drones&rows=claims").json()["rows"][0]["who"] is None


@pytest.mark.parametrize(
    "form", [{"words": "<script>alert(1)</script>"}, {"speaker": "' OR 1=1 --"}, {}, {"words": "a" * 6000}]
)
def test_a_mend_that_does_not_stand_there_is_told(client: TestClient, form: dict[str, str]) -> None:
    row = client.get("/find.json?words=drones&rows=claims").json()["rows"][0]
    answer = client.post("/mend", data={"id": row["id"], "token": token(client, "/"), **form})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert client.post("/mend", data={"id": row["id"], "token": "0", **form}).status_code == 403
