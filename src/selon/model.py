"""The types: what a dispatch is, and what a reading finds in it.

Plain frozen data, JSON in and out (msgspec). Offsets count Unicode code points of `Dispatch.text`, from 0, the end
excluded. Every finding carries its span and, in `made`, the construction and the word-list line that found it.
This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Mode = Literal["direct", "mixed", "indirect", "visual", "unsourced"]
Act = Literal["state", "deny", "decline", "believe", "warn", "promise", "ask"]
Certainty = Literal["certain", "probable", "possible"]
SourceKind = Literal[
    "person",
    "government",
    "agency",
    "media",
    "military",
    "officials",
    "experts",
    "document",
    "images",
    "organization",
    "people",
]
BlockKind = Literal["title", "dateline", "subhead", "body", "list", "credits", "signature"]


class Span(msgspec.Struct, frozen=True):
    """A piece of the dispatch's text: `text` is `dispatch.text[start:end]`."""

    start: int
    end: int
    text: str


class Block(msgspec.Struct, frozen=True):
    """A stretch of the dispatch's layout. Only `body` and `list` blocks can yield findings."""

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


class Dispatch(msgspec.Struct, frozen=True):
    """One dispatch. `id` is the SHA-256 of `text`; `sent` the ISO date (YYYY-MM-DD) that its times count from."""

    id: str
    path: str
    text: str
    lang: str = "fr"
    agency: str | None = None
    place: str | None = None
    sent: str | None = None
    title: str | None = None
    credits: tuple[Credit, ...] = ()


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


class Source(msgspec.Struct, frozen=True):
    """Who says it, in the words of the text, and `name`, the fullest name that the dispatch gives them."""

    start: int
    end: int
    text: str
    name: str
    kind: SourceKind | None


class Made(msgspec.Struct, frozen=True):
    """How a finding was made: the `construction` (a key of `selon.why`), and the `entry` of the word list
    (`fr/verbs.tsv:31`), null where no listed word was needed."""

    construction: str
    entry: str | None


class Claim(msgspec.Struct, frozen=True):
    """A piece of the text that the dispatch puts in somebody's mouth, mind or pictures.

    `content` is one or more spans, in the order of the text. `sources` is the chain, outermost first: the last is
    whose words they are. `answers` holds the ids of the claims that a denial, a confirmation or a refusal is about.
    """

    id: str
    content: tuple[Span, ...]
    cue: Span | None
    sources: tuple[Source, ...]
    mode: Mode
    act: Act
    certainty: Certainty
    answers: tuple[str, ...]
    made: Made


class Reading(msgspec.Struct, frozen=True):
    """All that was found in one dispatch."""

    dispatch: Dispatch
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]


def make_dispatch(text: str, path: str = "-", sent: str | None = None, lang: str = "fr") -> Dispatch:
    """Returns the dispatch that holds `text` unchanged; lone surrogates hash as U+FFFD, as no UTF-8 can hold them."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Dispatch(id=digest, path=path, text=text, lang=lang, sent=sent)


def cut(text: str, start: int, end: int) -> Span:
    """Returns the span of `text` from `start` to `end`."""
    return Span(start, end, text[start:end])
