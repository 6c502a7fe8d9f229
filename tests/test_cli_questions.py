"""The commands that ask a record: denials, origins, disagreements, drift, backgrounds; and upgrade."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from selon.record.store import open_record
from tests import desk
from tests.command import rows, run, told

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "tanks": "MOSCOU, 3 avril 2024 (AFP) - La Russie a livré des chars au Tchad, a affirmé mercredi la Maison Blanche.",
    "denied": "MOSCOU, 4 avril 2024 (Reuters) - La Russie a démenti jeudi avoir livré des chars au Tchad.",
    "told": "N'DJAMENA, 2 mai 2024 (AFP) - La Russie a livré jeudi deux chars au Tchad.",
    "told-more": "N'DJAMENA, 2 mai 2024 (Reuters) - La Russie a livré jeudi six chars au Tchad.",
    "rebels": "ROME, 4 mars 2024 (AFP) - Le Pérou accuse la Bolivie d'avoir armé des rebelles. La Bolivie a démenti "
    "ces accusations. Le Chili n'a pas souhaité commenter ces informations.",
    "sold": "PARIS, 7 juin 2024 (AFP) - La Turquie a livré vendredi des drones au Mali, a dit un responsable.",
    "sold-too": "LONDRES, 7 juin 2024 (Reuters) - La Turquie a livré vendredi des drones au Mali, a dit à l'AFP un "
    "responsable.",
}
TABLE = "day,who,code,host,to,many\n2024-05-02,Russie,RUS,Tchad,TCD,9\n2024-05-20,Russie,RUS,Tchad,TCD,1\n"
MAPPING = """name = "nk"
title = "Deliveries 'of' 100 %"
noun = "deliveries"
type = "arms-transfer"
date = { column = "day" }
quantity = { column = "many" }
[roles.actor]
name = { column = "who" }
sector = "GOV"
country = { column = "code" }
[roles.recipient]
name = { column = "host" }
country = { column = "to" }
[coverage]
begins = 2024-01-01
ends = 2024-12-31
"""
RIVER, MENDED = desk.RIVER, desk.RIVER.replace("samedi", "lundi").replace("selon Vigicrues", "selon la préfecture")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    (folder / "nk.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "nk.csv").write_text(TABLE, encoding="utf-8")
    texts = [*((name, f"Dépêche {name}\n\n{text}\n") for name, text in TEXTS.items())]
    with open_record(str(folder / "desk.selon"), create=True) as record:
        desk.take(record, desk.dispatches([*texts, ("river", RIVER), ("mended", desk.RIVER_CORRECTED)]))
    brought = run(
        "import", str(folder / "nk.csv"), "--mapping", str(folder / "nk.toml"), "--record", str(folder / "desk.selon")
    )
    assert brought.exit_code == 0
    db = sqlite3.connect(folder / "old.selon")
    db.create_function("zlib", 1, lambda text: zlib.compress(text.encode()))
    db.executescript((ROOT / "tests" / "record" / "form1.sql").read_text(encoding="utf-8"))
    db.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with copies of the record, and of one of form 1."""
    for name in ("desk.selon", "old.selon"):
        shutil.copy(made / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


def id_of(name: str, local: str = "") -> str:
    with open_record("desk.selon") as record:
        (id,) = record.db.execute("SELECT id FROM dispatches WHERE path = ?", (name,)).fetchone()
    return f"{id[:12]}{local}"


def args_of(command: str) -> list[str]:
    """ "drift {river}" → drift 3fa9c2d1b0aa; "{tanks:ev1}" → 3fa9c2d1b0aa:ev1."""
    words = [word.strip("{}").partition(":") if word[0] == "{" else word for word in command.split()]
    return [word if isinstance(word, str) else id_of(word[0], word[1] + word[2]) for word in words]


COMMANDS = {  # each with the columns that a row begins with, and a word of its table
    "denials": ("id sent kind who content", "denies: avoir livré des chars au Tchad"),
    "denials --kind all --limit 0": ("id sent kind who content", "Chili will not say: ces informations"),
    "denials --of {tanks:c1}": ("id sent kind who content", "another dispatch tells the same"),
    "denials --later": ("id sent who event words", "later told as having happened"),
    "origins {told:ev1}": ("event origins echo origin unnamed id", "independent origins of"),
    "origins nk#1": ("event origins echo origin unnamed id", "Deliveries 'of' 100 %"),
    "origins --echo": ("event origins echo origin unnamed id", "alarm        echo alarm"),
    "disagreements": ("day event actors what said", "number"),
    "drift {river}": ("kind who before after reason", "number"),
    "backgrounds": ("name title", "Deliveries 'of' 100 %"),
}
ECHO = "echo alarm: all of it rests on one source that nobody names"
OLD = "selon: old.selon: was made by an older selon; selon upgrade brings it up to date\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_every_form(folder: Path, command: str) -> None:
    args = args_of(command)
    columns, word = COMMANDS[command]
    held = rows(*args)
    assert held and list(held[0])[: len(columns.split())] == columns.split()
    assert len({tuple(row) for row in held}) == 1
    assert json.loads(run(*args, "--format", "json").stdout) == held
    written = run(*args, "--format", "csv").stdout
    table = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))
    assert [list(row) for row in table] == [list(row) for row in held]
    shown = run(*args)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert word in " ".join(shown.stdout.split()) or word in shown.stdout


