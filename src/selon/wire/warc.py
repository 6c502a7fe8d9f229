"""A web archive (WARC, plain or gzip): a stream → a Dispatch for each page of HTML in it, and each text taken from one.

fastwarc takes the records apart. What it reads is unpacked here, piece by piece, for three reasons: a member that grows
without end is given up, a cut is seen, and after a damaged place reading goes on with the next record. No piece reaches
into the next record, so none of them is lost in a buffer of fastwarc's.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from msgspec.structs import replace

from selon.model import Dispatch
from selon.wire.charsets import text_of_bytes
from selon.wire.errors import InputError
from selon.wire.fetch import TooMuch, unpack
from selon.wire.making import Found, Note, make
from selon.wire.page import load_page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

T = TypeVar("T")

MOST_BYTES = 8_000_000  # of one page, packed or not
MOST_GROWN = 32_000_000  # bytes that one member of gzip may grow to,
MOST_GROWTH = 50  # unless it is a fiftieth of them itself: pages grow tenfold, bombs a thousandfold
MOST_FAULTS = 50  # damaged places, after which the rest is given up
LONGEST_HEAD = 65_536  # bytes of an answer's headers
MOST_BLOCK = MOST_BYTES + LONGEST_HEAD
MOST_TRIES = (
    10_000  # places that look like the beginning of a member; in a thousand megabytes there are sixty by chance
)
PIECE = 65_536  # bytes
GZIP = b"\x1f\x8b\x08"
RECORD = b"WARC/"
HELD = len(RECORD)  # bytes that may be the beginning of one, and the line end before it

TEXTS = ("resource", "conversion")
KEPT = ("response", *TEXTS)
PAGES = ("text/html", "application/xhtml+xml")
SUCCESS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+2\d\d\b")
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[^\r\n]{0,99}\r?\n")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
LANGUAGES = {"fra": "fr", "fre": "fr", "eng": "en", "deu": "de", "spa": "es", "ita": "it", "nld": "nl", "por": "pt"}
TOO_BIG = f"is a page of more than {MOST_BYTES:,} bytes, which selon does not read"
CUT = "its end is missing"


class Damaged(OSError):
    """The archive cannot be read on from here; its string says why."""


class Answer(NamedTuple):
    """What a record holds: the media type, the character set that its bearer names, and the bytes unpacked."""

    kind: str
    charset: str | None
    data: bytes


class Raw(NamedTuple):
    """A record that may hold a page or a text, as it stands in the archive; `path` is PATH#N, N counting them."""

    headers: dict[str, str]
    kind: str
    block: bytes
    path: str


def load_warc(stream: BinaryIO, path: str, note: Note) -> Iterator[Found]:
    """Yields the pages of an archive as `PATH#N`, N counting its responses (resources and conversions too).

    A page that cannot be read is yielded as an InputError, and so is a damaged place, after which reading goes on with
    the next record. Raises InputError for what is no archive at all.
    """
    for raw in load_raw(stream, path):
        if isinstance(raw, InputError):
            yield raw
        else:
            yield from load_record(raw, note)


def load_record(raw: Raw, note: Note) -> Iterator[Found]:
    """Yields the page or the text of a record, or why it cannot be read; nothing where it holds something else."""
    try:
        yield from _dispatches(raw.headers, raw.kind, raw.block, raw.path, note)
    except InputError as error:
        yield error


def load_raw(stream: BinaryIO, path: str) -> Iterator[Raw | InputError]:
    """Yields the records of an archive that may hold pages, which `load_record` reads, and its damaged places. Raises
    InputError for what is no archive at all."""
    source, counts = Source(stream), Counter[str]()
    more, faults, last = True, 0, -1
    while more and faults < MOST_FAULTS:
        try:
            yield from _records(source, path, counts)
            more = source.go_on()
        except Damaged as error:
            more, faults = source.to_next_record(), faults + 1
            if not more and not counts["all"]:
                raise InputError(path, f"is no web archive ({error}); give a WARC file, as it is or in gzip") from error
            if counts["all"] != last:
                yield InputError(path, f"is cut or damaged after record {counts['all']} ({error}); get it again")
            last = counts["all"]
    if not counts["all"]:
        raise InputError(path, "is empty; give a WARC file, as it is or in gzip")
    if more:
        yield InputError(path, f"is damaged in {MOST_FAULTS} places; the rest is not read")


