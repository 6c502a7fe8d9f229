"""Quotes: where words stand in a dispatch → the passage exactly as it is there, and the footnote that cites it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from selon.export.claims import line
from selon.export.footnotes import footnote
from selon.mcp_server.results import Quote
from selon.model import Dispatch
from selon.questions.passages import sentence_around
from selon.record.lookup import SHOWN
from selon.record.store import Record

LONGEST = 2000  # characters of a passage
REACH = 700  # characters before and after words in which their sentence is looked for
TITLE = 300  # characters of a title

HEADS = "SELECT id, agency, place, sent, title, path, text FROM dispatches WHERE id IN (SELECT value FROM json_each(?))"


class At(NamedTuple):
    """Where words stand: `dispatch` the whole id; `sentence` whether the passage is the sentence in which they do."""

    dispatch: str
    start: int
    end: int
    sentence: bool = False


class Head(NamedTuple):
    """What a footnote says of a dispatch, and its text; `kept` whether it is in the record."""

    id: str
    agency: str | None
    place: str | None
    sent: str | None
    title: str | None
    path: str
    text: str
    kept: bool = True


Quotes = dict[At, Quote]


def quotes(record: Record, places: Iterable[At]) -> Quotes:
    """Returns the passages of dispatches of the record."""
    wanted: dict[str, set[At]] = defaultdict(set)
    for at in places:
        wanted[at.dispatch].add(at)
    found = map(Head._make, ((*row, True) for row in record.db.execute(HEADS, (json.dumps(list(wanted)),))))
    return {at: quote(head, at) for head in found for at in wanted[head.id]}


def head_of(dispatch: Dispatch, kept: bool) -> Head:
    """What is cited of a dispatch that was read."""
    known = dispatch
    return Head(known.id, known.agency, known.place, known.sent, known.title, known.path, known.text, kept)


def quote(head: Head, at: At) -> Quote:
    """The passage, of which `words` is text[start:end]; one that is too long is cut at its end."""
    start, end = sentence(head.text, at.start, at.end) if at.sentence else (at.start, at.end)
    last = min(end, start + LONGEST)
    words = head.text[start:last]
    return Quote(
        dispatch=head.id,
        start=start,
        end=last,
        words=words,
        cite=_cite(head, start, last, words),
        title=line(head.title, TITLE) if head.title else None,
        agency=head.agency,
        day=head.sent,
        cut=last < end,
    )


def _cite(head: Head, start: int, end: int, words: str) -> str:
    """The footnote, safe to print; what is in no record has no link."""
    title = line(head.title, TITLE) if head.title else None
    link = f"selon:{head.id[:SHOWN]}#w{start}-{end}" if head.kept else None
    return line(footnote((head.agency, head.place, head.sent, title), head.path, words, link))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which words stand, without the blanks around it; of one that is very long, what is near them."""
    low = max(0, start - REACH)
    first, last = sentence_around(text[low : end + REACH], start - low, end - low)
    first, last = first + low, last + low
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
