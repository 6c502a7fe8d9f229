"""The desk: what every page needs of the server it runs on: the record, and whether it asks who you are."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from selon.record.store import Record, open_record
from selon.web.accounts import accounts_path


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

    def writable(self) -> Record:
        """The record, open to be written to; whoever asks closes it. Raises InputError."""
        return open_record(self.path, change=True)
