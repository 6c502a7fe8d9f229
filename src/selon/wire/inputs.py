"""Inputs: what a person names on the command line → names of files, and their bytes.

A name is a file, an address (http, https), "-" (standard input), a folder (all its files of SUFFIXES, at any depth) or
a glob pattern, which may come quoted, as some shells do not expand it. What cannot be read becomes an InputError of one
line, and the rest is read.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO

from selon.wire.errors import InputError

STDIN = "-"
ADDRESS = ("http://", "https://")
NO_FILE = "no .txt file in this folder, nor one of a wire format; name another, or the files themselves"
SUFFIXES = (
    *(".txt", ".xml", ".nitf", ".newsml", ".html", ".htm", ".xhtml", ".rss", ".atom", ".json", ".ninjs", ".iptc"),
    *(".warc", ".warc.gz"),
)
REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "no such file; check its name"),
    (PermissionError, "no permission to read it; change its permissions or copy it"),
    (IsADirectoryError, "is a folder; name a file in it"),
)


def find_inputs(args: Iterable[str], suffixes: tuple[str, ...] = SUFFIXES) -> tuple[list[str], list[InputError]]:
    """Returns the names of the files that `args` stand for, each once, and an error for each part that has none.

    They come in the order of `args`; within a folder or a pattern, in that of their names. Of a folder, those with one
    of the suffixes are taken.
    """
    names: dict[str, None] = {}
    errors: list[InputError] = []
    for arg in args:
        for found in _expand(arg, suffixes):
            if isinstance(found, InputError):
                errors.append(found)
            else:
                names[found] = None
    return list(names), errors


@contextmanager
def opened_input(name: str) -> Iterator[BinaryIO]:
    """Gives a file, or standard input for "-", to be read as bytes.

    Raises InputError where it is missing, closed, a folder or not to be read, at once or while it is read.
    """
    try:
        with _opened(name) as stream:
            yield stream
    except OSError as error:
        raise _input_error(name, error) from error


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == STDIN:
        if sys.stdin is None or sys.stdin.closed:
            raise InputError(name, "standard input is closed; pipe a dispatch into it or name a file")
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except ValueError as error:  # a NUL in the name
        raise _input_error(name, error) from error


def _input_error(name: str, error: OSError | ValueError) -> InputError:
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return InputError(name, reason)
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(name, f"cannot be read ({reason.lower()}); check its name")


def _expand(arg: str, suffixes: tuple[str, ...]) -> Iterator[str | InputError]:
    if arg == STDIN or arg.startswith(ADDRESS):
        yield arg
        return
    try:
        mode = os.stat(arg).st_mode
    except FileNotFoundError as error:
        yield from _matches(arg, suffixes) if glob.has_magic(arg) else [_input_error(arg, error)]
    except (OSError, ValueError) as error:
        yield _input_error(arg, error)
    else:
        yield from _folder(arg, suffixes) if stat.S_ISDIR(mode) else [arg]


def _matches(pattern: str, suffixes: tuple[str, ...]) -> Iterator[str | InputError]:
    """Expands a glob; a folder that it matches stands for the files of SUFFIXES in it, be there none."""
    names = sorted(glob.glob(pattern, recursive=True))
    found = [each for name in names for each in (_walk(name, suffixes) if os.path.isdir(name) else [name])]
    yield from found or [InputError(pattern, "no text file matches this pattern; check it")]


def _folder(path: str, suffixes: tuple[str, ...]) -> Iterator[str | InputError]:
    yield from _walk(path, suffixes) or [InputError(path, NO_FILE)]


def _walk(path: str, suffixes: tuple[str, ...]) -> list[str | InputError]:
    """Returns the files with those suffixes in a folder and those inside, sorted, then an error for each not seen."""
    unseen: list[OSError] = []
    walk = os.walk(path, onerror=unseen.append)
    files = (os.path.join(root, name) for root, _, names in walk for name in names if name.lower().endswith(suffixes))
    return [*sorted(filter(_is_file, files)), *(_input_error(str(error.filename), error) for error in unseen)]


def _is_file(path: str) -> bool:
    """A pipe or a device is left out, as reading it may never end; a broken link stays, to be reported."""
    return os.path.isfile(path) or not os.path.exists(path)
