"""Inputs: what a person names on the command line → names of files, and their bytes.

A name is a file, "-" (standard input), a folder (all its .txt files, at any depth) or a glob pattern, which may come
quoted, as some shells do not expand it. What cannot be read becomes an InputError of one line, and the rest is read.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator

from selon.wire.errors import InputError
from selon.wire.plain import MOST_BYTES

STDIN = "-"
REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "no such file; check its name"),
    (PermissionError, "no permission to read it; change its permissions or copy it"),
    (IsADirectoryError, "is a folder; name a file in it"),
)


def find_inputs(args: Iterable[str]) -> tuple[list[str], list[InputError]]:
    """Returns the names of the files that `args` stand for, each once, and an error for each part that has none.

    They come in the order of `args`; within a folder or a pattern, in that of their names.
    """
    names: dict[str, None] = {}
    errors: list[InputError] = []
    for arg in args:
        for found in _expand(arg):
            if isinstance(found, InputError):
                errors.append(found)
            else:
                names[found] = None
    return list(names), errors


def read_input(name: str) -> bytes:
    """Returns the bytes of a file, or of standard input for "-"; of one too long for a dispatch, no more than shows it.

    Raises InputError where it is missing, closed, a folder or not to be read.
    """
    try:
        if name != STDIN:
            with open(name, "rb") as file:
                return file.read(MOST_BYTES + 1)
        if sys.stdin is not None:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _input_error(name, error) from error
    raise InputError(name, "standard input is closed; pipe a dispatch into it or name a file")


def _input_error(name: str, error: OSError | ValueError) -> InputError:
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return InputError(name, reason)
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(name, f"cannot be read ({reason.lower()}); check its name")


def _expand(arg: str) -> Iterator[str | InputError]:
    if arg == STDIN:
        yield arg
        return
    try:
        mode = os.stat(arg).st_mode
    except FileNotFoundError as error:
        yield from _matches(arg) if glob.has_magic(arg) else [_input_error(arg, error)]
    except (OSError, ValueError) as error:
        yield _input_error(arg, error)
    else:
        yield from _folder(arg) if stat.S_ISDIR(mode) else [arg]


def _matches(pattern: str) -> Iterator[str | InputError]:
    """Expands a glob; a folder that it matches stands for the .txt files in it, be there none."""
    names = sorted(glob.glob(pattern, recursive=True))
    found = [each for name in names for each in (_walk(name) if os.path.isdir(name) else [name])]
    yield from found or [InputError(pattern, "no text file matches this pattern; check it")]


def _folder(path: str) -> Iterator[str | InputError]:
    yield from _walk(path) or [InputError(path, "no .txt file in this folder; name another, or the files themselves")]


def _walk(path: str) -> list[str | InputError]:
    """Returns the .txt files of a folder and its subfolders, sorted, then an error for each that could not be seen."""
    unseen: list[OSError] = []
    walk = os.walk(path, onerror=unseen.append)
    files = (os.path.join(root, name) for root, _, names in walk for name in names if name.lower().endswith(".txt"))
    return [*sorted(filter(_is_file, files)), *(_input_error(str(error.filename), error) for error in unseen)]


def _is_file(path: str) -> bool:
    """A pipe or a device is left out, as reading it may never end; a broken link stays, to be reported."""
    return os.path.isfile(path) or not os.path.exists(path)
