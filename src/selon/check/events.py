"""Events as an example words them, in the file of their type.

    -> a tiré | missile-launch | actor: L'Iran | goods: deux missiles | asserted

The trigger, the type, any of the roles (each a noun phrase of the text) and what else is to be checked: `failed`,
`attempted`, `background`, `place: Téhéran`, `time: 2024-03-12`, `quantity: 2`, `dead: 3`; last the status. Roles that
an example does not give are not compared.
"""

from __future__ import annotations

from typing import get_args

from selon.check.words import ARROW, flat
from selon.languages.loader import WordListError
from selon.model import Event, Quantity, Reading, Status

Row = tuple[str, ...]


def expected(place: str, words: str) -> Row:
    """Reads the line at `place`, without its arrow; raises WordListError for a malformed one."""
    fields = tuple(flat(field) for field in words.split("|"))
    if len(fields) < 3 or not all(fields) or fields[-1] not in get_args(Status):
        raise WordListError(f"{place}: expected 'trigger | type | role: words | ... | status', each filled")
    return fields


def found(type: str, reading: Reading) -> list[Row]:
    """The events of the type."""
    return [_row(event) for event in reading.events if event.type == type]


def agree(expected: Row, found: Row) -> bool:
    """Whether the trigger, the status and each field that the example gives are those found."""
    return (expected[0], expected[1], expected[-1]) == (found[0], found[1], found[-1]) and set(expected) <= set(found)


def line(row: Row) -> str:
    """The event as a line of an example."""
    return f"{ARROW} {' | '.join(row)}"


def _row(event: Event) -> Row:
    roles = (f"{role}: {one.text}" for role, participants in event.roles.items() for one in participants)
    counted = {"quantity": event.quantity, **event.casualties}
    numbers = (f"{name}: {_number(value)}" for name, value in counted.items() if value)
    time = (f"time: {event.time.value}",) if event.time else ()
    place = (f"place: {event.place.name}",) if event.place else ()
    marks = filter(None, (event.outcome, "background" if event.background else None))
    return tuple(map(flat, (event.trigger.text, event.type, *roles, *numbers, *time, *place, *marks, event.status)))


def _number(value: Quantity) -> str:
    least = "" if value.least is None else str(value.least)
    most = "" if value.most is None else str(value.most)
    return least if least == most else f"{least}-{most}"
