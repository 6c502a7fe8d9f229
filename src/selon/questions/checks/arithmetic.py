"""Arithmetic inside a sentence: whether the numbers that a count is told with fit one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selon.languages.counts import load_counts
from selon.languages.numbers import number_in_words
from selon.model import Count, EventTime, Reading, Time
from selon.questions.checks.asked import Verdict
from selon.questions.checks.limits import around_count
from selon.questions.checks.query import DURATION, Query, stretch
from selon.questions.happenings import Days

YEAR = re.compile(r"[12]\d{3}$")
YEARS = re.compile(r"P(\d+)Y$")
PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Sum(NamedTuple):
    """What was reckoned, in a sentence, and whether it comes out."""

    verdict: Verdict
    reason: str


def sums(reading: Reading, count: Count, query: Query | None) -> list[Sum]:
    """Returns what can be reckoned from the words of a count's own sentence."""
    found = [*_parts(reading, count), *_years(reading, count)]
    return [*found, *_shares(count, query)] if query else found


def _shares(count: Count, query: Query) -> Iterator[Sum]:
    """ "sept fois en 12 ans, toutes en 2018 et 2019": the days named lie in the time told."""
    if not query.within or count.window is None or not DURATION.match(count.window.value):
        return
    outside = [days for days in query.within if not _inside(query, days)]
    told = f"“{count.window.text}” before {query.sent} begins on {query.days.begins}"
    if outside:
        yield Sum("contradicted", f"{told}: {' and '.join(map(stretch, outside))} lies outside it")
    else:
        yield Sum("consistent", f"{told}: {' and '.join(map(stretch, query.within))} lie in it")


def _inside(query: Query, days: Days) -> bool:
    """Whether they begin in the days of the query, in whose first year they may lie whole."""
    begins = query.days.begins
    return query.days.holds(days) and (begins is None or days.begins is None or days.begins.year >= begins.year)


def _years(reading: Reading, count: Count) -> Iterator[Sum]:
    """ "Au pouvoir depuis 2011, il n'a voyagé que sept fois en 12 ans"."""
    length = YEARS.match(count.window.value) if count.window else None
    sent = reading.dispatch.sent
    if length is None or sent is None or count.window is None or _is_set(reading, count.window):
        return
    start, end = around_count(reading, count)
    limit = range(count.scope.start, count.scope.end) if count.scope else range(0)
    times = [time for time in reading.times if start <= time.start < end and time.start not in limit]
    since = [time for time in times if YEAR.match(time.value) and _is_since(reading, time) and time.value <= sent[:4]]
    if len(since) != 1:
        return
    first, last = int(since[0].value), int(sent[:4])
    said, there = int(length[1]), last - first
    if said < there - 1:
        return  # a part of these years
    told = f"from {first} to {last} is {there} years, {said} said"
    yield Sum("contradicted" if said > there else "consistent", told)


def _is_since(reading: Reading, time: Time) -> bool:
    """ "depuis 2011" """
    words = [word for word, held in load_counts(reading.dispatch.lang).windows.items() if held.value == "since"]
    return reading.dispatch.text[: time.start].rstrip().lower().endswith(tuple(words))


def _is_set(reading: Reading, window: EventTime) -> bool:
    """ "deux fois par an": no stretch of years."""
    within = (time for time in reading.times if window.start <= time.start < window.end)
    return any(time.type == "SET" for time in within)


def _parts(reading: Reading, count: Count) -> Iterator[Sum]:
    """ "huit tirs, dont trois en mai et six en juin": the parts are no more than the whole."""
    number = count.number
    if number is None or number.most is None:
        return
    words = [word for word, value in load_counts(reading.dispatch.lang).shares.items() if value.value == "some"]
    _, end = around_count(reading, count)
    told = reading.dispatch.text[number.end : end]
    opening = re.search(rf",\s+(?:{'|'.join(words)})\s", told)
    if opening is None:
        return
    start = number.end + opening.end()
    dated = [(time.start, time.end) for time in reading.times if time.type != "SET"]
    units = load_counts(reading.dispatch.lang).units
    parts = [value for value, at in _numbers(reading.dispatch.text, start, end, units) if not _within(at, dated)]
    if parts:
        verdict: Verdict = "consistent" if sum(parts) <= number.most else "contradicted"
        yield Sum(verdict, f"{' + '.join(map(str, parts))} = {sum(parts)} of {number.most}")


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _numbers(text: str, start: int, end: int, units: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The numbers that open a part, in figures or in words, and where they stand: "trois en mai et six en juin"; none
    that measures something else ("20 ans")."""
    for part in re.split(r"(?:,|\bet\b)", text[start:end]):
        at = text.index(part, start)
        words = list(PART.finditer(part))
        if words and not (len(words) > 1 and words[1][0].lower() in units):
            word = words[0][0]
            value = int(word) if word.isdecimal() and len(word) < 9 else number_in_words(word.lower())
            if value:
                yield value, at + words[0].start()
