"""`selon check` with a record: what it prints, its exit codes, one line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from selon.record.background import bring_in
from selon.record.mapping import load_mapping
from selon.record.store import open_record
from tests import desk, fake_cli
from tests.command import run

MAPPING = """
name = "trips"
noun = "journeys"
type = "visit"
date = { column = "day" }
country = { column = "country" }
place = { column = "town" }
[roles.actor]
name = "Odile Brassac"
country = "FRA"
[coverage]
begins = 2020-01-01
ends = 2023-12-31
"""
TRIPS = "day,country,town\n2022-03-01,NOR,Oslo\n2022-05-10,ITA,Rome\n2022-11-05,FRA,Lyon\n"
TEXT = """Oslo attend Paris

OSLO, 12 juillet 2023 (AFP) - La ministre française Odile Brassac n'a voyagé à l'étranger que deux fois en 2022, ont
relevé mercredi des analystes. Odile Brassac s'est rendue trois fois en Norvège en 2022. Le Chili a voté trois fois.
"""
SAID = [("consistent", "2 said, 2 found"), ("contradicted", "3 said, 1 found, and the record covers these days")]
SAID += [("cannot-say", "no type of event that selon knows is told by “voté”")]
IN = ("--record", "desk.selon")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three journeys and two dispatches, and the text that is checked, in a folder."""
    folder = tmp_path_factory.mktemp("check")
    for name, text in (("trips.toml", MAPPING), ("trips.csv", TRIPS), ("oslo.txt", TEXT)):
        (folder / name).write_text(text, encoding="utf-8")
    with open_record(str(folder / "desk.selon"), create=True) as record:
        bring_in(record, str(folder / "trips.csv"), load_mapping(str(folder / "trips.toml")))
        desk.take(record, desk.dispatches([("oslo", TEXT), ("missile", desk.MISSILE)]))
    return folder


