"""The pages of search: how many each facet has and its links, the sentence marked, the tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement

from selon.record.judgements import merge
from selon.record.search import Question, search
from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from selon.web.narrowing import address, countries
from selon.web.passages import LONGEST, Passage, around, marked
from tests.desk import ALL, dispatches, take
from tests.web.browser import HERE

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"""{SCRIPT}

ROME, 8 mars 2024 (ANSA) - "{SCRIPT}<img src=x>", a déclaré M. {SCRIPT}. L'Italie a tiré un missile \x02réel\x03, selon
<b onclick=x>Rome</b>.
"""
QUESTIONS = [
    *(
        "",
        "rows=claims",
        "rows=events",
        "act=deny",
        "says=Peskov",
        "event=missile-launch&rows=dispatches",
        "words=drones",
    ),
    *("words=la&rows=claims", "country=PRK&rows=events", "agency=afp&rows=claims", "since=2024-03-05", "old=true"),
    "rows=events&since=2024-03-01&until=2024-03-31",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("finding") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([*ALL.items(), ("hostile", HOSTILE)]))
    return file


@pytest.fixture
def client(path: str) -> Iterator[TestClient]:
    with TestClient(create_app(Desk(path, login="ada")), base_url=HERE) as opened:
        yield opened


def within(root: HtmlElement, path: str) -> list[HtmlElement]:
    return list(root.xpath(path))


def asked(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def page(client: TestClient, address: str, lang: str = "fr") -> HtmlElement:
    return lxml.html.fromstring(client.get(address, headers={"accept-language": lang}).content)


def said(row: dict[str, Any]) -> str:
    """The passage of a row, what is marked in brackets."""
    return "".join(f"[{piece['text']}]" if piece["marked"] else piece["text"] for piece in row["passage"])


# facets


@pytest.mark.parametrize("query", QUESTIONS)
def test_each_link_leads_to_as_many_as_it_says(client: TestClient, query: str) -> None:
    items = within(page(client, f"/find?{query}"), "//nav[@class='counts']//li")
    assert items
    for item in items:
        href = within(item, "a")[0].get("href")
        if not item.text_content().strip().startswith("Retirer"):
            narrowed = asked(client, href.replace("/find?", "/find.json?"))
            assert narrowed["counted"] == int(within(item, "small")[0].text), href
            assert narrowed["all"]


def test_a_facet_is_taken_off_again(client: TestClient) -> None:
    query = "act=deny&country=RUS&event=deny&agency=AFP&certainty=certain&since=2024-03-01&until=2024-03-31"
    links = within(page(client, f"/find?{query}", "en"), "//nav[@class='counts']//a")
    texts = [link.text for link in links]
    assert texts == [f"Remove “{each}”" for each in ("denies", "certain", "denial", "Russie", "AFP", "2024-03")]
    left = str(links[0].get("href"))
    assert "act=" not in left and "rows=claims" in left and "country=RUS" in left
    assert "since" not in str(links[-1].get("href"))


def test_the_facets_are_in_the_json(client: TestClient) -> None:
    found = asked(client, "/find.json?rows=claims&country=MNG")
    assert found["facets"]["act"] == [{"value": "deny", "number": 1}]
    assert found["facets"]["country"] == [{"value": "MNG", "number": 1}]
    assert (found["counted"], found["all"]) == (1, True)


def test_only_the_latest_are_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.web.pages.finding.COUNTED", dict.fromkeys(("claims", "events", "dispatches"), 3))
    found = asked(client, "/find.json?rows=claims")
    assert (found["counted"], found["all"], found["more"]) == (3, False, False)
    assert sum(count["number"] for count in found["facets"]["act"]) == 3
    assert "Décompte des 3 derniers trouvés" in page(client, "/find?rows=claims").text_content()
    assert len(found["rows"]) > 3


def test_the_fields_keep_what_is_asked(client: TestClient) -> None:
    form = page(client, "/find?country=rus&agency=AFP").forms[0]
    assert (form.fields["country"], form.fields["agency"]) == ("RUS", "AFP")
    for other in ("/timeline", "/map"):
        assert page(client, f"{other}?country=KOR").forms[0].fields["country"] == "KOR"
    assert list(countries())[:2] == ["AFG", "ZAF"]


@pytest.mark.parametrize("name", ["agency", "country"])
@pytest.mark.parametrize("words", [SCRIPT, "' OR 1=1 --", "%00", "\x00", "a" * 199, '"', "*", "é\u202e", "?", " "])
def test_hostile_values_are_asked_or_refused(client: TestClient, name: str, words: str) -> None:
    for shown in ("/find", "/find.json", "/find.csv", "/timeline", "/timeline.csv", "/map.csv"):
        answer = client.get(shown, params={name: words, "rows": "claims"})
        assert answer.status_code in (200, 400)
        assert SCRIPT not in answer.text or shown.endswith(("json", "csv"))


def test_what_is_no_country_is_told_in_one_line(client: TestClient) -> None:
    answer = client.get("/find.json", params={"country": "France"})
    assert answer.status_code == 400
    assert answer.json()["detail"] == "FRANCE: is no country; give its ISO 3166 code of three letters, e.g. PRK"


def test_days_are_given_in_their_long_form(client: TestClient) -> None:
    assert client.get("/find?since=20240305").status_code == client.get("/find?until=2024-W10-1").status_code == 400


def test_the_description_names_the_new_questions(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for path in ("/find.json", "/timeline.csv", "/map.csv"):
        assert {"agency", "country"} <= {each["name"] for each in described[path]["get"]["parameters"]}


# passages


def test_the_sentence_of_a_claim(client: TestClient) -> None:
    found = asked(client, "/find.json?says=Peskov&act=deny")
    (row,) = found["rows"]
    assert said(row) == "Le porte-parole du Kremlin, Dmitri Peskov, a rejeté [ces accusations]."
    mark = within(page(client, "/find?says=Peskov&act=deny"), "//p[@class='passage']//mark")[0]
    assert (mark.text, mark.getparent().get("href").partition("#")[2]) == (
        "ces accusations",
        row["id"].partition(":")[2],
    )


def test_the_sentence_of_an_event(client: TestClient) -> None:
    (row,) = asked(client, "/find.json?event=meeting")["rows"]
    before, trigger, after = (piece["text"] for piece in row["passage"])
    assert before == "OULAN-BATOR, 4 mars 2024 (AFP) - Le président chinois Liang Wenbo "
    assert (trigger, after.split()) == (
        "a rencontré",
        "lundi à Oulan-Bator son homologue mongol Batbold Enkhtuya.".split(),
    )
    assert within(page(client, "/find?event=meeting"), "//mark[@class='found']")[0].text == "a rencontré"


@pytest.mark.parametrize("words", ["reserve energie", "RÉSERVE énergie", "« réserve naturelle » Energie"])
def test_the_words_of_a_dispatch_whatever_their_accents(client: TestClient, words: str) -> None:
    (row,) = asked(client, f"/find.json?words={quote(words)}")["rows"]
    assert "[Énergie]" in said(row) and "[réserve" in said(row)
    marks = [mark.text for mark in within(page(client, f"/find?words={quote(words)}"), "//mark[@class='found']")]
    assert marks == [piece["text"] for piece in row["passage"] if piece["marked"]]


def test_without_words_a_dispatch_has_no_passage(client: TestClient) -> None:
    assert all(row["passage"] == [] for row in asked(client, "/find.json?event=meeting&rows=dispatches")["rows"])


def test_what_is_marked_is_text(client: TestClient) -> None:
    for query in ("words=alert", "rows=claims&words=alert", "rows=events&words=alert", "words=reel"):
        text = client.get(f"/find?{query}").text
        assert "alert(1)" in text
        assert SCRIPT not in text and "<img src=x" not in text and "<b onclick" not in text


def plain(passage: Passage) -> list[str]:
    return [piece.text for piece in passage]


def test_a_sentence_ends_at_its_paragraph_and_not_at_an_abbreviation() -> None:
    before, after = "Un titre\n\nIl pleut. M. Liang a dit que ", " hier, selon M. Kim\n\nAilleurs, il neige."
    assert plain(around(before, "tout va", after)) == ["M. Liang a dit que ", "tout va", " hier, selon M. Kim"]


def test_what_is_long_is_cut_at_a_blank() -> None:
    passage = around("un mot " * 100, "ici", " et là" * 100)
    assert len("".join(plain(passage))) <= LONGEST + 2
    before, found, after = plain(passage)
    assert before.startswith("…") and before[1] == " " and before.endswith("mot ")
    assert found == "ici" and after.endswith(" …")
    long = plain(around("Il dit ", "que oui " * 100, "."))
    assert [len(each) <= LONGEST + 1 for each in long] == [True, True] and long[0] == "…"
    assert plain(around("x" * 400, "y" * 10, "z" * 400)) == ["…", "y" * 10, "…"]


def test_what_stands_alone() -> None:
    assert plain(around("", "Oui", "")) == ["Oui"]
    assert plain(around("", "", "")) == []
    assert plain(around("a", "", "b")) == ["a", "b"]


def test_marks_that_a_text_holds_itself_are_no_harm() -> None:
    assert plain(marked("\x02\x03\x03 a \x02b")) == [" a ", "b"]
    assert plain(marked("")) == []
    assert plain(marked("tout autre\n \nde la \x02mer\x03 et\n\nailleurs")) == ["de la ", "mer", " et"]


# tables


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert address.partition("?")[0][1:] in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))


def test_the_table_of_a_search_has_all_and_no_passages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.web.pages.finding.SHOWN", 2)
    shown = asked(client, "/find.json?rows=claims")
    held = table(client, "/find.csv?rows=claims")
    assert len(shown["rows"]) == 2 and shown["more"] and len(held) == shown["counted"] > 5
    assert "passage" not in held[0] and [row["id"] for row in held[:2]] == [row["id"] for row in shown["rows"]]
    assert len(table(client, "/find.csv?rows=claims&limit=3")) == 3


def test_the_table_of_the_timeline(client: TestClient) -> None:
    days = asked(client, "/timeline.json?country=PRK")["days"]
    held = table(client, "/timeline.csv?country=PRK")
    assert [row["id"] for row in held] == [event["id"] for day in days for event in day["events"]]
    assert len(held) > 1


def test_the_table_of_the_map(client: TestClient) -> None:
    features = asked(client, "/map.json?event=missile-launch")["features"]
    held = table(client, "/map.csv?event=missile-launch")
    assert [(row["id"], float(row["latitude"])) for row in held] == [
        (each["id"], each["geometry"]["coordinates"][1]) for each in features
    ]
    assert held


def test_the_table_of_who_is_who(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.web.pages.finding.SHOWN", 2)
    shown = asked(client, "/who.json")
    held = table(client, "/who.csv")
    assert len(shown["rows"]) == 2 and shown["more"] and len(held) > 5
    assert [row["entity"] for row in held[:2]] == [row["entity"] for row in shown["rows"]]
    assert [row["name"] for row in table(client, "/who.csv?words=Peskov")] == ["Dmitri Peskov"]


@pytest.mark.parametrize("shown", ["/find", "/timeline", "/map", "/who"])
def test_a_page_leads_to_its_table(client: TestClient, shown: str) -> None:
    links = [link.get("href") for link in within(page(client, f"{shown}?words=missile"), "//main//a")]
    assert f"{shown}.csv?words=missile" in links


# who


def test_who_is_who_is_worked_out_again_once_the_record_changes(client: TestClient, path: str) -> None:
    before = asked(client, "/who.json")
    assert asked(client, "/who.json") == before
    with open_record(path, change=True) as record:
        merge(record, "person/dmitri-peskov", "person/kim-jong-un")
    rows = {row["entity"]: row for row in asked(client, "/who.json")["rows"]}
    assert rows["person/dmitri-peskov"]["also"] == "person/kim-jong-un"
    assert "person/kim-jong-un" not in rows


def test_an_address_asks_the_question_again(path: str) -> None:
    question = Question(words="é & « x »", act="deny", old=True, rows="claims")
    given = address("/find", question)
    assert given == "/find?" + urlencode({"words": "é & « x »", "act": "deny", "old": "true", "rows": "claims"})
    assert address("/find", Question()) == "/find"
    with open_record(path) as record:
        assert search(record, question, 0) == []
