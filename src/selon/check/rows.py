"""Names, times, places and counts as an example words them: a row of fields between bars.

    names.txt    -> words | kind or form | entity | country | role (body), role
    times.txt    -> words | TYPE value mod | begins/ends | anchor
    places.txt   -> words | name | country | GeoNames id | precision | relation
    counts.txt   -> words | subject | number | value of the window | qualifier | scope

"-" is none. Fields at the end that are left out may be anything; `[2023-09-13]` before the sentence is its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from selon.check.words import ARROW, NONE, flat
from selon.languages.loader import WordListError
from selon.model import Entity, Quantity, Reading

Row = tuple[str, ...]
LONGEST = 6  # fields


def expected(place: str, words: str) -> Row:
    """Reads the line at `place`, without its arrow; raises WordListError for a malformed one."""
    fields = tuple(flat(field) for field in words.split("|"))
    if not 2 <= len(fields) <= LONGEST or not all(fields):
        raise WordListError(f"{place}: {len(fields)} fields, expected 2 to {LONGEST}, each filled, '-' for none")
    return fields


def agree(expected: Row, found: Row) -> bool:
    """Whether the fields that the example gives are those found."""
    return found[: len(expected)] == expected


def line(row: Row) -> str:
    """The row as a line of an example."""
    return f"{ARROW} {' | '.join(row)}"


def names(reading: Reading) -> list[Row]:
    """The names and references of a reading, in the order of the text."""
    entities = {entity.id: entity for entity in reading.entities}
    names = ((name.start, name.text, name.kind, name.entity) for name in reading.names)
    references = ((words.start, words.text, words.form, words.entity) for words in reading.references)
    said: list[tuple[int, str, str, str]] = sorted([*names, *references])
    return [_row(text, kind, *_entity(entities[entity])) for _, text, kind, entity in said]


def times(reading: Reading) -> list[Row]:
    """The times of a reading."""
    return [
        _row(
            time.text,
            " ".join(filter(None, (time.type, time.value, time.mod))),
            f"{time.begins}/{time.ends}" if time.begins else None,
            time.anchor.text if time.anchor else None,
        )
        for time in reading.times
    ]


def places(reading: Reading) -> list[Row]:
    """The places of a reading."""
    return [
        _row(place.text, place.name, place.country, place.geoname, place.precision, place.relation)
        for place in reading.places
    ]


def counts(reading: Reading) -> list[Row]:
    """The counts of a reading."""
    return [
        _row(
            count.text,
            count.subject.text,
            count.number and number(count.number),
            count.window and count.window.value,
            count.qualifier,
            count.scope and count.scope.text,
        )
        for count in reading.counts
    ]


def number(quantity: Quantity) -> str:
    """The number of a quantity, "2", or its bounds, one of which may be open: "10-"."""
    least, most = ("" if bound is None else str(bound) for bound in (quantity.least, quantity.most))
    return least if least == most else f"{least}-{most}"


def _entity(entity: Entity) -> Iterator[str | None]:
    yield entity.name
    yield entity.country
    yield ", ".join(dict.fromkeys(role.title + (f" ({role.body})" if role.body else "") for role in entity.roles))


def _row(*fields: object) -> Row:
    return tuple(flat(str(field)) if field else NONE for field in fields)
