"""A clock for tests."""

from __future__ import annotations


class Clock:
    """A clock that goes when it is told to: seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now
