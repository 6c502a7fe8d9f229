"""CSV: readings → a table, one claim a row, that opens right in a French spreadsheet.

UTF-8 with its mark, ";" between cells, CRLF at the end of rows. A cell that a spreadsheet would run as a formula gets
an apostrophe before it. Offsets count characters from 0; `spans` holds the pieces of the content as JSON, since
"12-40" would become a date.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from selon.export.claims import content, numbered, storable, through, who
from selon.model import Claim, Reading, Source, Span

COLUMNS = (
    *("path", "dispatch", "number", "id", "who", "through", "act", "mode", "certainty", "content", "cue"),
    *("start", "end", "spans", "cue_start", "cue_end", "source_start", "source_end", "construction", "entry"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"

Cell = str | int | None


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields the heading, then the rows of each reading as it comes."""
    yield MARK + _row(COLUMNS)
    for reading in readings:
        for number, claim in numbered(reading):
            yield _row(_cells(reading, number, claim))


def _cells(reading: Reading, number: int, claim: Claim) -> tuple[Cell, ...]:
    spans = [[span.start, span.end] for span in claim.content]
    return (
        *(reading.dispatch.path, reading.dispatch.id, number, claim.id, who(claim), through(claim)),
        *(claim.act, claim.mode, claim.certainty, content(claim), claim.cue.text if claim.cue else None),
        *(spans[0][0], spans[-1][1], json.dumps(spans), *_ends(claim.cue)),
        *_ends(claim.sources[-1] if claim.sources else None),
        *(claim.made.construction, claim.made.entry),
    )


def _ends(span: Span | Source | None) -> tuple[Cell, Cell]:
    return (span.start, span.end) if span else (None, None)


def _row(cells: Iterable[Cell]) -> str:
    row = io.StringIO(newline="")
    csv.writer(row, delimiter=";", lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return row.getvalue()


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return storable(f"'{cell}" if cell.startswith(FORMULA) else cell)
