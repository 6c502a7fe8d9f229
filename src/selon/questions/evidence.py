"""Evidence: where what an answer rests on stands: the dispatch, the sentence, the offsets; the row of a background
record, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from selon.questions.happenings import Happening, days_of
from selon.record.store import Record

STOP = re.compile(r"[.!?…][\"»”]?(?=\s)|\n")
LONGEST = 400  # characters of a sentence, to either side
OF_EVENT = (
    'SELECT d.id, d.path, d.agency, d.sent, v.start, v."end", d.text FROM events AS v '
    "JOIN dispatches AS d ON d.number = v.dispatch WHERE v.id = ?"
)
OF_ROW = (
    "SELECT k.name, k.title, k.path, b.row, b.source, b.words FROM background_events AS b "
    "JOIN backgrounds AS k ON k.id = b.background WHERE b.id = ?"
)


class Evidence(NamedTuple):
    """One telling. `start` and `end` are those of the words in the dispatch (`dispatch`, its id); `row` that of a
    background record (`background`, its name). `words` are the sentence, or the row's own."""

    id: str
    type: str
    status: str
    outcome: str | None
    begins: str | None
    ends: str | None
    least: int | None
    most: int | None
    place: str | None
    actors: str
    dispatch: str | None
    background: str | None
    path: str
    agency: str | None
    sent: str | None
    start: int | None
    end: int | None
    row: int | None
    source: str | None
    words: str | None


def evidence(record: Record, happenings: Iterable[Happening]) -> list[Evidence]:
    """Returns where each of the happenings is told, in their order."""
    return [_of_event(record, each) if each.background is None else _of_row(record, each) for each in happenings]


def _of_event(record: Record, told: Happening) -> Evidence:
    id, path, agency, sent, start, end, text = record.db.execute(OF_EVENT, (int(told.id[1:]),)).fetchone()
    where = (id, None, path, agency, sent, start, end, None, None)
    return Evidence(*_what(told), *where, sentence(text, start, end))


def _of_row(record: Record, told: Happening) -> Evidence:
    name, title, path, row, cited, words = record.db.execute(OF_ROW, (int(told.id[1:]),)).fetchone()
    where = (None, name, path, None, None, None, None, row, cited or title)
    return Evidence(*_what(told), *where, words)


def _what(
    told: Happening,
) -> tuple[str, str, str, str | None, str | None, str | None, int | None, int | None, str | None, str]:
    actors = ", ".join(taker.name for taker in told.taking_part("actor"))
    days = days_of(told)
    begins = told.begins or (days.begins.isoformat() if days.begins else None)
    return (
        *(told.name, told.type, told.status, told.outcome, begins, told.ends or begins),
        *(told.least, told.most, told.place, actors),
    )


def sentence(text: str, start: int, end: int) -> str:
    """The sentence, or about that, in which words stand, on one line."""
    return " ".join(text[slice(*around(text, start, end))].split())


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence, or about that, in which words stand begins and ends."""
    low = max(0, start - LONGEST)
    before = [found.end() for found in STOP.finditer(text, low, start)]
    after = STOP.search(text, end, end + LONGEST)
    return before[-1] if before else low, after.end() if after else end + LONGEST
