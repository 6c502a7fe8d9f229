"""Entering: a desk that others can reach asks who they are, and lets each do what their role may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import argon2
import pytest
from fastapi.testclient import TestClient

from selon.record.store import open_record
from selon.web import accounts
from selon.web.app import create_app
from selon.web.desk import Desk
from selon.web.guard import SESSION
from tests.desk import ALL, dispatches, take
from tests.web.forms import token

WORD = "correct horse"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("entering") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches([("arms", ALL["arms"])]))
    return file


@pytest.fixture
def client(path: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(accounts, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    Path(accounts.accounts_path(path)).unlink(missing_ok=True)
    for role in ("reader", "editor", "admin"):
        accounts.add_account(accounts.accounts_path(path), role, role, WORD)
    with TestClient(create_app(Desk(path, demands=True), ("testserver",)), follow_redirects=False) as opened:
        yield opened


def enter(client: TestClient, name: str, password: str = WORD) -> int:
    return client.post(
        "/login", data={"name": name, "password": password, "token": token(client, "/login")}
    ).status_code


def claim(client: TestClient) -> str:
    return str(client.get("/find.json?act=deny").json()["rows"][0]["id"])


def test_nobody_sees_anything_before_they_enter(client: TestClient) -> None:
    for page in ("/", "/find", "/who"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), page
    assert client.get("/find.json").status_code == client.get("/openapi.json").status_code == 401
    assert client.post("/judge.json", data={"id": "abcd:c1", "verdict": "right"}).status_code == 401
    assert client.get("/health").status_code == 200
    assert client.get("/static/selon.css").status_code == 200


def test_one_enters_reads_and_leaves(client: TestClient) -> None:
    assert enter(client, "reader") == 303
    assert client.get("/find").status_code == 200
    assert client.post("/logout", data={"token": token(client, "/")}).status_code == 303
    assert client.get("/find").status_code == 303


def test_a_wrong_password_and_an_unknown_name_tell_the_same(client: TestClient) -> None:
    answers = [
        client.post("/login", data={"name": name, "password": "wrong password", "token": token(client, "/login")})
        for name in ("reader", "nobody", "' OR 1=1 --")
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert len({re.sub(r'value="\w{64}"', "", answer.text) for answer in answers}) == 1


def test_who_fails_too_often_waits(client: TestClient) -> None:
    statuses = [enter(client, "reader", "wrong password") for _ in range(7)]
    assert statuses[:5] == [401] * 5 and statuses[5:] == [429] * 2
    assert enter(client, "reader") == 429


def test_each_role_may_what_it_may(client: TestClient) -> None:
    expected = {"reader": (403, 403), "editor": (200, 403), "admin": (200, 202)}
    for role, (judging, feeding) in expected.items():
        client.cookies.clear()
        assert enter(client, role) == 303
        ours = token(client, "/judgements") if role != "reader" else token(client, "/")
        sent = {"id": claim(client), "verdict": "right", "token": ours}
        assert client.post("/judge.json", data=sent).status_code == judging, role
        files = {"files": ("a.txt", b"Le pont a tenu, selon le maire.")}
        assert client.post("/feed.json", data={"token": ours}, files=files).status_code == feeding, role


def test_judgements_bear_the_name_of_the_account(client: TestClient) -> None:
    enter(client, "editor")
    data = {"id": claim(client), "verdict": "wrong", "token": token(client, "/")}
    assert client.post("/judge.json", data=data).json()["by"] == "editor"


def test_a_forged_an_old_and_a_changed_session_are_over(client: TestClient, path: str) -> None:
    enter(client, "reader")
    held = client.cookies[SESSION]
    for forged in (held[:-2], held + "x", "admin", "", "a" * 5000):
        client.cookies.clear()
        client.cookies.set(SESSION, forged)
        assert client.get("/find").status_code == 303
    client.cookies.clear()
    client.cookies.set(SESSION, held)
    assert client.get("/find").status_code == 200
    accounts.set_password(accounts.accounts_path(path), "reader", "another horse")
    assert client.get("/find").status_code == 303


def test_the_session_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    answer = client.post("/login", data={"name": "reader", "password": WORD, "token": token(client, "/login")})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
