"""Addresses that a person names → their bytes.

Only what is named is fetched, and what it redirects to: nothing is crawled. That is why robots.txt, which is for robots
that find their own way, is not asked. An address may come from elsewhere all the same (a list of feeds, a redirect), so
one that leads into the machine or its network is refused unless `private` allows it: the name is resolved once, every
address of it checked, and the connection made to a checked one, whatever the name resolves to a moment later.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

from selon.version import __version__
from selon.wire.errors import InputError
from selon.wire.public import is_public

if TYPE_CHECKING:
    import httpx

MOST_BYTES_FETCHED = 8_000_000  # as they come, and when they are unpacked
SECONDS_TO_CONNECT = 10.0
SECONDS_OF_SILENCE = 15.0
SECONDS_IN_ALL = 60.0
MOST_REDIRECTS = 5
MOST_ADDRESSES = 4  # of one name that are tried
MOST_MEMBERS = 100  # that one gzip is made of
LONGEST_WAIT = 30 * 86_400  # seconds; who asks for more means "never"
PACE = 1.0  # seconds between two requests to one host

HEADERS = {
    "User-Agent": f"selon/{__version__} (+feeds)",
    "Accept": "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/html;q=0.8, "
    "*/*;q=0.5",
    "Accept-Language": "fr, *;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
REDIRECTS = frozenset((301, 302, 303, 307, 308))
BUSY = frozenset((429, 503))
ADVICE = {
    401: "asks for a password; selon gives none",
    403: "is refused to selon; save the page with a browser",
    404: "is not there; check the address",
    410: "is gone for good; take it off your list",
}
T = TypeVar("T")


class NotModified(Enum):
    """The only value is NOT_MODIFIED: what is `known` of the address still holds."""

    NOT_MODIFIED = "not modified"


NOT_MODIFIED: Final = NotModified.NOT_MODIFIED


class Known(NamedTuple):
    """What the server said of the answer that is kept: its ETag and Last-Modified, as they came."""

    etag: str | None = None
    modified: str | None = None


class Fetched(NamedTuple):
    """An answer: the address that it came from in the end, its bytes unpacked, the media type in small letters."""

    url: str
    data: bytes
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Limits(NamedTuple):
    """Bytes, and the seconds for all of it, a wait for other requests to the host apart."""

    bytes: int
    seconds: float


class TooMuch(ValueError):
    """What was packed is larger than the limit."""


@dataclass(frozen=True)
class Polite:
    """Keeps requests to one host apart; shared by threads that fetch at the same time."""

    pace: float = PACE
    clock: Callable[[], float] = time.monotonic
    turns: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str) -> float:
        """Returns the seconds to sleep before a request to the host, and takes that turn."""
        with self.lock:
            now = self.clock()
            turn = max(now, self.turns.get(host, now))
            self.turns[host] = turn + self.pace
            return turn - now


POLITE = Polite()  # all requests of one run


def fetch(
    url: str,
    *,
    known: Known | None = None,
    private: bool = False,
    most: int = MOST_BYTES_FETCHED,
    seconds: float = SECONDS_IN_ALL,
    polite: Polite = POLITE,
) -> Fetched | Literal[NotModified.NOT_MODIFIED]:
    """Returns what the address holds; NOT_MODIFIED where it holds what is `known`.

    `most` is in bytes, `seconds` for all of it, redirects included. robots.txt is not consulted: a person names each
    address. Raises InputError, which names the address, for all that goes wrong.
    """
    return _run(_followed(url, known or Known(), private, Limits(most, seconds), polite))


def check_address(url: str, private: bool = False) -> str:
    """Returns the address as it will be asked for, without its #fragment; nothing is asked of it yet but where its host
    is, which `fetch` checks anew each time.

    Raises InputError, as `fetch` does, for what is no address, is known by no name server, or leads inwards.
    """
    parts = _checked(url, url)
    try:
        _run(asyncio.wait_for(_resolved(parts, url, private), SECONDS_TO_CONNECT))
    except TimeoutError as error:
        raise InputError(url, f"names a host that is not found in time ({parts.host}); try again later") from error
    return str(parts.copy_with(fragment=None))


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs it to its end, in a thread of its own where this one is in the midst of other such work."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _followed(
    url: str, known: Known, private: bool, limits: Limits, polite: Polite
) -> Fetched | Literal[NotModified.NOT_MODIFIED]:
    """Goes where the address leads, each step checked as the first was, until the time is up."""
    import httpx  # slow to load

    here = url
    try:
        async with asyncio.timeout(limits.seconds) as alarm:
            for _ in range(MOST_REDIRECTS + 1):
                host = _checked(here, url).host
                if delay := polite.wait(host):
                    alarm.reschedule((alarm.when() or 0) + delay)
                    await asyncio.sleep(delay)
                found = await _asked(here, url, known, private, limits)
                if not isinstance(found, str):
                    return found
                here = str(httpx.URL(here).join(found))
    except TimeoutError as error:
        raise InputError(url, f"was not had whole in {limits.seconds:g} seconds; try again later") from error
    except InputError:
        raise
    except Exception as error:  # of httpx, of what lies below it, of the system
        raise InputError(url, _reason(error)) from error
    raise InputError(url, f"redirects more than {MOST_REDIRECTS} times; give the address that it should lead to")


def _reason(error: Exception) -> str:
    """What failed, for a person; the words of the libraries only where nothing better is known."""
    import httpx

    causes = [error, error.__cause__, error.__context__, getattr(error.__context__, "__context__", None)]
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "does not prove that it is who it says (its certificate does not hold); check the address"
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return "takes no connection; check the address, or try again later"
    if isinstance(error, httpx.TimeoutException):
        return "falls silent; try again later"
    if isinstance(error, httpx.InvalidURL):
        return "is no address; check it"
    words = " ".join(str(error).split())[:120] or type(error).__name__
    return f"broke off ({words}); try again later"


def _checked(here: str, url: str) -> httpx.URL:
    """The address taken apart. Raises InputError for what is no http or https address, or holds a password."""
    import httpx

    try:
        parts = httpx.URL(here)
        host = parts.host  # which is decoded only here
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise InputError(url, "is no address; check it") from error
    led = "" if here == url else "redirects to what "
    odd = not host or "%" in host or (parts.port or 0) > 65_535
    if odd or parts.scheme not in ("http", "https"):
        raise InputError(url, f"{led}is no http or https address; write it whole: https://example.org/feed")
    if parts.userinfo:
        raise InputError(url, f"{led}holds a user name or password; take them out")
    return parts


async def _asked(
    here: str, url: str, known: Known, private: bool, limits: Limits
) -> Fetched | Literal[NotModified.NOT_MODIFIED] | str:
    """Asks once: the answer, or the address that it redirects to."""
    import httpx

    parts = _checked(here, url)
    addresses = await _resolved(parts, url, private)
    timeout = httpx.Timeout(SECONDS_OF_SILENCE, connect=SECONDS_TO_CONNECT)
    # Proxies of the environment are passed by: a proxy resolves the name again, so what was checked would not count.
    async with httpx.AsyncClient(trust_env=False, timeout=timeout, follow_redirects=False) as client:
        for left, address in enumerate(addresses, 1 - len(addresses)):
            try:
                return await _answer(client, parts, address, url, known, limits)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if not left:
                    raise
    raise InputError(url, "has no address; check its name")


async def _resolved(parts: httpx.URL, url: str, private: bool) -> list[str]:
    """The addresses of the host, all of them checked. Raises InputError where one leads inwards."""
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        found = await _in_thread(
            lambda: socket.getaddrinfo(parts.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:
        raise InputError(url, f"names no host that is known ({parts.host}); check the address") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not private and not all(map(is_public, addresses)):
        raise InputError(
            url, f"leads into a private network ({parts.host}), where selon does not go unless it is allowed"
        )
    return addresses[:MOST_ADDRESSES]


async def _in_thread(work: Callable[[], T]) -> T:
    """Waits for work that nothing can stop, and goes on without it when the time is up: the system's resolver may
    take minutes, and asyncio's own threads would be waited for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if not future.done():
            future.set_exception(error) if error else future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as raised:
            error = raised
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True).start()
    return await future


