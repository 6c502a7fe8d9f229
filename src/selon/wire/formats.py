"""Formats: an input → its dispatches, by the reader of the format that its first bytes show, or that is asked for.

A file, standard input or an address is opened here and nowhere else. An input that cannot be read at all raises
InputError; a member of it that cannot be (an item of a package, a page of an archive) is yielded as one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast, get_args

from selon.model import WireFormat
from selon.wire.charsets import MARKS
from selon.wire.errors import InputError
from selon.wire.inputs import opened_input
from selon.wire.making import Found, Note
from selon.wire.plain import MOST_BYTES, load_plain

if TYPE_CHECKING:
    from selon.wire.fetch import Fetched, Known

FORMATS: tuple[str, ...] = get_args(WireFormat)
HEAD = 8192  # bytes that a format is told by
MOST_MARKUP = 32_000_000  # bytes; a day's package is smaller
SPACE = re.compile(rb"\s+")
SKIPPED = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
ROOT = re.compile(rb"\s*<(?:[A-Za-z][\w.-]*:)?(!DOCTYPE\s+html|[A-Za-z][\w.-]*)", re.IGNORECASE)
JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[{\]])')
IPTC7901 = re.compile(  # fill characters, SOH and a message number; or a header line that lacks its SOH, and STX
    rb"[\x00\x07\x10\x16\x7f\s]{0,64}\x01[\x00\x7f\s]{0,8}[A-Za-z]{1,4}\s?\d|[\s\x16\x7f!-~]{0,512}\x02[\s\x80-\xff!-~]"
)
GZIP = b"\x1f\x8b"
ROOTS: dict[str, WireFormat] = {
    **dict.fromkeys(
        ("newsitem", "newsmessage", "packageitem", "contentset", "inlinexml", "itemset", "envelope"), "newsml-g2"
    ),
    **dict.fromkeys(("conceptitem", "knowledgeitem", "planningitem", "catalogitem"), "newsml-g2"),
    **dict.fromkeys(("newsml", "newsenvelope"), "newsml"),
    "nitf": "nitf",
    **dict.fromkeys(("rss", "feed", "rdf", "channel"), "feed"),
    **dict.fromkeys(("!doctype html", "html", "head", "body", "div", "article", "main", "section", "p"), "html"),
}

MODULES = {"newsml-g2": "newsml_g2", "html": "page"}  # those that are not called as their format is

Reader = Callable[[bytes, str, Note], Iterator[Found]]


def load(name: str, note: Note, form: str | None = None) -> Iterator[Found]:
    """Yields what a file or standard input ("-") holds; `form` is one of FORMATS, None to tell it by the first bytes.

    Raises InputError where the input is missing, too long, or of no format that selon reads.
    """
    with opened_input(name) as stream:
        head = stream.read(HEAD)
        known = form or detect(head, name)
        if known == "warc":
            from selon.wire.warc import load_warc

            yield from load_warc(cast(BinaryIO, _Again(head, stream)), name, note)
        else:
            most = MOST_BYTES if known == "plain" else MOST_MARKUP
            data = head + stream.read(most + 1 - len(head))
            yield from load_bytes(data, name, note, known)


def load_bytes(data: bytes, name: str, note: Note, form: str | None = None) -> Iterator[Found]:
    """Yields what the bytes of one input hold, a WARC's apart; raises InputError as `load` does."""
    known = form or detect(data[:HEAD], name)
    if known != "plain" and len(data) > MOST_MARKUP:
        raise InputError(name, f"is larger than {MOST_MARKUP // 1_000_000} MB; split it")
    if known == "plain":
        yield load_plain(data, name, note)
    else:
        yield from _reader(known)(data, name, note)


def load_address(
    url: str, note: Note, form: str | None = None, *, private: bool = False, known: Known | None = None
) -> tuple[Iterator[Found], Known] | None:
    """Fetches an address that a person names; returns what it holds, and what the server says of it, which is `known`
    the next time; None where it holds what is known.

    Raises InputError where it cannot be had, or leads into the private network and `private` does not allow it.
    """
    from selon.wire.fetch import NOT_MODIFIED, Known, fetch

    answer = fetch(url, known=known, private=private)
    if answer is NOT_MODIFIED:
        return None
    return _fetched(answer, url, note, form), Known(answer.etag, answer.modified)


def _fetched(answer: Fetched, name: str, note: Note, form: str | None) -> Iterator[Found]:
    known = form or detect(answer.data[:HEAD], name)
    if known == "warc":
        from selon.wire.warc import load_warc

        yield from load_warc(BytesIO(answer.data), name, note)
    elif known == "html":
        from selon.wire.page import load_page

        yield from load_page(answer.data, name, note, url=answer.url, charset=answer.charset)
    elif known == "feed":
        from selon.wire.feed import load_feed

        yield from load_feed(answer.data, name, note, url=answer.url)
    else:
        yield from load_bytes(answer.data, name, note, known)


def detect(head: bytes, name: str) -> WireFormat:
    """Returns the format that the first bytes show; plain text where they show none.

    Raises InputError for XML of a kind that selon does not read.
    """
    if head.startswith(b"WARC/") or (head.startswith(GZIP) and _unzipped(head).startswith(b"WARC/")):
        return "warc"
    start = _unmarked(head)
    if IPTC7901.match(start):
        return "iptc7901"
    if JSON.match(start):
        return "ninjs"
    return _markup(start, name) or "plain"


def _markup(start: bytes, name: str) -> WireFormat | None:
    declared = start.lstrip().startswith(b"<?xml")
    while found := SKIPPED.match(start):
        start = start[found.end() :]
    root = ROOT.match(start)
    if root is None:
        return None
    if root[1] == b"NewsItem":  # NewsML 1 writes its names with a capital
        return "newsml"
    called = SPACE.sub(b" ", root[1]).decode("ascii", "replace").lower()
    if called not in ROOTS and declared:
        raise InputError(name, f"is XML of a kind that selon does not read (<{called}>); name its format with --as")
    return ROOTS.get(called)


def _unmarked(head: bytes) -> bytes:
    """The bytes without the mark of their encoding; those of UTF-16 and UTF-32 as ASCII, which markup begins with."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode("ascii", "replace")
    return head


def _unzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _reader(form: str) -> Reader:
    """The reader of a format, `load_X` of the module X, loaded when it is needed."""
    name = MODULES.get(form, form)
    reader: Reader = getattr(import_module(f"selon.wire.{name}"), f"load_{name}")
    return reader


class _Again:
    """A stream whose first bytes, which were looked at, are read again; `seek` is not needed of an archive."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self.head = head
        self.stream = stream

    def read(self, size: int = -1) -> bytes:
        if not self.head:
            return self.stream.read(size)
        taken = self.head if size < 0 else self.head[:size]
        self.head = self.head[len(taken) :]
        return taken + self.stream.read(-1) if size < 0 else taken
