"""Who, when and where, for a person: short lists under the claims."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from selon.export.claims import line
from selon.export.findings import coordinates, counts_of, interval, roles, value, whereabouts
from selon.model import Reading

SHOWN = 40  # characters of a name
UNKNOWN = "XXXX"  # the year in a TIMEX3 value that is relative
NO_DATE = "(no date is known that these count from: give it with --date YYYY-MM-DD)"
Row = tuple[str, ...]


def found_lists(reading: Reading) -> Iterator[RenderableType]:
    """Yields a list for each of who, when and where, with an empty line before it; none for what was not found."""
    for title, rows in (("who", _who(reading)), ("when", _when(reading)), ("where", _where(reading))):
        if rows:
            yield Text()
            yield _list(title, rows)
        if title == "when" and not reading.dispatch.sent and any(UNKNOWN in time.value for time in reading.times):
            yield Text(NO_DATE)


def _list(title: str, rows: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", leading=0)
    for heading in (title, *[""] * (len(rows[0]) - 1)):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _who(reading: Reading) -> list[Row]:
    """The entities but mere places and what ministers are of, those mentioned most first."""
    counts = counts_of(reading)
    acting = {name.entity for name in reading.names if name.made.construction != "portfolio"}
    fields = {name.entity for name in reading.names} - acting
    people = [entity for entity in reading.entities if entity.kind != "location" and entity.id not in fields]
    people.sort(key=lambda entity: -counts[entity.id])
    return [
        (line(e.name, SHOWN), f"{e.kind}{f', {e.country}' if e.country else ''}", f"×{counts[e.id]}", roles(e))
        for e in people
    ]


def _when(reading: Reading) -> list[Row]:
    """The times in the order of the text."""
    return [(line(time.text, SHOWN), time.type, value(time), interval(time)) for time in reading.times]


def _where(reading: Reading) -> list[Row]:
    """The places in the order of the text, each once."""
    rows = (
        (line(place.text, SHOWN), whereabouts(place), coordinates(place), place.precision) for place in reading.places
    )
    return list(dict.fromkeys(rows))