async def _answer(
    client: httpx.AsyncClient, parts: httpx.URL, address: str, url: str, known: Known, limits: Limits
) -> Fetched | Literal[NotModified.NOT_MODIFIED] | str:
    """Asks the checked address for what the host's name stands for: its certificate must be of the name."""
    headers = {**HEADERS, "Host": parts.netloc.decode("ascii"), **_conditions(known)}
    extensions = {"sni_hostname": parts.raw_host.decode("ascii")}
    there = parts.copy_with(host=address.partition("%")[0], fragment=None)
    async with client.stream("GET", there, headers=headers, extensions=extensions) as response:
        if response.status_code in REDIRECTS and "location" in response.headers:
            return str(response.headers["location"])
        if response.status_code == 304 and known != Known():
            return NOT_MODIFIED
        if response.status_code not in (200, 203):
            raise InputError(url, _refusal(response.status_code, response.headers.get("retry-after")))
        return await _read(response, parts, url, limits)


def _conditions(known: Known) -> dict[str, str]:
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return {name: value for name, value in pairs if value}


def _refusal(status: int, after: str | None) -> str:
    if status in BUSY:
        wait = _wait(after)
        when = f"in {wait} seconds" if wait is not None else "in an hour"
        return f"is asked too often, or not ready (status {status}); try again {when}"
    default = "is out of order there; try again later" if status >= 500 else "is not given; check the address"
    return f"{ADVICE.get(status, default)} (status {status})"


