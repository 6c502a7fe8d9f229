"""Mapping: how the columns of somebody's table of events are read. docs/import.md explains the file.

A field is words that hold for every row, or a rule: a column, what of it counts (`pattern`, its first group), what its
values stand for; or a list of rules, of which the first that yields something has it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selon.languages.events import ROLES, event_types
from selon.wire.errors import InputError

TEXTS = ("name", "title", "noun", "source", "licence", "url", "rows", "zone", "encoding", "delimiter")
FIELDS = (
    *("type", "status", "outcome", "quantity", "date", "time", "end", "known"),
    *("place", "geoname", "country", "latitude", "longitude", "cited", "words"),
)
TABLES = ("roles", "values", "coverage")
RULE = frozenset(("column", "pattern", "values", "value"))
OF_ROLE = ("name", "country", "sector")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
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
        text = Path(path).read_text(encoding="utf-8")
        held = tomllib.loads(text)
    except OSError as error:
        raise InputError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
        encoding=texts["encoding"] or "utf-8-sig",
        delimiter=texts["delimiter"] or ",",
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
            raise _Wrong(f"{where}{key} is nothing that a mapping has; it has {', '.join(wanted)}")


def _text(value: Any, key: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _Wrong(f"{key} must be words in quotation marks")


def _table(held: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = held.get(name, {})
    if not isinstance(table, dict):
        raise _Wrong(f"{name} must be a table")
    return table


def _less(rule: Any, key: str) -> Any:
    return {name: held for name, held in rule.items() if name != key} if isinstance(rule, dict) else rule


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _Wrong(f"zone: there is no {name!r}; give one such as UTC or Asia/Seoul") from error


def _role(role: str, fields: Any) -> dict[str, Rules]:
    if role not in ROLES:
        raise _Wrong(f"roles.{role} is no role; there are {', '.join(sorted(ROLES))}")
    if not isinstance(fields, dict) or "name" not in fields:
        raise _Wrong(f"roles.{role} must be a table with a name")
    _known(fields, OF_ROLE, f"roles.{role}.")
    return {name: _rules(rule, f"roles.{role}.{name}") for name, rule in fields.items()}


def _coverage(held: dict[str, Any]) -> tuple[str | None, str | None]:
    _known(held, ("begins", "ends"), "coverage.")
    begins, ends = (str(held[key]) if key in held else None for key in ("begins", "ends"))
    return begins, ends


def _rules(held: Any, where: str) -> Rules:
    return tuple(_rule(each, where) for each in (held if isinstance(held, list) else [held]))


def _rule(held: Any, where: str) -> Rule:
    if isinstance(held, dict):
        _known(held, sorted(RULE), f"{where}.")
        if "column" not in held and "value" not in held:
            raise _Wrong(f"{where} needs a column, or a value")
        values = held.get("values")
        if values is not None and not isinstance(values, dict):
            raise _Wrong(f"{where}.values must be a table")
        stands = {str(key): _told(value, where) for key, value in values.items()} if values is not None else None
        return Rule(
            held.get("column"), _pattern(held.get("pattern"), where), stands, _constant(held.get("value"), where)
        )
    return Rule(None, None, None, _told(held, where))


def _constant(value: Any, where: str) -> str | None:
    return None if value is None else _told(value, where)


def _told(value: Any, where: str) -> str:
    told = str(value)
    if where == "type" and told and told not in event_types("fr"):
        raise _Wrong(f"type: there is no {told!r}; there are {', '.join(event_types('fr'))}")
    return told


def _pattern(pattern: Any, where: str) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    try:
        return re.compile(str(pattern))
    except re.error as error:
        raise _Wrong(f"{where}.pattern: {error}") from error


def value_of(rules: Rules, row: Row) -> str | None:
    """Returns what the first rule that yields something says of the row; None for nothing."""
    return next((found for rule in rules if (found := _applied(rule, row))), None)


def _applied(rule: Rule, row: Row) -> str | None:
    """A value that stands for "" stands for nothing; with a pattern, `value` holds where it matches."""
    if rule.column is None:
        return rule.value
    cell = row.get(rule.column)
    raw = "" if cell is None else str(cell).strip()
    if rule.pattern:
        found = rule.pattern.search(raw)
        if found is None:
            return None
        raw = found[1] or "" if rule.pattern.groups else found[0]
    if rule.values is not None:
        raw = rule.values.get(raw.lower(), rule.values.get(raw, ""))
    return (rule.value if rule.value is not None else raw) if raw else None


def columns_of(mapping: TableMap) -> set[str]:
    """The columns that the mapping asks for."""
    roles = (rules for fields in mapping.roles.values() for rules in fields.values())
    every = (*mapping.fields.values(), *roles, *mapping.values.values())
    return {rule.column for rules in every for rule in rules if rule.column}
