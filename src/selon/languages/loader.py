"""Words as data: reads the tables and settings of a language's folder.

A table is one entry a line, fields between tabs, real letters; `#` starts a comment. A doubled or malformed line is a
`WordListError` that names its file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ENTRY = re.compile(r'"([^"]+)"\s*=')


class WordListError(ValueError):
    """A line of a word list is malformed or doubled; the message is `file:line: what is wrong`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its fields, and `place`, the name that `selon why` prints (`fr/verbs.tsv:31`)."""

    place: str
    fields: tuple[str, ...]


def rows(path: Path, columns: int, called: str = "") -> Iterator[Row]:
    """Yields the rows of a table of `columns` fields, trailing ones that are absent given as ""; `called` is the name
    of the file in their places, where it is none of selon's.

    Raises WordListError for a line with too many fields, or whose first field is empty or stands in an earlier line.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        words = line.split("#", 1)[0].rstrip()
        if not words:
            continue
        place = f"{called or f'{path.parent.name}/{path.name}'}:{number}"
        fields = [field.strip() for field in words.split("\t")]
        if len(fields) > columns:
            raise WordListError(f"{place}: {len(fields)} fields, at most {columns} expected")
        if not fields[0]:
            raise WordListError(f"{place}: the first field is empty")
        if fields[0] in seen:
            raise WordListError(f"{place}: {fields[0]!r} stands in line {seen[fields[0]]} already")
        seen[fields[0]] = number
        yield Row(place, tuple(fields + [""] * (columns - len(fields))))


def settings(path: Path) -> dict[str, Any]:
    """Returns a TOML file's content; raises WordListError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise WordListError(f"{path.parent.name}/{path.name}: {error}") from error


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a TOML table: its value, and its `place` (`fr/times.toml:31`)."""

    value: str
    place: str


def entry_places(path: Path) -> dict[tuple[str, str], str]:
    """Returns where each entry of each table of a TOML file stands."""
    places: dict[tuple[str, str], str] = {}
    table = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("["):
            table = line.strip("[]")
        elif entry := ENTRY.match(line):
            places[table, entry[1]] = f"{path.parent.name}/{path.name}:{number}"
    return places


def same_keys(expected: Iterable[str], found: Iterable[str], name: str, what: str) -> None:
    """Raises WordListError for a table that is missing, or that is no table of `what`."""
    wanted = set(expected)
    for key in sorted(wanted ^ set(found)):
        raise WordListError(f"{name}: {key!r} is {'missing' if key in wanted else f'no table of {what}'}")


def once(entries: Iterable[str], name: str) -> list[str]:
    """Returns the entries; raises WordListError for one that stands twice."""
    seen: set[str] = set()
    for entry in entries:
        if entry in seen:
            raise WordListError(f"{name}: {entry!r} stands twice")
        seen.add(entry)
    return list(entries)


@cache
def folder(lang: str) -> Path:
    """Returns the folder of a language; raises ValueError, naming those there are, for one that selon lacks."""
    path = FOLDER / lang
    if not lang.isalpha() or not path.is_dir():
        known = ", ".join(sorted(p.name for p in FOLDER.iterdir() if (p / "examples").is_dir()))
        raise ValueError(f"no language {lang!r}: selon has {known}")
    return path


def has_language(lang: str) -> bool:
    """Whether selon has the language."""
    try:
        return bool(folder(lang))
    except ValueError:
        return False
