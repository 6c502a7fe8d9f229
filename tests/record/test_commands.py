"""The commands of the record, as a person gives them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests import desk
from tests.command import rows, run, told


@pytest.fixture
def folder(desk_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with the desk's record and dispatches in it."""
    shutil.copy(desk_file, tmp_path / "desk.selon")
    (tmp_path / "in").mkdir()
    desk.write_files(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_RECORD", raising=False)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path


# ingest


def test_a_folder_is_taken_in_and_known_the_next_time(folder: Path) -> None:
    first = run("ingest", "in", "--record", "new.selon")
    assert first.exit_code == 0
    assert first.stdout.startswith("kept 4 in ")
    assert "(0 known before, 0 failed); new.selon holds 4 dispatches, 1" in first.stdout
    again = run("ingest", "in", "in/summit.txt", "--record", "new.selon")
    assert again.stdout.startswith("kept 0") and "(4 known before, 0 failed)" in again.stdout


def test_what_fails_is_named_listed_and_tried_again(folder: Path) -> None:
    (folder / "in" / "bad.txt").write_bytes(b"")
    result = run("ingest", "in", "no.txt", "--record", "new.selon")
    assert result.exit_code == 1
    assert sorted(result.stderr.splitlines()) == [
        "selon: in/bad.txt: is empty; give it the text of a dispatch",
        "selon: no.txt: no such file; check its name",
    ]
    assert "4 dispatches" in result.stdout and "2 failed" in result.stdout
    listed = rows("failures", "--record", "new.selon")
    assert [(row["path"], row["tries"]) for row in listed] == [("in/bad.txt", 1), ("no.txt", 1)]
    (folder / "in" / "bad.txt").write_text("Paul Duval a démenti mardi.", encoding="utf-8")
    again = run("ingest", "--retry", "--record", "new.selon")
    assert (again.exit_code, again.stdout[:7]) == (1, "kept 1 ")
    assert [row["path"] for row in rows("failures", "--record", "new.selon")] == ["no.txt"]
    assert len(rows("failures", "--all", "--record", "new.selon")) == 2


def test_two_workers_keep_the_same(folder: Path) -> None:
    for workers in ("1", "2"):
        assert run("ingest", "in", "--record", f"{workers}.selon", "--workers", workers).exit_code == 0
    first, second = (rows("find", "--rows", "claims", "--record", f"{workers}.selon") for workers in ("1", "2"))
    assert first == second
    assert first


def test_nothing_to_take_in(folder: Path) -> None:
    result = run("ingest", "--record", "new.selon")
    assert result.exit_code == 2
    assert "name what to take in" in told(result)
    assert not (folder / "new.selon").exists()


def test_the_date_and_language_are_those_asked_for(folder: Path) -> None:
    (folder / "a.txt").write_text("Paul Duval a démenti mardi tout accord.", encoding="utf-8")
    run("ingest", "a.txt", "--date", "2024-05-15", "--record", "new.selon")
    (row,) = rows("find", "--act", "deny", "--record", "new.selon")
    assert row["sent"] == "2024-05-15"
    assert run("reread", "--record", "new.selon").exit_code == 0
    assert rows("find", "--act", "deny", "--record", "new.selon") == [row]


# find


def test_find_shows_a_table(folder: Path) -> None:
    result = run("find", "--says", "Peskov")
    assert result.exit_code == 0
    heading, first, second = result.stdout.splitlines()
    assert heading.split() == ["id", "sent", "who", "act", "certainty", "content"]
    assert "ces accusations" in first and "C'est faux" in second


def test_find_in_every_form(folder: Path) -> None:
    held = rows("find", "--says", "Peskov")
    assert json.loads(run("find", "--says", "Peskov", "--format", "json").stdout) == held
    table = list(
        csv.DictReader(io.StringIO(run("find", "--says", "Peskov", "--format", "csv").stdout[1:]), delimiter=";")
    )
    assert [row["content"] for row in table] == [row["content"] for row in held]


def test_find_by_agency_and_country(folder: Path) -> None:
    assert {row["path"] for row in rows("find", "--agency", "reuters", "--rows", "claims")} == {"missile", "copy"}
    assert {row["path"] for row in rows("find", "--country", "MNG", "--rows", "claims")} == {"summit"}
    result = run("find", "--country", "Mongolie")
    reason = "is no country; give its ISO 3166 code of three letters, e.g. PRK"
    assert (result.exit_code, result.stderr) == (1, f"selon: Mongolie: {reason}\n")


def test_find_says_that_there_is_more(folder: Path) -> None:
    result = run("find", "--rows", "claims", "--limit", "2", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "note: there are more than 2; see --limit\n"
    assert run("find", "--rows", "claims", "--limit", "0").stderr == ""


def test_find_nothing(folder: Path) -> None:
    for form, empty in (("table", ""), ("json", "[]\n"), ("jsonl", ""), ("csv", "")):
        result = run("find", "xylophone", "--format", form)
        assert (result.exit_code, result.stdout) == (0, empty)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--event", "dancing"], "there is no 'dancing'; give one of accusation,"),
        (["--since", "2024"], "is no day"),
        (["--act", "sing"], "'sing' is not one of"),
        (["--limit", "-1"], "--limit"),
    ],
)
def test_find_refuses_what_cannot_be(folder: Path, args: list[str], says: str) -> None:
    result = run("find", *args)
    assert result.exit_code == 2
    assert says in told(result)


