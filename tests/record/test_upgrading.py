"""Upgrading: a record that the selon of form 1 made (form1.sql) answers as a new one, and no judgement is lost."""

from __future__ import annotations

import re
import sqlite3
import zlib
from pathlib import Path

import pytest

from selon.record.background import bring_in
from selon.record.judgements import list_judgements
from selon.record.kept import load_kept
from selon.record.lookup import all_numbers
from selon.record.mapping import load_mapping
from selon.record.search import Question, search
from selon.record.store import FORM, open_record
from selon.record.upgrading import upgrade
from selon.wire.errors import InputError
from tests.command import run

FORM_1 = Path(__file__).with_name("form1.sql")
KEPT = (
    *("dispatches", "arrivals", "bands", "names", "entities", "casts", "claims", "participants", "mentions", "places"),
    "judgements",
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A record of form 1: one dispatch, of which a claim and an event are judged."""
    path = tmp_path / "old.selon"
    db = sqlite3.connect(path)
    db.create_function("zlib", 1, lambda text: zlib.compress(text.encode()))
    db.executescript(FORM_1.read_text(encoding="utf-8"))
    db.close()
    return path


@pytest.fixture
def upgraded(old: Path) -> Path:
    with open_record(str(old), change=True, older=True) as record:
        assert upgrade(record) == 1
    return old


def contents(path: Path) -> list[object]:
    """All that a record holds: its form, its tables and their rows."""
    db = sqlite3.connect(path)
    try:
        return [*db.execute("PRAGMA user_version"), *db.iterdump()]
    finally:
        db.close()


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def schema(path: Path) -> set[tuple[object, str]]:
    """Each thing that a record is made of, and how, without comments."""
    made = rows(path, "SELECT name, coalesce(sql, '') FROM sqlite_master")
    return {(name, " ".join(re.sub("--.*", "", str(sql)).split())) for name, sql in made}


# before


@pytest.mark.parametrize("how", [{}, {"change": True}, {"create": True}], ids=str)
def test_an_old_record_is_not_opened(old: Path, how: dict[str, bool]) -> None:
    before = contents(old)
    with pytest.raises(InputError) as caught:
        open_record(str(old), **how)
    assert str(caught.value) == f"{old}: was made by an older selon; selon upgrade brings it up to date"
    assert contents(old) == before


@pytest.mark.parametrize(
    "command",
    [
        "find",
        "who",
        "failures",
        "judgements",
        "backgrounds",
        "show b38a",
        "judge b38a:c1 right",
        "reread",
        "ingest a.txt",
    ],
)
def test_a_command_names_what_to_do(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Paul Duval a démenti mardi.", encoding="utf-8")
    result = run(*command.split(), "--record", old.name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "selon: old.selon: was made by an older selon; selon upgrade brings it up to date\n"


# after


def test_it_is_of_the_present_form(upgraded: Path, tmp_path: Path) -> None:
    open_record(str(tmp_path / "new.selon"), create=True).close()
    assert schema(upgraded) == schema(tmp_path / "new.selon")
    assert rows(upgraded, "PRAGMA user_version") == [(FORM,)]
    assert rows(upgraded, "PRAGMA integrity_check") == [("ok",)]
    assert rows(upgraded, "PRAGMA foreign_key_check") == []


def test_what_was_kept_is_there(old: Path) -> None:
    queries = [f"SELECT * FROM {table}" for table in KEPT] + ["SELECT dispatch, selon FROM readings"]
    before = [rows(old, query) for query in queries]
    with open_record(str(old), change=True, older=True) as record:
        upgrade(record)
    assert [rows(old, query) for query in queries] == before
    assert all(before)


def test_it_is_found(upgraded: Path) -> None:
    with open_record(str(upgraded)) as record:
        (claim,) = search(record, Question(says="Corée du Nord", act="deny"), 0)
        assert claim["content"] == "avoir tiré mardi deux missiles balistiques"
        (event,) = search(record, Question(event="missile-launch"), 0)
        assert (event["actor"], event["told_by"]) == ("Corée du Nord", "armée sud-coréenne")
        assert len(search(record, Question(words="missiles balistiques"), 0)) == 1


def test_events_have_what_form_1_lacked(upgraded: Path) -> None:
    assert rows(upgraded, "SELECT least, most FROM events WHERE local = 'ev1'") == [(2, 2)]
    assert rows(upgraded, "SELECT least, most FROM events WHERE local <> 'ev1'") == [(None, None)] * 2
    denied = "SELECT t.status, c.local FROM tellings AS t JOIN claims AS c ON c.id = t.claim"
    assert rows(upgraded, denied) == [("denied", "c2")]
    launch = "SELECT name, least, begins FROM happenings WHERE type = 'missile-launch'"
    assert rows(upgraded, launch) == [("b38abb7f7027:ev1", 2, "2024-03-05")]


def test_the_words_are_indexed_once(upgraded: Path) -> None:
    db = sqlite3.connect(upgraded)
    for index in ("claim_words", "dispatch_words"):
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    assert db.execute("SELECT count(*) FROM claim_words WHERE claim_words MATCH 'missiles'").fetchone() == (2,)
    db.close()


def test_judgements_meet_their_findings(upgraded: Path) -> None:
    with open_record(str(upgraded)) as record:
        assert [row["judge"] for row in list_judgements(record)] == ["Bea", "Ada"]
        (claim,) = search(record, Question(says="Corée du Nord", act="deny"), 0)
        (event,) = search(record, Question(event="missile-launch"), 0)
        assert (claim["judged"], event["judged"]) == ("wrong", "right")
        (kept,) = load_kept(record, all_numbers(record))
        assert {local: one.judge for local, one in kept.judged.items()} == {"c2": "Ada", "ev1": "Bea"}


def test_a_second_upgrade_does_nothing(upgraded: Path) -> None:
    before = contents(upgraded)
    with open_record(str(upgraded), change=True, older=True) as record:
        assert upgrade(record) == FORM
    assert contents(upgraded) == before


def test_a_background_is_brought_in(upgraded: Path, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\ntype = "visit"\ndate = { column = "day" }', encoding="utf-8")
    (tmp_path / "a.csv").write_text("day\n2001\n", encoding="utf-8")
    with open_record(str(upgraded), change=True) as record:
        assert bring_in(record, str(tmp_path / "a.csv"), load_mapping(str(tmp_path / "a.toml"))).kept == 1


# broken off


@pytest.mark.parametrize("step", ["_make_what_is_missing", "forget_findings", "keep_findings", "link_entities"])
def test_broken_off_it_is_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def breaking(*_: object) -> None:
        raise ZeroDivisionError

    before = contents(old)
    with monkeypatch.context() as patch, open_record(str(old), change=True, older=True) as record:
        patch.setattr(f"selon.record.upgrading.{step}", breaking)
        with pytest.raises(ZeroDivisionError):
            upgrade(record)
    assert contents(old) == before
    with open_record(str(old), change=True, older=True) as record:
        assert upgrade(record) == 1
        assert len(search(record, Question(event="missile-launch"), 0)) == 1


def test_a_damaged_reading_is_told_and_the_record_is_as_it_was(old: Path) -> None:
    db = sqlite3.connect(old)
    with db:
        db.execute("UPDATE readings SET findings = substr(findings, 1, 200)")
    db.close()
    before = contents(old)
    with open_record(str(old), change=True, older=True) as record, pytest.raises(InputError, match="is damaged"):
        upgrade(record)
    assert contents(old) == before


# the command


def test_the_command(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(old.parent)
    first = run("upgrade", "--record", "old.selon")
    assert (first.exit_code, first.stdout, first.stderr) == (0, f"old.selon: brought from form 1 to form {FORM}\n", "")
    second = run("upgrade", "--record", "old.selon")
    assert (second.exit_code, second.stdout) == (0, f"old.selon is up to date (form {FORM})\n")
    assert "b38abb7f7027:c2" in run("find", "--act", "deny", "--record", "old.selon").stdout


def test_the_command_where_there_is_no_record(tmp_path: Path) -> None:
    result = run("upgrade", "--record", str(tmp_path / "no.selon"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no such record" in result.stderr
    assert not (tmp_path / "no.selon").exists()