def _records(source: Source, path: str, counts: Counter[str]) -> Iterator[Raw]:
    """Yields the records to the end, or to where they are damaged: raises Damaged there."""
    from fastwarc.warc import ArchiveIterator  # slow to load

    records = _checked(lambda: iter(ArchiveIterator(source, stream_detect=False, parse_http=False)))
    while (record := _checked(lambda: next(records, None))) is not None:
        headers = _headers(record)
        kind = headers.get("warc-type", "").strip().lower()
        block = _block(record, keep=kind in KEPT)
        counts["all"] += 1
        counts["kept"] += kind in KEPT
        if kind in KEPT:
            yield Raw(headers, kind, block, f"{path}#{counts['kept']}")


def _checked(work: Callable[[], T]) -> T:
    """Does it; whatever fastwarc fails by is Damaged. Where its own code is at fault it raises what is no Exception."""
    try:
        return work()
    except Damaged:
        raise
    except Exception as error:
        raise Damaged(" ".join(str(error).split())[:100]) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Damaged("fastwarc cannot read it") from error


def _block(record: WarcRecord, keep: bool) -> bytes:
    """The bytes of a record, no more than show that it is too big; none of one that is not to be kept.

    Raises Damaged where it ends before its time.
    """
    data = _checked(lambda: record.reader.read(MOST_BLOCK + 1)) if keep else b""
    if len(data) + _checked(record.reader.consume) < record.content_length:
        raise Damaged(CUT)
    return data


def _headers(record: WarcRecord) -> dict[str, str]:
    headers = {key.lower(): value for key, value in _checked(record.headers.items)}
    if "content-length" not in headers:
        raise Damaged("a record does not say how long it is")
    return headers


def _dispatches(headers: dict[str, str], kind: str, block: bytes, path: str, note: Note) -> Iterator[Found]:
    """Yields the page or the text of a record; nothing where it holds something else, or no success."""
    url = headers.get("warc-target-uri", "").strip("<> ") or None
    answer = Answer(*_kind(headers.get("content-type")), block) if kind in TEXTS else _answer(block, path)
    if answer is None or answer.kind not in (*PAGES, *(("text/plain",) if kind in TEXTS else ())):
        return
    if len(block) > MOST_BLOCK:
        raise InputError(path, TOO_BIG)
    if answer.kind == "text/plain":
        yield _text(answer, headers.get("warc-identified-content-language"), url, path, note)
        return
    for found in load_page(answer.data, path, note, url=url, charset=answer.charset):
        yield replace(found, format="warc") if isinstance(found, Dispatch) else found


def _text(answer: Answer, languages: str | None, url: str | None, path: str, note: Note) -> Dispatch:
    """The text that somebody else has taken from a page, a line a paragraph; its title is not told from the rest."""
    text, encoding = text_of_bytes(answer.data, path, answer.charset)
    if encoding != "utf-8":
        note(f"{path} read as {encoding}")
    lang = re.split(r"[,;_-]", (languages or "fr").strip().lower())[0]
    return make(
        path, "warc", title=None, paragraphs=text.split("\n"), url=url, lang=LANGUAGES.get(lang, lang[:3] or "fr")
    )


