"""A name before it is known whom it names."""

from __future__ import annotations

from dataclasses import dataclass

from selon.languages.names import Listing
from selon.model import NameKind


@dataclass(frozen=True, slots=True)
class Found:
    """A name and its kind, and the `construction` that counted most. `text` has straight apostrophes, words `first` to
    `last` are the parse's; `listing` is the line of a table that lists it."""

    start: int
    end: int
    text: str
    kind: NameKind
    construction: str
    first: int
    last: int
    listing: Listing | None = None
