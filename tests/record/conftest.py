"""Records for the tests: one of the desk's dispatches, read once, and copies of it to be changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.record.store import Record, open_record
from tests import desk


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the desk's dispatches, with a copy and a correction of one."""
    path = tmp_path_factory.mktemp("desk") / "desk.selon"
    texts = [*desk.ALL.items(), ("copy", desk.RIVER_COPY), ("corrected", desk.RIVER_CORRECTED)]
    with open_record(str(path), create=True) as record:
        desk.take(record, desk.dispatches(texts))
    return path


@pytest.fixture
def record(desk_file: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of the desk's record, open to be changed."""
    path = tmp_path / "desk.selon"
    shutil.copy(desk_file, path)
    with open_record(str(path), change=True) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    """A record in which nothing is."""
    with open_record(str(tmp_path / "empty.selon"), create=True) as opened:
        yield opened
