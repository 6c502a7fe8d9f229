"""The questions: an event's origins, denials, what somebody said, who speaks of whom, what the record holds."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from selon.export.origins import answers
from selon.questions.denials import Asked, denials
from selon.questions.ledger import ledger
from selon.questions.matrix import matrix
from selon.questions.occasions import disagreements
from selon.questions.origins import echoes, origins
from selon.record.background import list_backgrounds
from selon.record.failures import list_failures
from selon.record.judgements import list_judgements
from selon.record.store import rows_of
from selon.web.graph import graph
from selon.web.guard import desk_of
from selon.web.showing import show

router = APIRouter()

SHOWN, LONG = 50, 500
Word = Annotated[str | None, Query(max_length=200)]
COVERAGE = """
    SELECT coalesce(agency, '') AS agency, substr(sent, 1, 7) AS month, count(*) AS dispatches FROM dispatches
    WHERE state = 'current' GROUP BY 1, 2 ORDER BY 2 DESC, 3 DESC, 1"""


@router.get("/events/{id}", include_in_schema=False)
@router.get("/events/{id}.json", summary="An event: its tellings by independent origins, and where they disagree")
def event(request: Request, id: str) -> Response:
    record = desk_of(request).record()
    found = origins(record, id)
    told = [telling.happening for origin in found for telling in origin.tellings]
    data: dict[str, Any] = {"event": id, "origins": len(found), "echo": echoes(found), "rows": list(answers(id, found))}
    data["disagreements"] = [{"what": each.what, "said": each.said} for each in disagreements(record, told)]
    return show(request, "event.html", data)


@router.get("/denials", include_in_schema=False)
@router.get("/denials.json", summary="Who denies what, in a dispatch and across")
def denied(
    request: Request,
    of: Word = None,
    by: Word = None,
    about: Word = None,
    kind: Literal["deny", "confirm", "decline", "all"] = "deny",
) -> Response:
    asked = Asked(of or None, by or None, about or None, None if kind == "all" else kind)
    rows = denials(desk_of(request).record(), asked, SHOWN)
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["id"])]
    form = {"of": of, "by": by, "about": about, "kind": kind}
    return show(request, "denials.html", {"rows": rows}, {"groups": groups, "asked": form})


@router.get("/ledger", include_in_schema=False)
@router.get("/ledger.json", summary="All that somebody said, promised, denied, by time")
def said_by(request: Request, who: Annotated[str, Query(max_length=200)]) -> Response:
    rows = ledger(desk_of(request).record(), who, None, None, (), LONG)
    return show(request, "ledger.html", {"who": who, "rows": rows})


@router.get("/matrix", include_in_schema=False)
@router.get("/matrix.json", summary="Who speaks of whom, how often, how surely")
def who_of_whom(request: Request, since: Word = None, until: Word = None) -> Response:
    rows = matrix(desk_of(request).record(), since or None, until or None, None, LONG)
    nodes, edges = graph(rows)
    drawn = {"since": since or "", "until": until or "", "nodes": nodes, "edges": edges}
    return show(request, "matrix.html", {"rows": rows}, drawn)


@router.get("/coverage", include_in_schema=False)
@router.get("/coverage.json", summary="What the record holds, by agency and month; what could not be taken in")
def coverage(request: Request) -> Response:
    record = desk_of(request).record()
    held = rows_of(record.db.execute(COVERAGE))
    data = {"held": held, "backgrounds": list_backgrounds(record.db), "failures": list_failures(record.db, False, LONG)}
    return show(request, "coverage.html", data)


@router.get("/judgements", include_in_schema=False)
@router.get("/judgements.json", summary="What people judged, the latest first")
def judged(request: Request) -> Response:
    return show(request, "judgements.html", {"rows": list_judgements(desk_of(request).record(), LONG)})
