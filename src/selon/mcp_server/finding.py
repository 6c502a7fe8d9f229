"""Finding: claims, events, dispatches; who is who; what the record holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec

from selon.mcp_server.arguments import Cover, Find, WhoIs
from selon.mcp_server.quotes import At, quotes
from selon.mcp_server.results import (
    Claims,
    Coverage,
    Dispatch,
    Dispatches,
    Entities,
    Entity,
    Events,
    Failure,
    Held,
    Table,
    Typed,
)
from selon.mcp_server.rows import at, claim_row, event_row, made
from selon.record.background import list_backgrounds
from selon.record.coverage import days_held, list_months, list_types
from selon.record.entities import list_entities
from selon.record.failures import list_failures
from selon.record.lookup import size
from selon.record.search import Question, answers, hits, search
from selon.record.selects import Rows
from selon.record.store import Found, Record, cut
from selon.record.words import match

OPENING = 300  # characters of a dispatch's opening
BEGINS, ENDS = "\x02", "\x03"
MARKED = f"""
    SELECT rowid, highlight(dispatch_words, 0, '{BEGINS}', '{ENDS}') FROM dispatch_words
    WHERE dispatch_words MATCH ? AND rowid IN (SELECT value FROM json_each(?))"""
OPENINGS = f"""
    SELECT number, substr(text, 1, {OPENING + 1}) FROM dispatches WHERE number IN (SELECT value FROM json_each(?))"""


def find_claims(record: Record, asked: Find) -> Claims:
    """Who says what."""
    rows, more = cut(search(record, _question(asked, "claims"), asked.limit + 1), asked.limit)
    known = quotes(record, map(at, rows))
    return Claims(rows=[claim_row(row, known) for row in rows], more=more)


def find_events(record: Record, asked: Find) -> Events:
    """What happened."""
    rows, more = cut(search(record, _question(asked, "events"), asked.limit + 1), asked.limit)
    known = quotes(record, (at(row, sentence=True) for row in rows))
    return Events(rows=[event_row(row, known) for row in rows], more=more)


def find_dispatches(record: Record, asked: Find) -> Dispatches:
    """What was sent."""
    question = _question(asked, "dispatches")
    numbers, more = cut(hits(record, question, asked.limit + 1), asked.limit)
    rows = answers(record, "dispatches", numbers)
    found = _passages(record, numbers, asked.words)
    places = [At(str(row["dispatch"]), *found[number]) for number, row in zip(numbers, rows, strict=True)]
    known = quotes(record, places)
    return Dispatches(
        rows=[made(Dispatch, row, quote=known[place]) for place, row in zip(places, rows, strict=True)], more=more
    )


def _question(asked: Find, rows: Rows) -> Question:
    """What `selon find` asks."""
    given: dict[str, Any] = msgspec.structs.asdict(asked)
    del given["limit"]
    return replace(Question(**given), rows=rows)


def _passages(record: Record, numbers: list[int], words: str | None) -> dict[int, tuple[int, int, bool]]:
    """Where in each dispatch the words stand first, to be shown in their sentence; else its opening."""
    given = json.dumps(numbers)
    found = {number: (*_opening(text), False) for number, text in record.db.execute(OPENINGS, (given,))}
    if words:
        for number, marked in record.db.execute(MARKED, (match(words), given)):
            begins, ends = marked.find(BEGINS), marked.find(ENDS)
            if 0 <= begins < ends:  # a text that has such marks itself may be shown at one of them: no more
                found[number] = (begins, ends - 1, True)
    return found


def _opening(text: str) -> tuple[int, int]:
    """The first words, cut at a blank."""
    start = len(text) - len(text.lstrip())
    if len(text) <= OPENING:
        return start, len(text.rstrip()) or start
    blank = max(text.rfind(blank, start, OPENING) for blank in " \n")
    return start, blank if blank > start else OPENING


def who_is_who(record: Record, asked: WhoIs) -> Entities:
    """Whom the record names."""
    rows, more = cut(list_entities(record.db, asked.words, asked.limit + 1), asked.limit)
    return Entities(rows=[made(Entity, row) for row in rows], more=more)


def coverage(record: Record, asked: Cover) -> Coverage:
    """What the record holds."""
    first, last = days_held(record.db)
    asked_for = asked.limit + 1
    lists: list[tuple[type[Any], list[Found]]] = [
        (Held, [{**row, "agency": row["agency"] or None} for row in list_months(record.db, asked_for)]),
        (Typed, list_types(record.db, asked_for)),
        (Table, list_backgrounds(record.db)[:asked_for]),
        (Failure, list_failures(record.db, False, asked_for)),
    ]
    months, types, backgrounds, failures = ([made(each, row) for row in rows[: asked.limit]] for each, rows in lists)
    return Coverage(
        **size(record),
        months=months,
        types=types,
        backgrounds=backgrounds,
        failures=failures,
        more=any(len(rows) > asked.limit for _, rows in lists),
        first_day=first,
        last_day=last,
    )
