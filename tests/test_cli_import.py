"""`selon import` and `selon backgrounds`: what they print, their exit codes, and one line for every bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from selon.record.store import open_record
from tests.command import run, told

MAPPINGS = Path(__file__).resolve().parent.parent / "examples" / "mappings"
MAPPING = 'name = "trips"\nnoun = "trips"\ntype = "visit"\ndate = { column = "day" }\n'
TRIPS = "day,who\n2001-02-03,Ada\n2001-05,Bea\n"
BRING = ("import", "trips.csv", "--mapping", "trips.toml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with a table of two trips and its mapping."""
    (tmp_path / "trips.csv").write_text(TRIPS, encoding="utf-8")
    (tmp_path / "trips.toml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


def complaint(*args: str) -> str:
    """The one line of a run that brought nothing in."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


# import


def test_a_table_is_brought_in_and_makes_the_record(folder: Path) -> None:
    result = run(*BRING)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "trips: 2 trips kept, 0 failed\n", "")
    assert (folder / "desk.selon").exists()


def test_again_it_takes_the_place_of_the_former() -> None:
    run(*BRING)
    assert run(*BRING).stdout == "trips: 2 trips kept, in place of 2, 0 failed\n"


def test_the_record_is_that_of_the_option_or_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*BRING, "--record", "one.selon")
    monkeypatch.setenv("SELON_RECORD", "two.selon")
    run(*BRING)
    assert sorted(path.name for path in folder.glob("*.selon")) == ["one.selon", "two.selon"]


def test_rows_that_fail_are_named_and_the_others_kept(folder: Path) -> None:
    (folder / "trips.csv").write_text(TRIPS + "soon,Cyd\n,Dee\n", encoding="utf-8")
    result = run(*BRING)
    assert (result.exit_code, result.stdout) == (1, "trips: 2 trips kept, 2 failed\n")
    assert result.stderr.splitlines() == [
        "selon: trips.csv#3: 'soon' is no day; the mapping must yield YYYY-MM-DD, YYYY-MM or YYYY",
        "selon: trips.csv#4: has no date",
    ]


def test_of_many_rows_that_fail_some_are_named(folder: Path) -> None:
    (folder / "trips.csv").write_text(TRIPS + ",Cyd\n" * 9, encoding="utf-8")
    result = run(*BRING)
    assert result.stdout == "trips: 2 trips kept, 9 failed\n"
    assert result.stderr.splitlines()[4:] == ["selon: trips.csv#7: has no date", "selon: and 4 rows more"]


def test_rows_of_no_event_are_passed_over(folder: Path) -> None:
    mapping = MAPPING.replace('"visit"', '{ column = "who", values = { ada = "visit" } }')
    (folder / "trips.toml").write_text(mapping, encoding="utf-8")
    result = run(*BRING)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "trips: 1 trips kept, 1 passed over (no event that the mapping names), 0 failed\n"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("no.csv", "no.csv: cannot be read (no such file or directory)"),
        (".", ".: cannot be read (is a directory)"),
        ("empty.csv", "empty.csv: holds no row that tells an event; see the mapping's type"),
        ("binary.csv", "binary.csv: is not in utf-8-sig: "),
        ("date.csv", "date.csv: has no column 'day'; it has date, who"),
        ("two\nlines.csv", "two lines.csv: has no column 'day'; it has d ay, who"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_line(folder: Path, table: str, says: str) -> None:
    (folder / "empty.csv").touch()
    (folder / "binary.csv").write_bytes(bytes(range(256)))
    (folder / "date.csv").write_text("date,who\n2001,Ada\n", encoding="utf-8")
    (folder / "two\nlines.csv").write_text('"d\nay",who\n2001,Ada\n', encoding="utf-8")
    assert complaint("import", table, "--mapping", "trips.toml").startswith(f"selon: {says}")


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("no.toml", "no.toml: cannot be read (no such file or directory)"),
        (".", ".: cannot be read (is a directory)"),
        ("trips.csv", "trips.csv: is no TOML: "),
        ("when.toml", "when.toml: when is nothing that a mapping has; it has name,"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_one_line(folder: Path, mapping: str, says: str) -> None:
    (folder / "when.toml").write_text(MAPPING + 'when = "now"', encoding="utf-8")
    assert complaint("import", "trips.csv", "--mapping", mapping).startswith(f"selon: {says}")


def test_a_failing_import_keeps_the_former(folder: Path) -> None:
    run(*BRING)
    (folder / "trips.csv").write_text("day\nsoon\n", encoding="utf-8")
    assert complaint(*BRING).startswith("selon: trips.csv#1: 'soon' is no day")
    assert json.loads(run("backgrounds", "--format", "jsonl").stdout)["rows"] == 2


def test_what_is_no_record_is_left_alone(folder: Path) -> None:
    assert complaint(*BRING, "--record", "trips.csv") == "selon: trips.csv: is no record of selon; name another file"
    assert (folder / "trips.csv").read_text(encoding="utf-8") == TRIPS


@pytest.mark.parametrize("args", [["import"], ["import", "trips.csv"], [*BRING, "--what"], [*BRING, "more.csv"]])
def test_usage(folder: Path, args: list[str]) -> None:
    assert run(*args).exit_code == 2
    assert not (folder / "desk.selon").exists()


def test_usage_names_the_option() -> None:
    assert "Missing option '--mapping'" in told(run("import", "trips.csv"))


@pytest.mark.parametrize("args", [["import", "no.csv", "--mapping", "trips.toml"], [*BRING[:3], "no.toml"]])
def test_what_brings_nothing_in_makes_no_record(folder: Path, args: list[str]) -> None:
    assert complaint(*args)
    assert not (folder / "desk.selon").exists()


# backgrounds


def test_backgrounds_are_listed_in_every_form(folder: Path) -> None:
    run(*BRING)
    (folder / "trips.toml").write_text(MAPPING.replace("trips", "meals"), encoding="utf-8")
    run(*BRING)
    heading, first, second = run("backgrounds").stdout.splitlines()
    assert heading.split() == ["name", "title", "rows", "noun", "begins", "ends", "imported"]
    assert first.split()[:6] == ["meals", "meals", "2", "meals", "2001-02-03", "2001-05-31"]
    assert second.split()[:2] == ["trips", "trips"]
    held = json.loads(run("backgrounds", "--format", "json").stdout)
    assert [(row["name"], row["path"], row["skipped"]) for row in held] == [
        ("meals", "trips.csv", 0),
        ("trips", "trips.csv", 0),
    ]
    assert [json.loads(line) for line in run("backgrounds", "--format", "jsonl").stdout.splitlines()] == held
    table = csv.DictReader(io.StringIO(run("backgrounds", "--format", "csv").stdout[1:]), delimiter=";")
    assert [row["hash"] for row in table] == [row["hash"] for row in held]
    cut = run("backgrounds", "--limit", "1", "--format", "jsonl")
    assert (len(cut.stdout.splitlines()), cut.stderr) == (1, "note: there are more than 1; see --limit\n")


def test_no_backgrounds_and_no_record() -> None:
    assert "there is no such record" in complaint("backgrounds")
    open_record("empty.selon", create=True).close()
    result = run("backgrounds", "--record", "empty.selon")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


# the real ones


@pytest.mark.parametrize(
    ("file", "mapping", "says"),
    [
        ("nk-missile-tests.json", "nk-missile-tests", "nk-missile-tests: 339 launches kept, 0 failed\n"),
        ("north_korea_provocations.csv", "north-korea-provocations", "north-korea-provocations: "),
    ],
)
def test_the_real_records(shared: Path, file: str, mapping: str, says: str) -> None:
    if not (shared / "records").is_dir():
        pytest.skip("../shared/records is not beside the checkout")
    result = run("import", str(shared / "records" / file), "--mapping", str(MAPPINGS / f"{mapping}.toml"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(says) and result.stdout.endswith(", 0 failed\n")