def test_no_word_is_one_line(folder: Path) -> None:
    result = run("find", "?!")
    assert (result.exit_code, result.stderr) == (1, "selon: ?!: holds no word to look for\n")


def test_the_record_is_that_of_the_option_the_environment_or_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move("desk.selon", "other.selon")
    result = run("find", "missile")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("selon: desk.selon: there is no such record; make it with selon ingest")
    assert rows("find", "missile", "--record", "other.selon")
    monkeypatch.setenv("SELON_RECORD", "other.selon")
    assert rows("find", "missile")


@pytest.mark.parametrize("command", ["find", "who", "failures", "judgements", "reread", "show abcd", "export jsonl"])
def test_a_damaged_record_is_one_line_and_left_as_it_was(folder: Path, command: str) -> None:
    whole = (folder / "desk.selon").read_bytes()
    (folder / "desk.selon").write_bytes(whole[: len(whole) // 2])
    result = run(*command.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("selon: desk.selon: is damaged (it was cut)")
    assert (folder / "desk.selon").read_bytes() == whole[: len(whole) // 2]


# show


def test_show_a_dispatch_with_its_versions(folder: Path) -> None:
    (row,) = [row for row in rows("find", "vigicrues", "--old") if row["path"] == "river"]
    result = run("show", row["id"])
    assert result.exit_code == 0
    assert "state           superseded" in result.stdout
    assert "corrected by    " in result.stdout and "CORRECTIF - Crue de la Vilaine" in result.stdout
    assert "copy            " in result.stdout
    assert "Yves Le Goff" in result.stdout


def test_show_a_dispatch_as_json(folder: Path) -> None:
    (row,) = rows("find", "missile")
    reading = json.loads(run("show", row["id"][:6], "--format", "jsonl").stdout)
    assert reading["dispatch"]["text"] == desk.MISSILE
    assert json.loads(run("show", row["id"], "--format", "json").stdout) == [reading]
    table = csv.DictReader(io.StringIO(run("show", row["id"], "--format", "csv").stdout[1:]), delimiter=";")
    assert len(list(table)) == len(reading["claims"])


def test_show_how_a_finding_was_made(folder: Path) -> None:
    row = rows("find", "--says", "Peskov")[-1]
    shown = run("show", row["id"])
    assert "C'est faux" in shown.stdout and "construction" in shown.stdout
    assert run("show", f"{row['dispatch'][:8]}:c99").stderr.endswith(
        "there is no c99 in that dispatch; selon show lists what there is\n"
    )


# judge, merge, split, undo


def test_a_judgement_is_shown_and_undone(folder: Path) -> None:
    id = rows("find", "--says", "Peskov", "--act", "deny")[0]["id"]
    assert run("judge", id, "wrong", "--by", "Ada", "--note", "il parle d'autre chose").stdout == (
        f"judgement 1: {id} is wrong\n"
    )
    assert rows("find", "--says", "Peskov", "--act", "deny")[0]["judged"] == "wrong"
    (kept,) = rows("judgements")
    assert (kept["judge"], kept["note"], kept["undone"]) == ("Ada", "il parle d'autre chose", None)
    assert run("undo", "1", "--by", "Bea").stdout == "judgement 1 is undone\n"
    assert rows("find", "--says", "Peskov", "--act", "deny")[0]["judged"] is None
    assert rows("judgements")[0]["undone_by"] == "Bea"


def test_the_judge_is_named_by_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_JUDGE", "Ada")
    run("judge", rows("find", "--act", "deny")[0]["id"], "right")
    assert rows("judgements")[0]["judge"] == "Ada"


def test_entities_are_listed_merged_and_split(folder: Path) -> None:
    assert [row["entity"] for row in rows("who", "Peskov")] == ["person/dmitri-peskov"]
    assert run("merge", "person/dmitri-peskov", "person/kim-jong-un").exit_code == 0
    (one,) = rows("who", "Kim Jong-un")
    assert (one["entity"], one["also"], one["dispatches"]) == ("person/dmitri-peskov", "person/kim-jong-un", 2)
    assert run("undo", "1").exit_code == 0
    arms = rows("find", "drones")[0]["id"]
    assert run("split", "government/coree-du-nord/PRK", arms).exit_code == 0
    assert len(rows("who", "Corée du Nord")) == 2


# reread


def test_reading_again_says_what_changed(folder: Path) -> None:
    result = run("reread")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "read 6 dispatches again: 0 findings changed\n"


def test_a_claim_is_mended_and_the_mend_listed_in_short(folder: Path) -> None:
    id = rows("find", "drones", "--rows", "claims")[0]["id"]
    assert run("mend", id, "--speaker", "Dmitri Peskov").stdout == f"judgement 1: {id} is mended\n"
    assert (rows("judgements")[0]["kind"], '"start"' in run("judgements").stdout) == ("mended", False)
    assert "Maison Blanche" in run("show", id).stdout  # how the machine made it
    assert rows("find", "drones", "--rows", "claims")[0]["who"] == "Dmitri Peskov"
    assert run("mend", id).exit_code == 2
    assert run("mend", id, "--speaker", "Napoléon").stderr == (
        "selon: Napoléon: does not stand in that dispatch; give its own words\n"
    )
