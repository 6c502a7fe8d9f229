"""The file of a record: opened, made, checked, written to; and what goes wrong with it, told to a person.

The file is SQLite with a write-ahead log: a process that is killed loses what it had not finished, and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from selon.wire.errors import InputError

SCHEMA = Path(__file__).with_name("schema.sql")
APPLICATION = 0x5E1072  # "selon" in SQLite's header: tells a record from other files
FORM = 2  # the version of the schema, in SQLite's header; record.upgrading makes it of an older one
PATIENCE = 60.0  # seconds to wait for another process that writes
AGAIN = 0.01  # seconds to wait before what SQLite does not wait for is tried again
PAGE = 1024  # bytes; larger pages would be left a quarter empty by rows as long as dispatches
HEADER = 100  # bytes of SQLite's header
MAGIC = b"SQLite format 3\0"

DAMAGED = "is damaged ({}); put a copy back, or take its dispatches in anew"
FAULT = "could not be used ({}); if it is whole, this is a fault of selon: please report it"
REASONS = (  # the beginning of SQLite's message → what to tell
    ("database or disk is full", "the disk is full; make room and run it again: what was kept is unharmed"),
    ("attempt to write a readonly database", "may not be written to; change its permissions, or copy it"),
    ("unable to open database file", "cannot be opened; check that its folder exists and may be written to"),
    ("database is locked", "is busy: another selon writes to it; try again when that is done"),
    ("disk I/O error", "the disk failed, or is full; check it and run it again: what was kept is unharmed"),
    ("file is not a database", "is no record of selon; name another file"),
)
DAMAGE = ("malformed", "corrupt")  # signs of it in SQLite's message


T = TypeVar("T")
Found = dict[str, str | int | float | None]  # a row of an answer


@dataclass(frozen=True)
class Record:
    """An open record: its path and the connection, which commits nothing by itself (see `writing`)."""

    path: str
    db: sqlite3.Connection

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_record(path: str, *, create: bool = False, change: bool = False, older: bool = False) -> Record:
    """Opens a record, to be asked; with `change` to be written to as well, with `create` made where there is none.

    Raises InputError for what is missing, no record, damaged, of a newer selon, of an older one (unless `older`), or
    not to be opened.
    """
    there = os.path.exists(path)
    if not there and not create:
        raise InputError(path, "there is no such record; make it with selon ingest SOURCE --record FILE")
    with explained(path):
        if there:
            _check_file(path)
        record = Record(path, _connected(path, create or change))
        try:
            _check_form(record, create, older)
        except BaseException:
            record.close()
            raise
        return record


def rows_of(cursor: sqlite3.Cursor) -> list[Found]:
    """What a query found: each row by the names of its columns."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def explained(
    path: str,
    reasons: Iterable[tuple[str, str]] = REASONS,
    damaged: str = DAMAGED,
    signs: Iterable[str] = DAMAGE,
) -> Iterator[None]:
    """Turns what SQLite says went wrong into an InputError of one line: one of the reasons, by how its message begins;
    that the file is damaged, by a sign of it in the message; else that it is a fault of ours."""
    try:
        yield
    except sqlite3.Error as error:
        message = str(error)
        for start, reason in reasons:
            if message.startswith(start):
                raise InputError(path, reason) from error
        fault = damaged if any(sign in message for sign in signs) else FAULT
        raise InputError(path, fault.format(message)) from error


@contextmanager
def writing(record: Record) -> Iterator[sqlite3.Connection]:
    """One change of the record: kept whole at the end, or not at all. Waits for another process that writes."""
    record.db.execute("BEGIN IMMEDIATE")
    try:
        yield record.db
        record.db.execute("COMMIT")
    except BaseException:
        if record.db.in_transaction:
            record.db.execute("ROLLBACK")
        raise


def cut(rows: Sequence[T], limit: int) -> tuple[list[T], bool]:
    """The rows up to the limit, and whether there are more: one more than the limit was asked for."""
    return list(rows[:limit]), len(rows) > limit


@contextmanager
def unmoved(record: Record) -> Iterator[None]:
    """The record as it is at one moment, for all that is asked within, whatever another process writes meanwhile."""
    record.db.execute("BEGIN")
    try:
        yield
    finally:
        if record.db.in_transaction:
            record.db.execute("ROLLBACK")


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _check_file(path: str) -> None:
    """Refuses at once what SQLite would find out late: a folder, a file of another kind, one that was cut."""
    if os.path.isdir(path):
        raise InputError(path, "is a folder; name a file in it")
    try:
        with open(path, "rb") as file:
            header = file.read(HEADER)
    except OSError as error:
        raise InputError(path, f"cannot be read ({(error.strerror or str(error)).lower()})") from error
    size = os.path.getsize(path)
    if header and not header.startswith(MAGIC):
        raise InputError(path, "is no record of selon; name another file")
    if 0 < len(header) < HEADER:
        raise InputError(path, DAMAGED.format("it was cut"))
    page = int.from_bytes(header[16:18], "big") or 1
    pages = int.from_bytes(header[28:32], "big")
    if header and size < pages * (65536 if page == 1 else page) and not _has_log(path):
        raise InputError(path, DAMAGED.format("it was cut"))


def _has_log(path: str) -> bool:
    """Whether a write-ahead log waits, which may hold the pages that the file lacks."""
    return os.path.exists(f"{path}-wal") and os.path.getsize(f"{path}-wal") > 0


def _connected(path: str, write: bool) -> sqlite3.Connection:
    """Connects, to read at least: from a folder in which no log can be made, as from a medium that does not change."""
    address = Path(path).absolute().as_uri()
    if write:
        return _configured(f"{address}?mode=rwc", write)
    folder = os.path.dirname(os.path.abspath(path))
    if os.access(folder, os.W_OK):
        return _configured(f"{address}?mode=ro", write)
    return _configured(f"{address}?mode=ro{'' if _has_log(path) else '&immutable=1'}", write)


def _configured(address: str, write: bool) -> sqlite3.Connection:
    db = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cache_size = -65536")
        if write:
            db.execute(f"PRAGMA page_size = {PAGE}")
            _log_ahead(db)
            db.execute("PRAGMA synchronous = NORMAL")
        db.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        db.close()
        raise
    return db


def _log_ahead(db: sqlite3.Connection) -> None:
    """Has it keep a write-ahead log. SQLite does not wait by itself for another process that is just doing the same."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(AGAIN)


def _check_form(record: Record, create: bool, older: bool) -> None:
    (application,) = record.db.execute("PRAGMA application_id").fetchone()
    (form,) = record.db.execute("PRAGMA user_version").fetchone()
    (tables,) = record.db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and form == 0 and tables == 0:
        if not create:
            raise InputError(record.path, "is empty; make a record with selon ingest SOURCE --record FILE")
        _make(record)
    elif application != APPLICATION:
        raise InputError(record.path, "is a database, but no record of selon; name another file")
    elif form > FORM:
        raise InputError(record.path, f"is of a newer selon (form {form}, this one knows {FORM}); update selon")
    elif form < FORM and not older:
        raise InputError(record.path, "was made by an older selon; selon upgrade brings it up to date")


def _make(record: Record) -> None:
    """Makes the tables, in one change: two processes may come at once."""
    with writing(record) as db:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        for statement in statements():
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {FORM}")


def statements() -> Iterator[str]:
    """The statements of the schema, one by one: `executescript` would commit before it begins."""
    statement = ""
    for line in SCHEMA.read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
