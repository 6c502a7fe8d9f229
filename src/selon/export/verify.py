"""Checks a bundle (`selon.export.bundle`) by itself: each file by its hash, each dispatch by its id, each span by its
words. Whatever file it is given, it tells what is wrong in lines for a person, and comes to an end: what a member
unpacks to is bounded, and so is all of it together.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

import msgspec

from selon.export.claims import line
from selon.model import Claim, Reading

MEMBER = 64 << 20  # bytes, unpacked
MANIFEST = 256 << 20  # of the manifest, which holds a line or two for each file
TOTAL = 256 << 20  # of all members together,
RATIO = 64  # or so many times the zip itself, if that is more: readings pack to a tenth, a bomb to a thousandth
VALUES = 5_000_000  # of a reading: each takes some hundred bytes of memory, and "[]," but three of the file
MOST = 10  # faults of one member that are told; the others are counted
SHOWN = 200  # characters of a name, or of what is wrong

MANIFEST_NAME = "manifest.json"
DISPATCH = re.compile(r"dispatches/([0-9a-f]{64})\.txt")
READING = re.compile(r"readings/([0-9a-f]{64})\.json")
ENCRYPTED = 0x1
WITH_IDS = ("claims", "events", "entities")

# What zipfile, zlib and msgspec raise of bytes that are not what they seem.
BROKEN = (
    *(BadZipFile, LargeZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, LookupError),
    *(ArithmeticError, MemoryError),
)


@dataclass
class Report:
    """What came of it: the `faults`, a line each, none where the bundle is whole; how many dispatches and spans were
    checked and are right."""

    faults: list[str] = field(default_factory=list)
    dispatches: int = 0
    spans: int = 0

    def __iter__(self) -> Iterator[str]:
        return iter(self.faults)


class File(msgspec.Struct, frozen=True):
    """What the manifest says of a file."""

    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True):
    """The manifest, in the form of version 1."""

    format: Literal["selon-bundle"]
    version: Literal[1]
    selon: str
    dispatches: int
    files: dict[str, File]


class One(msgspec.Struct, frozen=True):
    """As `selon.record.kept.One`."""

    key: str
    name: str


class Judged(msgspec.Struct, frozen=True):
    """As `selon.record.kept.Judged`."""

    verdict: str
    judge: str
    judged: str
    note: str | None
    number: int = 0


class Beside(msgspec.Struct, frozen=True):
    """What stands under `record`: see `selon.export.record_json.beside`."""

    state: Literal["current", "superseded", "withdrawn"]
    selon: str
    entities: dict[str, One]
    judged: dict[str, Judged]
    found: dict[str, Claim] = {}


class Held(Reading, frozen=True, kw_only=True):
    """A file of readings/, with the text of its dispatch put back."""

    record: Beside


@dataclass
class Bundle:
    """An open bundle: its members by name, what its manifest says of them, and what was found so far."""

    zip: ZipFile
    members: dict[str, ZipInfo]
    files: dict[str, File]
    report: Report

    def fault(self, name: str, what: object) -> None:
        self.report.faults.append(f"{line(name, SHOWN)}: {line(str(what), SHOWN)}")


def verify(path: str) -> Report:
    """Checks the bundle at `path`, and never raises for what it holds; to iterate over the report gives the faults."""
    report = Report()
    if not os.path.isfile(path):
        report.faults.append(
            "is a folder or a device; name a file" if os.path.exists(path) else "there is no such file"
        )
        return report
    try:
        with ZipFile(path) as zip:
            _check(Bundle(zip, {}, {}, report), os.path.getsize(path))
    except BROKEN as error:
        report.faults.append(f"is no zip, or was cut ({line(str(error), SHOWN)})")
    return report


def _check(bundle: Bundle, size: int) -> None:
    for member in bundle.zip.infolist():
        fault = _refused(member, bundle.members)
        if fault:
            bundle.fault(member.orig_filename, fault)
        else:
            bundle.members[member.filename] = member
    most = max(TOTAL, RATIO * size)
    if sum(member.file_size for member in bundle.zip.infolist()) > most:
        bundle.report.faults.append(f"would unpack to more than {most} bytes; nothing more was checked")
        return
    manifest = _manifest(bundle)
    if manifest:
        bundle.files = manifest.files
        _check_files(bundle)
        _check_dispatches(bundle, manifest)


def _refused(member: ZipInfo, others: dict[str, ZipInfo]) -> str | None:
    """Why a member is not so much as opened."""
    name, mode = member.orig_filename, member.external_attr >> 16
    if name in others:
        return "stands in the zip twice"
    if name != member.filename or name.startswith("/") or ".." in name.split("/") or re.search(r"[\\:\0]", name):
        return "is a name that leads out of the bundle"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted"
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is no plain file"
    return None if member.compress_type in (ZIP_STORED, ZIP_DEFLATED) else "is packed in a way that no bundle is"


def _manifest(bundle: Bundle) -> Manifest | None:
    if MANIFEST_NAME not in bundle.members:
        bundle.fault(MANIFEST_NAME, "is not there")
        return None
    try:
        return msgspec.json.decode(_unpacked(bundle, MANIFEST_NAME, MANIFEST), type=Manifest)
    except BROKEN as error:
        bundle.fault(MANIFEST_NAME, f"is no manifest of a bundle ({error})")
        return None


def _unpacked(bundle: Bundle, name: str, most: int) -> bytes:
    """Returns the bytes of a member. Raises one of BROKEN, BadZipFile for one that is not what it says."""
    member = bundle.members[name]
    if member.file_size > most:
        raise BadZipFile(f"unpacks to more than {most} bytes")
    with bundle.zip.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise BadZipFile("is not as long as the zip says")
    return data


def _check_files(bundle: Bundle) -> None:
    """Every file of the manifest has its place and is there, and none besides."""
    for name in sorted(bundle.files):
        if not (name == "README.txt" or DISPATCH.fullmatch(name) or READING.fullmatch(name)):
            bundle.fault(name, "has no place in a bundle")
        elif name not in bundle.members:
            bundle.fault(name, "is not there")
    for name in sorted(bundle.members.keys() - bundle.files.keys() - {MANIFEST_NAME}):
        bundle.fault(name, "is not in the manifest")
    if "README.txt" in bundle.files:
        _checked(bundle, "README.txt")


def _checked(bundle: Bundle, name: str) -> bytes | None:
    """Returns the bytes of a file that is as the manifest says; None for one that is not, which is told here."""
    if name not in bundle.members:
        return None
    try:
        data = _unpacked(bundle, name, MEMBER)
    except BROKEN as error:
        bundle.fault(name, f"cannot be unpacked ({error})")
        return None
    if len(data) != bundle.files[name].size:
        bundle.fault(name, f"has {len(data)} bytes, the manifest says {bundle.files[name].size}")
    elif hashlib.sha256(data).hexdigest() != bundle.files[name].sha256:
        bundle.fault(name, "was changed: its SHA-256 is not that of the manifest")
    else:
        return data
    return None


def _check_dispatches(bundle: Bundle, manifest: Manifest) -> None:
    dispatches = {found[1] for found in map(DISPATCH.fullmatch, bundle.files) if found}
    readings = {found[1] for found in map(READING.fullmatch, bundle.files) if found}
    if len(dispatches) != manifest.dispatches:
        bundle.fault(MANIFEST_NAME, f"says {manifest.dispatches} dispatches, and names {len(dispatches)}")
    for id in sorted(dispatches | readings):
        text = _text(bundle, id) if id in dispatches else None
        if id not in dispatches:
            bundle.fault(_reading_name(id), "has no dispatch")
        if id not in readings:
            bundle.fault(_dispatch_name(id), "has no reading")
            continue
        data = _checked(bundle, _reading_name(id))
        if data is not None and text is not None:
            _check_reading(bundle, id, data, text)


def _dispatch_name(id: str) -> str:
    return f"dispatches/{id}.txt"


def _reading_name(id: str) -> str:
    return f"readings/{id}.json"


def _text(bundle: Bundle, id: str) -> str | None:
    """Returns a dispatch's text, None where it is not the one that the id is of."""
    name = _dispatch_name(id)
    data = _checked(bundle, name)
    if data is None:
        return None
    if hashlib.sha256(data).hexdigest() != id:
        bundle.fault(name, "is another text: its SHA-256 is not its name")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        bundle.fault(name, f"is no UTF-8 ({error.reason} at byte {error.start})")
        return None
    bundle.report.dispatches += 1
    return text


