"""The command line: what each command prints, its exit code, and one line for every bad input.

The readings are made by hand (tests/fake_cli.py); test_cli_real.py runs the real thing. Streams and terminals are in
test_cli_streams.py.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selon import __version__
from tests import fake_cli
from tests.command import refused, run, stand_in, told
from tests.readings import TEXT

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "COLUMNS": "100"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with the sample in a.txt, its copy in b.txt, and the model is left out."""
    return stand_in(tmp_path, monkeypatch, TEXT)


# read


def test_read_shows_the_dispatch_and_the_table() -> None:
    result = run("read", "a.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("a.txt · 3 claims\n")
    assert "[1: Les deux pays" in result.stdout
    assert "through whom" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_read_jsonl() -> None:
    lines = run("read", "a.txt", "b.txt", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["dispatch"]["path"] for line in lines] == ["a.txt", "b.txt"]


def test_read_json() -> None:
    assert len(json.loads(run("read", ".", "--format", "json").stdout)) == 2


def test_read_json_is_an_array_where_nothing_could_be_read() -> None:
    result = run("read", "no.txt", "--format", "json")
    assert (json.loads(result.stdout), result.exit_code) == ([], 1)


def test_read_csv() -> None:
    data = run("read", "a.txt", "--format", "csv").stdout_bytes
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert data.startswith(b"\xef\xbb\xbfpath;")
    assert len(rows) == 4


def test_read_output(folder: Path) -> None:
    result = run("read", "a.txt", "--format", "csv", "--output", "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / "out.csv").read_bytes() == run("read", "a.txt", "--format", "csv").stdout_bytes


def test_read_output_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**where: object) -> None:
        raise PermissionError(13, "Permission denied", "draft")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("read", "a.txt", "--output", "out.txt")
    assert (result.exit_code, result.stderr) == (1, "selon: out.txt: Permission denied\n")


def test_read_output_dash_is_standard_output() -> None:
    assert run("read", "a.txt", "--output", "-").stdout.startswith("a.txt · 3 claims")


def test_read_date_and_language() -> None:
    line = run("read", "a.txt", "--date", "2019-09-13", "--lang", "fr", "--format", "jsonl").stdout
    assert json.loads(line)["dispatch"]["sent"] == "2019-09-13"
    assert json.loads(line)["dispatch"]["lang"] == "fr"


def test_read_globs_and_folders() -> None:
    for arg in (".", "*.txt", "[ab].txt"):
        assert run("read", arg, "--format", "jsonl").stdout.count("\n") == 2


def test_read_standard_input() -> None:
    line = run("read", "-", "--format", "jsonl", stdin=TEXT.encode()).stdout
    assert json.loads(line)["dispatch"]["path"] == "-"


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["a.txt", "--date", "13/09/2019"],
        ["a.txt", "--date", "20190913"],
        ["a.txt", "--date", "2019-02-30"],
        ["a.txt", "--lang", "xx"],
        ["a.txt", "--lang", "../fr"],
        ["a.txt", "--format", "xml"],
        ["a.txt", "--output", "."],
        ["a.txt", "--output", "no/out.txt"],
        ["a.txt", "--output", "a.txt"],
        ["a.txt", "--what"],
    ],
)
def test_usage(args: list[str], folder: Path) -> None:
    assert run("read", *args).exit_code == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("rows", "heading", "count"),
    [
        ("names", "text;kind;entity;", 3),
        ("entities", "id;name;kind;", 3),
        ("times", "text;type;value;", 2),
        ("places", "text;name;geoname;", 1),
    ],
)
def test_read_csv_of_other_rows(rows: str, heading: str, count: int) -> None:
    result = run("read", "a.txt", "--format", "csv", "--rows", rows)
    lines = result.stdout_bytes.decode("utf-8-sig").splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith(f"path;dispatch;{heading}")
    assert len(lines) == 1 + count


def test_read_rows_that_there_are_not() -> None:
    assert run("read", "a.txt", "--format", "csv", "--rows", "verbs").exit_code == 2
    result = run("read", "a.txt", "--rows", "times")
    assert result.exit_code == 2
    assert "add --format csv to --rows times" in told(result)


# bad input


def test_the_bad_is_named_and_the_rest_read(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"%PDF-1.4")
    result = run("read", "no.txt", "bad.txt", "a.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    assert result.stderr.splitlines() == [
        "selon: no.txt: no such file; check its name",
        "selon: bad.txt: is a PDF file, no plain text; save its text as a .txt file",
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (bytes(range(256)), "is binary"),
        (b"Le ministre\0 a dit non. Le roi a dit oui.", "NUL characters (the first at 11)"),
        (b"mot " * 12_500_000, "split it"),
    ],
    ids=["empty", "blank", "binary", "NUL", "50 MB on one line"],
)
def test_bad_input_is_one_line(folder: Path, data: bytes, says: str) -> None:
    (folder / "bad.txt").write_bytes(data)
    assert refused("bad.txt").startswith("selon: bad.txt: ")
    assert says in refused("bad.txt")
    assert says in refused("-", stdin=data)


