"""FollowTheMoney: entities with the properties of their schemas, and links that lead somewhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from selon.export import ftm
from selon.export.ftm import alpha_2, identity
from selon.languages.world import load_world
from selon.model import Credit, Entity, Role, Subject
from selon.record.kept import Kept, One
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample, silent

# Those that the model of FollowTheMoney gives each schema, of those that are written.
THING = {"name", "alias", "country", "summary", "notes", "sourceUrl", "publisher", "keywords", "wikidataId"}
DOCUMENT = {"title", "fileName", "publishedAt", "language", "author", "bodyText", "processingAgent"}
PROPERTIES = {
    "Article": THING | DOCUMENT,
    "Event": THING | {"startDate", "endDate", "location", "involved", "addressEntity", "proof"},
    "Person": THING | {"position"},
    "Organization": THING,
    "PublicBody": THING,
    "Address": THING | {"full"},
}


def entities(*those: Kept) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ftm.lines(those or [kept()])]


def of(schema: str, *those: Kept) -> list[dict[str, Any]]:
    return [each["properties"] for each in entities(*those) if each["schema"] == schema]


@pytest.mark.parametrize("held", [kept(), kept(sample()), odd(), kept(silent())], ids=["news", "sample", "odd", "none"])
def test_the_form(held: Kept) -> None:
    found = {each["id"]: each["schema"] for each in entities(held)}
    assert len(found) == len(entities(held))
    for each in entities(held):
        assert re.fullmatch(r"[0-9a-f]{40}", each["id"])
        assert each["properties"].keys() <= PROPERTIES[each["schema"]]
        assert all(
            values and all(isinstance(value, str) and value for value in values)
            for values in each["properties"].values()
        )
        assert {found[id] for id in each["properties"].get("proof", ())} <= {"Article"}
        assert {found[id] for id in each["properties"].get("involved", ())} <= {"Person", "Organization", "PublicBody"}
        assert {found[id] for id in each["properties"].get("addressEntity", ())} <= {"Address"}


def test_an_article() -> None:
    dispatch = replace(
        known().dispatch,
        issued="2024-01-10T14:00:00+02:00",
        url="https://example.org/1",
        byline="Par Zoé",
        subjects=(Subject("medtop:1", "conflict"), Subject("x", None)),
        credits=(Credit(0, 1, "T", "Anne Petit"),),
    )
    (article,) = of("Article", kept(replace(known(), dispatch=dispatch), "withdrawn"))
    assert article == {
        "title": ["Des drones"],
        "fileName": ["news.txt"],
        "publishedAt": ["2024-01-10T12:00:00"],
        "sourceUrl": ["https://example.org/1"],
        "language": ["fra"],
        "publisher": ["Reuters"],
        "author": ["Anne Petit", "Par Zoé"],
        "keywords": ["conflict"],
        "bodyText": [dispatch.text],
        "notes": ["withdrawn"],
        "processingAgent": ["selon 0.1.0"],
    }
    assert of("Article")[0]["publishedAt"] == ["2024-01-10"]


def test_events() -> None:
    transfer, _, visit = of("Event")
    assert transfer["name"] == ["arms-transfer: ont livré"]
    assert transfer["summary"][0].startswith("Téhéran et Moscou") and transfer["summary"][0].endswith("cité par SPA.")
    assert (transfer["startDate"], transfer["location"], transfer["country"]) == (["2024-01-09"], ["Sanaa"], ["ye"])
    assert transfer["involved"] == sorted(
        [identity("entity", "government/iran/IRN"), identity("entity", "group/houthis/YEM")]
    )
    assert transfer["proof"] == [identity("dispatch", known().dispatch.id)]
    assert transfer["notes"] == [
        "judged wrong by Zoé: =nobody said so",
        "status: asserted",
        "told by: SPA > Arabie saoudite (probable)",
    ]
    assert visit["keywords"] == ["CONSULT", "attempted", "possible", "visit"]
    assert visit["summary"] == ["Le ministre pourrait se rendre à Oman."]
    assert visit["addressEntity"] == [identity("entity", "location/oman/OMN")]


def test_those_who_take_part() -> None:
    (iran,) = of("PublicBody")
    assert iran == {"name": ["Iran"], "country": ["ir"]}
    assert {tuple(each["name"]) for each in of("Organization")} == {("Houthis",), ("SPA",)}
    assert of("Address") == [{"name": ["Oman"], "full": ["Oman"], "country": ["om"]}]


def test_each_once_with_all_that_is_said_of_it() -> None:
    def held(name: str, title: str, wikidata: str | None = None) -> Kept:
        entity = Entity("e1", name, "person", "RUS", (Role(0, 1, "x", title, "Kremlin"),), wikidata)
        cast = {"e1": One("person/dmitri-peskov", "Dmitri Peskov")}
        return Kept(replace(silent(), entities=(entity,)), "current", "0.1.0", cast, {}, {})

    one, other = held("Peskov", "porte-parole"), held("Dmitri Peskov", "conseiller", "Q4")
    for order in ((one, other), (other, one)):
        assert of("Person", *order) == [
            {
                "name": ["Dmitri Peskov"],
                "alias": ["Peskov"],
                "country": ["ru"],
                "position": ["conseiller (Kremlin)", "porte-parole (Kremlin)"],
                "wikidataId": ["Q4"],
            }
        ]


@pytest.mark.parametrize(
    ("iso3", "iso2"),
    [("RUS", "ru"), ("DEU", "de"), ("CHE", "ch"), ("CHN", "cn"), ("XKX", "xk"), ("QQQ", None), (None, None)],
)
def test_codes_of_states(iso3: str | None, iso2: str | None) -> None:
    assert alpha_2(iso3) == iso2


def test_no_two_states_share_a_code() -> None:
    states = load_world("fr").states
    assert len({alpha_2(code) for code in states}) == len(states)
    assert ftm.ALPHA_2.keys() <= states.keys()


def test_ids_stay() -> None:
    assert identity("entity", "person/vladimir-poutine") == "6966fa3825a1c0dd3ac173ab4cdf2ae314e5ba40"