@pytest.fixture
def folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    monkeypatch.delenv("SELON_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    return made


def answers(*args: str, stdin: bytes | None = None) -> list[dict[str, Any]]:
    """What a run prints as JSON lines, which must succeed."""
    result = run("check", *args, "--format", "jsonl", stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def verdicts(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["answer"], each["reason"]) for each in found]


def complaint(*args: str) -> str:
    result = run("check", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    return line


def test_a_file_as_a_table(folder: Path) -> None:
    result = run("check", "oslo.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    for part in (
        "“n'a voyagé à l'étranger que deux fois en 2022” (analystes) consistent 2 said, 2 found asked visits by Odile",
        "rows 2022-03-01 · trips#1 · visit · Oslo 2022-05-10 · trips#2 · visit · Rome record",
        "“s'est rendue trois fois en Norvège en 2022” (the dispatch itself) contradicted 3 said, 1 found",
        "(the dispatch itself) cannot-say no type of event",
    ):
        assert part in text, text
    assert (
        text.endswith(
            "this record holds 3 journeys from 2020-01-01 to 2023-12-31 (trips), 2 dispatches from "
            "2023-07-12 to 2024-03-05"
        )
        or "this record holds 3 journeys" in text.rpartition("cannot-say")[2]
    )


def test_json_lines_json_and_csv_say_the_same(folder: Path) -> None:
    lines = answers("oslo.txt")
    assert verdicts(lines) == SAID
    assert json.loads(run("check", "oslo.txt", "--format", "json").stdout) == lines
    table = list(csv.DictReader(io.StringIO(run("check", "oslo.txt", "--format", "csv").stdout[1:]), delimiter=";"))
    assert [(each["answer"], each["reason"]) for each in table] == SAID
    assert [each["text"] for each in table] == [each["text"] for each in lines]
    assert [each["rows"] for each in table] == ["trips#1; trips#2", "trips#1", ""]


def test_an_answer_has_its_spans_rows_and_coverage(folder: Path) -> None:
    first, second, third = answers("oslo.txt")
    for each in (first, second, third):
        assert TEXT[each["start"] : each["end"]].replace("\n", " ") == each["text"].replace("\n", " ")
        assert "this record holds 3 journeys" in each["coverage"]
    assert (first["who"], second["who"], first["sent"], first["path"]) == (
        *("analystes", None, "2023-07-12", "oslo.txt"),
    )
    assert [(row["id"], row["background"], row["row"], row["place"]) for row in first["rows"]] == [
        ("trips#1", "trips", 1, "Oslo"),
        ("trips#2", "trips", 2, "Rome"),
    ]
    assert (third["sql"], third["question"], third["rows"]) == (None, None, [])


def test_the_sql_runs_as_it_stands(folder: Path) -> None:
    first, *_ = answers("oslo.txt")
    with sqlite3.connect("file:desk.selon?mode=ro", uri=True) as db:
        found = [row[1] for row in db.execute(first["sql"])]
    assert {row["id"] for row in first["rows"]} <= set(found)


def test_a_dispatch_of_the_record_standard_input_and_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = {each["dispatch"] for each in answers("oslo.txt")}
    assert verdicts(answers(whole, *IN)) == verdicts(answers(whole[:8])) == SAID
    assert verdicts(answers("-", stdin=TEXT.encode())) == SAID
    monkeypatch.setenv("SELON_RECORD", "desk.selon")
    assert verdicts(answers(whole[:8].upper())) == SAID


def test_a_day_that_is_given_and_a_limit(folder: Path) -> None:
    bare = TEXT.replace("OSLO, 12 juillet 2023 (AFP) - ", "").encode()
    assert {said for _, said in verdicts(answers("-", stdin=bare))} == {
        "the dispatch has no day to count from; give it with --date",
        SAID[2][1],
    }
    assert verdicts(answers("-", "--date", "2023-07-12", stdin=bare)) == SAID
    cut = run("check", "oslo.txt", "--limit", "1", "--format", "jsonl")
    assert (len(cut.stdout.splitlines()), "more than 1" in cut.stderr) == (1, True)


def test_hindsight(folder: Path) -> None:
    early = TEXT.replace("12 juillet 2023", "12 avril 2022").encode()
    assert [len(each["rows"]) for each in answers("-", stdin=early)] == [1, 1, 0]
    (first, *_) = answers("-", "--hindsight", stdin=early)
    assert "as known today" in first["question"]


def test_a_text_that_counts_nothing_prints_nothing(folder: Path) -> None:
    for form in ("table", "jsonl", "csv"):
        result = run("check", "-", "--format", form, stdin=b"Il pleut sur Brest.")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "“" not in result.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("oslo.txt", "--record", "none.selon"), "selon: none.selon: there is no such record"),
        (("oslo.txt", "--record", "trips.csv"), "selon: trips.csv: is no record of selon"),
        (("abcdef12",), "selon: abcdef12: "),
        (("abcdefgh",), "selon: abcdefgh: no such file"),
        (("none.txt",), "selon: none.txt: no such file"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, args: tuple[str, ...], says: str) -> None:
    assert complaint(*args).startswith(says)
    assert not (folder / "none.selon").exists()


def test_usage(folder: Path) -> None:
    for args in ((), ("a", "b"), ("oslo.txt", "--format", "xml"), ("oslo.txt", "--date", "soon")):
        assert run("check", *args).exit_code == 2, args


def test_a_language_runs_its_examples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = fake_cli.CheckReport(952, (), 19)
    monkeypatch.setattr("selon.check.check_language", lambda lang: report if lang == "fr" else None)
    for args in (("fr",), ("fr", "--record", "none.selon")):
        result = run("check", *args)
        assert (result.exit_code, result.stdout) == (0, "fr: 952 examples pass, 0 fail, 19 to do\n")


def test_a_file_named_like_a_language_is_read(folder: Path) -> None:
    (folder / "fr").write_text(TEXT, encoding="utf-8")
    try:
        assert verdicts(answers("fr")) == SAID
    finally:
        (folder / "fr").unlink()
