"""What is fetched, and what is not: a server of ours that answers well or ill, and names that lead where they should
not. Nothing leaves this machine."""

from __future__ import annotations

import asyncio
import gzip
import http.server
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, TypeAlias

import anyio
import brotli
import pytest

from selon.wire import fetch as module
from selon.wire.errors import InputError
from selon.wire.fetch import NOT_MODIFIED, Fetched, Known, Polite, TooMuch, check_address, fetch, unpack
from selon.wire.public import is_public

Handler: TypeAlias = http.server.BaseHTTPRequestHandler
FEED = "<rss><channel><title>Été</title></channel></rss>".encode()
PUBLIC = "93.184.215.14"
RUSHED = Polite(pace=0)
ENOUGH = 20.0  # seconds; what ends by a limit of ours ends long before


def send(handler: Handler, status: int = 200, body: bytes = FEED, **headers: str) -> None:
    handler.send_response(status)
    for name, value in (
        {"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in headers.items()}
    ).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler: Handler, before: bytes) -> None:
    """Sends it, then a byte at a time without end."""
    handler.wfile.write(before)
    while not stopped.is_set():
        handler.wfile.write(b"a")
        handler.wfile.flush()
        stopped.wait(0.02)


def condition(handler: Handler) -> None:
    known = (handler.headers["If-None-Match"], handler.headers["If-Modified-Since"])
    if known == ('"1"', "Wed, 10 Jul 2024 15:00:00 GMT"):
        send(handler, 304, b"")
    else:
        send(handler, ETag='"1"', Last_Modified="Wed, 10 Jul 2024 15:00:00 GMT")


def packed(pack: Callable[[bytes], bytes], name: str, body: bytes = FEED) -> Callable[[Handler], None]:
    return lambda handler: send(handler, 200, pack(body), Content_Encoding=name)


