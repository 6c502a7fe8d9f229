"""Shards: items in, rows out. One pure function, which every way of reading many documents ends in: the same items give
the same rows, whoever reads them, in whatever process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from selon.languages.known import KnownName
from selon.model import Dispatch
from selon.record.readers import read_chunk
from selon.volume.documents import Skipped, documents
from selon.volume.items import Item
from selon.volume.tables import COLUMNS, Row, rows_of
from selon.wire.errors import InputError

CHUNK = 32  # dispatches that are read together


class Asked(msgspec.Struct, frozen=True):
    """What is asked of all documents: their language and day, None for what each says; and a person's own names."""

    lang: str | None = None
    day: str | None = None
    names: tuple[KnownName, ...] = ()


class Shard(msgspec.Struct):
    """What comes of items: the rows of each table; which documents failed, and why; how many were passed over, by
    language."""

    rows: dict[str, list[Row]]
    failed: list[InputError]
    skipped: Counter[str]


def read_shard(items: Iterable[Item], asked: Asked) -> Shard:
    """Reads the documents of the items, in order. A document that cannot be read costs itself."""
    shard = Shard({table: [] for table in COLUMNS}, [], Counter())
    wanted = _wanted(items, asked, shard)
    while chunk := list(islice(wanted, CHUNK)):
        for given, answer in zip(chunk, read_chunk(chunk, asked.names), strict=True):
            if isinstance(answer, str):
                shard.failed.append(InputError(given.path, answer))
                continue
            for table, rows in rows_of(given, answer).items():
                shard.rows[table] += rows
    return shard


def _wanted(items: Iterable[Item], asked: Asked, shard: Shard) -> Iterator[Dispatch]:
    for item in items:
        for found in documents(item, asked.lang, asked.day):
            if isinstance(found, InputError):
                shard.failed.append(found)
            elif isinstance(found, Skipped):
                shard.skipped[found.lang] += 1
            else:
                yield found
