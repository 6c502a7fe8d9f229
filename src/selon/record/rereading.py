"""Re-reading: every dispatch read again with the present version, and what changed by it.

What people judged stays: it lies apart from the findings. A dispatch is changed whole or not at all, so that a
re-reading that breaks off can be begun again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selon.model import Claim, Event, Reading
from selon.record.entities import link_entities
from selon.record.intake import CHUNK
from selon.record.keeping import forget_findings, keep_findings, renew_dispatch
from selon.record.lookup import SHOWN, found_readings, given_dispatch
from selon.record.readers import Readers
from selon.record.store import Record, writing
from selon.wire.errors import InputError

Key = tuple[int, ...]


class Change(NamedTuple):
    """A finding that is no longer found, is found for the first time, or otherwise: in words, None for none."""

    dispatch: str
    sort: str
    start: int
    before: str | None
    after: str | None


def reread(record: Record, numbers: Sequence[int], readers: Readers) -> Iterator[list[Change] | InputError]:
    """Reads the dispatches of those numbers again, yields what changed in each, or why it could not be read."""
    for at in range(0, len(numbers), CHUNK):
        chunk = numbers[at : at + CHUNK]
        old = list(found_readings(record, list(chunk)))
        given = [given_dispatch(record, number, kept.dispatch) for number, kept in zip(chunk, old, strict=True)]
        answers = [answer for some in (*readers.give(given), *readers.rest()) for answer in some]
        for number, before, (dispatch, after) in zip(chunk, old, answers, strict=True):
            if isinstance(after, str):
                yield InputError(dispatch.path, after)
            else:
                _replace(record, number, after)
                yield changes(before, after)
    with writing(record) as db:
        link_entities(db)


def changes(before: Reading, after: Reading) -> list[Change]:
    """Returns what is found otherwise in the second reading of a dispatch, claims first, in the order of the text."""
    id = before.dispatch.id[:SHOWN]
    claims = _compared({_place(c): _claim(c) for c in before.claims}, {_place(c): _claim(c) for c in after.claims})
    events = _compared({_mark(e): _event(e) for e in before.events}, {_mark(e): _event(e) for e in after.events})
    return [Change(id, sort, *each) for sort, found in (("claim", claims), ("event", events)) for each in found]


def _replace(record: Record, number: int, reading: Reading) -> None:
    with writing(record) as db:
        renew_dispatch(db, number, reading.dispatch)
        forget_findings(db, number)
        keep_findings(db, number, reading)


def _compared(before: dict[Key, str], after: dict[Key, str]) -> Iterator[tuple[int, str | None, str | None]]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield key[0], before.get(key), after.get(key)


def _place(claim: Claim) -> Key:
    return tuple(offset for span in claim.content for offset in (span.start, span.end))


def _claim(claim: Claim) -> str:
    chain = " → ".join(source.name for source in claim.sources) or "—"
    return f"{chain}: {claim.act}, {claim.mode}, {claim.certainty}: {' … '.join(span.text for span in claim.content)}"


def _mark(event: Event) -> Key:
    return (event.trigger.start, event.trigger.end, len(event.type), *event.type.encode())


def _event(event: Event) -> str:
    roles = "; ".join(f"{role} {', '.join(one.name for one in held)}" for role, held in sorted(event.roles.items()))
    where = f" at {event.place.name}" if event.place else ""
    when = f" on {event.time.value}" if event.time else ""
    return f"{event.type}, {event.status}: {event.trigger.text}{when}{where}{f': {roles}' if roles else ''}"
