"""Coverage: what the record holds of what is asked, without which a number found in it says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from selon.questions.checks.query import plural
from selon.questions.happenings import Days, Who, acted_by, day, quoted
from selon.record.store import Record


class Held(NamedTuple):
    """How many events of a type, of some who act, a source holds, and the days that it covers: `background` its name,
    None for the dispatches; `rows` all that it holds, of which `noun` is the name."""

    background: str | None
    noun: str
    rows: int
    number: int
    days: Days


def coverage(record: Record, type: str, actors: tuple[Who, ...]) -> list[Held]:
    """Returns what each source of the record holds of the events of a type by those who act."""
    where = " AND ".join([f"type = {quoted(type)}", *map(acted_by, actors)])
    counted = f"SELECT background, count(*) FROM happenings WHERE {where} GROUP BY background"
    numbers = dict(record.db.execute(counted))
    held = [
        Held(name, noun, rows, numbers.get(name, 0), Days(day(begins), day(ends)))
        for name, noun, rows, begins, ends in record.db.execute(
            "SELECT name, noun, rows, begins, ends FROM backgrounds ORDER BY name"
        )
    ]
    rows, begins, ends = record.db.execute(
        "SELECT count(*), min(sent), max(sent) FROM dispatches WHERE state = 'current'"
    ).fetchone()
    return [*held, Held(None, "dispatches", rows, numbers.get(None, 0), Days(day(begins), day(ends)))]


def covers(held: Iterable[Held], days: Days, sent: date) -> bool:
    """Whether a background record that holds such events means to hold all there were in the days."""
    return any(each.background and each.number and _covers(each.days, days, sent) for each in held)


def _covers(held: Days, asked: Days, sent: date) -> bool:
    begins, ends = asked.begins or date.min, min(asked.ends or sent, sent)
    return bool(held.begins and held.ends) and (held.begins or date.max) <= begins and (held.ends or date.min) >= ends


def whole(held: Iterable[Held]) -> str:
    """ "this record holds 339 launches from 1984-04-09 to 2026-04-18 (nk-missile-tests), 12 dispatches" """
    sources = [f"{each.rows} {each.noun}{_days(each.days)}{_named(each)}" for each in held if each.rows]
    return f"this record holds {', '.join(sources) or 'nothing'}"


def covered(held: Iterable[Held], type: str, actors: tuple[Who, ...]) -> str:
    """ "satellite launches by Corée du Nord: 9 (nk-missile-tests)"; "nothing on foreign travel (visits by ...)" """
    what = f"{plural(type)} by {' and '.join(who.name for who in actors)}"
    there = [f"{each.number} ({each.background or 'dispatches'})" for each in held if each.number]
    if there:
        return f"{what}: {', '.join(there)}"
    return f"nothing on foreign travel ({what})" if type == "visit" else f"nothing on {what}"


def _days(days: Days) -> str:
    return f" from {days.begins} to {days.ends}" if days.begins and days.ends else ""


def _named(held: Held) -> str:
    return f" ({held.background})" if held.background else ""
