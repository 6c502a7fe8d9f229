"""Watched feeds: news comes in at each ask, what fails says why, and no server that others reach is made to ask its own
network. The feeds are served by this machine; the clock is the test's."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import argon2
import pytest
from fastapi.testclient import TestClient

import selon.wire.fetch as fetching
from selon.record.store import open_record
from selon.web import accounts, feeds
from selon.web.app import create_app
from selon.web.desk import Desk
from selon.web.feeds import Feeds
from selon.web.intake import Worker
from selon.web.pages import feeding
from tests.web.browser import HERE
from tests.web.clock import Clock
from tests.web.forms import token

ENTRY = (
    "<item><title>Crue de la {0}</title><guid>{0}</guid>"
    "<description>La {0} monte, selon la mairie.</description></item>"
)
EMPTY = "<item></item>"
PUBLIC = "93.184.215.14"
WORD = "correct horse"


class Source(ThreadingHTTPServer):
    """Serves a feed of these entries; None is nothing there."""

    entries: list[str] | None
    conditions: list[str | None]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/feed"

    def add(self, *rivers: str) -> None:
        self.entries = [*map(ENTRY.format, rivers), *(self.entries or ())]


class Answers(BaseHTTPRequestHandler):
    server: Source

    def do_GET(self) -> None:
        condition, entries = self.headers.get("If-None-Match"), self.server.entries
        self.server.conditions.append(condition)
        etag = f'"{len(entries or ())}"'
        self.send_response(404 if entries is None else 304 if condition == etag else 200)
        self.send_header("ETag", etag)
        self.end_headers()
        if entries is not None and condition != etag:
            body = f"<rss version='2.0'><channel><title>Agence</title>{''.join(entries)}</channel></rss>"
            self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    rushed = {**(fetching.fetch.__kwdefaults__ or {}), "polite": fetching.Polite(pace=0.0)}
    monkeypatch.setattr(fetching.fetch, "__kwdefaults__", rushed)
    with Source(("127.0.0.1", 0), Answers) as running:
        running.entries, running.conditions = [], []
        running.add("Vilaine")
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    """A desk that only whoever sits at this machine can reach."""
    file = str(tmp_path / "desk.selon")
    open_record(file, create=True).close()
    app = create_app(Desk(file, login="ada"))
    app.state.feeds = Feeds(file, Worker(), app.state.feeds.private, clock)
    with TestClient(app, base_url=HERE, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A desk that others reach, with an account of each role."""
    monkeypatch.setattr(accounts, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    file = str(tmp_path / "desk.selon")
    open_record(file, create=True).close()
    for role in ("reader", "editor", "admin"):
        accounts.add_account(accounts.accounts_path(file), role, role, WORD)
    app = create_app(Desk(file, demands=True), ("testserver",))
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


def enter(client: TestClient, name: str) -> None:
    client.cookies.clear()
    client.post("/login", data={"name": name, "password": WORD, "token": token(client, "/login")})


def send(client: TestClient, act: str, **data: object) -> Any:
    """Sends a form of the page, to be answered with JSON."""
    return client.post(f"/feed/{act}.json", data={"token": token(client, "/"), **data})


def watch(client: TestClient, source: Source, **data: object) -> dict[str, Any]:
    """Watches what this machine serves, and returns what the page says of it when it has been asked."""
    sent = send(client, "watch", address=source.address, private="true", **data)
    assert sent.status_code == 202, sent.text
    return asked(client)


def asked(client: TestClient) -> dict[str, Any]:
    """The feed that is watched, once it has been asked."""
    for _ in range(1200):
        (found,) = client.get("/feed.json").json()["feeds"]
        if found["state"] in ("watched", "failed"):
            return dict(found)
        time.sleep(0.05)
    raise AssertionError("the feed is not asked")


def later(client: TestClient, clock: Clock, minutes: float) -> dict[str, Any]:
    clock.now += minutes * 60
    client.app.state.feeds.look()  # type: ignore[attr-defined]
    return asked(client)


def told(feed: dict[str, Any]) -> tuple[Any, ...]:
    return feed["state"], feed["kept"], feed["known"], feed["failed"]


def known_here(host: str, port: int, *args: Any, **more: Any) -> list[Any]:
    """Resolves as if no name but this machine's were known: nothing is asked beyond it."""
    if host not in ("localhost", "127.1"):
        raise socket.gaierror(-2, "Name or service not known")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


def test_a_feed_is_taken_in_at_once_and_its_news_later(client: TestClient, source: Source, clock: Clock) -> None:
    first = watch(client, source, minutes=30)
    assert told(first) == ("watched", 1, 0, [])
    assert (first["by"], first["address"], first["minutes"]) == ("ada", source.address, 30)
    assert (first["asked"], first["next"]) == ("2023-11-14T22:13:20+00:00", "2023-11-14T22:43:20+00:00")
    later(client, clock, 29.9)
    assert source.conditions == [None]  # it was not due
    source.add("Loire", "Seine")
    assert told(later(client, clock, 0.1)) == ("watched", 3, 1, [])
    assert told(later(client, clock, 30)) == ("watched", 3, 0, [])  # the server says that nothing is new
    assert source.conditions == [None, '"1"', '"3"']
    rows = client.get("/find.json?words=Loire&rows=dispatches").json()["rows"]
    assert [row["title"] for row in rows] == ["Crue de la Loire"]


def test_a_clock_that_is_set_back_puts_nothing_off(client: TestClient, source: Source, clock: Clock) -> None:
    watch(client, source)
    later(client, clock, -600)
    assert len(source.conditions) == 2


def test_what_is_broken_says_why_and_is_asked_again(client: TestClient, source: Source, clock: Clock) -> None:
    source.entries = None
    broken = watch(client, source)
    reason = f"{source.address}: is not there; check the address (status 404)"
    assert told(broken) == ("failed", 0, 0, [reason]) and broken["next"]
    assert reason in client.get("/feed").text
    source.add("Vilaine")
    assert told(later(client, clock, 15)) == ("watched", 1, 0, [])


def test_an_entry_that_cannot_be_read_is_named_and_the_rest_is_kept(client: TestClient, source: Source) -> None:
    source.entries = [*(source.entries or ()), EMPTY]
    state, kept, known, (line,) = told(watch(client, source))
    assert (state, kept, known) == ("watched", 1, 0) and line.startswith(f"{source.address}#2: ")


def test_a_record_that_cannot_be_written_fails_the_ask(
    client: TestClient, source: Source, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch(client, source)
    monkeypatch.setattr("selon.web.intake.open_record", lambda path, change: 1 / 0)
    for _ in range(2):  # what failed is not told twice
        state, kept, known, (line,) = told(later(client, clock, 15))
        assert (state, kept, known) == ("failed", 1, 0) and "fault of selon" in line


def test_a_feed_is_asked_now(client: TestClient, source: Source) -> None:
    feed = watch(client, source)
    source.add("Loire")
    assert send(client, "ask", number=feed["number"]).status_code == 202
    assert told(asked(client))[:3] == ("watched", 2, 1)


def test_a_feed_is_stopped_and_may_be_watched_again(client: TestClient, source: Source, clock: Clock) -> None:
    feed = watch(client, source)
    assert send(client, "stop", number=feed["number"]).json() == {"feed": feed["number"], "stopped": True}
    clock.now += 3600
    client.app.state.feeds.look()  # type: ignore[attr-defined]
    assert client.get("/feed.json").json()["feeds"] == []
    assert source.conditions == [None]
    assert send(client, "stop", number=feed["number"]).status_code == 404
    assert send(client, "ask", number=feed["number"]).status_code == 404
    assert watch(client, source)["number"] != feed["number"]


def test_what_is_stopped_while_it_waits_is_not_asked(tmp_path: Path, source: Source) -> None:
    given: list[Any] = []
    held = Worker()
    held.give = lambda work, due=False: given.append(work)  # type: ignore[method-assign]
    watching = Feeds(str(tmp_path / "none.selon"), held, private=True)
    feed = watching.watch("ada", source.address, 5, private=True)
    watching.ask(feed.number)  # which waits already
    watching.stop(feed.number)
    (work,) = given
    work()
    assert source.conditions == []


def test_uploads_pass_what_is_only_due() -> None:
    done: list[str] = []
    worker, begun, ended = Worker(), threading.Event(), threading.Event()
    worker.give(lambda: begun.wait(10) and None)
    worker.give(lambda: done.append("due"), due=True)
    worker.give(lambda: done.append("due too") or ended.set(), due=True)  # type: ignore[func-returns-value]
    worker.give(lambda: done.append("sent"))
    begun.set()
    assert ended.wait(10)
    assert done == ["sent", "due", "due too"]


def test_the_forms_work_without_a_script(client: TestClient, source: Source) -> None:
    page = client.get("/feed").text
    assert all(f'for="{name}"' in page and f'id="{name}"' in page for name in ("address", "minutes", "private"))
    data = {"token": token(client, "/feed"), "address": f"  {source.address}#top ", "minutes": "15", "private": "true"}
    sent = client.post("/feed/watch", data=data)
    assert (sent.status_code, sent.headers["location"]) == (303, "/feed")
    feed = asked(client)
    page = client.get("/feed", headers={"accept-language": "fr"}).text
    assert source.address in page and "Flux suivis" in page and "toutes les 15 minutes" in page
    for act in ("ask", "stop"):
        assert f'action="/feed/{act}"' in page
        sent = client.post(f"/feed/{act}", data={"token": token(client, "/feed"), "number": feed["number"]})
        assert (sent.status_code, sent.headers["location"]) == (303, "/feed")


def test_the_page_looks_again_as_often_as_there_is_need(client: TestClient, source: Source) -> None:
    assert "hx-get" not in client.get("/feed").text
    watch(client, source)
    page = client.get("/feed/progress").text
    assert 'hx-trigger="every 15s"' in page
    seen = re.search(r'hx-get="(/feed/progress\?seen=\w+)"', page)
    assert seen and client.get(seen[1]).status_code == 204  # nothing has changed: the page stays as it is
    next(iter(client.app.state.feeds._held.values())).state = "reading"  # type: ignore[attr-defined]
    changed = client.get(seen[1])
    assert changed.status_code == 200 and 'hx-trigger="every 1s"' in changed.text


@pytest.mark.parametrize(
    ("address", "what"),
    [
        (" ", "address: is no http or https address"),
        ("example.org/feed", "example.org/feed: is no http or https address"),
        ("file:///etc/passwd", "is no http or https address"),
        ("http://[::1", "is no address"),
        ("http://a\x00b/", "is no address"),
        ("http://ada:word@example.org/", "holds a user name or password; take them out"),
        ("http://nulle-part.invalid/", "names no host that is known (nulle-part.invalid)"),
        ("http://localhost/feed", "leads into a private network (localhost)"),
        ("HTTP://127.1/feed", "leads into a private network"),
    ],
)
def test_an_address_that_is_none_is_refused_in_a_line(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, what: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", known_here)
    sent = send(client, "watch", address=address)
    assert sent.status_code == 400
    line = sent.json()["detail"]
    assert what in line and len(line.splitlines()) == 1
    assert client.get("/feed.json").json()["feeds"] == []


@pytest.mark.parametrize("minutes", ["4", "1441", "-5", "1.5", "often"])
def test_minutes_have_bounds(client: TestClient, source: Source, minutes: str) -> None:
    sent = send(client, "watch", address=source.address, private="true", minutes=minutes)
    assert sent.status_code == 422 and "minutes" in sent.json()["detail"]


def test_no_feed_twice_and_not_too_many(client: TestClient, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    watch(client, source)
    again = send(client, "watch", address=source.address.replace("http", "HTTP") + "#top", private="true")
    assert again.status_code == 400 and f"{source.address}: is watched already" in again.json()["detail"]
    assert send(client, "watch", address=source.address + "/2", private="true").status_code == 202
    third = send(client, "watch", address=source.address + "/3", private="true")
    assert third.status_code == 400 and "more than 2" in third.json()["detail"]


@pytest.mark.parametrize("act", ["watch", "ask", "stop"])
def test_a_form_that_is_not_ours_does_nothing(client: TestClient, source: Source, act: str) -> None:
    feed = watch(client, source)
    data = {"address": source.address + "/2", "private": "true", "number": feed["number"]}
    for forged in ("0" * 64, ""):
        assert client.post(f"/feed/{act}", data={**data, "token": forged}).status_code == 403
    assert client.get("/feed.json").json()["feeds"] == [feed]
    assert source.conditions == [None]


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_who_may_not_feed_watches_nothing(reached: TestClient, role: str) -> None:
    enter(reached, role)
    sent = {"address": "http://example.org/feed", "number": 1}
    assert [send(reached, act, **sent).status_code for act in ("watch", "ask", "stop")] == [403] * 3
    page = reached.get("/feed")
    assert page.status_code == 200 and 'action="/feed' not in page.text and "role admin" in page.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0x7f000001", "0"])
def test_a_server_that_others_reach_asks_nothing_of_its_network(reached: TestClient, source: Source, host: str) -> None:
    enter(reached, "admin")
    address = source.address.replace("127.0.0.1", host)
    for asked_for in ({}, {"private": "true"}):
        sent = send(reached, "watch", address=address, **asked_for)
        assert sent.status_code == 400 and "private network" in sent.json()["detail"]
    assert 'id="private"' not in reached.get("/feed").text
    assert source.conditions == []


def test_a_name_that_leads_inwards_later_is_refused_then(
    reached: TestClient, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [PUBLIC]

    def resolve(host: str, port: int, *args: Any, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop() if answers else "127.0.0.1", port))]

    enter(reached, "admin")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    sent = send(reached, "watch", address=source.address.replace("127.0.0.1", "feed.example.org"))
    assert sent.status_code == 202, sent.text
    state, _, _, (line,) = told(asked(reached))
    assert state == "failed" and "leads into a private network (feed.example.org)" in line
    assert source.conditions == []


def test_a_desk_that_goes_by_another_name_is_one_that_others_reach(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "desk.selon"))
    assert create_app(desk).state.feeds.private
    assert not create_app(desk, ("localhost", "desk.example")).state.feeds.private
    assert not create_app(desk, ("*",)).state.feeds.private


def test_a_page_that_looks_again_when_the_session_is_over_goes_to_the_log_in(reached: TestClient) -> None:
    sent = reached.get("/feed/progress", headers={"hx-request": "true"})
    assert (sent.status_code, sent.headers["hx-redirect"]) == (401, "/login")


def test_the_page_says_how_often_and_how_many(client: TestClient) -> None:
    page = client.get("/feed", headers={"accept-language": "en"}).text
    assert f'min="{feeds.SHORTEST}" max="{feeds.LONGEST}" value="{feeds.USUAL}"' in page
    assert f"{feeds.MOST} feeds at most" in page and "after a restart" in page
    assert feeding.OFTEN < feeding.SELDOM
