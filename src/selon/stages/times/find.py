"""The drafts of one block: each word of time is shown to the constructions of its tables until one takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selon.stages.times.clock import digital_hour, hour, hour_before, is_newscast, named_hour
from selon.stages.times.dates import after_place_name, day_before, month_date, numeric_date
from selon.stages.times.days import day, same_period, told_day
from selon.stages.times.durations import BY_MEASURE, find_duration
from selon.stages.times.holidays import holiday
from selon.stages.times.measures import measure_at
from selon.stages.times.partdays import part_of_named_day
from selon.stages.times.parts import last_night, part_of_day, same_part, this_part
from selon.stages.times.periods import (
    before_that,
    beside,
    edge,
    elapsed,
    nth,
    part_of_year,
    season,
    this,
    to_come,
    week_of,
    whole,
)
from selon.stages.times.scene import Draft, Scene, capital, stands
from selon.stages.times.sets import (
    adjective,
    adverb,
    all_of,
    each,
    every_measure,
    every_part,
    every_season,
    how_often,
    per,
)
from selon.stages.times.terms import term
from selon.stages.times.vague import era, here_and_now, vague, vague_adjective
from selon.stages.times.weekdays import every_weekday, nth_weekday, usual_weekday, weekday, weekday_date
from selon.stages.times.years import century, decade, short_year, the_year, year

Look = Callable[[Scene, int], Draft | None]
Found = tuple[str, Draft]

BY_TABLE: dict[str, tuple[Look, ...]] = {
    "years": (numeric_date, year),
    "clock": (digital_hour,),
    "short_years": (short_year,),
    "holidays": (holiday,),
    "vague": (vague,),
    "weekdays": (weekday_date, nth_weekday, every_weekday, usual_weekday, weekday),
    "months": (month_date,),
    "days": (day,),
    "told_days": (told_day,),
    "parts": (part_of_named_day, every_part, same_part, last_night, this_part, part_of_day),
    "hours": (named_hour,),
    "seasons": (every_season, season),
    "periods": (
        the_year,
        decade,
        part_of_year,
        same_period,
        this,
        elapsed,
        beside,
        before_that,
        edge,
        week_of,
    ),
    "units": (per, each, all_of, century, whole, to_come),
    "terms": (term,),
    "eras": (era,),
    "times": (how_often,),
    "adjectives": (adjective,),
    "adverbs": (adverb,),
    "vague_adjectives": (vague_adjective,),
}
# What an expression draws in that stands before it, and is one of its own: "[3] au 6 avril".
BEFORE: tuple[Callable[[Scene, Draft], Draft | None], ...] = (day_before, hour_before, here_and_now)

NAMED: tuple[Callable[..., object], ...] = (
    *(look for looks in BY_TABLE.values() for look in looks),
    hour,
    every_measure,
    *BY_MEASURE,
    *BEFORE,
    nth,
)
CONSTRUCTIONS = {look.__name__: look for look in NAMED}


def find_drafts(scene: Scene) -> Iterator[Found]:
    """Yields the constructions of the block and their drafts, in the order of the text; none overlaps another."""
    pivots = scene.words.pivots
    hits = [i for i, word in enumerate(scene.line.words) if word in pivots]
    for i in hits:
        if i < scene.free:
            continue
        if (after := _after_idiom(scene, i) or after_place_name(scene, i)) is not None:
            scene.free = after
        elif found := _look(scene, i, pivots[scene.line.words[i]]):
            yield from _led(scene, found[1])
            yield found
            scene.free, scene.before = found[1].last + 1, found[1]


def _after_idiom(scene: Scene, i: int) -> int | None:
    """The word after the idiom that the word `i` stands in, None where it stands in none."""
    for phrase in scene.words.idioms.get(scene.line.words[i], ()):
        for at, word in enumerate(phrase.words):
            if word == scene.line.words[i] and stands(phrase, scene.line, i - at):
                return i - at + len(phrase.words)
    return None


def _look(scene: Scene, i: int, tables: tuple[str, ...]) -> Found | None:
    for table in tables:
        if table == "units" and (measured := _measured(scene, i)):
            return measured
        for look in BY_TABLE[table]:
            if draft := look(scene, i):
                return look.__name__, draft
    return _last(scene, i) if "units" in tables else None


def _measured(scene: Scene, i: int) -> Found | None:
    """The hour or the duration that the unit at `i` has an amount for."""
    measure = measure_at(scene, i)
    if measure is None or capital(scene, i):
        return None
    if draft := hour(scene, i):
        return hour.__name__, draft
    if is_newscast(scene, i):
        return None
    return find_duration(scene, measure)


def _last(scene: Scene, i: int) -> Found | None:
    draft = nth(scene, i)
    return (nth.__name__, draft) if draft else None


def _led(scene: Scene, draft: Draft) -> Iterator[Found]:
    """Those before the draft, in the order of the text."""
    led: list[Found] = []
    while made := _before(scene, led[-1][1] if led else draft):
        led.append(made)
    yield from reversed(led)


def _before(scene: Scene, draft: Draft) -> Found | None:
    for look in BEFORE:
        if made := look(scene, draft):
            return look.__name__, made
    return None
