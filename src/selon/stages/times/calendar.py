"""The calendar: what days a TIMEX3 value stands for, and which of several it is, counted from a date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from selon.languages.times import TimeWords

Choice = Literal["past", "future", "near", "ahead", "last", "next"]
BIAS = 4.5  # a present tells of what is to come, unless the past one is so many times nearer

RELATIVE = re.compile(r"(-?)P(\d+)(WE|[DWMQHYC])(T.*)?")
LENGTH = re.compile(r"P(?:(\d+(?:\.\d+)?)([DWMY]))?(?:T(\d+(?:\.\d+)?)([HMS]))?")
CLOCK = re.compile(r"T(\d\d):(\d\d)(Z|[+-]\d\d:00)?")
EASTER = re.compile(r"(\d{4})-E([+-]\d+)")
MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12}
MONTH, YEAR = 31, 366  # days
FAR = 8  # years, among which every day of a month falls on every weekday, and a leap day comes


@dataclass(frozen=True, slots=True)
class Interval:
    """Two days, both included."""

    first: date
    last: date


def interval(value: str, words: TimeWords) -> Interval | None:
    """2023 · 2023-06 · 2023-06-06 · 2023-W37 · 2023-W37-WE · 2023-SU · 2023-Q1 · 199 · 18; None for others."""
    try:
        return _interval(value, words)
    except (ValueError, OverflowError):
        return None


def _interval(value: str, words: TimeWords) -> Interval | None:
    year, _, rest = value.partition("-")
    if not year.isdigit():
        return None
    if not rest:
        return _years(year)
    number = int(year)
    if rest in words.season_days:
        return _season(number, words.season_days[rest].value)
    if rest[0] == "W":
        return _week(number, rest)
    if rest[0] in "QH":
        return _months(number, rest[0], int(rest[1:]))
    if len(rest) == 2:
        return Interval(date(number, int(rest), 1), date(number, int(rest), monthrange(number, int(rest))[1]))
    day = date.fromisoformat(value)
    return Interval(day, day)


def _years(year: str) -> Interval:
    """A year, a decade (three digits), a century (two: the 20th is 1901 to 2000)."""
    if len(year) == 4:
        return Interval(date(int(year), 1, 1), date(int(year), 12, 31))
    if len(year) == 3:
        return Interval(date(int(year) * 10, 1, 1), date(int(year) * 10 + 9, 12, 31))
    return Interval(date(int(year) * 100 + 1, 1, 1), date(int(year) * 100 + 100, 12, 31))


def _week(year: int, rest: str) -> Interval:
    week = int(rest[1:3])
    first = date.fromisocalendar(year, week, 6 if rest.endswith("WE") else 1)
    return Interval(first, date.fromisocalendar(year, week, 7))


def _season(year: int, days: str) -> Interval:
    first, last = days.split("/")
    return Interval(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year + (last < first)}-{last}"))


def _months(year: int, letter: str, number: int) -> Interval:
    size = MONTHS[letter]
    last = number * size
    return Interval(date(year, last - size + 1, 1), date(year, last, monthrange(year, last)[1]))


def shifted(day: date, value: str) -> str | None:
    """The day, week, month ... so many before or after that of `day`: 2024-03-14, -P1W → 2024-W10; None beyond the
    years that a date can have."""
    match = RELATIVE.fullmatch(value)
    if match is None:
        return None
    number = int(match[2]) * (-1 if match[1] else 1)
    try:
        return _beside(day, number, match[3]) + (match[4] or "")
    except (ValueError, OverflowError):
        return None


def _beside(day: date, number: int, unit: str) -> str:
    if unit == "D":
        return (day + timedelta(days=number)).isoformat()
    if unit in ("W", "WE"):
        year, week, _ = (day + timedelta(weeks=number)).isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "C":
        return f"{(day.year - 1) // 100 + number:02}"
    size = MONTHS[unit]
    index = (day.year * 12 + day.month - 1) // size + number
    year, part = divmod(index, 12 // size)
    date(year, 1, 1)
    return {"M": f"{year:04}-{part + 1:02}", "Y": f"{year:04}"}.get(unit, f"{year:04}-{unit}{part + 1}")


def moved(day: date, value: str, sign: int) -> date | None:
    """The day as far from `day` as a duration is long (P18M), None for one of unknown length."""
    match = LENGTH.fullmatch(value)
    if match is None:
        return None
    try:
        days = _days(float(match[3]), match[4]) if match[3] else 0
        return _moved(day, float(match[1] or 0), match[2] or "D", sign) + timedelta(days=sign * days)
    except (ValueError, OverflowError):
        return None


def _days(number: float, unit: str) -> int:
    """The days that hours make, begun ones counted."""
    hours = number / {"H": 1, "M": 60, "S": 3600}[unit]
    return -int(-hours // 24)


def _moved(day: date, number: float, unit: str, sign: int) -> date:
    if unit in ("D", "W"):
        return day + timedelta(days=sign * number * (7 if unit == "W" else 1))
    index = day.year * 12 + day.month - 1 + sign * int(number * MONTHS[unit])
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def around(day: date, value: str) -> str:
    """The unit of a duration that holds a day: for P3D the day, for P2W its week, for P10Y its year."""
    match = LENGTH.fullmatch(value)
    unit = match[2] if match and match[2] else "D"
    return _beside(day, 0, unit)


def chosen(pattern: str, day: date, choice: Choice, weekday: int | None, words: TimeWords) -> str | None:
    """Which of those that the pattern stands for (XXXX-06-06, XXXX-WXX-3, XXXX-SU) is meant, counted from `day`.

    `past` and `future` may be today; `last` and `next` may not; `near` is the nearest, `ahead` too, what is past being
    taken for BIAS times as far.
    """
    reach = FAR if weekday is not None or pattern.endswith("-02-29") else 2 if choice == "last" else 1
    found = [(value, span) for value in _candidates(pattern, day, reach) if (span := interval(value, words))]
    if weekday is not None and (near := _on_weekday(found, day, weekday, pattern)):
        return near
    if choice in ("past", "last"):
        behind = [v for v, s in found if (s.first <= day if choice == "past" else s.last < day)]
        return behind[-1] if behind else None
    if choice in ("future", "next"):
        return next((v for v, s in found if (s.last >= day if choice == "future" else s.first > day)), None)
    bias = BIAS if choice == "ahead" else 1
    return min(found, key=lambda f: _distance(f[1], day, bias))[0] if found else None


def _on_weekday(found: list[tuple[str, Interval]], day: date, weekday: int, pattern: str) -> str | None:
    """The nearest that falls on the weekday; None where that is so far off that the writer must have erred."""
    limit = MONTH if pattern[5:7] == "XX" else YEAR
    near = min(
        (f for f in found if f[1].first.isoweekday() == weekday), key=lambda f: _distance(f[1], day, 1), default=None
    )
    return near[0] if near and _distance(near[1], day, 1) <= limit else None


def _distance(span: Interval, day: date, bias: float) -> float:
    return max((span.first - day).days, (day - span.last).days * bias, 0)


def _candidates(pattern: str, day: date, reach: int) -> Iterator[str]:
    """Those that may be meant, in their order, of so many years before and after."""
    if pattern.startswith("XXXX-WXX-"):
        for days in (-7, 0, 7):
            away = int(pattern[-1]) - day.isoweekday() + days
            if found := shifted(day, f"{'-' if away < 0 else ''}P{abs(away)}D"):
                yield found
        return
    for year in range(max(day.year - reach, 1), min(day.year + reach, 9999) + 1):
        dated = f"{year:04}{pattern[4:]}"
        if dated[5:7] == "XX":
            yield from (f"{dated[:5]}{month:02}{dated[7:]}" for month in range(1, 13))
        else:
            yield feast(dated)


def feast(value: str) -> str:
    """2019-E+0 → 2019-04-21: so many days from Easter Sunday; other values as they are."""
    match = EASTER.fullmatch(value)
    if match is None:
        return value
    return (easter(int(match[1])) + timedelta(days=int(match[2]))).isoformat()


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)
