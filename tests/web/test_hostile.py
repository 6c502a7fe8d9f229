"""Hostile input through the page: sessions, forms, addresses (uploads: test_bombs.py). Whatever is sent, the server
says why it will not have it, or reads it, and goes on answering; nothing is its own fault (5xx)."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import argon2
import httpx
import pytest
from fastapi.testclient import TestClient
from itsdangerous import TimestampSigner

from selon.record.store import open_record
from selon.web import accounts
from selon.web.app import create_app
from selon.web.desk import Desk
from selon.web.guard import SESSION
from selon.web.pages import start
from selon.web.sessions import LASTS
from tests.desk import ALL, dispatches, take
from tests.web.browser import HERE, served
from tests.web.forms import reasoned, token

WORD = "correct horse"
BODY = "\n\nROME, 8 mars 2024 (AFP) - Le pont a cédé, selon la mairie.\n"
FORM = {"content-type": "application/x-www-form-urlencoded"}
MULTI = {"content-type": "multipart/form-data; boundary=xx"}
PART = b'--xx\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("hostile") / "desk.selon")
    with open_record(file, create=True) as record:
        take(record, dispatches(ALL.items()))
    return file


@pytest.fixture
def client(path: str) -> Iterator[TestClient]:
    """A desk that whoever sits at it may use: an error of the server is raised here, and fails the test."""
    with TestClient(create_app(Desk(path, login="ada")), base_url=HERE, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def guarded(path: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A desk that asks who one is, with the accounts of Ada and Bea."""
    monkeypatch.setattr(accounts, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    Path(accounts.accounts_path(path)).unlink(missing_ok=True)
    for name in ("ada", "bea"):
        accounts.add_account(accounts.accounts_path(path), name, "editor", WORD)
    with TestClient(create_app(Desk(path, demands=True), ("testserver",)), follow_redirects=False) as opened:
        yield opened


def enter(client: TestClient, name: str) -> str:
    """Logs in; returns the session."""
    client.cookies.clear()
    data = {"name": name, "password": WORD, "token": token(client, "/login")}
    assert client.post("/login", data=data).status_code == 303
    return client.cookies[SESSION]


def hold(client: TestClient, session: str) -> None:
    client.cookies.clear()
    client.cookies.set(SESSION, session)


# sessions


def test_a_session_is_over_after_twelve_hours(guarded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    began = int(time.time()) - LASTS
    for age, status in ((-60, 303), (60, 200)):
        with monkeypatch.context() as patched:
            patched.setattr(TimestampSigner, "get_timestamp", lambda _, moment=began + age: moment)
            session = enter(guarded, "ada")
        hold(guarded, session)
        assert guarded.get("/find").status_code == status
        assert guarded.get("/find.json").status_code == {303: 401, 200: 200}[status]


def test_a_session_of_the_future_is_none(guarded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) + 3600)
        session = enter(guarded, "ada")
    hold(guarded, session)
    assert guarded.get("/find").status_code == 303


def test_a_removed_account_and_a_new_password_end_sessions(guarded: TestClient, path: str) -> None:
    ada, bea = enter(guarded, "ada"), enter(guarded, "bea")
    file = accounts.accounts_path(path)
    accounts.remove_account(file, "ada")
    accounts.set_password(file, "bea", "another horse")
    accounts.add_account(file, "ada", "admin", WORD)
    for session in (ada, bea):
        hold(guarded, session)
        assert guarded.get("/find").status_code == 303
        assert guarded.post("/judge.json", data={"id": "abcd:c1", "verdict": "right"}).status_code == 401


def test_a_cookie_that_was_tampered_with_is_none(guarded: TestClient) -> None:
    session = enter(guarded, "ada")
    for at in range(0, len(session), 3):
        changed = session[:at] + ("A" if session[at] != "A" else "B") + session[at + 1 :]
        hold(guarded, changed)
        assert guarded.get("/find").status_code == 303, at
    for odd in ("a" * 4097, "..", "null", "%00", '"', "[]", "é"):
        answer = guarded.get("/find", headers={"cookie": f"{SESSION}={odd}".encode()})
        assert answer.status_code == 303, odd


def test_the_token_of_another_is_none(guarded: TestClient) -> None:
    enter(guarded, "bea")
    theirs = token(guarded, "/")
    claim = guarded.get("/find.json?act=deny").json()["rows"][0]["id"]
    enter(guarded, "ada")
    for path, data in (("/judge", {"id": claim, "verdict": "wrong"}), ("/undo", {"number": "1"}), ("/logout", {})):
        reasoned(guarded.post(path, data={**data, "token": theirs}), 403)
    assert guarded.get("/judgements.json").json()["rows"] == []


# what is pasted


@pytest.mark.parametrize("title", ["x" * 999_000, "<" * 40_000, "Le pont de Rome a cédé hier " * 4000, "a\n" * 20_000])
def test_a_title_without_end_is_read(client: TestClient, title: str) -> None:
    answer = client.post("/read", data={"text": title + BODY, "token": token(client, "/")})
    assert answer.status_code == 200
    assert len(answer.content) < 3_000_000
    assert "Le pont a cédé" in answer.text


def test_a_million_letters_may_be_accented(client: TestClient) -> None:
    answer = client.post("/read", data={"text": "é" * 999_000 + BODY, "token": token(client, "/")})
    assert answer.status_code == 200
    reasoned(client.post("/read", data={"text": "é" * 1_000_001, "token": token(client, "/")}), 413)


def test_a_long_dispatch_shows_its_first_claims(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.web.pages.dispatches.MOST", 5)
    text = "ROME, 8 mars 2024 (AFP) - " + "Le pont a cédé, selon la mairie. " * 20
    answer = client.post("/read", data={"text": text, "token": token(client, "/")})
    assert answer.text.count("data-claim=") == 5
    assert "Only the first 5 are shown." in answer.text


def test_long_dispatches_are_read_one_at_a_time(client: TestClient) -> None:
    with start._TURN:
        reasoned(client.post("/read", data={"text": "x " * start.LONG, "token": token(client, "/")}), 503)
        short = client.post("/read", data={"text": "Le pont a cédé.", "token": token(client, "/")})
    assert short.status_code == 200
    assert client.post("/read", data={"text": "x" * start.LONG, "token": token(client, "/")}).status_code == 200


# forms


FORGED = {
    "no boundary": ({"content-type": "multipart/form-data"}, PART % (b"token", b"x")),
    "another boundary": (MULTI, b"--yy\r\n\r\n\r\n--yy--"),
    "cut": (MULTI, PART % (b"token", b"x")),
    "no name": (MULTI, b"--xx\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xx--\r\n"),
    "no disposition": (MULTI, b"--xx\r\n\r\nx\r\n--xx--\r\n"),
    "many headers": (MULTI, b"--xx\r\n" + b"A: b\r\n" * 1000 + b"\r\nx\r\n--xx--\r\n"),
    "a long header": (MULTI, b"--xx\r\nContent-Disposition: " + b"a" * 100_000 + b"\r\n\r\nx\r\n--xx--\r\n"),
    "a file as a field": (MULTI, PART.replace(b'"%s"', b'"%s"; filename="a"') % (b"token", b"x") + b"--xx--\r\n"),
    "many parts": (MULTI, PART % (b"a", b"") * 2000 + b"--xx--\r\n"),
    "json": ({"content-type": "application/json"}, b'{"token": "x", "id": 1}'),
    "text": ({"content-type": "text/plain"}, b"token=x"),
    "no type": ({}, b"token=x"),
    "odd type": ({"content-type": "\xff/\x80; =;"}, b"token=x"),
    "invalid UTF-8": (FORM, b"token=%ff%fe&id=%c3%28&verdict=right&name=\xff\xfe&text=%ed%a0%80&number=%f0"),
    "invalid escapes": (FORM, b"token=%zz&id=%&verdict=%u0041&number=%%%"),
    "NULs": (FORM, b"token=%00&id=%00&verdict=%00&number=%00&text=%00&name=%00&password=%00"),
    "twice": (FORM, b"token=a&token=b&id=ab:c1&id=ab:c2&verdict=right&verdict=wrong&number=1&number=2&text=a&text=b"),
    "many fields": (FORM, b"a=1&" * 50_000),
    "empty fields": (FORM, b"&" * 500_000),
    "a great number": (FORM, b"number=" + b"9" * 6000 + b"&token=x"),
    "encoded": (
        {"content-type": "multipart/form-data; boundary=xx; charset=unicode_escape"},
        PART % (b"name", b"\\ud800") + b"--xx--\r\n",
    ),
    "slowly decoded": (
        {"content-type": "multipart/form-data; boundary=xx; charset=punycode"},
        PART % (b"name", ("é" * 50_000 + "a" * 50_000).encode("punycode")) + b"--xx--\r\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("sent", FORGED)
@pytest.mark.parametrize("to", ["/login", "/logout", "/read", "/judge", "/undo.json", "/feed", "/feed.json"])
def test_a_forged_form_is_refused(client: TestClient, to: str, sent: str) -> None:
    headers, body = FORGED[sent]
    began = time.monotonic()
    coded = {name: value.encode("latin-1") for name, value in headers.items()}
    reasoned(client.post(to, content=body, headers=coded), 400, 401, 403, 413, 415, 422)
    assert time.monotonic() - began < 3


def test_fields_that_come_twice_or_broken_with_a_good_token(client: TestClient) -> None:
    ours = token(client, "/").encode()
    for body in (FORGED["twice"][1], FORGED["invalid UTF-8"][1], FORGED["NULs"][1]):
        for to in ("/read", "/judge.json", "/undo.json", "/login"):
            answer = client.post(to, content=body + b"&token=" + ours, headers=FORM)
            assert answer.status_code < 500, to


@pytest.mark.parametrize(("to", "most"), [("/login", 1), ("/judge", 1), ("/read", 13), ("/feed", 51)])
def test_too_much_is_refused_before_it_is_kept(client: TestClient, to: str, most: int) -> None:
    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b"--xx\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\n"
        while sent < 200:
            sent += 1
            yield b"x" * 1_000_000

    sent = 0
    reasoned(client.post(to, content=endless(), headers=MULTI), 413)
    answer = client.post(to, content=b"x", headers={**MULTI, "content-length": str(10**12)})
    reasoned(answer, 413)
    assert f"{most} MB" in answer.text


# addresses


PATHS = [
    *("../app.py", "%2e%2e/app.py", "..%2fapp.py", "..%5capp.py", "....//app.py", "/etc/passwd", "%2fetc%2fpasswd"),
    *(
        "selon.css%00",
        "%00",
        "selon.css/",
        ".",
        "",
        "a" * 5000,
        "%ff%fe",
        "selon.css/../../app.py",
        "~root",
        "C:%5cboot.ini",
    ),
]


@pytest.mark.parametrize("path", PATHS)
def test_static_files_are_those_of_the_folder(client: TestClient, path: str) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code in (307, 404) or answer.headers["content-type"].startswith("text/css")
    assert "import" not in answer.text and "root:" not in answer.text


IDS = [
    *(
        "' OR 1=1 --",
        "1; DROP TABLE dispatches",
        "abcd' UNION SELECT hash FROM accounts --",
        "abcd:c1' --",
        "abcd:c1;",
        "%",
    ),
    *(
        "abcd:" + "c" * 5000,
        "f" * 8_000,
        "\x00",
        "abcd:c1\x00",
        "x#1' OR '1'='1",
        "nk#1",
        "#",
        "a#999999999999999999999",
    ),
    *("\ud7ff\uffff", "::", ":c1", "abcd:c99999999999999999999999999", "../abcd", "{0}", "%s", "\r\nset-cookie: a=b"),
]


@pytest.mark.parametrize("id", IDS)
def test_an_id_is_no_sql_and_no_path(client: TestClient, id: str) -> None:
    held = client.get("/start.json").json()["holds"]
    coded = "".join(f"%{byte:02x}" for byte in id.encode())
    for page in (
        "/dispatches/{}",
        "/dispatches/{}.json",
        "/dispatches/{}/check",
        "/events/{}",
        "/events/{}.json",
        "/events/{}.csv",
    ):
        answer = client.get(page.format(coded))
        assert answer.status_code in (400, 404), page
        assert len(answer.content) < 150_000 and "set-cookie: a=b" not in str(answer.headers)
    for page in (
        f"/drift?a={coded}&b={coded}",
        f"/denials?of={coded}",
        f"/judgements?by={coded}",
        f"/ledger?who={coded}",
    ):
        assert client.get(page).status_code in (200, 400, 404, 422), page
    assert client.get("/start.json").json()["holds"] == held


QUERIES = [
    "?" + "a" * 60_000,
    "?" + "a=b&" * 15_000,
    "?words=" + "%ff" * 60,
    "?limit=" + "9" * 5000,
    "?&&&===",
    "?since=%00",
]


@pytest.mark.parametrize("query", [*QUERIES, "?rows=%ff&old=maybe", "?words=" + "(" * 190, "?words=" + "a " * 99])
@pytest.mark.parametrize(
    "page", ["/", "/find", "/find.csv", "/timeline", "/map", "/who", "/denials.csv", "/judgements"]
)
def test_odd_questions(client: TestClient, page: str, query: str) -> None:
    answer = client.get(page + query)
    assert answer.status_code in (200, 400, 404, 422)
    assert len(answer.content) < 1_000_000


def test_odd_methods_and_headers(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"):
        assert client.request(method, "/find").status_code in (400, 405)
    odd = {
        "accept-language": "fr;q=" + "9" * 5000,
        "referer": "javascript:alert(1)",
        "hx-request": "x",
        "range": "bytes=9-1",
    }
    for name, value in odd.items():
        assert client.get("/find", headers={name: value}).status_code == 200
    assert client.get("/static/selon.css", headers={"range": "bytes=999999999-"}).status_code in (200, 416)
    assert client.get("/language/fr", headers={"referer": "http://elsewhere.example/"}).headers["location"] == "/"
    assert client.get("/find", headers={"host": "elsewhere.example"}).status_code == 400


def test_raw_bytes_at_the_port(path: str) -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that such were sent
    raw = [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%00%ff\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"\0" * 100_000,
    ]
    with served(Desk(path, login="ada")) as url:
        for bytes_ in raw:
            host, _, port = url.removeprefix("http://").partition(":")
            with socket.create_connection((host, int(port)), timeout=10) as line:
                try:
                    line.sendall(bytes_)
                    line.shutdown(socket.SHUT_WR)
                    answered = line.recv(200)
                except OSError:
                    answered = b""
            assert b" 500 " not in answered, bytes_[:60]
            assert httpx.get(f"{url}/health", headers={"host": "localhost"}).status_code == 200