def _check_reading(bundle: Bundle, id: str, data: bytes, text: str) -> None:
    name = _reading_name(id)
    if sum(map(data.count, (b"[", b"{", b","))) > VALUES:
        bundle.fault(name, f"holds more than {VALUES} values")
        return
    try:
        held = msgspec.json.decode(data, type=dict[str, Any])
        given = msgspec.convert(held.get("dispatch"), dict[str, Any])
        reading = msgspec.convert({**held, "dispatch": {**given, "text": text}}, Held)
    except BROKEN as error:
        bundle.fault(name, f"is no reading ({error})")
        return
    for fault in _reading_faults(reading, id, given.get("text", text) == text):
        bundle.fault(name, fault)
    _check_spans(bundle, name, held, text)


def _reading_faults(reading: Held, id: str, same_text: bool) -> Iterator[str]:
    if reading.dispatch.id != id:
        yield "is of another dispatch"
    if not same_text:
        yield "holds another text than its dispatch"
    for sort in WITH_IDS:
        ids = [found.id for found in getattr(reading, sort)]
        if len(set(ids)) != len(ids):
            yield f"holds two {sort} of one id"


def _check_spans(bundle: Bundle, name: str, held: dict[str, Any], text: str) -> None:
    wrong = 0
    for span in _spans(held):
        fault = _span_fault(span, text)
        if fault is None:
            bundle.report.spans += "text" in span
            continue
        wrong += 1
        if wrong <= MOST:
            bundle.fault(name, fault)
    if wrong > MOST:
        bundle.fault(name, f"{wrong - MOST} more spans are wrong")


def _spans(held: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields all that has a start and an end, at any depth; not by recursion, as the depth is anybody's."""
    left: list[Any] = [held]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if "start" in each and "end" in each:
                yield each
            each = each.values()
        left += [inner for inner in each if inner and isinstance(inner, dict | list)]


def _span_fault(span: dict[str, Any], text: str) -> str | None:
    start, end, words = span["start"], span["end"], span.get("text", "")
    if type(start) is not int or type(end) is not int or not isinstance(words, str):
        return "a span's start, end or text is none"
    if not 0 <= start <= end <= len(text):
        return f"span {start}-{end} lies outside of its dispatch"
    if "text" in span and (len(words) != end - start or text[start:end] != words):
        return f"span {start}-{end} has other words than its dispatch"
    return None
