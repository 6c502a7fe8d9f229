"""Uploads: files that people send go into the record, one upload after the other, and how far it is can be seen while
it goes."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from selon.model import Dispatch
from selon.record.intake import Tally
from selon.web.intake import NAMED, Worker, take_sources
from selon.wire.errors import InputError
from selon.wire.formats import load

REMEMBERED = 20  # uploads that are listed


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
    """The uploads of a server, which its worker takes into the record at `record`."""

    def __init__(self, record: str, worker: Worker) -> None:
        self._record, self._worker = record, worker
        self._held: list[Upload] = []
        self._lock = threading.Lock()

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
        self._worker.give(partial(self._take, upload))

    def drop(self, upload: Upload) -> None:
        """Removes the files of an upload: it was taken in, or never given."""
        shutil.rmtree(upload.folder, ignore_errors=True)

    def _take(self, upload: Upload) -> None:
        def told(tally: Tally) -> None:
            upload.kept, upload.known = tally.kept, tally.known
            upload.told = [str(error) for error in tally.failed[:NAMED]]

        upload.state = "reading"
        found_in = partial(_found_in, upload)
        ended = take_sources(self._record, upload.names, found_in, lambda url, known: None, told)
        upload.told += [ended] if ended else []
        upload.state = "failed" if ended else "done"
        self.drop(upload)


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
