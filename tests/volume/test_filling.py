"""A record that is filled from a volume: the same as one that read the dispatches itself, whatever comes between."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from selon.record.intake import Tally
from selon.record.store import open_record
from selon.version import __version__
from selon.volume import filling, loading
from selon.volume.filling import fill
from selon.volume.items import Columns, find
from selon.volume.loading import dispatch_files, lots
from selon.volume.runs import Run, run
from selon.volume.shards import Asked
from tests import desk
from tests.command import rows, told
from tests.command import run as command
from tests.volume.test_batch import write_warc

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    **desk.ALL,
    "copy": desk.RIVER_COPY,
    "corrected": desk.RIVER_CORRECTED,
    "kill": desk.KILL,
    "twin": desk.SUMMIT,
}
ITEM = {
    "uri": "urn:a:1",
    "type": "text",
    "versioncreated": "2024-03-08T10:00:00+00:00",
    "version": "2",
    "language": "fr",
    "byline": "Par Ada Roux",
    "headline": "Crue de la Vilaine : un mort",
    "subject": [{"code": "medtop:20000150", "name": "flood"}],
    "body_text": "Un homme est mort vendredi dans la crue de la Vilaine, a annoncé la préfecture de Rennes.",
}
FILES = sorted([*(f"{name}.txt" for name in TEXTS), "item.json", "zpages.warc.gz"])
NUMBER = len(TEXTS) + 1 + len(TEXTS)  # dispatches that come
KEPT = NUMBER - 1  # one of them comes twice
Change = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with dispatches in `in`, the volume of them in `tables`, and the record that read them itself."""
    folder = tmp_path_factory.mktemp("volume")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "in" / "item.json").write_text(json.dumps(ITEM), encoding="utf-8")
    write_warc(folder / "in" / "zpages.warc.gz", list(TEXTS.values()))
    inputs, errors = find([str(folder / "in")])
    done = run(Run(inputs, folder / "tables", Columns(), Asked(), 3), 1)
    assert (errors, done.errors, done.failed, done.rows["dispatches"]) == ([], [], 0, NUMBER)
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder / "in")
        assert command("ingest", *FILES, "--record", str(folder / "read.selon")).exit_code == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a copy of it."""
    shutil.copytree(made, tmp_path / "made")
    monkeypatch.chdir(tmp_path / "made")
    monkeypatch.delenv("SELON_RECORD", raising=False)
    return tmp_path / "made"


def held(path: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a record, but for the moments at which they were written, and how its indexes are cut."""
    db = sqlite3.connect(path)
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%words%' ORDER BY name"
    tables = [name for (name,) in db.execute(query)]
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in tables:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] != "taken_in"]
        quoted = ", ".join(f'"{column}"' for column in columns)
        found[table] = sorted(db.execute(f"SELECT {quoted} FROM {table}"), key=repr)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return found


def exported(record: str) -> list[str]:
    forms = (["jsonl"], ["csv"], ["csv", "--rows", "events"], ["geojson"])
    return [command("export", *form, "--old", "--record", record).stdout for form in forms]


def filled(tables: str = "tables", record: str = "new.selon") -> Tally:
    tally = Tally()
    with open_record(record, create=True) as there:
        fill(there, dispatch_files(tables), tally)
    return tally


def of_pages() -> Path:
    """The file of the first three pages."""
    (file,) = Path("tables/dispatches").glob("zpages*-000000.parquet")
    return file


def change(file: Path, number: int, how: Change) -> None:
    """Writes a file anew, its row of that number (from 1) changed."""
    table = parquet.read_table(file)
    there = table.to_pylist()
    there[number - 1] = how(there[number - 1])
    parquet.write_table(pyarrow.Table.from_pylist(there, schema=table.schema), file)


def refused(*args: str) -> str:
    """The one line that a command says which does nothing."""
    result = command(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert not Path("new.selon").exists()
    return line


# The same record


def test_it_is_the_record_that_reading_makes(folder: Path) -> None:
    result = command("ingest", "--from-parquet", "tables", "--record", "new.selon")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"kept {KEPT} in ") and f"{KEPT} dispatches" in result.stdout
    assert exported("new.selon") == exported("read.selon")
    assert held("new.selon") == held("read.selon")
    kinds = {row[2] for row in held("new.selon")["links"]}
    assert {"correction", "kill", "copy"} <= kinds


def test_nothing_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selon.reading", None)
    assert filled().kept == KEPT


def test_the_same_text_twice_is_one_dispatch_that_came_twice(folder: Path) -> None:
    filled()
    with open_record("new.selon") as record:
        query = "SELECT a.path FROM arrivals AS a JOIN dispatches AS d ON d.number = a.dispatch WHERE d.text = ?"
        assert record.db.execute(query, (desk.SUMMIT,)).fetchall() == [("summit.txt",), ("twin.txt",)]


