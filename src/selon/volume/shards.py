"""Shards: items in, rows out. One pure function, which every way of reading many documents ends in: the same items give
the same rows, whoever reads them, in whatever process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from selon.languages.known import KnownName
from selon.model import Dispatch
from selon.record.readers import Answer, read_many
from selon.volume.documents import Skipped, documents
from selon.volume.items import Item
from selon.volume.tables import COLUMNS, Row, rows_of
from selon.wire.errors import InputError

LOT = 32  # readings whose rows are made together: quicker by a quarter than each between two readings


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
    shard = _empty()
    _read([(shard, given) for given in _wanted(items, asked, shard)], asked)
    return shard


def read_each(items: Iterable[Item], asked: Asked) -> list[Shard]:
    """Returns what comes of each item, as `read_shard` reads them together."""
    held = [(item, _empty()) for item in items]
    _read([(shard, given) for item, shard in held for given in _wanted([item], asked, shard)], asked)
    return [shard for _, shard in held]


def _empty() -> Shard:
    return Shard({table: [] for table in COLUMNS}, [], Counter())


def _read(wanted: Sequence[tuple[Shard, Dispatch]], asked: Asked) -> None:
    """Reads dispatches, each into its shard."""
    answers = zip(wanted, read_many([given for _, given in wanted], asked.names), strict=True)
    while lot := list(islice(answers, LOT)):
        for (shard, given), answer in lot:
            _add(shard, given, answer)


def _add(shard: Shard, given: Dispatch, answer: Answer) -> None:
    if isinstance(answer, str):
        shard.failed.append(InputError(given.path, answer))
        return
    for table, rows in rows_of(given, answer).items():
        shard.rows[table] += rows


def _wanted(items: Iterable[Item], asked: Asked, shard: Shard) -> Iterator[Dispatch]:
    for item in items:
        for found in documents(item, asked.lang, asked.day):
            if isinstance(found, InputError):
                shard.failed.append(found)
            elif isinstance(found, Skipped):
                shard.skipped[found.lang] += 1
            else:
                yield found
