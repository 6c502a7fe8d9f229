"""A bundle is checked whole; whatever else the file is, it is told in lines, and soon."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from selon.export import verify as module
from selon.export.bundle import write_bundle
from selon.export.claims import line
from selon.export.verify import Report, verify
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample, silent

ID = known().dispatch.id
TEXT, READING = f"dispatches/{ID}.txt", f"readings/{ID}.json"
Files = dict[str, bytes]


def files(tmp_path: Path) -> Files:
    write_bundle([kept(), kept(sample())], str(tmp_path / "whole.zip"))
    with zipfile.ZipFile(tmp_path / "whole.zip") as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def checked(tmp_path: Path, held: Files, *, anew: bool = True) -> list[str]:
    """The faults of a bundle of these files; their hashes in the manifest are made anew."""
    if anew:
        manifest = json.loads(held["manifest.json"])
        for name in manifest["files"].keys() & held.keys():
            manifest["files"][name] = {"sha256": hashlib.sha256(held[name]).hexdigest(), "size": len(held[name])}
        held = {**held, "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as bundle:
        for name, data in held.items():
            bundle.writestr(name, data)
    return faults(tmp_path / "made.zip")


def faults(path: Path) -> list[str]:
    """The faults, each a line that a terminal can show."""
    found = list(verify(str(path)))
    assert all(fault and line(fault) == fault for fault in found)
    return found


def test_a_whole_bundle(tmp_path: Path) -> None:
    write_bundle([kept(), kept(sample()), kept(silent("")), odd()], str(tmp_path / "desk.zip"))
    report = verify(str(tmp_path / "desk.zip"))
    assert [fault for fault in report if odd().reading.dispatch.id not in fault] == []
    assert report.dispatches == 4
    assert list(verify(str(tmp_path / "whole.zip"))) == ["there is no such file"]
    assert checked(tmp_path, files(tmp_path)) == []
    assert verify(str(tmp_path / "whole.zip")) == Report([], 2, verify(str(tmp_path / "made.zip")).spans)


def test_spans_are_counted(tmp_path: Path) -> None:
    write_bundle([kept(sample())], str(tmp_path / "desk.zip"))
    # 4 contents, 3 cues, 3 sources; 2 names, 1 reference, 1 role, 2 times, 1 anchor, 1 place, 1 relation
    assert verify(str(tmp_path / "desk.zip")).spans == 10 + 9


def test_an_empty_bundle(tmp_path: Path) -> None:
    write_bundle([], str(tmp_path / "desk.zip"))
    assert verify(str(tmp_path / "desk.zip")) == Report([], 0, 0)


@pytest.mark.parametrize("name", ["README.txt", TEXT, READING])
def test_a_file_that_was_changed_or_taken_away(tmp_path: Path, name: str) -> None:
    held = files(tmp_path)
    changed = held[name].replace(b"a", b"e", 1)
    assert f"{name}: was changed: its SHA-256 is not that of the manifest" in checked(
        tmp_path, {**held, name: changed}, anew=False
    )
    longer = checked(tmp_path, {**held, name: held[name] + b" "}, anew=False)
    assert f"{name}: has {len(held[name]) + 1} bytes, the manifest says {len(held[name])}" in longer
    del held[name]
    assert f"{name}: is not there" in checked(tmp_path, held)


def test_a_file_more(tmp_path: Path) -> None:
    held = files(tmp_path)
    assert checked(tmp_path, {**held, "extra.txt": b""}) == ["extra.txt: is not in the manifest"]
    manifest = json.loads(held["manifest.json"])
    manifest["files"]["extra.txt"] = {"sha256": "", "size": 0}
    held |= {"extra.txt": b"", "manifest.json": json.dumps(manifest).encode()}
    assert checked(tmp_path, held) == ["extra.txt: has no place in a bundle"]


def test_another_text_than_the_id_is_of(tmp_path: Path) -> None:
    held = files(tmp_path)
    assert checked(tmp_path, {**held, TEXT: held[TEXT] + b"\n"}) == [
        f"{TEXT}: is another text: its SHA-256 is not its name"
    ]


def test_a_text_that_is_no_utf_8(tmp_path: Path) -> None:
    id = hashlib.sha256(b"\xff").hexdigest()
    held = files(tmp_path)
    manifest = json.loads(held["manifest.json"]) | {"dispatches": 3}
    manifest["files"] |= {f"dispatches/{id}.txt": 0, f"readings/{id}.json": 0}
    held |= {f"dispatches/{id}.txt": b"\xff", f"readings/{id}.json": b"{}"}
    found = checked(tmp_path, {**held, "manifest.json": json.dumps(manifest).encode()})
    assert found == [f"dispatches/{id}.txt: is no UTF-8 (invalid start byte at byte 0)"]


def test_one_without_the_other(tmp_path: Path) -> None:
    held = files(tmp_path)
    manifest = json.loads(held["manifest.json"])
    del manifest["files"][READING], held[READING]
    other = sample().dispatch.id
    del manifest["files"][f"dispatches/{other}.txt"], held[f"dispatches/{other}.txt"]
    found = checked(tmp_path, {**held, "manifest.json": json.dumps(manifest).encode()})
    assert sorted(found) == sorted(
        [
            f"{TEXT}: has no reading",
            f"readings/{other}.json: has no dispatch",
            "manifest.json: says 2 dispatches, and names 1",
        ]
    )


# readings


def reading_with(tmp_path: Path, change: Callable[[Any], object]) -> list[str]:
    held = files(tmp_path)
    reading = json.loads(held[READING])
    change(reading)
    found = checked(tmp_path, {**held, READING: json.dumps(reading).encode()})
    assert all(fault.startswith(f"{READING}: ") for fault in found)
    return [fault.removeprefix(f"{READING}: ") for fault in found]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r["claims"][0]["cue"].update(text="x"), "span 99-108 has other words than its dispatch"),
        (lambda r: r["claims"][0]["cue"].update(start=100), "span 100-108 has other words than its dispatch"),
        (lambda r: r["claims"][0]["cue"].update(end=10**6), "span 99-1000000 lies outside of its dispatch"),
        (lambda r: r["claims"][0]["cue"].update(start=-1), "span -1-108 lies outside of its dispatch"),
        (lambda r: r["blocks"].append({"start": 5, "end": 4, "kind": "body"}), "span 5-4 lies outside of its dispatch"),
        (
            lambda r: r.update(x=[[{"y": {"start": 0, "end": 1, "text": "x"}}]]),
            "span 0-1 has other words than its dispatch",
        ),
        (lambda r: r.update(x={"start": True, "end": 1}), "a span's start, end or text is none"),
        (lambda r: r.update(x={"start": 0, "end": 1, "text": None}), "a span's start, end or text is none"),
        (lambda r: r["claims"].append(r["claims"][0]), "holds two claims of one id"),
        (lambda r: r["events"].append(r["events"][0]), "holds two events of one id"),
        (lambda r: r["entities"].append(r["entities"][0]), "holds two entities of one id"),
        (lambda r: r["dispatch"].update(id="x"), "is of another dispatch"),
        (lambda r: r["dispatch"].update(text="x"), "holds another text than its dispatch"),
    ],
)
def test_a_reading_that_does_not_fit_its_text(tmp_path: Path, change: Callable[[Any], object], fault: str) -> None:
    assert reading_with(tmp_path, change) == [fault]


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.pop("claims"),
        lambda r: r.pop("dispatch"),
        lambda r: r.update(dispatch=[]),
        lambda r: r.pop("record"),
        lambda r: r["record"].update(state="new"),
        lambda r: r["record"]["judged"].update(c1=1),
        lambda r: r["claims"][0].update(act="sing"),
        lambda r: r["claims"][0]["cue"].update(start=1.5),
    ],
)
def test_what_is_no_reading(tmp_path: Path, change: Callable[[Any], object]) -> None:
    (fault,) = reading_with(tmp_path, change)
    assert fault.startswith("is no reading (")


def test_many_wrong_spans_are_counted(tmp_path: Path) -> None:
    found = reading_with(tmp_path, lambda r: r.update(x=[{"start": 0, "end": 1, "text": "x"}] * 50))
    assert len(found) == 11 and found[-1] == "40 more spans are wrong"


@pytest.mark.parametrize("name", [READING, "manifest.json"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"files":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001,
        b'{"a":' + b"9" * 100_000 + b"}",
        b'{"dispatch": {"path": "\\ud800"}}',
    ],
    ids=range(10),
)
def test_json_of_any_kind(tmp_path: Path, name: str, data: bytes) -> None:
    found = checked(tmp_path, {**files(tmp_path), name: data}, anew=name == READING)
    assert len(found) == 1 and found[0].startswith(f"{name}: is no ")


@pytest.mark.parametrize(
    "change",
    [
        {"format": "zip"},
        {"version": 2},
        {"version": "1"},
        {"dispatches": None},
        {"files": []},
        {"files": {"a": 1}},
        {"files": {"a": {"sha256": 1, "size": 1}}},
        {"files": {"a": {"sha256": "", "size": 1.5}}},
    ],
)
def test_a_manifest_of_wrong_types(tmp_path: Path, change: dict[str, object]) -> None:
    held = files(tmp_path)
    manifest = json.loads(held["manifest.json"]) | change
    (fault,) = checked(tmp_path, {**held, "manifest.json": json.dumps(manifest).encode()}, anew=False)
    assert fault.startswith("manifest.json: is no manifest of a bundle (")


def test_without_a_manifest(tmp_path: Path) -> None:
    assert checked(tmp_path, {"README.txt": b""}, anew=False) == ["manifest.json: is not there"]


# zips


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "c:x", "a\\..\\x", "a\\b"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as bundle:
        for each, data in files(tmp_path).items():
            bundle.writestr(each, data)
        member = zipfile.ZipInfo("x")
        member.filename = name
        bundle.writestr(member, b"x")
    assert faults(tmp_path / "made.zip") == [f"{name}: is a name that leads out of the bundle"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_and_names_that_a_terminal_would_obey(tmp_path: Path) -> None:
    held = files(tmp_path)
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as bundle:
        for each, data in [*held.items(), (TEXT, b"x"), ("\x1b[31m\n\u202ea", b"")]:
            bundle.writestr(each, data)
    assert f"{TEXT}: stands in the zip twice" in faults(tmp_path / "made.zip")
    assert len(faults(tmp_path / "made.zip")) == 2


@pytest.mark.parametrize(
    ("mode", "packing", "fault"),
    [
        (0o120777, zipfile.ZIP_STORED, "is no plain file"),
        (0o040755, zipfile.ZIP_STORED, "is no plain file"),
        (0o100644, zipfile.ZIP_LZMA, "is packed in a way that no bundle is"),
        (0o100644, zipfile.ZIP_BZIP2, "is packed in a way that no bundle is"),
    ],
)
def test_members_that_are_not_opened(tmp_path: Path, mode: int, packing: int, fault: str) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as bundle:
        for name, data in files(tmp_path).items():
            member = zipfile.ZipInfo(name)
            member.external_attr = (mode if name == TEXT else 0o100644) << 16
            bundle.writestr(member, data, packing if name == TEXT else zipfile.ZIP_DEFLATED)
    assert faults(tmp_path / "made.zip") == [f"{TEXT}: {fault}", f"{TEXT}: is not there"]


def stored(tmp_path: Path) -> bytes:
    """A bundle whose members are not packed, as bytes."""
    checked(tmp_path, files(tmp_path))
    return (tmp_path / "made.zip").read_bytes()


def of_bytes(tmp_path: Path, data: bytes) -> list[str]:
    (tmp_path / "made.zip").write_bytes(data)
    return faults(tmp_path / "made.zip")


def test_encrypted_members(tmp_path: Path) -> None:
    data = bytearray(stored(tmp_path))
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    assert "manifest.json: is encrypted" in of_bytes(tmp_path, bytes(data))


def test_a_byte_that_was_changed(tmp_path: Path) -> None:
    data = stored(tmp_path).replace(b"Moscou ont", b"Moscou onT", 1)
    (fault,) = of_bytes(tmp_path, data)
    assert fault.startswith(f"{TEXT}: cannot be unpacked (Bad CRC-32")


def test_a_zip_that_was_cut(tmp_path: Path) -> None:
    data = stored(tmp_path)
    for length in (0, 1, 3, 30, len(data) // 2, len(data) - 1):
        (fault,) = of_bytes(tmp_path, data[:length])
        assert fault.startswith("is no zip, or was cut (")


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert faults(tmp_path) == faults(tmp_path / "pipe") == ["is a folder or a device; name a file"]
    assert faults(tmp_path / "none") == faults(tmp_path / "a\0b") == ["there is no such file"]


def test_a_member_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMBER", 50_000)
    with zipfile.ZipFile(tmp_path / "made.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files(tmp_path).items():
            bundle.writestr(name, b" " * 60_000 if name == TEXT else data)
    assert faults(tmp_path / "made.zip") == [f"{TEXT}: cannot be unpacked (unpacks to more than 50000 bytes)"]
    monkeypatch.setattr(module, "TOTAL", 60_000)
    monkeypatch.setattr(module, "RATIO", 1)
    (fault,) = faults(tmp_path / "made.zip")
    assert fault == "would unpack to more than 60000 bytes; nothing more was checked"


def test_a_reading_of_too_many_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VALUES", 2000)
    assert reading_with(tmp_path, lambda r: r.update(x=[])) == []
    assert reading_with(tmp_path, lambda r: r.update(x=[0] * 2000)) == ["holds more than 2000 values"]


def test_a_member_that_is_longer_than_it_says(tmp_path: Path) -> None:
    """Ten million blanks that the zip says are ten."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("manifest.json", b" " * 10_000_000)
    data = packed.getvalue().replace(struct.pack("<I", 10_000_000), struct.pack("<I", 10))
    (fault,) = of_bytes(tmp_path, data)
    assert fault.startswith("manifest.json: is no manifest of a bundle (")


def test_noise(tmp_path: Path) -> None:
    """Whichever bytes are changed, it ends in a report; seldom in none, as there are bytes that mean nothing."""
    chance = random.Random(7)
    for whole in (stored(tmp_path), (tmp_path / "whole.zip").read_bytes()):
        heads = [found.start() for found in re.finditer(rb"PK[\x01\x03\x05][\x02\x04\x06]", whole)]
        for _ in range(300):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                at = (
                    chance.choice(heads) + chance.randrange(60)
                    if chance.random() < 0.7
                    else chance.randrange(len(data))
                )
                data[min(at, len(data) - 1)] = chance.randrange(256)
            of_bytes(tmp_path, bytes(data))


def test_a_span_of_surrogates_is_that_of_the_text(tmp_path: Path) -> None:
    reading = sample(f"\ud800{sample().dispatch.text}")
    reading = replace(reading, names=(replace(reading.names[0], start=0, end=3, text="\ud800Mo"),))
    write_bundle([kept(reading)], str(tmp_path / "desk.zip"))
    assert faults(tmp_path / "desk.zip") == []
