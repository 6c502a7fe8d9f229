"""Reading: a text that is not kept, a dispatch of the record, and what either counts held against the record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selon.export.claims import numbered
from selon.export.findings import STATEMENTS
from selon.mcp_server.arguments import CheckOf, Read, Show
from selon.mcp_server.quotes import At, Head, head_of, quote
from selon.mcp_server.rows import claims_read, events_read, made, span
from selon.mcp_server.telling import told_rows
from selon.mcp_server.text_results import Check, Checks, Count, Link, Numbers, Page, Place, Reckoning, Time
from selon.mcp_server.text_results import Reading as Result
from selon.model import Claim, Event, Reading, make_dispatch
from selon.model import Count as Counted
from selon.model import Place as PlaceRead
from selon.model import Time as TimeRead
from selon.questions.checks import Answer, check
from selon.questions.evidence import evidence
from selon.record.kept import load_kept
from selon.record.lookup import find_dispatch, links_of, load_reading
from selon.record.store import Record, cut
from selon.wire.errors import InputError

CITED = re.compile(r"\s*(?:selon:)?([^#\s]*)(?:#w\d+-\d+)?\s*\Z")  # selon:3fa9c2d1b0aa#w120-180


def read_text(record: Record, asked: Read) -> Result:
    """What a text tells; nothing of it is kept."""
    reading, head = _read(record, asked.text, asked.date)
    claims = [claim for _, claim in numbered(reading)]
    events = _events(reading)
    most = asked.limit
    return Result(
        dispatch=head.id,
        kept=head.kept,
        title=head.title,
        agency=head.agency,
        day=head.sent,
        found=_numbers(reading, claims, events),
        claims=claims_read(claims[:most], head),
        events=events_read(events[:most], claims, head),
        times=[_time(time) for time in reading.times[:most]],
        places=[_place(place) for place in reading.places[:most]],
        counts=[_count(count, head) for count in reading.counts[:most]],
    )


def _read(record: Record, text: str, date: str | None) -> tuple[Reading, Head]:
    """The reading of a text, and what is cited of it. The model is loaded here, the first time."""
    from selon.reading import read

    given = make_dispatch(text.replace("\r\n", "\n"), path="text", sent=date)
    kept = record.db.execute("SELECT 1 FROM dispatches WHERE id = ?", (given.id,)).fetchone()
    reading = read(given)
    return reading, head_of(reading.dispatch, kept is not None)


def _events(reading: Reading) -> list[Event]:
    """In the order of the text, without those that are the claims over again."""
    found = [event for event in reading.events if event.type not in STATEMENTS]
    return sorted(found, key=lambda event: event.trigger.start)


def _numbers(reading: Reading, claims: list[Claim], events: list[Event]) -> Numbers:
    times, places, counts = map(len, (reading.times, reading.places, reading.counts))
    return Numbers(claims=len(claims), events=len(events), times=times, places=places, counts=counts)


def _time(time: TimeRead) -> Time:
    return Time(span=span(time), type=time.type, value=time.value, begins=time.begins, ends=time.ends)


def _place(place: PlaceRead) -> Place:
    return Place(
        span=span(place),
        name=place.name,
        precision=place.precision,
        relation=place.relation,
        country=place.country,
        geoname=place.geoname,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _count(count: Counted, head: Head) -> Count:
    number = count.number
    return Count(
        quote=quote(head, At(head.id, count.start, count.end)),
        counts=count.type,
        least=number.least if number else None,
        most=number.most if number else None,
        qualifier=count.qualifier,
        claim=count.claim and f"{head.id[:12]}:{count.claim}",
    )


def show_dispatch(record: Record, asked: Show) -> Page:
    """A page of a dispatch of the record."""
    number = _number(record, asked.id)
    (kept,) = load_kept(record, [number])
    head = head_of(kept.reading.dispatch, True)
    start, length = asked.offset, len(head.text)
    if start > 0 and start >= length:
        raise InputError(str(start), f"is no offset of that dispatch; give one from 0 to {max(0, length - 1)}")
    end = min(start + asked.length, length)
    claims = [claim for _, claim in numbered(kept.reading)]
    events = [event for event in _events(kept.reading) if start <= event.trigger.start < end]
    return Page(
        dispatch=head.id,
        text=head.text[start:end],
        start=start,
        end=end,
        length=length,
        next=end if end < length else None,
        claims=claims_read((claim for claim in claims if start <= claim.content[0].start < end), head, kept),
        events=events_read(events, claims, head, kept),
        links=[made(Link, link._asdict(), dispatch=link.id) for link in links_of(record.db, number)],
        state=kept.state,
        title=head.title,
        agency=head.agency,
        place=head.place,
        day=head.sent,
    )


def _number(record: Record, id: str) -> int:
    """The number of the dispatch that an id names, or the link of a footnote. Raises InputError."""
    cited = CITED.match(id)
    return find_dispatch(record, cited[1] if cited else id)[0]


def check_counts(record: Record, asked: CheckOf) -> Checks:
    """What is counted, held against the record."""
    if (asked.dispatch_id is None) == (asked.text is None):
        raise InputError("arguments", "give dispatch_id or text, one of the two")
    if asked.date and asked.text is None:
        raise InputError("date", "goes with text: a dispatch of the record counts from its own day")
    if asked.text is not None:
        reading, head = _read(record, asked.text, asked.date)
    else:
        reading = load_reading(record, _number(record, asked.dispatch_id or ""))
        head = head_of(reading.dispatch, True)
    found, more = cut(check(record, reading, asked.hindsight), asked.limit)
    return Checks(
        dispatch=head.id,
        kept=head.kept,
        rows=[_check(record, reading, head, it, asked.limit) for it in found],
        more=more,
    )


def _check(record: Record, reading: Reading, head: Head, found: Answer, limit: int) -> Check:
    return Check(
        answer=found.verdict,
        reason=found.reason.replace("give it with --date", "give its text, and date"),
        coverage=found.coverage,
        quote=quote(head, At(head.id, found.told.start, found.told.end)),
        rows=told_rows(record, evidence(record, found.rows[:limit])),
        rows_in_all=len(found.rows),
        arithmetic=[Reckoning(answer=each.verdict, reason=each.reason) for each in found.sums],
        who=_who(reading.claims, found.told.claim),
        question=found.question,
        sql=found.sql,
    )


def _who(claims: Iterable[Claim], id: str | None) -> str | None:
    return next((claim.sources[-1].name for claim in claims if claim.id == id and claim.sources), None)
