"""Accounts: who may log in to a record's pages, and as what.

They are kept beside the record, never in it, since records are passed on: in an SQLite file of their own that only its
owner may read, for it also holds the secret that sessions are signed with. Passwords are kept as argon2id hashes, with
RFC 9106's parameters for little memory (its section 4). Every function takes the path of that file (`accounts_path`),
and raises InputError where it is missing, damaged, not ours, or open to others.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import stat
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from selon.record.store import explained
from selon.wire.errors import InputError

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

APPLICATION = 0x5E10AC  # in SQLite's header: tells accounts from records and other files
FORM = 1  # the version of SCHEMA, in SQLite's header
PATIENCE = 10.0  # seconds to wait for another process that writes
SECRET = 32  # bytes
SCHEMA = (
    # The epoch counts the changes of all accounts, so that a name that is removed and added again gets a new one.
    "CREATE TABLE held (one INTEGER PRIMARY KEY CHECK (one = 1), secret BLOB NOT NULL, epoch INTEGER NOT NULL) STRICT",
    "CREATE TABLE accounts (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL "
    "CHECK (role IN ('reader', 'editor', 'admin')), hash TEXT NOT NULL, epoch INTEGER NOT NULL) STRICT",
)

# Latin letters, with their accents: letters of other scripts, and of phonetic alphabets, look like these and are not.
NAME = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ƿǄ-ɏḀ-ỿ._@-]{1,64}")
LONGEST_NAME = 64  # characters
PASSWORD = range(8, 1024 + 1)  # characters

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_AT_ONCE = threading.BoundedSemaphore(2)  # hashes; each takes 64 MiB, and anybody may ask for one

NONE = "there are no accounts; make one with selon user add NAME --role admin"
FOREIGN = "is no file of selon's accounts; move it away, or name another record"
DAMAGED = "is damaged ({}); put a copy back, or delete it and add the accounts anew"
DAMAGE = ("malformed", "corrupt", "no such", "decode")  # signs of it in SQLite's message
REASONS = (  # the beginning of SQLite's message → what to tell
    ("database or disk is full", "the disk is full; make room and run it again"),
    ("attempt to write a readonly database", "may not be written to; change its permissions"),
    ("unable to open database file", "cannot be opened; check that you may read and write it and its folder"),
    ("database is locked", "is busy: another selon writes to it; try again when that is done"),
    ("disk I/O error", "the disk failed, or is full; check it and run it again"),
    ("file is not a database", FOREIGN),
)


class Account(NamedTuple):
    """Who may log in, by the name as it was given, and as what."""

    name: str
    role: Role


class Row(NamedTuple):
    """What is kept of an account. `epoch` is raised by whatever must end the sessions from before it."""

    name: str
    role: Role
    hash: str
    epoch: int


def accounts_path(record_path: str) -> str:
    """desk.selon → desk.selon.users"""
    return f"{record_path}.users"


def add_account(path: str, name: str, role: Role, password: str) -> Account:
    """Adds an account; the first makes the file. Raises InputError for a name, role or password that will not do, and
    for a name that has an account."""
    account = Account(checked_name(name), _checked_role(role))
    hash = _hashed(account.name, password)
    with _opened(path, change=True, create=True) as db:
        added = db.execute(
            "INSERT INTO accounts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (key_of(name), *account, hash, _next_epoch(db)),
        )
        if not added.rowcount:
            raise InputError(account.name, "has an account already; selon user password sets its password anew")
    return account


def set_password(path: str, name: str, password: str) -> None:
    """Sets the password anew, which ends the account's sessions. Raises InputError."""
    _change(path, name, "hash", _hashed(existing_account(path, name).name, password))


def set_role(path: str, name: str, role: Role) -> None:
    """Sets the role, which ends the account's sessions. Raises InputError."""
    _change(path, name, "role", _checked_role(role))


def remove_account(path: str, name: str) -> None:
    """Removes an account, and so its sessions, even if the name is added again. Raises InputError."""
    with _opened(path, change=True) as db:
        if not db.execute("DELETE FROM accounts WHERE key = ?", (key_of(name),)).rowcount:
            raise unknown_account(name)
        _next_epoch(db)


