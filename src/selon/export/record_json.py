"""JSON: the record → one JSON object a line: the reading as `selon read --format jsonl` has it, and under `record` what
the record knows beside it. A line still decodes to a Reading.

What the record's other exports in JSON are written with stands here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from selon.export import jsonl
from selon.export.jsonl import encoded
from selon.record.kept import Kept


def lines(kept: Iterable[Kept]) -> Iterator[str]:
    """Yields one line a dispatch, as it comes."""
    for each in kept:
        (reading,) = jsonl.lines([each.reading])
        yield f'{reading.rstrip()[:-1]},"record":{encoded(beside(each))}}}\n'


def beside(kept: Kept) -> dict[str, object]:
    """What the record knows beside a reading: its state, the version of selon that read it, who its entities are across
    dispatches, what people judged, and the claims that they mended as the machine found them."""
    return {
        "state": kept.state,
        "selon": kept.selon,
        "entities": {local: one._asdict() for local, one in kept.cast.items()},
        "judged": {local: judged._asdict() for local, judged in kept.judged.items()},
        "found": {local: msgspec.to_builtins(claim) for local, claim in kept.found.items()},
    }


def document(head: str, items: Iterable[object], foot: str) -> Iterator[str]:
    """Yields one JSON document piece by piece: its head, up to the bracket that opens a list, the items of that list,
    one a line, and its foot."""
    yield head
    between = "\n"
    for item in items:
        yield between + encoded(item)
        between = ",\n"
    yield foot