def test_given_again_it_is_known_and_nothing_changes(folder: Path) -> None:
    filled()
    before = held("new.selon")
    again = filled()
    assert (again.kept, again.known, again.failed) == (0, NUMBER, [])
    assert held("new.selon") == before


def test_what_a_record_has_read_itself_is_known(folder: Path) -> None:
    before = exported("read.selon")
    tally = filled(record="read.selon")
    assert (tally.kept, tally.known) == (0, NUMBER)
    assert exported("read.selon") == before


def test_the_order_is_that_of_the_inputs_whatever_their_files_are_called(tmp_path: Path) -> None:
    names = [f"{letter}{'x' * 70}.jsonl" for letter in "abcdef"]
    for name in names:
        (tmp_path / name).write_text('{"text": "Oui."}', encoding="utf-8")
    run(Run(find([str(tmp_path)])[0], tmp_path / "tables", Columns(), Asked(), 1), 1)
    lines = [json.loads((tmp_path / "tables/manifest" / f"{Path(file).stem}.json").read_bytes())
             for file in dispatch_files(str(tmp_path / "tables"))]  # fmt: skip
    assert [line["input"] for line in lines] == names


def test_few_rows_are_held_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parquet.read_table("tables/dispatches")
    parquet.write_table(whole, "whole.parquet")
    monkeypatch.setattr(loading, "LOT", 2)
    assert [len(lot) for lot in lots("whole.parquet")] == [2] * (NUMBER // 2) + [1]


# Versions of selon, and of the tables


def test_the_version_that_read_it_is_noted_and_reread_renews_it(folder: Path) -> None:
    change(of_pages(), 1, lambda row: {**row, "selon": "0.0.9"})
    filled()
    with open_record("new.selon") as record:
        assert {selon for (selon,) in record.db.execute("SELECT selon FROM readings")} == {"0.0.9", __version__}
    assert exported("new.selon") != exported("read.selon")
    assert command("reread", "--record", "new.selon").exit_code == 0
    assert exported("new.selon") == exported("read.selon")


def test_a_form_that_is_not_known_is_one_line(folder: Path) -> None:
    for file in dispatch_files("tables"):
        table = parquet.read_table(file)
        parquet.write_table(table.replace_schema_metadata({"selon.schema": "volume.dispatches/2"}), file)
    line = refused("ingest", "--from-parquet", "tables", "--record", "new.selon")
    assert line.startswith("selon: tables/dispatches/files-")
    assert "is volume.dispatches/2, and this selon knows volume.dispatches/1; update selon" in line


def test_a_table_that_says_no_form_is_told_by_its_columns(folder: Path) -> None:
    there = [parquet.read_table(file).replace_schema_metadata(None) for file in dispatch_files("tables")]
    shutil.rmtree("tables")
    Path("tables/dispatches").mkdir(parents=True)
    parquet.write_table(pyarrow.concat_tables(there), "tables/dispatches/all.parquet")
    assert filled().kept == KEPT
    assert exported("new.selon") == exported("read.selon")


@pytest.mark.parametrize("name", ["none", "in"])
def test_a_folder_that_is_no_volume_is_one_line(folder: Path, name: str) -> None:
    line = refused("ingest", "--from-parquet", name, "--record", "new.selon")
    assert line.startswith(f"selon: {name}: ") and line.endswith("that selon batch wrote")


def test_without_pyarrow_it_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    line = refused("ingest", "--from-parquet", "tables", "--record", "new.selon")
    assert line.endswith("is Parquet, which needs pyarrow; pip install 'selon[batch]'")


@pytest.mark.parametrize("beside", [["in"], ["--retry"], ["--date", "2024-03-04"], ["--lang", "fr"]])
def test_it_stands_alone(folder: Path, beside: list[str]) -> None:
    result = command("ingest", "--from-parquet", "tables", *beside, "--record", "new.selon")
    assert result.exit_code == 2 and "give it without sources" in told(result)


# Killed


@pytest.mark.parametrize("after", (1, 2, 5, 10, 11, 13, KEPT))
def test_broken_off_anywhere_it_goes_on(folder: Path, after: int) -> None:
    script = f"""
import os, signal
from selon.cli import app
from selon.volume import filling, loading

keep, left = filling.keep, [{after}]
loading.LOT = 2

def kept(*args):
    new = keep(*args)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return new

filling.keep = kept
app(["ingest", "--from-parquet", "tables", "--record", "new.selon"])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    tally = filled()
    assert tally.kept + tally.known == NUMBER
    assert exported("new.selon") == exported("read.selon")
    assert held("new.selon")["dispatches"] == held("read.selon")["dispatches"]


# Damaged


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def garbled(data: bytes) -> bytes:
    """Its foot is whole, its pages are not."""
    return data[:4] + b"\xff" * (len(data) // 2) + data[len(data) // 2 + 4 :]


@pytest.mark.parametrize("how", [truncated, garbled, lambda data: b""], ids=["cut", "garbled", "empty"])
def test_a_damaged_file_is_named_and_tried_again(folder: Path, how: Callable[[bytes], bytes]) -> None:
    whole = of_pages().read_bytes()
    file = of_pages()
    file.write_bytes(how(whole))
    result = command("ingest", "--from-parquet", "tables", "--record", "new.selon")
    assert result.exit_code == 1 and result.stdout.startswith(f"kept {KEPT - 3} in ")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"selon: {file}: is ") and line.endswith("let selon batch write it anew")
    (failure,) = rows("failures", "--record", "new.selon")
    assert (failure["path"], failure["source"]) == (str(file), str(file))
    assert command("ingest", "--retry", "--record", "new.selon").exit_code == 1
    file.write_bytes(whole)
    again = command("ingest", "--retry", "--record", "new.selon")
    assert (again.exit_code, again.stdout[:7]) == (0, "kept 3 ")
    assert rows("failures", "--record", "new.selon") == []
    assert {row[1] for row in held("new.selon")["dispatches"]} == {row[1] for row in held("read.selon")["dispatches"]}


def without_entities(row: dict[str, Any]) -> dict[str, Any]:
    """Its claims and names are of entities that are not there."""
    return {**row, "findings": json.dumps({**json.loads(row["findings"]), "entities": []})}


DAMAGED: dict[str, Change] = {
    "findings": lambda row: {**row, "findings": row["findings"][:-9]},
    "no findings": lambda row: {**row, "findings": None},
    "a list": lambda row: {**row, "findings": "[]"},
    "no credits": lambda row: {**row, "findings": "{}"},
    "hang together": without_entities,
    "text": lambda row: {**row, "text": row["text"] + "."},
    "no text": lambda row: {**row, "text": None},
    "id": lambda row: {**row, "id": "0" * 64},
    "day": lambda row: {**row, "sent": "hier"},
    "format": lambda row: {**row, "format": "fax"},
    "subjects": lambda row: {**row, "subjects": '[{"code": 1}]'},
    "given": lambda row: {**row, "given": "{"},
    "given no field": lambda row: {**row, "given": '{"colour": "red"}'},
    "given no text": lambda row: {**row, "given": '{"sent": 3}'},
    "version": lambda row: {**row, "selon": None},
}


@pytest.mark.parametrize("how", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_row_is_named_and_costs_itself(folder: Path, how: Change) -> None:
    file, whole = of_pages(), of_pages().read_bytes()
    change(file, 2, how)
    tally = filled()
    (error,) = tally.failed
    assert (tally.kept, tally.known, error.name) == (KEPT - 1, 1, f"{file}#2")
    assert error.what.startswith("is damaged (") and "\n" not in error.what
    found = held("new.selon")
    assert len(found["dispatches"]) == len(found["readings"]) == KEPT - 1
    assert {row[0] for row in found["arrivals"]} == {row[0] for row in found["dispatches"]}
    assert [(row[0], row[1]) for row in found["failures"]] == [(f"{file}#2", str(file))]
    file.write_bytes(whole)
    assert (filled().kept, filled().failed) == (1, [])
    with open_record("new.selon") as record:
        assert record.db.execute("SELECT count(*) FROM failures WHERE settled IS NULL").fetchone() == (0,)
    assert {row[1] for row in held("new.selon")["dispatches"]} == {row[1] for row in held("read.selon")["dispatches"]}


def test_a_table_of_another_sort_is_named(folder: Path) -> None:
    parquet.write_table(pyarrow.table({"text": ["Rien."]}), "tables/dispatches/other.parquet")
    (error,) = filled().failed
    assert error.name == "tables/dispatches/other.parquet"
    assert error.what.startswith("lacks the column id, so it is no table of selon batch")


def test_what_could_not_be_read_before_is_settled(folder: Path) -> None:
    Path("summit.txt").write_text("", encoding="utf-8")
    assert command("ingest", "summit.txt", "--record", "new.selon").exit_code == 1
    filled()
    assert rows("failures", "--record", "new.selon") == []


def test_a_disk_that_is_full_is_no_damaged_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(filling, "keep", full)
    result = command("ingest", "--from-parquet", "tables", "--record", "new.selon")
    assert result.exit_code == 1
    assert (
        result.stderr == "selon: new.selon: the disk is full; make room and run it again: what was kept is unharmed\n"
    )
