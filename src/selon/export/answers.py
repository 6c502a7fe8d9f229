"""Answers: rows of named values → a table for a person, JSON, or CSV as `selon.export.table` writes it.

The table shows the columns that it is asked to, in short; the other formats hold all. A value may be a list of rows:
JSON has it as it is, a cell has the rows' first values.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from selon.export.cells import Cell
from selon.export.claims import line, storable
from selon.export.table import MARK, row
from selon.export.text import printed

WIDEST = 160  # columns; a terminal that is wider is not filled
SHOWN = 160  # characters of a cell
WHOLE = frozenset("id sent begins type status act certainty kind country state judged".split())  # that are not wrapped
Rows = Sequence[Mapping[str, Cell]]
Answer = Mapping[str, Cell | Rows]
Block = tuple[str, Sequence[tuple[str, str]]]  # a heading, and labelled words
LABEL = 12  # columns of a label
BETWEEN = "; "


def lines(answers: Sequence[Answer], format: str, shown: Sequence[str], width: int, colour: bool) -> Iterator[str]:
    """Yields the answers in the format: table, json, jsonl or csv; `shown` are the columns of the table."""
    if format == "table":
        if answers:
            yield printed(_table(answers, shown), min(width, WIDEST), colour).rstrip("\n") + "\n"
    elif format == "csv":
        if answers:
            yield MARK + row(answers[0])
        yield from (row(map(_flat, answer.values())) for answer in answers)
    elif format == "jsonl":
        yield from (f"{_object(answer)}\n" for answer in answers)
    else:
        yield "[" + ",".join(f"\n{_object(answer)}" for answer in answers) + ("\n]\n" if answers else "]\n")


def blocks(answers: Iterable[Block], width: int) -> Iterator[str]:
    """Yields answers that no table holds, for a person: a heading, and labelled words below it, with their breaks."""
    width = max(40, min(width, WIDEST))
    for heading, facts in answers:
        yield textwrap.fill(line(heading), width, subsequent_indent="  ") + "\n"
        for label, words in facts:
            opening = f"  {label:{LABEL}} "
            for part in words.split("\n"):
                yield (
                    textwrap.fill(
                        line(part),
                        width,
                        initial_indent=opening,
                        subsequent_indent=" " * len(opening),
                        break_on_hyphens=False,
                    )
                    + "\n"
                )
                opening = " " * len(opening)
        yield "\n"


def _flat(value: Cell | Rows) -> Cell:
    """The first values of a list's rows, in one cell."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    return BETWEEN.join(str(next(iter(each.values()))) for each in value)


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


def _cell(value: Cell | Rows) -> str:
    return "" if (flat := _flat(value)) is None else line(str(flat), SHOWN)
