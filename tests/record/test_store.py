"""The file: what is no record, of another form, cut, read-only or full is told in one line, and left as it was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from selon.record.lookup import size
from selon.record.store import FORM, explained, open_record, writing
from selon.wire.errors import InputError


def refused(path: Path, **how: bool) -> str:
    with pytest.raises(InputError) as caught:
        open_record(str(path), **how)
    assert caught.value.name == str(path)
    assert "\n" not in str(caught.value)
    return caught.value.what


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "there is no such record" in refused(tmp_path / "no.selon")
    assert "there is no such record" in refused(tmp_path / "no.selon", change=True)
    assert not (tmp_path / "no.selon").exists()
    assert "check that its folder exists" in refused(tmp_path / "no" / "no.selon", create=True)


@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_record(tmp_path: Path, create: bool) -> None:
    text = tmp_path / "text.selon"
    text.write_text("Bonjour " * 40)
    assert "no record of selon" in refused(text, create=create)
    other = tmp_path / "other.selon"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (a)")
    db.close()
    assert "no record of selon" in refused(other, create=create)
    assert "is a folder" in refused(tmp_path, create=create)
    assert text.read_text() == "Bonjour " * 40


def test_an_empty_file_is_made_a_record_but_not_by_asking(tmp_path: Path) -> None:
    path = tmp_path / "empty.selon"
    path.touch()
    assert "is empty" in refused(path)
    open_record(str(path), create=True).close()
    open_record(str(path)).close()


def test_a_record_of_a_newer_selon(tmp_path: Path) -> None:
    path = tmp_path / "newer.selon"
    with open_record(str(path), create=True) as record:
        record.db.execute(f"PRAGMA user_version = {FORM + 1}")
    before = path.read_bytes()
    for how in ({}, {"change": True}, {"create": True}):
        assert "update selon" in refused(path, **how)
    assert path.read_bytes() == before


def test_a_record_that_was_cut(desk_file: Path, tmp_path: Path) -> None:
    whole = desk_file.read_bytes()
    for length in (50, 1000, len(whole) // 2, len(whole) - 1):
        path = tmp_path / f"{length}.selon"
        path.write_bytes(whole[:length])
        assert "is damaged (it was cut)" in refused(path, change=True)
        assert path.read_bytes() == whole[:length]


def test_a_record_whose_pages_are_overwritten_is_told_and_never_a_traceback(desk_file: Path, tmp_path: Path) -> None:
    whole = desk_file.read_bytes()
    told = 0
    for at in range(1024, len(whole) - 20_000, len(whole) // 25):
        path = tmp_path / f"{at}.selon"
        path.write_bytes(whole[:at] + b"\xa5" * 20_000 + whole[at + 20_000 :])
        try:
            with explained(str(path)), open_record(str(path)) as record:
                record.db.execute("SELECT max(length(text)) FROM dispatches").fetchall()
                record.db.execute("SELECT * FROM claims JOIN contents USING (id)").fetchall()
        except InputError as error:
            told += 1
            assert "damaged" in error.what or "no record" in error.what
    assert told


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(desk_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.selon"
    path.write_bytes(desk_file.read_bytes())
    tmp_path.chmod(0o555)
    try:
        with open_record(str(path)) as record:
            assert size(record)["dispatches"] == 6
        assert "may not be written" in refused(tmp_path / "new.selon", create=True)
    finally:
        tmp_path.chmod(0o755)


def test_a_change_is_whole_or_not_at_all(desk_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.selon"
    path.write_bytes(desk_file.read_bytes())
    with open_record(str(path), change=True) as record:
        with pytest.raises(ZeroDivisionError), writing(record) as db:
            db.execute("DELETE FROM claims")
            raise ZeroDivisionError
        assert size(record)["claims"]


def test_it_opens_in_other_tools(desk_file: Path) -> None:
    db = sqlite3.connect(desk_file)
    rows = db.execute("SELECT content FROM contents JOIN claims USING (id) WHERE act = 'deny'").fetchall()
    assert any("réserve naturelle" in content for (content,) in rows)
    found = db.execute(
        "SELECT count(*) FROM dispatch_words WHERE dispatch_words MATCH 'eleve OR prefecture'"
    ).fetchone()
    assert found[0]
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
