"""Watching a folder: the files that arrive in it, each once it has stopped growing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from selon.wire.errors import InputError
from selon.wire.inputs import find_inputs

PAUSE = 2.0  # seconds between two looks

Stamp = tuple[int, int]  # size, and time of the last change


def arriving(folder: str, pause: Callable[[float], None] = time.sleep) -> Iterator[list[str]]:
    """Yields, for ever, the files that are new or have changed, those that are there at first before all; an empty list
    where a look finds none. A file is given when two looks find it the same: what is still being written waits.

    Raises InputError where the folder is none, or is gone.
    """
    given: dict[str, Stamp] = {}
    seen = _stamps(folder)
    while True:
        pause(PAUSE)
        now = _stamps(folder)
        ready = [name for name, stamp in now.items() if seen.get(name) == stamp and given.get(name) != stamp]
        given.update({name: now[name] for name in ready})
        seen = now
        yield ready


def _stamps(folder: str) -> dict[str, Stamp]:
    if not os.path.isdir(folder):
        raise InputError(folder, "is no folder; name one that is there to be watched")
    names, _ = find_inputs([folder])
    return {name: stamp for name in names if (stamp := _stamp(name))}


def _stamp(name: str) -> Stamp | None:
    try:
        found = os.stat(name)
    except OSError:
        return None  # taken away between two looks
    return found.st_size, found.st_mtime_ns
