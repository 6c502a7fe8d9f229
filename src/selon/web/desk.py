"""The desk: what every page needs of the server it runs on: the record, and whether it asks who you are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from selon.record.store import Record, open_record
from selon.web.accounts import accounts_path

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """A server's record; `demands` whether it asks for accounts, as it does when others can reach it; `login` who acts
    where it does not ask."""

    path: str
    demands: bool = False
    login: str = "desk"
    _held: threading.local = field(default_factory=threading.local, repr=False)

    @property
    def accounts(self) -> str:
        """The file of the accounts."""
        return accounts_path(self.path)

    def record(self) -> Record:
        """The record, open to be asked: one connection a thread, kept. Raises InputError."""
        held: Record | None = getattr(self._held, "record", None)
        if held is None:
            held = self._held.record = open_record(self.path)
        return held

    def asked(self, name: str, plain: bool, work: Callable[[Record], T]) -> T:
        """What the work makes of the record; for a page that is asked for as it is (`plain`), until that changes."""
        return self.unchanged(name, work) if plain else work(self.record())

    def unchanged(self, name: str, work: Callable[[Record], T]) -> T:
        """What the work makes of the record, under that name; done anew only where the record has changed since, or by
        a thread that has not done it. What it returns is not to be changed. Raises InputError."""
        record = self.record()
        (version,) = record.db.execute("PRAGMA data_version").fetchone()
        known: tuple[int, dict[str, Any]] | None = getattr(self._held, "known", None)
        if known is None or known[0] != version:
            known = self._held.known = (version, {})
        if name not in known[1]:
            known[1][name] = work(record)
        found: T = known[1][name]
        return found

    def writable(self) -> Record:
        """The record, open to be written to; whoever asks closes it. Raises InputError."""
        return open_record(self.path, change=True)
