"""selon: who did what, who says so, through whom, and how sure, from French news dispatches."""

from __future__ import annotations

from selon.model import Block, Claim, Credit, Dispatch, Made, Reading, Source, Span

__all__ = ["Block", "Claim", "Credit", "Dispatch", "Made", "Reading", "Source", "Span", "read", "read_all"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Loads the reading (and spaCy with it) only when it is asked for: `selon --help` must answer at once."""
    if name in {"read", "read_all"}:
        from selon import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'selon' has no attribute {name!r}")