def _answer(block: bytes, path: str) -> Answer | None:
    """An answer of HTTP taken apart: None where it is no success, or no page. Raises InputError for what is too big."""
    end = HEAD_END.search(block, 0, LONGEST_HEAD)
    if not SUCCESS.match(block) or end is None:
        return None
    lines = (line.partition(":") for line in block[: end.start()].decode("latin-1").splitlines()[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    kind, charset = _kind(headers.get("content-type"))
    if kind not in PAGES:
        return None
    if len(block) > MOST_BLOCK:
        raise InputError(path, TOO_BIG)
    body = block[end.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    return Answer(kind, charset, _unpacked(body, headers.get("content-encoding"), path))


def _kind(content_type: str | None) -> tuple[str, str | None]:
    charset = CHARSET.search(content_type or "")
    return (content_type or "").partition(";")[0].strip().lower(), charset[1] if charset else None


def _joined(body: bytes) -> bytes:
    """The chunks of a body joined, as far as they go; the body itself where the crawler has joined them already."""
    pieces, at = [], 0
    while (found := CHUNK.match(body, at)) and (size := int(found[1], 16)):
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces else body


def _unpacked(body: bytes, encodings: str | None, path: str) -> bytes:
    """The body unpacked; the body itself where the crawler has unpacked it already, and left the header."""
    try:
        return unpack(body, encodings, MOST_BYTES)
    except TooMuch as error:
        raise InputError(path, TOO_BIG) from error
    except ValueError as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise InputError(path, f"is packed and cannot be unpacked ({error}); get the page again") from error


class Source:
    """The stream that fastwarc reads, unpacked. No piece of it reaches into another record, and it ends where a member
    of gzip does if another begins with a record: `go_on` opens the next part."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.raw = b""  # read, not unpacked
        self.ready = b""  # unpacked, not given
        self.behind = b""  # of the next member
        self.given = 0
        self.packed: bool | None = None
        self.fault: Damaged | None = None  # why no more comes, told once what is ready is given
        self._new_member()

    def read(self, size: int = -1) -> bytes:
        """Returns the next bytes, b"" at the end of the part. Raises Damaged."""
        more = True
        while more and len(self.ready) <= HELD:
            more = self._fill()
        if self.fault and not self.ready:
            raise self.fault
        end = _record_in(self.ready)
        end = end if end > 0 else len(self.ready) - (HELD if more else 0)
        piece = self.ready[: end if size < 0 else min(size, end)]
        self.ready = self.ready[len(piece) :]
        self.given += len(piece)
        return piece

    def go_on(self) -> bool:
        """Whether there is another part; it is what is read from now on."""
        self.ready, self.behind = self.behind, b""
        return bool(self.ready)

    def tell(self) -> int:
        return self.given

    def seek(self, offset: int, whence: int = 0) -> int:
        raise Damaged(f"it is only read forwards, not from {offset} ({whence})")

    def close(self) -> None:
        """Leaves the stream open: it is the caller's."""

    def to_next_record(self) -> bool:
        """Goes to where a record begins, past what is damaged; False where there is none."""
        while not self.ready.startswith(RECORD):
            if (at := _record_in(self.ready)) > 0:
                self.ready = self.ready[at:]
            elif self.behind:
                self.ready, self.behind = self.behind, b""
            else:
                self.ready = self.ready[-HELD:]
                if not self._fill() and not self.behind and not self._to_next_member():
                    return False
        return True

    def _fill(self) -> bool:
        """Gets more bytes ready; False at the end of the part, or where `fault` says why not."""
        if self.fault or self.behind:
            return False
        try:
            piece = self._inflated() if self._is_packed() else self._taken()
        except Damaged as error:
            self.fault = error
            return False
        if self.packed and self.grown == len(piece) and piece.startswith(RECORD):  # a new member
            self.behind = piece
            return False
        self.ready += piece
        return bool(piece)

    def _is_packed(self) -> bool:
        if self.packed is None:
            self.raw = self._more()
            self.packed = self.raw.startswith(GZIP)
        return self.packed

    def _taken(self) -> bytes:
        piece, self.raw = self.raw or self._more(), b""
        return piece

    def _more(self) -> bytes:
        try:
            return self.stream.read(PIECE)
        except (OSError, ValueError) as error:
            raise Damaged(f"it cannot be read: {error}") from error

    def _new_member(self) -> None:
        self.inflater = zlib.decompressobj(31)
        self.used = self.grown = 0

    def _inflated(self) -> bytes:
        """The next piece unpacked; b"" at the end of the last member."""
        piece = b""
        while not piece:
            if self.inflater.eof:
                self._new_member()
            self.raw = self.raw or self._more()
            if not self.raw and self.used:
                raise Damaged(CUT)
            if not self.raw:
                return b""
            self.raw = self.raw if self.used else self.raw.lstrip(b"\0")  # some fill the last block up
            piece = self._inflate() if self.raw else b""
        return piece

    def _inflate(self) -> bytes:
        before = len(self.raw)
        try:
            piece = self.inflater.decompress(self.raw, PIECE)
        except zlib.error as error:
            raise Damaged(f"its gzip is damaged: {error}") from error
        self.raw = self.inflater.unused_data if self.inflater.eof else self.inflater.unconsumed_tail
        self.used += before - len(self.raw)
        self.grown += len(piece)
        if self.grown > MOST_GROWN and self.grown > MOST_GROWTH * self.used:
            raise Damaged(f"a record grows to more than {MOST_GROWN // 1_000_000} MB when it is unpacked")
        return piece

    def _to_next_member(self) -> bool:
        """Looks for a member that holds a record in what is still packed; False where there is none."""
        self.fault = None
        for _ in range(MOST_TRIES):
            at = self.raw.find(GZIP, 1)
            self.raw = self.raw[at if at > 0 else -len(GZIP) :]
            try:
                more = self._more() if at < 0 or len(self.raw) < PIECE else b""
            except Damaged:
                return False
            self.raw += more
            if at > 0 and _begins(self.raw[:1024]):
                self._new_member()
                self.ready = b""
                return True
            if not more and at < 0:
                return False
        return False


def _record_in(data: bytes) -> int:
    """Where a record begins after a line end, 0 for nowhere."""
    return data.find(b"\n" + RECORD) + 1


def _begins(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 64).startswith(RECORD)
    except zlib.error:
        return False