def moved(where: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: send(handler, status, b"", Location=where)


def plain(status: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: send(handler, status, b"x", **headers)


stopped = threading.Event()
BOMB = b"\0" * 8_000_000
ROUTES: dict[str, Callable[[Handler], None]] = {
    "/feed": lambda handler: send(handler, Content_Type="Application/RSS+xml; charset=UTF-8", ETag='"1"'),
    "/bare": send,
    "/known": condition,
    "/moved": moved("/feed#part", 301),
    "/relative": moved("feed?x=1", 307),
    "/feed?x=1": send,
    "/round": moved("/round"),
    "/ftp": moved("ftp://example.org/feed"),
    "/file": moved("file:///etc/passwd"),
    "/user": moved("http://user:word@127.0.0.1/"),
    "/nowhere": moved("http://[/"),
    "/inward": moved("http://inward.example.org/"),
    "/number": moved("http://127.0.0.1:9/"),
    "/lost": plain(302),
    "/gzip": packed(gzip.compress, "gzip"),
    "/deflate": packed(zlib.compress, "deflate"),
    "/br": packed(brotli.compress, "br"),
    "/twice": packed(lambda body: brotli.compress(gzip.compress(body)), "gzip, br"),
    "/bomb.gz": packed(gzip.compress, "gzip", BOMB),
    "/bomb.br": packed(lambda body: brotli.compress(body, quality=1), "br", BOMB),
    "/bomb.df": packed(zlib.compress, "deflate", BOMB),
    "/lie.gz": lambda handler: send(handler, Content_Encoding="gzip"),
    "/cut.gz": packed(lambda body: gzip.compress(body)[:-9], "gzip"),
    "/zstd": lambda handler: send(handler, Content_Encoding="zstd"),
    "/huge": lambda handler: send(handler, 200, b"a" * 3_000_000),
    "/short": lambda handler: send(handler, Content_Length="1000"),
    "/long": lambda handler: send(handler, Content_Length="5"),
    "/drip": lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\n\r\n"),
    "/slow-head": lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\nX-A: "),
    "/flood": lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 2_000_000),
    "/garbage": lambda handler: (handler.wfile.write(b"\0\xff hello\r\n\r\n"), None)[1],
    "/nothing": lambda handler: None,
    "/304": plain(304),
    "/busy": plain(429, Retry_After="120"),
    "/later": plain(503, Retry_After="Wed, 10 Jul 2024 15:00:00 GMT"),
    "/rest": plain(503),
    "/odd": plain(503, Retry_After="²"),
    **{f"/{status}": plain(status) for status in (204, 206, 401, 403, 404, 410, 418, 500)},
}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has had enough closes the connection: that is what is tested."""


class Answers(Handler):
    asked: list[dict[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        ROUTES[self.path](self)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    stopped.clear()
    with Server(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        stopped.set()
        running.shutdown()


def got(url: str, **more: Any) -> Fetched:
    found = fetch(url, private=True, polite=RUSHED, **more)
    assert isinstance(found, Fetched)
    return found


def refusal(url: str, **more: Any) -> str:
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        fetch(url, **{"private": True, "polite": RUSHED, **more})
    assert time.monotonic() - started < ENOUGH
    message = str(caught.value)
    assert message.startswith(f"{url}: ")
    assert len(message.splitlines()) == 1
    return message.removeprefix(f"{url}: ")


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Makes every name resolve to these; returns the names that are asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, *args: Any, **more: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def connecting(monkeypatch: pytest.MonkeyPatch, server: str) -> list[str]:
    """Makes every connection go to the server; returns the addresses that they were meant for."""
    meant: list[str] = []
    connect, port = anyio.connect_tcp, int(server.rpartition(":")[2])

    async def divert(*args: Any, **more: Any) -> Any:
        meant.append(str(more.get("remote_host", args[0] if args else None)))
        return await connect("127.0.0.1", port)

    monkeypatch.setattr(anyio, "connect_tcp", divert)
    return meant


def test_an_answer(server: str) -> None:
    found = got(f"{server}/feed#part")
    assert found == Fetched(f"{server}/feed", FEED, "application/rss+xml", "utf-8", '"1"', None)
    asked = Answers.asked[-1]
    assert asked["user-agent"].startswith("selon/")
    assert asked["user-agent"].endswith("(+feeds)")
    assert asked["host"] == server.removeprefix("http://")
    assert "application/rss+xml" in asked["accept"]
    assert not {"if-none-match", "if-modified-since", "cookie"} & set(asked)


def test_an_answer_that_says_nothing_of_itself(server: str) -> None:
    assert got(f"{server}/bare") == Fetched(f"{server}/bare", FEED)


def test_what_is_known_is_not_sent_again(server: str) -> None:
    first = got(f"{server}/known")
    known = Known(first.etag, first.modified)
    assert fetch(f"{server}/known", known=known, private=True, polite=RUSHED) is NOT_MODIFIED
    assert got(f"{server}/known", known=Known('"0"')).data == FEED
    assert "status 304" in refusal(f"{server}/304")  # not asked for


@pytest.mark.parametrize(("path", "end"), [("/moved", "/feed"), ("/relative", "/feed?x=1")])
def test_redirects_are_followed(server: str, path: str, end: str) -> None:
    assert got(server + path).url == server + end


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/round", "redirects more than 5 times"),
        ("/ftp", "redirects to what is no http or https address"),
        ("/file", "redirects to what is no http or https address"),
        ("/user", "redirects to what holds a user name or password"),
        ("/nowhere", "redirects to what is no http or https address"),
        ("/lost", "is not given; check the address (status 302)"),
        ("/404", "is not there; check the address (status 404)"),
        ("/410", "is gone for good; take it off your list"),
        ("/401", "asks for a password"),
        ("/403", "is refused to selon"),
        ("/418", "is not given"),
        ("/204", "is not given"),
        ("/206", "is not given"),
        ("/500", "is out of order there; try again later (status 500)"),
        ("/busy", "is asked too often, or not ready (status 429); try again in 120 seconds"),
        ("/later", "try again in 0 seconds"),
        ("/rest", "try again in an hour"),
        ("/odd", "try again in an hour"),
        ("/lie.gz", "broke off (not packed as it says"),
        ("/cut.gz", "broke off (its packed bytes are cut"),
        ("/zstd", "broke off (packed as zstd"),
        ("/short", "broke off (peer closed connection"),
        ("/garbage", "broke off ("),
        ("/nothing", "broke off ("),
    ],
)
def test_what_goes_wrong_is_one_line_that_says_what_to_do(server: str, path: str, what: str) -> None:
    assert what in refusal(server + path)


def test_a_length_that_is_too_short_ends_the_answer(server: str) -> None:
    assert got(f"{server}/long").data == FEED[:5]


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/br", "/twice"])
def test_packed_answers(server: str, path: str) -> None:
    assert got(server + path).data == FEED


@pytest.mark.parametrize("path", ["/huge", "/flood", "/bomb.gz", "/bomb.br", "/bomb.df"])
def test_answers_without_measure(server: str, path: str) -> None:
    assert "is larger than 1,000,000 bytes" in refusal(server + path, most=1_000_000)


@pytest.mark.parametrize("path", ["/drip", "/slow-head"])
def test_answers_without_end(server: str, path: str) -> None:
    assert "was not had whole in 0.3 seconds" in refusal(server + path, seconds=0.3)


def test_a_name_that_is_never_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: released.wait(60) and [])
    assert "was not had whole in 0.2 seconds" in refusal("http://slow.example.org/", seconds=0.2)
    released.set()


def test_a_connection_that_is_refused() -> None:
    with socket.socket() as held:  # bound, not listening
        held.bind(("127.0.0.1", 0))
        assert "takes no connection" in refusal(f"http://127.0.0.1:{held.getsockname()[1]}/")


def test_a_server_that_speaks_no_tls(server: str) -> None:
    assert "does not prove that it is who it says" in refusal(server.replace("http:", "https:") + "/feed")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("", "is no http or https address"),
        ("example.org/feed", "is no http or https address"),
        ("ftp://example.org/feed", "is no http or https address"),
        ("file:///etc/passwd", "is no http or https address"),
        ("http://", "is no http or https address"),
        ("http://example.org:99999/", "is no http or https address"),
        ("http://exa mple.org/", "is no http or https address"),
        ("http://[::1", "is no address"),
        ("http://\0/", "is no address"),
        ("http://xn--/", "is no address"),
        ("http://user:word@example.org/", "holds a user name or password"),
        ("https://user@example.org/", "holds a user name or password"),
    ],
)
def test_what_is_no_address(monkeypatch: pytest.MonkeyPatch, url: str, what: str) -> None:
    asked = resolving(monkeypatch)
    assert what in refusal(url)
    with pytest.raises(InputError, match=what):
        check_address(url, private=True)
    assert asked == []


def test_an_address_that_is_only_checked(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    assert check_address(f"HTTP{server[4:]}/Feed?a=1#top", private=True) == f"{server}/Feed?a=1"
    with pytest.raises(InputError, match="leads into a private network"):
        check_address(f"{server}/feed")
    resolving(monkeypatch, PUBLIC)
    assert check_address("https://FEED.example.org:443/x") == "https://feed.example.org/x"


def test_an_address_whose_name_is_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(module, "SECONDS_TO_CONNECT", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: released.wait(60) and [])
    with pytest.raises(InputError, match="is not found in time"):
        check_address("http://slow.example.org/")
    released.set()


def test_a_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **more: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "names no host that is known (nulle-part.example.org)" in refusal("http://nulle-part.example.org/x")


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.255.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 "
    "240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 192.88.99.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 "
    "ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:93.184.215.14 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 "
    "64:ff9b:1::1 2002:7f00:1:: 2002:5db8:d70e:: 2001:0:1:: 100:: nonsense".split(),
)
def test_addresses_that_lead_inwards(monkeypatch: pytest.MonkeyPatch, server: str, address: str) -> None:
    assert not is_public(address)
    resolving(monkeypatch, PUBLIC, address)  # one is enough
    meant = connecting(monkeypatch, server)
    assert "leads into a private network (feed.example.org)" in refusal("http://feed.example.org/feed", private=False)
    assert meant == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_open_network(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost", "[::1]", "0"])
def test_this_machine_by_all_its_names(server: str, host: str) -> None:
    assert "private network" in refusal(f"http://{host}:{server.rpartition(':')[2]}/feed", private=False)


@pytest.mark.parametrize(("path", "host"), [("/inward", "inward.example.org"), ("/number", "127.0.0.1")])
def test_redirects_inwards(monkeypatch: pytest.MonkeyPatch, server: str, path: str, host: str) -> None:
    def resolve(name: str, port: int, *args: Any, **more: Any) -> list[Any]:
        address = PUBLIC if name == "feed.example.org" else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    meant = connecting(monkeypatch, server)
    assert f"leads into a private network ({host})" in refusal(f"http://feed.example.org{path}", private=False)
    assert meant == [PUBLIC]


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    answers = iter([PUBLIC, "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []

    def rebind(name: str, port: int, *args: Any, **more: Any) -> list[Any]:
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    meant = connecting(monkeypatch, server)
    found = fetch("http://feed.example.org:8080/feed", polite=RUSHED)
    assert isinstance(found, Fetched)
    assert (found.url, asked, meant) == ("http://feed.example.org:8080/feed", ["feed.example.org"], [PUBLIC])
    assert Answers.asked[-1]["host"] == "feed.example.org:8080"


def test_a_second_address_is_tried_where_the_first_takes_no_connection(
    monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    resolving(monkeypatch, "::1", "127.0.0.1")  # the server does not listen on the first
    assert got(f"http://feed.example.org:{server.rpartition(':')[2]}/feed").data == FEED


def test_proxies_of_the_environment_are_passed_by(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert got(f"{server}/feed").data == FEED


def test_names_in_other_letters(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    asked = resolving(monkeypatch, "127.0.0.1")
    assert got(f"http://été.example.org:{server.rpartition(':')[2]}/feed").data == FEED
    assert asked == ["xn--t-9fab.example.org"]


def test_headers_that_cannot_be_sent(server: str) -> None:
    assert "broke off" in refusal(f"{server}/known", known=Known('"1"\r\nX: y'))


def test_in_the_midst_of_other_work(server: str) -> None:
    async def work() -> Fetched:
        return got(f"{server}/feed")

    assert asyncio.run(work()).data == FEED


def test_one_request_a_second_to_a_host() -> None:
    now = [100.0]
    polite = Polite(clock=lambda: now[0])
    assert [polite.wait(host) for host in ("a", "a", "b", "a")] == [0, 1, 0, 2]
    now[0] += 2.5
    assert [polite.wait(host) for host in ("a", "b", "a")] == [0.5, 0, 1.5]


def test_the_wait_is_kept_and_does_not_count(server: str) -> None:
    polite = Polite(pace=0.2)
    started = time.monotonic()
    for _ in range(3):
        assert isinstance(fetch(f"{server}/feed", private=True, polite=polite, seconds=5), Fetched)
    assert time.monotonic() - started >= 0.4
    polite.turns["127.0.0.1"] = polite.clock() + 0.5
    assert isinstance(fetch(f"{server}/feed", private=True, polite=polite, seconds=0.4), Fetched)


def test_when_to_try_again() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)
    wait = module._wait(format_datetime(then, usegmt=True))
    assert wait is not None
    assert 0 < wait <= 90
    assert [module._wait(words) for words in ("0", " 7 ", "9" * 30)] == [0, 7, module.LONGEST_WAIT]
    assert [module._wait(words) for words in (None, "", "-1", "x", "1.5", "Wed, 99 Jul")] == [None] * 6


def test_unpacking_stops_at_the_limit() -> None:
    for pack, name in ((gzip.compress, "gzip"), (zlib.compress, "deflate"), (brotli.compress, "br")):
        assert unpack(pack(b"a" * 1000), name, 1000) == b"a" * 1000
        with pytest.raises(TooMuch):
            unpack(pack(b"a" * 1001), name, 1000)
        with pytest.raises(ValueError):
            unpack(pack(b"abc" * 1000)[:-3], name, 10_000)
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "gzip", 9) == b"ab"
    assert unpack(zlib.compress(b"abc" * 50)[2:-4], "deflate", 1000) == b"abc" * 50  # as some servers send it
    assert unpack(b"abc", "identity", 3) == unpack(b"abc", None, 3) == b"abc"
    with pytest.raises(TooMuch):
        unpack(gzip.compress(b"") * 100_000, "gzip", 1000)
