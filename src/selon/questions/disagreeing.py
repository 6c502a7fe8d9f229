"""Disagreements: events that several tell, and of which they tell otherwise."""

from __future__ import annotations

from datetime import date

from selon.questions.happenings import SAYING, SELECT, fetch, quoted
from selon.questions.occasions import Occasion, disagreements, occasions, said
from selon.record.store import Found, Record


def disagreeing(record: Record, event: str | None, since: str | None, until: str | None) -> list[Found]:
    """Returns where the tellings of an event disagree, a row for each thing, the latest first; of one type, or of those
    that the background records hold."""
    types = quoted(event) if event else "SELECT DISTINCT type FROM background_events"
    if event and event.isupper():  # a code of PLOVER's
        types = f"SELECT DISTINCT type FROM events WHERE plover = {quoted(event)}"
    sql = f"{SELECT} WHERE status = 'asserted' AND type IN ({types}) AND type NOT IN ({SAYING})"
    sql += f" AND coalesce(ends, begins, known) >= '{since}'" if since else ""
    sql += f" AND coalesce(begins, known) < '{until}T99'" if until else ""
    told = [each for each in occasions(fetch(record, sql)) if len({it.source for it in each.tellings}) > 1]
    told.sort(key=lambda each: (each.days.begins or date.min, each.id), reverse=True)
    return [row for each in told for row in _rows(record, each)]


def _rows(record: Record, occasion: Occasion) -> list[Found]:
    actors = dict.fromkeys(t.name for each in occasion.tellings for t in each.taking_part("actor"))
    held = {
        "day": str(occasion.days.begins or ""),
        "event": occasion.tellings[0].type,
        "actors": ", ".join(actors),
    }
    told_by = " ".join(each.name for each in occasion.tellings)
    found = disagreements(record, occasion.tellings)
    return [{**held, "what": it.what, "said": said(it), "told_by": told_by} for it in found]
