"""The questions as pages: an event and who denies it, tables for spreadsheets, coverage, judgements, the log."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterator

import lxml.html
import pytest
from fastapi.testclient import TestClient

from selon.record.judgements import judge, judge_origins, list_judgements, merge, undo
from selon.record.search import Question, search
from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from selon.web.pages.covering import COLUMNS, table
from selon.web.showing import short
from tests.desk import ALL, dispatches, take
from tests.web.browser import HERE
from tests.web.forms import token

DENIED = """Pyongyang dément

PÉKIN, 6 mars 2024 (Belga) - La Corée du Nord a démenti avoir procédé à un tir de missile balistique.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("asking") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([*ALL.items(), ("denied", DENIED)]))
    return file


@pytest.fixture
def client(path: str) -> Iterator[TestClient]:
    with TestClient(create_app(Desk(path, login="ada")), base_url=HERE) as opened:
        opened.headers["accept-language"] = "en"
        yield opened


def event(client: TestClient, type: str, status: str = "asserted") -> str:
    rows = client.get(f"/find.json?event={type}&rows=events").json()["rows"]
    return next(str(row["id"]) for row in rows if row["status"] == status)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))


def links(text: str) -> list[str]:
    return [str(each.get("href")) for each in lxml.html.fromstring(text.encode()).iter("a")]


# an event


def test_an_event_is_told_and_leads_to_its_dispatch_and_its_check(client: TestClient) -> None:
    id = event(client, "missile-launch")
    text, dispatch = client.get(f"/events/{id}").text, id.partition(":")[0]
    told = client.get(f"/events/{id}.json").json()["told"]
    assert (told["type"], told["status"], told["begins"]) == ("missile-launch", "asserted", "2024-03-05")
    assert (told["actors"], told["place"]) == ("Corée du Nord", "mer du Japon")
    line = lxml.html.fromstring(text.encode()).find_class("happened")[0].text_content()
    assert "missile launch asserted · 2024-03-05 · mer du Japon (40.00° N, 135.00° E) · Corée du Nord" in line
    assert f"/dispatches/{dispatch}#w{told['start']}-{told['end']}" in links(text)
    assert f"/dispatches/{dispatch}/check" in links(text)
    assert "/map?event=missile-launch&since=2024-03-05&until=2024-03-05" in links(text)
    for link in links(text):
        assert client.get(link.partition("#")[0]).status_code == 200, link


def test_an_event_has_its_denials_of_its_dispatch(client: TestClient) -> None:
    id = event(client, "arms-transfer")
    rows = client.get(f"/events/{id}.json").json()["denials"]
    assert [(row["who"], row["content"], row["within"]) for row in rows] == [
        ("Dmitri Peskov", "ces accusations", "same dispatch"),
        ("Dmitri Peskov", "C'est faux", "same dispatch"),
    ]
    text = client.get(f"/events/{id}").text
    assert "Denials, confirmations, refusals to comment (2)" in text and "Dmitri Peskov" in text
    assert {f"/dispatches/{row['id'].replace(':', '#')}" for row in rows} <= set(links(text))
    assert str(rows[0]["score"]) in text and rows[0]["reason"].split("”")[0] in text


def test_an_event_has_its_denials_of_other_dispatches(client: TestClient) -> None:
    (row,) = client.get(f"/events/{event(client, 'missile-launch')}.json").json()["denials"]
    assert (row["path"], row["about_path"], row["within"]) == ("denied", "missile", "other dispatch")
    assert "other dispatch" in client.get(f"/events/{event(client, 'missile-launch')}").text
    assert client.get(f"/events/{event(client, 'missile-launch', 'denied')}.json").json()["denials"]
    assert client.get(f"/events/{event(client, 'meeting')}.json").json()["denials"] == []


# tables


@pytest.mark.parametrize("page", ["denials", "ledger", "matrix", "coverage", "judgements", "event"])
def test_what_is_shown_as_a_table(client: TestClient, path: str, page: str) -> None:
    with open_record(path, change=True) as record:
        judge(record, str(search(record, Question(act="deny", rows="claims"), 1)[0]["id"]), "wrong", "ada")
    asked = {"ledger": "/ledger{}?who=Peskov", "event": f"/events/{event(client, 'arms-transfer')}{{}}"}
    address = asked.get(page, f"/{page}{{}}")
    sent, held = client.get(address.format(".csv")), client.get(address.format(".json")).json()["rows"]
    assert sent.headers["content-type"].startswith("text/csv")
    assert [list(row) for row in rows_of(sent.text)] == [list(row) for row in held]
    assert held
    text = client.get(address.format("")).text
    for form in (".csv", ".json"):
        assert address.format(form).replace(":", "%3A") in links(text) or address.format(form) in links(text)


def test_a_table_holds_more_than_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.web.pages.asking.SHOWN", 1)
    page, all_ = client.get("/denials?kind=all"), rows_of(client.get("/denials.csv?kind=all").text)
    assert len({row["id"] for row in all_}) == 4
    assert page.text.count('<article class="denial">') == 1 and "There are more" in page.text
    assert client.get("/denials.json?kind=all").json()["more"] is True


def test_the_name_of_a_table_is_harmless(client: TestClient) -> None:
    id = event(client, "arms-transfer")
    assert client.get(f"/events/{id}.csv").headers["content-disposition"] == (
        f'attachment; filename="{id.replace(":", "_")}.csv"'
    )


# coverage


