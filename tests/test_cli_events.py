"""`selon events`, and the rows of events and counts of `selon read`; the readings are made by hand."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from tests import happenings
from tests.command import run, stand_in
from tests.happenings import NEWS


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with the news in a.txt and b.txt, and the model is left out."""
    stand_in(tmp_path, monkeypatch, NEWS)
    monkeypatch.setattr(sys.modules["selon.reading"], "read_all", happenings.read_all)
    return tmp_path


def rows(*args: str) -> list[dict[str, str]]:
    data = run(*args, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    return list(csv.DictReader(data.splitlines(keepends=True), delimiter=";"))


def test_text_without_statements() -> None:
    result = run("events", "a.txt", "--date", "2024-01-10")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("a.txt · 2 events (1 statement left out: --statements) · 2 counts\n")
    assert "[1] arms-transfer · AID · asserted\n" in result.stdout
    assert "[2] deny" not in result.stdout
    assert "\x1b" not in result.stdout


def test_text_with_statements() -> None:
    assert "[2] deny · asserted\n" in run("events", "a.txt", "--statements").stdout


@pytest.mark.parametrize(
    ("more", "ids"),
    [([], ["ev1", "ev2", "ev3"]), (["--statements"], ["ev1", "ev2", "ev3"]), (["--no-statements"], ["ev1", "ev3"])],
)
def test_csv_and_jsonl_keep_statements_unless_told(more: list[str], ids: list[str]) -> None:
    assert [row["event_id"] for row in rows("events", "a.txt", *more)] == ids
    lines = run("events", "a.txt", "--format", "jsonl", *more).stdout.splitlines()
    assert [json.loads(line)["event"]["id"] for line in lines] == ids


def test_many_files_in_one_table() -> None:
    assert [row["path"] for row in rows("events", "a.txt", "b.txt")] == ["a.txt"] * 3 + ["b.txt"] * 3


@pytest.mark.parametrize(("sort", "count"), [("events", 3), ("counts", 2)])
def test_read_has_the_rows_too(sort: str, count: int) -> None:
    assert len(rows("read", "a.txt", "--rows", sort)) == count


def test_output(folder: Path) -> None:
    result = run("events", "a.txt", "--format", "csv", "--output", "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "out.csv").read_bytes() == run("events", "a.txt", "--format", "csv").stdout_bytes


def test_standard_input() -> None:
    assert run("events", "-", stdin=NEWS.encode()).stdout.startswith("- · 2 events")


def test_a_dispatch_in_which_nothing_happens() -> None:
    assert run("events", "-", stdin=b"Rien.").stdout == "- · no events\n\n"
    assert run("events", "-", "--format", "jsonl", stdin=b"Rien.").stdout == ""
    assert rows("events", "a.txt", "no.txt") == rows("events", "a.txt")


def test_the_bad_is_named_and_the_rest_read(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"%PDF-1.4")
    result = run("events", "no.txt", "bad.txt", "a.txt")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.txt · 2 events")
    assert result.stderr.splitlines() == [
        "selon: no.txt: no such file; check its name",
        "selon: bad.txt: is a PDF file, no plain text; save its text as a .txt file",
    ]


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["a.txt", "--date", "10/01/2024"],
        ["a.txt", "--lang", "xx"],
        ["a.txt", "--format", "json"],
        ["a.txt", "--rows", "counts"],
        ["a.txt", "--names", "no.tsv"],
        ["a.txt", "--output", "a.txt"],
        ["a.txt", "--output", "no/out.txt"],
    ],
)
def test_usage(args: list[str], folder: Path) -> None:
    result = run("events", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (folder / "a.txt").read_text(encoding="utf-8") == NEWS


def test_the_help_says_what_statements_are() -> None:
    shown = " ".join(run("events", "--help").stdout.replace("│", " ").split())
    assert "say, deny, warn, promise, ask, decline" in shown
