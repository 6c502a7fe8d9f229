"""What a person names → files, and one line for each name that gives none."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from selon.wire.errors import InputError
from selon.wire.inputs import find_inputs, opened_input


def read_input(name: str) -> bytes:
    with opened_input(name) as stream:
        return stream.read()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """b.txt, a.txt, sub/c.TXT, sub/d.csv, empty/; it is where we stand."""
    for name in ("b.txt", "a.txt", "sub/c.TXT", "sub/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*args: str) -> tuple[list[str], list[str]]:
    names, errors = find_inputs(args)
    assert all(len(str(error).splitlines()) == 1 for error in errors)
    return names, [error.name for error in errors]


def test_files_come_in_the_order_given_each_once(tree: Path) -> None:
    assert found("b.txt", "-", "a.txt", "b.txt", "-") == (["b.txt", "-", "a.txt"], [])


def test_a_folder_stands_for_its_text_files_at_any_depth(tree: Path) -> None:
    assert found(str(tree)) == ([str(tree / name) for name in ("a.txt", "b.txt", "sub/c.TXT")], [])


def test_a_file_that_is_named_is_taken_whatever_its_name(tree: Path) -> None:
    assert found("sub/d.csv") == (["sub/d.csv"], [])


def test_quoted_globs(tree: Path) -> None:
    assert found("*.txt") == (["a.txt", "b.txt"], [])
    assert found("**/*.TXT") == (["sub/c.TXT"], [])
    assert found("*") == (["a.txt", "b.txt", "sub/c.TXT"], [])


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tree: Path) -> None:
    (tree / "[1].txt").write_text("x")
    assert found("[1].txt") == (["[1].txt"], [])


def test_what_is_missing_is_said_and_the_rest_found(tree: Path) -> None:
    assert found("no.txt", "a.txt", "no*.txt", "empty") == (["a.txt"], ["no.txt", "no*.txt", "empty"])


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "a.txt/b.txt"])
def test_impossible_names(tree: Path, name: str) -> None:
    assert found(name) == ([], [name])
    with pytest.raises(InputError):
        read_input(name)


def test_a_pipe_in_a_folder_is_left_out_and_a_broken_link_kept(tree: Path) -> None:
    os.mkfifo(tree / "sub/pipe.txt")
    (tree / "sub/link.txt").symlink_to("nowhere")
    assert found("sub") == (["sub/c.TXT", "sub/link.txt"], [])
    with pytest.raises(InputError, match="no such file"):
        read_input("sub/link.txt")


def test_a_folder_that_holds_itself(tree: Path) -> None:
    (tree / "sub/again").symlink_to(tree, target_is_directory=True)
    assert found("sub") == (["sub/c.TXT"], [])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tree: Path) -> None:
    (tree / "a.txt").chmod(0)
    (tree / "sub").chmod(0)
    try:
        assert found("sub", "b.txt") == (["b.txt"], ["sub"])
        with pytest.raises(InputError, match="no permission"):
            read_input("a.txt")
    finally:
        (tree / "sub").chmod(0o755)


def test_no_permission_is_said(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match=r"^a\.txt: no permission to read it"):
        read_input("a.txt")


def test_a_folder_is_no_file(tree: Path) -> None:
    with pytest.raises(InputError, match="is a folder; name a file in it"):
        read_input("sub")


def test_a_folder_stands_for_its_wire_files_too(tree: Path) -> None:
    for name in ("x.xml", "p.html", "w.warc.gz", "n.json", "readme.md"):
        (tree / "empty" / name).write_text(name)
    assert found("empty") == ([f"empty/{name}" for name in ("n.json", "p.html", "w.warc.gz", "x.xml")], [])


def test_addresses_are_left_as_they_are(tree: Path) -> None:
    assert found("https://example.org/*.xml", "a.txt") == (["https://example.org/*.xml", "a.txt"], [])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Bonjour \xe9")))
    assert read_input("-") == b"Bonjour \xe9"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read_input("-")
    stream = io.TextIOWrapper(io.BytesIO())
    stream.close()
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(InputError, match="-: "):
        read_input("-")
