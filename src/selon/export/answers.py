"""Answers: rows of named values → a table for a person, JSON, or CSV as `selon.export.table` writes it.

The table shows the columns that it is asked to, in short; the other formats hold all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from selon.export.cells import Cell
from selon.export.claims import line, storable
from selon.export.table import MARK, row
from selon.export.text import printed

WIDEST = 160  # columns; a terminal that is wider is not filled
SHOWN = 160  # characters of a cell
WHOLE = frozenset("id sent begins type status act certainty kind country state judged".split())  # that are not wrapped
Answer = Mapping[str, Cell]


def lines(answers: Sequence[Answer], format: str, shown: Sequence[str], width: int, colour: bool) -> Iterator[str]:
    """Yields the answers in the format: table, json, jsonl or csv; `shown` are the columns of the table."""
    if format == "table":
        if answers:
            yield printed(_table(answers, shown), min(width, WIDEST), colour).rstrip("\n") + "\n"
    elif format == "csv":
        if answers:
            yield MARK + row(answers[0])
        yield from (row(answer.values()) for answer in answers)
    elif format == "jsonl":
        yield from (f"{_object(answer)}\n" for answer in answers)
    else:
        yield "[" + ",".join(f"\n{_object(answer)}" for answer in answers) + ("\n]\n" if answers else "]\n")


def _object(answer: Answer) -> str:
    return storable(json.dumps(answer, ensure_ascii=False))


def _table(answers: Sequence[Answer], shown: Sequence[str]) -> Table:
    """Columns in which nothing stands are left out."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", leading=0)
    columns = [name for name in shown if any(answer.get(name) not in (None, "") for answer in answers)]
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name in WHOLE)
    for answer in answers:
        table.add_row(*(Text(_cell(answer.get(name))) for name in columns))
    return table


def _cell(value: Cell) -> str:
    return "" if value is None else line(str(value), SHOWN)
