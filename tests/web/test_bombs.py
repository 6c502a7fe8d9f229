"""Hostile uploads: archives and markup that grow without end, bytes of nothing, names that are paths. Each is refused
with a reason, what came with it is read, and the server goes on answering."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from tests.desk import ALL, RIVER, dispatches, take
from tests.web.browser import HERE
from tests.web.forms import reasoned, token


@pytest.fixture
def feeding(tmp_path: Path) -> Iterator[TestClient]:
    file = str(tmp_path / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([("arms", ALL["arms"])]))
    with TestClient(create_app(Desk(file, login="ada")), base_url=HERE) as opened:
        yield opened


def feed(client: TestClient, *files: tuple[str, bytes]) -> dict[str, list[str]]:
    """Uploads, and waits until it is done, while the server goes on answering; returns what is told of it."""
    sent = client.post("/feed.json", data={"token": token(client, "/feed")}, files=[("files", file) for file in files])
    assert sent.status_code == 202, sent.text
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert client.get("/health").status_code == 200
        told = client.get("/feed.json").json()["uploads"][0]
        if told["state"] in ("done", "failed"):
            assert "selon-" not in str(told) and "Traceback" not in str(told)
            assert client.get("/feed").status_code == client.get("/coverage").status_code == 200
            return dict(told)
        time.sleep(0.02)
    raise AssertionError("the upload does not end")


def zipped(times: int, head: bytes = b"") -> bytes:
    """So many megabytes of nothing, in gzip: a thousandth of that."""
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb") as out:
        out.write(head)
        for _ in range(times):
            out.write(b" " * (1 << 20))
    return made.getvalue()


ARCHIVED = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def packed_page(times: int) -> bytes:
    """An archive of one page, which the web's server packed."""
    page = PAGE + b"Content-Encoding: gzip\r\n\r\n" + zipped(times, b"<html><body><p>")
    return ARCHIVED % len(page) + page + b"\r\n\r\n"


def zip_of(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files:
            out.writestr(name, data)
    return made.getvalue()


def entities() -> bytes:
    """A billion laughs."""
    names = [b"e%d" % number for number in range(10)]
    told = [b'<!ENTITY %s "%s">' % (b, b"&%s;" % a * 10) for a, b in pairwise(names)]
    return b'<!DOCTYPE x [<!ENTITY e0 "ha">' + b"".join(told) + b"]><newsItem>&e9;</newsItem>"


OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&e;</p></body.content></body></nitf>'
BOMBS = {
    "gigabyte.gz": zipped(1024),
    "gigabyte.warc.gz": zipped(1024, ARCHIVED % (1 << 30) + PAGE + b"\r\n"),
    "page.warc": packed_page(1024),
    "zip.zip": zip_of(("a.txt", b"0" * 10_000_000), ("../../b.txt", b"x")),
    "laughs.xml": entities(),
    "outside.xml": OUTSIDE,
    "deep.xml": b"<nitf>" + b"<b>" * 300_000 + b"x" + b"</b>" * 300_000 + b"</nitf>",
    "open.xml": b"<newsItem>" + b"<a>" * 500_000,
    "wide.xml": b"<newsItem " + b" ".join(b'a%d="x"' % number for number in range(100_000)) + b"/>",
    "deep.json": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "open.json": b'{"headline":"x","body_text":' + b"[" * 500_000,
    "deep.html": b"<html><body>" + b"<div>" * 300_000 + b"Le pont a tenu.",
    "tables.html": b"<html>" + b"<table><tr><td>" * 50_000,
    "nothing.txt": b"\0" * 1_000_000,
    "nothing.xml": b"<newsItem>\0\0",
    "entries.xml": b"<rss><channel>" + b"<item><title>x</title></item>" * 50_000 + b"</channel></rss>",
    "bytes.txt": bytes(range(256)) * 100,
    "broken.txt": b"\xc3\x28\xff\xfe" * 1000,
    "empty.txt": b"",
    "title.json": json.dumps({"headline": "T" * 1_000_000, "body_text": "Le pont.", "guid": "1"}).encode(),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_a_reason(feeding: TestClient, name: str) -> None:
    began = time.monotonic()
    told = feed(feeding, (name, BOMBS[name]), ("river.txt", RIVER.encode()))
    assert time.monotonic() - began < 30
    assert told["kept"] == 1, "what came with it is read"
    assert told["failed"] and all(line.startswith(name) and ": " in line for line in told["failed"])
    assert "root:" not in str(told)


def test_a_title_of_half_a_million_letters_is_cut_in_lists(feeding: TestClient) -> None:
    item = {
        "headline": "T" * 500_000,
        "body_text": "Le pont a tenu, selon le maire de Rome.",
        "guid": "1",
        "language": "fr",
    }
    told = feed(feeding, ("long.json", json.dumps(item).encode()))
    assert told["failed"] == []
    id = feeding.get("/find.json?words=maire&rows=dispatches").json()["rows"][0]["id"]
    pages = ("/", "/find", "/find?words=maire&rows=claims", "/find?rows=events", "/timeline", "/map", "/coverage")
    for page in (*pages, f"/dispatches/{id}/check", f"/drift?a={id}&b={id}"):
        answer = feeding.get(page)
        assert answer.status_code == 200
        assert "T" * 200 not in answer.text.split("<tbody>")[0], page
    assert len(feeding.get(f"/dispatches/{id}").content) < 3_000_000


def test_hundreds_of_tiny_files(feeding: TestClient) -> None:
    told = feed(feeding, *((f"{number}.txt", b"%d" % number) for number in range(200)))
    assert told["kept"] + len(told["failed"]) == 200  # type: ignore[operator]
    many = [("files", (f"{number}.txt", b"x")) for number in range(300)]
    reasoned(feeding.post("/feed", data={"token": token(feeding, "/feed")}, files=many), 400, 413)
    fields = {f"f{number}": "x" for number in range(300)}
    reasoned(feeding.post("/feed", data={"token": token(feeding, "/feed"), **fields}, files=many[:1]), 400)


NAMES = [
    "..",
    "CON",
    "-rf",
    "~root",
    "$(id).txt",
    ";ls.txt",
    "\u202egnp.txt",
    "a/../../b.txt",
    "%2e%2e%2fc.txt",
    " ",
    ".",
]


def test_names_that_are_paths_or_commands(feeding: TestClient, tmp_path: Path) -> None:
    told = feed(feeding, *((name, f"{RIVER}\n{number}".encode()) for number, name in enumerate(NAMES)))
    assert told["kept"] == len(NAMES)
    assert not any("/" in name or name.startswith((".", " ")) for name in told["names"])
    assert [each.name for each in tmp_path.iterdir() if not each.name.startswith("desk.selon")] == []
