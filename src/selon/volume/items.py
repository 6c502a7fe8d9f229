"""Items: what an input holds, as it stands there: a record of a WARC, a row of Parquet or JSONL, a file of a folder.

To take an input apart costs little, to read what is in it much: so one process does the first, and those that read get
items. Each says where it comes from (`path`) and has the bytes that a part's hash is made of.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, NamedTuple, cast

import msgspec

from selon.volume.opening import damage, open_table, short
from selon.wire.errors import InputError
from selon.wire.inputs import SUFFIXES, find_inputs, opened_input
from selon.wire.warc import Raw, load_raw

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
ROWS = (".parquet",)
ARCHIVES = (".warc", ".warc.gz")
LONGEST_LINE = 32_000_000  # bytes


class Columns(msgspec.Struct, frozen=True):
    """The columns of Parquet, or keys of JSONL, that hold the text, its address, the day it was sent, its language."""

    text: str = "text"
    url: str | None = "url"
    date: str | None = "date"
    lang: str | None = None


class Cells(NamedTuple):
    """A row, as far as the columns go; None for what it lacks."""

    path: str
    text: Any
    url: Any
    date: Any
    lang: Any


class File(NamedTuple):
    """A file that is a dispatch, or a message of a wire that holds some."""

    path: str
    data: bytes


Item = Raw | Cells | File | InputError


class Place(NamedTuple):
    """Where a file is, and what it is called in the rows: its place below the folder that was named, so that it does
    not matter where one stands."""

    file: str
    name: str


class Input(NamedTuple):
    """What is taken apart as one: an archive or a table; or all other files of a folder, each of which holds little."""

    name: str
    places: list[Place]


def find(args: Iterable[str], out: str | None = None) -> tuple[list[Input], list[InputError]]:
    """Returns the inputs that `args` (files, folders, globs) stand for, by name, and an error for each that has none,
    or whose name another has. What is in the folder `out` is none: the tables go there."""
    own = os.path.join(os.path.abspath(out), "") if out else None
    found: dict[str, Place] = {}
    errors: list[InputError] = []
    for arg in args:
        files, missing = find_inputs([arg], (*SUFFIXES, *LINES, *ROWS))
        errors += missing
        for file in files:
            if own and os.path.abspath(file).startswith(own):
                continue
            name = _name(file, arg)
            if found.setdefault(name, Place(file, name)).file != file:
                errors.append(InputError(file, f"is called {name}, as {found[name].file}; name a folder above both"))
    return _inputs(sorted(found.values(), key=lambda place: place.name)), errors


def _inputs(places: Iterable[Place]) -> list[Input]:
    inputs: dict[str, Input] = {}
    for place in places:
        large = place.name.lower().endswith((*ROWS, *ARCHIVES, *LINES))
        name = place.name if large else f"{place.name.rpartition('/')[0] or '.'}/*"
        inputs.setdefault(name, Input(name, [])).places.append(place)
    return sorted(inputs.values(), key=lambda each: each.name)


def _name(file: str, arg: str) -> str:
    return os.path.relpath(file, arg).replace(os.sep, "/") if os.path.isdir(arg) else os.path.basename(file)


def items(input: Input, columns: Columns) -> Iterator[Item]:
    """Yields what an input holds; InputErrors for its damaged places, and for files of a folder that cannot be read.
    Raises InputError where it is none at all."""
    if input.name.endswith("/*"):
        yield from map(_file, input.places)
        return
    (place,) = input.places
    name = place.name.lower()
    if name.endswith(ROWS):
        yield from _rows(place, columns)
    elif name.endswith(ARCHIVES):
        with opened_input(place.file) as stream:
            yield from load_raw(stream, place.name)
    else:
        yield from _lines(place, columns)


def _file(place: Place) -> Item:
    try:
        with opened_input(place.file) as stream:
            return File(place.name, stream.read(LONGEST_LINE + 1))
    except InputError as error:
        return error


def bytes_of(item: Item) -> bytes:
    """What a part's hash is made of."""
    if isinstance(item, Raw | File):
        return item.path.encode("utf-8", "replace") + b"\0" + (item.block if isinstance(item, Raw) else item.data)
    return repr(tuple(item) if isinstance(item, Cells) else str(item)).encode("utf-8", "backslashreplace")


def _rows(input: Place, columns: Columns) -> Iterator[Item]:
    try:
        file = open_table(input.file)
    except InputError:
        raise
    except damage() as error:
        raise InputError(input.file, f"is no Parquet that can be read ({short(error)}); write it anew") from error
    wanted = _wanted(input, columns, file.schema_arrow.names)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=256, columns=sorted(set(filter(None, wanted)))):
            for row in batch.to_pylist():
                number += 1
                yield _cells(f"{input.name}#{number}", row, wanted)
    except damage() as error:
        yield InputError(input.name, f"is damaged behind row {number} ({short(error)}); write it anew")


Wanted = tuple[str | None, ...]  # the column of each cell, None for none


def _wanted(input: Place, columns: Columns, there: Iterable[str]) -> Wanted:
    """The columns that are there; only that of the text must be."""
    names = set(there)
    if columns.text not in names:
        have = ", ".join(sorted(names)[:20])
        raise InputError(input.file, f"has no column {columns.text!r}; name that of the text with --text ({have})")
    return (columns.text, *(name if name in names else None for name in (columns.url, columns.date, columns.lang)))


def _cells(path: str, row: dict[str, Any], wanted: Wanted) -> Cells:
    return Cells(path, *(row.get(name) if name else None for name in wanted))


def _lines(input: Place, columns: Columns) -> Iterator[Item]:
    wanted = (columns.text, columns.url, columns.date, columns.lang)
    number = 0
    try:
        with _opened(input) as stream:
            while line := stream.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _line(f"{input.name}#{number}", line, wanted)
    except (OSError, EOFError) as error:
        yield InputError(input.name, f"is cut or damaged behind line {number} ({short(error)}); get it again")


def _opened(input: Place) -> AbstractContextManager[BinaryIO]:
    if input.name.lower().endswith(".gz"):
        return cast("AbstractContextManager[BinaryIO]", gzip.open(input.file, "rb"))
    return opened_input(input.file)


def _line(path: str, line: bytes, wanted: Wanted) -> Item:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(path, f"is no JSON ({short(error)})")
    return _cells(path, row, wanted) if isinstance(row, dict) else InputError(path, "is no JSON object")
