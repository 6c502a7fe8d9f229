"""Calendars: the days that a dispatch speaks of, on leaves of the months that they are in."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

LONGEST = 31  # days of a time that are marked: a year is no day of a calendar
MONTHS = 6  # that are shown, those with the most times
WEEKS = Calendar()  # Monday comes first


class Day(NamedTuple):
    """A day of a leaf: its number in the month, ISO 8601, and how many times mark it."""

    number: int
    day: str
    times: int


class Month(NamedTuple):
    """A leaf of the calendar: its weeks have seven places, None where a day is of another month."""

    year: int
    month: int
    weeks: list[list[Day | None]]


Interval = tuple[str | None, str | None]


def days(begins: str | None, ends: str | None) -> list[str]:
    """Returns the days of an interval as times have it (ISO 8601 days or moments, both included); none for one that is
    open or longer than LONGEST."""
    try:
        first, last = date.fromisoformat((begins or "")[:10]), date.fromisoformat((ends or begins or "")[:10])
    except ValueError:
        return []
    number = (last - first).days + 1
    return [(first + timedelta(each)).isoformat() for each in range(number)] if 0 < number <= LONGEST else []


def months(times: Iterable[Interval]) -> list[Month]:
    """Returns the months in which the times are, in order: those with the most, if they are more than MONTHS."""
    marked = Counter(day for begins, ends in times for day in days(begins, ends))
    weight: Counter[str] = Counter()
    for day, number in marked.items():
        weight[day[:7]] += number
    chosen = sorted(weight, key=lambda month: (-weight[month], month))[:MONTHS]
    return [_month(int(month[:4]), int(month[5:]), marked) for month in sorted(chosen)]


def _month(year: int, month: int, marked: Counter[str]) -> Month:
    weeks = WEEKS.monthdayscalendar(year, month)
    return Month(year, month, [[_day(year, month, number, marked) for number in week] for week in weeks])


def _day(year: int, month: int, number: int, marked: Counter[str]) -> Day | None:
    day = f"{year:04}-{month:02}-{number:02}"
    return Day(number, day, marked[day]) if number else None