def list_accounts(path: str) -> list[Account]:
    """Returns the accounts by their names."""
    with _opened(path) as db:
        return [Account(*row) for row in db.execute("SELECT name, role FROM accounts ORDER BY key")]


def account_of(path: str, name: str) -> Account | None:
    """Returns the account of a name, whatever its case; None where there is none."""
    found = standing(path, name)
    return found and found[0]


def existing_account(path: str, name: str) -> Account:
    """Returns the account of a name. Raises InputError where there is none."""
    found = account_of(path, name)
    if found is None:
        raise unknown_account(name)
    return found


def standing(path: str, name: str) -> tuple[Account, int] | None:
    """Returns the account of a name and its epoch: a session of another epoch is over."""
    row = _row(path, name)
    return row and (Account(row.name, row.role), row.epoch)


def verified(path: str, name: str, password: str) -> Account | None:
    """Returns the account if the password is its own.

    None else, after as much work: how long it takes does not tell whether there is such a name. A hash of other
    parameters than HASHER's is made anew. A damaged hash is one that nothing fits.
    """
    row, given = _row(path, name), _password_bytes(password)
    fits = _fits(row.hash if row and given else _hash_of_nothing(), given or b"")
    if row is None or given is None or not fits:
        return None
    found = standing(path, name)
    if found is None or found[1] != row.epoch:  # it was changed while we were at it
        return None
    if HASHER.check_needs_rehash(row.hash):
        with suppress(InputError):  # that it could not be kept is no reason to refuse
            _rehash(path, row, given)
    return found[0]


def session_secret(path: str) -> bytes:
    """Returns the secret that sessions are signed with, made with the file."""
    with _opened(path) as db:
        secret = _held(db, "SELECT secret FROM held")
    if not isinstance(secret, bytes) or len(secret) != SECRET:  # whoever knows a shorter one signs what they like
        raise InputError(path, DAMAGED.format("its secret was cut"))
    return secret


def key_of(name: str) -> str:
    """Returns what names are compared by, "" for what no account can be named: Ada, ADA and wide Ａｄａ are one."""
    folded = unicodedata.normalize("NFKC", name) if len(name) <= LONGEST_NAME else ""
    return folded.casefold() if NAME.fullmatch(folded) else ""


def checked_name(name: str) -> str:
    """Returns the name as it is kept. Raises InputError for what no account can be named."""
    if not key_of(name):
        what = f"is no name for an account; give 1 to {LONGEST_NAME} Latin letters, digits and . _ - @"
        raise InputError(_shown(name), what)
    return unicodedata.normalize("NFKC", name)


def unknown_account(name: str) -> InputError:
    """The error of a name that has no account."""
    return InputError(_shown(name), "has no account; selon user list shows those that have")


def _shown(text: str) -> str:
    """The text for a message: cut, and what cannot be seen written out."""
    cut = text[:LONGEST_NAME]
    return cut if cut and cut.isprintable() else ascii(cut)


def _checked_role(role: Role) -> Role:
    if role not in ROLES:
        raise InputError(_shown(str(role)), f"is no role; give {', '.join(ROLES[:-1])} or {ROLES[-1]}")
    return role


def _change(path: str, name: str, column: Literal["hash", "role"], value: str) -> None:
    with _opened(path, change=True) as db:
        changed = (value, _next_epoch(db), key_of(name))
        if not db.execute(f"UPDATE accounts SET {column} = ?, epoch = ? WHERE key = ?", changed).rowcount:
            raise unknown_account(name)


def _row(path: str, name: str) -> Row | None:
    query = "SELECT name, role, hash, epoch FROM accounts WHERE key = ?"
    with _opened(path) as db:
        found = db.execute(query, (key_of(name),)).fetchone()
    return found and Row(*found)


# Passwords


def _password_bytes(password: str) -> bytes | None:
    """The password as it is hashed, None for one that cannot be: keyboards differ in how they compose a letter."""
    composed = unicodedata.normalize("NFC", password) if len(password) < PASSWORD.stop else ""
    try:
        return composed.encode() if len(composed) in PASSWORD else None
    except UnicodeEncodeError:
        return None


