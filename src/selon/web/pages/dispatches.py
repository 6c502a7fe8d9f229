"""The reading page: a dispatch of the record with its claims marked, and all that was found in it."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from fastapi import APIRouter, Query, Request, Response
from msgspec.structs import replace

from selon.export import checks
from selon.export.claims import content, numbered
from selon.export.record_json import beside
from selon.model import Claim, Event, Reading
from selon.model.findings import STATEMENT
from selon.questions.checks import check
from selon.questions.evidence import evidence
from selon.record.kept import Judged, Kept, load_kept
from selon.record.lookup import SHOWN, find_dispatch, links_of, load_reading
from selon.record.store import Record
from selon.web.guard import desk_of
from selon.web.marking import paragraphs
from selon.web.showing import show

router = APIRouter()

MOST = 1000  # claims, events, names, times ... of a dispatch that its page shows


class Shown(NamedTuple):
    """A claim as the panel lists it: `chain` from who says it to who passes it on ("Zakharova ← RIA ← Reuters")."""

    number: int
    claim: Claim
    chain: str
    words: str
    judged: Judged | None
    events: list[Event]


@router.get("/dispatches/{id}", include_in_schema=False)
@router.get("/dispatches/{id}.json", summary="A dispatch with all that was found in it")
def dispatch(request: Request, id: str) -> Response:
    record, number = _numbered(request, id)
    (kept,) = load_kept(record, [number])
    links = [link._asdict() for link in links_of(record.db, number)]
    data = {"reading": msgspec.to_builtins(kept.reading), "kept": beside(kept), "links": links}
    return show(request, "dispatch.html", data, marked(kept.reading, kept))


def marked(reading: Reading, kept: Kept | None) -> dict[str, Any]:
    """What the page marks in the text and lists beside it: the first `most` of each sort, of what is no dispatch but a
    book."""
    first = replace(reading, claims=tuple(claim for _, claim in numbered(reading)[:MOST]))
    return {"paragraphs": paragraphs(first), "shown": shown(first, kept), "most": MOST}


def _numbered(request: Request, id: str) -> tuple[Record, int]:
    """The record, and the number in it of the dispatch that an address names. Raises InputError."""
    record = desk_of(request).record()
    return record, find_dispatch(record, id)[0]


def shown(reading: Reading, kept: Kept | None) -> list[Shown]:
    """The claims in the order of the text, numbered as `selon read` numbers them."""
    judged = kept.judged if kept else {}
    told: dict[str, list[Event]] = {}
    for event in reading.events:
        if event.made.construction != STATEMENT:
            told.setdefault(event.claim or "", []).append(event)
    return [
        Shown(number, claim, chain(reading, claim), content(claim), judged.get(claim.id), told.get(claim.id, []))
        for number, claim in numbered(reading)
    ]


def chain(reading: Reading, claim: Claim) -> str:
    """ "Maria Zakharova ← RIA ← Reuters, Séoul": who says it, through whom, and whose dispatch it is."""
    desk = ", ".join(filter(None, (reading.dispatch.agency, reading.dispatch.place)))
    return " ← ".join([*(source.name for source in reversed(claim.sources)), *([desk] if desk else [])])


@router.get("/dispatches/{id}/check", include_in_schema=False)
@router.get("/dispatches/{id}/check.json", summary="A dispatch's counts, held against the record")
def checked(request: Request, id: str, hindsight: bool = False) -> Response:
    record, number = _numbered(request, id)
    reading = load_reading(record, number)
    answers = check(record, reading, hindsight)
    rows = [checks.answer((reading, each, evidence(record, each.rows))) for each in answers]
    data: dict[str, Any] = {"id": reading.dispatch.id, "hindsight": hindsight, "checks": rows}
    return show(request, "check.html", data, {"title": reading.dispatch.title})


@router.get("/dispatches/{id}/footnote", include_in_schema=False)
@router.get("/dispatches/{id}/footnote.json", summary="Words of a dispatch, as a footnote cites them")
def footnote(
    request: Request, id: str, start: int = Query(ge=0, le=2**40), end: int = Query(ge=0, le=2**40)
) -> Response:
    told = load_reading(*_numbered(request, id)).dispatch
    words = " ".join(told.text[start:end].split())
    link = str(request.base_url) + f"dispatches/{told.id[:SHOWN]}#w{start}-{end}"
    by = ", ".join(filter(None, (told.agency, told.place, told.sent, told.title)))
    data = {"footnote": f"{by or told.path}: « {words} » {link}", "start": start, "end": end, "dispatch": told.id}
    return show(request, "footnote.html", data)