def _wait(after: str | None) -> int | None:
    """Retry-After, seconds or a date, as seconds from now."""
    words = (after or "").strip()
    try:
        if words.isascii() and words.isdigit():
            return min(int(words[:10]), LONGEST_WAIT)
        then = parsedate_to_datetime(words)
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        return max(0, min(int((then - datetime.now(UTC)).total_seconds()), LONGEST_WAIT))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


async def _read(response: httpx.Response, parts: httpx.URL, url: str, limits: Limits) -> Fetched:
    """Reads the body as it comes and unpacks it here: httpx would unpack a piece to whatever it grows to."""
    data = bytearray()
    async for piece in response.aiter_raw():
        data += piece
        if len(data) > limits.bytes:
            raise InputError(url, f"is larger than {limits.bytes:,} bytes; save the part that you need")
    headers = response.headers
    try:
        unpacked = unpack(bytes(data), headers.get("content-encoding"), limits.bytes)
    except TooMuch as error:
        raise InputError(url, f"is larger than {limits.bytes:,} bytes; save the part that you need") from error
    kind = (headers.get("content-type") or "").partition(";")[0].strip().lower() or None
    here = str(parts.copy_with(fragment=None))
    return Fetched(here, unpacked, kind, response.charset_encoding, headers.get("etag"), headers.get("last-modified"))


def unpack(data: bytes, encodings: str | None, most: int) -> bytes:
    """Undoes Content-Encoding (gzip, deflate, br, as many times as is said), to `most` bytes at most.

    Raises TooMuch for more, ValueError for what is not so packed, or cut.
    """
    for name in reversed([name.strip().lower() for name in (encodings or "").split(",")][:3]):
        if name in ("gzip", "x-gzip", "deflate"):
            data = _inflated(data, most, gzip=name != "deflate")
        elif name == "br":
            data = _unbrotli(data, most)
        elif name not in ("", "identity"):
            raise ValueError(f"packed as {name[:40]}")
    return data


def _inflated(data: bytes, most: int, gzip: bool) -> bytes:
    """gzip, one member after another; deflate with its wrapping or, as some servers send it, without."""
    found = bytearray()
    for _ in range(MOST_MEMBERS):
        if not data:
            return bytes(found)
        bits = 31 if gzip else (15 if data[0] & 0x0F == 8 and (data[0] << 8 | data[1 % len(data)]) % 31 == 0 else -15)
        inflater = zlib.decompressobj(bits)
        try:
            found += inflater.decompress(data, most + 1 - len(found))
        except zlib.error as error:
            raise ValueError(f"not packed as it says: {error}") from error
        if len(found) > most:
            raise TooMuch(f"more than {most} bytes")
        if not inflater.eof:
            raise ValueError("its packed bytes are cut")
        data = inflater.unused_data if gzip and inflater.unused_data.startswith(b"\x1f\x8b") else b""
    raise TooMuch(f"more than {MOST_MEMBERS} parts")


def _unbrotli(data: bytes, most: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        found: bytes = unpacker.process(data, output_buffer_limit=most + 1)
        while len(found) <= most and not unpacker.is_finished() and not unpacker.can_accept_more_data():
            found += unpacker.process(b"", output_buffer_limit=most + 1 - len(found))
    except brotli.error as error:
        raise ValueError(f"not packed as it says: {error}") from error
    if len(found) > most:
        raise TooMuch(f"more than {most} bytes")
    if not unpacker.is_finished():
        raise ValueError("its packed bytes are cut")
    return found
