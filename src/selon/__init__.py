"""selon: who did what, who says so, through whom, and how sure, from French news dispatches."""

from __future__ import annotations

from selon.languages.known import KnownName, load_known_names
from selon.model import (
    Bearer,
    Block,
    Claim,
    Count,
    Credit,
    Dispatch,
    Entity,
    Event,
    EventPlace,
    EventTime,
    Made,
    Name,
    Participant,
    Place,
    Quantity,
    Quote,
    Reading,
    Reference,
    Role,
    Source,
    Span,
    Subject,
    Telling,
    Time,
)
from selon.version import __version__

__all__ = [
    "Bearer",
    "Block",
    "Claim",
    "Count",
    "Credit",
    "Dispatch",
    "Entity",
    "Event",
    "EventPlace",
    "EventTime",
    "KnownName",
    "Made",
    "Name",
    "Participant",
    "Place",
    "Quantity",
    "Quote",
    "Reading",
    "Reference",
    "Role",
    "Source",
    "Span",
    "Subject",
    "Telling",
    "Time",
    "__version__",
    "load_known_names",
    "open_record",
    "read",
    "read_all",
]


def __getattr__(name: str) -> object:
    """Loads the reading (and spaCy with it) only when it is asked for: `selon --help` must answer at once."""
    if name in {"read", "read_all"}:
        from selon import reading

        return getattr(reading, name)
    if name == "open_record":
        from selon.record.store import open_record

        return open_record
    raise AttributeError(f"module 'selon' has no attribute {name!r}")
