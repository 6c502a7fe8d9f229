"""Mapping: how the columns of somebody's table of events are read. docs/import.md explains the file.

A field is words that hold for every row, or a rule: a column, what of it counts (`pattern`, its first group), what its
values stand for; or a list of rules, of which the first that yields something has it.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selon.languages.events import ROLES, event_types
from selon.model import Outcome, Status
from selon.record.folding import storable
from selon.wire.errors import InputError

TEXTS = ("name", "title", "noun", "source", "licence", "url", "rows", "zone", "encoding", "delimiter")
FIELDS = (
    *("type", "status", "outcome", "quantity", "date", "time", "end", "known"),
    *("place", "geoname", "country", "latitude", "longitude", "cited", "words"),
)
TABLES = ("roles", "values", "coverage")
RULE = frozenset(("column", "pattern", "values", "value"))
OF_ROLE = ("name", "country", "sector")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?=[T ]|\Z)", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{3}\Z")
CLOSED: dict[str, tuple[str, ...]] = {  # the fields of which selon knows every value
    "type": event_types("fr"),
    "status": get_args(Status),
    "outcome": ("succeeded", *get_args(Outcome)),
}
Row = Mapping[str, Any]


class Rule(NamedTuple):
    """One way to get a field: `value` whatever the row holds; else the column's, or what `pattern` takes of it, by
    `values` where they are given, which then are all that counts."""

    column: str | None
    pattern: re.Pattern[str] | None
    values: Mapping[str, str] | None
    value: str | None


Rules = tuple[Rule, ...]


@dataclass(frozen=True)
class TableMap:
    """A mapping. `rows` is the way to the rows of a JSON file (`timeBins[].data[]`), `zone` that of its times, `units`
    those of its values, `coverage` the days for which the table means to hold all there is; `text` the file's."""

    name: str
    title: str
    noun: str
    source: str | None
    licence: str | None
    url: str | None
    rows: str
    zone: ZoneInfo | None
    encoding: str
    delimiter: str
    fields: Mapping[str, Rules]
    roles: Mapping[str, Mapping[str, Rules]]
    values: Mapping[str, Rules]
    units: Mapping[str, str]
    coverage: tuple[str | None, str | None]
    text: str


