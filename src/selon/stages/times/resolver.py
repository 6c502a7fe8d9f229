"""What resolving knows: each draft at its place in the text, what the text has told so far, and what days a value
stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from selon.languages.times import TimeWords
from selon.stages.parse import Parse
from selon.stages.times.calendar import CLOCK, interval
from selon.stages.times.scene import Draft

UNKNOWN_DAY = "XXXX-XX-XX"
LONGEST_MONTH = 31  # days


@dataclass(frozen=True, slots=True)
class Mention:
    """A draft at its place in the text; `anchor` are offsets, `block` counts the blocks that were read."""

    start: int
    end: int
    block: int
    construction: str
    draft: Draft
    anchor: tuple[int, int] | None


@dataclass(slots=True)
class Resolver:
    """What resolving asks for, and what was told so far: `told` is the last value of the calendar, `day` the last day,
    `month` the first day of the last one that lies within a month, `before` the mention that told last."""

    text: str
    parse: Parse
    token_starts: list[int]
    words: TimeWords
    sent: date | None
    told: str | None = None
    day: date | None = None
    month: date | None = None
    before: Mention | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, the date that it was counted from, and its interval."""

    value: str
    counted_from: date | None = None
    begins: str | None = None
    ends: str | None = None


def remember(resolver: Resolver, mention: Mention, value: str) -> None:
    """Keeps what the mention told, where that is of the calendar."""
    resolver.before = mention
    span = interval(without_hour(value), resolver.words)
    if span is None:
        return
    resolver.told = without_hour(value)
    resolver.day = span.first if span.first == span.last else resolver.day
    resolver.month = span.first if (span.last - span.first).days < LONGEST_MONTH else resolver.month


def without_hour(value: str) -> str:
    """2024-03-12TEV → 2024-03-12"""
    return value.partition("T")[0]


def as_date(value: str) -> date | None:
    """The date that a value is, None for all others."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def bounds(words: TimeWords, value: str) -> tuple[str | None, str | None]:
    """The first and last day of a value, or the first and last minute of an hour or a part of the day."""
    dated, _, rest = value.partition("T")
    span = interval(dated, words)
    if span is None:
        return None, None
    if not rest:
        return span.first.isoformat(), span.last.isoformat()
    if hour := CLOCK.fullmatch("T" + rest):
        at = _minute(span.first, f"{hour[1]}:{hour[2]}") + (hour[3] or "")
        return at, at
    first, last = words.part_hours["T" + rest].value.split("-")
    end = span.first + timedelta(days=1) if last < first and span.first < date.max else span.first
    return f"{span.first.isoformat()}T{first}", f"{end.isoformat()}T{last}"


def _minute(day: date, clock: str) -> str:
    """The date-time; 24:00 is the midnight that the next day begins with."""
    if clock[:2] == "24" and day < date.max:
        return f"{(day + timedelta(days=1)).isoformat()}T00:{clock[3:]}"
    return f"{day.isoformat()}T{clock}"
