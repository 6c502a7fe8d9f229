"""A file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selon.export.output import opened


def test_line_ends_and_letters_are_written_as_they_come(tmp_path: Path) -> None:
    with opened(str(tmp_path / "out.csv")) as write:
        write("\ufeffé\r\n\ud800")
    assert (tmp_path / "out.csv").read_bytes() == "\ufeffé\r\n?".encode()
    assert os.listdir(tmp_path) == ["out.csv"]


def test_work_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt), opened(str(path)) as write:
        write("half")
        raise KeyboardInterrupt
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before")
    path.chmod(0o640)
    with opened(str(path)) as write:
        write("after")
    assert path.read_text() == "after"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    with opened(str(tmp_path / "link.txt")) as write:
        write("x")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "x"


def test_a_device_is_written_to() -> None:
    with opened(os.devnull) as write:
        write("x")


def test_standard_output_shows_what_its_encoding_lacks(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with opened(None, "ascii") as write:
        write("déjà\r\n")
    assert capfdbinary.readouterr().out == b"d?j?\r\n"
