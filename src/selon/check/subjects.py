"""What an example can be about, and how its lines are read, found, compared and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from selon.check import claims, events, rows
from selon.model import Reading


class Subject(NamedTuple):
    """`expected` reads a line, `found` gives what a reading holds in the same form, `agree` compares one of each."""

    expected: Callable[[str, str], Any]
    found: Callable[[Reading], list[Any]]
    agree: Callable[[Any, Any], bool]
    line: Callable[[Any], str]


CLAIMS = Subject(claims.expected, claims.found, claims.agree, claims.line)
ROWS = {
    name: Subject(rows.expected, found, rows.agree, rows.line)
    for name, found in (("names", rows.names), ("times", rows.times), ("places", rows.places), ("counts", rows.counts))
}


def subject_of(name: str) -> Subject:
    """Returns what the examples of `NAME.txt` are about: claims, save for those in ROWS; those of `events/TYPE.toml`
    are about events of that type."""
    folder, _, type = name.rpartition("/")
    if folder:
        return Subject(events.expected, partial(events.found, type), events.agree, events.line)
    return ROWS.get(name, CLAIMS)
