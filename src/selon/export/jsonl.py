"""JSON: readings → one JSON object a line, or one array. Its form is that of the types in `selon.model`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from selon.export.claims import storable
from selon.model import Reading


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields one line a reading, as it comes."""
    for reading in readings:
        yield _object(reading) + "\n"


def array(readings: Iterable[Reading]) -> Iterator[str]:
    """Yields a JSON array of the readings, piece by piece, one reading a line."""
    before = "["
    for reading in readings:
        yield f"{before}\n{_object(reading)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _object(reading: Reading) -> str:
    """Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD, one for one: offsets hold."""
    try:
        return msgspec.json.encode(reading).decode()
    except UnicodeEncodeError:
        return storable(json.dumps(msgspec.to_builtins(reading), ensure_ascii=False, separators=(",", ":")))
