"""Tables: a CSV or JSON file and its mapping → events, a row each."""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from selon.record.mapping import Row, TableMap, columns_of, value_of
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
    with_columns = columns_of(mapping)
    for number, row in enumerate(_rows(path, mapping), 1):
        if number == 1 and (missing := sorted(with_columns - set(row))) and not mapping.rows:
            raise InputError(path, f"has no column {missing[0]!r}; it has {', '.join(map(str, row))}")
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
                yield from _found(path, json.loads(file.read(LARGEST)), mapping.rows or "[]")
            else:
                yield from _lines(path, csv.DictReader(file, delimiter=mapping.delimiter))
    except OSError as error:
        raise InputError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(path, f"is not in {mapping.encoding}: {error}; give its encoding in the mapping") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(path, f"is no JSON: {error}") from error
    except (csv.Error, TypeError) as error:
        raise InputError(path, f"is no CSV: {error}") from error


def _lines(path: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of a CSV file; the first shows whether it is one."""
    for row in rows:
        if None in row:  # more cells than the head has
            raise InputError(path, "has rows of more cells than its first line; give its delimiter in the mapping")
        yield row


def _found(path: str, held: Any, way: str) -> Iterator[Row]:
    """The objects at the end of a way through JSON: `timeBins[].data[]`."""
    items = [held]
    for step in filter(None, way.split(".")):
        name, lists = step.removesuffix("[]"), step.endswith("[]")
        items = [item.get(name) if isinstance(item, dict) else None for item in items] if name else items
        if lists:
            items = [each for item in items if isinstance(item, list) for each in item]
    rows = [item for item in items if isinstance(item, dict)]
    if not rows:
        raise InputError(path, f"holds no rows at {way!r}; give the way to them in the mapping (rows)")
    yield from rows


def _told(number: int, row: Row, mapping: TableMap) -> Told | None:
    cells = {name: value_of(rules, row) for name, rules in mapping.fields.items()}
    if not cells["type"]:
        return None
    begins, ends = _when(cells, mapping)
    return Told(
        row=number,
        type=cells["type"],
        status=_status(cells.get("status")),
        outcome=cells.get("outcome"),
        quantity=_whole(cells.get("quantity"), "quantity"),
        begins=begins,
        ends=ends,
        known=_days(cells.get("known") or ends[:10])[1],
        place=cells.get("place"),
        geoname=_whole(cells.get("geoname"), "geoname"),
        country=cells.get("country"),
        latitude=_number(cells.get("latitude"), "latitude"),
        longitude=_number(cells.get("longitude"), "longitude"),
        cited=cells.get("cited"),
        words=cells.get("words"),
        takers=tuple(_takers(row, mapping)),
        measures=tuple(_measures(row, mapping)),
    )


def _status(told: str | None) -> str:
    if told in (None, "asserted", "planned", "possible", "denied", "not-happened"):
        return told or "asserted"
    raise ValueError(f"{told!r} is no status: asserted, planned, possible, denied, not-happened")


def _takers(row: Row, mapping: TableMap) -> Iterator[Taker]:
    for role, fields in mapping.roles.items():
        name, country, sector = (value_of(fields[key], row) if key in fields else None for key in _OF_TAKER)
        if name:
            yield Taker(role, name, country, sector)


_OF_TAKER = ("name", "country", "sector")


def _measures(row: Row, mapping: TableMap) -> Iterator[Measure]:
    for name, rules in mapping.values.items():
        if told := value_of(rules, row):
            try:
                yield Measure(name, float(told.replace(",", "").replace(" ", "")), mapping.units.get(name))
            except ValueError:
                continue  # "unknown": nothing is measured


def _when(cells: Mapping[str, str | None], mapping: TableMap) -> tuple[str, str]:
    """When it begins and ends: days; with a clock and a zone, a moment in UTC."""
    day, clock = cells["date"], cells.get("time")
    if not day:
        raise ValueError("has no date")
    begins, ends = _days(day)
    if end := cells.get("end"):
        ends = _days(end)[1]
    elif clock and mapping.zone:
        begins = ends = _moment(begins, clock, mapping.zone)
    if ends < begins:
        raise ValueError(f"ends ({ends}) before it begins ({begins})")
    return begins, ends


def _days(told: str) -> tuple[str, str]:
    """The first and the last day of a day, a month (1984-09) or a year."""
    try:
        year, *rest = (int(part) for part in told.strip()[:10].split("-"))
        first_month, last_month = (rest[0], rest[0]) if rest else (1, 12)
        first_day, last_day = (rest[1], rest[1]) if len(rest) > 1 else (1, monthrange(year, last_month)[1])
        first, last = date(year, first_month, first_day), date(year, last_month, last_day)
    except (ValueError, OverflowError):
        raise ValueError(f"{told!r} is no day; the mapping must yield YYYY-MM-DD, YYYY-MM or YYYY") from None
    return first.isoformat(), last.isoformat()


def _moment(day: str, clock: str, zone: ZoneInfo) -> str:
    try:
        local = datetime.fromisoformat(f"{day}T{clock.zfill(5)}").replace(tzinfo=zone)
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    except (ValueError, OverflowError):
        raise ValueError(f"{clock!r} is no time of day; the mapping must yield HH:MM") from None


def _whole(told: str | None, name: str) -> int | None:
    number = _number(told, name)
    return None if number is None else int(number)


def _number(told: str | None, name: str) -> float | None:
    try:
        return float(told.replace(",", "")) if told else None
    except ValueError:
        raise ValueError(f"{name}: {told!r} is no number") from None
