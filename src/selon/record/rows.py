"""The findings of a reading → the rows by which they are found, a table at once: a dispatch has many rows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from selon.languages.loader import has_language
from selon.languages.names import NameWords, load_names
from selon.model import Claim, Event, Reading
from selon.record.entities import keep_entities, keep_names, key_of, roles_of, split_keys

Row = Sequence[Any]
Numbers = dict[str, int]


def write_rows(db: sqlite3.Connection, dispatch: int, reading: Reading) -> None:
    """Writes who the dispatch's entities are, its claims and what they answer, events, mentions and places."""
    names = keep_names(db, _names(reading))
    cast = _write_cast(db, dispatch, reading, names)
    claims = _write_claims(db, dispatch, reading, names, cast)
    _write_answers(db, reading, claims)
    _write_events(db, dispatch, reading, names, cast, claims)
    where = [(dispatch, name.start, cast[name.entity], name.end) for name in reading.names]
    where += [(dispatch, it.start, cast[it.entity], it.end) for it in reading.references]
    _insert(db, "OR IGNORE INTO mentions", where)
    places = [(dispatch, p.start, names[p.name], p.end, p.geoname, p.country) for p in reading.places]
    _insert(db, "OR IGNORE INTO places", places)


def _insert(db: sqlite3.Connection, into: str, rows: Sequence[Row]) -> None:
    if rows:
        db.executemany(f"INSERT {into} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _next(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _names(reading: Reading) -> Iterator[str]:
    """All names that the rows refer to."""
    for claim in reading.claims:
        yield from (source.name for source in claim.sources)
    for event in reading.events:
        yield from (one.name for held in event.roles.values() for one in held)
        if event.place:
            yield event.place.name
    yield from (place.name for place in reading.places)
    yield from (entity.name for entity in reading.entities)


@cache
def _words(lang: str) -> NameWords | None:
    """The words of names of a language; None for one that selon lacks, in which nothing is found."""
    return load_names(lang, ()) if has_language(lang) else None  # as the reading asks: it is loaded once


def _write_cast(db: sqlite3.Connection, dispatch: int, reading: Reading, names: Numbers) -> Numbers:
    """Returns the numbers of the dispatch's entities, by their ids within it."""
    words, id = _words(reading.dispatch.lang), reading.dispatch.id
    split = split_keys(db, id)
    found = {entity.id: key_of(entity, words, id) for entity in reading.entities}
    keys = {local: split.get(key, key) for local, key in found.items()}
    fullest = sorted(reading.entities, key=lambda entity: (len(entity.name), entity.name))
    numbers = keep_entities(db, {keys[entity.id]: entity for entity in fullest}, names)
    cast = {local: numbers[key] for local, key in keys.items()}
    _insert(db, "INTO casts", [(dispatch, each.id, cast[each.id], roles_of(each)) for each in reading.entities])
    return cast


def _write_claims(db: sqlite3.Connection, dispatch: int, reading: Reading, names: Numbers, cast: Numbers) -> Numbers:
    """Returns the numbers of the claims, by their ids within the dispatch."""
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, _next(db, "claims"))}
    contents = {claim.id: " … ".join(span.text for span in claim.content) for claim in reading.claims}
    rows = [(numbers[c.id], dispatch, *_claim(c, contents[c.id], names, cast)) for c in reading.claims]
    _insert(db, "INTO claims", rows)
    words = [(numbers[id], content) for id, content in contents.items()]
    db.executemany("INSERT INTO claim_words (rowid, content) VALUES (?, ?)", words)
    _insert(db, "INTO relays", [(numbers[c.id], *relay) for c in reading.claims for relay in _relays(c, names, cast)])
    return numbers


def _claim(claim: Claim, content: str, names: Numbers, cast: Numbers) -> Row:
    speaker = claim.sources[-1] if claim.sources else None
    who = (names[speaker.name], speaker.kind, cast.get(speaker.entity or "")) if speaker else (None, None, None)
    ends = (claim.content[0].start, claim.content[-1].end, content if len(claim.content) > 1 else None)
    return (claim.id, claim.act, claim.mode, claim.certainty, *who, *ends)


def _relays(claim: Claim, names: Numbers, cast: Numbers) -> Iterable[Row]:
    return ((i, names[source.name], cast.get(source.entity or "")) for i, source in enumerate(claim.sources[:-1]))


def _write_answers(db: sqlite3.Connection, reading: Reading, claims: Numbers) -> None:
    places: Counter[str] = Counter()
    rows: list[Row] = []
    for each in reading.answers:
        answered = (each.kind, claims.get(each.about or ""), each.start, each.end, each.score, each.reason)
        rows.append((claims[each.claim], places[each.claim], *answered))
        places[each.claim] += 1
    _insert(db, "INTO answers", rows)


def _write_events(
    db: sqlite3.Connection, dispatch: int, reading: Reading, names: Numbers, cast: Numbers, claims: Numbers
) -> None:
    numbered = list(enumerate(reading.events, _next(db, "events")))
    _insert(db, "INTO events", [(number, dispatch, *_event(event, names, claims)) for number, event in numbered])
    rows = [(number, *row) for number, event in numbered for row in _participants(event, names, cast)]
    _insert(db, "INTO participants", rows)
    _insert(db, "INTO tellings", [(number, *row) for number, event in numbered for row in _later(event, claims)])


def _later(event: Event, claims: Numbers) -> Iterator[Row]:
    """The tellings after the first."""
    for position, telling in enumerate(event.tellings[1:], 1):
        yield position, claims.get(telling.claim or ""), telling.status


def _event(event: Event, names: Numbers, claims: Numbers) -> Row:
    time, place = event.time, event.place
    when = (time.begins, time.ends) if time else (None, None)
    where: Row = (None,) * 5
    if place:
        where = (names[place.name], place.geoname, place.country, place.latitude, place.longitude)
    what = (event.id, event.type, event.plover, event.status, event.outcome, event.background)
    many = (event.quantity.least, event.quantity.most) if event.quantity else (None, None)
    return (*what, *many, *when, *where, claims.get(event.claim or ""), event.trigger.start, event.trigger.end)


def _participants(event: Event, names: Numbers, cast: Numbers) -> Iterator[Row]:
    for role, held in event.roles.items():
        for position, one in enumerate(held):
            yield role, position, names[one.name], one.country, one.sector, cast.get(one.entity or "")
