"""Telling: the tellings of events, in dispatches and in background records, with what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from selon.mcp_server.quotes import At, Quotes, quotes
from selon.mcp_server.results import Background, Told
from selon.mcp_server.rows import made, short
from selon.questions.evidence import Evidence
from selon.record.store import Record


def told_rows(record: Record, found: Sequence[Evidence]) -> list[Told]:
    """The tellings, each with the sentence in which it stands, or the row of the background record."""
    known = quotes(record, filter(None, map(_at, found)))
    return [_told(each, known) for each in found]


def _at(each: Evidence) -> At | None:
    if each.dispatch is None or each.start is None or each.end is None:
        return None
    return At(each.dispatch, each.start, each.end, True)


def _told(each: Evidence, known: Quotes) -> Told:
    where = _at(each)
    row = each._asdict() | {"actors": each.actors or None}
    if where is not None:
        return made(Told, row, quote=known[where])
    return made(Told, row, background=_row(each))


def _row(each: Evidence) -> Background:
    words = short(each.words) if each.words else None
    return Background(record=each.background or "", row=each.row or 0, source=each.source, words=words)
