"""The reading page: a dispatch of the record with its claims marked, and all that was found in it."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from msgspec.structs import replace

from selon.export import checks
from selon.export.answers import Answer
from selon.export.claims import numbered
from selon.export.footnotes import footnote as footnote_of
from selon.export.record_json import beside
from selon.model import Reading
from selon.questions.checks import check
from selon.questions.evidence import evidence
from selon.record.kept import Kept, load_kept
from selon.record.lookup import SHOWN, find_dispatch, links_of, load_reading
from selon.record.store import Record
from selon.web.guard import desk_of
from selon.web.marking import paragraphs
from selon.web.panel import panel
from selon.web.showing import show

router = APIRouter()

MOST = 500  # claims, events, names, times ... of a dispatch that its page shows


@router.get("/dispatches/{id}", include_in_schema=False)
@router.get("/dispatches/{id}.json", summary="A dispatch with all that was found in it")
def dispatch(request: Request, id: str) -> Response:
    record, number = _numbered(request, id)
    (kept,) = load_kept(record, [number])
    links = [link._asdict() for link in links_of(record.db, number)]
    data = {"reading": msgspec.to_builtins(kept.reading), "kept": beside(kept), "links": links}
    return show(request, "dispatch.html", data, marked(kept.reading, kept))


def marked(reading: Reading, kept: Kept | None) -> dict[str, Any]:
    """What the page marks in the text and lists beside it."""
    first = first_of(reading)
    return {"paragraphs": paragraphs(first), "panel": panel(first, kept), "most": MOST, "checks": None}


def first_of(reading: Reading) -> Reading:
    """The reading with the first MOST findings of each sort: what holds more is no dispatch but a book, and its page
    would be too heavy."""
    sorts = ("events", "entities", "names", "references", "times", "places", "counts")
    fewer: dict[str, Any] = {sort: getattr(reading, sort)[:MOST] for sort in sorts}
    return replace(reading, claims=tuple(claim for _, claim in numbered(reading)[:MOST]), **fewer)


def _numbered(request: Request, id: str) -> tuple[Record, int]:
    """The record, and the number in it of the dispatch that an address names. Raises InputError."""
    record = desk_of(request).record()
    return record, find_dispatch(record, id)[0]


@router.get("/dispatches/{id}/check", include_in_schema=False)
@router.get("/dispatches/{id}/check.json", summary="A dispatch's counts, held against the record")
def checked(request: Request, id: str, hindsight: bool = False) -> Response:
    record, number = _numbered(request, id)
    reading = load_reading(record, number)
    data = {"id": reading.dispatch.id, "hindsight": hindsight, "checks": answers(record, reading, hindsight)}
    return show(request, "check.html", data, {"title": reading.dispatch.title})


@router.get("/dispatches/{id}/counts", include_in_schema=False)
def counted(request: Request, id: str) -> Response:
    """The counts of a dispatch with what the record says of each, for the panel: it is asked for behind the page, since
    some take longer than a page may."""
    record, number = _numbered(request, id)
    reading = load_reading(record, number)
    first = first_of(reading)
    return show(request, "counts.html", {"counts": first.counts, "checks": answers(record, first)})


def answers(record: Record, reading: Reading, hindsight: bool = False) -> list[Answer]:
    """What the record says of each count of a reading."""
    found = check(record, reading, hindsight)
    return [checks.answer((reading, each, evidence(record, each.rows))) for each in found]


@router.get("/dispatches/{id}/footnote", include_in_schema=False)
@router.get("/dispatches/{id}/footnote.json", summary="Words of a dispatch, as a footnote cites them")
def footnote(
    request: Request, id: str, start: int = Query(ge=0, le=2**40), end: int = Query(ge=0, le=2**40)
) -> Response:
    told = load_reading(*_numbered(request, id)).dispatch
    link = str(request.base_url) + f"dispatches/{told.id[:SHOWN]}#w{start}-{end}"
    facts = (told.agency, told.place, told.sent, told.title)
    note = footnote_of(facts, told.path, told.text[start:end], link)
    data = {"footnote": note, "start": start, "end": end, "dispatch": told.id}
    return show(request, "footnote.html", data)
