"""The table opens right in a French spreadsheet, and runs nothing there."""

from __future__ import annotations

import csv
import json

import pytest

from selon.export import table
from tests.readings import TEXT, sample, silent


def rows(*args: object) -> list[dict[str, str]]:
    text = "".join(table.lines([sample(*args)]))  # type: ignore[arg-type]
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"))


def test_mark_separator_and_line_ends() -> None:
    parts = list(table.lines([sample(), silent()]))
    assert parts[0].startswith("\ufeffpath;dispatch;number;")
    assert len(parts) == 1 + 3
    assert all(part.endswith("\r\n") for part in parts)


def test_a_claim_a_row() -> None:
    first = rows()[0]
    assert (first["who"], first["through"]) == ("Dmitri Peskov", "Interfax")
    assert (first["act"], first["mode"], first["certainty"]) == ("state", "mixed", "certain")
    assert (first["cue"], first["construction"], first["entry"]) == ("a déclaré", "inversion", "fr/verbs.tsv:31")


def test_offsets() -> None:
    for row in rows():
        pieces = [TEXT[start:end] for start, end in json.loads(row["spans"])]
        assert " … ".join(pieces) == row["content"].removeprefix("'")
        assert TEXT[int(row["cue_start"]) : int(row["cue_end"])] == row["cue"]
    assert rows()[2]["source_start"] == ""


def test_a_formula_is_made_text() -> None:
    assert rows()[1]["content"] == "'=Rien … n'est signé="


@pytest.mark.parametrize("path", ["=1+1", "+33", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_begins_a_formula(path: str) -> None:
    text = "".join(table.lines([sample(TEXT, path)]))
    assert f"'{path}" in text


@pytest.mark.parametrize("path", ["a;b", 'a"b', "a\nb", "é\u202f»", "\udce9"])
def test_cells_come_back_as_they_were(path: str) -> None:
    assert rows(TEXT, path)[0]["path"] == path.replace("\udce9", "\ufffd")
