"""JSON out, the same readings in."""

from __future__ import annotations

import json

import msgspec

from selon.export import jsonl
from selon.model import Reading
from tests.readings import TEXT, sample, silent


def test_one_reading_a_line() -> None:
    readings = [sample(), silent("à\n\u2028b\x01")]
    lines = list(jsonl.lines(readings))
    assert [msgspec.json.decode(line, type=Reading) for line in lines] == readings
    assert all(line.count("\n") == 1 for line in lines)


def test_an_array() -> None:
    readings = [sample(), silent()]
    assert msgspec.json.decode("".join(jsonl.array(readings)), type=list[Reading]) == readings
    assert json.loads("".join(jsonl.array([]))) == []


def test_spans_hold_their_offsets_and_text() -> None:
    claim = json.loads(next(jsonl.lines([sample()])))["claims"][0]
    assert claim["cue"] == {"start": TEXT.index("a déclaré"), "end": TEXT.index(" Dmitri"), "text": "a déclaré"}
    assert [source["name"] for source in claim["sources"]] == ["Interfax", "Dmitri Peskov"]


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    line = next(jsonl.lines([silent("a\ud800\udfffé\udc80b", "\udce9.txt")]))
    reading = msgspec.json.decode(line.encode(), type=Reading)
    assert reading.dispatch.text == "a\ufffd\ufffdé\ufffdb"
    assert reading.dispatch.path == "\ufffd.txt"


def test_it_streams() -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield silent()

    lines = jsonl.lines(endless())
    assert next(lines) == next(lines)
