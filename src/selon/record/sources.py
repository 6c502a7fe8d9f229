"""Sources: what a person names → the steps of an intake. Files go through the readers of the wire; an address is asked
for what is new since it was last taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from selon.model import Dispatch
from selon.record.failures import failing
from selon.record.intake import Ended, Taken
from selon.record.store import Record
from selon.wire.errors import InputError
from selon.wire.fetch import Known
from selon.wire.inputs import ADDRESS

Found = Iterable[Dispatch | InputError]
FoundIn = Callable[[str], Found]
NewAt = Callable[[str, Known | None], tuple[Found, Known] | None]


def steps(record: Record, names: Iterable[str], found_in: FoundIn, new_at: NewAt) -> Iterator[Taken | Ended]:
    """Yields what each source holds, and where one has been gone through whole: `found_in` says what is in a file,
    `new_at` what is at an address and not `Known`."""
    for name in names:
        yield from _address(record, name, new_at) if name.startswith(ADDRESS) else _file(name, found_in)


def _file(name: str, found_in: FoundIn) -> Iterator[Taken | Ended]:
    whole = True
    for found in found_in(name):
        whole = whole and not (isinstance(found, InputError) and found.name == name)
        yield Taken(name, found)
    if whole:
        yield Ended(name)


def _address(record: Record, name: str, new_at: NewAt) -> Iterator[Taken | Ended]:
    """What failed before must be given again, be it known: then the address is asked for all."""
    known = None if name in failing(record.db).values() else _known(record, name)
    try:
        news = new_at(name, known)
        for found in news[0] if news else ():
            yield Taken(name, found)
    except InputError as error:
        yield Taken(name, error)
    else:
        said = news[1] if news else known or Known()
        yield Ended(name, said.etag, said.modified, fetched=True)


def _known(record: Record, url: str) -> Known | None:
    row = record.db.execute("SELECT etag, modified FROM fetched WHERE url = ?", (url,)).fetchone()
    return Known(*row) if row else None
