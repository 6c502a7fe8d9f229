"""What is taken in: each dispatch once, what fails named and kept, a stage that breaks costs one dispatch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import selon.reading
from selon.model import Dispatch, Reading, make_dispatch
from selon.record.failures import list_failures
from selon.record.lookup import all_numbers, load_readings, size
from selon.record.store import Record
from selon.wire.errors import InputError
from tests import desk


def test_the_same_dispatch_twice_is_one(record: Record) -> None:
    before = size(record)
    tally = desk.take(record, desk.dispatches([("again", desk.SUMMIT), ("again", desk.SUMMIT)]))
    assert (tally.kept, tally.known, size(record)) == (0, 2, before)
    ways = record.db.execute(
        "SELECT a.path FROM arrivals AS a JOIN dispatches AS d ON d.number = dispatch WHERE d.path = 'summit'"
    )
    assert sorted(path for (path,) in ways) == ["again", "summit"]


def test_twice_in_one_go_is_one(empty: Record) -> None:
    tally = desk.take(empty, desk.dispatches([("a", desk.SUMMIT), ("b", desk.SUMMIT)]))
    assert (tally.kept, tally.known) == (1, 1)


def test_a_reading_comes_back_as_it_was(record: Record) -> None:
    fresh = {r.dispatch.id: r for r in selon.reading.read_all(desk.dispatches(desk.ALL.items()))}
    kept = {r.dispatch.id: r for r in load_readings(record, all_numbers(record, withdrawn=True))}
    assert all(kept[id] == reading for id, reading in fresh.items())


def test_what_fails_is_kept_with_its_reason_until_it_is_taken_in(empty: Record) -> None:
    desk.take(empty, [InputError("a.txt", "is empty"), *desk.dispatches([("b.txt", desk.ARMS)])])
    (failure,) = list_failures(empty.db, every=False, limit=0)
    assert (failure["path"], failure["reason"], failure["tries"]) == ("a.txt", "is empty", 1)
    desk.take(empty, [InputError("a.txt", "is a gzip file")])
    (failure,) = list_failures(empty.db, every=False, limit=0)
    assert (failure["reason"], failure["tries"]) == ("is a gzip file", 2)
    desk.take(empty, desk.dispatches([("a.txt", desk.RIVER)]))
    assert list_failures(empty.db, every=False, limit=0) == []
    assert len(list_failures(empty.db, every=True, limit=0)) == 1


def test_a_stage_that_breaks_costs_one_dispatch(empty: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    real = selon.reading.read_all

    def breaking(dispatches: list[Dispatch], names: object = ()) -> Iterator[Reading]:
        for dispatch in dispatches:
            if "drones" in dispatch.text:
                raise ZeroDivisionError("of drones")
            yield from real([dispatch])

    monkeypatch.setattr(selon.reading, "read_all", breaking)
    tally = desk.take(empty, desk.dispatches(desk.ALL.items()))
    assert (tally.kept, [error.name for error in tally.failed]) == (3, ["arms"])
    assert "ZeroDivisionError: of drones" in tally.failed[0].what
    monkeypatch.setattr(selon.reading, "read_all", real)
    assert desk.take(empty, desk.dispatches(desk.ALL.items())).kept == 1


def test_a_language_that_selon_lacks_is_kept_without_findings(empty: Record) -> None:
    english = Dispatch(
        **{**{f: getattr(make_dispatch(desk.ARMS, "en"), f) for f in ("id", "path", "text")}, "lang": "en"}
    )
    assert desk.take(empty, [english]).kept == 1
    assert size(empty) == {"dispatches": 1, "claims": 0, "events": 0}