def test_coverage_is_a_table_of_months_and_agencies(client: TestClient) -> None:
    rows = client.get("/coverage.json").json()["rows"]
    assert {"agency": "AFP", "month": "2024-03", "dispatches": 3} in rows
    found = lxml.html.fromstring(client.get("/coverage").content).find(".//table")
    assert found is not None
    told = [[cell.text_content() for cell in row] for row in found.iter("tr")]
    assert told == [
        ["Month", "AFP", "Belga", "Reuters", "Total"],
        ["2024-03", "3", "1", "1", "5"],
        ["Total", "3", "1", "1", "5"],
    ]


def test_the_agencies_with_most_have_columns_and_the_latest_month_is_first() -> None:
    rows = [{"agency": f"A{n:02}", "month": "2024-01", "dispatches": 20 - n} for n in range(15)]
    rows += [{"agency": "A14", "month": "2024-02", "dispatches": 90}, {"agency": "", "month": None, "dispatches": 5}]
    held = table(rows)
    assert held.agencies == ["A14", *(f"A{n:02}" for n in range(COLUMNS - 1))]
    assert [(row.month, row.others, row.total) for row in held.months] == [
        ("2024-02", 0, 90),
        ("2024-01", 9 + 8 + 7, sum(20 - n for n in range(15))),
        (None, 5, 5),
    ]
    assert held.more and held.sum.total == sum(row.total for row in held.months)
    assert table([]).months == []


# judgements and the log


@pytest.fixture
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, TestClient]]:
    """A record in which Ada judged a claim and two dispatches, Bea an event and two entities, and one was undone."""
    file = str(tmp_path_factory.mktemp("judged") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches(ALL.items()))
        claim, launch = (
            search(record, asked, 1)[0] for asked in (Question(act="deny"), Question(event="missile-launch"))
        )
        one, other = (str(row["dispatch"]) for row in search(record, Question(rows="dispatches"), 2))
        undo(record, judge(record, str(claim["id"]), "right", "Bea"), "Ada")
        judge(record, str(claim["id"]), "wrong", "Ada", "non")
        judge(record, str(launch["id"]), "right", "Bea")
        merge(record, "agency/xinhua/CHN", "agency/kcna/PRK", "Bea")
        judge_origins(record, one, other, "join", "Ada")
    with TestClient(create_app(Desk(file, login="ada")), base_url=HERE) as opened:
        opened.headers["accept-language"] = "en"
        yield file, opened


def test_judgements_by_judge_and_by_whether_they_are_undone(judged: tuple[str, TestClient]) -> None:
    _, client = judged
    kinds = {
        query: [row["kind"] for row in client.get(f"/judgements.json?{query}").json()["rows"]]
        for query in ("", "by=ada", "by=bea&undone=no", "undone=yes", "by=&undone=", "by=nobody")
    }
    assert kinds == {
        "": ["join", "merge", "right", "wrong", "right"],
        "by=ada": ["join", "wrong"],
        "by=bea&undone=no": ["merge", "right"],
        "undone=yes": ["right"],
        "by=&undone=": ["join", "merge", "right", "wrong", "right"],
        "by=nobody": [],
    }
    assert client.get("/judgements?undone=maybe").status_code == 422
    assert 'value="bea"' in client.get("/judgements?by=bea").text


def test_each_judgement_leads_to_what_it_judged(judged: tuple[str, TestClient]) -> None:
    file, client = judged
    with open_record(file) as record:
        rows = list_judgements(record)
        findings = {str(row["kind"]): str(row["finding"]) for row in rows if row["finding"]}
    found = links(client.get("/judgements").text)
    assert f"/dispatches/{findings['wrong'].replace(':', '#')}" in found
    assert f"/events/{findings['right']}" in found or f"/dispatches/{findings['right'].replace(':', '#')}" in found
    assert any(link.startswith("/ledger?who=agency/xinhua/CHN") for link in found)
    for link in found:
        assert client.get(link.partition("#")[0]).status_code == 200, link


def test_what_was_read_otherwise_since_is_told(judged: tuple[str, TestClient]) -> None:
    file, client = judged
    with open_record(file, change=True) as record:
        record.db.execute("UPDATE claims SET certainty = 'possible' WHERE act = 'deny'")
    assert "read otherwise since" in client.get("/judgements?by=ada").text
    assert {row["finding"] for row in client.get("/judgements.json?by=ada").json()["rows"]} == {None}


def test_the_log_says_who_judged_what_and_who_asked(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    id, ours = client.get("/find.json?act=deny").json()["rows"][0]["id"], token(client, "/")
    with caplog.at_level(logging.INFO, "selon.web"):
        number = client.post("/judge.json", data={"id": id, "verdict": "wrong", "token": ours}).json()["judgement"]
        client.post("/undo", data={"number": number, "token": ours})
        client.get("/static/selon.css")
        client.post("/judge.json", data={"id": id, "verdict": "wrong", "token": "forged\n{}"})
    told = [json.loads(each.getMessage()) for each in caplog.records if each.name == "selon.web.judgements"]
    assert [{**each, "at": None} for each in told] == [
        {"at": None, "who": "ada", "number": number, "what": "wrong", "id": id},
        {"at": None, "who": "ada", "number": number, "what": "undo", "id": None},
    ]
    requests = [json.loads(each.getMessage()) for each in caplog.records if each.name == "selon.web.requests"]
    assert [(each["path"], each["who"]) for each in requests if each["path"] != "/judgements"] == [
        ("/judge.json", "ada"),
        ("/undo", "ada"),
        ("/static/selon.css", None),
        ("/judge.json", "ada"),
    ]


def test_words_for_a_list_are_cut() -> None:
    assert short("a" * 160) == "a" * 160
    assert short("a" * 161) == "a" * 159 + "…"
    assert short("ab cd", 4) == "ab…"
