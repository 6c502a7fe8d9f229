"""What is read: a dispatch, and the stretches of its text."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

BlockKind = Literal["title", "dateline", "subhead", "body", "list", "credits", "signature"]
Release = Literal["usable", "withheld", "cancelled", "corrected"]
WireFormat = Literal["plain", "html", "feed", "newsml-g2", "newsml", "nitf", "iptc7901", "ninjs", "warc"]


class Span(msgspec.Struct, frozen=True):
    """A piece of the dispatch's text: `text` is `dispatch.text[start:end]`."""

    start: int
    end: int
    text: str


class Block(msgspec.Struct, frozen=True):
    """A stretch of the dispatch's layout. Claims are found in `body` and `list` blocks, names, times and
    places in titles and subheads too."""

    start: int
    end: int
    kind: BlockKind


class Credit(msgspec.Struct, frozen=True):
    """A person named in the credit lines; `task` as the desk words it ("Reportage", "Rédaction"); `bureau` a town."""

    start: int
    end: int
    text: str
    person: str
    task: str | None = None
    bureau: str | None = None


class Subject(msgspec.Struct, frozen=True):
    """What the agency files a dispatch under: its code (`medtop:20000350`), its name, or both."""

    code: str | None
    name: str | None


class Dispatch(msgspec.Struct, frozen=True):
    """One dispatch. `id` is the SHA-256 of `text`; `sent` the ISO date (YYYY-MM-DD) that its times count from.

    The fields from `format` on are what a wire format says of it. `issued` and `embargo` are ISO 8601 with their zone,
    where the wire gives one; `item` is the agency's id of it, the same for all its versions; `urgency` 1 (most) to 9.
    """

    id: str
    path: str
    text: str
    lang: str = "fr"
    agency: str | None = None
    place: str | None = None
    sent: str | None = None
    title: str | None = None
    credits: tuple[Credit, ...] = ()
    format: WireFormat = "plain"
    dateline: str | None = None
    byline: str | None = None
    issued: str | None = None
    item: str | None = None
    version: int | None = None
    status: Release = "usable"
    urgency: int | None = None
    slug: str | None = None
    subjects: tuple[Subject, ...] = ()
    rights: str | None = None
    embargo: str | None = None
    url: str | None = None


class Quote(msgspec.Struct, frozen=True):
    """A quotation. `start`, `end` take in its marks, `inner_start`, `inner_end` leave out marks and inner space.

    `depth` is 0 for one that lies in no other; one that is not `closed` runs to the end of its paragraph at most.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool


def make_dispatch(text: str, path: str = "-", sent: str | None = None, lang: str = "fr") -> Dispatch:
    """Returns the dispatch that holds `text` unchanged; lone surrogates hash as "?", as no UTF-8 can hold them."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Dispatch(id=digest, path=path, text=text, lang=lang, sent=sent)


def cut(text: str, start: int, end: int) -> Span:
    """Returns the span of `text` from `start` to `end`."""
    return Span(start, end, text[start:end])
