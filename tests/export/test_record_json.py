"""The record as JSON: readings that decode as before, with what the record knows beside them."""

from __future__ import annotations

import json

import msgspec
from msgspec.structs import replace

from selon.export import jsonl, record_json
from selon.model import Entity, Participant, Reading, Role, Source
from selon.record.kept import Judged, Kept, One
from tests.happenings import NEWS, happened
from tests.readings import sample, silent

CAST = {
    "e1": One("government/iran/IRN", "Iran"),
    "e2": One("group/houthis/YEM", "Houthis"),
    "e3": One("location/oman/OMN", "Oman"),
    "e4": One("agency/spa/SAU", "SPA"),
}
RIGHT = Judged("right", "Zoé", "2024-01-11T10:00:00+00:00", None, 1)
WRONG = Judged("wrong", "Zoé", "2024-01-11T10:00:00+02:00", "=nobody said so", 2)
ODD = "a\ud800 = «\x00\u2028»"


def kept(reading: Reading | None = None, state: str = "current") -> Kept:
    """A dispatch of the record: a claim was judged right, an event wrong."""
    return Kept(reading or known(), state, "0.1.0", CAST, {"c2": RIGHT, "ev1": WRONG}, {})


def known() -> Reading:
    """`happened`, with entities: Iran speaks and acts, SPA relays, to the Houthis, in Oman."""
    reading = happened()
    role = Role(0, 7, NEWS[:7], "allié", "Moscou", "RUS")
    return replace(
        reading,
        dispatch=replace(reading.dispatch, agency="Reuters", title="Des drones"),
        entities=(
            Entity("e1", "Iran", "government", "IRN", (role,)),
            Entity("e2", "Houthis", "group", "YEM"),
            Entity("e3", "Oman", "location", "OMN"),
            Entity("e4", "SPA", "agency", "SAU"),
            Entity("e5", "Diego Garcia", "location", "IOT"),
        ),
        claims=tuple(replace(each, sources=tuple(map(_known_source, each.sources))) for each in reading.claims),
        events=tuple(
            replace(each, roles={role: tuple(map(_known_one, ones)) for role, ones in each.roles.items()})
            for each in reading.events
        ),
    )


def _known_source(source: Source) -> Source:
    return replace(source, entity={"Iran": "e1", "SPA": "e4"}.get(source.name))


def _known_one(one: Participant) -> Participant:
    return replace(one, entity={"Iran": "e1", "Houthis": "e2", "Oman": "e3"}.get(one.name))


def odd() -> Kept:
    """Lone surrogates wherever a string may stand, in a text, a name, a key, a note; and codes that nobody knows."""
    reading = sample(TEXT_ODD, "=\udce9.txt")
    claim = replace(reading.claims[0], sources=(Source(0, 1, ODD, ODD, None, "e1"), Source(0, 1, ODD, ODD, "images")))
    entities = (Entity("e1", ODD, "person", "X\ud800", (Role(0, 1, ODD, ODD, ODD),), ODD),)
    dispatch = replace(reading.dispatch, agency=ODD, title=ODD, url=f"http://{ODD}", issued=ODD, lang=ODD, item=ODD)
    events = (*known().events, replace(known().events[0], id=ODD))
    told = replace(reading, dispatch=dispatch, claims=(claim,), entities=entities, events=events)
    judged = {"a1": Judged("right", ODD, ODD, ODD, 1), ODD: Judged("wrong", ODD, "2024-01-11", ODD, 2)}
    return Kept(told, ODD, ODD, {"e1": One(ODD, ODD), "e2": One("x/y", ODD)}, judged, {})


TEXT_ODD = ODD + sample().dispatch.text + ODD


def test_one_dispatch_a_line_as_read_has_it() -> None:
    lines = list(record_json.lines([kept(), kept(silent("à\n\u2028b\x01"))]))
    assert [msgspec.json.decode(line, type=Reading) for line in lines] == [known(), silent("à\n\u2028b\x01")]
    assert all(line.count("\n") == 1 and line.endswith("\n") for line in lines)
    held = json.loads(lines[0])
    assert held.pop("record")
    assert held == json.loads(next(jsonl.lines([known()])))


def test_what_the_record_knows_beside_it() -> None:
    record = json.loads(next(record_json.lines([kept(state="withdrawn")])))["record"]
    assert (record["state"], record["selon"]) == ("withdrawn", "0.1.0")
    assert record["entities"]["e1"] == {"key": "government/iran/IRN", "name": "Iran"}
    assert record["judged"]["ev1"] == {
        "verdict": "wrong",
        "judge": "Zoé",
        "judged": "2024-01-11T10:00:00+02:00",
        "note": "=nobody said so",
        "number": 2,
    }
    assert record["found"] == {}


def test_odd_data_and_an_empty_record() -> None:
    line = next(record_json.lines([odd()]))
    assert msgspec.json.decode(line.encode(), type=Reading).dispatch.path == "=\ufffd.txt"
    assert list(record_json.lines([])) == []


def test_a_document_is_json_however_many_items_it_has() -> None:
    for count in (0, 1, 3):
        parts = record_json.document('{"items": [', ({"n": n, "x": float("nan")} for n in range(count)), "\n]}\n")
        assert json.loads("".join(parts)) == {"items": [{"n": n, "x": None} for n in range(count)]}
