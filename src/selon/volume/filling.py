"""Filling: the dispatches of a volume → a record, with the findings that stand in their rows: nothing is read again.

A lot of rows is kept in one change; links and entities are worked out at the end, as after any intake. A process that
is killed loses the lot that it was at: when the volume is given again, what is kept is known by its hash. What is
damaged, a row or the rest of a file, is a row of `failures`, and the rest goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selon.record.failures import failing, keep_failure, settle_failure
from selon.record.intake import Tally, settle_all
from selon.record.keeping import keep, keep_arrival, number_of
from selon.record.store import Record, writing
from selon.volume.loading import ANEW, dispatch_of, loaded, lots
from selon.volume.opening import short
from selon.volume.tables import Row
from selon.wire.errors import InputError

# What a row raises that is not as selon batch wrote it: in its columns, in its findings, or in how they hang together.
DAMAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError),
    sqlite3.IntegrityError,
)

Told = Callable[[Tally], None]
Became = str | InputError  # kept, known, or why not


@dataclass(frozen=True)
class Filling:
    """A record that is being filled. `told` is called after each lot; `failing` are the paths that failed before."""

    record: Record
    tally: Tally
    told: Told
    failing: frozenset[str]


def fill(record: Record, files: Sequence[str], tally: Tally, told: Told = lambda tally: None) -> None:
    """Keeps the dispatches of the files of a volume, then settles; `tally` goes on.

    Raises sqlite3.Error where the record cannot be written to: what was kept by then stays.
    """
    filling = Filling(record, tally, told, frozenset(failing(record.db)))
    for file in files:
        try:
            _fill_from(filling, file)
        except InputError as error:
            with writing(record) as db:
                keep_failure(db, file, error)
            tally.failed.append(error)
        tally.ended += 1
        told(tally)
    settle_all(record)


def _fill_from(filling: Filling, file: str) -> None:
    """Keeps the rows of a file. Raises InputError where it is damaged: what stands before that is kept."""
    first = 1
    for rows in lots(file):
        _keep_lot(filling, file, first, rows)
        first += len(rows)
    if file in filling.failing:
        with writing(filling.record) as db:
            settle_failure(db, file)


def _keep_lot(filling: Filling, file: str, first: int, rows: Sequence[Row]) -> None:
    """Keeps the rows of a lot in one change; where one of them is damaged, one by one. (With savepoints in one change,
    the index of words would be written row by row.)"""
    names = [f"{file}#{number}" for number, _ in enumerate(rows, first)]
    became: list[Became]
    try:
        became = list(_keep_rows(filling, names, rows))
    except DAMAGE:
        became = [_keep_alone(filling, file, name, row) for name, row in zip(names, rows, strict=True)]
    filling.tally.kept += became.count("kept")
    filling.tally.known += became.count("known")
    filling.tally.failed += [each for each in became if isinstance(each, InputError)]
    filling.told(filling.tally)


def _keep_rows(filling: Filling, names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    with writing(filling.record) as db:
        return [_keep(filling, db, name, row) for name, row in zip(names, rows, strict=True)]


def _keep_alone(filling: Filling, file: str, name: str, row: Row) -> Became:
    try:
        (became,) = _keep_rows(filling, [name], [row])
    except DAMAGE as error:
        failure = InputError(name, f"is damaged ({short(error)}); {ANEW}")
        with writing(filling.record) as db:
            keep_failure(db, file, failure)
        return failure
    return became


def _keep(filling: Filling, db: sqlite3.Connection, name: str, row: Row) -> str:
    """Keeps a dispatch, or only that it came in another way; returns which: kept, known."""
    dispatch = dispatch_of(row)
    number = number_of(db, dispatch.id)
    if number is None:
        found = loaded(row, dispatch)
        keep(db, found.given, found.reading, found.selon, found.findings)
    else:
        keep_arrival(db, number, dispatch)
    for path in filling.failing & {name, dispatch.path}:
        settle_failure(db, path)
    return "kept" if number is None else "known"
