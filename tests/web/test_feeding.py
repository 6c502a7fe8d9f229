"""Feeding: uploads go into the record in the background, under their names; what is odd is told, and harms nothing."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from selon.record.store import open_record
from selon.web.app import create_app
from selon.web.desk import Desk
from tests.desk import ALL, RIVER, RIVER_CORRECTED, dispatches, take
from tests.web.browser import HERE
from tests.web.forms import token

File = tuple[str, tuple[str, bytes]]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    file = str(tmp_path / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([("arms", ALL["arms"])]))
    with TestClient(create_app(Desk(file, login="ada")), base_url=HERE) as opened:
        yield opened


def feed(client: TestClient, *files: File) -> dict[str, object]:
    """Uploads, waits until it is done, and returns what the page says of it."""
    sent = client.post("/feed.json", data={"token": token(client, "/feed")}, files=list(files))
    assert sent.status_code == 202, sent.text
    for _ in range(1200):
        found = client.get("/feed.json").json()["uploads"][0]
        if found["state"] in ("done", "failed"):
            return dict(found)
        time.sleep(0.05)
    raise AssertionError("the upload does not end")


def test_an_upload_is_taken_in(client: TestClient) -> None:
    told = feed(client, ("files", ("river.txt", RIVER.encode())), ("files", ("arms.txt", ALL["arms"].encode())))
    assert (told["state"], told["kept"], told["known"], told["failed"]) == ("done", 1, 1, [])
    rows = client.get("/find.json?words=Vilaine&rows=dispatches").json()["rows"]
    assert [row["path"] for row in rows] == ["river.txt"]
    assert "river.txt" in client.get("/feed").text


def test_versions_are_linked_and_laid_side_by_side(client: TestClient) -> None:
    feed(client, ("files", ("one.txt", RIVER.encode())), ("files", ("two.txt", RIVER_CORRECTED.encode())))
    rows = client.get("/find.json?words=Vilaine&rows=dispatches&old=true").json()["rows"]
    ids = {row["path"]: row["id"] for row in rows}
    page = client.get(f"/drift?a={ids['one.txt']}&b={ids['two.txt']}")
    assert "Quatre communes" in page.text and "Trois communes" in page.text
    assert "compare" in client.get(f"/dispatches/{ids['two.txt']}").text.lower()


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(client: TestClient) -> None:
    odd = ("files", ("odd.xml", b"<newsItem><unclosed>"))
    told = feed(client, odd, ("files", ("river.txt", RIVER.encode())))
    assert told["kept"] == 1
    assert len(told["failed"]) == 1 and str(told["failed"][0]).startswith("odd.xml: ")
    assert "selon-" not in str(told) and "Traceback" not in str(told)


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/passwd", "..", "a\x00b.txt", "C:\\boot.ini", "<b>.txt", "x" * 300]
)
def test_a_name_is_no_way_out_of_the_folder(client: TestClient, tmp_path: Path, name: str) -> None:
    told = feed(client, ("files", (name, RIVER.encode())))
    assert told["kept"] == 1
    assert all(re.fullmatch(r"[\w.() -]{1,110}", each) for each in told["names"])  # type: ignore[attr-defined]
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("desk.selon")) == []


def test_a_bomb_and_bytes_of_nothing_are_refused_or_told(client: TestClient) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("zeros.txt", b"0" * 10_000_000)
    billion = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((98 + i, *((97 + i,) * 10))) for i in range(9)
        )
        + b"]><newsItem>&j;</newsItem>"
    )
    told = feed(
        client,
        ("files", ("bomb.zip", bomb.getvalue())),
        ("files", ("billion.xml", billion)),
        ("files", ("zero.txt", b"\x00" * 5000)),
    )
    assert told["state"] == "done"
    assert client.get("/health").json()["status"] == "ok"


def test_too_much_is_refused_and_leaves_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from selon.web.pages import feeding

    monkeypatch.setattr(feeding, "LARGEST", 1000)
    sent = client.post("/feed", data={"token": token(client, "/feed")}, files=[("files", ("a.txt", b"x" * 1001))])
    assert sent.status_code == 413
    assert client.get("/feed.json").json()["uploads"] == []


def test_a_form_that_is_not_ours_feeds_nothing(client: TestClient) -> None:
    sent = client.post("/feed", data={"token": "0" * 64}, files=[("files", ("a.txt", b"x"))])
    assert sent.status_code == 403
