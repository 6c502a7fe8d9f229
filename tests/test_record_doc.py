"""docs/record.md explains every field of every type that a reading holds."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from selon import model
from selon.export.events_table import COUNT_COLUMNS, EVENT_COLUMNS

RECORD = (Path(__file__).resolve().parent.parent / "docs" / "record.md").read_text(encoding="utf-8")
TYPES = [
    held
    for held in vars(model).values()
    if isinstance(held, type) and issubclass(held, msgspec.Struct) and held not in (msgspec.Struct, model.Quote)
]


def section(name: str) -> str:
    """What stands under the heading of a type, up to the next heading."""
    match = re.search(rf"^##+ {name}\n(.*?)(?=^##|\Z)", RECORD, re.MULTILINE | re.DOTALL)
    assert match, f"no section on {name}"
    return match[1]


def fields(table: str) -> set[str]:
    """The names in the first cells of the rows."""
    cells = (line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("held", TYPES, ids=lambda held: held.__name__)
def test_every_field_is_explained_and_no_other(held: type[msgspec.Struct]) -> None:
    assert fields(section(held.__name__)) == set(held.__struct_fields__)


def test_the_columns_that_are_explained_exist() -> None:
    assert fields(section("Events and counts as tables")) <= {*EVENT_COLUMNS, *COUNT_COLUMNS}


def test_every_type_of_statement_and_every_value_is_named() -> None:
    for values in (model.Status, model.Outcome, model.Act, model.Mode, model.SourceKind, model.Precision):
        assert all(f"`{value}`" in RECORD for value in values.__args__)
