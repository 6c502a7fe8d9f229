"""A bundle: the same bytes for the same dispatches, whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import msgspec
import pytest

from selon.export import record_json
from selon.export.bundle import whole, write_bundle
from selon.model import Reading
from selon.record.kept import Kept
from selon.version import __version__
from tests.export.test_record_json import kept, known, odd
from tests.readings import sample, silent


def members(path: Path, *those: Kept) -> dict[str, bytes]:
    write_bundle(those or [kept(), kept(sample())], str(path / "desk.zip"))
    with zipfile.ZipFile(path / "desk.zip") as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_what_is_in_it(tmp_path: Path) -> None:
    ids = sorted([known().dispatch.id, sample().dispatch.id])
    assert list(members(tmp_path)) == [
        "README.txt",
        *(f"dispatches/{id}.txt" for id in ids),
        "manifest.json",
        *(f"readings/{id}.json" for id in ids),
    ]
    assert members(tmp_path)["README.txt"].count(b"\n") == 3


def test_the_manifest(tmp_path: Path) -> None:
    found = members(tmp_path)
    manifest = json.loads(found.pop("manifest.json"))
    assert (manifest["format"], manifest["version"], manifest["selon"]) == ("selon-bundle", 1, __version__)
    assert manifest["dispatches"] == 2
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in found.items()
    }


def test_a_dispatch_and_its_reading(tmp_path: Path) -> None:
    text = "à\r\n\ufeff🎈\u2028"
    found = members(tmp_path, kept(silent(text)), kept())
    id = silent(text).dispatch.id
    assert found[f"dispatches/{id}.txt"].decode() == text
    for reading in (silent(text), known()):
        held = json.loads(found[f"readings/{reading.dispatch.id}.json"])
        assert "text" not in held["dispatch"]
        held["dispatch"]["text"] = reading.dispatch.text
        assert msgspec.convert(held, Reading) == reading
        assert held["record"] == json.loads(msgspec.json.encode(record_json.beside(kept(reading))))


def test_the_same_bytes_in_whatever_order_they_come(tmp_path: Path) -> None:
    assert write_bundle([kept(), kept(sample()), kept(silent())], str(tmp_path / "a.zip")) == 3
    assert write_bundle([kept(silent()), kept(), kept(sample())], str(tmp_path / "b.zip")) == 3
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        assert {member.date_time for member in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.external_attr >> 16 for member in bundle.infolist()} == {0o100644}
        assert {member.compress_type for member in bundle.infolist()} == {zipfile.ZIP_DEFLATED}


def test_none_one_twice_and_odd_data(tmp_path: Path) -> None:
    assert write_bundle([], str(tmp_path / "none.zip")) == 0
    assert write_bundle([kept(), kept()], str(tmp_path / "twice.zip")) == 1
    assert write_bundle([odd()], str(tmp_path / "odd.zip")) == 1


def test_work_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield kept()
        raise KeyboardInterrupt

    (tmp_path / "desk.zip").write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_bundle(broken(), str(tmp_path / "desk.zip"))
    assert (tmp_path / "desk.zip").read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["desk.zip"]


def test_where_a_file_goes(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "real").chmod(0o640)
    with whole(str(tmp_path / "link")) as file:
        file.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640
    assert write_bundle([kept()], os.devnull) == 1
    with pytest.raises(OSError, match="nowhere"), whole(str(tmp_path / "nowhere" / "out")):
        pass
