"""The start page, and a dispatch that is pasted there: read at once, and not kept."""

from __future__ import annotations

from datetime import date as Day
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Request, Response

from selon.export.claims import storable
from selon.model import make_dispatch
from selon.reading import read
from selon.record.lookup import size
from selon.record.search import Question, search
from selon.web.guard import SENDS, Refused, desk_of
from selon.web.marking import paragraphs
from selon.web.pages.dispatches import answers
from selon.web.panel import panel
from selon.web.showing import show

LATEST = 10
LONGEST = 1_000_000  # characters of a dispatch that is pasted

router = APIRouter()


@router.get("/", include_in_schema=False)
@router.get("/start.json", summary="How much the record holds, and its latest dispatches")
def start(request: Request) -> Response:
    record = desk_of(request).record()
    data: dict[str, Any] = {"holds": size(record), "latest": search(record, Question(rows="dispatches"), LATEST)}
    return show(request, "start.html", data)


@router.post("/read", include_in_schema=False, dependencies=[SENDS])
@router.post("/read.json", summary="Read a dispatch, which is not kept", dependencies=[SENDS])
def read_pasted(
    request: Request, text: Annotated[str, Form()], date: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    if len(text) > LONGEST:
        raise Refused("error.large", 413, most=f"{LONGEST:,}")
    reading = read(make_dispatch(storable(text.replace("\r\n", "\n")), path="-", sent=_day(date)))
    data = {"reading": msgspec.to_builtins(reading), "kept": None, "links": []}
    record = desk_of(request).record()
    checked = {"paragraphs": paragraphs(reading), "panel": panel(reading, None), "checks": answers(record, reading)}
    return show(request, "dispatch.html", data, checked)


def _day(given: str) -> str | None:
    """A day in its long form; None for none, and for what is no day."""
    try:
        return Day.fromisoformat(given).isoformat() if given else None
    except ValueError:
        return None