def _hashed(name: str, password: str) -> str:
    given = _password_bytes(password)
    if given is None:
        what = f"the password must have {PASSWORD.start} to {PASSWORD.stop - 1} characters, in UTF-8; give another"
        raise InputError(name, what)
    with _AT_ONCE:
        return HASHER.hash(given)


def _fits(hash: str, given: bytes) -> bool:
    try:
        with _AT_ONCE:
            return HASHER.verify(hash, given)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _hash_of_nothing() -> str:
    """A hash of HASHER's parameters that no password fits, and that takes no time to make."""
    numbers = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    parts = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len))
    return "$".join(("", "argon2id", "v=19", numbers, *parts))


def _rehash(path: str, row: Row, given: bytes) -> None:
    with _AT_ONCE:
        hash = HASHER.hash(given)
    with _opened(path, change=True) as db:
        db.execute("UPDATE accounts SET hash = ? WHERE key = ? AND hash = ?", (hash, key_of(row.name), row.hash))


# The file


@contextmanager
def _opened(path: str, *, change: bool = False, create: bool = False) -> Iterator[sqlite3.Connection]:
    """Gives the file in one transaction: what is asked is of one moment, what is changed is changed whole or not."""
    if create:
        _touch(path)
    _check_kind(path)
    with explained(path, REASONS, DAMAGED, DAMAGE):
        # Even to be asked: a change that was killed halfway is undone by whoever opens the file next.
        db = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=rw", PATIENCE, isolation_level=None, uri=True)
        try:
            _begin(path, db, change, create)
            yield db
            db.execute("COMMIT")
        finally:
            db.close()  # which undoes what was not committed


def _touch(path: str) -> None:
    """Makes the file, empty and its owner's alone from the first, unless something of that name is there."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass  # another process was first, or a link leads nowhere: opening it will tell
    except OSError as error:
        raise InputError(
            path, f"cannot be made ({(error.strerror or str(error)).lower()}); check its folder"
        ) from error


def _check_kind(path: str) -> None:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError as error:
        raise InputError(path, NONE) from error
    except OSError as error:
        raise InputError(
            path, f"cannot be read ({(error.strerror or str(error)).lower()}); check its folder"
        ) from error
    if not stat.S_ISREG(mode):
        what = "folder" if stat.S_ISDIR(mode) else "pipe or a device"
        raise InputError(path, f"is a {what}, but accounts are kept in a file of that name; move it away")


def _begin(path: str, db: sqlite3.Connection, change: bool, create: bool) -> None:
    """Begins the transaction, in a file that is known to be ours, and nobody else's to read."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA secure_delete = ON")  # no hash stays where an account was
    db.execute("BEGIN IMMEDIATE" if change else "BEGIN")
    application, form, tables = (
        _held(db, query)
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (application, form, tables) == (0, 0, 0):
        if not create:
            raise InputError(path, NONE)
        _make(db)
    elif application != APPLICATION:
        raise InputError(path, FOREIGN)
    elif form != FORM:
        raise InputError(path, f"is of a newer selon (form {form}, this one knows {FORM}); update selon")
    if os.name == "posix" and os.stat(path).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(path, f"others may read it, and it holds what opens the desk; run chmod 600 {path}")


def _make(db: sqlite3.Connection) -> None:
    for statement in SCHEMA:
        db.execute(statement)
    db.execute("INSERT INTO held VALUES (1, ?, 0)", (secrets.token_bytes(SECRET),))
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {FORM}")


def _next_epoch(db: sqlite3.Connection) -> int:
    return int(_held(db, "UPDATE held SET epoch = epoch + 1 RETURNING epoch"))


def _held(db: sqlite3.Connection, query: str) -> Any:
    """The one value that a query must find."""
    rows = db.execute(query).fetchall()
    if len(rows) != 1:
        raise sqlite3.DatabaseError("malformed: what it must hold is missing")
    return rows[0][0]
