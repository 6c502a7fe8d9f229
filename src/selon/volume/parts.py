"""Parts: so many items of an input in a row, read at once → a file for each table, and a line of the manifest.

The files are written beside and renamed, the line of the manifest last: a part whose line is there is whole. It says by
what the part was made, so that one that would come out otherwise is made anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from selon.export.output import DRAFT, replaced
from selon.export.parquet import write_rows
from selon.record.folding import storable
from selon.version import __version__
from selon.volume.items import Columns, Input, Item, bytes_of, items
from selon.volume.shards import Asked, read_shard
from selon.volume.tables import COLUMNS, VERSION, schema_name

MANIFEST = "manifest"
STALE = 3600  # seconds; a file is written in moments, so that what is older and not whole never will be
ODD = re.compile(r"[^\w.-]+", re.ASCII)


class Part(NamedTuple):
    """Items of an input, the `number`th part of it; `hash` is of the items and of all that is asked."""

    input: str
    number: int
    hash: str
    items: list[Item]

    @property
    def name(self) -> str:
        """afp-2023.warc.gz-1f3a5b77-000012: of the input's name, and of its hash, since names are shortened."""
        return part_name(self.input, self.number)


class Line(msgspec.Struct, frozen=True):
    """A line of the manifest: what came of a part. `seconds` is the wall time that it took."""

    part: str
    input: str
    number: int
    hash: str
    items: int
    rows: dict[str, int]
    failed: list[dict[str, str]]
    skipped: dict[str, int]
    seconds: float
    selon: str
    schema: int


def part_name(input: str, number: int) -> str:
    """A name that no reader of tables passes over, as they do those that begin with a dot or a line."""
    tag = hashlib.sha256(input.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{ODD.sub('-', input)[-60:].strip('-._') or 'files'}-{tag}-{number:06}"


def parts(input: Input, columns: Columns, asked: Asked, size: int) -> Iterator[Part]:
    """Yields the parts of an input. Raises InputError where it is none at all."""
    salt = msgspec.json.encode([columns, asked, size])
    left = items(input, columns)
    number = 0
    while held := list(islice(left, size)):
        yield Part(input.name, number, _hash(salt, held), held)
        number += 1


def _hash(salt: bytes, held: Iterable[Item]) -> str:
    made = hashlib.sha256(salt)
    for item in held:
        data = bytes_of(item)
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


def is_made(folder: Path, part: Part) -> Line | None:
    """Returns the line of a part that is there, made of the same by the same selon; None where it is to be made."""
    line = load_line(folder / MANIFEST / f"{part.name}.json")
    same = line and (line.hash, line.selon, line.schema) == (part.hash, __version__, VERSION)
    return line if same and all(map(Path.is_file, files_of(folder, part.name))) else None


def load_line(path: Path) -> Line | None:
    """Returns a line of the manifest; None for none, or one that is no line."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Line)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def files_of(folder: Path, name: str) -> list[Path]:
    """The files of a part, a table each."""
    return [folder / table / f"{name}.parquet" for table in COLUMNS]


def make_folders(folder: Path) -> None:
    """Makes the folders of the tables, and takes away what processes that were killed left half written. Raises
    OSError."""
    old = time.time() - STALE
    for name in (*COLUMNS, MANIFEST):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for entry in os.scandir(folder / name):
            with suppress(OSError):  # another process may be at it too
                if entry.name.startswith(DRAFT) and entry.stat().st_mtime < old:
                    os.unlink(entry)


def make_part(part: Part, asked: Asked, folder: Path) -> Line:
    """Reads a part and writes its files, then its line. Raises OSError; InputError where an extra is missing."""
    began = time.monotonic()
    shard = read_shard(part.items, asked)
    for table, path in zip(COLUMNS, files_of(folder, part.name), strict=True):
        write_rows(shard.rows[table], COLUMNS[table], schema_name(table), str(path))
    line = Line(
        part=part.name,
        input=storable(part.input),
        number=part.number,
        hash=part.hash,
        items=len(part.items),
        rows={table: len(rows) for table, rows in shard.rows.items()},
        failed=[{"path": storable(error.name), "reason": storable(error.what)} for error in shard.failed],
        skipped=dict(sorted(shard.skipped.items())),
        seconds=round(time.monotonic() - began, 3),
        selon=__version__,
        schema=VERSION,
    )
    with replaced(str(folder / MANIFEST / f"{part.name}.json"), "wb") as file:
        file.write(msgspec.json.encode(line) + b"\n")
    return line
