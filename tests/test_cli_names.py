"""The command line: a person's own list of names, as an option of `selon read` and `selon why`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from selon.model import Dispatch, Reading
from tests import fake_cli
from tests.command import run, stand_in, told
from tests.readings import TEXT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """We stand in a folder with the sample in a.txt, and the model is left out."""
    return stand_in(tmp_path, monkeypatch, TEXT)


KNOWN = "Gustav Lind\tLind\tperson\tSWE\tQ7\n"


def test_read_takes_a_list_of_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selon.languages.known import KnownName

    given: list[object] = []

    def noted(dispatches: Iterable[Dispatch], names: Iterable[KnownName] = ()) -> Iterator[Reading]:
        given.extend(names)
        return fake_cli.read_all(dispatches)

    monkeypatch.setattr(sys.modules["selon.reading"], "read_all", noted)
    (folder / "my.tsv").write_text(f"name\taliases\tkind\tcountry\twikidata\n{KNOWN}", encoding="utf-8")
    assert run("read", "a.txt", "--names", "my.tsv").exit_code == 0
    (known,) = given
    assert isinstance(known, KnownName)
    assert known[:5] == ("Gustav Lind", ("Lind",), "person", "SWE", "Q7")
    assert known.place.endswith("my.tsv:2")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_list_of_names_comes_through_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "my.tsv")
    Thread(target=(folder / "my.tsv").write_text, args=("Sweden\t-\trobot\t-\t-\n",), daemon=True).start()
    assert "my.tsv:1: no kind 'robot'" in told(run("read", "a.txt", "--names", "my.tsv"))
    Thread(target=(folder / "my.tsv").write_text, args=(KNOWN,), daemon=True).start()
    assert run("read", "a.txt", "--names", "my.tsv").exit_code == 0


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Gustav Lind\t-\trobot\tSWE\tQ7\n", "my.tsv:1: no kind 'robot'"),
        (b"Gustav Lind\t-\tperson\tSweden\tQ7\n", "my.tsv:1: no country 'Sweden'"),
        (b"Gustav Lind\t-\tperson\tSWE\t7\n", "my.tsv:1: '7' is no Wikidata number"),
        (b"Gustav Lind\tperson\n", "my.tsv:1: "),
        ("Zoé Lind\t-\tperson\t-\t-\n".encode("cp1252"), "my.tsv: is not in UTF-8"),
        (None, "my.tsv: No such file or directory"),
    ],
)
@pytest.mark.parametrize("command", ["read", "why"])
def test_a_bad_list_of_names_is_told_before_anything_is_read(
    folder: Path, command: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (folder / "my.tsv").write_bytes(data)
    result = run(command, "a.txt", "--names", "my.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in told(result)
