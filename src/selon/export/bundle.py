"""A bundle: a zip of the record's dispatches, their readings and the hashes of both, which `selon verify` checks
without the record and offline.

    manifest.json            {"format", "version", "selon", "dispatches", "files": {name: {"sha256", "size"}}}
    dispatches/<sha256>.txt  the text, UTF-8, unchanged: its name is the dispatch's id
    readings/<sha256>.json   a line of `selon.export.record_json`, less the dispatch's text
    README.txt

The same dispatches give the same bytes with the same zlib, in whatever order they come.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from selon.export.output import replaced
from selon.export.record_json import beside
from selon.record.kept import Kept
from selon.version import __version__

FORMAT, VERSION = "selon-bundle", 1
LEVEL = 6  # of zlib
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold
UNIX, PLAIN_FILE = 3, 0o100644  # what a zip says of its members, the same on every system
README = """\
News dispatches: dispatches/ holds each text under its SHA-256, readings/ what selon read in it, who says what.
Each finding gives its words and where they stand, in Unicode code points; manifest.json has the SHA-256 of every file.
To check all of it, offline: selon verify FILE.zip
"""


class Part(NamedTuple):
    """A file to be: where it stands among those put aside, its size in bytes, and its hash."""

    start: int
    size: int
    sha256: str


def write_bundle(kept: Iterable[Kept], path: str) -> int:
    """Writes the bundle, which appears when it is whole; returns the number of dispatches. Raises OSError."""
    with whole(path) as file, tempfile.TemporaryFile(dir=_folder(path)) as aside:
        parts = _put_aside(kept, aside)
        dispatches = sum(name.startswith("dispatches/") for name in parts)
        manifest = _manifest(parts, dispatches)
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as bundle:
            for name in sorted([*parts, "manifest.json"]):
                data = manifest if name == "manifest.json" else _taken(aside, parts[name])
                bundle.writestr(_member(name), data, ZIP_DEFLATED, LEVEL)
    return dispatches


def _put_aside(kept: Iterable[Kept], aside: IO[bytes]) -> dict[str, Part]:
    """Writes all files one behind the other: they come in the record's order, and go into the zip by name."""
    parts: dict[str, Part] = {}
    for name, data in _files(kept):
        if name not in parts:
            parts[name] = Part(aside.tell(), len(data), hashlib.sha256(data).hexdigest())
            aside.write(data)
    return parts


def _files(kept: Iterable[Kept]) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", README.encode()
    for each in kept:
        dispatch = each.reading.dispatch
        yield f"dispatches/{dispatch.id}.txt", dispatch.text.encode("utf-8", "replace")
        yield f"readings/{dispatch.id}.json", _reading(each)


def _reading(kept: Kept) -> bytes:
    """Lone surrogates become "?", as in the text whose hash is the id, so that the words of spans stay those of it."""
    held: dict[str, Any] = {**msgspec.to_builtins(kept.reading), "record": beside(kept)}
    held["dispatch"] = {name: each for name, each in held["dispatch"].items() if name != "text"}
    try:
        return msgspec.json.encode(held) + b"\n"
    except UnicodeEncodeError:
        return (json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


def _taken(aside: IO[bytes], part: Part) -> bytes:
    aside.seek(part.start)
    return aside.read(part.size)


def _manifest(parts: dict[str, Part], dispatches: int) -> bytes:
    files = {name: {"sha256": parts[name].sha256, "size": parts[name].size} for name in sorted(parts)}
    about = {"format": FORMAT, "version": VERSION, "selon": __version__, "dispatches": dispatches}
    return (json.dumps({**about, "files": files}, indent=1) + "\n").encode()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, EPOCH)
    member.create_system = UNIX
    member.external_attr = PLAIN_FILE << 16
    return member


def _folder(path: str) -> str | None:
    """Where there is room for a bundle, there is for its files; None is the system's folder for what passes."""
    folder = os.path.dirname(os.path.realpath(path))
    return None if _is_device(path) else folder


def _is_device(path: str) -> bool:
    """Whether it is nothing that could be replaced: /dev/null, a pipe."""
    return os.path.exists(path) and not os.path.isfile(path)


@contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """Gives a file for bytes that appears at `path` when all is written, as `selon.export.output` does for text; what
    was there stays if the work breaks off. Raises OSError."""
    if _is_device(path):  # on which nothing can be gone back to, as a zip's writer does
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            with open(path, "wb") as device:
                shutil.copyfileobj(file, device)
        return
    with replaced(path, "wb") as file:
        yield file
