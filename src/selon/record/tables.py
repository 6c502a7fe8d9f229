"""Tables: a CSV or JSON file and its mapping → events, a row each."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from selon.record.mapping import OF_ROLE, Row, TableMap, checked, columns_of, days, value_of
from selon.wire.errors import InputError

LARGEST = 500_000_000  # characters of a file
csv.field_size_limit(10_000_000)


class Taker(NamedTuple):
    """Who has a role in a row's event."""

    role: str
    name: str
    country: str | None
    sector: str | None


class Measure(NamedTuple):
    """What else a row measures."""

    name: str
    value: float
    unit: str | None


class Told(NamedTuple):
    """The event of a row, numbered from 1. `begins` and `ends` are days, or moments in UTC (`2023-09-13T02:41Z`)."""

    row: int
    type: str
    status: str
    outcome: str | None
    quantity: int | None
    begins: str
    ends: str
    known: str
    place: str | None
    geoname: int | None
    country: str | None
    latitude: float | None
    longitude: float | None
    cited: str | None
    words: str | None
    takers: tuple[Taker, ...]
    measures: tuple[Measure, ...]


def read_table(path: str, mapping: TableMap) -> Iterator[Told | InputError | None]:
    """Yields the event of each row; None for one that tells no event that the mapping names, an InputError for one
    that cannot be read. Raises InputError for a file that is no such table."""
    for number, row in enumerate(_rows(path, mapping), 1):
        try:
            yield _told(number, row, mapping)
        except ValueError as error:
            yield InputError(f"{path}#{number}", str(error))


def _rows(path: str, mapping: TableMap) -> Iterator[Row]:
    try:
        with open(path, encoding=mapping.encoding, newline="") as file:
            head = file.read(1).strip() or file.read(1024).strip()[:1]
            file.seek(0)
            if mapping.rows or head in ("[", "{"):
                yield from _found(path, _json(path, file.read(LARGEST)), mapping.rows or "[]")
            else:
                yield from _lines(path, file, mapping)
    except OSError as error:
        raise InputError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except UnicodeError as error:
        why = " ".join(str(error).split())
        raise InputError(path, f"is not in {mapping.encoding}: {why}; give its encoding in the mapping") from error
    except csv.Error as error:
        raise InputError(path, f"is no CSV: {error}") from error


def _json(path: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"is no JSON: {error}") from error


def _lines(path: str, lines: Iterable[str], mapping: TableMap) -> Iterator[Row]:
    """The rows of a CSV file whose head has the columns."""
    rows = csv.DictReader(lines, delimiter=mapping.delimiter, strict=True)
    head = [" ".join(name.split()) for name in rows.fieldnames or ()]
    if head and (missing := sorted(columns_of(mapping) - set(rows.fieldnames or ()))):
        raise InputError(path, f"has no column {missing[0]!r}; it has {', '.join(head)}")
    for number, row in enumerate(rows, 1):
        if None in row:  # more cells than the head has
            what = f"has more cells in row {number} than in its first line; give its delimiter in the mapping"
            raise InputError(path, what)
        yield row


def _found(path: str, held: Any, way: str) -> Iterator[Row]:
    """The objects at the end of a way through JSON: `timeBins[].data[]`."""
    items = [held]
    for step in filter(None, way.split(".")):
        name, lists = step.removesuffix("[]"), step.endswith("[]")
        items = [item.get(name) if isinstance(item, dict) else None for item in items] if name else items
        if lists:
            items = [each for item in items if isinstance(item, list) for each in item]
    if not any(isinstance(item, dict) for item in items):
        raise InputError(path, f"holds no rows at {way!r}; give the way to them in the mapping (rows)")
    yield from (item if isinstance(item, dict) else {} for item in items)


