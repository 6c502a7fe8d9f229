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
    "load_known_names",
    "read",
    "read_all",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Loads the reading (and spaCy with it) only when it is asked for: `selon --help` must answer at once."""
    if name in {"read", "read_all"}:
        from selon import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'selon' has no attribute {name!r}")
