"""Intake on the server: one thread does all of it in turn, so that one at a time writes dispatches into the record."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from itertools import count
from queue import PriorityQueue

from selon.record.intake import Intake, Tally, take_in
from selon.record.readers import readers
from selon.record.sources import FoundIn, NewAt, steps
from selon.record.store import explained, open_record
from selon.wire.errors import InputError

LOG = logging.getLogger("selon.web")
NAMED = 200  # failures of one intake that are shown
AT_WORK = ("waiting", "reading")
ODD = "could not be taken in; this is a fault of selon: please report it with what was to be taken in"

Work = Callable[[], None]


class Worker:
    """The thread of a server that takes in. Work that somebody waits for comes before work that was due anyway."""

    def __init__(self) -> None:
        self._waiting: PriorityQueue[tuple[bool, int, Work]] = PriorityQueue()
        self._numbers = count()  # no two alike: work is never compared
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def give(self, work: Work, due: bool = False) -> None:
        """Has it done in its turn; it must not raise."""
        self._waiting.put((due, next(self._numbers), work))
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="selon-intake")
                self._thread.start()

    def _work(self) -> None:
        while True:
            self._waiting.get()[2]()


def take_sources(
    path: str, names: Iterable[str], found_in: FoundIn, new_at: NewAt, told: Callable[[Tally], None]
) -> str | None:
    """Takes sources into the record at `path`; `told` hears how far it is, and which sources fail.

    Returns None, or in one line what ended it early: the record cannot be written to, or selon is at fault. It raises
    nothing: the thread must go on, as what comes next is another person's.
    """
    try:
        with explained(path), open_record(path, change=True) as record, readers((), 1) as ready:
            told(take_in(Intake(record, ready, told), steps(record, names, found_in, new_at)))
    except InputError as error:
        return str(error)
    except Exception:
        LOG.exception("intake")
        return ODD
    return None
