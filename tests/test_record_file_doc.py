"""docs/record-file.md names every table and view of the record, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "record-file.md").read_text(encoding="utf-8")
SCHEMA = (ROOT / "src" / "selon" / "record" / "schema.sql").read_text(encoding="utf-8")


def test_every_table_is_explained() -> None:
    tables = set(re.findall(r"^CREATE (?:TABLE|VIEW|VIRTUAL TABLE) (\w+)", SCHEMA, re.MULTILINE))
    cells = (line.split("|")[1] for line in TEXT.splitlines() if line.startswith("| `"))
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == tables
