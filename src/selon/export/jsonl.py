"""JSON: readings → one JSON object a line, or one array, or an event a line. Its form is that of the types in
`selon.model`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from selon.export.claims import storable
from selon.model import Reading


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields one line a reading, as it comes."""
    for reading in readings:
        yield encoded(reading) + "\n"


def array(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields a JSON array of the readings, piece by piece, one reading a line."""
    before = "["
    for reading in readings:
        yield f"{before}\n{encoded(reading)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def events(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields one line an event: `path`, `dispatch` (its id), `event`, and `claims`, those that tell it."""
    for reading in readings:
        where = {"path": reading.dispatch.path, "dispatch": reading.dispatch.id}
        for event in reading.events:
            tell = {telling.claim for telling in event.tellings}
            claims = [claim for claim in reading.claims if claim.id in tell]
            yield encoded({**where, "event": event, "claims": claims}) + "\n"


def encoded(held: object) -> str:
    """Returns JSON on one line. Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD, one for one: offsets
    hold. Numbers that JSON has no word for become null."""
    try:
        return msgspec.json.encode(held).decode()
    except UnicodeEncodeError:
        return storable(json.dumps(msgspec.to_builtins(held), ensure_ascii=False, separators=(",", ":")))
