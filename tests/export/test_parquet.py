"""Parquet: the rows of CSV, typed, in groups."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from selon.export import parquet, record_table
from selon.model import Quantity
from selon.record.kept import Kept
from selon.wire.errors import InputError
from tests.export.test_record_json import kept, known, odd

pq = pytest.importorskip("pyarrow.parquet")


def written(path: Path, sort: str, *those: Kept) -> Any:
    parquet.write(those or [kept()], sort, str(path / "out.parquet"))
    return pq.read_table(path / "out.parquet")


def test_claims(tmp_path: Path) -> None:
    table = written(tmp_path, "claims")
    riyadh, iran = table.to_pylist()
    assert (riyadh["through"], riyadh["spans"]) == (["SPA"], [{"start": 0, "end": riyadh["end"]}])
    assert (iran["through"], iran["who_key"], iran["judged"], iran["number"]) == (
        [],
        "government/iran/IRN",
        "right",
        2,
    )
    assert iran["source_start"] == known().claims[1].sources[0].start
    assert riyadh["entry"] == "fr/verbs.tsv:31" and iran["entry"] is None


def test_events(tmp_path: Path) -> None:
    transfer, denial, visit = written(tmp_path, "events").to_pylist()
    assert (transfer["actor"], transfer["actor_country"]) == (["Iran", "Russie"], ["IRN", "RUS"])
    assert transfer["actor_key"] == ["government/iran/IRN", None]
    assert transfer["recipient_key"] == ["group/houthis/YEM"]
    assert (transfer["dead_least"], transfer["dead_most"], transfer["injured_least"]) == (10, None, None)
    assert (transfer["latitude"], transfer["geoname"], transfer["date"]) == (15.35472, 71137, "2024-01-09")
    assert (transfer["sources"], transfer["time"], transfer["quantity_least"]) == (["SPA", "Arabie saoudite"], None, 18)
    assert (visit["background"], denial["background"], denial["date"], denial["mode"]) == (True, False, None, [])
    assert (visit["mode"], visit["outcome"], visit["event_scale"]) == (["visit"], "attempted", visit["event_scale"])


@pytest.mark.parametrize("sort", ["claims", "events"])
def test_the_schema_says_which_it_is_and_has_the_columns_of_csv(tmp_path: Path, sort: str) -> None:
    table = written(tmp_path, sort)
    assert table.schema.metadata[b"selon.schema"] == f"{sort}/1".encode()
    ranges = [f"{kind}_{end}" for kind in ("dead", "injured", "arrested") for end in ("least", "most")]
    assert [name for name in table.column_names if name not in ranges] == [
        name for name in record_table.columns(sort) if name not in ("dead", "injured", "arrested")
    ]
    assert table.schema.equals(written(tmp_path, sort, kept(), kept()).schema)


def test_nothing_at_all_has_the_schema_too(tmp_path: Path) -> None:
    parquet.write([], "events", str(tmp_path / "none.parquet"))
    assert pq.read_table(tmp_path / "none.parquet").num_rows == 0


def test_groups_and_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 4)
    written(tmp_path, "claims", *[kept()] * 5)
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 3
    first = (tmp_path / "out.parquet").read_bytes()
    written(tmp_path, "claims", *[kept()] * 5)
    assert (tmp_path / "out.parquet").read_bytes() == first
    assert os.listdir(tmp_path) == ["out.parquet"]


@pytest.mark.parametrize("sort", ["claims", "events"])
def test_odd_data(tmp_path: Path, sort: str) -> None:
    event = replace(known().events[0], quantity=Quantity(0, 1, "T", 10**30, -(10**30)))
    reading = replace(known(), events=(event,))
    rows = written(tmp_path, sort, odd(), kept(reading)).to_pylist()
    assert any("\ufffd" in (row["note"] or "") for row in rows)
    assert rows[-1].get("quantity_least") is None


def test_work_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield kept()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parquet.write(broken(), "claims", str(tmp_path / "out.parquet"))
    assert os.listdir(tmp_path) == []


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"^parquet: needs pyarrow; pip install 'selon\[parquet\]'$"):
        parquet.write([kept()], "claims", str(tmp_path / "out.parquet"))
    assert os.listdir(tmp_path) == []
