"""GeoJSON: a point for each event that has one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from selon.export import geojson
from selon.record.kept import Kept
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample


def features(*those: Kept) -> list[dict[str, Any]]:
    held = json.loads("".join(geojson.lines(those or [kept()])))
    assert held["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = held["features"]
    return found


def test_longitude_comes_first() -> None:
    (feature,) = features()
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.20667, 15.35472]}
    assert feature["id"] == f"{known().dispatch.id}:ev1"


def test_what_is_told_of_it() -> None:
    (feature,) = features(kept(state="withdrawn"))
    held = feature["properties"]
    assert (held["type"], held["plover"], held["status"], held["outcome"]) == ("arms-transfer", "AID", "asserted", None)
    assert (held["actors"], held["recipients"]) == (["Iran", "Russie"], ["Houthis"])
    assert (held["begins"], held["ends"], held["place"]) == ("2024-01-09", "2024-01-09", "Sanaa")
    assert (held["country"], held["precision"], held["words"]) == ("YEM", "town", "ont livré")
    assert (held["told_by"], held["sent"], held["agency"]) == ("SPA > Arabie saoudite", "2024-01-10", "Reuters")
    assert (held["title"], held["dispatch"]) == ("Des drones", known().dispatch.id)
    assert (held["state"], held["judged"]) == ("withdrawn", "wrong")
    assert held["id"] == f"{known().dispatch.id[:12]}:ev1"


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, 1.0), (1.0, None), (90.5, 0.0), (0.0, -181.0), (float("nan"), 0.0), (0.0, float("inf"))],
)
def test_what_lies_on_no_globe_is_left_out(latitude: float | None, longitude: float | None) -> None:
    first = known().events[0]
    assert first.place
    event = replace(first, place=replace(first.place, latitude=latitude, longitude=longitude))
    assert features(kept(replace(known(), events=(event,)))) == []


def test_zero_is_on_the_globe() -> None:
    first = known().events[0]
    assert first.place
    event = replace(first, place=replace(first.place, latitude=0.0, longitude=0.0), claim=None)
    (feature,) = features(kept(replace(known(), events=(event,))))
    assert feature["geometry"]["coordinates"] == [0, 0]
    assert feature["properties"]["told_by"] is None


def test_none_several_and_odd_data() -> None:
    assert features(kept(sample())) == []
    assert len(features(kept(), kept(sample()), kept())) == 2
    assert len(features(odd())) == 2
    assert next(geojson.lines([])) == '{"type": "FeatureCollection", "features": ['
