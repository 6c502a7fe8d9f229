"""Sources: what a person names → the steps of an intake. Files go through the readers of the wire; an address is asked
for what is new since it was last taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from selon.model import Dispatch
from selon.record.intake import Ended, Taken
from selon.wire.errors import InputError

FoundIn = Callable[[str], Iterable[Dispatch | InputError]]


def steps(names: Iterable[str], found_in: FoundIn) -> Iterator[Taken | Ended]:
    """Yields what each source holds, and where one has been gone through whole."""
    for name in names:
        whole = True
        for found in found_in(name):
            whole = whole and not (isinstance(found, InputError) and found.name == name)
            yield Taken(name, found)
        if whole:
            yield Ended(name)
