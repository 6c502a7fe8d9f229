"""The start page, and a dispatch that is pasted there: read at once, and not kept."""

from __future__ import annotations

from datetime import date as Day
from threading import Lock
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Request, Response

from selon.export.claims import storable
from selon.model import Dispatch, Reading, make_dispatch
from selon.reading import read
from selon.record.lookup import size
from selon.record.search import Question, search
from selon.web.guard import SENDS, Refused, desk_of
from selon.web.pages.dispatches import answers, first_of, marked
from selon.web.showing import show

LATEST = 10
LONGEST = 1_000_000  # characters of a dispatch that is pasted
LONG = 50_000  # characters from which one dispatch is read at a time: the longest takes a gigabyte, and half a minute
_TURN = Lock()

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
    reading = _read(make_dispatch(storable(text.replace("\r\n", "\n")), path="-", sent=_day(date)))
    data = {"reading": msgspec.to_builtins(reading), "kept": None, "links": []}
    checked = answers(desk_of(request).record(), first_of(reading))
    return show(request, "dispatch.html", data, {**marked(reading, None), "checks": checked})


def _read(dispatch: Dispatch) -> Reading:
    """Reads it; raises Refused for a long one while another long one is read."""
    if len(dispatch.text) < LONG:
        return read(dispatch)
    if not _TURN.acquire(blocking=False):
        raise Refused("error.busy", 503)
    try:
        return read(dispatch)
    finally:
        _TURN.release()


def _day(given: str) -> str | None:
    """A day in its long form; None for none, and for what is no day."""
    try:
        return Day.fromisoformat(given).isoformat() if given else None
    except ValueError:
        return None
