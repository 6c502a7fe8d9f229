"""Web archives: whole, cut, damaged and made to grow without end; the records are made here."""

from __future__ import annotations

import gzip
import io
import random
import time
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from selon.model import Dispatch
from selon.wire.errors import InputError
from selon.wire.warc import MOST_FAULTS, load_warc

RESPONSE = "application/http; msgtype=response"


def page(number: int | str, words: str = "") -> bytes:
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Titre {number}</title>
<meta property="article:published_time" content="2024-07-10T14:05:00+02:00"></head><body>
<nav><a href="/">Menu</a></nav><article>
<h1>Titre {number}</h1><p>Le maire a été élu, selon la préfecture.{words}</p></article>
</body></html>""".encode()


def answer(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(block: bytes, kind: str = "response", media: str = RESPONSE, **headers: str) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date": "2024-07-12T00:00:00Z",
        "WARC-Target-URI": "https://example.org/a",
        "Content-Type": media,
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def crawled(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    return record(answer(body, kind, **headers))


RECORDS = [crawled(page(number)) for number in range(1, 6)]
INFO = record(b"software: example\r\n", "warcinfo", "application/warc-fields")
REQUEST = record(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request")
WHOLE = [f"Titre {number}" for number in range(1, 6)]


def plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def zipped(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def in_one(records: list[bytes]) -> bytes:
    return gzip.compress(plain(records))


def read(data: bytes, notes: list[str] | None = None) -> list[str]:
    """The titles of the pages, and the errors, as strings."""
    found = load_warc(io.BytesIO(data), "a.warc", (notes if notes is not None else []).append)
    return [(each.title or each.text) if isinstance(each, Dispatch) else str(each) for each in found]


def dispatch(data: bytes) -> Dispatch:
    (found,) = load_warc(io.BytesIO(data), "a.warc", lambda line: None)
    assert isinstance(found, Dispatch), found
    return found


@pytest.mark.parametrize("pack", [plain, zipped, in_one])
def test_whole_archives(pack: Callable[[list[bytes]], bytes]) -> None:
    notes: list[str] = []
    assert read(pack([INFO, REQUEST, *RECORDS]), notes) == WHOLE
    assert notes == []


def test_an_archive_of_fastwarc_s_own() -> None:
    stream = io.BytesIO()
    for number in (1, 2):
        made = WarcRecord()
        made.init_headers(WarcRecordType.response)
        made.headers["WARC-Target-URI"] = f"https://example.org/{number}"
        made.headers["Content-Type"] = RESPONSE
        made.set_bytes_content(answer(page(number)))
        with GzipWriter(stream) as writer:
            made.write(writer)
    assert read(stream.getvalue()) == ["Titre 1", "Titre 2"]


def test_what_is_said_of_a_page() -> None:
    found = dispatch(zipped([INFO, RECORDS[0]]))
    assert (found.path, found.format, found.url) == ("a.warc#1", "warc", "https://example.org/a")
    assert (found.issued, found.sent, found.lang) == ("2024-07-10T14:05:00+02:00", "2024-07-10", "fr")
    assert found.text == "Titre 1\n\nLe maire a été élu, selon la préfecture."
    undated = page(1).replace(b"article:published_time", b"x")
    assert dispatch(crawled(undated)).issued is None  # not the day of the crawl
    assert dispatch(record(answer(page(1)), WARC_Target_URI="<https://example.org/b>")).url == "https://example.org/b"


def test_n_counts_all_responses() -> None:
    data = plain([RECORDS[0], crawled(b"{}", "application/json"), REQUEST, crawled(page("x"), status="404 Not Found")])
    found = list(load_warc(io.BytesIO(data + RECORDS[1]), "a.warc", lambda line: None))
    assert [each.path for each in found if isinstance(each, Dispatch)] == ["a.warc#1", "a.warc#4"]


@pytest.mark.parametrize(
    "block",
    [
        answer(b"{}", "application/json"),
        answer(b"<rss/>", "application/rss+xml"),
        answer(page(1), "image/png"),
        answer(page(1), status="301 Moved"),
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html",
        b"\0\xff\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n" + page(1),
    ],
)
def test_what_is_no_page_is_passed_by(block: bytes) -> None:
    assert read(plain([record(block), RECORDS[0]])) == ["Titre 1"]


def test_texts_taken_from_pages() -> None:
    text = "Titre\nLe maire a été élu.\n\nIl l’a dit.\n".encode()
    found = dispatch(record(text, "conversion", "text/plain", WARC_Identified_Content_Language="fra,eng"))
    assert (found.text, found.title, found.lang) == ("Titre\n\nLe maire a été élu.\n\nIl l’a dit.", None, "fr")
    assert (found.format, found.url, found.issued) == ("warc", "https://example.org/a", None)
    assert dispatch(record(text, "conversion", "text/plain", WARC_Identified_Content_Language="eng")).lang == "en"
    assert dispatch(record(page(1), "resource", "text/html; charset=utf-8")).title == "Titre 1"
    assert read(record(b"", "conversion", "text/plain") + RECORDS[0])[1:] == ["Titre 1"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "x-none"])
def test_the_character_set_of_http(charset: str) -> None:
    body = page(1, " L’été s’achève : « C’est déjà là », a déclaré le préfet.").replace(b'<meta charset="utf-8">', b"")
    notes: list[str] = []
    data = crawled(body.decode().encode("cp1252"), f"text/html; charset={charset}")
    assert read(data, notes) == ["Titre 1"]
    assert notes == ["a.warc#1 read as cp1252"]
    assert "L’été s’achève : « C’est déjà là »" in dispatch(data).text


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;q=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(page(1)), {"Content_Encoding": "gzip"}),
        (zlib.compress(page(1)), {"Content_Encoding": "deflate"}),
        (brotli.compress(page(1)), {"Content_Encoding": "br"}),
        (chunked(page(1)), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(page(1)), 7), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (page(1), {"Content_Encoding": "gzip"}),  # crawlers unpack, and leave the header
        (page(1), {"Content_Encoding": "br"}),
        (page(1), {"Transfer_Encoding": "chunked"}),
        (chunked(page(1))[:-20], {"Transfer_Encoding": "chunked"}),
    ],
)
def test_packed_pages(body: bytes, headers: dict[str, str]) -> None:
    assert read(crawled(body, **headers)) == ["Titre 1"]


@pytest.mark.parametrize(
    ("body", "name", "what"),
    [
        (gzip.compress(page(1))[:-9], "gzip", "its packed bytes are cut"),
        (b"\x1f\x8b\x08" + bytes(100), "gzip", "not packed as it says"),
        (b"\x28\xb5\x2f\xfd", "zstd", "packed as zstd"),
        (gzip.compress(b"<p>" * 3_000_000), "gzip", "is a page of more than 8,000,000 bytes"),
        (brotli.compress(b"<p>" * 3_000_000), "br", "is a page of more than 8,000,000 bytes"),
        (page(1).ljust(8_000_001), "identity", "is longer than 8,000,000 bytes"),
        (page(1).ljust(9_000_000), "identity", "is a page of more than 8,000,000 bytes"),
        (b"<script>x</script>", "identity", "holds no article text"),
    ],
)
def test_a_page_that_cannot_be_read_costs_itself_only(body: bytes, name: str, what: str) -> None:
    found = read(zipped([RECORDS[0], crawled(body, Content_Encoding=name), RECORDS[1]]))
    assert (found[0], found[2:]) == ("Titre 1", ["Titre 2"])
    assert found[1].startswith("a.warc#2: ")
    assert what in found[1]


def test_what_is_big_and_no_page_is_passed_by() -> None:
    film = crawled(b"\0" * 9_000_000, "video/mp4")
    assert read(plain([RECORDS[0], film, RECORDS[1]])) == ["Titre 1", "Titre 2"]


@pytest.mark.parametrize("cut", [1, 20, 100, 250])
@pytest.mark.parametrize("pack", [plain, zipped])
def test_an_archive_that_is_cut(pack: Callable[[list[bytes]], bytes], cut: int) -> None:
    last = len(pack(RECORDS[4:]))
    found = read(pack(RECORDS)[: -last + cut])
    assert found[:4] == WHOLE[:4]
    assert found[4].startswith("a.warc: is cut or damaged after record 4 (")
    assert len(found) == 5


def test_an_archive_in_one_that_is_cut() -> None:
    rest = [crawled(page(number, str(random.Random(number).random()) * 50)) for number in range(1, 40)]
    data = in_one(rest)
    *titles, error = read(data[: len(data) // 2])
    assert titles == [f"Titre {number}" for number in range(1, len(titles) + 1)]
    assert titles
    assert error == f"a.warc: is cut or damaged after record {len(titles)} (its end is missing); get it again"


@pytest.mark.parametrize("at", [12, 60, 150, -6])
def test_a_damaged_member_of_gzip(at: int) -> None:
    members = [bytearray(gzip.compress(each)) for each in RECORDS]
    members[2][at : at + 3] = bytes(byte ^ 0xFF for byte in members[2][at : at + 3])
    *before, error, fourth, fifth = read(b"".join(members))
    assert before[:2] == WHOLE[:2]
    assert error.startswith(f"a.warc: is cut or damaged after record {len(before)} (its gzip is damaged: ")
    assert (fourth, fifth) == ("Titre 4", "Titre 5")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"WARC/1.0", b"XXXX/1.0"),
        (b"Content-Length: ", b"Content-Lenght: "),
        (b"Content-Length: ", b"Content-Length: x"),
        (b"Content-Length: ", b"Content-Length: -"),
    ],
)
@pytest.mark.parametrize("pack", [plain, zipped])
def test_a_damaged_record(pack: Callable[[list[bytes]], bytes], old: bytes, new: bytes) -> None:
    found = read(pack([*RECORDS[:2], RECORDS[2].replace(old, new, 1), *RECORDS[3:]]))
    assert found[:2] == WHOLE[:2]
    assert sum("is cut or damaged after record" in each for each in found) == 1
    assert found[-2:] == WHOLE[3:]


@pytest.mark.parametrize("length", ["9999", "99999999999", "9" * 30])
def test_a_length_that_reaches_beyond_its_member(length: str) -> None:
    head, _, rest = RECORDS[2].partition(b"Content-Length: ")
    wrong = head + b"Content-Length: " + length.encode() + rest[rest.index(b"\r\n") :]
    found = read(zipped([*RECORDS[:2], wrong, *RECORDS[3:]]))
    assert found[:2] == WHOLE[:2]
    assert sum("is cut or damaged after record" in each for each in found) == 1
    assert found[-2:] == WHOLE[3:]


@pytest.mark.parametrize("junk", [b"\0" * 200_000, b"\0" * 7])
def test_members_that_are_filled_up(junk: bytes) -> None:
    assert read(junk.join(map(gzip.compress, RECORDS)) + junk) == WHOLE


def test_other_bytes_between_members() -> None:
    found = read(gzip.compress(RECORDS[0]) + b"junk" * 50_000 + gzip.compress(RECORDS[1]))
    assert (found[0], found[-1], len(found)) == ("Titre 1", "Titre 2", 3)


def test_damage_everywhere_is_given_up() -> None:
    wrong = RECORDS[0].replace(b"WARC-Type", b"WARC Type", 1).replace(b"Content-Length", b"Content Length", 1)
    found = read(plain([RECORDS[0], wrong] * (MOST_FAULTS + 10)))
    assert found[-1] == f"a.warc: is damaged in {MOST_FAULTS} places; the rest is not read"
    assert len(read(plain([RECORDS[0], *[wrong] * (MOST_FAULTS + 10)]))) <= 3  # told once


def grown(start: bytes, filling: bytes, megabytes: int) -> bytes:
    """A member of gzip that holds that much of the filling, made without it in memory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    piece = filling * (1_000_000 // len(filling))
    return b"".join([packer.compress(start), *(packer.compress(piece) for _ in range(megabytes)), packer.flush()])


@pytest.mark.parametrize(
    "bomb",
    [
        grown(crawled(b"<html>").replace(b"Content-Length: ", b"Content-Length: 999999"), b" ", 40),
        grown(record(b"", "warcinfo").replace(b"Content-Length: 0", b"Content-Length: 9999999999"), b"\0", 40),
        grown(b"", b"\0", 40),
        grown(b"WARC/1.0\r\n", b"A: b\r\n", 40),
        grown(RECORDS[0][:-4], b"\r\n", 40),
    ],
    ids=["page", "info", "zeros", "header", "lines"],
)
def test_bombs_cost_themselves_only(bomb: bytes) -> None:
    data = gzip.compress(RECORDS[0]) + bomb + gzip.compress(RECORDS[1])
    started = time.monotonic()
    tracemalloc.start()
    try:
        found = read(data)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < 20
    assert (found[0], found[-1]) == ("Titre 1", "Titre 2")
    assert sum("is cut or damaged" in each for each in found) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Bonjour." * 1000,
        b"<html><body><p>Une page.</p></body></html>",
        gzip.compress(b""),
        gzip.compress(b"Bonjour." * 10_000),
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd" + bytes(100),
        random.Random(1).randbytes(300_000),
        b"\x1f\x8b\x08" * 100_000,
        b"WARC/",
        grown(b"", b"\0", 40),
    ],
)
def test_what_is_no_archive(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    message = str(caught.value)
    assert message.startswith("a.warc: is ")
    assert "give a WARC file" in message
    assert len(message.splitlines()) == 1


def test_a_stream_that_fails() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() >= len(RECORDS[0]) + 300:
                raise OSError(5, "Input/output error")
            return super().read(100)

    found = list(load_warc(Failing(plain(RECORDS)), "a.warc", lambda line: None))
    assert [type(each) for each in found] == [Dispatch, InputError]
    assert "cannot be read" in str(found[1])


def test_a_stream_that_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(7)

    for data in (plain(RECORDS), zipped(RECORDS), in_one(RECORDS)):
        found = list(load_warc(Slow(data), "a.warc", lambda line: None))
        assert [each.title for each in found if isinstance(each, Dispatch)] == WHOLE


TOKENS = [
    b"\r\n",
    b"\n",
    b"WARC/1.0\r\n",
    b"WARC/1.1\r\n",
    b"Content-Length: 5\r\n",
    b"\0",
    b"\xff",
    b":",
    b"\x1f\x8b\x08",
]


@given(
    st.booleans(), st.lists(st.tuples(st.integers(0, 1200), st.sampled_from(TOKENS), st.integers(0, 40)), max_size=4)
)
def test_any_damage_gives_dispatches_or_lines(packed: bool, changes: list[tuple[int, bytes, int]]) -> None:
    data = bytearray((zipped if packed else plain)(RECORDS[:2]))
    for at, new, gone in changes:
        data[at : at + gone] = new
    try:
        found = read(bytes(data))
    except InputError as error:
        found = [str(error)]
    assert all(found)
