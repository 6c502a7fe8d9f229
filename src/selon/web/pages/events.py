"""The page of an event: what it is, its tellings by independent origins, who denies it, where the tellings disagree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from selon.export.origins import answers
from selon.languages.world import load_world
from selon.questions.contested import contested
from selon.questions.evidence import evidence
from selon.questions.happenings import WHOM, Happening
from selon.questions.occasions import disagreements
from selon.questions.origins import echoes, origins
from selon.questions.origins.tellings import happening_of
from selon.record.store import Found, Record
from selon.web.guard import desk_of
from selon.web.showing import show

router = APIRouter()

POINT = "SELECT latitude, longitude FROM {} WHERE id = ?"


@router.get("/events/{id}", include_in_schema=False)
@router.get("/events/{id}.json", summary="An event: its tellings by independent origins, its denials, disagreements")
@router.get("/events/{id}.csv", summary="The tellings of an event, as CSV")
def event(request: Request, id: str) -> Response:
    record = desk_of(request).record()
    asked, found = happening_of(record, id), origins(record, id)
    told = [telling.happening for origin in found for telling in origin.tellings]
    data: dict[str, Any] = {"event": id, "told": told_of(record, asked), "origins": len(found), "echo": echoes(found)}
    data |= {"rows": list(answers(id, found)), "denials": contested(record, told)}
    data["disagreements"] = [{"what": each.what, "said": each.said} for each in disagreements(record, told)]
    return show(request, "event.html", data, {"groups": grouped(data["denials"]), "country": _country(asked)})


def grouped(denials: Sequence[Found]) -> list[list[Found]]:
    """Rows of denials: those of each denial."""
    return [list(group) for _, group in groupby(denials, key=lambda row: row["id"])]


def told_of(record: Record, asked: Happening) -> dict[str, Any]:
    """The event itself: what it is, who, when, where (degrees, north and east positive), and its words."""
    (found,) = evidence(record, [asked])
    table = "background_events" if asked.background else "events"
    latitude, longitude = record.db.execute(POINT.format(table), (int(asked.id[1:]),)).fetchone()
    recipients = ", ".join(taker.name for taker in asked.taking_part(*WHOM))
    where = {"country": asked.country, "latitude": latitude, "longitude": longitude}
    return {**found._asdict(), "recipients": recipients, **where}


def _country(asked: Happening) -> str:
    """The French name of the country where it was, "" where that is the place itself."""
    state = load_world("fr").states.get(asked.country or "")
    name = state.name if state else asked.country or ""
    return name if name != asked.place else ""
