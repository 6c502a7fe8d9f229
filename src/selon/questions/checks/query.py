"""Queries: a count of a dispatch → what the record is asked, in words and in SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from selon.languages.counts import load_counts
from selon.model import Count, Dispatch, Event, EventTime, Participant, Reading, Span, Time
from selon.questions.checks.limits import event_of, is_about, is_rate, narrow, unused_time
from selon.questions.happenings import SELECT, STATES, Days, Who, acted_by, day, moved, quoted
from selon.record.copies import alike_text
from selon.record.store import Record

Kind = Literal["number", "nth", "first", "last", "never"]

DURATION = re.compile(r"P(\d+)([DWMY])$")
LENGTHS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25}  # days
ALIKE = 0.3  # the share of two texts from which one tells nothing that the other does not
UNDATED = 2  # days before a dispatch in which its news lies, where no day is told
PERSON = "person"


class Query(NamedTuple):
    """What a count asks of the record.

    `days` are the days in which, `within` those in which all are said to lie, `known` the day up to which things were
    known, None for hindsight; `least` and `most` how many are said, of things ("two missiles") or of occasions.
    `abroad` asks for what happens outside the actor's country, `where` for what happens in one, `during` for what
    happens while somebody is abroad.
    `narrow` are words that limit what is counted further than the record can, `about` says that the
    number is only about so many, `loose` that no day is told;
    `beside` are the numbers of the dispatches that are not asked: itself, its versions and copies.
    """

    kind: Kind
    type: str
    actors: tuple[Who, ...]
    outcome: str | None
    days: Days
    within: tuple[Days, ...]
    sent: date
    known: date | None
    least: int | None
    most: int | None
    things: bool
    abroad: bool
    where: str | None
    during: Who | None
    narrow: str | None
    about: bool
    loose: bool
    beside: tuple[int, ...]


class Unasked(NamedTuple):
    """Why the record cannot be asked."""

    reason: str


def query_of(record: Record, reading: Reading, count: Count, hindsight: bool) -> Query | Unasked:
    """Returns what the count asks of a record, or why it asks nothing."""
    sent = day(reading.dispatch.sent)
    if count.type is None:
        return Unasked(f"no type of event that selon knows is told by “{count.subject.text}”")
    if sent is None:
        return Unasked("the dispatch has no day to count from; give it with --date")
    kind = _kind(count)
    if kind is None:
        return Unasked(f"{count.qualifier} is counted among others, of whom the record keeps no list")
    actors = tuple(_who(reading, actor) for actor in count.actors)
    if not actors:
        return Unasked(f"it is not told by whom “{count.subject.text}” is done")
    during = _during(reading, count)
    if count.scope and during is None and not _shares(reading, count):
        return Unasked(f"selon cannot tell which are meant by “{count.scope.text}”")
    if is_rate(reading, count):
        return Unasked("it is told how many in each of many stretches of time, which selon does not count")
    if time := unused_time(reading, count):
        return Unasked(f"selon cannot tell whether “{time.text}” limits what is counted")
    days, loose = _days(reading, count, sent)
    return Query(
        kind=kind,
        type=count.type,
        actors=actors,
        outcome="failed" if count.outcome == "failed" else None,
        days=days,
        within=_shares(reading, count),
        sent=sent,
        known=None if hindsight else sent,
        least=count.number.least if count.number else None,
        most=count.number.most if count.number else None,
        things=count.made.construction == "things",
        abroad=_is_abroad(reading, count.subject),
        where=_where(reading, count),
        during=during,
        narrow=narrow(reading, count) if during is None else None,
        about=is_about(reading, count),
        loose=loose,
        beside=_beside(record, reading.dispatch),
    )


def _beside(record: Record, dispatch: Dispatch) -> tuple[int, ...]:
    """What a dispatch counts is not borne out by itself, nor by its versions and copies."""
    own = record.db.execute("SELECT number FROM dispatches WHERE id = ?", (dispatch.id,)).fetchone()
    numbers = {number for number, _ in alike_text(record.db, dispatch.text, ALIKE)} | set(own or ())
    linked = "SELECT later FROM links WHERE earlier = ?1 UNION SELECT earlier FROM links WHERE later = ?1"
    return tuple(sorted(numbers | ({n for (n,) in record.db.execute(linked, own)} if own else set())))


def _kind(count: Count) -> Kind | None:
    if count.qualifier in ("first", "last", "never"):
        return count.qualifier  # type: ignore[return-value]
    if count.number is None:
        return None
    return "nth" if count.made.construction in ("nth", "nth_time") else "number"


def _who(reading: Reading, actor: Participant) -> Who:
    kind = {entity.id: entity.kind for entity in reading.entities}.get(actor.entity or "")
    state = kind in STATES or (kind is None and actor.sector in ("MIL", "GOV"))
    return Who(actor.name, actor.country if state or kind == PERSON else None, kind == PERSON)


def _is_abroad(reading: Reading, span: Span) -> bool:
    text = span.text.lower().replace("’", "'")
    return any(phrase.replace("' ", "'") in text for phrase in load_counts(reading.dispatch.lang).abroad)


def _where(reading: Reading, count: Count) -> str | None:
    """The country in which, where the subject names one: "s'est rendu trois fois en Chine"."""
    span = count.subject
    own = {actor.country for actor in count.actors}
    within = (place for place in reading.places if span.start <= place.start < span.end)
    return next((it.country for it in within if it.precision == "country" and it.country not in own), None)


def _during(reading: Reading, count: Count) -> Who | None:
    """ "alors que M. Kim se trouvait à l'étranger": the person who was abroad."""
    scope = count.scope
    if scope is None or not _is_abroad(reading, scope):
        return None
    mentioned = [name.entity for name in reading.names if scope.start <= name.start < scope.end]
    mentioned += [it.entity for it in reading.references if scope.start <= it.start < scope.end]
    people = (entity for entity in reading.entities if entity.id in mentioned and entity.kind == PERSON)
    return next((Who(one.name, one.country, True) for one in people), None)


def _shares(reading: Reading, count: Count) -> tuple[Days, ...]:
    """ "toutes en 2018 et 2019": the days of the times in the scope, where they hold all that is counted."""
    scope = count.scope
    table = load_counts(reading.dispatch.lang).shares
    if scope is None or (word := table.get(scope.text.split()[0].lower())) is None or word.value != "all":
        return ()
    return tuple(_of(time) for time in reading.times if scope.start <= time.start < scope.end and time.begins)


def _of(time: Time) -> Days:
    return Days(day(time.begins), day(time.ends))


def _days(reading: Reading, count: Count, sent: date) -> tuple[Days, bool]:
    """The days in which, and whether none are told."""
    if window := count.window:
        if window.begins or window.ends:
            return Days(_first_day(reading, count, window), min(day(window.ends) or sent, sent)), False
        if length := DURATION.match(window.value):
            return Days(_before(sent, float(length[1]) * LENGTHS[length[2]]), sent), False
    if count.made.construction != "things":
        return Days(None, sent), False
    return _days_of_event(reading, event_of(reading, count), sent)


def _first_day(reading: Reading, count: Count, window: EventTime) -> date | None:
    """ "le premier tir depuis 2017" is about what came after the one of 2017."""
    times = (time for time in reading.times if window.start <= time.start < window.end and time.type == "DATE")
    time = next(times, None)
    since = window.ends is None and count.qualifier in ("first", "never") and time is not None
    return _before(day(time.ends), -1) if since and time else day(window.begins)


def _before(sent: date | None, days: float) -> date | None:
    try:
        return sent and sent - timedelta(round(days))
    except OverflowError:
        return None


def _days_of_event(reading: Reading, event: Event | None, sent: date) -> tuple[Days, bool]:
    """Those of its time, or of what its time is told by ("quelques heures avant le sommet"); the last days."""
    if event and event.time:
        if event.time.begins:
            return Days(day(event.time.begins), day(event.time.ends)), False
        times = (time for time in reading.times if event.time.start <= time.start < event.time.end and time.anchor)
        for time in times:
            if anchor := _anchor_day(reading.events, time):
                return Days(_before(anchor, 1), anchor), False
    return Days(_before(sent, UNDATED), sent), True


def _anchor_day(events: Iterable[Event], time: Time) -> date | None:
    """The day of the event that a time of some hours is counted from."""
    anchor = time.anchor
    if anchor is None or not time.value.startswith("PT"):
        return None
    for event in events:
        named = any(telling.trigger.text in anchor.text for telling in event.tellings)
        if named and event.time and event.time.begins:
            return day(event.time.begins)
    return None


def sql_of(query: Query, type: str | None = None, actors: tuple[Who, ...] | None = None) -> str:
    """Returns the SELECT that finds the happenings of the query: it can be run as it stands, on the record's file.

    Days are asked for with one more at both ends, as each source counts by the time of its own zone.
    """
    days = query.days.wider(1) if type is None else Days(None, query.days.ends)
    conditions = [f"type = {quoted(type or query.type)}", "status = 'asserted'"]
    if days.begins:
        conditions.append(f"coalesce(ends, begins, known) >= '{days.begins}'")
    if days.ends:
        conditions.append(f"coalesce(begins, known) < '{moved(days.ends, 1)}'")
    if query.known:
        conditions.append(f"known <= '{query.known}'")
    conditions += map(acted_by, actors or query.actors)
    if query.beside:
        conditions.append(f"coalesce(dispatch, 0) NOT IN ({', '.join(map(str, query.beside))})")
    where = "\n  AND ".join(conditions)
    return f"{SELECT} WHERE {where}\nORDER BY begins, name"


def in_words(query: Query) -> str:
    """What is asked, for a person: "satellite launches by Corée du Nord that failed, 2023-05-13 to 2023-09-13"."""
    parts = [f"{plural(query.type)} by {' and '.join(who.name for who in query.actors)}"]
    parts += ["abroad"] if query.abroad else [f"in {query.where}"] if query.where else []
    parts += [f"that {query.outcome}"] if query.outcome else []
    parts += [f"while {query.during.name} was abroad"] if query.during else []
    loose = " (no day is told)" if query.loose else ""
    within = f", all of them in {' or '.join(map(stretch, query.within))}" if query.within else ""
    things = ", counted by things" if query.things else ""
    known = f", as known on {query.known}" if query.known else ", as known today"
    return f"{' '.join(parts)}, {stretch(query.days)}{loose}{within}{things}{known}"


def plural(type: str) -> str:
    """ "missile-launch" → "missile launches" """
    words = type.replace("-", " ")
    return words + ("es" if words.endswith(("ch", "s", "sh", "x")) else "s")


def stretch(days: Days) -> str:
    """The days, for a person."""
    if days.begins and days.ends:
        return f"{days.begins}" if days.begins == days.ends else f"{days.begins} to {days.ends}"
    return f"up to {days.ends}" if days.ends else f"from {days.begins}" if days.begins else "at any time"
