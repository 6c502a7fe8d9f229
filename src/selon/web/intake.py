"""Intake from the page: uploaded files go into the record in the background, one upload after the other, and how far it
is can be seen while it goes."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Queue

from msgspec.structs import replace

from selon.model import Dispatch
from selon.record.intake import Intake, Tally, take_in
from selon.record.readers import readers
from selon.record.sources import steps
from selon.record.store import explained, open_record
from selon.wire.errors import InputError
from selon.wire.formats import load

LOG = logging.getLogger("selon.web")
REMEMBERED = 20  # uploads that are listed
NAMED = 200  # failures of one that are
ODD = "could not be taken in; this is a fault of selon: please report it with the file"


@dataclass
class Upload:
    """Files on their way into the record. `state` is waiting, reading, done or failed; `told` says what failed."""

    number: int
    by: str
    names: list[str]
    folder: str
    state: str = "waiting"
    kept: int = 0
    known: int = 0
    told: list[str] = field(default_factory=list)

    def shown(self) -> dict[str, object]:
        """What a page may know of it: not where its files lie."""
        held = {"number": self.number, "by": self.by, "names": self.names, "state": self.state}
        return {**held, "kept": self.kept, "known": self.known, "failed": list(self.told)}


class Uploads:
    """The uploads of a server, and the one thread that takes them in."""

    def __init__(self, record: str) -> None:
        self._record = record
        self._waiting: Queue[Upload] = Queue()
        self._held: list[Upload] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def latest(self) -> list[dict[str, object]]:
        """The latest uploads, the last first."""
        with self._lock:
            return [each.shown() for each in reversed(self._held)]

    def make(self, by: str) -> Upload:
        """Begins an upload, with a folder for its files."""
        with self._lock:
            number = self._held[-1].number + 1 if self._held else 1
            return Upload(number, by, [], tempfile.mkdtemp(prefix="selon-"))

    def give(self, upload: Upload) -> None:
        """Takes it in, in its turn."""
        with self._lock:
            self._held = [*self._held, upload][-REMEMBERED:]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="selon-intake")
                self._thread.start()
        self._waiting.put(upload)

    def drop(self, upload: Upload) -> None:
        """Removes the files of an upload: it was taken in, or never given."""
        shutil.rmtree(upload.folder, ignore_errors=True)

    def _work(self) -> None:
        while True:
            upload = self._waiting.get()
            upload.state = "reading"
            try:
                self._take(upload)
                upload.state = "done"
            except InputError as error:
                upload.state = "failed"
                upload.told.append(str(error))
            except Exception:  # the thread must go on: the next upload is another person's
                LOG.exception("upload %d", upload.number)
                upload.state = "failed"
                upload.told.append(ODD)
            finally:
                self.drop(upload)

    def _take(self, upload: Upload) -> None:
        def told(tally: Tally) -> None:
            upload.kept, upload.known = tally.kept, tally.known
            upload.told = [str(error) for error in tally.failed[:NAMED]]

        with explained(self._record), open_record(self._record, change=True) as record, readers((), 1) as ready:
            found = steps(record, upload.names, partial(_found_in, upload), lambda url, known: None)
            told(take_in(Intake(record, ready, told), found))


def _found_in(upload: Upload, name: str) -> Iterator[Dispatch | InputError]:
    """What one file holds; its dispatches are named by the file as the person named it."""
    try:
        for found in load(str(Path(upload.folder, name)), lambda words: None):
            yield _renamed(found, upload)
    except InputError as error:
        yield _renamed(error, upload)


def _renamed(found: Dispatch | InputError, upload: Upload) -> Dispatch | InputError:
    """Without the folder in which the server put it."""
    folder = f"{upload.folder}/"
    if isinstance(found, InputError):
        return InputError(found.name.removeprefix(folder), found.what)
    return replace(found, path=found.path.removeprefix(folder))
