"""Where an export goes: standard output or a file. A file appears when it is whole, never half written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

DRAFT = ".selon-"  # begins the name of a file that is not whole yet

Write = Callable[[str], object]


@contextmanager
def opened(path: str | None, encoding: str | None = "utf-8") -> Iterator[Write]:
    """Gives a function that writes text to the file `path`, or to standard output for None.

    `encoding` None is the terminal's: what it lacks is shown as "?". Line ends are written as they come.
    Raises OSError.
    """
    if path is None:
        yield _standard_output(encoding)
    elif os.path.exists(path) and not os.path.isfile(path):  # /dev/null, a pipe
        with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:
            yield file.write
    else:
        with replaced(path, "w", encoding="utf-8", errors="replace", newline="") as file:
            yield file.write


def _standard_output(encoding: str | None) -> Write:
    stream = sys.stdout
    if stream is None:
        raise OSError("standard output is closed")
    name = encoding or stream.encoding or "utf-8"

    def write(text: str) -> None:
        try:
            stream.buffer.write(text.encode(name, "replace"))
            stream.buffer.flush()
        except OSError:
            _abandon()
            raise

    return write


def _abandon() -> None:
    """Points standard output at nothing, so that Python's own last flush cannot fail a second time."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def replaced(path: str, mode: str, **how: Any) -> Iterator[IO[Any]]:
    """Gives a file beside `path`, to be written (`mode` and `how` are those of `open`), then puts it in its place; what
    was there stays if the work breaks off. Raises OSError."""
    target = os.path.realpath(path)
    try:
        descriptor, draft = tempfile.mkstemp(dir=os.path.dirname(target), prefix=DRAFT)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error
    try:
        with open(descriptor, mode, **how) as file:
            yield file
        os.chmod(draft, _permissions(target))
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _permissions(path: str) -> int:
    """Those of the file that is replaced, else those that a new file gets."""
    if os.path.exists(path):
        return os.stat(path).st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
