"""The pages of a record: what each shows, as HTML and as JSON; judging; hostile input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import lxml.html
import pytest
from fastapi.testclient import TestClient

from selon.record.judgements import list_judgements
from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from tests.desk import ALL, dispatches, take
from tests.web.browser import HERE
from tests.web.forms import token

PAGES = ["/", "/find", "/timeline", "/map", "/who", "/matrix", "/denials", "/coverage", "/judgements", "/login"]
HOSTILE = [
    *("<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "%00", "\x00", "a" * 199, '"', "*", "NEAR("),
    "é\u202e",
]
ASKED = [
    *(("/find", name) for name in ("words", "says", "about", "place", "event", "since", "rows", "through")),
    *(("/who", "words"), ("/denials", "about"), ("/denials", "of"), ("/ledger", "who"), ("/map", "actor")),
]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("web") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([*ALL.items(), ("hostile", HOSTILE_DISPATCH)]))
    return file


HOSTILE_DISPATCH = f"""{SCRIPT} {"x" * 5000}

ROME, 8 mars 2024 (AFP) - "{SCRIPT}<img src=x onerror=alert(2)>", a déclaré M. {SCRIPT}. L'Italie a tiré un missile,
selon <b onclick=x>Rome</b>.
"""


@pytest.fixture
def client(path: str) -> Iterator[TestClient]:
    with TestClient(create_app(Desk(path, login="ada")), base_url=HERE) as opened:
        yield opened


def first(client: TestClient, query: str) -> dict[str, object]:
    return dict(client.get(f"/find.json?{query}").json()["rows"][0])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_both_languages(client: TestClient, page: str) -> None:
    for lang in ("fr", "en"):
        answer = client.get(page, headers={"accept-language": lang})
        assert answer.status_code == 200
        assert f'<html lang="{lang}">' in answer.text
        assert len(answer.content) < 300_000
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("/", "/login")])
def test_a_page_has_its_json(client: TestClient, page: str) -> None:
    assert client.get(f"{page}.json").headers["content-type"] == "application/json"


def test_no_page_has_a_script_or_a_style_of_its_own(client: TestClient) -> None:
    pages = [*PAGES, f"/dispatches/{first(client, 'rows=dispatches')['id']}"]
    for page in pages:
        for element in lxml.html.fromstring(client.get(page).content).iter("*"):
            assert element.tag != "style", page
            assert element.tag != "script" or (element.get("src") and not element.text), page
            assert not any(name.startswith("on") or name == "style" for name in element.attrib), page
            assert "javascript:" not in "".join(map(str, element.attrib.values())), page


def test_the_reading_page_marks_the_claims(client: TestClient) -> None:
    row = first(client, "words=drones&rows=dispatches")
    text = client.get(f"/dispatches/{row['id']}").text
    assert re.search(r'<mark class="act-deny sure-certain"[^>]*>ces accusations</mark>', text)
    assert (
        'data-chain="Dmitri Peskov ← AFP, WASHINGTON"' in text or 'data-chain="Dmitri Peskov ← AFP, Washington"' in text
    )
    told = client.get(f"/dispatches/{row['id']}.json").json()
    assert [claim["act"] for claim in told["reading"]["claims"]] == ["state", "deny", "state"]


def test_search_answers_as_the_command_does(client: TestClient) -> None:
    rows = client.get("/find.json", params={"says": "Peskov", "act": "deny"}).json()["rows"]
    assert [row["content"] for row in rows] == ["ces accusations"]
    assert "ces accusations" in client.get("/find", params={"says": "Peskov", "act": "deny"}).text
    assert "ces accusations" in client.get("/find.csv", params={"says": "Peskov", "act": "deny"}).text


def test_the_map_and_the_timeline_show_the_launch(client: TestClient) -> None:
    feature = next(f for f in client.get("/map.json?event=missile-launch").json()["features"])
    assert feature["geometry"]["type"] == "Point"
    assert "missile-launch" in client.get("/map?event=missile-launch").text
    days = client.get("/timeline.json?event=missile-launch").json()["days"]
    assert "2024-03-05" in [each["day"] for each in days]


def test_an_event_has_its_origins(client: TestClient) -> None:
    event = first(client, "event=missile-launch")
    assert client.get(f"/events/{event['id']}.json").json()["origins"] >= 1
    assert client.get(f"/events/{event['id']}").status_code == 200


def test_a_claim_is_judged_and_the_judgement_undone(client: TestClient, path: str) -> None:
    claim, ours = str(first(client, "act=deny")["id"]), token(client, "/")
    sent = client.post("/judge.json", data={"id": claim, "verdict": "wrong", "token": ours, "note": "non"}).json()
    assert sent == {"judgement": sent["judgement"], "id": claim, "verdict": "wrong", "by": "ada"}
    dispatch = claim.partition(":")[0]
    assert "judged wrong by ada" in client.get(f"/dispatches/{dispatch}").text
    assert client.post("/undo", data={"number": sent["judgement"], "token": ours}).status_code == 200
    assert "judged wrong by ada" not in client.get(f"/dispatches/{dispatch}").text
    with open_record(path) as record:
        assert list_judgements(record)[0]["undone_by"] == "ada"


def test_a_form_that_is_not_ours_is_refused(client: TestClient) -> None:
    claim, ours = str(first(client, "act=deny")["id"]), token(client, "/")
    for forged in ("", "0" * 64, ours[:-1], ours.upper() + "x"):
        answer = client.post("/judge", data={"id": claim, "verdict": "wrong", "token": forged})
        assert answer.status_code == 403
    with TestClient(client.app, base_url=HERE) as another:
        assert another.post("/judge", data={"id": claim, "verdict": "wrong", "token": ours}).status_code == 403


def test_a_pasted_dispatch_is_read_and_not_kept(client: TestClient) -> None:
    held = client.get("/start.json").json()["holds"]["dispatches"]
    answer = client.post("/read", data={"text": f"Moscou a démenti. {SCRIPT}", "token": token(client, "/")})
    assert answer.status_code == 200
    assert SCRIPT not in answer.text and "&lt;script&gt;" in answer.text
    assert client.get("/start.json").json()["holds"]["dispatches"] == held
    assert client.post("/read", data={"text": "x" * 1_000_001, "token": token(client, "/")}).status_code == 413


def test_what_a_dispatch_says_is_never_markup(client: TestClient) -> None:
    row = first(client, "words=alert&rows=dispatches")
    for page in (f"/dispatches/{row['id']}", "/find?words=alert", "/who", "/timeline", "/denials?kind=all", "/"):
        text = client.get(page).text
        assert SCRIPT not in text and "<img src=x" not in text and "<b onclick" not in text


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("page", "name"), ASKED)
def test_hostile_words_are_asked_or_refused(client: TestClient, page: str, name: str, words: str) -> None:
    answer: httpx.Response = client.get(page, params={name: words})
    assert answer.status_code in (200, 400, 404, 422)
    assert SCRIPT not in answer.text


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("page", ["/dispatches/", "/events/"])
def test_a_hostile_id_is_no_page(client: TestClient, page: str, words: str) -> None:
    assert client.get(page + quote(words, safe="")).status_code in (400, 404)


def test_only_its_own_names_are_answered(path: str) -> None:
    with TestClient(create_app(Desk(path)), base_url="http://elsewhere.example") as outside:
        assert outside.get("/").status_code == 400


def test_a_record_that_is_gone_is_told(tmp_path: Path) -> None:
    with TestClient(create_app(Desk(str(tmp_path / "none.selon"))), base_url=HERE) as client:
        answer = client.get("/find")
        assert answer.status_code in (400, 404)
        assert "there is no such record" in answer.text
        assert "Traceback" not in answer.text