def load_mapping(path: str) -> TableMap:
    """Reads a mapping file; raises InputError, naming the entry, for what cannot be meant."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        held = tomllib.loads(text)
    except OSError as error:
        raise InputError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"is no TOML: {error}") from error
    try:
        return _mapping(held, text)
    except _Wrong as error:
        raise InputError(path, str(error)) from error


class _Wrong(ValueError):
    """What is wrong with an entry."""


def _mapping(held: dict[str, Any], text: str) -> TableMap:
    _known(held, (*TEXTS, *FIELDS, *TABLES), "")
    for needed in ("name", "type", "date"):
        if needed not in held:
            raise _Wrong(f"has no {needed}; every mapping needs one")
    texts = {key: _text(held.get(key), key) for key in TEXTS}
    if not SLUG.match(texts["name"] or ""):
        raise _Wrong(f"name: {texts['name']!r} is no name; give small letters, figures and hyphens")
    values = _table(held, "values")
    return TableMap(
        name=texts["name"] or "",
        title=texts["title"] or texts["name"] or "",
        noun=texts["noun"] or "events",
        source=texts["source"],
        licence=texts["licence"],
        url=texts["url"],
        rows=texts["rows"] or "",
        zone=_zone(texts["zone"]),
        encoding=_encoding(texts["encoding"] or "utf-8-sig"),
        delimiter=_delimiter(texts["delimiter"] or ","),
        fields={name: _rules(held[name], name) for name in FIELDS if name in held},
        roles={role: _role(role, fields) for role, fields in _table(held, "roles").items()},
        values={name: _rules(_less(rule, "unit"), f"values.{name}") for name, rule in values.items()},
        units={name: str(rule["unit"]) for name, rule in values.items() if isinstance(rule, dict) and "unit" in rule},
        coverage=_coverage(_table(held, "coverage")),
        text=text,
    )


def _known(held: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    wanted = list(names)
    for key in held:
        if key not in wanted:
            raise _Wrong(f"{where}{' '.join(key.split())} is nothing that a mapping has; it has {', '.join(wanted)}")


def _text(value: Any, key: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _Wrong(f"{key} must be words in quotation marks")


def _table(held: Mapping[str, Any], name: str, where: str = "") -> dict[str, Any]:
    table = held.get(name, {})
    if not isinstance(table, dict):
        raise _Wrong(f"{where}{name} must be a table")
    return table


def _less(rule: Any, key: str) -> Any:
    return {name: held for name, held in rule.items() if name != key} if isinstance(rule, dict) else rule


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _Wrong(f"zone: there is no {name!r}; give one such as UTC or Asia/Seoul") from error


def _role(role: str, fields: Any) -> dict[str, Rules]:
    if role not in ROLES:
        raise _Wrong(f"roles.{role} is no role; there are {', '.join(sorted(ROLES))}")
    if not isinstance(fields, dict) or "name" not in fields:
        raise _Wrong(f"roles.{role} must be a table with a name")
    _known(fields, OF_ROLE, f"roles.{role}.")
    return {name: _rules(rule, f"roles.{role}.{name}") for name, rule in fields.items()}


def _encoding(name: str) -> str:
    try:
        "".encode(name)
        return codecs.lookup(name).name if name != "utf-8-sig" else name
    except (LookupError, ValueError) as error:
        raise _Wrong(f"encoding: there is no {name!r}; give one such as utf-8, latin-1 or cp1252") from error


def _delimiter(mark: str) -> str:
    if len(mark) == 1 and mark not in '"\r\n\0':
        return mark
    raise _Wrong(f"delimiter: {mark!r} is no mark; give one, such as ; or a tab")


def _coverage(held: dict[str, Any]) -> tuple[str | None, str | None]:
    _known(held, ("begins", "ends"), "coverage.")
    begins, ends = (_covered(held.get(key), f"coverage.{key}", at) for at, key in enumerate(("begins", "ends")))
    if begins and ends and ends < begins:
        raise _Wrong(f"coverage ends ({ends}) before it begins ({begins})")
    return begins, ends


def _covered(value: Any, where: str, end: int) -> str | None:
    try:
        return None if value is None else days(str(value))[end]
    except ValueError as error:
        raise _Wrong(f"{where}: {error}") from error


def days(told: str) -> tuple[str, str]:
    """The first and the last day of a day, a month (1984-09) or a year; a clock behind a day is passed over."""
    try:
        found = DAY.match(told.strip())
        year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
        last_day = day or monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1).isoformat(), date(year, month or 12, last_day).isoformat()
    except ValueError:
        raise ValueError(f"{told!r} is no day; the mapping must yield YYYY-MM-DD, YYYY-MM or YYYY") from None


def checked(field: str, told: str) -> str:
    """What a field is told to be. Raises ValueError where selon knows no such value of it."""
    known = CLOSED.get(field)
    if known and told not in known:
        raise ValueError(f"{field}: there is no {told!r}; there are {', '.join(known)}")
    if field == "country" and not COUNTRY.match(told):
        raise ValueError(f"country: {told!r} is no code of three letters, such as FRA")
    return told


def _rules(held: Any, where: str) -> Rules:
    return tuple(_rule(each, where) for each in (held if isinstance(held, list) else [held]))


def _rule(held: Any, where: str) -> Rule:
    if not isinstance(held, dict):
        return Rule(None, None, None, _told(held, where))
    _known(held, sorted(RULE), f"{where}.")
    column, value = _text(held.get("column"), f"{where}.column"), held.get("value")
    if column is None and (value is None or len(held) > 1):
        raise _Wrong(f"{where} needs a column, or a value alone")
    stands = {key: _told(each, where) for key, each in _table(held, "values", f"{where}.").items()}
    return Rule(
        column,
        _pattern(held.get("pattern"), where),
        stands if "values" in held else None,
        None if value is None else _told(value, where),
    )


def _told(value: Any, where: str) -> str:
    if isinstance(value, dict | list):
        raise _Wrong(f"{where} must yield words, not a table or a list")
    try:
        measured = where.startswith("values.")
        return str(value) if measured or value == "" else checked(where.rpartition(".")[2], str(value))
    except ValueError as error:
        raise _Wrong(str(error)) from error


def _pattern(pattern: Any, where: str) -> re.Pattern[str] | None:
    try:
        return None if pattern is None else re.compile(str(pattern))
    except (re.error, OverflowError, RecursionError) as error:
        raise _Wrong(f"{where}.pattern: {error}") from error


def value_of(rules: Rules, row: Row) -> str | None:
    """Returns what the first rule that yields something says of the row; None for nothing."""
    return next((found for rule in rules if (found := _applied(rule, row))), None)


def _applied(rule: Rule, row: Row) -> str | None:
    """A value that stands for "" stands for nothing; with a pattern, `value` holds where it matches."""
    if rule.column is None:
        return rule.value
    cell = row.get(rule.column)
    raw = "" if cell is None else _clean(str(cell))
    if rule.pattern:
        found = rule.pattern.search(raw)
        if found is None:
            return None
        raw = found[1] or "" if rule.pattern.groups else found[0]
    if rule.values is not None:
        raw = rule.values.get(raw.lower(), rule.values.get(raw, ""))
    return (rule.value if rule.value is not None else raw) if raw else None


def _clean(cell: str) -> str:
    """A cell without what SQLite cannot hold in a text: NUL, and halves of surrogate pairs."""
    return storable(cell.strip().replace("\0", "\ufffd"))


def columns_of(mapping: TableMap) -> set[str]:
    """The columns that the mapping asks for."""
    roles = (rules for fields in mapping.roles.values() for rules in fields.values())
    every = (*mapping.fields.values(), *roles, *mapping.values.values())
    return {rule.column for rules in every for rule in rules if rule.column}
