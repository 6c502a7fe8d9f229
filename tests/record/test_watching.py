"""A watched folder: each file once, when it has stopped growing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selon.record.watching import arriving
from selon.wire.errors import InputError


def looks(folder: Path, *between: Callable[[], object]) -> Iterator[list[str]]:
    """What each look gives; before each, one of the things that are done between them."""
    todo = iter(between)
    found = arriving(str(folder), lambda seconds: next(todo)())
    return ([Path(name).name for name in next(found)] for _ in between)


def test_a_file_is_given_once_when_two_looks_find_it_the_same(tmp_path: Path) -> None:
    def write(name: str, text: str) -> Callable[[], object]:
        return lambda: (tmp_path / name).write_text(text, encoding="utf-8")

    def nothing() -> None: ...

    (tmp_path / "first.txt").write_text("Un.")
    given = list(
        looks(
            *(tmp_path, nothing, nothing),
            *(write("new.xml", "<a"), write("new.xml", "<a>Deux.</a>"), nothing, nothing),
            *(write("first.txt", "Un, corrigé."), nothing),
            *((tmp_path / "new.xml").unlink, write("notes.md", "x"), nothing),
        )
    )
    assert given == [["first.txt"], [], [], [], ["new.xml"], [], [], ["first.txt"], [], [], []]


def test_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        next(arriving(str(tmp_path / "none")))