def _told(number: int, row: Row, mapping: TableMap) -> Told | None:
    cells = {name: value_of(rules, row) for name, rules in mapping.fields.items()}
    if not cells["type"]:
        return None
    for name, cell in cells.items():
        if cell:
            checked(name, cell)
    begins, ends = _when(cells, mapping)
    return Told(
        row=number,
        type=cells["type"],
        status=cells.get("status") or "asserted",
        outcome=cells.get("outcome"),
        quantity=_whole(cells.get("quantity"), "quantity"),
        begins=begins,
        ends=ends,
        known=days(cells.get("known") or ends[:10])[1],
        place=cells.get("place"),
        geoname=_whole(cells.get("geoname"), "geoname"),
        country=cells.get("country"),
        latitude=_degrees(cells.get("latitude"), "latitude", 90),
        longitude=_degrees(cells.get("longitude"), "longitude", 180),
        cited=cells.get("cited"),
        words=cells.get("words"),
        takers=tuple(_takers(row, mapping)),
        measures=tuple(_measures(row, mapping)),
    )


def _takers(row: Row, mapping: TableMap) -> Iterator[Taker]:
    for role, fields in mapping.roles.items():
        name, country, sector = (value_of(fields[key], row) if key in fields else None for key in OF_ROLE)
        if name:
            yield Taker(role, name, country and checked("country", country), sector)


def _measures(row: Row, mapping: TableMap) -> Iterator[Measure]:
    for name, rules in mapping.values.items():
        if (number := _figures(value_of(rules, row) or "")) is not None:  # "unknown": nothing is measured
            yield Measure(name, number, mapping.units.get(name))


def _when(cells: Mapping[str, str | None], mapping: TableMap) -> tuple[str, str]:
    """When it begins and ends: days; with a clock and a zone, a moment in UTC."""
    day, clock, end = cells["date"], cells.get("time"), cells.get("end")
    if not day:
        raise ValueError("has no date")
    begins, ends = days(day)
    if end:
        ends = days(end)[1]
    elif clock and mapping.zone:
        begins = ends = _moment(begins, ends, clock, mapping.zone)
    if ends < begins:
        raise ValueError(f"ends ({ends}) before it begins ({begins})")
    return begins, ends


CLOCK = re.compile(r"\d\d?:\d\d(:\d\d)?\Z", re.ASCII)


def _moment(day: str, last: str, clock: str, zone: ZoneInfo) -> str:
    if not CLOCK.match(clock):
        raise ValueError(f"{clock!r} is no time of day; the mapping must yield HH:MM")
    if day != last:
        raise ValueError(f"has a time of day ({clock}), but no day")
    try:
        local = datetime.fromisoformat(f"{day}T{clock.zfill(5 if len(clock) < 6 else 8)}").replace(tzinfo=zone)
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    except (ValueError, OverflowError):
        raise ValueError(f"{clock!r} is no time of day; the mapping must yield HH:MM") from None


FIGURES = re.compile(r"[-+]?(\d{1,3}([, \u00a0\u202f]\d{3})+|\d+)(\.\d+)?([eE][-+]?\d{1,2})?\Z", re.ASCII)
LARGEST_WHOLE = 2**63


def _figures(told: str) -> float | None:
    """A number, with commas or blanks between its thousands and a point before its decimals; None for none."""
    return float(re.sub(r"[, \u00a0\u202f]", "", told)) if FIGURES.match(told) else None


def _number(told: str | None, name: str) -> float | None:
    number = _figures(told) if told else None
    if told and number is None:
        raise ValueError(f"{name}: {told!r} is no number")
    return number


def _whole(told: str | None, name: str) -> int | None:
    number = _number(told, name)
    if number is not None and not (0 <= number < LARGEST_WHOLE and number.is_integer()):
        raise ValueError(f"{name}: {told!r} is no whole number")
    return None if number is None else int(number)


def _degrees(told: str | None, name: str, most: int) -> float | None:
    number = _number(told, name)
    if number is not None and abs(number) > most:
        raise ValueError(f"{name}: {told!r} is more than {most} degrees")
    return number