@pytest.mark.parametrize("command", [*COMMANDS, "upgrade"])
def test_a_missing_record_is_one_line(folder: Path, command: str) -> None:
    result = run(*args_of(command), "--record", "no.selon")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("selon: no.selon: there is no such record; make it with selon ingest")
    assert result.stderr.count("\n") == 1 and not (folder / "no.selon").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_record_of_form_1_tells_of_upgrade(folder: Path, command: str) -> None:
    result = run(*args_of(command), "--record", "old.selon")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", OLD)


def test_an_old_record_is_brought_up_to_date(folder: Path) -> None:
    result = run("upgrade", "--record", "old.selon")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "old.selon: brought from form 1 to form 2\n", "")
    assert len(rows("denials", "--record", "old.selon")) == 1
    assert rows("backgrounds", "--record", "old.selon") == rows("origins", "--echo", "--record", "old.selon") == []
    again = run("upgrade", "--record", "old.selon")
    assert (again.exit_code, again.stdout) == (0, "old.selon is up to date (form 2)\n")


def test_answers_are_the_same_twice_and_under_another_seed(folder: Path) -> None:
    asked = [args_of(command) for command in COMMANDS]
    here = [run(*args, "--format", "jsonl").stdout for args in asked]
    assert here == [run(*args, "--format", "jsonl").stdout for args in asked]
    code = "import json, sys; from tests.command import rows, run\n" + (
        "print(json.dumps([run(*args, '--format', 'jsonl').stdout for args in json.loads(sys.argv[1])]))"
    )
    for seed in ("7",):
        there = subprocess.run(
            [sys.executable, "-c", code, json.dumps(asked)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert json.loads(there.stdout) == here


# limits


def test_a_limit_is_of_denials_and_0_is_all(folder: Path) -> None:
    assert len({row["id"] for row in rows("denials", "--limit", "1")}) == 1
    assert len({row["id"] for row in rows("denials", "--limit", "0")}) == 2
    result = run("denials", "--later", "--limit", "0")
    assert (result.exit_code, result.stderr) == (0, "")


def test_there_are_more(folder: Path) -> None:
    (folder / "a.txt").write_text(RIVER, encoding="utf-8")
    (folder / "b.txt").write_text(MENDED, encoding="utf-8")
    for args, more in (("drift a.txt b.txt", True), ("disagreements", False), ("denials --later", False)):
        assert (len(rows(*args.split(), "--limit", "0")) > 1) is more
        result = run(*args.split(), "--limit", "1", "--format", "jsonl")
        assert len(result.stdout.splitlines()) == 1
        assert result.stderr == ("note: there are more than 1; see --limit\n" if more else "")


def test_there_are_more_denials(folder: Path) -> None:
    assert run("denials", "--limit", "1").stderr == "note: there are more than 1; see --limit\n"


# usage


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ("denials --kind sing", "'sing' is not one of"),
        ("denials --later --by Paul", "lists all that was denied and later told; give it alone"),
        ("denials --limit -1", "--limit"),
        ("origins", "name an event, or ask for --echo"),
        ("origins nk#1 --echo", "name an event, or ask for --echo"),
        ("origins --echo --join abcd", "name the event that the dispatch tells"),
        ("disagreements --event dancing", "there is no 'dancing'"),
        ("disagreements --since 2024", "is no day"),
        ("drift a.txt", "is compared with another; name that too"),
    ],
)
def test_what_cannot_be_asked(folder: Path, args: str, says: str) -> None:
    result = run(*args.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in told(result)


@pytest.mark.parametrize(
    "args",
    ["origins 0000:ev1", "origins nk#9", "origins é", "denials --of 0000:c1", "drift 0000", "denials --about ?!"],
)
def test_what_is_not_there_is_one_line(folder: Path, args: str) -> None:
    result = run(*args.split())
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith(f"selon: {args.split()[-1]}: ")


@pytest.mark.parametrize("args", ["denials --by \udcff", "origins \udcff#1"])
def test_words_that_are_not_in_utf_8(folder: Path, args: str) -> None:
    assert run(*args.split()).exit_code in (0, 1, 2)


def test_an_empty_id_is_no_event(folder: Path) -> None:
    assert run("origins", "").exit_code in (1, 2)


# origins


def test_the_alarm_is_told(folder: Path) -> None:
    result = run("origins", id_of("sold", ":ev1"))
    heading, alarm, *_ = result.stdout.splitlines()
    assert heading == f"{id_of('sold', ':ev1')}: 1 independent origin of 2 tellings"
    assert alarm == f"  alarm        {ECHO}"
    assert ECHO not in run("origins", id_of("told", ":ev1")).stdout


def test_a_judgement_changes_the_answer_and_is_undone(folder: Path) -> None:
    event, other = id_of("sold", ":ev1"), id_of("sold-too")
    before = rows("origins", event)
    split = rows("origins", event, "--split", other, "--by", "Ada", "--note", "deux 'sources' à 100 %")
    assert [row["origins"] for row in split] == [2, 2]
    (kept,) = rows("judgements")
    assert (kept["kind"], kept["judge"], kept["note"]) == ("part", "Ada", "deux 'sources' à 100 %")
    assert rows("origins", "--echo") == []
    assert run("undo", "1").exit_code == 0
    assert rows("origins", event) == before
    assert {row["reason"] for row in rows("origins", event, "--join", other)} == {None, "a person joined them"}


@pytest.mark.parametrize("other", ["0000", "nk#1", "x", "{sold}"])
def test_what_cannot_be_judged_is_one_line(folder: Path, other: str) -> None:
    result = run("origins", id_of("sold", ":ev1"), "--join", *args_of(other))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert rows("judgements") == []


@pytest.mark.parametrize(
    ("event", "other"), [("{sold:ev99}", "{told}"), ("{sold}", "{told}"), ("{sold:ev1}", "{river}")]
)
def test_nothing_is_judged_where_there_is_no_event(folder: Path, event: str, other: str) -> None:
    assert run("origins", *args_of(event), "--join", *args_of(other)).exit_code == 1
    assert rows("judgements") == []


# disagreements


def test_disagreements_by_type_and_days(folder: Path) -> None:
    (row,) = rows("disagreements")
    assert (row["day"], row["event"], row["actors"], row["what"]) == ("2024-05-02", "arms-transfer", "Russie", "number")
    assert row["said"].split("; ")[-1] == "nk: 9" and "nk#1" in row["told_by"].split()
    assert rows("disagreements", "--since", "2024-05-02", "--until", "2024-05-02") == [row]
    assert rows("disagreements", "--event", "arms-transfer") == [row]
    for args in (["--since", "2024-05-04"], ["--until", "2024-05-01"], ["--event", "visit"], ["--event", "say"]):
        assert rows("disagreements", *args) == []


def test_disagreements_by_a_code(folder: Path) -> None:
    assert rows("find", "--event", "AID", "--rows", "events")
    assert rows("disagreements", "--event", "AID")


def test_who_says_otherwise_can_be_looked_up(folder: Path) -> None:
    said = rows("disagreements")[0]["said"]
    assert id_of("told") in said and "dispatch " not in said


# drift


def test_drift_of_two_files(folder: Path) -> None:
    (folder / "a.txt").write_text(RIVER, encoding="utf-8")
    (folder / "b.txt").write_text(MENDED, encoding="utf-8")
    (change,) = [row for row in rows("drift", "a.txt", "b.txt") if row["kind"] == "source-changed"]
    assert (change["before"], change["after"]) == ("Vigicrues", "préfecture")
    assert (change["earlier_path"], change["later_path"]) == ("a.txt", "b.txt")
    assert rows("drift", "a.txt", "a.txt") == []
    assert run("drift", "a.txt", "b.txt", "--record", "no.selon").exit_code == 0
    mixed = rows("drift", id_of("river"), "b.txt")
    assert [row["reason"] for row in mixed] == [row["reason"] for row in rows("drift", "a.txt", "b.txt")]
    gone = run("drift", "a.txt", "no.txt")
    assert (gone.exit_code, gone.stderr) == (1, "selon: no.txt: no such file; check its name\n")


def test_drift_of_a_dispatch_with_its_correction(folder: Path) -> None:
    found = rows("drift", id_of("river"))
    assert {(row["kind"], row["before"], row["after"]) for row in found} >= {
        ("number", "Trois communes", "Quatre communes")
    }
    assert {(row["earlier_path"], row["later_path"]) for row in found} == {("river", "mended")}
    assert rows("drift", id_of("mended")) == found


def test_drift_of_one_without_versions(folder: Path) -> None:
    result = run("drift", id_of("denied"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"note: the record holds no version or copy of {id_of('denied')}\n"


def test_backgrounds_and_their_days(folder: Path) -> None:
    (row,) = rows("backgrounds")
    assert (row["name"], row["rows"], row["noun"], row["begins"], row["ends"]) == (
        *("nk", 2, "deliveries", "2024-01-01", "2024-12-31"),
    )
