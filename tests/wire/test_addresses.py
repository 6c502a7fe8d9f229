"""Addresses through the command line and `load_address`, against a server of our own: what never ends, what leads
inwards, what is not new, and that the rest goes on."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import selon.wire.fetch as fetching
from selon.wire.errors import InputError
from selon.wire.fetch import Polite, fetch
from selon.wire.formats import load_address
from tests.command import run

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Agence Sud</title>
<language>fr</language><item><title>Grève à Guichen</title><guid isPermaLink="false">a1</guid>
<link>http://example.org/a1</link>
<pubDate>Wed, 06 Mar 2024 10:00:00 +0100</pubDate><description>
&lt;p&gt;Le maire Yves Duval a démenti mercredi toute grève.&lt;/p&gt;</description></item></channel></rss>"""


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Server.asked.append(self.path)
        if self.path == "/inward":
            self._head(302, Location="http://169.254.169.254/latest")
        elif self.path.startswith("/round"):
            self._head(302, Location="/round" + "x" * (len(self.path) % 7))
        elif self.path == "/endless":
            self._head(200)
            self._endless()
        elif self.headers.get("If-None-Match") == '"one"':
            self._head(304)
        elif self.path == "/feed":
            self._head(200, ETag='"one"')
            self.wfile.write(FEED.encode())
        else:
            self._head(404)

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _endless(self) -> None:
        try:
            self.wfile.write(b"<rss><channel>")
            while True:
                self.wfile.write(b"<item><title>Encore</title></item>" * 1000)
        except OSError:
            pass  # the reader has had enough

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetching, "POLITE", Polite(pace=0.0))
    monkeypatch.setattr(fetching.fetch, "__kwdefaults__", {**fetching.fetch.__kwdefaults__, "polite": Polite(pace=0.0)})
    Server.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def refused(url: str, private: bool = True) -> str:
    with pytest.raises(InputError) as caught:
        fetch(url, private=private)
    assert caught.value.name == url
    return caught.value.what


def test_an_address_inside_the_network_is_not_even_asked(server: str) -> None:
    assert "leads into a private network" in refused(f"{server}/feed", private=False)
    assert Server.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "0.0.0.0"],
)
def test_private_addresses_in_every_form(host: str) -> None:
    assert "private network" in refused(f"http://{host}/feed", private=False)


def test_a_redirect_to_a_private_address_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fetching, "is_public", lambda address: address == "127.0.0.1"
    )  # as if this were the open network
    assert "leads into a private network (169.254.169.254)" in refused(f"{server}/inward", private=False)


def test_a_redirect_that_goes_round_ends(server: str) -> None:
    assert "redirects more than" in refused(f"{server}/round")


def test_a_feed_that_never_ends_is_given_up(server: str) -> None:
    assert "is larger than" in refused(f"{server}/endless")


def test_what_is_not_there(server: str) -> None:
    assert "is not there; check the address (status 404)" in refused(f"{server}/none")
    assert "http" in refused("ftp://example.org/feed")


def test_a_feed_is_asked_for_news_only(server: str) -> None:
    first = load_address(f"{server}/feed", print, private=True)
    assert first is not None
    (dispatch,) = first[0]
    assert not isinstance(dispatch, InputError)
    assert (dispatch.title, dispatch.agency, dispatch.item) == ("Grève à Guichen", "Agence Sud", "a1")
    assert load_address(f"{server}/feed", print, private=True, known=first[1]) is None


def test_ingest_takes_a_feed_once_and_goes_on_after_what_fails(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sources = [f"{server}/endless", f"{server}/none", f"{server}/feed"]
    first = run("ingest", *sources, "--private", "--record", "d.selon")
    assert (first.exit_code, first.stdout.split(" in ")[0]) == (1, "kept 1")
    assert f"selon: {server}/endless: is larger than" in first.stderr
    (row,) = (
        json.loads(line)
        for line in run("find", "--act", "deny", "--format", "jsonl", "--record", "d.selon").stdout.splitlines()
    )
    assert (row["who"], row["sent"]) == ("Yves Duval", "2024-03-06")
    again = run("ingest", f"{server}/feed", "--private", "--record", "d.selon")
    assert again.exit_code == 0 and again.stdout.startswith("kept 0 in ")
    assert "(0 known before, 0 failed)" in again.stdout  # not even read: the server says that nothing is new