def test_an_old_encoding_is_said(folder: Path) -> None:
    (folder / "old.txt").write_bytes("Pékin a annoncé l’ouverture.".encode("cp1252"))
    result = run("read", "old.txt", "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "note: old.txt read as cp1252\n")
    assert json.loads(result.stdout)["dispatch"]["text"] == "Pékin a annoncé l’ouverture."


def test_control_characters_and_direction_marks_are_read(folder: Path) -> None:
    words = "\x1b[2J« \u200fNon\u202e », a dit \x07Zoé."
    (folder / "odd.txt").write_text(words, encoding="utf-8")
    assert json.loads(run("read", "odd.txt", "--format", "jsonl").stdout)["dispatch"]["text"] == words
    assert "\x1b" not in run("read", "odd.txt").stdout


def test_an_empty_folder(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert "no .txt file in this folder" in refused("empty")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    assert "no permission" in refused("a.txt")


def test_names_that_cannot_be_shown(folder: Path) -> None:
    name = os.fsdecode(b"\xe9\n\x1b[2J.txt")
    (folder / name).write_text(TEXT, encoding="utf-8")
    for form in ("text", "jsonl", "json", "csv"):
        assert run("read", name, "--format", form).exit_code == 0
    assert "\x1b" not in refused("no" + name)


# why


def test_why_explains_each_claim() -> None:
    result = run("why", "a.txt")
    assert result.exit_code == 0
    assert [line[:4] for line in result.stdout.splitlines() if line.startswith("[")] == ["[1] ", "[2] ", "[3] "]
    assert "fr/verbs.tsv:31" in result.stdout


def test_why_one_claim() -> None:
    result = run("why", "a.txt", "--claim", "2")
    assert result.stdout.startswith("[2] Séoul: =Rien")
    assert "[3]" not in result.stdout


@pytest.mark.parametrize("number", ["4", "-1"])
def test_why_a_claim_that_is_not_there(number: str) -> None:
    result = run("why", "a.txt", "--claim", number)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"selon: a.txt: there is no claim {number}; give 1 to 3\n"


def test_why_without_claims() -> None:
    assert run("why", "-", stdin=b"Rien.").stdout == "-: no claims\n"
    assert "it holds no claims" in run("why", "-", "--claim", "1", stdin=b"Rien.").stderr


@pytest.mark.parametrize(
    ("sort", "number", "begins", "count"),
    [
        ("name", "1", "[1] Dmitri Peskov\n", 1),
        ("name", "2", "[2] Séoul\n", 1),
        ("name", "0", "[1] Dmitri Peskov\n", 2),
        ("time", "2", "[2] tué\n", 1),
        ("time", "0", "[1] parlent\n", 2),
        ("place", "1", "[1] Séoul\n", 1),
        ("place", "0", "[1] Séoul\n", 1),
        ("claim", "0", "[1] Dmitri Peskov: Les deux pays", 3),
    ],
)
def test_why_a_name_a_time_a_place(sort: str, number: str, begins: str, count: int) -> None:
    result = run("why", f"--{sort}", number, "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(begins)
    assert sum(line.startswith("[") for line in result.stdout.splitlines()) == count


def test_why_two_sorts_at_once() -> None:
    lines = run("why", "a.txt", "--name", "1", "--place", "1").stdout.splitlines()
    assert [line for line in lines if line.startswith("[")] == ["[1] Dmitri Peskov", "[1] Séoul"]


@pytest.mark.parametrize(
    ("sort", "number", "last"), [("name", "3", 2), ("name", "-1", 2), ("time", "9", 2), ("place", "2", 1)]
)
def test_why_what_is_not_there_is_one_line(sort: str, number: str, last: int) -> None:
    result = run("why", "a.txt", f"--{sort}", number)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"selon: a.txt: there is no {sort} {number}; give 1 to {last}\n"


@pytest.mark.parametrize("sort", ["name", "time", "place"])
def test_why_without_any(sort: str) -> None:
    assert run("why", "-", f"--{sort}", "0", stdin=b"Rien.").stdout == f"-: no {sort}s\n"
    refusal = run("why", "-", f"--{sort}", "1", stdin=b"Rien.")
    assert (refusal.exit_code, refusal.stderr) == (2, f"selon: -: there is no {sort} 1; it holds no {sort}s\n")


def test_why_of_what_cannot_be_read() -> None:
    for name, says in (("no.txt", "no such file"), (".", "is a folder; name a file in it")):
        result = run("why", name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert says in result.stderr


# check


def test_check_counts() -> None:
    result = run("check", "fr")
    assert (result.exit_code, result.stdout) == (0, "fr: 12 examples pass, 0 fail, 3 to do\n")


def test_check_shows_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    report = fake_cli.CheckReport(1, ("fr/examples/verbs.txt:3: nothing found",), 0)
    monkeypatch.setattr(sys.modules["selon.check"], "check_language", lambda lang: report)
    result = run("check", "fr")
    assert result.exit_code == 1
    assert result.stdout == "fr/examples/verbs.txt:3: nothing found\nfr: 1 examples pass, 1 fail, 0 to do\n"


def test_check_names_a_malformed_word_list(monkeypatch: pytest.MonkeyPatch) -> None:
    from selon.languages.loader import WordListError

    def malformed(lang: str) -> None:
        raise WordListError("fr/verbs.tsv:3: the first field is empty")

    monkeypatch.setattr(sys.modules["selon.check"], "check_language", malformed)
    result = run("check", "fr")
    assert (result.exit_code, result.stderr) == (1, "selon: fr/verbs.tsv:3: the first field is empty\n")


def test_check_an_unknown_language() -> None:
    """It could be a dispatch, too, and is looked for in the record."""
    result = run("check", "xx", "--record", "none.selon")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "there is no such record" in result.stderr


# the program


def test_version_and_help() -> None:
    assert run("--version").stdout == f"selon {__version__}\n"
    for args in (["--help"], ["read", "--help"], ["why", "--help"], ["check", "--help"]):
        assert run(*args).exit_code == 0
    assert run().exit_code == 2


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['selon', '--help']\n"
        "from selon.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'numpy', 'charset_normalizer', 'msgspec'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert "read" in done.stdout
    assert done.stderr.strip() == "['msgspec']"
