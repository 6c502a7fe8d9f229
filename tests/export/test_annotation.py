"""Web Annotation: what the W3C's model asks of a page, and what each annotation says."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from selon.export import annotation
from selon.export.annotation import entity_urn, moment
from selon.model import Claim, cut
from selon.record.kept import Kept
from tests.export.test_record_json import kept, known, odd
from tests.readings import TEXT, sample, silent

MOTIVATIONS = {"assessing", "describing", "identifying", "commenting", "tagging"}
IRI = re.compile(r"(https?|urn):[^\s<>\"{}|\\^`]+")
ID = kept().reading.dispatch.id


def page(*those: Kept) -> dict[str, Any]:
    held: dict[str, Any] = json.loads("".join(annotation.lines(those or [kept()])))
    return held


def items(*those: Kept) -> dict[str, Any]:
    return {each["id"]: each for each in page(*those)["items"]}


@pytest.mark.parametrize("held", [kept(), kept(sample()), odd()], ids=["news", "sample", "odd"])
def test_the_model_of_the_standard(held: Kept) -> None:
    shown = page(held)
    assert shown["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert shown["type"] == "AnnotationPage" and IRI.fullmatch(shown["id"])
    for each in shown["items"]:
        assert each["type"] == "Annotation" and IRI.fullmatch(each["id"]) and each["motivation"] in MOTIVATIONS
        assert all(body["purpose"] in MOTIVATIONS for body in each["body"])
        assert all(("value" in body) != ("source" in body) for body in each["body"])
        if each["motivation"] == "assessing":
            assert each["id"] == f"{each['target']}:judgement"
            continue
        for target in each["target"]:
            assert IRI.fullmatch(target["source"])
            assert [selector["type"] for selector in target["selector"]] == [
                "TextPositionSelector",
                "TextQuoteSelector",
            ]
    ids = [each["id"] for each in shown["items"]]
    assert len(set(ids)) == len(ids)


def test_a_claim() -> None:
    claim = items()[f"urn:selon:{ID}:c2"]
    assert claim["motivation"] == "identifying"
    assert claim["generator"] == {"id": "urn:selon:software:0.1.0", "type": "Software", "name": "selon 0.1.0"}
    *tags, name, urn, whole = claim["body"]
    assert [tag["value"] for tag in tags] == ["act:deny", "mode:indirect", "certainty:certain"]
    assert (name["value"], urn["source"]) == ("Iran", "urn:selon:entity:government/iran/IRN")
    assert whole["format"] == "application/json"
    assert msgspec.json.decode(whole["value"], type=Claim) == known().claims[1]


def test_an_event() -> None:
    shown = items(kept(state="withdrawn"))
    visit = shown[f"urn:selon:{ID}:ev3"]
    tags = [body["value"] for body in visit["body"] if body["purpose"] == "tagging"]
    assert tags == ["type:visit", "status:possible", "plover:CONSULT", "outcome:attempted", "dispatch:withdrawn"]
    assert visit["motivation"] == "describing"


def test_targets_by_position_and_by_words() -> None:
    for held in (kept(), kept(sample())):
        text = held.reading.dispatch.text
        for each in items(held).values():
            for target in each["target"] if isinstance(each["target"], list) else []:
                position, words = target["selector"]
                start, end = position["start"], position["end"]
                assert text[start:end] == words["exact"]
                assert text[:start].endswith(words["prefix"]) and text[end:].startswith(words["suffix"])
                assert len(words["prefix"]) == min(32, start) and len(words["suffix"]) == min(32, len(text) - end)


def test_a_claim_of_two_pieces_has_two_targets() -> None:
    claim = items(kept(sample()))[f"urn:selon:{sample().dispatch.id}:a2"]
    assert [TEXT[t["selector"][0]["start"] :][:5] for t in claim["target"]] == ["=Rien", "n'est"]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://example.org/a?b=é", "https://example.org/a?b=é"),
        (None, f"urn:sha256:{ID}"),
        ("https://example.org/a b", f"urn:sha256:{ID}"),
        ("javascript:alert(1)", f"urn:sha256:{ID}"),
    ],
)
def test_the_source(url: str | None, source: str) -> None:
    reading = replace(known(), dispatch=replace(known().dispatch, url=url))
    shown = items(kept(reading)).values()
    assert {t["source"] for each in shown if each["motivation"] != "assessing" for t in each["target"]} == {source}


def test_judgements() -> None:
    shown = items()
    right, wrong = shown[f"urn:selon:{ID}:c2:judgement"], shown[f"urn:selon:{ID}:ev1:judgement"]
    assert (right["target"], right["creator"]["name"]) == (f"urn:selon:{ID}:c2", "Zoé")
    assert (right["created"], wrong["created"]) == ("2024-01-11T10:00:00Z", "2024-01-11T08:00:00Z")
    assert [body["value"] for body in right["body"]] == ["right"]
    assert [body["value"] for body in wrong["body"]] == ["wrong", "=nobody said so"]


def test_a_position_counts_code_points() -> None:
    text = "🎈🎈 Oui, dit Zoé."
    reading = replace(silent(text), claims=(replace(known().claims[0], content=(cut(text, 3, 6),), sources=()),))
    (claim,) = items(kept(reading)).values()
    assert claim["target"][0]["selector"] == [
        {"type": "TextPositionSelector", "start": 3, "end": 6},
        {"type": "TextQuoteSelector", "exact": "Oui", "prefix": "🎈🎈 ", "suffix": ", dit Zoé."},
    ]


def test_it_streams_and_an_empty_page_is_one() -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield kept()

    parts = annotation.lines(endless())
    assert next(parts) and next(parts)
    assert json.loads("".join(annotation.lines([])))["items"] == []


def test_names_of_things() -> None:
    assert entity_urn("person/zoé b@12") == "urn:selon:entity:person/zo%C3%A9%20b@12"
    assert moment("2024-07-10T12:59:02") is None
    assert moment("0001-01-01T00:00:00+14:00") is None
    assert moment("2024-07-10") is None
