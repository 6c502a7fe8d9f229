"""JSON: the record → one JSON object a line: the reading as `selon read --format jsonl` has it, and under `record` what
the record knows beside it. A line still decodes to a Reading.

What the record's other exports in JSON are written with stands here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from selon.export import jsonl
from selon.export.claims import storable
from selon.record.kept import Kept


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Yields one line a dispatch, as it comes."""
    for each in kept:
        (reading,) = jsonl.lines([each.reading])
        yield f'{reading.rstrip()[:-1]},"record":{encoded(beside(each))}}}\n'


def beside(kept: Kept) -> dict[str, object]:
    """What the record knows beside a reading: its state, the version of selon that read it, who its entities are across
    dispatches, and what people judged."""
    return {
        "state": kept.state,
        "selon": kept.selon,
        "entities": {local: one._asdict() for local, one in kept.cast.items()},
        "judged": {local: judged._asdict() for local, judged in kept.judged.items()},
    }


def encoded(held: object) -> str:
    """Returns JSON on one line. Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD, one for one; numbers
    that JSON has no word for become null."""
    try:
        return msgspec.json.encode(held).decode()
    except UnicodeEncodeError:
        return storable(json.dumps(msgspec.to_builtins(held), ensure_ascii=False, separators=(",", ":")))


def document(head: str, items: Iterable[object], foot: str) -> Iterator[str]:
    """Yields one JSON document piece by piece: its head, up to the bracket that opens a list, the items of that list,
    one a line, and its foot."""
    yield head
    between = "\n"
    for item in items:
        yield between + encoded(item)
        between = ",\n"
    yield foot
