"""PROV-O: the graph says where each claim comes from, and nothing in it points nowhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from selon.export import prov
from selon.model import Source
from selon.record.kept import Kept, One
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample, silent

ID = kept().reading.dispatch.id
IRI = re.compile(r"(https?|urn):[^\s<>\"{}|\\^`]+")
TYPES = {f"prov:{name}" for name in ("Entity", "Activity", "Agent", "Person", "Organization", "SoftwareAgent")}
AGENTS = TYPES - {"prov:Entity", "prov:Activity"}
TARGETS = {  # link → the types of what it may point to, after PROV-O
    "prov:wasAttributedTo": AGENTS,
    "prov:wasAssociatedWith": AGENTS,
    "prov:wasGeneratedBy": {"prov:Activity"},
    **{f"prov:{link}": {"prov:Entity"} for link in ("wasQuotedFrom", "wasDerivedFrom", "hadPrimarySource", "used")},
    "prov:wasRevisionOf": {"prov:Entity"},
}


def graph(*those: Kept) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads("".join(prov.lines(those or [kept()])))["@graph"]
    return nodes


def nodes(*those: Kept) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in graph(*those) if "@type" in node}


def urn(local: str, id: str = ID) -> str:
    return f"urn:selon:{id}:{local}"


@pytest.mark.parametrize("held", [kept(), kept(sample()), odd()], ids=["news", "sample", "odd"])
def test_every_link_points_to_what_it_may(held: Kept) -> None:
    types = {node["@id"]: node["@type"] for node in graph(held)}
    assert set(types.values()) <= TYPES
    assert all(map(IRI.fullmatch, types))
    assert len(types) == len(graph(held))
    for node in graph(held):
        for link in TARGETS.keys() & node.keys():
            targets = node[link] if isinstance(node[link], list) else [node[link]]
            assert {types[target] for target in targets} <= TARGETS[link], (node["@id"], link)


def test_the_context_types_every_link() -> None:
    context = json.loads("".join(prov.lines([])))["@context"]
    assert context["prov"] == "http://www.w3.org/ns/prov#"
    assert all(context[link] == {"@type": "@id"} for link in TARGETS)


def test_a_dispatch() -> None:
    dispatch = replace(known().dispatch, issued="2024-01-10T14:00:00+02:00", url="https://example.org/1", version=2)
    node = nodes(kept(replace(known(), dispatch=dispatch), "superseded"))[f"urn:sha256:{ID}"]
    assert node["prov:generatedAtTime"] == "2024-01-10T12:00:00+00:00"
    assert (node["dcterms:issued"], node["dcterms:title"], node["schema:version"]) == ("2024-01-10", "Des drones", 2)
    assert (node["schema:url"], node["selon:state"]) == ("https://example.org/1", "superseded")
    assert node["prov:wasAttributedTo"] == "urn:selon:entity:agency/reuters/GBR"


def test_a_claim_of_a_speaker_alone() -> None:
    node = nodes()[urn("c2")]
    assert node["prov:wasAttributedTo"] == "urn:selon:entity:government/iran/IRN"
    assert (node["prov:wasQuotedFrom"], node["prov:wasGeneratedBy"]) == (f"urn:sha256:{ID}", urn("reading"))
    assert (node["prov:value"], node["selon:act"]) == ("Téhéran dément", "deny")
    assert nodes()["urn:selon:entity:government/iran/IRN"]["@type"] == "prov:Organization"
    assert nodes()[urn("reading")]["prov:wasAssociatedWith"] == "urn:selon:software:0.1.0"


def test_a_chain_keeps_its_order() -> None:
    held = nodes()
    claim, outer, speaker = held[urn("c1")], held[urn("c1:told:1")], held[urn("c1:told:2")]
    assert (claim["prov:wasDerivedFrom"], claim["prov:hadPrimarySource"]) == (outer["@id"], speaker["@id"])
    assert (outer["prov:wasDerivedFrom"], outer["prov:wasAttributedTo"]) == (
        speaker["@id"],
        "urn:selon:entity:agency/spa/SAU",
    )
    assert "prov:wasDerivedFrom" not in speaker
    assert speaker["prov:wasAttributedTo"] == claim["prov:wasAttributedTo"]
    assert held[speaker["prov:wasAttributedTo"]] == {
        "@id": speaker["prov:wasAttributedTo"],
        "@type": "prov:Agent",
        "schema:name": "Arabie saoudite",
    }


def test_pictures_are_no_agents() -> None:
    images = Source(0, 7, "Téhéran", "images satellite", "images")
    for chain in ((images,), (known().claims[0].sources[0], images)):
        claim = replace(known().claims[0], sources=chain)
        held = nodes(kept(replace(known(), claims=(claim, known().claims[1]))))
        assert held[urn("source:0-7")]["@type"] == "prov:Entity"
        assert "prov:wasAttributedTo" not in held[urn("c1")]
        last = held[urn("c1") if len(chain) == 1 else urn("c1:told:2")]
        assert last["prov:hadPrimarySource"] == urn("source:0-7")


def test_events_and_judgements() -> None:
    held = nodes()
    assert held[urn("ev1")]["prov:wasDerivedFrom"] == [urn("c1"), urn("c2")]
    assert "prov:wasDerivedFrom" not in held[urn("ev3")]
    assert (held[urn("c2:judgement")]["prov:used"], held[urn("c2:verdict")]["prov:value"]) == (urn("c2"), "right")
    assert held[urn("ev1:judgement")]["prov:endedAtTime"] == "2024-01-11T08:00:00+00:00"
    assert held[urn("ev1:verdict")]["dcterms:description"] == "=nobody said so"
    judge = held[urn("c2:judgement")]["prov:wasAssociatedWith"]
    assert held[judge] == {"@id": judge, "@type": "prov:Person", "schema:name": "Zoé"}


def test_agents_stand_once_in_all_dispatches() -> None:
    other = kept(replace(known(), dispatch=replace(known().dispatch, id="f" * 64, agency="Agence du Port", lang="xx")))
    ids = [node["@id"] for node in graph(kept(), other, kept(silent()))]
    assert len(set(ids)) == len(ids)
    assert "urn:selon:entity:agency/agence-du-port" in ids


def test_versions_of_an_item_that_are_written() -> None:
    def version(number: int | None, id: str) -> Kept:
        return kept(replace(silent(), dispatch=replace(silent().dispatch, item="i", version=number, id=id)))

    shown = graph(version(3, "c"), version(1, "a"), version(1, "b"), version(None, "d"))
    revisions = [(node["@id"], node["prov:wasRevisionOf"]) for node in shown if "prov:wasRevisionOf" in node]
    assert revisions == [("urn:sha256:c", "urn:sha256:b")]


def test_the_kinds_of_agents() -> None:
    entities = tuple(replace(entity, kind="person") for entity in known().entities)
    held = Kept(replace(known(), entities=entities), "current", "0.1.0", {"e1": One("person/é", "É")}, {}, {})
    assert nodes(held)["urn:selon:entity:person/%C3%A9"]["@type"] == "prov:Person"
